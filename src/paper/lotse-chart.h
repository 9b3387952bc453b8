/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The distribution of the answers to one question, as bars: on paper and in a window alike.
 *
 * Nothing depends on colour: each step has a pattern of its own, and the numbers stand in the bars, or below them where there is no
 * room.  Ratings and other questions of few steps have one bar for each column, divided by steps; the others have one for each step.
 * A chart is made once and needs no evaluation afterwards.
 */
#pragma once

#include "lotse-evaluation.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef struct _LotseChart LotseChart;

typedef struct
{
  double size;    /* of the text, in units of the drawing; everything else follows from it */
  double fore[3]; /* red, green, blue from 0 to 1 */
  double back[3];
} LotseChartStyle;

/* Black on white, for paper. */
extern const LotseChartStyle lotse_chart_on_paper;

LotseChart *lotse_chart_new (const LotseEvaluation *evaluation, guint row);
void lotse_chart_free (LotseChart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseChart, lotse_chart_free)

/* Returns how high the chart is at that width. */
double lotse_chart_draw (const LotseChart *self, cairo_t *cr, const LotseChartStyle *style, double x, double y, double width);
/* From the bar `first` (from 0) on, as many as fit into the height, but one at least; `first` is then the next one, or 0 at the end. */
double lotse_chart_draw_part (const LotseChart *self, cairo_t *cr, const LotseChartStyle *style, double x, double y, double width, double height,
                              guint *first);
double lotse_chart_measure (const LotseChart *self, const LotseChartStyle *style, double width);

G_END_DECLS
