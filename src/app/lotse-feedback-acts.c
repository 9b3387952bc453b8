/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Feedback on one event or survey; see the header.
 *
 * Sheets that are put on a pile tell nobody, as they are no records: the counts are read anew whenever the widget shows again.
 */
#include "config.h"

#include "lotse-feedback-acts.h"

#include "lotse-jobs.h"
#include "lotse-kiosk-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

struct _LotseFeedbackActs
{
  GtkWidget parent_instance;

  GtkBox *box;
  LotseProfile *profile;
  char *id;
  LotseFeedbackState *state; /* that is shown, or NULL */
  gboolean reading;
  gboolean again;
};

G_DEFINE_FINAL_TYPE (LotseFeedbackActs, lotse_feedback_acts, GTK_TYPE_WIDGET)

static gboolean
is_event (LotseFeedbackActs *self)
{
  return g_str_equal (lotse_record_get_kind (self->state->record)->name, "event");
}

/* --- The form ----------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseFeedbackActs) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lotse_job_done_finish (result, &error) && self->box != NULL)
    lotse_window_error (GTK_WIDGET (self), _ ("It Was Not Saved"), error);
}

/* The first choice of an event is that of its format. */
static void
on_form (LotseFeedbackActs *self, GParamSpec *pspec, AdwComboRow *row)
{
  const guint first = is_event (self) ? 1 : 0, selected = adw_combo_row_get_selected (row);
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (LotseRecord) record = NULL;
  const char *form = NULL;

  if (store == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  if (selected >= first && selected - first < self->state->forms->len)
    form = lotse_record_get_id (self->state->forms->pdata[selected - first]);
  record = lotse_record_copy (self->state->record);
  if (g_strcmp0 (lotse_record_get (record, "form"), form) != 0 && lotse_record_set (record, "form", form, NULL))
    lotse_job_save_async (store, record, on_saved, g_object_ref (self));
}

static char *
usual_text (const LotseFeedbackState *state)
{
  const char *title = state->usual != NULL ? lotse_record_get (state->usual->record, "title") : NULL;

  return title != NULL ? g_strdup_printf (_ ("As for the format: %s"), title) : g_strdup (_ ("None"));
}

static GtkWidget *
form_row (LotseFeedbackActs *self)
{
  const char *chosen = lotse_record_get (self->state->record, "form");
  const guint first = is_event (self) ? 1 : 0;
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autofree char *usual = usual_text (self->state);
  GtkWidget *row = adw_combo_row_new ();
  guint selected = first > 0 ? 0 : GTK_INVALID_LIST_POSITION;

  if (first > 0)
    gtk_string_list_append (titles, usual);
  for (guint i = 0; i < self->state->forms->len; i++)
    {
      LotseRecord *form = self->state->forms->pdata[i];
      const char *title = lotse_record_get (form, "title");

      gtk_string_list_append (titles, title != NULL ? title : "");
      if (g_strcmp0 (lotse_record_get_id (form), chosen) == 0)
        selected = i + first;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Form"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (titles));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  gtk_widget_set_sensitive (row, lotse_profile_may_write (self->profile, lotse_record_get_kind (self->state->record)));
  lotse_focus_name (row, "form");
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_form), self, G_CONNECT_SWAPPED);
  return row;
}

/* --- Sheets ------------------------------------------------------------------------------------------------- */

static guint
way_of (const LotseFeedbackState *state, const char *way)
{
  for (guint i = 0; i < LOTSE_FEEDBACK_WAYS; i++)
    if (g_strcmp0 (state->ways[i], way) == 0)
      return i;
  return 0;
}

/* What there is of that way, or what it is about when there is nothing yet. */
static char *
count_text (const LotseFeedbackState *state, const char *way, const char *about)
{
  const guint index = way_of (state, way), released = state->released[index], drafts = state->drafts[index];
  GString *text = g_string_new (NULL);

  if (released > 0)
    g_string_append_printf (text, ngettext ("%u sheet counts", "%u sheets count", released), released);
  if (drafts > 0)
    g_string_append_printf (text, "%s", text->len > 0 ? " · " : "");
  if (drafts > 0 && g_str_equal (way, "kiosk"))
    g_string_append_printf (text, ngettext ("%u waits for the end of the day", "%u wait for the end of the day", drafts), drafts);
  else if (drafts > 0)
    g_string_append_printf (text, ngettext ("%u draft", "%u drafts", drafts), drafts);
  if (text->len == 0)
    g_string_append (text, about);
  return g_string_free (text, FALSE);
}

