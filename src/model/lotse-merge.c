/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The merge of one write into one register.
 *
 * Every write gets its effective stamp here, once.  Its clock is the one that the device gave, but never beyond the
 * limit, and always later than the base: what was written over a value is later than that value, whatever the device's
 * clock says.  This "natural" clock depends on nothing but the write and the limit, so two concurrent writes of one base
 * compare the same way in whichever order they arrive.
 *
 * First the write is related to the standing one; the table of the rules, in the order in which they are tried:
 *
 *   no standing register                                          -> later
 *   offered again, its effective stamp stands, same value         -> same
 *   base, or the own write seen above it, is the standing stamp   -> later
 *   the history knows who had seen what                           -> as it says
 *   offered again, not newer than what the standing write had seen -> superseded
 *   base is another device's and newer (the centre lost the middle) -> later
 *   the device's own, written after the standing one              -> later
 *   the device's own, written before it                           -> superseded
 *   anything else                                                 -> concurrent
 *
 * That a write was seen is asked before whose it is: a copy of a disk bears the same name until it is found out.
 *
 * Invariant: a write stands, or is superseded by one that had seen it, or is the loser of a conflict, or has the value
 * that stands.
 */
#include "lotse-merge.h"

#include <string.h>

typedef enum
{
  RELATION_SAME,
  RELATION_SUPERSEDED,
  RELATION_LATER,
  RELATION_CONCURRENT,
} Relation;

static gboolean
is_delete (const LotseWrite *write)
{
  return write->value != NULL && strcmp (write->reg, LOTSE_REGISTER_DELETED) == 0;
}

/*
 * The effective clock that depends on the write alone.  A base is a stamp that some centre gave, so it counts only up
 * to what this centre could have given: a forged one cannot push the register into the future.
 */
static guint64
natural_clock (const LotseMergeInput *input, const LotseEdit *edit, const LotseWrite *write)
{
  guint64 clock = write->effective != 0 ? write->effective : edit->stamp.clock;
  guint64 highest = input->limit;

  if (input->standing != NULL)
    highest = MAX (highest, input->standing->stamp.clock);
  clock = MIN (clock, input->limit);
  if (!lotse_stamp_is_none (write->base))
    clock = MAX (clock, MIN (write->base.clock, highest) + 1);
  return clock;
}

/* Whether an own write came after (> 0), before (< 0) or with (0) the standing one. */
static int
compare_own (const LotseMergeInput *input, const LotseEdit *edit, const LotseWrite *write)
{
  if (input->standing_raw != 0)
    return edit->stamp.clock > input->standing_raw ? 1 : edit->stamp.clock < input->standing_raw ? -1 : 0;
  if (write->effective != 0 && write->effective < input->standing->stamp.clock)
    return -1;
  return 1;
}

static Relation
relate (const LotseMergeInput *input, const LotseEdit *edit, const LotseWrite *write)
{
  const LotseRegister *standing = input->standing;

  if (standing == NULL)
    return RELATION_LATER;
  if (write->effective != 0 && lotse_stamp_equal ((LotseStamp){ write->effective, edit->stamp.device }, standing->stamp) &&
      g_strcmp0 (write->value, standing->value) == 0)
    return RELATION_SAME;
  if (lotse_stamp_equal (write->base, standing->stamp) || lotse_stamp_equal (write->after, standing->stamp))
    return RELATION_LATER;
  if (input->lineage != LOTSE_LINEAGE_UNKNOWN)
    return input->lineage == LOTSE_LINEAGE_LATER     ? RELATION_LATER
           : input->lineage == LOTSE_LINEAGE_EARLIER ? RELATION_SUPERSEDED
                                                     : RELATION_CONCURRENT;
  if (write->effective != 0 && write->effective <= input->standing_base.clock)
    return RELATION_SUPERSEDED;
  /* A newer base of its own may be a clock that no centre ever saw; what was really lost, the device offers again. */
  if (write->base.clock > standing->stamp.clock && write->base.device != edit->stamp.device)
    return RELATION_LATER;
  if (standing->stamp.device == edit->stamp.device)
    {
      int order = compare_own (input, edit, write);

      if (order != 0)
        return order > 0 ? RELATION_LATER : RELATION_SUPERSEDED;
    }
  return RELATION_CONCURRENT;
}

static void
stand (LotseMerge *merge, const LotseMergeInput *input)
{
  merge->stands = TRUE;
  if (input->standing != NULL && lotse_stamp_compare (merge->effective, input->standing->stamp) <= 0)
    merge->effective.clock = input->standing->stamp.clock + 1;
}

/* Of two concurrent writes of "_deleted", the one that keeps the record visible stands until somebody decides. */
static gboolean
beats_standing (const LotseMerge *merge, const LotseMergeInput *input, const LotseWrite *write)
{
  if (strcmp (write->reg, LOTSE_REGISTER_DELETED) == 0)
    return write->value == NULL;
  return lotse_stamp_compare (merge->effective, input->standing->stamp) > 0;
}

