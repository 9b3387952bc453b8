/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Plan of an event's page; see the header.
 *
 * The line for a new day stays while the groups around it are made anew after changes.
 */
#include "config.h"

#include "lotse-event-plan.h"

#include "lotse-checklist-dialog.h"
#include "lotse-event-acts.h"
#include "lotse-event-rows.h"
#include "lotse-feast-hint.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-pair-acts.h"
#include "lotse-rows.h"
#include "lotse-slot-line.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

struct _LotseEventPlan
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *top;         /* state and days */
  LotseSlotLine *line;
  GtkBox *groups;      /* checklist and details */

  LotseProfile *profile;
  LotseEventView *view; /* that is shown, or NULL */
};

G_DEFINE_FINAL_TYPE (LotseEventPlan, lotse_event_plan, GTK_TYPE_WIDGET)

/* --- Saving ------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseEventPlan) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lotse_job_done_finish (result, &error) && self->scroller != NULL)
    lotse_window_error (GTK_WIDGET (self), _ ("It Was Not Saved"), error);
}

static void
save (LotseEventPlan *self, LotseRecord *record)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL)
    lotse_job_save_async (store, record, on_saved, g_object_ref (self));
}

static void
on_state (LotseEventPlan *self, GParamSpec *pspec, AdwComboRow *row)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("event"), "state");
  const guint selected = adw_combo_row_get_selected (row);
  g_autoptr (LotseRecord) event = lotse_record_copy (lotse_event_view_get_event (self->view));

  if (lotse_record_set (event, "state", selected == 0 ? NULL : field->choices[selected - 1].name, NULL))
    lotse_act_save_event (GTK_WIDGET (self), self->profile, event);
}

static void
on_slot_remove (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPlan *self = LOTSE_EVENT_PLAN (widget);
  g_autoptr (LotseRecord) event = lotse_record_copy (lotse_event_view_get_event (self->view));
  g_autoptr (GPtrArray) slots = NULL;

  if (!lotse_record_set_element (event, "slots", g_variant_get_string (target, NULL), NULL, NULL))
    return;
  slots = lotse_event_dup_slots (event);
  if (slots->len > 0 && strlen (((LotseSlot *) slots->pdata[0])->start) >= strlen ("2026-11-28"))
    {
      g_autofree char *first = g_strndup (((LotseSlot *) slots->pdata[0])->start, strlen ("2026-11-28"));

      lotse_record_set (event, "date", first, NULL);
    }
  lotse_act_save_event (GTK_WIDGET (self), self->profile, event);
}

static void
on_slot_added (LotseEventPlan *self, const char *start, const char *end)
{
  g_autoptr (LotseRecord) event = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (LOTSE_IS_EVENT_PLAN (self));
  if (self->view == NULL)
    return;
  event = lotse_record_copy (lotse_event_view_get_event (self->view));
  if (lotse_event_add_day (event, start, end, &error))
    lotse_act_save_event (GTK_WIDGET (self), self->profile, event);
  else
    lotse_window_error (GTK_WIDGET (self), _ ("It Was Not Saved"), error);
}

/* --- Tasks -------------------------------------------------------------------------------------------------- */

static void
on_task_done (LotseEventPlan *self, GtkCheckButton *check)
{
  LotseRecord *task = g_object_get_data (G_OBJECT (check), "task");
  g_autoptr (LotseRecord) changed = NULL;

  g_assert (LOTSE_IS_EVENT_PLAN (self));
  if (gtk_check_button_get_active (check))
    {
      lotse_act_task_done (GTK_WIDGET (self), self->profile, lotse_record_get_id (task));
      return;
    }
  changed = lotse_record_copy (task);
  lotse_record_set (changed, "done_on", NULL, NULL);
  save (self, changed);
}

static char *
task_text (const LotseEventTask *task)
{
  const char *due = lotse_record_get (task->record, "due");
  const char *done = lotse_record_get (task->record, "done_on");
  g_autofree char *day = done != NULL || due != NULL ? lotse_format_day (done != NULL ? done : due) : NULL;
  g_autofree char *when = NULL;

  if (done != NULL)
    when = g_strdup_printf (_ ("Done on %s"), day);
  else if (due != NULL)
    when = g_strdup_printf (_ ("due %s"), day);
  if (task->assignee == NULL || when == NULL)
    return g_strdup (when != NULL ? when : task->assignee);
  return g_strdup_printf ("%s · %s", when, task->assignee);
}

