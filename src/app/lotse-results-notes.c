/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section Notes of the view Results; see the header. */
#include "config.h"

#include "lotse-results-notes.h"

#include "lotse-result-dialog.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define LONGEST 12 /* lines of a note that show; its dialog has all of it */

/* What a row opens. */
typedef struct
{
  LotseProfile *profile;
  LotseResults *results;
  int row;
  int column;
} Place;

static void
place_free (gpointer data, GClosure *closure)
{
  Place *place = data;

  g_object_unref (place->profile);
  lotse_results_unref (place->results);
  g_free (place);
}

static void
on_activated (GtkWidget *row, Place *place)
{
  lotse_result_dialog_show (row, place->profile, place->results, place->row, place->column);
}

/* The question with that key in the column; -1 for all of it. */
static int
row_of (LotseResults *results, guint column, const char *code)
{
  for (guint r = 0; code != NULL && r < results->evaluation->rows->len; r++)
    {
      const LotseEvaluationCell *cell = lotse_results_cell (results, r, column);

      for (guint q = 0; q < cell->questions->len; q++)
        if (g_str_equal (((LotseQuestion *) cell->questions->pdata[q])->code, code))
          return (int) r;
    }
  return -1;
}

static void
make_openable (GtkWidget *row, LotseProfile *profile, LotseResults *results, int at, guint column)
{
  Place *place = g_new0 (Place, 1);

  place->profile = g_object_ref (profile);
  place->results = lotse_results_ref (results);
  place->row = at;
  place->column = (int) column;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_data (row, "activated", G_CALLBACK (on_activated), place, place_free, 0);
}

static GtkWidget *
make_note (LotseProfile *profile, LotseResults *results, guint column, const LotseEvaluationNote *note)
{
  const LotseEvaluationColumn *it = results->evaluation->columns->pdata[column];
  g_autofree char *text = lotse_evaluation_note_text (results->evaluation, it, note);
  GtkWidget *row = lotse_row_text (text, NULL);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), LONGEST);
  lotse_focus_name (row, note->id);
  if (results->evaluation->by == LOTSE_EVALUATION_BY_EVENT && !it->total)
    make_openable (row, profile, results, row_of (results, column, note->code), column);
  return row;
}

void
lotse_results_notes_fill (GtkBox *box, LotseProfile *profile, LotseResults *results)
{
  g_autofree char *focus = lotse_focus_take (GTK_WIDGET (box));
  gboolean any = FALSE;

  lotse_box_clear (box);
  for (guint c = 0; c < results->evaluation->columns->len; c++)
    {
      const LotseEvaluationColumn *column = results->evaluation->columns->pdata[c];
      g_autofree char *title = lotse_results_column (results, c);
      AdwPreferencesGroup *group = NULL;

      for (guint i = 0; i < column->notes->len; i++)
        {
          if (group == NULL)
            group = lotse_group_new (title);
          adw_preferences_group_add (group, make_note (profile, results, c, column->notes->pdata[i]));
        }
      if (group == NULL)
        continue;
      lotse_list_name (group, title);
      gtk_box_append (box, GTK_WIDGET (group));
      any = TRUE;
    }
  if (!any)
    {
      AdwPreferencesGroup *group = lotse_group_new (_ ("No Notes"));

      adw_preferences_group_set_description (group, _ ("Open a cell or the head of a column in the table to note something, to write down what "
                                                       "guests said, or to leave answers out."));
      gtk_box_append (box, GTK_WIDGET (group));
    }
  lotse_focus_give (GTK_WIDGET (box), focus);
}
