/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog that writes to people of an event; see the header.
 *
 * What shows is made on the database thread, anew for each kind of mail; an answer to an older question is dropped.  The
 * mailing that came is never changed, so the thread that writes drafts may read it, too.
 */
#include "config.h"

#include "lotse-mail-dialog.h"

#include "lotse-compat.h"
#include "lotse-dialog.h"
#include "lotse-error.h"
#include "lotse-jobs.h"
#include "lotse-mailing.h"
#include "lotse-rows.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

/* Lives as long as the dialog. */
typedef struct
{
  GtkWidget *dialog;
  LotseProfile *profile;
  char *event;
  char **persons;
  AdwComboRow *type;
  AdwActionRow *report, *without;
  GtkWidget *ways;
  AdwActionRow *one_mail;
  GtkWidget *many_mails; /* a row */
  AdwPreferencesGroup *groups[LOTSE_MAILING_N_LANGUAGES];
  AdwActionRow *texts[LOTSE_MAILING_N_LANGUAGES];
  LotseMailing *mailing; /* NULL until it was read */
  guint asked, opened;
  gboolean closed;
} MailDialog;

static void
mail_dialog_free (gpointer data)
{
  MailDialog *self = data;

  g_object_unref (self->profile);
  g_free (self->event);
  g_strfreev (self->persons);
  lotse_mailing_free (self->mailing);
  g_free (self);
}

/* For those that come back to the main thread; NULL once the dialog was closed. */
static MailDialog *
dialog_of (GtkWidget *dialog)
{
  MailDialog *self = g_object_get_data (G_OBJECT (dialog), "mail-dialog");

  return self->closed ? NULL : self;
}

/* Work that goes on keeps the dialog in memory. */
static void
on_unrealize (MailDialog *self)
{
  self->closed = TRUE;
}

/* --- What they will read ------------------------------------------------------------------------------------ */

/* What the thread needs and gives. */
typedef struct
{
  GtkWidget *dialog;
  LotseWindow *window;
  char *event;
  char **persons;
  char *folder;           /* NULL: nothing is written yet */
  GPtrArray *recipients;  /* of the drafts */
  LotseMailType type;
  guint number;
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->dialog);
  g_object_unref (run->window);
  g_free (run->event);
  g_strfreev (run->persons);
  g_free (run->folder);
  g_clear_pointer (&run->recipients, g_ptr_array_unref);
  g_free (run);
}

static Run *
run_new (MailDialog *self)
{
  Run *run = g_new0 (Run, 1);

  run->dialog = g_object_ref (self->dialog);
  run->window = g_object_ref (lotse_window_of (self->dialog));
  run->event = g_strdup (self->event);
  run->persons = g_strdupv (self->persons);
  run->type = adw_combo_row_get_selected (self->type) == 1 ? LOTSE_MAIL_REMINDER : LOTSE_MAIL_INVITATION;
  run->number = ++self->asked;
  return run;
}

static gpointer
read_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;

  return lotse_mailing_new (store, run->event, run->type, (const char *const *) run->persons, error);
}

static void
show_texts (MailDialog *self)
{
  const LotseMailing *mailing = self->mailing;
  /* Translators: the language of a mail, and how many people get it. */
  g_autofree char *german = g_strdup_printf (_ ("In German: %u"), mailing->counts[0]);
  g_autofree char *english = g_strdup_printf (_ ("In English: %u"), mailing->counts[1]);
  const char *const titles[LOTSE_MAILING_N_LANGUAGES] = { german, english };

  for (guint i = 0; i < LOTSE_MAILING_N_LANGUAGES; i++)
    {
      adw_preferences_group_set_title (self->groups[i], titles[i]);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->texts[i]), mailing->texts[i]->subject);
      adw_action_row_set_subtitle (self->texts[i], mailing->texts[i]->body);
      gtk_widget_set_visible (GTK_WIDGET (self->groups[i]), mailing->recipients->len != 1 || mailing->counts[i] == 1);
    }
}

