/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where rules read records: the store of a device, the database of the centre, or a table in memory.
 *
 * Records in the bin are never given.  Whoever fills this struct says on which thread it may be used.
 */
#pragma once

#include "lotse-record.h"

G_BEGIN_DECLS

typedef struct
{
  /* The record that stands for that id (united records are followed); NULL without an error when it is not here. (transfer full) */
  LotseRecord *(*get) (gpointer data, const char *id, GError **error);
  /*
   * All records of a kind, or those whose `field` (a link, or a set of links) leads to `id`; in the order of their ids.
   * (transfer full) (element-type LotseRecord)
   */
  GPtrArray *(*list) (gpointer data, const char *kind, const char *field, const char *id, GError **error);
  /*
   * For each record to which the link `link` of a kind leads, or only for `id` (NULL: for each): the first or last value of the
   * date `field` (between two canonical dates, both included, either may be NULL).  `link` leads to kinds that nobody unites.
   * May be NULL: then the records are listed. (transfer full) (id -> value)
   */
  GHashTable *(*edges) (gpointer data, const char *kind, const char *link, const char *id, const char *field, const char *from,
                        const char *to, gboolean last, GError **error);
  gpointer data;
} LotseRecords;

LotseRecord *lotse_records_get (const LotseRecords *self, const char *id, GError **error);
GPtrArray *lotse_records_list (const LotseRecords *self, const char *kind, const char *field, const char *id, GError **error);
GHashTable *lotse_records_edges (const LotseRecords *self, const char *kind, const char *link, const char *id, const char *field,
                                 const char *from, const char *to, gboolean last, GError **error);

/* Whether the link or the set of links leads to that record. */
gboolean lotse_records_leads_to (const LotseRecord *record, const char *field, const char *id);

/*
 * The records below as they would be if these (of LotseRecord, changed, new or deleted) were saved: for showing what a change
 * moves before it is made.  A table in memory is one that has nothing below.
 */
typedef struct
{
  LotseRecords records; /* to be given to others */
  const LotseRecords *below; /* or NULL */
  GPtrArray *changed;
} LotseRecordsOverlay;

/* Both must outlive the overlay. */
void lotse_records_overlay_init (LotseRecordsOverlay *self, const LotseRecords *below, GPtrArray *changed);

G_END_DECLS
