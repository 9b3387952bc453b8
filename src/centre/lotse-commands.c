/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One function a command, found by its words. */
#include "lotse-commands.h"

#include "lotse-centre-sheets.h"
#include "lotse-error.h"
#include "lotse-sheets-journal.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#define MOST_PASSWORD 1024u

const char lotse_command_summary[] =
  "Commands:\n"
  "  serve                         listen, until SIGTERM\n"
  "  account add NAME              with --role (once or more), --person, --password-file\n"
  "  account list                  name, roles, state and person of each\n"
  "  account disable NAME          lock out at once, on all devices\n"
  "  account enable NAME\n"
  "  account password NAME         with --password-file\n"
  "  account role NAME             with --role: what it has from now on\n"
  "  account person NAME           with --person: who it is from now on\n"
  "  device list                   number, account, state, times and name of each\n"
  "  device revoke NUMBER          lock out one that was lost\n"
  "  device writes NUMBER          what it has written, newest first, without values\n"
  "  code ACCOUNT                  an invitation with a one-time code, valid for 24 hours\n"
  "  audit                         who did what and when, newest first\n"
  "  backup FILE                   a copy of the database with its key, while the centre runs; with\n"
  "                                --passphrase-file it is encrypted\n"
  "  restore FILE                  put a backup in its place; the centre must not run\n"
  "  new-key                       make one where server.key is lost; every device must connect again\n"
  "  check                         look at everything from end to end\n"
  "  erase ID                      remove a record and all its traces, here and on every device";

/* --- Helpers ----------------------------------------------------------------------------------------------------- */

static LotseCentre *
open_centre (const LotseCommandLine *line, GError **error)
{
  return lotse_centre_open (line->server.folder, error);
}

static gboolean
read_all (FILE *file, GString *text)
{
  char buffer[256];
  size_t size;

  while ((size = fread (buffer, 1, sizeof buffer, file)) > 0 && text->len < MOST_PASSWORD)
    g_string_append_len (text, buffer, (gssize) size);
  return !ferror (file);
}

/* The first line of the file, where a `what` is; the caller wipes it. */
static char *
read_secret (const char *path, const char *what, GError **error)
{
  gboolean input = strcmp (path, "-") == 0;
  FILE *file = input ? stdin : fopen (path, "re");
  GString *text;
  gboolean ok;

  if (file == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "The file with the %s cannot be read.", what);
      return NULL;
    }
  text = g_string_new (NULL);
  ok = read_all (file, text);
  if (!input)
    fclose (file);
  g_string_truncate (text, strcspn (text->str, "\r\n"));
  if (ok && g_utf8_validate (text->str, -1, NULL))
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "The file with the %s cannot be read as text.", what);
  return NULL;
}

static char *
read_password (const LotseCommandLine *line, GError **error)
{
  if (line->password_file != NULL)
    return read_secret (line->password_file, "password", error);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "Please give --password-file FILE (\"-\" is standard input).");
  return NULL;
}

static void
wipe (char *password)
{
  if (password != NULL)
    memset (password, 'x', strlen (password));
  g_free (password);
}

static gboolean
read_roles (const LotseCommandLine *line, LotseRoles *roles, GError **error)
{
  *roles = 0;
  for (guint i = 0; line->roles != NULL && line->roles[i] != NULL; i++)
    {
      LotseRole role = lotse_role_parse (line->roles[i]);

      if (role == LOTSE_ROLE_NONE)
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       "There is no role \"%s\". Take mentor, organiser, finance, coordinator or admin.", line->roles[i]);
          return FALSE;
        }
      *roles |= role;
    }
  if (*roles == 0)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "Please give a role, such as --role mentor.");
  return *roles != 0;
}

/* --- Commands ------------------------------------------------------------------------------------------------------ */

static gboolean
serve (const LotseCommandLine *line, const char *argument, GError **error)
{
  g_autoptr (LotseServer) server = lotse_server_new (&line->server, error);

  if (server == NULL)
    return FALSE;
  printf ("listening on %s\n", lotse_server_get_url (server));
  fflush (stdout);
  lotse_server_run (server);
  return TRUE;
}

static gboolean
account_add (const LotseCommandLine *line, const char *name, GError **error)
{
  LotseRoles roles;
  char *password = NULL;
  g_autoptr (LotseCentre) centre = NULL;
  gboolean ok;

  if (!read_roles (line, &roles, error) || (line->password_file != NULL && (password = read_password (line, error)) == NULL))
    return FALSE;
  centre = open_centre (line, error);
  ok = centre != NULL && lotse_centre_add_account (centre, name, roles, line->person, password, error);
  wipe (password);
  return ok;
}

static gboolean
account_password (const LotseCommandLine *line, const char *name, GError **error)
{
  char *password = read_password (line, error);
  g_autoptr (LotseCentre) centre = password != NULL ? open_centre (line, error) : NULL;
  gboolean ok = centre != NULL && lotse_centre_set_password (centre, name, password, error);

  wipe (password);
  return ok;
}

