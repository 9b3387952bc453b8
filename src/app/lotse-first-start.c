/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first start; see the header.
 *
 * Connecting can take a while and can fail: what was typed stays, and the reason shows below it.
 */
#include "config.h"

#include "lotse-first-start.h"

#include "lotse-compat.h"
#include "lotse-dialog.h"
#include "lotse-example.h"
#include "lotse-jobs.h"
#include "lotse-restore.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

struct _LotseFirstStart
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwHeaderBar *header;
  GtkWidget *back;
  GtkWidget *logo;
  GtkStack *steps;
  GtkEditable *invitation;
  GtkWidget *quieter;
  GtkWidget *alone;
  GtkWidget *example;
  GtkWidget *restore;
  GtkLabel *backup_name;
  GtkWidget *keys;
  GtkEditable *key;
  GtkEditable *passphrase;
  GtkEditable *address;
  GtkEditable *account;
  GtkEditable *password;
  GtkLabel *busy_text;
  GtkProgressBar *progress;
  GtkLabel *message;
  GtkWidget *plain;

  LotseProfile *profile;
  char *backup;      /* the path of the backup that is to be restored */
  char *before_busy; /* the step that was shown before the work began */
  guint pulse;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseFirstStart, lotse_first_start, GTK_TYPE_WIDGET)

static void
show_step (LotseFirstStart *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->steps, name);
  gtk_widget_set_visible (self->back, g_str_equal (name, "account") || g_str_equal (name, "restore"));
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
}

static void
show_error (LotseFirstStart *self, const GError *error)
{
  gtk_label_set_text (self->message, error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
}

static gboolean
on_pulse (gpointer data)
{
  gtk_progress_bar_pulse (LOTSE_FIRST_START (data)->progress);
  return G_SOURCE_CONTINUE;
}

static void
start_busy (LotseFirstStart *self, const char *text)
{
  g_free (self->before_busy);
  self->before_busy = g_strdup (gtk_stack_get_visible_child_name (self->steps));
  show_step (self, "busy");
  gtk_label_set_text (self->busy_text, text);
  if (self->pulse == 0)
    self->pulse = g_timeout_add (120, on_pulse, self);
}

static void
stop_busy (LotseFirstStart *self)
{
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (self->before_busy != NULL)
    show_step (self, self->before_busy);
  g_clear_pointer (&self->before_busy, g_free);
}

/* --- Connecting --------------------------------------------------------------------------------------------- */

static void
finish (LotseFirstStart *self, const char *mode)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL && mode != NULL)
    lotse_job_set_setting_async (store, LOTSE_SETTING_MODE, mode, NULL, NULL);
  g_signal_emit (self, signals[DONE], 0);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseFirstStart) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean connected = lotse_profile_connect_finish (LOTSE_PROFILE (source), result, &error);

  if (self->box == NULL)
    return;
  stop_busy (self);
  if (!connected)
    show_error (self, error);
  else if (lotse_profile_needs_undertaking (self->profile))
    show_step (self, "undertaking");
  else
    finish (self, "connected");
}

static void
on_connect_invitation (LotseFirstStart *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->invitation)));

  if (*text == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->invitation));
      return;
    }
  start_busy (self, _ ("Connecting …"));
  lotse_profile_connect_async (self->profile, text, NULL, NULL, NULL, on_connected, g_object_ref (self));
}

static void
on_connect_account (LotseFirstStart *self)
{
  g_autofree char *address = g_strstrip (g_strdup (gtk_editable_get_text (self->address)));
  const char *account = gtk_editable_get_text (self->account);
  const char *password = gtk_editable_get_text (self->password);
  GtkEditable *empty = *address == '\0' ? self->address : *account == '\0' ? self->account : *password == '\0' ? self->password : NULL;

  if (empty != NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (empty));
      return;
    }
  start_busy (self, _ ("Connecting …"));
  lotse_profile_connect_async (self->profile, NULL, address, account, password, on_connected, g_object_ref (self));
}

/* --- The other ways ----------------------------------------------------------------------------------------- */

static void
on_step_action (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFirstStart *self = LOTSE_FIRST_START (widget);
  const gboolean account = g_str_equal (action, "start.account");

  show_step (self, account ? "account" : "invitation");
  gtk_widget_grab_focus (GTK_WIDGET (account ? self->address : self->invitation));
}

static void
on_alone (GtkWidget *widget, const char *action, GVariant *target)
{
  finish (LOTSE_FIRST_START (widget), "alone");
}

static void
on_confirm_toggled (LotseFirstStart *self, GtkCheckButton *check)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "start.confirm", gtk_check_button_get_active (check));
}

static void
on_confirm (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFirstStart *self = LOTSE_FIRST_START (widget);

  lotse_profile_confirm_undertaking (self->profile);
  finish (self, "connected");
}

/* Goes to the profile that was made, or says why there is none. */
static void
open_made (LotseFirstStart *self, const char *folder, const GError *error)
{
  LotseWindow *window = lotse_window_of (GTK_WIDGET (self));

  if (window == NULL)
    return;
  stop_busy (self);
  if (folder != NULL)
    lotse_application_open_folder (LOTSE_APPLICATION (gtk_window_get_application (GTK_WINDOW (window))), folder);
  else
    show_error (self, error);
}

