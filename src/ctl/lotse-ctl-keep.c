/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Commands that keep a profile: demo, check, backup, key, lock. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-values.h"

#include "lotse-db.h"
#include "lotse-demo.h"
#include "lotse-error.h"

#include <glib/gi18n.h>

gboolean
lotse_ctl_demo (LotseCtl *self, GError **error)
{
  LotseStore *store;
  guint64 seed;

  if (!lotse_ctl_args_get_number (self->args, "seed", G_MAXUINT32, 1, &seed, error))
    return FALSE;
  store = lotse_ctl_store (self, error);
  if (store == NULL || !lotse_demo_fill (store, seed, self->cancellable, lotse_ctl_progress, self, error))
    return FALSE;
  if (self->json)
    lotse_ctl_printf (self, "{\"seed\": %u}\n", (guint) seed);
  else
    lotse_ctl_print (self, _("The example centre is there. Nobody in it is real.\n"));
  return TRUE;
}

gboolean
lotse_ctl_check (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (GError) cause = NULL;
  g_autofree char *wrong = store != NULL ? lotse_store_check (store, &cause) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (store == NULL)
    return FALSE;
  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  self->exit_code = wrong != NULL ? 1 : 0;
  json_builder_begin_object (builder);
  lotse_ctl_json_bool (builder, "clean", wrong == NULL);
  lotse_ctl_json_text (builder, "wrong", wrong);
  json_builder_end_object (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else if (wrong != NULL)
    lotse_ctl_printf (self, "%s\n", wrong);
  else
    lotse_ctl_print (self, _("Everything is in order.\n"));
  return TRUE;
}

gboolean
lotse_ctl_backup (LotseCtl *self, GError **error)
{
  const char *path = lotse_ctl_word (self, 0);
  LotseStore *store = lotse_ctl_store (self, error);

  if (store == NULL)
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is there already; choose a name that is free"), path);
      return FALSE;
    }
  if (!lotse_store_backup (store, path, error))
    return FALSE;
  if (!self->json)
    lotse_ctl_printf (self, _("The encrypted copy is in “%s”. The recovery key of this profile opens it.\n"), path);
  else
    lotse_ctl_print (self, "{\"backup\": true}\n");
  return TRUE;
}

/* --- recover ------------------------------------------------------------------------------------------------ */

static gboolean
recover (LotseCtl *self, const char *folder, const char *key, const char *passphrase, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (lotse_store_recover (folder, lotse_ctl_word (self, 0), key, passphrase, self->cancellable, &cause))
    return TRUE;
  self->wrong_key = g_error_matches (cause, LOTSE_ERROR, LOTSE_ERROR_LOCKED);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

gboolean
lotse_ctl_recover (LotseCtl *self, GError **error)
{
  const char *key_file = lotse_ctl_args_get (self->args, "key-file");
  const char *passphrase_file = lotse_ctl_args_get (self->args, "passphrase-file");
  g_autofree char *folder = lotse_ctl_folder (self, error);
  char *key = NULL, *passphrase = NULL;
  gboolean done = FALSE;

  if (key_file == NULL && lotse_db_encrypts ())
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("give the recovery key, or the key file of the old profile, with --key-file FILE"));
      return FALSE;
    }
  key = key_file != NULL ? lotse_ctl_read_secret (key_file, error) : NULL;
  if (key != NULL || key_file == NULL)
    passphrase = passphrase_file != NULL ? lotse_ctl_read_secret (passphrase_file, error) : NULL;
  if ((key != NULL || key_file == NULL) && (passphrase != NULL || passphrase_file == NULL))
    done = recover (self, folder, key, passphrase, error);
  lotse_ctl_wipe (key);
  lotse_ctl_wipe (passphrase);
  if (done && self->json)
    lotse_ctl_confirm (self, "recovered", folder);
  else if (done)
    lotse_ctl_printf (self, _("The profile is in “%s”, as it was when the backup was made.\n"), folder);
  return done;
}

/* --- key ---------------------------------------------------------------------------------------------------- */

static gboolean
set_passphrase (LotseCtl *self, LotseStore *store, GError **error)
{
  const char *path = lotse_ctl_args_get (self->args, "new-passphrase-file");
  char *passphrase;
  gboolean done;

  if (path == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("give the new passphrase with --new-passphrase-file FILE; “-” is standard input"));
      return FALSE;
    }
  passphrase = lotse_ctl_read_secret (path, error);
  done = passphrase != NULL && lotse_store_set_passphrase (store, passphrase, error);
  lotse_ctl_wipe (passphrase);
  return done;
}

static gboolean
print_recovery_key (LotseCtl *self, LotseStore *store, GError **error)
{
  char *key = lotse_store_recovery_key (store, error);

  if (key == NULL)
    return FALSE;
  lotse_ctl_printf (self, self->json ? "{\"recovery_key\": \"%s\"}\n" : "%s\n", key);
  lotse_ctl_wipe (key);
  return TRUE;
}

gboolean
lotse_ctl_key (LotseCtl *self, GError **error)
{
  const char *where = lotse_ctl_word (self, 0);
  LotseStore *store = lotse_ctl_store (self, error);
  gboolean moved = FALSE;

  if (store == NULL)
    return FALSE;
  if (g_str_equal (where, "recovery"))
    return print_recovery_key (self, store, error);
  if (g_str_equal (where, "passphrase"))
    moved = set_passphrase (self, store, error);
  else if (g_str_equal (where, "file") || g_str_equal (where, "keyring"))
    moved = lotse_store_move_key (store, *where == 'f' ? LOTSE_KEY_FILE : LOTSE_KEY_KEYRING, error);
  else
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no place for the key; write file, keyring, passphrase or recovery"), where);
  if (moved)
    lotse_ctl_confirm (self, "key", where);
  return moved;
}

/* --- lock --------------------------------------------------------------------------------------------------- */

gboolean
lotse_ctl_lock (LotseCtl *self, GError **error)
{
  g_autofree char *folder = lotse_ctl_folder (self, error);

  /* Without opening it: whoever may write to the folder may lock, without any key. */
  if (folder == NULL || !lotse_store_lock_profile (folder, error))
    return FALSE;
  lotse_ctl_print (self, self->json ? "{\"locked\": true}\n" : _("The profile is locked.\n"));
  return TRUE;
}
