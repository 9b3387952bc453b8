/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lock screen; see the header.
 */
#include "config.h"

#include "lotse-lock.h"

#include "lotse-rows.h"
#include "lotse-store.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _LotseLock
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwStatusPage *status;
  GtkWidget *secret_group;
  GtkEditable *passphrase;
  GtkEditable *recovery;
  GtkWidget *button;
};

enum
{
  UNLOCK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseLock, lotse_lock, GTK_TYPE_WIDGET)

static void
on_unlock (LotseLock *self)
{
  g_autofree char *passphrase = g_strdup (gtk_editable_get_text (self->passphrase));
  g_autofree char *recovery = g_strstrip (g_strdup (gtk_editable_get_text (self->recovery)));

  if (*recovery != '\0')
    g_signal_emit (self, signals[UNLOCK], 0, LOTSE_KEY_RECOVERY, recovery);
  else if (*passphrase != '\0')
    g_signal_emit (self, signals[UNLOCK], 0, LOTSE_KEY_PASSPHRASE, passphrase);
  else
    g_signal_emit (self, signals[UNLOCK], 0, LOTSE_KEY_AUTO, NULL);
  memset (passphrase, 0, strlen (passphrase));
  memset (recovery, 0, strlen (recovery));
}

static void
lotse_lock_dispose (GObject *object)
{
  g_clear_pointer (&LOTSE_LOCK (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_lock_parent_class)->dispose (object);
}

static void
lotse_lock_class_init (LotseLockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_lock_dispose;
  signals[UNLOCK] = g_signal_new ("unlock", LOTSE_TYPE_LOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT,
                                  G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-lock.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseLock, box);
  gtk_widget_class_bind_template_child (widget_class, LotseLock, status);
  gtk_widget_class_bind_template_child (widget_class, LotseLock, secret_group);
  gtk_widget_class_bind_template_child (widget_class, LotseLock, passphrase);
  gtk_widget_class_bind_template_child (widget_class, LotseLock, recovery);
  gtk_widget_class_bind_template_child (widget_class, LotseLock, button);
  gtk_widget_class_bind_template_callback (widget_class, on_unlock);
}

/* Whoever comes back types or presses Enter, without looking for where. */
static void
on_map (LotseLock *self)
{
  gtk_widget_grab_focus (gtk_widget_get_visible (self->secret_group) ? GTK_WIDGET (self->passphrase) : self->button);
}

static void
lotse_lock_init (LotseLock *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  lotse_list_name (self->secret_group, _ ("Passphrase"));
}

LotseLock *
lotse_lock_new (const GError *error)
{
  LotseLock *self = g_object_new (LOTSE_TYPE_LOCK, NULL);

  if (error != NULL)
    adw_status_page_set_description (self->status, error->message);
  gtk_widget_set_visible (self->secret_group, error != NULL);
  return self;
}
