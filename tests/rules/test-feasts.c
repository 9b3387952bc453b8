/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Known dates of holidays and feasts over several years. */
#include "config.h"

#include "lotse-feasts.h"

#include "lotse-home-state.h"
#include "lotse-value.h"
#include "store-fixture.h"

typedef struct
{
  const char *name;
  const char *state;
  const char *dates; /* separated by blanks */
} Case;

/* Published calendars; Islamic dates are those of Umm al-Qura, multi-day feasts by their first day. */
static const Case cases[] = {
  { "Good Friday", NULL, "2024-03-29 2025-04-18 2026-04-03 2027-03-26 2028-04-14 2029-03-30 2030-04-19" },
  { "Easter Sunday", NULL, "2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21" },
  { "Corpus Christi", "HE", "2024-05-30 2025-06-19 2026-06-04 2027-05-27 2028-06-15 2029-05-31 2030-06-20" },
  { "Day of Repentance and Prayer", "SN", "2024-11-20 2025-11-19 2026-11-18 2027-11-17 2028-11-22 2029-11-21 2030-11-20" },
  { "Orthodox Easter", NULL, "2024-05-05 2025-04-20 2026-04-12 2027-05-02 2028-04-16 2029-04-08 2030-04-28" },
  { "Ramadan", NULL, "2024-03-11 2025-03-01 2026-02-18 2027-02-08 2028-01-28 2029-01-16 2030-01-05 2030-12-26" },
  { "Eid al-Fitr", NULL, "2024-04-10 2025-03-30 2026-03-20 2027-03-09 2028-02-26 2029-02-14 2030-02-04" },
  { "Eid al-Adha", NULL, "2024-06-16 2025-06-06 2026-05-27 2027-05-16 2028-05-05 2029-04-24 2030-04-13" },
  { "Rosh Hashanah", NULL, "2024-10-03 2025-09-23 2026-09-12 2027-10-02 2028-09-21 2029-09-10 2030-09-28" },
  { "Yom Kippur", NULL, "2024-10-12 2025-10-02 2026-09-21 2027-10-11 2028-09-30 2029-09-19 2030-10-07" },
  { "Pesach", NULL, "2024-04-23 2025-04-13 2026-04-02 2027-04-22 2028-04-11 2029-03-31 2030-04-18" },
  { "Hanukkah", NULL, "2024-12-26 2025-12-15 2026-12-05 2027-12-25 2028-12-13" },
  { "Nowruz", NULL, "2024-03-20 2025-03-21 2026-03-21 2027-03-21 2028-03-20" },
};

static gboolean
has (const char *date, const char *state, const char *name, LotseFeast *found)
{
  g_autoptr (GPtrArray) feasts = lotse_feasts_on (date, state);

  for (guint i = 0; i < feasts->len; i++)
    {
      const LotseFeast *feast = feasts->pdata[i];

      if (!g_str_equal (feast->name, name))
        continue;
      if (found != NULL)
        *found = *feast;
      return TRUE;
    }
  return FALSE;
}

/* On that day, and not on the day before: it begins then. */
static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_auto (GStrv) dates = g_strsplit (test->dates, " ", -1);

  for (guint i = 0; dates[i] != NULL; i++)
    {
      GDate day;
      char before[16];

      lotse_value_read_date (dates[i], &day);
      g_date_subtract_days (&day, 1);
      g_date_strftime (before, sizeof before, "%Y-%m-%d", &day);
      g_test_message ("%s", dates[i]);
      g_assert_true (has (dates[i], test->state, test->name, NULL));
      g_assert_false (has (before, test->state, test->name, NULL));
    }
}

static guint
count_holidays (const char *year, const char *state)
{
  g_autofree char *from = g_strconcat (year, "-01-01", NULL);
  g_autofree char *to = g_strconcat (year, "-12-31", NULL);
  g_autoptr (GPtrArray) feasts = lotse_feasts_near (from, to, state);
  guint n = 0;

  for (guint i = 0; i < feasts->len; i++)
    n += ((LotseFeast *) feasts->pdata[i])->type == LOTSE_FEAST_HOLIDAY;
  return n;
}

/* How many public holidays each state has in the whole state; Bavaria without Assumption Day. */
static void
test_states (void)
{
  static const struct { const char *state; guint holidays; } states[] = {
    { NULL, 9 },  { "BW", 12 }, { "BY", 12 }, { "BE", 10 }, { "BB", 12 }, { "HB", 10 }, { "HH", 10 }, { "HE", 10 }, { "MV", 11 },
    { "NI", 10 }, { "NW", 11 }, { "RP", 11 }, { "SL", 12 }, { "SN", 11 }, { "ST", 11 }, { "SH", 10 }, { "TH", 11 },
  };
  g_autoptr (GArray) all = lotse_feasts_states ();

  g_assert_cmpuint (all->len, ==, 16);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_test_message ("%s", states[i].state != NULL ? states[i].state : "all");
      g_assert_cmpuint (count_holidays ("2026", states[i].state), ==, states[i].holidays);
    }
  g_assert_cmpuint (count_holidays ("2017", "HE"), ==, 11);
  g_assert_cmpuint (count_holidays ("2025", "BE"), ==, 11);
}

static void
test_how_sure (void)
{
  LotseFeast feast;

  g_assert_true (has ("2026-03-01", NULL, "Ramadan", &feast));
  g_assert_cmpint (feast.certainty, ==, LOTSE_FEAST_BY_MOON);
  g_assert_cmpstr (lotse_feast_hint (&feast), !=, "");
  g_assert_true (has ("2026-09-21", NULL, "Yom Kippur", &feast));
  g_assert_cmpint (feast.certainty, ==, LOTSE_FEAST_FROM_EVENING);
  g_assert_true (has ("2026-08-08", "BY", "Peace Festival of Augsburg", &feast));
  g_assert_cmpint (feast.type, ==, LOTSE_FEAST_REGIONAL);
  g_assert_false (has ("2026-08-08", "HE", "Peace Festival of Augsburg", NULL));
  g_assert_true (has ("2026-06-04", "TH", "Corpus Christi", &feast));
  g_assert_cmpint (feast.type, ==, LOTSE_FEAST_REGIONAL);
  g_assert_true (has ("2026-10-08", NULL, "Ramadan", NULL) == FALSE);
}

static void
test_state_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *none = lotse_home_state_get (fixture->store, &error);
  g_autofree char *state = NULL;

  g_assert_null (none);
  g_assert_false (lotse_home_state_set (fixture->store, "XX", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_assert_true (lotse_home_state_set (fixture->store, "HE", NULL));
  state = lotse_home_state_get (fixture->store, NULL);
  g_assert_cmpstr (state, ==, "HE");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/feasts/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/feasts/states", test_states);
  g_test_add_func ("/feasts/how-sure", test_how_sure);
  g_test_add ("/feasts/state-is-kept", Fixture, NULL, fixture_set_up, test_state_is_kept, fixture_tear_down);
  return g_test_run ();
}
