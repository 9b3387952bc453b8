/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who receives what, record by record and field by field, from the first byte on and when it changes. */
#include "centre-story.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)

/* --- Pairs by state ------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *state;
  gboolean pair; /* the mentor has the pair, its session and goal, and the mentee's name */
  gboolean profile;
} StateCase;

static const StateCase states[] = {
  { "proposed", FALSE, FALSE }, { "declined", FALSE, FALSE }, { "introduced", TRUE, FALSE }, { "trial_phase", TRUE, TRUE },
  { "agreed", TRUE, TRUE },     { "paused", TRUE, TRUE },     { "completed", TRUE, TRUE },   { "ended_early", TRUE, TRUE },
};

static void
check_mentor (Story *story, const StateCase *expected)
{
  g_assert_true (device_has (story->mentor, story->mentor_person));
  g_assert_true (device_has (story->mentor, story->mentor_profile));
  g_assert_true (device_has (story->mentor, story->organisation));
  g_assert_cmpint (device_has (story->mentor, story->pair), ==, expected->pair);
  g_assert_cmpint (device_has (story->mentor, story->session), ==, expected->pair);
  g_assert_cmpint (device_has (story->mentor, story->goal), ==, expected->pair);
  g_assert_cmpint (device_has (story->mentor, story->mentee), ==, expected->pair);
  g_assert_cmpint (device_has (story->mentor, story->mentee_profile), ==, expected->profile);
  g_assert_false (device_has (story->mentor, story->stranger));
  g_assert_false (device_has (story->mentor, story->application));
  g_assert_false (device_has (story->other, story->pair));
  g_assert_false (device_has (story->other, story->mentee));
  g_assert_false (device_has (story->organiser, story->mentee));
}

static void
test_pair_in_state (gconstpointer data)
{
  const StateCase *expected = data;
  g_autoptr (Story) story = story_new (expected->state);

  check_mentor (story, expected);
  /* What was never for it, never was on the device. */
  g_assert_cmpint (g_hash_table_contains (story->mentor->history, story->mentee), ==, expected->pair);
  story_check (story);
}

/* Every way from one state to another. */
static void
test_pair_changes_state (gconstpointer data)
{
  const StateCase *from = data;
  g_autoptr (Story) story = story_new (from->state);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      device_put (story->staff, "mentoring_pair", story->pair, "state", states[i].state, NULL);
      story_sync (story);
      check_mentor (story, &states[i]);
      device_put (story->staff, "mentoring_pair", story->pair, "state", from->state, NULL);
      story_sync (story);
      check_mentor (story, from);
    }
  story_check (story);
}

static void
test_pair_is_given_to_another (void)
{
  g_autoptr (Story) story = story_new ("agreed");

  device_put (story->staff, "mentoring_pair", story->pair, "mentor", story->other_person, NULL);
  device_sync (story->mentor);
  device_sync (story->other);
  g_assert_false (device_has (story->mentor, story->pair));
  g_assert_false (device_has (story->mentor, story->session));
  g_assert_false (device_has (story->mentor, story->mentee));
  g_assert_false (device_has (story->mentor, story->mentee_profile));
  g_assert_true (device_has (story->mentor, story->mentor_profile));
  g_assert_true (device_has (story->other, story->session));
  g_assert_true (device_has (story->other, story->mentee_profile));
  /* The new mentor is shown to nobody else's pair, the old one's profile not to the new one. */
  g_assert_false (device_has (story->other, story->mentor_profile));
  story_check (story);
}

static void
test_pair_ends_and_lapses (void)
{
  g_autoptr (Story) story = story_new ("agreed");

  device_put (story->staff, "mentoring_pair", story->pair, "state", "completed", "state_dates/completed", "2026-11-18", NULL);
  fixture_pass (story->fixture, 41 * DAY_MS);
  device_sync (story->mentor);
  g_assert_true (device_has (story->mentor, story->session));
  fixture_pass (story->fixture, 3 * DAY_MS);
  device_sync (story->mentor);
  g_assert_false (device_has (story->mentor, story->session));
  g_assert_false (device_has (story->mentor, story->mentee));
  story_check (story);
  /* The programme may say otherwise. */
  device_put (story->staff, "programme", story->programme, "weeks_after_end", "10", NULL);
  device_sync (story->mentor);
  g_assert_true (device_has (story->mentor, story->session));
  device_put (story->staff, "programme", story->programme, "weeks_after_end", "1", NULL);
  device_sync (story->mentor);
  g_assert_false (device_has (story->mentor, story->session));
  story_check (story);
}