static gboolean
account_role (const LotseCommandLine *line, const char *name, GError **error)
{
  LotseRoles roles;
  g_autoptr (LotseCentre) centre = read_roles (line, &roles, error) ? open_centre (line, error) : NULL;

  return centre != NULL && lotse_centre_set_roles (centre, name, roles, error);
}

static gboolean
account_person (const LotseCommandLine *line, const char *name, GError **error)
{
  g_autoptr (LotseCentre) centre = open_centre (line, error);

  return centre != NULL && lotse_centre_set_person (centre, name, line->person, error);
}

static gboolean
account_disable (const LotseCommandLine *line, const char *name, GError **error)
{
  g_autoptr (LotseCentre) centre = open_centre (line, error);

  return centre != NULL && lotse_centre_set_disabled (centre, name, TRUE, error);
}

static gboolean
account_enable (const LotseCommandLine *line, const char *name, GError **error)
{
  g_autoptr (LotseCentre) centre = open_centre (line, error);

  return centre != NULL && lotse_centre_set_disabled (centre, name, FALSE, error);
}

/* Prints a text and frees it; NULL is an error. */
static gboolean
print (char *text)
{
  if (text != NULL)
    fputs (text, stdout);
  g_free (text);
  return text != NULL;
}

static gboolean
account_list (const LotseCommandLine *line, const char *argument, GError **error)
{
  g_autoptr (LotseCentre) centre = open_centre (line, error);

  return centre != NULL && print (lotse_centre_list_accounts (centre, error));
}

static gboolean
device_list (const LotseCommandLine *line, const char *argument, GError **error)
{
  g_autoptr (LotseCentre) centre = open_centre (line, error);

  return centre != NULL && print (lotse_centre_list_devices (centre, error));
}

static gboolean
read_number (const char *text, guint64 *number, GError **error)
{
  if (lotse_u64_from_hex (text, number))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "\"%s\" is not the number of a device. `device list` shows them.", text);
  return FALSE;
}

static gboolean
device_revoke (const LotseCommandLine *line, const char *text, GError **error)
{
  guint64 number;
  g_autoptr (LotseCentre) centre = read_number (text, &number, error) ? open_centre (line, error) : NULL;

  return centre != NULL && lotse_centre_revoke_device (centre, number, error);
}

static gboolean
device_writes (const LotseCommandLine *line, const char *text, GError **error)
{
  guint64 number;
  g_autoptr (LotseCentre) centre = read_number (text, &number, error) ? open_centre (line, error) : NULL;

  return centre != NULL && print (lotse_centre_list_writes (centre, number, error));
}

static gboolean
code (const LotseCommandLine *line, const char *account, GError **error)
{
  g_autoptr (LotseCentre) centre = open_centre (line, error);
  g_autofree char *invitation = centre != NULL ? lotse_centre_new_invitation (centre, account, line->server.url, error) : NULL;

  if (invitation != NULL)
    printf ("%s\n", invitation);
  return invitation != NULL;
}

static gboolean
audit (const LotseCommandLine *line, const char *argument, GError **error)
{
  g_autoptr (LotseCentre) centre = open_centre (line, error);

  return centre != NULL && print (lotse_centre_list_audit (centre, 10000, error));
}

static gboolean
backup_encrypted (const LotseCommandLine *line, const char *path, GError **error)
{
  char *passphrase = read_secret (line->passphrase_file, "passphrase", error);
  g_autoptr (LotseCentre) centre = passphrase != NULL ? open_centre (line, error) : NULL;
  gboolean ok = centre != NULL && lotse_centre_backup_encrypted (centre, path, passphrase, error);

  wipe (passphrase);
  return ok;
}

static gboolean
backup (const LotseCommandLine *line, const char *path, GError **error)
{
  g_autoptr (LotseCentre) centre = NULL;

  if (line->passphrase_file != NULL)
    return backup_encrypted (line, path, error);
  centre = open_centre (line, error);
  if (centre == NULL || !lotse_centre_backup (centre, path, error))
    return FALSE;
  fputs ("lotse-server: This backup is not encrypted: whoever has the file can read it. With --passphrase-file FILE it would be.\n", stderr);
  return TRUE;
}

/* The name of the database that was there before, or NULL. */
static char *
put_back (const LotseCommandLine *line, const char *path, GError **error)
{
  char *passphrase = line->passphrase_file != NULL ? read_secret (line->passphrase_file, "passphrase", error) : NULL;
  char *aside = NULL;

  if (passphrase != NULL || line->passphrase_file == NULL)
    aside = lotse_centre_restore_encrypted (line->server.folder, path, passphrase, error);
  wipe (passphrase);
  return aside;
}

static gboolean
is_missing (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf info;

  return g_stat (path, &info) != 0 || info.st_size == 0;
}

