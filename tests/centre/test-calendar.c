/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of calendars: what each account finds there, and when there is nothing any more. */
#include "centre-story.h"

#include "lotse-login.h"

#include <string.h>

#define SECRET_1 "1111111111111111111111111111111111111111111111111111111111111111"
#define SECRET_2 "2222222222222222222222222222222222222222222222222222222222222222"
#define SECRET_3 "3333333333333333333333333333333333333333333333333333333333333333"

/* --- What the tests ask ----------------------------------------------------------------------------------------- */

static LotseCentreReply
ask_as (Fixture *fixture, const char *method, const char *path, const char *address, const char *known_tag)
{
  LotseCentreCall call = { .method = method, .path = path, .address = address, .known_tag = known_tag, .offset = -1, .whole = -1 };
  LotseCentreReply reply;

  lotse_centre_handle (fixture->centre, &call, &reply);
  return reply;
}

static LotseCentreReply
ask_for (Fixture *fixture, const char *secret)
{
  g_autofree char *path = g_strdup_printf ("/v1/calendar/%s.ics", secret);

  return ask_as (fixture, "GET", path, NULL, NULL);
}

static guint
status_of (Fixture *fixture, const char *secret)
{
  g_auto (LotseCentreReply) reply = ask_for (fixture, secret);

  return reply.status;
}

static char *
text_of (const LotseCentreReply *reply)
{
  gsize size = 0;
  const char *text = reply->body != NULL ? g_bytes_get_data (reply->body, &size) : NULL;

  return g_strndup (text != NULL ? text : "", size);
}

static guint
make_with (Device *device, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  LotseCentreCall call = { .method = "POST", .path = "/v1/calendar", .token = device->token, .body = bytes, .offset = -1, .whole = -1 };
  g_auto (LotseCentreReply) reply = { 0 };

  lotse_centre_handle (device->fixture->centre, &call, &reply);
  return reply.status;
}

static guint
make (Device *device, const char *secret)
{
  g_autofree char *body = g_strdup_printf ("{\"secret\":\"%s\",\"language\":\"en\"}", secret);

  return make_with (device, body);
}

static guint
take_back (Device *device)
{
  LotseCentreCall call = { .method = "DELETE", .path = "/v1/calendar", .token = device->token, .offset = -1, .whole = -1 };
  g_auto (LotseCentreReply) reply = { 0 };

  lotse_centre_handle (device->fixture->centre, &call, &reply);
  return reply.status;
}

/* --- Rights ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *of_grant, *of_pair, *of_profile, *own, *other;
} Made;

static void
made_clear (Made *self)
{
  g_free (self->of_grant);
  g_free (self->of_pair);
  g_free (self->of_profile);
  g_free (self->own);
  g_free (self->other);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Made, made_clear)

static char *
add_deadline (Story *story, const char *attached, const char *name)
{
  char *id = lotse_id_new ();

  device_edit (story->staff, "deadline", id, "type", "own", "name", name, "attached", attached, "due", "2027-02-26", "by_hand", "1", NULL);
  return id;
}

static char *
add_task (Story *story, const char *assignee, const char *text)
{
  char *id = lotse_id_new ();

  device_edit (story->staff, "task", id, "text", text, "assignee", assignee, "due", "2027-03-01", NULL);
  return id;
}

static void
make_all (Story *story, Made *made)
{
  made->of_grant = add_deadline (story, story->application, "Ask the city");
  made->of_pair = add_deadline (story, story->pair, "Look back");
  made->of_profile = add_deadline (story, story->mentor_profile, "Talk about training");
  device_edit (story->staff, "mentor_profile", story->mentor_profile, "certificate_date", "2024-01-10", "certificate_inspected_on",
               "2024-01-10", NULL);
  made->own = add_task (story, story->mentor_person, "Call Yusuf");
  made->other = add_task (story, story->other_person, "Call Maria");
  device_sync (story->staff);
}

static gboolean
has (const char *text, const char *id)
{
  g_autofree char *uid = g_strdup_printf ("UID:%s@lotse\r\n", id);

  return strstr (text, uid) != NULL;
}

/* A mentor finds no grants, a treasurer no mentees, staff no hundred certificates without a name, and nobody the name of a person. */
static void
test_rights (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_auto (Made) made = { NULL };
  const struct
  {
    Device *device;
    gboolean grant, pair, profile, own;
  } cases[] = { { story->staff, TRUE, TRUE, TRUE, FALSE },
                { story->mentor, FALSE, TRUE, TRUE, TRUE },
                { story->other, FALSE, FALSE, FALSE, FALSE },
                { story->finance, TRUE, FALSE, FALSE, FALSE },
                { story->organiser, FALSE, FALSE, FALSE, FALSE } };

  make_all (story, &made);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      static const char *const names[] = { "Maria", "Otto", "Yusuf", "Nobody" };
      g_auto (LotseCentreReply) reply = { 0 };
      g_autofree char *text = NULL;

      g_assert_cmpuint (make (cases[i].device, SECRET_1), ==, 200);
      reply = ask_for (story->fixture, SECRET_1);
      text = text_of (&reply);
      g_test_message ("%s", cases[i].device->account);
      g_assert_cmpuint (reply.status, ==, 200);
      g_assert_cmpstr (reply.type, ==, "text/calendar; charset=utf-8");
      g_assert_true (g_str_has_prefix (text, "BEGIN:VCALENDAR\r\n"));
      g_assert_null (strstr (text, "SEQUENCE:0\r\n"));
      g_assert_cmpint (has (text, made.of_grant), ==, cases[i].grant);
      g_assert_cmpint (has (text, made.of_pair), ==, cases[i].pair);
      g_assert_cmpint (has (text, made.of_profile), ==, cases[i].profile);
      g_assert_cmpint (has (text, made.own), ==, cases[i].own);
      g_assert_cmpint (strstr (text, "certificate again: Mentor profile\r\n") != NULL, ==, cases[i].own);
      g_assert_cmpint (has (text, made.other), ==, cases[i].device == story->other);
      for (guint n = 0; n < G_N_ELEMENTS (names); n++)
        g_assert_null (strstr (text, names[n]));
    }
}

