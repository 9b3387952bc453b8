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

/* Says the rest of what `last` and `next` mean. */
static void
judge (LotsePairState *self, const LotseRecord *pair, const LotseRecord *programme, const char *today)
{
  self->quiet_after = lotse_pair_quiet_after (programme);
  self->quiet_days = days_between (lotse_pair_silent_since (pair, self->last), today);
  self->quiet = lotse_pair_is_under_way (pair, today) && self->next == NULL && self->quiet_days > self->quiet_after;
}

static gboolean
is_first (const char *date, const char *moment)
{
  return moment == NULL || (date != NULL && strncmp (date, moment, strlen ("2026-11-28")) < 0);
}

/* What somebody planned, or a meeting that is written down ahead; of one day what was planned, as it has an hour. */
static char *
find_next (const LotseRecords *records, const char *pair, const char *today, GError **error)
{
  char tomorrow[16];
  GDate day;
  g_autofree char *planned = NULL;
  g_autofree char *ahead = NULL;

  if (!lotse_value_read_date (today, &day))
    return NULL;
  g_date_add_days (&day, 1);
  g_date_strftime (tomorrow, sizeof tomorrow, "%Y-%m-%d", &day);
  planned = lotse_records_edge (records, "session", "pair", pair, "next_meeting", today, NULL, FALSE, error);
  if (error != NULL && *error != NULL)
    return NULL;
  ahead = lotse_records_edge (records, "session", "pair", pair, "date", tomorrow, NULL, FALSE, error);
  return is_first (ahead, planned) ? g_steal_pointer (&ahead) : g_steal_pointer (&planned);
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
  const char *id = lotse_record_get_id (pair);
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseRecord) programme = lotse_records_get (records, lotse_record_get (pair, "programme"), &local);

  memset (self, 0, sizeof *self);
  if (local == NULL)
    self->last = lotse_records_edge (records, "session", "pair", id, "date", NULL, today, TRUE, &local);
  if (local == NULL)
    self->next = find_next (records, id, today, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  judge (self, pair, programme, today);
  return TRUE;
}
