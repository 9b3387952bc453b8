/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may be merged at all.
 *
 * What the account may not do now, but could have done when the device last heard from the centre more than thirty days
 * before the loss was noticed, goes to staff instead of being refused: somebody wrote it in good faith.
 */
#include "lotse-apply-private.h"

#include "lotse-rights.h"
#include "lotse-united.h"

#include <string.h>

/* --- The record as a whole ------------------------------------------------------------------------------------- */

static gboolean
may_write (const LotseApply *self, const LotseAccess *access, const char **reason, GError **error)
{
  LotseAudience classes = 0;

  if (self->stored != NULL && !lotse_access_classes (access, self->stored, &classes, error))
    return FALSE;
  *reason = lotse_rights_record (access, self->kind, self->stored, classes);
  return TRUE;
}

static gboolean
decide_record (LotseApply *self, GError **error)
{
  const char *reason;
  const char *late = NULL;

  if (!may_write (self, self->writer->access, &reason, error))
    return FALSE;
  if (reason == NULL)
    return TRUE;
  if (self->writer->late != NULL && !may_write (self, self->writer->late, &late, error))
    return FALSE;
  if (self->writer->late != NULL && late == NULL)
    lotse_apply_settle (self, LOTSE_VERDICT_REVIEW, LOTSE_REASON_LATE, NULL);
  else
    lotse_apply_settle (self, LOTSE_VERDICT_REFUSED, reason, NULL);
  return TRUE;
}

/* For which other record one of these waits, which is then for what made theirs; NULL if they only wait for their own. */
static const char *
awaited_by (GPtrArray *parked, const char *id)
{
  for (guint i = 0; i < parked->len; i++)
    {
      const char *target = ((LotseParked *) g_ptr_array_index (parked, i))->target;

      if (g_strcmp0 (target, id) != 0)
        return target;
    }
  return NULL;
}

/*
 * A record that is not there: what made it waits itself, or a restored centre lost it and the device that made it has not
 * come yet.  What follows waits too.  What makes it does not wait for what follows: all would wait for ever.
 */
static gboolean
decide_waiting (LotseApply *self, GError **error)
{
  g_autoptr (GPtrArray) parked = NULL;
  const char *target;

  if (self->stored != NULL || self->again)
    return TRUE;
  parked = self->centre->backend->parked_of (self->centre->backend, self->edit->id, error);
  if (parked == NULL)
    return FALSE;
  target = awaited_by (parked, self->edit->id);
  if (target == NULL && !self->edit->creates)
    target = self->edit->id;
  if (target != NULL)
    lotse_apply_settle (self, LOTSE_VERDICT_PARKED, LOTSE_REASON_PARKED, target);
  return TRUE;
}

/* A device that was found to be a copy offers again what it wrote under its former names, which are the account's too. */
static gboolean
is_own_stamp (const LotseApply *self)
{
  guint64 device = self->edit->stamp.device;

  return device == self->writer->device || g_strcmp0 (lotse_centre_writer (self->centre, device), self->writer->account) == 0;
}

static gboolean
decide_whole (LotseApply *self, GError **error)
{
  gboolean erased = FALSE;

  if (!self->centre->backend->is_erased (self->centre->backend, self->edit->id, &erased, error))
    return FALSE;
  if (erased)
    lotse_apply_settle (self, LOTSE_VERDICT_ERASED, NULL, NULL);
  else if (!is_own_stamp (self))
    lotse_apply_settle (self, LOTSE_VERDICT_REFUSED, LOTSE_REASON_DEVICE, NULL);
  else if (self->stored != NULL && strcmp (self->stored->kind, self->edit->kind) != 0)
    lotse_apply_settle (self, LOTSE_VERDICT_REFUSED, LOTSE_REASON_WRONG_KIND, NULL);
  else if (self->kind != NULL && self->kind->anonymous)
    lotse_apply_settle (self, LOTSE_VERDICT_REFUSED, LOTSE_REASON_ANONYMOUS, NULL);
  else if (self->writer->locked != NULL)
    lotse_apply_settle (self, LOTSE_VERDICT_REVIEW, self->writer->locked, NULL);
  return lotse_apply_open (self) == 0 || (decide_waiting (self, error) && (lotse_apply_open (self) == 0 || decide_record (self, error)));
}

/* --- Links ------------------------------------------------------------------------------------------------------ */

/* Whether the account has the record that it links to; who made it may link to it too. */
static gboolean
may_link (const LotseAccess *access, const LotseStored *target, gboolean *may, GError **error)
{
  LotseAudience classes;

  if (!lotse_access_classes (access, target, &classes, error))
    return FALSE;
  *may = classes != 0 || strcmp (target->author, access->account) == 0;
  return TRUE;
}

