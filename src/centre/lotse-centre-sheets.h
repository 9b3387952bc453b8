/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Anonymous sheets at the centre.
 *
 * A batch is kept as it travels, by its id and under a number, and never changed.  Nothing with it says who brought it, from which
 * device or when: no history, no line in the audit trail, no record.  Its number is of an order of its own; one of the centre's
 * order would lie between those of edits, whose times are known.  After each request that brought some the log of the database is cut,
 * because its pages lie there beside those that the same device changed just before.
 */
#pragma once

#include "lotse-centre-private.h"

#include "lotse-sheets-message.h"

G_BEGIN_DECLS

/* The body of POST /v1/sheets of an account; the answer as JSON.  `taken`: there is something new for staff. */
char *lotse_centre_sheets_take (LotseCentre *self, const LotseAccount *account, const char *text, gssize size, gboolean *taken, GError **error);
/* GET /v1/sheets/NUMBER, for an account that is staff. */
char *lotse_centre_sheets_page (LotseCentre *self, gint64 after, GError **error);
/* The number of the last batch, 0 for none. */
gboolean lotse_centre_sheets_last (LotseCentre *self, gint64 *number, GError **error);

/* Within a transaction: erases the sheets of a form, an event or a survey. */
gboolean lotse_centre_sheets_erase (LotseCentre *self, const char *id, GError **error);
/* The same, after what was erased has its tombstone: the journal is written anew without it, if anything was erased. */
gboolean lotse_centre_sheets_erase_finish (LotseCentre *self, GError **error);
/* When a centre is opened: brings back what the journal has and the database has not. */
gboolean lotse_centre_sheets_replay (LotseCentre *self, GError **error);
/* Within a transaction: adds to `wrong` what is. */
gboolean lotse_centre_sheets_check (LotseCentre *self, GString *wrong, GError **error);

G_END_DECLS
