/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door sign: title, room and an arrow, to be read from the end of a corridor. */
#include "config.h"

#include "lotse-paper-private.h"

#include "lotse-language.h"

#include <math.h>

#define ARROW 110.0

/* An arrow in a square around the middle, pointing right; turned by the caller. */
static void
draw_arrow (cairo_t *cr, double x, double y, double angle)
{
  double half = ARROW / 2;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  cairo_set_line_width (cr, ARROW / 6);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, -half, 0);
  cairo_line_to (cr, half, 0);
  cairo_move_to (cr, 0, -half);
  cairo_line_to (cr, half, 0);
  cairo_line_to (cr, 0, half);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw (LotsePaper *self, guint page, cairo_t *cr)
{
  static const double angles[] = { 0, G_PI, 0, -G_PI / 2, G_PI / 2 };
  static const LotseType title = { .size = 64, .bold = TRUE, .align = PANGO_ALIGN_CENTER, .smallest = 22 };
  static const LotseType room = { .size = 44, .align = PANGO_ALIGN_CENTER, .smallest = 20, .lines = 2 };
  static const LotseType when = { .size = 24, .align = PANGO_ALIGN_CENTER, .smallest = 8 };
  double margin = LOTSE_SHEET_MARGIN, width = self->width - 2 * margin;
  gboolean arrow = self->options.arrow != LOTSE_ARROW_NONE;
  double top = arrow ? 230 : 300;
  g_auto (GStrv) days = g_strsplit (self->event.when, LOTSE_PAPER_BETWEEN_DAYS, -1);
  g_autofree char *lines = g_strjoinv ("\n", days);

  lotse_sheet_box (cr, &title, self->event.title, margin, margin, width, top - margin);
  lotse_sheet_box (cr, &room, *self->event.room != '\0' ? self->event.room : self->event.where, margin, top, width, 90);
  lotse_sheet_box (cr, &when, lines, margin, top + 90, width, 70);
  if (arrow)
    draw_arrow (cr, self->width / 2, self->height - margin - ARROW / 2 - 10, angles[self->options.arrow]);
}

gboolean
lotse_paper_door_sign (LotsePaper *self, GError **error)
{
  self->width = LOTSE_SHEET_LONG;
  self->height = LOTSE_SHEET_SHORT;
  self->n_pages = 1;
  self->draw = draw;
  return TRUE;
}
