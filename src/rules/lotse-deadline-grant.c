/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deadlines of an application: the programme's rules, once for each award, instalment or event that they count from.
 */
#include "config.h"

#include "lotse-awards.h"
#include "lotse-deadline-private.h"
#include "lotse-rule-private.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

#define CLOSES "call-closes" /* the key of the rule that every call has by itself */
#define MOST_YEARS 30
#define PROOF "proof_of_use"
#define STATED "stated-"     /* before the kind of deadline for which an award states a date and no rule asks */

typedef struct
{
  LotseReading *reading;
  const LotseRecord *application;
  const LotseRecord *call;       /* or NULL */
  const LotseRecord *programme;  /* or NULL */
  GPtrArray *rules;              /* of the programme, or NULL */
  GPtrArray *centre_rules;
  GPtrArray *awards;             /* of LotseAward */
  GPtrArray *instalments;        /* of LotseRecord */
  gint64 changed_s;
  guint first;                   /* of its deadlines among those found */
} Grant;

/* What tells one deadline of a rule from another. */
typedef struct
{
  const Grant *grant;
  const LotseAward *award;          /* or NULL */
  const LotseRecord *instalment;    /* or NULL */
  const LotseRecord *event;         /* or NULL */
  const char *handed_in_on;         /* or NULL */
  int again;                        /* years after the first one */
} Occurrence;

static gboolean
is_one_of (const char *text, const char *const *words)
{
  return text != NULL && g_strv_contains (words, text);
}

/* --- Dates ---------------------------------------------------------------------------------------------------- */

static const char *
call_date (const LotseRecord *call, const char *field)
{
  const char *extended;

  if (call == NULL)
    return NULL;
  if (!g_str_equal (field, "closes"))
    return lotse_record_get (call, field);
  extended = lotse_record_get (call, "extended_to");
  return extended != NULL ? extended : lotse_record_get (call, "closes_at");
}

static const char *
date_of (gpointer data, const char *anchor)
{
  const Occurrence *self = data;
  const char *field = strchr (anchor, '.') + 1;

  if (g_str_has_suffix (anchor, ".handed_in"))
    return self->handed_in_on;
  if (g_str_has_prefix (anchor, "application."))
    return lotse_record_get (self->grant->application, field);
  if (g_str_has_prefix (anchor, "call."))
    return call_date (self->grant->call, field);
  if (g_str_has_prefix (anchor, "award."))
    return self->award != NULL ? lotse_award_get (self->award, field) : NULL;
  if (g_str_has_prefix (anchor, "disbursement."))
    return self->instalment != NULL ? lotse_record_get (self->instalment, field) : NULL;
  return self->event != NULL ? lotse_record_get (self->event, field) : NULL;
}

/* --- One deadline --------------------------------------------------------------------------------------------- */

/* Whether what a rule or a call asks for was applied for; a deadline that somebody put in, such as for a sketch, says nothing of that. */
static gboolean
is_applied (const Grant *self)
{
  GPtrArray *list = lotse_reading_linked (self->reading, "deadline", "attached", lotse_record_get_id (self->application));

  for (guint i = 0; i < list->len; i++)
    if (g_strcmp0 (lotse_record_get (list->pdata[i], "type"), "application") == 0 && lotse_record_get (list->pdata[i], "rule") != NULL
        && lotse_record_get (list->pdata[i], "handed_in_on") != NULL)
      return TRUE;
  return FALSE;
}

/* Before an award there is nothing to prove, and a project that was declined or closed has nothing left to do but to keep papers. */
static gboolean
is_moot (const Grant *self, const char *type)
{
  static const char *const past_applying[] = { "awarded", "declined", "running", "reporting", "closed", NULL };
  static const char *const over[] = { "declined", "closed", NULL };
  const char *state = lotse_record_get (self->application, "state");

  if (g_str_equal (type, "application"))
    return is_one_of (state, past_applying) || is_applied (self);
  return !g_str_equal (type, "retention") ? is_one_of (state, over) : g_strcmp0 (state, "declined") == 0;
}

