/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kind table's rules for buckets, and what they say of a record.
 *
 * Names of buckets: "open", "desk", "grants", "staff", "pair:<id>", "self:<person>", and "own:<account>" for what only its
 * author and staff may have.  Nothing lies in "staff": who holds it holds every record.
 */
#pragma once

#include "lotse-centre-private.h"
#include "lotse-path.h"

G_BEGIN_DECLS

/* The class of a bucket by its name. */
LotseBucketClass lotse_buckets_class (const char *bucket);

/* The rules of a kind; conflicts lie where their record lies, with the audience of their field. */
const LotseBucketRule *lotse_buckets_rules (const char *kind, guint *n_rules);

/* The buckets in which the record should lie, as a set of names. */
GHashTable *lotse_buckets_compute (LotseCentre *self, const LotseStored *record, const LotseRegisters *registers, GError **error);

/* A record and its registers; both NULL if there is none. */
gboolean lotse_buckets_load (LotseCentre *self, const char *id, LotseStored **stored, LotseRegisters **registers, GError **error);

G_END_DECLS
