/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the real lotsectl; see the header. */
#include "ctl-run.h"

#include <glib/gstdio.h>
#include <stdarg.h>
#include <string.h>

void
ctl_result_free (CtlResult *result)
{
  g_free (result->out);
  g_free (result->err);
  g_free (result);
}

char *
ctl_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("lotse-ctl-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      remove_all (below);
    }
  g_remove (path);
}

void
ctl_folder_free (char *folder)
{
  remove_all (folder);
  g_free (folder);
}

char *
ctl_file (const char *folder, const char *name, const char *content, gssize size)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, content, size, &error);
  g_assert_no_error (error);
  return path;
}

GSubprocessLauncher *
ctl_launcher (const char *folder, GSubprocessFlags flags)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (flags);

  g_subprocess_launcher_setenv (launcher, "DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", folder, TRUE);
  return launcher;
}

char **
ctl_words (const char *folder, const char *const *words)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *profile = g_build_filename (folder, "profile", NULL);

  g_strv_builder_add_many (builder, g_getenv ("LOTSECTL"), "--data", profile, NULL);
  g_strv_builder_addv (builder, (const char **) words);
  return g_strv_builder_end (builder);
}

CtlResult *
ctl_run_v (const char *folder, const char *input, const char *const *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocessLauncher) launcher = ctl_launcher (
      folder, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_auto (GStrv) line = ctl_words (folder, words);
  g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, (const char *const *) line, &error);
  CtlResult *result = g_new0 (CtlResult, 1);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &result->out, &result->err, &error);
  g_assert_no_error (error);
  result->exit = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  return result;
}

static GPtrArray *
collect (va_list words)
{
  GPtrArray *all = g_ptr_array_new ();
  const char *word;

  while ((word = va_arg (words, const char *)) != NULL)
    g_ptr_array_add (all, (gpointer) word);
  g_ptr_array_add (all, NULL);
  return all;
}

CtlResult *
ctl_run (const char *folder, ...)
{
  g_autoptr (GPtrArray) all = NULL;
  va_list words;

  va_start (words, folder);
  all = collect (words);
  va_end (words);
  return ctl_run_v (folder, NULL, (const char *const *) all->pdata);
}

static void
assert_done (CtlResult *result)
{
  if (result->exit != 0)
    g_test_message ("standard error: %s; standard output: %s", result->err, result->out);
  g_assert_cmpint (result->exit, ==, 0);
}

char *
ctl_ok (const char *folder, ...)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (CtlResult) result = NULL;
  va_list words;

  va_start (words, folder);
  all = collect (words);
  va_end (words);
  result = ctl_run_v (folder, NULL, (const char *const *) all->pdata);
  assert_done (result);
  return g_strchomp (g_steal_pointer (&result->out));
}

JsonNode *
ctl_json (const char *folder, ...)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (CtlResult) result = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;
  va_list words;

  va_start (words, folder);
  all = collect (words);
  va_end (words);
  g_ptr_array_insert (all, 0, (gpointer) "--json");
  result = ctl_run_v (folder, NULL, (const char *const *) all->pdata);
  assert_done (result);
  node = json_from_string (result->out, &error);
  g_assert_no_error (error);
  return node;
}

guint
ctl_count (const char *folder, const char *kind)
{
  g_autoptr (JsonNode) list = ctl_json (folder, "list", kind, NULL);

  return json_array_get_length (json_node_get_array (list));
}

char *
ctl_get (const char *folder, const char *id, const char *field)
{
  g_autoptr (JsonNode) record = ctl_json (folder, "get", id, NULL);
  JsonObject *object = json_node_get_object (record);
  JsonNode *member = json_object_get_member (object, field);

  if (member == NULL || json_node_is_null (member))
    return NULL;
  return json_node_get_value_type (member) == G_TYPE_STRING ? json_node_dup_string (member) : json_to_string (member, FALSE);
}

void
ctl_assert_refused (CtlResult *result, int exit, const char *part)
{
  if (result->exit != exit || strstr (result->err, part) == NULL)
    g_test_message ("exit %d, standard error: %s; standard output: %s", result->exit, result->err, result->out);
  g_assert_cmpint (result->exit, ==, exit);
  g_assert_nonnull (strstr (result->err, part));
  g_assert_cmpuint (strcspn (result->err, "\n"), ==, strlen (result->err) - 1);
}
