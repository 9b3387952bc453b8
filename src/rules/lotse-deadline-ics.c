/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadlines as a calendar; see the header. */
#include "config.h"

#include "lotse-deadline-ics.h"

#include "lotse-ical.h"
#include "lotse-language.h"
#include "lotse-value.h"
#include "lotse-workday.h"

#include <glib/gi18n.h>
#include <string.h>

#define PRODUCT "Deadlines"
#define DAY_MINUTES (24 * 60)

typedef struct
{
  const LotseDeadlineIcs *options;
  icalcomponent *calendar;
  icalcomponent *earlier; /* or NULL */
  GHashTable *before;     /* UID -> its entry in `earlier` */
} Writing;

/* One entry as it is being made. */
typedef struct
{
  icalcomponent *component;
  char *summary;
  GDate day;      /* on which it is */
  int minutes;    /* of that day at which it begins: 0 for a whole day */
  GArray *alarms; /* of int: minutes before it begins, each once */
} Entry;

static const char *
translated (const Writing *writing, const char *context, const char *text)
{
  return lotse_language_translate (writing->options->language, context, text);
}

/* --- Texts -------------------------------------------------------------------------------------------------- */

/* Whether the title of such records may be, or contain, the name of a person. */
static gboolean
titled_by_people (const LotseKind *kind, guint depth)
{
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LotseField *field = &kind->fields[i];
      g_auto (GStrv) links = NULL;

      if ((field->flags & LOTSE_FIELD_TITLE) == 0)
        continue;
      if ((field->flags & LOTSE_FIELD_PERSONAL) != 0)
        return TRUE;
      links = g_strsplit (field->links != NULL ? field->links : "", " ", -1);
      for (guint n = 0; links[n] != NULL; n++)
        {
          const LotseKind *linked = lotse_kind_find (links[n]);

          /* Kinds that link in a circle, or to any kind, may lead to people. */
          if ((linked == NULL && *links[n] != '\0') || depth == 0 || (linked != NULL && titled_by_people (linked, depth - 1)))
            return TRUE;
        }
    }
  return FALSE;
}

/* The name of the rule in the language of the file, if that is where the deadline has its name from; or NULL. */
static const char *
name_of_rule (const Writing *writing, const LotseDeadline *deadline)
{
  const LotseRule *rule = deadline->rule;
  const gboolean english = g_str_equal (lotse_language_of (writing->options->language), "en");

  if (rule == NULL || rule->name == NULL
      || (g_strcmp0 (deadline->name, rule->name) != 0 && g_strcmp0 (deadline->name, rule->name_en) != 0))
    return NULL;
  return english && rule->name_en != NULL ? rule->name_en : rule->name;
}

/* Whether what people wrote of it may name somebody of whom this calendar must not speak. */
static gboolean
keeps_names_back (const Writing *writing, const LotseDeadline *deadline)
{
  const LotseKind *kind = deadline->attached_kind != NULL ? lotse_kind_find (deadline->attached_kind) : NULL;

  return !writing->options->people && (kind == NULL || titled_by_people (kind, 4));
}

/* The name that people gave it as they wrote it, or that of its rule or kind in the language of the file. */
static const char *
name_of (const Writing *writing, const LotseDeadline *deadline)
{
  const LotseField *type = lotse_kind_field (lotse_kind_find ("deadline"), "type");
  const char *of_rule = name_of_rule (writing, deadline);

  if (of_rule != NULL)
    return of_rule;
  for (const LotseChoice *choice = type->choices; choice->name != NULL; choice++)
    if (g_strcmp0 (choice->name, deadline->type) == 0
        && (deadline->name == NULL || g_str_equal (deadline->name, lotse_choice_label (type, choice->name))
            || keeps_names_back (writing, deadline)))
      return translated (writing, "choice", choice->label);
  return deadline->name != NULL ? deadline->name : deadline->type;
}

/* What it is attached to, or what kind of thing that is where its title may name a person. */
static const char *
title_of (const Writing *writing, const LotseDeadline *deadline)
{
  const LotseKind *kind = deadline->attached_kind != NULL ? lotse_kind_find (deadline->attached_kind) : NULL;

  if (!keeps_names_back (writing, deadline))
    return deadline->title;
  return kind != NULL ? translated (writing, "kind", kind->label) : NULL;
}

