/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of one edit: recall, decide, merge, remember, answer. */
#include "lotse-apply-private.h"

#include "lotse-error.h"
#include "lotse-put.h"
#include "lotse-rights.h"

#include <string.h>

/* --- The writer ------------------------------------------------------------------------------------------------ */

LotseWriter *
lotse_writer_new (LotseCentre *centre, const LotseAccount *account, guint64 device, const LotseSince *since, GError **error)
{
  g_autoptr (LotseWriter) self = g_new0 (LotseWriter, 1);

  self->centre = centre;
  self->account = account->name;
  self->device = device;
  self->access = lotse_access_new (centre, account, since, lotse_centre_now (centre) - LOTSE_LATE_MS, error);
  if (self->access == NULL)
    return NULL;
  if (since != NULL && (self->late = lotse_access_new (centre, account, since, 0, error)) == NULL)
    return NULL;
  return g_steal_pointer (&self);
}

void
lotse_writer_free (LotseWriter *self)
{
  if (self == NULL)
    return;
  lotse_access_free (self->access);
  lotse_access_free (self->late);
  g_free (self);
}

/* --- One edit -------------------------------------------------------------------------------------------------- */

guint
lotse_apply_open (const LotseApply *self)
{
  guint open = 0;

  for (guint i = 0; i < self->n; i++)
    open += self->outcomes[i].verdict == LOTSE_VERDICT_NONE;
  return open;
}

void
lotse_apply_settle (LotseApply *self, LotseVerdict verdict, const char *reason, const char *target)
{
  for (guint i = 0; i < self->n; i++)
    {
      LotseOutcome *outcome = &self->outcomes[i];

      if (outcome->verdict != LOTSE_VERDICT_NONE)
        continue;
      outcome->verdict = verdict;
      outcome->reason = reason;
      g_free (outcome->target);
      outcome->target = g_strdup (target);
    }
}

static void
apply_clear (LotseApply *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->outcomes[i].target);
  g_free (self->outcomes);
  g_clear_pointer (&self->past, lotse_past_free);
  g_clear_pointer (&self->stored, lotse_stored_free);
  g_clear_pointer (&self->before, lotse_registers_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseApply, apply_clear)

/* What was parked or put before staff is open again when it is tried again. */
static void
forget_waiting (LotseApply *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      LotseOutcome *outcome = &self->outcomes[i];

      if (!outcome->known || (outcome->verdict != LOTSE_VERDICT_PARKED && outcome->verdict != LOTSE_VERDICT_REVIEW))
        continue;
      outcome->known = FALSE;
      outcome->verdict = LOTSE_VERDICT_NONE;
    }
}

/*
 * What the history has of the edit.  What was written before a disk was copied and not sent by then, both disks send: one
 * under the name that it had, the other, which was found to be a copy, under a new one.  It is one write all the same.
 */
static gboolean
recall (LotseApply *self, GError **error)
{
  g_autoptr (GPtrArray) rows = self->centre->backend->past_at (self->centre->backend, self->edit->id, self->edit->stamp.clock, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      LotsePast *past = g_ptr_array_index (rows, i);

      if (past->device == self->edit->stamp.device)
        {
          self->past = g_ptr_array_steal_index (rows, i--);
          if (!lotse_past_recall (self->past, self->outcomes, self->n, error))
            return FALSE;
        }
      else if (lotse_centre_are_kin (self->centre, past->device, self->edit->stamp.device)
               && !lotse_past_recall_twin (past, self->outcomes, self->n, error))
        return FALSE;
    }
  return rows != NULL;
}

static gboolean
apply_load (LotseApply *self, GError **error)
{
  LotseBackend *backend = self->centre->backend;

  if (!recall (self, error))
    return FALSE;
  if (self->again)
    forget_waiting (self);
  if (!backend->get_record (backend, self->edit->id, &self->stored, error))
    return FALSE;
  if (self->stored != NULL)
    self->before = lotse_stored_read (self->stored, error);
  return self->stored == NULL || self->before != NULL;
}

/* An edit with only those writes that have the verdict now (and did not have it before). */
static LotseEdit *
part_of_edit (const LotseApply *self, LotseVerdict verdict)
{
  g_autoptr (LotseEdit) part = lotse_edit_new (self->edit->kind, self->edit->id, self->edit->stamp);

  part->seen = g_strdup (self->edit->seen);
  part->creates = self->edit->creates;
  part->seen_deleted = self->edit->seen_deleted;
  for (guint i = 0; i < self->n; i++)
    {
      const LotseWrite *write = self->outcomes[i].write;
      LotseWrite *copy;

      if (self->outcomes[i].known || self->outcomes[i].verdict != verdict)
        continue;
      copy = lotse_write_new (write->reg, write->value, write->base);
      copy->effective = write->effective;
      copy->after = write->after;
      g_ptr_array_add (part->writes, copy);
    }
  return part->writes->len > 0 ? g_steal_pointer (&part) : NULL;
}

