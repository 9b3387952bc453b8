/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a mentor's device holds, byte for byte of its database: its own pairs as far as their state allows, their people and
 * what is open to all, and nothing of what belongs to staff or to others.
 *
 * Looked through are the tables with the shadow tables of the full text, and apart from them every byte of the file and of the
 * log beside it, unused pages included.
 */
#include "kit.h"

#include <string.h>

typedef struct
{
  char *folder;
  KitServer *server;
  LotseStore *office;
  LotseStore *mentor;
  char *mira;
  char *otto;
  char *mentee;
  char *pair;
  char *session;
} World;

/*
 * Each text stands in one place only; the word in front says where.  The number behind it is looked for in the bytes of the file
 * without its beginning, which the full text may have taken from its neighbour.
 */
#define NAME_OF_MENTEE "Sami Mentee-Name 10473829561038"
#define PHONE_OF_MENTEE "+49 641 11100017392"
#define LANGUAGE_NOTE_OF_MENTEE "Mentee-Region-Nordstadt 21584930672149"
#define STAFF_NOTE "Staff-note-on-the-mentee 32695041783250"
#define PROFILE_GOAL "Goal-in-the-mentee-profile 43706152894361"
#define PROFILE_STAFF_NOTE "Staff-note-in-the-profile 54817263905472"
#define PAIR_STAFF_NOTE "Staff-note-on-the-pair 98251607349816"
#define MENTEE_ANSWER "Answer-of-the-mentee-about-the-pair 65928374016583"
#define MENTOR_ANSWER "Answer-of-the-mentor-about-the-pair 76039485127694"
#define MENTEE_HEALTH "strained"
#define MENTOR_HEALTH "no_answer"
#define END_NOTE "More-about-the-end 87140596238705"
#define OTHER_PERSON "Greta Somebody-Else 13579246801357"
#define OTHER_SUMMARY "Summary-of-another-pair 24680135792468"
#define SUMMARY_OF_SESSION "Summary-of-the-first-session 35791468023579"
#define OFFICE_PRIVATE "Private-note-of-the-office 46802579134680"
#define MENTOR_PRIVATE "Private-note-of-the-mentor 57913680245791"
#define UNSENT_SESSION "Unsent-session 68024791356802"
#define OPEN_SERVICE "Open-language-cafe 79135802467913"

/* What a mentor's device never holds, whatever becomes of the pair. */
static const char *const never[] = {
  STAFF_NOTE, PROFILE_STAFF_NOTE, PAIR_STAFF_NOTE, MENTEE_ANSWER, MENTOR_ANSWER, MENTEE_HEALTH,
  MENTOR_HEALTH, END_NOTE, OFFICE_PRIVATE, OTHER_PERSON, OTHER_SUMMARY,
};

/* What it holds of a pair, until it loses it. */
static const char *const of_pair[] = { NAME_OF_MENTEE, PHONE_OF_MENTEE, LANGUAGE_NOTE_OF_MENTEE, SUMMARY_OF_SESSION };

/* --- The story -------------------------------------------------------------------------------------------------- */

/* Another mentor's pair, of which nothing is for Mira. */
static void
add_other_pair (World *world)
{
  g_autofree char *other = kit_add (world->office, "person", "display_name", OTHER_PERSON, NULL);
  g_autofree char *pair = kit_add (world->office, "mentoring_pair", "mentor", world->otto, "mentee", other, "state", "agreed", NULL);
  g_autofree char *session = kit_add (world->office, "session", "pair", pair, "mentor", world->otto, "date", "2026-11-02", "summary",
                                      OTHER_SUMMARY, NULL);
}

static void
add_pair (World *world, const char *state)
{
  g_autofree char *profile = NULL;

  world->mentee = kit_add (world->office, "person", "display_name", NAME_OF_MENTEE, "phone", PHONE_OF_MENTEE, "region",
                           LANGUAGE_NOTE_OF_MENTEE, "birth_year", "1991", "staff_notes", STAFF_NOTE, NULL);
  profile = kit_add (world->office, "mentee_profile", "person", world->mentee, "goals", PROFILE_GOAL, "staff_notes",
                     PROFILE_STAFF_NOTE, NULL);
  world->pair = kit_add (world->office, "mentoring_pair", "mentor", world->mira, "mentee", world->mentee, "state", state, "end_note",
                         END_NOTE, "staff_notes", PAIR_STAFF_NOTE, "mentee_answer", MENTEE_ANSWER, "mentor_answer", MENTOR_ANSWER,
                         "mentee_health", MENTEE_HEALTH, "mentor_health", MENTOR_HEALTH, "mentee_asked_on", "2026-11-01", NULL);
  world->session = kit_add (world->office, "session", "pair", world->pair, "mentor", world->mira, "date", "2026-11-02", "summary",
                            SUMMARY_OF_SESSION, "private_note", OFFICE_PRIVATE, NULL);
}

