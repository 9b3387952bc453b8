/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a mentor's device holds, byte for byte of its database: its own pairs as far as their state allows, their people and
 * what is open to all, and nothing of what belongs to staff or to others.  And what a mentor writes: what the centre would refuse
 * is refused at once, and what was left open becomes the mentor's own.
 */
#include "kit.h"

#include "lotse-error.h"

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
  char *service;
} World;

/* Each text stands in one place only; the word in front says where. */
#define NAME_OF_MENTEE "Sami Mentee-Name"
#define PHONE_OF_MENTEE "+49 641 1110001"
#define LANGUAGE_NOTE_OF_MENTEE "Mentee-Region-Nordstadt"
#define STAFF_NOTE "Staff-note-on-the-mentee"
#define PROFILE_GOAL "Goal-in-the-mentee-profile"
#define PROFILE_STAFF_NOTE "Staff-note-in-the-profile"
#define HEALTH_ANSWER "Answer-of-the-mentee-about-the-pair"
#define OTHER_PERSON "Greta Somebody-Else"
#define SUMMARY_OF_SESSION "Summary-of-the-first-session"
#define OFFICE_PRIVATE "Private-note-of-the-office"
#define OPEN_SERVICE "Open-language-cafe"

static void
world_open (World *world, const char *state)
{
  g_autofree char *other = NULL;
  g_autofree char *profile = NULL;
  g_autofree char *session = NULL;

  world->folder = kit_folder_new ();
  world->server = kit_server_start (world->folder);
  world->office = kit_store_open (world->folder, "office");
  world->mira = kit_add (world->office, "person", "display_name", "Mira Mentor-Name", NULL);
  world->otto = kit_add (world->office, "person", "display_name", "Otto Next-Mentor", NULL);
  world->mentee = kit_add (world->office, "person", "display_name", NAME_OF_MENTEE, "phone", PHONE_OF_MENTEE, "birth_year", "1991",
                           "staff_notes", STAFF_NOTE, NULL);
  other = kit_add (world->office, "person", "display_name", OTHER_PERSON, NULL);
  profile = kit_add (world->office, "mentee_profile", "person", world->mentee, "goals", PROFILE_GOAL, "staff_notes",
                     PROFILE_STAFF_NOTE, NULL);
  world->pair = kit_add (world->office, "mentoring_pair", "mentor", world->mira, "mentee", world->mentee, "state", state,
                         "mentee_answer", HEALTH_ANSWER, NULL);
  session = kit_add (world->office, "session", "pair", world->pair, "mentor", world->mira, "date", "2026-11-02", "summary",
                     SUMMARY_OF_SESSION, "private_note", OFFICE_PRIVATE, NULL);
  world->service = kit_add (world->office, "service", "name", OPEN_SERVICE, NULL);
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
  g_free (world->service);
}

typedef struct
{
  const char *state;
  gboolean pair;    /* the mentor holds the pair, its sessions and the mentee's name and contact */
  gboolean profile; /* and the mentee's profile */
} Case;

static const Case cases[] = {
  { "proposed", FALSE, FALSE }, { "introduced", TRUE, FALSE }, { "trial_phase", TRUE, TRUE }, { "agreed", TRUE, TRUE },
  { "paused", TRUE, TRUE },
};

static void
assert_holds (const char *dump, const char *text, gboolean expected)
{
  gboolean found = strstr (dump, text) != NULL;

  if (found != expected)
    g_test_message ("%s \"%s\"", expected ? "does not hold" : "holds", text);
  g_assert_true (found == expected);
}

static void
test_state (gconstpointer data)
{
  const Case *c = data;
  World world;
  g_autofree char *dump = NULL;

  world_open (&world, c->state);
  dump = kit_dump (world.folder, "mentor");
  assert_holds (dump, OPEN_SERVICE, TRUE);
  assert_holds (dump, NAME_OF_MENTEE, c->pair);
  assert_holds (dump, PHONE_OF_MENTEE, c->pair);
  assert_holds (dump, SUMMARY_OF_SESSION, c->pair);
  assert_holds (dump, PROFILE_GOAL, c->profile);
  assert_holds (dump, "1991", FALSE);
  assert_holds (dump, STAFF_NOTE, FALSE);
  assert_holds (dump, PROFILE_STAFF_NOTE, FALSE);
  assert_holds (dump, HEALTH_ANSWER, FALSE);
  assert_holds (dump, OFFICE_PRIVATE, FALSE);
  assert_holds (dump, OTHER_PERSON, FALSE);
  world_close (&world);
}

