/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bars of a distribution; see the header. */
#include "config.h"

#include "lotse-chart.h"

#include "lotse-sheet.h"

#include <math.h>
#include <string.h>

#define STEPS_MAX 5      /* that a bar is divided by, as many as there are patterns */
#define BAR_HEIGHT 1.7   /* all of these by the size of the text */
#define SWATCH 1.1
#define GAP 0.5
#define DIGIT 0.62
#define LEGEND_WIDTH 13.0

typedef struct
{
  char *label;   /* of the column; NULL if there is no other */
  char *note;    /* instead of a bar, or NULL */
  guint all;     /* answers, of which the counts are parts */
  guint *counts; /* one for each step */
} Bar;

struct _LotseChart
{
  GPtrArray *steps; /* of char *: in words */
  GPtrArray *bars;  /* of Bar */
  gboolean divided; /* one bar for each column; else one for each step of it */
  gboolean rating;  /* then numbers stand for steps where words take too much room */
};

const LotseChartStyle lotse_chart_on_paper = { 9, { 0, 0, 0 }, { 1, 1, 1 } };

static void
bar_free (Bar *bar)
{
  g_free (bar->label);
  g_free (bar->note);
  g_free (bar->counts);
  g_free (bar);
}

void
lotse_chart_free (LotseChart *self)
{
  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->bars);
  g_free (self);
}

/* --- Making ------------------------------------------------------------------------------------------------- */

static void
add_bar (LotseChart *self, const LotseEvaluation *evaluation, const LotseEvaluationColumn *column, guint row)
{
  const LotseEvaluationCell *cell = column->cells->pdata[row];
  Bar *bar;

  if (cell->questions->len == 0)
    return;
  bar = g_new0 (Bar, 1);
  bar->label = evaluation->columns->len > 1 ? lotse_evaluation_column_name (evaluation, column) : NULL;
  bar->note = cell->n == 0 ? lotse_evaluation_cell_note (evaluation, cell) : NULL;
  bar->all = cell->n;
  bar->counts = g_new0 (guint, self->steps->len + 1);
  for (guint i = 0; i < self->steps->len; i++)
    bar->counts[i] = lotse_evaluation_count (cell, i);
  g_ptr_array_add (self->bars, bar);
}

/* A question in whose words the steps are: they are the same wherever it was asked. */
static const LotseQuestion *
find_question (const LotseEvaluation *evaluation, guint row)
{
  for (guint c = 0; c < evaluation->columns->len; c++)
    {
      const LotseEvaluationCell *cell = ((LotseEvaluationColumn *) evaluation->columns->pdata[c])->cells->pdata[row];

      if (cell->questions->len > 0)
        return cell->questions->pdata[0];
    }
  return NULL;
}

static char *
step_words (const LotseQuestion *question, const char *answer, gboolean rating, const char *language)
{
  const char *words = lotse_question_step (question, answer, language);

  return rating && !g_str_equal (words, answer) ? g_strdup_printf ("%s  %s", answer, words) : g_strdup (words);
}

/**
 * lotse_chart_new:
 * @row: of the evaluation
 *
 * Returns: (transfer full) (nullable): the chart in the language of the evaluation; %NULL of questions with open answers
 */
LotseChart *
lotse_chart_new (const LotseEvaluation *evaluation, guint row)
{
  const LotseEvaluationRow *of = evaluation->rows->pdata[row];
  const LotseQuestion *question = find_question (evaluation, row);
  LotseChart *self;

  if (question == NULL || of->answers->len == 0)
    return NULL;
  self = g_new0 (LotseChart, 1);
  self->steps = g_ptr_array_new_with_free_func (g_free);
  self->bars = g_ptr_array_new_with_free_func ((GDestroyNotify) bar_free);
  self->rating = g_str_equal (of->type, "rating");
  self->divided = of->answers->len <= STEPS_MAX && !g_str_equal (of->type, "multiple");
  for (guint i = 0; i < of->answers->len; i++)
    g_ptr_array_add (self->steps, step_words (question, of->answers->pdata[i], self->rating, evaluation->language));
  for (guint c = 0; c < evaluation->columns->len; c++)
    add_bar (self, evaluation, evaluation->columns->pdata[c], row);
  return self;
}

/* --- Patterns ----------------------------------------------------------------------------------------------- */

static void
set_colour (cairo_t *cr, const double *colour, double alpha)
{
  cairo_set_source_rgba (cr, colour[0], colour[1], colour[2], alpha);
}

