/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawing on a sheet of paper: texts that fit their place.
 *
 * Lengths are points, 1/72 inch.  Pango finds the direction of each paragraph by its letters, so that Arabic and Hebrew
 * names stand right; long names wrap or become smaller, and only at the smallest size an ellipsis takes their end.
 */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* A4, DIN EN ISO 216: 210 mm x 297 mm. */
#define LOTSE_SHEET_SHORT 595.276
#define LOTSE_SHEET_LONG 841.890
#define LOTSE_SHEET_MM (72.0 / 25.4)
#define LOTSE_SHEET_MARGIN (20 * LOTSE_SHEET_MM)

typedef struct
{
  double size;      /* points */
  gboolean bold;
  PangoAlignment align;
  double smallest;  /* may shrink to this; 0: never */
  guint lines;      /* at most so many; 0: any number */
} LotseType;

double lotse_sheet_measure (cairo_t *cr, const LotseType *type, const char *text, double width);
/* How wide the text is in one line. */
double lotse_sheet_measure_width (cairo_t *cr, const LotseType *type, const char *text);
double lotse_sheet_text (cairo_t *cr, const LotseType *type, const char *text, double x, double y, double width);
void lotse_sheet_box (cairo_t *cr, const LotseType *type, const char *text, double x, double y, double width, double height);
void lotse_sheet_line (cairo_t *cr, double x1, double y1, double x2, double y2, double width);
gboolean lotse_sheet_code (cairo_t *cr, const char *code, double x, double y, double size);

/* A surface that only measures; cairo_destroy() it. */
cairo_t *lotse_sheet_measuring (void);

/* The text in lines, for who draws them one by one (g_object_unref). */
PangoLayout *lotse_sheet_layout (cairo_t *cr, const LotseType *type, const char *text, double width);

G_END_DECLS
