/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages on which things stand below each other; what does not fit goes on the next one. */
#pragma once

#include "lotse-chart.h"
#include "lotse-paper-private.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *pages;  /* each with what stands on it */
  GPtrArray *charts; /* of LotseChart */
  cairo_t *cr;       /* for measuring; nothing is drawn on it */
  double width;      /* of the page */
  double height;
  double y;          /* where there is room on the last page */
} LotseFlow;

LotseFlow *lotse_flow_new (double width, double height);
void lotse_flow_free (LotseFlow *self);
double lotse_flow_width (const LotseFlow *self); /* between the margins */
double lotse_flow_room (const LotseFlow *self);  /* down to the margin */
void lotse_flow_break (LotseFlow *self);
/* A new page if there is less room. */
void lotse_flow_need (LotseFlow *self, double height);
/* Any number of lines, broken between them where the page ends.  Types are kept by address, here and below. */
void lotse_flow_text (LotseFlow *self, const LotseType *type, const char *text, double indent);
/* Takes the chart, and breaks it between bars where the page ends. */
void lotse_flow_chart (LotseFlow *self, LotseChart *chart);
/* On the last page, leaving `y` as it is: lotse_sheet_text(), lotse_sheet_box(), a line from the margin to `end`, and an empty square. */
void lotse_flow_text_at (LotseFlow *self, const LotseType *type, const char *text, double x, double y, double width);
void lotse_flow_box (LotseFlow *self, const LotseType *type, const char *text, double x, double y, double width, double height);
void lotse_flow_rule (LotseFlow *self, double end, double thickness);
void lotse_flow_rule_from (LotseFlow *self, double start, double end, double thickness);
void lotse_flow_square (LotseFlow *self, double x, double y, double size);
void lotse_flow_draw (LotseFlow *self, guint page, cairo_t *cr);

G_END_DECLS
