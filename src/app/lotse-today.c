/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the view Today says; see the header.
 *
 * Load: a few thousand pairs and tasks; each section is limited.  Everything but the two last functions runs on the
 * database thread.
 */
#include "config.h"

#include "lotse-today-private.h"

#include "lotse-calendar.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-sheets.h"
#include "lotse-store-records.h"

#include <glib/gi18n.h>

#define TASKS_AHEAD 7
#define MEETINGS_AHEAD 7
#define EVENTS_AHEAD 7

void
lotse_today_item_free (LotseTodayItem *self)
{
  if (self == NULL)
    return;
  g_free (self->kind);
  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->due);
  g_free (self->when);
  g_free (self->record);
  g_free (self->name);
  g_free (self->email);
  g_free (self->phone);
  g_free (self);
}

LotseTodayItem *
lotse_today_item_new (LotseTodaySection section, LotseRecord *record)
{
  LotseTodayItem *item = g_new0 (LotseTodayItem, 1);

  item->section = section;
  item->kind = g_strdup (lotse_record_get_kind (record)->name);
  item->id = g_strdup (lotse_record_get_id (record));
  item->record = g_strdup (item->id);
  return item;
}

void
lotse_today_item_set_contact (LotseStore *store, LotseTodayItem *item, const char *id)
{
  g_autoptr (LotseRecord) record = id != NULL ? lotse_store_get_standing (store, id, NULL) : NULL;
  const LotseKind *kind = record != NULL ? lotse_record_get_kind (record) : NULL;

  if (kind == NULL || lotse_kind_field (kind, "phone") == NULL)
    return;
  item->name = lotse_job_title (store, record);
  item->email = g_strdup (lotse_record_get (record, "email"));
  if (lotse_kind_field (kind, "mobile") != NULL)
    item->phone = g_strdup (lotse_record_get (record, "mobile"));
  if (item->phone == NULL)
    item->phone = g_strdup (lotse_record_get (record, "phone"));
}

static GPtrArray *
run (LotseStore *store, LotseQuery *query)
{
  GPtrArray *found = lotse_store_list (store, query, NULL);

  return found != NULL ? found : g_ptr_array_new ();
}

/* --- Tasks -------------------------------------------------------------------------------------------------- */

/* How it repeats and what it belongs to, or NULL. */
static char *
task_subtitle (LotseStore *store, const LotseRecord *task)
{
  const char *repeats = lotse_record_get (task, "repeats"), *attached = lotse_record_get (task, "attached");
  g_autofree char *how = repeats != NULL ? lotse_format_value (lotse_kind_field (lotse_record_get_kind (task), "repeats"), repeats) : NULL;
  g_autofree char *title = attached != NULL ? lotse_job_title_of (store, attached) : NULL;

  if (how != NULL && title != NULL)
    return g_strdup_printf ("%s · %s", how, title);
  return how != NULL ? g_steal_pointer (&how) : g_steal_pointer (&title);
}

/* Those that the query finds among the open ones, if they are the person's own or nobody's. */
static void
add_tasks (LotseStore *store, LotseQuery *query, const char *person, guint *n, GPtrArray *items)
{
  g_autoptr (GPtrArray) found = NULL;

  lotse_query_where (query, "done_on", LOTSE_QUERY_EMPTY, NULL, NULL);
  found = run (store, query);
  for (guint i = 0; i < found->len && *n < LOTSE_TODAY_MOST; i++)
    {
      LotseRecord *task = g_ptr_array_index (found, i);
      const char *assignee = lotse_record_get (task, "assignee");
      LotseTodayItem *item;

      if (person != NULL && assignee != NULL && !g_str_equal (person, assignee))
        continue;
      item = lotse_today_item_new (LOTSE_TODAY_TASK, task);
      item->title = g_strdup (lotse_record_get (task, "text"));
      item->due = g_strdup (lotse_record_get (task, "due"));
      item->subtitle = task_subtitle (store, task);
      g_ptr_array_add (items, item);
      (*n)++;
    }
}

