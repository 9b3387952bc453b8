/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may write what, and what becomes of writes that came too late or from somebody who is locked out. */
#include "centre-story.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)

typedef enum
{
  STAFF,
  MENTOR,
  OTHER,
  ORGANISER,
  FINANCE,
} Who;

static Device *
device_of (Story *story, Who who)
{
  Device *devices[] = { story->staff, story->mentor, story->other, story->organiser, story->finance };

  return devices[who];
}

/* What is written to: an existing record of the story by its place there, or a new one. */
typedef struct
{
  const char *name;
  Who who;
  const char *kind;
  gsize record; /* offset in Story; 0 for a new one */
  const char *reg;
  const char *value;
  gsize link; /* offset in Story of an id that is the value */
  const char *with;
  gsize with_link; /* another register, so that a new record belongs somewhere */
  LotseVerdict verdict;
} RightCase;

#define AT(member) G_STRUCT_OFFSET (Story, member)
#define YES LOTSE_VERDICT_MERGED
#define NO LOTSE_VERDICT_REFUSED

static const RightCase cases[] = {
  { "staff-writes-anything", STAFF, "person", AT (stranger), "phone", "1", 0, NULL, 0, YES },
  { "staff-makes-no-conflicts", STAFF, "conflict", 0, "register_name", "x", 0, NULL, 0, NO },
  { "staff-sends-no-sheets-yet", STAFF, "response", 0, "language", "de", 0, NULL, 0, NO },
  { "mentor-writes-own-session", MENTOR, "session", 0, "summary", "Hi", 0, "pair", AT (pair), YES },
  { "mentor-goes-on-with-the-pairs-session", MENTOR, "session", AT (session), "summary", "Hi", 0, NULL, 0, YES },
  { "mentor-writes-own-goal", MENTOR, "goal", AT (goal), "note", "Hi", 0, NULL, 0, YES },
  { "mentor-writes-own-profile", MENTOR, "mentor_profile", AT (mentor_profile), "capacity", "2", 0, NULL, 0, YES },
  { "mentor-does-not-accept-himself", MENTOR, "mentor_profile", AT (mentor_profile), "state", "active", 0, NULL, 0, NO },
  { "mentor-does-not-write-the-pair", MENTOR, "mentoring_pair", AT (pair), "target", "x", 0, NULL, 0, NO },
  { "mentor-does-not-write-the-mentee", MENTOR, "person", AT (mentee), "phone", "1", 0, NULL, 0, NO },
  { "mentor-does-not-write-the-mentees-profile", MENTOR, "mentee_profile", AT (mentee_profile), "goals", "x", 0, NULL, 0, NO },
  { "mentor-does-not-write-an-organisation", MENTOR, "organisation", AT (organisation), "phone", "1", 0, NULL, 0, NO },
  { "mentor-makes-no-organisation", MENTOR, "organisation", 0, "name", "x", 0, NULL, 0, NO },
  { "mentor-writes-no-session-of-nobody", MENTOR, "session", 0, "summary", "Hi", 0, NULL, 0, NO },
  { "mentor-writes-own-task", MENTOR, "task", 0, "text", "Hi", 0, "assignee", AT (mentor_person), YES },
  { "other-mentor-writes-no-session-of-the-pair", OTHER, "session", 0, "summary", "Hi", 0, "pair", AT (pair), NO },
  { "other-mentor-does-not-go-on-with-the-session", OTHER, "session", AT (session), "summary", "Hi", 0, NULL, 0, NO },
  { "other-mentor-does-not-delete-the-session", OTHER, "session", AT (session), "_deleted", "1", 0, NULL, 0, NO },
  { "other-mentor-gives-no-task-to-the-first", OTHER, "task", 0, "text", "Hi", 0, "assignee", AT (mentor_person), NO },
  { "organiser-writes-events", ORGANISER, "event", AT (event), "title_en", "Fest", 0, NULL, 0, YES },
  { "organiser-makes-people", ORGANISER, "person", 0, "display_name", "Walk In", 0, NULL, 0, YES },
  { "organiser-writes-no-people-off-the-desk", ORGANISER, "person", AT (stranger), "phone", "1", 0, NULL, 0, NO },
  { "organiser-sees-no-gender", ORGANISER, "person", 0, "gender", "female", 0, "display_name", 0, NO },
  { "organiser-makes-no-registration-of-a-stranger", ORGANISER, "registration", 0, "person", NULL, AT (stranger), "event", AT (event), NO },
  { "organiser-takes-no-consent-of-a-stranger", ORGANISER, "consent", 0, "person", NULL, AT (stranger), "note", 0, NO },
  { "organiser-writes-no-grants", ORGANISER, "application", 0, "title", "x", 0, NULL, 0, NO },
  { "organiser-writes-no-staff-notes", ORGANISER, "person", 0, "staff_notes", "x", 0, "display_name", 0, NO },
  { "finance-writes-grants", FINANCE, "application", AT (application), "title", "More", 0, NULL, 0, YES },
  { "finance-writes-no-people", FINANCE, "person", 0, "display_name", "x", 0, NULL, 0, NO },
  { "finance-links-to-no-people", FINANCE, "payout", 0, "person", NULL, AT (mentee), "payee", 0, NO },
  { "a-link-has-its-kind", STAFF, "session", AT (session), "pair", NULL, AT (mentee), NULL, 0, NO },
};

