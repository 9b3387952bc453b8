/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deadline rules in words; see the header.
 */
#include "config.h"

#include "lotse-rules-group.h"

#include "lotse-centre-settings.h"
#include "lotse-dialog.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-rule-dialog.h"
#include "lotse-rule.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define FIELD "deadline_rules"

/* What the group's actions work on; lives as long as the group. */
typedef struct
{
  LotseProfile *profile;
  LotseRecord *record;
  GtkWidget *group;
} Rules;

static void
rules_free (gpointer data)
{
  Rules *self = data;

  g_object_unref (self->profile);
  g_object_unref (self->record);
  g_free (self);
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

static void
on_add (GSimpleAction *action, GVariant *target, gpointer data)
{
  Rules *self = data;

  lotse_rule_dialog_show (self->group, self->profile, self->record, NULL);
}

static void
on_edit (GSimpleAction *action, GVariant *target, gpointer data)
{
  Rules *self = data;

  lotse_rule_dialog_show (self->group, self->profile, self->record, g_variant_get_string (target, NULL));
}

static void
on_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  g_autoptr (GError) error = NULL;

  if (lotse_job_done_finish (result, &error))
    lotse_window_toast_undo (window, _ ("The rule is gone, with its open deadlines"));
  else
    lotse_window_error (window, _ ("It Was Not Saved"), error);
}

static void
on_remove (GSimpleAction *action, GVariant *target, gpointer data)
{
  Rules *self = data;
  LotseWindow *window = lotse_window_of (self->group);
  g_autoptr (LotseRecord) changed = lotse_record_copy (self->record);

  if (window == NULL || lotse_profile_get_store (self->profile) == NULL
      || !lotse_record_set_element (changed, FIELD, g_variant_get_string (target, NULL), NULL, NULL))
    return;
  lotse_job_save_async (lotse_profile_get_store (self->profile), changed, on_removed, g_object_ref (window));
}

static void
add_actions (Rules *self)
{
  const GActionEntry entries[] = { { .name = "add", .activate = on_add },
                                   { .name = "edit", .activate = on_edit, .parameter_type = "s" },
                                   { .name = "remove", .activate = on_remove, .parameter_type = "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (self->group, "rules", G_ACTION_GROUP (actions));
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static GtkWidget *
rule_row (const char *key, const char *json, gboolean may_write)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRule) rule = lotse_rule_parse (key, json, &error);
  g_autofree char *name = rule != NULL ? lotse_rule_dup_name (rule) : g_strdup (key);
  g_autofree char *words = rule != NULL ? lotse_rule_describe (rule) : NULL;
  g_autofree char *remove = g_strdup_printf (_ ("Remove: %s"), name);
  GtkWidget *row = lotse_row_text (name, rule != NULL ? words : error->message), *button;

  lotse_focus_name (row, key);
  if (rule != NULL && rule->off)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (C_ ("rule", "switched off")));
  if (!may_write)
    return row;
  button = lotse_button_icon ("user-trash-symbolic", remove, "rules.remove", g_variant_new_string (key));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  if (rule == NULL)
    return row;
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("document-edit-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "rules.edit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", key);
  return row;
}

AdwPreferencesGroup *
lotse_rules_group_new (LotseProfile *profile, LotseRecord *record)
{
  Rules *self = g_new0 (Rules, 1);
  AdwPreferencesGroup *group = lotse_group_new (_ ("Deadline Rules"));
  g_auto (GStrv) keys = lotse_record_list_elements (record, FIELD);
  const gboolean may_write = lotse_profile_may_write (profile, lotse_record_get_kind (record)) && !lotse_record_is_deleted (record);

  self->profile = g_object_ref (profile);
  self->record = g_object_ref (record);
  self->group = GTK_WIDGET (group);
  g_object_set_data_full (G_OBJECT (group), "rules", self, rules_free);
  add_actions (self);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    adw_preferences_group_add (group, rule_row (keys[i], lotse_record_get_element (record, FIELD, keys[i]), may_write));
  if (keys == NULL || keys[0] == NULL)
    adw_preferences_group_set_description (group, _ ("None yet. A rule says from which date a deadline counts, such as six months after the grant period."));
  if (may_write)
    adw_preferences_group_set_header_suffix (group, lotse_button_icon ("list-add-symbolic", _ ("Add a Deadline Rule"), "rules.add", NULL));
  lotse_list_name (group, _ ("Deadline Rules"));
  return group;
}

/* --- The rules of the centre -------------------------------------------------------------------------------- */

static gpointer
read_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_centre_settings_get_record (store, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) record = lotse_job_record_finish (result, &error);
  GtkBox *box = lotse_dialog_get_box (dialog);
  g_autofree char *focus = NULL;

  if (!gtk_widget_get_visible (dialog))
    return;
  focus = lotse_focus_take (GTK_WIDGET (box));
  lotse_box_clear (box);
  if (record != NULL)
    gtk_box_append (box, GTK_WIDGET (lotse_rules_group_new (g_object_get_data (G_OBJECT (dialog), "profile"), record)));
  else
    gtk_box_append (box, gtk_label_new (error->message));
  lotse_focus_give (GTK_WIDGET (box), focus);
}

static void
read_rules (GtkWidget *dialog)
{
  LotseStore *store = lotse_profile_get_store (g_object_get_data (G_OBJECT (dialog), "profile"));

  if (store != NULL)
    lotse_job_run (store, read_job, NULL, NULL, g_object_unref, on_read, g_object_ref (dialog));
}

static void
on_changed (GtkWidget *dialog, const char *kind, const char *id)
{
  if (kind == NULL || g_str_equal (kind, "centre_setting"))
    read_rules (dialog);
}

void
lotse_rules_dialog_show (GtkWidget *parent, LotseProfile *profile)
{
  GtkWidget *dialog;

  if (lotse_profile_get_store (profile) == NULL)
    return;
  dialog = lotse_dialog_new (parent, _ ("Deadline Rules of the Centre"), 600, 640);
  g_object_set_data_full (G_OBJECT (dialog), "profile", g_object_ref (profile), g_object_unref);
  g_signal_connect_object (lotse_profile_get_store (profile), "changed", G_CALLBACK (on_changed), dialog, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  read_rules (dialog);
}
