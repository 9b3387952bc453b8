/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog of what the centre shows; see the header. */
#include "config.h"

#include "lotse-results-settings.h"

#include "lotse-centre-settings.h"
#include "lotse-editor.h"
#include "lotse-form-field.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *parent;
  GtkWidget *dialog;
  LotseProfile *profile;
  LotseFormField *smallest;
  LotseFormField *decimals;
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
  g_autoptr (GError) error = NULL;

  lotse_job_done_finish (result, &error);
  lotse_editor_saved (dialog, _ ("Saved"), error);
}

static void
read_number (LotseFormField *field, guint *number, GError **error)
{
  g_autofree char *value = *error == NULL ? lotse_form_field_get_value (field, error) : NULL;

  if (value != NULL)
    *number = (guint) g_ascii_strtoull (value, NULL, 10);
}

static void
save (gpointer data)
{
  Settings *self = data;
  LotseStore *store = lotse_profile_get_store (self->profile);
  LotseCentreSettings wish = { LOTSE_CENTRE_SMALLEST, LOTSE_CENTRE_DECIMALS };
  g_autoptr (GError) error = NULL;

  if (store == NULL || !lotse_editor_begin (self->dialog))
    return;
  read_number (self->smallest, &wish.smallest, &error);
  read_number (self->decimals, &wish.decimals, &error);
  if (error != NULL)
    lotse_editor_saved (self->dialog, NULL, error);
  else
    lotse_job_run (store, save_job, g_memdup2 (&wish, sizeof wish), g_free, NULL, on_saved, g_object_ref (self->dialog));
}

/* --- Making it ----------------------------------------------------------------------------------------------- */

static void
on_changed (Settings *self)
{
  lotse_editor_touch (self->dialog);
}

static LotseFormField *
add_field (Settings *self, AdwPreferencesGroup *group, const char *name, guint value)
{
  LotseFormField *field = lotse_form_field_new (lotse_kind_field (lotse_kind_find ("centre_setting"), name),
                                                lotse_profile_get_store (self->profile));
  g_autofree char *text = g_strdup_printf ("%u", value);

  lotse_form_field_set_value (field, text);
  g_signal_connect_swapped (field, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (field, "activated", G_CALLBACK (save), self);
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

  if (settings == NULL || gtk_widget_get_root (self->parent) == NULL || lotse_profile_get_store (self->profile) == NULL)
    {
      settings_free (self);
      return;
    }
  self->dialog = lotse_editor_new (self->parent, _ ("What the Centre Shows"), 480, 360, save, self, settings_free);
  group = lotse_group_new (NULL);
  adw_preferences_group_set_description (group, _ ("For everybody of this centre. Results of fewer sheets would tell who answered what."));
  self->smallest = add_field (self, group, "smallest_sheets", settings->smallest);
  self->decimals = add_field (self, group, "mean_decimals", settings->decimals);
  lotse_list_name (group, _ ("What the Centre Shows"));
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (group));
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
