/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two devices and a centre: what becomes of their edits. */
#include "centre-fixture.h"

#include "lotse-centre-private.h"
#include "lotse-error.h"
#include "lotse-past.h"

#define ADMIN LOTSE_ROLE_COORDINATOR

static void
both (Device *a, Device *b)
{
  device_sync (a);
  device_sync (b);
  device_sync (a);
  device_sync (b);
}

static void
test_different_fields_unite (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  fixture_account (fixture, "ben", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ben");
  device_put (a, "person", id, "display_name", "Yusuf Demir", NULL);
  g_assert_cmpint (device_verdict (a, id, "display_name"), ==, LOTSE_VERDICT_MERGED);
  device_sync (b);
  g_assert_cmpstr (device_value (b, id, "display_name"), ==, "Yusuf Demir");
  device_edit (a, "person", id, "phone", "123", NULL);
  device_edit (b, "person", id, "email", "y@example.org", NULL);
  both (a, b);
  g_assert_cmpstr (device_value (a, id, "email"), ==, "y@example.org");
  g_assert_cmpstr (device_value (b, id, "phone"), ==, "123");
  g_assert_cmpuint (device_count (a, "conflict"), ==, 0);
}

static void
test_same_field_conflicts_once (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;
  const LotseChange *conflict;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_put (a, "person", id, "display_name", "Mona", NULL);
  device_sync (b);
  device_edit (a, "person", id, "phone", "1", NULL);
  fixture_pass (fixture, 1000);
  device_edit (b, "person", id, "phone", "2", NULL);
  both (a, b);
  g_assert_cmpstr (device_value (a, id, "phone"), ==, "2");
  g_assert_cmpstr (device_value (b, id, "phone"), ==, "2");
  conflict = device_only (a, "conflict");
  g_assert_nonnull (conflict);
  g_assert_cmpstr (lotse_registers_value (conflict->registers, "other_value"), ==, "1");
  g_assert_cmpstr (lotse_registers_value (conflict->registers, "register_name"), ==, "phone");
  g_assert_cmpstr (lotse_registers_value (conflict->registers, "record"), ==, id);
  /* Anybody who has the conflict may decide it; nobody may rewrite what it says. */
  device_edit (b, "conflict", conflict->id, "resolution", "standing", "other_value", "9", NULL);
  device_sync (b);
  g_assert_cmpint (device_verdict (b, conflict->id, "resolution"), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpint (device_verdict (b, conflict->id, "other_value"), ==, LOTSE_VERDICT_REFUSED);
}

static void
test_lost_answer_is_repeated (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;
  LotseSyncAnswer *lost;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_edit (a, "person", id, "display_name", "Wrong", NULL);
  lost = device_exchange (a, FALSE);
  lotse_sync_answer_free (lost);
  device_sync (b);
  device_put (b, "person", id, "display_name", "Right", NULL);
  device_sync (a);
  g_assert_cmpint (device_verdict (a, id, "display_name"), ==, LOTSE_VERDICT_REPEATED);
  g_assert_cmpstr (device_value (a, id, "display_name"), ==, "Right");
  g_assert_cmpuint (device_count (a, "conflict"), ==, 0);
}

static void
test_delete_against_edit (gconstpointer edit_first)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_put (a, "person", id, "display_name", "Mona", NULL);
  device_sync (b);
  device_delete (a, "person", id);
  device_edit (b, "person", id, "phone", "2", NULL);
  if (edit_first)
    device_sync (b);
  both (a, b);
  g_assert_null (device_value (a, id, "_deleted"));
  g_assert_null (device_value (b, id, "_deleted"));
  g_assert_cmpstr (device_value (a, id, "phone"), ==, "2");
  g_assert_nonnull (device_only (a, "conflict"));
  g_assert_cmpstr (lotse_registers_value (device_only (a, "conflict")->registers, "register_name"), ==, "_deleted");
}

static void
test_delete_that_saw_all_stands (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_put (a, "person", id, "display_name", "Mona", NULL);
  device_sync (b);
  device_delete (b, "person", id);
  both (a, b);
  g_assert_cmpstr (device_value (a, id, "_deleted"), ==, "1");
  g_assert_null (device_only (a, "conflict"));
}

/* actualbudget/actual#3786: a clock that is off must not stop anybody from sending. */
static void
test_clock_that_drifted_is_no_reason_to_refuse (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  a->skew_ms = G_GINT64_CONSTANT (3) * 365 * 86400000;
  b->skew_ms = -G_GINT64_CONSTANT (2) * 365 * 86400000;
  device_put (a, "person", id, "display_name", "From the future", NULL);
  g_assert_cmpint (device_verdict (a, id, "display_name"), ==, LOTSE_VERDICT_MERGED);
  device_sync (b);
  device_put (b, "person", id, "display_name", "From the past", NULL);
  g_assert_cmpint (device_verdict (b, id, "display_name"), ==, LOTSE_VERDICT_MERGED);
  device_sync (a);
  g_assert_cmpstr (device_value (a, id, "display_name"), ==, "From the past");
  g_assert_cmpuint (device_count (a, "conflict"), ==, 0);
}

static void
test_write_once_stands (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *person = lotse_id_new ();
  g_autofree char *id = lotse_id_new ();
  g_autofree char *first = g_strnfill (64, 'a');
  g_autofree char *second = g_strnfill (64, 'b');
  g_autoptr (Device) a = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  device_put (a, "person", person, "display_name", "Mona", NULL);
  device_put (a, "consent", id, "person", person, "proof", first, NULL);
  device_put (a, "consent", id, "proof", second, NULL);
  g_assert_cmpint (device_verdict (a, id, "proof"), ==, LOTSE_VERDICT_CONFLICT);
  g_assert_cmpstr (device_value (a, id, "proof"), ==, first);
}

/* What links to a record that is not there waits for it, and then takes its place. */
static void
test_parked_write_comes_in (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *person = lotse_id_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;
  const LotseChange *change;
  GHashTableIter iter;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_edit (a, "consent", id, "person", person, "purpose", "photos", NULL);
  device_edit (a, "consent", id, "note", "after the concert", NULL);
  device_sync (a);
  g_assert_cmpint (device_verdict (a, id, "note"), ==, LOTSE_VERDICT_PARKED);
  g_assert_false (device_has (a, id));
  g_assert_cmpuint (device_count (a, "review"), ==, 2);
  device_put (b, "person", person, "display_name", "Mona", NULL);
  device_sync (a);
  g_assert_cmpstr (device_value (a, id, "person"), ==, person);
  g_assert_cmpstr (device_value (a, id, "note"), ==, "after the concert");
  g_hash_table_iter_init (&iter, a->records);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &change))
    if (g_str_equal (change->kind, "review"))
      g_assert_cmpstr (lotse_registers_value (change->registers, "decision"), ==, "accepted");
}

