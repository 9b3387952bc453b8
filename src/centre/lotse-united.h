/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records that were united: several records for one human or one organisation, held together by `_merged_into`.
 *
 * Links are not rewritten, so whoever asks what leads to one of them asks for all.  What lies in the bin, or is not there,
 * unites nothing.
 */
#pragma once

#include "lotse-bucket-rules.h"

G_BEGIN_DECLS

/* Whether records of the kind are united, and whether the field may link to such a record (NULL: the record itself). */
gboolean lotse_united_is_kind (const char *kind);
gboolean lotse_united_reaches (const char *kind, const char *field);

/* Adds to the ids all those that are united with one of them. */
gboolean lotse_united_add (LotseCentre *self, GPtrArray *ids, GError **error);

/* The ids of all that lead to one of the records that are united with this one, as the backend's `sources` says it. */
GPtrArray *lotse_united_sources (LotseCentre *self, const char *target, const char *kind, const char *field, GError **error);

/*
 * The ids of all whose company may have changed with this write of a record: of what it was and of what it is united with.
 * None if the write says nothing of it.
 */
GPtrArray *lotse_united_changed (LotseCentre *self, const LotseStored *record, const LotseRegisters *before,
                                 const LotseRegisters *after, GError **error);

G_END_DECLS