static void
test_undertaking (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (Device) mentor = NULL;

  fixture_account (fixture, "mira", LOTSE_ROLE_MENTOR, NULL);
  mentor = device_new (fixture, "mira");
  mentor->undertaking = FALSE;
  g_assert_cmpuint (make (mentor, SECRET_1), ==, 403);
  g_assert_cmpuint (status_of (fixture, SECRET_1), ==, 404);
}

/* --- Beginning and ending ---------------------------------------------------------------------------------------- */

typedef struct
{
  Fixture *fixture;
  Device *laptop, *other;
} Office;

static void
office_set_up (Office *self, gconstpointer data)
{
  self->fixture = fixture_new ();
  fixture_account (self->fixture, "ada", LOTSE_ROLE_COORDINATOR, NULL);
  self->laptop = device_new (self->fixture, "ada");
  self->other = device_new (self->fixture, "ada");
  device_sync (self->laptop);
}

static void
office_tear_down (Office *self, gconstpointer data)
{
  device_free (self->laptop);
  device_free (self->other);
  fixture_free (self->fixture);
}

/* Each device has one; a repeat changes nothing, and taking back takes all. */
static void
test_addresses (Office *office, gconstpointer data)
{
  g_assert_cmpuint (make (office->laptop, SECRET_1), ==, 200);
  g_assert_cmpuint (make (office->laptop, SECRET_1), ==, 200);
  g_assert_cmpuint (make (office->other, SECRET_2), ==, 200);
  g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 200);
  g_assert_cmpuint (status_of (office->fixture, SECRET_2), ==, 200);
  g_assert_cmpuint (make (office->laptop, SECRET_3), ==, 200);
  g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 404);
  g_assert_cmpuint (status_of (office->fixture, SECRET_3), ==, 200);
  g_assert_cmpuint (take_back (office->other), ==, 200);
  g_assert_cmpuint (take_back (office->other), ==, 200);
  g_assert_cmpuint (status_of (office->fixture, SECRET_2), ==, 404);
  g_assert_cmpuint (status_of (office->fixture, SECRET_3), ==, 404);
}

static void
test_bad_requests (Office *office, gconstpointer data)
{
  static const char *const bodies[] = { "", "{", "[]", "{}", "{\"secret\":7}", "{\"secret\":\"\"}", "{\"secret\":\"abc\"}",
                                        "{\"secret\":\"" SECRET_1 "1\"}", "{\"secret\":\"" SECRET_1 "\",\"language\":7}" };
  LotseCentreCall call = { .method = "POST", .path = "/v1/calendar", .offset = -1, .whole = -1 };
  g_auto (LotseCentreReply) reply = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_assert_cmpuint (make_with (office->laptop, bodies[i]), ==, 400);
  lotse_centre_handle (office->fixture->centre, &call, &reply);
  g_assert_cmpuint (reply.status, ==, 401);
}

