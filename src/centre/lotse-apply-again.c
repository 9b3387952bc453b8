/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Edits that waited: for a record that they link to, or for staff to decide.
 *
 * They keep their stamps and their author, so that they take the place in the history that they would have had.
 */
#include "lotse-apply-private.h"

#include "lotse-put.h"

#include <string.h>

/* --- Parked edits -------------------------------------------------------------------------------------------------- */

/* What turns out not to be allowed, or has to wait, when it is tried again stays with staff, who have it since it was parked. */
static gboolean
is_done (const LotseVerdicts *verdicts)
{
  if (verdicts->lines->len == 0)
    return FALSE;
  for (guint i = 0; i < verdicts->lines->len; i++)
    {
      const LotseVerdictLine *line = g_ptr_array_index (verdicts->lines, i);

      if (line->verdict != LOTSE_VERDICT_MERGED && line->verdict != LOTSE_VERDICT_CONFLICT && line->verdict != LOTSE_VERDICT_REPEATED)
        return FALSE;
    }
  return TRUE;
}

static gboolean
try_again (LotseCentre *self, const LotseParked *parked, GError **error)
{
  g_autoptr (LotseAccount) account = NULL;
  g_autoptr (LotseEdit) edit = NULL;
  g_autoptr (LotseWriter) writer = NULL;
  g_autoptr (LotseVerdicts) verdicts = NULL;
  LotseSince since = { parked->at_ms, -1 };

  if (!self->backend->unpark (self->backend, parked->row, error)
      || !self->backend->get_account (self->backend, parked->account, &account, error))
    return FALSE;
  edit = lotse_edit_from_text (parked->edit, NULL);
  if (account == NULL || edit == NULL)
    return TRUE;
  writer = lotse_writer_new (self, account, parked->device, &since, error);
  if (writer == NULL)
    return FALSE;
  verdicts = lotse_apply_one (writer, edit, TRUE, error);
  return verdicts != NULL && (!is_done (verdicts) || lotse_put_review_done (self, edit, error));
}

void
lotse_apply_forget_arrived (LotseCentre *self, guint n)
{
  while (g_queue_get_length (&self->arrived) > n)
    g_free (g_queue_pop_tail (&self->arrived));
}

/* Records that came may be what others waited for, and so on. */
gboolean
lotse_apply_waiting (LotseCentre *self, GError **error)
{
  while (!g_queue_is_empty (&self->arrived))
    {
      g_autofree char *id = g_queue_pop_head (&self->arrived);
      g_autoptr (GPtrArray) parked = self->backend->parked_on (self->backend, id, error);

      for (guint i = 0; parked != NULL && i < parked->len; i++)
        if (!try_again (self, g_ptr_array_index (parked, i), error))
          return FALSE;
      if (parked == NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
lotse_apply_give_up (LotseCentre *self, GError **error)
{
  g_autoptr (GPtrArray) parked = self->backend->parked_before (self->backend, lotse_centre_now (self) - LOTSE_PARKED_MS, error);

  for (guint i = 0; parked != NULL && i < parked->len; i++)
    if (!self->backend->unpark (self->backend, ((LotseParked *) g_ptr_array_index (parked, i))->row, error))
      return FALSE;
  return parked != NULL;
}

/* --- Reviews ------------------------------------------------------------------------------------------------------------ */

static LotseVerdict
verdict_on (const LotseVerdicts *verdicts, const char *reg)
{
  LotseVerdict verdict = LOTSE_VERDICT_NONE;

  for (guint i = 0; i < verdicts->lines->len; i++)
    {
      const LotseVerdictLine *line = g_ptr_array_index (verdicts->lines, i);

      if (line->reg == NULL ? verdict == LOTSE_VERDICT_NONE : strcmp (line->reg, reg) == 0)
        verdict = line->verdict;
    }
  return verdict;
}

/* Whether this edit says, and may say, that a review is accepted. */
static gboolean
accepts (const LotseEdit *edit, const LotseVerdicts *verdicts)
{
  if (strcmp (edit->kind, "review") != 0 || verdict_on (verdicts, "decision") != LOTSE_VERDICT_MERGED)
    return FALSE;
  for (guint i = 0; i < edit->writes->len; i++)
    {
      const LotseWrite *write = g_ptr_array_index (edit->writes, i);

      if (strcmp (write->reg, "decision") == 0 && g_strcmp0 (write->value, "accepted") == 0)
        return TRUE;
    }
  return FALSE;
}

/* Applies what the review holds, by the right of who accepted it and in the name of who wrote it. */
gboolean
lotse_apply_accepted (LotseWriter *writer, const LotseEdit *decision, const LotseVerdicts *verdicts, gboolean *waits,
                      GError **error)
{
  LotseCentre *self = writer->centre;
  g_autoptr (LotseStored) review = NULL;
  g_autoptr (LotseRegisters) registers = NULL;
  g_autoptr (LotseEdit) edit = NULL;
  g_autoptr (LotseVerdicts) outcome = NULL;
  LotseWriter author = { .centre = self, .access = writer->access };
  const char *text;

  if (!accepts (decision, verdicts))
    return TRUE;
  if (!self->backend->get_record (self->backend, decision->id, &review, error))
    return FALSE;
  registers = review != NULL ? lotse_registers_from_text (review->doc, NULL) : NULL;
  text = registers != NULL ? lotse_registers_value (registers, "edit") : NULL;
  edit = text != NULL ? lotse_edit_from_text (text, NULL) : NULL;
  if (edit == NULL)
    return TRUE;
  author.account = lotse_registers_value (registers, "account");
  if (author.account == NULL)
    author.account = writer->account;
  author.device = edit->stamp.device;
  outcome = lotse_apply_one (&author, edit, TRUE, error);
  *waits = outcome != NULL && outcome->lines->len == 0;
  return outcome != NULL;
}
