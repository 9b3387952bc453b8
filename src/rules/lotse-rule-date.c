/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From an anchor to a date, step by step; see lotse-rule.h.
 *
 * Each step may be told in words, because people must be able to see why a date is what it is.
 */
#include "config.h"

#include "lotse-rule-private.h"
#include "lotse-workday.h"

#include <glib/gi18n.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2400

static void G_GNUC_PRINTF (2, 3)
tell (GPtrArray *steps, const char *format, ...)
{
  va_list arguments;

  if (steps == NULL)
    return;
  va_start (arguments, format);
  g_ptr_array_add (steps, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static guint8
days_in (const GDate *day)
{
  return g_date_get_days_in_month (g_date_get_month (day), g_date_get_year (day));
}

/* To that day of its month, in a shorter month to the last. */
static void
set_day (GDate *day, int number)
{
  g_date_set_day (day, (GDateDay) MIN (number, days_in (day)));
}

static gboolean
is_in_calendar (const GDate *day)
{
  return g_date_valid (day) && g_date_get_year (day) >= FIRST_YEAR && g_date_get_year (day) <= LAST_YEAR;
}

/* GDate cannot count back beyond its first year. */
static gboolean
add_months (GDate *day, int months)
{
  const int year = g_date_get_year (day) + months / 12;

  if (year <= FIRST_YEAR || year >= LAST_YEAR)
    return FALSE;
  if (months >= 0)
    g_date_add_months (day, (guint) months);
  else
    g_date_subtract_months (day, (guint) -months);
  return TRUE;
}

static void
add_days (GDate *day, int days)
{
  if (days >= 0)
    g_date_add_days (day, (guint) days);
  else
    g_date_subtract_days (day, (guint) -days);
}

static gboolean
add (GDate *day, const LotseRuleCondition *condition, const char *state, GPtrArray *steps)
{
  g_autofree char *distance = NULL;
  g_autofree char *text = NULL;

  switch (condition->unit)
    {
    case LOTSE_RULE_WORKING_DAYS:
      lotse_day_add_working_days (day, condition->count, state);
      break;
    case LOTSE_RULE_WEEKS:
      add_days (day, 7 * condition->count);
      break;
    case LOTSE_RULE_MONTHS:
      if (!add_months (day, condition->count))
        return FALSE;
      break;
    case LOTSE_RULE_YEARS:
      if (!add_months (day, 12 * condition->count))
        return FALSE;
      break;
    case LOTSE_RULE_DAYS:
    default:
      add_days (day, condition->count);
      break;
    }
  if (steps == NULL || condition->count == 0)
    return TRUE;
  distance = lotse_rule_distance (condition);
  text = lotse_rule_day (day);
  tell (steps, "%s: %s", distance, text);
  return TRUE;
}

static void
to_end (GDate *day, LotseRuleEnd end, GPtrArray *steps)
{
  g_autofree char *text = NULL;

  if (end == LOTSE_RULE_END_NONE)
    return;
  if (end == LOTSE_RULE_END_OF_YEAR)
    g_date_set_month (day, G_DATE_DECEMBER);
  set_day (day, 31);
  text = lotse_rule_day (day);
  tell (steps, end == LOTSE_RULE_END_OF_YEAR ? _("to the end of the year: %s") : _("to the end of the month: %s"), text);
}

/* The first such day after the day; 29 February is the 28th in other years. */
static void
to_next (GDate *day, const LotseRuleCondition *condition, GPtrArray *steps)
{
  const GDate from = *day;
  g_autofree char *text = NULL;

  if (condition->next_day == 0)
    return;
  g_date_set_dmy (day, 1, (GDateMonth) condition->next_month, g_date_get_year (&from));
  set_day (day, condition->next_day);
  if (g_date_compare (day, &from) <= 0)
    {
      g_date_set_dmy (day, 1, (GDateMonth) condition->next_month, (GDateYear) (g_date_get_year (&from) + 1));
      set_day (day, condition->next_day);
    }
  text = lotse_rule_day (day);
  tell (steps, _("the next such day after that: %s"), text);
}

static void
to_day (GDate *day, const LotseRuleCondition *condition, GPtrArray *steps)
{
  g_autofree char *text = NULL;

  if (condition->day == 0)
    return;
  set_day (day, condition->day);
  text = lotse_rule_day (day);
  tell (steps, _("on day %d of that month: %s"), condition->day, text);
}

/* Back to the last such day, which may be the day itself. */
static void
to_by_day (GDate *day, const LotseRuleCondition *condition, GPtrArray *steps)
{
  const GDate from = *day;
  g_autofree char *text = NULL;

  if (condition->by_day == 0)
    return;
  set_day (day, condition->by_day);
  if (g_date_compare (day, &from) > 0)
    {
      g_date_set_day (day, 1);
      g_date_subtract_months (day, 1);
      set_day (day, condition->by_day);
    }
  text = lotse_rule_day (day);
  tell (steps, _("by day %d of a month: %s"), condition->by_day, text);
}

static void
to_bank_day (GDate *day, const LotseRuleCondition *condition, const char *state, GPtrArray *steps)
{
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  if (condition->last_bank_day == 0)
    return;
  words = lotse_rule_bank_day (condition->last_bank_day);
  lotse_day_to_nth_last_bank_day (day, condition->last_bank_day, state);
  text = lotse_rule_day (day);
  tell (steps, "%s: %s", words, text);
}

/**
 * lotse_rule_condition_apply:
 * @anchor: from which it counts
 * @state: (nullable): whose public holidays working days know
 * @due: (out): the date
 * @steps: (nullable): gets a line for each step
 *
 * Months and years are counted as in § 188 (2) and (3) BGB: the day has the number of the anchor's, or is the last of a shorter month.
 *
 * Returns: %FALSE if the anchor or the date is none that anybody could mean
 */
gboolean
lotse_rule_condition_apply (const LotseRuleCondition *condition, const GDate *anchor, const char *state, GDate *due, GPtrArray *steps)
{
  g_autofree char *text = NULL;

  if (!is_in_calendar (anchor))
    return FALSE;
  *due = *anchor;
  if (steps != NULL)
    {
      text = lotse_rule_day (due);
      tell (steps, "%s: %s", lotse_rule_anchor_label (condition->anchor), text);
    }
  if ((condition->again != 0 && !add (due, &(LotseRuleCondition){ .count = condition->again, .unit = LOTSE_RULE_YEARS }, state, steps))
      || !add (due, condition, state, steps))
    return FALSE;
  to_end (due, condition->end_of, steps);
  to_next (due, condition, steps);
  to_day (due, condition, steps);
  to_by_day (due, condition, steps);
  to_bank_day (due, condition, state, steps);
  return is_in_calendar (due);
}

/**
 * lotse_rule_shift:
 * @state: (nullable): whose public holidays count
 * @due: (inout): the date
 * @steps: (nullable): gets a line if a free day moves the date, or does not
 */
void
lotse_rule_shift (const LotseRule *self, const char *state, GDate *due, GPtrArray *steps)
{
  const char *why = lotse_day_why_free (due, state);
  g_autofree char *text = NULL;

  if (why == NULL)
    return;
  if (self->shift == LOTSE_RULE_STAYS)
    {
      tell (steps, _("%s: the date stays"), why);
      return;
    }
  lotse_day_to_working_day (due, self->shift == LOTSE_RULE_BEFORE, state);
  text = lotse_rule_day (due);
  tell (steps, self->shift == LOTSE_RULE_BEFORE ? _("%s, so the working day before: %s") : _("%s, so the working day after: %s"), why, text);
}
