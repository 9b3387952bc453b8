/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The admin's commands, as they are typed, before and while the centre runs. */
#include "config.h"

#include "server-process.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *folder;
  char *data;
  char *password; /* a file */
} Place;

static Place *
place_new (void)
{
  Place *self = g_new0 (Place, 1);

  self->folder = g_dir_make_tmp ("lotse-commands-XXXXXX", NULL);
  self->data = g_build_filename (self->folder, "centre", NULL);
  self->password = g_build_filename (self->folder, "password", NULL);
  g_assert_true (g_file_set_contents (self->password, "a good password\n", -1, NULL));
  return self;
}

static void
place_free (Place *self)
{
  const char *argv[] = { "rm", "-rf", self->folder, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (self->folder);
  g_free (self->data);
  g_free (self->password);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Place, place_free)

/* --- Wrong input --------------------------------------------------------------------------------------------------- */

static const struct
{
  const char *words[8];
  const char *says;
} wrong[] = {
  { { "bogus" }, "no such command" },
  { { "account" }, "no such command" },
  { { "account", "add" }, "account add NAME" },
  { { "account", "add", "x", "y", "--role", "mentor" }, "account add NAME" },
  { { "account", "add", "x" }, "--role" },
  { { "account", "add", "x", "--role", "king" }, "king" },
  { { "account", "add", "x", "--role", "mentor", "--person", "zzz" }, "32 digits" },
  { { "account", "add", "a b", "--role", "mentor" }, "letters" },
  { { "account", "add", "ada", "--role", "mentor" }, "already" },
  { { "account", "add", "x", "--role", "mentor", "--password-file", "/nowhere" }, "cannot be read" },
  { { "account", "add", "x", "--role", "mentor", "--password-file", "/dev/null" }, "too short" },
  { { "account", "password", "ada" }, "--password-file" },
  { { "account", "disable", "nobody" }, "nobody" },
  { { "account", "list", "x" }, "account list" },
  { { "device", "revoke", "xyz" }, "xyz" },
  { { "device", "revoke", "00000000000000aa" }, "00000000000000aa" },
  { { "code", "ada" }, "--url" },
  { { "code", "nobody", "--url", "https://x" }, "nobody" },
  { { "backup", "/" }, "already" },
  { { "restore", "/nowhere" }, "/nowhere" },
  { { "erase", "xyz" }, "xyz" },
  { { "erase", "00000000000070000000000000000001" }, "00000000000070000000000000000001" },
  { { "check", "--bogus" }, "bogus" },
  { { "serve", "--listen", "here" }, "here" },
  { { "serve", "--listen", "127.0.0.1:99999" }, "99999" },
  { { "serve", "--listen", "0.0.0.0:0" }, "loopback" },
  { { "serve", "--listen", "[::]:0" }, "loopback" },
  { { "serve", "--listen", "127.0.0.1:0", "--certificate", "/nowhere" }, "belong together" },
  { { "serve", "--listen", "127.0.0.1:0", "--certificate", "/nowhere", "--key", "/nowhere" }, "certificate" },
  { { "serve", "--listen", "0.0.0.0:0", "--behind-proxy", "proxy" }, "address of the proxy" },
};

static void
test_wrong_input_is_told_in_one_line (void)
{
  g_autoptr (Place) place = place_new ();

  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "add", "ada", "--role", "admin", NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *const *w = wrong[i].words;
      g_autofree char *output = NULL;
      g_autofree char *complaint = NULL;
      int status = server_command (place->data, &output, &complaint, w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], NULL);

      g_assert_cmpint (status, ==, 2);
      g_assert_cmpstr (output, ==, "");
      g_assert_nonnull (strstr (complaint, wrong[i].says));
      g_assert_true (strchr (complaint, '\n') == complaint + strlen (complaint) - 1);
    }
}

/* --- The life of a centre ------------------------------------------------------------------------------------------ */

