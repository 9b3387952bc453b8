/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Example data to look around in; see the header.
 *
 * Only a folder that this file made is ever removed: it has the example's name and holds its mark.
 */
#include "config.h"

#include "lotse-example.h"

#include "lotse-compat.h"
#include "lotse-demo.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define SEED 20261122
#define MARK "example"

static char *
example_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "lotse-example", NULL);
}

/* Removes the files of the folder and the folder; profiles have one level of folders at most. */
static void
remove_folder (const char *folder, guint depth)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (depth > 0 && g_file_test (path, G_FILE_TEST_IS_DIR) && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        remove_folder (path, depth - 1);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
fill (const char *folder, GError **error)
{
  LotseStore *store = lotse_store_open (folder, LOTSE_KEY_FILE, NULL, NULL, error);
  gboolean filled;

  if (store == NULL)
    return FALSE;
  filled = lotse_demo_fill (store, SEED, NULL, NULL, NULL, error)
           && lotse_store_set_setting (store, LOTSE_SETTING_MODE, "example", error);
  lotse_store_close (store);
  g_object_unref (store);
  return filled;
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *folder = example_folder ();
  g_autofree char *mark = g_build_filename (folder, MARK, NULL);
  GError *error = NULL;

  if (g_file_test (mark, G_FILE_TEST_EXISTS))
    remove_folder (folder, 2);
  if (!fill (folder, &error) || !g_file_set_contents (mark, "", 0, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&folder), g_free);
}

void
lotse_example_make_async (GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_run_in_thread (task, make_thread);
}

char *
lotse_example_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Leaving ------------------------------------------------------------------------------------------------ */

static void
remove_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *mark = g_build_filename (data, MARK, NULL);

  if (g_file_test (mark, G_FILE_TEST_EXISTS))
    remove_folder (data, 2);
  g_task_return_boolean (task, TRUE);
}

static void
on_answer (const char *answer, gpointer data)
{
  g_autoptr (LotseWindow) window = data;
  g_autofree char *usual = lotse_store_default_folder ();
  g_autoptr (GTask) task = NULL;
  LotseProfile *profile = lotse_window_get_profile (window);
  LotseApplication *app = LOTSE_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)));

  if (!g_str_equal (answer, "leave"))
    return;
  task = g_task_new (NULL, NULL, NULL, NULL);
  g_task_set_task_data (task, g_strdup (lotse_profile_get_folder (profile)), g_free);
  lotse_profile_close (profile);
  lotse_application_open_folder (app, usual);
  g_task_run_in_thread (task, remove_thread);
}

void
lotse_example_leave (LotseWindow *window)
{
  const char *const answers[] = { "close", _ ("_Stay"), "!leave", _ ("_Throw Away"), NULL };

  lotse_compat_ask (GTK_WIDGET (window), _ ("Throw the Example Data Away?"),
                    _ ("Your own data are in another place and are not touched."), NULL, answers, on_answer, g_object_ref (window));
}
