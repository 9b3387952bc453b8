/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Merging the writes of an edit into a record.
 *
 * The pure function decides; here it gets what it needs to know, and the registers, conflicts and buckets follow what it
 * said.  A writer who is not staff is checked once more when the record is what it has become: what turns out not to be
 * allowed is taken back and the rest is merged again.
 */
#include "lotse-apply-private.h"

#include "lotse-lineage.h"
#include "lotse-put.h"
#include "lotse-rights.h"

#include <string.h>

/* A conflict that is to be opened, or closed, when the registers stand. */
typedef struct
{
  char *reg;
  char *loser;
  LotseStamp stamp;
  LotseStamp offered; /* its stamp before the centre was restored, or none */
  gboolean found;     /* in the history: it may be shown already */
  gboolean seen;      /* and somebody wrote over it who had seen it, so that it need not be shown */
} Clash;

static void
clash_free (gpointer data)
{
  Clash *clash = data;

  g_free (clash->reg);
  g_free (clash->loser);
  g_free (clash);
}

static Clash *
add_clash (GPtrArray *clashes, const char *reg, const char *loser, LotseStamp stamp)
{
  Clash *clash = g_new0 (Clash, 1);

  clash->reg = g_strdup (reg);
  clash->loser = g_strdup (loser);
  clash->stamp = stamp;
  g_ptr_array_add (clashes, clash);
  return clash;
}

static gboolean
is_once (const LotseKind *kind, const char *reg)
{
  g_autofree char *name = NULL;
  const LotseField *field;

  if (kind == NULL)
    return FALSE;
  name = lotse_register_field (reg, NULL);
  field = lotse_kind_field (kind, name);
  return field != NULL && (field->flags & LOTSE_FIELD_ONCE) != 0;
}

/*
 * Whether the history has to be asked: in the usual case the person saw what stands.  What was offered again may be what
 * others were written over.  Of deleting, what was seen of the record as a whole decides.
 */
static gboolean
needs_lineage (const LotseRegister *standing, const LotseWrite *write)
{
  if (standing == NULL || strcmp (write->reg, LOTSE_REGISTER_DELETED) == 0)
    return FALSE;
  return write->effective != 0
         || (!lotse_stamp_equal (write->base, standing->stamp) && !lotse_stamp_equal (write->after, standing->stamp));
}

/*
 * What the history shows that nobody has seen, and that does not stand, is shown like any loser; and what turns out to have
 * been seen is shown no more, were it the loser of just now.
 */
static void
add_traces (LotseApply *self, LotseOutcome *outcome, LotseLineageTree *lineage, const LotseRegisters *after, Clash *lost,
            GPtrArray *clashes)
{
  const LotseWrite *write = outcome->write;
  g_autoptr (GArray) traces = NULL;

  lotse_lineage_add (lineage, self->edit, write, outcome->effective);
  traces = lotse_lineage_trace (lineage, lotse_registers_get (after, write->reg));
  for (guint i = 0; i < traces->len; i++)
    {
      const LotseTrace *trace = &g_array_index (traces, LotseTrace, i);
      Clash *clash;

      if (trace->state == LOTSE_TRACE_STANDS)
        continue;
      if (lost != NULL && trace->state == LOTSE_TRACE_SEEN && lotse_stamp_equal (trace->stamp, lost->stamp))
        {
          lost->found = lost->seen = TRUE;
          outcome->verdict = LOTSE_VERDICT_MERGED;
        }
      clash = add_clash (clashes, write->reg, trace->value, trace->stamp);
      clash->found = TRUE;
      clash->seen = trace->state == LOTSE_TRACE_SEEN;
      clash->offered = trace->offered;
    }
}

/* What the person who deleted the record had seen of it, from the history; NULL where that does not tell. */
static LotseRegisters *
seen_by_deletion (LotseApply *self, const LotseRegister *deleted, GError **error)
{
  g_autoptr (GPtrArray) rows = self->centre->backend->past_of (self->centre->backend, self->edit->id, error);
  g_autoptr (LotseRegisters) seen = lotse_registers_new ();

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const LotsePast *past = g_ptr_array_index (rows, i);
      g_autofree char *text = NULL;
      g_autofree char *value = NULL;
      LotsePastWrite found;

      if (!lotse_past_find (past, LOTSE_REGISTER_DELETED, &found, error))
        return NULL;
      value = found.value;
      text = found.seen;
      if (past->device == deleted->stamp.device && found.effective == deleted->stamp.clock)
        lotse_registers_unpack_stamps (seen, text, NULL);
    }
  return rows != NULL ? g_steal_pointer (&seen) : NULL;
}

