/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which records lie in which buckets, and which accounts hold them, computed from the kind table's rules.
 *
 * Names of buckets: "open", "desk", "grants", "staff", "pair:<id>", "self:<person>", and "own:<account>" for what only its
 * author and staff may have.  Nothing lies in "staff": who holds it holds every record.  Every function works within a
 * transaction; entering, leaving, gaining and losing take numbers of their own.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

/* The class of a bucket by its name. */
LotseBucketClass lotse_buckets_class (const char *bucket);

/* The rules of a kind; conflicts lie where their record lies, with the audience of their field. */
const LotseBucketRule *lotse_buckets_rules (const char *kind, guint *n_rules);

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

/* The buckets in which the record should lie, as a set of names. */
GHashTable *lotse_buckets_compute (LotseCentre *self, const LotseStored *record, const LotseRegisters *registers, GError **error);

G_END_DECLS
