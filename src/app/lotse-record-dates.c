/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is due of a record; see the header. */
#include "config.h"

#include "lotse-record-dates.h"

#include "lotse-deadline-row.h"
#include "lotse-deadlines.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

static void
add_dates (LotseStore *store, const char *id, GPtrArray *dates)
{
  g_autoptr (GPtrArray) found = lotse_deadlines_read_of (store, id, LOTSE_DEADLINES_PLAIN, NULL);

  if (found == NULL)
    return;
  g_ptr_array_set_free_func (found, NULL);
  for (guint i = 0; i < found->len; i++)
    {
      LotseDeadline *deadline = g_ptr_array_index (found, i);

      /* That a tandem went quiet, its own page and Today say in other words. */
      if (deadline->due != NULL && !g_str_equal (deadline->type, "quiet"))
        g_ptr_array_add (dates, deadline);
      else
        lotse_deadline_free (deadline);
    }
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(LotseDeadline *const *) a)->due, (*(LotseDeadline *const *) b)->due);
}

GPtrArray *
lotse_record_dates_read (LotseStore *store, LotseRecord *record)
{
  static const char *const of_person[] = { "mentor_profile", "qualification" };
  GPtrArray *dates = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_deadline_free);

  add_dates (store, lotse_record_get_id (record), dates);
  for (guint i = 0; i < G_N_ELEMENTS (of_person) && g_str_equal (lotse_record_get_kind (record)->name, "person"); i++)
    {
      g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (of_person[i]));
      g_autoptr (GPtrArray) ids = NULL;

      lotse_query_where (query, "person", LOTSE_QUERY_EQUAL, lotse_record_get_id (record), NULL);
      ids = lotse_store_list_ids (store, query, NULL);
      for (guint k = 0; ids != NULL && k < ids->len; k++)
        add_dates (store, g_ptr_array_index (ids, k), dates);
    }
  g_ptr_array_sort (dates, compare_due);
  return dates;
}

AdwPreferencesGroup *
lotse_record_dates_group (GPtrArray *dates, gboolean may_write)
{
  AdwPreferencesGroup *group;

  if (dates->len == 0)
    return NULL;
  group = lotse_group_new (_ ("Deadlines"));
  for (guint i = 0; i < dates->len; i++)
    {
      const LotseDeadlineLine line = { .deadline = g_ptr_array_index (dates, i) };

      adw_preferences_group_add (group, lotse_deadline_row_new (&line, FALSE, may_write));
    }
  return group;
}
