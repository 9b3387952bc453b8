/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Verdicts: the only thing that takes a write out of the outbox.
 *
 * What was merged is kept for 90 days with the clock that the centre gave it; what was refused is kept until somebody has
 * dealt with it; what the centre has not decided is counted, but does not show as if it stood,
 * because everybody must see the same.  A write that no line names waits as before.
 */
#include "config.h"

#include "lotse-store-apply-private.h"

#include <string.h>

/* The line for this register: its own, or the one for all; NULL if the centre was silent. */
static const LotseVerdictLine *
find_line (const LotseVerdicts *verdicts, const char *reg)
{
  const LotseVerdictLine *all = NULL;

  for (guint i = 0; i < verdicts->lines->len; i++)
    {
      const LotseVerdictLine *line = g_ptr_array_index (verdicts->lines, i);

      if (line->reg == NULL)
        all = line;
      else if (strcmp (line->reg, reg) == 0)
        return line;
    }
  return all;
}

static LotseEdit *
copy_without_writes (const LotseEdit *edit)
{
  LotseEdit *copy = lotse_edit_new (edit->kind, edit->id, edit->stamp);

  copy->seen = g_strdup (edit->seen);
  copy->creates = edit->creates;
  copy->seen_deleted = edit->seen_deleted;
  return copy;
}

/* An edit taken apart by its verdicts. */
typedef struct
{
  LotseEdit *waits;
  LotseEdit *parked;
  LotseEdit *confirmed;
  LotseEdit *refused;
  const char *reason;
  gboolean has_conflict;
  gboolean has_parked;
  gboolean has_review;
} Settled;

/* A confirmed write stands until the pulled record says more. */
static void
confirm (LotseTouched *touched, const LotseEdit *edit, LotseWrite *write, const LotseVerdictLine *line)
{
  LotseStamp stamp = edit->stamp;
  const LotseRegister *standing = lotse_registers_get (touched->base, write->reg);

  if (line->effective != 0)
    write->effective = line->effective;
  else if (write->effective == 0)
    write->effective = edit->stamp.clock;
  stamp.clock = write->effective;
  if (standing == NULL || lotse_stamp_compare (standing->stamp, stamp) < 0)
    lotse_registers_put (touched->base, write->reg, write->value, stamp);
}

static void
settle_write (LotseTouched *touched, const LotseEdit *edit, LotseWrite *write, const LotseVerdictLine *line, Settled *settled)
{
  LotseEdit *to = settled->waits;

  switch (line != NULL ? line->verdict : LOTSE_VERDICT_NONE)
    {
    case LOTSE_VERDICT_MERGED:
    case LOTSE_VERDICT_REPEATED:
    case LOTSE_VERDICT_CONFLICT:
      confirm (touched, edit, write, line);
      settled->has_conflict = settled->has_conflict || line->verdict == LOTSE_VERDICT_CONFLICT;
      to = settled->confirmed;
      break;
    case LOTSE_VERDICT_PARKED:
    case LOTSE_VERDICT_REVIEW:
      settled->has_review = settled->has_review || line->verdict == LOTSE_VERDICT_REVIEW;
      settled->has_parked = settled->has_parked || line->verdict == LOTSE_VERDICT_PARKED;
      to = settled->parked;
      break;
    case LOTSE_VERDICT_REFUSED:
      settled->reason = line->reason;
      to = settled->refused;
      break;
    case LOTSE_VERDICT_ERASED:
      lotse_write_free (write);
      return;
    case LOTSE_VERDICT_NONE:
    default:
      break;
    }
  g_ptr_array_add (to->writes, write);
}

static gboolean
keep_refused (LotseStore *self, const guint8 *id, const Settled *settled, GError **error)
{
  g_autofree char *text = NULL;

  if (settled->refused->writes->len == 0)
    return TRUE;
  text = lotse_edit_to_text (settled->refused);
  return lotse_db_run (self->db, error, "INSERT INTO refusal (id, at, reason, edit) VALUES (?, ?, ?, ?)", "biss", id,
                       (gssize) LOTSE_ID_BYTES, lotse_store_corrected_now (self), settled->reason, text);
}

/* For 90 days of the centre's time: the device's own may have been wrong by years when the edit was made. */
static gboolean
keep_confirmed (LotseStore *self, const guint8 *id, const Settled *settled, const char *stamp, gint64 at, GError **error)
{
  g_autofree char *text = NULL;

  if (settled->confirmed->writes->len == 0)
    return TRUE;
  text = lotse_edit_to_text (settled->confirmed);
  return lotse_db_run (self->db, error, "INSERT INTO sent (id, stamp, at, edit) VALUES (?, ?, ?, ?)", "bsis", id,
                       (gssize) LOTSE_ID_BYTES, stamp, at, text);
}

