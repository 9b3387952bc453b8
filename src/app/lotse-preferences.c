/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The preferences; see the header.  What takes time runs on the database thread and shows its result in its own row.
 */
#include "config.h"

#include "lotse-preferences.h"

#include "lotse-calendar-group.h"
#include "lotse-compat.h"
#include "lotse-db.h"
#include "lotse-feasts.h"
#include "lotse-home-state.h"
#include "lotse-first-start.h"
#include "lotse-jobs.h"
#include "lotse-locale.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

static const char *const languages[] = { "system", "de", "en" };
static const guint lock_minutes[] = { 0, 5, 15, 30, 60 };

struct _LotsePreferences
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *language;
  AdwComboRow *lock_after;
  AdwComboRow *state;
  GtkSwitch *remind;
  GtkSwitch *remind_closed;
  AdwComboRow *remind_hour;
  AdwActionRow *centre;
  GtkWidget *connect;
  LotseCalendarGroup *calendar;
  AdwActionRow *location;
  AdwActionRow *encryption;
  AdwActionRow *backup;
  AdwActionRow *recovery;
  GtkEditable *passphrase;
  AdwActionRow *check;

  LotseWindow *window; /* borrowed: the transient parent */
  gboolean ready;
  gboolean state_known; /* the stored state is shown: what is chosen from now on was chosen by the person */
};

G_DEFINE_FINAL_TYPE (LotsePreferences, lotse_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static LotseStore *
store_of (LotsePreferences *self)
{
  return lotse_profile_get_store (lotse_window_get_profile (self->window));
}

/* Shows the result of a job in the row that started it. */
static void
show_result (AdwActionRow *row, const char *text, const GError *error)
{
  adw_action_row_set_subtitle (row, error != NULL ? error->message : text);
}

static void
on_language (LotsePreferences *self)
{
  const guint selected = adw_combo_row_get_selected (self->language);

  if (self->ready && selected < G_N_ELEMENTS (languages))
    g_settings_set_string (lotse_settings (), "language", languages[selected]);
}

static void
on_lock_after (LotsePreferences *self)
{
  const guint selected = adw_combo_row_get_selected (self->lock_after);

  if (self->ready && selected < G_N_ELEMENTS (lock_minutes))
    g_settings_set_uint (lotse_settings (), "lock-after-minutes", lock_minutes[selected]);
}

/* --- Reminders ---------------------------------------------------------------------------------------------- */

static void
on_remind_hour (LotsePreferences *self)
{
  const guint selected = adw_combo_row_get_selected (self->remind_hour);

  if (self->ready && selected < 24)
    g_settings_set_uint (lotse_settings (), "remind-hour", selected);
}

static void
show_reminders (LotsePreferences *self)
{
  g_autoptr (GtkStringList) hours = gtk_string_list_new (NULL);

  for (guint hour = 0; hour < 24; hour++)
    gtk_string_list_take (hours, g_strdup_printf ("%02u:00", hour));
  adw_combo_row_set_model (self->remind_hour, G_LIST_MODEL (hours));
  adw_combo_row_set_selected (self->remind_hour, g_settings_get_uint (lotse_settings (), "remind-hour"));
  g_settings_bind (lotse_settings (), "notifications", self->remind, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (lotse_settings (), "remind-when-closed", self->remind_closed, "active", G_SETTINGS_BIND_DEFAULT);
}

/* --- The state whose public holidays count for events --------------------------------------------------------- */

static gpointer
read_state_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_home_state_get (store, error);
}

static gpointer
keep_state_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_home_state_set (store, data, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_state_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotsePreferences) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lotse_job_done_finish (result, &error))
    show_result (ADW_ACTION_ROW (self->state), NULL, error);
}

static void
on_state (LotsePreferences *self)
{
  LotseStore *store = self->state_known ? store_of (self) : NULL;
  const guint selected = adw_combo_row_get_selected (self->state);
  g_autoptr (GArray) states = lotse_feasts_states ();
  const char *code = selected > 0 && selected <= states->len ? g_array_index (states, LotseFeastState, selected - 1).code : "";

  if (store != NULL)
    lotse_job_run (store, keep_state_job, g_strdup (code), g_free, NULL, on_state_kept, g_object_ref (self));
}

