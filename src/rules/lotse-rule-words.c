/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rules in words, and the dates that they may count from.
 *
 * Words are put together so that no case of another language is needed: an anchor has one form for lists and one for the place
 * behind "before" and "after".
 */
#include "config.h"

#include "lotse-rule-private.h"

#include "lotse-kind.h"
#include "lotse-language.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

static const LotseRuleAnchor anchors[] = {
  { "application.starts_on", NC_ ("anchor", "Start of the project"), NC_ ("anchor phrase", "the start of the project"), "application" },
  { "application.ends_on", NC_ ("anchor", "End of the project"), NC_ ("anchor phrase", "the end of the project"), "application" },
  { "application.submitted_on", NC_ ("anchor", "Application submitted"), NC_ ("anchor phrase", "the submission of the application"), "application" },
  { "call.opens_on", NC_ ("anchor", "Call opens"), NC_ ("anchor phrase", "the opening of the call"), "application" },
  { "call.closes", NC_ ("anchor", "Call closes"), NC_ ("anchor phrase", "the close of the call"), "application" },
  { "award.dated_on", NC_ ("anchor", "Date of the award notice"), NC_ ("anchor phrase", "the date of the award notice"), "application" },
  { "award.received_on", NC_ ("anchor", "Award notice received"), NC_ ("anchor phrase", "the receipt of the award notice"), "application" },
  { "award.starts_on", NC_ ("anchor", "Start of the grant period"), NC_ ("anchor phrase", "the start of the grant period"), "application" },
  { "award.ends_on", NC_ ("anchor", "End of the grant period"), NC_ ("anchor phrase", "the end of the grant period"), "application" },
  { "award.early_start_on", NC_ ("anchor", "Early start approved"), NC_ ("anchor phrase", "the approval of the early start"), "application" },
  { "disbursement.requested_on", NC_ ("anchor", "Instalment requested"), NC_ ("anchor phrase", "the request of the instalment"), "application" },
  { "disbursement.paid_on", NC_ ("anchor", "Instalment paid out"), NC_ ("anchor phrase", "the payment of the instalment"), "application" },
  { "event.date", NC_ ("anchor", "Event of the project"), NC_ ("anchor phrase", "the event of the project"), "application" },
  { "application.handed_in", NC_ ("anchor", "Application handed in"), NC_ ("anchor phrase", "the handing in of the application"), "application" },
  { "disbursement.handed_in", NC_ ("anchor", "Disbursement request handed in"), NC_ ("anchor phrase", "the handing in of the disbursement request"), "application" },
  { "interim_proof.handed_in", NC_ ("anchor", "Interim proof handed in"), NC_ ("anchor phrase", "the handing in of the interim proof"), "application" },
  { "narrative_report.handed_in", NC_ ("anchor", "Narrative report handed in"), NC_ ("anchor phrase", "the handing in of the narrative report"), "application" },
  { "proof_of_use.handed_in", NC_ ("anchor", "Proof of use handed in"), NC_ ("anchor phrase", "the handing in of the proof of use"), "application" },
  { "mini_job.starts_on", NC_ ("anchor", "Start of the mini-job"), NC_ ("anchor phrase", "the start of the mini-job"), "mini_job" },
  { "mini_job.ends_on", NC_ ("anchor", "End of the mini-job"), NC_ ("anchor phrase", "the end of the mini-job"), "mini_job" },
  { "mentor_profile.certificate_date", NC_ ("anchor", "Date of the conduct certificate"), NC_ ("anchor phrase", "the date of the conduct certificate"), "mentor_profile" },
  { "mentor_profile.certificate_inspected_on", NC_ ("anchor", "Conduct certificate inspected"), NC_ ("anchor phrase", "the inspection of the conduct certificate"), "mentor_profile" },
  { "mentor_profile.youth_leader_until", NC_ ("anchor", "Youth-leader card valid until"), NC_ ("anchor phrase", "the last day of the youth-leader card"), "mentor_profile" },
  { "mentor_profile.left_on", NC_ ("anchor", "Mentor left"), NC_ ("anchor phrase", "the day on which the mentor left"), "mentor_profile" },
  { "qualification.valid_until", NC_ ("anchor", "Qualification valid until"), NC_ ("anchor phrase", "the last day of the qualification"), "qualification" },
  { "service.verified_on", NC_ ("anchor", "Service last verified"), NC_ ("anchor phrase", "the last verification of the service"), "service" },
  { "consent.given_on", NC_ ("anchor", "Consent given"), NC_ ("anchor phrase", "the day on which consent was given"), "consent" },
  { "consent.withdrawn_on", NC_ ("anchor", "Consent withdrawn"), NC_ ("anchor phrase", "the day on which consent was withdrawn"), "consent" },
  { "registration.event_on", NC_ ("anchor", "Event that somebody registered for"), NC_ ("anchor phrase", "the event that somebody registered for"), "registration" },
  { "mentoring_pair.last_meeting", NC_ ("anchor", "Last meeting of the tandem"), NC_ ("anchor phrase", "the last meeting of the tandem"), "mentoring_pair" },
};

const LotseRuleAnchor *
lotse_rule_anchors (guint *n_anchors)
{
  *n_anchors = G_N_ELEMENTS (anchors);
  return anchors;
}

/**
 * lotse_rule_anchor_find:
 * @name: (nullable): as rules write it
 *
 * Returns: (transfer none) (nullable): the anchor of that name
 */
const LotseRuleAnchor *
lotse_rule_anchor_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (anchors); i++)
    if (g_strcmp0 (anchors[i].name, name) == 0)
      return &anchors[i];
  return NULL;
}

/**
 * lotse_rule_anchor_label:
 * @name: as rules write it
 *
 * Returns: (transfer none): what people call it; the name itself when it is not known
 */