static GtkWidget *
make_task (LotseEventPlan *self, const LotseEventTask *task)
{
  const char *text = lotse_record_get (task->record, "text");
  const char *due = lotse_record_get (task->record, "due");
  const gboolean done = lotse_record_get (task->record, "done_on") != NULL;
  g_autofree char *subtitle = task_text (task);
  g_autofree char *name = g_strdup_printf (_ ("Done: %s"), text);
  g_autofree char *key = g_strconcat ("task-", lotse_record_get_id (task->record), NULL);
  GtkWidget *row = lotse_row_text (text, subtitle);
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), done);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (check), "task", g_object_ref (task->record), g_object_unref);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_task_done), self, G_CONNECT_SWAPPED);
  lotse_focus_name (check, key);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), lotse_button_icon ("document-edit-symbolic", _ ("Edit this task"), "win.edit",
                                                                      g_variant_new_string (lotse_record_get_id (task->record))));
  if (done)
    gtk_widget_add_css_class (row, "done");
  else if (due != NULL && lotse_format_days_until (due) < 0)
    gtk_widget_add_css_class (row, "overdue");
  return row;
}

/* The tasks of the format's checklist, as far as they are not there yet. */
static void
on_make_checklist (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPlan *self = LOTSE_EVENT_PLAN (widget);

  if (self->view != NULL)
    lotse_act_save_event (widget, self->profile, lotse_event_view_get_event (self->view));
}

static void
on_edit_checklist (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPlan *self = LOTSE_EVENT_PLAN (widget);
  const char *format = self->view != NULL ? lotse_record_get (lotse_event_view_get_event (self->view), "format") : NULL;

  if (format != NULL)
    lotse_checklist_dialog_show (widget, self->profile, format);
}

static GtkWidget *
make_checklist_buttons (LotseEventPlan *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *buttons[] = {
    lotse_button_icon ("document-edit-symbolic", _ ("Edit the checklist of the format"), "plan.edit-checklist", NULL),
    lotse_button_icon ("lotse-plan-symbolic", _ ("Make a checklist from the format"), "plan.make-checklist", NULL),
    lotse_button_icon ("list-add-symbolic", _ ("Add a task"), "page.add-task", NULL),
  };
  static const char *const keys[] = { "edit-checklist", "make-checklist", "add-task" };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      lotse_focus_name (buttons[i], keys[i]);
      gtk_box_append (GTK_BOX (box), buttons[i]);
    }
  if (lotse_record_get (lotse_event_view_get_event (self->view), "format") == NULL)
    {
      gtk_widget_set_visible (buttons[0], FALSE);
      gtk_widget_set_visible (buttons[1], FALSE);
    }
  return box;
}

static GtkWidget *
make_checklist (LotseEventPlan *self)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Checklist"));

  if (self->view->tasks->len == 0)
    adw_preferences_group_set_description (group, _ ("Tasks of this event show here, the next one first."));
  adw_preferences_group_set_header_suffix (group, make_checklist_buttons (self));
  for (guint i = 0; i < self->view->tasks->len; i++)
    adw_preferences_group_add (group, make_task (self, g_ptr_array_index (self->view->tasks, i)));
  return GTK_WIDGET (group);
}

/* --- State and days ----------------------------------------------------------------------------------------- */

static GtkWidget *
make_state (LotseEventPlan *self)
{
  LotseRecord *event = lotse_event_view_get_event (self->view);
  const LotseField *field = lotse_kind_field (lotse_record_get_kind (event), "state");
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  guint selected = 0;

  gtk_string_list_append (labels, C_ ("choice", "–"));
  for (guint i = 0; field->choices[i].name != NULL; i++)
    {
      gtk_string_list_append (labels, lotse_choice_label (field, field->choices[i].name));
      if (g_strcmp0 (field->choices[i].name, lotse_record_get (event, "state")) == 0)
        selected = i + 1;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lotse_field_label (field));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  gtk_widget_set_sensitive (row, lotse_profile_may_write (self->profile, lotse_record_get_kind (event)));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_state), self, G_CONNECT_SWAPPED);
  lotse_focus_name (row, "state");
  adw_preferences_group_add (group, row);
  if (self->view->numbers != NULL)
    /* Translators: before the numbers of organisations and people of an event. */
    adw_preferences_group_add (group, lotse_row_field (self->view->ahead ? _ ("Expected") : _ ("Reached"), self->view->numbers));
  lotse_list_name (group, lotse_field_label (field));
  return GTK_WIDGET (group);
}