static LotseDeadline *
count_one (Grant *self, LotseRule *rule, const char *home, const Occurrence *occurrence, const char *id)
{
  const LotseRecord *application = self->application;
  LotseCounting counting = { 0 };

  counting.attached = application;
  counting.rule = rule;
  counting.home = home;
  counting.occurrence = id;
  counting.stated = occurrence->award != NULL ? lotse_award_stated (occurrence->award, rule->type) : NULL;
  counting.date = date_of;
  counting.data = (gpointer) occurrence;
  counting.responsible = lotse_record_get (application, "responsible");
  counting.deputy = lotse_record_get (application, "deputy");
  counting.silent = lotse_reading_is_known_only (self->reading, application);
  counting.moot = is_moot (self, rule->type);
  counting.again = occurrence->again;
  counting.changed_s = MAX (self->changed_s, lotse_reading_changed (occurrence->event));
  return lotse_reading_count (self->reading, &counting);
}

/* A name that somebody gave stays. */
static gboolean
has_own_name (const LotseDeadline *deadline, const LotseRule *rule)
{
  g_autofree char *plain = lotse_rule_dup_name (rule);

  return g_strcmp0 (plain, deadline->name) != 0;
}

/* Of several deadlines of one rule each says in its name to which payment it belongs. */
static void
name_payment (LotseDeadline *deadline, const LotseRule *rule, const char *paid_on)
{
  g_autofree char *plain = NULL;
  g_autofree char *text = NULL;
  GDate day;

  if (paid_on == NULL || !lotse_value_read_date (paid_on, &day) || has_own_name (deadline, rule))
    return;
  plain = g_steal_pointer (&deadline->name);
  text = lotse_rule_day (&day);
  /* Translators: a deadline and a date, as in "Spend by (payment of 14 Oct 2026)". */
  deadline->name = g_strdup_printf (_("%s (payment of %s)"), plain, text);
}

static const LotseAward *
award_of (const Grant *self, const LotseRecord *instalment)
{
  for (guint i = 0; i < self->awards->len; i++)
    if (lotse_award_has (self->awards->pdata[i], lotse_record_get (instalment, "award")))
      return self->awards->pdata[i];
  return NULL;
}

/*
 * For each calendar year but the last: when the project ends in the year, the proof of use says it all.  A date that the notice
 * states is the one that counts, and as long as nobody knows the end, the first year is not left out.
 */
static void
count_years (Grant *self, LotseRule *rule, const char *home, const LotseAward *award)
{
  const char *anchor = ((LotseRuleCondition *) rule->conditions->pdata[0])->anchor;
  const char *from = lotse_award_get (award, strchr (anchor, '.') + 1), *to = lotse_award_get (award, "ends_on");
  Occurrence occurrence = { .grant = self, .award = award };
  GDate first, end;
  int years;

  if (lotse_award_stated (award, rule->type) != NULL || from == NULL || to == NULL || !lotse_value_read_date (from, &first)
      || !lotse_value_read_date (to, &end))
    {
      count_one (self, rule, home, &occurrence, award->id);
      return;
    }
  years = MIN (g_date_get_year (&end) - g_date_get_year (&first), MOST_YEARS);
  for (; occurrence.again < years; occurrence.again++)
    {
      const int year = g_date_get_year (&first) + occurrence.again;
      g_autofree char *id = occurrence.again == 0 ? g_strdup (award->id) : g_strdup_printf ("%s-%d", award->id, year);
      LotseDeadline *deadline = count_one (self, rule, home, &occurrence, id);
      g_autofree char *plain = NULL;

      if (years == 1 || has_own_name (deadline, rule))
        continue;
      plain = g_steal_pointer (&deadline->name);
      deadline->name = g_strdup_printf ("%s (%d)", plain, year);
    }
}

static void
count_awards (Grant *self, LotseRule *rule, const char *home)
{
  Occurrence occurrence = { .grant = self };

  if (self->awards->len == 0)
    count_one (self, rule, home, &occurrence, "");
  for (guint i = 0; i < self->awards->len; i++)
    {
      occurrence.award = self->awards->pdata[i];
      if (rule->yearly)
        count_years (self, rule, home, occurrence.award);
      else
        count_one (self, rule, home, &occurrence, occurrence.award->id);
    }
}

