/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers of the centre to the next send of a profile, put together by hand. */
#pragma once

#include "lotse-protocol.h"
#include "store-fixture.h"

#define CENTRE_DEVICE 0x77u

static inline guint64
clock_at (guint seconds)
{
  return LOTSE_CLOCK_FROM_MS (G_GINT64_CONSTANT (1700000000000) + (gint64) seconds * 1000);
}

/* An answer to the next send of this profile, with a cursor. */
static inline LotseSyncAnswer *
answer_new (const char *cursor)
{
  LotseSyncAnswer *answer = lotse_sync_answer_new ();

  answer->cursor = g_strdup (cursor);
  answer->epoch = g_strdup ("e1");
  answer->now_ms = g_get_real_time () / 1000;
  answer->roles = LOTSE_ROLE_COORDINATOR;
  return answer;
}

static inline void
add_verdict (LotseSyncAnswer *answer, const LotseEdit *edit, const char *reg, LotseVerdict verdict, const char *reason)
{
  LotseVerdicts *verdicts = NULL;
  LotseVerdictLine *line = g_new0 (LotseVerdictLine, 1);

  for (guint i = 0; i < answer->verdicts->len; i++)
    {
      LotseVerdicts *other = g_ptr_array_index (answer->verdicts, i);

      if (strcmp (other->id, edit->id) == 0 && lotse_stamp_equal (other->stamp, edit->stamp))
        verdicts = other;
    }
  if (verdicts == NULL)
    {
      verdicts = g_new0 (LotseVerdicts, 1);
      verdicts->id = g_strdup (edit->id);
      verdicts->stamp = edit->stamp;
      verdicts->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_verdict_line_free);
      g_ptr_array_add (answer->verdicts, verdicts);
    }
  line->reg = g_strdup (reg);
  line->verdict = verdict;
  line->reason = g_strdup (reason);
  g_ptr_array_add (verdicts->lines, line);
}

/* A record as the centre has it: pairs of register and value, all with one stamp. */
static inline void
add_change (LotseSyncAnswer *answer, const char *kind, const char *id, guint64 clock, ...)
{
  LotseChange *added = g_new0 (LotseChange, 1);
  const char *reg;
  va_list args;

  added->kind = g_strdup (kind);
  added->id = g_strdup (id);
  added->by = g_strdup ("berta");
  added->registers = lotse_registers_new ();
  va_start (args, clock);
  while ((reg = va_arg (args, const char *)) != NULL)
    {
      const char *value = va_arg (args, const char *);

      lotse_registers_put (added->registers, reg, value, (LotseStamp){ clock, CENTRE_DEVICE });
    }
  va_end (args);
  g_ptr_array_add (answer->changes, added);
}

static inline guint
must_apply (Fixture *fixture, LotseSyncAnswer *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) heard = NULL;
  g_autofree char *send_id = NULL;
  LotseApplied applied;

  lotse_store_begin_send (fixture->store, &send_id, &heard, &error);
  g_assert_no_error (error);
  lotse_store_apply (fixture->store, answer, send_id, &applied, &error);
  g_assert_no_error (error);
  lotse_sync_answer_free (answer);
  return applied.set_aside;
}

static inline GPtrArray *
outbox (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 last;
  gboolean more;
  GPtrArray *edits = lotse_store_outbox (fixture->store, 0, 100, 1 << 20, &last, &more, &error);

  g_assert_no_error (error);
  return edits;
}

/* Gives all that waits the same verdict. */
static inline void
settle_all (Fixture *fixture, LotseSyncAnswer *answer, LotseVerdict verdict, const char *reason)
{
  g_autoptr (GPtrArray) edits = outbox (fixture);

  for (guint i = 0; i < edits->len; i++)
    add_verdict (answer, g_ptr_array_index (edits, i), NULL, verdict, reason);
  must_apply (fixture, answer);
}
