/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One deadline: what a rule makes of its anchors, and what people decided about it.  See lotse-deadline-private.h.
 */
#include "config.h"

#include "lotse-deadline-private.h"

#include "lotse-id.h"
#include "lotse-language.h"
#include "lotse-rule-private.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

void
lotse_deadline_free (LotseDeadline *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->type);
  g_free (self->name);
  g_free (self->attached_kind);
  g_free (self->attached);
  g_free (self->title);
  g_free (self->due);
  g_free (self->time);
  g_free (self->rule_due);
  g_free (self->missing);
  g_free (self->handed_in_on);
  g_free (self->handed_in_how);
  g_free (self->confirmation);
  g_free (self->not_needed_because);
  g_free (self->responsible);
  g_free (self->deputy);
  g_clear_pointer (&self->leads, g_array_unref);
  lotse_rule_unref (self->rule);
  g_free (self->rule_home);
  g_free (self->occurrence);
  g_free (self->state_code);
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_free (self);
}

/* --- What it is attached to ----------------------------------------------------------------------------------- */

static char *
title_of (const char *id, gpointer data)
{
  LotseRecord *record = lotse_reading_get (data, id);

  return record != NULL ? lotse_record_dup_title (record) : NULL;
}

static LotseDeadline *
deadline_for (LotseReading *self, const LotseRecord *attached)
{
  LotseDeadline *deadline = g_new0 (LotseDeadline, 1);

  deadline->attached = g_strdup (lotse_record_get_id (attached));
  deadline->attached_kind = g_strdup (lotse_record_get_kind (attached)->name);
  deadline->title = lotse_record_dup_title_with (attached, title_of, self);
  deadline->state_code = g_strdup (self->state);
  deadline->leads = g_array_new (FALSE, FALSE, sizeof (int));
  if ((self->options->flags & LOTSE_DEADLINES_EXPLAINED) != 0)
    deadline->steps = g_ptr_array_new_with_free_func (g_free);
  return deadline;
}

/* --- Counting ------------------------------------------------------------------------------------------------- */

/* One condition; an earlier date than the one so far takes its place. */
static void
count_condition (const LotseCounting *counting, const LotseRuleCondition *declared, LotseDeadline *deadline, GDate *due)
{
  LotseRuleCondition condition = *declared;
  const char *value = counting->date (counting->data, condition.anchor);
  g_autofree char *day = value != NULL ? g_strndup (value, 10) : NULL;
  GPtrArray *steps = deadline->steps;
  GDate anchor, own;

  if (counting->days != 0)
    condition.count = counting->days;
  condition.again = counting->again;
  /* A date that cannot be right, such as one of the year 202, is as good as none. */
  if (day == NULL || !lotse_value_read_date (day, &anchor)
      || !lotse_rule_condition_apply (&condition, &anchor, deadline->state_code, &own, steps))
    {
      if (deadline->missing == NULL)
        deadline->missing = g_strdup (condition.anchor);
      return;
    }
  if (g_date_valid (due) && g_date_compare (due, &own) <= 0)
    return;
  *due = own;
  g_clear_pointer (&deadline->time, g_free);
  if (g_str_equal (condition.anchor, "call.closes") && g_date_compare (&own, &anchor) == 0 && strlen (value) > 11)
    deadline->time = g_strdup (value + 11);
}

static char *
canonical (const GDate *day)
{
  char text[32];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  return g_strdup (text);
}

static void
count_rule (const LotseCounting *counting, LotseDeadline *deadline)
{
  const GPtrArray *conditions = counting->rule->conditions;
  GDate due, unshifted;

  g_date_clear (&due, 1);
  for (guint i = 0; i < conditions->len; i++)
    count_condition (counting, conditions->pdata[i], deadline, &due);
  if (!g_date_valid (&due))
    return;
  if (conditions->len > 1 && deadline->steps != NULL)
    {
      g_autofree char *text = lotse_rule_day (&due);

      g_ptr_array_add (deadline->steps, g_strdup_printf (_("the earliest of these dates: %s"), text));
    }
  unshifted = due;
  lotse_rule_shift (counting->rule, deadline->state_code, &due, deadline->steps);
  if (g_date_compare (&due, &unshifted) != 0)
    g_clear_pointer (&deadline->time, g_free);
  deadline->due = canonical (&due);
}

