/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog of one open answer; see the header.
 *
 * Invariant: it closes only after the store has said that what was typed is on disk, or when the person gives it up.
 */
#include "config.h"

#include "lotse-answer-dialog.h"

#include "lotse-editor.h"
#include "lotse-form-field.h"
#include "lotse-jobs.h"
#include "lotse-results-answers.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *dialog;
  LotseProfile *profile;
  LotseResults *results;
  const LotseOpenAnswer *answer; /* of the results */
  LotseFormField *category;
  LotseFormField *redacted;
  GPtrArray *known;              /* of char *: categories in use */
  GtkFlowBox *suggestions;
} Editing;

static void
editing_free (gpointer data)
{
  Editing *self = data;

  g_clear_object (&self->category);
  g_clear_object (&self->redacted);
  g_clear_object (&self->profile);
  lotse_results_unref (self->results);
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_free (self);
}

/* --- Saving -------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseResults *results;
  const LotseOpenAnswer *answer;
  char *category, *redacted;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  lotse_results_unref (wish->results);
  g_free (wish->category);
  g_free (wish->redacted);
  g_free (wish);
}

static gpointer
save_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;

  return lotse_open_answer_save (store, wish->answer, wish->category, wish->redacted, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) dialog = user_data;
  g_autoptr (GError) error = NULL;

  lotse_job_done_finish (result, &error);
  lotse_editor_saved (dialog, _ ("Saved"), error);
}

static void
save (gpointer data)
{
  Editing *self = data;
  LotseStore *store = lotse_profile_get_store (self->profile);
  Wish *wish;

  if (store == NULL || !lotse_editor_begin (self->dialog))
    return;
  wish = g_new0 (Wish, 1);
  wish->results = lotse_results_ref (self->results);
  wish->answer = self->answer;
  wish->category = lotse_form_field_get_value (self->category, NULL);
  wish->redacted = lotse_form_field_get_value (self->redacted, NULL);
  lotse_job_run (store, save_job, wish, wish_free, NULL, on_saved, g_object_ref (self->dialog));
}

/* --- Categories in use --------------------------------------------------------------------------------------- */

static void
on_suggestion (Editing *self, GtkButton *button)
{
  g_autofree char *category = g_strdup (g_object_get_data (G_OBJECT (button), "category"));

  lotse_form_field_set_value (self->category, category);
  gtk_widget_grab_focus (lotse_form_field_get_row (self->category));
}

/* Those that what was typed may be the beginning of, and that are not there yet. */
static void
show_suggestions (Editing *self)
{
  g_autofree char *typed = lotse_form_field_get_value (self->category, NULL);
  g_autofree char *folded = g_utf8_casefold (typed != NULL ? typed : "", -1);
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->suggestions))) != NULL)
    gtk_flow_box_remove (self->suggestions, child);
  for (guint i = 0; i < self->known->len; i++)
    {
      const char *category = self->known->pdata[i];
      g_autofree char *name = g_utf8_casefold (category, -1);
      GtkWidget *button;

      if (!g_str_has_prefix (name, folded) || g_str_equal (name, folded))
        continue;
      button = gtk_button_new_with_label (category);
      gtk_widget_add_css_class (button, "step");
      g_object_set_data_full (G_OBJECT (button), "category", g_strdup (category), g_free);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_suggestion), self);
      gtk_flow_box_insert (self->suggestions, button, -1);
      gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
      n++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions), n > 0);
}

static void
on_category_changed (Editing *self)
{
  lotse_editor_touch (self->dialog);
  show_suggestions (self);
}

/* --- Making it ----------------------------------------------------------------------------------------------- */

static void
on_changed (Editing *self)
{
  lotse_editor_touch (self->dialog);
}

static void
on_begin (Editing *self)
{
  lotse_form_field_set_value (self->redacted, self->answer->original);
  gtk_widget_child_focus (lotse_form_field_get_row (self->redacted), GTK_DIR_TAB_FORWARD);
}

static LotseFormField *
add_field (Editing *self, AdwPreferencesGroup *group, const char *name, const char *value, GCallback changed)
{
  LotseFormField *field = lotse_form_field_new (lotse_kind_field (lotse_kind_find ("open_answer"), name),
                                                lotse_profile_get_store (self->profile));

  lotse_form_field_set_value (field, value);
  g_signal_connect_swapped (field, "changed", changed, self);
  g_signal_connect_swapped (field, "activated", G_CALLBACK (save), self);
  adw_preferences_group_add (group, lotse_form_field_get_row (field));
  return field;
}

static void
add_written (Editing *self, const LotseOpenQuestion *question)
{
  AdwPreferencesGroup *group = lotse_group_new (question->text);

  adw_preferences_group_add (group, lotse_row_text (self->answer->original, NULL));
  lotse_list_name (group, _ ("What was written"));
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (group));
}

static void
add_editors (Editing *self)
{
  GtkBox *box = lotse_dialog_get_box (self->dialog);
  AdwPreferencesGroup *category = lotse_group_new (NULL), *redacted = lotse_group_new (NULL);
  GtkWidget *begin = gtk_button_new_with_mnemonic (_ ("Begin with What Was _Written"));

  self->suggestions = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->suggestions, GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->suggestions), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Categories in use"), -1);
  self->category = add_field (self, category, "category", self->answer->category, G_CALLBACK (on_category_changed));
  self->redacted = add_field (self, redacted, "redacted", self->answer->redacted ? self->answer->text : NULL, G_CALLBACK (on_changed));
  adw_preferences_group_set_description (redacted, _ ("For an answer that names somebody: lists, papers and files then show this text only."));
  gtk_widget_set_halign (begin, GTK_ALIGN_START);
  g_signal_connect_swapped (begin, "clicked", G_CALLBACK (on_begin), self);
  lotse_list_name (category, _ ("Category"));
  lotse_list_name (redacted, _ ("Text to show instead"));
  gtk_box_append (box, GTK_WIDGET (category));
  gtk_box_append (box, GTK_WIDGET (self->suggestions));
  gtk_box_append (box, GTK_WIDGET (redacted));
  gtk_box_append (box, begin);
  show_suggestions (self);
}

void
lotse_answer_dialog_show (GtkWidget *parent,
                          LotseProfile *profile,
                          LotseResults *results,
                          const LotseOpenQuestion *question,
                          const LotseOpenAnswer *answer)
{
  Editing *self;

  if (lotse_profile_get_store (profile) == NULL)
    return;
  self = g_new0 (Editing, 1);
  self->profile = g_object_ref (profile);
  self->results = lotse_results_ref (results);
  self->answer = answer;
  self->known = lotse_results_list_categories (results);
  self->dialog = lotse_editor_new (parent, _ ("Open Answer"), 520, 560, save, self, editing_free);
  add_written (self, question);
  add_editors (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
  gtk_widget_grab_focus (lotse_form_field_get_row (self->category));
}
