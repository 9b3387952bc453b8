/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a change moves: deadlines of the records that it may concern, before and after.
 */
#include "config.h"

#include "lotse-deadline-private.h"

#include "lotse-language.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

#define MANY 40 /* from so many records on it is quicker to count all deadlines than those of each record */

void
lotse_deadline_move_free (LotseDeadlineMove *self)
{
  if (self == NULL)
    return;
  lotse_deadline_free (self->before);
  lotse_deadline_free (self->after);
  g_free (self);
}

/* --- What a record concerns ----------------------------------------------------------------------------------- */

typedef struct
{
  const LotseRecords *records;
  GHashTable *ids;
  gboolean all; /* whatever it is: rules of the centre hold for records of many kinds */
  GError *error;
} Concerned;

static void
add_id (Concerned *self, const char *id)
{
  if (id != NULL)
    g_hash_table_add (self->ids, g_strdup (id));
}

static void
add_linked (Concerned *self, const char *kind, const char *field, const char *id)
{
  g_autoptr (GPtrArray) list = self->error == NULL && id != NULL ? lotse_records_list (self->records, kind, field, id, &self->error) : NULL;

  for (guint i = 0; list != NULL && i < list->len; i++)
    add_id (self, lotse_record_get_id (list->pdata[i]));
}

static void
add_programme (Concerned *self, const char *id)
{
  g_autoptr (GPtrArray) calls = lotse_records_list (self->records, "call", "programme", id, &self->error);

  add_linked (self, "application", "programme", id);
  for (guint i = 0; calls != NULL && i < calls->len; i++)
    add_linked (self, "application", "call", lotse_record_get_id (calls->pdata[i]));
}

static void
add_of_award (Concerned *self, const char *id)
{
  g_autoptr (LotseRecord) award = self->error == NULL ? lotse_records_get (self->records, id, &self->error) : NULL;

  if (award != NULL)
    add_id (self, lotse_record_get (award, "application"));
}

/* The records whose deadlines hang on this one. */
static void
add_concerned (Concerned *self, const LotseRecord *record)
{
  const char *kind = lotse_record_get_kind (record)->name;
  const char *id = lotse_record_get_id (record);

  if (g_str_equal (kind, "centre_setting"))
    self->all = TRUE;
  else if (g_str_equal (kind, "grant_programme"))
    add_programme (self, id);
  else if (g_str_equal (kind, "call"))
    add_linked (self, "application", "call", id);
  else if (g_str_equal (kind, "award"))
    add_id (self, lotse_record_get (record, "application"));
  else if (g_str_equal (kind, "disbursement"))
    add_of_award (self, lotse_record_get (record, "award"));
  else if (g_str_equal (kind, "deadline"))
    add_id (self, lotse_record_get (record, "attached"));
  else if (g_str_equal (kind, "session"))
    add_id (self, lotse_record_get (record, "pair"));
  else if (g_str_equal (kind, "programme"))
    add_linked (self, "mentoring_pair", "programme", id);
  else
    add_id (self, id);
  if (g_str_equal (kind, "event"))
    {
      g_auto (GStrv) applications = lotse_record_list_elements (record, "applications");

      for (guint i = 0; applications != NULL && applications[i] != NULL; i++)
        add_id (self, applications[i]);
      add_linked (self, "registration", "event", id);
    }
}

/* As it is now, too: a record that leaves an application moves what it had there. */
static void
add_changed (Concerned *self, const LotseRecords *records, GPtrArray *changed)
{
  for (guint i = 0; i < changed->len; i++)
    {
      g_autoptr (LotseRecord) before = self->error == NULL
                                         ? lotse_records_get (records, lotse_record_get_id (changed->pdata[i]), &self->error)
                                         : NULL;

      if (before != NULL)
        add_concerned (self, before);
      add_concerned (self, changed->pdata[i]);
    }
}

/* --- Before and after ----------------------------------------------------------------------------------------- */

static gboolean
is_ahead (const LotseDeadline *deadline)
{
  return deadline->state == LOTSE_DEADLINE_OPEN || deadline->state == LOTSE_DEADLINE_WAITS;
}

static const char *
rule_date (const LotseDeadline *deadline)
{
  return deadline->rule_due != NULL ? deadline->rule_due : deadline->due;
}

/* What was handed in keeps its date; whether the rule now says another is worth telling. */
static void
compare (GPtrArray *moves, LotseDeadline *before, LotseDeadline *after)
{
  LotseDeadlineMove *move = g_new0 (LotseDeadlineMove, 1);
  const gboolean was = before != NULL && is_ahead (before), is = after != NULL && is_ahead (after);

  move->before = before;
  move->after = after;
  if (was && is)
    {
      if (g_strcmp0 (before->due, after->due) != 0 || g_strcmp0 (before->time, after->time) != 0)
        {
          g_ptr_array_add (moves, move);
          return;
        }
    }
  else if ((was && before->due != NULL) || (is && after->due != NULL))
    {
      g_ptr_array_add (moves, move);
      return;
    }
  else if (before != NULL && after != NULL && after->state == LOTSE_DEADLINE_DONE && g_strcmp0 (rule_date (before), rule_date (after)) != 0)
    {
      move->kept = TRUE;
      g_ptr_array_add (moves, move);
      return;
    }
  lotse_deadline_move_free (move);
}