const char *
lotse_rule_anchor_label (const char *name)
{
  const LotseRuleAnchor *anchor = lotse_rule_anchor_find (name);

  return anchor != NULL ? g_dpgettext2 (NULL, "anchor", anchor->label) : name;
}

char *
lotse_rule_day (const GDate *day)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("deadline"), "due");
  char text[32];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  return lotse_value_format (field, text, lotse_language_current ());
}

/* "6 months" */
static char *
amount (int count, LotseRuleUnit unit)
{
  const gulong n = (gulong) ABS (count);

  switch (unit)
    {
    case LOTSE_RULE_WORKING_DAYS:
      return g_strdup_printf (ngettext ("%lu working day", "%lu working days", n), n);
    case LOTSE_RULE_WEEKS:
      return g_strdup_printf (ngettext ("%lu week", "%lu weeks", n), n);
    case LOTSE_RULE_MONTHS:
      return g_strdup_printf (ngettext ("%lu month", "%lu months", n), n);
    case LOTSE_RULE_YEARS:
      return g_strdup_printf (ngettext ("%lu year", "%lu years", n), n);
    case LOTSE_RULE_DAYS:
    default:
      return g_strdup_printf (ngettext ("%lu day", "%lu days", n), n);
    }
}

char *
lotse_rule_distance (const LotseRuleCondition *condition)
{
  g_autofree char *text = amount (condition->count, condition->unit);

  /* Translators: %s is an amount of time, as in "6 months". */
  return g_strdup_printf (condition->count < 0 ? _("%s earlier") : _("%s later"), text);
}

/* People say "fifth-last", and Lotse has words as far as such rules go; beyond them it counts. */
char *
lotse_rule_bank_day (int last)
{
  static const char *const words[] = {
    N_("on the last bank working day of the month"),
    N_("on the second-last bank working day of the month"),
    N_("on the third-last bank working day of the month"),
    N_("on the fourth-last bank working day of the month"),
    N_("on the fifth-last bank working day of the month"),
  };

  if (last >= 1 && last <= (int) G_N_ELEMENTS (words))
    return g_strdup (_(words[last - 1]));
  return g_strdup_printf (_("on bank working day %d from the end of the month"), last);
}

static void G_GNUC_PRINTF (2, 3)
append (GString *words, const char *format, ...)
{
  va_list arguments;

  if (words->len > 0)
    g_string_append (words, ", ");
  va_start (arguments, format);
  g_string_append_vprintf (words, format, arguments);
  va_end (arguments);
}

static void
describe_start (GString *words, const LotseRuleCondition *condition)
{
  const LotseRuleAnchor *anchor = lotse_rule_anchor_find (condition->anchor);
  const char *phrase = anchor != NULL ? g_dpgettext2 (NULL, "anchor phrase", anchor->phrase) : condition->anchor;
  g_autofree char *time = amount (condition->count, condition->unit);

  if (condition->count == 0)
    append (words, "%s", lotse_rule_anchor_label (condition->anchor));
  else if (condition->count < 0)
    /* Translators: an amount of time and a date, as in "4 weeks before the start of the project". */
    append (words, _("%s before %s"), time, phrase);
  else
    /* Translators: an amount of time and a date, as in "6 months after the end of the grant period". */
    append (words, _("%s after %s"), time, phrase);
}

static void
describe_condition (GString *words, const LotseRuleCondition *condition)
{
  describe_start (words, condition);
  if (condition->end_of == LOTSE_RULE_END_OF_MONTH)
    append (words, "%s", _("to the end of the month"));
  else if (condition->end_of == LOTSE_RULE_END_OF_YEAR)
    append (words, "%s", _("to the end of the year"));
  if (condition->next_day != 0)
    /* Translators: a day and a month, as in 31.3. */
    append (words, _("then on the next %d.%d."), condition->next_day, condition->next_month);
  if (condition->day != 0)
    append (words, _("on day %d of that month"), condition->day);
  if (condition->by_day != 0)
    append (words, _("by day %d of a month"), condition->by_day);
  if (condition->last_bank_day != 0)
    {
      g_autofree char *bank_day = lotse_rule_bank_day (condition->last_bank_day);

      append (words, "%s", bank_day);
    }
}

/**
 * lotse_rule_describe:
 *
 * Returns: (transfer full): the rule in words of the language of the process
 */
char *
lotse_rule_describe (const LotseRule *self)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < self->conditions->len; i++)
    {
      g_autoptr (GString) one = g_string_new (NULL);

      describe_condition (one, g_ptr_array_index (self->conditions, i));
      if (i > 0)
        /* Translators: between two dates of which the earlier one counts. */
        g_string_append_printf (words, "; %s ", _("and at the latest:"));
      g_string_append (words, one->str);
    }
  if (self->monthly)
    append (words, "%s", _("every month"));
  if (self->yearly)
    append (words, "%s", _("for each year of the grant period but the last"));
  if (self->shift == LOTSE_RULE_AFTER)
    append (words, "%s", _("on a free day the working day after"));
  else if (self->shift == LOTSE_RULE_BEFORE)
    append (words, "%s", _("on a free day the working day before"));
  return g_string_free (words, FALSE);
}

/**
 * lotse_rule_dup_name:
 *
 * Returns: (transfer full): what people call a deadline of this rule, in the language of the process
 */
char *
lotse_rule_dup_name (const LotseRule *self)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("deadline"), "type");
  const char *name = self->name;

  if (self->name_en != NULL && !g_str_equal (lotse_language_current (), "de"))
    name = self->name_en;
  return name != NULL ? g_strdup (name) : lotse_value_format (field, self->type, lotse_language_current ());
}
