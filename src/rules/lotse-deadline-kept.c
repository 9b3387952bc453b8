/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deadlines that the centre's rules make for other records than applications: expiries, what is verified again, what is erased,
 * quiet tandems, and each month of a mini-job.
 */
#include "config.h"

#include "lotse-deadline-private.h"

#include "lotse-value.h"

#include <string.h>

#define MONTHS_BACK 1 /* a month that is longer ago was done, or nobody will do it any more */
#define MONTHS_AHEAD 2
#define MOST_MONTHS 60

typedef struct
{
  LotseReading *reading;
  const LotseRecord *record;
  const LotseRecord *programme; /* of a tandem, or NULL */
  char *value;                  /* the date that was put together for the last question */
  char *month;                  /* a day of the month that is counted, or NULL */
} Kept;

/* --- Dates ---------------------------------------------------------------------------------------------------- */

/* The day on which the mentor was said to have left: by the stamp, as nobody is asked for the date. */
static char *
left_on (const LotseRecord *profile)
{
  const LotseRegisters *registers = lotse_record_get_loaded (profile);
  const LotseRegister *state = registers != NULL ? lotse_registers_get (registers, "state") : NULL;
  g_autoptr (GDateTime) time = NULL;

  if (state == NULL || g_strcmp0 (lotse_record_get (profile, "state"), "left") != 0)
    return NULL;
  time = g_date_time_new_from_unix_local ((gint64) (LOTSE_CLOCK_MS (state->stamp.clock) / 1000));
  return g_date_time_format (time, "%Y-%m-%d");
}

/* No date while the next meeting is planned. */
static char *
last_meeting (Kept *self)
{
  LotseReading *reading = self->reading;
  const LotsePairMeetings *meetings = lotse_reading_meetings (reading, lotse_record_get_id (self->record));
  g_auto (LotsePairState) state = { 0 };

  if (meetings == NULL)
    return NULL;
  lotse_pair_state_of (meetings, self->record, self->programme, reading->options->today, &state);
  return state.next == NULL ? g_strdup (lotse_pair_silent_since (self->record, state.last)) : NULL;
}

static const char *
date_of (gpointer data, const char *anchor)
{
  Kept *self = data;
  const char *field = strchr (anchor, '.') + 1;

  if (self->month != NULL)
    return self->month;
  if (lotse_kind_field (lotse_record_get_kind (self->record), field) != NULL)
    return lotse_record_get (self->record, field);
  g_clear_pointer (&self->value, g_free);
  if (g_str_equal (field, "left_on"))
    self->value = left_on (self->record);
  else if (g_str_equal (field, "last_meeting"))
    self->value = last_meeting (self);
  else if (g_str_equal (field, "event_on"))
    {
      const LotseRecord *event = lotse_reading_get (self->reading, lotse_record_get (self->record, "event"));

      self->value = event != NULL ? g_strdup (lotse_record_get (event, "date")) : NULL;
    }
  return self->value;
}

/* --- For which records a rule matters ------------------------------------------------------------------------- */

static gboolean
has_needs (const LotseRecord *registration)
{
  g_auto (GStrv) needs = lotse_record_list_elements (registration, "needs");

  return (needs != NULL && needs[0] != NULL) || lotse_record_get (registration, "needs_note") != NULL;
}

static gboolean
has_certificate (const LotseRecord *profile)
{
  return lotse_record_get (profile, "certificate_date") != NULL || lotse_record_get (profile, "certificate_inspected_on") != NULL
         || lotse_record_get (profile, "certificate_clear") != NULL;
}

/* A date that is empty makes no deadline here: most profiles have no card, and nobody waits for one. */
static gboolean
matters (Kept *self, const LotseRule *rule)
{
  const LotseRecord *record = self->record;
  const char *kind = lotse_record_get_kind (record)->name;
  const char *anchor = ((LotseRuleCondition *) rule->conditions->pdata[0])->anchor;

  if (g_str_equal (kind, "mentoring_pair") && !lotse_pair_is_under_way (record, self->reading->options->today))
    return FALSE;
  if (g_str_equal (kind, "registration") && !has_needs (record))
    return FALSE;
  if (g_str_equal (kind, "mentor_profile"))
    {
      if (g_str_has_suffix (anchor, ".left_on") != (g_strcmp0 (lotse_record_get (record, "state"), "left") == 0))
        return FALSE;
      if (g_str_has_suffix (anchor, ".left_on") && !has_certificate (record))
        return FALSE;
    }
  if (g_str_equal (kind, "consent") && g_str_has_suffix (anchor, ".given_on") && lotse_record_get (record, "withdrawn_on") != NULL)
    return FALSE;
  return date_of (self, anchor) != NULL;
}

