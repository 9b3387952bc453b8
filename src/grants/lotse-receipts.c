/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Money and receipts of a device; see the header.
 *
 * Load: one question for the receipts of one application and year, of which there may be thousands.
 */
#include "config.h"

#include "lotse-receipts.h"

#include "lotse-deadlines.h"
#include "lotse-id.h"
#include "lotse-store-records.h"

#include <string.h>

#define MOST_DIGITS 6

/* --- Money ------------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *application;
  LotseMoney *money;
} Load;

static gboolean
call_load (LotseStore *store, gpointer data, GError **error)
{
  Load *load = data;
  const LotseRecords records = lotse_store_records (store);

  load->money = lotse_money_load (&records, load->application, error);
  return load->money != NULL;
}

LotseMoney *
lotse_receipts_load_money (LotseStore *store, const char *application, GError **error)
{
  Load load = { application, NULL };

  lotse_store_run_read (store, call_load, &load, error);
  return load.money;
}

GPtrArray *
lotse_receipts_check (LotseStore *store, const LotseMoney *money, GError **error)
{
  const char *application = lotse_record_get_id (money->application);
  g_autoptr (GPtrArray) deadlines = lotse_deadlines_read_of (store, application, LOTSE_DEADLINES_ALL, error);
  g_autofree char *today = lotse_deadlines_today (store);

  return deadlines != NULL ? lotse_money_check (money, deadlines, today) : NULL;
}

/* --- Numbers ---------------------------------------------------------------------------------------------------- */

/* The year of the day, or this year. */
static char *
year_of (LotseStore *store, const char *paid_on)
{
  g_autofree char *today = paid_on != NULL ? NULL : lotse_deadlines_today (store);

  return g_strndup (paid_on != NULL ? paid_on : today, 4);
}

/* The count in "2026-017", 0 if the number is of another shape. */
static guint
count_of (const char *number, const char *year)
{
  const char *digits = number != NULL && g_str_has_prefix (number, year) && number[4] == '-' ? number + 5 : "";

  if (strspn (digits, "0123456789") != strlen (digits) || strlen (digits) > MOST_DIGITS)
    return 0;
  return (guint) g_ascii_strtoull (digits, NULL, 10);
}

/* The highest count given in that application and year, also to what lies in the bin. */
static gboolean
find_highest (LotseStore *store, const char *application, const char *year, guint *highest, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("receipt"));
  g_autofree char *from = g_strconcat (year, "-", NULL);
  g_autofree char *before = g_strconcat (year, ".", NULL);
  g_autoptr (GPtrArray) receipts = NULL;

  *highest = 0;
  lotse_query_bin (query, LOTSE_BIN_WITH);
  if (!lotse_query_where (query, "application", LOTSE_QUERY_EQUAL, application, error)
      || !lotse_query_where (query, "number", LOTSE_QUERY_GREATER_EQUAL, from, error)
      || !lotse_query_where (query, "number", LOTSE_QUERY_LESS, before, error)
      || (receipts = lotse_store_list (store, query, error)) == NULL)
    return FALSE;
  for (guint i = 0; i < receipts->len; i++)
    *highest = MAX (*highest, count_of (lotse_record_get (receipts->pdata[i], "number"), year));
  return TRUE;
}

static char *
format_number (const char *year, guint count)
{
  return g_strdup_printf ("%s-%03u", year, count);
}

/**
 * lotse_receipts_next_number:
 * @application: the id of an application
 * @paid_on: (nullable): a canonical date
 *
 * Returns: (transfer full): the number, which is not taken yet; %NULL with @error
 */
char *
lotse_receipts_next_number (LotseStore *store, const char *application, const char *paid_on, GError **error)
{
  g_autofree char *year = year_of (store, paid_on);
  guint highest;

  return find_highest (store, application, year, &highest, error) ? format_number (year, highest + 1) : NULL;
}

/* --- Add -------------------------------------------------------------------------------------------------------- */

static gboolean
give_number (LotseStore *store, gpointer data, GError **error)
{
  LotseRecord *receipt = data;
  const char *application = lotse_record_get (receipt, "application");
  g_autofree char *number = NULL;

  if (lotse_record_get (receipt, "number") != NULL || application == NULL)
    return TRUE;
  number = lotse_receipts_next_number (store, application, lotse_record_get (receipt, "paid_on"), error);
  return number != NULL && lotse_record_set (receipt, "number", number, error);
}

gboolean
lotse_receipts_add (LotseStore *store, LotseRecord *receipt, const char *group, GError **error)
{
  g_autoptr (GPtrArray) receipts = g_ptr_array_new ();

  g_ptr_array_add (receipts, receipt);
  return lotse_store_save_prepared (store, receipts, group, give_number, receipt, error);
}

/* --- Number all ------------------------------------------------------------------------------------------------- */

static GPtrArray *
list_without_number (LotseStore *store, const char *application, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("receipt"));

  if (!lotse_query_where (query, "application", LOTSE_QUERY_EQUAL, application, error)
      || !lotse_query_where (query, "number", LOTSE_QUERY_EMPTY, NULL, error) || !lotse_query_sort (query, "paid_on", FALSE, error))
    return NULL;
  return lotse_store_list (store, query, error);
}

/* Sorted by day, so that each year's highest count is asked for once. */
static gboolean
give_numbers (LotseStore *store, const char *application, GPtrArray *receipts, GError **error)
{
  g_autofree char *current = NULL;
  guint highest = 0;

  for (guint i = 0; i < receipts->len; i++)
    {
      g_autofree char *year = year_of (store, lotse_record_get (receipts->pdata[i], "paid_on"));
      g_autofree char *number = NULL;

      if (g_strcmp0 (year, current) != 0)
        {
          if (!find_highest (store, application, year, &highest, error))
            return FALSE;
          g_free (current);
          current = g_strdup (year);
        }
      number = format_number (year, ++highest);
      if (!lotse_record_set (receipts->pdata[i], "number", number, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const char *application;
  GPtrArray *receipts; /* which are saved */
} Numbering;

static gboolean
number_all (LotseStore *store, gpointer data, GError **error)
{
  const Numbering *numbering = data;
  g_autoptr (GPtrArray) found = list_without_number (store, numbering->application, error);

  if (found == NULL || !give_numbers (store, numbering->application, found, error))
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (numbering->receipts, g_object_ref (found->pdata[i]));
  return TRUE;
}

gboolean
lotse_receipts_number_all (LotseStore *store, const char *application, guint *n, GError **error)
{
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *group = lotse_id_random ();
  Numbering numbering = { application, receipts };

  if (!lotse_store_save_prepared (store, receipts, group, number_all, &numbering, error))
    return FALSE;
  *n = receipts->len;
  return TRUE;
}
