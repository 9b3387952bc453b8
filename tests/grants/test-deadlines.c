/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deadlines of a store: handing in and taking back, dates set by hand, what is not needed, what moves and who hears of it.
 *
 * The clock stands at 1 March 2027, so that nothing depends on the day of the test.
 */
#include "config.h"

#include "store-fixture.h"

#include "lotse-deadlines.h"

#define TODAY "2027-03-01"
#define CLOSES "2027-03-31T23:59"

typedef struct
{
  Fixture base;
  char *programme;
  char *call;
  char *application;
  char *award;
  char *person;
} World;

static gint64
now_ms (gpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_local (2027, 3, 1, 10, 0, 0);

  return g_date_time_to_unix (now) * 1000;
}

/* One programme whose rules are short enough to count in the head. */
static void
set_up (World *world, gconstpointer data)
{
  fixture_set_up (&world->base, data);
  lotse_store_set_clock (world->base.store, now_ms, NULL);
  world->programme = add (&world->base, "grant_programme", "name", "Vielfalt vor Ort",
                          "deadline_rules/apply", "{\"anchor\":\"call.closes\",\"type\":\"application\"}",
                          "deadline_rules/proof",
                          "{\"anchor\":\"award.ends_on\",\"count\":6,\"lead\":[28,7],\"type\":\"proof_of_use\",\"unit\":\"months\"}",
                          "deadline_rules/keep",
                          "{\"anchor\":\"proof_of_use.handed_in\",\"count\":5,\"type\":\"retention\",\"unit\":\"years\"}", NULL);
  world->call = add (&world->base, "call", "programme", world->programme, "opens_on", "2027-01-15", "closes_at", CLOSES, NULL);
  world->application = add (&world->base, "application", "title", "Sommerschule", "call", world->call, "programme", world->programme,
                            "involvement", "own", "state", "drafting", NULL);
  world->person = add (&world->base, "person", "display_name", "Ada Muster", NULL);
}

static void
tear_down (World *world, gconstpointer data)
{
  g_free (world->programme);
  g_free (world->call);
  g_free (world->application);
  g_free (world->award);
  g_free (world->person);
  fixture_tear_down (&world->base, data);
}

/* The grant period ended, so that the proof is due on 31 March 2027. */
static void
award (World *world)
{
  change (&world->base, world->application, "state", "reporting", NULL);
  world->award = add (&world->base, "award", "application", world->application, "file_number", "1/26", "starts_on", "2026-01-01",
                      "ends_on", "2026-09-30", NULL);
}

static LotseDeadline *
find_type (LotseStore *store, const char *attached, const char *type)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lotse_deadlines_read_of (store, attached, LOTSE_DEADLINES_ALL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((LotseDeadline *) found->pdata[i])->type, type))
      return g_ptr_array_steal_index (found, i);
  g_error ("there is no deadline of the kind %s", type);
  return NULL;
}

static void
assert_deadline (World *world, const char *type, LotseDeadlineState state, const char *due)
{
  g_autoptr (LotseDeadline) deadline = find_type (world->base.store, world->application, type);

  g_assert_cmpint (deadline->state, ==, state);
  g_assert_cmpstr (deadline->due, ==, due);
}

static char *
id_of (World *world, const char *type)
{
  g_autoptr (LotseDeadline) deadline = find_type (world->base.store, world->application, type);

  return g_strdup (deadline->id);
}

static guint
count_stored (World *world)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("deadline"));

  return (guint) lotse_store_count (world->base.store, query, NULL);
}

