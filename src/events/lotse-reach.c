/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting organisations and people; see the header. */
#include "config.h"

#include "lotse-reach.h"

#include "lotse-collate.h"
#include "lotse-event.h"
#include "lotse-fold.h"
#include "lotse-guests.h"

#include <string.h>

static void
event_free (LotseReachEvent *event)
{
  g_free (event->event);
  g_free (event->title);
  g_free (event->date);
  g_free (event);
}

static void
organisation_free (LotseReachOrganisation *organisation)
{
  g_free (organisation->organisation);
  g_free (organisation->name);
  g_free (organisation);
}

void
lotse_reach_free (LotseReach *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->organisations, g_ptr_array_unref);
  g_clear_pointer (&self->times, g_array_unref);
  g_free (self);
}

/* What one organisation sent to one event. */
typedef struct
{
  guint signed_in;
  guint counted; /* by participations */
} Visit;

typedef struct
{
  LotseStore *store;
  const LotseReachFilter *filter;
  LotseReach *reach;
  GHashTable *events;        /* id -> table of visits: key of the organisation, "" for none -> Visit */
  GHashTable *standing;      /* id -> record that stands, or NULL */
  GHashTable *organisations; /* key -> LotseReachOrganisation */
  GHashTable *attended;      /* the tables of visits of events at which somebody signed in */
  GHashTable *known;         /* ids of people */
} Loading;

static LotseRecord *
standing (Loading *loading, const char *id)
{
  gpointer known = NULL;

  if (id != NULL && !g_hash_table_lookup_extended (loading->standing, id, NULL, &known))
    {
      known = lotse_store_get_standing (loading->store, id, NULL);
      g_hash_table_insert (loading->standing, g_strdup (id), known);
    }
  return known;
}

/* The organisation's key in all tables: the id of the one that stands, or its folded name. */
static const char *
organisation_key (Loading *loading, const char *id, const char *typed)
{
  LotseRecord *record = standing (loading, id);
  const char *name = record != NULL ? lotse_record_get (record, "name") : typed;
  g_autofree char *key = NULL;
  LotseReachOrganisation *organisation;
  gpointer kept;

  if (record != NULL)
    id = lotse_record_get_id (record);
  key = id != NULL ? g_strdup (id) : lotse_fold (typed != NULL ? typed : "");
  if (*key == '\0')
    return "";
  if (g_hash_table_lookup_extended (loading->organisations, key, &kept, NULL))
    return kept;
  organisation = g_new0 (LotseReachOrganisation, 1);
  organisation->organisation = g_strdup (id);
  organisation->name = g_strdup (name != NULL ? name : "");
  g_hash_table_insert (loading->organisations, key, organisation);
  return g_steal_pointer (&key);
}

static Visit *
visit_of (GHashTable *visits, const char *key)
{
  Visit *visit = g_hash_table_lookup (visits, key);

  if (visit == NULL)
    {
      visit = g_new0 (Visit, 1);
      g_hash_table_insert (visits, g_strdup (key), visit);
    }
  return visit;
}

static void
add_participation (Loading *loading, LotseRecord *record, GHashTable *visits)
{
  gint64 people = lotse_record_get_int (record, "people", 0);

  if (people > 0)
    visit_of (visits, organisation_key (loading, lotse_record_get (record, "organisation"), NULL))->counted += (guint) people;
}

/* Only that there is somebody: the list of guests says who counts, and for whom. */
static void
add_attendance (Loading *loading, LotseRecord *record, GHashTable *visits)
{
  g_hash_table_add (loading->attended, visits);
}

/* Sign-ins count as they do at the desk and in the event's list: each human once, for one organisation, in one role. */
static gboolean
add_guests (Loading *loading, const char *event, GHashTable *visits, GError **error)
{
  g_autoptr (LotseGuests) guests = lotse_guests_load (loading->store, event, error);

  for (guint i = 0; guests != NULL && i < guests->guests->len; i++)
    {
      const LotseGuest *guest = guests->guests->pdata[i];

      if (!lotse_guest_counts (guest) || !lotse_guest_came (guest, NULL))
        continue;
      visit_of (visits, organisation_key (loading, guest->organisation, guest->organisation_name))->signed_in++;
      g_hash_table_add (loading->known, g_strdup (guest->person));
    }
  return guests != NULL;
}

static gboolean
add_all_guests (Loading *loading, GError **error)
{
  for (guint i = 0; i < loading->reach->events->len; i++)
    {
      const char *event = ((LotseReachEvent *) loading->reach->events->pdata[i])->event;
      GHashTable *visits = g_hash_table_lookup (loading->events, event);

      if (g_hash_table_contains (loading->attended, visits) && !add_guests (loading, event, visits, error))
        return FALSE;
    }
  return TRUE;
}