static gboolean
decide_target (LotseApply *self, LotseOutcome *outcome, const LotseStored *target, const LotseField *field, GError **error)
{
  gboolean may = FALSE;
  gboolean late = FALSE;

  if (field != NULL ? !lotse_field_links_to (field, target->kind) : strcmp (target->kind, self->edit->kind) != 0)
    {
      outcome->verdict = LOTSE_VERDICT_REFUSED;
      outcome->reason = LOTSE_REASON_INVALID;
      return TRUE;
    }
  if (!may_link (self->writer->access, target, &may, error))
    return FALSE;
  if (may)
    return TRUE;
  if (self->writer->late != NULL && !may_link (self->writer->late, target, &late, error))
    return FALSE;
  outcome->verdict = late ? LOTSE_VERDICT_REVIEW : LOTSE_VERDICT_REFUSED;
  outcome->reason = late ? LOTSE_REASON_LATE : LOTSE_REASON_NO_RIGHT;
  return TRUE;
}

static gboolean
decide_link (LotseApply *self, LotseOutcome *outcome, GError **error)
{
  LotseBackend *backend = self->centre->backend;
  const LotseField *field;
  const char *id = lotse_rights_link (self->kind, outcome->write, &field);
  g_autoptr (LotseStored) target = NULL;
  gboolean erased = FALSE;

  if (id == NULL || strcmp (id, self->edit->id) == 0)
    return TRUE;
  /* What is linked already needs no right again. */
  if (self->before != NULL && g_strcmp0 (lotse_registers_value (self->before, outcome->write->reg), outcome->write->value) == 0)
    return TRUE;
  if (!backend->get_record (backend, id, &target, error) || !backend->is_erased (backend, id, &erased, error))
    return FALSE;
  if (target != NULL)
    return decide_target (self, outcome, target, field, error);
  outcome->verdict = erased ? LOTSE_VERDICT_ERASED : LOTSE_VERDICT_PARKED;
  outcome->reason = erased ? NULL : "parked";
  if (!erased)
    outcome->target = g_strdup (id);
  return TRUE;
}

/* --- Uniting ------------------------------------------------------------------------------------------------------ */

static gboolean
has_account (LotseCentre *centre, GPtrArray *people, gboolean *has, GError **error)
{
  for (guint i = 0; i < people->len; i++)
    {
      g_autoptr (GPtrArray) accounts = centre->backend->accounts_of (centre->backend, g_ptr_array_index (people, i), error);

      if (accounts == NULL)
        return FALSE;
      *has = *has || accounts->len > 0;
    }
  return TRUE;
}

static gboolean
may_unite_one (const LotseAccess *access, const LotseStored *record, gboolean *may, GError **error)
{
  LotseAudience classes = lotse_rights_maker (access);

  if (record != NULL && !lotse_access_classes (access, record, &classes, error))
    return FALSE;
  *may = *may && lotse_rights_unite (access, classes);
  return TRUE;
}

/*
 * Each of the two shows where the other shows from then on, and an account that is one of them sees what the other may see of
 * itself; so an organiser unites only people whom the desk has, and nobody who has an account.
 */
static gboolean
may_unite (const LotseApply *self, const LotseAccess *access, const LotseStored *target, gboolean *may, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  gboolean has = FALSE;

  *may = TRUE;
  if (!may_unite_one (access, self->stored, may, error) || (target != NULL && !may_unite_one (access, target, may, error)))
    return FALSE;
  if (access->staff || !*may || target == NULL)
    return TRUE;
  g_ptr_array_add (people, g_strdup (self->edit->id));
  g_ptr_array_add (people, g_strdup (target->id));
  if (!lotse_united_add (self->centre, people, error) || !has_account (self->centre, people, &has, error))
    return FALSE;
  *may = !has;
  return TRUE;
}

static gboolean
decide_uniting (LotseApply *self, LotseOutcome *outcome, GError **error)
{
  LotseBackend *backend = self->centre->backend;
  const char *id = outcome->write->value;
  g_autoptr (LotseStored) target = NULL;
  gboolean may = FALSE;
  gboolean late = FALSE;

  if (self->kind == NULL || !lotse_united_is_kind (self->kind->name) || strcmp (outcome->write->reg, LOTSE_REGISTER_MERGED_INTO) != 0)
    return TRUE;
  /* What stands already needs no right again. */
  if (self->before != NULL && g_strcmp0 (lotse_registers_value (self->before, LOTSE_REGISTER_MERGED_INTO), id) == 0)
    return TRUE;
  if ((id != NULL && !backend->get_record (backend, id, &target, error))
      || !may_unite (self, self->writer->access, target, &may, error))
    return FALSE;
  if (may)
    return TRUE;
  if (self->writer->late != NULL && !may_unite (self, self->writer->late, target, &late, error))
    return FALSE;
  outcome->verdict = late ? LOTSE_VERDICT_REVIEW : LOTSE_VERDICT_REFUSED;
  outcome->reason = late ? LOTSE_REASON_LATE : LOTSE_REASON_NO_RIGHT;
  return TRUE;
}

/* --- Each write -------------------------------------------------------------------------------------------------- */