/* What the award states beats the rule. */
static void
take_stated (const LotseCounting *counting, LotseDeadline *deadline)
{
  GDate day;

  if (counting->stated == NULL || !lotse_value_read_date (counting->stated, &day))
    return;
  g_clear_pointer (&deadline->rule_due, g_free);
  deadline->rule_due = g_steal_pointer (&deadline->due);
  deadline->due = g_strdup (counting->stated);
  deadline->origin = LOTSE_DEADLINE_STATED;
  g_clear_pointer (&deadline->time, g_free);
  g_clear_pointer (&deadline->missing, g_free);
  if (deadline->steps != NULL)
    {
      g_autofree char *text = lotse_rule_day (&day);

      g_ptr_array_add (deadline->steps, g_strdup_printf (_("stated in the award notice, which beats the rule: %s"), text));
    }
}

/* --- What people decided -------------------------------------------------------------------------------------- */

static void
replace (char **text, const char *value)
{
  if (value == NULL)
    return;
  g_free (*text);
  *text = g_strdup (value);
}

static void
take_leads (LotseDeadline *deadline, const LotseRecord *stored)
{
  g_auto (GStrv) elements = lotse_record_list_elements (stored, "lead_times");

  if (elements == NULL || elements[0] == NULL)
    return;
  g_array_set_size (deadline->leads, 0);
  for (guint i = 0; elements[i] != NULL; i++)
    {
      gint64 days;
      int lead;

      if (!g_ascii_string_to_signed (elements[i], 10, 0, 10000, &days, NULL))
        continue;
      lead = (int) days;
      g_array_append_val (deadline->leads, lead);
    }
  lotse_rule_sort_leads (deadline->leads);
}

/* The date that was set by hand, or that it had when it was handed in. */
static void
take_due (LotseDeadline *deadline, const LotseRecord *stored, gboolean done)
{
  const char *due = lotse_record_get (stored, "due");

  if (due == NULL || !(done || lotse_record_get_bool (stored, "by_hand") || lotse_record_get (stored, "rule") == NULL)
      || g_strcmp0 (due, deadline->due) == 0)
    return;
  if (deadline->rule_due == NULL)
    deadline->rule_due = g_steal_pointer (&deadline->due);
  replace (&deadline->due, due);
  g_clear_pointer (&deadline->time, g_free);
  g_clear_pointer (&deadline->missing, g_free);
  if (deadline->steps != NULL)
    {
      GDate day;
      g_autofree char *text = lotse_value_read_date (due, &day) ? lotse_rule_day (&day) : g_strdup (due);

      g_ptr_array_add (deadline->steps, g_strdup_printf (done ? _("handed in while it was due on %s") : _("set by hand: %s"), text));
    }
  if (!done)
    deadline->origin = LOTSE_DEADLINE_BY_HAND;
}

static void
take_stored (LotseDeadline *deadline, const LotseRecord *stored)
{
  const gboolean done = lotse_record_get (stored, "handed_in_on") != NULL;

  deadline->stored = TRUE;
  take_due (deadline, stored, done);
  take_leads (deadline, stored);
  replace (&deadline->name, lotse_record_get (stored, "name"));
  replace (&deadline->responsible, lotse_record_get (stored, "responsible"));
  replace (&deadline->deputy, lotse_record_get (stored, "deputy"));
  replace (&deadline->handed_in_on, lotse_record_get (stored, "handed_in_on"));
  replace (&deadline->handed_in_how, lotse_record_get (stored, "handed_in_how"));
  replace (&deadline->confirmation, lotse_record_get (stored, "confirmation"));
  replace (&deadline->not_needed_because, lotse_record_get (stored, "not_needed_because"));
  deadline->changed_s = MAX (deadline->changed_s, lotse_reading_changed (stored));
}

static void
settle (LotseReading *self, LotseDeadline *deadline, gboolean moot, gboolean silent)
{
  if (deadline->leads->len == 0)
    lotse_rule_append_usual_leads (deadline->leads);
  if (deadline->handed_in_on != NULL)
    deadline->state = LOTSE_DEADLINE_DONE;
  else if (deadline->not_needed_because != NULL)
    deadline->state = LOTSE_DEADLINE_NOT_NEEDED;
  else if (moot)
    deadline->state = LOTSE_DEADLINE_MOOT;
  else
    deadline->state = deadline->due != NULL ? LOTSE_DEADLINE_OPEN : LOTSE_DEADLINE_WAITS;
  deadline->reminds = deadline->state == LOTSE_DEADLINE_OPEN && !silent;
  g_ptr_array_add (self->found, deadline);
}

