/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which a deadline rule is written; see the header.
 *
 * What it has no controls for (a third condition, the state, words of a newer version) stays as it was.
 */
#include "config.h"

#include "lotse-rule-dialog.h"

#include "lotse-deadline-words.h"
#include "lotse-deadlines.h"
#include "lotse-editor.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-moves.h"
#include "lotse-rows.h"
#include "lotse-rule-condition.h"

#include <glib/gi18n.h>

static const char *const shifts[] = { NC_ ("shift", "It stays"), NC_ ("shift", "To the working day after"), NC_ ("shift", "To the working day before"), NULL };

/* Lives as long as the dialog. */
typedef struct
{
  LotseProfile *profile;
  LotseRecord *record; /* as it was read */
  char *key;
  char *json;          /* the rule as it was, or NULL */
  char *state;         /* whose public holidays count, or NULL */
  LotseRecord *changed; /* while it is saved */

  GtkWidget *dialog;
  LotseMoves *moves;
  AdwComboRow *type, *shift;
  GtkEditable *name, *leads, *source, *note, *example;
  GtkSwitch *second;
  LotseConditionRows first_rows, second_rows;
  GtkSwitch *repeat, *used;
  gboolean for_grants; /* `repeat` means for each year, else each month */
  AdwPreferencesGroup *preview;
  GtkLabel *words, *result;
  gboolean ready;
} Dialog;

static void
dialog_free (gpointer data)
{
  Dialog *self = data;

  g_object_unref (self->profile);
  g_object_unref (self->record);
  g_clear_object (&self->changed);
  g_free (self->key);
  g_free (self->json);
  g_free (self->state);
  g_free (self);
}

static const LotseField *
type_field (void)
{
  return lotse_kind_field (lotse_kind_find ("deadline"), "type");
}

/* --- Reading the controls ----------------------------------------------------------------------------------- */

static void
take_text (char **text, GtkEditable *entry)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  g_free (*text);
  *text = *typed != '\0' ? g_steal_pointer (&typed) : NULL;
}

static gboolean
read_conditions (Dialog *self, LotseRule *rule, GError **error)
{
  const gboolean has_second = gtk_switch_get_active (self->second);
  guint n;
  const char *any = lotse_rule_anchors (&n)[0].name;

  if (rule->conditions->len == 0)
    lotse_rule_add_condition (rule, any);
  if (!lotse_condition_rows_read (&self->first_rows, rule->conditions->pdata[0], error))
    return FALSE;
  if (!has_second && rule->conditions->len > 1)
    g_ptr_array_remove_index (rule->conditions, 1);
  if (has_second && rule->conditions->len == 1)
    lotse_rule_add_condition (rule, any);
  return !has_second || lotse_condition_rows_read (&self->second_rows, rule->conditions->pdata[1], error);
}

static LotseRule *
read_rule (Dialog *self, GError **error)
{
  const guint type = adw_combo_row_get_selected (self->type);
  g_autoptr (LotseRule) rule = self->json != NULL ? lotse_rule_parse (self->key, self->json, error)
                                                  : lotse_rule_new (self->key, type_field ()->choices[type].name);

  if (rule == NULL)
    return NULL;
  g_free (rule->type);
  rule->type = g_strdup (type_field ()->choices[type].name);
  take_text (&rule->name, self->name);
  take_text (&rule->source, self->source);
  take_text (&rule->note, self->note);
  rule->shift = adw_combo_row_get_selected (self->shift);
  if (self->for_grants)
    rule->yearly = gtk_switch_get_active (self->repeat);
  else
    rule->monthly = gtk_switch_get_active (self->repeat);
  rule->off = !gtk_switch_get_active (self->used);
  if (!read_conditions (self, rule, error) || !lotse_leads_read (gtk_editable_get_text (self->leads), rule->leads, error) || !lotse_rule_check (rule, error))
    return NULL;
  return g_steal_pointer (&rule);
}

/* --- Trying it ---------------------------------------------------------------------------------------------- */

/* The earliest of all conditions counts, each from the example. */
static char *
try_rule (Dialog *self, const LotseRule *rule, const GDate *example)
{
  const char *state = rule->state != NULL ? rule->state : self->state;
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  GDate due, least;
  char iso[16];
  g_autofree char *text = NULL;

  g_date_clear (&least, 1);
  for (guint i = 0; i < rule->conditions->len; i++)
    if (lotse_rule_condition_apply (rule->conditions->pdata[i], example, state, &due, NULL)
        && (!g_date_valid (&least) || g_date_compare (&due, &least) < 0))
      least = due;
  if (!g_date_valid (&least))
    return g_strdup (_ ("There is no such date."));
  lotse_rule_shift (rule, state, &least, steps);
  g_snprintf (iso, sizeof iso, "%04d-%02d-%02d", g_date_get_year (&least), g_date_get_month (&least), g_date_get_day (&least));
  text = lotse_format_weekday_date (iso);
  /* Translators: a date, which follows from a rule. */
  return g_strdup_printf (_ ("Then it is due on %s."), text);
}

