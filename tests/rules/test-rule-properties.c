/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold of every rule, tried on random ones.  The seed is fixed and printed; LOTSE_SEED tries another one and
 * LOTSE_ROUNDS more.
 */
#include "rules-fixture.h"

#include "lotse-test-fuzz.h"
#include "lotse-value.h"
#include "lotse-workday.h"

#define ROUNDS lotse_test_number ("LOTSE_ROUNDS", 1000)
#define WORLDS 25

static const char *const states[] = { NULL, "HE", "BY", "NW", "SN", "BE" };

static gboolean
chance (GRand *random, int of)
{
  return g_rand_int_range (random, 0, of) == 0;
}

static const char *
random_state (GRand *random)
{
  return states[g_rand_int_range (random, 0, G_N_ELEMENTS (states))];
}

static void
random_day (GRand *random, GDate *day)
{
  g_date_set_dmy (day, 1, G_DATE_JANUARY, 2023);
  g_date_add_days (day, (guint) g_rand_int_range (random, 0, 2600));
}

static void
random_condition (GRand *random, LotseRuleCondition *condition)
{
  condition->count = chance (random, 4) ? 0 : g_rand_int_range (random, -40, 41);
  condition->unit = condition->count != 0 ? (LotseRuleUnit) g_rand_int_range (random, 0, LOTSE_RULE_YEARS + 1) : LOTSE_RULE_DAYS;
  if (chance (random, 4))
    condition->end_of = (LotseRuleEnd) g_rand_int_range (random, LOTSE_RULE_END_OF_MONTH, LOTSE_RULE_END_OF_YEAR + 1);
  if (chance (random, 4))
    {
      condition->next_month = g_rand_int_range (random, 1, 13);
      condition->next_day = g_rand_int_range (random, 1, 1 + g_date_get_days_in_month ((GDateMonth) condition->next_month, 2024));
    }
  if (chance (random, 4))
    condition->day = g_rand_int_range (random, 1, 32);
  if (chance (random, 4))
    condition->by_day = g_rand_int_range (random, 1, 32);
  if (chance (random, 6))
    condition->last_bank_day = g_rand_int_range (random, 1, 16);
}

static LotseRule *
random_rule (GRand *random, const char *key)
{
  static const char *const types[] = { "application", "disbursement", "spend_by", "interim_proof", "narrative_report", "own" };
  static const char *const used[] = { "application.starts_on", "award.ends_on", "disbursement.paid_on", "event.date", "call.closes" };
  LotseRule *rule = lotse_rule_new (key, types[g_rand_int_range (random, 0, G_N_ELEMENTS (types))]);

  for (int i = g_rand_int_range (random, 1, 4); i > 0; i--)
    random_condition (random, lotse_rule_add_condition (rule, used[g_rand_int_range (random, 0, G_N_ELEMENTS (used))]));
  rule->shift = (LotseRuleShift) g_rand_int_range (random, LOTSE_RULE_STAYS, LOTSE_RULE_BEFORE + 1);
  rule->state = g_strdup (random_state (random));
  rule->off = chance (random, 10);
  rule->yearly = chance (random, 4) && g_str_has_prefix (((LotseRuleCondition *) rule->conditions->pdata[0])->anchor, "award.");
  if (chance (random, 3))
    rule->name = g_strdup ("„Bericht“ \"x\" \\");
  if (chance (random, 3))
    rule->source = g_strdup ("Nr. 6 ANBest-P");
  if (chance (random, 3))
    rule->rest = g_strdup ("{\"moon\":[1,{\"full\":true}]}");
  return rule;
}

static void
test_round_trip (void)
{
  g_autoptr (GRand) random = lotse_test_random ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LotseRule) rule = random_rule (random, "a");
      g_autofree char *json = lotse_rule_to_json (rule);
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseRule) again = lotse_rule_parse ("a", json, &error);
      g_autofree char *same = NULL, *words = NULL;

      g_assert_no_error (error);
      same = lotse_rule_to_json (again);
      g_assert_cmpstr (same, ==, json);
      words = lotse_rule_describe (again);
      g_assert_true (g_utf8_validate (words, -1, NULL) && *words != '\0');
    }
}