static void
test_files_are_closed_to_others (void)
{
  g_autoptr (Place) place = place_new ();
  const char *names[] = { "centre.db", "journal", "journal-sheets", "server.key", "lock" };
  g_autofree char *backup = g_build_filename (place->folder, "backup", NULL);
  GStatBuf info;

  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "add", "ada", "--role", "admin", NULL), ==, 0);
  g_assert_cmpint (server_command (place->data, NULL, NULL, "backup", backup, NULL), ==, 0);
  g_assert_cmpint (g_stat (place->data, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (place->data, names[i], NULL);

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpint (info.st_mode & 0777, ==, 0600);
    }
  g_assert_cmpint (g_stat (backup, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_accounts (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *list = NULL;
  g_autofree char *audit = NULL;

  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "add", "mia", "--role", "mentor", "--role", "organiser", "--person",
                                   "00000000000070000000000000000001", "--password-file", place->password, NULL),
                   ==, 0);
  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "add", "ada", "--role", "admin", NULL), ==, 0);
  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "disable", "ada", NULL), ==, 0);
  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "role", "ada", "--role", "finance", NULL), ==, 0);
  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "password", "ada", "--password-file", place->password, NULL), ==, 0);
  g_assert_cmpint (server_command (place->data, &list, NULL, "account", "list", NULL), ==, 0);
  g_assert_cmpstr (list, ==,
                   "ada\tfinance\tdisabled\t-\n"
                   "mia\tmentor,organiser\tenabled\t00000000000070000000000000000001\n");
  g_assert_cmpint (server_command (place->data, &audit, NULL, "audit", NULL), ==, 0);
  g_assert_nonnull (strstr (audit, "\tcentre\taccount-disabled\tada\n"));
  g_assert_null (strstr (audit, "password\n"));
}

static char *
sync_status (Server *server, const char *token)
{
  g_autofree char *body = g_strdup_printf ("{\"version\":1,\"send\":\"s1\",\"edits\":[{\"k\":\"organisation\",\"i\":"
                                           "\"00000000000070000000000000000001\",\"t\":\"0190000000000001-%.16s\",\"c\":true,"
                                           "\"w\":{\"name\":[\"Verein\"],\"phone\":[\"1\"]}}]}",
                                           token + strlen ("Authorization: Bearer "));

  return server_ask (server, "POST", "/v1/sync", token, body, -1);
}

/* A lost laptop is locked out at once, and the running server knows. */
static void
test_running_server_notices (void)
{
  g_autoptr (Server) server = server_new (NULL);
  g_autofree char *token = server_enrol (server);
  g_autofree char *number = g_strndup (token + strlen ("Authorization: Bearer "), 16);
  g_autofree char *devices = NULL;
  g_autofree char *before = sync_status (server, token);
  g_autofree char *after = NULL;
  g_autofree char *complaint = NULL;
  g_autofree char *backup = g_build_filename (server->folder, "backup", NULL);
  g_autofree char *writes = NULL;

  g_assert_null (strstr (before, "forget-all"));
  g_assert_cmpint (server_command (server->data, &devices, NULL, "device", "list", NULL), ==, 0);
  g_assert_nonnull (strstr (devices, number));
  g_assert_nonnull (strstr (devices, "\tada\tactive\t"));
  g_assert_cmpint (server_command (server->data, NULL, NULL, "backup", backup, NULL), ==, 0);
  g_assert_cmpint (server_command (server->data, NULL, NULL, "device", "revoke", number, NULL), ==, 0);
  g_assert_cmpint (server_command (server->data, &writes, NULL, "device", "writes", number, NULL), ==, 0);
  g_assert_nonnull (strstr (writes, "\t00000000000070000000000000000001\tname,phone\n"));
  g_assert_null (strstr (writes, "Verein"));
  after = sync_status (server, token);
  g_assert_nonnull (strstr (after, "forget-all"));
  g_assert_cmpint (server_command (server->data, NULL, &complaint, "restore", backup, NULL), ==, 1);
  g_assert_nonnull (strstr (complaint, "stop it first"));
  g_assert_cmpint (server_command (server->data, NULL, NULL, "check", NULL), ==, 0);
}

static void
test_restore_and_check (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *backup = g_build_filename (place->folder, "backup", NULL);
  g_autofree char *database = g_build_filename (place->data, "centre.db", NULL);
  g_autofree char *output = NULL;
  g_autofree char *checked = NULL;

  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "add", "ada", "--role", "admin", NULL), ==, 0);
  g_assert_cmpint (server_command (place->data, NULL, NULL, "backup", backup, NULL), ==, 0);
  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "disable", "ada", NULL), ==, 0);
  g_assert_cmpint (server_command (place->data, &output, NULL, "restore", backup, NULL), ==, 0);
  g_assert_nonnull (strstr (output, "centre.db.before-"));
  g_assert_cmpint (server_command (place->data, &checked, NULL, "check", NULL), ==, 0);
  g_assert_cmpstr (checked, ==, "All is well.\n");
  g_free (checked);
  g_assert_cmpint (server_command (place->data, &checked, NULL, "account", "list", NULL), ==, 0);
  g_assert_nonnull (strstr (checked, "ada\tadmin\tdisabled"));
  /* A database that is none is said to be none, and is not touched. */
  g_assert_true (g_file_set_contents (database, "something else altogether, which is not a database at all", -1, NULL));
  g_assert_cmpint (server_command (place->data, NULL, NULL, "check", NULL), ==, 1);
}

