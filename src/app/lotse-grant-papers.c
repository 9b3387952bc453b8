/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Papers of an application's page; see the header.
 *
 * What stands on a paper is read on the database thread, and a file is written there, too; a printer gets its pages one by one
 * on the main thread.
 */
#include "config.h"

#include "lotse-grant-papers.h"

#include "lotse-compat.h"
#include "lotse-event-rows.h"
#include "lotse-handing-in-dialog.h"
#include "lotse-jobs.h"
#include "lotse-paper-grant.h"
#include "lotse-print.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

struct _LotseGrantPapers
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  AdwComboRow *language;

  LotseProfile *profile;
  char *application;
  char *title;
};

G_DEFINE_FINAL_TYPE (LotseGrantPapers, lotse_grant_papers, GTK_TYPE_WIDGET)

/* In the order of the row that chooses them. */
static const char *const languages[] = { "de", "en" };

static const char *
label_of (LotseGrantPaper type)
{
  return g_dpgettext2 (NULL, "paper", lotse_grant_paper_info (type)->label);
}

/* --- Making a paper ----------------------------------------------------------------------------------------- */

typedef struct
{
  LotseGrantPapers *section; /* a reference */
  LotseGrantPaper type;
  const char *language;
  char *application;
  char *path; /* NULL: for the printer */
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_object_unref (wish->section);
  g_free (wish->application);
  g_free (wish->path);
  g_free (wish);
}

static Wish *
wish_new (LotseGrantPapers *self, LotseGrantPaper type)
{
  Wish *wish = g_new0 (Wish, 1);

  wish->section = g_object_ref (self);
  wish->type = type;
  wish->language = languages[adw_combo_row_get_selected (self->language) % G_N_ELEMENTS (languages)];
  wish->application = g_strdup (self->application);
  return wish;
}

static gpointer
write_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;
  g_autoptr (LotseGrantDocument) document = lotse_grant_paper_load (store, wish->type, wish->application, wish->language, error);

  return document != NULL && lotse_grant_document_write (document, wish->path, cancellable, NULL, NULL, error) ? LOTSE_JOB_DONE : NULL;
}

static gpointer
print_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Wish *wish = data;
  g_autoptr (LotseGrantDocument) document = lotse_grant_paper_load (store, wish->type, wish->application, wish->language, error);

  return document != NULL ? lotse_paper_new_grant (document) : NULL;
}

/* --- Files -------------------------------------------------------------------------------------------------- */

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LotseGrantPapers) self = data;
  g_autoptr (GError) error = NULL;
  const gboolean done = lotse_job_done_finish (result, &error);

  if (self->scroller == NULL)
    return;
  if (done)
    lotse_window_toast (GTK_WIDGET (self), _ ("The paper is saved"));
  else
    lotse_window_error (GTK_WIDGET (self), _ ("The Paper Was Not Saved"), error);
}

static void
on_file (GFile *file, gpointer data)
{
  Wish *wish = data;
  LotseStore *store = lotse_profile_get_store (wish->section->profile);

  wish->path = file != NULL ? g_file_get_path (file) : NULL;
  if (wish->path == NULL || store == NULL)
    wish_free (wish);
  else
    lotse_job_run (store, write_job, wish, wish_free, NULL, on_written, g_object_ref (wish->section));
}

static void
choose_file (LotseGrantPapers *self, GtkButton *button, const char *ending)
{
  const LotseGrantPaper type = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "paper"));
  g_autofree char *name = g_strconcat (label_of (type), ending, NULL);

  if (self->application != NULL)
    lotse_compat_choose_file (GTK_WIDGET (self), label_of (type), _ ("_Save"), name, on_file, wish_new (self, type));
}

static void
on_pdf (LotseGrantPapers *self, GtkButton *button)
{
  choose_file (self, button, ".pdf");
}

static void
on_spreadsheet (LotseGrantPapers *self, GtkButton *button)
{
  choose_file (self, button, ".xlsx");
}

/* --- The printer -------------------------------------------------------------------------------------------- */

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LotseGrantPapers) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotsePaper) paper = lotse_store_call_finish (LOTSE_STORE (source), result, &error);
  g_autofree char *title = paper != NULL ? g_strdup (lotse_paper_get_title (paper)) : NULL;

  if (self->scroller == NULL)
    return;
  if (paper == NULL)
    lotse_window_error (GTK_WIDGET (self), _ ("The Paper Was Not Printed"), error);
  else
    lotse_print_paper (GTK_WIDGET (self), g_steal_pointer (&paper), title);
}

