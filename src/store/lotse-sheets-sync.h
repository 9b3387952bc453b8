/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Batches of anonymous sheets on their way to the centre and from it.
 *
 * A batch waits until the centre has given it a number.  Then a device without the staff role drops it; staff keep all and fetch
 * those of others.  A refused batch stays and is offered again when the roles of the account have changed.
 */
#pragma once

#include "lotse-sheets-message.h"
#include "lotse-sheets.h"

G_BEGIN_DECLS

/* Ids (g_free) of the batches that wait, in a random order. */
GPtrArray *lotse_sheets_waiting (LotseStore *store, GError **error);
/* A batch as it travels (g_free); NULL without an error: it is not here any more. */
char *lotse_sheets_dup_batch (LotseStore *store, const char *id, GError **error);

/* What verdicts did, in sheets. */
typedef struct
{
  guint settled; /* do not wait any more */
  guint refused;
} LotseSheetsSettled;

gboolean lotse_sheets_settle (LotseStore *store, const GPtrArray *verdicts, LotseSheetsSettled *settled, GError **error);

/* The number behind which batches of others are to be fetched; -1: not at all, because the account is not staff, or on an error. */
gint64 lotse_sheets_get_cursor (LotseStore *store, GError **error);

typedef struct
{
  guint sheets;     /* that are new here */
  guint unreadable; /* batches that this version cannot read: the cursor stays before the first of them */
} LotseSheetsTaken;

/* Takes a page, and unless `keep_cursor` is set moves the cursor behind it. */
gboolean lotse_sheets_take_page (LotseStore *store, const LotseSheetsPage *page, gboolean keep_cursor, LotseSheetsTaken *taken,
                                 GError **error);
/*
 * After the last page: `waiting` sheets are left; if there are none, and no edits, everything was sent, and with `received` also
 * received.
 */
gboolean lotse_sheets_end (LotseStore *store, gboolean received, guint *waiting, GError **error);

/* What waits, and what the centre refused, for people; of LotseUnsentSheets. */
typedef struct
{
  LotsePile *batch; /* with the number of its sheets */
  char *reason;     /* of a refusal: a word of lotse-words.h; NULL: it waits */
} LotseUnsentSheets;

GPtrArray *lotse_sheets_unsent (LotseStore *store, GError **error);

G_END_DECLS