/* All records of the kind once, or those of the few events that are asked for. */
static gboolean
add_all (Loading *loading, const char *kind, void (*add) (Loading *loading, LotseRecord *record, GHashTable *visits), GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  g_autoptr (GPtrArray) records = NULL;

  if (loading->reach->events->len == 1
      && !lotse_query_where (query, "event", LOTSE_QUERY_EQUAL, ((LotseReachEvent *) loading->reach->events->pdata[0])->event, error))
    return FALSE;
  records = lotse_store_list (loading->store, query, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const char *event = lotse_record_get (records->pdata[i], "event");
      GHashTable *visits = event != NULL ? g_hash_table_lookup (loading->events, event) : NULL;

      if (visits != NULL)
        add (loading, records->pdata[i], visits);
    }
  return records != NULL;
}

static void
add_event (Loading *loading, LotseRecord *record)
{
  LotseReachEvent *event;

  if (g_hash_table_contains (loading->events, lotse_record_get_id (record)))
    return;
  event = g_new0 (LotseReachEvent, 1);
  event->event = g_strdup (lotse_record_get_id (record));
  event->title = g_strdup (lotse_event_title (record, NULL));
  event->date = g_strdup (lotse_record_get (record, "date"));
  g_ptr_array_add (loading->reach->events, event);
  g_hash_table_insert (loading->events, g_strdup (event->event),
                       g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free));
}

static gboolean
add_named_events (Loading *loading, GError **error)
{
  for (guint i = 0; loading->filter->events[i] != NULL; i++)
    {
      g_autoptr (LotseRecord) event = lotse_store_get (loading->store, loading->filter->events[i], error);

      if (event == NULL)
        return FALSE;
      add_event (loading, event);
    }
  return TRUE;
}

/* Whether an event is one of the centre's own. */
static gboolean
counts (LotseRecord *event)
{
  return g_strcmp0 (lotse_record_get (event, "counts_as"), "attended") != 0;
}

static gboolean
add_events (Loading *loading, GError **error)
{
  const LotseReachFilter *filter = loading->filter;
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("event"));
  g_autoptr (GPtrArray) events = NULL;

  if ((filter->format != NULL && !lotse_query_where (query, "format", LOTSE_QUERY_EQUAL, filter->format, error))
      || (filter->series != NULL && !lotse_query_where (query, "series", LOTSE_QUERY_EQUAL, filter->series, error))
      || (filter->from != NULL && !lotse_query_where (query, "date", LOTSE_QUERY_GREATER_EQUAL, filter->from, error))
      || (filter->to != NULL && !lotse_query_where (query, "date", LOTSE_QUERY_LESS_EQUAL, filter->to, error)))
    return FALSE;
  events = lotse_store_list (loading->store, query, error);
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const char *date = lotse_record_get (events->pdata[i], "date");

      if (counts (events->pdata[i]) && (date != NULL || (filter->from == NULL && filter->to == NULL)))
        add_event (loading, events->pdata[i]);
    }
  return events != NULL;
}

static void
count_event (Loading *loading, LotseReachEvent *event)
{
  GHashTableIter visits;
  gpointer key, value;

  g_hash_table_iter_init (&visits, g_hash_table_lookup (loading->events, event->event));
  while (g_hash_table_iter_next (&visits, &key, &value))
    {
      const Visit *visit = value;
      guint people = visit->signed_in > 0 ? visit->signed_in : visit->counted;
      LotseReachOrganisation *organisation = g_hash_table_lookup (loading->organisations, key);

      event->people += people;
      if (organisation == NULL)
        continue;
      event->organisations++;
      organisation->events++;
      organisation->people += people;
    }
  loading->reach->visits += event->organisations;
  loading->reach->people += event->people;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const LotseReachEvent *one = *(const LotseReachEvent *const *) a, *other = *(const LotseReachEvent *const *) b;
  int order = strcmp (one->date != NULL ? one->date : "~", other->date != NULL ? other->date : "~");

  return order != 0 ? order : strcmp (one->event, other->event);
}

static int
compare_organisations (gconstpointer a, gconstpointer b)
{
  const LotseReachOrganisation *one = *(const LotseReachOrganisation *const *) a, *other = *(const LotseReachOrganisation *const *) b;
  int order = lotse_collate_compare (one->name, other->name, NULL);

  return order != 0 ? order : g_strcmp0 (one->organisation, other->organisation);
}

