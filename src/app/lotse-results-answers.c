/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Open Answers of the view Results; see the header.
 *
 * Load: some hundred answers are usual; of more only the first show, and a category narrows them.
 */
#include "config.h"

#include "lotse-results-answers.h"

#include "lotse-answer-dialog.h"
#include "lotse-collate.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define MOST 200  /* answers of one question that show */
#define LONGEST 8 /* lines of one */

struct _LotseResultsAnswers
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *box;
  GtkDropDown *filter;
  GtkBox *questions;

  LotseProfile *profile;
  LotseResults *results;
  GPtrArray *categories; /* of char *, in the order of the choices behind the first two */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (LotseResultsAnswers, lotse_results_answers, GTK_TYPE_WIDGET)

enum
{
  ANY,
  WITHOUT,
  N_FIXED /* choices before the categories */
};

/* --- Categories --------------------------------------------------------------------------------------------- */

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return lotse_collate_compare (*(char *const *) a, *(char *const *) b, NULL);
}

GPtrArray *
lotse_results_list_categories (const LotseResults *results)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint q = 0; q < results->answers->questions->len; q++)
    {
      const LotseOpenQuestion *question = results->answers->questions->pdata[q];

      for (guint i = 0; i < question->answers->len; i++)
        {
          const char *category = ((LotseOpenAnswer *) question->answers->pdata[i])->category;

          if (category != NULL && !g_ptr_array_find_with_equal_func (names, category, g_str_equal, NULL))
            g_ptr_array_add (names, g_strdup (category));
        }
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

static gboolean
is_wanted (LotseResultsAnswers *self, const LotseOpenAnswer *answer)
{
  const guint chosen = gtk_drop_down_get_selected (self->filter);

  if (chosen >= N_FIXED && chosen - N_FIXED < self->categories->len)
    return g_strcmp0 (answer->category, self->categories->pdata[chosen - N_FIXED]) == 0;
  return chosen != WITHOUT || answer->category == NULL;
}

/* The choice stays what it was, if there is still one of that name. */
static void
show_categories (LotseResultsAnswers *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->filter);
  g_autofree char *before = chosen >= N_FIXED && chosen - N_FIXED < self->categories->len
                                ? g_strdup (self->categories->pdata[chosen - N_FIXED]) : NULL;
  const char *const fixed[] = { _ ("All categories"), _ ("Without a category"), NULL };
  g_autoptr (GtkStringList) labels = gtk_string_list_new (fixed);
  guint selected = chosen == WITHOUT ? WITHOUT : ANY;

  self->filling = TRUE;
  g_ptr_array_unref (self->categories);
  self->categories = lotse_results_list_categories (self->results);
  for (guint i = 0; i < self->categories->len; i++)
    {
      gtk_string_list_append (labels, self->categories->pdata[i]);
      if (g_strcmp0 (self->categories->pdata[i], before) == 0)
        selected = i + N_FIXED;
    }
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->filter, selected);
  self->filling = FALSE;
}

/* --- Answers ------------------------------------------------------------------------------------------------ */

static void
on_activated (LotseResultsAnswers *self, GtkWidget *row)
{
  g_assert (LOTSE_IS_RESULTS_ANSWERS (self));
  lotse_answer_dialog_show (row, self->profile, self->results, g_object_get_data (G_OBJECT (row), "question"),
                            g_object_get_data (G_OBJECT (row), "answer"));
}

