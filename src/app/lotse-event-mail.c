/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail to people of an event; see the header.
 *
 * Addresses are collected on the database thread; the window only hands them on.
 */
#include "config.h"

#include "lotse-event-mail.h"

#include "lotse-jobs.h"
#include "lotse-mail-dialog.h"
#include "lotse-mail.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

/* What was found. */
typedef struct
{
  char *addresses;
  guint n_with, n_without;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_free (found->addresses);
  g_free (found);
}

static gpointer
find_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *const *persons = data;
  g_autoptr (GPtrArray) without = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_mail_recipient_free);
  g_autoptr (GPtrArray) recipients = lotse_mail_recipients (store, persons, without, error);
  Found *found;

  if (recipients == NULL)
    return NULL;
  found = g_new0 (Found, 1);
  found->n_with = recipients->len;
  found->n_without = without->len;
  found->addresses = lotse_mail_addresses (recipients);
  return found;
}

static void
tell (GtkWidget *widget, const Found *found)
{
  g_autofree char *with = g_strdup_printf (ngettext ("%u mail address copied", "%u mail addresses copied", found->n_with), found->n_with);
  g_autofree char *without = g_strdup_printf (ngettext ("%u person has no mail address", "%u people have no mail address", found->n_without),
                                              found->n_without);
  g_autofree char *both = g_strdup_printf ("%s; %s", with, without);

  if (found->n_with == 0)
    lotse_window_toast (widget, without);
  else
    lotse_window_toast (widget, found->n_without > 0 ? both : with);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  Found *found = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  if (found == NULL)
    {
      lotse_window_error (widget, _ ("The Addresses Were Not Copied"), error);
      return;
    }
  if (found->n_with > 0)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), found->addresses);
  tell (widget, found);
  found_free (found);
}

void
lotse_event_mail_copy (GtkWidget *widget, LotseProfile *profile, const char *const *persons)
{
  LotseWindow *window = lotse_window_of (widget);
  LotseStore *store = lotse_profile_get_store (profile);

  if (store != NULL && window != NULL)
    lotse_job_run (store, find_job, g_strdupv ((char **) persons), (GDestroyNotify) g_strfreev, found_free, on_found, g_object_ref (window));
}

void
lotse_event_mail_write (GtkWidget *widget, LotseProfile *profile, const char *event, const char *const *persons, const char *type)
{
  lotse_mail_dialog_show (widget, profile, event, persons, g_str_equal (type, "reminder") ? LOTSE_MAIL_REMINDER : LOTSE_MAIL_INVITATION);
}