static void
test_pair_in_the_bin_is_nobodys (void)
{
  g_autoptr (Story) story = story_new ("agreed");

  device_delete (story->staff, "mentoring_pair", story->pair);
  story_sync (story);
  g_assert_false (device_has (story->mentor, story->pair));
  g_assert_false (device_has (story->mentor, story->mentee));
  device_put (story->staff, "mentoring_pair", story->pair, "_deleted", NULL, NULL);
  story_sync (story);
  g_assert_true (device_has (story->mentor, story->mentee));
  story_check (story);
}

/* A record that enters a bucket which the device has long held. */
static void
test_record_enters_a_bucket_long_held (void)
{
  g_autoptr (Story) story = story_new ("agreed");

  device_put (story->staff, "mentoring_pair", story->pair, "mentee", story->stranger, NULL);
  device_sync (story->mentor);
  g_assert_cmpstr (device_value (story->mentor, story->stranger, "display_name"), ==, "Nobody's");
  g_assert_false (device_has (story->mentor, story->mentee));
  g_assert_false (device_has (story->mentor, story->mentee_profile));
  story_check (story);
}

/*
 * The account loses a bucket while its device is away, and then a record leaves that bucket and comes back to it: the device has
 * had it all along, and must give it up with the rest.
 */
static void
test_record_comes_back_to_a_bucket_that_was_lost (void)
{
  g_autoptr (Story) story = story_new ("agreed");

  g_assert_true (device_has (story->mentor, story->session));
  device_put (story->staff, "mentoring_pair", story->pair, "mentor", story->other_person, NULL);
  device_put (story->staff, "session", story->session, "pair", NULL, NULL);
  device_put (story->staff, "goal", story->goal, "pair", NULL, NULL);
  device_put (story->staff, "session", story->session, "pair", story->pair, NULL);
  device_sync (story->mentor);
  g_assert_false (device_has (story->mentor, story->session));
  g_assert_false (device_has (story->mentor, story->goal));
  g_assert_false (device_has (story->mentor, story->mentee));
  device_sync (story->other);
  g_assert_true (device_has (story->other, story->session));
  story_check (story);
}

/* --- Fields ------------------------------------------------------------------------------------------------------------ */

static void
test_fields_by_audience (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *registration = lotse_id_derive ("registration", story->event, story->mentee, NULL);
  /* Field of the mentee; who sees its value: staff, mentor, organiser. */
  const struct
  {
    const char *reg;
    gboolean staff, mentor, organiser;
  } fields[] = {
    { "display_name", TRUE, TRUE, TRUE }, { "phone", TRUE, TRUE, TRUE },         { "gender", TRUE, FALSE, FALSE },
    { "street", TRUE, TRUE, FALSE },      { "languages/ar", TRUE, FALSE, TRUE }, { "staff_notes", TRUE, FALSE, FALSE },
  };

  device_put (story->staff, "registration", registration, "event", story->event, "person", story->mentee, "state", "registered", NULL);
  story_sync (story);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_assert_cmpint (device_value (story->staff, story->mentee, fields[i].reg) != NULL, ==, fields[i].staff);
      g_assert_cmpint (device_value (story->mentor, story->mentee, fields[i].reg) != NULL, ==, fields[i].mentor);
      g_assert_cmpint (device_value (story->organiser, story->mentee, fields[i].reg) != NULL, ==, fields[i].organiser);
    }
  g_assert_null (device_value (story->mentor, story->pair, "mentee_health"));
  g_assert_cmpstr (device_value (story->staff, story->pair, "mentee_health"), ==, "good");
  g_assert_null (device_value (story->finance, story->organisation, "staff_notes"));
  g_assert_cmpstr (device_value (story->mentor, story->mentor_person, "gender"), ==, "female");
  story_check (story);
}

static void
test_private_note_is_its_authors (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *session = lotse_id_new ();

  g_assert_cmpstr (device_value (story->staff, story->session, "private_note"), ==, "the coordinator's own");
  g_assert_null (device_value (story->mentor, story->session, "private_note"));
  device_put (story->mentor, "session", session, "pair", story->pair, "date", "2026-11-21", "private_note", "mine", NULL);
  g_assert_cmpint (device_verdict (story->mentor, session, "private_note"), ==, LOTSE_VERDICT_MERGED);
  story_sync (story);
  g_assert_cmpstr (device_value (story->mentor, session, "private_note"), ==, "mine");
  g_assert_true (device_has (story->staff, session));
  g_assert_null (device_value (story->staff, session, "private_note"));
  /* Who does not see it does not write over it. */
  device_put (story->staff, "session", session, "private_note", "theirs", "summary", "Went well", NULL);
  device_sync (story->mentor);
  g_assert_cmpstr (device_value (story->mentor, session, "private_note"), ==, "mine");
  g_assert_cmpstr (device_value (story->mentor, session, "summary"), ==, "Went well");
  /* Two devices of the author agree about it among themselves. */
  {
    g_autoptr (Device) second = device_new (story->fixture, "mentor");

    device_sync (second);
    device_edit (second, "session", session, "private_note", "on the second", NULL);
    device_edit (story->mentor, "session", session, "private_note", "on the first", NULL);
    device_sync (second);
    device_sync (story->mentor);
    device_sync (second);
    g_assert_nonnull (device_only (second, "conflict"));
    device_sync (story->staff);
    g_assert_null (device_only (story->staff, "conflict"));
  }
  story_check (story);
}