/* Lines that fall (or rise) from left to right, over the whole box. */
static void
add_slanted (cairo_t *cr, double x, double y, double width, double height, double distance, gboolean rising)
{
  for (double at = -height; at < width; at += distance)
    {
      cairo_move_to (cr, x + at, rising ? y + height : y);
      cairo_line_to (cr, x + at + height, rising ? y : y + height);
    }
}

static void
add_dots (cairo_t *cr, double x, double y, double width, double height, double distance)
{
  for (double down = distance / 2; down < height; down += distance)
    for (double right = distance / 2; right < width; right += distance)
      {
        cairo_new_sub_path (cr);
        cairo_arc (cr, x + right, y + down, distance / 7, 0, 2 * G_PI);
      }
}

/* The first step is dark, the second striped, then dotted, crossed and empty. */
static void
fill_box (cairo_t *cr, const LotseChartStyle *style, guint step, double x, double y, double width, double height)
{
  double distance = style->size * 0.45;

  cairo_save (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_clip_preserve (cr);
  set_colour (cr, style->fore, step == 0 ? 0.6 : 0);
  cairo_fill (cr);
  set_colour (cr, style->fore, 0.8);
  cairo_set_line_width (cr, style->size * 0.07);
  if (step == 1 || step == 3)
    add_slanted (cr, x, y, width, height, distance, TRUE);
  if (step == 3)
    add_slanted (cr, x, y, width, height, distance, FALSE);
  cairo_stroke (cr);
  if (step == 2)
    add_dots (cr, x, y, width, height, distance);
  cairo_fill (cr);
  cairo_restore (cr);
  set_colour (cr, style->fore, 1);
  cairo_set_line_width (cr, style->size * 0.07);
  cairo_rectangle (cr, x, y, width, height);
  cairo_stroke (cr);
}

/* --- Drawing ------------------------------------------------------------------------------------------------ */

static double
draw_words (cairo_t *cr, const LotseChartStyle *style, const char *text, double x, double y, double width)
{
  LotseType type = { .size = style->size };

  set_colour (cr, style->fore, 1);
  return lotse_sheet_text (cr, &type, text, x, y, MAX (width, style->size));
}

static double
number_width (const LotseChartStyle *style, const char *number)
{
  return strlen (number) * style->size * DIGIT + style->size * 0.5;
}

/* A number on ground of its own, so that it can be read on any pattern; FALSE if there is no room. */
static gboolean
draw_number (cairo_t *cr, const LotseChartStyle *style, guint n, double x, double y, double width)
{
  LotseType type = { .size = style->size, .align = PANGO_ALIGN_CENTER, .lines = 1 };
  g_autofree char *number = g_strdup_printf ("%u", n);
  double needed = number_width (style, number), height = style->size * BAR_HEIGHT;

  if (needed + style->size * 0.2 > width)
    return FALSE;
  set_colour (cr, style->back, 1);
  cairo_rectangle (cr, x + (width - needed) / 2, y + height * 0.12, needed, height * 0.76);
  cairo_fill (cr);
  set_colour (cr, style->fore, 1);
  lotse_sheet_box (cr, &type, number, x + (width - needed) / 2, y, needed, height);
  return TRUE;
}

/* "1: 12 · 2: 6", where not every number has room in its part of the bar. */
static char *
numbers_in_words (const LotseChart *self, const Bar *bar)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->steps->len; i++)
    if (self->rating)
      g_string_append_printf (text, "%s%u: %u", i > 0 ? " · " : "", i + 1, bar->counts[i]);
    else
      g_string_append_printf (text, "%s%s: %u", i > 0 ? " · " : "", (const char *) self->steps->pdata[i], bar->counts[i]);
  return g_string_free (text, FALSE);
}

static double
draw_divided (const LotseChart *self, const Bar *bar, cairo_t *cr, const LotseChartStyle *style, double x, double y, double width)
{
  double at = x, height = style->size * BAR_HEIGHT;
  gboolean all = TRUE;
  g_autofree char *numbers = NULL;

  for (guint i = 0; i < self->steps->len; i++)
    {
      double part = bar->all > 0 ? width * bar->counts[i] / bar->all : 0;

      if (bar->counts[i] == 0)
        continue;
      fill_box (cr, style, i, at, y, part, height);
      all = draw_number (cr, style, bar->counts[i], at, y, part) && all;
      at += part;
    }
  if (all)
    return height;
  numbers = numbers_in_words (self, bar);
  return height + draw_words (cr, style, numbers, x, y + height + style->size * 0.15, width) + style->size * 0.15;
}