static GtkWidget *
make_answer (LotseResultsAnswers *self, const LotseOpenQuestion *question, const LotseOpenAnswer *answer)
{
  const guint n = answer->remarks->len;
  g_autofree char *times = n > 1 ? g_strdup_printf (ngettext ("%u time", "%u times", n), n) : NULL;
  const char *const parts[] = { answer->category, times, answer->redacted ? _ ("redacted") : NULL };
  GString *subtitle = g_string_new (NULL);
  GtkWidget *row;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", parts[i]);
  row = lotse_row_text (answer->text, subtitle->str);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), LONGEST);
  g_string_free (subtitle, TRUE);
  lotse_focus_name (row, ((LotseRemark *) answer->remarks->pdata[0])->id);
  if (!lotse_profile_may_write (self->profile, lotse_kind_find ("open_answer")))
    return row;
  /* Both live as long as the results that show. */
  g_object_set_data (G_OBJECT (row), "question", (gpointer) question);
  g_object_set_data (G_OBJECT (row), "answer", (gpointer) answer);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (row, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  return row;
}

/* How many there are, and why not all of them show. */
static char *
question_text (const LotseOpenQuestion *question, guint wanted)
{
  if (question->note != NULL)
    return g_strdup (question->note);
  if (wanted > MOST)
    return g_strdup_printf (_ ("The first %u of %u show; a category narrows them."), MOST, wanted);
  return g_strdup_printf (ngettext ("%u answer", "%u answers", question->n), question->n);
}

static gboolean
add_question (LotseResultsAnswers *self, const LotseOpenQuestion *question)
{
  AdwPreferencesGroup *group = lotse_group_new (question->text);
  g_autofree char *text = NULL;
  guint wanted = 0;

  for (guint i = 0; i < question->answers->len; i++)
    if (is_wanted (self, question->answers->pdata[i]) && ++wanted <= MOST)
      adw_preferences_group_add (group, make_answer (self, question, question->answers->pdata[i]));
  text = question_text (question, wanted);
  adw_preferences_group_set_description (group, text);
  lotse_list_name (group, question->text);
  gtk_box_append (self->questions, GTK_WIDGET (group));
  return question->answers->len > 0 || question->suppressed;
}

static void
show_questions (LotseResultsAnswers *self)
{
  g_autofree char *focus = lotse_focus_take (GTK_WIDGET (self->questions));

  lotse_box_clear (self->questions);
  for (guint i = 0; i < self->results->answers->questions->len; i++)
    add_question (self, self->results->answers->questions->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->filter), self->results->answers->questions->len > 0);
  if (self->results->answers->questions->len == 0)
    gtk_box_append (self->questions, GTK_WIDGET (lotse_group_new (_ ("No Open Questions Were Asked"))));
  lotse_focus_give (GTK_WIDGET (self->questions), focus);
}

void
lotse_results_answers_show (LotseResultsAnswers *self, LotseProfile *profile, LotseResults *results)
{
  g_return_if_fail (LOTSE_IS_RESULTS_ANSWERS (self));
  g_set_object (&self->profile, profile);
  lotse_results_ref (results);
  /* The rows point into what showed before. */
  lotse_results_unref (g_steal_pointer (&self->results));
  self->results = results;
  show_categories (self);
  show_questions (self);
}

static void
on_filter (LotseResultsAnswers *self)
{
  if (!self->filling && self->results != NULL)
    show_questions (self);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_results_answers_dispose (GObject *object)
{
  LotseResultsAnswers *self = LOTSE_RESULTS_ANSWERS (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->results, lotse_results_unref);
  g_clear_pointer (&self->categories, g_ptr_array_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_results_answers_parent_class)->dispose (object);
}

static void
lotse_results_answers_class_init (LotseResultsAnswersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_results_answers_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_results_answers_init (LotseResultsAnswers *self)
{
  GtkWidget *clamp = adw_clamp_new ();

  self->categories = g_ptr_array_new_with_free_func (g_free);
  self->scroller = gtk_scrolled_window_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->questions = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->filter = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  lotse_drop_down_name (self->filter, _ ("Category"));
  gtk_widget_set_halign (GTK_WIDGET (self->filter), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "column");
  gtk_box_append (self->box, GTK_WIDGET (self->filter));
  gtk_box_append (self->box, GTK_WIDGET (self->questions));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->box));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (on_filter), self, G_CONNECT_SWAPPED);
}