/* What is due comes first, what has no date last. */
static void
read_tasks (LotseStore *store, const char *person, GPtrArray *items)
{
  g_autoptr (LotseQuery) dated = lotse_query_new (lotse_kind_find ("task")), undated = lotse_query_new (lotse_kind_find ("task"));
  g_autofree char *until = lotse_format_days_from_now (TASKS_AHEAD);
  guint n = 0;

  lotse_query_where (dated, "due", LOTSE_QUERY_LESS_EQUAL, until, NULL);
  lotse_query_sort (dated, "due", FALSE, NULL);
  add_tasks (store, dated, person, &n, items);
  lotse_query_where (undated, "due", LOTSE_QUERY_EMPTY, NULL, NULL);
  add_tasks (store, undated, person, &n, items);
}

/* --- Paper -------------------------------------------------------------------------------------------------- */

/* Piles of this device, which count nowhere until somebody releases them. */
static void
read_piles (LotseStore *store, GPtrArray *items)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (store, NULL);

  for (guint i = 0; piles != NULL && i < MIN (piles->len, LOTSE_TODAY_MOST); i++)
    {
      const LotsePile *pile = g_ptr_array_index (piles, i);
      const char *id = pile->event != NULL ? pile->event : pile->survey;
      g_autoptr (LotseRecord) record = id != NULL && g_str_equal (pile->way, "paper") ? lotse_store_get_standing (store, id, NULL) : NULL;
      LotseTodayItem *item;

      if (record == NULL || pile->sheets == 0)
        continue;
      item = lotse_today_item_new (LOTSE_TODAY_PILE, record);
      item->title = lotse_job_title (store, record);
      item->subtitle = g_strdup_printf (ngettext ("%u sheet was typed and waits to be released", "%u sheets were typed and wait to be released",
                                                  pile->sheets), pile->sheets);
      g_ptr_array_add (items, item);
    }
}

/* --- Meetings ----------------------------------------------------------------------------------------------- */

static void
add_meeting (LotseStore *store, LotseRecord *session, const char *due, GPtrArray *items)
{
  const char *pair = lotse_record_get (session, "pair");
  g_autoptr (LotseRecord) record = pair != NULL ? lotse_store_get_standing (store, pair, NULL) : NULL;
  LotseTodayItem *item = lotse_today_item_new (LOTSE_TODAY_MEETING, record != NULL ? record : session);

  item->title = lotse_job_title (store, record != NULL ? record : session);
  item->due = g_strdup (due);
  item->subtitle = g_strdup (lotse_record_get (session, "next_step"));
  if (item->subtitle == NULL)
    item->subtitle = g_strdup (lotse_record_get (session, "place"));
  if (record != NULL)
    lotse_today_item_set_contact (store, item, lotse_record_get (record, "mentee"));
  g_ptr_array_add (items, item);
}

static void
read_meetings_by (LotseStore *store, const char *field, const char *from, GPtrArray *items)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("session"));
  g_autofree char *end = lotse_format_days_from_now (MEETINGS_AHEAD + 1);
  g_autoptr (GPtrArray) found = NULL;

  lotse_query_where (query, field, LOTSE_QUERY_GREATER_EQUAL, from, NULL);
  lotse_query_where (query, field, LOTSE_QUERY_LESS, end, NULL);
  lotse_query_sort (query, field, FALSE, NULL);
  lotse_query_limit (query, LOTSE_TODAY_MOST, 0);
  found = run (store, query);
  for (guint i = 0; i < found->len; i++)
    add_meeting (store, g_ptr_array_index (found, i), lotse_record_get (g_ptr_array_index (found, i), field), items);
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const LotseTodayItem *one = *(LotseTodayItem *const *) a;
  const LotseTodayItem *two = *(LotseTodayItem *const *) b;

  return g_strcmp0 (one->due, two->due);
}

