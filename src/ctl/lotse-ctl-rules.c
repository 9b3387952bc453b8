/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command rules: why a deadline is when it is, and the rules of programmes and of the centre. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-deadlines.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"
#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-links.h"
#include "lotse-ready-take.h"
#include "lotse-ready.h"
#include "lotse-reminder-hour.h"
#include "lotse-reminder.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- explain ------------------------------------------------------------------------------------------------ */

/* The days from today on, on which there are reminders: of char *, canonical. */
static GPtrArray *
reminder_days (LotseStore *store, const LotseDeadline *deadline)
{
  GPtrArray *days = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  const LotseReminderClock clock = { .zone = zone, .now_s = lotse_store_corrected_now (store) / 1000, .hour = lotse_reminder_hour_get (store) };
  g_autofree char *today = lotse_deadlines_today (store);

  for (guint i = 0; deadline->reminds && deadline->due != NULL && i < deadline->leads->len; i++)
    {
      const gint64 moment = lotse_reminder_moment (deadline->due, g_array_index (deadline->leads, int, i), deadline->state_code, &clock);
      g_autoptr (GDateTime) time = moment != G_MAXINT64 ? g_date_time_new_from_unix_local (moment) : NULL;
      g_autofree char *day = time != NULL ? g_date_time_format (time, "%Y-%m-%d") : NULL;

      if (day != NULL && strcmp (day, today) >= 0 && !g_ptr_array_find_with_equal_func (days, day, g_str_equal, NULL))
        g_ptr_array_add (days, g_steal_pointer (&day));
    }
  return days;
}

static void
explain_json (LotseCtl *self, const LotseDeadline *deadline, GPtrArray *reminders)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "deadline");
  lotse_ctl_deadline_to_json (builder, deadline);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; deadline->steps != NULL && i < deadline->steps->len; i++)
    json_builder_add_string_value (builder, deadline->steps->pdata[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "reminders");
  json_builder_begin_array (builder);
  for (guint i = 0; i < reminders->len; i++)
    json_builder_add_string_value (builder, reminders->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

static void
add_date (LotseCtlTable *table, const char *label, const char *canonical)
{
  g_autofree char *date = lotse_ctl_show_date (canonical);

  if (canonical != NULL)
    lotse_ctl_table_row (table, label, date, NULL);
}

static void
add_text (LotseCtlTable *table, const char *label, const char *text)
{
  if (text != NULL && *text != '\0')
    lotse_ctl_table_row (table, label, text, NULL);
}

static void
add_rule (LotseCtl *self, LotseCtlTable *table, const LotseDeadline *deadline)
{
  g_autofree char *words = lotse_rule_describe (deadline->rule);
  g_autofree char *home = deadline->rule_home != NULL ? lotse_ctl_title_of_id (self, deadline->rule_home) : NULL;

  add_text (table, _("Rule"), words);
  add_text (table, _("Rule of"), home != NULL ? home : _("Built in"));
  add_text (table, _("Source"), deadline->rule->source);
  add_text (table, _("Note"), deadline->rule->note);
}

static char *
join_dates (GPtrArray *days)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < days->len; i++)
    {
      g_autofree char *date = lotse_ctl_show_date (days->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", date);
    }
  return g_string_free (text, FALSE);
}

/* What was stored otherwise than the rule says, and what was done. */
static void
add_decisions (LotseCtlTable *table, const LotseDeadline *deadline)
{
  if (deadline->origin == LOTSE_DEADLINE_STATED)
    add_text (table, _("Date"), _("stated in the notice, which beats the rule"));
  else if (deadline->origin == LOTSE_DEADLINE_BY_HAND)
    add_text (table, _("Date"), _("set by hand"));
  add_date (table, _("By the rule"), deadline->rule_due);
  add_date (table, _("Handed in on"), deadline->handed_in_on);
  add_text (table, _("How"), deadline->handed_in_how);
  add_text (table, _("Confirmation"), deadline->confirmation);
  add_text (table, _("Not needed because"), deadline->not_needed_because);
}

static void
explain_text (LotseCtl *self, const LotseDeadline *deadline, GPtrArray *reminders)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (2);
  g_autofree char *title = lotse_ctl_deadline_title (deadline);
  g_autofree char *dates = join_dates (reminders);

  lotse_ctl_printf (self, "%s\n", title);
  add_date (table, _("Due"), deadline->due);
  add_text (table, _("Time"), deadline->time);
  add_text (table, _("Missing"), deadline->missing != NULL ? lotse_rule_anchor_label (deadline->missing) : NULL);
  for (guint i = 0; deadline->steps != NULL && i < deadline->steps->len; i++)
    lotse_ctl_table_row (table, i == 0 ? _("Why") : "", deadline->steps->pdata[i], NULL);
  add_decisions (table, deadline);
  if (deadline->rule != NULL)
    add_rule (self, table, deadline);
  add_text (table, _("Reminders"), dates);
  lotse_ctl_print_table (self, table);
}

