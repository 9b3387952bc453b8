/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the notices of an award say together; see lotse-money.h. */
#include "config.h"

#include "lotse-money-private.h"

#include <string.h>

/* Where an award stands: with which first notice, and how many notices lie between. */
typedef struct
{
  LotseRecord *record;
  LotseRecord *first;
  guint depth;
} Place;

static LotseRecord *
find (GPtrArray *awards, const char *id)
{
  for (guint i = 0; id != NULL && i < awards->len; i++)
    if (g_str_equal (lotse_record_get_id (awards->pdata[i]), id))
      return awards->pdata[i];
  return NULL;
}

/* Notices that amend each other in a circle hang on the one with the smallest id, so that none is counted twice. */
static LotseRecord *
first_of_circle (GPtrArray *awards, LotseRecord *record)
{
  LotseRecord *first = record;

  for (guint i = 0; i < awards->len; i++)
    {
      record = find (awards, lotse_record_get (record, "amends"));
      if (strcmp (lotse_record_get_id (record), lotse_record_get_id (first)) < 0)
        first = record;
    }
  return first;
}

static Place
place_of (GPtrArray *awards, LotseRecord *record)
{
  Place place = { record, record, 0 };
  LotseRecord *amended;

  while ((amended = find (awards, lotse_record_get (place.first, "amends"))) != NULL)
    {
      place.first = amended;
      if (++place.depth > awards->len)
        {
          place.first = first_of_circle (awards, amended);
          place.depth = place.first == record ? 0 : 1;
          break;
        }
    }
  return place;
}

/* What has no date is sorted behind what has one. */
static int
compare_dates (const LotseRecord *a, const LotseRecord *b)
{
  const char *one = lotse_record_get (a, "dated_on");
  const char *other = lotse_record_get (b, "dated_on");

  if (one == NULL || other == NULL)
    return (one == NULL) - (other == NULL);
  return strcmp (one, other);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *other = b;
  int order = 0;

  if (one->first != other->first)
    {
      order = compare_dates (one->first, other->first);
      return order != 0 ? order : strcmp (lotse_record_get_id (one->first), lotse_record_get_id (other->first));
    }
  order = (one->depth > other->depth) - (one->depth < other->depth);
  if (order == 0)
    order = compare_dates (one->record, other->record);
  return order != 0 ? order : strcmp (lotse_record_get_id (one->record), lotse_record_get_id (other->record));
}

static GArray *
sort_awards (GPtrArray *awards)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));

  for (guint i = 0; i < awards->len; i++)
    {
      Place place = place_of (awards, awards->pdata[i]);

      g_array_append_val (places, place);
    }
  g_array_sort (places, compare_places);
  return places;
}

/* What the notices i to n - 1 of one first notice say of a field: the last one that says something. */
static const char *
stands (const GArray *places, guint i, guint n, const char *field)
{
  const char *value = NULL;

  for (; i < n; i++)
    {
      const char *said = lotse_record_get (g_array_index (places, Place, i).record, field);

      value = said != NULL ? said : value;
    }
  return value;
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
take_notices (LotseMoneyAward *award, const GArray *places, guint i, guint n)
{
  const char *amount = stands (places, i, n, "amount");
  const char *financing = stands (places, i, n, "financing");
  const char *share = stands (places, i, n, "share_percent");

  award->has_amount = award->has_amount || amount != NULL;
  lotse_money_add (&award->amount, cents (amount));
  lotse_money_add (&award->own_money, cents (stands (places, i, n, "own_money")));
  lotse_money_add (&award->third_party_money, cents (stands (places, i, n, "third_party_money")));
  take_date (&award->starts_on, stands (places, i, n, "starts_on"), FALSE);
  take_date (&award->ends_on, stands (places, i, n, "ends_on"), TRUE);
  take_date (&award->early_start_on, stands (places, i, n, "early_start_on"), FALSE);
  if (financing != NULL)
    {
      g_free (award->financing);
      award->financing = g_strdup (financing);
    }
  if (share != NULL)
    award->share_percent = (int) CLAMP (cents (share), 0, 100);
}

gboolean
lotse_money_award_load (const LotseRecords *records, const char *application, LotseMoneyAward *award, GError **error)
{
  g_autoptr (GPtrArray) awards = lotse_records_list (records, "award", "application", application, error);
  g_autoptr (GArray) places = NULL;

  memset (award, 0, sizeof *award);
  if (awards == NULL)
    return FALSE;
  places = sort_awards (awards);
  award->records = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0, n; i < places->len; i = n)
    {
      for (n = i; n < places->len && g_array_index (places, Place, n).first == g_array_index (places, Place, i).first; n++)
        g_ptr_array_add (award->records, g_object_ref (g_array_index (places, Place, n).record));
      take_notices (award, places, i, n);
    }
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