/*
 * Two writes of one device never have one stamp, by which others name what they saw.  What stands is later than all of them;
 * anything else moves back to where there is room.
 */
static void
find_room (LotseMerge *merge, const LotseMergeInput *input)
{
  for (guint i = 0; input->taken != NULL && input->taken[i] != 0;)
    {
      if (input->taken[i++] != merge->effective.clock)
        continue;
      merge->effective.clock--;
      i = 0;
    }
}

static void
open_conflict (LotseMerge *merge, const LotseMergeInput *input, const LotseWrite *write, gboolean write_stands)
{
  merge->verdict = LOTSE_VERDICT_CONFLICT;
  merge->conflict = TRUE;
  if (write_stands)
    {
      merge->loser = input->standing->value;
      merge->loser_stamp = input->standing->stamp;
      stand (merge, input);
    }
  else
    {
      find_room (merge, input);
      merge->loser = write->value;
      merge->loser_stamp = merge->effective;
    }
}

/* The outcome of a write that is neither known nor superseded. */
static void
settle (LotseMerge *merge, const LotseMergeInput *input, const LotseWrite *write, Relation relation)
{
  const LotseRegister *standing = input->standing;
  gboolean equal = standing != NULL && g_strcmp0 (write->value, standing->value) == 0;

  if (input->once && standing != NULL && standing->value != NULL)
    {
      if (!equal)
        open_conflict (merge, input, write, FALSE);
    }
  else if (is_delete (write) && input->unseen && !equal)
    open_conflict (merge, input, write, FALSE);
  else if (relation == RELATION_LATER)
    {
      /* Later than the standing clock, not only than the stamp: the next device compares bases by their clocks. */
      if (standing != NULL)
        merge->effective.clock = MAX (merge->effective.clock, standing->stamp.clock + 1);
      stand (merge, input);
    }
  else if (!equal)
    open_conflict (merge, input, write, beats_standing (merge, input, write));
  else
    {
      merge->stands = lotse_stamp_compare (merge->effective, standing->stamp) > 0;
      if (!merge->stands)
        find_room (merge, input);
    }
}

/*
 * Whether the record must come out of the bin, because somebody wrote what the deleting person had not seen, and did not
 * know of the deletion.
 *
 * Not so for a write that stands behind a later one, which spoke for it.
 */
static gboolean
undeletes (const LotseMergeInput *input, const LotseEdit *edit, const LotseWrite *write)
{
  const LotseRegister *deleted = input->deleted;

  if (deleted == NULL || deleted->value == NULL || edit->seen_deleted)
    return FALSE;
  return input->missed && strcmp (write->reg, LOTSE_REGISTER_DELETED) != 0;
}

/**
 * lotse_merge_has_unseen:
 * @standing: all registers of the record as the centre has them
 * @seen: (nullable): lotse_registers_pack_seen() of what the deleting person saw
 * @was_seen: (nullable): is asked about what differs
 * @data: for @was_seen
 *
 * A text @seen that is missing or damaged has seen nothing.  That the deleting device wrote something itself proves
 * nothing: a copy of its disk bears the same name until it is found out.
 *
 * Returns: whether something was written that the deleting person had not seen
 */
gboolean
lotse_merge_has_unseen (const LotseRegisters *standing, const char *seen, LotseWasSeen was_seen, gpointer data)
{
  g_autoptr (LotseRegisters) known = lotse_registers_new ();

  lotse_registers_unpack_stamps (known, seen, NULL);
  for (guint i = 0; i < lotse_registers_size (standing); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (standing, i, &name);
      const LotseRegister *before = lotse_registers_get (known, name);
      LotseStamp saw = LOTSE_STAMP_NONE;

      if (before != NULL)
        saw = before->stamp;
      if (before != NULL && lotse_stamp_equal (reg->stamp, saw))
        continue;
      if (was_seen != NULL ? !was_seen (name, saw, reg->stamp, data) : lotse_stamp_compare (reg->stamp, saw) > 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * lotse_merge_write:
 * @input: what the centre has
 * @edit: the edit that @write belongs to
 * @write: a write that the centre does not have yet, and whose links are there
 *
 * Returns: the outcome; `loser` is borrowed from @input or @write
 */
LotseMerge
lotse_merge_write (const LotseMergeInput *input, const LotseEdit *edit, const LotseWrite *write)
{
  LotseMerge merge = { .verdict = LOTSE_VERDICT_MERGED };
  Relation relation = relate (input, edit, write);

  merge.effective = (LotseStamp){ natural_clock (input, edit, write), edit->stamp.device };
  if (relation == RELATION_SAME)
    {
      merge.stands = TRUE;
      merge.effective = input->standing->stamp;
    }
  else if (relation == RELATION_SUPERSEDED)
    {
      /* History is read in the order of effective stamps, and there it belongs behind the standing write. */
      merge.effective.clock = MIN (merge.effective.clock, input->standing->stamp.clock - 1);
      find_room (&merge, input);
    }
  else
    {
      settle (&merge, input, write, relation);
      merge.undeletes = undeletes (input, edit, write);
    }
  return merge;
}
