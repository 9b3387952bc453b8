/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog that prints a feedback form; see the header.
 */
#include "config.h"

#include "lotse-form-print.h"

#include "lotse-compat.h"
#include "lotse-dialog.h"
#include "lotse-error.h"
#include "lotse-feedback-state.h"
#include "lotse-form-uses.h"
#include "lotse-jobs.h"
#include "lotse-language.h"
#include "lotse-paper.h"
#include "lotse-print.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* What can be chosen, read on the database thread. */
typedef struct
{
  LotseRecord *form;
  GPtrArray *events; /* of LotseRecord: those that are to come and ask with the form, or the one that it is printed for */
  gboolean chosen;   /* that one is chosen at first */
} Choices;

/* Lives as long as the dialog, and before it while the choices are read. */
typedef struct
{
  LotseProfile *profile;
  GtkWidget *parent;
  GtkWidget *dialog;
  Choices *choices;
  GStrv languages;
  AdwComboRow *language, *event;
  GtkLabel *message;
} FormPrint;

static void
choices_free (gpointer data)
{
  Choices *choices = data;

  g_clear_object (&choices->form);
  g_clear_pointer (&choices->events, g_ptr_array_unref);
  g_free (choices);
}

static void
form_print_free (gpointer data)
{
  FormPrint *self = data;

  g_clear_object (&self->profile);
  g_clear_object (&self->parent);
  g_clear_pointer (&self->choices, choices_free);
  g_clear_pointer (&self->languages, g_strfreev);
  g_free (self);
}

/* --- Making the paper --------------------------------------------------------------------------------------- */

typedef struct
{
  char *form, *event, *language, *path; /* no path: for the printer */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->form);
  g_free (wish->event);
  g_free (wish->language);
  g_free (wish->path);
  g_free (wish);
}

static Wish *
wish_new (FormPrint *self)
{
  const guint event = adw_combo_row_get_selected (self->event);
  Wish *wish = g_new0 (Wish, 1);

  wish->form = g_strdup (lotse_record_get_id (self->choices->form));
  wish->language = g_strdup (self->languages[adw_combo_row_get_selected (self->language)]);
  /* The first choice is none. */
  if (event > 0 && event <= self->choices->events->len)
    wish->event = g_strdup (lotse_record_get_id (self->choices->events->pdata[event - 1]));
  return wish;
}

static void
free_paper (gpointer paper)
{
  lotse_paper_free (paper);
}

static gpointer
make_paper (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;
  g_autoptr (LotsePaper) paper = lotse_paper_new_form (store, wish->form, wish->event, wish->language, error);

  if (paper != NULL && wish->path != NULL && !lotse_paper_write (paper, wish->path, cancellable, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&paper);
}

static void
start (FormPrint *self, Wish *wish, GAsyncReadyCallback callback)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL)
    lotse_job_run (store, make_paper, wish, wish_free, free_paper, callback, g_object_ref (self->dialog));
  else
    wish_free (wish);
}

/* Takes the paper for the window behind the dialog, which closes; NULL if the dialog stays, because something went wrong or it is gone. */
static LotsePaper *
finish (GtkWidget *dialog, GAsyncResult *result, GtkWidget **parent)
{
  FormPrint *self = g_object_get_data (G_OBJECT (dialog), "form-print");
  g_autoptr (GError) error = NULL;
  g_autoptr (LotsePaper) paper = g_task_propagate_pointer (G_TASK (result), &error);

  if (lotse_window_of (dialog) == NULL)
    return NULL;
  if (paper == NULL)
    {
      lotse_dialog_set_message (self->message, error->message);
      return NULL;
    }
  *parent = g_object_ref (self->parent);
  gtk_window_destroy (GTK_WINDOW (dialog));
  return g_steal_pointer (&paper);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;
  g_autoptr (GtkWidget) parent = NULL;
  g_autoptr (LotsePaper) paper = finish (dialog, result, &parent);
  g_autofree char *text = NULL;
  guint n;

  if (paper == NULL)
    return;
  n = lotse_paper_get_n_pages (paper);
  text = n == 1 ? g_strdup (_ ("The form is saved; it has one page"))
                : g_strdup_printf (ngettext ("The form is saved; it needed %u page", "The form is saved; it needed %u pages", n), n);
  lotse_window_toast (parent, text);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;
  g_autoptr (GtkWidget) parent = NULL;
  g_autoptr (LotsePaper) paper = finish (dialog, result, &parent);
  g_autofree char *title = paper != NULL ? g_strdup (lotse_paper_get_title (paper)) : NULL;

  if (paper != NULL)
    lotse_print_paper (parent, g_steal_pointer (&paper), title);
}

/* --- The dialog --------------------------------------------------------------------------------------------- */

static void
on_file (GFile *file, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;
  FormPrint *self = g_object_get_data (G_OBJECT (dialog), "form-print");
  Wish *wish = file != NULL && lotse_window_of (dialog) != NULL ? wish_new (self) : NULL;

  if (wish == NULL)
    return;
  wish->path = g_file_get_path (file);
  if (wish->path != NULL)
    start (self, wish, on_written);
  else
    wish_free (wish);
}

static void
on_save (FormPrint *self)
{
  g_autofree char *name = g_strconcat (lotse_record_get (self->choices->form, "title"), ".pdf", NULL);

  lotse_compat_choose_file (self->dialog, _ ("Save the Form"), _ ("_Save"), g_strdelimit (name, "/", '-'), on_file, g_object_ref (self->dialog));
}

