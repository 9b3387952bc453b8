/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a query asks of the database; for the store's own files.
 */
#pragma once

#include "lotse-store-private.h"

G_BEGIN_DECLS

/* One record that a query finds. */
typedef struct
{
  gint64 rid;
  guint8 id[LOTSE_ID_BYTES];
} LotseQueryEntry;

/* What a query finds, in its order, from `offset` on at most `limit` (0: all): an array of LotseQueryEntry. */
GArray *lotse_query_entries (LotseStore *self, LotseQuery *query, guint limit, guint offset, GError **error);
const LotseKind *lotse_query_kind (LotseQuery *self);
guint lotse_query_get_limit (LotseQuery *self, guint *offset);

G_END_DECLS
