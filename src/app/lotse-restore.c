/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup that becomes a profile again; see the header. */
#include "config.h"

#include "lotse-restore.h"

#include "lotse-store.h"

#include <string.h>

typedef struct
{
  char *beside;
  char *backup;
  char *key;        /* or NULL */
  char *passphrase; /* or NULL */
} Restore;

/* What was typed must not stay in memory that others get. */
static void
wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

static void
restore_free (gpointer data)
{
  Restore *restore = data;

  g_free (restore->beside);
  g_free (restore->backup);
  wipe (restore->key);
  wipe (restore->passphrase);
  g_free (restore);
}

/* A name that nothing has yet: what was restored before is never mixed with it. */
static char *
free_folder (const char *beside)
{
  char *folder = g_strdup_printf ("%s-restored", beside);

  for (guint i = 2; g_file_test (folder, G_FILE_TEST_EXISTS); i++)
    {
      g_free (folder);
      folder = g_strdup_printf ("%s-restored-%u", beside, i);
    }
  return folder;
}

static void
restore_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Restore *restore = data;
  g_autofree char *folder = free_folder (restore->beside);
  GError *error = NULL;

  if (lotse_store_recover (folder, restore->backup, restore->key, restore->passphrase, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&folder), g_free);
  else
    g_task_return_error (task, error);
}

static char *
dup_filled (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

void
lotse_restore_async (const char *beside,
                     const char *backup,
                     const char *key,
                     const char *passphrase,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Restore *restore = g_new0 (Restore, 1);

  restore->beside = g_strdup (beside);
  restore->backup = g_strdup (backup);
  restore->key = dup_filled (key);
  /* Blanks may belong to a passphrase. */
  restore->passphrase = *passphrase != '\0' ? g_strdup (passphrase) : NULL;
  g_task_set_task_data (task, restore, restore_free);
  g_task_run_in_thread (task, restore_thread);
}

char *
lotse_restore_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