/* What is kept of the machine that is gone: a backup, and for the last part the journal and the files. */
static void
test_restore_on_another_machine (void)
{
  g_autoptr (Place) old = place_new ();
  g_autoptr (Place) fresh = place_new ();
  g_autofree char *backup = g_build_filename (old->folder, "backup", NULL);
  g_autofree char *key = g_build_filename (old->data, "server.key", NULL);
  g_autofree char *other_key = g_build_filename (fresh->data, "server.key", NULL);
  g_autofree char *journal = g_build_filename (old->data, "journal", NULL);
  g_autofree char *blobs = g_build_filename (fresh->data, "blobs", NULL);
  const char *argv[] = { "cp", journal, fresh->data, NULL };
  g_autofree char *bytes = NULL;
  g_autofree char *other_bytes = NULL;
  g_autofree char *complaint = NULL;
  gsize size;

  /* It was started once already, as a package does it, and has a key of its own. */
  g_assert_cmpint (server_command (old->data, NULL, NULL, "account", "add", "ada", "--role", "admin", NULL), ==, 0);
  g_assert_cmpint (server_command (fresh->data, NULL, NULL, "account", "list", NULL), ==, 0);
  g_assert_cmpint (server_command (old->data, NULL, NULL, "backup", backup, NULL), ==, 0);
  g_assert_cmpint (server_command (fresh->data, NULL, &complaint, "restore", backup, NULL), ==, 0);
  g_assert_null (strstr (complaint, "must connect again"));
  g_assert_nonnull (strstr (complaint, "no journal"));
  g_assert_nonnull (strstr (complaint, "\"blobs\""));
  g_assert_true (g_file_get_contents (key, &bytes, &size, NULL));
  g_assert_true (g_file_get_contents (other_key, &other_bytes, &size, NULL));
  g_assert_cmpmem (bytes, size, other_bytes, size);
  /* With all that belongs to it there is nothing to say. */
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_assert_cmpint (g_mkdir (blobs, 0700), ==, 0);
  g_clear_pointer (&complaint, g_free);
  g_assert_cmpint (server_command (fresh->data, NULL, &complaint, "restore", backup, NULL), ==, 0);
  g_assert_cmpstr (complaint, ==, "");
}

static void
assert_only (const char *folder, const char *const *names)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (!g_strv_contains (names, name))
        g_test_message ("%s is left", name);
      g_assert_true (g_strv_contains (names, name));
    }
}

static void
assert_encrypted (const char *path)
{
  g_autofree char *bytes = NULL;
  GStatBuf info;
  gsize size = 0;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_null (memmem (bytes, size, "SQLite format", 13));
  g_assert_null (memmem (bytes, size, "account", 7));
}

