/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The agenda of an event; see the header.
 *
 * Load: some dozens of items; each pair of one block is compared.  An item without an end lasts until the next one begins.
 */
#include "config.h"

#include "lotse-agenda-items.h"

#include "lotse-jobs.h"
#include "lotse-workshops.h"

#include <glib/gi18n.h>
#include <string.h>

static void
item_free (gpointer data)
{
  LotseAgendaItem *item = data;

  g_object_unref (item->record);
  g_free (item->room);
  g_free (item->leaders);
  g_free (item->clash);
  g_free (item);
}

static const char *
begins (const LotseAgendaItem *item)
{
  const char *text = lotse_record_get (item->record, "starts_at");

  return text != NULL ? text : "";
}

static const char *
ends (const LotseAgendaItem *item)
{
  const char *text = lotse_record_get (item->record, "ends_at");

  return text != NULL ? text : begins (item);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const LotseAgendaItem *one = *(LotseAgendaItem *const *) a, *other = *(LotseAgendaItem *const *) b;
  int order = strcmp (begins (one), begins (other));

  return order != 0 ? order : g_strcmp0 (lotse_record_get (one->record, "title"), lotse_record_get (other->record, "title"));
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

static char *
read_leaders (LotseStore *store, LotseRecord *record)
{
  g_auto (GStrv) ids = lotse_record_list_elements (record, "leaders");
  GString *names = g_string_new (NULL);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autofree char *name = lotse_job_title_of (store, ids[i]);

      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return g_string_free (names, names->len == 0);
}

static LotseAgendaItem *
read_item (LotseStore *store, LotseRecord *record)
{
  LotseAgendaItem *item = g_new0 (LotseAgendaItem, 1);
  const char *room = lotse_record_get (record, "room");

  item->record = g_object_ref (record);
  item->room = room != NULL ? lotse_job_title_of (store, room) : NULL;
  item->leaders = read_leaders (store, record);
  item->capacity = lotse_record_get_int (record, "capacity", -1);
  return item;
}

static void
read_seats (LotseStore *store, const LotseGuests *guests, GPtrArray *items)
{
  g_autoptr (GPtrArray) workshops = lotse_workshops_load (store, guests, NULL);

  for (guint i = 0; workshops != NULL && i < workshops->len; i++)
    {
      const LotseWorkshopSeats *seats = g_ptr_array_index (workshops, i);

      for (guint k = 0; k < items->len; k++)
        {
          LotseAgendaItem *item = g_ptr_array_index (items, k);

          if (!g_str_equal (lotse_record_get_id (item->record), seats->item))
            continue;
          item->seated = seats->seated->len;
          item->waiting = seats->waiting->len;
        }
    }
}

/* --- What is at the same time ------------------------------------------------------------------------------- */

/* Also items without an end stand beside what begins with them; those without any time stand alone. */
static gboolean
begin_together (const LotseAgendaItem *one, const LotseAgendaItem *other)
{
  return *begins (one) != '\0' && g_str_equal (begins (one), begins (other));
}

static void
make_blocks (GPtrArray *items)
{
  const char *until = "";
  guint block = 0;

  for (guint i = 0; i < items->len; i++)
    {
      LotseAgendaItem *item = g_ptr_array_index (items, i);

      if (i > 0 && strcmp (begins (item), until) >= 0 && !begin_together (item, g_ptr_array_index (items, i - 1)))
        block++;
      item->block = block;
      if (strcmp (ends (item), until) > 0)
        until = ends (item);
    }
}

static gboolean
overlap (const LotseAgendaItem *one, const LotseAgendaItem *other)
{
  return strcmp (begins (one), ends (other)) < 0 && strcmp (begins (other), ends (one)) < 0;
}

static gboolean
share_leader (const LotseAgendaItem *one, const LotseAgendaItem *other)
{
  g_auto (GStrv) ids = lotse_record_list_elements (one->record, "leaders");

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (lotse_record_get_element (other->record, "leaders", ids[i]) != NULL)
      return TRUE;
  return FALSE;
}

static char *
clash_of (const LotseAgendaItem *one, const LotseAgendaItem *other)
{
  const char *title = lotse_record_get (other->record, "title");
  const char *room = lotse_record_get (one->record, "room");

  if (g_strcmp0 (lotse_record_get (one->record, "merged_with"), lotse_record_get_id (other->record)) == 0
      || g_strcmp0 (lotse_record_get (other->record, "merged_with"), lotse_record_get_id (one->record)) == 0)
    return NULL;
  if (room != NULL && g_strcmp0 (room, lotse_record_get (other->record, "room")) == 0)
    /* Translators: the title of another item of an agenda. */
    return g_strdup_printf (_ ("In the same room at the same time as “%s”"), title);
  if (share_leader (one, other))
    /* Translators: the title of another item of an agenda. */
    return g_strdup_printf (_ ("Led by the same person at the same time as “%s”"), title);
  return NULL;
}

static void
find_clashes (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      LotseAgendaItem *item = g_ptr_array_index (items, i);

      for (guint k = 0; k < items->len && item->clash == NULL; k++)
        if (k != i && overlap (item, g_ptr_array_index (items, k)))
          item->clash = clash_of (item, g_ptr_array_index (items, k));
    }
}

GPtrArray *
lotse_agenda_items_read (LotseStore *store, const LotseGuests *guests, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("agenda_item"));
  g_autoptr (GPtrArray) found = NULL;
  GPtrArray *items;

  if (!lotse_query_where (query, "event", LOTSE_QUERY_EQUAL, lotse_record_get_id (guests->event), error))
    return NULL;
  found = lotse_store_list (store, query, error);
  if (found == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func (item_free);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (items, read_item (store, g_ptr_array_index (found, i)));
  g_ptr_array_sort (items, compare);
  make_blocks (items);
  find_clashes (items);
  read_seats (store, guests, items);
  return items;
}