static void
count_instalments (Grant *self, LotseRule *rule, const char *home)
{
  for (guint i = 0; i < self->instalments->len; i++)
    {
      Occurrence occurrence = { .grant = self, .instalment = self->instalments->pdata[i] };

      LotseDeadline *deadline;

      occurrence.award = award_of (self, occurrence.instalment);
      deadline = count_one (self, rule, home, &occurrence, lotse_record_get_id (occurrence.instalment));
      if (self->instalments->len > 1)
        name_payment (deadline, rule, lotse_record_get (occurrence.instalment, "paid_on"));
    }
}

static void
count_events (Grant *self, LotseRule *rule, const char *home)
{
  GPtrArray *events = lotse_reading_linked (self->reading, "event", "applications", lotse_record_get_id (self->application));

  for (guint i = 0; i < events->len; i++)
    {
      Occurrence occurrence = { .grant = self, .event = events->pdata[i] };

      if (self->awards->len == 1)
        occurrence.award = self->awards->pdata[0];
      count_one (self, rule, home, &occurrence, lotse_record_get_id (occurrence.event));
    }
}

static gboolean
has_rule (GPtrArray *rules, const char *key)
{
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    if (g_str_equal (((LotseRule *) rules->pdata[i])->key, key))
      return TRUE;
  return FALSE;
}

/* Whether no rule makes it now: it was put in by hand, or its rule is gone. */
static gboolean
is_without_rule (const Grant *self, const LotseRecord *stored)
{
  const char *key = lotse_record_get (stored, "rule");

  return key == NULL || (!g_hash_table_contains (self->reading->used, lotse_record_get_id (stored)) && !has_rule (self->rules, key)
                         && !has_rule (self->centre_rules, key));
}

static gboolean
count_handed_in_by_hand (Grant *self, LotseRule *rule, const char *home, const char *type)
{
  GPtrArray *list = lotse_reading_linked (self->reading, "deadline", "attached", lotse_record_get_id (self->application));
  gboolean any = FALSE;

  for (guint i = 0; i < list->len; i++)
    {
      const LotseRecord *stored = list->pdata[i];
      Occurrence occurrence = { .grant = self, .handed_in_on = lotse_record_get (stored, "handed_in_on") };

      if (occurrence.handed_in_on == NULL || g_strcmp0 (lotse_record_get (stored, "type"), type) != 0
          || !is_without_rule (self, stored))
        continue;
      any = TRUE;
      count_one (self, rule, home, &occurrence, lotse_record_get_id (stored));
    }
  return any;
}

/* One for each deadline of that kind which was made before; it waits until that one is handed in. */
static void
count_handed_in (Grant *self, LotseRule *rule, const char *home, const char *anchor)
{
  g_autofree char *type = g_strndup (anchor, strlen (anchor) - strlen (".handed_in"));
  const guint end = self->reading->found->len;
  gboolean any = count_handed_in_by_hand (self, rule, home, type);

  for (guint i = self->first; i < end; i++)
    {
      const LotseDeadline *source = self->reading->found->pdata[i];
      Occurrence occurrence = { .grant = self, .handed_in_on = source->handed_in_on };

      if (!g_str_equal (source->type, type))
        continue;
      for (guint a = 0; a < self->awards->len; a++)
        if (g_str_equal (((LotseAward *) self->awards->pdata[a])->id, source->occurrence))
          occurrence.award = self->awards->pdata[a];
      any = TRUE;
      count_one (self, rule, home, &occurrence, source->occurrence);
    }
  if (!any)
    count_one (self, rule, home, &(Occurrence){ .grant = self }, "");
}

/* --- All of them ---------------------------------------------------------------------------------------------- */

static void
count_rule (Grant *self, LotseRule *rule, const char *home, gboolean handed_in)
{
  const char *anchor = ((LotseRuleCondition *) rule->conditions->pdata[0])->anchor;

  if (rule->off || !g_str_equal (lotse_rule_anchor_find (anchor)->kind, "application") || g_str_has_suffix (anchor, ".handed_in") != handed_in)
    return;
  if (handed_in)
    count_handed_in (self, rule, home, anchor);
  else if (g_str_has_prefix (anchor, "award."))
    count_awards (self, rule, home);
  else if (g_str_has_prefix (anchor, "disbursement."))
    count_instalments (self, rule, home);
  else if (g_str_has_prefix (anchor, "event."))
    count_events (self, rule, home);
  else
    count_one (self, rule, home, &(Occurrence){ .grant = self, .award = self->awards->len == 1 ? self->awards->pdata[0] : NULL }, "");
}