static void
read_meetings (LotseStore *store, GPtrArray *items)
{
  g_autoptr (GPtrArray) meetings = g_ptr_array_new ();
  g_autofree char *today = lotse_format_today ();
  g_autofree char *tomorrow = lotse_format_days_from_now (1);

  read_meetings_by (store, "next_meeting", today, meetings);
  read_meetings_by (store, "date", tomorrow, meetings);
  g_ptr_array_sort (meetings, compare_due);
  g_ptr_array_extend_and_steal (items, g_steal_pointer (&meetings));
}

/* --- Events ------------------------------------------------------------------------------------------------- */

/* Each event once, on the next of its days. */
static void
read_events (LotseStore *store, GPtrArray *items)
{
  g_autofree char *today = lotse_format_today ();
  g_autofree char *until = lotse_format_days_from_now (EVENTS_AHEAD);
  g_autoptr (GPtrArray) entries = lotse_calendar_read (store, today, until, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; entries != NULL && i < entries->len && g_hash_table_size (seen) < LOTSE_TODAY_MOST; i++)
    {
      const LotseCalendarEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (LotseRecord) event = entry->id != NULL ? lotse_store_get (store, entry->id, NULL) : NULL;
      LotseTodayItem *item;

      if (event == NULL || g_strcmp0 (entry->state, "cancelled") == 0 || !g_hash_table_add (seen, entry->id))
        continue;
      item = lotse_today_item_new (LOTSE_TODAY_EVENT, event);
      item->title = g_strdup (entry->title);
      item->due = *entry->time != '\0' ? g_strdup_printf ("%sT%s", entry->day, entry->time) : g_strdup (entry->day);
      item->subtitle = g_strdup (lotse_record_get (event, "venue"));
      g_ptr_array_add (items, item);
    }
}

/* --- Quiet pairs ----------------------------------------------------------------------------------------- */

/* Whether any programme may call that pair quiet, as it does not meet and met last so long ago (canonical date). */
static gboolean
may_be_quiet (const LotsePairMeetings *meetings, const char *pair, const char *long_ago)
{
  const char *last = g_hash_table_lookup (meetings->last, pair);

  return !g_hash_table_contains (meetings->planned, pair) && !g_hash_table_contains (meetings->ahead, pair)
         && (last == NULL || strcmp (last, long_ago) <= 0);
}

/* Pairs that meet at all, by title. */
static GPtrArray *
pairs_under_way (LotseStore *store)
{
  static const char *const others[] = { "proposed", "declined", "paused", "completed", "ended_early" };
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("mentoring_pair"));
  GPtrArray *ids;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    lotse_query_where (query, "state", LOTSE_QUERY_NOT_EQUAL, others[i], NULL);
  ids = lotse_store_list_ids (store, query, NULL);
  return ids != NULL ? ids : g_ptr_array_new ();
}

/* Most pairs met lately or will meet, and need not be read. */
static void
read_quiet (LotseStore *store, GPtrArray *items)
{
  const LotseRecords records = lotse_store_records (store);
  g_autoptr (GPtrArray) ids = pairs_under_way (store);
  g_autofree char *today = lotse_format_today ();
  g_autofree char *long_ago = lotse_format_days_from_now (-lotse_quiet_after_least (store));
  g_auto (LotsePairMeetings) meetings = { 0 };
  guint n = 0;

  if (!lotse_pair_meetings_read (&records, NULL, today, &meetings, NULL))
    return;
  for (guint i = 0; i < ids->len && n < LOTSE_TODAY_MOST; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (LotseRecord) pair = may_be_quiet (&meetings, id, long_ago) ? lotse_store_get (store, id, NULL) : NULL;
      g_autoptr (LotseRecord) programme = pair != NULL ? lotse_records_get (&records, lotse_record_get (pair, "programme"), NULL) : NULL;
      g_auto (LotsePairState) state = { 0 };
      LotseTodayItem *item;

      if (pair != NULL)
        lotse_pair_state_of (&meetings, pair, programme, today, &state);
      if (!state.quiet)
        continue;
      item = lotse_today_item_new (LOTSE_TODAY_QUIET, pair);
      item->title = lotse_job_title (store, pair);
      item->subtitle = g_strdup_printf (ngettext ("No meeting for %d day", "No meeting for %d days", (gulong) state.quiet_days),
                                        state.quiet_days);
      lotse_today_item_set_contact (store, item, lotse_record_get (pair, "mentor"));
      g_ptr_array_add (items, item);
      n++;
    }
}