/* A restored centre works without these, but not as people expect. */
static void
warn_of_what_is_missing (const char *folder)
{
  if (is_missing (folder, "journal"))
    fputs ("lotse-server: There is no journal in the folder: what was erased, revoked or taken away since the backup may come "
           "back. If you have the journal, please put it there and restore again before the centre starts.\n",
           stderr);
  if (is_missing (folder, "blobs"))
    fputs ("lotse-server: There is no folder \"blobs\" beside the database: files that people attached are not in a backup. "
           "Please copy it there from where you keep it.\n",
           stderr);
}

static gboolean
restore (const LotseCommandLine *line, const char *path, GError **error)
{
  g_autofree char *aside = put_back (line, path, error);
  g_autoptr (LotseCentre) centre = NULL;
  gint64 sheets = 0;

  if (aside == NULL)
    return FALSE;
  warn_of_what_is_missing (line->server.folder);
  /* Opening it once replays the journal, so that nothing that was erased lies in the folder for longer than it must. */
  centre = open_centre (line, error);
  if (centre == NULL)
    return FALSE;
  if (lotse_centre_sheets_last (centre, &sheets, NULL) && sheets > 0 && is_missing (line->server.folder, LOTSE_SHEETS_JOURNAL))
    fputs ("lotse-server: There is no journal-sheets in the folder: feedback sheets that came after the backup come back only from "
           "devices of staff. If you have that file, please put it there and start the centre again.\n",
           stderr);
  if (lotse_centre_has_new_key (centre))
    fputs ("lotse-server: The backup is one without the centre's key, and the folder does not have the right server.key. Every device "
           "must connect again. If you have server.key, please put it there and restore again before the centre starts.\n",
           stderr);
  if (g_file_test (aside, G_FILE_TEST_EXISTS))
    printf ("The database that was there before is now %s. Please remove it when all is well: it holds personal data.\n", aside);
  return TRUE;
}

static gboolean
new_key (const LotseCommandLine *line, const char *argument, GError **error)
{
  if (!lotse_centre_new_key (line->server.folder, error))
    return FALSE;
  printf ("The centre has a new key. Every device must connect again: \"lotse-server code ACCOUNT\" makes an invitation.\n");
  return TRUE;
}

static gboolean
check (const LotseCommandLine *line, const char *argument, GError **error)
{
  g_autoptr (LotseCentre) centre = open_centre (line, error);
  g_autoptr (GError) local = NULL;
  g_autofree char *wrong = centre != NULL ? lotse_centre_check (centre, &local) : NULL;

  if (centre == NULL)
    return FALSE;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (wrong != NULL)
    {
      fputs (wrong, stdout);
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT, "The centre's data are damaged. Please restore a backup.");
    }
  else
    {
      printf ("All is well.\n");
      return TRUE;
    }
  return FALSE;
}

static gboolean
erase (const LotseCommandLine *line, const char *id, GError **error)
{
  g_autoptr (LotseCentre) centre = open_centre (line, error);

  return centre != NULL && lotse_centre_erase (centre, id, error);
}

/* --- Finding them --------------------------------------------------------------------------------------------------- */

typedef gboolean (*Command) (const LotseCommandLine *line, const char *argument, GError **error);

static const struct
{
  const char *first;
  const char *second;   /* or NULL */
  const char *argument; /* what it is called, or NULL for none */
  Command command;
} commands[] = {
  { "account", "add", "NAME", account_add },
  { "account", "disable", "NAME", account_disable },
  { "account", "enable", "NAME", account_enable },
  { "account", "list", NULL, account_list },
  { "account", "password", "NAME", account_password },
  { "account", "person", "NAME", account_person },
  { "account", "role", "NAME", account_role },
  { "audit", NULL, NULL, audit },
  { "backup", NULL, "FILE", backup },
  { "check", NULL, NULL, check },
  { "code", NULL, "ACCOUNT", code },
  { "device", "list", NULL, device_list },
  { "device", "revoke", "NUMBER", device_revoke },
  { "device", "writes", "NUMBER", device_writes },
  { "erase", NULL, "ID", erase },
  { "new-key", NULL, NULL, new_key },
  { "restore", NULL, "FILE", restore },
  { "serve", NULL, NULL, serve },
};

gboolean
lotse_command_run (const LotseCommandLine *line, GError **error)
{
  guint n = line->words != NULL ? g_strv_length (line->words) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      guint words = commands[i].second != NULL ? 2 : 1;
      const char *argument = n > words ? line->words[words] : NULL;

      if (n < words || strcmp (line->words[0], commands[i].first) != 0
          || (commands[i].second != NULL && strcmp (line->words[1], commands[i].second) != 0))
        continue;
      if ((argument != NULL) != (commands[i].argument != NULL) || n > words + 1)
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "It is: lotse-server %s%s%s%s%s", commands[i].first,
                       commands[i].second != NULL ? " " : "", commands[i].second != NULL ? commands[i].second : "",
                       commands[i].argument != NULL ? " " : "", commands[i].argument != NULL ? commands[i].argument : "");
          return FALSE;
        }
      return commands[i].command (line, argument, error);
    }
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, "There is no such command. lotse-server --help lists them.");
  return FALSE;
}
