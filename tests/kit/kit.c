/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders, profiles and server processes for tests. */
#include "kit.h"

#include "lotse-enrol.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

char *
kit_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("lotse-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

void
kit_folder_remove (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

LotseStore *
kit_store_open (const char *folder, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (folder, name, NULL);
  LotseStore *store = lotse_store_open (path, LOTSE_KEY_FILE, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

char *
kit_add (LotseStore *store, const char *kind, ...)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find (kind), NULL);
  const char *field;
  va_list pairs;

  va_start (pairs, kind);
  while ((field = va_arg (pairs, const char *)) != NULL)
    {
      lotse_record_set (record, field, va_arg (pairs, const char *), &error);
      g_assert_no_error (error);
    }
  va_end (pairs);
  lotse_store_save (store, record, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (lotse_record_get_id (record));
}

void
kit_set (LotseStore *store, const char *id, const char *field, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) record = lotse_store_get (store, id, &error);

  g_assert_no_error (error);
  lotse_record_set (record, field, value, &error);
  g_assert_no_error (error);
  lotse_store_save (store, record, NULL, &error);
  g_assert_no_error (error);
}

char *
kit_get (LotseStore *store, const char *id, const char *field)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, id, NULL);

  return record != NULL ? g_strdup (lotse_record_get (record, field)) : g_strdup ("?");
}

/* --- A real lotse-server ------------------------------------------------------------------------------------- */

struct _KitServer
{
  GSubprocess *process;
  char *data;
  char *url;
  char *folder;
};

static const char *
server_program (void)
{
  const char *program = g_getenv ("LOTSE_SERVER");

  g_assert_nonnull (program);
  return program;
}

KitServer *
kit_server_start (const char *folder)
{
  KitServer *server = g_new0 (KitServer, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;

  server->folder = g_strdup (folder);
  server->data = g_build_filename (folder, "centre", NULL);
  server->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, server_program (),
                                      "--data", server->data, "serve", "--listen", "127.0.0.1:0", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening on "));
  server->url = g_strdup (line + strlen ("listening on "));
  return server;
}

static void
server_end (KitServer *server, int signal_number, gboolean clean)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (server->process, signal_number);
  g_subprocess_wait (server->process, NULL, &error);
  g_assert_no_error (error);
  if (clean)
    g_assert_true (g_subprocess_get_successful (server->process));
  g_object_unref (server->process);
  g_free (server->folder);
  g_free (server->data);
  g_free (server->url);
  g_free (server);
}

void
kit_server_free (KitServer *server)
{
  server_end (server, SIGTERM, TRUE);
}

void
kit_server_kill (KitServer *server)
{
  server_end (server, SIGKILL, FALSE);
}

const char *
kit_server_url (KitServer *server)
{
  return server->url;
}

char *
kit_server_run (KitServer *server, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  va_list args;
  char *arg;

  g_ptr_array_add (argv, (char *) server_program ());
  g_ptr_array_add (argv, (char *) "--data");
  g_ptr_array_add (argv, server->data);
  va_start (args, server);
  do
    {
      arg = va_arg (args, char *);
      g_ptr_array_add (argv, arg);
    }
  while (arg != NULL);
  va_end (args);
  process = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

void
kit_server_add_account (KitServer *server, const char *name, const char *roles, const char *person)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *password = g_strdup_printf ("password of %s", name);
  g_autofree char *file = g_build_filename (server->folder, "password", NULL);
  g_auto (GStrv) words = g_strsplit (roles, " ", -1);
  const char *args[12] = { "account", "add", name, "--password-file", file, NULL };
  g_autofree char *output = NULL;
  guint n = 5;

  for (guint i = 0; words[i] != NULL; i++)
    {
      args[n++] = "--role";
      args[n++] = words[i];
    }
  g_assert_cmpuint (n, <=, 9);
  if (person != NULL)
    {
      args[n++] = "--person";
      args[n++] = person;
    }
  g_file_set_contents_full (file, password, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  output = kit_server_run (server, args[0], args[1], args[2], args[3], args[4], args[5], args[6], args[7], args[8], args[9],
                           args[10], NULL);
  g_remove (file);
}

void
kit_connect (LotseStore *store, const char *url, const char *account)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *password = g_strdup_printf ("password of %s", account);
  LotseCredentials credentials = { .url = url, .account = account, .password = password, .device_name = "test" };

  lotse_enrol (store, NULL, &credentials, NULL, &error);
  g_assert_no_error (error);
  lotse_enrol_confirm_undertaking (store, &error);
  g_assert_no_error (error);
}

gboolean
kit_sync (LotseStore *store, LotseSyncReport *report)
{
  LotseSyncReport unwanted;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseTransport) transport = lotse_enrol_open_transport (store, &error);

  g_assert_no_error (error);
  if (lotse_exchange_run (store, transport, report != NULL ? report : &unwanted, NULL, NULL, NULL, &error))
    return TRUE;
  g_test_message ("not synced: %s", error->message);
  return FALSE;
}

void
kit_sync_completely (LotseStore *store)
{
  LotseSyncReport report;

  g_assert_true (kit_sync (store, &report));
  g_assert_true (report.complete);
}

void
kit_assert_same (LotseStore *a, LotseStore *b, const char *id)
{
  g_autoptr (LotseRecord) first = lotse_store_get (a, id, NULL);
  g_autoptr (LotseRecord) second = lotse_store_get (b, id, NULL);
  g_autoptr (GPtrArray) differences = NULL;

  g_assert_true ((first == NULL) == (second == NULL));
  if (first == NULL)
    return;
  g_assert_cmpint (lotse_record_is_deleted (first), ==, lotse_record_is_deleted (second));
  differences = lotse_record_diff (first, second);
  g_assert_cmpuint (differences->len, ==, 0);
}

guint
kit_count_conflicts (LotseStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = lotse_store_conflicts (store, &error);

  g_assert_no_error (error);
  return conflicts->len;
}
