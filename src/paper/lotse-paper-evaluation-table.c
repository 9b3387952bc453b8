/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number, no answer, mean and median for each question and column; what is too wide goes on below. */
#include "config.h"

#include "lotse-paper-evaluation-private.h"

#include "lotse-language.h"

#define QUESTION_WIDTH 145.0 /* so that three columns stand on a page that is high */
#define NUMBER_WIDTH 28.0
#define NUMBERS 4
#define PADDING 3.0

#define TEXT(evaluation, text) lotse_language_translate ((evaluation)->language, "paper", text)

static const LotseType small = { .size = 8, .smallest = 6 };
static const LotseType bold = { .size = 8, .bold = TRUE, .smallest = 6 };
static const LotseType number = { .size = 8.5, .align = PANGO_ALIGN_RIGHT, .smallest = 6, .lines = 1 };

typedef struct
{
  LotseFlow *flow;
  const LotseEvaluation *evaluation;
  guint decimals;
  guint first; /* columns of this part, and the one behind them */
  guint end;
} Part;

guint
lotse_paper_evaluation_beside (double width)
{
  return (guint) ((width - QUESTION_WIDTH) / (NUMBERS * NUMBER_WIDTH));
}

static double
column_x (const Part *part, guint column)
{
  return LOTSE_SHEET_MARGIN + QUESTION_WIDTH + (column - part->first) * NUMBERS * NUMBER_WIDTH;
}

static double
right_end (const Part *part)
{
  return column_x (part, part->end);
}

/* "Networking meeting, 25.11.2017", and below it "19 sheets" (g_free). */
static char *
heading_of (const Part *part, const LotseEvaluationColumn *column)
{
  g_autofree char *name = lotse_evaluation_column_name (part->evaluation, column);
  g_autofree char *sheets = g_strdup_printf ("%u", column->sheets);
  g_autofree char *text = lotse_paper_fill (column->sheets == 1 ? TEXT (part->evaluation, NC_ ("paper", "%s sheet"))
                                                                : TEXT (part->evaluation, NC_ ("paper", "%s sheets")),
                                            sheets, NULL);

  return g_strdup_printf ("%s\n%s", name, text);
}

static double
heading_height (const Part *part)
{
  double height = 0;

  for (guint c = part->first; c < part->end; c++)
    {
      g_autofree char *heading = heading_of (part, part->evaluation->columns->pdata[c]);

      height = MAX (height, lotse_sheet_measure (part->flow->cr, &bold, heading, NUMBERS * NUMBER_WIDTH - 2 * PADDING));
    }
  return height + 2 * PADDING;
}

static void
draw_heading (Part *part)
{
  const char *const names[NUMBERS] = { "n", TEXT (part->evaluation, NC_ ("paper", "n. a.")), TEXT (part->evaluation, NC_ ("paper", "Mean")),
                                       TEXT (part->evaluation, NC_ ("paper", "Median")) };
  double height = heading_height (part), line = 14;
  LotseFlow *flow = part->flow;

  for (guint c = part->first; c < part->end; c++)
    {
      g_autofree char *heading = heading_of (part, part->evaluation->columns->pdata[c]);

      lotse_flow_text_at (flow, &bold, heading, column_x (part, c) + PADDING, flow->y + PADDING, NUMBERS * NUMBER_WIDTH - 2 * PADDING);
      for (guint i = 0; i < NUMBERS; i++)
        lotse_flow_box (flow, &number, names[i], column_x (part, c) + i * NUMBER_WIDTH, flow->y + height, NUMBER_WIDTH - PADDING, line);
    }
  lotse_flow_box (flow, &bold, TEXT (part->evaluation, NC_ ("paper", "Question")), LOTSE_SHEET_MARGIN, flow->y + height,
                  QUESTION_WIDTH - PADDING, line);
  flow->y += height + line;
  lotse_flow_rule (flow, right_end (part), 1.2);
}

/* The first cell of the part where the question was asked, or NULL. */
static const LotseEvaluationCell *
asked_cell (const Part *part, guint row)
{
  for (guint c = part->first; c < part->end; c++)
    {
      const LotseEvaluationCell *cell = ((LotseEvaluationColumn *) part->evaluation->columns->pdata[c])->cells->pdata[row];

      if (cell->questions->len > 0)
        return cell;
    }
  return NULL;
}

/* Four numbers, or an ellipsis for what is not shown, or nothing where it was not asked. */
static void
draw_cell (const Part *part, guint row, guint c)
{
  const LotseEvaluationRow *of = part->evaluation->rows->pdata[row];
  const LotseEvaluationCell *cell = ((LotseEvaluationColumn *) part->evaluation->columns->pdata[c])->cells->pdata[row];
  gboolean shown = !cell->suppressed && !(cell->excluded && cell->n + cell->no_answer == 0);
  g_autofree char *n = g_strdup_printf ("%u", cell->n), *none = g_strdup_printf ("%u", cell->no_answer);
  g_autofree char *mean = lotse_evaluation_mean (of, cell, part->decimals, part->evaluation->language);
  g_autofree char *median = lotse_evaluation_median (of, cell, part->evaluation->language);
  const char *const texts[NUMBERS] = { shown ? n : "…", shown ? none : "", shown ? mean : "", shown ? median : "" };

  for (guint i = 0; cell->questions->len > 0 && i < NUMBERS; i++)
    lotse_flow_text_at (part->flow, &number, texts[i], column_x (part, c) + i * NUMBER_WIDTH, part->flow->y + PADDING, NUMBER_WIDTH - PADDING);
}

static void
draw_row (Part *part, guint row, const LotseEvaluationCell *cell)
{
  LotseFlow *flow = part->flow;
  const char *text = lotse_question_text (cell->questions->pdata[0], part->evaluation->language);
  double height = lotse_sheet_measure (flow->cr, &small, text, QUESTION_WIDTH - PADDING) + 2 * PADDING;

  if (lotse_flow_room (flow) < height)
    {
      lotse_flow_break (flow);
      draw_heading (part);
    }
  lotse_flow_text_at (flow, &small, text, LOTSE_SHEET_MARGIN, flow->y + PADDING, QUESTION_WIDTH - PADDING);
  for (guint c = part->first; c < part->end; c++)
    draw_cell (part, row, c);
  flow->y += height;
  lotse_flow_rule (flow, right_end (part), 0.3);
}

static void
draw_part (Part *part)
{
  lotse_flow_need (part->flow, heading_height (part) + 60);
  draw_heading (part);
  for (guint r = 0; r < part->evaluation->rows->len; r++)
    {
      const LotseEvaluationCell *cell = asked_cell (part, r);

      if (cell != NULL)
        draw_row (part, r, cell);
    }
  part->flow->y += 14;
}

void
lotse_paper_evaluation_table (LotseFlow *flow, const LotseEvaluation *evaluation, guint decimals)
{
  guint beside = lotse_paper_evaluation_beside (lotse_flow_width (flow));

  for (guint first = 0; first < evaluation->columns->len; first += beside)
    {
      Part part = { flow, evaluation, decimals, first, MIN (first + beside, evaluation->columns->len) };

      draw_part (&part);
    }
}