/* A restored centre hears of a record first from who changed it, and only then from who made it. */
static void
test_what_makes_a_record_does_not_wait_for_it (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_edit (b, "person", id, "phone", "1", NULL)->creates = FALSE;
  device_sync (b);
  g_assert_cmpint (device_verdict (b, id, "phone"), ==, LOTSE_VERDICT_PARKED);
  device_put (a, "person", id, "display_name", "Mona", NULL);
  g_assert_cmpint (device_verdict (a, id, "display_name"), ==, LOTSE_VERDICT_MERGED);
  device_sync (b);
  g_assert_cmpstr (device_value (b, id, "display_name"), ==, "Mona");
  g_assert_cmpstr (device_value (b, id, "phone"), ==, "1");
}

static void
test_parked_write_goes_to_staff_after_a_month (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *person = lotse_id_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  device_put (a, "consent", id, "person", person, "purpose", "photos", NULL);
  fixture_pass (fixture, G_GINT64_CONSTANT (31) * 86400000);
  device_sync (a);
  device_put (a, "person", person, "display_name", "Mona", NULL);
  g_assert_false (device_has (a, id));
  g_assert_cmpstr (lotse_registers_value (device_only (a, "review")->registers, "reason"), ==, "parked");
  g_assert_null (lotse_registers_value (device_only (a, "review")->registers, "decision"));
}

