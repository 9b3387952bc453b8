/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of an evaluation; see the header. */
#include "config.h"

#include "lotse-paper-evaluation.h"

#include "lotse-language.h"
#include "lotse-paper-evaluation-private.h"

#define GAP 10
#define INDENT 10

static const LotseType title_type = { .size = 18, .bold = TRUE };
static const LotseType heading_type = { .size = 13, .bold = TRUE };
static const LotseType question_type = { .size = 10, .bold = TRUE };
static const LotseType text_type = { .size = 9.5 };

static void
draw (LotsePaper *self, guint page, cairo_t *cr)
{
  static const LotseType type = { .size = 8, .align = PANGO_ALIGN_RIGHT, .lines = 1 };
  LotseFlow *flow = self->layout;
  g_autofree char *this_one = g_strdup_printf ("%u", page + 1), *all = g_strdup_printf ("%u", self->n_pages);
  g_autofree char *pages = lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Page %s of %s")), this_one, all, NULL);

  lotse_flow_draw (flow, page, cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  lotse_sheet_text (cr, &type, pages, LOTSE_SHEET_MARGIN, self->height - LOTSE_SHEET_MARGIN + 8, self->width - 2 * LOTSE_SHEET_MARGIN);
}

static void
add_heading (LotseFlow *flow, const char *text)
{
  lotse_flow_need (flow, 60);
  lotse_flow_text (flow, &heading_type, text, 0);
  flow->y += 4;
}

/* --- Charts ------------------------------------------------------------------------------------------------- */

static const LotseQuestion *
question_of (const LotseEvaluation *evaluation, guint row)
{
  for (guint c = 0; c < evaluation->columns->len; c++)
    {
      const LotseEvaluationCell *cell = ((LotseEvaluationColumn *) evaluation->columns->pdata[c])->cells->pdata[row];

      if (cell->questions->len > 0)
        return cell->questions->pdata[0];
    }
  return NULL;
}

static void
add_chart (LotseFlow *flow, const LotseEvaluation *evaluation, guint row)
{
  g_autoptr (LotseChart) chart = lotse_chart_new (evaluation, row);

  if (chart == NULL)
    return;
  /* Whole on a page if it can be; the heading stays with it. */
  lotse_flow_need (flow, MIN (30 + lotse_chart_measure (chart, &lotse_chart_on_paper, lotse_flow_width (flow)), flow->height / 2));
  lotse_flow_text (flow, &question_type, lotse_question_text (question_of (evaluation, row), evaluation->language), 0);
  flow->y += 2;
  lotse_flow_chart (flow, g_steal_pointer (&chart));
  flow->y += GAP;
}

static void
add_charts (LotsePaper *self, LotseFlow *flow, const LotseEvaluation *evaluation)
{
  add_heading (flow, PAPER_TEXT (self, NC_ ("paper", "Distribution of the answers")));
  for (guint r = 0; r < evaluation->rows->len; r++)
    add_chart (flow, evaluation, r);
}

/* --- Open answers ------------------------------------------------------------------------------------------- */

static void
add_answer (LotseFlow *flow, const LotseOpenAnswer *answer)
{
  g_autofree char *text = answer->remarks->len > 1 ? g_strdup_printf ("• %s (%u ×)", answer->text, answer->remarks->len)
                                                   : g_strdup_printf ("• %s", answer->text);

  lotse_flow_text (flow, &text_type, text, INDENT);
  flow->y += 2;
}

static void
add_open_question (LotsePaper *self, LotseFlow *flow, const LotseOpenQuestion *question)
{
  static const LotseType category_type = { .size = 9.5, .bold = TRUE };
  const char *category = NULL;

  lotse_flow_need (flow, 40);
  lotse_flow_text (flow, &question_type, question->text, 0);
  if (question->note != NULL)
    lotse_flow_text (flow, &text_type, question->note, INDENT);
  else if (question->answers->len == 0)
    lotse_flow_text (flow, &text_type, PAPER_TEXT (self, NC_ ("paper", "No answers")), INDENT);
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LotseOpenAnswer *answer = question->answers->pdata[i];

      if (answer->category != NULL && g_strcmp0 (answer->category, category) != 0)
        lotse_flow_text (flow, &category_type, answer->category, 0);
      else if (answer->category == NULL && category != NULL)
        lotse_flow_text (flow, &category_type, PAPER_TEXT (self, NC_ ("paper", "Other answers")), 0);
      category = answer->category;
      add_answer (flow, answer);
    }
  flow->y += GAP;
}