static void
on_print (FormPrint *self)
{
  start (self, wish_new (self), on_made);
}

static AdwComboRow *
add_row (AdwPreferencesGroup *group, const char *title, GtkStringList *choices)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  adw_preferences_group_add (group, row);
  return ADW_COMBO_ROW (row);
}

/* The language of the window first, if the form has it. */
static void
add_languages (FormPrint *self, AdwPreferencesGroup *group)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("form"), "languages");
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  self->languages = lotse_record_list_elements (self->choices->form, "languages");
  if (self->languages == NULL || self->languages[0] == NULL)
    {
      g_strfreev (self->languages);
      self->languages = g_strsplit (lotse_language_current (), " ", -1);
    }
  for (guint i = 0; self->languages[i] != NULL; i++)
    {
      gtk_string_list_append (names, lotse_choice_label (field, self->languages[i]));
      selected = g_str_equal (self->languages[i], lotse_language_current ()) ? i : selected;
    }
  self->language = add_row (group, _ ("Language of the page"), names);
  adw_combo_row_set_selected (self->language, selected);
}

static void
add_events (FormPrint *self, AdwPreferencesGroup *group)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, _ ("None"));
  for (guint i = 0; i < self->choices->events->len; i++)
    {
      g_autofree char *title = lotse_record_dup_title (self->choices->events->pdata[i]);

      gtk_string_list_append (titles, title);
    }
  self->event = add_row (group, _ ("For the event"), titles);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->event), _ ("Its title, day and funder stand on the page"));
  adw_combo_row_set_selected (self->event, self->choices->chosen ? 1 : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->event), self->choices->events->len > 0);
}

static void
show (FormPrint *self)
{
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  GtkWidget *print, *save = gtk_button_new_with_mnemonic (_ ("Save as _PDF…"));

  self->dialog = lotse_dialog_new (self->parent, _ ("Print the Form"), 480, 360);
  g_object_set_data_full (G_OBJECT (self->dialog), "form-print", self, form_print_free);
  self->message = lotse_dialog_add_message (self->dialog);
  print = lotse_dialog_add_button (self->dialog, _ ("P_rint…"));
  g_signal_connect_swapped (print, "clicked", G_CALLBACK (on_print), self);
  adw_preferences_group_set_description (group, _ ("An A4 page to be filled in by hand, without a place for a name."));
  add_languages (self, group);
  add_events (self, group);
  gtk_box_append (lotse_dialog_get_box (self->dialog), GTK_WIDGET (group));
  gtk_widget_set_halign (save, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (on_save), self);
  gtk_box_append (lotse_dialog_get_box (self->dialog), save);
  gtk_window_present (GTK_WINDOW (self->dialog));
}

/* --- Opening it --------------------------------------------------------------------------------------------- */

/* Those of a form. */
static gboolean
read_events (Choices *choices, LotseStore *store, const char *form, GError **error)
{
  g_autoptr (GPtrArray) uses = lotse_form_uses_list (store, form, TRUE, error);

  for (guint i = 0; uses != NULL && i < uses->len; i++)
    if (g_str_equal (lotse_record_get_kind (uses->pdata[i])->name, "event"))
      g_ptr_array_add (choices->events, g_object_ref (uses->pdata[i]));
  return uses != NULL;
}

/* The form of an event or survey.  A survey has nothing that could stand on the page. */
static gboolean
read_asked (Choices *choices, LotseStore *store, LotseRecord *asked, GError **error)
{
  g_autoptr (LotseFeedbackState) state = lotse_feedback_state_load (store, lotse_record_get_id (asked), error);

  if (state == NULL)
    return FALSE;
  if (state->form == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                           _ ("No form is chosen yet. Choose one in the section Feedback first."));
      return FALSE;
    }
  choices->form = g_object_ref (state->form->record);
  choices->chosen = g_str_equal (lotse_record_get_kind (asked)->name, "event");
  if (choices->chosen)
    g_ptr_array_add (choices->events, g_object_ref (asked));
  return TRUE;
}

static gpointer
read_choices (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, data, error);
  Choices *choices;
  gboolean success;

  if (record == NULL)
    return NULL;
  choices = g_new0 (Choices, 1);
  choices->events = g_ptr_array_new_with_free_func (g_object_unref);
  if (g_str_equal (lotse_record_get_kind (record)->name, "form"))
    {
      choices->form = g_steal_pointer (&record);
      success = read_events (choices, store, data, error);
    }
  else
    success = read_asked (choices, store, record, error);
  if (!success)
    g_clear_pointer (&choices, choices_free);
  return choices;
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  FormPrint *self = data;
  g_autoptr (GError) error = NULL;

  self->choices = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->choices != NULL && lotse_window_of (self->parent) != NULL)
    {
      show (self);
      return;
    }
  if (error != NULL)
    lotse_window_error (self->parent, _ ("It Cannot Be Shown"), error);
  form_print_free (self);
}

/**
 * lotse_form_print_show:
 * @id: the id of a form, or of an event or survey that is asked with one
 *
 * Asks for the language, and for the event if it is a form, then prints.
 */
void
lotse_form_print_show (GtkWidget *parent, LotseProfile *profile, const char *id)
{
  LotseStore *store = lotse_profile_get_store (profile);
  FormPrint *self;

  if (store == NULL || id == NULL)
    return;
  self = g_new0 (FormPrint, 1);
  self->profile = g_object_ref (profile);
  self->parent = g_object_ref (parent);
  lotse_job_run (store, read_choices, g_strdup (id), g_free, choices_free, on_read, self);
}
