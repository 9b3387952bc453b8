/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What must hold of every sequence of merges, tried on random ones.  The seed is fixed and printed; LOTSE_SEED tries
 * another, LOTSE_ROUNDS more.
 *
 * The small centre below keeps one register and asks, after each write, for the reason why nothing was lost.  It knows
 * nothing of how the merge decides: it looks only at what was seen, what stood before and what stands now.
 */
#include "lotse-merge.h"

#include <stdlib.h>
#include <string.h>

#define N_DEVICES 4
#define N_VALUES 4 /* few, so that equal ones meet often; the first is empty */

static guint32 seed = 20261122;
static guint rounds = 20000;

static const char *const values[N_VALUES] = { NULL, "a", "b", "c" };

typedef struct
{
  gboolean exists;
  LotseRegister reg;
  guint64 raw;
  LotseStamp base;
} Centre;

typedef struct
{
  LotseEdit *edit;
  LotseWrite *write;
} Sent;

static LotseMergeInput
make_input (const Centre *centre, guint64 limit)
{
  return (LotseMergeInput){
    .standing = centre->exists ? &centre->reg : NULL,
    .standing_raw = centre->raw,
    .standing_base = centre->base,
    .limit = limit,
  };
}

static Sent
make_write (const char *reg, const char *value, guint64 clock, guint64 device, LotseStamp base)
{
  Sent sent = { lotse_edit_new ("session", "00112233445566778899aabbccddeeff", (LotseStamp){ clock, device }),
                lotse_write_new (reg, value, base) };

  g_ptr_array_add (sent.edit->writes, sent.write);
  return sent;
}

static void
apply (Centre *centre, const Sent *sent, LotseMerge merge)
{
  if (!merge.stands)
    return;
  centre->exists = TRUE;
  centre->reg = (LotseRegister){ sent->write->value, merge.effective };
  centre->raw = sent->edit->stamp.clock;
  centre->base = sent->write->base;
}

/* Says why neither the write nor what stood before it was lost, and what else must hold of one step. */
static void
check_step (const Centre *before, const Sent *sent, LotseMerge merge, guint64 limit)
{
  const LotseWrite *write = sent->write;
  gboolean own = before->exists && before->reg.stamp.device == sent->edit->stamp.device;
  gboolean seen = before->exists && lotse_stamp_equal (write->base, before->reg.stamp);
  gboolean equal = before->exists && g_strcmp0 (before->reg.value, write->value) == 0;
  guint64 standing = before->exists ? before->reg.stamp.clock : 0;

  g_assert_cmpint (merge.conflict, ==, merge.verdict == LOTSE_VERDICT_CONFLICT);
  if (seen || !before->exists)
    g_assert_true (merge.stands && !merge.conflict);
  if (own && sent->edit->stamp.clock > before->raw)
    g_assert_true (merge.stands && !merge.conflict);
  if (merge.conflict)
    g_assert_false (equal);

  if (merge.stands)
    {
      g_assert_cmpuint (merge.effective.clock, <=, MAX (limit, standing) + 1);
      if (before->exists)
        {
          g_assert_cmpint (lotse_stamp_compare (merge.effective, before->reg.stamp), >, 0);
          g_assert_true (seen || own || equal || merge.conflict || write->base.clock > standing);
        }
      if (merge.conflict)
        g_assert_true (lotse_stamp_equal (merge.loser_stamp, before->reg.stamp) &&
                       g_strcmp0 (merge.loser, before->reg.value) == 0);
    }
  else
    {
      g_assert_true (before->exists);
      g_assert_true (equal || merge.conflict || (own && sent->edit->stamp.clock < before->raw));
      if (merge.conflict)
        g_assert_cmpstr (merge.loser, ==, write->value);
    }
}

/* Merges twice, because the function must be pure, and checks the step. */
static LotseMerge
deliver (Centre *centre, const Sent *sent, guint64 limit)
{
  LotseMergeInput input = make_input (centre, limit);
  LotseMerge merge = lotse_merge_write (&input, sent->edit, sent->write);
  LotseMerge again = lotse_merge_write (&input, sent->edit, sent->write);

  g_assert_cmpint (merge.verdict, ==, again.verdict);
  g_assert_cmpint (merge.stands, ==, again.stands);
  g_assert_true (lotse_stamp_equal (merge.effective, again.effective));
  check_step (centre, sent, merge, limit);
  apply (centre, sent, merge);
  return merge;
}

