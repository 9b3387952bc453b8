/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holidays and feasts by their rules; see the header. */
#include "config.h"

#include "lotse-feasts.h"

#include "lotse-calendars.h"
#include "lotse-error.h"
#include "lotse-language.h"
#include "lotse-value.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define MOST_DAYS 3700u /* ten years at once */

typedef enum
{
  RULE_DAY,
  RULE_EASTER,
  RULE_ORTHODOX,
  RULE_WEDNESDAY,
  RULE_CALENDAR,
} RuleType;

typedef struct
{
  LotseFeastType type;
  char **states; /* NULL: all */
  int first, last; /* years */
  RuleType rule;
  LotseCalendar calendar;
  int month, day; /* day 0: the whole month */
  int n;          /* days after Easter, or how many days it lasts */
  char *de, *en;
} Rule;

typedef struct
{
  GArray *rules;
  GArray *states; /* of State */
} Table;

typedef struct
{
  char *code, *de, *en;
} State;

/* --- Reading the table -------------------------------------------------------------------------------------- */

static gboolean
read_rule (Rule *rule, const char *text)
{
  static const char *const calendars[] = { "islamic", "hebrew", "persian" };

  rule->n = 1;
  if (sscanf (text, "day %d-%d", &rule->month, &rule->day) == 2)
    rule->rule = RULE_DAY;
  else if (sscanf (text, "easter %d", &rule->n) == 1)
    rule->rule = RULE_EASTER;
  else if (sscanf (text, "orthodox %d", &rule->n) == 1)
    rule->rule = RULE_ORTHODOX;
  else if (sscanf (text, "wednesday-before %d-%d", &rule->month, &rule->day) == 2)
    rule->rule = RULE_WEDNESDAY;
  else
    {
      rule->rule = RULE_CALENDAR;
      for (guint i = 0; i < G_N_ELEMENTS (calendars); i++)
        if (g_str_has_prefix (text, calendars[i]))
          {
            rule->calendar = (LotseCalendar) i;
            return sscanf (text + strlen (calendars[i]), "%d %d %d", &rule->month, &rule->day, &rule->n) >= 1;
          }
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_head (Rule *rule, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", 3);
  g_auto (GStrv) years = NULL;

  if (g_strv_length (words) != 3)
    return FALSE;
  rule->type = g_str_equal (words[0], "holiday") ? LOTSE_FEAST_HOLIDAY
               : g_str_equal (words[0], "regional") ? LOTSE_FEAST_REGIONAL : LOTSE_FEAST_RELIGIOUS;
  rule->states = g_str_equal (words[1], "*") ? NULL : g_strsplit (words[1], ",", -1);
  years = g_strsplit (words[2], "-", 2);
  rule->first = (int) g_ascii_strtoll (years[0], NULL, 10);
  rule->last = years[0] != NULL && years[1] != NULL && *years[1] != '\0' ? (int) g_ascii_strtoll (years[1], NULL, 10) : G_MAXINT;
  return TRUE;
}

static void
read_line (Table *table, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ; ", 4);
  guint n = g_strv_length (parts);
  Rule rule = { 0 };

  if (n == 3 && g_str_has_prefix (parts[0], "state "))
    {
      State state = { g_strdup (parts[0] + strlen ("state ")), g_strdup (parts[1]), g_strdup (parts[2]) };

      g_array_append_val (table->states, state);
    }
  else if (n == 4 && read_head (&rule, parts[0]) && read_rule (&rule, parts[1]))
    {
      rule.de = g_strdup (parts[2]);
      rule.en = g_strdup (parts[3]);
      g_array_append_val (table->rules, rule);
    }
  else
    g_error ("feasts.txt has a line that is not understood: %s", line);
}

/* Read once and kept while the program runs. */
static const Table *
get_table (void)
{
  static gsize ready = 0;
  static Table table;

  if (g_once_init_enter (&ready))
    {
      g_autoptr (GBytes) content = g_resources_lookup_data ("/de/lotse/rules/feasts.txt", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autofree char *text = content != NULL ? g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content)) : g_strdup ("");
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      table.rules = g_array_new (FALSE, FALSE, sizeof (Rule));
      table.states = g_array_new (FALSE, FALSE, sizeof (State));
      for (guint i = 0; lines[i] != NULL; i++)
        if (*lines[i] != '\0' && *lines[i] != '#')
          read_line (&table, lines[i]);
      g_once_init_leave (&ready, 1);
    }
  return &table;
}

/* --- Asking ------------------------------------------------------------------------------------------------- */

void
lotse_feast_free (LotseFeast *feast)
{
  if (feast == NULL)
    return;
  g_free (feast->date);
  g_free (feast);
}

/**
 * lotse_feast_hint:
 *
 * Returns: (transfer none): how sure the date is and whom it concerns, in words; "" if there is nothing to say
 */
const char *
lotse_feast_hint (const LotseFeast *feast)
{
  if (feast->certainty == LOTSE_FEAST_BY_MOON)
    return _("counted; it may begin a day earlier or later");
  if (feast->certainty == LOTSE_FEAST_FROM_EVENING)
    return _("begins on the evening before");
  return feast->type == LOTSE_FEAST_REGIONAL ? _("public holiday in parts of the state") : "";
}

/* One day, with what is asked of it again and again. */
typedef struct
{
  GDate date;
  guint32 easter, orthodox; /* of its year */
} Day;

static gboolean
in_calendar (const Rule *rule, const GDate *date)
{
  GDate back = *date;
  LotseCalendarDay day;

  for (int i = 0; i < rule->n; i++)
    {
      if (!lotse_calendar_from_date (rule->calendar, &back, &day))
        return FALSE;
      if (day.month == rule->month && (rule->day == 0 || day.day == rule->day))
        return TRUE;
      if (g_date_get_julian (&back) < 2)
        return FALSE;
      g_date_subtract_days (&back, 1);
    }
  return FALSE;
}

static gboolean
falls_on (const Rule *rule, const Day *day)
{
  int year = g_date_get_year (&day->date), month = (int) g_date_get_month (&day->date), number = g_date_get_day (&day->date);
  gint64 julian = g_date_get_julian (&day->date);
  GDate end;

  if (year < rule->first || year > rule->last)
    return FALSE;
  switch (rule->rule)
    {
    case RULE_DAY:
      return month == rule->month && number == rule->day;
    case RULE_EASTER:
      return day->easter != 0 && julian == (gint64) day->easter + rule->n;
    case RULE_ORTHODOX:
      return day->orthodox != 0 && julian == (gint64) day->orthodox + rule->n;
    case RULE_WEDNESDAY:
      g_date_clear (&end, 1);
      g_date_set_dmy (&end, (GDateDay) rule->day, (GDateMonth) rule->month, (GDateYear) year);
      return g_date_get_weekday (&day->date) == G_DATE_WEDNESDAY && julian < g_date_get_julian (&end)
             && julian + 7 >= g_date_get_julian (&end);
    case RULE_CALENDAR:
    default:
      return in_calendar (rule, &day->date);
    }
}

static gboolean
concerns (const Rule *rule, const char *state)
{
  return rule->states == NULL || (state != NULL && g_strv_contains ((const char *const *) rule->states, state));
}

static LotseFeastCertainty
certainty_of (const Rule *rule)
{
  if (rule->rule != RULE_CALENDAR || rule->calendar == LOTSE_CALENDAR_PERSIAN)
    return LOTSE_FEAST_SURE;
  return rule->calendar == LOTSE_CALENDAR_HEBREW ? LOTSE_FEAST_FROM_EVENING : LOTSE_FEAST_BY_MOON;
}

static gboolean
is_named (GPtrArray *feasts, guint from, const char *name)
{
  for (guint i = from; i < feasts->len; i++)
    if (g_str_equal (((LotseFeast *) feasts->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

static void
add_day (GPtrArray *feasts, const Day *day, const char *state, gboolean only_holidays)
{
  const Table *table = get_table ();
  gboolean german = g_str_equal (lotse_language_current (), "de");
  guint from = feasts->len;

  for (guint i = 0; i < table->rules->len; i++)
    {
      const Rule *rule = &g_array_index (table->rules, Rule, i);
      const char *name = german ? rule->de : rule->en;
      LotseFeast *feast;
      char text[16];

      if (only_holidays && rule->type != LOTSE_FEAST_HOLIDAY)
        continue;
      /* What is a holiday in this state is not named as a feast once more. */
      if (!concerns (rule, state) || !falls_on (rule, day) || is_named (feasts, from, name))
        continue;
      g_date_strftime (text, sizeof text, "%Y-%m-%d", &day->date);
      feast = g_new0 (LotseFeast, 1);
      feast->date = g_strdup (text);
      feast->name = name;
      feast->type = rule->type;
      feast->certainty = certainty_of (rule);
      g_ptr_array_add (feasts, feast);
    }
}

static GPtrArray *
list_days (const GDate *from, const GDate *to, const char *state, gboolean only_holidays)
{
  GPtrArray *feasts = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_feast_free);
  Day day = { .date = *from };
  GDate easter;
  int year = -1;

  for (guint n = 0; n < MOST_DAYS && g_date_compare (&day.date, to) <= 0; n++)
    {
      if (g_date_get_year (&day.date) != year)
        {
          year = g_date_get_year (&day.date);
          day.easter = lotse_calendar_easter (year, &easter) ? g_date_get_julian (&easter) : 0;
          day.orthodox = lotse_calendar_orthodox_easter (year, &easter) ? g_date_get_julian (&easter) : 0;
        }
      add_day (feasts, &day, state, only_holidays);
      g_date_add_days (&day.date, 1);
    }
  return feasts;
}

/**
 * lotse_feasts_near:
 * @from: the first day, canonical
 * @to: the last day
 * @state: (nullable): the code of a state; %NULL for holidays of all states only
 *
 * Returns: (transfer full) (element-type LotseFeast): what falls on these days, at most ten years, day by day; public holidays
 *   come first
 */
GPtrArray *
lotse_feasts_near (const char *from, const char *to, const char *state)
{
  GDate first, last;

  if (from == NULL || to == NULL || !lotse_value_read_date (from, &first) || !lotse_value_read_date (to, &last))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_feast_free);
  return list_days (&first, &last, state, FALSE);
}

/**
 * lotse_feasts_holidays:
 * @year: from 1 to 9999
 * @state: (nullable): as for lotse_feasts_near()
 *
 * Returns: (transfer full) (element-type LotseFeast): the days that are public holidays in the whole state, without counting in
 *   other calendars
 */
GPtrArray *
lotse_feasts_holidays (int year, const char *state)
{
  GDate first, last;

  g_date_clear (&first, 1);
  g_date_set_dmy (&first, 1, G_DATE_JANUARY, (GDateYear) year);
  g_date_clear (&last, 1);
  g_date_set_dmy (&last, 31, G_DATE_DECEMBER, (GDateYear) year);
  return list_days (&first, &last, state, TRUE);
}

/**
 * lotse_feasts_on:
 * @date: a canonical date
 * @state: (nullable): as for lotse_feasts_near()
 *
 * Returns: (transfer full) (element-type LotseFeast): what falls on that day; empty if nothing does
 */
GPtrArray *
lotse_feasts_on (const char *date, const char *state)
{
  return lotse_feasts_near (date, date, state);
}

/* --- The state ---------------------------------------------------------------------------------------------- */

/**
 * lotse_feasts_states:
 *
 * Returns: (transfer full) (element-type LotseFeastState): the sixteen states in the order of their German names
 */
GArray *
lotse_feasts_states (void)
{
  const Table *table = get_table ();
  gboolean german = g_str_equal (lotse_language_current (), "de");
  GArray *states = g_array_new (FALSE, FALSE, sizeof (LotseFeastState));

  for (guint i = 0; i < table->states->len; i++)
    {
      const State *state = &g_array_index (table->states, State, i);
      LotseFeastState named = { state->code, german ? state->de : state->en };

      g_array_append_val (states, named);
    }
  return states;
}

/**
 * lotse_feasts_check_state:
 * @state: (nullable): a code
 *
 * Returns: whether there is such a state; else INVALID
 */
gboolean
lotse_feasts_check_state (const char *state, GError **error)
{
  const Table *table = get_table ();

  for (guint i = 0; i < table->states->len && state != NULL; i++)
    if (g_str_equal (g_array_index (table->states, State, i).code, state))
      return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("There is no such German state. Nothing was changed; use a code such as HE or NW."));
  return FALSE;
}
