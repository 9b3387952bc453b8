/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deadline rules: what a programme or the centre says about when something is due, and the date that follows.
 *
 * A rule is kept as JSON in a map of the grant programme or of the centre's settings (`deadline_rules`), under a key of its own that
 * never changes: the ids of deadlines are derived from it.  In full:
 *
 *   {"type": "proof_of_use",            a kind of deadline (the choices of deadline.type)
 *    "name": "Proof of use to the city",    if the kind does not say enough; "name_en" if it has another name in English
 *    "anchor": "award.ends_on",         from what it counts: see lotse_rule_anchors()
 *    "count": 6, "unit": "months",      days, working_days, weeks, months, years; negative: before; 0 or missing: the day itself
 *    "end_of": "month",                 then to the end of the month or of the year
 *    "next": "31.3.",                   then to the next such day after
 *    "day": 15,                         then to that day of the month reached (in a shorter month its last)
 *    "by_day": 15,                      then back to the last such day of a month, that day included: "by the 15th"
 *    "last_bank_day": 5,                then to the fifth-last day of the month on which banks work
 *    "and": [{"anchor": …}, …],         further conditions of the same shape: the earliest date counts
 *    "shift": "after",                  a due date on a free day moves to the working day "after" or "before"; missing: it stays
 *    "state": "NW",                     whose public holidays count; missing: the centre's
 *    "lead": [28, 7, 1],                days before, on which to remind; missing: 14, 7 and 1
 *    "repeat": "months",                from the anchor on again and again (mini-jobs: each month until ends_on); "years": of a date of
 *                                       the award, for each calendar year of the grant period but the last (interim proofs)
 *    "source": "…", "note": "…",        where it is written, and what to mind
 *    "off": true}                       not used
 *
 * Steps are taken in the order above.  A month or year counted from the last day of a month that is longer than the one reached ends
 * on its last day (§ 188 (3) BGB); whether a due date on a free day moves (§ 193 BGB, § 31 (3) VwVfG) is for the rule to say.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LOTSE_RULE_DAYS,
  LOTSE_RULE_WORKING_DAYS,
  LOTSE_RULE_WEEKS,
  LOTSE_RULE_MONTHS,
  LOTSE_RULE_YEARS,
} LotseRuleUnit;

typedef enum
{
  LOTSE_RULE_END_NONE,
  LOTSE_RULE_END_OF_MONTH,
  LOTSE_RULE_END_OF_YEAR,
} LotseRuleEnd;

typedef enum
{
  LOTSE_RULE_STAYS,
  LOTSE_RULE_AFTER,
  LOTSE_RULE_BEFORE,
} LotseRuleShift;

/* No month has fewer bank working days. */
#define LOTSE_RULE_MOST_BANK_DAYS 15

typedef struct
{
  char *anchor;      /* "award.ends_on", "proof_of_use.handed_in" */
  int count;
  LotseRuleUnit unit;
  LotseRuleEnd end_of;
  int next_day;      /* 0: none */
  int next_month;
  int day;           /* 0: none */
  int by_day;        /* 0: none */
  int last_bank_day; /* 0: none */
  int again;         /* years later, while it is counted again for each year; 0 in a rule */
} LotseRuleCondition;

typedef struct
{
  gatomicrefcount refs;
  char *key;
  char *type;
  char *name;            /* or NULL */
  char *name_en;         /* or NULL */
  GPtrArray *conditions; /* of LotseRuleCondition, one at least; the first one's anchor gives the occurrences */
  LotseRuleShift shift;
  char *state;           /* or NULL */
  GArray *leads;         /* of int: days before, the largest first */
  gboolean monthly;      /* "repeat": "months" */
  gboolean yearly;       /* "repeat": "years" */
  gboolean off;
  char *source;          /* or NULL */
  char *note;            /* or NULL */
  char *rest;            /* JSON of what a newer version wrote and this one does not know, or NULL */
} LotseRule;

LotseRule *lotse_rule_parse (const char *key, const char *json, GError **error);
LotseRule *lotse_rule_ref (LotseRule *self);
void lotse_rule_unref (LotseRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseRule, lotse_rule_unref)
/* The canonical JSON that the map keeps (g_free). */
char *lotse_rule_to_json (const LotseRule *self);
LotseRule *lotse_rule_new (const char *key, const char *type);
/* Lead times (int, days before) in the order of rules and deadlines: the largest first. */
void lotse_rule_sort_leads (GArray *leads);
LotseRuleCondition *lotse_rule_add_condition (LotseRule *self, const char *anchor);
/* What lotse_rule_parse() would say of it: INVALID with a message for people. */
gboolean lotse_rule_check (const LotseRule *self, GError **error);

/* In words of the language of the process: "6 months after the end of the grant period, on a free day the working day after". */
char *lotse_rule_describe (const LotseRule *self);
/* The name that the rule has, or its kind of deadline in words. */
char *lotse_rule_dup_name (const LotseRule *self);

/*
 * From what a rule may count; "monthly" rules and "event.date" have one deadline for each.
 *   application.starts_on  .ends_on  .submitted_on          call.opens_on  call.closes  (extended_to beats closes_at)
 *   award.dated_on  .received_on  .starts_on  .ends_on  .early_start_on
 *   disbursement.requested_on  .paid_on  (one for each)     event.date  (one for each event that the application pays for)
 *   <kind of deadline>.handed_in                            proof_of_use.handed_in, interim_proof.handed_in, …
 *   mini_job.starts_on  .ends_on                            mentor_profile.certificate_date  .certificate_inspected_on
 *   mentor_profile.youth_leader_until                       mentor_profile.left_on (the state "left", by its stamp)
 *   qualification.valid_until  service.verified_on  consent.given_on  consent.withdrawn_on
 *   registration.event_on (needs of guests)                 mentoring_pair.last_meeting (quiet; the count is the programme's)
 */
typedef struct
{
  const char *name;
  const char *label;  /* for lists and steps: NC_ ("anchor", "End of the grant period") */
  const char *phrase; /* within a sentence, behind "before" or "after": NC_ ("anchor phrase", "the end of the grant period") */
  const char *kind;  /* of the record that the deadline is attached to: "application" for most */
} LotseRuleAnchor;

const LotseRuleAnchor *lotse_rule_anchors (guint *n_anchors);
const LotseRuleAnchor *lotse_rule_anchor_find (const char *name);
const char *lotse_rule_anchor_label (const char *name);

/* The date of one condition.  `steps` (of char *, in the language of the process; may be NULL) says how it came about. FALSE: beyond the calendar. */
gboolean lotse_rule_condition_apply (const LotseRuleCondition *condition, const GDate *anchor, const char *state, GDate *due, GPtrArray *steps);
/* The last step of a rule: what a free day does to the date. */
void lotse_rule_shift (const LotseRule *self, const char *state, GDate *due, GPtrArray *steps);

G_END_DECLS
