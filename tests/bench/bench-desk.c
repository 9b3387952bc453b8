/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long a door takes:
 *
 *   bench-desk FOLDER fill PEOPLE             an event with so many registered people; prints its id
 *   bench-desk FOLDER keys EVENT QUERIES      loading, then a key press to the rows
 *   bench-desk FOLDER sign-in EVENT DOOR FIRST COUNT   Enter to durable, for so many of the registered people
 *
 * Prints milliseconds: "keys" of loading, then the 50th and 99th hundredth and the longest; "sign-in" the last three.
 */
#include "bench.h"

#include "lotse-desk.h"
#include "lotse-id.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const given[] = { "Amina", "Yusuf", "Olena", "Mehmet", "Thị Ngọc", "Karim", "Svitlana", "Anna", "Björn", "Zeynep",
                                     "Łukasz", "Farid", "Mariam", "Tesfaye", "Leyla", "Jürgen", "Muhammad", "Serhij" };
static const char *const middle[] = { "ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "za" };
static const char *const family[] = { "Haddad", "Kovalchuk", "Yıldız", "Nguyễn", "Müller", "Weiß", "Şahin", "Nowak", "Petrović",
                                      "Abebe", "Rahimi", "Schäfer", "Öztürk", "Alami", "von der Heide", "O'Neill" };

static void
die (const GError *error)
{
  fprintf (stderr, "bench-desk: %s\n", error != NULL ? error->message : "nothing found for a name that is there");
  exit (1);
}

static void
print_times (GArray *times)
{
  g_array_sort (times, compare_doubles);
  printf ("%.3f %.3f %.3f\n", g_array_index (times, double, times->len / 2), g_array_index (times, double, times->len * 99 / 100),
          g_array_index (times, double, times->len - 1));
}

/* The same name for a number each time; every third word is one of a thousand. */
static char *
make_name (guint number)
{
  g_autofree char *syllables = g_strconcat (middle[number % 10], middle[number / 10 % 10], middle[number / 100 % 10], NULL);

  syllables[0] = g_ascii_toupper (syllables[0]);
  return g_strdup_printf ("%s %s %s", given[number * 7 % G_N_ELEMENTS (given)], syllables, family[number * 11 % G_N_ELEMENTS (family)]);
}

static LotseRecord *
add (GPtrArray *records, const char *kind, const char *id)
{
  LotseRecord *record = lotse_record_new (lotse_kind_find (kind), id);

  g_ptr_array_add (records, record);
  return record;
}

static int
fill (LotseStore *store, guint n)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  LotseRecord *event = add (records, "event", NULL);

  lotse_record_set (event, "title_de", "Große Tagung", NULL);
  lotse_record_set (event, "date", "2026-11-28", NULL);
  for (guint i = 0; i < MAX (n / 20, 1); i++)
    {
      g_autofree char *name = g_strdup_printf ("Verein %s%s %u", middle[i % 10], middle[i / 10 % 10], i);

      lotse_record_set (add (records, "organisation", NULL), "name", name, NULL);
    }
  for (guint i = 0; i < n; i++)
    {
      LotseRecord *person = add (records, "person", NULL);
      g_autofree char *name = make_name (i);
      g_autofree char *id = lotse_id_derive ("registration", lotse_record_get_id (event), lotse_record_get_id (person), NULL);
      LotseRecord *registration = add (records, "registration", id);

      lotse_record_set (person, "display_name", name, NULL);
      lotse_record_set (registration, "event", lotse_record_get_id (event), NULL);
      lotse_record_set (registration, "person", lotse_record_get_id (person), NULL);
      lotse_record_set (registration, "organisation", lotse_record_get_id (records->pdata[1 + i % MAX (n / 20, 1)]), NULL);
      lotse_record_set (registration, "state", "registered", NULL);
    }
  if (!lotse_store_save_many (store, records, NULL, NULL, NULL, NULL, &error))
    die (error);
  printf ("%s\n", lotse_record_get_id (event));
  return 0;
}

static int
keys (LotseStore *store, const char *event, guint n)
{
  g_autoptr (LotseDesk) desk = lotse_desk_new (store, event, NULL, "Nord");
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (!lotse_desk_load (desk, &error))
    die (error);
  printf ("%.0f ", (double) (g_get_monotonic_time () - start) / 1000.0);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = make_name (i * 37);
      glong letters = MIN (1 + (glong) (i % 14), g_utf8_strlen (name, -1));
      g_autofree char *typed = g_utf8_substring (name, 0, letters);
      g_autoptr (GPtrArray) rows = NULL;
      double ms;

      start = g_get_monotonic_time ();
      rows = lotse_desk_search (desk, typed, &error);
      ms = (double) (g_get_monotonic_time () - start) / 1000.0;
      if (rows == NULL || rows->len == 0)
        die (error);
      g_array_append_val (times, ms);
    }
  print_times (times);
  return 0;
}

static int
sign_in (LotseStore *store, const char *event, const char *door, guint first, guint count)
{
  g_autoptr (LotseDesk) desk = lotse_desk_new (store, event, NULL, door);
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, event, NULL);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;

  if (guests == NULL || guests->guests->len < first + count || !lotse_desk_load (desk, &error))
    die (error);
  for (guint i = 0; i < count; i++)
    {
      const LotseGuest *guest = guests->guests->pdata[first + i];
      gint64 start = g_get_monotonic_time ();
      LotseSignIn *result = lotse_desk_sign_in (desk, guest->person, NULL, &error);
      double ms = (double) (g_get_monotonic_time () - start) / 1000.0;

      if (result == NULL)
        die (error);
      lotse_sign_in_unref (result);
      g_array_append_val (times, ms);
    }
  print_times (times);
  return 0;
}

static guint
number (const char *text)
{
  return (guint) strtoul (text, NULL, 10);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseStore) store = NULL;
  int status = 2;

  if (argc < 4)
    return 2;
  store = lotse_store_open (argv[1], LOTSE_KEY_FILE, NULL, NULL, &error);
  if (store == NULL)
    die (error);
  if (strcmp (argv[2], "fill") == 0)
    status = fill (store, number (argv[3]));
  else if (strcmp (argv[2], "keys") == 0 && argc == 5)
    status = keys (store, argv[3], number (argv[4]));
  else if (strcmp (argv[2], "sign-in") == 0 && argc == 7)
    status = sign_in (store, argv[3], argv[4], number (argv[5]), number (argv[6]));
  lotse_store_close (store);
  return status;
}