/* --- What came in ------------------------------------------------------------------------------------------- */

/* The record that a row opens: meetings and goals show on the page of their pair. */
static LotseRecord *
shown_record (LotseStore *store, const LotseArrival *arrival)
{
  static const char *const with_page[] = { "person", "organisation", "mentoring_pair", "event", NULL };
  g_autoptr (LotseRecord) record = lotse_store_get (store, arrival->id, NULL);
  const char *pair;

  if (record == NULL || g_strv_contains (with_page, arrival->kind))
    return g_steal_pointer (&record);
  if (lotse_kind_field (lotse_record_get_kind (record), "pair") == NULL)
    return NULL;
  pair = lotse_record_get (record, "pair");
  return pair != NULL ? lotse_store_get (store, pair, NULL) : NULL;
}

/* Since yesterday's first hour. */
static void
read_arrivals (LotseStore *store, GPtrArray *items)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autoptr (GDateTime) since = g_date_time_new_local (g_date_time_get_year (yesterday), g_date_time_get_month (yesterday),
                                                       g_date_time_get_day_of_month (yesterday), 0, 0, 0);
  g_autoptr (GPtrArray) arrivals = lotse_store_arrivals (store, g_date_time_to_unix (since) * 1000, LOTSE_TODAY_MOST, NULL);

  for (guint i = 0; arrivals != NULL && i < arrivals->len; i++)
    {
      const LotseArrival *arrival = g_ptr_array_index (arrivals, i);
      g_autoptr (LotseRecord) record = shown_record (store, arrival);
      LotseTodayItem *item;

      if (record == NULL)
        continue;
      item = lotse_today_item_new (LOTSE_TODAY_ARRIVED, record);
      item->title = g_strdup (arrival->title);
      item->subtitle = g_strdup_printf ("%s · %s", lotse_kind_label (lotse_kind_find (arrival->kind)), arrival->by);
      g_ptr_array_add (items, item);
    }
}

/* --- All of it ---------------------------------------------------------------------------------------------- */

/* Moves those of one section behind the others. */
static void
take_section (GPtrArray *dates, LotseTodaySection section, GPtrArray *items)
{
  for (guint i = 0; i < dates->len;)
    if (((LotseTodayItem *) g_ptr_array_index (dates, i))->section == section)
      g_ptr_array_add (items, g_ptr_array_steal_index (dates, i));
    else
      i++;
}

GPtrArray *
lotse_today_load (LotseStore *store, const char *person)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_today_item_free);
  g_autoptr (GPtrArray) dates = lotse_today_read_dates (store);

  take_section (dates, LOTSE_TODAY_DEADLINE, items);
  read_tasks (store, person, items);
  read_piles (store, items);
  read_meetings (store, items);
  read_events (store, items);
  read_quiet (store, items);
  take_section (dates, LOTSE_TODAY_EXPIRES, items);
  take_section (dates, LOTSE_TODAY_ERASE, items);
  read_arrivals (store, items);
  return items;
}

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_today_load (store, data);
}

void
lotse_today_load_async (LotseStore *store, const char *person, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, g_strdup (person), g_free, (GDestroyNotify) g_ptr_array_unref, callback, user_data);
}

GPtrArray *
lotse_today_load_finish (GAsyncResult *result, GError **error)
{
  return lotse_job_array_finish (result, error);
}
