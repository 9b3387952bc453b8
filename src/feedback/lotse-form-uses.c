/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a form is used; see the header.  Load: some dozen formats, some hundred events. */
#include "config.h"

#include "lotse-form-uses.h"

#include "lotse-sheets.h"

/* Adds the records of that kind whose field names the record; FALSE with an error. */
static gboolean
add_naming (LotseStore *store, const char *kind, const char *field, const char *id, GPtrArray *found, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  GPtrArray *records;

  if (!lotse_query_where (query, field, LOTSE_QUERY_EQUAL, id, error))
    return FALSE;
  records = lotse_store_list (store, query, error);
  if (records == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (found, records);
  return TRUE;
}

static char *
today_of (LotseStore *store)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (lotse_store_now (store) / 1000);

  return g_date_time_format (now, "%Y-%m-%d");
}

static gboolean
is_ahead (LotseRecord *event, const char *today)
{
  const char *state = lotse_record_get (event, "state");
  const char *date = lotse_record_get (event, "date");

  return g_strcmp0 (state, "held") != 0 && g_strcmp0 (state, "cancelled") != 0 && (date == NULL || strcmp (date, today) >= 0);
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  const LotseRecord *one = *(LotseRecord *const *) a, *other = *(LotseRecord *const *) b;
  int order = g_strcmp0 (lotse_record_get (one, "date"), lotse_record_get (other, "date"));

  return order != 0 ? order : strcmp (lotse_record_get_id (one), lotse_record_get_id (other));
}

/* Events of the formats that name no form of their own. */
static gboolean
add_events_of_formats (LotseStore *store, GPtrArray *formats, GPtrArray *events, GError **error)
{
  for (guint i = 0; i < formats->len; i++)
    {
      g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);

      if (!add_naming (store, "event", "format", lotse_record_get_id (formats->pdata[i]), found, error))
        return FALSE;
      for (guint k = 0; k < found->len; k++)
        if (lotse_record_get (found->pdata[k], "form") == NULL)
          g_ptr_array_add (events, g_object_ref (found->pdata[k]));
    }
  return TRUE;
}

GPtrArray *
lotse_form_uses_list (LotseStore *store, const char *form, gboolean through, GError **error)
{
  g_autoptr (GPtrArray) uses = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) surveys = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *today = today_of (store);

  if (!add_naming (store, "event_format", "form", form, uses, error) || !add_naming (store, "survey", "form", form, surveys, error)
      || !add_naming (store, "event", "form", form, events, error) || (through && !add_events_of_formats (store, uses, events, error)))
    return NULL;
  g_ptr_array_extend_and_steal (uses, g_steal_pointer (&surveys));
  g_ptr_array_sort (events, compare_days);
  for (guint i = 0; i < events->len; i++)
    if (is_ahead (events->pdata[i], today))
      g_ptr_array_add (uses, g_object_ref (events->pdata[i]));
  return g_steal_pointer (&uses);
}

gint64
lotse_form_count_sheets (LotseStore *store, const char *form, GError **error)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (store, error);
  gint64 sheets = piles != NULL ? lotse_sheets_count_form (store, form, error) : -1;

  for (guint i = 0; sheets >= 0 && i < piles->len; i++)
    if (g_str_equal (((LotsePile *) piles->pdata[i])->form, form))
      sheets += ((LotsePile *) piles->pdata[i])->sheets;
  return sheets;
}
