/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form on paper: a column of blocks, each drawn by one function that also measures it.
 *
 * Lengths are points.  Blocks stand at a distance from the edge at which reading begins, so that right-to-left languages are the
 * same page in a mirror.
 */
#pragma once

#include "lotse-paper-private.h"

#include "lotse-feedback-form.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_FORM_BLOCK_HEAD,     /* title, introduction, that it is anonymous */
  LOTSE_FORM_BLOCK_SCALE,    /* the words above a grid of ratings */
  LOTSE_FORM_BLOCK_RATING,   /* a row of that grid */
  LOTSE_FORM_BLOCK_CHOICE,   /* boxes with words behind them */
  LOTSE_FORM_BLOCK_OPEN,     /* lines to write on */
  LOTSE_FORM_BLOCK_THANKS,
} LotseFormBlockType;

typedef struct
{
  LotseFormBlockType type;
  const LotseQuestion *question;
  guint number;      /* of the question, from 1 */
  char *condition;   /* "Only if …", or NULL */
  GPtrArray *answers; /* of char * */
  double height;
  guint page;
  guint lines;       /* of an open question */
  double y;
} LotseFormBlock;

typedef struct
{
  LotseFeedbackForm *form;
  char *language;
  gboolean mirrored;
  double scale;      /* of all letters and distances; 1 is the usual size */
  double width;      /* between the margins */
  char *event_line;  /* which event, or "" */
  char *credit;      /* or "" */
  guint n_pages;
  GPtrArray *blocks; /* of LotseFormBlock */
} LotsePaperForm;

#define LOTSE_FORM_MARGIN (17 * LOTSE_SHEET_MM)
#define LOTSE_FORM_LINE 22.0 /* between two lines to write on */

/* Draws the block at that height and returns how high it is. */
double lotse_paper_form_draw_block (const LotsePaperForm *self, const LotseFormBlock *block, cairo_t *cr, double y);
void lotse_paper_form_draw_foot (const LotsePaperForm *self, cairo_t *cr, guint page);
/* How much of the page the foot takes. */
double lotse_paper_form_foot_height (const LotsePaperForm *self, cairo_t *cr);

G_END_DECLS