static void
test_unknown_kinds_and_fields_are_kept (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *person = lotse_id_new ();
  g_autofree char *other = lotse_id_new ();
  g_autoptr (Device) staff = NULL;
  g_autoptr (Device) author = NULL;
  g_autoptr (Device) desk = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  fixture_account (fixture, "olga", LOTSE_ROLE_ORGANISER, NULL);
  fixture_account (fixture, "omar", LOTSE_ROLE_ORGANISER, NULL);
  staff = device_new (fixture, "ada");
  author = device_new (fixture, "olga");
  desk = device_new (fixture, "omar");
  device_edit (author, "person", person, "display_name", "Mona", "shoe_size", "38", NULL);
  device_edit (author, "festival", other, "motto", "Together", NULL);
  device_sync (author);
  device_sync (staff);
  device_sync (desk);
  g_assert_cmpstr (device_value (author, person, "shoe_size"), ==, "38");
  g_assert_cmpstr (device_value (staff, person, "shoe_size"), ==, "38");
  g_assert_true (device_has (desk, person));
  g_assert_null (device_value (desk, person, "shoe_size"));
  g_assert_cmpstr (device_value (staff, other, "motto"), ==, "Together");
  g_assert_cmpstr (device_value (author, other, "motto"), ==, "Together");
  g_assert_false (device_has (desk, other));
  /* A record of one kind never becomes another. */
  device_put (author, "organisation", other, "name", "Verein", NULL);
  g_assert_cmpstr (device_reason (author, other, "name"), ==, "wrong-kind");
}

/* What an older version kept without knowing it takes its place when a newer one knows it. */
static void
test_upgrade_gives_the_unknown_its_place (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autofree char *person = lotse_id_new ();
  g_autoptr (Device) staff = NULL;
  g_autoptr (Device) desk = NULL;
  LotseBackend *backend;
  g_autoptr (LotseStored) record = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  fixture_account (fixture, "olga", LOTSE_ROLE_ORGANISER, NULL);
  staff = device_new (fixture, "ada");
  desk = device_new (fixture, "olga");
  device_edit (staff, "person", person, "display_name", "Mona", NULL);
  device_put (staff, "registration", id, "person", person, "state", "registered", NULL);
  device_sync (desk);
  g_assert_true (device_has (desk, person));
  /* As if the last version had not known registrations. */
  backend = fixture->centre->backend;
  g_assert_true (backend->begin (backend, NULL));
  g_assert_true (backend->get_record (backend, id, &record, NULL));
  record->odd = TRUE;
  g_assert_true (backend->set_links (backend, id, "registration", NULL, 0, NULL));
  g_assert_true (backend->put_record (backend, record, NULL));
  g_assert_true (backend->leave (backend, "desk", person, backend->next_number (backend), NULL));
  g_assert_true (backend->set_setting (backend, "version", "0.0.1", NULL));
  g_assert_true (backend->commit (backend, NULL));
  device_sync (desk);
  g_assert_false (device_has (desk, person));
  fixture_reopen (fixture);
  device_sync (desk);
  g_assert_true (device_has (desk, person));
  g_assert_null (lotse_centre_check (fixture->centre, NULL));
}

static void
test_bad_values_are_refused_one_by_one (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autofree char *id = lotse_id_new ();
  g_autoptr (Device) a = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  device_put (a, "person", id, "display_name", "Mona", "birth_year", "soon", "languages", "ar", "phone/x", "1", "languages/ar", "C1",
              "_deleted", "perhaps", NULL);
  g_assert_cmpint (device_verdict (a, id, "display_name"), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpint (device_verdict (a, id, "languages/ar"), ==, LOTSE_VERDICT_MERGED);
  g_assert_cmpstr (device_reason (a, id, "birth_year"), ==, "invalid");
  g_assert_cmpstr (device_reason (a, id, "languages"), ==, "invalid");
  g_assert_cmpstr (device_reason (a, id, "phone/x"), ==, "invalid");
  g_assert_cmpstr (device_reason (a, id, "_deleted"), ==, "invalid");
  g_assert_cmpstr (device_value (a, id, "languages/ar"), ==, "C1");
  g_assert_null (device_value (a, id, "birth_year"));
}

/* --- Several writes, restored centres and copies ------------------------------------------------------------------- */

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define HOUR_MS G_GINT64_CONSTANT (3600000)

/* A person with a phone number that two devices of one account have; of `a` the smaller device number. */
typedef struct
{
  Fixture *fixture;
  Device *a, *b;
  char *id;
} Pair;

static Pair *
pair_new (void)
{
  Pair *self = g_new0 (Pair, 1);

  self->fixture = fixture_new ();
  self->id = lotse_id_new ();
  fixture_account (self->fixture, "ada", ADMIN, NULL);
  self->a = device_new (self->fixture, "ada");
  self->b = device_new (self->fixture, "ada");
  if (self->a->number > self->b->number)
    {
      Device *smaller = self->b;

      self->b = self->a;
      self->a = smaller;
    }
  device_put (self->a, "person", self->id, "display_name", "Mona", "phone", "0", NULL);
  device_sync (self->b);
  fixture_pass (self->fixture, HOUR_MS);
  return self;
}

static void
pair_free (Pair *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wrong = lotse_centre_check (self->fixture->centre, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wrong, ==, NULL);
  device_free (self->a);
  device_free (self->b);
  g_free (self->id);
  fixture_free (self->fixture);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pair, pair_free)

static LotseStamp
stamp_of (Device *device, const char *id)
{
  const LotseChange *change = g_hash_table_lookup (device->records, id);

  g_assert_nonnull (change);
  return lotse_registers_get (change->registers, "phone")->stamp;
}

/* Queues a write of the phone number by somebody who saw `base` and over it the own write `after`. */
static LotseEdit *
write_phone (Device *device, const char *id, const char *value, LotseStamp base, LotseStamp after)
{
  LotseEdit *edit = device_edit (device, "person", id, "phone", value, NULL);
  LotseWrite *write = g_ptr_array_index (edit->writes, 0);

  edit->creates = FALSE;
  write->base = base;
  write->after = after;
  return edit;
}

/* The conflict whose other value that is, or NULL. */
static const LotseChange *
conflict_about (const Device *device, const char *other)
{
  const LotseChange *found = NULL;
  const LotseChange *change;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, device->records);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &change))
    if (g_str_equal (change->kind, "conflict") && g_strcmp0 (lotse_registers_value (change->registers, "other_value"), other) == 0)
      {
        g_assert_null (found);
        found = change;
      }
  return found;
}

