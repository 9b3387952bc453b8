/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long a search takes in a profile: bench-find FOLDER QUERIES prints the 50th and 99th hundredth and the longest, in ms.
 *
 * The words are the titles of people of the profile, cut after one letter, two, and so on, as somebody types them.
 */
#include "bench.h"

#include "lotse-store.h"

#include <stdio.h>
#include <stdlib.h>

static char *
first_letters (const char *text, glong n)
{
  return g_utf8_substring (text, 0, MIN (n, g_utf8_strlen (text, -1)));
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseStore) store = NULL;
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  guint n_queries = argc == 3 ? (guint) strtoul (argv[2], NULL, 10) : 0;

  if (n_queries == 0)
    return 2;
  store = lotse_store_open (argv[1], LOTSE_KEY_FILE, NULL, NULL, &error);
  lotse_query_limit (query, 200, 0);
  people = store != NULL ? lotse_store_list (store, query, &error) : NULL;
  if (people == NULL || people->len == 0)
    {
      fprintf (stderr, "bench-find: %s\n", error != NULL ? error->message : "no people");
      return 1;
    }
  for (guint i = 0; i < n_queries; i++)
    {
      g_autofree char *title = lotse_record_dup_title (g_ptr_array_index (people, i % people->len));
      g_autofree char *typed = first_letters (title, 1 + (glong) (i / people->len) % 12);
      g_autoptr (GPtrArray) hits = NULL;
      gint64 start = g_get_monotonic_time ();
      double ms;

      hits = lotse_store_find (store, typed, NULL, 8, &error);
      ms = (double) (g_get_monotonic_time () - start) / 1000.0;
      if (hits == NULL || hits->len == 0)
        {
          fprintf (stderr, "bench-find: nothing found for a name that is there\n");
          return 1;
        }
      g_array_append_val (times, ms);
    }
  g_array_sort (times, compare_doubles);
  printf ("%.3f %.3f %.3f\n", g_array_index (times, double, times->len / 2), g_array_index (times, double, times->len * 99 / 100),
          g_array_index (times, double, times->len - 1));
  lotse_store_close (store);
  return 0;
}
