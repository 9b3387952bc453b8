/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pile of paper that is being typed: its sheets, the one that is begun, and the open answers, which stand on none of them.
 *
 * The entry is what shows and belongs to one thread.  What is to be on disk is a deed, made of the entry, done on any thread, and taken
 * over by the entry once it was done:
 *
 *   deed = lotse_paper_entry_deed (entry, LOTSE_PAPER_FINISH);
 *   lotse_paper_deed_do (deed, store, &error);      on the database thread
 *   lotse_paper_entry_take (entry, deed);
 *
 * Deeds that are asked for one after the other are done in that order; each is on disk when it was done.
 */
#pragma once

#include "lotse-paper-row.h"
#include "lotse-sheets-loose.h"

G_BEGIN_DECLS

typedef struct
{
  char *title;             /* of the event or survey */
  LotseFeedbackForm *form;
  LotsePaperColumns *columns;
  LotsePile *pile;         /* without id until something is on it */
  GPtrArray *rows;         /* of LotsePaperRow, by place */
  LotsePaperRow *begun;    /* the one that is typed next */
  GPtrArray *remarks;      /* of LotseLooseRemark, by place */
} LotsePaperEntry;

/* By the id of an event or survey, or of a pile that is open.  Errors: NOT_FOUND, INVALID (no questions), those of the store. */
LotsePaperEntry *lotse_paper_entry_open (LotseStore *store, const char *id, GError **error);
void lotse_paper_entry_free (LotsePaperEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotsePaperEntry, lotse_paper_entry_free)

/* Open answers with the same text to the same question. */
typedef struct
{
  const char *text;
  GArray *places; /* of guint */
} LotsePaperRepeat;

/* Of LotsePaperRepeat, in the order of typing; valid until the entry takes a deed. */
GPtrArray *lotse_paper_entry_list_repeats (const LotsePaperEntry *self, const char *question);

typedef enum
{
  LOTSE_PAPER_KEEP,            /* the sheet that is begun, as far as it is */
  LOTSE_PAPER_FINISH,          /* it is complete */
  LOTSE_PAPER_CORRECT,         /* a sheet of the pile, as it is now */
  LOTSE_PAPER_WITHDRAW,        /* that sheet */
  LOTSE_PAPER_REMARK,          /* one more open answer, or other words for those at some places */
  LOTSE_PAPER_WITHDRAW_REMARK,
  LOTSE_PAPER_WITHDRAW_ALL,
  LOTSE_PAPER_RELEASE,
} LotsePaperAct;

typedef struct _LotsePaperDeed LotsePaperDeed;

/* Without anything else: KEEP, FINISH, WITHDRAW_ALL, RELEASE. */
LotsePaperDeed *lotse_paper_entry_deed (const LotsePaperEntry *self, LotsePaperAct act);
/* CORRECT, WITHDRAW. */
LotsePaperDeed *lotse_paper_entry_deed_row (const LotsePaperEntry *self, LotsePaperAct act, const LotsePaperRow *row);
/* REMARK: `places` NULL adds one; NULL with INVALID if the text is no answer.  WITHDRAW_REMARK: the text is not looked at. */
LotsePaperDeed *lotse_paper_entry_deed_remark (const LotsePaperEntry *self, LotsePaperAct act, const char *question, const char *text,
                                               const GArray *places, GError **error);
gboolean lotse_paper_deed_do (LotsePaperDeed *self, LotseStore *store, GError **error);
LotsePaperAct lotse_paper_deed_get_act (const LotsePaperDeed *self);
void lotse_paper_deed_free (LotsePaperDeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotsePaperDeed, lotse_paper_deed_free)

/* FALSE: the pile was released or withdrawn elsewhere meanwhile, so the entry has only what the deed brought, on a new one. */
gboolean lotse_paper_entry_take (LotsePaperEntry *self, const LotsePaperDeed *deed);

G_END_DECLS
