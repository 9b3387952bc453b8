/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing comma-separated values, and the guard against spreadsheets.
 *
 * Rows are gathered in a buffer of 64 KiB, so that exporting 100,000 records makes few writes. What was
 * written is complete only after lotse_csv_writer_finish() returned TRUE.
 */
#include "config.h"

#include "lotse-csv.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lotse-error.h"

#define FLUSH_BYTES (64u * 1024u)

struct _LotseCsvWriter
{
  GOutputStream *stream;
  GString *buffer;
  char separator;
  LotseCsvFlags flags;
};

/* Characters at the beginning of a cell that make a spreadsheet calculate it. */
static gboolean
is_trigger (char c)
{
  return c != '\0' && strchr ("=+-@\t\r\n", c) != NULL;
}

/* A sign, a digit, and then only digits, blanks, points and commas: -3, -1.250,00, +49 170 1234567. */
static gboolean
is_harmless_number (const char *cell)
{
  if ((cell[0] != '+' && cell[0] != '-') || !g_ascii_isdigit (cell[1]))
    return FALSE;
  return cell[1 + strspn (cell + 1, "0123456789 .,")] == '\0';
}

/**
 * lotse_csv_needs_guard:
 * @cell: the content of a cell
 *
 * Says whether a cell must have an apostrophe before it in a file that people open in a spreadsheet. It must
 * if it begins with =, +, -, @, a tab or a line break; but not if it is a number or a phone number made only
 * of a sign, digits, blanks, points and commas, which a spreadsheet shows and does not run. +49-170-1234567
 * does get an apostrophe, because a spreadsheet would subtract. So that taking the apostrophe away gives back
 * what was written, a cell that begins with apostrophes and then one of these characters gets one more.
 *
 * Returns: whether the cell needs the apostrophe
 */
gboolean
lotse_csv_needs_guard (const char *cell)
{
  gsize apostrophes = strspn (cell, "'");

  if (!is_trigger (cell[apostrophes]))
    return FALSE;
  return apostrophes > 0 || !is_harmless_number (cell);
}

/**
 * lotse_csv_writer_new:
 * @stream: where to write; it is neither flushed to disk nor closed by the writer
 * @separator: ',', ';' or a tab
 * @flags: whether to guard cells and to write a byte order mark
 *
 * Returns: (transfer full): a writer
 */
LotseCsvWriter *
lotse_csv_writer_new (GOutputStream *stream,
                      char separator,
                      LotseCsvFlags flags)
{
  LotseCsvWriter *self = g_new0 (LotseCsvWriter, 1);

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);
  g_return_val_if_fail (separator == ',' || separator == ';' || separator == '\t', NULL);

  self->stream = g_object_ref (stream);
  self->buffer = g_string_sized_new (FLUSH_BYTES + 4096);
  self->separator = separator;
  self->flags = flags;
  if ((flags & LOTSE_CSV_BOM) != 0)
    g_string_append (self->buffer, "\xef\xbb\xbf");
  return self;
}

/**
 * lotse_csv_writer_free:
 * @self: a writer; what lotse_csv_writer_finish() has not written is dropped
 */
void
lotse_csv_writer_free (LotseCsvWriter *self)
{
  g_object_unref (self->stream);
  g_string_free (self->buffer, TRUE);
  g_free (self);
}

static gboolean
flush (LotseCsvWriter *self,
       GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, NULL, &local))
    {
      g_set_error (error, LOTSE_ERROR,
                   g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? LOTSE_ERROR_FULL : LOTSE_ERROR_IO,
                   _ ("The table could not be written: %s. Your records are unchanged; please make room or "
                      "choose another folder, and export again."),
                   local->message);
      return FALSE;
    }
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

/* Quotes keep separators, line breaks and outer blanks, and a first cell that would be taken for a directive. */
static gboolean
needs_quotes (const LotseCsvWriter *self,
              const char *cell)
{
  gsize length = strlen (cell);

  if (length == 0)
    return FALSE;
  if (cell[0] == ' ' || cell[length - 1] == ' ' || strpbrk (cell, "\"\r\n\t,;") != NULL)
    return TRUE;
  return g_ascii_strncasecmp (cell, "sep=", 4) == 0 || g_str_has_prefix (cell, "\xef\xbb\xbf");
}

static void
append_cell (LotseCsvWriter *self,
             const char *cell)
{
  gboolean guard = (self->flags & LOTSE_CSV_GUARD) != 0 && lotse_csv_needs_guard (cell);
  gboolean quotes = needs_quotes (self, cell);

  if (quotes)
    g_string_append_c (self->buffer, '"');
  if (guard)
    g_string_append_c (self->buffer, '\'');
  for (const char *p = cell; *p != '\0';)
    {
      gsize plain = strcspn (p, "\"");

      g_string_append_len (self->buffer, p, (gssize) plain);
      p += plain;
      if (*p == '"')
        {
          g_string_append (self->buffer, "\"\"");
          p++;
        }
    }
  if (quotes)
    g_string_append_c (self->buffer, '"');
}

/**
 * lotse_csv_writer_write_row:
 * @self: a writer
 * @cells: the cells in UTF-8, ended by %NULL; at least one
 * @error: where to say why not
 *
 * Writes one row.
 *
 * Returns: whether the row was taken; %FALSE with LOTSE_ERROR_IO or LOTSE_ERROR_FULL if the stream fails
 */
gboolean
lotse_csv_writer_write_row (LotseCsvWriter *self,
                            const char *const *cells,
                            GError **error)
{
  g_return_val_if_fail (cells[0] != NULL, FALSE);

  /* A single empty cell would be an empty line, which readers skip. */
  if (cells[1] == NULL && cells[0][0] == '\0')
    g_string_append (self->buffer, "\"\"");
  else
    for (gsize i = 0; cells[i] != NULL; i++)
      {
        if (i > 0)
          g_string_append_c (self->buffer, self->separator);
        append_cell (self, cells[i]);
      }
  g_string_append (self->buffer, "\r\n");
  return self->buffer->len < FLUSH_BYTES || flush (self, error);
}

/**
 * lotse_csv_writer_finish:
 * @self: a writer
 * @error: where to say why not
 *
 * Writes what is still buffered. The caller closes the stream, and syncs it if that matters.
 *
 * Returns: whether every row is in the stream
 */
gboolean
lotse_csv_writer_finish (LotseCsvWriter *self,
                         GError **error)
{
  return flush (self, error);
}