LotseDeadline *
lotse_reading_count (LotseReading *self, const LotseCounting *counting)
{
  LotseDeadline *deadline = deadline_for (self, counting->attached);
  LotseRecord *stored;

  deadline->rule = lotse_rule_ref (counting->rule);
  deadline->rule_home = g_strdup (counting->home);
  deadline->type = g_strdup (counting->rule->type);
  deadline->name = lotse_rule_dup_name (counting->rule);
  deadline->occurrence = g_strdup (counting->occurrence);
  deadline->responsible = g_strdup (counting->responsible);
  deadline->deputy = g_strdup (counting->deputy);
  deadline->changed_s = MAX (counting->changed_s, lotse_reading_changed (counting->attached));
  deadline->id = lotse_id_derive ("deadline", deadline->attached, counting->rule->key, counting->occurrence, NULL);
  g_array_append_vals (deadline->leads, counting->rule->leads->data, counting->rule->leads->len);
  replace (&deadline->state_code, counting->rule->state);
  count_rule (counting, deadline);
  take_stated (counting, deadline);
  stored = lotse_reading_stored (self, deadline->id);
  if (stored != NULL)
    {
      take_stored (deadline, stored);
      g_hash_table_add (self->used, g_strdup (deadline->id));
    }
  settle (self, deadline, counting->moot, counting->silent);
  return deadline;
}

void
lotse_reading_add_stored (LotseReading *self, const LotseRecord *stored)
{
  const gboolean done = lotse_record_get (stored, "handed_in_on") != NULL;
  const LotseField *field = lotse_kind_field (lotse_record_get_kind (stored), "type");
  const LotseRecord *application;
  LotseRecord *attached;
  LotseDeadline *deadline;

  if (g_hash_table_contains (self->used, lotse_record_get_id (stored)))
    return;
  attached = lotse_reading_get (self, lotse_record_get (stored, "attached"));
  /* A rule that no longer makes it, and nothing decided but who looks after it: there is no deadline any more. */
  if (attached == NULL || (lotse_record_get (stored, "rule") != NULL && !done && !lotse_record_get_bool (stored, "by_hand")))
    return;
  deadline = deadline_for (self, attached);
  deadline->id = g_strdup (lotse_record_get_id (stored));
  deadline->type = g_strdup (lotse_record_get (stored, "type"));
  deadline->name = lotse_value_format (field, deadline->type, lotse_language_current ());
  deadline->occurrence = g_strdup ("");
  deadline->origin = LOTSE_DEADLINE_BY_HAND;
  take_stored (deadline, stored);
  deadline->origin = LOTSE_DEADLINE_BY_HAND;
  application = lotse_reading_application_of (self, attached);
  if (deadline->responsible == NULL && application != NULL)
    {
      replace (&deadline->responsible, lotse_record_get (application, "responsible"));
      if (deadline->deputy == NULL)
        replace (&deadline->deputy, lotse_record_get (application, "deputy"));
    }
  settle (self, deadline, FALSE, lotse_reading_is_known_only (self, attached));
}

const char *
lotse_deadline_waits_for (const LotseDeadline *self)
{
  return self->missing != NULL ? lotse_rule_anchor_label (self->missing) : _("date in the award notice");
}

/* --- Its record ----------------------------------------------------------------------------------------------- */

/**
 * lotse_deadline_dup_record:
 *
 * Returns: (transfer full) (nullable): what is stored of the deadline, or a record for it that nobody has saved yet
 */
LotseRecord *
lotse_deadline_dup_record (const LotseDeadline *self, const LotseRecords *records, GError **error)
{
  g_autoptr (GError) local = NULL;
  LotseRecord *record = lotse_records_get (records, self->id, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (record != NULL)
    return record;
  record = lotse_record_new (lotse_kind_find ("deadline"), self->id);
  if (lotse_record_set (record, "type", self->type, error) && lotse_record_set (record, "attached", self->attached, error)
      && (self->rule == NULL || lotse_record_set (record, "rule", self->rule->key, error))
      && (*self->occurrence == '\0' || lotse_record_set (record, "occurrence", self->occurrence, error)))
    return record;
  g_object_unref (record);
  return NULL;
}