static char *
join_names (GPtrArray *recipients)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < recipients->len; i++)
    g_ptr_array_add (names, ((LotseMailRecipient *) recipients->pdata[i])->name);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static void
show_people (MailDialog *self)
{
  const LotseMailing *mailing = self->mailing;
  const guint n = mailing->recipients->len, n_without = mailing->without->len + mailing->n_unknown;
  g_autofree char *with = g_strdup_printf (ngettext ("%u person has a mail address", "%u people have a mail address", n), n);
  g_autofree char *without = g_strdup_printf (ngettext ("%u person has no mail address", "%u people have no mail address", n_without), n_without);
  g_autofree char *names = join_names (mailing->without);
  g_autofree char *title = n == 1 ? g_strdup_printf (_ ("A mail to %s"), ((LotseMailRecipient *) mailing->recipients->pdata[0])->name)
                                  : g_strdup (_ ("One mail to all"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->report), with);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->without), without);
  adw_action_row_set_subtitle (self->without, names);
  gtk_widget_set_visible (GTK_WIDGET (self->without), n_without > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->one_mail), title);
  adw_action_row_set_subtitle (self->one_mail, n == 1 ? _ ("By name and in the person's language")
                                                      : _ ("As blind copies, in both languages and without names"));
  gtk_widget_set_visible (self->ways, n > 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  MailDialog *self = dialog_of (run->dialog);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseMailing) mailing = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (self != NULL && run->number == self->asked)
    {
      if (mailing == NULL)
        adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->report), error->message);
      else
        {
          self->mailing = g_steal_pointer (&mailing);
          show_people (self);
          show_texts (self);
        }
    }
  run_free (run);
}

static void
start (MailDialog *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  Run *run;

  if (store == NULL)
    return;
  g_clear_pointer (&self->mailing, lotse_mailing_free);
  gtk_widget_set_visible (self->ways, FALSE);
  run = run_new (self);
  lotse_store_call_async (store, read_job, run, NULL, (GDestroyNotify) lotse_mailing_free, NULL, on_read, run);
}

/* --- The mail program --------------------------------------------------------------------------------------- */

static void open_next (MailDialog *self);

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;
  g_autoptr (GError) error = NULL;
  MailDialog *self = dialog_of (dialog);
  const gboolean opened = gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error);

  if (self == NULL)
    return;
  if (opened)
    {
      open_next (self);
      return;
    }
  /* The message of the desktop may hold the address that was to be opened. */
  g_clear_error (&error);
  g_set_error_literal (&error, LOTSE_ERROR, LOTSE_ERROR_IO,
                       _ ("Nothing was sent. Choose a mail program in the settings of this computer, or save drafts."));
  lotse_window_error (dialog, _ ("No Mail Program Opened"), error);
}

/* One after the other: providers take a hundred people for one mail. */
static void
open_next (MailDialog *self)
{
  const LotseMailing *mailing = self->mailing;

  if (mailing != NULL && self->opened < mailing->uris->len)
    gtk_show_uri_full (GTK_WINDOW (self->dialog), g_ptr_array_index (mailing->uris, self->opened++), GDK_CURRENT_TIME, NULL, on_opened,
                       g_object_ref (self->dialog));
  else
    gtk_window_destroy (GTK_WINDOW (self->dialog));
}

static void
on_open (MailDialog *self)
{
  self->opened = 0;
  if (self->mailing != NULL)
    open_next (self);
}

/* --- Drafts ------------------------------------------------------------------------------------------------- */

static gpointer
write_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;
  const int n = lotse_mail_write (store, run->event, run->type, run->recipients, run->folder, error);

  return n >= 0 ? g_strdup_printf (ngettext ("%d draft saved", "%d drafts saved", (gulong) n), n) : NULL;
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  Run *run = data;
  MailDialog *self = dialog_of (run->dialog);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (text == NULL)
    lotse_window_error (self != NULL ? run->dialog : GTK_WIDGET (run->window), _ ("The Drafts Were Not Saved"), error);
  else
    {
      lotse_window_toast (GTK_WIDGET (run->window), text);
      if (self != NULL)
        gtk_window_destroy (GTK_WINDOW (run->dialog));
    }
  run_free (run);
}