static void
add_act (LotseFeedbackActs *self, AdwPreferencesGroup *group, const char *title, const char *subtitle, const char *label, const char *action)
{
  GtkWidget *row = adw_action_row_new (), *button = gtk_button_new_with_mnemonic (label);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", self->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  lotse_focus_name (button, action);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
}

static void
show_state (LotseFeedbackActs *self)
{
  AdwPreferencesGroup *form = lotse_group_new (NULL), *group = lotse_group_new (_ ("Sheets"));
  g_autofree char *key = lotse_focus_take (GTK_WIDGET (self));
  g_autofree char *kiosk = count_text (self->state, "kiosk", _ ("Guests fill in the form at this laptop, one after the other"));
  g_autofree char *paper = count_text (self->state, "paper", _ ("Sheets that were filled in by hand"));
  g_autofree char *link = count_text (self->state, "link", "");
  const gboolean may_write = lotse_profile_may_write (self->profile, lotse_kind_find ("response"));

  lotse_box_clear (self->box);
  adw_preferences_group_add (form, form_row (self));
  lotse_list_name (form, _ ("Form"));
  lotse_list_name (group, _ ("Sheets"));
  if (may_write)
    {
      add_act (self, group, _ ("Kiosk"), kiosk, _ ("Open the _Kiosk…"), "win.kiosk");
      add_act (self, group, _ ("Paper"), paper, _ ("_Type from Paper…"), "win.feedback-paper");
    }
  if (*link != '\0')
    adw_preferences_group_add (group, lotse_row_text (_ ("Link"), link));
  add_act (self, group, _ ("Printed form"), _ ("The form on one A4 page"), _ ("P_rint the Form…"), "win.print-form");
  add_act (self, group, _ ("Evaluation"), _ ("Means, distributions and open answers"), _ ("_Results"), "win.results");
  gtk_box_append (self->box, GTK_WIDGET (form));
  gtk_box_append (self->box, GTK_WIDGET (group));
  lotse_focus_give (GTK_WIDGET (self), key);
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

static void read_state (LotseFeedbackActs *self);

static void
on_state (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseFeedbackActs) self = user_data;
  g_autoptr (LotseFeedbackState) state = lotse_kiosk_job_state_finish (result, NULL);
  const gboolean again = self->again;

  self->reading = self->again = FALSE;
  if (self->box == NULL)
    return;
  if (again)
    read_state (self);
  else if (state != NULL)
    {
      g_clear_pointer (&self->state, lotse_feedback_state_free);
      self->state = g_steal_pointer (&state);
      show_state (self);
    }
}

/* What was asked for meanwhile is read once more, so that what shows is never older than the last question. */
static void
read_state (LotseFeedbackActs *self)
{
  LotseStore *store = self->profile != NULL ? lotse_profile_get_store (self->profile) : NULL;

  g_assert (LOTSE_IS_FEEDBACK_ACTS (self));
  self->again = self->reading;
  if (store == NULL || self->id == NULL || self->reading)
    return;
  self->reading = TRUE;
  lotse_kiosk_job_state_async (store, self->id, on_state, g_object_ref (self));
}

void
lotse_feedback_acts_show (LotseFeedbackActs *self, LotseProfile *profile, const char *id)
{
  g_return_if_fail (LOTSE_IS_FEEDBACK_ACTS (self));
  g_set_object (&self->profile, profile);
  if (g_strcmp0 (self->id, id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (id);
      lotse_box_clear (self->box);
    }
  read_state (self);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_feedback_acts_dispose (GObject *object)
{
  LotseFeedbackActs *self = LOTSE_FEEDBACK_ACTS (object);

  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  g_clear_object (&self->profile);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->state, lotse_feedback_state_free);
  G_OBJECT_CLASS (lotse_feedback_acts_parent_class)->dispose (object);
}

static void
lotse_feedback_acts_class_init (LotseFeedbackActsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_feedback_acts_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_feedback_acts_init (LotseFeedbackActs *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (read_state), NULL);
}
