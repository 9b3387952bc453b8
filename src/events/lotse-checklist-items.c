/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of a format's checklist, in memory; see lotse-checklist.h. */
#include "config.h"

#include "lotse-checklist.h"

#include "lotse-error.h"
#include "lotse-events-private.h"
#include "lotse-id.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_DAYS 3650 /* ten years: more is a slip of the finger */

void
lotse_checklist_item_free (LotseChecklistItem *item)
{
  if (item == NULL)
    return;
  g_free (item->key);
  g_free (item->text);
  g_free (item->who);
  g_free (item->note);
  g_free (item->repeats);
  g_free (item->from);
  g_free (item);
}

/* As people ordered them; what nobody ordered comes by its day. */
static int
compare_items (gconstpointer a, gconstpointer b)
{
  const LotseChecklistItem *one = *(const LotseChecklistItem *const *) a, *other = *(const LotseChecklistItem *const *) b;

  if (one->order != other->order)
    return one->order < other->order ? -1 : 1;
  if (one->days != other->days)
    return one->days < other->days ? -1 : 1;
  return strcmp (one->key, other->key);
}

/**
 * lotse_checklist_dup_items:
 * @format: a record of the kind `event_format`
 *
 * Returns: (transfer full) (element-type LotseChecklistItem): the items in their order
 */
GPtrArray *
lotse_checklist_dup_items (const LotseRecord *format)
{
  g_auto (GStrv) keys = lotse_record_list_elements (format, "checklist");
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_checklist_item_free);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (JsonObject) object = lotse_events_object (lotse_record_get_element (format, "checklist", keys[i]));
      LotseChecklistItem *item;

      if (object == NULL)
        continue;
      item = g_new0 (LotseChecklistItem, 1);
      item->key = g_strdup (keys[i]);
      item->text = lotse_events_member (object, "text");
      item->who = lotse_events_member (object, "who");
      item->days = CLAMP (lotse_events_number (object, "days"), -MOST_DAYS, MOST_DAYS);
      item->order = lotse_events_number (object, "order");
      g_ptr_array_add (items, item);
    }
  g_ptr_array_sort (items, compare_items);
  return items;
}

static gboolean
write_item (LotseRecord *format, const LotseChecklistItem *item, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *value = NULL;

  json_object_set_int_member (object, "days", item->days);
  json_object_set_int_member (object, "order", item->order);
  json_object_set_string_member (object, "text", item->text);
  if (*item->who != '\0')
    json_object_set_string_member (object, "who", item->who);
  value = lotse_events_value (object);
  return lotse_record_set_element (format, "checklist", item->key, value, error);
}

static LotseChecklistItem *
find_item (GPtrArray *items, const char *key, guint *position)
{
  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (((LotseChecklistItem *) items->pdata[i])->key, key) == 0)
      {
        *position = i;
        return items->pdata[i];
      }
  return NULL;
}

/**
 * lotse_checklist_set_item:
 * @format: a record of the kind `event_format`
 * @key: (nullable): the item; %NULL for a new one at the end
 * @text: what is to be done
 * @days: after the event; before: negative
 * @who: (nullable): the id of a person, "organiser", or a word
 *
 * The record is not saved yet.  Error: INVALID (no text, more than ten years away).
 */
gboolean
lotse_checklist_set_item (LotseRecord *format, const char *key, const char *text, int days, const char *who, GError **error)
{
  g_autoptr (GPtrArray) items = lotse_checklist_dup_items (format);
  guint position = 0;
  const LotseChecklistItem *known = key != NULL ? find_item (items, key, &position) : NULL;
  const LotseChecklistItem *last = items->len > 0 ? items->pdata[items->len - 1] : NULL;
  g_autofree char *fresh = key == NULL ? lotse_id_mark () : NULL;
  g_autofree char *stripped = g_strstrip (g_strdup (text != NULL ? text : ""));
  LotseChecklistItem item = { .key = key != NULL ? (char *) key : fresh, .text = stripped, .who = (char *) (who != NULL ? who : ""),
                              .days = days, .order = known != NULL ? known->order : last != NULL ? last->order + 1 : 1 };

  if (*stripped == '\0' || days < -MOST_DAYS || days > MOST_DAYS)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           *stripped == '\0' ? _("An item of a checklist needs a text. Nothing was changed; write what is to be done.")
                                             : _("That is more than ten years from the event. Nothing was changed; write fewer days."));
      return FALSE;
    }
  return write_item (format, &item, error);
}

static gboolean
not_there (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                       _("This item is not in the checklist any more. Nothing was changed; look at the list again."));
  return FALSE;
}

/**
 * lotse_checklist_move_item:
 * @position: where it is to stand, from 0; behind the last is the end
 *
 * The record is not saved yet.  Error: NOT_FOUND (there is no such item).
 */
gboolean
lotse_checklist_move_item (LotseRecord *format, const char *key, guint position, GError **error)
{
  g_autoptr (GPtrArray) items = lotse_checklist_dup_items (format);
  LotseChecklistItem *moved;
  guint from = 0;

  if (find_item (items, key, &from) == NULL)
    return not_there (error);
  moved = g_ptr_array_steal_index (items, from);
  g_ptr_array_insert (items, (int) MIN (position, items->len), moved);
  for (guint i = 0; i < items->len; i++)
    {
      LotseChecklistItem *item = items->pdata[i];

      if (item->order == (int) i + 1)
        continue;
      item->order = (int) i + 1;
      if (!write_item (format, item, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * lotse_checklist_remove_item:
 *
 * The record is not saved yet.  Error: NOT_FOUND (there is no such item).
 */
gboolean
lotse_checklist_remove_item (LotseRecord *format, const char *key, GError **error)
{
  if (lotse_record_get_element (format, "checklist", key) == NULL)
    return not_there (error);
  return lotse_record_set_element (format, "checklist", key, NULL, error);
}