static void
on_example_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseFirstStart) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = lotse_example_make_finish (result, &error);

  if (self->box != NULL)
    open_made (self, folder, error);
}

static void
on_example (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFirstStart *self = LOTSE_FIRST_START (widget);

  start_busy (self, _ ("Making the example data …"));
  lotse_example_make_async (on_example_made, g_object_ref (self));
}

/* --- Restoring a backup ------------------------------------------------------------------------------------- */

static void
on_backup_chosen (GFile *file, gpointer data)
{
  g_autoptr (LotseFirstStart) self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;

  if (path == NULL || self->box == NULL)
    return;
  g_free (self->backup);
  self->backup = g_steal_pointer (&path);
  gtk_label_set_text (self->backup_name, name);
  show_step (self, "restore");
  if (LOTSE_ENCRYPTED)
    gtk_widget_grab_focus (GTK_WIDGET (self->key));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->steps), GTK_DIR_TAB_FORWARD);
}

static void
on_choose_backup (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_compat_choose_file (widget, _ ("Restore a Backup"), _ ("_Open"), NULL, on_backup_chosen, g_object_ref (widget));
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseFirstStart) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = lotse_restore_finish (result, &error);

  if (self->box != NULL)
    open_made (self, folder, error);
}

static void
on_restore (LotseFirstStart *self)
{
  start_busy (self, _ ("Checking and restoring the backup …"));
  lotse_restore_async (lotse_profile_get_folder (self->profile), self->backup, gtk_editable_get_text (self->key),
                       gtk_editable_get_text (self->passphrase), on_restored, g_object_ref (self));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_first_start_dispose (GObject *object)
{
  LotseFirstStart *self = LOTSE_FIRST_START (object);

  g_clear_handle_id (&self->pulse, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->backup, g_free);
  g_clear_pointer (&self->before_busy, g_free);
  G_OBJECT_CLASS (lotse_first_start_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, box);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, header);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, back);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, logo);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, steps);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, invitation);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, quieter);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, alone);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, example);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, restore);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, backup_name);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, keys);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, key);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, passphrase);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, address);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, account);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, password);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, busy_text);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, progress);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, message);
  gtk_widget_class_bind_template_child (widget_class, LotseFirstStart, plain);
  gtk_widget_class_bind_template_callback (widget_class, on_connect_invitation);
  gtk_widget_class_bind_template_callback (widget_class, on_connect_account);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_restore);
}

static void
lotse_first_start_class_init (LotseFirstStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_first_start_dispose;
  signals[DONE] = g_signal_new ("done", LOTSE_TYPE_FIRST_START, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-first-start.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "start.account", NULL, on_step_action);
  gtk_widget_class_install_action (widget_class, "start.back", NULL, on_step_action);
  gtk_widget_class_install_action (widget_class, "start.alone", NULL, on_alone);
  gtk_widget_class_install_action (widget_class, "start.confirm", NULL, on_confirm);
  gtk_widget_class_install_action (widget_class, "start.example", NULL, on_example);
  gtk_widget_class_install_action (widget_class, "start.restore", NULL, on_choose_backup);
}

/* The keyboard goes to what is asked first, whichever step it begins with. */
static void
on_map (LotseFirstStart *self)
{
  if (lotse_profile_needs_undertaking (self->profile))
    gtk_widget_child_focus (GTK_WIDGET (self->steps), GTK_DIR_TAB_FORWARD);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->invitation));
}

static void
lotse_first_start_init (LotseFirstStart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (self->plain, !LOTSE_ENCRYPTED);
  gtk_widget_set_visible (self->keys, LOTSE_ENCRYPTED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "start.confirm", FALSE);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  lotse_list_name (self->invitation, _ ("Invitation"));
  lotse_list_name (self->address, _ ("Connect by Address and Account"));
}

LotseFirstStart *
lotse_first_start_new (LotseProfile *profile)
{
  LotseFirstStart *self = g_object_new (LOTSE_TYPE_FIRST_START, NULL);

  self->profile = g_object_ref (profile);
  if (lotse_profile_needs_undertaking (profile))
    show_step (self, "undertaking");
  return self;
}

static void
on_dialog_done (GtkWindow *dialog)
{
  LotseWindow *window = lotse_window_of (GTK_WIDGET (dialog));

  gtk_window_destroy (dialog);
  if (window != NULL)
    lotse_window_show_view (window, "sync");
}

void
lotse_first_start_show_connect (LotseWindow *window)
{
  GtkWidget *dialog = adw_window_new ();
  LotseFirstStart *self = lotse_first_start_new (lotse_window_get_profile (window));

  gtk_widget_set_visible (self->alone, FALSE);
  gtk_widget_set_visible (self->example, FALSE);
  gtk_widget_set_visible (self->restore, FALSE);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (window));
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (dialog), 520, 620);
  gtk_window_set_title (GTK_WINDOW (dialog), _ ("Connect to a Centre"));
  adw_window_set_content (ADW_WINDOW (dialog), GTK_WIDGET (self));
  g_signal_connect_object (self, "done", G_CALLBACK (on_dialog_done), dialog, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
