/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command deadlines, and what commands have in common about them; see the header. */
#include "config.h"

#include "lotse-ctl-deadlines.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-evaluate.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"
#include "lotse-error.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

static const LotseField day = { .name = "date", .label = "", .type = LOTSE_FIELD_DATE };

char *
lotse_ctl_show_date (const char *canonical)
{
  return canonical != NULL ? lotse_value_format (&day, canonical, NULL) : g_strdup ("");
}

char *
lotse_ctl_parse_date (const char *typed, GError **error)
{
  g_autofree char *date = lotse_value_parse (&day, typed, NULL, error);

  if (date == NULL || *date != '\0')
    return g_steal_pointer (&date);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("There is no such date. Write year, month and day, for example 2026-11-22."));
  return NULL;
}

char *
lotse_ctl_deadline_title (const LotseDeadline *deadline)
{
  if (deadline->title == NULL || *deadline->title == '\0')
    return g_strdup (deadline->name);
  return g_strdup_printf ("%s (%s)", deadline->name, deadline->title);
}

/* --- JSON --------------------------------------------------------------------------------------------------- */

static const char *
state_name (LotseDeadlineState state)
{
  static const char *const names[] = {
    [LOTSE_DEADLINE_OPEN] = "open",
    [LOTSE_DEADLINE_WAITS] = "waits",
    [LOTSE_DEADLINE_DONE] = "done",
    [LOTSE_DEADLINE_NOT_NEEDED] = "not_needed",
    [LOTSE_DEADLINE_MOOT] = "moot",
  };

  return names[state];
}

static const char *
origin_name (LotseDeadlineOrigin origin)
{
  return origin == LOTSE_DEADLINE_BY_RULE ? "rule" : origin == LOTSE_DEADLINE_STATED ? "stated" : "by_hand";
}

static void
add_rule (JsonBuilder *builder, const LotseDeadline *deadline)
{
  g_autofree char *words = lotse_rule_describe (deadline->rule);

  json_builder_set_member_name (builder, "rule");
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "key", deadline->rule->key);
  lotse_ctl_json_text (builder, "of", deadline->rule_home);
  lotse_ctl_json_text (builder, "words", words);
  lotse_ctl_json_text (builder, "source", deadline->rule->source);
  lotse_ctl_json_text (builder, "note", deadline->rule->note);
  json_builder_end_object (builder);
}

static void
add_leads (JsonBuilder *builder, const LotseDeadline *deadline)
{
  json_builder_set_member_name (builder, "leads");
  json_builder_begin_array (builder);
  for (guint i = 0; deadline->leads != NULL && i < deadline->leads->len; i++)
    json_builder_add_int_value (builder, g_array_index (deadline->leads, int, i));
  json_builder_end_array (builder);
}

static void
add_texts (JsonBuilder *builder, const LotseDeadline *deadline)
{
  lotse_ctl_json_text (builder, "id", deadline->id);
  lotse_ctl_json_text (builder, "type", deadline->type);
  lotse_ctl_json_text (builder, "name", deadline->name);
  lotse_ctl_json_text (builder, "attached_kind", deadline->attached_kind);
  lotse_ctl_json_text (builder, "attached", deadline->attached);
  lotse_ctl_json_text (builder, "title", deadline->title);
  lotse_ctl_json_text (builder, "state", state_name (deadline->state));
  lotse_ctl_json_text (builder, "origin", origin_name (deadline->origin));
  lotse_ctl_json_text (builder, "due", deadline->due);
  lotse_ctl_json_text (builder, "time", deadline->time);
  lotse_ctl_json_text (builder, "rule_due", deadline->rule_due);
  lotse_ctl_json_text (builder, "missing", deadline->missing);
  lotse_ctl_json_text (builder, "handed_in_on", deadline->handed_in_on);
  lotse_ctl_json_text (builder, "handed_in_how", deadline->handed_in_how);
  lotse_ctl_json_text (builder, "confirmation", deadline->confirmation);
  lotse_ctl_json_text (builder, "not_needed_because", deadline->not_needed_because);
  lotse_ctl_json_text (builder, "responsible", deadline->responsible);
  lotse_ctl_json_text (builder, "deputy", deadline->deputy);
}

void
lotse_ctl_deadline_to_json (JsonBuilder *builder, const LotseDeadline *deadline)
{
  json_builder_begin_object (builder);
  add_texts (builder, deadline);
  add_leads (builder, deadline);
  lotse_ctl_json_bool (builder, "reminds", deadline->reminds);
  if (deadline->rule != NULL)
    add_rule (builder, deadline);
  json_builder_end_object (builder);
}

