/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages.
 *
 * First what changed in the buckets that the account holds, in the order of numbers, up to some number; with it the
 * losses and erasures up to the same number.  Then, as far as the page goes, the buckets that are being sent whole, each
 * in the order of ids.  A record that changes while its bucket is being sent comes with the changes, so no page can be
 * out of date; a gain counts only when its last page was sent, because until then the cursor names it.
 *
 * Load: a first sync of 100,000 records is some 20 pages; nothing new is one or two small queries.
 */
#include "lotse-pull.h"

#include "lotse-buckets.h"

#include <string.h>

#define PAGE_BYTES (6u << 20) /* of changes in one page; a body is 16 MiB at most */

typedef struct
{
  const LotseAccess *access;
  LotseCentre *centre;
  LotseBackend *backend;
  LotseCursor *cursor;
  LotseSyncAnswer *answer;
  GPtrArray *changes;
  GHashTable *sent; /* ids that are in this page */
  gsize bytes;
} Pull;

static guint
room (const Pull *self)
{
  if (self->bytes >= PAGE_BYTES || self->changes->len >= self->centre->page)
    return 0;
  return self->centre->page - self->changes->len;
}

static void
forget (Pull *self, const char *id)
{
  if (g_hash_table_add (self->sent, g_strdup (id)))
    g_ptr_array_add (self->answer->forget, g_strdup (id));
}

/* Sends the record as it looks now, or has it forgotten. */
static gboolean
give (Pull *self, const LotseStored *record, GError **error)
{
  LotseAudience classes;
  char *view;

  if (g_hash_table_contains (self->sent, record->id))
    return TRUE;
  if (!lotse_access_classes (self->access, record, &classes, error))
    return FALSE;
  if (classes == 0)
    {
      /* Staff never had what was never for them. */
      if (!self->access->staff)
        forget (self, record->id);
      return TRUE;
    }
  view = lotse_access_view (self->access, record, classes, error);
  if (view == NULL)
    return FALSE;
  g_hash_table_add (self->sent, g_strdup (record->id));
  self->bytes += strlen (view) + 1;
  g_ptr_array_add (self->changes, view);
  return TRUE;
}

static gboolean
give_id (Pull *self, const char *id, GError **error)
{
  g_autoptr (LotseStored) record = NULL;

  if (g_hash_table_contains (self->sent, id))
    return TRUE;
  if (!self->backend->get_record (self->backend, id, &record, error))
    return FALSE;
  if (record != NULL)
    return give (self, record, error);
  forget (self, id);
  return TRUE;
}

/* --- What changed ------------------------------------------------------------------------------------------------- */

/* Staff reads the records themselves.  Returns the number up to which all was given, or -1. */
static gint64
give_records_after (Pull *self, gint64 last, GError **error)
{
  gint64 reached = self->cursor->number;
  g_autoptr (GPtrArray) records = self->backend->records_after (self->backend, reached, self->centre->page, error);

  if (records == NULL)
    return -1;
  for (guint i = 0; i < records->len; i++)
    {
      const LotseStored *record = g_ptr_array_index (records, i);

      if (room (self) == 0)
        return reached;
      if (!give (self, record, error))
        return -1;
      reached = record->number;
    }
  return records->len < self->centre->page ? last : reached;
}

/* Others read the places of records in their buckets, which have numbers of their own. */
static gint64
give_members_after (Pull *self, gint64 last, GError **error)
{
  gint64 reached = self->cursor->number;
  g_autoptr (GPtrArray) members = self->backend->members_after (self->backend, self->access->account, reached, self->centre->page, error);

  if (members == NULL)
    return -1;
  for (guint i = 0; i < members->len; i++)
    {
      const LotseMember *member = g_ptr_array_index (members, i);

      if (room (self) == 0)
        return reached;
      if (!give_id (self, member->id, error))
        return -1;
      reached = member->number;
    }
  return members->len < self->centre->page ? last : reached;
}

/*
 * What the account has lost leaves the device, unless the account has it otherwise, and then it may show less.  Losing
 * "staff" is not seen here: everything is listed anew then.
 */
