/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping a record that has changed, with all that follows from it: its links, blobs and buckets.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

/*
 * Keeps `after` as the state of the record under the next number.  `record` has id, kind, author, audience and origin;
 * number, doc and the rest are set here.  `before` is NULL for a new record, and then parked writes may wait for it.
 * `by` is the account that wrote, NULL for the centre.
 */
gboolean lotse_put_record (LotseCentre *self, LotseStored *record, const LotseRegisters *before, const LotseRegisters *after,
                           const char *by, GError **error);

/*
 * Opens a conflict about a register of the record, once: the same loser opens no second one.  `standing` is what stands
 * now, NULL for nothing; `author` wrote one of the two.
 */
gboolean lotse_put_conflict (LotseCentre *self, const LotseStored *record, const char *reg, const LotseRegister *standing,
                             const char *loser, LotseStamp loser_stamp, const char *author, GError **error);

/* Closes a conflict of which it turned out that its other value had been seen, unless somebody has decided it. */
gboolean lotse_put_conflict_seen (LotseCentre *self, LotseStored *conflict, const LotseRegisters *before, GError **error);

/* Puts an edit before staff; `reason` is one of the choices of the kind `review`. */
gboolean lotse_put_review (LotseCentre *self, const LotseEdit *edit, const char *text, const char *reason, const char *account,
                           GError **error);
/* Marks it as accepted, because what it waited for came. */
gboolean lotse_put_review_done (LotseCentre *self, const LotseEdit *edit, GError **error);

G_END_DECLS
