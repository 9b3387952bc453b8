/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which records lie in which buckets, and which accounts hold them.  Every function works within a transaction; entering, leaving, gaining and losing take numbers of their own.
 */
#pragma once

#include "lotse-bucket-rules.h"

G_BEGIN_DECLS

/*
 * After a record was written: puts it into its buckets and follows what hangs on it.  `before` is NULL for a new one.
 * `record` has its new number already, and its links are kept.
 */
gboolean lotse_buckets_update (LotseCentre *self, const LotseStored *record, const LotseRegisters *before,
                               const LotseRegisters *after, GError **error);

/* Every record and every account anew: after an upgrade, and to check. */
gboolean lotse_buckets_update_all (LotseCentre *self, GError **error);

/* What an account holds, after its roles, person or being disabled changed. */
gboolean lotse_buckets_update_account (LotseCentre *self, const LotseAccount *account, GError **error);

/* Lets go of pairs whose time is over. */
gboolean lotse_buckets_lapse (LotseCentre *self, GError **error);
gboolean lotse_buckets_has_lapsed (LotseCentre *self, gboolean *any, GError **error);

G_END_DECLS
