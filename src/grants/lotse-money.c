/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The money of an application; see the header.
 *
 * Load: some dozens of lines of a plan, up to 10,000 receipts, some hundred tandems with dozens of meetings each.
 */
#include "config.h"

#include "lotse-money-private.h"

#include "lotse-error.h"
#include "lotse-value.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* --- Sums ----------------------------------------------------------------------------------------------------- */

void
lotse_money_add (gint64 *sum, gint64 cents)
{
  if (*sum == LOTSE_MONEY_BEYOND || __builtin_add_overflow (*sum, cents, sum) || *sum > LOTSE_MONEY_SUM_MOST
      || *sum < -LOTSE_MONEY_SUM_MOST)
    *sum = LOTSE_MONEY_BEYOND;
}

gint64
lotse_money_part (gint64 amount, gint64 by, gint64 of)
{
  gint64 product, rounded;

  if (__builtin_mul_overflow (amount, by, &product) || __builtin_add_overflow (product, product < 0 ? -of / 2 : of / 2, &rounded))
    return LOTSE_MONEY_BEYOND;
  return rounded / of;
}

gboolean
lotse_money_check_sum (gint64 sum, GError **error)
{
  if (sum <= LOTSE_MONEY_SUM_MOST && sum >= -LOTSE_MONEY_SUM_MOST)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _ ("The amounts of this application are too large to be added up. Nothing was changed. "
                          "Look for an amount with too many digits in its plan, awards and receipts."));
  return FALSE;
}

/* --- Records ---------------------------------------------------------------------------------------------------- */

gboolean
lotse_money_is_income (const LotseRecord *record)
{
  return g_strcmp0 (lotse_record_get (record, "direction"), "income") == 0;
}

gint64
lotse_money_amount (const LotseRecord *receipt)
{
  return lotse_record_get_int (receipt, "amount", 0);
}

gint64
lotse_money_eligible (const LotseRecord *receipt)
{
  return lotse_record_get_int (receipt, "eligible", lotse_money_amount (receipt));
}

const LotseMoneyLine *
lotse_money_line_of (const LotseMoney *self, const LotseRecord *receipt)
{
  return g_hash_table_lookup (self->lines, lotse_record_get_id (receipt));
}

char *
lotse_money_format (gint64 cents, const char *language)
{
  g_autofree char *canonical = g_strdup_printf ("%" G_GINT64_FORMAT, cents);

  return lotse_value_format (lotse_kind_field (lotse_kind_find ("receipt"), "amount"), canonical, language);
}

/* --- Order ------------------------------------------------------------------------------------------------------ */

/* What a record is sorted by, looked up once: thousands of receipts are compared many times. */
typedef struct
{
  LotseRecord *record;
  const char *texts[3]; /* of the record */
} Key;

/* What is empty comes last. */
static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Key *one = a, *other = b;
  int order = 0;

  for (guint i = 0; order == 0 && i < G_N_ELEMENTS (one->texts); i++)
    {
      const char *text = one->texts[i], *after = other->texts[i];

      order = text != NULL && after != NULL ? strcmp (text, after) : (text == NULL) - (after == NULL);
    }
  return order;
}

static void
sort_by (GPtrArray *records, const char *first, const char *second)
{
  g_autofree Key *keys = g_new (Key, records->len + 1);

  for (guint i = 0; i < records->len; i++)
    {
      LotseRecord *record = records->pdata[i];

      keys[i] = (Key){ record, { lotse_record_get (record, first), lotse_record_get (record, second), lotse_record_get_id (record) } };
    }
  qsort (keys, records->len, sizeof *keys, compare_keys);
  for (guint i = 0; i < records->len; i++)
    records->pdata[i] = keys[i].record;
}

/* By position; sorted stably after they were by category. */
static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const gint64 position = lotse_record_get_int (*(LotseRecord *const *) a, "position", G_MAXINT64);
  const gint64 after = lotse_record_get_int (*(LotseRecord *const *) b, "position", G_MAXINT64);

  return (position > after) - (position < after);
}

static GPtrArray *
list_items (const LotseRecords *records, const char *application, GError **error)
{
  GPtrArray *items = lotse_records_list (records, "budget_item", "application", application, error);

  if (items != NULL)
    {
      sort_by (items, "category", "planned");
      g_ptr_array_sort (items, compare_positions);
    }
  return items;
}

static GPtrArray *
list_receipts (const LotseRecords *records, const char *application, GError **error)
{
  GPtrArray *receipts = lotse_records_list (records, "receipt", "application", application, error);

  if (receipts != NULL)
    sort_by (receipts, "paid_on", "number");
  return receipts;
}

/* --- Other records ---------------------------------------------------------------------------------------------- */

static gboolean
load_disbursements (LotseMoney *self, const LotseRecords *records, GError **error)
{
  self->disbursements = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->award.records->len; i++)
    {
      const char *award = lotse_record_get_id (self->award.records->pdata[i]);
      GPtrArray *list = lotse_records_list (records, "disbursement", "award", award, error);

      if (list == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (self->disbursements, list);
    }
  sort_by (self->disbursements, "paid_on", "requested_on");
  return TRUE;
}

