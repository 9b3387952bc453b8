/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog of what the centre shows; see the header. */
#include "config.h"

#include "lotse-results-settings.h"

#include "lotse-centre-settings.h"
#include "lotse-dialog-keep.h"
#include "lotse-dialog.h"
#include "lotse-form-field.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *parent;
  GtkWidget *dialog;
  LotseProfile *profile;
  LotseFormField *smallest;
  LotseFormField *decimals;
  GtkLabel *message;
  gboolean changed;
  gboolean saving;
} Settings;

static void
settings_free (gpointer data)
{
  Settings *self = data;

  g_clear_object (&self->parent);
  g_clear_object (&self->profile);
  g_clear_object (&self->smallest);
  g_clear_object (&self->decimals);
  g_free (self);
}

/* --- Saving -------------------------------------------------------------------------------------------------- */

static gpointer
save_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_centre_settings_save (store, data, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Settings *self = g_object_get_data (G_OBJECT (dialog), "settings");
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (!lotse_job_done_finish (result, &error))
    {
      lotse_dialog_set_message (self->message, error->message);
      return;
    }
  lotse_window_toast_undo (self->parent, _ ("Saved"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
read_number (Settings *self, LotseFormField *field, guint *number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = lotse_form_field_get_value (field, &error);

  if (error != NULL)
    lotse_dialog_set_message (self->message, error->message);
  if (value != NULL)
    *number = (guint) g_ascii_strtoull (value, NULL, 10);
  return error == NULL;
}

static void
on_save (Settings *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  LotseCentreSettings *settings;
  LotseCentreSettings wish = { LOTSE_CENTRE_SMALLEST, LOTSE_CENTRE_DECIMALS };

  if (self->saving || store == NULL || !read_number (self, self->smallest, &wish.smallest) || !read_number (self, self->decimals, &wish.decimals))
    return;
  settings = g_new (LotseCentreSettings, 1);
  *settings = wish;
  self->saving = TRUE;
  lotse_job_run (store, save_job, settings, g_free, NULL, on_saved, g_object_ref (self->dialog));
}

/* --- Making it ----------------------------------------------------------------------------------------------- */

static gboolean
is_changed (gpointer data)
{
  const Settings *self = data;

  return self->changed && !self->saving;
}

static void
on_changed (Settings *self)
{
  self->changed = TRUE;
}

static LotseFormField *
add_field (Settings *self, AdwPreferencesGroup *group, const char *name, guint value)
{
  LotseFormField *field = lotse_form_field_new (lotse_kind_field (lotse_kind_find ("centre_setting"), name),
                                                lotse_profile_get_store (self->profile));
  g_autofree char *text = g_strdup_printf ("%u", value);

  lotse_form_field_set_value (field, text);
  g_signal_connect_swapped (field, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (field, "activated", G_CALLBACK (on_save), self);
  adw_preferences_group_add (group, lotse_form_field_get_row (field));
  return field;
}

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  LotseCentreSettings *settings = g_new0 (LotseCentreSettings, 1);

  if (lotse_centre_settings_load (store, settings, error))
    return settings;
  g_free (settings);
  return NULL;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Settings *self = user_data;
  g_autofree LotseCentreSettings *settings = lotse_store_call_finish (LOTSE_STORE (source), result, NULL);
  AdwPreferencesGroup *group;
  GtkWidget *button;

  if (settings == NULL || gtk_widget_get_root (self->parent) == NULL || lotse_profile_get_store (self->profile) == NULL)
    {
      settings_free (self);
      return;
    }
  self->dialog = lotse_dialog_new (self->parent, _ ("What the Centre Shows"), 480, 360);
  g_object_set_data_full (G_OBJECT (self->dialog), "settings", self, settings_free);
  self->message = lotse_dialog_add_message (self->dialog);
  group = lotse_group_new (NULL);
  adw_preferences_group_set_description (group, _ ("For everybody of this centre. Results of fewer sheets would tell who answered what."));
  self->smallest = add_field (self, group, "smallest_sheets", settings->smallest);
  self->decimals = add_field (self, group, "mean_decimals", settings->decimals);
  lotse_list_name (group, _ ("What the Centre Shows"));
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (group));
  self->changed = FALSE;
  button = lotse_dialog_add_button (self->dialog, _ ("_Save"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_save), self);
  lotse_dialog_keep (self->dialog, button, is_changed, self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (lotse_form_field_get_row (self->smallest));
}

void
lotse_results_settings_show (GtkWidget *parent, LotseProfile *profile)
{
  LotseStore *store = lotse_profile_get_store (profile);
  Settings *self;

  if (store == NULL)
    return;
  self = g_new0 (Settings, 1);
  self->parent = g_object_ref (parent);
  self->profile = g_object_ref (profile);
  lotse_job_run (store, load_job, NULL, NULL, g_free, on_loaded, self);
}
