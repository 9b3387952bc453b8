/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section Papers of an application's page; see the header. */
#include "config.h"

#include "lotse-grant-papers.h"

#include "lotse-event-rows.h"
#include "lotse-handing-in-dialog.h"
#include "lotse-paper-grant.h"
#include "lotse-paper-rows.h"
#include "lotse-rows.h"

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

/* --- Making a paper ----------------------------------------------------------------------------------------- */

typedef struct
{
  const char *language;
  char *application;
} Wish;

static void
free_wish (gpointer data)
{
  Wish *wish = data;

  g_free (wish->application);
  g_free (wish);
}

static gpointer
make_wish (GtkWidget *section, LotseProfile **profile)
{
  LotseGrantPapers *self = LOTSE_GRANT_PAPERS (section);
  Wish *wish;

  if (self->application == NULL)
    return NULL;
  wish = g_new0 (Wish, 1);
  wish->language = lotse_paper_rows_get_language (self->language);
  wish->application = g_strdup (self->application);
  *profile = self->profile;
  return wish;
}

static LotsePaper *
make_paper (LotseStore *store, guint paper, gpointer data, GError **error)
{
  const Wish *wish = data;
  g_autoptr (LotseGrantDocument) document = lotse_grant_paper_load (store, paper, wish->application, wish->language, error);

  return document != NULL ? lotse_paper_new_grant (document) : NULL;
}

static char *
write_paper (LotseStore *store, guint paper, gpointer data, const char *path, GCancellable *cancellable, GError **error)
{
  const Wish *wish = data;
  g_autoptr (LotseGrantDocument) document = lotse_grant_paper_load (store, paper, wish->application, wish->language, error);

  if (document == NULL || !lotse_grant_document_write (document, path, cancellable, NULL, NULL, error))
    return NULL;
  return g_strdup (_ ("The paper is saved"));
}

static const LotsePaperInfo *
get_info (guint paper)
{
  return lotse_grant_paper_info (paper);
}

/* Three buttons with words would leave a narrow window no place for what the papers are called. */
static const LotsePaperButton buttons[] = {
  { "document-save-symbolic", N_ ("Save as PDF"), ".pdf" },
  { "x-office-spreadsheet-symbolic", N_ ("Save as Spreadsheet"), ".xlsx" },
  { "document-print-symbolic", N_ ("Print"), NULL },
  { NULL },
};

static const LotsePaperMaker papers = {
  LOTSE_GRANT_PAPER_N_TYPES, get_info, buttons, make_wish, free_wish, make_paper, write_paper, N_ ("The Paper Was Not Saved"),
};

/* --- Everything --------------------------------------------------------------------------------------------- */

static void
on_folder (LotseGrantPapers *self)
{
  if (self->application != NULL)
    lotse_handing_in_dialog_start (GTK_WIDGET (self), self->profile, self->application, self->title,
                                   lotse_paper_rows_get_language (self->language));
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
  AdwPreferencesGroup *group = lotse_group_new (_ ("How They Are Made"));

  self->language = lotse_paper_rows_add_language (group);
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
  gtk_box_append (box, GTK_WIDGET (lotse_paper_rows_new (GTK_WIDGET (self), &papers)));
  gtk_box_append (box, make_folder (self));
  gtk_box_append (box, make_choices (self));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