static void
show_preview (Dialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRule) rule = read_rule (self, &error);
  g_autofree char *words = rule != NULL ? lotse_rule_describe (rule) : NULL;
  g_autofree char *iso = lotse_format_parse_date (gtk_editable_get_text (self->example));
  g_autofree char *result = NULL;
  GDate example;

  if (rule != NULL && iso != NULL && lotse_value_read_date (iso, &example))
    result = try_rule (self, rule, &example);
  gtk_label_set_text (self->words, rule != NULL ? words : error->message);
  gtk_label_set_text (self->result, result != NULL ? result : "");
}

static LotseRecord *
with_rule (Dialog *self, const LotseRule *rule, GError **error)
{
  g_autoptr (LotseRecord) changed = lotse_record_copy (self->record);
  g_autofree char *json = lotse_rule_to_json (rule);

  return lotse_record_set_element (changed, "deadline_rules", self->key, json, error) ? g_steal_pointer (&changed) : NULL;
}

static void
on_changed (Dialog *self)
{
  g_autoptr (LotseRule) rule = NULL;
  g_autoptr (LotseRecord) changed = NULL;

  if (!self->ready)
    return;
  lotse_editor_touch (self->dialog);
  lotse_editor_say (self->dialog, NULL);
  show_preview (self);
  rule = read_rule (self, NULL);
  changed = rule != NULL ? with_rule (self, rule, NULL) : NULL;
  if (changed != NULL)
    lotse_moves_look (self->moves, changed);
}

static void
on_example (Dialog *self)
{
  if (self->ready)
    show_preview (self);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;

  lotse_job_done_finish (result, &error);
  lotse_editor_saved (dialog, _ ("The rule is saved"), error);
}

static void
on_moves_answered (gboolean save, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;
  Dialog *self = lotse_editor_get_data (dialog);
  g_autoptr (LotseRecord) changed = g_steal_pointer (&self->changed);

  if (save && changed != NULL && lotse_profile_get_store (self->profile) != NULL && lotse_editor_begin (dialog))
    lotse_job_save_async (lotse_profile_get_store (self->profile), changed, on_saved, g_object_ref (dialog));
}

static void
save (gpointer data)
{
  Dialog *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRule) rule = read_rule (self, &error);

  if (self->changed != NULL)
    return;
  self->changed = rule != NULL ? with_rule (self, rule, &error) : NULL;
  if (self->changed == NULL)
    lotse_editor_say (self->dialog, error->message);
  else
    lotse_moves_ask (self->moves, self->changed, on_moves_answered, g_object_ref (self->dialog));
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static GtkEditable *
add_entry (Dialog *self, AdwPreferencesGroup *group, const char *title, const char *text)
{
  GtkWidget *row = lotse_group_add_row (group, adw_entry_row_new (), title);

  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_changed), self);
  return GTK_EDITABLE (row);
}

static AdwComboRow *
add_combo (Dialog *self, AdwPreferencesGroup *group, const char *title, GtkStringList *list, guint selected)
{
  GtkWidget *row = lotse_group_add_row (group, adw_combo_row_new (), title);

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (on_changed), self);
  return ADW_COMBO_ROW (row);
}

static void
add_what (Dialog *self, GtkBox *box, const LotseRule *rule)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("What Is Due"));
  g_autoptr (GtkStringList) types = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; type_field ()->choices[i].name != NULL; i++)
    {
      gtk_string_list_append (types, lotse_choice_label (type_field (), type_field ()->choices[i].name));
      if (rule != NULL && g_str_equal (type_field ()->choices[i].name, rule->type))
        selected = i;
    }
  self->type = add_combo (self, group, lotse_field_label (type_field ()), types, selected);
  self->name = add_entry (self, group, _ ("Name, if that does not say enough"), rule != NULL ? rule->name : NULL);
  gtk_box_append (box, GTK_WIDGET (group));
}

/* A programme is about applications, unless somebody wrote another rule into it. */
static gboolean
is_for_grants (Dialog *self, const LotseRule *rule)
{
  for (guint i = 0; rule != NULL && i < rule->conditions->len; i++)
    {
      const LotseRuleAnchor *anchor = lotse_rule_anchor_find (((LotseRuleCondition *) rule->conditions->pdata[i])->anchor);

      if (anchor == NULL || !g_str_equal (anchor->kind, "application"))
        return FALSE;
    }
  return g_str_equal (lotse_record_get_kind (self->record)->name, "grant_programme");
}