static void
add_open_answers (LotsePaper *self, LotseFlow *flow, const LotseOpenAnswers *open)
{
  if (open == NULL || open->questions->len == 0)
    return;
  add_heading (flow, PAPER_TEXT (self, NC_ ("paper", "Open answers")));
  for (guint i = 0; i < open->questions->len; i++)
    add_open_question (self, flow, open->questions->pdata[i]);
}

/* --- Notes -------------------------------------------------------------------------------------------------- */

static void
add_column_notes (LotseFlow *flow, const LotseEvaluation *evaluation, const LotseEvaluationColumn *column)
{
  g_autofree char *own = lotse_evaluation_note (evaluation, column), *name = lotse_evaluation_column_name (evaluation, column);

  if (own == NULL && column->notes->len == 0)
    return;
  lotse_flow_need (flow, 30);
  lotse_flow_text (flow, &question_type, name, 0);
  if (own != NULL)
    lotse_flow_text (flow, &text_type, own, INDENT);
  for (guint i = 0; i < column->notes->len; i++)
    {
      g_autofree char *text = lotse_evaluation_note_text (evaluation, column, column->notes->pdata[i]);

      lotse_flow_text (flow, &text_type, text, INDENT);
    }
  flow->y += 4;
}

static void
add_notes (LotsePaper *self, LotseFlow *flow, const LotseEvaluation *evaluation)
{
  g_autofree char *smallest = g_strdup_printf ("%u", evaluation->smallest);
  g_autofree char *rule = lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Results of fewer than %s sheets are not shown, nor what would follow "
                                                                            "from a difference.")),
                                            smallest, NULL);

  add_heading (flow, PAPER_TEXT (self, NC_ ("paper", "Notes")));
  lotse_flow_text (flow, &text_type, PAPER_TEXT (self, NC_ ("paper", "n: answers; n. a.: no answer. Means come from whole sums and are rounded half up.")), 0);
  if (evaluation->smallest > 1)
    lotse_flow_text (flow, &text_type, rule, 0);
  flow->y += 6;
  for (guint c = 0; c < evaluation->columns->len; c++)
    add_column_notes (flow, evaluation, evaluation->columns->pdata[c]);
}

/**
 * lotse_paper_new_evaluation:
 * @what: what was evaluated, in words and in the language of the evaluation
 *
 * Returns: (transfer full): the report
 */
LotsePaper *
lotse_paper_new_evaluation (const LotseEvaluation *evaluation, const LotseOpenAnswers *open, const char *what, guint decimals)
{
  LotsePaper *self = g_new0 (LotsePaper, 1);
  gboolean wide = evaluation->columns->len > lotse_paper_evaluation_beside (LOTSE_SHEET_SHORT - 2 * LOTSE_SHEET_MARGIN);
  LotseFlow *flow;

  self->language = g_strdup (evaluation->language != NULL ? evaluation->language : lotse_language_current ());
  self->width = wide ? LOTSE_SHEET_LONG : LOTSE_SHEET_SHORT;
  self->height = wide ? LOTSE_SHEET_SHORT : LOTSE_SHEET_LONG;
  self->title = g_strdup_printf ("%s – %s", PAPER_TEXT (self, NC_ ("paper", "Feedback")), what);
  self->layout = flow = lotse_flow_new (self->width, self->height);
  self->free_layout = (GDestroyNotify) lotse_flow_free;
  self->draw = draw;
  lotse_flow_text (flow, &text_type, PAPER_TEXT (self, NC_ ("paper", "Evaluation of feedback")), 0);
  lotse_flow_text (flow, &title_type, what, 0);
  flow->y += GAP;
  if (evaluation->columns->len == 0)
    lotse_flow_text (flow, &text_type, PAPER_TEXT (self, NC_ ("paper", "There are no answer sheets.")), 0);
  lotse_paper_evaluation_table (flow, evaluation, decimals);
  if (evaluation->columns->len > 0)
    add_charts (self, flow, evaluation);
  add_open_answers (self, flow, open);
  add_notes (self, flow, evaluation);
  self->n_pages = flow->pages->len;
  return self;
}
