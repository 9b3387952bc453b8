/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events as calendar files; see the header. */
#include "config.h"

#include "lotse-ics.h"

#include "lotse-agenda.h"
#include "lotse-error.h"
#include "lotse-event.h"
#include "lotse-language.h"
#include "lotse-mail-private.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <libical/ical.h>
#include <string.h>

/* The times of a record are those of the clock at the place. */
#define ZONE "Europe/Berlin"

/* Written out with the rule of the European Union, and not taken from the system, whose tables differ from device to device. */
static const char zone_text[] = "BEGIN:VTIMEZONE\r\nTZID:" ZONE "\r\n"
                                "BEGIN:DAYLIGHT\r\nTZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
                                "DTSTART:19810329T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
                                "BEGIN:STANDARD\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
                                "DTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n"
                                "END:VTIMEZONE\r\n";

/* 1 January 2020: a SEQUENCE is a small number, and counts the seconds since then until 2088. */
#define FIRST_SECOND G_GINT64_CONSTANT (1577836800)

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

/* A calendar's texts know no other control characters than line breaks. */
static char *
clean (const char *text)
{
  char *cleaned = g_strdup (text != NULL ? text : "");

  for (char *p = cleaned; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && *p != '\n' && *p != '\r')
      *p = ' ';
  return cleaned;
}

static void
add_text (icalcomponent *entry, icalproperty *(*make) (const char *text), const char *text)
{
  g_autofree char *cleaned = clean (text);

  if (*cleaned != '\0')
    icalcomponent_add_property (entry, make (cleaned));
}

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

/*
 * When something that the file says was changed last, in seconds.  Stamps serve here for what they are, the order of versions;
 * fields that are not in the file, and that not everybody holds, do not count.
 */
static gint64
changed_at (const LotseRecord *record)
{
  static const char *const shown[] = { LOTSE_REGISTER_DELETED, "about_de", "about_en", "address", "date", "ends_at", "event", "merged_with",
                                       "name", "room", "slots", "starts_at", "state", "title", "title_de", "title_en", "type", "venue", NULL };
  const LotseRegisters *registers = record != NULL ? lotse_record_get_loaded (record) : NULL;
  gint64 newest = FIRST_SECOND;

  for (guint i = 0; registers != NULL && i < lotse_registers_size (registers); i++)
    {
      const char *name;
      const LotseRegister *found = lotse_registers_nth (registers, i, &name);
      g_autofree char *field = lotse_register_field (name, NULL);

      if (g_strv_contains (shown, field))
        newest = MAX (newest, LOTSE_CLOCK_MS (found->stamp.clock) / 1000);
    }
  return newest;
}

static void
add_version (icalcomponent *entry, gint64 seconds)
{
  const struct icaltimetype time = icaltime_from_timet_with_zone ((time_t) seconds, FALSE, icaltimezone_get_utc_timezone ());

  icalcomponent_add_property (entry, icalproperty_new_dtstamp (time));
  icalcomponent_add_property (entry, icalproperty_new_lastmodified (time));
  icalcomponent_add_property (entry, icalproperty_new_sequence ((int) MIN (seconds - FIRST_SECOND, G_MAXINT)));
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

/* --- Times -------------------------------------------------------------------------------------------------- */

/* A date alone is a whole day. */
static gboolean
read_time (const char *canonical, struct icaltimetype *moment)
{
  GDate date;
  int time[2] = { 0, 0 };

  *moment = icaltime_null_time ();
  moment->is_date = !lotse_value_read_datetime (canonical, &date, time);
  if (moment->is_date && !lotse_value_read_date (canonical, &date))
    return FALSE;
  moment->year = g_date_get_year (&date);
  moment->month = (int) g_date_get_month (&date);
  moment->day = g_date_get_day (&date);
  moment->hour = time[0];
  moment->minute = time[1];
  return TRUE;
}

static void
add_moment (icalcomponent *entry, icalproperty *property, gboolean whole_day)
{
  if (!whole_day)
    icalproperty_add_parameter (property, icalparameter_new_tzid (ZONE));
  icalcomponent_add_property (entry, property);
}

/* An end that says nothing, or is not after the beginning, is left out. */
static gboolean
add_times (icalcomponent *entry, const char *start, const char *end)
{
  struct icaltimetype from, to;
  gboolean has_end;

  if (!read_time (start, &from))
    return FALSE;
  has_end = end != NULL && read_time (end, &to);
  add_moment (entry, icalproperty_new_dtstart (from), from.is_date);
  if (from.is_date)
    {
      if (!has_end || icaltime_compare_date_only (to, from) < 0)
        to = from;
      to.is_date = TRUE;
      to.hour = to.minute = 0;
      /* The last day itself belongs to it. */
      icaltime_adjust (&to, 1, 0, 0, 0);
    }
  else if (!has_end || to.is_date || icaltime_compare (to, from) <= 0)
    return TRUE;
  add_moment (entry, icalproperty_new_dtend (to), from.is_date);
  return TRUE;
}

/* --- Entries ------------------------------------------------------------------------------------------------ */

static icalcomponent *
entry_new (const char *uid, const char *start, const char *end)
{
  icalcomponent *entry = icalcomponent_new (ICAL_VEVENT_COMPONENT);

  icalcomponent_add_property (entry, icalproperty_new_uid (uid));
  if (add_times (entry, start, end))
    return entry;
  icalcomponent_free (entry);
  return NULL;
}

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
  icalcomponent *entry = entry_new (uid, *slot->start != '\0' ? slot->start : lotse_record_get (writing->event, "date"), slot->end);

  if (entry == NULL)
    return FALSE;
  add_version (entry, MAX (changed_at (writing->event), changed_at (writing->room)));
  add_status (entry, writing->event, FALSE);
  add_text (entry, icalproperty_new_summary, summary);
  add_text (entry, icalproperty_new_location, place);
  add_text (entry, icalproperty_new_description, about_of (writing));
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
  icalcomponent *entry = entry_new (item->id, start, item->start != NULL ? item->end : NULL);

  if (entry == NULL)
    return;
  add_version (entry, MAX (MAX (changed_at (writing->event), changed_at (room)), changed_at (item->record)));
  add_status (entry, writing->event, item->merged_with != NULL);
  add_text (entry, icalproperty_new_summary, item->title);
  add_text (entry, icalproperty_new_location, place);
  add_text (entry, icalproperty_new_description, about);
  add_text (entry, icalproperty_new_relatedto, parent);
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
  Writing writing = { .id = event, .language = lotse_language_of (language), .calendar = icalcomponent_new_vcalendar () };
  char *made = NULL, *text = NULL;

  icalcomponent_add_property (writing.calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (writing.calendar, icalproperty_new_prodid ("-//Lotse//Lotse//EN"));
  icalcomponent_add_component (writing.calendar, icalcomponent_new_from_string (zone_text));
  if (lotse_store_run (store, run, &writing, error))
    made = icalcomponent_as_ical_string_r (writing.calendar);
  text = g_strdup (made);
  icalmemory_free_buffer (made);
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

  if (text == NULL || g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0666, NULL))
    return text != NULL;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
               _("“%s” cannot be written. Nothing was changed. Choose another folder or ask for the right to write there."), path);
  return FALSE;
}