/* The programme of the application, or of its call; not here is no error. */
static gboolean
load_programme (LotseMoney *self, const LotseRecords *records, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseRecord) call = NULL;
  const char *programme = lotse_record_get (self->application, "programme");

  if (programme == NULL)
    {
      call = lotse_records_get (records, lotse_record_get (self->application, "call"), &local);
      programme = call != NULL ? lotse_record_get (call, "programme") : NULL;
    }
  if (local == NULL)
    self->programme = lotse_records_get (records, programme, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->overspend_percent = self->programme != NULL ? (int) lotse_record_get_int (self->programme, "overspend_percent", -1) : -1;
  self->overspend_percent = CLAMP (self->overspend_percent, -1, 100);
  self->volunteer_hour = self->programme != NULL ? lotse_record_get_int (self->programme, "volunteer_hour", 0) : 0;
  return TRUE;
}

/* --- Hours ------------------------------------------------------------------------------------------------------ */

static gboolean
is_within (const LotseMoney *self, const char *date)
{
  return date != NULL && (self->starts_on == NULL || strcmp (date, self->starts_on) >= 0)
         && (self->ends_on == NULL || strcmp (date, self->ends_on) <= 0);
}

static gboolean
count_hours (LotseMoney *self, const LotseRecords *records, GError **error)
{
  g_autoptr (GPtrArray) pairs
      = lotse_records_list (records, "mentoring_pair", "applications", lotse_record_get_id (self->application), error);

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      const char *pair = lotse_record_get_id (pairs->pdata[i]);
      g_autoptr (GPtrArray) sessions = lotse_records_list (records, "session", "pair", pair, error);

      if (sessions == NULL)
        return FALSE;
      for (guint j = 0; j < sessions->len; j++)
        if (is_within (self, lotse_record_get (sessions->pdata[j], "date")))
          lotse_money_add (&self->volunteer_minutes, lotse_record_get_int (sessions->pdata[j], "minutes", 0));
    }
  lotse_money_add (&self->volunteer_minutes, lotse_money_part (lotse_record_get_int (self->application, "volunteer_hours", 0), 60, 1));
  self->volunteer_worth = lotse_money_part (self->volunteer_minutes, self->volunteer_hour, 60);
  return pairs != NULL;
}

/* --- Whole ------------------------------------------------------------------------------------------------------ */

static void
free_line (gpointer data)
{
  LotseMoneyLine *line = data;

  g_clear_object (&line->item);
  g_free (line->name);
  g_free (line);
}

static LotseMoney *
new_money (LotseRecord *application)
{
  LotseMoney *self = g_new0 (LotseMoney, 1);

  self->application = application;
  self->expenses = g_ptr_array_new_with_free_func (free_line);
  self->income = g_ptr_array_new_with_free_func (free_line);
  self->lines = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

static LotseRecord *
get_application (const LotseRecords *records, const char *id, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseRecord) record = lotse_records_get (records, id, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (record == NULL || !g_str_equal (lotse_record_get_kind (record)->name, "application"))
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                         _ ("There is no such application on this device. Nothing was changed. Sync and try again."));
  else
    return g_steal_pointer (&record);
  return NULL;
}

static char *
period_or_own (const char *period, const LotseRecord *application, const char *field)
{
  return g_strdup (period != NULL ? period : lotse_record_get (application, field));
}

static gboolean
load_records (LotseMoney *self, const LotseRecords *records, GError **error)
{
  const char *id = lotse_record_get_id (self->application);

  if (!load_programme (self, records, error) || !lotse_money_award_load (records, id, &self->award, error)
      || !load_disbursements (self, records, error)
      || (self->receipts = list_receipts (records, id, error)) == NULL)
    return FALSE;
  self->starts_on = period_or_own (self->award.starts_on, self->application, "starts_on");
  self->ends_on = period_or_own (self->award.ends_on, self->application, "ends_on");
  return count_hours (self, records, error);
}

/* What went beyond in a line went beyond in a total. */
static gboolean
check_sums (const LotseMoney *self, GError **error)
{
  const gint64 sums[] = { self->expense_total.planned, self->expense_total.done, self->expense_total.eligible,
                          self->income_total.planned, self->income_total.done, self->award.amount, self->award.own_money,
                          self->award.third_party_money, self->volunteer_worth, self->sources[LOTSE_MONEY_GRANT].received };

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    if (!lotse_money_check_sum (sums[i], error))
      return FALSE;
  return TRUE;
}

/**
 * lotse_money_load:
 * @records: where the records are
 * @application: the id of an application
 *
 * Returns: (transfer full): its money; %NULL with @error
 */
LotseMoney *
lotse_money_load (const LotseRecords *records, const char *application, GError **error)
{
  LotseRecord *record = get_application (records, application, error);
  g_autoptr (LotseMoney) self = record != NULL ? new_money (record) : NULL;
  g_autoptr (GPtrArray) items = NULL;

  if (self == NULL || !load_records (self, records, error)
      || (items = list_items (records, lotse_record_get_id (record), error)) == NULL)
    return NULL;
  lotse_money_count_lines (self, items);
  if (!check_sums (self, error))
    return NULL;
  lotse_money_count_grant (self);
  return g_steal_pointer (&self);
}

void
lotse_money_free (LotseMoney *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->application);
  g_clear_object (&self->programme);
  lotse_money_award_clear (&self->award);
  g_free (self->starts_on);
  g_free (self->ends_on);
  g_clear_pointer (&self->expenses, g_ptr_array_unref);
  g_clear_pointer (&self->income, g_ptr_array_unref);
  g_free (self->expense_total.name);
  g_free (self->income_total.name);
  g_clear_pointer (&self->receipts, g_ptr_array_unref);
  g_clear_pointer (&self->disbursements, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_hash_table_unref);
  g_free (self);
}