static const char *
id_at (Story *story, gsize offset)
{
  return *(char **) ((char *) story + offset);
}

static void
test_right (gconstpointer data)
{
  const RightCase *right = data;
  g_autoptr (Story) story = story_new ("agreed");
  Device *device = device_of (story, right->who);
  g_autofree char *fresh = lotse_id_new ();
  const char *id = right->record != 0 ? id_at (story, right->record) : fresh;
  const char *value = right->link != 0 ? id_at (story, right->link) : right->value;

  if (right->with != NULL)
    device_edit (device, right->kind, id, right->reg, value, right->with,
                 right->with_link != 0 ? id_at (story, right->with_link) : "Somebody", NULL);
  else
    device_edit (device, right->kind, id, right->reg, value, NULL);
  device_sync (device);
  g_assert_cmpint (device_verdict (device, id, right->reg), ==, right->verdict);
  if (right->verdict == YES)
    {
      g_autofree char *kept = fixture_value (story->fixture, id, right->reg);
      g_assert_cmpstr (kept, ==, value);
    }
  story_check (story);
}

/* --- Late ---------------------------------------------------------------------------------------------------------------- */

static const char *
review_reason (Story *story)
{
  const LotseChange *review;

  device_sync (story->staff);
  review = device_only (story->staff, "review");
  return review != NULL ? lotse_registers_value (review->registers, "reason") : NULL;
}

