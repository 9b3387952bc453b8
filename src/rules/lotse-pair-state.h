/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a tandem stands: when it met and will meet, and whether it went quiet.
 *
 * A tandem is quiet when it is under way and not paused, no meeting is planned, and there was none for as many days as its programme
 * sets: from that many days after the last one (or its introduction) on.  On that day its deadline is due, and people are reminded.
 */
#pragma once

#include "lotse-records.h"

G_BEGIN_DECLS

#define LOTSE_PAIR_QUIET_AFTER 42 /* days, where a programme sets nothing */

typedef struct
{
  char *last;       /* canonical date of the last meeting, or NULL */
  char *next;       /* date or moment of the next one, or NULL */
  int quiet_days;   /* since the last meeting or, without one, since the pair was introduced; -1 if that is not known */
  int quiet_after;  /* the programme's days */
  gboolean quiet;
} LotsePairState;

void lotse_pair_state_clear (LotsePairState *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotsePairState, lotse_pair_state_clear)

/* The days that the programme (a record, or NULL) sets. */
int lotse_pair_quiet_after (const LotseRecord *programme);
/* Whether the pair meets at all on that day (canonical date): introduced, and neither paused nor ended. */
gboolean lotse_pair_is_under_way (const LotseRecord *pair, const char *today);
/* From when silence counts: the last meeting (or NULL), else the day of the introduction; NULL if that is not known. */
const char *lotse_pair_silent_since (const LotseRecord *pair, const char *last);

/* The meetings of one tandem or of all: three questions, however many there are.  Each id of a tandem -> date or moment. */
typedef struct
{
  GHashTable *last;    /* the last meeting until today */
  GHashTable *planned; /* the first one that was planned, from today on */
  GHashTable *ahead;   /* the first one that is written down ahead, from tomorrow on */
} LotsePairMeetings;

void lotse_pair_meetings_clear (LotsePairMeetings *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotsePairMeetings, lotse_pair_meetings_clear)

/* `pair`: the id of a tandem, or NULL for all. */
gboolean lotse_pair_meetings_read (const LotseRecords *records, const char *pair, const char *today, LotsePairMeetings *self, GError **error);

/* How a tandem with that programme (or NULL) and these meetings stands; clear `self`. */
void lotse_pair_state_of (const LotsePairMeetings *meetings, const LotseRecord *pair, const LotseRecord *programme, const char *today,
                          LotsePairState *self);
/* Asks for the meetings and the programme of one, nothing else; clear `self` also when it fails. */
gboolean lotse_pair_state_find (const LotseRecords *records, const LotseRecord *pair, const char *today, LotsePairState *self,
                                GError **error);

G_END_DECLS