/* What is not there looks like any address that is none, whatever is wrong with it. */
static void
test_nothing_there (Office *office, gconstpointer data)
{
  static const struct
  {
    const char *method, *path;
  } cases[] = { { "GET", "/v1/calendar/" SECRET_2 ".ics" }, { "GET", "/v1/calendar/" }, { "GET", "/v1/calendar/.ics" },
                { "GET", "/v1/calendar/../about" }, { "GET", "/v1/calendar/1111.ics" }, { "GET", "/v1/calendar/%00.ics" },
                { "POST", "/v1/calendar/" SECRET_1 ".ics" }, { "DELETE", "/v1/calendar/" SECRET_1 ".ics" } };
  g_auto (LotseCentreReply) unknown = ask_as (office->fixture, "GET", "/v1/nothing", NULL, NULL);

  g_assert_cmpuint (make (office->laptop, SECRET_1), ==, 200);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LotseCentreReply) reply = ask_as (office->fixture, cases[i].method, cases[i].path, NULL, NULL);

      g_assert_cmpuint (reply.status, ==, unknown.status);
      g_assert_cmpstr (reply.type, ==, unknown.type);
      g_assert_null (reply.tag);
      g_assert_true (g_bytes_equal (reply.body, unknown.body));
    }
}

static void
test_disabled (Office *office, gconstpointer data)
{
  g_assert_cmpuint (make (office->laptop, SECRET_1), ==, 200);
  g_assert_true (lotse_centre_set_disabled (office->fixture->centre, "ada", TRUE, NULL));
  g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 404);
  g_assert_true (lotse_centre_set_disabled (office->fixture->centre, "ada", FALSE, NULL));
  g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 404);
}

static void
test_revoked_device (Office *office, gconstpointer data)
{
  g_assert_cmpuint (make (office->laptop, SECRET_1), ==, 200);
  g_assert_cmpuint (make (office->other, SECRET_2), ==, 200);
  g_assert_true (lotse_centre_revoke_device (office->fixture->centre, office->laptop->number, NULL));
  g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 404);
  g_assert_cmpuint (status_of (office->fixture, SECRET_2), ==, 200);
}

/* Addresses come back with a backup, and those that are newer than it from the journal; what was taken back stays away. */
static void
test_restored (Office *office, gconstpointer data)
{
  g_autofree char *backup = NULL;

  g_assert_cmpuint (make (office->laptop, SECRET_1), ==, 200);
  backup = fixture_backup (office->fixture, "backup");
  g_assert_cmpuint (make (office->other, SECRET_2), ==, 200);
  fixture_restore (office->fixture, backup);
  g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 200);
  g_assert_cmpuint (status_of (office->fixture, SECRET_2), ==, 200);
  g_assert_cmpuint (take_back (office->laptop), ==, 200);
  g_assert_cmpuint (make (office->laptop, SECRET_3), ==, 200);
  fixture_restore (office->fixture, backup);
  g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 404);
  g_assert_cmpuint (status_of (office->fixture, SECRET_2), ==, 404);
  g_assert_cmpuint (status_of (office->fixture, SECRET_3), ==, 200);
  g_assert_true (lotse_centre_set_disabled (office->fixture->centre, "ada", TRUE, NULL));
  g_assert_true (lotse_centre_set_disabled (office->fixture->centre, "ada", FALSE, NULL));
  fixture_restore (office->fixture, backup);
  g_assert_cmpuint (status_of (office->fixture, SECRET_3), ==, 404);
}

/* --- Asking often ------------------------------------------------------------------------------------------------ */

/* Guessing ends soon, and neither those who ask from elsewhere nor those who log in feel it. */
static void
test_guessing (Office *office, gconstpointer data)
{
  const char *path = "/v1/calendar/" SECRET_2 ".ics", *right = "/v1/calendar/" SECRET_1 ".ics";
  g_auto (LotseCentreReply) refused = { 0 };
  g_auto (LotseCentreReply) elsewhere = { 0 };
  g_auto (LotseCentreReply) later = { 0 };
  g_autofree char *login = NULL;

  g_assert_cmpuint (make (office->laptop, SECRET_1), ==, 200);
  for (guint i = 0; i < 2 * LOTSE_LOGIN_PER_ADDRESS - 1; i++)
    {
      g_auto (LotseCentreReply) reply = ask_as (office->fixture, "GET", i % 2 == 0 ? path : right, "10.0.0.1", NULL);

      g_assert_cmpuint (reply.status, ==, i % 2 == 0 ? 404 : 200);
    }
  refused = ask_as (office->fixture, "GET", right, "10.0.0.1", NULL);
  g_assert_cmpuint (refused.status, ==, 429);
  g_assert_cmpuint (refused.retry_after, >, 0);
  elsewhere = ask_as (office->fixture, "GET", right, "10.0.0.2", NULL);
  g_assert_cmpuint (elsewhere.status, ==, 200);
  login = lotse_centre_begin_login (office->fixture->centre, "ada", "10.0.0.1", NULL);
  g_assert_nonnull (login);
  fixture_pass (office->fixture, LOTSE_LOGIN_WINDOW_MS);
  later = ask_as (office->fixture, "GET", right, "10.0.0.1", NULL);
  g_assert_cmpuint (later.status, ==, 200);
}