/* A conflict lies where its record lies, and shows to those who see the field. */
static void
test_conflicts_have_the_audience_of_their_field (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) second = device_new (story->fixture, "staff");

  device_sync (second);
  device_edit (second, "mentoring_pair", story->pair, "mentee_health", "strained", "target", "Council", NULL);
  device_edit (story->staff, "mentoring_pair", story->pair, "mentee_health", "mixed", "target", "Club", NULL);
  device_sync (second);
  story_sync (story);
  g_assert_cmpuint (device_count (story->staff, "conflict"), ==, 2);
  g_assert_cmpuint (device_count (story->mentor, "conflict"), ==, 1);
  g_assert_cmpstr (lotse_registers_value (device_only (story->mentor, "conflict")->registers, "register_name"), ==, "target");
  g_assert_cmpuint (device_count (story->other, "conflict"), ==, 0);
  device_put (story->staff, "mentoring_pair", story->pair, "mentor", story->other_person, NULL);
  story_sync (story);
  g_assert_cmpuint (device_count (story->mentor, "conflict"), ==, 0);
  g_assert_cmpuint (device_count (story->other, "conflict"), ==, 1);
  story_check (story);
}

/* --- The desk, attached records, roles ------------------------------------------------------------------------------------ */

static void
test_desk_holds_people_at_events (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *registration = lotse_id_derive ("registration", story->event, story->stranger, NULL);
  g_autofree char *walk_in = lotse_id_new ();

  device_put (story->staff, "registration", registration, "event", story->event, "person", story->stranger, "state", "registered", NULL);
  device_edit (story->organiser, "person", walk_in, "display_name", "Walk In", NULL);
  story_sync (story);
  g_assert_true (device_has (story->organiser, story->stranger));
  g_assert_true (device_has (story->organiser, registration));
  g_assert_true (device_has (story->organiser, walk_in));
  g_assert_false (device_has (story->finance, registration));
  device_delete (story->staff, "registration", registration);
  story_sync (story);
  g_assert_false (device_has (story->organiser, story->stranger));
  g_assert_true (device_has (story->organiser, walk_in));
  story_check (story);
}

static void
test_attached_records_follow (void)
{
  g_autoptr (Story) story = story_new ("introduced");
  g_autofree char *task = lotse_id_new ();
  g_autofree char *paper = lotse_id_new ();
  g_autofree char *deadline = lotse_id_new ();

  device_edit (story->staff, "task", task, "text", "Call", "attached", story->pair, NULL);
  device_edit (story->staff, "attachment", paper, "title", "Notes", "attached", task, NULL);
  device_edit (story->staff, "deadline", deadline, "attached", story->application, "due", "2026-12-01", NULL);
  story_sync (story);
  g_assert_true (device_has (story->mentor, task));
  g_assert_true (device_has (story->mentor, paper));
  g_assert_true (device_has (story->finance, deadline));
  device_put (story->staff, "task", task, "attached", story->application, NULL);
  story_sync (story);
  g_assert_false (device_has (story->mentor, task));
  g_assert_false (device_has (story->mentor, paper));
  g_assert_true (device_has (story->finance, paper));
  story_check (story);
}

static void
test_single_assignment_is_the_mentors (void)
{
  g_autoptr (Story) story = story_new ("proposed");
  g_autofree char *session = lotse_id_new ();

  device_put (story->mentor, "session", session, "date", "2026-11-21", "mentor", story->mentor_person, "people_reached", "3", NULL);
  g_assert_cmpint (device_verdict (story->mentor, session, "date"), ==, LOTSE_VERDICT_MERGED);
  story_sync (story);
  g_assert_true (device_has (story->mentor, session));
  g_assert_false (device_has (story->other, session));
  story_check (story);
}

static void
set_roles (Story *story, const char *account, LotseRoles roles)
{
  g_autoptr (GError) error = NULL;

  lotse_centre_set_roles (story->fixture->centre, account, roles, &error);
  g_assert_no_error (error);
}