/* A bar for each step, below its words. */
static double
draw_steps (const LotseChart *self, const Bar *bar, cairo_t *cr, const LotseChartStyle *style, double x, double y, double width)
{
  double top = y, height = style->size * BAR_HEIGHT, room = MAX (width - style->size * 5, style->size);

  for (guint i = 0; i < self->steps->len; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", bar->counts[i]);
      double part = bar->all > 0 ? room * bar->counts[i] / bar->all : 0;

      y += draw_words (cr, style, self->steps->pdata[i], x, y, width);
      if (part > 0)
        fill_box (cr, style, 0, x, y, part, height * 0.6);
      draw_words (cr, style, number, x + part + style->size * GAP, y - style->size * 0.15, style->size * 5);
      y += height * 0.6 + style->size * GAP;
    }
  return y - top;
}

static double
draw_bar (const LotseChart *self, const Bar *bar, cairo_t *cr, const LotseChartStyle *style, double x, double y, double width)
{
  double top = y;

  if (bar->label != NULL)
    y += draw_words (cr, style, bar->label, x, y, width) + style->size * 0.1;
  if (bar->note != NULL)
    y += draw_words (cr, style, bar->note, x, y, width);
  else if (bar->all == 0)
    y += draw_words (cr, style, "0", x, y, width);
  else if (self->divided)
    y += draw_divided (self, bar, cr, style, x, y, width);
  else
    y += draw_steps (self, bar, cr, style, x, y, width);
  return y - top + style->size * GAP;
}

/* As many beside each other as there is room for. */
static double
draw_legend (const LotseChart *self, cairo_t *cr, const LotseChartStyle *style, double x, double y, double width)
{
  guint beside = (guint) CLAMP (floor (width / (style->size * LEGEND_WIDTH)), 1, self->steps->len);
  double each = width / beside, swatch = style->size * SWATCH, top = y, line = 0;

  for (guint i = 0; i < self->steps->len; i++)
    {
      double at = x + each * (i % beside), words = at + swatch + style->size * GAP, height;

      if (i % beside == 0)
        {
          y += line;
          line = swatch;
        }
      fill_box (cr, style, i, at, y + style->size * 0.15, swatch, swatch);
      height = draw_words (cr, style, self->steps->pdata[i], words, y, at + each - words) + style->size * 0.2;
      line = MAX (line, height);
    }
  return y + line - top;
}

static double
measure_bar (const LotseChart *self, guint bar, const LotseChartStyle *style, double width)
{
  cairo_t *cr = lotse_sheet_measuring ();
  double height = draw_bar (self, self->bars->pdata[bar], cr, style, 0, 0, width);

  cairo_destroy (cr);
  return height;
}

static double
measure_legend (const LotseChart *self, const LotseChartStyle *style, double width)
{
  cairo_t *cr = lotse_sheet_measuring ();
  double height = self->divided ? draw_legend (self, cr, style, 0, 0, width) : 0;

  cairo_destroy (cr);
  return height;
}

double
lotse_chart_draw_part (const LotseChart *self, cairo_t *cr, const LotseChartStyle *style, double x, double y, double width, double height,
                       guint *first)
{
  double top = y, bottom = y + height - measure_legend (self, style, width);
  guint bar = *first;

  cairo_save (cr);
  while (bar < self->bars->len && (bar == *first || y + measure_bar (self, bar, style, width) <= bottom))
    y += draw_bar (self, self->bars->pdata[bar++], cr, style, x, y, width);
  if (self->divided)
    y += draw_legend (self, cr, style, x, y, width);
  cairo_restore (cr);
  *first = bar < self->bars->len ? bar : 0;
  return y - top;
}

double
lotse_chart_draw (const LotseChart *self, cairo_t *cr, const LotseChartStyle *style, double x, double y, double width)
{
  guint first = 0;

  return lotse_chart_draw_part (self, cr, style, x, y, width, G_MAXDOUBLE / 2, &first);
}

double
lotse_chart_measure (const LotseChart *self, const LotseChartStyle *style, double width)
{
  cairo_t *cr = lotse_sheet_measuring ();
  double height = lotse_chart_draw (self, cr, style, 0, 0, width);

  cairo_destroy (cr);
  return height;
}
