/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long all deadlines of a large centre take: bench-deadlines FOLDER PEOPLE TANDEMS MEETINGS fills a new profile with so many
 * people, tandems, and meetings of each, and prints the ms of listing all deadlines, the median of nine, and how many they are.
 */
#include "bench.h"

#include "lotse-deadlines.h"

#include <stdio.h>
#include <stdlib.h>

#define RUNS 9
#define AT_ONCE 20000 /* records in one saving */

typedef struct
{
  LotseStore *store;
  GPtrArray *records; /* not saved yet */
  GError *error;      /* the first one; from then on nothing is saved any more */
} Filling;

static void
save (Filling *self)
{
  if (self->error == NULL)
    lotse_store_save_many (self->store, self->records, NULL, NULL, NULL, NULL, &self->error);
  g_ptr_array_set_size (self->records, 0);
}

static LotseRecord *
add (Filling *self, const char *kind, const char *field, const char *value)
{
  LotseRecord *record = lotse_record_new (lotse_kind_find (kind), NULL);

  if (self->records->len >= AT_ONCE)
    save (self);
  lotse_record_set (record, field, value, NULL);
  g_ptr_array_add (self->records, record);
  return record;
}

/* A week between two meetings; the last one of each tandem lies 0 to 59 days back, so that some went quiet. */
static void
add_meetings (Filling *self, const char *pair, guint number, guint meetings)
{
  for (guint i = 0; i < meetings; i++)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autoptr (GDateTime) then = g_date_time_add_days (now, -(int) (number * 37 % 60 + 7 * i));
      g_autofree char *day = g_date_time_format (then, "%Y-%m-%d");

      lotse_record_set (add (self, "session", "date", day), "pair", pair, NULL);
    }
}

static gboolean
fill (LotseStore *store, guint people, guint tandems, guint meetings, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  Filling self = { .store = store, .records = records };

  for (guint i = 0; i < people; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);

      g_ptr_array_add (ids, g_strdup (lotse_record_get_id (add (&self, "person", "display_name", name))));
    }
  for (guint i = 0; i < tandems; i++)
    {
      LotseRecord *pair = add (&self, "mentoring_pair", "state", "agreed");
      g_autofree char *id = g_strdup (lotse_record_get_id (pair));

      lotse_record_set (pair, "mentor", ids->pdata[2 * i % people], NULL);
      lotse_record_set (pair, "mentee", ids->pdata[(2 * i + 1) % people], NULL);
      add_meetings (&self, id, i, meetings);
    }
  save (&self);
  if (self.error == NULL)
    return TRUE;
  g_propagate_error (error, self.error);
  return FALSE;
}

static gboolean
measure (LotseStore *store, double times[RUNS], guint *n, GError **error)
{
  for (guint i = 0; i < RUNS; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      g_autoptr (GPtrArray) found = lotse_deadlines_read (store, NULL, LOTSE_DEADLINES_PLAIN, error);

      if (found == NULL)
        return FALSE;
      *n = found->len;
      times[i] = (double) (g_get_monotonic_time () - start) / 1000.0;
    }
  qsort (times, RUNS, sizeof (double), compare_doubles);
  return TRUE;
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
  double times[RUNS];
  guint n = 0;

  if (argc != 5 || number (argv[2]) == 0)
    return 2;
  store = lotse_store_open (argv[1], LOTSE_KEY_FILE, NULL, NULL, &error);
  if (store == NULL || !fill (store, number (argv[2]), number (argv[3]), number (argv[4]), &error) || !measure (store, times, &n, &error))
    {
      fprintf (stderr, "bench-deadlines: %s\n", error->message);
      return 1;
    }
  printf ("%.3f %u\n", times[RUNS / 2], n);
  lotse_store_close (store);
  return 0;
}