static void
add_move (JsonBuilder *builder, const LotseDeadlineMove *move)
{
  const LotseDeadline *one = move->after != NULL ? move->after : move->before;

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "id", one->id);
  lotse_ctl_json_text (builder, "name", one->name);
  lotse_ctl_json_text (builder, "title", one->title);
  lotse_ctl_json_text (builder, "before", move->before != NULL ? move->before->due : NULL);
  lotse_ctl_json_text (builder, "after", move->after != NULL ? move->after->due : NULL);
  lotse_ctl_json_bool (builder, "kept", move->kept);
  json_builder_end_object (builder);
}

JsonNode *
lotse_ctl_moves_node (GPtrArray *moves)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; moves != NULL && i < moves->len; i++)
    add_move (builder, moves->pdata[i]);
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

void
lotse_ctl_print_moves (GPtrArray *moves)
{
  for (guint i = 0; moves != NULL && i < moves->len; i++)
    {
      g_autofree char *words = lotse_deadline_move_describe (moves->pdata[i]);
      g_autofree char *plain = lotse_ctl_plain_text (words);

      g_printerr ("%s\n", plain);
    }
}

gboolean
lotse_ctl_moves_deadlines (const LotseKind *kind)
{
  static const char *const kinds[] = { "application",    "award",           "call",     "centre_setting", "disbursement", "event",
                                       "grant_programme", "mentor_profile", "mini_job", NULL };

  return g_strv_contains (kinds, kind->name);
}

/* --- deadlines ---------------------------------------------------------------------------------------------- */

/* What else there is to say, in a few words. */
static char *
about (const LotseDeadline *deadline)
{
  g_autofree char *date = NULL;

  switch (deadline->state)
    {
    case LOTSE_DEADLINE_DONE:
      date = lotse_ctl_show_date (deadline->handed_in_on);
      /* Translators: a date. */
      return g_strdup_printf (_("handed in on %s"), date);
    case LOTSE_DEADLINE_NOT_NEEDED:
      /* Translators: why. */
      return g_strdup_printf (_("not needed: %s"), deadline->not_needed_because);
    case LOTSE_DEADLINE_MOOT:
      return g_strdup (_("no longer applies"));
    case LOTSE_DEADLINE_WAITS:
      /* Translators: a date that is still missing, as in “end of the grant period”. */
      return g_strdup_printf (_("waits for: %s"), lotse_deadline_waits_for (deadline));
    case LOTSE_DEADLINE_OPEN:
    default:
      return g_strdup (!deadline->reminds ? _("known only, without reminders")
                       : deadline->origin == LOTSE_DEADLINE_BY_HAND ? _("set by hand")
                       : deadline->origin == LOTSE_DEADLINE_STATED ? _("stated in the notice") : "");
    }
}

static void
print_table (LotseCtl *self, GPtrArray *deadlines, const char *today)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (6);

  lotse_ctl_table_head (table, "id", _("Due"), "", _("Deadline"), _("Of"), "", NULL);
  for (guint i = 0; i < deadlines->len; i++)
    {
      const LotseDeadline *deadline = deadlines->pdata[i];
      g_autofree char *due = lotse_ctl_show_date (deadline->due);
      g_autofree char *left = deadline->state == LOTSE_DEADLINE_OPEN ? lotse_deadline_days_left (deadline, today) : NULL;
      g_autofree char *what = about (deadline);

      lotse_ctl_table_row (table, deadline->id, due, left != NULL ? left : "", deadline->name, deadline->title != NULL ? deadline->title : "",
                           what, NULL);
    }
  lotse_ctl_print_table (self, table);
}

static void
print_json (LotseCtl *self, GPtrArray *deadlines)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < deadlines->len; i++)
    lotse_ctl_deadline_to_json (builder, deadlines->pdata[i]);
  json_builder_end_array (builder);
  lotse_ctl_print_builder (self, builder);
}

gboolean
lotse_ctl_deadlines (LotseCtl *self, GError **error)
{
  static const char *const outputs[] = { "table", "json", "ics", NULL };
  const gboolean ics = !self->json && g_strcmp0 (lotse_ctl_args_get (self->args, "output"), "ics") == 0;
  /* A calendar that took an earlier file hears only by a later one what is done or not needed. */
  const gboolean all = ics || lotse_ctl_args_has (self->args, "all");
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (GPtrArray) deadlines = NULL;
  g_autofree char *until = NULL;
  g_autofree char *today = NULL;

  if (store == NULL || !lotse_ctl_check_output (self, outputs, error) || !lotse_ctl_date_option (self, "until", &until, error))
    return FALSE;
  deadlines = lotse_deadlines_read (store, until, all ? LOTSE_DEADLINES_ALL : LOTSE_DEADLINES_PLAIN, error);
  if (deadlines == NULL)
    return FALSE;
  today = lotse_deadlines_today (store);
  if (self->json || g_strcmp0 (lotse_ctl_args_get (self->args, "output"), "json") == 0)
    print_json (self, deadlines);
  else if (ics)
    lotse_ctl_print_ics (self, store, deadlines);
  else
    print_table (self, deadlines, today);
  return TRUE;
}
