/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a query asks of the database; for the store's own files.
 */
#pragma once

#include "lotse-store-private.h"

G_BEGIN_DECLS

typedef struct
{
  const LotseField *field; /* NULL: in the bin or not, deleted records */
  LotseQueryOperator op;
  char *value;
} LotseQueryCondition;

typedef struct
{
  const LotseField *field; /* NULL: the title */
  gboolean descending;
} LotseQueryOrder;

struct _LotseQuery
{
  int refs; /* atomic */
  const LotseKind *kind;
  GArray *conditions;
  GArray *orders;
  char *words;
  guint limit;
  guint offset;
  LotseBin bin;
  gboolean united;
};

/* One record that a query finds. */
typedef struct
{
  gint64 rid;
  guint8 id[LOTSE_ID_BYTES];
} LotseQueryEntry;

/* What a query finds, in its order, from `offset` on at most `limit` (0: all): an array of LotseQueryEntry. */
GArray *lotse_query_entries (LotseStore *self, LotseQuery *query, guint limit, guint offset, GError **error);
/* Prepares what is asked for the columns that the caller names, in no order and without a limit, for each value of `group` (NULL:
   for each record); TRUE with no statement where the words of a search cannot be found at all. */
gboolean lotse_query_prepare (LotseStore *self, LotseQuery *query, const char *columns, const char *group, LotseStatement **statement,
                              GError **error);
const LotseKind *lotse_query_kind (LotseQuery *self);
guint lotse_query_get_limit (LotseQuery *self, guint *offset);

G_END_DECLS
