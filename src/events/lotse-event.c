/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an event's record says; see the header. */
#include "config.h"

#include "lotse-event.h"

#include "lotse-events-private.h"
#include "lotse-language.h"

#include <string.h>

void
lotse_slot_free (LotseSlot *slot)
{
  if (slot == NULL)
    return;
  g_free (slot->key);
  g_free (slot->title);
  g_free (slot->start);
  g_free (slot->end);
  g_free (slot);
}

static LotseSlot *
read_slot (const char *key, const char *value)
{
  g_autoptr (JsonObject) object = lotse_events_object (value);
  LotseSlot *slot = g_new0 (LotseSlot, 1);

  slot->key = g_strdup (key);
  slot->title = lotse_events_member (object, "title");
  slot->start = lotse_events_member (object, "start");
  slot->end = lotse_events_member (object, "end");
  return slot;
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  const LotseSlot *one = *(const LotseSlot *const *) a, *other = *(const LotseSlot *const *) b;
  int order = strcmp (one->start, other->start);

  return order != 0 ? order : strcmp (one->key, other->key);
}

/**
 * lotse_event_dup_slots:
 * @event: a record of the kind `event`
 *
 * Returns: (transfer full) (element-type LotseSlot): its slots, the earliest first; never empty
 */
GPtrArray *
lotse_event_dup_slots (const LotseRecord *event)
{
  g_auto (GStrv) keys = lotse_record_list_elements (event, "slots");
  GPtrArray *slots = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_slot_free);

  for (guint i = 0; keys[i] != NULL; i++)
    g_ptr_array_add (slots, read_slot (keys[i], lotse_record_get_element (event, "slots", keys[i])));
  if (slots->len == 0)
    {
      LotseSlot *whole = g_new0 (LotseSlot, 1);
      const char *date = lotse_record_get (event, "date");

      whole->key = g_strdup ("");
      whole->title = g_strdup ("");
      whole->start = g_strdup (date != NULL ? date : "");
      whole->end = g_strdup (whole->start);
      g_ptr_array_add (slots, whole);
    }
  g_ptr_array_sort (slots, compare_slots);
  return slots;
}

/**
 * lotse_event_set_slot:
 * @event: a record of the kind `event`
 * @key: the slot's key, new or known
 * @title: (nullable): a title of its own
 * @start: (nullable): canonical date and time at the place
 * @end: (nullable): the same
 *
 * The record is not saved yet.  Error: INVALID (the key is empty or too long).
 */
gboolean
lotse_event_set_slot (LotseRecord *event, const char *key, const char *title, const char *start, const char *end, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autofree char *value = NULL;
  const char *const names[] = { "end", "start", "title" };
  const char *const values[] = { end, start, title };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (values[i] != NULL && *values[i] != '\0')
      json_object_set_string_member (object, names[i], values[i]);
  value = lotse_events_value (object);
  return lotse_record_set_element (event, "slots", key, value, error);
}

/**
 * lotse_event_slot_at:
 * @slots: (element-type LotseSlot): slots in their order, at least one
 * @when: canonical date and time at the place
 *
 * Returns: the index of the slot that a desk opened then is for: the first that has not ended yet, else the last
 */
guint
lotse_event_slot_at (GPtrArray *slots, const char *when)
{
  for (guint i = 0; i < slots->len; i++)
    {
      const LotseSlot *slot = slots->pdata[i];
      const char *end = *slot->end != '\0' ? slot->end : slot->start;

      /* A date alone is the whole day. */
      if (strncmp (when, end, strlen (end)) <= 0)
        return i;
    }
  return slots->len - 1;
}

/**
 * lotse_event_title:
 * @event: a record of the kind `event`
 * @language: (nullable): "de" or "en"; %NULL for that of the process
 *
 * Returns: (transfer none): the title in that language, or else in the other one
 */
const char *
lotse_event_title (const LotseRecord *event, const char *language)
{
  gboolean german = g_str_equal (language != NULL ? language : lotse_language_current (), "de");
  const char *title = lotse_record_get (event, german ? "title_de" : "title_en");

  if (title == NULL)
    title = lotse_record_get (event, german ? "title_en" : "title_de");
  return title != NULL ? title : "";
}

/**
 * lotse_event_places_per_organisation:
 * @event: a record of the kind `event`
 *
 * Returns: how many participants one organisation may send: what the event says, else its format, else two, which is what
 *   competence centres usually offer
 */
gint64
lotse_event_places_per_organisation (LotseStore *store, const LotseRecord *event)
{
  const char *format_id = lotse_record_get (event, "format");
  gint64 places = lotse_record_get_int (event, "places_per_organisation", -1);
  g_autoptr (LotseRecord) format = places < 0 && format_id != NULL ? lotse_store_get (store, format_id, NULL) : NULL;

  if (format != NULL)
    places = lotse_record_get_int (format, "places_per_organisation", -1);
  return places >= 0 ? places : LOTSE_EVENT_PLACES_PER_ORGANISATION;
}
