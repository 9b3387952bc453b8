/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who sits in which workshop; see the header. */
#include "config.h"

#include "lotse-workshops.h"

#include <string.h>

static void
seats_free (LotseWorkshopSeats *seats)
{
  g_free (seats->item);
  g_free (seats->title);
  g_free (seats->starts_at);
  g_free (seats->ends_at);
  g_ptr_array_unref (seats->seated);
  g_ptr_array_unref (seats->waiting);
  g_free (seats);
}

/* --- Workshops ---------------------------------------------------------------------------------------------- */

static char *
dup_or_empty (const LotseRecord *record, const char *field)
{
  const char *value = lotse_record_get (record, field);

  return g_strdup (value != NULL ? value : "");
}

static LotseWorkshopSeats *
seats_new (LotseRecord *item)
{
  LotseWorkshopSeats *seats = g_new0 (LotseWorkshopSeats, 1);

  seats->item = g_strdup (lotse_record_get_id (item));
  seats->title = dup_or_empty (item, "title");
  seats->starts_at = dup_or_empty (item, "starts_at");
  seats->ends_at = dup_or_empty (item, "ends_at");
  seats->capacity = lotse_record_get_int (item, "capacity", -1);
  seats->seated = g_ptr_array_new ();
  seats->waiting = g_ptr_array_new ();
  return seats;
}

static int
compare_seats (gconstpointer a, gconstpointer b)
{
  const LotseWorkshopSeats *one = *(const LotseWorkshopSeats *const *) a, *other = *(const LotseWorkshopSeats *const *) b;
  int order = strcmp (one->starts_at, other->starts_at);

  order = order != 0 ? order : strcmp (one->title, other->title);
  return order != 0 ? order : strcmp (one->item, other->item);
}

typedef struct
{
  LotseStore *store;
  const LotseGuests *guests;
  GPtrArray *workshops;
  GHashTable *merged;  /* id of an item -> id of the item that it was merged with */
  GHashTable *by_item; /* id -> LotseWorkshopSeats */
} Seating;

static gboolean
add_workshops (Seating *seating, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("agenda_item"));
  g_autoptr (GPtrArray) items = NULL;

  if (!lotse_query_where (query, "event", LOTSE_QUERY_EQUAL, lotse_record_get_id (seating->guests->event), error))
    return FALSE;
  items = lotse_store_list (seating->store, query, error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      LotseRecord *item = items->pdata[i];
      const char *other = lotse_record_get (item, "merged_with");

      if (other != NULL)
        g_hash_table_insert (seating->merged, g_strdup (lotse_record_get_id (item)), g_strdup (other));
      else if (g_strcmp0 (lotse_record_get (item, "type"), "workshop") == 0)
        g_ptr_array_add (seating->workshops, seats_new (item));
    }
  g_ptr_array_sort (seating->workshops, compare_seats);
  for (guint i = 0; i < seating->workshops->len; i++)
    g_hash_table_insert (seating->by_item, ((LotseWorkshopSeats *) seating->workshops->pdata[i])->item, seating->workshops->pdata[i]);
  return items != NULL;
}

/* The workshop that is held in the place of the chosen one; NULL if it is none of the event. */
static LotseWorkshopSeats *
workshop_of (Seating *seating, const char *item)
{
  /* Two laptops may merge in a circle; more steps than items are one. */
  for (guint i = 0; item != NULL && i <= g_hash_table_size (seating->merged); i++)
    {
      LotseWorkshopSeats *found = g_hash_table_lookup (seating->by_item, item);

      if (found != NULL)
        return found;
      item = g_hash_table_lookup (seating->merged, item);
    }
  return NULL;
}

/* --- Seats -------------------------------------------------------------------------------------------------- */

static gboolean
has_seat (const LotseWorkshopSeats *seats)
{
  return seats->capacity < 0 || seats->seated->len < (guint64) seats->capacity;
}

/* Without times the organiser did not say that they are apart. */
static gboolean
at_the_same_time (const LotseWorkshopSeats *one, const LotseWorkshopSeats *other)
{
  if (*one->starts_at == '\0' || *other->starts_at == '\0')
    return TRUE;
  if (*one->ends_at == '\0' || *other->ends_at == '\0')
    return g_str_equal (one->starts_at, other->starts_at);
  return strcmp (one->starts_at, other->ends_at) < 0 && strcmp (other->starts_at, one->ends_at) < 0;
}

static gboolean
sits_beside (Seating *seating, const LotseGuest *guest, const LotseWorkshopSeats *seats)
{
  for (guint i = 0; i < seating->workshops->len; i++)
    {
      LotseWorkshopSeats *other = seating->workshops->pdata[i];

      if (at_the_same_time (seats, other) && g_ptr_array_find (other->seated, guest, NULL))
        return TRUE;
    }
  return FALSE;
}

