/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a screen for guests asks for its PIN; see the header.
 */
#include "config.h"

#include "lotse-desk-pin.h"

#include "lotse-compat.h"
#include "lotse-enrol.h"
#include "lotse-error.h"
#include "lotse-jobs.h"

#include <glib/gi18n.h>
#include <string.h>

struct _LotseDeskPin
{
  GtkWidget parent_instance;

  AdwStatusPage *status;
  GtkWidget *entry;
  GtkWidget *button;
  GtkWidget *back;
  GtkWidget *message;

  LotseProfile *profile;
  const LotseDeskPinUse *use;
  gboolean leave;
  gboolean checking;
};

G_DEFINE_FINAL_TYPE (LotseDeskPin, lotse_desk_pin, GTK_TYPE_WIDGET)

/* --- Checking ----------------------------------------------------------------------------------------------- */

typedef struct
{
  const LotseDeskPinUse *use;
  char *typed;
  gboolean leave;
} Try;

static void
try_free (gpointer data)
{
  Try *one = data;

  memset (one->typed, 0, strlen (one->typed));
  g_free (one->typed);
  g_free (one);
}

static gboolean
ask_password (LotseStore *store, const char *typed, GError **error)
{
  return lotse_enrol_check_password (store, NULL, typed, NULL, error);
}

/* On a thread of its own: the centre may be asked, and the database thread has to save and to sync meanwhile. */
static void
try_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LotseStore *store = LOTSE_STORE (source);
  const Try *one = data;
  GError *error = NULL;

  if (one->use->check (store, one->typed, g_get_real_time () / 1000, ask_password, &error)
      && (!one->leave || one->use->close (store, &error)))
    g_task_return_pointer (task, LOTSE_JOB_DONE, NULL);
  else
    g_task_return_error (task, error);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskPin) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean right = g_task_propagate_pointer (G_TASK (result), &error) != NULL;

  self->checking = FALSE;
  if (self->status == NULL)
    return;
  if (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    {
      /* Whoever may open the profile has closed the screen with lotsectl. */
      self->leave = TRUE;
      g_signal_emit_by_name (self, "right");
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->message), right ? "" : error->message);
  if (right)
    g_signal_emit_by_name (self, "right");
  else
    gtk_widget_grab_focus (self->entry);
}

static void
on_entered (LotseDeskPin *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GTask) task = NULL;
  Try *one;

  g_assert (LOTSE_IS_DESK_PIN (self));
  if (store == NULL || self->checking || *typed == '\0')
    return;
  self->checking = TRUE;
  one = g_new0 (Try, 1);
  one->use = self->use;
  one->typed = g_strdup (typed);
  one->leave = self->leave;
  task = g_task_new (store, NULL, on_checked, g_object_ref (self));
  g_task_set_task_data (task, one, try_free);
  g_task_run_in_thread (task, try_thread);
  /* What is typed during the check stays, and the same message twice is heard twice. */
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_label_set_text (GTK_LABEL (self->message), "");
}

static void
on_back (LotseDeskPin *self)
{
  g_assert (LOTSE_IS_DESK_PIN (self));
  g_signal_emit_by_name (self, "back");
}

/* --- Asking ------------------------------------------------------------------------------------------------- */

void
lotse_desk_pin_ask (LotseDeskPin *self, gboolean leave)
{
  g_return_if_fail (LOTSE_IS_DESK_PIN (self));
  self->leave = leave;
  adw_status_page_set_title (self->status, gettext (leave ? self->use->leave : self->use->locked));
  gtk_widget_set_visible (self->back, leave);
  adw_status_page_set_description (self->status, gettext (lotse_profile_get_account (self->profile) != NULL ? self->use->ask_account : self->use->ask));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_label_set_text (GTK_LABEL (self->message), "");
  gtk_widget_grab_focus (self->entry);
}

gboolean
lotse_desk_pin_is_leaving (LotseDeskPin *self)
{
  return self->leave;
}

static void
lotse_desk_pin_dispose (GObject *object)
{
  LotseDeskPin *self = LOTSE_DESK_PIN (object);

  if (self->status != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->status));
  self->status = NULL;
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_desk_pin_parent_class)->dispose (object);
}

static void
lotse_desk_pin_class_init (LotseDeskPinClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_desk_pin_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  g_signal_new ("right", LOTSE_TYPE_DESK_PIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("back", LOTSE_TYPE_DESK_PIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
button_new (LotseDeskPin *self, const char *label, const char *class_name, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  if (class_name != NULL)
    gtk_widget_add_css_class (button, class_name);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
lotse_desk_pin_init (LotseDeskPin *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->status = ADW_STATUS_PAGE (adw_status_page_new ());
  self->entry = gtk_password_entry_new ();
  self->message = lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0.5);
  self->button = button_new (self, _ ("_Unlock"), "suggested-action", G_CALLBACK (on_entered));
  self->back = button_new (self, "", NULL, G_CALLBACK (on_back));
  gtk_widget_set_halign (self->entry, GTK_ALIGN_CENTER);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 16);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("PIN"), -1);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (on_entered), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->message);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_box_append (GTK_BOX (box), self->back);
  adw_status_page_set_icon_name (self->status, "system-lock-screen-symbolic");
  adw_status_page_set_child (self->status, box);
  gtk_widget_set_parent (GTK_WIDGET (self->status), GTK_WIDGET (self));
}

LotseDeskPin *
lotse_desk_pin_new (LotseProfile *profile, const LotseDeskPinUse *use)
{
  LotseDeskPin *self = g_object_new (LOTSE_TYPE_DESK_PIN, NULL);

  self->profile = g_object_ref (profile);
  self->use = use;
  gtk_button_set_label (GTK_BUTTON (self->back), gettext (use->back));
  return self;
}