/* The call refers to `failed`. */
#define assert_refused(call, wanted, part)                     \
  G_STMT_START                                                 \
  {                                                            \
    g_autoptr (GError) failed = NULL;                          \
                                                               \
    g_assert_false (call);                                     \
    g_assert_error (failed, LOTSE_ERROR, LOTSE_ERROR_##wanted);\
    g_assert_nonnull (strstr (failed->message, part));         \
  }                                                            \
  G_STMT_END

static void
hand_in (World *world, const char *id, const char *on)
{
  g_autoptr (GError) error = NULL;

  lotse_deadline_hand_in (world->base.store, id, on, "Portal", "Eingang 4711", NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
undo (World *world)
{
  g_autoptr (GError) error = NULL;

  lotse_store_undo (world->base.store, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* --- Handing in --------------------------------------------------------------------------------------------- */

static void
test_hand_in_asks (World *world, gconstpointer data)
{
  g_autofree char *id = id_of (world, "application");
  LotseStore *store = world->base.store;

  assert_refused (lotse_deadline_hand_in (store, id, TODAY, "Portal", NULL, NULL, NULL, &failed), INVALID, "Confirmation");
  assert_refused (lotse_deadline_hand_in (store, id, TODAY, "  ", "4711", NULL, NULL, &failed), INVALID, "How");
  assert_refused (lotse_deadline_hand_in (store, id, NULL, "Portal", "4711", NULL, NULL, &failed), INVALID, "Handed in on");
  assert_refused (lotse_deadline_hand_in (store, id, "2027-03-02", "Portal", "4711", NULL, NULL, &failed), INVALID, "still to come");
  assert_refused (lotse_deadline_hand_in (store, id, "2027-02-30", "Portal", "4711", NULL, NULL, &failed), INVALID, "no such date");
  assert_refused (lotse_deadline_hand_in (store, world->person, TODAY, "Portal", "4711", NULL, NULL, &failed), NOT_FOUND, "");
  g_assert_cmpuint (count_stored (world), ==, 0);
  assert_value (&world->base, world->application, "state", "drafting");
}

/* An application that was handed in is a submitted one, and one undo takes back all of it. */
static void
test_hand_in_application (World *world, gconstpointer data)
{
  g_autofree char *id = id_of (world, "application");

  hand_in (world, id, "2027-02-26");
  assert_deadline (world, "application", LOTSE_DEADLINE_DONE, "2027-03-31");
  assert_value (&world->base, world->application, "state", "submitted");
  assert_value (&world->base, world->application, "submitted_on", "2027-02-26");
  /* The day was another one. */
  hand_in (world, id, "2027-02-25");
  assert_value (&world->base, world->application, "submitted_on", "2027-02-25");
  g_assert_cmpuint (count_stored (world), ==, 1);
  undo (world);
  undo (world);
  assert_deadline (world, "application", LOTSE_DEADLINE_OPEN, "2027-03-31");
  assert_value (&world->base, world->application, "state", "drafting");
  assert_value (&world->base, world->application, "submitted_on", NULL);
}

static void
test_take_back (World *world, gconstpointer data)
{
  g_autofree char *id = id_of (world, "application");

  assert_refused (lotse_deadline_take_back (world->base.store, id, NULL, NULL, &failed), INVALID, "not handed in");
  hand_in (world, id, "2027-02-26");
  change (&world->base, world->call, "extended_to", "2027-04-30T12:00", NULL);
  assert_deadline (world, "application", LOTSE_DEADLINE_DONE, "2027-03-31");
  g_assert_true (lotse_deadline_take_back (world->base.store, id, NULL, NULL, NULL));
  assert_deadline (world, "application", LOTSE_DEADLINE_OPEN, "2027-04-30");
  assert_value (&world->base, world->application, "state", "drafting");
  assert_value (&world->base, world->application, "submitted_on", NULL);
}

/* What was decided since the hand-in stays. */
static void
test_take_back_later (World *world, gconstpointer data)
{
  g_autofree char *id = id_of (world, "application");

  hand_in (world, id, "2027-02-26");
  change (&world->base, world->application, "state", "awarded", "submitted_on", "2027-02-24", NULL);
  g_assert_true (lotse_deadline_take_back (world->base.store, id, NULL, NULL, NULL));
  assert_value (&world->base, world->application, "state", "awarded");
  assert_value (&world->base, world->application, "submitted_on", "2027-02-24");
}

/* The time to keep papers counts from the day the proof was handed in. */
static void
test_hand_in_moves (World *world, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) moves = NULL;
  g_autoptr (GError) error = NULL;
  const LotseDeadlineMove *move;

  award (world);
  id = id_of (world, "proof_of_use");
  assert_deadline (world, "proof_of_use", LOTSE_DEADLINE_OPEN, "2027-03-30");
  lotse_deadline_hand_in (world->base.store, id, "2027-02-01", "Post", "Einschreiben", NULL, &moves, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (moves->len, ==, 1);
  move = moves->pdata[0];
  g_assert_cmpstr (move->after->type, ==, "retention");
  g_assert_cmpstr (move->after->due, ==, "2032-02-01");
  assert_deadline (world, "retention", LOTSE_DEADLINE_OPEN, "2032-02-01");
}

/* --- Otherwise than the rule says --------------------------------------------------------------------------- */

static void
test_by_hand (World *world, gconstpointer data)
{
  LotseStore *store = world->base.store;
  g_autofree char *id = id_of (world, "application");
  g_autoptr (LotseDeadline) moved = NULL;

  assert_refused (lotse_deadline_move (store, id, "2027-13-01", NULL, &failed), INVALID, "");
  g_assert_true (lotse_deadline_move (store, id, "2027-03-15", NULL, NULL));
  moved = lotse_deadline_read (store, id, LOTSE_DEADLINES_PLAIN, NULL);
  g_assert_cmpstr (moved->due, ==, "2027-03-15");
  g_assert_cmpstr (moved->rule_due, ==, "2027-03-31");
  g_assert_cmpint (moved->origin, ==, LOTSE_DEADLINE_BY_HAND);
  change (&world->base, world->call, "extended_to", "2027-04-30T12:00", NULL);
  assert_deadline (world, "application", LOTSE_DEADLINE_OPEN, "2027-03-15");
  g_assert_true (lotse_deadline_move (store, id, NULL, NULL, NULL));
  assert_deadline (world, "application", LOTSE_DEADLINE_OPEN, "2027-04-30");
  hand_in (world, id, TODAY);
  assert_refused (lotse_deadline_move (store, id, "2027-03-15", NULL, &failed), INVALID, "take the hand-in back");
}

static void
test_not_needed (World *world, gconstpointer data)
{
  LotseStore *store = world->base.store;
  g_autofree char *id = id_of (world, "application");

  assert_refused (lotse_deadline_set_not_needed (store, id, " ", NULL, &failed), INVALID, "why");
  g_assert_true (lotse_deadline_set_not_needed (store, id, "Wir bewerben uns nicht", NULL, NULL));
  assert_deadline (world, "application", LOTSE_DEADLINE_NOT_NEEDED, "2027-03-31");
  g_assert_true (lotse_deadline_set_not_needed (store, id, NULL, NULL, NULL));
  assert_deadline (world, "application", LOTSE_DEADLINE_OPEN, "2027-03-31");
}

static void
test_leads_and_people (World *world, gconstpointer data)
{
  static const int leads[] = { 3, 30 }, wrong[] = { 731 };
  LotseStore *store = world->base.store;
  g_autofree char *id = id_of (world, "application");
  g_autoptr (LotseDeadline) changed = NULL;
  g_autoptr (LotseDeadline) back = NULL;

  assert_refused (lotse_deadline_set_leads (store, id, wrong, 1, NULL, &failed), INVALID, "730");
  g_assert_true (lotse_deadline_set_leads (store, id, leads, G_N_ELEMENTS (leads), NULL, NULL));
  g_assert_true (lotse_deadline_set_people (store, id, world->person, NULL, NULL, NULL));
  changed = lotse_deadline_read (store, id, LOTSE_DEADLINES_PLAIN, NULL);
  g_assert_cmpuint (changed->leads->len, ==, 2);
  g_assert_cmpint (g_array_index (changed->leads, int, 0), ==, 30);
  g_assert_cmpint (g_array_index (changed->leads, int, 1), ==, 3);
  g_assert_cmpstr (changed->responsible, ==, world->person);
  g_assert_true (lotse_deadline_set_leads (store, id, NULL, 0, NULL, NULL));
  back = lotse_deadline_read (store, id, LOTSE_DEADLINES_PLAIN, NULL);
  g_assert_cmpuint (back->leads->len, ==, 3);
  g_assert_cmpint (g_array_index (back->leads, int, 0), ==, 14);
}

static void
test_add (World *world, gconstpointer data)
{
  static const int leads[] = { 2 };
  LotseStore *store = world->base.store;
  g_autofree char *id = NULL;
  g_autoptr (LotseDeadline) added = NULL;
  GError *error = NULL;

  g_assert_null (lotse_deadline_add (store, world->person, NULL, " ", TODAY, NULL, 0, NULL, &error));
  g_clear_error (&error);
  g_assert_null (lotse_deadline_add (store, world->person, NULL, "Ausweis", "2027-02-29", NULL, 0, NULL, &error));
  g_clear_error (&error);
  g_assert_null (lotse_deadline_add (store, world->person, "nonsense", "Ausweis", TODAY, NULL, 0, NULL, &error));
  g_clear_error (&error);
  id = lotse_id_new ();
  g_assert_null (lotse_deadline_add (store, id, NULL, "Ausweis", TODAY, NULL, 0, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_free (id);
  g_assert_cmpuint (count_stored (world), ==, 0);
  id = lotse_deadline_add (store, world->person, NULL, "Ausweis verlängern", "2027-03-10", leads, 1, NULL, &error);
  g_assert_no_error (error);
  added = lotse_deadline_read (store, id, LOTSE_DEADLINES_PLAIN, NULL);
  g_assert_cmpstr (added->name, ==, "Ausweis verlängern");
  g_assert_cmpstr (added->due, ==, "2027-03-10");
  assert_refused (lotse_deadline_move (store, id, NULL, NULL, &failed), INVALID, "no rule");
  g_assert_true (lotse_deadline_hand_in (store, id, NULL, NULL, NULL, NULL, NULL, NULL));
  assert_value (&world->base, id, "handed_in_on", TODAY);
}

/* What was added without lead times has the usual ones, for reminders and calendars alike. */
static void
test_usual_leads (World *world, gconstpointer data)
{
  LotseStore *store = world->base.store;
  g_autofree char *id = lotse_deadline_add (store, world->person, NULL, "Ausweis", "2027-03-10", NULL, 0, NULL, NULL);
  g_autoptr (LotseDeadline) added = lotse_deadline_read (store, id, LOTSE_DEADLINES_PLAIN, NULL);

  g_assert_cmpuint (added->leads->len, ==, 3);
  g_assert_cmpint (g_array_index (added->leads, int, 0), ==, 14);
  g_assert_cmpint (g_array_index (added->leads, int, 2), ==, 1);
}

/* A rule that nobody understands would make no deadline: it is refused, and nothing is saved.  What a newer version wrote stays. */
static void
test_wrong_rule (World *world, gconstpointer data)
{
  LotseStore *store = world->base.store;
  g_autoptr (LotseRecord) programme = lotse_store_get (store, world->programme, NULL);
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (LotseRecord) newer = NULL;

  g_ptr_array_add (records, programme);
  g_assert_true (lotse_record_set_element (programme, "deadline_rules", "wrong", "{\"count\":6,\"type\":\"proof_of_use\"}", NULL));
  assert_refused (lotse_deadlines_save (store, records, NULL, NULL, &failed), INVALID, "no date to count from");
  newer = lotse_store_get (store, world->programme, NULL);
  g_assert_null (lotse_record_get_element (newer, "deadline_rules", "wrong"));
  change (&world->base, world->programme, "deadline_rules/newer", "{\"anchor\":\"moon.full\",\"type\":\"own\"}", NULL);
  g_clear_object (&newer);
  newer = lotse_store_get (store, world->programme, NULL);
  g_assert_true (lotse_record_set (newer, "note", "Anrufen", NULL));
  records->pdata[0] = newer;
  g_assert_true (lotse_deadlines_save (store, records, NULL, NULL, NULL));
  assert_value (&world->base, world->programme, "note", "Anrufen");
}

/* --- What moves --------------------------------------------------------------------------------------------- */

static void
test_preview (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) moves = NULL;
  g_autofree char *words = NULL;
  LotseRecord *record;

  award (world);
  record = get (&world->base, world->award);
  g_ptr_array_add (records, record);
  g_assert_true (lotse_record_set (record, "ends_on", "2026-12-31", NULL));
  before = lotse_deadlines_preview (world->base.store, records, NULL);
  g_assert_cmpuint (before->len, ==, 1);
  assert_deadline (world, "proof_of_use", LOTSE_DEADLINE_OPEN, "2027-03-30");
  g_assert_true (lotse_deadlines_save (world->base.store, records, NULL, &moves, NULL));
  g_assert_cmpuint (moves->len, ==, 1);
  words = lotse_deadline_move_describe (moves->pdata[0]);
  g_assert_nonnull (strstr (words, "Sommerschule"));
  assert_deadline (world, "proof_of_use", LOTSE_DEADLINE_OPEN, "2027-06-30");
  undo (world);
  assert_deadline (world, "proof_of_use", LOTSE_DEADLINE_OPEN, "2027-03-30");
}

static void
test_preview_kept (World *world, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) moves = NULL;
  g_autofree char *id = id_of (world, "application");
  LotseRecord *record;

  hand_in (world, id, TODAY);
  record = get (&world->base, world->call);
  g_ptr_array_add (records, record);
  g_assert_true (lotse_record_set (record, "extended_to", "2027-05-31T23:59", NULL));
  g_assert_true (lotse_deadlines_save (world->base.store, records, NULL, &moves, NULL));
  g_assert_cmpuint (moves->len, ==, 1);
  g_assert_true (((LotseDeadlineMove *) moves->pdata[0])->kept);
  assert_deadline (world, "application", LOTSE_DEADLINE_DONE, "2027-03-31");
}

/* --- Who is concerned, and who may ------------------------------------------------------------------------- */

static void
test_concerns (void)
{
  static const struct
  {
    const char *type, *kind, *responsible, *deputy, *due;
    const char *person;
    LotseRoles roles;
    gboolean concerned;
  } cases[] = {
    { "proof_of_use", "application", "ada", "bea", "2027-03-31", "ada", LOTSE_ROLE_FINANCE, TRUE },
    { "proof_of_use", "application", "ada", "bea", "2027-03-31", "bea", LOTSE_ROLE_MENTOR, TRUE },
    { "proof_of_use", "application", "ada", NULL, "2027-03-31", "cem", LOTSE_ROLE_FINANCE, FALSE },
    { "proof_of_use", "application", "ada", NULL, "2027-03-31", "cem", LOTSE_ROLE_COORDINATOR, FALSE },
    { "proof_of_use", "application", "ada", NULL, "2027-02-28", "cem", LOTSE_ROLE_COORDINATOR, TRUE },
    { "proof_of_use", "application", "ada", NULL, "2027-02-28", "cem", LOTSE_ROLE_ADMIN, FALSE },
    { "proof_of_use", "application", NULL, NULL, "2027-03-31", "cem", LOTSE_ROLE_FINANCE, TRUE },
    { "proof_of_use", "application", NULL, NULL, "2027-03-31", "cem", LOTSE_ROLE_ADMIN, TRUE },
    { "proof_of_use", "application", NULL, NULL, "2027-03-31", "cem", LOTSE_ROLE_MENTOR, FALSE },
    { "proof_of_use", "application", NULL, NULL, "2027-03-31", NULL, LOTSE_ROLE_NONE, TRUE },
    { "verification", "service", NULL, NULL, "2027-03-31", "cem", LOTSE_ROLE_FINANCE, FALSE },
    { "verification", "service", NULL, NULL, "2027-03-31", "cem", LOTSE_ROLE_COORDINATOR, TRUE },
    { "expiry", "mentor_profile", "ada", NULL, "2027-03-31", "ada", LOTSE_ROLE_MENTOR, TRUE },
    { "expiry", "mentor_profile", "ada", NULL, "2027-03-31", "bea", LOTSE_ROLE_MENTOR, FALSE },
    { "quiet", "mentoring_pair", "ada", "bea", TODAY, "ada", LOTSE_ROLE_MENTOR, TRUE },
    { "quiet", "mentoring_pair", "ada", "bea", "2027-02-23", "bea", LOTSE_ROLE_COORDINATOR, FALSE },
    { "quiet", "mentoring_pair", "ada", "bea", "2027-02-22", "bea", LOTSE_ROLE_COORDINATOR, TRUE },
    { "quiet", "mentoring_pair", "ada", "bea", "2027-02-22", "cem", LOTSE_ROLE_COORDINATOR, FALSE },
    { "quiet", "mentoring_pair", "ada", NULL, "2027-02-22", "cem", LOTSE_ROLE_COORDINATOR, TRUE },
    { "quiet", "mentoring_pair", NULL, "bea", TODAY, "bea", LOTSE_ROLE_COORDINATOR, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LotseDeadline deadline = { .state = LOTSE_DEADLINE_OPEN, .reminds = TRUE, .type = (char *) cases[i].type,
                                 .attached_kind = (char *) cases[i].kind, .responsible = (char *) cases[i].responsible,
                                 .deputy = (char *) cases[i].deputy, .due = (char *) cases[i].due };

      g_test_message ("case %u: %s, %s", i, cases[i].type, cases[i].person);
      g_assert_cmpint (lotse_deadline_concerns (&deadline, cases[i].person, cases[i].roles, TODAY), ==, cases[i].concerned);
      deadline.reminds = FALSE;
      g_assert_false (lotse_deadline_concerns (&deadline, cases[i].person, cases[i].roles, TODAY));
    }
}

static void
test_rights (World *world, gconstpointer data)
{
  g_autofree char *id = id_of (world, "application");
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (world->base.store, NULL);

  state->account = g_strdup ("mira");
  state->roles = LOTSE_ROLE_MENTOR;
  g_assert_true (lotse_store_set_sync_state (world->base.store, state, NULL));
  assert_refused (lotse_deadline_hand_in (world->base.store, id, TODAY, "Portal", "4711", NULL, NULL, &failed), DENIED, "");
  g_assert_cmpuint (count_stored (world), ==, 0);
  assert_value (&world->base, world->application, "state", "drafting");
}

/* The centre's state comes first, the profile's own counts while the centre has said nothing. */
static void
test_state (World *world, gconstpointer data)
{
  LotseStore *store = world->base.store;
  g_autofree char *none = lotse_deadlines_state (store, NULL);
  g_autofree char *own = NULL;
  g_autofree char *centre = NULL;
  g_autofree char *id = lotse_id_derive ("centre_setting", "centre", NULL);
  g_autoptr (LotseRecord) setting = lotse_record_new (lotse_kind_find ("centre_setting"), id);

  g_assert_null (none);
  g_assert_true (lotse_store_set_setting (store, "state", "HE", NULL));
  own = lotse_deadlines_state (store, NULL);
  g_assert_cmpstr (own, ==, "HE");
  g_assert_true (lotse_record_set (setting, "topic", "centre", NULL));
  g_assert_true (lotse_record_set (setting, "state", "BY", NULL));
  g_assert_true (lotse_store_save (store, setting, NULL, NULL));
  centre = lotse_deadlines_state (store, NULL);
  g_assert_cmpstr (centre, ==, "BY");
}

#define TEST(path, function) g_test_add ("/grants/deadlines/" path, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("hand-in-asks", test_hand_in_asks);
  TEST ("hand-in-application", test_hand_in_application);
  TEST ("hand-in-moves", test_hand_in_moves);
  TEST ("take-back", test_take_back);
  TEST ("take-back-later", test_take_back_later);
  TEST ("by-hand", test_by_hand);
  TEST ("not-needed", test_not_needed);
  TEST ("leads-and-people", test_leads_and_people);
  TEST ("usual-leads", test_usual_leads);
  TEST ("add", test_add);
  TEST ("wrong-rule", test_wrong_rule);
  TEST ("preview", test_preview);
  TEST ("preview-kept", test_preview_kept);
  TEST ("rights", test_rights);
  TEST ("state", test_state);
  g_test_add_func ("/grants/deadlines/concerns", test_concerns);
  return g_test_run ();
}
