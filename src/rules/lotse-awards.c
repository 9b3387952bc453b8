/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Awards and what amends them; see the header. */
#include "config.h"

#include "lotse-awards.h"

#include <string.h>

static void
award_free (gpointer data)
{
  LotseAward *award = data;

  g_ptr_array_unref (award->notices);
  g_free (award);
}

static LotseRecord *
find_notice (GPtrArray *notices, const char *id)
{
  for (guint i = 0; i < notices->len && id != NULL; i++)
    if (g_strcmp0 (lotse_record_get_id (notices->pdata[i]), id) == 0)
      return notices->pdata[i];
  return NULL;
}

/* Of a circle the notice with the smallest id, whichever of them or of what hangs on it is asked for. */
static LotseRecord *
first_of_circle (GPtrArray *notices, LotseRecord *inside)
{
  LotseRecord *smallest = inside;
  LotseRecord *next = inside;

  for (guint i = 0; i < notices->len; i++)
    {
      next = find_notice (notices, lotse_record_get (next, "amends"));
      if (strcmp (lotse_record_get_id (next), lotse_record_get_id (smallest)) < 0)
        smallest = next;
    }
  return smallest;
}

/* The notice that all of its chain amend in the end, and how many steps that is; a circle begins at its smallest id. */
static LotseRecord *
root_of (GPtrArray *notices, LotseRecord *notice, guint *depth)
{
  LotseRecord *next = notice;

  for (*depth = 0; *depth <= notices->len; (*depth)++)
    {
      LotseRecord *amended = find_notice (notices, lotse_record_get (next, "amends"));

      if (amended == NULL)
        return next;
      next = amended;
    }
  return first_of_circle (notices, next);
}

/* What amends comes before what is amended; of two that amend the same one, the later dated. */
static int
compare_notices (gconstpointer a, gconstpointer b, gpointer data)
{
  LotseRecord *one = *(LotseRecord *const *) a, *other = *(LotseRecord *const *) b;
  guint depth_one, depth_other;
  int order;

  root_of (data, one, &depth_one);
  root_of (data, other, &depth_other);
  if (depth_one != depth_other)
    return depth_one > depth_other ? -1 : 1;
  order = g_strcmp0 (lotse_record_get (other, "dated_on"), lotse_record_get (one, "dated_on"));
  return order != 0 ? order : strcmp (lotse_record_get_id (other), lotse_record_get_id (one));
}

static int
compare_awards (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(LotseAward *const *) a)->id, (*(LotseAward *const *) b)->id);
}

static LotseAward *
award_with (GPtrArray *awards, const char *id)
{
  LotseAward *award;

  for (guint i = 0; i < awards->len; i++)
    if (g_str_equal (((LotseAward *) awards->pdata[i])->id, id))
      return awards->pdata[i];
  award = g_new0 (LotseAward, 1);
  award->id = id;
  award->notices = g_ptr_array_new ();
  g_ptr_array_add (awards, award);
  return award;
}

/* What was decided of an award hangs on the first notice, also after that one was deleted. */
static const char *
id_of (GPtrArray *notices, LotseRecord *root)
{
  const char *amended = lotse_record_get (root, "amends");

  return amended != NULL && find_notice (notices, amended) == NULL ? amended : lotse_record_get_id (root);
}

/**
 * lotse_awards_of:
 * @notices: (element-type LotseRecord): all records of the kind `award` of one application
 */
GPtrArray *
lotse_awards_of (GPtrArray *notices)
{
  GPtrArray *awards = g_ptr_array_new_with_free_func (award_free);

  for (guint i = 0; i < notices->len; i++)
    {
      guint depth;
      LotseRecord *root = root_of (notices, notices->pdata[i], &depth);

      g_ptr_array_add (award_with (awards, id_of (notices, root))->notices, notices->pdata[i]);
    }
  for (guint i = 0; i < awards->len; i++)
    g_ptr_array_sort_with_data (((LotseAward *) awards->pdata[i])->notices, compare_notices, notices);
  g_ptr_array_sort (awards, compare_awards);
  return awards;
}

const char *
lotse_award_get (const LotseAward *self, const char *field)
{
  for (guint i = 0; i < self->notices->len; i++)
    {
      const char *value = lotse_record_get (self->notices->pdata[i], field);

      if (value != NULL)
        return value;
    }
  return NULL;
}

const char *
lotse_award_stated (const LotseAward *self, const char *type)
{
  for (guint i = 0; i < self->notices->len; i++)
    {
      const char *value = lotse_record_get_element (self->notices->pdata[i], "stated_dates", type);

      if (value != NULL)
        return value;
    }
  return NULL;
}

gboolean
lotse_award_has (const LotseAward *self, const char *notice)
{
  return find_notice (self->notices, notice) != NULL;
}
