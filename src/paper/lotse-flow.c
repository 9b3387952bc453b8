/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Things below each other over pages; see the header.
 *
 * What stands on a page is kept as texts and places and drawn anew each time: cairo never gives back what it needs to paint a recorded
 * page on paper.
 */
#include "config.h"

#include "lotse-flow.h"

#define FOOT 16 /* above the margin, for the number of the page */

typedef enum { TEXT, BOX, LINES, RULE, SQUARE, CHART } Kind;

typedef struct
{
  Kind kind;
  double x, y, width, height;
  const LotseType *type;
  char *text;
  guint first; /* line of the text, or bar of the chart */
  guint n;     /* lines */
  const LotseChart *chart;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  g_free (item->text);
  g_free (item);
}

static Item *
add_item (LotseFlow *self, Item item)
{
  Item *kept = g_new (Item, 1);

  *kept = item;
  kept->text = g_strdup (item.text);
  g_ptr_array_add (self->pages->pdata[self->pages->len - 1], kept);
  return kept;
}

LotseFlow *
lotse_flow_new (double width, double height)
{
  LotseFlow *self = g_new0 (LotseFlow, 1);

  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->charts = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_chart_free);
  self->cr = lotse_sheet_measuring ();
  self->width = width;
  self->height = height;
  lotse_flow_break (self);
  return self;
}

void
lotse_flow_free (LotseFlow *self)
{
  cairo_destroy (self->cr);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->charts);
  g_free (self);
}

double
lotse_flow_width (const LotseFlow *self)
{
  return self->width - 2 * LOTSE_SHEET_MARGIN;
}

double
lotse_flow_room (const LotseFlow *self)
{
  return self->height - LOTSE_SHEET_MARGIN - FOOT - self->y;
}

void
lotse_flow_break (LotseFlow *self)
{
  g_ptr_array_add (self->pages, g_ptr_array_new_with_free_func (item_free));
  self->y = LOTSE_SHEET_MARGIN - 12;
}

void
lotse_flow_need (LotseFlow *self, double height)
{
  if (lotse_flow_room (self) < height)
    lotse_flow_break (self);
}

/* --- What stands there -------------------------------------------------------------------------------------- */

void
lotse_flow_text_at (LotseFlow *self, const LotseType *type, const char *text, double x, double y, double width)
{
  add_item (self, (Item) { .kind = TEXT, .x = x, .y = y, .width = width, .type = type, .text = (char *) text });
}

void
lotse_flow_box (LotseFlow *self, const LotseType *type, const char *text, double x, double y, double width, double height)
{
  add_item (self, (Item) { .kind = BOX, .x = x, .y = y, .width = width, .height = height, .type = type, .text = (char *) text });
}

void
lotse_flow_rule (LotseFlow *self, double end, double thickness)
{
  lotse_flow_rule_from (self, LOTSE_SHEET_MARGIN, end, thickness);
}

void
lotse_flow_rule_from (LotseFlow *self, double start, double end, double thickness)
{
  add_item (self, (Item) { .kind = RULE, .x = start, .y = self->y, .width = end, .height = thickness });
}

void
lotse_flow_square (LotseFlow *self, double x, double y, double size)
{
  add_item (self, (Item) { .kind = SQUARE, .x = x, .y = y, .width = size });
}

void
lotse_flow_chart (LotseFlow *self, LotseChart *chart)
{
  guint first = 0;

  g_ptr_array_add (self->charts, chart);
  do
    {
      cairo_t *cr = lotse_sheet_measuring ();
      double room;

      if (first > 0)
        lotse_flow_break (self);
      room = lotse_flow_room (self);
      add_item (self, (Item) { .kind = CHART, .y = self->y, .height = room, .first = first, .chart = chart });
      self->y += lotse_chart_draw_part (chart, cr, &lotse_chart_on_paper, LOTSE_SHEET_MARGIN, self->y, lotse_flow_width (self), room, &first);
      cairo_destroy (cr);
    }
  while (first > 0);
}

/* The height of the line and where its letters stand in it. */
static double
line_height (PangoLayoutIter *iter, double *x, double *baseline)
{
  PangoRectangle logical;

  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  *x = (double) logical.x / PANGO_SCALE;
  *baseline = (double) (pango_layout_iter_get_baseline (iter) - logical.y) / PANGO_SCALE;
  return (double) logical.height / PANGO_SCALE;
}

void
lotse_flow_text (LotseFlow *self, const LotseType *type, const char *text, double indent)
{
  double width = lotse_flow_width (self) - indent, x, baseline;
  g_autoptr (PangoLayout) layout = lotse_sheet_layout (self->cr, type, text, width);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  Item *item = NULL; /* the lines on this page */
  guint line = 0;

  do
    {
      double height = line_height (iter, &x, &baseline);

      if (lotse_flow_room (self) < height)
        {
          lotse_flow_break (self);
          item = NULL;
        }
      if (item == NULL)
        item = add_item (self, (Item) { .kind = LINES, .x = LOTSE_SHEET_MARGIN + indent, .y = self->y, .width = width, .type = type,
                                        .text = (char *) text, .first = line });
      item->n++;
      self->y += height;
      line++;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

/* --- Drawing ------------------------------------------------------------------------------------------------ */

/* Laid out as when the pages were broken, whatever it is drawn on. */
static void
draw_lines (LotseFlow *self, const Item *item, cairo_t *cr)
{
  g_autoptr (PangoLayout) layout = lotse_sheet_layout (self->cr, item->type, item->text, item->width);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double y = item->y, x, baseline;
  guint line = 0;

  do
    {
      double height = line_height (iter, &x, &baseline);

      if (line++ < item->first)
        continue;
      cairo_move_to (cr, item->x + x, y + baseline);
      pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
      y += height;
    }
  while (line < item->first + item->n && pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

static void
draw_square (const Item *item, cairo_t *cr)
{
  cairo_set_line_width (cr, 0.8);
  cairo_rectangle (cr, item->x, item->y, item->width, item->width);
  cairo_stroke (cr);
}

void
lotse_flow_draw (LotseFlow *self, guint page, cairo_t *cr)
{
  const GPtrArray *items = self->pages->pdata[page];

  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = items->pdata[i];
      guint first = item->first;

      cairo_set_source_rgb (cr, 0, 0, 0);
      if (item->kind == TEXT)
        lotse_sheet_text (cr, item->type, item->text, item->x, item->y, item->width);
      else if (item->kind == BOX)
        lotse_sheet_box (cr, item->type, item->text, item->x, item->y, item->width, item->height);
      else if (item->kind == RULE)
        lotse_sheet_line (cr, item->x, item->y, item->width, item->y, item->height);
      else if (item->kind == LINES)
        draw_lines (self, item, cr);
      else if (item->kind == SQUARE)
        draw_square (item, cr);
      else
        lotse_chart_draw_part (item->chart, cr, &lotse_chart_on_paper, LOTSE_SHEET_MARGIN, item->y, lotse_flow_width (self), item->height, &first);
    }
}
