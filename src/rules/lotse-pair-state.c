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

/* --- Meetings ------------------------------------------------------------------------------------------------- */

void
lotse_pair_meetings_clear (LotsePairMeetings *self)
{
  g_clear_pointer (&self->last, g_hash_table_unref);
  g_clear_pointer (&self->planned, g_hash_table_unref);
  g_clear_pointer (&self->ahead, g_hash_table_unref);
}

/**
 * lotse_pair_meetings_read:
 * @pair: (nullable): the id of a tandem; %NULL for all of them
 * @today: canonical date
 * @self: (out): for lotse_pair_meetings_clear(), also when it fails
 *
 * Returns: whether they could be read
 */
gboolean
lotse_pair_meetings_read (const LotseRecords *records, const char *pair, const char *today, LotsePairMeetings *self, GError **error)
{
  char tomorrow[16];
  GDate day;

  memset (self, 0, sizeof *self);
  g_return_val_if_fail (lotse_value_read_date (today, &day), FALSE);
  g_date_add_days (&day, 1);
  g_date_strftime (tomorrow, sizeof tomorrow, "%Y-%m-%d", &day);
  self->last = lotse_records_edges (records, "session", "pair", pair, "date", NULL, today, TRUE, error);
  if (self->last != NULL)
    self->planned = lotse_records_edges (records, "session", "pair", pair, "next_meeting", today, NULL, FALSE, error);
  if (self->planned != NULL)
    self->ahead = lotse_records_edges (records, "session", "pair", pair, "date", tomorrow, NULL, FALSE, error);
  return self->ahead != NULL;
}

/* --- States --------------------------------------------------------------------------------------------------- */

static gboolean
is_first (const char *date, const char *moment)
{
  return moment == NULL || (date != NULL && strncmp (date, moment, strlen ("2026-11-28")) < 0);
}

/* What somebody planned, or a meeting that is written down ahead; of one day what was planned, as it has an hour. */
static const char *
next_of (const LotsePairMeetings *meetings, const char *pair)
{
  const char *planned = g_hash_table_lookup (meetings->planned, pair);
  const char *ahead = g_hash_table_lookup (meetings->ahead, pair);

  return is_first (ahead, planned) ? ahead : planned;
}

void
lotse_pair_state_of (const LotsePairMeetings *meetings, const LotseRecord *pair, const LotseRecord *programme, const char *today,
                     LotsePairState *self)
{
  const char *id = lotse_record_get_id (pair);

  self->last = g_strdup (g_hash_table_lookup (meetings->last, id));
  self->next = g_strdup (next_of (meetings, id));
  self->quiet_after = lotse_pair_quiet_after (programme);
  self->quiet_days = days_between (lotse_pair_silent_since (pair, self->last), today);
  self->quiet = lotse_pair_is_under_way (pair, today) && self->next == NULL && self->quiet_days >= self->quiet_after;
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
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseRecord) programme = lotse_records_get (records, lotse_record_get (pair, "programme"), &local);
  g_auto (LotsePairMeetings) meetings = { 0 };

  memset (self, 0, sizeof *self);
  if (local == NULL && lotse_pair_meetings_read (records, lotse_record_get_id (pair), today, &meetings, &local))
    lotse_pair_state_of (&meetings, pair, programme, today, self);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