/* Takes what is in the lists. */
static void
compare_lists (GPtrArray *moves, GPtrArray *old, GPtrArray *new)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer left;

  for (guint i = 0; i < old->len; i++)
    g_hash_table_insert (by_id, ((LotseDeadline *) old->pdata[i])->id, old->pdata[i]);
  for (guint i = 0; i < new->len; i++)
    {
      LotseDeadline *deadline = new->pdata[i];
      LotseDeadline *before = g_hash_table_lookup (by_id, deadline->id);

      g_hash_table_remove (by_id, deadline->id);
      compare (moves, before, deadline);
    }
  g_hash_table_iter_init (&iter, by_id);
  while (g_hash_table_iter_next (&iter, NULL, &left))
    compare (moves, left, NULL);
  g_ptr_array_set_free_func (old, NULL);
  g_ptr_array_set_free_func (new, NULL);
}

/* Of one record, or of all with NULL: what the change does not concern is the same before and after. */
static gboolean
compare_of (GPtrArray *moves, const LotseRecords *before, const LotseRecords *after, const char *id, const LotseDeadlinesOptions *options,
            GError **error)
{
  g_autoptr (GPtrArray) old = id != NULL ? lotse_deadlines_of (before, id, options, error) : lotse_deadlines_list (before, options, error);
  g_autoptr (GPtrArray) new = NULL;

  if (old != NULL)
    new = id != NULL ? lotse_deadlines_of (after, id, options, error) : lotse_deadlines_list (after, options, error);
  if (new == NULL)
    return FALSE;
  compare_lists (moves, old, new);
  return TRUE;
}

static int
compare_moves (gconstpointer a, gconstpointer b)
{
  const LotseDeadlineMove *one = *(LotseDeadlineMove *const *) a, *other = *(LotseDeadlineMove *const *) b;
  const LotseDeadline *first = one->after != NULL ? one->after : one->before, *second = other->after != NULL ? other->after : other->before;
  int order = g_strcmp0 (first->due, second->due);

  return order != 0 ? order : g_strcmp0 (first->id, second->id);
}

/**
 * lotse_deadlines_moved:
 * @records: as they are now
 * @changed: (element-type LotseRecord): as they would be
 *
 * Returns: (transfer full) (element-type LotseDeadlineMove): what moves, comes, goes, or was handed in and stays; %NULL when the
 *   records cannot be read
 */
GPtrArray *
lotse_deadlines_moved (const LotseRecords *records, GPtrArray *changed, const LotseDeadlinesOptions *options, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) moves = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_deadline_move_free);
  LotseDeadlinesOptions all = *options;
  LotseRecordsOverlay after;
  Concerned concerned = { .ids = ids };
  GHashTableIter iter;
  gpointer id;

  all.flags |= LOTSE_DEADLINES_ALL;
  lotse_records_overlay_init (&after, records, changed);
  concerned.records = &after.records;
  add_changed (&concerned, records, changed);
  if (concerned.error != NULL)
    {
      g_propagate_error (error, concerned.error);
      return NULL;
    }
  if (concerned.all || g_hash_table_size (ids) > MANY)
    {
      g_hash_table_remove_all (ids);
      if (!compare_of (moves, records, &after.records, NULL, &all, error))
        return NULL;
    }
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!compare_of (moves, records, &after.records, id, &all, error))
      return NULL;
  g_ptr_array_sort (moves, compare_moves);
  return g_steal_pointer (&moves);
}

static char *
day_text (const LotseDeadline *deadline)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("deadline"), "due");

  return deadline != NULL && deadline->due != NULL ? lotse_value_format (field, deadline->due, lotse_language_current ())
                                                   : g_strdup (_("no date"));
}

/**
 * lotse_deadline_move_describe:
 *
 * Returns: (transfer full): one line in the language of the process
 */
char *
lotse_deadline_move_describe (const LotseDeadlineMove *self)
{
  const LotseDeadline *deadline = self->after != NULL ? self->after : self->before;
  g_autofree char *before = day_text (self->before);
  g_autofree char *after = day_text (self->after);

  if (self->kept)
    return g_strdup_printf (_("%s (%s): handed in, %s stays"), deadline->name, deadline->title, after);
  if (self->before == NULL || !is_ahead (self->before))
    return g_strdup_printf (_("%s (%s): new on %s"), deadline->name, deadline->title, after);
  if (self->after == NULL || !is_ahead (self->after))
    return g_strdup_printf (_("%s (%s): %s falls away"), deadline->name, deadline->title, before);
  return g_strdup_printf (_("%s (%s): %s → %s"), deadline->name, deadline->title, before, after);
}
