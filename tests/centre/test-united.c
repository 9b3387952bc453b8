/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several records for one human are one for the buckets, and who may unite them. */
#include "centre-story.h"

#include <string.h>

/* What the mentor has of the mentee's double, whom nothing leads to but the uniting. */
static void
check_double (Story *story, gboolean there)
{
  story_sync (story);
  g_assert_cmpint (device_has (story->mentor, story->stranger), ==, there);
  g_assert_false (device_has (story->other, story->stranger));
  story_check (story);
}

static void
test_mentor_has_both_records_of_the_mentee (gconstpointer data)
{
  gboolean other_way = GPOINTER_TO_INT (data);
  g_autoptr (Story) story = story_new ("agreed");
  const char *of = other_way ? story->stranger : story->mentee;
  const char *into = other_way ? story->mentee : story->stranger;

  check_double (story, FALSE);
  device_put (story->staff, "person", of, "_merged_into", into, NULL);
  check_double (story, TRUE);
  g_assert_cmpstr (device_value (story->mentor, story->stranger, "display_name"), ==, "Nobody's");
  /* Taken apart it is forgotten, and so it is with a double in the bin. */
  device_put (story->staff, "person", of, "_merged_into", NULL, NULL);
  check_double (story, FALSE);
  device_put (story->staff, "person", of, "_merged_into", into, NULL);
  check_double (story, TRUE);
  device_delete (story->staff, "person", story->stranger);
  check_double (story, FALSE);
}

static void
test_profile_of_the_double (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *profile = lotse_id_new ();

  device_put (story->staff, "mentee_profile", profile, "person", story->stranger, "goals", "A flat", NULL);
  story_sync (story);
  g_assert_false (device_has (story->mentor, profile));
  device_put (story->staff, "person", story->stranger, "_merged_into", story->mentee, NULL);
  story_sync (story);
  g_assert_cmpstr (device_value (story->mentor, profile, "goals"), ==, "A flat");
  /* A pair that comes later leads to all of them, too. */
  device_put (story->staff, "mentoring_pair", story->pair, "mentee", story->other_person, NULL);
  story_sync (story);
  g_assert_false (device_has (story->mentor, profile));
  device_put (story->staff, "mentoring_pair", story->pair, "mentee", story->stranger, NULL);
  story_sync (story);
  g_assert_true (device_has (story->mentor, profile));
  g_assert_true (device_has (story->mentor, story->mentee));
  g_assert_true (device_has (story->mentor, story->mentee_profile));
  story_check (story);
}

/* An account is its person under all of its records: it has what is its own and the pairs of each. */
static void
test_account_of_a_double (void)
{
  g_autoptr (Story) story = story_new ("agreed");

  g_assert_false (device_has (story->other, story->pair));
  device_put (story->staff, "person", story->other_person, "_merged_into", story->mentor_person, NULL);
  story_sync (story);
  g_assert_true (device_has (story->other, story->mentor_person));
  g_assert_cmpstr (device_value (story->other, story->mentor_person, "gender"), ==, "female");
  g_assert_true (device_has (story->other, story->mentor_profile));
  g_assert_true (device_has (story->other, story->pair));
  g_assert_true (device_has (story->other, story->session));
  g_assert_true (device_has (story->mentor, story->session));
  story_check (story);
  device_put (story->staff, "person", story->other_person, "_merged_into", NULL, NULL);
  story_sync (story);
  g_assert_false (device_has (story->other, story->mentor_person));
  g_assert_false (device_has (story->other, story->pair));
  g_assert_true (device_has (story->mentor, story->pair));
  story_check (story);
}

/* Three records in a chain; without the one in the middle they fall apart. */
static void
test_chain_and_circle (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *middle = lotse_id_new ();
  g_autoptr (GError) error = NULL;

  device_put (story->staff, "person", middle, "display_name", "Jussuf", "_merged_into", story->mentee, NULL);
  device_put (story->staff, "person", story->stranger, "_merged_into", middle, NULL);
  check_double (story, TRUE);
  device_put (story->staff, "person", story->mentee, "_merged_into", story->stranger, NULL);
  check_double (story, TRUE);
  device_put (story->staff, "person", story->mentee, "_merged_into", NULL, NULL);
  check_double (story, TRUE);
  lotse_centre_erase (story->fixture->centre, middle, &error);
  g_assert_no_error (error);
  check_double (story, FALSE);
}

