/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog for what a guest of an event wishes; see the header.
 */
#include "config.h"

#include "lotse-wishes-dialog.h"

#include "lotse-dialog.h"
#include "lotse-event-rows.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define CHOSEN "1" /* the value of an element that is there */

/* Lives as long as the dialog, and before it while the registration is read. */
typedef struct
{
  LotseProfile *profile;
  LotseEventView *view;
  char *name;
  GtkWidget *parent;
  GtkWidget *dialog;
  LotseRecord *registration;
  GtkEditable *note;
  GtkWidget *button;
  GtkLabel *message;
} Wishes;

static void
wishes_free (gpointer data)
{
  Wishes *self = data;

  g_clear_object (&self->profile);
  g_clear_pointer (&self->view, lotse_event_view_unref);
  g_free (self->name);
  g_clear_object (&self->parent);
  g_clear_object (&self->registration);
  g_free (self);
}

/* --- Saving -------------------------------------------------------------------------------------------------- */

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  Wishes *self = g_object_get_data (G_OBJECT (dialog), "wishes");
  g_autoptr (GError) error = NULL;
  LotseWindow *window = lotse_window_of (dialog);

  gtk_widget_set_sensitive (self->button, TRUE);
  if (!lotse_job_done_finish (result, &error))
    {
      lotse_dialog_set_message (self->message, error->message);
      return;
    }
  if (window != NULL)
    lotse_window_toast_undo (GTK_WIDGET (window), _ ("Saved"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
save (Wishes *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (self->note)));

  if (store == NULL || !gtk_widget_get_sensitive (self->button))
    return;
  lotse_record_set (self->registration, "needs_note", *note != '\0' ? note : NULL, NULL);
  gtk_widget_set_sensitive (self->button, FALSE);
  lotse_job_save_async (store, self->registration, on_saved, g_object_ref (self->dialog));
}

static void
on_switch (Wishes *self, GParamSpec *pspec, GObject *toggle)
{
  lotse_record_set_element (self->registration, g_object_get_data (toggle, "field"), g_object_get_data (toggle, "element"),
                            gtk_switch_get_active (GTK_SWITCH (toggle)) ? CHOSEN : NULL, NULL);
}

/* --- Making it ----------------------------------------------------------------------------------------------- */

static void
add_switch (Wishes *self, AdwPreferencesGroup *group, const char *field, const char *element, const char *title, const char *subtitle)
{
  const gboolean active = lotse_record_get_element (self->registration, field, element) != NULL;
  GtkWidget *toggle = lotse_group_add_switch (group, title, subtitle, active);

  g_object_set_data (G_OBJECT (toggle), "field", (gpointer) field);
  g_object_set_data_full (G_OBJECT (toggle), "element", g_strdup (element), g_free);
  g_signal_connect_swapped (toggle, "notify::active", G_CALLBACK (on_switch), self);
}

/* "11:00–12:30 · 8 of 12 seats taken" */
static char *
workshop_text (const LotseAgendaCard *card)
{
  g_autofree char *times = lotse_event_times_text (lotse_record_get (card->record, "starts_at"), lotse_record_get (card->record, "ends_at"));
  g_autofree char *seats = NULL;

  if (card->capacity < 0)
    return g_steal_pointer (&times);
  seats = g_strdup_printf (_ ("%u of %d seats taken"), card->seated, (int) card->capacity);
  return *times != '\0' ? g_strdup_printf ("%s · %s", times, seats) : g_steal_pointer (&seats);
}

static void
add_workshops (Wishes *self, GtkBox *box, const char *field)
{
  const char *label = lotse_field_label (lotse_kind_field (lotse_record_get_kind (self->registration), field));
  AdwPreferencesGroup *group = lotse_group_new (label);
  gboolean any = FALSE;

  for (guint i = 0; i < self->view->agenda->len; i++)
    {
      const LotseAgendaCard *card = g_ptr_array_index (self->view->agenda, i);
      g_autofree char *text = workshop_text (card);

      if (g_strcmp0 (lotse_record_get (card->record, "type"), "workshop") != 0)
        continue;
      add_switch (self, group, field, lotse_record_get_id (card->record), lotse_record_get (card->record, "title"), text);
      any = TRUE;
    }
  lotse_list_name (group, label);
  gtk_widget_set_visible (GTK_WIDGET (group), any);
  gtk_box_append (box, GTK_WIDGET (group));
}

static void
add_needs (Wishes *self, GtkBox *box)
{
  const LotseKind *kind = lotse_record_get_kind (self->registration);
  const LotseField *field = lotse_kind_field (kind, "needs");
  const char *note = lotse_record_get (self->registration, "needs_note");
  AdwPreferencesGroup *group = lotse_group_new (lotse_field_label (field));
  GtkWidget *row = adw_entry_row_new ();

  for (guint i = 0; field->choices[i].name != NULL; i++)
    add_switch (self, group, field->name, field->choices[i].name, lotse_choice_label (field, field->choices[i].name), NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lotse_field_label (lotse_kind_field (kind, "needs_note")));
  gtk_editable_set_text (GTK_EDITABLE (row), note != NULL ? note : "");
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (save), self);
  adw_preferences_group_add (group, row);
  adw_preferences_group_set_description (group, _ ("For this event only, and due for erasing four weeks after it."));
  self->note = GTK_EDITABLE (row);
  lotse_list_name (group, lotse_field_label (field));
  gtk_box_append (box, GTK_WIDGET (group));
}

static void
show (Wishes *self)
{
  GtkBox *box;

  /* Translators: the name of a guest. */
  g_autofree char *heading = g_strdup_printf (_ ("Workshops and needs: %s"), self->name);

  self->dialog = lotse_dialog_new (self->parent, heading, 520, 640);
  g_object_set_data_full (G_OBJECT (self->dialog), "wishes", self, wishes_free);
  box = lotse_dialog_get_box (self->dialog);
  self->message = lotse_dialog_add_message (self->dialog);
  self->button = lotse_dialog_add_button (self->dialog, _ ("_Save"));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (save), self);
  add_needs (self, box);
  add_workshops (self, box, "workshops");
  add_workshops (self, box, "second_workshops");
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wishes *self = user_data;
  g_autoptr (GError) error = NULL;

  self->registration = lotse_job_record_finish (result, &error);
  if (self->registration != NULL && lotse_window_of (self->parent) != NULL)
    {
      show (self);
      return;
    }
  if (error != NULL)
    lotse_window_error (self->parent, _ ("It Cannot Be Shown"), error);
  wishes_free (self);
}

void
lotse_wishes_dialog_open (GtkWidget *parent, LotseProfile *profile, LotseEventView *view, const char *registration, const char *name)
{
  LotseStore *store = lotse_profile_get_store (profile);
  Wishes *self;

  if (store == NULL)
    return;
  self = g_new0 (Wishes, 1);
  self->profile = g_object_ref (profile);
  self->view = lotse_event_view_ref (view);
  self->name = g_strdup (name);
  self->parent = g_object_ref (parent);
  lotse_job_get_async (store, registration, on_read, self);
}