static guint
count_open (const Device *device)
{
  const LotseChange *change;
  GHashTableIter iter;
  guint n = 0;

  g_hash_table_iter_init (&iter, device->records);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &change))
    n += g_str_equal (change->kind, "conflict") && lotse_registers_value (change->registers, "resolution") == NULL;
  return n;
}

/* How often the history has that value of the phone number; all stamps of one device differ. */
static guint
count_in_history (Fixture *fixture, const char *id, const char *value)
{
  LotseBackend *backend = fixture->centre->backend;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = backend->past_of (backend, id, &error);
  g_autoptr (GHashTable) stamps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      const LotsePast *past = g_ptr_array_index (rows, i);
      LotsePastWrite found;

      g_assert_true (lotse_past_find (past, "phone", &found, &error));
      if (found.verdict != LOTSE_VERDICT_NONE)
        g_assert_true (g_hash_table_add (stamps, g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, past->device, found.effective)));
      n += found.verdict != LOTSE_VERDICT_NONE && g_strcmp0 (found.value, value) == 0;
      g_free (found.value);
      g_free (found.seen);
    }
  return n;
}

/*
 * Three unsent writes of one device lose against one of another, and all clocks are so far ahead that the centre bounds them to
 * the same time: each gets a stamp of its own all the same, and the conflict shows the last, which had seen the others.
 */
static void
test_several_unsent_writes_lose (gconstpointer ahead)
{
  g_autoptr (Pair) pair = pair_new ();
  LotseStamp base = stamp_of (pair->a, pair->id);
  LotseEdit *one, *two;

  pair->a->skew_ms = pair->b->skew_ms = ahead != NULL ? 365 * DAY_MS : 0;
  one = write_phone (pair->a, pair->id, "1", base, LOTSE_STAMP_NONE);
  two = write_phone (pair->a, pair->id, "2", base, one->stamp);
  write_phone (pair->a, pair->id, "3", base, two->stamp);
  fixture_pass (pair->fixture, 1000);
  device_put (pair->b, "person", pair->id, "phone", "standing", NULL);
  device_sync (pair->a);
  device_sync (pair->b);
  g_assert_cmpstr (device_value (pair->a, pair->id, "phone"), ==, "standing");
  g_assert_cmpstr (device_value (pair->b, pair->id, "phone"), ==, "standing");
  g_assert_cmpuint (count_in_history (pair->fixture, pair->id, "1"), ==, 1);
  g_assert_cmpuint (count_in_history (pair->fixture, pair->id, "2"), ==, 1);
  g_assert_cmpuint (count_in_history (pair->fixture, pair->id, "3"), ==, 1);
  g_assert_cmpuint (count_open (pair->a), ==, 1);
  g_assert_nonnull (conflict_about (pair->a, "3"));
  g_assert_null (lotse_registers_value (conflict_about (pair->a, "3")->registers, "resolution"));
}

/*
 * A write over a base that a restored centre has lost: nobody knows what the person of that base had seen, so that what
 * stood becomes a conflict.  When the base comes and had seen it, the centre closes the conflict itself.
 */
