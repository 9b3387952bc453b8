/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the money of an application takes: bench-money FOLDER RECEIPTS fills a new profile and prints the ms of counting all
 * and of all checks, the median of nine each.
 */
#include "bench.h"

#include "lotse-receipts.h"

#include <stdio.h>
#include <stdlib.h>

#define RUNS 9

static GPtrArray *
make_records (guint n)
{
  GPtrArray *records = g_ptr_array_new_with_free_func (g_object_unref);
  LotseRecord *application = lotse_record_new (lotse_kind_find ("application"), NULL);

  lotse_record_set (application, "title", "Bench", NULL);
  g_ptr_array_add (records, application);
  for (guint i = 0; i < n; i++)
    {
      LotseRecord *receipt = lotse_record_new (lotse_kind_find ("receipt"), NULL);
      g_autofree char *number = g_strdup_printf ("2026-%05u", i);
      g_autofree char *amount = g_strdup_printf ("%u", 1 + i * 7919 % 100000);
      g_autofree char *day = g_strdup_printf ("2026-%02u-%02u", 1 + i % 12, 1 + i % 28);

      lotse_record_set (receipt, "application", lotse_record_get_id (application), NULL);
      lotse_record_set (receipt, "number", number, NULL);
      lotse_record_set (receipt, "amount", amount, NULL);
      lotse_record_set (receipt, "paid_on", day, NULL);
      lotse_record_set (receipt, "party", "Hall", NULL);
      g_ptr_array_add (records, receipt);
    }
  return records;
}

static gboolean
measure (LotseStore *store, const char *application, double times[2][RUNS], GError **error)
{
  for (guint i = 0; i < RUNS; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      g_autoptr (LotseMoney) money = lotse_receipts_load_money (store, application, error);
      const gint64 counted = g_get_monotonic_time ();
      g_autoptr (GPtrArray) found = money != NULL ? lotse_receipts_check (store, money, error) : NULL;

      if (found == NULL)
        return FALSE;
      times[0][i] = (double) (counted - start) / 1000.0;
      times[1][i] = (double) (g_get_monotonic_time () - counted) / 1000.0;
    }
  for (guint i = 0; i < 2; i++)
    qsort (times[i], RUNS, sizeof (double), compare_doubles);
  return TRUE;
}

int
main (int argc, char **argv)
{
  const guint n = argc == 3 ? (guint) strtoul (argv[2], NULL, 10) : 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseStore) store = NULL;
  g_autoptr (GPtrArray) records = NULL;
  double times[2][RUNS];

  if (n == 0)
    return 2;
  store = lotse_store_open (argv[1], LOTSE_KEY_FILE, NULL, NULL, &error);
  records = make_records (n);
  if (store == NULL || !lotse_store_save_many (store, records, NULL, NULL, NULL, NULL, &error)
      || !measure (store, lotse_record_get_id (records->pdata[0]), times, &error))
    {
      fprintf (stderr, "bench-money: %s\n", error->message);
      return 1;
    }
  printf ("%.3f %.3f\n", times[0][RUNS / 2], times[1][RUNS / 2]);
  lotse_store_close (store);
  return 0;
}