/* Without the passphrase it is of no use to anybody, and with it all is there. */
static void
test_encrypted_backup (void)
{
  g_autoptr (Place) old = place_new ();
  g_autoptr (Place) fresh = place_new ();
  const char *left[] = { "centre", "password", "backup", "wrong", NULL };
  const char *there[] = { "centre.db", "journal", "journal-sheets", "lock", "server.key", NULL };
  g_autofree char *backup = g_build_filename (old->folder, "backup", NULL);
  g_autofree char *wrong_file = g_build_filename (old->folder, "wrong", NULL);
  g_autofree char *cut = g_build_filename (old->folder, "cut", NULL);
  g_autofree char *quiet = NULL, *asked = NULL, *refused = NULL, *damaged = NULL, *list = NULL, *restored = NULL, *bytes = NULL;
  gsize size = 0;

  g_assert_true (g_file_set_contents (wrong_file, "another passphrase\n", -1, NULL));
  g_assert_cmpint (server_command (old->data, NULL, NULL, "account", "add", "ada", "--role", "admin", NULL), ==, 0);
  g_assert_cmpint (server_command (fresh->data, NULL, NULL, "account", "add", "mia", "--role", "mentor", NULL), ==, 0);
  g_assert_cmpint (server_command (old->data, NULL, &quiet, "backup", backup, "--passphrase-file", old->password, NULL), ==, 0);
  g_assert_cmpstr (quiet, ==, "");
  assert_encrypted (backup);
  assert_only (old->folder, left);
  /* What does not open it changes nothing. */
  g_assert_cmpint (server_command (fresh->data, NULL, &asked, "restore", backup, NULL), ==, 1);
  g_assert_nonnull (strstr (asked, "--passphrase-file"));
  g_assert_cmpint (server_command (fresh->data, NULL, &refused, "restore", backup, "--passphrase-file", wrong_file, NULL), ==, 1);
  g_assert_nonnull (strstr (refused, "passphrase does not open this backup"));
  g_assert_cmpint (server_command (fresh->data, &list, NULL, "account", "list", NULL), ==, 0);
  g_assert_cmpstr (list, ==, "mia\tmentor\tenabled\t-\n");
  g_assert_true (g_file_get_contents (backup, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (cut, bytes, (gssize) size / 2 + 100, NULL));
  g_assert_cmpint (server_command (fresh->data, NULL, &damaged, "restore", cut, "--passphrase-file", old->password, NULL), ==, 1);
  g_assert_nonnull (strstr (damaged, "The file is damaged"));
  assert_only (fresh->data, there);
  g_assert_cmpint (server_command (fresh->data, NULL, &restored, "restore", backup, "--passphrase-file", old->password, NULL), ==, 0);
  g_assert_null (strstr (restored, "must connect again"));
  g_clear_pointer (&list, g_free);
  g_assert_cmpint (server_command (fresh->data, &list, NULL, "account", "list", NULL), ==, 0);
  g_assert_cmpstr (list, ==, "ada\tadmin\tenabled\t-\n");
  g_assert_cmpint (server_command (fresh->data, NULL, NULL, "check", NULL), ==, 0);
}

static void
test_backup_says_that_it_is_plain (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *backup = g_build_filename (place->folder, "backup", NULL);
  g_autofree char *other = g_build_filename (place->folder, "other", NULL);
  g_autofree char *brief = g_build_filename (place->folder, "brief", NULL);
  g_autofree char *warning = NULL, *refused = NULL, *too_short = NULL;

  g_assert_true (g_file_set_contents (brief, "too short\n", -1, NULL));
  g_assert_cmpint (server_command (place->data, NULL, &warning, "backup", backup, NULL), ==, 0);
  g_assert_nonnull (strstr (warning, "not encrypted"));
  g_assert_nonnull (strstr (warning, "--passphrase-file"));
  g_assert_cmpint (server_command (place->data, NULL, &refused, "restore", backup, "--passphrase-file", place->password, NULL), ==, 2);
  g_assert_nonnull (strstr (refused, LOTSE_ENCRYPTED ? "not encrypted" : "without SQLCipher"));
  g_assert_cmpint (server_command (place->data, NULL, &too_short, "backup", other, "--passphrase-file", brief, NULL), ==, 2);
  g_assert_nonnull (strstr (too_short, "at least 12"));
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

/* The live database has no key, and neither had backups once. */
static void
test_restore_without_a_key (void)
{
  g_autoptr (Place) old = place_new ();
  g_autoptr (Place) fresh = place_new ();
  g_autofree char *database = g_build_filename (old->data, "centre.db", NULL);
  g_autofree char *key = g_build_filename (old->data, "server.key", NULL);
  const char *argv[] = { "cp", key, fresh->data, NULL };
  g_autofree char *complaint = NULL;

  g_assert_cmpint (server_command (old->data, NULL, NULL, "account", "add", "ada", "--role", "admin", NULL), ==, 0);
  g_assert_cmpint (server_command (fresh->data, NULL, &complaint, "restore", database, NULL), ==, 0);
  g_assert_nonnull (strstr (complaint, "Every device must connect again"));
  g_assert_nonnull (strstr (complaint, "server.key"));
  /* The key that was made then is the database's from now on; another one that lay there already is no better than none. */
  g_clear_pointer (&complaint, g_free);
  g_assert_cmpint (server_command (fresh->data, NULL, NULL, "check", NULL), ==, 0);
  g_assert_cmpint (server_command (fresh->data, NULL, &complaint, "restore", database, NULL), ==, 0);
  g_assert_nonnull (strstr (complaint, "Every device must connect again"));
  /* With the right one there is nothing to say. */
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_clear_pointer (&complaint, g_free);
  g_assert_cmpint (server_command (fresh->data, NULL, &complaint, "restore", database, NULL), ==, 0);
  g_assert_null (strstr (complaint, "connect again"));
}

/* A key that is lost, or another centre's, is said before a device hears that nobody knows it; the right one brings all back. */
static void
test_lost_key_is_noticed (void)
{
  g_autoptr (Place) place = place_new ();
  g_autoptr (Place) other = place_new ();
  g_autofree char *key = g_build_filename (place->data, "server.key", NULL);
  g_autofree char *aside = g_build_filename (place->folder, "aside", NULL);
  g_autofree char *foreign = g_build_filename (other->data, "server.key", NULL);
  const char *argv[] = { "cp", foreign, key, NULL };
  g_autofree char *missing = NULL;
  g_autofree char *mixed_up = NULL;

  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "add", "ada", "--role", "admin", NULL), ==, 0);
  g_assert_cmpint (server_command (other->data, NULL, NULL, "account", "list", NULL), ==, 0);
  g_assert_cmpint (g_rename (key, aside), ==, 0);
  g_assert_cmpint (server_command (place->data, NULL, &missing, "serve", "--listen", "127.0.0.1:0", NULL), ==, 1);
  g_assert_nonnull (strstr (missing, "server.key is missing"));
  g_assert_nonnull (strstr (missing, "Nothing is lost"));
  g_assert_nonnull (strstr (missing, "new-key"));
  g_assert_false (g_file_test (key, G_FILE_TEST_EXISTS));
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
  g_assert_cmpint (server_command (place->data, NULL, &mixed_up, "account", "list", NULL), ==, 1);
  g_assert_nonnull (strstr (mixed_up, "not the key to this database"));
  g_assert_cmpint (g_rename (aside, key), ==, 0);
  g_assert_cmpint (server_command (place->data, NULL, NULL, "check", NULL), ==, 0);
}

