/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scans of receipts; see the header.
 */
#include "config.h"

#include "lotse-scan.h"

#include "lotse-attach.h"
#include "lotse-compat.h"
#include "lotse-error.h"
#include "lotse-jobs.h"
#include "lotse-window.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define FORGET_SECONDS 600
#define FIELD "scan"

/* What both acts need on the database thread. */
typedef struct
{
  LotseRecord *receipt;
  char *path; /* of the file that is chosen */
} Scan;

static void
scan_free (gpointer data)
{
  Scan *scan = data;

  g_object_unref (scan->receipt);
  g_free (scan->path);
  g_free (scan);
}

/* --- Putting one there -------------------------------------------------------------------------------------- */

static gpointer
attach_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Scan *scan = data;
  const LotseField *field = lotse_kind_field (lotse_record_get_kind (scan->receipt), FIELD);

  if (!lotse_attach (store, scan->receipt, field, scan->path, cancellable, error))
    return NULL;
  if (lotse_store_save (store, scan->receipt, NULL, error))
    return LOTSE_JOB_DONE;
  lotse_attach_undo (store, scan->receipt, field);
  return NULL;
}

typedef struct
{
  GtkWidget *widget;
  LotseProfile *profile;
  LotseRecord *receipt;
} Choosing;

static void
choosing_free (Choosing *choosing)
{
  g_object_unref (choosing->widget);
  g_object_unref (choosing->profile);
  g_object_unref (choosing->receipt);
  g_free (choosing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choosing, choosing_free)

static void
on_attached (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (lotse_job_done_finish (result, &error))
    lotse_window_toast_undo (widget, _ ("The scan is kept with the receipt"));
  else
    lotse_window_error (widget, _ ("The Scan Was Not Kept"), error);
}

static void
on_file (GFile *file, gpointer data)
{
  g_autoptr (Choosing) choosing = data;
  LotseStore *store = lotse_profile_get_store (choosing->profile);
  LotseWindow *window = lotse_window_of (choosing->widget);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  Scan *scan;

  if (path == NULL || store == NULL || window == NULL)
    return;
  scan = g_new0 (Scan, 1);
  scan->receipt = lotse_record_copy (choosing->receipt);
  scan->path = g_steal_pointer (&path);
  lotse_job_run (store, attach_job, scan, scan_free, NULL, on_attached, g_object_ref (window));
}

void
lotse_scan_choose (GtkWidget *widget, LotseProfile *profile, LotseRecord *receipt)
{
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->widget = g_object_ref (widget);
  choosing->profile = g_object_ref (profile);
  choosing->receipt = g_object_ref (receipt);
  lotse_compat_choose_file (widget, _ ("Scan of the Receipt"), _ ("_Choose"), NULL, on_file, choosing);
}

/* --- Looking at it ------------------------------------------------------------------------------------------ */

static GPtrArray *written; /* of char *: files for other programs; main thread */

void
lotse_scan_forget (void)
{
  for (guint i = 0; written != NULL && i < written->len; i++)
    {
      g_autofree char *folder = g_path_get_dirname (written->pdata[i]);

      g_unlink (written->pdata[i]);
      g_rmdir (folder);
    }
  g_clear_pointer (&written, g_ptr_array_unref);
}

static gboolean
on_forget (gpointer data)
{
  lotse_scan_forget ();
  return G_SOURCE_REMOVE;
}

/* Programs choose what opens a file by its name, too. */
static const char *
ending_of (GBytes *bytes)
{
  gsize size;
  const guchar *start = g_bytes_get_data (bytes, &size);
  g_autofree char *type = g_content_type_guess (NULL, start, size, NULL);
  static const char *const endings[][2] = { { "application/pdf", "pdf" }, { "image/png", "png" }, { "image/jpeg", "jpg" }, { "image/tiff", "tif" },
                                            { "image/webp", "webp" },     { "image/gif", "gif" } };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_content_type_equals (type, endings[i][0]))
      return endings[i][1];
  return "bin";
}

static GBytes *
read_blob (LotseStore *store, const char *sha256, GError **error)
{
  g_autoptr (GInputStream) content = lotse_store_open_blob (store, sha256, error);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (content == NULL
      || g_output_stream_splice (memory, content, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* Gives the path.  The folder of the session is in memory and closed to others; nothing in its name tells of the receipt. */
static gpointer
write_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Scan *scan = data;
  const char *sha256 = lotse_record_get (scan->receipt, FIELD);
  g_autoptr (GBytes) bytes = sha256 != NULL ? read_blob (store, sha256, error) : NULL;
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), random, NULL);
  g_autofree char *name = bytes != NULL ? g_strconcat ("scan.", ending_of (bytes), NULL) : NULL;
  g_autofree char *path = name != NULL ? g_build_filename (folder, name, NULL) : NULL;
  gsize size;
  const char *start;

  if (bytes == NULL)
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _ ("There is no scan of this receipt yet."));
      return NULL;
    }
  start = g_bytes_get_data (bytes, &size);
  if (g_mkdir_with_parents (folder, 0700) != 0
      || !g_file_set_contents_full (path, start, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_IO, _ ("The scan could not be written for the program that shows it. The scan itself is kept."));
      g_rmdir (folder);
      return NULL;
    }
  return g_steal_pointer (&path);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  char *path = lotse_job_text_finish (result, &error);

  if (path == NULL)
    {
      lotse_window_error (widget, _ ("The Scan Cannot Be Shown"), error);
      return;
    }
  if (written == NULL)
    {
      written = g_ptr_array_new_with_free_func (g_free);
      g_timeout_add_seconds (FORGET_SECONDS, on_forget, NULL);
    }
  g_ptr_array_add (written, path);
  lotse_compat_open_file (widget, path);
}

void
lotse_scan_open (GtkWidget *widget, LotseProfile *profile, LotseRecord *receipt)
{
  LotseStore *store = lotse_profile_get_store (profile);
  LotseWindow *window = lotse_window_of (widget);
  Scan *scan;

  if (store == NULL || window == NULL)
    return;
  scan = g_new0 (Scan, 1);
  scan->receipt = lotse_record_copy (receipt);
  lotse_job_run (store, write_job, scan, scan_free, g_free, on_written, g_object_ref (window));
}