static void
change_something (Office *office, guint n)
{
  g_autofree char *name = g_strdup_printf ("Verein %u", n);
  g_autofree char *id = lotse_id_new ();

  device_put (office->laptop, "organisation", id, "name", name, NULL);
}

/* What has not changed may be asked for at any time; what has is counted anew some times in a while. */
static void
test_counting (Office *office, gconstpointer data)
{
  g_assert_cmpuint (make (office->laptop, SECRET_1), ==, 200);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 200);
  for (guint i = 1; i < LOTSE_LOGIN_PER_ACCOUNT; i++)
    {
      change_something (office, i);
      g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 200);
    }
  change_something (office, LOTSE_LOGIN_PER_ACCOUNT);
  g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 429);
  fixture_pass (office->fixture, LOTSE_LOGIN_WINDOW_MS);
  g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 200);
}

static void
test_tags (void)
{
  g_autoptr (Story) story = story_new ("agreed");
  g_autofree char *id = add_deadline (story, story->application, "Ask the city");
  const char *path = "/v1/calendar/" SECRET_1 ".ics";
  g_auto (LotseCentreReply) first = { 0 };
  g_auto (LotseCentreReply) again = { 0 };
  g_auto (LotseCentreReply) other = { 0 };
  g_auto (LotseCentreReply) changed = { 0 };

  device_sync (story->staff);
  g_assert_cmpuint (make (story->finance, SECRET_1), ==, 200);
  first = ask_as (story->fixture, "GET", path, NULL, NULL);
  g_assert_nonnull (first.tag);
  again = ask_as (story->fixture, "GET", path, NULL, first.tag);
  g_assert_cmpuint (again.status, ==, 304);
  g_assert_cmpstr (again.tag, ==, first.tag);
  g_assert_null (again.body);
  other = ask_as (story->fixture, "GET", path, NULL, "\"something\"");
  g_assert_cmpuint (other.status, ==, 200);
  device_put (story->staff, "deadline", id, "due", "2027-04-30", NULL);
  changed = ask_as (story->fixture, "GET", path, NULL, first.tag);
  g_assert_cmpuint (changed.status, ==, 200);
  g_assert_cmpstr (changed.tag, !=, first.tag);
}

/* --- Traces ------------------------------------------------------------------------------------------------------- */

/* Neither the database nor the journal holds the secret, and the trail tells only who made and took back. */
static void
test_traces (Office *office, gconstpointer data)
{
  g_autofree char *trail = NULL;
  g_autoptr (GDir) folder = g_dir_open (office->fixture->folder, 0, NULL);
  const char *name;
  guint files = 0;

  g_assert_cmpuint (make (office->laptop, SECRET_1), ==, 200);
  g_assert_cmpuint (make (office->laptop, SECRET_1), ==, 200);
  g_assert_cmpuint (status_of (office->fixture, SECRET_1), ==, 200);
  g_assert_cmpuint (take_back (office->laptop), ==, 200);
  trail = lotse_centre_list_audit (office->fixture->centre, 100, NULL);
  g_assert_nonnull (strstr (trail, "calendar-revoked"));
  g_assert_nonnull (strstr (trail, "calendar-made"));
  g_assert_null (strstr (strstr (trail, "calendar-made") + 1, "calendar-made"));
  g_assert_null (strstr (trail, SECRET_1));
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (office->fixture->folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize size;

      if (!g_file_get_contents (path, &bytes, &size, NULL))
        continue;
      files++;
      g_assert_null (memmem (bytes, size, SECRET_1, strlen (SECRET_1)));
    }
  g_assert_cmpuint (files, >=, 3);
}

#define ADD(name, function) g_test_add ("/calendar/" name, Office, NULL, office_set_up, function, office_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/rights", test_rights);
  g_test_add_func ("/calendar/undertaking", test_undertaking);
  ADD ("addresses", test_addresses);
  ADD ("bad-requests", test_bad_requests);
  ADD ("nothing-there", test_nothing_there);
  ADD ("disabled", test_disabled);
  ADD ("revoked-device", test_revoked_device);
  ADD ("restored", test_restored);
  ADD ("guessing", test_guessing);
  ADD ("counting", test_counting);
  g_test_add_func ("/calendar/tags", test_tags);
  ADD ("traces", test_traces);
  return g_test_run ();
}