/* Damaged rules are understood or refused with a message. */
static void
test_damaged (void)
{
  g_autoptr (GRand) random = lotse_test_random ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LotseRule) rule = random_rule (random, "a");
      g_autofree char *json = lotse_rule_to_json (rule);
      GString *damaged = lotse_test_damage (random, json);
      g_autofree char *text = g_utf8_make_valid (damaged->str, (gssize) damaged->len);
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseRule) again = lotse_rule_parse ("a", text, &error);

      g_assert_true ((again != NULL) == (error == NULL));
      g_string_free (damaged, TRUE);
    }
}

static gboolean
count (const LotseRule *rule, const GDate *anchor, const char *state, GDate *due)
{
  if (!lotse_rule_condition_apply (rule->conditions->pdata[0], anchor, state, due, NULL))
    return FALSE;
  lotse_rule_shift (rule, state, due, NULL);
  return TRUE;
}

/* Every step keeps the order of days, so a whole rule does. */
static void
test_later_is_never_earlier (void)
{
  g_autoptr (GRand) random = lotse_test_random ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LotseRule) rule = random_rule (random, "a");
      const char *state = random_state (random);
      GDate anchor, due, later;

      random_day (random, &anchor);
      g_assert_true (count (rule, &anchor, state, &due));
      for (guint day = 0; day < 20; day++)
        {
          g_date_add_days (&anchor, (guint) g_rand_int_range (random, 0, 4));
          g_assert_true (count (rule, &anchor, state, &later));
          g_assert_cmpint (g_date_compare (&due, &later), <=, 0);
          due = later;
        }
    }
}

static void
test_working_days (void)
{
  g_autoptr (GRand) random = lotse_test_random ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      const char *state = random_state (random);
      const int n = g_rand_int_range (random, 1, 60);
      GDate from, day;
      int between = 0;

      random_day (random, &from);
      lotse_day_to_working_day (&from, chance (random, 2), state);
      g_assert_false (lotse_day_is_free (&from, state));
      day = from;
      lotse_day_add_working_days (&day, n, state);
      g_assert_false (lotse_day_is_free (&day, state));
      for (GDate d = from; g_date_compare (&d, &day) < 0; between += !lotse_day_is_free (&d, state))
        g_date_add_days (&d, 1);
      g_assert_cmpint (between, ==, n);
      lotse_day_add_working_days (&day, -n, state);
      g_assert_cmpint (g_date_compare (&day, &from), ==, 0);
    }
}

/* --- Moving anchors ------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseRecord *record;
  const char *field;
} Anchor;

typedef struct
{
  Records records;
  GArray *anchors; /* of Anchor */
} World;

static char *
random_date (GRand *random)
{
  char text[32];
  GDate day;

  random_day (random, &day);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &day);
  return g_strdup (text);
}

static LotseRecord *
add_anchor (World *self, GRand *random, const char *kind, const char *field, const char *link, const LotseRecord *to)
{
  LotseRecord *record = record_add (&self->records, kind, NULL);
  Anchor anchor = { record, field };
  g_autofree char *date = random_date (random);

  g_array_append_val (self->anchors, anchor);
  record_set (record, field, date);
  if (link != NULL && g_str_equal (link, "applications"))
    g_assert_true (lotse_record_set_element (record, link, lotse_record_get_id (to), "1", NULL));
  else if (link != NULL)
    record_set (record, link, lotse_record_get_id (to));
  return record;
}

/* Somebody handed in, set by hand or gave away some of what there is. */
static void
decide (World *self, GRand *random)
{
  g_autoptr (GPtrArray) list = lotse_deadlines_list (&self->records.overlay.records, &self->records.options, NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const LotseDeadline *deadline = list->pdata[i];
      LotseRecord *stored;

      if (!chance (random, 3) || deadline->due == NULL)
        continue;
      stored = lotse_deadline_dup_record (deadline, &self->records.overlay.records, NULL);
      record_set (stored, "due", chance (random, 2) ? deadline->due : "2026-02-01");
      record_set (stored, chance (random, 2) ? "handed_in_on" : "not_needed_because", "2026-01-31");
      g_ptr_array_add (self->records.list, stored);
    }
}

