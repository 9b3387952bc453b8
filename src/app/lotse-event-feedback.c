/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Feedback of an event's page; see the header.
 *
 * What is being typed into the notes stays when the event is read anew.
 */
#include "config.h"

#include "lotse-event-feedback.h"

#include "lotse-event-rows.h"
#include "lotse-feedback-acts.h"
#include "lotse-form-field.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

static const char *const names[] = { "evaluation_note", "spoken_feedback" };

struct _LotseEventFeedback
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *box;
  LotseFeedbackActs *acts;
  LotseFormField *fields[G_N_ELEMENTS (names)]; /* NULL until the first event */
  GtkWidget *save;

  LotseProfile *profile;
  LotseRecord *event;
  gboolean changed; /* by the person, and not saved */
  gboolean setting; /* the program changes the fields */
};

G_DEFINE_FINAL_TYPE (LotseEventFeedback, lotse_event_feedback, GTK_TYPE_WIDGET)

static void
set_changed (LotseEventFeedback *self, gboolean changed)
{
  self->changed = changed;
  gtk_widget_set_sensitive (self->save, changed);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseEventFeedback) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = lotse_job_done_finish (result, &error);

  if (self->scroller == NULL)
    return;
  if (done)
    lotse_window_toast_undo (GTK_WIDGET (self), _ ("Notes saved"));
  else
    {
      set_changed (self, TRUE);
      lotse_window_error (GTK_WIDGET (self), _ ("It Was Not Saved"), error);
    }
}

static void
on_save (LotseEventFeedback *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (LotseRecord) event = NULL;
  g_autoptr (GError) error = NULL;

  g_assert (LOTSE_IS_EVENT_FEEDBACK (self));
  if (store == NULL || self->event == NULL)
    return;
  event = lotse_record_copy (self->event);
  for (guint i = 0; error == NULL && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = lotse_form_field_get_value (self->fields[i], &error);

      if (error == NULL)
        lotse_record_set (event, names[i], value, &error);
    }
  if (error != NULL)
    {
      lotse_window_error (GTK_WIDGET (self), _ ("It Was Not Saved"), error);
      return;
    }
  set_changed (self, FALSE);
  lotse_job_save_async (store, event, on_saved, g_object_ref (self));
}

static void
on_changed (LotseEventFeedback *self)
{
  g_assert (LOTSE_IS_EVENT_FEEDBACK (self));
  if (!self->setting)
    set_changed (self, TRUE);
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
add_notes (LotseEventFeedback *self)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Notes"));
  const LotseKind *kind = lotse_kind_find ("event");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      self->fields[i] = g_object_ref (lotse_form_field_new (lotse_kind_field (kind, names[i]), lotse_profile_get_store (self->profile)));
      adw_preferences_group_add (group, lotse_form_field_get_row (self->fields[i]));
      gtk_widget_set_sensitive (lotse_form_field_get_row (self->fields[i]), lotse_profile_may_write (self->profile, kind));
      g_signal_connect_object (self->fields[i], "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_halign (self->save, GTK_ALIGN_END);
  gtk_widget_set_visible (self->save, lotse_profile_may_write (self->profile, kind));
  lotse_list_name (group, _ ("Notes"));
  gtk_box_append (self->box, GTK_WIDGET (group));
  gtk_box_append (self->box, self->save);
}

void
lotse_event_feedback_show (LotseEventFeedback *self, LotseProfile *profile, LotseEventView *view)
{
  LotseRecord *event = lotse_event_view_get_event (view);
  const gboolean other = self->event == NULL || !g_str_equal (lotse_record_get_id (self->event), lotse_record_get_id (event));

  g_return_if_fail (LOTSE_IS_EVENT_FEEDBACK (self));
  g_set_object (&self->profile, profile);
  g_set_object (&self->event, event);
  lotse_feedback_acts_show (self->acts, profile, lotse_record_get_id (event));
  if (self->fields[0] == NULL)
    add_notes (self);
  if (self->changed && !other)
    return;
  self->setting = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    lotse_form_field_set_value (self->fields[i], lotse_record_get (event, names[i]));
  self->setting = FALSE;
  set_changed (self, FALSE);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_event_feedback_dispose (GObject *object)
{
  LotseEventFeedback *self = LOTSE_EVENT_FEEDBACK (object);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_clear_object (&self->fields[i]);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->save);
  g_clear_object (&self->profile);
  g_clear_object (&self->event);
  G_OBJECT_CLASS (lotse_event_feedback_parent_class)->dispose (object);
}

static void
lotse_event_feedback_class_init (LotseEventFeedbackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_event_feedback_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_event_feedback_init (LotseEventFeedback *self)
{
  self->scroller = lotse_event_column_new (&self->box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->acts = g_object_new (LOTSE_TYPE_FEEDBACK_ACTS, NULL);
  gtk_box_append (self->box, GTK_WIDGET (self->acts));
  self->save = g_object_ref_sink (gtk_button_new_with_mnemonic (_ ("_Save the Notes")));
  g_signal_connect_object (self->save, "clicked", G_CALLBACK (on_save), self, G_CONNECT_SWAPPED);
}
