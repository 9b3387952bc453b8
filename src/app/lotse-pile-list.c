/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog that lists the piles of paper of this device that are open, and the latest events of which one can be begun.
 */
#include "config.h"

#include "lotse-pile-window.h"

#include "lotse-dialog.h"
#include "lotse-feedback-form.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define MOST_LOOKED_AT 24 /* events, the latest first */
#define MOST_SHOWN 8

/* What a row says. */
typedef struct
{
  char *id;
  char *title;
  char *text;
} Row;

typedef struct
{
  GPtrArray *piles;  /* of Row */
  GPtrArray *events; /* of Row */
} Found;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_free (row->id);
  g_free (row->title);
  g_free (row->text);
  g_free (row);
}

static void
found_free (gpointer data)
{
  Found *found = data;

  g_ptr_array_unref (found->piles);
  g_ptr_array_unref (found->events);
  g_free (found);
}

static void
add_row (GPtrArray *rows, const char *id, char *title, char *text)
{
  Row *row = g_new0 (Row, 1);

  row->id = g_strdup (id);
  row->title = title != NULL ? title : g_strdup ("");
  row->text = text;
  g_ptr_array_add (rows, row);
}

static void
add_pile (LotseStore *store, GPtrArray *rows, const LotsePile *pile)
{
  g_autofree char *form = lotse_job_title_of (store, pile->form);
  g_autofree char *sheets = g_strdup_printf (ngettext ("%u sheet", "%u sheets", pile->sheets), pile->sheets);

  add_row (rows, pile->id, lotse_job_title_of (store, pile->event != NULL ? pile->event : pile->survey),
           g_strdup_printf ("%s · %s", form != NULL ? form : "", sheets));
}

/* The latest events that are asked with a form and have no pile. */
static gboolean
add_events (LotseStore *store, GPtrArray *rows, GHashTable *with_pile, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("event"));
  g_autofree char *today = lotse_format_today ();
  g_autoptr (GPtrArray) events = NULL;

  if (!lotse_query_where (query, "date", LOTSE_QUERY_LESS_EQUAL, today, error) || !lotse_query_sort (query, "date", TRUE, error))
    return FALSE;
  lotse_query_limit (query, MOST_LOOKED_AT, 0);
  events = lotse_store_list (store, query, error);
  for (guint i = 0; events != NULL && i < events->len && rows->len < MOST_SHOWN; i++)
    {
      const char *id = lotse_record_get_id (events->pdata[i]);
      g_autofree char *form = lotse_feedback_form_of_event (store, id, NULL);

      if (form != NULL && !g_hash_table_contains (with_pile, id))
        add_row (rows, id, lotse_job_title (store, events->pdata[i]), lotse_format_date (lotse_record_get (events->pdata[i], "date")));
    }
  return events != NULL;
}

static gpointer
read_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (store, error);
  g_autoptr (GHashTable) with_pile = g_hash_table_new (g_str_hash, g_str_equal);
  Found *found;

  if (piles == NULL)
    return NULL;
  found = g_new0 (Found, 1);
  found->piles = g_ptr_array_new_with_free_func (row_free);
  found->events = g_ptr_array_new_with_free_func (row_free);
  for (guint i = 0; i < piles->len; i++)
    {
      const LotsePile *pile = piles->pdata[i];

      if (!g_str_equal (pile->way, "paper"))
        continue;
      add_pile (store, found->piles, pile);
      if (pile->event != NULL)
        g_hash_table_add (with_pile, pile->event);
    }
  if (add_events (store, found->events, with_pile, error))
    return found;
  found_free (found);
  return NULL;
}

static void
on_activated (GtkWidget *dialog, AdwActionRow *row)
{
  LotseWindow *main = lotse_window_of (dialog);
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "id"));

  gtk_window_destroy (GTK_WINDOW (dialog));
  if (main != NULL)
    lotse_pile_window_show (GTK_WIDGET (main), lotse_window_get_profile (main), id);
}

static void
show_rows (GtkWidget *dialog, const char *title, GPtrArray *rows, const char *none, const char *hint)
{
  AdwPreferencesGroup *group = lotse_group_new (title);

  for (guint i = 0; i < rows->len; i++)
    {
      const Row *what = rows->pdata[i];
      GtkWidget *row = lotse_row_text (what->title, what->text);

      g_object_set_data_full (G_OBJECT (row), "id", g_strdup (what->id), g_free);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (on_activated), dialog);
      adw_preferences_group_add (group, row);
    }
  if (rows->len == 0)
    adw_preferences_group_add (group, lotse_row_text (none, hint));
  lotse_list_name (group, title);
  gtk_box_append (lotse_dialog_get_box (dialog), GTK_WIDGET (group));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;
  g_autoptr (GError) error = NULL;
  Found *found = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (lotse_window_of (dialog) != NULL && found == NULL)
    lotse_window_error (dialog, _ ("The Piles Cannot Be Listed"), error);
  else if (lotse_window_of (dialog) != NULL)
    {
      show_rows (dialog, _ ("Open on This Computer"), found->piles, _ ("No pile is open"), _ ("Begin with an event below."));
      show_rows (dialog, _ ("Begin a Pile"), found->events, _ ("No event of the past has a form"), _ ("Choose a form for the event or for its format."));
    }
  g_clear_pointer (&found, found_free);
}

void
lotse_pile_list_show (GtkWidget *parent, LotseProfile *profile)
{
  LotseStore *store = lotse_profile_get_store (profile);
  GtkWidget *dialog;

  if (store == NULL)
    return;
  dialog = lotse_dialog_new (parent, _ ("Piles of Paper"), 520, 480);
  lotse_store_call_async (store, read_job, NULL, NULL, found_free, NULL, on_read, g_object_ref (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}
