/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What calendars have in common; see the header. */
#include "config.h"

#include "lotse-ical.h"

#include "lotse-error.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Written out with the rule of the European Union, and not taken from the system, whose tables differ from device to device. */
static const char zone_text[] =
  "BEGIN:VTIMEZONE\r\nTZID:" LOTSE_ICAL_ZONE "\r\n"
  "BEGIN:DAYLIGHT\r\nTZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n"
  "DTSTART:19810329T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
  "BEGIN:STANDARD\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n"
  "DTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n"
  "END:VTIMEZONE\r\n";

/* 1 January 2020: a SEQUENCE is a small number, and counts the seconds since then until 2088. */
#define FIRST_SECOND G_GINT64_CONSTANT (1577836800)

/* --- Calendars
 * ---------------------------------------------------------------------------------------------- */

icalcomponent *
lotse_ical_new (const char *product)
{
  g_autofree char *name = g_strdup_printf ("-//Lotse//%s//EN", product);
  icalcomponent *calendar = icalcomponent_new_vcalendar ();

  icalcomponent_add_property (calendar, icalproperty_new_version ("2.0"));
  icalcomponent_add_property (calendar, icalproperty_new_prodid (name));
  icalcomponent_add_component (calendar, icalcomponent_new_from_string (zone_text));
  return calendar;
}

/**
 * lotse_ical_to_text:
 *
 * Returns: (transfer full): the text of the file, its lines folded and its values escaped
 */
char *
lotse_ical_to_text (icalcomponent *calendar)
{
  char *made = icalcomponent_as_ical_string_r (calendar);
  char *text = g_strdup (made);

  icalmemory_free_buffer (made);
  return text;
}

/**
 * lotse_ical_write:
 * @path: the file to write; an older one is replaced only when the new one is complete
 * @mode: who may read a file that is new, as bits of chmod; 0600 is also given to one that is there already
 *
 * Returns: %FALSE with IO; then nothing is left behind
 */
gboolean
lotse_ical_write (const char *path, const char *text, int mode, GError **error)
{
  /* Newer GLib keeps the mode of a file that it replaces; before, not afterwards, so that nobody reads what is new. */
  if (mode == 0600)
    (void) g_chmod (path, mode);
  if (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
               _ ("“%s” cannot be written. Nothing was changed. Choose another folder or ask for the right "
                  "to write there."),
               path);
  return FALSE;
}

/* --- Times
 * -------------------------------------------------------------------------------------------------- */

/**
 * lotse_ical_read_time:
 * @canonical: a date, which is a whole day, or a date with a time
 *
 * Returns: %FALSE when it is neither
 */
gboolean
lotse_ical_read_time (const char *canonical, struct icaltimetype *moment)
{
  GDate date;
  int time[2] = { 0, 0 };

  *moment = icaltime_null_time ();
  moment->is_date = !lotse_value_read_datetime (canonical, &date, time);
  if (moment->is_date && !lotse_value_read_date (canonical, &date))
    return FALSE;
  moment->year = g_date_get_year (&date);
  moment->month = (int)g_date_get_month (&date);
  moment->day = g_date_get_day (&date);
  moment->hour = time[0];
  moment->minute = time[1];
  return TRUE;
}

static void
add_moment (icalcomponent *entry, icalproperty *property, gboolean whole_day)
{
  if (!whole_day)
    icalproperty_add_parameter (property, icalparameter_new_tzid (LOTSE_ICAL_ZONE));
  icalcomponent_add_property (entry, property);
}

/* An end that says nothing, or is not after the beginning, is left out. */
static gboolean
add_times (icalcomponent *entry, const char *start, const char *end)
{
  struct icaltimetype from, to;
  gboolean has_end;

  if (!lotse_ical_read_time (start, &from))
    return FALSE;
  has_end = end != NULL && lotse_ical_read_time (end, &to);
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

/* --- Entries
 * ------------------------------------------------------------------------------------------------ */

/**
 * lotse_ical_entry_new:
 * @start: a canonical date or time
 * @end: (nullable): the same; a day is part of the entry
 *
 * Returns: (transfer full) (nullable): an entry with these times; %NULL when @start is neither
 */
icalcomponent *
lotse_ical_entry_new (const char *uid, const char *start, const char *end)
{
  icalcomponent *entry = icalcomponent_new (ICAL_VEVENT_COMPONENT);

  icalcomponent_add_property (entry, icalproperty_new_uid (uid));
  if (add_times (entry, start, end))
    return entry;
  icalcomponent_free (entry);
  return NULL;
}

/**
 * lotse_ical_add_text:
 * @make: what makes the property, as icalproperty_new_summary()
 * @text: (nullable): nothing is added for an empty one
 *
 * A calendar's texts know no other control characters than line breaks.
 */
void
lotse_ical_add_text (icalcomponent *entry, icalproperty *(*make) (const char *text), const char *text)
{
  g_autofree char *cleaned = g_strdup (text != NULL ? text : "");

  for (char *p = cleaned; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) && *p != '\n' && *p != '\r')
      *p = ' ';
  if (*cleaned != '\0')
    icalcomponent_add_property (entry, make (cleaned));
}

/* --- Versions
 * ----------------------------------------------------------------------------------------------- */

/**
 * lotse_ical_changed_s:
 * @record: (nullable): what an entry is made of
 * @shown: the names of its fields that the entry says something of
 *
 * Stamps serve here for what they are, the order of versions; fields that are not in the file, and that not
 * everybody holds, do not count.
 *
 * Returns: when one of these was changed last, in seconds since 1970
 */
gint64
lotse_ical_changed_s (const LotseRecord *record, const char *const *shown)
{
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

/**
 * lotse_ical_add_version:
 * @seconds: since 1970
 */
void
lotse_ical_add_version (icalcomponent *entry, gint64 seconds)
{
  const struct icaltimetype time =
    icaltime_from_timet_with_zone ((time_t)seconds, FALSE, icaltimezone_get_utc_timezone ());

  icalcomponent_add_property (entry, icalproperty_new_dtstamp (time));
  icalcomponent_add_property (entry, icalproperty_new_lastmodified (time));
  icalcomponent_add_property (entry,
                              icalproperty_new_sequence ((int)CLAMP (seconds - FIRST_SECOND, 0, G_MAXINT)));
}

gint64
lotse_ical_take_version (icalcomponent *entry)
{
  static const icalproperty_kind kinds[] = { ICAL_DTSTAMP_PROPERTY, ICAL_LASTMODIFIED_PROPERTY, ICAL_SEQUENCE_PROPERTY };
  const int sequence = icalcomponent_get_sequence (entry);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      icalproperty *property;

      while ((property = icalcomponent_get_first_property (entry, kinds[i])) != NULL)
        {
          icalcomponent_remove_property (entry, property);
          icalproperty_free (property);
        }
    }
  return FIRST_SECOND + MAX (sequence, 0);
}