static void
test_lost_base_opens_a_conflict_and_closes_it (gconstpointer had_seen)
{
  g_autoptr (Pair) pair = pair_new ();
  g_autofree char *path = fixture_backup (pair->fixture, "old.backup");
  LotseStamp first = stamp_of (pair->a, pair->id);
  LotseStamp lost;
  guint64 named;
  LotseEdit *again;

  device_put (pair->a, "person", pair->id, "phone", "1", NULL);
  named = pair->a->clock;
  device_sync (pair->b);
  lost = stamp_of (pair->b, pair->id);
  fixture_pass (pair->fixture, HOUR_MS);
  fixture_restore (pair->fixture, path);
  device_sync (pair->b);
  g_assert_true (pair->b->flags & LOTSE_SYNC_ANEW);
  g_assert_cmpstr (device_value (pair->b, pair->id, "phone"), ==, "0");
  write_phone (pair->b, pair->id, "2", lost, LOTSE_STAMP_NONE);
  device_sync (pair->b);
  g_assert_cmpstr (device_value (pair->b, pair->id, "phone"), ==, "2");
  g_assert_cmpuint (count_open (pair->b), ==, 1);
  g_assert_nonnull (conflict_about (pair->b, "0"));

  device_sync (pair->a);
  again = write_phone (pair->a, pair->id, "1", had_seen != NULL ? first : LOTSE_STAMP_NONE, LOTSE_STAMP_NONE);
  again->stamp.clock = named;
  ((LotseWrite *) g_ptr_array_index (again->writes, 0))->effective = lost.clock;
  device_sync (pair->a);
  device_sync (pair->b);
  g_assert_cmpstr (device_value (pair->a, pair->id, "phone"), ==, "2");
  g_assert_cmpuint (count_in_history (pair->fixture, pair->id, "1"), ==, 1);
  g_assert_null (conflict_about (pair->b, "1"));
  g_assert_cmpstr (lotse_registers_value (conflict_about (pair->b, "0")->registers, "resolution"), ==, had_seen != NULL ? "seen" : NULL);
  g_assert_cmpuint (count_open (pair->b), ==, had_seen != NULL ? 0 : 1);
}

/* What two copies of a disk had both not sent yet is one write: what was corrected in between is not overwritten by the second. */
static void
test_copies_send_the_same_write_once (gconstpointer corrected)
{
  g_autoptr (Pair) pair = pair_new ();
  g_autoptr (Device) copy = NULL;

  write_phone (pair->a, pair->id, "1", stamp_of (pair->a, pair->id), LOTSE_STAMP_NONE);
  copy = device_copy (pair->a);
  device_sync (pair->a);
  if (corrected)
    {
      device_sync (pair->b);
      device_put (pair->b, "person", pair->id, "phone", "corrected", NULL);
    }
  device_sync (copy);
  g_assert_cmpint (copy->flags, ==, LOTSE_SYNC_COPY);
  g_assert_cmpuint (copy->outbox->len, ==, 1);
  device_become_new (copy);
  g_assert_cmpuint (copy->number, !=, pair->a->number);
  device_sync (copy);
  g_assert_cmpint (device_verdict (copy, pair->id, "phone"), ==, LOTSE_VERDICT_REPEATED);
  both (pair->a, pair->b);
  g_assert_cmpstr (device_value (copy, pair->id, "phone"), ==, corrected ? "corrected" : "1");
  g_assert_cmpstr (device_value (pair->a, pair->id, "phone"), ==, corrected ? "corrected" : "1");
  g_assert_cmpuint (count_in_history (pair->fixture, pair->id, "1"), ==, 1);
  g_assert_cmpuint (device_count (pair->a, "conflict"), ==, 0);
}

/* And what the copy wrote over it has seen it, although the other disk sent it under another name. */
static void
test_copy_goes_on_from_the_same_write (void)
{
  g_autoptr (Pair) pair = pair_new ();
  LotseStamp base = stamp_of (pair->a, pair->id);
  LotseStamp unsent = write_phone (pair->a, pair->id, "1", base, LOTSE_STAMP_NONE)->stamp;
  g_autoptr (Device) copy = device_copy (pair->a);

  write_phone (copy, pair->id, "2", base, unsent);
  device_sync (pair->a);
  device_sync (copy);
  g_assert_cmpint (copy->flags, ==, LOTSE_SYNC_COPY);
  device_become_new (copy);
  device_sync (copy);
  both (pair->a, pair->b);
  g_assert_cmpstr (device_value (pair->a, pair->id, "phone"), ==, "2");
  g_assert_cmpuint (count_in_history (pair->fixture, pair->id, "1"), ==, 1);
  g_assert_cmpuint (count_in_history (pair->fixture, pair->id, "2"), ==, 1);
  g_assert_cmpuint (device_count (pair->a, "conflict"), ==, 0);
}

