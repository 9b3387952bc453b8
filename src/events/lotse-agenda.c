/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading an agenda; see the header. */
#include "config.h"

#include "lotse-agenda.h"

#include <glib/gi18n.h>
#include <string.h>

static void
item_free (LotseAgendaItem *item)
{
  g_object_unref (item->record);
  g_free (item->merged_with);
  g_free (item);
}

static void
clash_free (LotseAgendaClash *clash)
{
  g_free (clash->id);
  g_free (clash->name);
  g_free (clash);
}

void
lotse_agenda_free (LotseAgenda *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->clashes, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

static LotseAgendaItem *
read_item (LotseRecord *record)
{
  LotseAgendaItem *item = g_new0 (LotseAgendaItem, 1);
  const char *title = lotse_record_get (record, "title");

  item->record = g_object_ref (record);
  item->id = lotse_record_get_id (record);
  item->title = title != NULL ? title : "";
  item->type = lotse_record_get (record, "type");
  item->start = lotse_record_get (record, "starts_at");
  item->end = lotse_record_get (record, "ends_at");
  item->room = lotse_record_get (record, "room");
  item->capacity = lotse_record_get_int (record, "capacity", -1);
  return item;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const LotseAgendaItem *one = *(const LotseAgendaItem *const *) a, *other = *(const LotseAgendaItem *const *) b;
  int order = strcmp (one->start != NULL ? one->start : "~", other->start != NULL ? other->start : "~");

  if (order == 0)
    order = strcmp (one->title, other->title);
  return order != 0 ? order : strcmp (one->id, other->id);
}

/* Follows "merged with" to the item that takes place; a circle, or an item that is not here, ends where it began to. */
static char *
standing_item (const LotseAgenda *agenda, const LotseAgendaItem *item)
{
  const LotseAgendaItem *now = item;

  for (guint steps = 0; steps < agenda->items->len; steps++)
    {
      const char *next = lotse_record_get (now->record, "merged_with");
      const LotseAgendaItem *found = next != NULL ? lotse_agenda_find (agenda, next) : NULL;

      if (found == NULL)
        return now != item ? g_strdup (now->id) : NULL;
      now = found;
    }
  return NULL;
}

/* An item without an end lasts for the moment in which it begins. */
static gboolean
overlap (const LotseAgendaItem *one, const LotseAgendaItem *other)
{
  const char *one_end, *other_end;

  if (one->start == NULL || other->start == NULL)
    return FALSE;
  one_end = one->end != NULL ? one->end : one->start;
  other_end = other->end != NULL ? other->end : other->start;
  return strcmp (one->start, other->start) == 0 || (strcmp (one->start, other_end) < 0 && strcmp (other->start, one_end) < 0);
}

static void
add_clash (LotseStore *store, LotseAgenda *agenda, LotseAgendaClashType type, const LotseAgendaItem *one, const LotseAgendaItem *other,
           const char *id)
{
  LotseAgendaClash *clash = g_new0 (LotseAgendaClash, 1);

  clash->type = type;
  clash->one = one;
  clash->other = other;
  clash->id = g_strdup (id);
  clash->name = lotse_store_dup_title (store, id, NULL);
  if (clash->name == NULL)
    clash->name = g_strdup ("");
  g_ptr_array_add (agenda->clashes, clash);
}

static void
compare_two (LotseStore *store, LotseAgenda *agenda, LotseAgendaItem *one, LotseAgendaItem *other)
{
  g_auto (GStrv) leaders = NULL;

  if (one->merged_with != NULL || other->merged_with != NULL || !overlap (one, other))
    return;
  one->parallel = other->parallel = TRUE;
  if (one->room != NULL && g_strcmp0 (one->room, other->room) == 0)
    add_clash (store, agenda, LOTSE_AGENDA_SAME_ROOM, one, other, one->room);
  leaders = lotse_record_list_elements (one->record, "leaders");
  for (guint i = 0; leaders[i] != NULL; i++)
    if (lotse_record_get_element (other->record, "leaders", leaders[i]) != NULL)
      add_clash (store, agenda, LOTSE_AGENDA_SAME_LEADER, one, other, leaders[i]);
}

typedef struct
{
  const char *event;
  LotseAgenda *agenda;
} Loading;

static gboolean
load (LotseStore *store, gpointer data, GError **error)
{
  Loading *loading = data;
  GPtrArray *items = loading->agenda->items;
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("agenda_item"));
  g_autoptr (GPtrArray) records = NULL;

  if (!lotse_query_where (query, "event", LOTSE_QUERY_EQUAL, loading->event, error))
    return FALSE;
  records = lotse_store_list (store, query, error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    g_ptr_array_add (items, read_item (records->pdata[i]));
  g_ptr_array_sort (items, compare_items);
  for (guint i = 0; i < items->len; i++)
    ((LotseAgendaItem *) items->pdata[i])->merged_with = standing_item (loading->agenda, items->pdata[i]);
  for (guint i = 0; i < items->len; i++)
    for (guint k = i + 1; k < items->len; k++)
      compare_two (store, loading->agenda, items->pdata[i], items->pdata[k]);
  return records != NULL;
}

/**
 * lotse_agenda_load:
 * @store: the device's database
 * @event: the id of an event
 *
 * Returns: (transfer full): its agenda, or %NULL with an error of the store
 */
LotseAgenda *
lotse_agenda_load (LotseStore *store, const char *event, GError **error)
{
  g_autoptr (LotseAgenda) agenda = g_new0 (LotseAgenda, 1);
  Loading loading = { event, agenda };

  agenda->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  agenda->clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) clash_free);
  return lotse_store_run (store, load, &loading, error) ? g_steal_pointer (&agenda) : NULL;
}

/**
 * lotse_agenda_find:
 * @id: the id of an item
 *
 * Returns: (transfer none) (nullable): the item
 */
const LotseAgendaItem *
lotse_agenda_find (const LotseAgenda *self, const char *id)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_str_equal (((LotseAgendaItem *) self->items->pdata[i])->id, id))
      return self->items->pdata[i];
  return NULL;
}

/**
 * lotse_agenda_dup_workshops:
 *
 * Returns: (transfer container) (element-type LotseAgendaItem): the workshops that take place and can be chosen, in order; they
 *   belong to the agenda
 */
GPtrArray *
lotse_agenda_dup_workshops (const LotseAgenda *self)
{
  GPtrArray *workshops = g_ptr_array_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      LotseAgendaItem *item = self->items->pdata[i];

      if (g_strcmp0 (item->type, "workshop") == 0 && item->merged_with == NULL)
        g_ptr_array_add (workshops, item);
    }
  return workshops;
}

/**
 * lotse_agenda_clash_describe:
 *
 * Returns: (transfer full): one sentence in the language of the process
 */
char *
lotse_agenda_clash_describe (const LotseAgendaClash *clash)
{
  if (clash->type == LOTSE_AGENDA_SAME_ROOM)
    return g_strdup_printf (_("“%s” and “%s” are in the same room at the same time: %s"), clash->one->title, clash->other->title,
                            clash->name);
  return g_strdup_printf (_("“%s” and “%s” have the same leader at the same time: %s"), clash->one->title, clash->other->title, clash->name);
}
