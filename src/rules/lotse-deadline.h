/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deadlines as they stand: counted from the rules and the records each time, with what is stored of them laid over.
 *
 * Nothing of a deadline that follows from a rule is stored until somebody hands it in, sets its date by hand, gives it to
 * somebody or says that it is not needed; so moving an anchor moves every open deadline, and one that was handed in keeps the
 * date it had.  A date that the award states for a kind of deadline beats the programme's rules of that kind.
 */
#pragma once

#include "lotse-records.h"
#include "lotse-rule.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_DEADLINE_BY_RULE,
  LOTSE_DEADLINE_STATED,  /* by the award */
  LOTSE_DEADLINE_BY_HAND, /* without a rule, or its date was set otherwise than the rule says */
} LotseDeadlineOrigin;

typedef enum
{
  LOTSE_DEADLINE_OPEN,
  LOTSE_DEADLINE_WAITS,      /* an anchor is empty: there is no date yet */
  LOTSE_DEADLINE_DONE,       /* handed in */
  LOTSE_DEADLINE_NOT_NEEDED, /* somebody said so */
  LOTSE_DEADLINE_MOOT,       /* the state of its record ended it: an application that was declined has no proof of use */
} LotseDeadlineState;

typedef struct
{
  char *id;                 /* of its record, whether that is stored or not */
  LotseDeadlineState state;
  LotseDeadlineOrigin origin;
  char *type;               /* the kind of deadline */
  char *name;               /* in words, in the language of the process: the rule's or record's own, or the kind's */
  char *attached_kind;
  char *attached;           /* id */
  char *title;              /* of what it is attached to, as people call it; names of people only for those who hold them */
  char *due;                /* canonical date; NULL while it waits */
  char *time;               /* "23:59" where a call closes at an hour, or NULL */
  char *rule_due;           /* what the rule says, where `due` is otherwise; or NULL */
  char *missing;            /* name of the empty anchor, or NULL */
  char *handed_in_on, *handed_in_how, *confirmation; /* or NULL */
  char *not_needed_because; /* or NULL */
  char *responsible, *deputy; /* ids of people, or NULL */
  GArray *leads;            /* of int, the largest first; the usual ones where nobody said otherwise */
  gboolean reminds;         /* no for what is known only, for what has no date, and for what is not open */
  gboolean stored;          /* there is a record of it */
  LotseRule *rule;          /* or NULL */
  char *rule_home;          /* id of the programme or setting that has the rule; NULL for rules that are built in */
  char *occurrence;         /* "" or the id or month that tells it from others of the same rule */
  char *state_code;         /* whose public holidays it counts by, or NULL */
  GPtrArray *steps;         /* of char *: how the date came about */
  gint64 changed_s;         /* seconds since 1970: when something that it follows from was changed last; for calendars */
} LotseDeadline;

void lotse_deadline_free (LotseDeadline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseDeadline, lotse_deadline_free)

typedef enum
{
  LOTSE_DEADLINES_PLAIN = 0,
  LOTSE_DEADLINES_EXPLAINED = 1 << 0, /* fills `steps` */
  LOTSE_DEADLINES_ALL = 1 << 1,       /* also those that are done, not needed, moot or wait */
  LOTSE_DEADLINES_GRANTS = 1 << 2,    /* of grants only (applications and mini-jobs), not expiries, keeping and quiet tandems */
} LotseDeadlinesFlags;

typedef struct
{
  const char *today; /* canonical; needed by what repeats, and by quiet tandems */
  const char *until; /* canonical: none due later; NULL: all */
  const char *state; /* the code of the state whose holidays count where a rule names none; NULL: the centre's setting */
  LotseDeadlinesFlags flags;
} LotseDeadlinesOptions;

/* All deadlines by date; those that wait come last. (element-type LotseDeadline) */
GPtrArray *lotse_deadlines_list (const LotseRecords *records, const LotseDeadlinesOptions *options, GError **error);
/* Those attached to one record, of any kind. */
GPtrArray *lotse_deadlines_of (const LotseRecords *records, const char *attached, const LotseDeadlinesOptions *options, GError **error);

/* What one that waits for a date is waiting for, in the language of the process: "end of the grant period". */
const char *lotse_deadline_waits_for (const LotseDeadline *self);

/* The record that stores what somebody decided about it: the one that is there, or a new one with its id (transfer full). */
LotseRecord *lotse_deadline_dup_record (const LotseDeadline *self, const LotseRecords *records, GError **error);

/* What a change moves. */
typedef struct
{
  LotseDeadline *before; /* or NULL: it is new */
  LotseDeadline *after;  /* or NULL: it is gone */
  gboolean kept;         /* handed in already: the date stays, though the rule now says another */
} LotseDeadlineMove;

void lotse_deadline_move_free (LotseDeadlineMove *self);
/* Of LotseDeadlineMove: what would move if these records were saved. */
GPtrArray *lotse_deadlines_moved (const LotseRecords *records, GPtrArray *changed, const LotseDeadlinesOptions *options, GError **error);
/* "Proof of use (Summer school): 31 March 2027 → 30 June 2027", in the language of the process (g_free). */
char *lotse_deadline_move_describe (const LotseDeadlineMove *self);

G_END_DECLS