static gboolean
keep_review (LotseApply *self, GError **error)
{
  g_autoptr (LotseEdit) part = part_of_edit (self, LOTSE_VERDICT_REVIEW);
  g_autofree char *text = part != NULL ? lotse_edit_to_text (part) : NULL;
  const char *reason = "other";

  for (guint i = 0; i < self->n; i++)
    if (!self->outcomes[i].known && self->outcomes[i].verdict == LOTSE_VERDICT_REVIEW && self->outcomes[i].reason != NULL)
      reason = self->outcomes[i].reason;
  return part == NULL || lotse_put_review (self->centre, self->edit, text, reason, self->writer->account, error);
}

static gboolean
keep_parked (LotseApply *self, GError **error)
{
  g_autoptr (LotseEdit) part = part_of_edit (self, LOTSE_VERDICT_PARKED);
  g_autofree char *text = part != NULL ? lotse_edit_to_text (part) : NULL;
  LotseParked parked = { .id = self->edit->id, .device = self->edit->stamp.device, .account = (char *) self->writer->account };

  if (part == NULL)
    return TRUE;
  for (guint i = 0; i < self->n && parked.target == NULL; i++)
    if (!self->outcomes[i].known && self->outcomes[i].verdict == LOTSE_VERDICT_PARKED)
      parked.target = self->outcomes[i].target;
  parked.edit = text;
  parked.at_ms = lotse_centre_now (self->centre);
  return self->centre->backend->park (self->centre->backend, &parked, error)
         && lotse_put_review (self->centre, self->edit, text, "parked", self->writer->account, error);
}

/* When it was written by the centre's time, as far as the device's clock can be corrected. */
static gint64
written_at (const LotseApply *self)
{
  gint64 now = lotse_centre_now (self->centre);
  gint64 at = LOTSE_CLOCK_MS (self->edit->stamp.clock) + self->writer->offset_ms;

  return at > 0 && at < now ? at : now;
}

static gboolean
remember (LotseApply *self, GError **error)
{
  g_autofree char *writes = lotse_past_print (self->past, self->outcomes, self->n, self->edit->seen, error);
  LotsePast past = { .id = self->edit->id, .account = (char *) self->writer->account, .device = self->edit->stamp.device };

  if (writes == NULL)
    return FALSE;
  if (strcmp (writes, "{}") == 0)
    return TRUE;
  past.number = self->past != NULL ? self->past->number : self->centre->backend->next_number (self->centre->backend);
  past.clock = self->edit->stamp.clock;
  past.at_ms = self->past != NULL ? self->past->at_ms : written_at (self);
  past.writes = writes;
  return self->centre->backend->put_past (self->centre->backend, &past, error);
}

/* --- The answer -------------------------------------------------------------------------------------------------- */

static LotseVerdictLine
line_of (const LotseApply *self, const LotseOutcome *outcome)
{
  LotseVerdictLine line = { .verdict = outcome->verdict, .reason = (char *) outcome->reason };

  /* A conflict is said again: the device must know that the write met another. */
  if (outcome->known && outcome->verdict == LOTSE_VERDICT_MERGED)
    line.verdict = LOTSE_VERDICT_REPEATED;
  if (outcome->effective != (outcome->write->effective != 0 ? outcome->write->effective : self->edit->stamp.clock))
    line.effective = outcome->effective;
  return line;
}

static gboolean
same_line (LotseVerdictLine a, LotseVerdictLine b)
{
  return a.verdict == b.verdict && a.effective == b.effective && g_strcmp0 (a.reason, b.reason) == 0;
}

/* One line for all writes with the first one's verdict, and one for each of the others. */
static LotseVerdicts *
answer (const LotseApply *self)
{
  LotseVerdicts *verdicts = lotse_verdicts_new (self->edit->id, self->edit->stamp);
  LotseVerdictLine first = line_of (self, &self->outcomes[0]);

  lotse_verdicts_add (verdicts, NULL, first.verdict, first.effective, first.reason);
  for (guint i = 1; i < self->n; i++)
    {
      LotseVerdictLine line = line_of (self, &self->outcomes[i]);

      if (!same_line (line, first))
        lotse_verdicts_add (verdicts, self->outcomes[i].write->reg, line.verdict, line.effective, line.reason);
    }
  return verdicts;
}