static void
world_init (World *self, GRand *random)
{
  LotseRecord *programme, *application, *award;

  records_init (&self->records);
  self->anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));
  programme = record_add (&self->records, "grant_programme", "name", "Kleine Hilfe", NULL);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *key = g_strdup_printf ("rule-%u", i);
      g_autoptr (LotseRule) rule = random_rule (random, key);
      g_autofree char *json = lotse_rule_to_json (rule);

      rule_add (programme, key, json);
    }
  application = add_anchor (self, random, "application", "starts_on", "programme", programme);
  record_set (application, "call",
              lotse_record_get_id (add_anchor (self, random, "call", "opens_on", "programme", programme)));
  for (guint i = 0; i < 2; i++)
    {
      award = add_anchor (self, random, "award", "ends_on", "application", application);
      if (chance (random, 2))
        record_set (add_anchor (self, random, "award", "ends_on", "application", application), "amends", lotse_record_get_id (award));
      add_anchor (self, random, "disbursement", "paid_on", "award", award);
      add_anchor (self, random, "event", "date", "applications", application);
    }
  decide (self, random);
}

static void
world_clear (World *self)
{
  g_array_unref (self->anchors);
  records_clear (&self->records);
}

/* All that people see of them. */
static char *
picture (World *self)
{
  g_autoptr (GPtrArray) list = lotse_deadlines_list (&self->records.overlay.records, &self->records.options, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const LotseDeadline *deadline = list->pdata[i];
      g_autofree char *steps = NULL;

      g_ptr_array_add (deadline->steps, NULL);
      steps = g_strjoinv ("; ", (char **) deadline->steps->pdata);
      g_string_append_printf (text, "%s %d %d %s %s %s %s\n", deadline->id, deadline->state, deadline->origin, deadline->due, deadline->rule_due,
                              deadline->missing, steps);
    }
  return g_string_free (text, FALSE);
}

/* The record with another date, as it would be saved. */
static LotseRecord *
moved_copy (const Anchor *anchor, const char *date)
{
  LotseRecord *copy = lotse_record_copy (anchor->record);

  record_set (copy, anchor->field, date);
  return copy;
}

static char *
moves_text (World *self, const Anchor *anchor, const char *date)
{
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) moves = NULL;
  GString *text = g_string_new (NULL);

  g_ptr_array_add (changed, moved_copy (anchor, date));
  moves = lotse_deadlines_moved (&self->records.overlay.records, changed, &self->records.options, NULL);
  for (guint i = 0; i < moves->len; i++)
    {
      g_autofree char *line = lotse_deadline_move_describe (moves->pdata[i]);

      g_assert_cmpstr (line, !=, "");
      g_string_append (text, line);
    }
  return g_string_free (text, FALSE);
}

static void
move_and_back (World *self, GRand *random, const Anchor *anchor)
{
  g_autofree char *before = picture (self);
  g_autofree char *old = g_strdup (lotse_record_get (anchor->record, anchor->field));
  g_autofree char *date = random_date (random);
  g_autofree char *foreseen = moves_text (self, anchor, date);
  g_autofree char *after = NULL, *again = NULL, *nothing = NULL;

  record_set (anchor->record, anchor->field, date);
  after = picture (self);
  /* What was shown before saving says whether something moves. */
  if (*foreseen != '\0')
    g_assert_cmpstr (after, !=, before);
  nothing = moves_text (self, anchor, date);
  g_assert_cmpstr (nothing, ==, "");
  record_set (anchor->record, anchor->field, old);
  again = picture (self);
  g_assert_cmpstr (again, ==, before);
}

static void
test_forth_and_back (void)
{
  g_autoptr (GRand) random = lotse_test_random ();

  for (guint i = 0; i < WORLDS; i++)
    {
      World world;

      world_init (&world, random);
      world.records.options.flags |= LOTSE_DEADLINES_EXPLAINED;
      for (guint a = 0; a < world.anchors->len; a++)
        move_and_back (&world, random, &g_array_index (world.anchors, Anchor, a));
      world_clear (&world);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  g_test_add_func ("/rule-properties/round-trip", test_round_trip);
  g_test_add_func ("/rule-properties/damaged", test_damaged);
  g_test_add_func ("/rule-properties/later-is-never-earlier", test_later_is_never_earlier);
  g_test_add_func ("/rule-properties/working-days", test_working_days);
  g_test_add_func ("/rule-properties/forth-and-back", test_forth_and_back);
  return g_test_run ();
}