/* What still waits keeps its place; what is parked is kept but not sent. */
static gboolean
keep_waiting (LotseStore *self, gint64 row, const guint8 *id, const Settled *settled, const char *stamp, gint64 now, GError **error)
{
  if (settled->waits->writes->len > 0)
    {
      g_autofree char *text = lotse_edit_to_text (settled->waits);

      if (!lotse_db_run (self->db, error, "UPDATE outbox SET edit = ? WHERE row = ?", "si", text, row))
        return FALSE;
    }
  else if (!lotse_db_run (self->db, error, "DELETE FROM outbox WHERE row = ?", "i", row))
    return FALSE;
  if (settled->parked->writes->len > 0)
    {
      g_autofree char *text = lotse_edit_to_text (settled->parked);

      return lotse_db_run (self->db, error, "INSERT INTO outbox (id, stamp, at, state, edit) VALUES (?, ?, ?, 1, ?)", "bsis", id,
                           (gssize) LOTSE_ID_BYTES, stamp, now, text);
    }
  return TRUE;
}

static gboolean
note_verdicts (LotseStore *self, const LotseVerdicts *verdicts, GError **error)
{
  for (guint i = 0; i < verdicts->lines->len; i++)
    {
      const LotseVerdictLine *line = g_ptr_array_index (verdicts->lines, i);

      if (line->verdict == LOTSE_VERDICT_ERASED)
        {
          /* The value must not stay in the history either. */
          char stamp[LOTSE_STAMP_TEXT_SIZE];
          guint8 bytes[LOTSE_ID_BYTES];

          lotse_stamp_print (verdicts->stamp, stamp);
          if (lotse_id_to_bytes (verdicts->id, bytes)
              && !lotse_db_run (self->db, error, "DELETE FROM history WHERE id = ? AND stamp = ?", "bs", bytes, (gssize) sizeof bytes, stamp))
            return FALSE;
          self->truncate_due = TRUE;
          if (!lotse_store_set_meta_int (self, "truncate", 1, error))
            return FALSE;
        }
      else if (line->verdict != LOTSE_VERDICT_NONE
               && !lotse_store_history_verdict (self, verdicts->id, verdicts->stamp, line->reg, line->verdict, error))
        return FALSE;
    }
  return TRUE;
}

/* An edit counts as settled when nothing of it waits; how much the centre's answer names is no measure of that. */
static void
count (LotseApplied *applied, const Settled *settled)
{
  applied->settled += settled->waits->writes->len == 0;
  applied->refused += settled->refused->writes->len > 0;
  applied->conflicts += settled->has_conflict;
  applied->parked += settled->has_parked;
  applied->review += settled->has_review;
}

/* Finds the edit in the outbox; `edit` stays NULL if it has its verdict already. */
static gboolean
find_edit (LotseStore *self, const guint8 *id, const char *stamp, gint64 *row, gint64 *at, LotseEdit **edit, GError **error)
{
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  statement = lotse_db_query (self->db, error, "SELECT row, at, edit FROM outbox WHERE id = ? AND stamp = ? AND state = 0", "bs", id,
                              (gssize) LOTSE_ID_BYTES, stamp);
  if (statement == NULL)
    return FALSE;
  if (lotse_statement_step (statement, &local))
    {
      *row = lotse_statement_int (statement, 0);
      *at = lotse_statement_int (statement, 1);
      *edit = lotse_edit_from_text (lotse_statement_text (statement, 2), error);
      return *edit != NULL;
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

gboolean
lotse_store_settle (LotseStore *self, LotseApply *apply, const LotseVerdicts *verdicts, GError **error)
{
  char stamp[LOTSE_STAMP_TEXT_SIZE];
  g_autoptr (LotseEdit) edit = NULL;
  guint8 id[LOTSE_ID_BYTES];
  gint64 row, at;
  LotseTouched *touched;
  Settled settled = { 0 };
  gboolean done;

  lotse_stamp_print (verdicts->stamp, stamp);
  if (!lotse_id_to_bytes (verdicts->id, id) || !find_edit (self, id, stamp, &row, &at, &edit, error))
    return error == NULL || *error == NULL;
  if (edit == NULL)
    return TRUE;
  touched = lotse_store_touch (self, apply, verdicts->id, error);
  if (touched == NULL)
    return FALSE;
  settled.waits = copy_without_writes (edit);
  settled.parked = copy_without_writes (edit);
  settled.confirmed = copy_without_writes (edit);
  settled.refused = copy_without_writes (edit);
  while (edit->writes->len > 0)
    {
      LotseWrite *write = g_ptr_array_steal_index (edit->writes, 0);

      settle_write (touched, edit, write, find_line (verdicts, write->reg), &settled);
    }
  count (apply->applied, &settled);
  self->outbox_changed = TRUE;
  /* Of a record that has left, only what the centre refused stays, because nobody else has it. */
  done = keep_waiting (self, row, id, &settled, stamp, apply->answer->now_ms, error) && keep_refused (self, id, &settled, error)
         && (touched->gone != LOTSE_GONE_NOT || keep_confirmed (self, id, &settled, stamp, apply->answer->now_ms, error))
         && note_verdicts (self, verdicts, error);
  lotse_edit_free (settled.waits);
  lotse_edit_free (settled.parked);
  lotse_edit_free (settled.confirmed);
  lotse_edit_free (settled.refused);
  return done;
}
