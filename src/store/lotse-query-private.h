/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a query asks of the database; for the store's own files.
 */
#pragma once

#include "lotse-store-private.h"

G_BEGIN_DECLS

/* The row numbers that a query finds, in its order, from `offset` on at most `limit` (0: all). */
GArray *lotse_query_rids (LotseStore *self, LotseQuery *query, guint limit, guint offset, GError **error);
const LotseKind *lotse_query_kind (LotseQuery *self);

G_END_DECLS
