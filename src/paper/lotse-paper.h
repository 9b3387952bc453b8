/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Papers of an event, and forms of feedback: pages to print, or a PDF file.
 *
 * A paper is made at once from what the store holds, in German or English whatever the program speaks, and never changes
 * afterwards.  It is A4 and carries only what its purpose needs.  Making one reads the store, so a window does it within
 * lotse_store_call_async(); drawing needs no store and may happen in any one thread at a time.
 */
#pragma once

#include "lotse-store.h"

#include <cairo.h>

G_BEGIN_DECLS

typedef struct _LotsePaper LotsePaper;

typedef enum
{
  LOTSE_PAPER_ATTENDANCE_LIST,
  LOTSE_PAPER_BADGES,
  LOTSE_PAPER_CERTIFICATES,
  LOTSE_PAPER_DOOR_SIGN,
  LOTSE_PAPER_NEEDS_LIST,
  LOTSE_PAPER_N_TYPES,
} LotsePaperType;

typedef struct
{
  const char *name;  /* for lotsectl: "attendance-list" */
  const char *label; /* for people; NC_ ("paper", …) */
  const char *about; /* one sentence: what it is for */
} LotsePaperInfo;

typedef enum
{
  LOTSE_ARROW_NONE,
  LOTSE_ARROW_LEFT,
  LOTSE_ARROW_RIGHT,
  LOTSE_ARROW_UP,
  LOTSE_ARROW_DOWN,
} LotseArrow;

/* All zero is what most people want. */
typedef struct
{
  const char *language; /* "de" or "en"; NULL: that of the process */
  const char *slot;     /* the key of a slot; NULL: the whole event */
  guint blank_rows;     /* of the attendance list, at least; 0: ten */
  guint badge_size;     /* an index of lotse_paper_badge_size() */
  LotseArrow arrow;
} LotsePaperOptions;

const LotsePaperInfo *lotse_paper_info (LotsePaperType type);
gboolean lotse_paper_find (const char *name, LotsePaperType *type);
/* The n-th size of badges, as "85 × 54 mm, 8 on a sheet" is made of; FALSE behind the last. */
gboolean lotse_paper_badge_size (guint n, const char **name, guint *width_mm, guint *height_mm, guint *on_a_sheet);

LotsePaper *lotse_paper_new (LotseStore *store, LotsePaperType type, const char *event, const LotsePaperOptions *options, GError **error);
/* An answer sheet to fill in; `language` is one that the form has, or NULL, and `event` may be NULL. */
LotsePaper *lotse_paper_new_form (LotseStore *store, const char *form, const char *event, const char *language, GError **error);
void lotse_paper_free (LotsePaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotsePaper, lotse_paper_free)

const char *lotse_paper_get_title (LotsePaper *self);
guint lotse_paper_get_n_pages (LotsePaper *self);
void lotse_paper_get_size (LotsePaper *self, double *width, double *height);
void lotse_paper_draw (LotsePaper *self, guint page, cairo_t *cr);

typedef void (*LotsePaperProgress) (guint done, guint all, gpointer data);
gboolean lotse_paper_write (LotsePaper *self, const char *path, GCancellable *cancellable, LotsePaperProgress progress, gpointer data,
                            GError **error);

G_END_DECLS