/* The pair is in that state since so many days ago. */
static void
set_state (World *world, const char *state, int days)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) pair = lotse_store_get (world->office, world->pair, &error);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_days (now, -days);
  g_autofree char *date = g_date_time_format (then, "%Y-%m-%d");

  g_assert_no_error (error);
  lotse_record_set (pair, "state", state, &error);
  g_assert_no_error (error);
  lotse_record_set_element (pair, "state_dates", state, date, &error);
  g_assert_no_error (error);
  lotse_store_save (world->office, pair, NULL, &error);
  g_assert_no_error (error);
}

static void
world_open (World *world, const char *state, int days)
{
  g_autofree char *service = NULL;

  world->folder = kit_folder_new ();
  world->server = kit_server_start (world->folder);
  world->office = kit_store_open (world->folder, "office");
  world->mira = kit_add (world->office, "person", "display_name", "Mira Mentor-Name", NULL);
  world->otto = kit_add (world->office, "person", "display_name", "Otto Next-Mentor", NULL);
  add_pair (world, state);
  set_state (world, state, days);
  add_other_pair (world);
  service = kit_add (world->office, "service", "name", OPEN_SERVICE, NULL);
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  kit_server_add_account (world->server, "mira", "mentor", world->mira);
  kit_connect (world->office, kit_server_url (world->server), "office");
  kit_sync_completely (world->office);
  world->mentor = kit_store_open (world->folder, "mentor");
  kit_connect (world->mentor, kit_server_url (world->server), "mira");
  kit_sync_completely (world->mentor);
}

static void
world_close (World *world)
{
  lotse_store_close (world->office);
  lotse_store_close (world->mentor);
  g_object_unref (world->office);
  g_object_unref (world->mentor);
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  g_free (world->mira);
  g_free (world->otto);
  g_free (world->mentee);
  g_free (world->pair);
  g_free (world->session);
}

/* --- Looking ---------------------------------------------------------------------------------------------------- */

static void
assert_holds (const char *dump, const char *text, gboolean expected)
{
  const char *found = strstr (dump, text);

  if (found != NULL && !expected)
    g_test_message ("holds \"%s\": %.*s", text, 200, found - MIN (100, found - dump));
  else if (found == NULL && expected)
    g_test_message ("does not hold \"%s\"", text);
  g_assert_true ((found != NULL) == expected);
}

/* In the tables, and in the bytes of the file as the text or as the end of its number. */
static void
assert_file_holds (const char *tables, const char *pages, const char *text, gboolean expected)
{
  const char *number = strrchr (text, ' ');

  assert_holds (tables, text, expected);
  assert_holds (pages, text, expected); /* looked through after the tables: what is here alone is no row's */
  if (number != NULL && !expected)
    {
      assert_holds (tables, number + 3, FALSE);
      assert_holds (pages, number + 3, FALSE);
    }
}

/* What the device `name` holds of the story. */
static void
assert_device (World *world, const char *name, gboolean pair, gboolean profile)
{
  g_autofree char *tables = NULL;
  g_autofree char *pages = NULL;

  kit_wait_settled (world->folder, name);
  tables = kit_dump (world->folder, name);
  pages = kit_dump_pages (world->folder, name);
  assert_file_holds (tables, pages, OPEN_SERVICE, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (of_pair); i++)
    assert_file_holds (tables, pages, of_pair[i], pair);
  assert_file_holds (tables, pages, PROFILE_GOAL, profile);
  for (gsize i = 0; i < G_N_ELEMENTS (never); i++)
    assert_file_holds (tables, pages, never[i], FALSE);
}

static void
assert_clean (LotseStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wrong = lotse_store_check (store, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wrong, ==, NULL);
}

/* --- By state --------------------------------------------------------------------------------------------------- */

#define RECENTLY 10
#define LONG_AGO 60 /* days, more than the six weeks that a mentor keeps an ended pair */

