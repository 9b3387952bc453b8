/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog that duplicates an event; see the header.
 */
#include "config.h"

#include "lotse-copy-dialog.h"

#include "lotse-dialog.h"
#include "lotse-event-copy.h"
#include "lotse-event.h"
#include "lotse-feast-hint.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *title;    /* marked for translation, context "copied" */
  const char *subtitle; /* marked; NULL: the title says it */
  LotseEventCopyFlags flag;
  gboolean active;      /* people are asked for: who came once is not invited by itself */
} Part;

static const Part parts[] = {
  { NC_ ("copied", "People"), N_ ("As invited, without those who cancelled and without their needs"), LOTSE_EVENT_COPY_PEOPLE, FALSE },
  { NC_ ("copied", "Checklist"), N_ ("The tasks of the format, counted from the new date"), LOTSE_EVENT_COPY_CHECKLIST, TRUE },
  { NC_ ("copied", "Agenda"), N_ ("With the same times of the day"), LOTSE_EVENT_COPY_AGENDA, TRUE },
  { NC_ ("copied", "Venue and room"), NULL, LOTSE_EVENT_COPY_ROOM, TRUE },
  { NC_ ("copied", "Partners"), NULL, LOTSE_EVENT_COPY_PARTNERS, TRUE },
};

/* Lives as long as the dialog. */
typedef struct
{
  LotseProfile *profile;
  GtkWidget *dialog;
  LotseRecord *event;
  LotseFormField *date;
  GtkWidget *switches[G_N_ELEMENTS (parts)];
  GtkWidget *button;
  GtkLabel *message;
} CopyDialog;

static void
copy_dialog_free (gpointer data)
{
  CopyDialog *self = data;

  g_clear_object (&self->profile);
  g_clear_object (&self->event);
  g_clear_object (&self->date);
  g_free (self);
}

/* --- Duplicating --------------------------------------------------------------------------------------------- */

typedef struct
{
  char *event;
  char *date;
  LotseEventCopyFlags flags;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->event);
  g_free (wish->date);
  g_free (wish);
}

static gpointer
copy_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;

  return lotse_event_copy (store, wish->event, wish->date, wish->flags, error);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  CopyDialog *self = g_object_get_data (G_OBJECT (dialog), "copy-dialog");
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lotse_job_text_finish (result, &error);
  LotseWindow *window = lotse_window_of (dialog);

  gtk_widget_set_sensitive (self->button, TRUE);
  if (id == NULL)
    {
      lotse_dialog_set_message (self->message, error->message);
      return;
    }
  if (window != NULL)
    {
      lotse_window_open_record (window, "event", id);
      lotse_window_toast_undo (GTK_WIDGET (window), _ ("Event duplicated"));
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
duplicate (CopyDialog *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (GError) error = NULL;
  g_autofree char *date = lotse_form_field_get_value (self->date, &error);
  Wish *wish;

  if (store == NULL || !gtk_widget_get_sensitive (self->button))
    return;
  lotse_dialog_set_message (self->message, error != NULL ? error->message : NULL);
  lotse_form_field_set_wrong (self->date, error != NULL);
  if (error != NULL)
    {
      gtk_widget_grab_focus (lotse_form_field_get_row (self->date));
      return;
    }
  gtk_widget_set_sensitive (self->button, FALSE);
  wish = g_new0 (Wish, 1);
  wish->event = g_strdup (lotse_record_get_id (self->event));
  wish->date = g_steal_pointer (&date);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (gtk_switch_get_active (GTK_SWITCH (self->switches[i])))
      wish->flags |= parts[i].flag;
  lotse_job_run (store, copy_job, wish, wish_free, g_free, on_copied, g_object_ref (self->dialog));
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static void
add_date (CopyDialog *self, GtkBox *box)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("event"), "date");
  AdwPreferencesGroup *group = lotse_group_new (NULL);

  adw_preferences_group_set_description (group, _ ("Titles, format, series, places and description stay. Without a date the new event has no day yet."));
  self->date = g_object_ref (lotse_form_field_new (field, lotse_profile_get_store (self->profile)));
  g_signal_connect_swapped (self->date, "activated", G_CALLBACK (duplicate), self);
  adw_preferences_group_add (group, lotse_form_field_get_row (self->date));
  lotse_list_name (group, lotse_field_label (field));
  gtk_box_append (box, GTK_WIDGET (group));
  gtk_box_append (box, lotse_feast_hint_new (self->date));
}

static void
add_parts (CopyDialog *self, GtkBox *box)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Take over"));

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    self->switches[i] = lotse_group_add_switch (group, g_dpgettext2 (NULL, "copied", parts[i].title), parts[i].subtitle != NULL ? _ (parts[i].subtitle) : NULL,
                                                parts[i].active);
  lotse_list_name (group, _ ("Take over"));
  gtk_box_append (box, GTK_WIDGET (group));
}

void
lotse_copy_dialog_show (GtkWidget *parent, LotseProfile *profile, LotseRecord *event)
{
  CopyDialog *self;
  GtkBox *box;
  g_autofree char *heading = NULL;

  if (lotse_profile_get_store (profile) == NULL)
    return;
  self = g_new0 (CopyDialog, 1);
  self->profile = g_object_ref (profile);
  self->event = g_object_ref (event);
  /* Translators: the title of an event. */
  heading = g_strdup_printf (_ ("Duplicate: %s"), lotse_event_title (event, NULL));
  self->dialog = lotse_dialog_new (parent, heading, 520, 680);
  g_object_set_data_full (G_OBJECT (self->dialog), "copy-dialog", self, copy_dialog_free);
  box = lotse_dialog_get_box (self->dialog);
  self->message = lotse_dialog_add_message (self->dialog);
  self->button = lotse_dialog_add_button (self->dialog, _ ("_Duplicate"));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (duplicate), self);
  add_date (self, box);
  add_parts (self, box);
  gtk_widget_grab_focus (lotse_form_field_get_row (self->date));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
