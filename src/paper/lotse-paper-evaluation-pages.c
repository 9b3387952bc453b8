/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Things below each other over pages; see the header. */
#include "config.h"

#include "lotse-paper-evaluation-private.h"

#define FOOT 16 /* above the margin, for the number of the page */

static void
add_page (LotseFlow *self)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);

  g_clear_pointer (&self->cr, cairo_destroy);
  self->cr = cairo_create (surface);
  self->y = LOTSE_SHEET_MARGIN - 12;
  g_ptr_array_add (self->pages, surface);
}

LotseFlow *
lotse_flow_new (double width, double height)
{
  LotseFlow *self = g_new0 (LotseFlow, 1);

  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);
  self->width = width;
  self->height = height;
  add_page (self);
  return self;
}

void
lotse_flow_free (LotseFlow *self)
{
  g_clear_pointer (&self->cr, cairo_destroy);
  g_ptr_array_unref (self->pages);
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
  add_page (self);
}

void
lotse_flow_need (LotseFlow *self, double height)
{
  if (lotse_flow_room (self) < height)
    add_page (self);
}

void
lotse_flow_text (LotseFlow *self, const LotseType *type, const char *text, double indent)
{
  g_autoptr (PangoLayout) layout = lotse_sheet_layout (self->cr, type, text, lotse_flow_width (self) - indent);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    {
      PangoRectangle logical;
      double height, baseline;

      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      height = (double) logical.height / PANGO_SCALE;
      baseline = (double) (pango_layout_iter_get_baseline (iter) - logical.y) / PANGO_SCALE;
      lotse_flow_need (self, height);
      cairo_move_to (self->cr, LOTSE_SHEET_MARGIN + indent + (double) logical.x / PANGO_SCALE, self->y + baseline);
      pango_cairo_show_layout_line (self->cr, pango_layout_iter_get_line_readonly (iter));
      self->y += height;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}
