/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail to people of an event; see the header.
 *
 * Addresses and texts are made on the database thread; the window only hands them on.
 */
#include "config.h"

#include "lotse-event-mail.h"

#include "lotse-jobs.h"
#include "lotse-mail.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

typedef struct
{
  char *event;
  char **persons;
  gboolean write;
  LotseMailType type;
} Mail;

/* What was made of it. */
typedef struct
{
  GPtrArray *uris; /* of char *; NULL for addresses */
  char *addresses;
  guint n_with, n_without;
} Made;

static void
mail_free (gpointer data)
{
  Mail *mail = data;

  g_free (mail->event);
  g_strfreev (mail->persons);
  g_free (mail);
}

static void
made_free (gpointer data)
{
  Made *made = data;

  g_clear_pointer (&made->uris, g_ptr_array_unref);
  g_free (made->addresses);
  g_free (made);
}

static gboolean
make_uris (LotseStore *store, const Mail *mail, GPtrArray *recipients, Made *made, GError **error)
{
  const LotseMailRecipient *only = recipients->len == 1 ? g_ptr_array_index (recipients, 0) : NULL;
  g_autoptr (LotseMailText) text = lotse_mail_text_new (store, mail->event, mail->type, only, error);

  if (text == NULL)
    return FALSE;
  if (only == NULL)
    {
      made->uris = lotse_mail_uris (recipients, text);
      return TRUE;
    }
  made->uris = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (made->uris, lotse_mail_uri (only, text));
  return TRUE;
}

static gpointer
mail_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Mail *mail = data;
  g_autoptr (GPtrArray) without = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_mail_recipient_free);
  g_autoptr (GPtrArray) recipients = lotse_mail_recipients (store, (const char *const *) mail->persons, without, error);
  Made *made;

  if (recipients == NULL)
    return NULL;
  made = g_new0 (Made, 1);
  made->n_with = recipients->len;
  made->n_without = without->len;
  if (!mail->write)
    made->addresses = lotse_mail_addresses (recipients);
  else if (recipients->len > 0 && !make_uris (store, mail, recipients, made, error))
    g_clear_pointer (&made, made_free);
  return made;
}

static void
tell (GtkWidget *widget, const Made *made)
{
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;
  g_autofree char *both = NULL;

  if (made->uris != NULL && made->n_without == 0)
    return;
  with = g_strdup_printf (ngettext ("%u mail address copied", "%u mail addresses copied", made->n_with), made->n_with);
  without = g_strdup_printf (ngettext ("%u person has no mail address", "%u people have no mail address", made->n_without), made->n_without);
  both = g_strdup_printf ("%s; %s", with, without);
  if (made->uris != NULL || made->n_with == 0)
    lotse_window_toast (widget, without);
  else
    lotse_window_toast (widget, made->n_without > 0 ? both : with);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  Made *made = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (made == NULL)
    {
      lotse_window_error (widget, _ ("The Mail Was Not Made"), error);
      return;
    }
  for (guint i = 0; made->uris != NULL && i < made->uris->len; i++)
    gtk_show_uri (GTK_WINDOW (widget), g_ptr_array_index (made->uris, i), GDK_CURRENT_TIME);
  if (made->addresses != NULL && made->n_with > 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), made->addresses);
  tell (widget, made);
  made_free (made);
}

static void
start (GtkWidget *widget, LotseProfile *profile, const char *event, const char *const *persons, gboolean write, LotseMailType type)
{
  LotseWindow *window = lotse_window_of (widget);
  Mail *mail;

  if (lotse_profile_get_store (profile) == NULL || window == NULL)
    return;
  mail = g_new0 (Mail, 1);
  mail->event = g_strdup (event);
  mail->persons = g_strdupv ((char **) persons);
  mail->write = write;
  mail->type = type;
  lotse_job_run (lotse_profile_get_store (profile), mail_job, mail, mail_free, made_free, on_made, g_object_ref (window));
}

void
lotse_event_mail_copy (GtkWidget *widget, LotseProfile *profile, const char *event, const char *const *persons)
{
  start (widget, profile, event, persons, FALSE, LOTSE_MAIL_INVITATION);
}

void
lotse_event_mail_write (GtkWidget *widget, LotseProfile *profile, const char *event, const char *const *persons, const char *type)
{
  start (widget, profile, event, persons, TRUE, g_str_equal (type, "reminder") ? LOTSE_MAIL_REMINDER : LOTSE_MAIL_INVITATION);
}
