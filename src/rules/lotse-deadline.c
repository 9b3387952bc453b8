/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadlines as they stand; see the header. */
#include "config.h"

#include "lotse-deadline-private.h"

#include <string.h>

static gboolean
is_of_grants (const char *kind)
{
  static const char *const kinds[] = { "application", "award", "budget_item", "call", "disbursement", "grant_programme", "mini_job", "receipt",
                                       NULL };

  return g_strv_contains (kinds, kind);
}

static gboolean
is_asked_for (const LotseDeadlinesOptions *options, const LotseDeadline *deadline)
{
  if ((options->flags & LOTSE_DEADLINES_ALL) == 0 && deadline->state != LOTSE_DEADLINE_OPEN)
    return FALSE;
  if ((options->flags & LOTSE_DEADLINES_GRANTS) != 0 && !is_of_grants (deadline->attached_kind))
    return FALSE;
  return options->until == NULL || deadline->due == NULL || strcmp (deadline->due, options->until) <= 0;
}

static int
compare_deadlines (gconstpointer a, gconstpointer b)
{
  const LotseDeadline *one = *(LotseDeadline *const *) a, *other = *(LotseDeadline *const *) b;
  int order;

  if ((one->due == NULL) != (other->due == NULL))
    return one->due == NULL ? 1 : -1;
  order = g_strcmp0 (one->due, other->due);
  if (order == 0)
    order = strcmp (one->type, other->type);
  return order != 0 ? order : strcmp (one->id, other->id);
}

static GPtrArray *
end_reading (LotseReading *reading, GError **error)
{
  GPtrArray *list;

  if (reading->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reading->error));
      return NULL;
    }
  list = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_deadline_free);
  while (reading->found->len > 0)
    {
      LotseDeadline *deadline = g_ptr_array_steal_index_fast (reading->found, reading->found->len - 1);

      if (is_asked_for (reading->options, deadline))
        g_ptr_array_add (list, deadline);
      else
        lotse_deadline_free (deadline);
    }
  g_ptr_array_sort (list, compare_deadlines);
  return list;
}

/* Each kind that a rule of the centre asks for is listed once. */
static void
add_all_kept (LotseReading *reading)
{
  GPtrArray *rules = lotse_reading_centre_rules (reading);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  const gboolean grants = (reading->options->flags & LOTSE_DEADLINES_GRANTS) != 0;

  for (guint i = 0; i < rules->len; i++)
    {
      const LotseRule *rule = rules->pdata[i];
      const char *kind = lotse_rule_anchor_find (((LotseRuleCondition *) rule->conditions->pdata[0])->anchor)->kind;
      GPtrArray *list;

      if (rule->off || g_str_equal (kind, "application") || (grants && !is_of_grants (kind)) || !g_hash_table_add (done, (gpointer) kind))
        continue;
      list = lotse_reading_list (reading, kind);
      for (guint r = 0; r < list->len; r++)
        lotse_reading_add_kept (reading, list->pdata[r]);
    }
}

/**
 * lotse_deadlines_list:
 * @records: where to read
 * @options: which ones
 *
 * Returns: (transfer full) (element-type LotseDeadline): all of them by date, those that wait at the end; %NULL when the records
 *   cannot be read
 */
GPtrArray *
lotse_deadlines_list (const LotseRecords *records, const LotseDeadlinesOptions *options, GError **error)
{
  g_auto (LotseReading) reading = { 0 };
  GPtrArray *list;

  lotse_reading_init (&reading, records, options, TRUE);
  list = lotse_reading_list (&reading, "application");
  for (guint i = 0; i < list->len; i++)
    lotse_reading_add_application (&reading, list->pdata[i]);
  add_all_kept (&reading);
  list = lotse_reading_list (&reading, "deadline");
  for (guint i = 0; i < list->len; i++)
    lotse_reading_add_stored (&reading, list->pdata[i]);
  return end_reading (&reading, error);
}

/**
 * lotse_deadlines_of:
 * @attached: the id of a record of any kind
 *
 * Returns: (transfer full) (element-type LotseDeadline): its deadlines; %NULL when the records cannot be read
 */
GPtrArray *
lotse_deadlines_of (const LotseRecords *records, const char *attached, const LotseDeadlinesOptions *options, GError **error)
{
  g_auto (LotseReading) reading = { 0 };
  LotseRecord *record;
  GPtrArray *list;

  lotse_reading_init (&reading, records, options, FALSE);
  record = lotse_reading_get (&reading, attached);
  if (record != NULL && g_str_equal (lotse_record_get_kind (record)->name, "application"))
    lotse_reading_add_application (&reading, record);
  else if (record != NULL)
    lotse_reading_add_kept (&reading, record);
  list = lotse_reading_linked (&reading, "deadline", "attached", attached);
  for (guint i = 0; i < list->len; i++)
    lotse_reading_add_stored (&reading, list->pdata[i]);
  return end_reading (&reading, error);
}