static gboolean
give_losses (Pull *self, GPtrArray *holds, gint64 from, gint64 until, GError **error)
{
  for (guint i = 0; i < holds->len; i++)
    {
      const LotseHold *hold = g_ptr_array_index (holds, i);
      g_autoptr (GPtrArray) ids = NULL;

      if (hold->lost <= from || hold->lost > until || g_str_has_prefix (hold->bucket, "role:"))
        continue;
      ids = self->backend->members_until (self->backend, hold->bucket, hold->lost, error);
      for (guint k = 0; ids != NULL && k < ids->len; k++)
        if (!give_id (self, g_ptr_array_index (ids, k), error))
          return FALSE;
      if (ids == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
give_erasures (Pull *self, gint64 from, gint64 until, GError **error)
{
  g_autoptr (GPtrArray) ids = self->backend->tombstones_after (self->backend, from, until, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    g_ptr_array_add (self->answer->erased, g_strdup (g_ptr_array_index (ids, i)));
  return ids != NULL;
}

/* --- Whole buckets -------------------------------------------------------------------------------------------------- */

/* Whether the bucket is to be sent: of all that staff holds, "staff" alone says everything but what is the author's own. */
static gboolean
is_sent (const Pull *self, const char *bucket)
{
  if (g_str_has_prefix (bucket, "role:"))
    return FALSE;
  return !self->access->staff || strcmp (bucket, "staff") == 0 || g_str_has_prefix (bucket, "own:");
}

/* Begins what was gained up to the number, anew if it was lost in between, and drops what is no longer held. */
static void
begin_fills (Pull *self, GPtrArray *holds, gint64 from, gint64 until)
{
  for (guint i = 0; i < holds->len; i++)
    {
      const LotseHold *hold = g_ptr_array_index (holds, i);
      const LotseFill *fill = g_hash_table_lookup (self->cursor->fills, hold->bucket);

      if (hold->lost != 0 || !is_sent (self, hold->bucket))
        g_hash_table_remove (self->cursor->fills, hold->bucket);
      else if ((hold->gained > from && hold->gained <= until) || (fill != NULL && fill->gained != hold->gained))
        lotse_cursor_fill (self->cursor, hold->bucket, hold->gained, "");
    }
}

static gboolean
fill_from_records (Pull *self, LotseFill *fill, gboolean *whole, GError **error)
{
  guint limit = room (self);
  g_autoptr (GPtrArray) records = self->backend->records_from (self->backend, fill->last, limit, error);

  *whole = FALSE;
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const LotseStored *record = g_ptr_array_index (records, i);

      if (room (self) == 0)
        return TRUE;
      if (!give (self, record, error))
        return FALSE;
      g_free (fill->last);
      fill->last = g_strdup (record->id);
    }
  *whole = records != NULL && records->len < limit;
  return records != NULL;
}

static gboolean
fill_from_members (Pull *self, const char *bucket, LotseFill *fill, gboolean *whole, GError **error)
{
  guint limit = room (self);
  g_autoptr (GPtrArray) members = self->backend->members_from (self->backend, bucket, fill->last, limit, error);

  *whole = FALSE;
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const LotseMember *member = g_ptr_array_index (members, i);

      if (room (self) == 0)
        return TRUE;
      if (!give_id (self, member->id, error))
        return FALSE;
      g_free (fill->last);
      fill->last = g_strdup (member->id);
    }
  *whole = members != NULL && members->len < limit;
  return members != NULL;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static gboolean
give_fills (Pull *self, GError **error)
{
  g_autoptr (GList) buckets = g_list_sort (g_hash_table_get_keys (self->cursor->fills), compare_names);

  for (GList *item = buckets; item != NULL && room (self) > 0; item = item->next)
    {
      LotseFill *fill = g_hash_table_lookup (self->cursor->fills, item->data);
      gboolean whole;

      if (strcmp (item->data, "staff") == 0 ? !fill_from_records (self, fill, &whole, error)
                                            : !fill_from_members (self, item->data, fill, &whole, error))
        return FALSE;
      if (whole)
        g_hash_table_remove (self->cursor->fills, item->data);
    }
  return TRUE;
}

/* How much is left, for showing progress. */
static gboolean
count_left (Pull *self, GError **error)
{
  GHashTableIter iter;
  gpointer bucket, value;
  gint64 all = 0;

  g_hash_table_iter_init (&iter, self->cursor->fills);
  while (g_hash_table_iter_next (&iter, &bucket, &value))
    {
      const LotseFill *fill = value;
      gint64 count = 0;

      if (strcmp (bucket, "staff") == 0 ? !self->backend->count_records (self->backend, fill->last, &count, error)
                                        : !self->backend->count_members (self->backend, bucket, fill->last, &count, error))
        return FALSE;
      all += count;
    }
  self->answer->total = (guint) MIN (all, (gint64) G_MAXUINT);
  return TRUE;
}

/* --- A page ----------------------------------------------------------------------------------------------------------- */

static gboolean
set_mark (Pull *self, gint64 number, GError **error)
{
  self->cursor->number = number;
  g_clear_pointer (&self->cursor->mark, g_free);
  return number == 0 || self->backend->get_mark (self->backend, number, &self->cursor->mark, error);
}

static gboolean
fill_page (Pull *self, GError **error)
{
  gint64 from = self->cursor->number;
  gint64 last = self->backend->last_number (self->backend);
  gint64 reached = self->access->staff ? give_records_after (self, last, error) : give_members_after (self, last, error);
  g_autoptr (GPtrArray) holds = NULL;

  if (reached < 0)
    return FALSE;
  holds = self->backend->holds (self->backend, self->access->account, error);
  if (holds == NULL || !give_losses (self, holds, from, reached, error) || !give_erasures (self, from, reached, error))
    return FALSE;
  begin_fills (self, holds, from, reached);
  if (reached == last && !give_fills (self, error))
    return FALSE;
  if (reached < last || g_hash_table_size (self->cursor->fills) > 0)
    self->answer->flags |= LOTSE_SYNC_MORE;
  else if (self->cursor->listing)
    {
      self->answer->flags |= LOTSE_SYNC_LISTING;
      self->cursor->listing = FALSE;
    }
  return count_left (self, error) && set_mark (self, reached, error);
}

gboolean
lotse_pull_page (const LotseAccess *access, LotseCursor *cursor, LotseSyncAnswer *answer, GPtrArray *changes, GError **error)
{
  Pull self = { .access = access, .centre = access->centre, .backend = access->centre->backend, .cursor = cursor, .answer = answer,
                .changes = changes, .sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  gboolean ok = fill_page (&self, error);

  g_hash_table_unref (self.sent);
  return ok;
}

gboolean
lotse_pull_begin (const LotseAccess *access, LotseCursor *cursor, GError **error)
{
  LotseBackend *backend = access->centre->backend;
  Pull self = { .access = access, .centre = access->centre, .backend = backend, .cursor = cursor };
  gint64 last = backend->last_number (backend);
  g_autoptr (GPtrArray) holds = backend->holds (backend, access->account, error);

  if (holds == NULL)
    return FALSE;
  g_hash_table_remove_all (cursor->fills);
  begin_fills (&self, holds, -1, last);
  cursor->listing = TRUE;
  return set_mark (&self, last, error);
}