static guint64
random_clock (GRand *random)
{
  /* Clocks that are wrong by a little, by years into the past, and by years into the future. */
  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      return (guint64) g_rand_int_range (random, 1, 5);
    case 1:
      return (guint64) g_rand_int_range (random, 5000, 5010);
    default:
      return (guint64) g_rand_int_range (random, 90, 120);
    }
}

typedef struct
{
  guint64 clock;    /* the last one used */
  guint64 offset;   /* its error */
  LotseStamp known; /* the centre's stamp that it saw last */
  GPtrArray *queue; /* of Sent *, oldest first */
} Device;

static void
device_write (Device *device, guint64 number, guint64 now, GRand *random)
{
  Sent *sent = g_new (Sent, 1);

  device->clock = MAX (device->clock + 1, now + device->offset);
  *sent = make_write ("summary", values[g_rand_int_range (random, 0, N_VALUES)], device->clock, number, device->known);
  g_ptr_array_add (device->queue, sent);
}

static void
device_send (Device *device, Centre *centre, guint64 limit)
{
  Sent *sent = g_ptr_array_index (device->queue, 0);

  deliver (centre, sent, limit);
  g_ptr_array_remove_index (device->queue, 0);
}

static void
run_sequence (GRand *random, GPtrArray *kept)
{
  Device devices[N_DEVICES] = { 0 };
  Centre centre = { 0 };

  for (guint i = 0; i < N_DEVICES; i++)
    {
      devices[i].queue = g_ptr_array_new ();
      devices[i].offset = random_clock (random);
    }
  for (guint64 now = 100; now < 160; now++)
    {
      guint i = (guint) g_rand_int_range (random, 0, N_DEVICES);
      Device *device = &devices[i];

      if (g_rand_boolean (random))
        device_write (device, i + 1, now, random);
      else if (device->queue->len > 0)
        {
          g_ptr_array_add (kept, g_ptr_array_index (device->queue, 0));
          device_send (device, &centre, now + 5);
        }
      else if (centre.exists)
        device->known = centre.reg.stamp;
    }
  for (guint i = 0; i < N_DEVICES; i++)
    {
      while (devices[i].queue->len > 0)
        {
          g_ptr_array_add (kept, g_ptr_array_index (devices[i].queue, 0));
          device_send (&devices[i], &centre, 165);
        }
      g_ptr_array_unref (devices[i].queue);
    }
}

static void
sent_clear (Sent *sent)
{
  lotse_edit_free (sent->edit); /* and the write with it */
}

static void
sent_free (gpointer data)
{
  sent_clear (data);
  g_free (data);
}

static void
test_no_write_is_lost (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < rounds; round++)
    {
      g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (sent_free);

      run_sequence (random, kept);
      g_assert_cmpuint (kept->len, >, 0);
    }
}

/* Delivers the writes in the given order over the same start; returns the number of conflicts. */
static guint
deliver_all (Centre *centre, const Sent *writes, const guint *order, guint n, guint64 limit)
{
  guint conflicts = 0;

  for (guint i = 0; i < n; i++)
    conflicts += deliver (centre, &writes[order[i]], limit).conflict;
  return conflicts;
}

static Centre
random_start (GRand *random)
{
  Centre centre = { .exists = TRUE, .raw = random_clock (random) };

  centre.reg = (LotseRegister){ (char *) values[g_rand_int_range (random, 0, N_VALUES)], { random_clock (random), 99 } };
  return centre;
}

