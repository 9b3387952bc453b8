/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events as calendar files; see the header. */
#include "config.h"

#include "lotse-ics.h"

#include "lotse-agenda.h"
#include "lotse-error.h"
#include "lotse-event.h"
#include "lotse-ical.h"
#include "lotse-language.h"
#include "lotse-mail-private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *id;
  const char *language;
  LotseRecord *event;
  LotseRecord *room; /* or NULL */
  GPtrArray *slots;
  LotseAgenda *agenda;
  icalcomponent *calendar;
} Writing;

/* --- Texts -------------------------------------------------------------------------------------------------- */

static char *
place_of (Writing *writing, const LotseRecord *room)
{
  const char *parts[] = { lotse_record_get (writing->event, "venue"), room != NULL ? lotse_record_get (room, "name") : NULL,
                          room != NULL ? lotse_record_get (room, "address") : NULL };
  GString *place = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && (i == 0 || g_strcmp0 (parts[i], parts[i - 1]) != 0))
      g_string_append_printf (place, "%s%s", place->len > 0 ? ", " : "", parts[i]);
  return g_string_free (place, FALSE);
}

/* In the language of the file, or in the other one if it is written in that alone. */
static const char *
about_of (Writing *writing)
{
  const gboolean german = g_str_equal (writing->language, "de");
  const char *about = lotse_record_get (writing->event, german ? "about_de" : "about_en");

  return about != NULL ? about : lotse_record_get (writing->event, german ? "about_en" : "about_de");
}

/* What kind of item it is, and of which event. */
static char *
about_item (Writing *writing, const LotseAgendaItem *item)
{
  const char *title = lotse_event_title (writing->event, writing->language);
  const LotseField *field = lotse_kind_field (lotse_kind_find ("agenda_item"), "type");

  for (const LotseChoice *choice = field->choices; choice->name != NULL; choice++)
    if (g_strcmp0 (choice->name, item->type) == 0)
      return g_strdup_printf ("%s\n%s", lotse_language_translate (writing->language, "choice", choice->label), title);
  return g_strdup (title);
}

/* --- Versions ----------------------------------------------------------------------------------------------- */

static gint64
changed_at (const LotseRecord *record)
{
  static const char *const shown[] = { LOTSE_REGISTER_DELETED, "about_de", "about_en", "address", "date", "ends_at", "event", "merged_with",
                                       "name", "room", "slots", "starts_at", "state", "title", "title_de", "title_en", "type", "venue", NULL };

  return lotse_ical_changed_s (record, shown);
}

static void
add_status (icalcomponent *entry, const LotseRecord *event, gboolean cancelled)
{
  const char *state = lotse_record_get (event, "state");

  if (cancelled || lotse_record_is_deleted (event) || g_strcmp0 (state, "cancelled") == 0)
    icalcomponent_add_property (entry, icalproperty_new_status (ICAL_STATUS_CANCELLED));
  else if (g_strcmp0 (state, "idea") == 0 || g_strcmp0 (state, "planned") == 0)
    icalcomponent_add_property (entry, icalproperty_new_status (ICAL_STATUS_TENTATIVE));
  else if (state != NULL)
    icalcomponent_add_property (entry, icalproperty_new_status (ICAL_STATUS_CONFIRMED));
}

/* --- Entries ------------------------------------------------------------------------------------------------ */

static const char *
day_of (Writing *writing)
{
  const char *first = ((LotseSlot *) writing->slots->pdata[0])->start;

  return *first != '\0' ? first : lotse_record_get (writing->event, "date");
}

static char *
slot_uid (Writing *writing, const LotseSlot *slot)
{
  return *slot->key != '\0' ? g_strdup_printf ("%s-%s", writing->id, slot->key) : g_strdup (writing->id);
}

/* A day whose time nobody wrote down yet is the day of the event. */
static gboolean
add_slot (Writing *writing, const LotseSlot *slot)
{
  const char *title = lotse_event_title (writing->event, writing->language);
  g_autofree char *uid = slot_uid (writing, slot);
  g_autofree char *summary = *slot->title != '\0' ? g_strdup_printf ("%s: %s", title, slot->title) : g_strdup (title);
  g_autofree char *place = place_of (writing, writing->room);
  icalcomponent *entry = lotse_ical_entry_new (uid, *slot->start != '\0' ? slot->start : lotse_record_get (writing->event, "date"), slot->end);

  if (entry == NULL)
    return FALSE;
  lotse_ical_add_version (entry, MAX (changed_at (writing->event), changed_at (writing->room)));
  add_status (entry, writing->event, FALSE);
  lotse_ical_add_text (entry, icalproperty_new_summary, summary);
  lotse_ical_add_text (entry, icalproperty_new_location, place);
  lotse_ical_add_text (entry, icalproperty_new_description, about_of (writing));
  icalcomponent_add_component (writing->calendar, entry);
  return TRUE;
}

