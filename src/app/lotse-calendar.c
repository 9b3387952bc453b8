/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens on which day; see the header.
 *
 * Load: the events of some weeks, some dozens; found by the index of their first day.
 */
#include "config.h"

#include "lotse-calendar.h"

#include "lotse-event.h"
#include "lotse-feasts.h"
#include "lotse-home-state.h"
#include "lotse-jobs.h"
#include "lotse-language.h"
#include "lotse-value.h"

#include <string.h>

#define LONGEST_EVENT_DAYS 62 /* between its first day, by which it is found, and its last one */

typedef struct
{
  char *first, *last;
} Range;

static void
range_free (gpointer data)
{
  g_free (((Range *) data)->first);
  g_free (((Range *) data)->last);
  g_free (data);
}

void
lotse_calendar_entry_free (LotseCalendarEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->day);
  g_free (self->time);
  g_free (self->title);
  g_free (self->id);
  g_free (self->state);
  g_free (self);
}

static void
add_slot (GPtrArray *entries, LotseRecord *event, const LotseSlot *slot, const char *first, const char *last)
{
  const char *time = strchr (slot->start, 'T');
  g_autofree char *day = g_strndup (slot->start, 10);
  LotseCalendarEntry *entry;

  if (*day == '\0' || strcmp (day, first) < 0 || strcmp (day, last) > 0)
    return;
  entry = g_new0 (LotseCalendarEntry, 1);
  entry->day = g_steal_pointer (&day);
  entry->time = g_strdup (time != NULL ? time + 1 : "");
  entry->title = g_strdup (lotse_event_title (event, lotse_language_current ()));
  entry->id = g_strdup (lotse_record_get_id (event));
  entry->state = g_strdup (lotse_record_get (event, "state"));
  g_ptr_array_add (entries, entry);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const LotseCalendarEntry *one = *(LotseCalendarEntry *const *) a, *other = *(LotseCalendarEntry *const *) b;
  int order = strcmp (one->day, other->day);

  if (order == 0)
    order = (one->id != NULL) - (other->id != NULL);
  return order != 0 ? order : strcmp (one->time, other->time);
}

static char *
days_before (const char *day, int days)
{
  GDate date;

  g_date_clear (&date, 1);
  if (!lotse_value_read_date (day, &date))
    return g_strdup (day);
  g_date_subtract_days (&date, (guint) days);
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

GPtrArray *
lotse_calendar_read (LotseStore *store, const char *first, const char *last, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("event"));
  g_autofree char *earliest = days_before (first, LONGEST_EVENT_DAYS);
  g_autoptr (GPtrArray) events = NULL;
  GPtrArray *entries;

  if (!lotse_query_where (query, "date", LOTSE_QUERY_GREATER_EQUAL, earliest, error)
      || !lotse_query_where (query, "date", LOTSE_QUERY_LESS_EQUAL, last, error))
    return NULL;
  events = lotse_store_list (store, query, error);
  if (events == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_calendar_entry_free);
  for (guint i = 0; i < events->len; i++)
    {
      LotseRecord *event = g_ptr_array_index (events, i);
      g_autoptr (GPtrArray) slots = lotse_event_dup_slots (event);

      for (guint slot = 0; slot < slots->len; slot++)
        add_slot (entries, event, g_ptr_array_index (slots, slot), first, last);
    }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

/* Public holidays of the state that was chosen, and feasts. */
static void
add_feasts (LotseStore *store, GPtrArray *entries, const Range *range)
{
  g_autofree char *state = lotse_home_state_get (store, NULL);
  g_autoptr (GPtrArray) feasts = lotse_feasts_near (range->first, range->last, state);

  for (guint i = 0; i < feasts->len; i++)
    {
      const LotseFeast *feast = g_ptr_array_index (feasts, i);
      LotseCalendarEntry *entry = g_new0 (LotseCalendarEntry, 1);

      entry->day = g_strdup (feast->date);
      entry->time = g_strdup ("");
      entry->title = g_strdup (feast->name);
      g_ptr_array_add (entries, entry);
    }
}

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Range *range = data;
  GPtrArray *entries = lotse_calendar_read (store, range->first, range->last, error);

  if (entries != NULL)
    {
      add_feasts (store, entries, range);
      g_ptr_array_sort (entries, compare_entries);
    }
  return entries;
}

void
lotse_calendar_load_async (LotseStore *store, const char *first, const char *last, GAsyncReadyCallback callback, gpointer user_data)
{
  Range *range = g_new0 (Range, 1);

  range->first = g_strdup (first);
  range->last = g_strdup (last);
  lotse_job_run (store, load_job, range, range_free, (GDestroyNotify) g_ptr_array_unref, callback, user_data);
}

GPtrArray *
lotse_calendar_load_finish (GAsyncResult *result, GError **error)
{
  return lotse_job_array_finish (result, error);
}
