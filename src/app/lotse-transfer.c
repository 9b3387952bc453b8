/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables that come in and go out; see the header.
 */
#include "config.h"

#include "lotse-transfer.h"

#include "lotse-compat.h"
#include "lotse-export.h"
#include "lotse-import-dialog.h"
#include "lotse-jobs.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

static const char *const kinds[] = {
  "person", "organisation", "membership", "group",   "mentoring_pair", "session", "goal",         "task",
  "mentor_profile", "mentee_profile", "consent", "need", "event", "participation", "consultation", "service",
  "programme", "cohort",
};

GtkWidget *
lotse_kind_chooser_new (const char *chosen)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint selected = 0;
  GtkWidget *row = adw_combo_row_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gtk_string_list_append (labels, lotse_kind_label_plural (lotse_kind_find (kinds[i])));
      if (g_strcmp0 (kinds[i], chosen) == 0)
        selected = i;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("What the table lists"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return row;
}

const LotseKind *
lotse_kind_chooser_get (GtkWidget *chooser)
{
  const guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (chooser));

  return lotse_kind_find (kinds[selected < G_N_ELEMENTS (kinds) ? selected : 0]);
}

/* --- Import ------------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *parent;
  LotseProfile *profile;
  const LotseKind *kind;
} Transfer;

static void
transfer_free (Transfer *transfer)
{
  g_clear_object (&transfer->parent);
  g_clear_object (&transfer->profile);
  g_free (transfer);
}

static void
on_read (GBytes *content, gpointer data)
{
  Transfer *transfer = data;

  if (content != NULL)
    lotse_import_dialog_show (transfer->parent, transfer->profile, transfer->kind, content);
  transfer_free (transfer);
}

void
lotse_transfer_import (GtkWidget *parent, LotseProfile *profile, const char *kind)
{
  Transfer *transfer = g_new0 (Transfer, 1);

  transfer->parent = g_object_ref (parent);
  transfer->profile = g_object_ref (profile);
  transfer->kind = lotse_kind_find (kind != NULL ? kind : kinds[0]);
  lotse_table_choose (parent, _ ("Import a Table (CSV)"), on_read, transfer);
}

/* --- Export ------------------------------------------------------------------------------------------------- */

typedef struct
{
  const LotseKind *kind;
  GFile *file;
} Export;

static void
export_free (gpointer data)
{
  g_object_unref (((Export *) data)->file);
  g_free (data);
}

static gpointer
export_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;
  g_autoptr (LotseQuery) query = lotse_query_new (export->kind);
  g_autoptr (GFileOutputStream) out = g_file_replace (export->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  guint written = 0;

  if (out == NULL
      || !lotse_export_run (store, export->kind, query, LOTSE_EXPORT_LABELS, G_OUTPUT_STREAM (out), &written, cancellable, NULL,
                            NULL, error)
      || !g_output_stream_close (G_OUTPUT_STREAM (out), cancellable, error))
    return NULL;
  return g_strdup_printf (ngettext ("%u row saved", "%u rows saved", written), written);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) parent = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lotse_job_text_finish (result, &error);

  if (text != NULL)
    lotse_window_toast (parent, text);
  else
    lotse_window_error (parent, _ ("The Table Was Not Saved"), error);
}

static void
on_export_file (GFile *file, gpointer data)
{
  Transfer *transfer = data;
  LotseStore *store = lotse_profile_get_store (transfer->profile);

  if (file != NULL && store != NULL)
    {
      Export *export = g_new0 (Export, 1);

      export->kind = transfer->kind;
      export->file = g_object_ref (file);
      lotse_job_run (store, export_job, export, export_free, g_free, on_exported, g_object_ref (transfer->parent));
    }
  transfer_free (transfer);
}

static void
on_export_kind (const char *answer, gpointer data)
{
  Transfer *transfer = data;
  GtkWidget *chooser = g_object_get_data (G_OBJECT (transfer->parent), "export-chooser");
  g_autofree char *name = NULL;

  if (!g_str_equal (answer, "export"))
    {
      transfer_free (transfer);
      return;
    }
  transfer->kind = lotse_kind_chooser_get (chooser);
  name = g_strconcat (lotse_kind_label_plural (transfer->kind), ".csv", NULL);
  lotse_compat_choose_file (transfer->parent, _ ("Export a Table (CSV)"), _ ("_Save"), name, on_export_file, transfer);
}

void
lotse_transfer_export (GtkWidget *parent, LotseProfile *profile, const char *kind)
{
  Transfer *transfer = g_new0 (Transfer, 1);
  GtkWidget *chooser = lotse_kind_chooser_new (kind);
  GtkWidget *list = gtk_list_box_new ();
  const char *const answers[] = { "close", _ ("_Cancel"), "+export", _ ("_Choose File…"), NULL };

  transfer->parent = g_object_ref (parent);
  transfer->profile = g_object_ref (profile);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), chooser);
  g_object_set_data_full (G_OBJECT (parent), "export-chooser", g_object_ref (chooser), g_object_unref);
  lotse_compat_ask (parent, _ ("Export a Table"), _ ("The table opens in every spreadsheet. It holds personal data: keep it safe."),
                    list, answers, on_export_kind, transfer);
}
