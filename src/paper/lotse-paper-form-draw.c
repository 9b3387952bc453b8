/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the blocks of a form look. */
#include "config.h"

#include "lotse-paper-form-private.h"

#include "lotse-form-draft.h"
#include "lotse-form-words.h"

#define NUMBER 20.0  /* the column of the numbers of questions */
#define STEP 66.0    /* a column of a rating */
#define BOX 14.0
#define GREY 0.45

/* Where something of that width begins from the left, if it begins so far from the edge of reading. */
static double
at (const LotsePaperForm *self, double x, double width)
{
  return LOTSE_FORM_MARGIN + (self->mirrored ? self->width - x - width : x);
}

static LotseType
type_of (const LotsePaperForm *self, double size)
{
  return (LotseType) { .size = size * self->scale };
}

/* By its first letter, as Pango decides it. */
static gboolean
runs_right_to_left (const char *words)
{
  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      {
        GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));

        return script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW;
      }
  return FALSE;
}

/* Pango turns left and right round for a text that runs against the others; on this page all texts begin at one edge. */
static double
text (const LotsePaperForm *self, cairo_t *cr, const LotseType *type, const char *words, double x, double y, double width)
{
  gboolean mirrored = runs_right_to_left (words);
  LotseType turned = *type;

  if (type->align != PANGO_ALIGN_CENTER && mirrored != self->mirrored)
    turned.align = type->align == PANGO_ALIGN_LEFT ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
  return lotse_sheet_text (cr, &turned, words, at (self, x, width), y, width);
}

static void
set_grey (cairo_t *cr, double grey)
{
  cairo_set_source_rgb (cr, grey, grey, grey);
}

/* A box to tick, with its digit in it for whoever types the sheets. */
static void
draw_box (const LotsePaperForm *self, cairo_t *cr, guint digit, double x, double y)
{
  const LotseType type = { .size = 7.5 * self->scale, .align = PANGO_ALIGN_CENTER };
  double size = BOX * self->scale;
  g_autofree char *words = g_strdup_printf ("%u", digit);

  cairo_set_line_width (cr, 0.8);
  cairo_rectangle (cr, at (self, x, size), y, size, size);
  cairo_stroke (cr);
  set_grey (cr, GREY);
  lotse_sheet_box (cr, &type, words, at (self, x, size), y, size, size);
  set_grey (cr, 0);
}

/* --- Head and thanks ---------------------------------------------------------------------------------------- */

static double
draw_head (const LotsePaperForm *self, cairo_t *cr, double top)
{
  const LotseType title = { .size = 17 * self->scale, .bold = TRUE };
  const LotseType small = type_of (self, 10);
  const char *introduction = lotse_form_text (self->form->record, "introductions", self->language);
  const char *words = lotse_form_text (self->form->record, "titles", self->language);
  double y = top;

  y += text (self, cr, &title, words != NULL ? words : lotse_record_get (self->form->record, "title"), 0, y, self->width);
  if (*self->event_line != '\0')
    y += text (self, cr, &small, self->event_line, 0, y + 2, self->width) + 2;
  y += 6 * self->scale;
  if (introduction != NULL)
    y += text (self, cr, &small, introduction, 0, y, self->width) + 3 * self->scale;
  y += text (self, cr, &small, lotse_form_word ("anonymous", self->language), 0, y, self->width) + 10 * self->scale;
  return y - top;
}

static double
draw_thanks (const LotsePaperForm *self, cairo_t *cr, double top)
{
  const LotseType type = { .size = 11 * self->scale, .bold = TRUE };
  const char *thanks = lotse_form_text (self->form->record, "thanks", self->language);

  return thanks != NULL ? text (self, cr, &type, thanks, 0, top + 6 * self->scale, self->width) + 6 * self->scale : 0;
}

/* --- Questions ---------------------------------------------------------------------------------------------- */

/* Number, condition and text in that width; returns how high they are. */
static double
draw_question (const LotsePaperForm *self, const LotseFormBlock *block, cairo_t *cr, double top, double width)
{
  const LotseType type = { .size = 11 * self->scale, .bold = TRUE };
  const LotseType plain = type_of (self, 11), small = type_of (self, 9);
  double number = NUMBER * self->scale, y = top;
  g_autofree char *words = g_strdup_printf (self->mirrored ? ".%u" : "%u.", block->number);
  gboolean several = g_strcmp0 (block->question->type, "multiple") == 0;
  g_autoptr (GString) hint = g_string_new (several ? lotse_form_word ("several", self->language) : NULL);

  if (block->condition != NULL)
    y += text (self, cr, &small, block->condition, number, y, width - number);
  text (self, cr, &plain, words, 0, y, number);
  y += text (self, cr, &type, lotse_question_text (block->question, self->language), number, y, width - number);
  if (block->question->required)
    g_string_append_printf (hint, "%s%s", hint->len > 0 ? " · " : "", lotse_form_word ("required", self->language));
  if (hint->len > 0)
    y += text (self, cr, &small, hint->str, number, y, width - number);
  return y - top;
}

static double
draw_scale (const LotsePaperForm *self, const LotseFormBlock *block, cairo_t *cr, double top)
{
  const LotseType type = { .size = 8.5 * self->scale, .align = PANGO_ALIGN_CENTER, .smallest = 6 };
  double step = STEP * self->scale, first = self->width - block->answers->len * step, height = 0;

  for (guint i = 0; i < block->answers->len; i++)
    {
      const char *words = lotse_form_step (block->question, block->answers->pdata[i], self->language);

      height = MAX (height, lotse_sheet_measure (cr, &type, words, step - 4));
    }
  for (guint i = 0; i < block->answers->len; i++)
    {
      const char *words = lotse_form_step (block->question, block->answers->pdata[i], self->language);
      double own = lotse_sheet_measure (cr, &type, words, step - 4);

      text (self, cr, &type, words, first + i * step + 2, top + 4 * self->scale + height - own, step - 4);
    }
  return height + 6 * self->scale;
}

