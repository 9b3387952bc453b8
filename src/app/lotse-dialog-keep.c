/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps what is typed in a dialog; see the header. */
#include "config.h"

#include "lotse-dialog-keep.h"

#include "lotse-compat.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *dialog; /* which this belongs to */
  GtkWidget *save;   /* in the dialog */
  gboolean (*is_changed) (gpointer data);
  gpointer data;
} Keeping;

static void
on_give_up (const char *answer, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;

  if (g_str_equal (answer, "discard"))
    gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
on_close_request (Keeping *self)
{
  const char *const answers[] = { "close", _ ("_Go On Editing"), "!discard", _ ("_Discard"), NULL };

  if (!self->is_changed (self->data))
    return FALSE;
  lotse_compat_ask (self->dialog, _ ("Discard What You Typed?"), _ ("It was not saved yet."), NULL, answers, on_give_up,
                    g_object_ref (self->dialog));
  return TRUE;
}

static gboolean
on_key (GtkWidget *dialog, GVariant *args, gpointer data)
{
  return gtk_widget_activate (((Keeping *) data)->save);
}

void
lotse_dialog_keep (GtkWidget *dialog, GtkWidget *save, gboolean (*is_changed) (gpointer data), gpointer data)
{
  Keeping *self = g_new0 (Keeping, 1);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->dialog = dialog;
  self->save = save;
  self->is_changed = is_changed;
  self->data = data;
  g_object_set_data_full (G_OBJECT (dialog), "keeping", self, g_free);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_s, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (on_key, self, NULL)));
  gtk_widget_add_controller (dialog, keys);
  g_signal_connect_swapped (dialog, "close-request", G_CALLBACK (on_close_request), self);
}