static gboolean
decide_write (LotseApply *self, LotseOutcome *outcome, GError **error)
{
  const LotseAccess *access = self->writer->access;
  const LotseRegister *standing = self->before != NULL ? lotse_registers_get (self->before, outcome->write->reg) : NULL;
  const char *reason = lotse_rights_register (access, self->kind, outcome->write);

  if (reason == NULL && !lotse_rights_author (access, self->kind, outcome->write->reg, standing))
    {
      outcome->verdict = LOTSE_VERDICT_REFUSED;
      outcome->reason = LOTSE_REASON_NO_RIGHT;
      return TRUE;
    }
  if (reason == NULL)
    return decide_uniting (self, outcome, error) && (outcome->verdict != LOTSE_VERDICT_NONE || decide_link (self, outcome, error));
  outcome->verdict = LOTSE_VERDICT_REFUSED;
  outcome->reason = reason;
  if (self->writer->late != NULL && lotse_rights_register (self->writer->late, self->kind, outcome->write) == NULL)
    {
      outcome->verdict = LOTSE_VERDICT_REVIEW;
      outcome->reason = "late";
    }
  return TRUE;
}

static gboolean
is_required (const LotseApply *self, const LotseOutcome *outcome)
{
  const LotseField *field;

  lotse_rights_link (self->kind, outcome->write, &field);
  return field != NULL && (field->flags & LOTSE_FIELD_REQUIRED) != 0;
}

/* A new record is not made without what it needs: it waits as a whole, or goes with what was erased. */
static void
decide_new (LotseApply *self)
{
  const char *target = NULL;
  gboolean erased = FALSE;
  gboolean late = FALSE;

  for (guint i = 0; i < self->n; i++)
    {
      const LotseOutcome *outcome = &self->outcomes[i];

      if (outcome->known)
        continue;
      late = late || outcome->verdict == LOTSE_VERDICT_REVIEW;
      if (outcome->verdict == LOTSE_VERDICT_ERASED && is_required (self, outcome))
        erased = TRUE;
      if (outcome->verdict == LOTSE_VERDICT_PARKED && target == NULL)
        target = outcome->target;
    }
  if (erased)
    lotse_apply_settle (self, LOTSE_VERDICT_ERASED, NULL, NULL);
  else if (late)
    lotse_apply_settle (self, LOTSE_VERDICT_REVIEW, LOTSE_REASON_LATE, NULL);
  else if (target != NULL)
    lotse_apply_settle (self, LOTSE_VERDICT_PARKED, LOTSE_REASON_PARKED, target);
}

gboolean
lotse_apply_decide (LotseApply *self, GError **error)
{
  if (!decide_whole (self, error))
    return FALSE;
  for (guint i = 0; i < self->n; i++)
    if (self->outcomes[i].verdict == LOTSE_VERDICT_NONE && !decide_write (self, &self->outcomes[i], error))
      return FALSE;
  if (self->stored == NULL)
    decide_new (self);
  return TRUE;
}

/* --- The result --------------------------------------------------------------------------------------------------- */

/* Whether the account may have made this of the record: it keeps it, and sees each field that it wrote. */
static gboolean
result_is_right (const LotseApply *self, const LotseAccess *access, const LotseStored *record, guint index, gboolean *right, GError **error)
{
  LotseAudience classes = 0;
  LotseAudience before = 0;
  const LotseOutcome *outcome = &self->outcomes[index];
  gboolean maker = strcmp (record->author, access->account) == 0;

  if (!lotse_access_classes (access, record, &classes, error)
      || (self->stored != NULL && !lotse_access_classes (access, self->stored, &before, error)))
    return FALSE;
  *right = lotse_rights_result (access, self->kind, classes);
  if (maker)
    classes |= lotse_rights_maker (access);
  *right = *right && lotse_rights_audience (self->kind, outcome->write->reg, classes | before);
  return TRUE;
}

gboolean
lotse_apply_decide_result (LotseApply *self, const LotseStored *record, const LotseRegisters *after, gboolean *undone, GError **error)
{
  *undone = FALSE;
  for (guint i = 0; i < self->n; i++)
    {
      LotseOutcome *outcome = &self->outcomes[i];
      gboolean right = TRUE;
      gboolean late = FALSE;

      if (outcome->known || (outcome->verdict != LOTSE_VERDICT_MERGED && outcome->verdict != LOTSE_VERDICT_CONFLICT))
        continue;
      if (!result_is_right (self, self->writer->access, record, i, &right, error))
        return FALSE;
      if (right)
        continue;
      if (self->writer->late != NULL && !result_is_right (self, self->writer->late, record, i, &late, error))
        return FALSE;
      outcome->verdict = late ? LOTSE_VERDICT_REVIEW : LOTSE_VERDICT_REFUSED;
      outcome->reason = late ? LOTSE_REASON_LATE : LOTSE_REASON_NO_RIGHT;
      outcome->effective = 0;
      outcome->stood = FALSE;
      *undone = TRUE;
    }
  return TRUE;
}
