/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog for a new feedback form; see the header.
 */
#include "config.h"

#include "lotse-new-form-dialog.h"

#include "lotse-editor.h"
#include "lotse-form-jobs.h"
#include "lotse-form-library.h"
#include "lotse-language.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

/* Lives as long as the dialog. */
typedef struct
{
  LotseProfile *profile;
  GtkWidget *dialog;
  GtkEditable *title;
  GtkDropDown *purpose, *language;
} NewForm;

static void
new_form_free (gpointer data)
{
  NewForm *self = data;

  g_clear_object (&self->profile);
  g_free (self);
}

static const LotseField *
field_named (const char *name)
{
  return lotse_kind_field (lotse_kind_find ("form"), name);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

static void
finish (GtkWidget *dialog, GAsyncResult *result, const char *done)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = lotse_job_text_finish (result, &error);
  LotseWindow *window = lotse_window_of (dialog);

  lotse_editor_saved (dialog, done, error);
  if (id != NULL && window != NULL)
    lotse_window_open_record (window, "form", id);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;

  finish (dialog, result, _ ("Form added"));
}

/* It may have been there already, and then there is nothing to undo. */
static void
on_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;

  finish (dialog, result, NULL);
}

static void
save (gpointer data)
{
  NewForm *self = data;
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (self->title)));

  if (store == NULL || !lotse_editor_begin (self->dialog))
    return;
  if (*title == '\0')
    {
      g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("Please type what the form is called."));

      lotse_editor_saved (self->dialog, NULL, error);
      gtk_widget_grab_focus (GTK_WIDGET (self->title));
      return;
    }
  lotse_feedback_add_async (store, title, field_named ("purpose")->choices[gtk_drop_down_get_selected (self->purpose)].name,
                            field_named ("languages")->choices[gtk_drop_down_get_selected (self->language)].name, on_made, g_object_ref (self->dialog));
}

static void
on_take (NewForm *self, GtkWidget *row)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL && lotse_editor_begin (self->dialog))
    lotse_feedback_take_async (store, g_object_get_data (G_OBJECT (row), "name"), on_taken, g_object_ref (self->dialog));
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

/* A row with all choices of the field. */
static GtkDropDown *
add_choice (AdwPreferencesGroup *group, const LotseField *field, const char *label, const char *chosen)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *row = lotse_row_text (label, NULL), *choice;
  guint selected = 0;

  for (guint i = 0; field->choices[i].name != NULL; i++)
    {
      gtk_string_list_append (names, lotse_choice_label (field, field->choices[i].name));
      selected = g_strcmp0 (field->choices[i].name, chosen) == 0 ? i : selected;
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  lotse_drop_down_name (GTK_DROP_DOWN (choice), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_preferences_group_add (group, row);
  return GTK_DROP_DOWN (choice);
}

static void
on_typed (NewForm *self)
{
  lotse_editor_touch (self->dialog);
}

static void
add_own (NewForm *self, GtkBox *box)
{
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lotse_field_label (field_named ("title")));
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (row, "entry-activated", G_CALLBACK (save), self);
  adw_preferences_group_add (group, row);
  self->title = GTK_EDITABLE (row);
  self->purpose = add_choice (group, field_named ("purpose"), lotse_field_label (field_named ("purpose")), NULL);
  self->language = add_choice (group, field_named ("languages"), _ ("First language"), lotse_language_current ());
  lotse_list_name (group, lotse_kind_label (lotse_kind_find ("form")));
  gtk_box_append (box, GTK_WIDGET (group));
}

static void
add_library (NewForm *self, GtkBox *box)
{
  g_autoptr (GPtrArray) forms = lotse_form_library_list (lotse_language_current ());
  AdwPreferencesGroup *group = lotse_group_new (_ ("From the Library"));

  adw_preferences_group_set_description (group, _ ("Ready forms in German and English, which you can change."));
  for (guint i = 0; forms != NULL && i < forms->len; i++)
    {
      const LotseLibraryForm *form = forms->pdata[i];
      GtkWidget *row = lotse_row_text (form->title, form->about);

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("list-add-symbolic"));
      g_object_set_data_full (G_OBJECT (row), "name", g_strdup (form->name), g_free);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (on_take), self);
      adw_preferences_group_add (group, row);
    }
  lotse_list_name (group, _ ("From the Library"));
  gtk_box_append (box, GTK_WIDGET (group));
}

void
lotse_new_form_dialog_show (GtkWidget *parent, LotseProfile *profile)
{
  NewForm *self;
  g_autofree char *heading = NULL;

  if (lotse_profile_get_store (profile) == NULL)
    return;
  self = g_new0 (NewForm, 1);
  self->profile = g_object_ref (profile);
  heading = g_strdup_printf (_ ("New: %s"), lotse_kind_label (lotse_kind_find ("form")));
  self->dialog = lotse_editor_new (parent, heading, 560, 640, save, self, new_form_free);
  add_own (self, lotse_dialog_get_box (self->dialog));
  add_library (self, lotse_dialog_get_box (self->dialog));
  gtk_widget_grab_focus (GTK_WIDGET (self->title));
  gtk_window_present (GTK_WINDOW (self->dialog));
}