static char *
summary_of (const Writing *writing, const LotseDeadline *deadline)
{
  const char *name = name_of (writing, deadline), *title = title_of (writing, deadline);
  const char *done = deadline->state == LOTSE_DEADLINE_DONE ? translated (writing, "calendar", NC_ ("calendar", "Done")) : NULL;

  return g_strconcat (done != NULL ? done : "", done != NULL ? ": " : "", name, title != NULL ? ": " : "", title, NULL);
}

static void
add_line (GString *text, const char *label, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (label != NULL)
    g_string_append_printf (text, "%s: ", label);
  g_string_append (text, value);
}

/* How it ended, and what its rule says that one should mind.  What somebody wrote of people stays with those who may hold it. */
static char *
description_of (const Writing *writing, const LotseDeadline *deadline)
{
  const LotseKind *kind = lotse_kind_find ("deadline");
  const LotseField *handed_in = lotse_kind_field (kind, "handed_in_on");
  g_autofree char *day = deadline->handed_in_on != NULL
                           ? lotse_value_format (handed_in, deadline->handed_in_on, writing->options->language)
                           : NULL;
  GString *text = g_string_new (NULL);

  add_line (text, translated (writing, "field", handed_in->label), day);
  if (writing->options->people)
    {
      add_line (text, translated (writing, "field", lotse_kind_field (kind, "handed_in_how")->label), deadline->handed_in_how);
      add_line (text, translated (writing, "field", lotse_kind_field (kind, "not_needed_because")->label),
                deadline->not_needed_because);
    }
  add_line (text, NULL, deadline->rule != NULL ? deadline->rule->note : NULL);
  return g_string_free (text, FALSE);
}

/* --- Entries ------------------------------------------------------------------------------------------------ */

static void
entry_clear (Entry *self)
{
  g_free (self->summary);
  g_array_unref (self->alarms);
}

/* FALSE: there is no such day.  `time` is "23:59", or NULL for a whole day. */
static gboolean
entry_init (Entry *self, const char *id, const char *day, const char *time)
{
  g_autofree char *start = time != NULL ? g_strconcat (day, "T", time, NULL) : g_strdup (day);
  g_autofree char *uid = g_strconcat (id, "@lotse", NULL);
  struct icaltimetype moment;

  if (!lotse_value_read_date (day, &self->day) || (self->component = lotse_ical_entry_new (uid, start, NULL)) == NULL)
    return FALSE;
  moment = icalcomponent_get_dtstart (self->component);
  self->minutes = moment.hour * 60 + moment.minute;
  self->alarms = g_array_new (FALSE, FALSE, sizeof (int));
  return TRUE;
}

/* Two lead times may lead to one working day. */
static void
add_alarm_at (Entry *self, const GDate *day, int minutes)
{
  const int before = g_date_days_between (day, &self->day) * DAY_MINUTES + self->minutes - minutes;

  for (guint i = 0; i < self->alarms->len; i++)
    if (g_array_index (self->alarms, int, i) == before)
      return;
  g_array_append_val (self->alarms, before);
}

/*
 * Whole days first, then hours: so RFC 5545 (3.3.6) counts, days by the calendar and hours by the clock.  The hours lie within the
 * day on which it rings, which is a working day, so that no change of the clock, which is on Sundays, comes between.
 */
static void
write_alarms (Entry *self)
{
  for (guint i = 0; i < self->alarms->len; i++)
    {
      const int before = g_array_index (self->alarms, int, i), minutes = ABS (before);
      struct icaltriggertype trigger = { icaltime_null_time (), icaldurationtype_null_duration () };
      icalcomponent *alarm = icalcomponent_new (ICAL_VALARM_COMPONENT);

      trigger.duration.is_neg = before > 0;
      trigger.duration.days = (unsigned int) minutes / DAY_MINUTES;
      trigger.duration.hours = (unsigned int) minutes % DAY_MINUTES / 60;
      trigger.duration.minutes = (unsigned int) minutes % 60;
      icalcomponent_add_property (alarm, icalproperty_new_action (ICAL_ACTION_DISPLAY));
      icalcomponent_add_property (alarm, icalproperty_new_trigger (trigger));
      lotse_ical_add_text (alarm, icalproperty_new_description, self->summary);
      icalcomponent_add_component (self->component, alarm);
    }
}