static void
test_two_concurrent_converge (void)
{
  static const guint orders[2][2] = { { 0, 1 }, { 1, 0 } };
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < rounds; round++)
    {
      Centre start = random_start (random);
      guint64 limit = random_clock (random);
      Sent writes[2];
      Centre ends[2] = { start, start };
      guint expected;

      for (guint i = 0; i < 2; i++)
        writes[i] = make_write ("summary", values[g_rand_int_range (random, 0, N_VALUES)], random_clock (random), i + 1,
                                start.reg.stamp);
      expected = g_strcmp0 (writes[0].write->value, writes[1].write->value) != 0;
      for (guint i = 0; i < 2; i++)
        g_assert_cmpuint (deliver_all (&ends[i], writes, orders[i], 2, limit), ==, expected);
      g_assert_cmpstr (ends[0].reg.value, ==, ends[1].reg.value);
      g_assert_true (lotse_stamp_equal (ends[0].reg.stamp, ends[1].reg.stamp));
      sent_clear (&writes[0]);
      sent_clear (&writes[1]);
    }
}

static void
shuffle (GRand *random, guint *order, guint n)
{
  for (guint i = 0; i < n; i++)
    order[i] = i;
  for (guint i = n - 1; i > 0; i--)
    {
      guint j = (guint) g_rand_int_range (random, 0, (gint32) i + 1);
      guint other = order[i];

      order[i] = order[j];
      order[j] = other;
    }
}

static void
test_many_concurrent_converge (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < rounds; round++)
    {
      Centre start = random_start (random);
      Centre left = start;
      Centre right = start;
      guint64 limit = random_clock (random);
      Sent writes[5];
      guint order[5];

      for (guint i = 0; i < 5; i++)
        writes[i] = make_write ("summary", values[g_rand_int_range (random, 0, N_VALUES)], random_clock (random), i + 1,
                                start.reg.stamp);
      shuffle (random, order, 5);
      deliver_all (&left, writes, order, 5, limit);
      shuffle (random, order, 5);
      deliver_all (&right, writes, order, 5, limit);
      g_assert_cmpstr (left.reg.value, ==, right.reg.value);
      g_assert_true (lotse_stamp_equal (left.reg.stamp, right.reg.stamp));
      for (guint i = 0; i < 5; i++)
        sent_clear (&writes[i]);
    }
}

/* A deletion and a restoring that did not see each other leave the record visible, whichever comes first. */
static void
test_delete_and_restore_converge (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < rounds; round++)
    {
      LotseStamp base = { random_clock (random), 99 };
      LotseRegister start = { (char *) (g_rand_boolean (random) ? "1" : NULL), base };
      Sent writes[2] = { make_write ("_deleted", "1", random_clock (random), 1, base),
                         make_write ("_deleted", NULL, random_clock (random), 2, base) };
      guint64 limit = random_clock (random);

      for (guint first = 0; first < 2; first++)
        {
          Centre centre = { .exists = TRUE, .reg = start };
          guint conflicts = 0;

          for (guint i = 0; i < 2; i++)
            {
              const Sent *sent = &writes[i == 0 ? first : 1 - first];
              LotseMergeInput input = make_input (&centre, limit);
              LotseMerge merge;

              input.deleted = &centre.reg;
              input.unseen = !lotse_stamp_equal (centre.reg.stamp, base);
              merge = lotse_merge_write (&input, sent->edit, sent->write);
              conflicts += merge.conflict;
              apply (&centre, sent, merge);
            }
          g_assert_null (centre.reg.value);
          g_assert_cmpuint (conflicts, ==, 1);
        }
      sent_clear (&writes[0]);
      sent_clear (&writes[1]);
    }
}

#define CHAIN 8

/*
 * A chain of writes, each over the one before; the centre is set back to somewhere in it, and the devices offer again, each
 * its own in order.  The end of the chain stands again, and nobody is asked anything.
 */