/* A seat of the second choices that are held while the first would have been. */
static gboolean
take_second (Seating *seating, const LotseGuest *guest, const LotseWorkshopSeats *first, GStrv second)
{
  for (guint i = 0; second[i] != NULL; i++)
    {
      LotseWorkshopSeats *seats = workshop_of (seating, second[i]);

      if (seats != NULL && has_seat (seats) && at_the_same_time (first, seats) && !sits_beside (seating, guest, seats))
        {
          g_ptr_array_add (seats->seated, (gpointer) guest);
          return TRUE;
        }
    }
  return FALSE;
}

static void
seat (Seating *seating, const LotseGuest *guest, LotseRecord *registration)
{
  g_auto (GStrv) first = lotse_record_list_elements (registration, "workshops");
  g_auto (GStrv) second = lotse_record_list_elements (registration, "second_workshops");

  for (guint i = 0; first[i] != NULL; i++)
    {
      LotseWorkshopSeats *seats = workshop_of (seating, first[i]);

      /* Two choices that were merged are one. */
      if (seats == NULL || g_ptr_array_find (seats->seated, guest, NULL) || g_ptr_array_find (seats->waiting, guest, NULL))
        continue;
      if (has_seat (seats))
        g_ptr_array_add (seats->seated, (gpointer) guest);
      else if (!take_second (seating, guest, seats, second))
        g_ptr_array_add (seats->waiting, (gpointer) guest);
    }
}

/* The same order as that of the waiting list. */
static int
compare_registrations (gconstpointer a, gconstpointer b)
{
  LotseRecord *one = *(LotseRecord *const *) a, *other = *(LotseRecord *const *) b;
  int order = g_strcmp0 (lotse_record_get (one, "registered_at"), lotse_record_get (other, "registered_at"));

  order = order != 0 ? order : g_strcmp0 (lotse_record_get (one, "turn"), lotse_record_get (other, "turn"));
  return order != 0 ? order : strcmp (lotse_record_get_id (one), lotse_record_get_id (other));
}

static gboolean
seat_all (Seating *seating, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("registration"));
  g_autoptr (GPtrArray) registrations = NULL;
  g_autoptr (GHashTable) guests = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < seating->guests->guests->len; i++)
    {
      const LotseGuest *guest = seating->guests->guests->pdata[i];

      if (g_strcmp0 (guest->state, "registered") == 0)
        g_hash_table_insert (guests, guest->registration, (gpointer) guest);
    }
  if (!lotse_query_where (query, "event", LOTSE_QUERY_EQUAL, lotse_record_get_id (seating->guests->event), error) ||
      !lotse_query_where (query, "workshops", LOTSE_QUERY_NOT_EMPTY, NULL, error))
    return FALSE;
  registrations = lotse_store_list (seating->store, query, error);
  if (registrations == NULL)
    return FALSE;
  g_ptr_array_sort (registrations, compare_registrations);
  for (guint i = 0; i < registrations->len; i++)
    {
      const LotseGuest *guest = g_hash_table_lookup (guests, lotse_record_get_id (registrations->pdata[i]));

      if (guest != NULL)
        seat (seating, guest, registrations->pdata[i]);
    }
  return TRUE;
}

static gboolean
run_load (LotseStore *store, gpointer data, GError **error)
{
  Seating *seating = data;

  return add_workshops (seating, error) && seat_all (seating, error);
}

/**
 * lotse_workshops_load:
 * @guests: the guests of an event; must live as long as the result
 *
 * Returns: (transfer full) (element-type LotseWorkshopSeats): the workshops with who sits in them, the earliest first; %NULL
 *   with an error of the store
 */
GPtrArray *
lotse_workshops_load (LotseStore *store, const LotseGuests *guests, GError **error)
{
  g_autoptr (GPtrArray) workshops = g_ptr_array_new_with_free_func ((GDestroyNotify) seats_free);
  g_autoptr (GHashTable) merged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) by_item = g_hash_table_new (g_str_hash, g_str_equal);
  Seating seating = { store, guests, workshops, merged, by_item };

  return lotse_store_run (store, run_load, &seating, error) ? g_steal_pointer (&workshops) : NULL;
}

/**
 * lotse_workshops_of:
 * @workshops: (element-type LotseWorkshopSeats): of lotse_workshops_load()
 * @person: the id of the person who stands
 *
 * Returns: (transfer full): titles of the workshops in which that person has a seat, the earliest first; may be empty
 */
char **
lotse_workshops_of (GPtrArray *workshops, const char *person)
{
  GPtrArray *titles = g_ptr_array_new ();

  for (guint i = 0; i < workshops->len; i++)
    {
      const LotseWorkshopSeats *seats = workshops->pdata[i];

      for (guint g = 0; g < seats->seated->len; g++)
        if (g_str_equal (((const LotseGuest *) seats->seated->pdata[g])->person, person))
          g_ptr_array_add (titles, g_strdup (seats->title));
    }
  g_ptr_array_add (titles, NULL);
  return (char **) g_ptr_array_free (titles, FALSE);
}