static void
count_organisations (Loading *loading)
{
  LotseReach *reach = loading->reach;
  GHashTableIter all;
  gpointer key, value;

  g_hash_table_iter_init (&all, loading->organisations);
  while (g_hash_table_iter_next (&all, &key, &value))
    {
      LotseReachOrganisation *organisation = value;

      if (organisation->events == 0)
        continue;
      g_hash_table_iter_steal (&all);
      g_free (key);
      if (reach->times->len < organisation->events)
        g_array_set_size (reach->times, organisation->events);
      g_array_index (reach->times, guint, organisation->events - 1)++;
      g_ptr_array_add (reach->organisations, organisation);
    }
  g_ptr_array_sort (reach->organisations, compare_organisations);
}

static gboolean
load (LotseStore *store, gpointer data, GError **error)
{
  Loading *loading = data;
  LotseReach *reach = loading->reach;

  if (loading->filter->events != NULL && loading->filter->events[0] != NULL ? !add_named_events (loading, error) : !add_events (loading, error))
    return FALSE;
  if (!add_all (loading, "participation", add_participation, error) || !add_all (loading, "attendance", add_attendance, error)
      || !add_all_guests (loading, error))
    return FALSE;
  for (guint i = 0; i < reach->events->len; i++)
    count_event (loading, reach->events->pdata[i]);
  g_ptr_array_sort (reach->events, compare_events);
  count_organisations (loading);
  reach->known_people = g_hash_table_size (loading->known);
  return TRUE;
}

static void
unref_if_there (gpointer record)
{
  if (record != NULL)
    g_object_unref (record);
}

/**
 * lotse_reach_load:
 * @store: the device's database
 * @filter: which events
 *
 * Returns: (transfer full): the numbers, or %NULL with an error of the store or NOT_FOUND (one of the events is not here)
 */
LotseReach *
lotse_reach_load (LotseStore *store, const LotseReachFilter *filter, GError **error)
{
  g_autoptr (LotseReach) reach = g_new0 (LotseReach, 1);
  g_autoptr (GHashTable) events = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
  g_autoptr (GHashTable) records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_if_there);
  g_autoptr (GHashTable) organisations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) organisation_free);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) attended = g_hash_table_new (NULL, NULL);
  Loading loading = { .store = store, .filter = filter, .reach = reach, .events = events, .standing = records,
                      .organisations = organisations, .attended = attended, .known = known };

  reach->events = g_ptr_array_new_with_free_func ((GDestroyNotify) event_free);
  reach->organisations = g_ptr_array_new_with_free_func ((GDestroyNotify) organisation_free);
  reach->times = g_array_new (FALSE, TRUE, sizeof (guint));
  return lotse_store_run (store, load, &loading, error) ? g_steal_pointer (&reach) : NULL;
}

/**
 * lotse_reach_list_events:
 * @store: the device's database
 * @query: which events
 *
 * Returns: (transfer full) (element-type utf8): their ids, or %NULL with an error of the store
 */
GPtrArray *
lotse_reach_list_events (LotseStore *store, LotseQuery *query, GError **error)
{
  g_autoptr (GPtrArray) events = lotse_store_list (store, query, error);
  GPtrArray *ids = events != NULL ? g_ptr_array_new_with_free_func (g_free) : NULL;

  for (guint i = 0; events != NULL && i < events->len; i++)
    if (counts (events->pdata[i]))
      g_ptr_array_add (ids, g_strdup (lotse_record_get_id (events->pdata[i])));
  return ids;
}

/**
 * lotse_reach_sum:
 * @parts: (element-type LotseReach): the numbers of each
 * @sum: (out caller-allocates): the numbers of all
 *
 * Adds numbers that were read one by one, without reading anything again.
 */
void
lotse_reach_sum (const GPtrArray *parts, LotseReachSum *sum)
{
  g_autoptr (GHashTable) organisations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  memset (sum, 0, sizeof *sum);
  for (guint i = 0; i < parts->len; i++)
    {
      const LotseReach *part = parts->pdata[i];

      sum->events += part->events->len;
      sum->visits += part->visits;
      sum->people += part->people;
      for (guint o = 0; o < part->organisations->len; o++)
        {
          const LotseReachOrganisation *organisation = part->organisations->pdata[o];

          g_hash_table_add (organisations, organisation->organisation != NULL ? g_strdup (organisation->organisation) : lotse_fold (organisation->name));
        }
    }
  sum->organisations = g_hash_table_size (organisations);
}
