/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files that count deadlines share: one reading of the records, and how one deadline is made of a rule.
 */
#pragma once

#include "lotse-deadline.h"
#include "lotse-pair-state.h"

G_BEGIN_DECLS

/* One reading.  Records that it gave live as long as it does. */
typedef struct
{
  const LotseRecords *records;
  const LotseDeadlinesOptions *options;
  gboolean whole;         /* all deadlines are asked for: each kind is read once, and found again by its links */
  const char *state;      /* whose holidays count, or NULL */
  GHashTable *by_id;      /* id -> LotseRecord */
  GHashTable *by_kind;    /* kind -> GPtrArray of LotseRecord: all of it */
  GHashTable *by_link;    /* "kind.field" -> id -> GPtrArray of LotseRecord */
  GPtrArray *kept;        /* of GPtrArray */
  GHashTable *stored;     /* id -> LotseRecord: all deadlines of which something is stored, when all are asked for */
  LotsePairMeetings meetings; /* of all tandems, once somebody asked, or of the one that was asked for last */
  GHashTable *rules;      /* id of the programme -> GPtrArray of LotseRule */
  GPtrArray *centre_rules;
  const char *centre_home; /* id of the settings, or NULL */
  GHashTable *used;       /* ids of the stored records that were laid over a rule's deadline */
  GPtrArray *found;       /* of LotseDeadline */
  GError *error;          /* the first one; from then on nothing is found any more */
} LotseReading;

void lotse_reading_init (LotseReading *self, const LotseRecords *records, const LotseDeadlinesOptions *options, gboolean whole);
void lotse_reading_clear (LotseReading *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseReading, lotse_reading_clear)

/* Both (transfer none); NULL and an empty list when there is nothing. */
LotseRecord *lotse_reading_get (LotseReading *self, const char *id);
GPtrArray *lotse_reading_list (LotseReading *self, const char *kind);
GPtrArray *lotse_reading_linked (LotseReading *self, const char *kind, const char *field, const char *id);
/* The record of a deadline, if something is stored of it. */
LotseRecord *lotse_reading_stored (LotseReading *self, const char *id);
/* What the state of that tandem needs; NULL when it cannot be read. */
const LotsePairMeetings *lotse_reading_meetings (LotseReading *self, const char *pair);
/* The rules of a programme, and those of the centre laid over the ready ones. (transfer none) (element-type LotseRule) */
GPtrArray *lotse_reading_rules (LotseReading *self, const LotseRecord *programme);
GPtrArray *lotse_reading_centre_rules (LotseReading *self);

/* When the record was changed last, seconds since 1970; 0 for one that is nowhere yet. */
gint64 lotse_reading_changed (const LotseRecord *record);

/* A deadline as a rule makes it. */
typedef struct
{
  const LotseRecord *attached;
  LotseRule *rule;
  const char *home;        /* id of what has the rule, or NULL */
  const char *occurrence;
  const char *stated;      /* a date that beats the rule, or NULL */
  const char *(*date) (gpointer data, const char *anchor); /* canonical date or date and time, or NULL while it is empty */
  gpointer data;
  const char *responsible, *deputy;
  gboolean silent;         /* never reminds */
  gboolean moot;
  int days;                /* in place of the rule's count if it is not 0 */
  int again;               /* years later: see lotse_rule_condition_apply() */
  gint64 changed_s;
} LotseCounting;

/* Counts it, lays over what is stored, and puts it with those found; the deadline (transfer none). */
LotseDeadline *lotse_reading_count (LotseReading *self, const LotseCounting *counting);
/* What is stored of the record and no rule asked for: set by hand, or handed in under a rule that is gone. */
void lotse_reading_add_stored (LotseReading *self, const LotseRecord *stored);

/* All deadlines that follow from the rules for one record: of an application, of any other kind by the centre's rules. */
void lotse_reading_add_application (LotseReading *self, const LotseRecord *application);
void lotse_reading_add_kept (LotseReading *self, const LotseRecord *record);

/* The application that a record is, or belongs to; NULL for none. */
const LotseRecord *lotse_reading_application_of (LotseReading *self, const LotseRecord *record);
/* Whether an application, or one that the record belongs to, is only known. */
gboolean lotse_reading_is_known_only (LotseReading *self, const LotseRecord *record);

G_END_DECLS