/* A request that a restored centre got late may have brought a write before its device offered it by the name that others know. */
static gboolean
keep_names (LotseApply *self, GError **error)
{
  gboolean named = FALSE;

  for (guint i = 0; i < self->n; i++)
    named = named || self->outcomes[i].named;
  return !named || (remember (self, error) && (self->stored == NULL || lotse_apply_close_seen (self, error)));
}

static gboolean
apply_steps (LotseApply *self, GError **error)
{
  if (!apply_load (self, error) || !keep_names (self, error))
    return FALSE;
  if (lotse_apply_open (self) == 0)
    return TRUE;
  return lotse_apply_decide (self, error) && lotse_apply_merge (self, error) && keep_review (self, error) && keep_parked (self, error)
         && remember (self, error);
}

/* Troubles of the database fail the whole exchange, and nothing of it is kept; any other is this edit's own. */
static gboolean
concerns_all (const GError *error)
{
  return error->domain != LOTSE_ERROR || error->code == LOTSE_ERROR_IO || error->code == LOTSE_ERROR_FULL
         || error->code == LOTSE_ERROR_BUSY || error->code == LOTSE_ERROR_CORRUPT || error->code == LOTSE_ERROR_LOCKED
         || error->code == LOTSE_ERROR_DENIED;
}

/* Nothing of the edit stays, and every write is open again. */
static void
take_back (LotseApply *self, guint arrived)
{
  self->centre->backend->rollback_to (self->centre->backend);
  lotse_apply_forget_arrived (self->centre, arrived);
  for (guint i = 0; i < self->n; i++)
    self->outcomes[i].verdict = LOTSE_VERDICT_NONE;
}

LotseVerdicts *
lotse_apply_one (LotseWriter *writer, const LotseEdit *edit, gboolean again, GError **error)
{
  LotseBackend *backend = writer->centre->backend;
  guint arrived = g_queue_get_length (&writer->centre->arrived);
  g_auto (LotseApply) self = { .writer = writer, .centre = writer->centre, .edit = edit, .again = again };
  g_autoptr (GError) local = NULL;

  self.kind = lotse_kind_find (edit->kind);
  self.n = edit->writes->len;
  self.outcomes = g_new0 (LotseOutcome, self.n);
  for (guint i = 0; i < self.n; i++)
    self.outcomes[i].write = g_ptr_array_index (edit->writes, i);
  if (!backend->savepoint (backend, error))
    return NULL;
  if (apply_steps (&self, &local))
    return backend->release (backend, error) ? answer (&self) : NULL;
  if (lotse_backend_is_damaged (local))
    {
      /* It is no fault of the edit: the device keeps it and offers it again. */
      g_warning ("a damaged record cannot take an edit, which waits; \"lotse-server check\" names the record");
      take_back (&self, arrived);
      return lotse_verdicts_new (edit->id, edit->stamp);
    }
  if (concerns_all (local))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_warning ("an edit could not be applied and is refused");
  take_back (&self, arrived);
  lotse_apply_settle (&self, LOTSE_VERDICT_REFUSED, LOTSE_REASON_INVALID, NULL);
  return answer (&self);
}

/* What staff accepts and what is accepted stand together: where the latter waits, the decision waits too. */
static LotseVerdicts *
apply_decision (LotseWriter *writer, const LotseEdit *edit, GError **error)
{
  LotseBackend *backend = writer->centre->backend;
  guint arrived = g_queue_get_length (&writer->centre->arrived);
  g_autoptr (LotseVerdicts) verdicts = NULL;
  gboolean waits = FALSE;

  if (!backend->savepoint (backend, error))
    return NULL;
  verdicts = lotse_apply_one (writer, edit, FALSE, error);
  if (verdicts == NULL || !lotse_apply_accepted (writer, edit, verdicts, &waits, error))
    return NULL;
  if (!waits)
    return backend->release (backend, error) ? g_steal_pointer (&verdicts) : NULL;
  backend->rollback_to (backend);
  lotse_apply_forget_arrived (writer->centre, arrived);
  return lotse_verdicts_new (edit->id, edit->stamp);
}

LotseVerdicts *
lotse_apply_edit (LotseWriter *writer, const LotseEdit *edit, GError **error)
{
  gboolean decides = strcmp (edit->kind, "review") == 0;
  g_autoptr (LotseVerdicts) verdicts = decides ? apply_decision (writer, edit, error) : lotse_apply_one (writer, edit, FALSE, error);

  return verdicts != NULL && lotse_apply_waiting (writer->centre, error) ? g_steal_pointer (&verdicts) : NULL;
}
