/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Answer sheets of feedback: piles of drafts, and the batches that they become.
 *
 * A pile is a draft: its sheets have a place in it and can be corrected and withdrawn.  Releasing it makes a batch, all sheets at
 * once or none, and from then on nothing is changed.  A sheet of a batch has a random id and no place, device, author or time;
 * the open answers are torn off and belong to the batch alone.  Sheets are written in the order of their ids into tables without
 * row numbers, so that not even a page of the file tells which came first; they are in no outbox, history or full text, and what
 * the log still has of the pile is truncated.
 *
 * A batch is what travels: it comes whole, is known by its id, and one that is known already is passed over.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/* Stands between the answers of one sheet; no answer may have it. */
#define LOTSE_SHEET_SEPARATOR '\x1f'
#define LOTSE_SHEET_NO_ANSWER "-" /* asked and not answered; "" is not asked */

/* A pile or a batch: what its sheets have in common. */
typedef struct
{
  char *id;        /* NULL: a new one */
  char *form;
  gint64 version;  /* of the form */
  char *event;     /* this or the survey; the other is NULL */
  char *survey;
  char *way;       /* of the kind table: "paper", "kiosk", "link" */
  GStrv questions; /* ids, in the order of a sheet's answers */
  GStrv open;      /* ids of questions with open answers, which stand behind the others */
  guint sheets;
} LotsePile;

void lotse_pile_free (LotsePile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotsePile, lotse_pile_free)

/* A sheet that is no more than a draft, or is about to be released. */
typedef struct
{
  guint place;    /* in its pile, from 1 */
  char *language; /* or NULL */
  GStrv answers;  /* one for each question of the pile, then one for each open one */
} LotseSheet;

void lotse_sheet_free (LotseSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseSheet, lotse_sheet_free)

/* Piles of this device that are not released; of LotsePile, and of LotseSheet by place. */
GPtrArray *lotse_piles_list (LotseStore *store, GError **error);
GPtrArray *lotse_pile_list_sheets (LotseStore *store, const char *pile, GError **error);

/*
 * Puts the sheet on the pile; a pile without id is the one that is open for the same questions, or a new one, and gets its id.
 * A sheet without place goes on top and gets its place; another one takes the place of the sheet that is there (NOT_FOUND).
 */
gboolean lotse_pile_put (LotseStore *store, LotsePile *pile, LotseSheet *sheet, GError **error);
/* Withdraws one sheet, or (place 0) the whole pile, for ever. */
gboolean lotse_pile_withdraw (LotseStore *store, const char *pile, guint place, GError **error);
gboolean lotse_pile_release (LotseStore *store, const char *pile, guint *sheets, GError **error);

/* A batch that comes whole. */
typedef struct
{
  LotsePile *pile;
  GPtrArray *sheets; /* of LotseSheet */
} LotseBatch;

LotseBatch *lotse_batch_new (LotsePile *pile); /* takes the pile */
void lotse_batch_free (LotseBatch *self);

/* Adds those of the batches that are not known yet, all or none; `added` counts their sheets. */
gboolean lotse_batches_add (LotseStore *store, GPtrArray *batches, guint *added, GError **error);
/* 1 if the batch is known, 0 if not, -1 with an error. */
int lotse_batch_is_known (LotseStore *store, const char *id, GError **error);
/* How many sheets of that form, or of that event, are released; -1 on error. */
gint64 lotse_sheets_count_form (LotseStore *store, const char *form, GError **error);
gint64 lotse_sheets_count_event (LotseStore *store, const char *event, GError **error);

/* Reads batch by batch; `begin` says whether the batch is wanted, and what it gets is gone when it returns. */
typedef struct
{
  gboolean (*begin) (const LotsePile *batch, gpointer data);
  void (*sheet) (const char *answers, gpointer data); /* with LOTSE_SHEET_SEPARATOR between them */
  void (*remark) (const char *id, const char *question, const char *text, gpointer data);
} LotseSheetReader;

gboolean lotse_sheets_read (LotseStore *store, const LotseSheetReader *reader, gpointer data, GError **error);

G_END_DECLS