static void
run_restore (GRand *random)
{
  Centre centre = { 0 };
  Centre backup = { 0 };
  Sent chain[CHAIN];
  guint64 clocks[3] = { 0 };
  guint next[3] = { 0 };
  guint left = CHAIN;
  guint kept = (guint) g_rand_int_range (random, 0, CHAIN);

  for (guint i = 0; i < CHAIN; i++)
    {
      guint device = (guint) g_rand_int_range (random, 0, 3);

      clocks[device] = MAX (clocks[device] + 1, random_clock (random));
      chain[i] = make_write ("summary", values[1 + i % 3], clocks[device], device + 1,
                             centre.exists ? centre.reg.stamp : LOTSE_STAMP_NONE);
      g_assert_false (deliver (&centre, &chain[i], 115).conflict);
      chain[i].write->effective = centre.reg.stamp.clock;
      if (i < kept)
        backup = centre;
    }
  while (left > 0)
    {
      guint device = (guint) g_rand_int_range (random, 0, 3);
      guint *i = &next[device];
      LotseMergeInput input = make_input (&backup, 200);
      LotseMerge merge;

      while (*i < CHAIN && chain[*i].edit->stamp.device != device + 1)
        ++*i;
      if (*i == CHAIN)
        continue;
      if (*i >= kept)
        {
          merge = lotse_merge_write (&input, chain[*i].edit, chain[*i].write);
          g_assert_false (merge.conflict);
          apply (&backup, &chain[*i], merge);
        }
      ++*i;
      left--;
    }
  g_assert_cmpstr (backup.reg.value, ==, centre.reg.value);
  g_assert_true (lotse_stamp_equal (backup.reg.stamp, centre.reg.stamp));
  for (guint i = 0; i < CHAIN; i++)
    sent_clear (&chain[i]);
}

static void
test_restored_centre_gets_back_the_chain (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < rounds; round++)
    run_restore (random);
}

/* Whatever a stranger puts into clocks and bases, a register never moves beyond the limit by more than a tick a write. */
static void
test_forged_stamps_stay_below_the_limit (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  const guint64 odd[] = { 0, 1, 99, 100, 101, 1000, 1001, LOTSE_CLOCK_MAX - 1, LOTSE_CLOCK_MAX };

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < rounds; round++)
    {
      Centre centre = { 0 };

      for (guint step = 0; step < 20; step++)
        {
          LotseStamp base = { odd[g_rand_int_range (random, 0, G_N_ELEMENTS (odd))],
                              (guint64) g_rand_int_range (random, 0, 4) };
          Sent sent = make_write ("summary", values[g_rand_int_range (random, 0, N_VALUES)],
                                  odd[g_rand_int_range (random, 1, G_N_ELEMENTS (odd))],
                                  (guint64) g_rand_int_range (random, 1, 4), base);
          LotseMergeInput input = make_input (&centre, 1000);
          LotseMerge merge;

          if (g_rand_boolean (random))
            sent.write->effective = odd[g_rand_int_range (random, 0, G_N_ELEMENTS (odd))];
          merge = lotse_merge_write (&input, sent.edit, sent.write);
          g_assert_cmpuint (merge.effective.clock, <=, 1001 + step);
          if (merge.stands && centre.exists)
            g_assert_cmpint (lotse_stamp_compare (merge.effective, centre.reg.stamp), >=, 0);
          apply (&centre, &sent, merge);
          centre.reg.value = (char *) values[g_rand_int_range (random, 0, N_VALUES)]; /* the write's text goes away */
          sent_clear (&sent);
        }
    }
}

int
main (int argc, char *argv[])
{
  const char *text;

  g_test_init (&argc, &argv, NULL);
  if ((text = g_getenv ("LOTSE_SEED")) != NULL)
    seed = (guint32) strtoul (text, NULL, 10);
  if ((text = g_getenv ("LOTSE_ROUNDS")) != NULL)
    rounds = (guint) strtoul (text, NULL, 10);
  g_test_add_func ("/merge-properties/no-write-is-lost", test_no_write_is_lost);
  g_test_add_func ("/merge-properties/two-concurrent-converge", test_two_concurrent_converge);
  g_test_add_func ("/merge-properties/many-concurrent-converge", test_many_concurrent_converge);
  g_test_add_func ("/merge-properties/delete-and-restore-converge", test_delete_and_restore_converge);
  g_test_add_func ("/merge-properties/restored-centre-gets-back-the-chain", test_restored_centre_gets_back_the_chain);
  g_test_add_func ("/merge-properties/forged-stamps-stay-below-the-limit", test_forged_stamps_stay_below_the_limit);
  return g_test_run ();
}