static GtkWidget *
make_days (LotseEventPlan *self)
{
  const LotseKind *kind = lotse_kind_find ("event");
  AdwPreferencesGroup *group = lotse_group_new (lotse_field_label (lotse_kind_field (kind, "slots")));
  GPtrArray *slots = self->view->guests->slots;

  for (guint i = 0; i < slots->len; i++)
    {
      const LotseSlot *slot = g_ptr_array_index (slots, i);
      g_autofree char *text = lotse_event_slot_text (slot);
      GtkWidget *row = lotse_row_text (*slot->start != '\0' ? text : _ ("No day yet"), slot->title);

      if (*slot->key != '\0')
        {
          g_autofree char *name = g_strdup_printf (_ ("Remove %s"), text);

          adw_action_row_add_suffix (ADW_ACTION_ROW (row), lotse_button_icon ("list-remove-symbolic", name, "plan.remove-slot",
                                                                              g_variant_new_string (slot->key)));
        }
      adw_preferences_group_add (group, row);
    }
  for (guint i = 0; i < self->view->feasts->len; i++)
    adw_preferences_group_add (group, lotse_feast_row_new (g_ptr_array_index (self->view->feasts, i)));
  return GTK_WIDGET (group);
}

/* --- Details ------------------------------------------------------------------------------------------------ */

static GtkWidget *
make_details (LotseEventPlan *self)
{
  static const char *const elsewhere[] = { "state", "date", NULL };
  AdwPreferencesGroup *group = lotse_group_new (_ ("Details"));
  gboolean any = FALSE;

  for (guint i = 0; i < self->view->base->lines->len; i++)
    {
      const LotseViewLine *line = g_ptr_array_index (self->view->base->lines, i);
      GtkWidget *row;

      if (g_strv_contains (elsewhere, line->field->name))
        continue;
      row = lotse_row_field (lotse_field_label (line->field), line->text);
      if (line->id != NULL)
        {
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
          gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
          gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open");
          gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", line->kind, line->id);
        }
      adw_preferences_group_add (group, row);
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (group), any);
  return GTK_WIDGET (group);
}

void
lotse_event_plan_show (LotseEventPlan *self, LotseProfile *profile, LotseEventView *view)
{
  g_autofree char *key = NULL;
  LotseRecord *event = lotse_event_view_get_event (view);

  g_return_if_fail (LOTSE_IS_EVENT_PLAN (self));
  if (self->view == NULL || !g_str_equal (lotse_record_get_id (lotse_event_view_get_event (self->view)), lotse_record_get_id (event)))
    lotse_slot_line_clear (self->line, lotse_record_get (event, "date"));
  lotse_event_view_ref (view);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  self->view = view;
  g_set_object (&self->profile, profile);
  key = lotse_focus_take (GTK_WIDGET (self));
  lotse_box_clear (self->top);
  lotse_box_clear (self->groups);
  gtk_box_append (self->top, make_state (self));
  gtk_box_append (self->top, make_days (self));
  gtk_widget_set_visible (GTK_WIDGET (self->line), lotse_profile_may_write (profile, lotse_record_get_kind (event)));
  gtk_box_append (self->groups, make_checklist (self));
  gtk_box_append (self->groups, make_details (self));
  lotse_focus_give (GTK_WIDGET (self), key);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_event_plan_dispose (GObject *object)
{
  LotseEventPlan *self = LOTSE_EVENT_PLAN (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_event_plan_parent_class)->dispose (object);
}

static void
lotse_event_plan_class_init (LotseEventPlanClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_event_plan_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "plan.remove-slot", "s", on_slot_remove);
  gtk_widget_class_install_action (widget_class, "plan.make-checklist", NULL, on_make_checklist);
  gtk_widget_class_install_action (widget_class, "plan.edit-checklist", NULL, on_edit_checklist);
}

static void
lotse_event_plan_init (LotseEventPlan *self)
{
  GtkBox *box;
  GtkWidget *days = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->scroller = lotse_event_column_new (&box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->top = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->line = g_object_new (LOTSE_TYPE_SLOT_LINE, NULL);
  g_signal_connect_object (self->line, "added", G_CALLBACK (on_slot_added), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (days), GTK_WIDGET (self->top));
  gtk_box_append (GTK_BOX (days), GTK_WIDGET (self->line));
  gtk_box_append (box, days);
  gtk_box_append (box, GTK_WIDGET (self->groups));
}
