/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quiet tandems; see the header. */
#include "config.h"

#include "lotse-quiet.h"

#include <string.h>

gboolean
lotse_pair_is_under_way (const LotseRecord *pair, const char *today)
{
  static const char *const meeting[] = { "introduced", "trial_phase", "agreed", NULL };
  const char *state = lotse_record_get (pair, "state");
  const char *paused_until = lotse_record_get (pair, "paused_until");

  if (state == NULL || (paused_until != NULL && strcmp (paused_until, today) >= 0))
    return FALSE;
  return g_strv_contains (meeting, state);
}

int
lotse_quiet_after (const LotseRecord *programme)
{
  return programme != NULL ? (int) lotse_record_get_int (programme, "quiet_after", LOTSE_QUIET_AFTER_DAYS) : LOTSE_QUIET_AFTER_DAYS;
}

void
lotse_meetings_clear (LotseMeetings *self)
{
  g_clear_pointer (&self->last, g_free);
  g_clear_pointer (&self->next, g_free);
}

/**
 * lotse_meetings_read:
 * @pair: id of a tandem
 * @today: canonical date
 * @meetings: (out): cleared with lotse_meetings_clear()
 *
 * A meeting is planned by the next meeting of one that was, or by having a date ahead.
 *
 * Returns: whether it could be read
 */
gboolean
lotse_meetings_read (const LotseRecords *records, const char *pair, const char *today, LotseMeetings *meetings, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *ahead = NULL;

  memset (meetings, 0, sizeof *meetings);
  meetings->last = lotse_records_edge (records, "session", "pair", pair, "date", NULL, today, TRUE, &local);
  if (local == NULL)
    meetings->next = lotse_records_edge (records, "session", "pair", pair, "next_meeting", today, NULL, FALSE, &local);
  if (local == NULL)
    ahead = lotse_records_edge (records, "session", "pair", pair, "date", today, NULL, FALSE, &local);
  if (local != NULL)
    {
      lotse_meetings_clear (meetings);
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  /* Today's meeting may have been already; only later days are ahead. */
  if (ahead != NULL && strcmp (ahead, today) > 0 && (meetings->next == NULL || strncmp (ahead, meetings->next, 10) < 0))
    {
      g_free (meetings->next);
      meetings->next = g_steal_pointer (&ahead);
    }
  return TRUE;
}