static void
on_folder (GFile *folder, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;
  MailDialog *self = dialog_of (dialog);
  LotseStore *store = self != NULL ? lotse_profile_get_store (self->profile) : NULL;
  Run *run;

  if (folder == NULL || store == NULL || self->mailing == NULL)
    return;
  run = run_new (self);
  run->folder = g_file_get_path (folder);
  run->recipients = g_ptr_array_ref (self->mailing->recipients);
  lotse_store_call_async (store, write_job, run, NULL, g_free, NULL, on_written, run);
}

static void
on_drafts (MailDialog *self)
{
  lotse_compat_choose_folder (self->dialog, _ ("Folder for the Drafts"), _ ("_Save"), on_folder, g_object_ref (self->dialog));
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static AdwActionRow *
add_row (gpointer group, const char *title, const char *subtitle)
{
  GtkWidget *row = lotse_row_text (title, subtitle);

  adw_preferences_group_add (group, row);
  return ADW_ACTION_ROW (row);
}

static GtkWidget *
add_button (MailDialog *self, AdwActionRow *row, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  adw_action_row_add_suffix (row, button);
  return button;
}

static void
add_groups (MailDialog *self, GtkBox *box, LotseMailType type)
{
  const char *const types[] = { C_ ("mail kind", "Invitation"), C_ ("mail kind", "Reminder"), NULL };
  g_autoptr (GtkStringList) labels = gtk_string_list_new (types);
  AdwPreferencesGroup *top = lotse_group_new (NULL), *ways = lotse_group_new (NULL);

  self->type = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->type), _ ("What you write"));
  adw_combo_row_set_model (self->type, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->type, type == LOTSE_MAIL_REMINDER ? 1 : 0);
  adw_preferences_group_add (top, GTK_WIDGET (self->type));
  self->report = add_row (top, _ ("The addresses are being read"), NULL);
  self->without = add_row (top, "", NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->without), FALSE);
  self->ways = GTK_WIDGET (ways);
  self->one_mail = add_row (ways, "", NULL);
  gtk_widget_add_css_class (add_button (self, self->one_mail, _ ("_Open in Mail Program"), G_CALLBACK (on_open)), "suggested-action");
  add_button (self, add_row (ways, _ ("A mail for each"), _ ("By name and in the person's language. The folder then holds addresses: keep it safe.")),
              _ ("Save as _Drafts…"), G_CALLBACK (on_drafts));
  gtk_box_append (box, GTK_WIDGET (top));
  gtk_box_append (box, self->ways);
  for (guint i = 0; i < LOTSE_MAILING_N_LANGUAGES; i++)
    {
      self->groups[i] = lotse_group_new (NULL);
      self->texts[i] = add_row (self->groups[i], "", NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->groups[i]), FALSE);
      gtk_box_append (box, GTK_WIDGET (self->groups[i]));
    }
  lotse_list_name (top, _ ("Write to People"));
  lotse_list_name (ways, _ ("How they get it"));
  g_signal_connect_swapped (self->type, "notify::selected", G_CALLBACK (start), self);
}

void
lotse_mail_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *event, const char *const *persons, LotseMailType type)
{
  MailDialog *self = g_new0 (MailDialog, 1);

  self->profile = g_object_ref (profile);
  self->event = g_strdup (event);
  self->persons = g_strdupv ((char **) persons);
  self->dialog = lotse_dialog_new (parent, _ ("Write to People"), 620, 680);
  g_object_set_data_full (G_OBJECT (self->dialog), "mail-dialog", self, mail_dialog_free);
  g_signal_connect_swapped (self->dialog, "unrealize", G_CALLBACK (on_unrealize), self);
  add_groups (self, lotse_dialog_get_box (self->dialog), type);
  start (self);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