typedef struct
{
  const char *name;
  const char *state;
  int days;         /* for so long */
  gboolean pair;    /* the mentor holds the pair, its sessions and the mentee's name and contact */
  gboolean profile; /* and the mentee's profile */
} Case;

static const Case cases[] = {
  { "proposed", "proposed", RECENTLY, FALSE, FALSE },
  { "declined", "declined", RECENTLY, FALSE, FALSE },
  { "introduced", "introduced", RECENTLY, TRUE, FALSE },
  { "trial-phase", "trial_phase", RECENTLY, TRUE, TRUE },
  { "agreed", "agreed", LONG_AGO, TRUE, TRUE },
  { "paused", "paused", LONG_AGO, TRUE, TRUE },
  { "completed", "completed", RECENTLY, TRUE, TRUE },
  { "completed-long-ago", "completed", LONG_AGO, FALSE, FALSE },
  { "ended-early", "ended_early", RECENTLY, TRUE, TRUE },
  { "ended-early-long-ago", "ended_early", LONG_AGO, FALSE, FALSE },
};

static void
test_state (gconstpointer data)
{
  const Case *c = data;
  World world;
  g_autofree char *birth_year = NULL;
  g_autofree char *tables = NULL;
  g_autofree char *office = NULL;

  world_open (&world, c->state, c->days);
  assert_device (&world, "mentor", c->pair, c->profile);
  birth_year = kit_get (world.mentor, world.mentee, "birth_year");
  g_assert_cmpstr (birth_year, ==, c->pair ? NULL : "?");
  office = kit_dump (world.folder, "office");
  assert_holds (office, "\n1991\n", TRUE);
  assert_holds (office, "\"birth_year\"", TRUE);
  tables = kit_dump (world.folder, "mentor");
  /* As a value of its own, in a column or in an edit; four digits stand in many a token. */
  assert_holds (tables, "\n1991\n", FALSE);
  assert_holds (tables, "\"1991\"", FALSE);
  assert_holds (tables, "\"birth_year\"", FALSE);
  world_close (&world);
}

/* What was on the device in another state leaves it, so that no byte of it remains. */
static void
test_becomes (gconstpointer data)
{
  const Case *c = data;
  World world;

  world_open (&world, "agreed", LONG_AGO);
  assert_device (&world, "mentor", TRUE, TRUE);
  set_state (&world, c->state, c->days);
  kit_sync_completely (world.office);
  kit_sync_completely (world.mentor);
  assert_device (&world, "mentor", c->pair, c->profile);
  assert_clean (world.mentor);
  world_close (&world);
}

#define MANY 300

/* Another length for each, and a number of its own. */
static char *
long_summary (guint n)
{
  g_autofree char *words = g_strnfill (20 + n * 37 % 600, 'x');

  return g_strdup_printf ("Summary-%s 9%05u8642%06u", words, 1000 + n * 7, 100000 + n * 13);
}

/* Sessions of the pair, between other records that stay; half of them are written twice. */
static GPtrArray *
add_many (World *world)
{
  GPtrArray *summaries = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("Verein %u", i);
      g_autofree char *session = NULL;
      g_autofree char *organisation = NULL;

      g_ptr_array_add (summaries, long_summary (i));
      session = kit_add (world->office, "session", "pair", world->pair, "mentor", world->mira, "date", "2026-11-03", "summary",
                         summaries->pdata[summaries->len - 1], NULL);
      organisation = kit_add (world->office, "organisation", "name", name, NULL);
      if (i % 50 == 49)
        kit_sync_completely (world->office);
      if (i % 50 == 49)
        kit_sync_completely (world->mentor);
      if (i % 2 == 0)
        continue;
      g_ptr_array_add (summaries, long_summary (MANY + i));
      kit_set (world->mentor, world->session, "summary", summaries->pdata[summaries->len - 1]);
      kit_set (world->office, session, "summary", summaries->pdata[summaries->len - 1]);
    }
  kit_sync_completely (world->mentor);
  kit_sync_completely (world->office);
  kit_sync_completely (world->mentor);
  return summaries;
}