static void
add_when (Dialog *self, GtkBox *box, const LotseRule *rule)
{
  const gboolean has_second = rule != NULL && rule->conditions->len > 1;
  AdwPreferencesGroup *group = lotse_group_new (_ ("When It Is Due"));
  AdwPreferencesGroup *second = lotse_group_new (_ ("Second Condition"));

  lotse_condition_rows_make (&self->first_rows, group, self->for_grants, G_CALLBACK (on_changed), self);
  self->second = GTK_SWITCH (lotse_group_add_switch (group, _ ("And a second condition"), _ ("The earlier date counts"), has_second));
  lotse_condition_rows_make (&self->second_rows, second, self->for_grants, G_CALLBACK (on_changed), self);
  g_object_bind_property (self->second, "active", second, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_swapped (self->second, "notify::active", G_CALLBACK (on_changed), self);
  if (rule != NULL && rule->conditions->len > 0)
    lotse_condition_rows_show (&self->first_rows, rule->conditions->pdata[0]);
  if (has_second)
    lotse_condition_rows_show (&self->second_rows, rule->conditions->pdata[1]);
  gtk_box_append (box, GTK_WIDGET (group));
  gtk_box_append (box, GTK_WIDGET (second));
}

static void
add_rest (Dialog *self, GtkBox *box, const LotseRule *rule)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Besides"));
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *leads = rule != NULL ? lotse_leads_text (rule->leads) : g_strdup ("14, 7, 1");

  for (guint i = 0; shifts[i] != NULL; i++)
    gtk_string_list_append (list, g_dpgettext2 (NULL, "shift", shifts[i]));
  self->shift = add_combo (self, group, _ ("On a free day"), list, rule != NULL ? rule->shift : LOTSE_RULE_STAYS);
  self->leads = add_entry (self, group, _ ("Remind so many days before"), leads);
  if (self->for_grants)
    self->repeat = GTK_SWITCH (lotse_group_add_switch (group, _ ("For each year but the last"), _ ("Counted from a date of the award"),
                                                       rule != NULL && rule->yearly));
  else
    self->repeat = GTK_SWITCH (lotse_group_add_switch (group, _ ("Again each month"), NULL, rule != NULL && rule->monthly));
  g_signal_connect_swapped (self->repeat, "notify::active", G_CALLBACK (on_changed), self);
  self->used = GTK_SWITCH (lotse_group_add_switch (group, _ ("The rule is in use"), NULL, rule == NULL || !rule->off));
  g_signal_connect_swapped (self->used, "notify::active", G_CALLBACK (on_changed), self);
  self->source = add_entry (self, group, _ ("Where it is written"), rule != NULL ? rule->source : NULL);
  self->note = add_entry (self, group, _ ("To mind"), rule != NULL ? rule->note : NULL);
  gtk_box_append (box, GTK_WIDGET (group));
}

static GtkLabel *
preview_label (GtkBox *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
add_preview (Dialog *self, GtkBox *box)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Try It"));
  g_autofree char *today = lotse_format_today (), *date = lotse_format_date (today);

  self->example = GTK_EDITABLE (lotse_group_add_row (group, adw_entry_row_new (), _ ("Example: it counts from")));
  gtk_editable_set_text (self->example, date);
  g_signal_connect_swapped (self->example, "changed", G_CALLBACK (on_example), self);
  gtk_box_append (box, GTK_WIDGET (group));
  self->words = preview_label (box, "heading");
  self->result = preview_label (box, "accent");
}

static gpointer
state_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_deadlines_state (store, error);
}

static void
on_state (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Dialog *self = lotse_editor_get_data (dialog);

  self->state = lotse_job_text_finish (result, NULL);
  show_preview (self);
}

void
lotse_rule_dialog_show (GtkWidget *parent, LotseProfile *profile, LotseRecord *record, const char *key)
{
  Dialog *self = g_new0 (Dialog, 1);
  g_autoptr (LotseRule) rule = NULL;
  GtkBox *box;

  self->profile = g_object_ref (profile);
  self->record = g_object_ref (record);
  self->key = key != NULL ? g_strdup (key) : g_uuid_string_random ();
  self->json = key != NULL ? g_strdup (lotse_record_get_element (record, "deadline_rules", key)) : NULL;
  rule = self->json != NULL ? lotse_rule_parse (key, self->json, NULL) : NULL;
  self->for_grants = is_for_grants (self, rule);
  self->dialog = lotse_editor_new (parent, key != NULL ? _ ("Deadline Rule") : _ ("New Deadline Rule"), 560, 720, save, self, dialog_free);
  box = lotse_dialog_get_box (self->dialog);
  add_preview (self, box);
  add_what (self, box, rule);
  add_when (self, box, rule);
  add_rest (self, box, rule);
  self->moves = lotse_moves_new (profile);
  gtk_box_append (GTK_BOX (adw_window_get_content (ADW_WINDOW (self->dialog))), GTK_WIDGET (self->moves));
  self->ready = TRUE;
  show_preview (self);
  lotse_job_run (lotse_profile_get_store (profile), state_job, NULL, NULL, g_free, on_state, g_object_ref (self->dialog));
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (GTK_WIDGET (self->type));
}
