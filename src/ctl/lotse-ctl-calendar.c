/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command calendar, and deadlines as a calendar. */
#include "config.h"

#include "lotse-calendar-address.h"
#include "lotse-calendar-file.h"
#include "lotse-ctl-commands.h"
#include "lotse-deadline-ics.h"
#include "lotse-error.h"
#include "lotse-reminder-hour.h"

#include <glib/gi18n.h>

void
lotse_ctl_print_ics (LotseCtl *self, LotseStore *store, GPtrArray *deadlines)
{
  const LotseDeadlineIcs options = { .hour = lotse_reminder_hour_get (store), .people = TRUE };
  g_autofree char *text = lotse_deadlines_to_ics (deadlines, NULL, &options);

  lotse_ctl_print (self, text);
}

static void
answer (LotseCtl *self, const char *member, const char *value, const char *otherwise)
{
  if (self->json)
    lotse_ctl_confirm (self, member, value);
  else
    lotse_ctl_printf (self, "%s\n", value != NULL ? value : otherwise);
}

static gboolean
run_file (LotseCtl *self, LotseStore *store, const char *wanted, GError **error)
{
  const gboolean off = wanted != NULL && g_str_equal (wanted, "off");
  g_autofree char *path = wanted != NULL && !off ? g_canonicalize_filename (wanted, NULL) : NULL;
  g_autofree char *now = NULL;
  g_autoptr (GError) local = NULL;

  if (wanted != NULL && !lotse_calendar_file_set (store, path, error))
    return FALSE;
  now = lotse_calendar_file_get (store, &local);
  if (local == NULL)
    answer (self, "file", now, "off");
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return error == NULL || *error == NULL;
}

static gboolean
run_address (LotseCtl *self, LotseStore *store, const char *wanted, GError **error)
{
  g_autofree char *found = NULL;
  g_autoptr (GError) local = NULL;

  if (wanted != NULL && !g_str_equal (wanted, "new"))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("write: calendar address, or calendar address new"));
      return FALSE;
    }
  found = wanted == NULL ? lotse_calendar_address_get (store, &local) : NULL;
  if (found == NULL && local == NULL)
    found = lotse_calendar_address_make (store, self->cancellable, &local);
  if (found == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  answer (self, "address", found, "");
  return TRUE;
}

static gboolean
run_revoke (LotseCtl *self, LotseStore *store, const char *wanted, GError **error)
{
  if (!lotse_calendar_address_take_back (store, self->cancellable, error))
    return FALSE;
  lotse_ctl_confirm (self, "revoked", "address");
  return TRUE;
}

gboolean
lotse_ctl_calendar (LotseCtl *self, GError **error)
{
  static const struct
  {
    const char *word;
    gboolean (*run) (LotseCtl *self, LotseStore *store, const char *wanted, GError **error);
  } words[] = { { "file", run_file }, { "address", run_address }, { "revoke", run_revoke } };
  const char *wanted = lotse_ctl_args_count (self->args) > 1 ? lotse_ctl_word (self, 1) : NULL;
  LotseStore *store;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, lotse_ctl_word (self, 0)))
      return (store = lotse_ctl_store (self, error)) != NULL && words[i].run (self, store, wanted, error);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("write one of: calendar file, calendar address, calendar revoke"));
  return FALSE;
}

void
lotse_ctl_follow_calendar (LotseCtl *self)
{
  g_autoptr (GError) error = NULL;

  if (self->store != NULL && !lotse_calendar_file_write (self->store, &error))
    g_printerr ("lotsectl: %s\n", error->message);
}