static double
draw_rating (const LotsePaperForm *self, const LotseFormBlock *block, cairo_t *cr, double top)
{
  double step = STEP * self->scale, first = self->width - block->answers->len * step, box = BOX * self->scale;
  double height = MAX (draw_question (self, block, cr, top + 3 * self->scale, first - 6) + 6 * self->scale, box + 8 * self->scale);

  set_grey (cr, 0.75);
  lotse_sheet_line (cr, LOTSE_FORM_MARGIN, top, LOTSE_FORM_MARGIN + self->width, top, 0.5);
  set_grey (cr, 0);
  for (guint i = 0; i < block->answers->len; i++)
    draw_box (self, cr, i + 1, first + i * step + (step - box) / 2, top + (height - box) / 2);
  return height;
}

/* Boxes in one line if they fit, else in as many columns as fit. */
static double
draw_choice (const LotsePaperForm *self, const LotseFormBlock *block, cairo_t *cr, double top)
{
  const LotseType type = type_of (self, 10);
  double left = NUMBER * self->scale, box = BOX * self->scale, gap = 5 * self->scale, between = 14 * self->scale;
  double widest = 0, all = 0, x = left, row = 0, y = top + 5 * self->scale;
  guint columns, n = 0;

  y += draw_question (self, block, cr, y, self->width) + 3 * self->scale;
  for (guint i = 0; i < block->answers->len; i++)
    {
      double width = box + gap + between + 1 + lotse_sheet_measure_width (cr, &type, lotse_form_step (block->question, block->answers->pdata[i], self->language));

      widest = MAX (widest, width);
      all += width;
    }
  columns = all - between <= self->width - left ? 0 : MAX (1, (guint) ((self->width - left) / widest));
  for (guint i = 0; i < block->answers->len; i++, n++)
    {
      const char *words = lotse_form_step (block->question, block->answers->pdata[i], self->language);
      double natural = lotse_sheet_measure_width (cr, &type, words) + 1;
      double room = columns > 0 ? (self->width - left) / columns - box - gap - between / 2 : natural;

      if (columns > 0 && n == columns)
        {
          y += row;
          x = left;
          n = 0;
          row = 0;
        }
      draw_box (self, cr, i + 1, x, y);
      row = MAX (row, MAX (box, text (self, cr, &type, words, x + box + gap, y, room)) + 4 * self->scale);
      x += columns > 0 ? (self->width - left) / columns : box + gap + between + natural;
    }
  return y + row - top;
}

static double
draw_open (const LotsePaperForm *self, const LotseFormBlock *block, cairo_t *cr, double top)
{
  double line = LOTSE_FORM_LINE * self->scale, left = NUMBER * self->scale;
  double y = top + 5 * self->scale;

  y += draw_question (self, block, cr, y, self->width);
  set_grey (cr, GREY);
  for (guint i = 1; i <= block->lines; i++)
    lotse_sheet_line (cr, at (self, left, self->width - left), y + i * line, at (self, left, self->width - left) + self->width - left, y + i * line, 0.5);
  set_grey (cr, 0);
  return y + block->lines * line + 4 * self->scale - top;
}

double
lotse_paper_form_draw_block (const LotsePaperForm *self, const LotseFormBlock *block, cairo_t *cr, double y)
{
  switch (block->type)
    {
    case LOTSE_FORM_BLOCK_HEAD:
      return draw_head (self, cr, y);
    case LOTSE_FORM_BLOCK_SCALE:
      return draw_scale (self, block, cr, y);
    case LOTSE_FORM_BLOCK_RATING:
      return draw_rating (self, block, cr, y);
    case LOTSE_FORM_BLOCK_CHOICE:
      return draw_choice (self, block, cr, y);
    case LOTSE_FORM_BLOCK_OPEN:
      return draw_open (self, block, cr, y);
    case LOTSE_FORM_BLOCK_THANKS:
    default:
      return draw_thanks (self, cr, y);
    }
}

/* --- Foot --------------------------------------------------------------------------------------------------- */

static const LotseType foot = { .size = 8, .smallest = 6, .lines = 3 };

double
lotse_paper_form_foot_height (const LotsePaperForm *self, cairo_t *cr)
{
  const char *words = *self->credit != '\0' ? self->credit : "1";

  return lotse_sheet_measure (cr, &foot, words, self->width - 140) + 6;
}

/* The funder on the side where reading begins, the page on the other. */
void
lotse_paper_form_draw_foot (const LotsePaperForm *self, cairo_t *cr, guint page)
{
  LotseType other = foot;
  double y = LOTSE_SHEET_LONG - LOTSE_FORM_MARGIN - lotse_paper_form_foot_height (self, cr) + 6;
  gboolean last = page + 1 == self->n_pages;
  g_autofree char *number = g_strdup_printf ("%s  %u/%u", last ? "" : lotse_form_word ("turn_over", self->language), page + 1, self->n_pages);

  other.align = PANGO_ALIGN_RIGHT;
  if (*self->credit != '\0')
    text (self, cr, &foot, self->credit, 0, y, self->width - 140);
  if (self->n_pages > 1)
    text (self, cr, &other, g_strstrip (number), self->width - 130, y, 130);
}
