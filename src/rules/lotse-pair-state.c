/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a tandem stands; see the header. */
#include "config.h"

#include "lotse-pair-state.h"

#include "lotse-value.h"

#include <string.h>

void
lotse_pair_state_clear (LotsePairState *self)
{
  g_free (self->last);
  g_free (self->next);
  memset (self, 0, sizeof *self);
}

int
lotse_pair_quiet_after (const LotseRecord *programme)
{
  return programme != NULL ? (int) lotse_record_get_int (programme, "quiet_after", LOTSE_PAIR_QUIET_AFTER) : LOTSE_PAIR_QUIET_AFTER;
}

gboolean
lotse_pair_is_under_way (const LotseRecord *pair, const char *today)
{
  const char *state = lotse_record_get (pair, "state");
  const char *paused_until = lotse_record_get (pair, "paused_until");

  if (paused_until != NULL && strcmp (paused_until, today) >= 0)
    return FALSE;
  return g_strcmp0 (state, "introduced") == 0 || g_strcmp0 (state, "trial_phase") == 0 || g_strcmp0 (state, "agreed") == 0;
}

const char *
lotse_pair_silent_since (const LotseRecord *pair, const char *last)
{
  return last != NULL ? last : lotse_record_get_element (pair, "state_dates", "introduced");
}

static int
days_between (const char *from, const char *to)
{
  GDate first, second;

  return from != NULL && lotse_value_read_date (from, &first) && lotse_value_read_date (to, &second) ? g_date_days_between (&first, &second)
                                                                                                      : -1;
}

/**
 * lotse_pair_state_judge:
 * @self: with the last and the next meeting
 * @programme: (nullable): of the pair
 * @today: canonical date
 */
void
lotse_pair_state_judge (LotsePairState *self, const LotseRecord *pair, const LotseRecord *programme, const char *today)
{
  self->quiet_after = lotse_pair_quiet_after (programme);
  self->quiet_days = days_between (lotse_pair_silent_since (pair, self->last), today);
  self->quiet = lotse_pair_is_under_way (pair, today) && self->next == NULL && self->quiet_days > self->quiet_after;
}

/* The later one stays; neither may be after today. */
static void
take_last (LotsePairState *self, const char *date, const char *today)
{
  if (date == NULL || strcmp (date, today) > 0 || (self->last != NULL && strcmp (date, self->last) <= 0))
    return;
  g_free (self->last);
  self->last = g_strdup (date);
}

/* The earlier one stays, and of one day that with an hour. */
static void
take_next (LotsePairState *self, const char *moment)
{
  if (moment == NULL || (self->next != NULL && strncmp (moment, self->next, strlen ("2026-11-28")) >= 0))
    return;
  g_free (self->next);
  self->next = g_strdup (moment);
}

/**
 * lotse_pair_state_find:
 * @today: canonical date
 * @self: (out): for lotse_pair_state_clear()
 *
 * Returns: whether it could be read
 */
gboolean
lotse_pair_state_find (const LotseRecords *records, const LotseRecord *pair, const char *today, LotsePairState *self, GError **error)
{
  g_autoptr (GPtrArray) sessions = lotse_records_list (records, "session", "pair", lotse_record_get_id (pair), error);
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseRecord) programme = NULL;

  memset (self, 0, sizeof *self);
  if (sessions == NULL)
    return FALSE;
  for (guint i = 0; i < sessions->len; i++)
    {
      const char *planned = lotse_record_get (sessions->pdata[i], "next_meeting");

      take_last (self, lotse_record_get (sessions->pdata[i], "date"), today);
      take_next (self, planned != NULL && strcmp (planned, today) >= 0 ? planned : NULL);
    }
  for (guint i = 0; i < sessions->len; i++)
    {
      const char *date = lotse_record_get (sessions->pdata[i], "date");

      take_next (self, date != NULL && strcmp (date, today) > 0 ? date : NULL);
    }
  programme = lotse_records_get (records, lotse_record_get (pair, "programme"), &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  lotse_pair_state_judge (self, pair, programme, today);
  return TRUE;
}
