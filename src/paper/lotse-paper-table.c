/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that go on over several pages, with their headings on each; see the header. */
#include "config.h"

#include "lotse-paper-private.h"

#include "lotse-language.h"

#define PADDING 4.0
#define HEADING_HEIGHT 22.0
#define HEAD_GAP 10.0
#define FOOT_TOP (LOTSE_SHEET_LONG - LOTSE_SHEET_MARGIN + 8)

LotsePaperTable *
lotse_paper_table_new (double top, double bottom)
{
  LotsePaperTable *self = g_new0 (LotsePaperTable, 1);

  self->top = top;
  self->bottom = bottom;
  self->type = (LotseType){ .size = 11 };
  self->least_height = 24;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->heights = g_array_new (FALSE, FALSE, sizeof (double));
  return self;
}

void
lotse_paper_table_free (LotsePaperTable *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->starts);
  g_array_unref (self->heights);
  g_free (self);
}

void
lotse_paper_table_add_column (LotsePaperTable *self, const char *heading, double width)
{
  g_return_if_fail (self->n_columns < G_N_ELEMENTS (self->columns));
  self->columns[self->n_columns++] = (LotsePaperColumn){ heading, width };
}

void
lotse_paper_table_take_row (LotsePaperTable *self, GStrv texts)
{
  g_return_if_fail (g_strv_length (texts) == self->n_columns);
  g_ptr_array_add (self->rows, texts);
}

static double
row_height (LotsePaperTable *self, cairo_t *cr, GStrv texts)
{
  double height = self->least_height;

  for (guint i = 0; i < self->n_columns; i++)
    if (*texts[i] != '\0')
      height = MAX (height, lotse_sheet_measure (cr, &self->type, texts[i], self->columns[i].width - 2 * PADDING) + 2 * PADDING);
  return height;
}

/* Finds where each page begins; returns how many there are, at least one. */
guint
lotse_paper_table_lay_out (LotsePaperTable *self)
{
  cairo_t *cr = lotse_sheet_measuring ();
  double y = self->bottom;

  g_array_set_size (self->starts, 0);
  g_array_set_size (self->heights, 0);
  for (guint i = 0; i < self->rows->len; i++)
    {
      double height = row_height (self, cr, self->rows->pdata[i]);

      if (y + height > self->bottom)
        {
          g_array_append_val (self->starts, i);
          y = self->top + HEADING_HEIGHT;
        }
      g_array_append_val (self->heights, height);
      y += height;
    }
  cairo_destroy (cr);
  return MAX (self->starts->len, 1);
}

guint
lotse_paper_table_room_left (LotsePaperTable *self)
{
  guint first = self->starts->len > 0 ? g_array_index (self->starts, guint, self->starts->len - 1) : 0;
  double y = self->top + HEADING_HEIGHT;

  for (guint i = first; i < self->heights->len; i++)
    y += g_array_index (self->heights, double, i);
  return (guint) MAX (0, (self->bottom - y) / self->least_height);
}

static double
draw_row (LotsePaperTable *self, cairo_t *cr, GStrv texts, double y, double height)
{
  double x = LOTSE_SHEET_MARGIN;

  for (guint i = 0; i < self->n_columns; i++)
    {
      lotse_sheet_box (cr, &self->type, texts[i], x + PADDING, y, self->columns[i].width - 2 * PADDING, height);
      x += self->columns[i].width;
      /* Names that are written from the right end where the next column begins. */
      if (i + 1 < self->n_columns)
        lotse_sheet_line (cr, x, y, x, y + height, 0.25);
    }
  lotse_sheet_line (cr, LOTSE_SHEET_MARGIN, y + height, x, y + height, 0.5);
  return y + height;
}

static double
draw_headings (LotsePaperTable *self, cairo_t *cr)
{
  static const LotseType type = { .size = 10, .bold = TRUE, .smallest = 7, .lines = 1 };
  double x = LOTSE_SHEET_MARGIN;

  for (guint i = 0; i < self->n_columns; i++)
    {
      lotse_sheet_box (cr, &type, self->columns[i].heading, x + PADDING, self->top, self->columns[i].width - 2 * PADDING, HEADING_HEIGHT);
      x += self->columns[i].width;
    }
  lotse_sheet_line (cr, LOTSE_SHEET_MARGIN, self->top + HEADING_HEIGHT, x, self->top + HEADING_HEIGHT, 1.2);
  return self->top + HEADING_HEIGHT;
}

void
lotse_paper_table_draw (LotsePaperTable *self, guint page, cairo_t *cr)
{
  guint first = page < self->starts->len ? g_array_index (self->starts, guint, page) : self->rows->len;
  guint end = page + 1 < self->starts->len ? g_array_index (self->starts, guint, page + 1) : self->rows->len;
  double y = draw_headings (self, cr);

  for (guint i = first; i < end; i++)
    y = draw_row (self, cr, self->rows->pdata[i], y, g_array_index (self->heights, double, i));
}

double
lotse_paper_head (LotsePaper *self, cairo_t *cr, const char *kind)
{
  static const LotseType small = { .size = 11, .lines = 1 };
  static const LotseType title = { .size = 18, .bold = TRUE, .smallest = 11, .lines = 2 };
  static const LotseType line = { .size = 10, .smallest = 8, .lines = 3 };
  double width = LOTSE_SHEET_SHORT - 2 * LOTSE_SHEET_MARGIN;
  double y = LOTSE_SHEET_MARGIN - 12;
  g_autofree char *place = g_strjoin (" · ", self->event.when, *self->event.where != '\0' ? self->event.where : NULL, NULL);

  y += lotse_sheet_text (cr, &small, kind, LOTSE_SHEET_MARGIN, y, width) + 2;
  y += lotse_sheet_text (cr, &title, self->event.title, LOTSE_SHEET_MARGIN, y, width) + 2;
  y += lotse_sheet_text (cr, &line, place, LOTSE_SHEET_MARGIN, y, width);
  if (*self->event.organiser != '\0')
    y += lotse_sheet_text (cr, &line, self->event.organiser, LOTSE_SHEET_MARGIN, y, width);
  return y + HEAD_GAP;
}

double
lotse_paper_head_measure (LotsePaper *self, const char *kind)
{
  cairo_t *cr = lotse_sheet_measuring ();
  double bottom = lotse_paper_head (self, cr, kind);

  cairo_destroy (cr);
  return bottom;
}

void
lotse_paper_foot (LotsePaper *self, guint page, cairo_t *cr, const char *text)
{
  static const LotseType small = { .size = 8, .smallest = 6, .lines = 3 };
  static const LotseType number = { .size = 8, .align = PANGO_ALIGN_RIGHT, .lines = 1 };
  double width = LOTSE_SHEET_SHORT - 2 * LOTSE_SHEET_MARGIN;
  g_autofree char *this_one = g_strdup_printf ("%u", page + 1);
  g_autofree char *all = g_strdup_printf ("%u", self->n_pages);
  g_autofree char *pages = lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "Page %s of %s")), this_one, all, NULL);

  if (text != NULL && *text != '\0')
    lotse_sheet_text (cr, &small, text, LOTSE_SHEET_MARGIN, FOOT_TOP, width - 90);
  lotse_sheet_text (cr, &number, pages, LOTSE_SHEET_MARGIN + width - 80, FOOT_TOP, 80);
}