/*
 * A version never sinks: where an entry is another than in the earlier file, but follows from nothing that is newer, as when a record
 * is gone, it is one second younger.  The same entry keeps its version, and the file stays the same.
 */
static gint64
version_of (const Writing *writing, icalcomponent *entry, gint64 changed_s)
{
  icalcomponent *before = g_hash_table_lookup (writing->before, icalcomponent_get_uid (entry));
  gint64 version_before;
  char *text_before, *text;

  if (before == NULL)
    return changed_s;
  version_before = lotse_ical_take_version (before);
  text_before = icalcomponent_as_ical_string_r (before);
  text = icalcomponent_as_ical_string_r (entry);
  changed_s = g_str_equal (text, text_before) ? version_before : MAX (changed_s, version_before + 1);
  icalmemory_free_buffer (text_before);
  icalmemory_free_buffer (text);
  return changed_s;
}

/* A deadline takes nobody's time. */
static void
finish (Writing *writing, Entry *entry, const char *description, enum icalproperty_status status, gint64 changed_s)
{
  lotse_ical_add_text (entry->component, icalproperty_new_summary, entry->summary);
  lotse_ical_add_text (entry->component, icalproperty_new_description, description);
  icalcomponent_add_property (entry->component, icalproperty_new_transp (ICAL_TRANSP_TRANSPARENT));
  icalcomponent_add_property (entry->component, icalproperty_new_status (status));
  write_alarms (entry);
  lotse_ical_add_version (entry->component, version_of (writing, entry->component, changed_s));
  icalcomponent_add_component (writing->calendar, entry->component);
}

static void
add_deadline (Writing *writing, const LotseDeadline *deadline)
{
  const gboolean gone = deadline->state == LOTSE_DEADLINE_NOT_NEEDED || deadline->state == LOTSE_DEADLINE_MOOT;
  g_autofree char *description = NULL;
  Entry entry = { NULL };

  if (deadline->due == NULL || !entry_init (&entry, deadline->id, deadline->due, deadline->time))
    return;
  entry.summary = summary_of (writing, deadline);
  description = description_of (writing, deadline);
  for (guint i = 0; deadline->state == LOTSE_DEADLINE_OPEN && deadline->reminds && i < deadline->leads->len; i++)
    {
      GDate day = entry.day;

      g_date_subtract_days (&day, (guint) g_array_index (deadline->leads, int, i));
      lotse_day_to_working_day (&day, TRUE, deadline->state_code);
      add_alarm_at (&entry, &day, writing->options->hour * 60);
    }
  finish (writing, &entry, description, gone ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED, deadline->changed_s);
  entry_clear (&entry);
}

/* --- Tasks -------------------------------------------------------------------------------------------------- */

/* A task may name people, unless its text is that of a checklist. */
static char *
summary_of_task (const Writing *writing, const LotseRecord *task)
{
  const gboolean named = writing->options->people || lotse_record_get (task, "checklist_item") != NULL;
  const char *text = named ? lotse_record_get (task, "text") : NULL;
  const char *done = lotse_record_get (task, "done_on") != NULL ? translated (writing, "calendar", "Done") : NULL;

  return g_strconcat (done != NULL ? done : "", done != NULL ? ": " : "",
                      text != NULL ? text : translated (writing, "kind", lotse_record_get_kind (task)->label), NULL);
}

