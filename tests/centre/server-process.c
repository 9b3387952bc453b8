/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starting and stopping the real server for tests. */
#include "server-process.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#define READY "listening on "

static const char *
program (void)
{
  const char *path = g_getenv ("LOTSE_SERVER");

  g_assert_nonnull (path);
  return path;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_remove (path);
}

/* A server does not outlive a test that fails. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

Server *
server_new (const char *const *arguments)
{
  Server *self = g_new0 (Server, 1);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *log = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("lotse-server-XXXXXX", NULL);
  self->data = g_build_filename (self->folder, "centre", NULL);
  log = g_build_filename (self->folder, "log", NULL);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "all", TRUE);
  /* The leak checker itself crashes in a process that has loaded the TLS library. */
  if (arguments != NULL && strcmp (arguments[0], "--certificate") == 0)
    g_subprocess_launcher_setenv (launcher, "ASAN_OPTIONS", "detect_leaks=0", TRUE);
  g_ptr_array_add (argv, (char *) program ());
  g_ptr_array_add (argv, (char *) "--data");
  g_ptr_array_add (argv, self->data);
  g_ptr_array_add (argv, (char *) "--listen");
  g_ptr_array_add (argv, (char *) "127.0.0.1:0");
  g_ptr_array_add (argv, (char *) "serve");
  for (; arguments != NULL && *arguments != NULL; arguments++)
    g_ptr_array_add (argv, (char *) *arguments);
  g_ptr_array_add (argv, NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line_utf8 (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, READY));
  self->url = g_strdup (line + strlen (READY));
  self->port = (guint16) atoi (strrchr (self->url, ':') + 1);
  return self;
}

void
server_free (Server *self)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (self->process));
  g_object_unref (self->process);
  remove_tree (self->folder);
  g_free (self->folder);
  g_free (self->data);
  g_free (self->url);
  g_free (self);
}

int
server_command (const char *data, char **output, char **complaint, const char *argument, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  va_list more;

  g_ptr_array_add (argv, (char *) program ());
  g_ptr_array_add (argv, (char *) "--data");
  g_ptr_array_add (argv, (char *) data);
  va_start (more, argument);
  for (; argument != NULL; argument = va_arg (more, const char *))
    g_ptr_array_add (argv, (char *) argument);
  va_end (more);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, output, complaint, &error);
  g_assert_no_error (error);
  return g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
}

/* --- A client ------------------------------------------------------------------------------------------------------- */

GSocketConnection *
server_connect (Server *self)
{
  return server_connect_from (self, "127.0.0.1");
}

GSocketConnection *
server_connect_from (Server *self, const char *address)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) own = g_inet_socket_address_new_from_string (address, 0);
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_local_address (client, own);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", self->port, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

gboolean
server_send (GSocketConnection *connection, const void *bytes, gssize size)
{
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  return g_output_stream_write_all (stream, bytes, size < 0 ? strlen (bytes) : (gsize) size, NULL, NULL, NULL);
}

char *
server_receive (GSocketConnection *connection, guint seconds)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GString *answer = g_string_new (NULL);
  char buffer[4096];
  gssize size;

  g_socket_set_timeout (g_socket_connection_get_socket (connection), seconds);
  while ((size = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (answer, buffer, size);
  return g_string_free (answer, FALSE);
}

char *
server_ask (Server *self, const char *method, const char *path, const char *headers, const void *body, gssize size)
{
  g_autoptr (GSocketConnection) connection = server_connect (self);

  return server_ask_on (connection, method, path, headers, body, size);
}

char *
server_ask_on (GSocketConnection *connection, const char *method, const char *path, const char *headers, const void *body, gssize size)
{
  gsize length = body == NULL ? 0 : size < 0 ? strlen (body) : (gsize) size;
  g_autofree char *head = g_strdup_printf ("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %" G_GSIZE_FORMAT
                                           "\r\n%s\r\n",
                                           method, path, length, headers);

  server_send (connection, head, -1);
  if (length > 0)
    server_send (connection, body, (gssize) length);
  return server_receive (connection, 60);
}

guint
server_status (const char *answer)
{
  return g_str_has_prefix (answer, "HTTP/1.1 ") ? (guint) atoi (answer + strlen ("HTTP/1.1 ")) : 0;
}

static void
ensure_account (Server *self)
{
  g_autofree char *accounts = NULL;

  g_assert_cmpint (server_command (self->data, &accounts, NULL, "account", "list", NULL), ==, 0);
  if (strstr (accounts, "ada\t") == NULL)
    g_assert_cmpint (server_command (self->data, NULL, NULL, "account", "add", "ada", "--role", "coordinator", NULL), ==, 0);
}

char *
server_enrol (Server *self)
{
  g_autofree char *invitation = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *first = g_uuid_string_random ();
  g_autofree char *second = g_uuid_string_random ();
  g_autofree char *dashed = g_strconcat (first, second, NULL);
  g_auto (GStrv) parts = g_strsplit (dashed, "-", -1);
  g_autofree char *token = g_strjoinv ("", parts);
  g_autofree char *body = NULL;
  g_autofree char *answer = NULL;

  ensure_account (self);
  g_assert_cmpint (server_command (self->data, &invitation, NULL, "code", "ada", NULL), ==, 0);
  words = g_strsplit (invitation, " ", -1);
  body = g_strdup_printf ("{\"code\":\"%s\",\"token\":\"%s\",\"device\":\"%.16s\",\"name\":\"Test\"}", words[2], token, token);
  answer = server_ask (self, "POST", "/v1/devices", "", body, -1);
  g_assert_cmpuint (server_status (answer), ==, 201);
  return g_strdup_printf ("Authorization: Bearer %s\r\n", token);
}
