/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The short dialog for a new event; see the header.
 */
#include "config.h"

#include "lotse-event-dialog.h"

#include "lotse-dialog.h"
#include "lotse-event.h"
#include "lotse-feast-hint.h"
#include "lotse-form-field.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

static const char *const names[] = { "title_de", "format", "date", "venue", "region", "capacity" };

enum
{
  FIELD_TITLE,
  FIELD_FORMAT,
  FIELD_DATE,
  N_FIELDS = G_N_ELEMENTS (names)
};

/* Lives as long as the dialog. */
typedef struct
{
  LotseProfile *profile;
  GtkWidget *dialog;
  LotseFormField *fields[N_FIELDS];
  GtkEditable *begins, *ends;
  GtkLabel *message;
  LotseRecord *event; /* while it is saved */
} NewEvent;

static void
new_event_free (gpointer data)
{
  NewEvent *self = data;

  for (guint i = 0; i < N_FIELDS; i++)
    g_clear_object (&self->fields[i]);
  g_clear_object (&self->event);
  g_clear_object (&self->profile);
  g_free (self);
}

static void
show_message (NewEvent *self, const char *text)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

/* "2026-11-28T18:30", or NULL if no time was typed; FALSE if what was typed is none. */
static gboolean
read_time (GtkEditable *entry, const char *day, char **when, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autofree char *time = NULL;

  *when = NULL;
  if (*typed == '\0')
    return TRUE;
  time = lotse_format_parse_time (typed);
  if (time == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("“%s” is no time. Please write it as 18:30."), typed);
      gtk_widget_grab_focus (GTK_WIDGET (entry));
      return FALSE;
    }
  *when = g_strdup_printf ("%sT%s", day, time);
  return TRUE;
}

static gboolean
read_slot (NewEvent *self, LotseRecord *event, GError **error)
{
  const char *day = lotse_record_get (event, "date");
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  if (!read_time (self->begins, day != NULL ? day : "", &start, error) || !read_time (self->ends, day != NULL ? day : "", &end, error))
    return FALSE;
  if (day == NULL || start == NULL)
    return TRUE;
  if (end != NULL && strcmp (end, start) <= 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("The end must be after the beginning."));
      gtk_widget_grab_focus (GTK_WIDGET (self->ends));
      return FALSE;
    }
  return lotse_event_set_slot (event, "1", NULL, start, end, error);
}

static LotseRecord *
read_event (NewEvent *self, GError **error)
{
  g_autoptr (LotseRecord) event = lotse_record_new (lotse_kind_find ("event"), NULL);

  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autoptr (GError) local = NULL;
      g_autofree char *value = lotse_form_field_get_value (self->fields[i], &local);

      if (local == NULL && lotse_record_set (event, names[i], value, &local))
        continue;
      gtk_widget_grab_focus (lotse_form_field_get_row (self->fields[i]));
      lotse_form_field_set_wrong (self->fields[i], TRUE);
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!read_slot (self, event, error) || !lotse_record_set (event, "state", "planned", error)
      || !lotse_record_set (event, "counts_as", "own", error) || !lotse_record_validate (event, error))
    return NULL;
  return g_steal_pointer (&event);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  NewEvent *self = g_object_get_data (G_OBJECT (dialog), "new-event");
  g_autoptr (GError) error = NULL;
  LotseWindow *window;

  if (!lotse_job_done_finish (result, &error))
    {
      show_message (self, error->message);
      g_clear_object (&self->event);
      return;
    }
  window = lotse_window_of (dialog);
  if (window != NULL)
    {
      lotse_window_open_record (window, "event", lotse_record_get_id (self->event));
      lotse_window_toast_undo (GTK_WIDGET (window), _ ("Event added"));
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
save (NewEvent *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (GError) error = NULL;

  if (store == NULL || self->event != NULL)
    return;
  self->event = read_event (self, &error);
  show_message (self, error != NULL ? error->message : NULL);
  if (self->event != NULL)
    lotse_job_save_async (store, self->event, on_saved, g_object_ref (self->dialog));
}

static gboolean
on_save_key (GtkWidget *dialog, GVariant *args, gpointer data)
{
  save (data);
  return GDK_EVENT_STOP;
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static GtkEditable *
add_time (NewEvent *self, AdwPreferencesGroup *group, const char *label)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (save), self);
  adw_preferences_group_add (group, row);
  return GTK_EDITABLE (row);
}

static void
add_rows (NewEvent *self, GtkBox *box)
{
  const LotseKind *kind = lotse_kind_find ("event");
  AdwPreferencesGroup *group = lotse_group_new (NULL);

  for (guint i = 0; i < N_FIELDS; i++)
    {
      self->fields[i] = g_object_ref (lotse_form_field_new (lotse_kind_field (kind, names[i]), lotse_profile_get_store (self->profile)));
      g_signal_connect_swapped (self->fields[i], "activated", G_CALLBACK (save), self);
      adw_preferences_group_add (group, lotse_form_field_get_row (self->fields[i]));
      if (i == FIELD_DATE)
        {
          self->begins = add_time (self, group, lotse_field_label (lotse_kind_field (lotse_kind_find ("agenda_item"), "starts_at")));
          self->ends = add_time (self, group, lotse_field_label (lotse_kind_field (lotse_kind_find ("agenda_item"), "ends_at")));
        }
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (lotse_form_field_get_row (self->fields[FIELD_TITLE])), _ ("Title"));
  lotse_list_name (group, lotse_kind_label (kind));
  gtk_box_append (box, GTK_WIDGET (group));
  gtk_box_append (box, lotse_feast_hint_new (self->fields[FIELD_DATE]));
}

static void
add_save (NewEvent *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Save"));
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (save), self);
  adw_header_bar_pack_end (lotse_dialog_get_header (self->dialog), button);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_s, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (on_save_key, self, NULL)));
  gtk_widget_add_controller (self->dialog, keys);
}

void
lotse_event_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *day)
{
  NewEvent *self;
  g_autofree char *heading = NULL;

  if (lotse_profile_get_store (profile) == NULL)
    return;
  self = g_new0 (NewEvent, 1);
  self->profile = g_object_ref (profile);
  heading = g_strdup_printf (_ ("New: %s"), lotse_kind_label (lotse_kind_find ("event")));
  self->dialog = lotse_dialog_new (parent, heading, 520, 560);
  g_object_set_data_full (G_OBJECT (self->dialog), "new-event", self, new_event_free);
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (self->message));
  add_rows (self, lotse_dialog_get_box (self->dialog));
  add_save (self);
  if (day != NULL)
    lotse_form_field_set_value (self->fields[FIELD_DATE], day);
  gtk_widget_grab_focus (lotse_form_field_get_row (self->fields[FIELD_TITLE]));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