/* --- Counting ------------------------------------------------------------------------------------------------- */

static const char *
person_in (LotseReading *reading, const char *id)
{
  const LotseRecord *record = lotse_reading_get (reading, id);

  return record != NULL && g_str_equal (lotse_record_get_kind (record)->name, "person") ? id : NULL;
}

/*
 * A mentor looks after the own papers and tandem first; the coordinator of a tandem steps in.  What belongs to an application is
 * for those who look after that.
 */
static void
set_people (Kept *self, LotseCounting *counting)
{
  const LotseRecord *record = self->record;
  const LotseKind *kind = lotse_record_get_kind (record);
  const LotseRecord *application = lotse_reading_application_of (self->reading, record);

  if (application != NULL)
    {
      counting->responsible = lotse_record_get (application, "responsible");
      counting->deputy = lotse_record_get (application, "deputy");
    }
  else if (g_str_equal (kind->name, "mentoring_pair"))
    {
      counting->responsible = person_in (self->reading, lotse_record_get (record, "mentor"));
      counting->deputy = lotse_record_get (record, "coordinator");
    }
  else if (g_str_equal (kind->name, "mentor_profile") && !g_str_equal (counting->rule->type, "erasure"))
    counting->responsible = lotse_record_get (record, "person");
  else if (g_str_equal (kind->name, "qualification"))
    counting->responsible = lotse_record_get (record, "person");
}

static void
count_one (Kept *self, LotseRule *rule, const char *occurrence)
{
  LotseCounting counting = { 0 };

  counting.attached = self->record;
  counting.rule = rule;
  counting.home = self->reading->centre_home;
  counting.occurrence = occurrence;
  counting.date = date_of;
  counting.data = self;
  counting.silent = lotse_reading_is_known_only (self->reading, self->record);
  if (g_str_has_suffix (((LotseRuleCondition *) rule->conditions->pdata[0])->anchor, ".last_meeting"))
    counting.days = lotse_pair_quiet_after (self->programme);
  set_people (self, &counting);
  lotse_reading_count (self->reading, &counting);
}

static gboolean
month_of (const char *date, GDate *month)
{
  if (date == NULL || !lotse_value_read_date (date, month))
    return FALSE;
  g_date_set_day (month, 1);
  return TRUE;
}

/* From the month before this one on, because what was before that is done; handed-in months stay by their records. */
static void
count_months (Kept *self, LotseRule *rule)
{
  const LotseDeadlinesOptions *options = self->reading->options;
  const char *starts = lotse_record_get (self->record, "starts_on");
  GDate month, first, last, end;

  if (!month_of (options->today, &month) || !month_of (starts, &first))
    return;
  last = month;
  g_date_subtract_months (&month, MONTHS_BACK);
  g_date_add_months (&last, MONTHS_AHEAD);
  if (month_of (options->until, &end) && g_date_compare (&end, &last) > 0)
    last = end;
  if (month_of (lotse_record_get (self->record, "ends_on"), &end) && g_date_compare (&end, &last) < 0)
    last = end;
  if (g_date_compare (&first, &month) > 0)
    month = first;
  for (guint n = 0; n < MOST_MONTHS && g_date_compare (&month, &last) <= 0; n++)
    {
      char text[16];

      g_date_strftime (text, sizeof text, "%Y-%m-%d", &month);
      self->month = g_strdup (text);
      text[7] = '\0';
      count_one (self, rule, text);
      g_clear_pointer (&self->month, g_free);
      g_date_add_months (&month, 1);
    }
}

void
lotse_reading_add_kept (LotseReading *reading, const LotseRecord *record)
{
  GPtrArray *rules = lotse_reading_centre_rules (reading);
  const char *kind = lotse_record_get_kind (record)->name;
  Kept self = { .reading = reading, .record = record };

  if (g_str_equal (kind, "mentoring_pair"))
    self.programme = lotse_reading_get (reading, lotse_record_get (record, "programme"));
  for (guint i = 0; i < rules->len; i++)
    {
      LotseRule *rule = rules->pdata[i];
      const char *anchor = ((LotseRuleCondition *) rule->conditions->pdata[0])->anchor;

      if (rule->off || !g_str_equal (lotse_rule_anchor_find (anchor)->kind, kind))
        continue;
      if (rule->monthly)
        count_months (&self, rule);
      else if (matters (&self, rule))
        count_one (&self, rule, "");
    }
  g_free (self.value);
}
