/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the notices of all awards of an application say together; see lotse-money.h. */
#include "config.h"

#include "lotse-money-private.h"

#include "lotse-awards.h"

#include <string.h>

/* The date of the first notice; what has none is sorted behind what has one. */
static int
compare_awards (gconstpointer a, gconstpointer b)
{
  const LotseAward *one = *(LotseAward *const *) a, *other = *(LotseAward *const *) b;
  const char *date = lotse_record_get (one->notices->pdata[one->notices->len - 1], "dated_on");
  const char *after = lotse_record_get (other->notices->pdata[other->notices->len - 1], "dated_on");
  const int order = date != NULL && after != NULL ? strcmp (date, after) : (date == NULL) - (after == NULL);

  return order != 0 ? order : strcmp (one->id, other->id);
}

static void
take_date (char **date, const char *other, gboolean later)
{
  if (other != NULL && (*date == NULL || (strcmp (other, *date) > 0) == later))
    {
      g_free (*date);
      *date = g_strdup (other);
    }
}

static gint64
cents (const char *canonical)
{
  return canonical != NULL ? g_ascii_strtoll (canonical, NULL, 10) : 0;
}

static void
take_award (LotseMoneyAward *all, const LotseAward *award)
{
  const char *amount = lotse_award_get (award, "amount");
  const char *financing = lotse_award_get (award, "financing");
  const char *share = lotse_award_get (award, "share_percent");

  for (guint i = award->notices->len; i-- > 0;)
    g_ptr_array_add (all->records, g_object_ref (award->notices->pdata[i]));
  all->has_amount = all->has_amount || amount != NULL;
  lotse_money_add (&all->amount, cents (amount));
  lotse_money_add (&all->own_money, cents (lotse_award_get (award, "own_money")));
  lotse_money_add (&all->third_party_money, cents (lotse_award_get (award, "third_party_money")));
  take_date (&all->starts_on, lotse_award_get (award, "starts_on"), FALSE);
  take_date (&all->ends_on, lotse_award_get (award, "ends_on"), TRUE);
  take_date (&all->early_start_on, lotse_award_get (award, "early_start_on"), FALSE);
  if (financing != NULL)
    {
      g_free (all->financing);
      all->financing = g_strdup (financing);
    }
  if (share != NULL)
    all->share_percent = (int) CLAMP (cents (share), 0, 100);
}

gboolean
lotse_money_award_load (const LotseRecords *records, const char *application, LotseMoneyAward *award, GError **error)
{
  g_autoptr (GPtrArray) notices = lotse_records_list (records, "award", "application", application, error);
  g_autoptr (GPtrArray) awards = NULL;

  memset (award, 0, sizeof *award);
  if (notices == NULL)
    return FALSE;
  awards = lotse_awards_of (notices);
  g_ptr_array_sort (awards, compare_awards);
  award->records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < awards->len; i++)
    take_award (award, awards->pdata[i]);
  return TRUE;
}

void
lotse_money_award_clear (LotseMoneyAward *award)
{
  g_clear_pointer (&award->records, g_ptr_array_unref);
  g_clear_pointer (&award->starts_on, g_free);
  g_clear_pointer (&award->ends_on, g_free);
  g_clear_pointer (&award->early_start_on, g_free);
  g_clear_pointer (&award->financing, g_free);
}
