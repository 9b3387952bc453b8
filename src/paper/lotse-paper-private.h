/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How each paper is made: it lays itself out once and then draws page by page.
 *
 * Each type of paper has a file of its own with one function, which reads what it needs and sets `n_pages` and `draw`.
 */
#pragma once

#include "lotse-guests.h"
#include "lotse-paper.h"
#include "lotse-sheet.h"

#include <glib/gi18n.h>

G_BEGIN_DECLS

#define LOTSE_PAPER_BETWEEN_DAYS "; "

/* What all papers of one event say of it, in the paper's language. */
typedef struct
{
  LotseGuests *guests;
  const LotseSlot *slot; /* the one that the paper is for, or NULL */
  char *title;
  char *when;            /* "28.11.2026, 14:00–18:00" of the slot or of all */
  char *where;           /* venue and room */
  char *room;            /* the room alone, or "" */
  char *organiser;       /* or "" */
  char *credit;          /* names the funder, or "" */
} LotsePaperEvent;

struct _LotsePaper
{
  LotsePaperType type;
  LotsePaperOptions options;
  char *language;
  char *slot;
  char *title;
  LotseStore *store; /* only while it is laid out */
  LotsePaperEvent event;
  double width;
  double height;
  guint n_pages;
  void (*draw) (LotsePaper *self, guint page, cairo_t *cr);
  gpointer layout;   /* of the type of paper */
  GDestroyNotify free_layout;
};

/* A text in the language of the paper, marked with NC_("paper", …). */
#define PAPER_TEXT(self, text) lotse_language_translate ((self)->language, "paper", text)

/* The pattern with each "%s" in turn replaced by a text (g_free): a translated pattern is no literal that a compiler could check. */
char *lotse_paper_fill (const char *pattern, ...) G_GNUC_NULL_TERMINATED;

gboolean lotse_paper_event_load (LotsePaper *self, const char *event, GError **error);
void lotse_paper_event_clear (LotsePaperEvent *self);
char *lotse_paper_date (LotsePaper *self, const char *canonical);
char *lotse_paper_slot_when (LotsePaper *self, const LotseSlot *slot);
/* The guest's stays count only for the slot of the paper, if it is for one. */
gboolean lotse_paper_came (LotsePaper *self, const LotseGuest *guest);

/* Each lays the paper out; FALSE with INVALID if there would be nothing on it. */
gboolean lotse_paper_attendance_list (LotsePaper *self, GError **error);
gboolean lotse_paper_badges (LotsePaper *self, GError **error);
gboolean lotse_paper_certificates (LotsePaper *self, GError **error);
gboolean lotse_paper_door_sign (LotsePaper *self, GError **error);
gboolean lotse_paper_needs_list (LotsePaper *self, GError **error);

/* --- Tables over several pages (lotse-paper-table.c) --- */

typedef struct
{
  const char *heading;
  double width; /* points */
} LotsePaperColumn;

typedef struct
{
  guint n_columns;
  LotsePaperColumn columns[5];
  LotseType type;
  double least_height; /* of a row */
  GPtrArray *rows;     /* of GStrv, one text a column */
  GArray *starts;      /* of guint: the first row of each page */
  GArray *heights;     /* of double: of each row */
  double top;
  double bottom;
} LotsePaperTable;

LotsePaperTable *lotse_paper_table_new (double top, double bottom);
void lotse_paper_table_free (LotsePaperTable *self);
void lotse_paper_table_add_column (LotsePaperTable *self, const char *heading, double width);
/* Takes the texts, one a column. */
void lotse_paper_table_take_row (LotsePaperTable *self, GStrv texts);
guint lotse_paper_table_lay_out (LotsePaperTable *self);
/* Room for so many rows of the least height is left on the last page. */
guint lotse_paper_table_room_left (LotsePaperTable *self);
void lotse_paper_table_draw (LotsePaperTable *self, guint page, cairo_t *cr);
/* What the paper is and of which event, at the head of each page; returns where the table may begin. */
double lotse_paper_head (LotsePaper *self, cairo_t *cr, const char *kind);
/* The same without drawing. */
double lotse_paper_head_measure (LotsePaper *self, const char *kind);
/* "Page 2 of 5" at the foot, and what stands beside it. */
void lotse_paper_foot (LotsePaper *self, guint page, cairo_t *cr, const char *text);

G_END_DECLS