static void
on_state_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotsePreferences) self = user_data;
  g_autofree char *code = lotse_job_text_finish (result, NULL);
  g_autoptr (GArray) states = lotse_feasts_states ();

  for (guint i = 0; i < states->len; i++)
    if (g_strcmp0 (g_array_index (states, LotseFeastState, i).code, code) == 0)
      adw_combo_row_set_selected (self->state, i + 1);
  self->state_known = TRUE;
}

static void
show_states (LotsePreferences *self, LotseStore *store)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GArray) states = lotse_feasts_states ();

  gtk_string_list_append (names, _ ("Only those of all states"));
  for (guint i = 0; i < states->len; i++)
    gtk_string_list_append (names, g_array_index (states, LotseFeastState, i).name);
  adw_combo_row_set_model (self->state, G_LIST_MODEL (names));
  if (store != NULL)
    lotse_job_run (store, read_state_job, NULL, NULL, g_free, on_state_read, g_object_ref (self));
}

/* --- The centre and this device ------------------------------------------------------------------------------- */

static void
on_connect (LotsePreferences *self)
{
  LotseWindow *window = self->window;

  gtk_window_close (GTK_WINDOW (self));
  lotse_first_start_show_connect (window);
}

/* --- Backup ------------------------------------------------------------------------------------------------- */

static gpointer
backup_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_store_backup (store, data, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotsePreferences) self = user_data;
  g_autoptr (GError) error = NULL;

  lotse_job_done_finish (result, &error);
  show_result (self->backup, _ ("The backup is saved."), error);
}

static void
on_backup_file (GFile *file, gpointer data)
{
  g_autoptr (LotsePreferences) self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && store_of (self) != NULL)
    lotse_job_run (store_of (self), backup_job, g_strdup (path), g_free, NULL, on_backed_up, g_object_ref (self));
}

static void
on_backup (LotsePreferences *self)
{
  lotse_compat_choose_file (GTK_WIDGET (self), _ ("Save a Backup"), _ ("_Save"), "lotse-backup.db", on_backup_file,
                            g_object_ref (self));
}

/* --- Recovery key and passphrase ---------------------------------------------------------------------------- */

static gpointer
recovery_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_store_recovery_key (store, error);
}

static void
on_recovery_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotsePreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = lotse_job_text_finish (result, &error);
  const char *const answers[] = { "+close", _ ("I _Have Written It Down"), NULL };

  if (key == NULL)
    {
      show_result (self->recovery, NULL, error);
      return;
    }
  lotse_compat_ask (GTK_WIDGET (self), _ ("Your Recovery Key"), key, NULL, answers, NULL, NULL);
  memset (key, 0, strlen (key));
}

static void
on_recovery (LotsePreferences *self)
{
  if (store_of (self) != NULL)
    lotse_job_run (store_of (self), recovery_job, NULL, NULL, g_free, on_recovery_key, g_object_ref (self));
}

static gpointer
passphrase_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *passphrase = data;

  return lotse_store_set_passphrase (store, *passphrase != '\0' ? passphrase : NULL, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_passphrase_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotsePreferences) self = user_data;
  g_autoptr (GError) error = NULL;

  lotse_job_done_finish (result, &error);
  show_result (self->encryption, _ ("The way to open your data was changed."), error);
}

static void
on_passphrase (LotsePreferences *self)
{
  if (store_of (self) == NULL)
    return;
  lotse_job_run (store_of (self), passphrase_job, g_strdup (gtk_editable_get_text (self->passphrase)), g_free, NULL,
                 on_passphrase_set, g_object_ref (self));
  gtk_editable_set_text (self->passphrase, "");
}

/* --- Check -------------------------------------------------------------------------------------------------- */