static void
on_print (LotseGrantPapers *self, GtkButton *button)
{
  LotseStore *store = self->profile != NULL ? lotse_profile_get_store (self->profile) : NULL;
  const LotseGrantPaper type = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "paper"));

  if (store != NULL && self->application != NULL)
    lotse_job_run (store, print_job, wish_new (self, type), wish_free, (GDestroyNotify) lotse_paper_free, on_made, g_object_ref (self));
}

/* --- Everything --------------------------------------------------------------------------------------------- */

static void
on_folder (LotseGrantPapers *self)
{
  if (self->application != NULL)
    lotse_handing_in_dialog_start (GTK_WIDGET (self), self->profile, self->application, self->title,
                                   languages[adw_combo_row_get_selected (self->language) % G_N_ELEMENTS (languages)]);
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

void
lotse_grant_papers_show (LotseGrantPapers *self, LotseProfile *profile, LotseGrantView *view)
{
  g_return_if_fail (LOTSE_IS_GRANT_PAPERS (self));
  g_set_object (&self->profile, profile);
  g_free (self->application);
  g_free (self->title);
  self->title = g_strdup (view->base->title);
  self->application = g_strdup (lotse_record_get_id (lotse_grant_view_get_application (view)));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
add_button (LotseGrantPapers *self, GtkWidget *row, LotseGrantPaper type, const char *icon_name, const char *what, GCallback clicked)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", label_of (type), what);
  GtkWidget *button = lotse_button_icon (icon_name, name, NULL, NULL);

  g_object_set_data (G_OBJECT (button), "paper", GUINT_TO_POINTER (type));
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_papers (LotseGrantPapers *self)
{
  AdwPreferencesGroup *group = lotse_group_new (NULL);

  for (LotseGrantPaper type = 0; type < LOTSE_GRANT_PAPER_N_TYPES; type++)
    {
      GtkWidget *row = lotse_row_text (label_of (type), g_dpgettext2 (NULL, "paper", lotse_grant_paper_info (type)->about));

      add_button (self, row, type, "document-save-symbolic", _ ("Save as PDF"), G_CALLBACK (on_pdf));
      add_button (self, row, type, "x-office-spreadsheet-symbolic", _ ("Save as Spreadsheet"), G_CALLBACK (on_spreadsheet));
      add_button (self, row, type, "document-print-symbolic", _ ("Print"), G_CALLBACK (on_print));
      adw_preferences_group_add (group, row);
    }
  lotse_list_name (group, C_ ("section", "Papers"));
  return GTK_WIDGET (group);
}

static GtkWidget *
make_folder (LotseGrantPapers *self)
{
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  GtkWidget *row = lotse_row_text (_ ("Folder for Handing In"), _ ("All papers, the scans of receipts by their number, and attachments"));
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Write Folder…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_folder), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
  lotse_list_name (group, _ ("Folder for Handing In"));
  return GTK_WIDGET (group);
}

static GtkWidget *
make_choices (LotseGrantPapers *self)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("How they are made"));
  const char *const names[] = { g_dpgettext2 (NULL, "choice", "German"), g_dpgettext2 (NULL, "choice", "English"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  GtkWidget *row = lotse_group_add_row (group, adw_combo_row_new (), _ ("Language of the papers"));

  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  self->language = ADW_COMBO_ROW (row);
  return GTK_WIDGET (group);
}

static void
lotse_grant_papers_dispose (GObject *object)
{
  LotseGrantPapers *self = LOTSE_GRANT_PAPERS (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->application, g_free);
  g_clear_pointer (&self->title, g_free);
  G_OBJECT_CLASS (lotse_grant_papers_parent_class)->dispose (object);
}

static void
lotse_grant_papers_class_init (LotseGrantPapersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_grant_papers_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_grant_papers_init (LotseGrantPapers *self)
{
  GtkBox *box;

  self->scroller = lotse_event_column_new (&box);
  gtk_box_append (box, make_papers (self));
  gtk_box_append (box, make_folder (self));
  gtk_box_append (box, make_choices (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
