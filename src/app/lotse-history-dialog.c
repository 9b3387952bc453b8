/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a record; see the header.  Some hundred lines are expected.
 */
#include "config.h"

#include "lotse-history-dialog.h"

#include "lotse-dialog.h"
#include "lotse-history-lines.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define MOST_LINES 500

static gpointer
lines_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, data, error);

  return record != NULL ? lotse_history_lines (store, lotse_record_get_kind (record), data, MOST_LINES, error) : NULL;
}

static void
on_lines (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = lotse_job_array_finish (result, &error);
  GtkBox *box = lotse_dialog_get_box (dialog);
  AdwPreferencesGroup *group = lotse_group_new (NULL);

  lotse_list_name (group, _ ("History"));
  if (lines == NULL || lines->len == 0)
    adw_preferences_group_set_description (group, error != NULL ? error->message : _ ("Nothing has been changed yet."));
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const LotseHistoryText *line = g_ptr_array_index (lines, i);
      g_autofree char *by = NULL;

      if (line->was != NULL)
        /* Translators: when, who, and the value before. */
        by = g_strdup_printf (C_ ("history", "%s · %s · before: %s"), line->when, line->who, line->was);
      else
        by = g_strdup_printf ("%s · %s", line->when, line->who);
      adw_preferences_group_add (group, lotse_row_text (line->what, by));
    }
  gtk_box_append (box, GTK_WIDGET (group));
}

void
lotse_history_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *id)
{
  LotseStore *store = lotse_profile_get_store (profile);
  GtkWidget *dialog;

  if (store == NULL)
    return;
  dialog = lotse_dialog_new (parent, _ ("History"), 520, 560);
  lotse_job_run (store, lines_job, g_strdup (id), g_free, (GDestroyNotify) g_ptr_array_unref, on_lines, g_object_ref (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}