/* Whether the person who deleted the record had not seen this write.  In doubt the record had better be visible. */
static gboolean
was_missed (LotseApply *self, const LotseRegister *deleted, const LotseWrite *write, gboolean *missed, GError **error)
{
  g_autoptr (LotseRegisters) seen = seen_by_deletion (self, deleted, error);
  g_autoptr (LotseLineageTree) lineage = seen != NULL ? lotse_lineage_read (self->centre, self->edit->id, write->reg, error) : NULL;
  const LotseRegister *reg = seen != NULL ? lotse_registers_get (seen, write->reg) : NULL;

  if (lineage == NULL)
    return FALSE;
  *missed = reg == NULL || !lotse_lineage_would_see (lineage, reg->stamp, self->edit, write);
  return TRUE;
}

/* What the question about each register of a deletion needs. */
typedef struct
{
  LotseApply *apply;
  GError *error;
} Asking;

/* Whether it is the deleting edit itself that wrote what stands. */
static gboolean
is_of_edit (const LotseApply *self, const char *reg, LotseStamp standing)
{
  for (guint i = 0; standing.device == self->edit->stamp.device && i < self->n; i++)
    if (strcmp (self->outcomes[i].write->reg, reg) == 0 && self->outcomes[i].effective == standing.clock)
      return TRUE;
  return FALSE;
}

static gboolean
ask_history (const char *reg, LotseStamp saw, LotseStamp standing, gpointer data)
{
  Asking *asking = data;
  LotseApply *self = asking->apply;
  g_autoptr (LotseLineageTree) lineage = NULL;

  if (asking->error != NULL || is_of_edit (self, reg, standing))
    return asking->error == NULL;
  lineage = lotse_lineage_read (self->centre, self->edit->id, reg, &asking->error);
  return lineage != NULL && lotse_lineage_was_seen (lineage, saw, standing, self->edit->stamp.device);
}

static gboolean
has_unseen (LotseApply *self, const LotseRegisters *standing, gboolean *unseen, GError **error)
{
  Asking asking = { self, NULL };

  *unseen = lotse_merge_has_unseen (standing, self->edit->seen, ask_history, &asking);
  if (asking.error == NULL)
    return TRUE;
  g_propagate_error (error, asking.error);
  return FALSE;
}

/* The record comes out of the bin until somebody decides. */
static void
undelete (LotseApply *self, LotseRegisters *after, GPtrArray *clashes)
{
  const LotseRegister *deleted = lotse_registers_get (after, LOTSE_REGISTER_DELETED);
  LotseStamp stamp = lotse_centre_stamp (self->centre, deleted->stamp.clock);

  add_clash (clashes, LOTSE_REGISTER_DELETED, deleted->value, deleted->stamp);
  lotse_registers_put (after, LOTSE_REGISTER_DELETED, NULL, stamp);
}

