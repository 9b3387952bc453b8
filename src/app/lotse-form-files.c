/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Feedback forms from and to files; see the header.
 */
#include "config.h"

#include "lotse-form-files.h"

#include "lotse-compat.h"
#include "lotse-dialog.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"
#include "lotse-table-dialog.h"
#include "lotse-window.h"
#include "lotse-xlsform.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/* --- Export ------------------------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *parent;
  LotseProfile *profile;
  char *form;
  char *path;
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->parent);
  g_object_unref (export->profile);
  g_free (export->form);
  g_free (export->path);
  g_free (export);
}

static gpointer
export_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Export *export = data;
  g_autoptr (LotseFeedbackForm) form = lotse_feedback_form_load (store, export->form, error);

  return form != NULL && lotse_xlsform_write (form, export->path, error) ? LOTSE_JOB_DONE : NULL;
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) parent = data;
  g_autoptr (GError) error = NULL;

  if (lotse_job_done_finish (result, &error))
    lotse_window_toast (parent, _ ("The form is saved as XLSForm"));
  else
    lotse_window_error (parent, _ ("The Form Was Not Saved"), error);
}

static void
on_export_file (GFile *file, gpointer data)
{
  Export *export = data;
  LotseStore *store = lotse_profile_get_store (export->profile);

  export->path = file != NULL ? g_file_get_path (file) : NULL;
  if (export->path != NULL && store != NULL)
    lotse_job_run (store, export_job, export, export_free, NULL, on_exported, g_object_ref (export->parent));
  else
    export_free (export);
}

void
lotse_form_files_export (GtkWidget *parent, LotseProfile *profile, const char *form)
{
  Export *export = g_new0 (Export, 1);
  g_autofree char *name = g_strconcat (lotse_kind_label (lotse_kind_find ("form")), ".xlsx", NULL);

  export->parent = g_object_ref (parent);
  export->profile = g_object_ref (profile);
  export->form = g_strdup (form);
  lotse_compat_choose_file (parent, _ ("Export as XLSForm"), _ ("_Save"), name, on_export_file, export);
}

/* --- Import ------------------------------------------------------------------------------------------------- */

/* Lives from the choice of the file to the end of the dialog. */
typedef struct
{
  GtkWidget *parent;
  LotseProfile *profile;
  GtkWidget *dialog;
  GtkWidget *button;
  GtkLabel *message;
  GBytes *content;
} Import;

/* What the file says, and what saving it does or did. */
typedef struct
{
  LotseFormDraft *draft;
  LotseFormSaved saved;
  char *id;
} Read;

typedef struct
{
  GBytes *content;
  gboolean dry;
} Reading;

static void
import_free (gpointer data)
{
  Import *self = data;

  g_object_unref (self->parent);
  g_object_unref (self->profile);
  g_clear_pointer (&self->content, g_bytes_unref);
  g_free (self);
}

static void
read_free (gpointer data)
{
  Read *read = data;

  g_clear_pointer (&read->draft, lotse_form_draft_free);
  g_free (read->id);
  g_free (read);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Read, read_free)

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_bytes_unref (reading->content);
  g_free (reading);
}

static gpointer
read_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Reading *reading = data;
  g_autoptr (Read) read = g_new0 (Read, 1);

  read->draft = lotse_form_read (reading->content, error);
  read->id = read->draft != NULL ? lotse_form_draft_save (store, read->draft, reading->dry, &read->saved, error) : NULL;
  return read->id != NULL ? g_steal_pointer (&read) : NULL;
}

static gboolean
start (Import *self, gboolean dry, GAsyncReadyCallback callback, gpointer data)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  Reading *reading;

  if (store == NULL)
    return FALSE;
  reading = g_new0 (Reading, 1);
  reading->content = g_bytes_ref (self->content);
  reading->dry = dry;
  lotse_job_run (store, read_job, reading, reading_free, read_free, callback, data);
  return TRUE;
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;
  Import *self = g_object_get_data (G_OBJECT (dialog), "import");
  g_autoptr (GError) error = NULL;
  g_autoptr (Read) read = g_task_propagate_pointer (G_TASK (result), &error);
  LotseWindow *window = lotse_window_of (dialog);

  gtk_widget_set_sensitive (self->button, TRUE);
  if (read == NULL)
    {
      lotse_dialog_set_message (self->message, error->message);
      return;
    }
  if (window != NULL)
    {
      lotse_window_toast_undo (GTK_WIDGET (window), _ ("The form is imported"));
      lotse_window_open_record (window, "form", read->id);
    }
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
on_import (Import *self)
{
  if (start (self, FALSE, on_imported, g_object_ref (self->dialog)))
    gtk_widget_set_sensitive (self->button, FALSE);
  else
    g_object_unref (self->dialog);
}

/* --- The dialog --------------------------------------------------------------------------------------------- */

static const char *
words_of (LotseFormSaved saved)
{
  static const char *const words[] = { N_ ("It becomes a new form."), N_ ("It changes the form that is there already."),
                                       N_ ("The form has sheets already, so it becomes its next version."),
                                       N_ ("The form is there already as it is in the file.") };

  return _ (words[saved]);
}

static AdwPreferencesGroup *
make_lost (LotseFormDraft *draft)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("What Could Not Be Carried"));

  for (guint i = 0; i < draft->lost->len; i++)
    adw_preferences_group_add (group, lotse_row_text (draft->lost->pdata[i], NULL));
  if (draft->lost->len == 0)
    adw_preferences_group_set_description (group, _ ("Nothing; the form comes in as it is."));
  lotse_list_name (group, _ ("What Could Not Be Carried"));
  return group;
}

static void
show (Import *self, Read *read)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u question", "%u questions", read->draft->questions->len), read->draft->questions->len);
  g_autofree char *about = g_strdup_printf ("%s · %s", count, words_of (read->saved));
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  GtkBox *box;

  self->dialog = lotse_dialog_new (self->parent, _ ("Import a Form"), 560, 560);
  g_object_set_data_full (G_OBJECT (self->dialog), "import", self, import_free);
  box = lotse_dialog_get_box (self->dialog);
  self->message = lotse_dialog_add_message (self->dialog);
  self->button = lotse_dialog_add_button (self->dialog, _ ("_Import"));
  gtk_widget_set_sensitive (self->button, read->saved != LOTSE_FORM_UNCHANGED);
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (on_import), self);
  adw_preferences_group_add (group, lotse_row_text (lotse_record_get (read->draft->form, "title"), about));
  gtk_box_append (box, GTK_WIDGET (group));
  gtk_box_append (box, GTK_WIDGET (make_lost (read->draft)));
  gtk_window_present (GTK_WINDOW (self->dialog));
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  Import *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Read) read = g_task_propagate_pointer (G_TASK (result), &error);

  if (read != NULL && lotse_window_of (self->parent) != NULL)
    {
      show (self, read);
      return;
    }
  if (error != NULL)
    lotse_window_error (self->parent, _ ("The Form Was Not Imported"), error);
  import_free (self);
}

static void
on_content (GBytes *content, gpointer data)
{
  Import *self = data;

  self->content = content != NULL ? g_bytes_ref (content) : NULL;
  if (content == NULL || !start (self, TRUE, on_checked, self))
    import_free (self);
}

void
lotse_form_files_import (GtkWidget *parent, LotseProfile *profile)
{
  Import *self = g_new0 (Import, 1);

  self->parent = g_object_ref (parent);
  self->profile = g_object_ref (profile);
  lotse_table_choose (parent, _ ("Import a Form"), on_content, self);
}