static void
count_rules (Grant *self, GPtrArray *rules, const char *home, gboolean handed_in)
{
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    count_rule (self, rules->pdata[i], home, handed_in);
}

/* Whether a rule makes that kind of deadline from another one that was handed in. */
static gboolean
makes_later (GPtrArray *rules, const char *type)
{
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const LotseRule *rule = rules->pdata[i];

      if (!rule->off && g_str_equal (rule->type, type)
          && g_str_has_suffix (((LotseRuleCondition *) rule->conditions->pdata[0])->anchor, ".handed_in"))
        return TRUE;
    }
  return FALSE;
}

static gboolean
counts_from (GPtrArray *rules, const char *anchor)
{
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const LotseRule *rule = rules->pdata[i];

      for (guint c = 0; c < rule->conditions->len; c++)
        if (g_str_equal (((LotseRuleCondition *) rule->conditions->pdata[c])->anchor, anchor))
          return TRUE;
    }
  return FALSE;
}

/* A call that closes is a deadline, whatever the programme's rules are. */
static void
count_closing (Grant *self)
{
  g_autoptr (LotseRule) rule = NULL;
  static const int leads[] = { 28, 14, 7, 1 };

  if (self->call == NULL || call_date (self->call, "closes") == NULL || counts_from (self->rules, "call.closes"))
    return;
  rule = lotse_rule_new (CLOSES, "application");
  lotse_rule_add_condition (rule, "call.closes");
  g_array_set_size (rule->leads, 0);
  g_array_append_vals (rule->leads, leads, G_N_ELEMENTS (leads));
  count_one (self, rule, NULL, &(Occurrence){ .grant = self }, "");
}

static gboolean
has_deadline (const Grant *self, const char *type, const LotseAward *award)
{
  for (guint i = self->first; i < self->reading->found->len; i++)
    {
      const LotseDeadline *deadline = self->reading->found->pdata[i];

      if (g_str_equal (deadline->type, type) && deadline->origin != LOTSE_DEADLINE_BY_RULE
          && g_strcmp0 (deadline->due, lotse_award_stated (award, type)) == 0)
        return TRUE;
      if (g_str_equal (deadline->type, type) && g_str_equal (deadline->occurrence, award->id))
        return TRUE;
    }
  return FALSE;
}

/* A date in the notice counts also where no rule makes that kind of deadline; `all`: nor will one that counts from something handed in. */
static void
count_stated (Grant *self, gboolean all)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("award"), "stated_dates");

  for (guint a = 0; a < self->awards->len; a++)
    for (const LotseChoice *choice = field->choices; choice->name != NULL; choice++)
      {
        const LotseAward *award = self->awards->pdata[a];
        g_autofree char *key = g_strconcat (STATED, choice->name, NULL);
        g_autoptr (LotseRule) rule = NULL;

        if (lotse_award_stated (award, choice->name) == NULL || has_deadline (self, choice->name, award)
            || (!all && (makes_later (self->rules, choice->name) || makes_later (self->centre_rules, choice->name))))
          continue;
        rule = lotse_rule_new (key, choice->name);
        count_one (self, rule, NULL, &(Occurrence){ .grant = self, .award = award }, award->id);
      }
}

/* Whether there is a deadline of that kind, or a rule that was put out of use, as there is none to be met. */
static gboolean
is_settled (const Grant *self, const char *type)
{
  GPtrArray *stored = lotse_reading_linked (self->reading, "deadline", "attached", lotse_record_get_id (self->application));

  for (guint i = self->first; i < self->reading->found->len; i++)
    if (g_str_equal (((LotseDeadline *) self->reading->found->pdata[i])->type, type))
      return TRUE;
  for (guint i = 0; i < stored->len; i++)
    if (g_strcmp0 (lotse_record_get (stored->pdata[i], "type"), type) == 0 && is_without_rule (self, stored->pdata[i])
        && (lotse_record_get (stored->pdata[i], "rule") == NULL || lotse_record_get (stored->pdata[i], "handed_in_on") != NULL))
      return TRUE;
  for (guint i = 0; self->rules != NULL && i < self->rules->len; i++)
    if (g_str_equal (((LotseRule *) self->rules->pdata[i])->type, type))
      return TRUE;
  return FALSE;
}