static gboolean
merge_write (LotseApply *self, LotseOutcome *outcome, LotseRegisters *after, GPtrArray *clashes, GError **error)
{
  const LotseWrite *write = outcome->write;
  LotseMergeInput input = { .standing = lotse_registers_get (after, write->reg),
                            .deleted = lotse_registers_get (after, LOTSE_REGISTER_DELETED),
                            .once = is_once (self->kind, write->reg),
                            .limit = LOTSE_CLOCK_FROM_MS (lotse_centre_now (self->centre) + LOTSE_AHEAD_MS) };
  g_autoptr (LotseLineageTree) lineage = NULL;
  g_autofree guint64 *taken = NULL;
  Clash *lost = NULL;
  LotseMerge merge;

  if (needs_lineage (input.standing, write))
    {
      lineage = lotse_lineage_read (self->centre, self->edit->id, write->reg, error);
      if (lineage == NULL)
        return FALSE;
      input.lineage = lotse_lineage_relate (lineage, input.standing->stamp, self->edit, write);
      input.taken = taken = lotse_lineage_clocks (lineage, self->edit->stamp.device);
    }
  if (strcmp (write->reg, LOTSE_REGISTER_DELETED) == 0)
    {
      if (write->value != NULL && !has_unseen (self, after, &input.unseen, error))
        return FALSE;
    }
  else if (input.deleted != NULL && input.deleted->value != NULL && !self->edit->seen_deleted
           && !was_missed (self, input.deleted, write, &input.missed, error))
    return FALSE;
  merge = lotse_merge_write (&input, self->edit, write);
  outcome->verdict = merge.verdict;
  outcome->effective = merge.effective.clock;
  outcome->stood = merge.stands;
  if (merge.conflict)
    lost = add_clash (clashes, write->reg, merge.loser, merge.loser_stamp);
  if (merge.stands)
    lotse_registers_put (after, write->reg, write->value, merge.effective);
  if (lineage != NULL)
    add_traces (self, outcome, lineage, after, lost, clashes);
  if (merge.undeletes)
    {
      outcome->verdict = LOTSE_VERDICT_CONFLICT;
      undelete (self, after, clashes);
    }
  return TRUE;
}

/* Whether a conflict shows a write under one of its stamps; as the other value only, or also as what stood. */
static gboolean
is_shown_by (const LotseRegisters *conflict, const Clash *clash, gboolean as_other)
{
  static const char *const names[] = { "other_stamp", "standing_stamp" };

  if (g_strcmp0 (lotse_registers_value (conflict, "register_name"), clash->reg) != 0)
    return FALSE;
  for (guint i = 0; i < (as_other ? 1 : G_N_ELEMENTS (names)); i++)
    {
      const char *text = lotse_registers_value (conflict, names[i]);
      LotseStamp stamp;

      if (text != NULL && lotse_stamp_parse (text, &stamp)
          && (lotse_stamp_equal (stamp, clash->stamp) || lotse_stamp_equal (stamp, clash->offered)))
        return TRUE;
    }
  return FALSE;
}

/* Whether a conflict shows the write; with `close`, those that show it as the other value are closed. */
static gboolean
look_for_conflict (LotseApply *self, const Clash *clash, gboolean close, gboolean *shown, GError **error)
{
  LotseBackend *backend = self->centre->backend;
  g_autoptr (GPtrArray) ids = backend->sources (backend, self->edit->id, "conflict", "record", error);

  *shown = FALSE;
  for (guint i = 0; ids != NULL && i < ids->len && !*shown; i++)
    {
      g_autoptr (LotseStored) conflict = NULL;
      g_autoptr (LotseRegisters) registers = NULL;

      if (!backend->get_record (backend, g_ptr_array_index (ids, i), &conflict, error))
        return FALSE;
      registers = conflict != NULL ? lotse_registers_from_text (conflict->doc, NULL) : NULL;
      if (registers == NULL || !is_shown_by (registers, clash, close))
        continue;
      if (close && !lotse_put_conflict_seen (self->centre, conflict, registers, error))
        return FALSE;
      *shown = !close;
    }
  return ids != NULL;
}

