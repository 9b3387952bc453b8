/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a tandem counts as quiet: no meeting for longer than its programme sets, while it is under way and none is planned.
 */
#pragma once

#include "lotse-records.h"

G_BEGIN_DECLS

#define LOTSE_QUIET_AFTER_DAYS 42 /* where the programme sets nothing */

/* Whether the pair meets at all on that day: introduced, on trial or agreed, and not paused. */
gboolean lotse_pair_is_under_way (const LotseRecord *pair, const char *today);
/* After how many days a pair of this programme is quiet; `programme` may be NULL. */
int lotse_quiet_after (const LotseRecord *programme);

typedef struct
{
  char *last; /* day of the last meeting, or NULL */
  char *next; /* day or day and time of the next one, or NULL */
} LotseMeetings;

void lotse_meetings_clear (LotseMeetings *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseMeetings, lotse_meetings_clear)
gboolean lotse_meetings_read (const LotseRecords *records, const char *pair, const char *today, LotseMeetings *meetings, GError **error);

G_END_DECLS
