/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which deadlines a calendar without names shows; see the header. */
#include "config.h"

#include "lotse-deadline-ics.h"

/* Adds those set by hand of a record of which the list has none. */
static gboolean
add_by_hand (const LotseRecords *records, const char *attached, const LotseDeadlinesOptions *options, GPtrArray *list, GError **error)
{
  g_autoptr (GPtrArray) found = lotse_deadlines_of (records, attached, options, error);

  for (guint i = found != NULL ? found->len : 0; i > 0; i--)
    {
      const LotseDeadline *deadline = g_ptr_array_index (found, i - 1);

      if (deadline->rule == NULL)
        g_ptr_array_add (list, g_ptr_array_steal_index (found, i - 1));
    }
  return found != NULL;
}

static gboolean
add_all_by_hand (const LotseRecords *records, const LotseDeadlinesOptions *options, GPtrArray *list, GError **error)
{
  g_autoptr (GPtrArray) stored = lotse_records_list (records, "deadline", NULL, NULL, error);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal); /* ids of records whose deadlines are in the list */

  if (stored == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    g_hash_table_add (done, ((LotseDeadline *) g_ptr_array_index (list, i))->attached);
  for (guint i = 0; i < stored->len; i++)
    {
      const LotseRecord *record = g_ptr_array_index (stored, i);
      const char *attached = lotse_record_get (record, "attached");

      if (attached != NULL && lotse_record_get (record, "rule") == NULL && g_hash_table_add (done, (gpointer) attached)
          && !add_by_hand (records, attached, options, list, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * lotse_deadlines_list_for_ics:
 * @options: its flags are not used
 * @roles: of the account; none for a profile without a centre
 *
 * Returns: (transfer full) (element-type LotseDeadline) (nullable): the deadlines, or %NULL when the records cannot be read
 */
GPtrArray *
lotse_deadlines_list_for_ics (const LotseRecords *records, const LotseDeadlinesOptions *options, LotseRoles roles, GError **error)
{
  const gboolean of_people = roles == LOTSE_ROLE_MENTOR;
  LotseDeadlinesOptions wanted = *options;
  g_autoptr (GPtrArray) list = NULL;

  wanted.flags = LOTSE_DEADLINES_ALL | (of_people ? 0 : LOTSE_DEADLINES_GRANTS);
  list = lotse_deadlines_list (records, &wanted, error);
  wanted.flags = LOTSE_DEADLINES_ALL;
  if (list == NULL || (!of_people && !add_all_by_hand (records, &wanted, list, error)))
    return NULL;
  return g_steal_pointer (&list);
}
