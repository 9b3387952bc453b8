/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What piles and batches share; see lotse-sheets.h.  On the database thread. */
#pragma once

#include "lotse-sheets-message.h"
#include "lotse-sheets.h"
#include "lotse-store-private.h"

G_BEGIN_DECLS

/* The columns of `pile` and `batch` but the last one, in the order that lotse_pile_take_row() reads. */
#define LOTSE_PILE_COLUMNS "id, form, version, event, survey, way, questions, open"

LotsePile *lotse_pile_take_row (LotseStatement *statement);
/* INSERT into `pile` or `batch`; the pile has an id. */
gboolean lotse_pile_insert (LotseStore *self, const char *sql, const LotsePile *pile, GError **error);
/* Whether everything that others rely on is right; INVALID. */
gboolean lotse_pile_check (const LotsePile *pile, GError **error);
gboolean lotse_sheet_check (const LotsePile *pile, const LotseSheet *sheet, GError **error);
/* Bytes of text in one batch: written as JSON they have at most six times as many, which the centre still takes. */
#define LOTSE_BATCH_BYTES (1u << 20)

/* Writes one batch or several with new ids in their order; within a transaction, as are the next. */
gboolean lotse_batch_insert (LotseStore *self, const LotsePile *pile, GPtrArray *sheets, GError **error);
/* The batch as it travels, or NULL (without an error: it is not here). */
LotseWireBatch *lotse_batch_to_wire (LotseStore *self, const char *id, GError **error);
/* Writes a batch that came from the centre under that number. */
gboolean lotse_batch_insert_wire (LotseStore *self, const LotseWireBatch *wire, gint64 number, GError **error);
#define LOTSE_BATCH_WAITS "number IS NULL AND refused IS NULL"
/* Some of its sheets are in the centre's batch of the same pile, so it neither counts nor is offered again. */
#define LOTSE_BATCH_COUNTS "refused IS NOT '" LOTSE_REASON_WRONG_KIND "'"

/* Puts them into a random order. */
void lotse_sheets_shuffle (GPtrArray *items);
/* Removes the batches that a statement finds, which it takes; of what was in them no byte stays. */
gboolean lotse_batches_drop (LotseStore *self, LotseStatement *found, GError **error);
/* Only who may file sheets has piles and batches to write. */
gboolean lotse_sheets_may_write (LotseStore *self, GError **error);
/* Of what left, no byte stays in the log. */
gboolean lotse_sheets_truncate (LotseStore *self, GError **error);

/* What lotse-sheets-pile.c has for lotse-sheets-loose.c, within a transaction: a pile by its id (NOT_FOUND), the one that is open for the
   same questions or a new one, putting a sheet, and ending a pile that has nothing any more. */
LotsePile *lotse_pile_read (LotseStore *self, const char *id, GError **error);
gboolean lotse_pile_find (LotseStore *self, LotsePile *pile, GError **error);
gboolean lotse_pile_put_now (LotseStore *self, LotsePile *pile, LotseSheet *sheet, GError **error);
gboolean lotse_pile_drop_empty (LotseStore *self, const guint8 *pile, GError **error);

/* And the other way round: whether the pile may be released, its open answers (of LotseLooseRemark) without the sheets, writing them
   to a batch, and the end of everything that is on no sheet. */
gboolean lotse_loose_check_release (LotseStore *self, const char *pile, guint sheets, GError **error);
GPtrArray *lotse_loose_tear_off (LotseStore *self, const LotsePile *pile, GPtrArray *sheets, GError **error);
gboolean lotse_loose_insert (LotseStore *self, const char *batch, GPtrArray *remarks, GError **error);
gboolean lotse_loose_drop (LotseStore *self, const guint8 *pile, GError **error);

G_END_DECLS