/* It rings when it says so, or on the morning of the day on which it is due. */
static void
add_task (Writing *writing, const LotseRecord *task)
{
  static const char *const shown[] = { "text", "due", "remind_at", "done_on", "checklist_item", NULL };
  const char *remind_at = lotse_record_get (task, "remind_at");
  g_autofree char *remind_on = remind_at != NULL ? g_strndup (remind_at, strlen ("2026-11-28")) : NULL;
  const char *day = lotse_record_get (task, "due") != NULL ? lotse_record_get (task, "due") : remind_on;
  Entry entry = { NULL };
  GDate on;
  int time[2];

  if (day == NULL || !entry_init (&entry, lotse_record_get_id (task), day, NULL))
    return;
  entry.summary = summary_of_task (writing, task);
  if (lotse_record_get (task, "done_on") == NULL)
    {
      if (remind_at != NULL && lotse_value_read_datetime (remind_at, &on, time))
        add_alarm_at (&entry, &on, time[0] * 60 + time[1]);
      else
        add_alarm_at (&entry, &entry.day, writing->options->hour * 60);
    }
  finish (writing, &entry, writing->options->people ? lotse_record_get (task, "note") : NULL, ICAL_STATUS_CONFIRMED,
          lotse_ical_changed_s (task, shown));
  entry_clear (&entry);
}

/* --- The calendar ------------------------------------------------------------------------------------------- */

static void
add_extra (icalcomponent *calendar, const char *name, const char *text)
{
  icalproperty *property = icalproperty_new_x (text);

  icalproperty_set_x_name (property, name);
  icalcomponent_add_property (calendar, property);
}

/* Who follows the calendar looks again after an hour; the names beginning with X are what programs read that do not know RFC 7986. */
static void
begin (Writing *writing)
{
  const char *name = writing->options->name != NULL ? writing->options->name
                                                    : translated (writing, "calendar", NC_ ("calendar", "Deadlines"));
  icalcomponent *calendar = lotse_ical_new (PRODUCT);

  icalcomponent_add_property (calendar, icalproperty_new_method (ICAL_METHOD_PUBLISH));
  lotse_ical_add_text (calendar, icalproperty_new_name, name);
  add_extra (calendar, "X-WR-CALNAME", name);
  icalcomponent_add_property (calendar, icalproperty_new_from_string ("REFRESH-INTERVAL;VALUE=DURATION:PT1H"));
  add_extra (calendar, "X-PUBLISHED-TTL", "PT1H");
  writing->calendar = calendar;
}

static void
read_before (Writing *writing)
{
  const char *text = writing->options->before;

  writing->before = g_hash_table_new (g_str_hash, g_str_equal);
  if (text == NULL || !lotse_deadlines_is_ics (text))
    return;
  writing->earlier = icalparser_parse_string (text);
  if (writing->earlier == NULL)
    return;
  for (icalcomponent *entry = icalcomponent_get_first_component (writing->earlier, ICAL_VEVENT_COMPONENT); entry != NULL;
       entry = icalcomponent_get_next_component (writing->earlier, ICAL_VEVENT_COMPONENT))
    if (icalcomponent_get_uid (entry) != NULL)
      g_hash_table_insert (writing->before, (gpointer) icalcomponent_get_uid (entry), entry);
}

/**
 * lotse_deadlines_to_ics:
 * @deadlines: (element-type LotseDeadline): those without a date are left out; so give lotse_deadlines_list() LOTSE_DEADLINES_ALL,
 *   as who took an earlier file hears only so that a deadline is done or not needed
 * @tasks: (nullable) (element-type LotseRecord): those without a date are left out
 *
 * Without names of people, what is attached to people says only of what kind it is, and a task only that there is one.
 *
 * Returns: (transfer full): the text of the file
 */
char *
lotse_deadlines_to_ics (GPtrArray *deadlines, GPtrArray *tasks, const LotseDeadlineIcs *options)
{
  Writing writing = { .options = options };
  char *text;

  g_return_val_if_fail (options->hour >= 0 && options->hour < 24, NULL);
  begin (&writing);
  read_before (&writing);
  for (guint i = 0; i < deadlines->len; i++)
    add_deadline (&writing, g_ptr_array_index (deadlines, i));
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    add_task (&writing, g_ptr_array_index (tasks, i));
  text = lotse_ical_to_text (writing.calendar);
  g_hash_table_unref (writing.before);
  if (writing.earlier != NULL)
    icalcomponent_free (writing.earlier);
  icalcomponent_free (writing.calendar);
  return text;
}

gboolean
lotse_deadlines_is_ics (const char *text)
{
  return g_str_has_prefix (text, "BEGIN:VCALENDAR\r\n") && strstr (text, "\r\nPRODID:-//Lotse//" PRODUCT "//EN\r\n") != NULL;
}