static gboolean
explain (LotseCtl *self, GError **error)
{
  g_autofree char *id = lotse_ctl_id (lotse_ctl_word (self, 1), error);
  g_autoptr (LotseDeadline) deadline = NULL;
  g_autoptr (GPtrArray) reminders = NULL;

  if (id == NULL)
    return FALSE;
  deadline = lotse_deadline_read (self->store, id, LOTSE_DEADLINES_EXPLAINED, error);
  if (deadline == NULL)
    return FALSE;
  reminders = reminder_days (self->store, deadline);
  if (self->json)
    explain_json (self, deadline, reminders);
  else
    explain_text (self, deadline, reminders);
  return TRUE;
}

/* --- Whose rules -------------------------------------------------------------------------------------------- */

/* The centre's settings, which need not be there yet. */
static LotseRecord *
read_centre (LotseCtl *self, GError **error)
{
  g_autofree char *id = lotse_id_derive ("centre_setting", "centre", NULL);
  g_autoptr (GError) local = NULL;
  LotseRecord *record = lotse_store_get (self->store, id, &local);

  if (record == NULL && g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    {
      record = lotse_record_new (lotse_kind_find ("centre_setting"), id);
      g_assert_true (lotse_record_set (record, "topic", "centre", NULL));
    }
  else if (record == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

/* The record that keeps the rules: of a programme as it was typed, or of the centre. */
static LotseRecord *
read_home (LotseCtl *self, const char *typed, GError **error)
{
  static const LotseField field = { .name = "programme", .label = "", .type = LOTSE_FIELD_LINK, .links = "grant_programme" };
  g_autoptr (LotseLinks) links = NULL;
  g_autofree char *id = NULL;

  if (g_str_equal (typed, "centre"))
    return read_centre (self, error);
  links = lotse_links_new (self->store, self->cancellable);
  id = lotse_links_resolve (links, &field, typed, error);
  return id != NULL ? lotse_store_get_standing (self->store, id, error) : NULL;
}

/* --- list --------------------------------------------------------------------------------------------------- */

/* Of a rule that a newer version wrote, only its JSON is known. */
static void
list_one (LotseRecord *home, const char *title, const char *key, const char *json, LotseCtlTable *table, JsonBuilder *builder)
{
  g_autoptr (LotseRule) rule = lotse_rule_parse (key, json, NULL);
  g_autofree char *name = rule != NULL ? lotse_rule_dup_name (rule) : NULL;
  g_autofree char *words = rule != NULL ? lotse_rule_describe (rule) : NULL;

  lotse_ctl_table_row (table, title, key, name != NULL ? name : "", words != NULL ? words : json,
                       rule != NULL && rule->off ? _("not used") : "", NULL);
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "of", home != NULL ? lotse_record_get_id (home) : NULL);
  lotse_ctl_json_text (builder, "key", key);
  lotse_ctl_json_text (builder, "name", name);
  lotse_ctl_json_text (builder, "words", words);
  json_builder_set_member_name (builder, "rule");
  json_builder_add_value (builder, json_from_string (json, NULL));
  json_builder_end_object (builder);
}

/* What is built in holds for the centre until it has a rule with the same key. */
static void
list_built_in (LotseRecord *centre, LotseCtlTable *table, JsonBuilder *builder)
{
  g_autoptr (GPtrArray) rules = lotse_ready_centre_rules ();

  for (guint i = 0; i < rules->len; i++)
    {
      const LotseRule *rule = rules->pdata[i];
      g_autofree char *json = lotse_rule_to_json (rule);

      if (lotse_record_get_element (centre, "deadline_rules", rule->key) == NULL)
        list_one (NULL, _("Built in"), rule->key, json, table, builder);
    }
}

static void
list_home (LotseCtl *self, LotseRecord *home, LotseCtlTable *table, JsonBuilder *builder)
{
  g_auto (GStrv) keys = lotse_record_list_elements (home, "deadline_rules");
  const gboolean centre = g_str_equal (lotse_record_get_kind (home)->name, "centre_setting");
  g_autofree char *title = centre ? g_strdup (_("Centre")) : lotse_ctl_title (self, home);

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    list_one (home, title, keys[i], lotse_record_get_element (home, "deadline_rules", keys[i]), table, builder);
  if (centre)
    list_built_in (home, table, builder);
}

static gboolean
list (LotseCtl *self, GError **error)
{
  const char *typed = lotse_ctl_word (self, 1);
  g_autoptr (GPtrArray) homes = NULL;
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (5);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (typed != NULL)
    {
      LotseRecord *home = read_home (self, typed, error);

      if (home == NULL)
        return FALSE;
      homes = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (homes, home);
    }
  else
    {
      g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("grant_programme"));
      LotseRecord *centre;

      homes = lotse_query_sort (query, "name", FALSE, error) ? lotse_store_list (self->store, query, error) : NULL;
      centre = homes != NULL ? read_centre (self, error) : NULL;
      if (centre == NULL)
        return FALSE;
      g_ptr_array_add (homes, centre);
    }
  lotse_ctl_table_head (table, _("Of"), _("Key"), _("Deadline"), _("Rule"), "", NULL);
  json_builder_begin_array (builder);
  for (guint i = 0; i < homes->len; i++)
    list_home (self, homes->pdata[i], table, builder);
  json_builder_end_array (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_print_table (self, table);
  return TRUE;
}

/* --- set, remove -------------------------------------------------------------------------------------------- */

static gboolean
save_home (LotseCtl *self, LotseRecord *home, const char *key, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GPtrArray) moves = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_ptr_array_add (records, home);
  if (!lotse_deadlines_save (self->store, records, NULL, &moves, error))
    return FALSE;
  if (!self->json)
    {
      lotse_ctl_print_moves (moves);
      return TRUE;
    }
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "of", lotse_record_get_id (home));
  lotse_ctl_json_text (builder, "key", key);
  json_builder_set_member_name (builder, "moved");
  json_builder_add_value (builder, lotse_ctl_moves_node (moves));
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
  return TRUE;
}