static void
test_desk_has_both (void)
{
  g_autoptr (Story) story = story_new ("agreed");

  device_put (story->staff, "registration", story->registration, "person", story->stranger, "event", story->event, NULL);
  story_sync (story);
  g_assert_true (device_has (story->organiser, story->stranger));
  g_assert_false (device_has (story->organiser, story->mentee));
  device_put (story->staff, "person", story->mentee, "_merged_into", story->stranger, NULL);
  story_sync (story);
  g_assert_true (device_has (story->organiser, story->mentee));
  g_assert_null (device_value (story->organiser, story->mentee, "gender"));
  device_put (story->staff, "person", story->mentee, "_merged_into", NULL, NULL);
  story_sync (story);
  g_assert_false (device_has (story->organiser, story->mentee));
  story_check (story);
}

/* --- Who may unite ---------------------------------------------------------------------------------------------------- */

static char *
desk_person (Story *story, const char *name)
{
  char *id = lotse_id_new ();

  device_put (story->organiser, "person", id, "display_name", name, NULL);
  story_sync (story);
  return id;
}

static LotseVerdict
unite (Device *device, const char *of, const char *into)
{
  device_put (device, "person", of, "_merged_into", into, NULL);
  return device_verdict (device, of, "_merged_into");
}

static void
test_organiser_unites_at_the_desk (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *one = desk_person (story, "Olena");
  g_autofree char *two = desk_person (story, "Olena K.");

  g_assert_cmpint (unite (story->organiser, one, two), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpint (unite (story->organiser, one, NULL), ==, LOTSE_VERDICT_MERGED);
  /* Nobody whom the desk does not have, in either direction; and nobody who would see more by an account. */
  g_assert_cmpint (unite (story->organiser, one, story->mentee), ==, LOTSE_VERDICT_REFUSED);
  g_assert_cmpint (unite (story->organiser, story->mentee, one), ==, LOTSE_VERDICT_REFUSED);
  device_put (story->staff, "registration", story->registration, "person", story->other_person, "event", story->event, NULL);
  story_sync (story);
  g_assert_true (device_has (story->organiser, story->other_person));
  g_assert_cmpint (unite (story->organiser, story->other_person, one), ==, LOTSE_VERDICT_REFUSED);
  g_assert_cmpint (unite (story->organiser, one, story->other_person), ==, LOTSE_VERDICT_REFUSED);
  g_assert_cmpint (unite (story->staff, one, story->other_person), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpint (unite (story->organiser, two, one), ==, LOTSE_VERDICT_REFUSED);
  /* Taking apart takes nothing that others may not lose. */
  g_assert_cmpint (unite (story->organiser, one, NULL), ==, LOTSE_VERDICT_MERGED);
  story_sync (story);
  story_check (story);
}

static void
test_mentor_unites_nobody (void)
{
  g_autoptr (Story) story = story_new ("agreed");

  g_assert_cmpint (unite (story->mentor, story->mentee, story->mentor_person), ==, LOTSE_VERDICT_REFUSED);
  g_assert_cmpint (unite (story->mentor, story->mentor_person, story->mentee), ==, LOTSE_VERDICT_REFUSED);
  g_assert_cmpint (unite (story->finance, story->mentor_person, story->mentee), ==, LOTSE_VERDICT_REFUSED);
  story_check (story);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/united/mentor-has-both-records-of-the-mentee", GINT_TO_POINTER (FALSE), test_mentor_has_both_records_of_the_mentee);
  g_test_add_data_func ("/united/mentor-has-both-records-the-other-way", GINT_TO_POINTER (TRUE), test_mentor_has_both_records_of_the_mentee);
  g_test_add_func ("/united/profile-of-the-double", test_profile_of_the_double);
  g_test_add_func ("/united/account-of-a-double", test_account_of_a_double);
  g_test_add_func ("/united/chain-and-circle", test_chain_and_circle);
  g_test_add_func ("/united/desk-has-both", test_desk_has_both);
  g_test_add_func ("/united/organiser-unites-at-the-desk", test_organiser_unites_at_the_desk);
  g_test_add_func ("/united/mentor-unites-nobody", test_mentor_unites_nobody);
  return g_test_run ();
}
