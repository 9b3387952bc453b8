/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two profiles and the centre that they meet at: a real server process, and lotsectl. */
#pragma once

#include "ctl-run.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

typedef struct
{
  char *folder;      /* of the centre, with the files of passwords */
  char *left;        /* profiles of two laptops */
  char *right;
  char *password;    /* name of the file */
  char *url;
  GSubprocess *server;
} Fixture;

/* --- The centre --------------------------------------------------------------------------------------------- */

static inline GSubprocess *
start (Fixture *fixture, GSubprocessFlags flags, const char *first, ...)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autofree char *data = g_build_filename (fixture->folder, "centre", NULL);
  g_autoptr (GSubprocessLauncher) launcher = ctl_launcher (fixture->folder, flags);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;
  va_list more;

  g_ptr_array_add (words, (gpointer) g_getenv ("LOTSE_SERVER"));
  g_ptr_array_add (words, (gpointer) "--data");
  g_ptr_array_add (words, data);
  va_start (more, first);
  for (const char *word = first; word != NULL; word = va_arg (more, const char *))
    g_ptr_array_add (words, (gpointer) word);
  va_end (more);
  g_ptr_array_add (words, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static inline void
add_account (Fixture *fixture, const char *name, const char *role)
{
  g_autoptr (GSubprocess) process = start (fixture, G_SUBPROCESS_FLAGS_STDOUT_SILENCE, "account", "add", name, "--role", role,
                                           "--password-file", fixture->password, NULL);

  g_assert_true (g_subprocess_wait_check (process, NULL, NULL));
}

/* Listens at `address` ("127.0.0.1:0" for a free port) and says where. */
static inline void
serve (Fixture *fixture, const char *address)
{
  g_autoptr (GDataInputStream) out = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  fixture->server = start (fixture, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, "serve", "--listen", address, NULL);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (fixture->server));
  line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_nonnull (strstr (line, "http://"));
  g_free (fixture->url);
  fixture->url = g_strstrip (g_strdup (strstr (line, "http://")));
}

static inline void
stop (Fixture *fixture)
{
  g_subprocess_send_signal (fixture->server, SIGTERM);
  g_subprocess_wait (fixture->server, NULL, NULL);
  g_clear_object (&fixture->server);
}

static inline void
connect_profile (Fixture *fixture, const char *profile, const char *account)
{
  g_autofree char *connected = ctl_ok (profile, "connect", fixture->url, "--account", account, "--password-file", fixture->password, NULL);
  g_autofree char *synced = ctl_ok (profile, "sync", NULL);

  g_assert_cmpuint (strlen (connected), >, 0);
  g_assert_cmpuint (strlen (synced), >, 0);
}

static inline void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = ctl_folder_new ();
  fixture->left = ctl_folder_new ();
  fixture->right = ctl_folder_new ();
  fixture->password = ctl_file (fixture->folder, "password", "sieben gelbe Schirme\n", -1);
  add_account (fixture, "anna", "coordinator");
  add_account (fixture, "bernd", "coordinator");
  add_account (fixture, "mia", "mentor");
  serve (fixture, "127.0.0.1:0");
}

static inline void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->server != NULL)
    stop (fixture);
  ctl_folder_free (fixture->folder);
  ctl_folder_free (fixture->left);
  ctl_folder_free (fixture->right);
  g_free (fixture->password);
  g_free (fixture->url);
}

static inline JsonNode *
sync_once (const char *profile)
{
  return ctl_json (profile, "sync", NULL);
}

static inline gint64
number (JsonNode *report, const char *member)
{
  return json_object_get_int_member (json_node_get_object (report), member);
}

/* Both profiles until nothing is new on either side. */
static inline void
sync_both (Fixture *fixture)
{
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (JsonNode) left = sync_once (fixture->left);
      g_autoptr (JsonNode) right = sync_once (fixture->right);
    }
}

/* Both profiles hold the same records of that kind, field by field. */
static inline void
assert_equal (Fixture *fixture, const char *kind)
{
  g_autoptr (JsonNode) left = ctl_json (fixture->left, "list", kind, "--sort", "reference", NULL);
  g_autoptr (JsonNode) right = ctl_json (fixture->right, "list", kind, "--sort", "reference", NULL);
  g_autofree char *left_text = json_to_string (left, TRUE);
  g_autofree char *right_text = json_to_string (right, TRUE);

  g_assert_cmpstr (left_text, ==, right_text);
}

static inline void
assert_clean (const char *profile)
{
  g_autofree char *checked = ctl_ok (profile, "check", NULL);

  g_assert_cmpuint (strlen (checked), >, 0);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
