/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attaching a file to a record; see the header.  One scan or letter at a time, of a few megabytes. */
#include "config.h"

#include "lotse-attach.h"

#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SAMPLE 4096u /* bytes by which the type of a file is guessed */

/* Fills a field that only describes the file, if the kind has it. */
static gboolean
describe (LotseRecord *record, const char *name, const char *value, GError **error)
{
  return lotse_kind_field (lotse_record_get_kind (record), name) == NULL || lotse_record_set (record, name, value, error);
}

/* The type by the name and the first bytes, as the desktop tells it. */
static char *
guess_type (const char *name, GFileInputStream *content)
{
  guint8 sample[SAMPLE];
  gsize size = 0;
  g_autofree char *type = NULL;

  if (!g_input_stream_read_all (G_INPUT_STREAM (content), sample, sizeof sample, &size, NULL, NULL)
      || !g_seekable_seek (G_SEEKABLE (content), 0, G_SEEK_SET, NULL, NULL))
    return g_strdup ("application/octet-stream");
  type = g_content_type_guess (name, sample, size, NULL);
  return g_content_type_get_mime_type (type);
}

static gboolean
describe_file (LotseRecord *record, const char *path, GFileInputStream *content, goffset size, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *bytes = g_strdup_printf ("%" G_GOFFSET_FORMAT, size);
  g_autofree char *type = guess_type (name, content);

  /* A name may have any bytes but these; what stands in a record is one line. */
  g_strdelimit (shown, "\n\r\t", ' ');
  return describe (record, "file_name", shown, error) && describe (record, "media_type", type, error)
         && describe (record, "bytes", bytes, error);
}

static gboolean
fail_unreadable (const char *path, GError **error)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” cannot be read as a file. Nothing was saved. Check name and rights."), path);
  return FALSE;
}

/* --- Scans ------------------------------------------------------------------------------------------------------ */

/* How files begin that any viewer shows; "ftyp" and "RIFF" say more behind four bytes. */
static gboolean
is_shown (const guint8 *sample, gsize size)
{
  static const struct
  {
    gsize at, length;
    const char *bytes;
  } starts[] = {
    { 0, 8, "\x89PNG\r\n\x1a\n" }, { 0, 3, "\xff\xd8\xff" }, { 0, 4, "GIF8" },     { 0, 4, "II*\0" },    { 0, 4, "MM\0*" },
    { 8, 4, "WEBP" },              { 4, 8, "ftypheic" },     { 4, 8, "ftypheix" }, { 4, 8, "ftypmif1" }, { 4, 8, "ftypavif" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (size >= starts[i].at + starts[i].length && memcmp (sample + starts[i].at, starts[i].bytes, starts[i].length) == 0)
      return TRUE;
  /* Viewers look for it within the first kilobyte, as scanners write something before it. */
  return memmem (sample, MIN (size, 1024), "%PDF-", 5) != NULL;
}

/* By the content: the name of a file says what somebody believed. */
static gboolean
check_scan (const char *path, GInputStream *content, goffset size, GError **error)
{
  guint8 sample[SAMPLE];
  gsize got = 0;

  if (size > LOTSE_ATTACH_MAX_SCAN)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                 _("“%s” is larger than 50 MB. Nothing was saved. Scan with fewer points (300 dpi are enough) or in grey."), path);
  else if (!g_input_stream_read_all (content, sample, sizeof sample, &got, NULL, NULL) || !is_shown (sample, got)
           || !g_seekable_seek (G_SEEKABLE (content), 0, G_SEEK_SET, NULL, NULL))
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                 _("“%s” is neither an image nor a PDF. Nothing was saved. Save the scan as PDF, JPEG or PNG and try again."), path);
  else
    return TRUE;
  return FALSE;
}

gboolean
lotse_attach (LotseStore *store, LotseRecord *record, const LotseField *field, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) content = NULL;
  g_autoptr (GFileInfo) info = NULL;
  g_autofree char *sha256 = NULL;

  g_return_val_if_fail (field->type == LOTSE_FIELD_BLOB, FALSE);
  /* Only a regular file has an end and a size; a pipe would be waited for. */
  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, cancellable,
                            NULL);
  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    return fail_unreadable (path, error);
  /* There would be nothing to send, and nobody could tell that it has arrived. */
  if (g_file_info_get_size (info) == 0)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is empty. Nothing was saved. Choose another file."), path);
      return FALSE;
    }
  content = g_file_read (file, cancellable, NULL);
  if (content == NULL)
    return fail_unreadable (path, error);
  if ((field->flags & LOTSE_FIELD_SCAN) != 0 && !check_scan (path, G_INPUT_STREAM (content), g_file_info_get_size (info), error))
    return FALSE;
  if (!describe_file (record, path, content, g_file_info_get_size (info), error))
    return FALSE;
  sha256 = lotse_store_put_blob (store, G_INPUT_STREAM (content), cancellable, error);
  return sha256 != NULL && lotse_record_set (record, field->name, sha256, error);
}

void
lotse_attach_undo (LotseStore *store, LotseRecord *record, const LotseField *field)
{
  const char *sha256 = lotse_record_get (record, field->name);
  g_autoptr (GError) error = NULL;

  if (sha256 != NULL && !lotse_store_discard_blob (store, sha256, &error))
    g_debug ("Taking a file out again: %s", error->message);
}