static gboolean
set (LotseCtl *self, GError **error)
{
  const char *key = lotse_ctl_word (self, 2);
  g_autoptr (LotseRecord) home = read_home (self, lotse_ctl_word (self, 1), error);
  g_autoptr (LotseRule) rule = home != NULL ? lotse_rule_parse (key, lotse_ctl_word (self, 3), error) : NULL;
  g_autofree char *json = rule != NULL ? lotse_rule_to_json (rule) : NULL;
  g_autofree char *words = NULL;

  if (json == NULL || !lotse_record_set_element (home, "deadline_rules", key, json, error) || !save_home (self, home, key, error))
    return FALSE;
  words = lotse_rule_describe (rule);
  if (!self->json)
    lotse_ctl_printf (self, "%s\n", words);
  return TRUE;
}

static gboolean
remove_rule (LotseCtl *self, GError **error)
{
  const char *key = lotse_ctl_word (self, 2);
  g_autoptr (LotseRecord) home = read_home (self, lotse_ctl_word (self, 1), error);

  if (home == NULL)
    return FALSE;
  if (lotse_record_get_element (home, "deadline_rules", key) == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("There is no own rule “%s” there. Nothing was changed. “lotsectl rules list” lists all; one that is built in is replaced by one with the same key, and “off” in it switches it off."),
                   key);
      return FALSE;
    }
  return lotse_record_set_element (home, "deadline_rules", key, NULL, error) && save_home (self, home, key, error);
}

/* --- ready -------------------------------------------------------------------------------------------------- */

static void
list_ready (LotseCtl *self)
{
  g_autoptr (GPtrArray) programmes = lotse_ready_programmes ();
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  lotse_ctl_table_head (table, _("Name"), _("Grant programme"), _("Funder"), _("Source"), NULL);
  json_builder_begin_array (builder);
  for (guint i = 0; i < programmes->len; i++)
    {
      const LotseReadyProgramme *programme = programmes->pdata[i];

      lotse_ctl_table_row (table, programme->name, programme->title, programme->funder != NULL ? programme->funder : "",
                           programme->source != NULL ? programme->source : "", NULL);
      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "name", programme->name);
      lotse_ctl_json_text (builder, "title", programme->title);
      lotse_ctl_json_text (builder, "funder", programme->funder);
      lotse_ctl_json_text (builder, "source", programme->source);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_print_table (self, table);
}

static gboolean
ready (LotseCtl *self, GError **error)
{
  const char *name = lotse_ctl_word (self, 1);
  g_autoptr (GPtrArray) moves = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *id = NULL;
  gboolean known = FALSE;

  if (name == NULL)
    {
      list_ready (self);
      return TRUE;
    }
  id = lotse_ready_take (self->store, name, NULL, &known, &moves, error);
  if (id == NULL)
    return FALSE;
  if (!self->json)
    {
      lotse_ctl_printf (self, "%s\n", id);
      if (known)
        g_printerr ("%s\n", _("It was there already; only what was missing was added."));
      lotse_ctl_print_moves (moves);
      return TRUE;
    }
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "id", id);
  lotse_ctl_json_bool (builder, "known", known);
  json_builder_set_member_name (builder, "moved");
  json_builder_add_value (builder, lotse_ctl_moves_node (moves));
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
  return TRUE;
}

/* --- rules -------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  guint least; /* words, with the name */
  guint most;
  gboolean (*run) (LotseCtl *self, GError **error);
} commands[] = {
  { "explain", 2, 2, explain },
  { "list", 1, 2, list },
  { "set", 4, 4, set },
  { "remove", 3, 3, remove_rule },
  { "ready", 1, 2, ready },
};

gboolean
lotse_ctl_rules (LotseCtl *self, GError **error)
{
  const char *name = lotse_ctl_word (self, 0);
  const guint n = lotse_ctl_args_count (self->args);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name) && n >= commands[i].least && n <= commands[i].most)
      return lotse_ctl_store (self, error) != NULL && commands[i].run (self, error);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("write “explain DEADLINE”, “list [PROGRAMME|centre]”, “set PROGRAMME|centre KEY RULE”, “remove PROGRAMME|centre KEY” or “ready [NAME]”"));
  return FALSE;
}