static void
test_new_key_only_where_it_is_lost (void)
{
  g_autoptr (Place) place = place_new ();
  g_autofree char *key = g_build_filename (place->data, "server.key", NULL);
  g_autofree char *conflict = NULL;
  g_autofree char *output = NULL;
  g_autofree char *list = NULL;

  g_assert_cmpint (server_command (place->data, NULL, NULL, "new-key", NULL), ==, 2);
  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "add", "ada", "--role", "admin", NULL), ==, 0);
  g_assert_cmpint (server_command (place->data, NULL, &conflict, "new-key", NULL), ==, 2);
  g_assert_nonnull (strstr (conflict, "has its key"));
  g_assert_true (g_file_set_contents (key, "cut off", -1, NULL));
  g_assert_cmpint (server_command (place->data, NULL, NULL, "account", "list", NULL), ==, 1);
  g_assert_cmpint (server_command (place->data, &output, NULL, "new-key", NULL), ==, 0);
  g_assert_nonnull (strstr (output, "connect again"));
  g_assert_cmpint (server_command (place->data, &list, NULL, "account", "list", NULL), ==, 0);
  g_assert_nonnull (strstr (list, "ada\tadmin"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commands/wrong-input-is-told-in-one-line", test_wrong_input_is_told_in_one_line);
  g_test_add_func ("/commands/files-are-closed-to-others", test_files_are_closed_to_others);
  g_test_add_func ("/commands/accounts", test_accounts);
  g_test_add_func ("/commands/running-server-notices", test_running_server_notices);
  g_test_add_func ("/commands/restore-and-check", test_restore_and_check);
  g_test_add_func ("/commands/restore-on-another-machine", test_restore_on_another_machine);
  g_test_add_func ("/commands/restore-without-a-key", test_restore_without_a_key);
  g_test_add_func ("/commands/lost-key-is-noticed", test_lost_key_is_noticed);
  g_test_add_func ("/commands/new-key-only-where-it-is-lost", test_new_key_only_where_it_is_lost);
  if (LOTSE_ENCRYPTED)
    g_test_add_func ("/commands/encrypted-backup", test_encrypted_backup);
  g_test_add_func ("/commands/backup-says-that-it-is-plain", test_backup_says_that_it_is_plain);
  return g_test_run ();
}