/* A grant is accounted for: where neither the programme's rules nor a notice say when, that waits for a date, or nobody would ask. */
static void
count_proofs (Grant *self)
{
  g_autoptr (LotseRule) rule = lotse_rule_new (STATED PROOF, PROOF);

  if (is_settled (self, PROOF) || lotse_reading_is_known_only (self->reading, self->application))
    return;
  for (guint i = 0; i < self->awards->len; i++)
    {
      const LotseAward *award = self->awards->pdata[i];

      count_one (self, rule, NULL, &(Occurrence){ .grant = self, .award = award }, award->id);
    }
}

static void
read_money (Grant *self)
{
  GPtrArray *notices = lotse_reading_linked (self->reading, "award", "application", lotse_record_get_id (self->application));

  self->awards = lotse_awards_of (notices);
  self->instalments = g_ptr_array_new ();
  for (guint i = 0; i < notices->len; i++)
    {
      GPtrArray *list = lotse_reading_linked (self->reading, "disbursement", "award", lotse_record_get_id (notices->pdata[i]));

      self->changed_s = MAX (self->changed_s, lotse_reading_changed (notices->pdata[i]));
      for (guint d = 0; d < list->len; d++)
        {
          self->changed_s = MAX (self->changed_s, lotse_reading_changed (list->pdata[d]));
          g_ptr_array_add (self->instalments, list->pdata[d]);
        }
    }
}

void
lotse_reading_add_application (LotseReading *reading, const LotseRecord *application)
{
  Grant self = { .reading = reading, .application = application, .first = reading->found->len };
  const char *programme = lotse_record_get (application, "programme");
  const char *home = NULL;

  self.call = lotse_reading_get (reading, lotse_record_get (application, "call"));
  if (programme == NULL && self.call != NULL)
    programme = lotse_record_get (self.call, "programme");
  self.programme = lotse_reading_get (reading, programme);
  self.changed_s = MAX (lotse_reading_changed (self.call), lotse_reading_changed (self.programme));
  read_money (&self);
  if (self.programme != NULL)
    {
      self.rules = lotse_reading_rules (reading, self.programme);
      home = lotse_record_get_id (self.programme);
    }
  self.centre_rules = lotse_reading_centre_rules (reading);
  count_rules (&self, self.rules, home, FALSE);
  count_rules (&self, self.centre_rules, reading->centre_home, FALSE);
  count_closing (&self);
  count_stated (&self, FALSE);
  count_proofs (&self);
  /* What counts from something handed in comes behind all that may be. */
  count_rules (&self, self.rules, home, TRUE);
  count_rules (&self, self.centre_rules, reading->centre_home, TRUE);
  count_stated (&self, TRUE);
  g_ptr_array_unref (self.awards);
  g_ptr_array_unref (self.instalments);
}

const LotseRecord *
lotse_reading_application_of (LotseReading *self, const LotseRecord *record)
{
  /* An instalment leads to its award, and that to the application. */
  for (guint depth = 0; depth < 3 && record != NULL; depth++)
    {
      const LotseKind *kind = lotse_record_get_kind (record);

      if (g_str_equal (kind->name, "application"))
        return record;
      if (lotse_kind_field (kind, "award") != NULL)
        record = lotse_reading_get (self, lotse_record_get (record, "award"));
      else if (lotse_kind_field (kind, "application") != NULL)
        record = lotse_reading_get (self, lotse_record_get (record, "application"));
      else
        record = NULL;
    }
  return NULL;
}

/* What belongs to an application is known only when that is. */
gboolean
lotse_reading_is_known_only (LotseReading *self, const LotseRecord *record)
{
  const LotseRecord *application = lotse_reading_application_of (self, record);

  return application != NULL && g_strcmp0 (lotse_record_get (application, "involvement"), "known") == 0;
}