/* The pages of a large pair were divided and joined: nothing stays in what was left over of them. */
static void
test_many_sessions_leave (void)
{
  World world;
  g_autoptr (GPtrArray) summaries = NULL;
  g_autofree char *tables = NULL;
  g_autofree char *pages = NULL;

  world_open (&world, "agreed", LONG_AGO);
  summaries = add_many (&world);
  pages = kit_dump_pages (world.folder, "mentor");
  assert_holds (pages, g_ptr_array_index (summaries, 0), TRUE);
  kit_set (world.office, world.pair, "mentor", world.otto);
  kit_sync_completely (world.office);
  kit_sync_completely (world.mentor);
  assert_device (&world, "mentor", FALSE, FALSE);
  g_free (pages);
  tables = kit_dump (world.folder, "mentor");
  pages = kit_dump_pages (world.folder, "mentor");
  for (guint i = 0; i < summaries->len; i++)
    assert_file_holds (tables, pages, g_ptr_array_index (summaries, i), FALSE);
  assert_clean (world.mentor);
  world_close (&world);
}

/* --- Handing over ------------------------------------------------------------------------------------------------ */

static void
assert_private_note_is_nowhere (World *world, const char *name)
{
  g_autofree char *tables = kit_dump (world->folder, name);
  g_autofree char *pages = kit_dump_pages (world->folder, name);

  assert_file_holds (tables, pages, MENTOR_PRIVATE, FALSE);
}

/* The next mentor receives the pair and its sessions, and not what its author alone may see. */
static void
assert_next_mentor (World *world, const char *session)
{
  LotseStore *next = NULL;
  g_autofree char *summary = NULL;

  kit_server_add_account (world->server, "otto", "mentor", world->otto);
  next = kit_store_open (world->folder, "next");
  kit_connect (next, kit_server_url (world->server), "otto");
  kit_sync_completely (next);
  summary = kit_get (next, session, "summary");
  g_assert_cmpstr (summary, ==, UNSENT_SESSION);
  assert_private_note_is_nowhere (world, "next");
  lotse_store_close (next);
  g_object_unref (next);
}

/* The pair goes to another mentor while a session waits on the old mentor's laptop: it arrives, then all of it leaves. */
static void
test_given_to_another_mentor (void)
{
  World world;
  g_autofree char *session = NULL, *arrived = NULL, *private_note = NULL, *tables = NULL, *pages = NULL, *centre = NULL;
  LotseSyncReport report;

  world_open (&world, "agreed", LONG_AGO);
  session = kit_add (world.mentor, "session", "pair", world.pair, "mentor", world.mira, "date", "2026-11-16", "summary",
                     UNSENT_SESSION, "private_note", MENTOR_PRIVATE, NULL);
  tables = kit_dump (world.folder, "mentor");
  assert_holds (tables, MENTOR_PRIVATE, TRUE);
  kit_set (world.office, world.pair, "mentor", world.otto);
  kit_sync_completely (world.office);

  g_assert_true (kit_sync (world.mentor, &report));
  g_assert_cmpuint (report.refused, ==, 0);
  kit_sync_completely (world.mentor);
  assert_device (&world, "mentor", FALSE, FALSE);
  g_free (tables);
  tables = kit_dump (world.folder, "mentor");
  pages = kit_dump_pages (world.folder, "mentor");
  assert_file_holds (tables, pages, UNSENT_SESSION, FALSE);
  assert_file_holds (tables, pages, MENTOR_PRIVATE, FALSE);
  assert_clean (world.mentor);

  /* The centre has both; the office receives the session and never the note. */
  centre = kit_dump_centre (world.folder);
  assert_holds (centre, MENTOR_PRIVATE, TRUE);
  kit_sync_completely (world.office);
  arrived = kit_get (world.office, session, "summary");
  g_assert_cmpstr (arrived, ==, UNSENT_SESSION);
  private_note = kit_get (world.office, session, "private_note");
  g_assert_null (private_note);
  assert_private_note_is_nowhere (&world, "office");
  assert_next_mentor (&world, session);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *is = g_strdup_printf ("/sync/rights/is-%s", cases[i].name);
      g_autofree char *becomes = g_strdup_printf ("/sync/rights/becomes-%s", cases[i].name);

      g_test_add_data_func (is, &cases[i], test_state);
      g_test_add_data_func (becomes, &cases[i], test_becomes);
    }
  g_test_add_func ("/sync/rights/many-sessions-leave", test_many_sessions_leave);
  g_test_add_func ("/sync/rights/given-to-another-mentor", test_given_to_another_mentor);
  return g_test_run ();
}