static void
test_roles_come_and_go (void)
{
  g_autoptr (Story) story = story_new ("agreed");

  set_roles (story, "finance", LOTSE_ROLE_FINANCE | LOTSE_ROLE_ORGANISER);
  set_roles (story, "other", LOTSE_ROLE_COORDINATOR);
  story_sync (story);
  g_assert_true (device_has (story->other, story->stranger));
  g_assert_cmpstr (device_value (story->other, story->mentee, "staff_notes"), ==, "shy");
  story_check (story);
  set_roles (story, "finance", LOTSE_ROLE_ORGANISER);
  set_roles (story, "other", LOTSE_ROLE_MENTOR);
  story_sync (story);
  g_assert_false (device_has (story->finance, story->application));
  g_assert_true (device_has (story->finance, story->event));
  g_assert_false (device_has (story->other, story->stranger));
  g_assert_false (device_has (story->other, story->mentee));
  g_assert_true (device_has (story->other, story->other_person));
  story_check (story);
  /* A mentor whose role is gone keeps what is open and the own person. */
  set_roles (story, "mentor", LOTSE_ROLE_ORGANISER);
  story_sync (story);
  g_assert_false (device_has (story->mentor, story->pair));
  g_assert_true (device_has (story->mentor, story->mentor_person));
  story_check (story);
}

static void
test_account_becomes_another_person (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (GError) error = NULL;

  lotse_centre_set_person (story->fixture->centre, "other", story->mentor_person, &error);
  g_assert_no_error (error);
  lotse_centre_set_person (story->fixture->centre, "mentor", NULL, &error);
  g_assert_no_error (error);
  story_sync (story);
  g_assert_true (device_has (story->other, story->pair));
  g_assert_false (device_has (story->other, story->other_person));
  g_assert_false (device_has (story->mentor, story->pair));
  g_assert_false (device_has (story->mentor, story->mentor_person));
  story_check (story);
}

/* A gain that is cut off between pages goes on, and nothing is missing. */
static void
test_gain_cut_off_between_pages (void)
{
  g_autoptr (Story) story = story_new ("introduced");
  LotseSyncAnswer *answer;

  for (guint i = 0; i < 7000; i++)
    {
      g_autofree char *id = lotse_id_new ();

      device_edit (story->staff, "session", id, "pair", story->pair, "date", "2026-11-20", NULL);
      if (story->staff->outbox->len == 2000)
        device_sync (story->staff);
    }
  device_sync (story->staff);
  device_put (story->staff, "mentoring_pair", story->pair, "mentor", story->other_person, NULL);
  answer = device_exchange (story->other, TRUE);
  g_assert_true (answer->flags & LOTSE_SYNC_MORE);
  lotse_sync_answer_free (answer);
  answer = device_exchange (story->other, FALSE);
  lotse_sync_answer_free (answer);
  device_put (story->staff, "session", story->session, "summary", "Changed meanwhile", NULL);
  device_sync (story->other);
  g_assert_cmpuint (device_count (story->other, "session"), ==, 7001);
  g_assert_cmpstr (device_value (story->other, story->session, "summary"), ==, "Changed meanwhile");
  device_sync (story->mentor);
  g_assert_cmpuint (device_count (story->mentor, "session"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *in = g_strdup_printf ("/buckets/pair-is-%s", states[i].state);
      g_autofree char *from = g_strdup_printf ("/buckets/pair-changes-from-%s", states[i].state);

      g_test_add_data_func (in, &states[i], test_pair_in_state);
      g_test_add_data_func (from, &states[i], test_pair_changes_state);
    }
  g_test_add_func ("/buckets/pair-is-given-to-another", test_pair_is_given_to_another);
  g_test_add_func ("/buckets/pair-ends-and-lapses", test_pair_ends_and_lapses);
  g_test_add_func ("/buckets/pair-in-the-bin-is-nobodys", test_pair_in_the_bin_is_nobodys);
  g_test_add_func ("/buckets/record-enters-a-bucket-long-held", test_record_enters_a_bucket_long_held);
  g_test_add_func ("/buckets/record-comes-back-to-a-bucket-that-was-lost", test_record_comes_back_to_a_bucket_that_was_lost);
  g_test_add_func ("/buckets/fields-by-audience", test_fields_by_audience);
  g_test_add_func ("/buckets/private-note-is-its-authors", test_private_note_is_its_authors);
  g_test_add_func ("/buckets/conflicts-have-the-audience-of-their-field", test_conflicts_have_the_audience_of_their_field);
  g_test_add_func ("/buckets/desk-holds-people-at-events", test_desk_holds_people_at_events);
  g_test_add_func ("/buckets/attached-records-follow", test_attached_records_follow);
  g_test_add_func ("/buckets/single-assignment-is-the-mentors", test_single_assignment_is_the_mentors);
  g_test_add_func ("/buckets/roles-come-and-go", test_roles_come_and_go);
  g_test_add_func ("/buckets/account-becomes-another-person", test_account_becomes_another_person);
  g_test_add_func ("/buckets/gain-cut-off-between-pages", test_gain_cut_off_between_pages);
  return g_test_run ();
}