/* The pair goes to another mentor while a session waits on the old mentor's laptop: it arrives, then all of it leaves. */
static void
test_given_to_another_mentor (void)
{
  World world;
  g_autofree char *session = NULL;
  g_autofree char *arrived = NULL;
  g_autofree char *private_note = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *check = NULL;
  g_autoptr (GError) error = NULL;
  LotseSyncReport report;

  world_open (&world, "agreed");
  session = kit_add (world.mentor, "session", "pair", world.pair, "mentor", world.mira, "date", "2026-11-16", "summary",
                     "Unsent-session", "private_note", "Private-to-Mira", NULL);
  kit_set (world.office, world.pair, "mentor", world.otto);
  kit_sync_completely (world.office);

  g_assert_true (kit_sync (world.mentor, &report));
  g_assert_cmpuint (report.refused, ==, 0);
  kit_sync_completely (world.mentor);
  dump = kit_dump (world.folder, "mentor");
  assert_holds (dump, NAME_OF_MENTEE, FALSE);
  assert_holds (dump, PROFILE_GOAL, FALSE);
  assert_holds (dump, SUMMARY_OF_SESSION, FALSE);
  assert_holds (dump, "Unsent-session", FALSE);
  assert_holds (dump, OPEN_SERVICE, TRUE);

  kit_sync_completely (world.office);
  arrived = kit_get (world.office, session, "summary");
  g_assert_cmpstr (arrived, ==, "Unsent-session");
  private_note = kit_get (world.office, session, "private_note");
  g_assert_null (private_note);
  check = lotse_store_check (world.mentor, &error);
  g_assert_no_error (error);
  g_assert_null (check);
  world_close (&world);
}

static void
assert_field (LotseStore *store, const char *id, const char *field, const char *expected)
{
  g_autofree char *value = kit_get (store, id, field);

  g_assert_cmpstr (value, ==, expected);
}

/* What a mentor makes without saying whose it is, is the mentor's own, so that the centre takes it. */
static void
test_left_open (void)
{
  World world;
  g_autofree char *task = NULL;
  g_autofree char *attached = NULL;
  g_autofree char *session = NULL;
  LotseSyncReport report;

  world_open (&world, "agreed");
  task = kit_add (world.mentor, "task", "text", "Own task", NULL);
  attached = kit_add (world.mentor, "task", "text", "Task of the tandem", "attached", world.pair, NULL);
  session = kit_add (world.mentor, "session", "date", "2026-11-16", NULL);
  assert_field (world.mentor, task, "assignee", world.mira);
  assert_field (world.mentor, attached, "assignee", NULL);
  assert_field (world.mentor, session, "mentor", world.mira);
  g_assert_true (kit_sync (world.mentor, &report));
  g_assert_cmpuint (report.refused, ==, 0);
  g_assert_true (report.complete);
  kit_sync_completely (world.office);
  assert_field (world.office, task, "assignee", world.mira);
  assert_field (world.office, attached, "text", "Task of the tandem");
  assert_field (world.office, session, "mentor", world.mira);
  /* Staff leaves open whose a task is. */
  g_clear_pointer (&task, g_free);
  task = kit_add (world.office, "task", "text", "Task of the office", NULL);
  assert_field (world.office, task, "assignee", NULL);
  world_close (&world);
}

static void
assert_denied (LotseStore *store, const char *id, const char *field, const char *value)
{
  g_autoptr (LotseRecord) record = id != NULL ? lotse_store_get (store, id, NULL) : lotse_record_new (lotse_kind_find ("task"), NULL);
  g_autoptr (GError) error = NULL;
  LotseStoreStatus before, after;

  if (id == NULL)
    g_assert_true (lotse_record_set (record, "text", "Task", NULL));
  g_assert_true (lotse_record_set (record, field, value, NULL));
  g_assert_true (lotse_store_status (store, &before, NULL));
  g_assert_false (lotse_store_save (store, record, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  g_assert_true (lotse_store_status (store, &after, NULL));
  g_assert_cmpuint (before.waiting, ==, after.waiting);
}

/* What belongs neither to a tandem of the mentor nor to the mentor is refused at once, and not days later by the centre. */
static void
test_not_own (void)
{
  World world;
  g_autofree char *task = NULL;
  g_autofree char *open = NULL;

  world_open (&world, "agreed");
  open = kit_add (world.office, "task", "text", "Visit the language cafe", "attached", world.service, NULL);
  kit_sync_completely (world.office);
  kit_sync_completely (world.mentor);
  assert_denied (world.mentor, NULL, "assignee", world.mentee);
  task = kit_add (world.mentor, "task", "text", "Own task", NULL);
  assert_denied (world.mentor, task, "assignee", world.mentee);
  assert_denied (world.mentor, open, "text", "Somebody else's");
  assert_denied (world.mentor, open, "assignee", world.mira);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/rights/%s", cases[i].state);

      g_test_add_data_func (path, &cases[i], test_state);
    }
  g_test_add_func ("/sync/rights/left-open", test_left_open);
  g_test_add_func ("/sync/rights/not-own", test_not_own);
  g_test_add_func ("/sync/rights/given-to-another-mentor", test_given_to_another_mentor);
  return g_test_run ();
}
