/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several writes of one device, restored centres and copied laptops: which write came after which. */
#include "centre-fixture.h"

#include "lotse-centre-private.h"
#include "lotse-error.h"
#include "lotse-past.h"

#define ADMIN LOTSE_ROLE_COORDINATOR
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
  device_sync_both (pair->a, pair->b);
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
  device_sync_both (pair->a, pair->b);
  g_assert_cmpstr (device_value (pair->a, pair->id, "phone"), ==, "2");
  g_assert_cmpuint (count_in_history (pair->fixture, pair->id, "1"), ==, 1);
  g_assert_cmpuint (count_in_history (pair->fixture, pair->id, "2"), ==, 1);
  g_assert_cmpuint (device_count (pair->a, "conflict"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/lineage/several-unsent-writes-lose", NULL, test_several_unsent_writes_lose);
  g_test_add_data_func ("/lineage/several-unsent-writes-of-the-future-lose", "", test_several_unsent_writes_lose);
  g_test_add_data_func ("/lineage/lost-base-opens-a-conflict-and-closes-it", "", test_lost_base_opens_a_conflict_and_closes_it);
  g_test_add_data_func ("/lineage/lost-base-that-had-not-seen-it-leaves-it-open", NULL, test_lost_base_opens_a_conflict_and_closes_it);
  g_test_add_data_func ("/lineage/copies-send-the-same-write-once", NULL, test_copies_send_the_same_write_once);
  g_test_add_data_func ("/lineage/copies-send-the-same-write-once-and-it-was-corrected", "", test_copies_send_the_same_write_once);
  g_test_add_func ("/lineage/copy-goes-on-from-the-same-write", test_copy_goes_on_from_the_same_write);
  return g_test_run ();
}