static gboolean
open_clashes (LotseApply *self, const LotseStored *record, const LotseRegisters *after, GPtrArray *clashes, GError **error)
{
  for (guint i = 0; i < clashes->len; i++)
    {
      const Clash *clash = g_ptr_array_index (clashes, i);
      gboolean shown = FALSE;

      if (clash->found && !look_for_conflict (self, clash, clash->seen, &shown, error))
        return FALSE;
      if (!shown && !clash->seen
          && !lotse_put_conflict (self->centre, record, clash->reg, lotse_registers_get (after, clash->reg), clash->loser, clash->stamp,
                                  self->writer->account, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lotse_apply_close_seen (LotseApply *self, GError **error)
{
  for (guint i = 0; i < self->n; i++)
    {
      const LotseRegister *standing = lotse_registers_get (self->before, self->outcomes[i].write->reg);
      g_autoptr (LotseLineageTree) lineage = NULL;
      g_autoptr (GArray) traces = NULL;

      if (!self->outcomes[i].named || standing == NULL)
        continue;
      lineage = lotse_lineage_read (self->centre, self->edit->id, self->outcomes[i].write->reg, error);
      if (lineage == NULL)
        return FALSE;
      traces = lotse_lineage_trace (lineage, standing);
      for (guint k = 0; k < traces->len; k++)
        {
          const LotseTrace *trace = &g_array_index (traces, LotseTrace, k);
          Clash clash = { .reg = (char *) self->outcomes[i].write->reg, .stamp = trace->stamp, .offered = trace->offered };
          gboolean shown;

          if (trace->state == LOTSE_TRACE_SEEN && !look_for_conflict (self, &clash, TRUE, &shown, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* People whom an organiser adds belong to the desk before a registration says so. */
static LotseAudience
birth (const LotseApply *self)
{
  const LotseAccess *access = self->writer->access;

  if (self->kind == NULL || access->staff || (access->roles & LOTSE_ROLE_ORGANISER) == 0)
    return 0;
  for (guint i = 0; i < self->kind->n_buckets; i++)
    if (self->kind->buckets[i].bucket == LOTSE_BUCKET_DESK && self->kind->buckets[i].path != NULL)
      return LOTSE_BUCKET_DESK;
  return 0;
}

static LotseStored *
new_state (const LotseApply *self)
{
  LotseStored *record = g_new0 (LotseStored, 1);

  record->id = g_strdup (self->edit->id);
  record->kind = g_strdup (self->edit->kind);
  record->author = g_strdup (self->stored != NULL ? self->stored->author : self->writer->account);
  record->audience = self->stored != NULL ? self->stored->audience : LOTSE_AUDIENCE_ALL;
  record->origin = self->stored != NULL ? self->stored->origin : birth (self);
  return record;
}

static void
reopen (LotseApply *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      LotseOutcome *outcome = &self->outcomes[i];

      if (outcome->known || (outcome->verdict != LOTSE_VERDICT_MERGED && outcome->verdict != LOTSE_VERDICT_CONFLICT))
        continue;
      outcome->verdict = LOTSE_VERDICT_NONE;
      outcome->effective = 0;
      outcome->stood = FALSE;
    }
}

/* One try; `undone` says that some writes were not allowed, so that nothing of it may stay. */
static gboolean
merge_once (LotseApply *self, gboolean *undone, GError **error)
{
  g_autoptr (LotseRegisters) after = self->before != NULL ? lotse_registers_copy (self->before) : lotse_registers_new ();
  g_autoptr (GPtrArray) clashes = g_ptr_array_new_with_free_func (clash_free);
  g_autoptr (LotseStored) record = new_state (self);

  *undone = FALSE;
  for (guint i = 0; i < self->n; i++)
    if (self->outcomes[i].verdict == LOTSE_VERDICT_NONE && !merge_write (self, &self->outcomes[i], after, clashes, error))
      return FALSE;
  if (lotse_registers_size (after) > LOTSE_REGISTERS_MAX)
    {
      reopen (self);
      lotse_apply_settle (self, LOTSE_VERDICT_REFUSED, LOTSE_REASON_INVALID, NULL);
      return TRUE;
    }
  if (!lotse_put_record (self->centre, record, self->before, after, self->writer->account, error))
    return FALSE;
  if (!self->writer->access->staff && !lotse_apply_decide_result (self, record, after, undone, error))
    return FALSE;
  return *undone || open_clashes (self, record, after, clashes, error);
}

gboolean
lotse_apply_merge (LotseApply *self, GError **error)
{
  LotseBackend *backend = self->centre->backend;

  while (lotse_apply_open (self) > 0)
    {
      guint arrived = g_queue_get_length (&self->centre->arrived);
      gboolean undone;

      if (!merge_once (self, &undone, error))
        return FALSE;
      if (!undone)
        break;
      backend->rollback_to (backend);
      lotse_apply_forget_arrived (self->centre, arrived);
      reopen (self);
      if (!backend->savepoint (backend, error))
        return FALSE;
    }
  return TRUE;
}