/* --- Pages ----------------------------------------------------------------------------------------------------------- */

/* pouchdb#1240 and joplin#13531: changes are never behind the cursor of a device that has not had them. */
static void
test_cursor_moves_with_its_data (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;
  LotseSyncAnswer *lost;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  device_sync (b);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = lotse_id_new ();

      device_put (a, "person", id, "display_name", "Mona", NULL);
      lost = device_exchange (b, FALSE);
      lotse_sync_answer_free (lost);
    }
  device_sync (b);
  g_assert_cmpuint (device_count (b, "person"), ==, 3);
}

static void
test_pages (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (Device) a = NULL;
  g_autoptr (Device) b = NULL;

  fixture_account (fixture, "ada", ADMIN, NULL);
  a = device_new (fixture, "ada");
  b = device_new (fixture, "ada");
  for (guint i = 0; i < 6; i++)
    {
      for (guint k = 0; k < 2000; k++)
        {
          g_autofree char *id = lotse_id_new ();

          device_edit (a, "person", id, "display_name", "Mona", NULL);
        }
      device_sync (a);
    }
  device_sync (b);
  g_assert_cmpuint (device_count (b, "person"), ==, 12000);
  g_assert_cmpuint (b->pages, ==, 3);
  g_assert_true (b->flags & LOTSE_SYNC_LISTING);
  device_sync (b);
  g_assert_cmpuint (b->pages, ==, 1);
  g_assert_cmpuint (b->changes, ==, 0);
  g_assert_null (lotse_centre_check (fixture->centre, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/merging/different-fields-unite", test_different_fields_unite);
  g_test_add_func ("/merging/same-field-conflicts-once", test_same_field_conflicts_once);
  g_test_add_func ("/merging/lost-answer-is-repeated", test_lost_answer_is_repeated);
  g_test_add_data_func ("/merging/delete-then-edit", NULL, test_delete_against_edit);
  g_test_add_data_func ("/merging/edit-then-delete", "", test_delete_against_edit);
  g_test_add_func ("/merging/delete-that-saw-all-stands", test_delete_that_saw_all_stands);
  g_test_add_func ("/merging/clock-that-drifted-is-no-reason-to-refuse", test_clock_that_drifted_is_no_reason_to_refuse);
  g_test_add_func ("/merging/write-once-stands", test_write_once_stands);
  g_test_add_func ("/merging/parked-write-comes-in", test_parked_write_comes_in);
  g_test_add_func ("/merging/what-makes-a-record-does-not-wait-for-it", test_what_makes_a_record_does_not_wait_for_it);
  g_test_add_func ("/merging/parked-write-goes-to-staff-after-a-month", test_parked_write_goes_to_staff_after_a_month);
  g_test_add_func ("/merging/unknown-kinds-and-fields-are-kept", test_unknown_kinds_and_fields_are_kept);
  g_test_add_func ("/merging/upgrade-gives-the-unknown-its-place", test_upgrade_gives_the_unknown_its_place);
  g_test_add_func ("/merging/bad-values-are-refused-one-by-one", test_bad_values_are_refused_one_by_one);
  g_test_add_data_func ("/merging/several-unsent-writes-lose", NULL, test_several_unsent_writes_lose);
  g_test_add_data_func ("/merging/several-unsent-writes-of-the-future-lose", "", test_several_unsent_writes_lose);
  g_test_add_data_func ("/merging/lost-base-opens-a-conflict-and-closes-it", "", test_lost_base_opens_a_conflict_and_closes_it);
  g_test_add_data_func ("/merging/lost-base-that-had-not-seen-it-leaves-it-open", NULL, test_lost_base_opens_a_conflict_and_closes_it);
  g_test_add_data_func ("/merging/copies-send-the-same-write-once", NULL, test_copies_send_the_same_write_once);
  g_test_add_data_func ("/merging/copies-send-the-same-write-once-and-it-was-corrected", "", test_copies_send_the_same_write_once);
  g_test_add_func ("/merging/copy-goes-on-from-the-same-write", test_copy_goes_on_from_the_same_write);
  g_test_add_func ("/merging/cursor-moves-with-its-data", test_cursor_moves_with_its_data);
  g_test_add_func ("/merging/pages", test_pages);
  return g_test_run ();
}