/* An item without a time is on the day of the event; one that takes place with another one is cancelled. */
static void
add_item (LotseStore *store, Writing *writing, const LotseAgendaItem *item)
{
  g_autoptr (LotseRecord) own = item->room != NULL ? lotse_store_get_standing (store, item->room, NULL) : NULL;
  const LotseRecord *room = own != NULL ? own : writing->room;
  g_autofree char *day = g_strndup (day_of (writing), strlen ("2026-11-28"));
  const char *start = item->start != NULL ? item->start : day;
  const LotseSlot *slot = writing->slots->pdata[lotse_event_slot_at (writing->slots, start)];
  g_autofree char *parent = slot_uid (writing, slot);
  g_autofree char *place = place_of (writing, room);
  g_autofree char *about = about_item (writing, item);
  icalcomponent *entry = lotse_ical_entry_new (item->id, start, item->start != NULL ? item->end : NULL);

  if (entry == NULL)
    return;
  lotse_ical_add_version (entry, MAX (MAX (changed_at (writing->event), changed_at (room)), changed_at (item->record)));
  add_status (entry, writing->event, item->merged_with != NULL);
  lotse_ical_add_text (entry, icalproperty_new_summary, item->title);
  lotse_ical_add_text (entry, icalproperty_new_location, place);
  lotse_ical_add_text (entry, icalproperty_new_description, about);
  lotse_ical_add_text (entry, icalproperty_new_relatedto, parent);
  icalcomponent_add_component (writing->calendar, entry);
}

static gboolean
fill (LotseStore *store, Writing *writing, GError **error)
{
  guint n_days = 0;

  for (guint i = 0; i < writing->slots->len; i++)
    n_days += add_slot (writing, writing->slots->pdata[i]) ? 1 : 0;
  if (n_days == 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("This event has no date yet, so no calendar can show it. Nothing was written; give it a date first."));
      return FALSE;
    }
  for (guint i = 0; i < writing->agenda->items->len; i++)
    add_item (store, writing, writing->agenda->items->pdata[i]);
  return TRUE;
}

static gboolean
run (LotseStore *store, gpointer data, GError **error)
{
  Writing *writing = data;
  g_autoptr (LotseRecord) event = lotse_mail_get_event (store, writing->id, error);
  const char *room_id = event != NULL ? lotse_record_get (event, "room") : NULL;
  g_autoptr (LotseRecord) room = room_id != NULL ? lotse_store_get_standing (store, room_id, NULL) : NULL;
  g_autoptr (LotseAgenda) agenda = event != NULL ? lotse_agenda_load (store, writing->id, error) : NULL;
  g_autoptr (GPtrArray) slots = event != NULL ? lotse_event_dup_slots (event) : NULL;

  if (agenda == NULL)
    return FALSE;
  writing->event = event;
  writing->room = room;
  writing->agenda = agenda;
  writing->slots = slots;
  return fill (store, writing, error);
}

/**
 * lotse_ics_text:
 * @store: the device's database
 * @event: the id of an event
 * @language: (nullable): of the texts, "de" or "en"; %NULL for that of the process
 *
 * Returns: (transfer full): the file's text, or %NULL with NOT_FOUND, INVALID (no event, or one without a date) or an error of the
 *   store
 */
char *
lotse_ics_text (LotseStore *store, const char *event, const char *language, GError **error)
{
  Writing writing = { .id = event, .language = lotse_language_of (language), .calendar = lotse_ical_new ("Lotse") };
  char *text = lotse_store_run (store, run, &writing, error) ? lotse_ical_to_text (writing.calendar) : NULL;

  icalcomponent_free (writing.calendar);
  return text;
}

/**
 * lotse_ics_write:
 * @store: the device's database
 * @event: the id of an event
 * @language: (nullable): of the texts, "de" or "en"; %NULL for that of the process
 * @path: the file to write; an older one is replaced only when the new one is complete
 *
 * Returns: %FALSE with IO or what lotse_ics_text() gives; then nothing is left behind
 */
gboolean
lotse_ics_write (LotseStore *store, const char *event, const char *language, const char *path, GError **error)
{
  g_autofree char *text = lotse_ics_text (store, event, language, error);

  return text != NULL && lotse_ical_write (path, text, 0666, error);
}