static gpointer
check_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  GError *local = NULL;
  char *wrong = lotse_store_check (store, &local);

  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  return wrong != NULL ? wrong : g_strdup (_ ("All is well."));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotsePreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lotse_job_text_finish (result, &error);

  show_result (self->check, text, error);
}

static void
on_check (LotsePreferences *self)
{
  if (store_of (self) == NULL)
    return;
  adw_action_row_set_subtitle (self->check, _ ("Checking …"));
  lotse_job_run (store_of (self), check_job, NULL, NULL, g_free, on_checked, g_object_ref (self));
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
show_centre (LotsePreferences *self, LotseProfile *profile)
{
  const gboolean connected = lotse_profile_get_status (profile)->connected;
  const char *centre = lotse_profile_get_centre (profile);
  const char *account = lotse_profile_get_account (profile);

  if (connected)
    {
      /* Translators: the name of the account at the centre. */
      g_autofree char *as = g_strdup_printf (_ ("Connected as %s"), account != NULL ? account : "–");

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->centre), centre != NULL ? centre : _ ("Centre"));
      adw_action_row_set_subtitle (self->centre, as);
    }
  else
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->centre), _ ("Not connected to a centre"));
      adw_action_row_set_subtitle (self->centre, _ ("What you write stays on this device."));
    }
  gtk_widget_set_visible (self->connect, !connected && !lotse_profile_is_example (profile));
}

static void
show_settings (LotsePreferences *self)
{
  g_autofree char *language = g_settings_get_string (lotse_settings (), "language");
  const guint minutes = g_settings_get_uint (lotse_settings (), "lock-after-minutes");

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i], language))
      adw_combo_row_set_selected (self->language, i);
  for (guint i = 0; i < G_N_ELEMENTS (lock_minutes); i++)
    if (lock_minutes[i] <= minutes)
      adw_combo_row_set_selected (self->lock_after, i);
}

static void
lotse_preferences_class_init (LotsePreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LOTSE_TYPE_CALENDAR_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, language);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, lock_after);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, state);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, remind);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, remind_closed);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, remind_hour);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, centre);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, connect);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, calendar);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, location);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, encryption);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, backup);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, recovery);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, passphrase);
  gtk_widget_class_bind_template_child (widget_class, LotsePreferences, check);
  gtk_widget_class_bind_template_callback (widget_class, on_language);
  gtk_widget_class_bind_template_callback (widget_class, on_lock_after);
  gtk_widget_class_bind_template_callback (widget_class, on_state);
  gtk_widget_class_bind_template_callback (widget_class, on_remind_hour);
  gtk_widget_class_bind_template_callback (widget_class, on_connect);
  gtk_widget_class_bind_template_callback (widget_class, on_backup);
  gtk_widget_class_bind_template_callback (widget_class, on_recovery);
  gtk_widget_class_bind_template_callback (widget_class, on_passphrase);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
}

static void
lotse_preferences_init (LotsePreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_list_name (self->language, _ ("Preferences"));
  show_settings (self);
  show_reminders (self);
  adw_action_row_set_subtitle (self->encryption, lotse_db_encrypts () ? _ ("Your data are encrypted.")
                                                                      : _ ("This build of Lotse does not encrypt your data."));
  gtk_widget_set_visible (GTK_WIDGET (self->recovery), lotse_db_encrypts ());
  gtk_widget_set_visible (GTK_WIDGET (self->passphrase), lotse_db_encrypts ());
  self->ready = TRUE;
}

void
lotse_preferences_show (LotseWindow *window)
{
  LotsePreferences *self = g_object_new (LOTSE_TYPE_PREFERENCES, "transient-for", window, "modal", TRUE, NULL);
  LotseProfile *profile = lotse_window_get_profile (window);

  self->window = window;
  show_centre (self, profile);
  lotse_calendar_group_show (self->calendar, profile);
  show_states (self, store_of (self));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->location), FALSE);
  adw_action_row_set_subtitle (self->location, lotse_profile_get_folder (profile));
  gtk_window_present (GTK_WINDOW (self));
}