/* An unsent session arrives although the pair was given to another meanwhile; then everything leaves the device. */
static void
test_late_write_is_merged (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *session = lotse_id_new ();

  device_edit (story->mentor, "session", session, "pair", story->pair, "date", "2026-11-21", "summary", "Unsent", NULL);
  device_edit (story->mentor, "session", story->session, "summary", "Changed offline", NULL);
  device_put (story->staff, "mentoring_pair", story->pair, "mentor", story->other_person, NULL);
  fixture_pass (story->fixture, 20 * DAY_MS);
  device_sync (story->mentor);
  g_assert_cmpint (device_verdict (story->mentor, session, "summary"), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpint (device_verdict (story->mentor, story->session, "summary"), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpuint (device_count (story->mentor, "session"), ==, 0);
  device_sync (story->other);
  g_assert_cmpstr (device_value (story->other, session, "summary"), ==, "Unsent");
  /* Now that it knows, it may not. */
  device_put (story->mentor, "session", session, "summary", "Again", NULL);
  g_assert_cmpstr (device_reason (story->mentor, session, "summary"), ==, "no-right");
  story_check (story);
}

static void
test_very_late_write_goes_to_staff (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *session = lotse_id_new ();

  device_edit (story->mentor, "session", session, "pair", story->pair, "date", "2026-11-21", "summary", "Unsent", NULL);
  device_put (story->staff, "mentoring_pair", story->pair, "mentor", story->other_person, NULL);
  fixture_pass (story->fixture, 31 * DAY_MS);
  device_sync (story->mentor);
  g_assert_cmpint (device_verdict (story->mentor, session, "summary"), ==, LOTSE_VERDICT_REVIEW);
  g_assert_cmpstr (review_reason (story), ==, "late");
  g_assert_false (device_has (story->staff, session));
  story_check (story);
}

/* Staff decides, and then it takes its place as if it had come in time. */
static void
test_accepted_review_takes_its_place (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *session = lotse_id_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *review = NULL;

  device_edit (story->mentor, "session", session, "pair", story->pair, "date", "2026-11-21", "summary", "Unsent", NULL);
  g_assert_true (lotse_centre_set_disabled (story->fixture->centre, "mentor", TRUE, &error));
  device_sync (story->mentor);
  device_sync (story->staff);
  g_assert_nonnull (device_only (story->staff, "review"));
  review = g_strdup (device_only (story->staff, "review")->id);
  /* What it says, nobody changes. */
  device_put (story->staff, "review", review, "edit", "{}", NULL);
  g_assert_cmpint (device_verdict (story->staff, review, "edit"), ==, LOTSE_VERDICT_REFUSED);
  g_assert_false (device_has (story->staff, session));
  device_put (story->staff, "review", review, "decision", "accepted", NULL);
  g_assert_cmpstr (device_value (story->staff, session, "summary"), ==, "Unsent");
  g_assert_true (lotse_centre_set_disabled (story->fixture->centre, "mentor", FALSE, &error));
  g_clear_pointer (&story->mentor->cursor, g_free);
  device_sync (story->mentor);
  g_assert_cmpstr (device_value (story->mentor, session, "summary"), ==, "Unsent");
  story_check (story);
}

/* --- Locked out --------------------------------------------------------------------------------------------------------- */

static void
test_disabled_account (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *session = lotse_id_new ();
  g_autoptr (GError) error = NULL;

  device_edit (story->mentor, "session", session, "pair", story->pair, "date", "2026-11-21", "summary", "Unsent", NULL);
  lotse_centre_set_disabled (story->fixture->centre, "mentor", TRUE, &error);
  g_assert_no_error (error);
  device_sync (story->mentor);
  g_assert_cmpint (device_verdict (story->mentor, session, "summary"), ==, LOTSE_VERDICT_REVIEW);
  g_assert_true (story->mentor->flags & LOTSE_SYNC_FORGET_ALL);
  g_assert_cmpuint (g_hash_table_size (story->mentor->records), ==, 0);
  g_assert_cmpstr (review_reason (story), ==, "account");
  /* A repeat makes no second review. */
  device_sync (story->mentor);
  g_assert_cmpuint (device_count (story->staff, "review"), ==, 1);
}

static void
test_revoked_device (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autoptr (Device) second = device_new (story->fixture, "mentor");
  g_autoptr (GError) error = NULL;

  device_sync (second);
  device_edit (story->mentor, "goal", story->goal, "note", "Unsent", NULL);
  lotse_centre_revoke_device (story->fixture->centre, story->mentor->number, &error);
  g_assert_no_error (error);
  device_sync (story->mentor);
  g_assert_true (story->mentor->flags & LOTSE_SYNC_FORGET_ALL);
  g_assert_cmpint (device_verdict (story->mentor, story->goal, "note"), ==, LOTSE_VERDICT_REVIEW);
  g_assert_cmpstr (review_reason (story), ==, "device");
  device_sync (second);
  g_assert_true (device_has (second, story->goal));
  g_assert_null (device_value (second, story->goal, "note"));
}

/* A write in the name of another device is none. */
static void
test_stamp_of_another_device (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  LotseEdit *edit = device_edit (story->mentor, "goal", story->goal, "note", "Forged", NULL);

  edit->stamp.device = story->staff->number;
  device_sync (story->mentor);
  g_assert_cmpstr (device_reason (story->mentor, story->goal, "note"), ==, "wrong-device");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/rights/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_right);
    }
  g_test_add_func ("/rights/late-write-is-merged", test_late_write_is_merged);
  g_test_add_func ("/rights/very-late-write-goes-to-staff", test_very_late_write_goes_to_staff);
  g_test_add_func ("/rights/accepted-review-takes-its-place", test_accepted_review_takes_its_place);
  g_test_add_func ("/rights/disabled-account", test_disabled_account);
  g_test_add_func ("/rights/revoked-device", test_revoked_device);
  g_test_add_func ("/rights/stamp-of-another-device", test_stamp_of_another_device);
  return g_test_run ();
}
