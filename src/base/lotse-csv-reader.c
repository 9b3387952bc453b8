/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading comma-separated values.
 *
 * A state machine over bytes: all characters that mean something are ASCII, so UTF-8 is checked only when a
 * row is complete. Memory is bounded by LOTSE_CSV_ROW_MAX whatever the file holds; what is beyond a limit is
 * read over until the row ends. Imports of 10,000 rows are usual, of 100,000 possible.
 */
#include "config.h"

#include "lotse-csv-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lotse-error.h"
#include "lotse-text.h"

#define BUFFER_BYTES (64u * 1024u)

#define BYTE_END (-1)
#define BYTE_FAILED (-2)

typedef enum
{
  STATE_CELL_START,
  STATE_BARE,
  STATE_QUOTED,
  STATE_QUOTE_IN_QUOTED,
} State;

/* Why a row cannot be used; the first reason stands. */
typedef enum
{
  PROBLEM_NONE,
  PROBLEM_CELL_LONG,
  PROBLEM_ROW_LONG,
  PROBLEM_COLUMNS,
  PROBLEM_NOT_TEXT,
  PROBLEM_NOT_CLOSED,
} Problem;

struct _LotseCsvReader
{
  GInputStream *stream;
  guint8 *buffer;
  gsize position;
  gsize filled;
  gboolean started;
  gboolean after_return; /* the last byte was a carriage return: a line feed belongs to it */
  char separator;
  LotseCsvFlags flags;
  guint64 line;     /* of the next byte, from 1 */
  guint64 row_line; /* where the last row began */
  GError *failure;  /* once set, reading is over */

  /* The row being read: its cells one after the other, each ended by a zero. */
  GByteArray *bytes;
  GArray *starts; /* of gsize: where in bytes each cell begins */
  gboolean any;   /* whether the row has anything but its end */
  Problem problem;
  guint problem_column;
};

/**
 * lotse_csv_reader_new:
 * @stream: a table in UTF-8
 * @separator: ',', ';', a tab, or 0 to find it from the first rows
 * @flags: LOTSE_CSV_GUARD to take away the apostrophes that the writer put before dangerous cells
 *
 * Returns: (transfer full): a reader at the first row; free it with lotse_csv_reader_free()
 */
LotseCsvReader *
lotse_csv_reader_new (GInputStream *stream,
                      char separator,
                      LotseCsvFlags flags)
{
  LotseCsvReader *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);
  g_return_val_if_fail (separator == 0 || separator == ',' || separator == ';' || separator == '\t', NULL);

  self = g_new0 (LotseCsvReader, 1);
  self->stream = g_object_ref (stream);
  self->buffer = g_malloc (BUFFER_BYTES);
  self->separator = separator;
  self->flags = flags;
  self->line = 1;
  self->bytes = g_byte_array_new ();
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

/**
 * lotse_csv_reader_new_for_bytes:
 * @bytes: a file from outside, in any character set
 * @separator: as for lotse_csv_reader_new()
 * @flags: as for lotse_csv_reader_new()
 * @charset_used: (out) (optional) (transfer full): the character set that the file turned out to be in
 * @error: where to say why not
 *
 * Decodes a file with lotse_text_guess_utf8() and reads it.
 *
 * Returns: (transfer full): a reader; %NULL with LOTSE_ERROR_INVALID if the file is not text
 */
LotseCsvReader *
lotse_csv_reader_new_for_bytes (GBytes *bytes,
                                char separator,
                                LotseCsvFlags flags,
                                char **charset_used,
                                GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  char *text = lotse_text_guess_utf8 (bytes, charset_used, error);

  if (text == NULL)
    return NULL;
  stream = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), g_free);
  return lotse_csv_reader_new (stream, separator, flags);
}

/**
 * lotse_csv_reader_free:
 * @self: a reader
 */
void
lotse_csv_reader_free (LotseCsvReader *self)
{
  g_object_unref (self->stream);
  g_free (self->buffer);
  g_byte_array_unref (self->bytes);
  g_array_unref (self->starts);
  g_clear_error (&self->failure);
  g_free (self);
}

/* ---- Bytes ---- */

static gboolean
fill (LotseCsvReader *self)
{
  g_autoptr (GError) local = NULL;

  self->position = 0;
  self->filled = 0;
  if (g_input_stream_read_all (self->stream, self->buffer, BUFFER_BYTES, &self->filled, NULL, &local))
    return TRUE;
  self->filled = 0;
  g_set_error (&self->failure, LOTSE_ERROR, LOTSE_ERROR_IO,
               _ ("The table could not be read to its end: %s. Nothing of it was changed; please try again or "
                  "copy the file to this computer first."),
               local->message);
  return FALSE;
}

static int
next_byte (LotseCsvReader *self)
{
  if (self->position == self->filled)
    {
      /* A buffer that was not full was the last one. */
      if (self->started && self->filled < BUFFER_BYTES)
        return self->failure != NULL ? BYTE_FAILED : BYTE_END;
      if (!fill (self))
        return BYTE_FAILED;
      if (self->filled == 0)
        return BYTE_END;
    }
  return self->buffer[self->position++];
}

/* ---- The beginning ---- */

/* Skips the byte order mark and Excel's line "sep=;", and finds the separator. */
static void
start (LotseCsvReader *self)
{
  if (!fill (self))
    return;
  self->started = TRUE;
  if (self->filled >= 3 && memcmp (self->buffer, "\xef\xbb\xbf", 3) == 0)
    self->position = 3;

  if (self->filled >= self->position + 6
      && g_ascii_strncasecmp ((const char *) self->buffer + self->position, "sep=", 4) == 0)
    {
      char told = (char) self->buffer[self->position + 4];
      guint8 after = self->buffer[self->position + 5];

      if ((told == ',' || told == ';' || told == '\t') && (after == '\r' || after == '\n'))
        {
          self->separator = told;
          self->after_return = after == '\r';
          self->position += 6;
          self->line++;
        }
    }
  if (self->separator == 0)
    self->separator = lotse_csv_find_separator (self->buffer + self->position, self->filled - self->position,
                                                self->filled < BUFFER_BYTES);
}

/* ---- Rows ---- */

static void
set_problem (LotseCsvReader *self,
             Problem problem)
{
  if (self->problem == PROBLEM_NONE)
    {
      self->problem = problem;
      self->problem_column = self->starts->len;
    }
}

static void
begin_cell (LotseCsvReader *self)
{
  gsize begin = self->bytes->len;

  if (self->starts->len >= LOTSE_CSV_COLUMNS_MAX)
    set_problem (self, PROBLEM_COLUMNS);
  else
    g_array_append_val (self->starts, begin);
}

static void
end_cell (LotseCsvReader *self)
{
  static const guint8 zero = 0;

  if (self->problem == PROBLEM_NONE)
    g_byte_array_append (self->bytes, &zero, 1);
}

static void
add_byte (LotseCsvReader *self,
          guint8 byte)
{
  if (self->problem != PROBLEM_NONE)
    return;
  if (byte == 0)
    set_problem (self, PROBLEM_NOT_TEXT);
  else if (self->bytes->len - g_array_index (self->starts, gsize, self->starts->len - 1) >= LOTSE_CSV_CELL_MAX)
    set_problem (self, PROBLEM_CELL_LONG);
  else if (self->bytes->len >= LOTSE_CSV_ROW_MAX)
    set_problem (self, PROBLEM_ROW_LONG);
  else
    g_byte_array_append (self->bytes, &byte, 1);
}

/* Counts lines; a carriage return and the line feed after it are one end of line. */
static void
count_line (LotseCsvReader *self,
            int byte)
{
  if (byte == '\r' || (byte == '\n' && !self->after_return))
    self->line++;
  self->after_return = byte == '\r';
}

/* Takes one byte outside quotes. Returns the state after it; sets @ended at the end of the row. */
static State
take_bare (LotseCsvReader *self,
           State state,
           int byte,
           gboolean *ended)
{
  if (byte == BYTE_END || byte == '\n' || byte == '\r')
    {
      end_cell (self);
      *ended = TRUE;
      return STATE_CELL_START;
    }
  self->any = TRUE;
  if (byte == (guint8) self->separator)
    {
      end_cell (self);
      begin_cell (self);
      return STATE_CELL_START;
    }
  if (byte == '"' && state == STATE_CELL_START)
    return STATE_QUOTED;
  /* A second quote inside quotes is a quote; anything else after a quote goes on unquoted. */
  if (byte == '"' && state == STATE_QUOTE_IN_QUOTED)
    {
      add_byte (self, '"');
      return STATE_QUOTED;
    }
  add_byte (self, (guint8) byte);
  return STATE_BARE;
}

static State
take_quoted (LotseCsvReader *self,
             int byte,
             gboolean *ended)
{
  if (byte == BYTE_END)
    {
      set_problem (self, PROBLEM_NOT_CLOSED);
      *ended = TRUE;
      return STATE_CELL_START;
    }
  if (byte == '"')
    return STATE_QUOTE_IN_QUOTED;
  add_byte (self, (guint8) byte);
  return STATE_QUOTED;
}

/* Reads to the end of the row. Returns the byte that ended it: BYTE_END, BYTE_FAILED, or a line break. */
static int
read_row (LotseCsvReader *self)
{
  State state = STATE_CELL_START;
  gboolean ended = FALSE;
  int byte = BYTE_END;

  g_byte_array_set_size (self->bytes, 0);
  g_array_set_size (self->starts, 0);
  self->any = FALSE;
  self->problem = PROBLEM_NONE;
  begin_cell (self);
  while (!ended)
    {
      gboolean second_of_two;

      byte = next_byte (self);
      if (byte == BYTE_FAILED)
        return byte;
      second_of_two = byte == '\n' && self->after_return;
      count_line (self, byte);
      if (state == STATE_QUOTED)
        state = take_quoted (self, byte, &ended);
      else if (second_of_two)
        self->row_line = self->line; /* It ended the row before; this one begins after it. */
      else
        state = take_bare (self, state, byte, &ended);
    }
  return byte;
}

static void
check_text (LotseCsvReader *self)
{
  for (guint i = 0; i < self->starts->len && self->problem == PROBLEM_NONE; i++)
    {
      gsize begin = g_array_index (self->starts, gsize, i);

      if (!g_utf8_validate ((const char *) self->bytes->data + begin, -1, NULL))
        {
          set_problem (self, PROBLEM_NOT_TEXT);
          self->problem_column = i + 1;
        }
    }
}

static char **
make_cells (LotseCsvReader *self)
{
  char **cells = g_new (char *, self->starts->len + 1);

  for (guint i = 0; i < self->starts->len; i++)
    {
      const char *cell = (const char *) self->bytes->data + g_array_index (self->starts, gsize, i);

      if ((self->flags & LOTSE_CSV_GUARD) != 0 && cell[0] == '\'' && lotse_csv_needs_guard (cell + 1))
        cell++;
      cells[i] = g_strdup (cell);
    }
  cells[self->starts->len] = NULL;
  return cells;
}

static void
set_row_error (LotseCsvReader *self,
               GError **error)
{
  g_autofree char *line = g_strdup_printf ("%" G_GUINT64_FORMAT, self->row_line);

  switch (self->problem)
    {
    case PROBLEM_CELL_LONG:
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _ ("Line %s, column %u: the cell is longer than a record can hold (1 MB). This row cannot "
                      "be used; please look whether a quotation mark is missing there."),
                   line, self->problem_column);
      break;
    case PROBLEM_ROW_LONG:
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _ ("Line %s: the row is longer than a record can be (8 MB). This row cannot be used; please "
                      "look whether a quotation mark is missing there."),
                   line);
      break;
    case PROBLEM_COLUMNS:
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _ ("Line %s: there are more than %u columns. This row cannot be used; please check the "
                      "separators there."),
                   line, LOTSE_CSV_COLUMNS_MAX);
      break;
    case PROBLEM_NOT_TEXT:
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _ ("Line %s, column %u: the cell holds bytes that are not text in UTF-8. This row cannot be "
                      "used; please save the file again as “CSV UTF-8”."),
                   line, self->problem_column);
      break;
    case PROBLEM_NOT_CLOSED:
    case PROBLEM_NONE:
    default:
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _ ("Line %s, column %u: a quotation mark is opened there and never closed. This row and what "
                      "follows it cannot be used; please add the missing quotation mark."),
                   line, self->problem_column);
      break;
    }
}

/**
 * lotse_csv_reader_next:
 * @self: a reader
 * @cells: (out) (transfer full): the cells of the row in UTF-8, ended by %NULL; set only with LOTSE_CSV_ROW.
 *   Rows may have different numbers of cells, at least one.
 * @error: set with LOTSE_CSV_BAD_ROW and LOTSE_CSV_FAILED
 *
 * Reads the next row. Empty lines are skipped. lotse_csv_reader_get_line() tells where the row begins.
 *
 * Returns: what was read; after LOTSE_CSV_END and LOTSE_CSV_FAILED further calls say the same again
 */
LotseCsvStatus
lotse_csv_reader_next (LotseCsvReader *self,
                       char ***cells,
                       GError **error)
{
  int end = BYTE_END;

  *cells = NULL;
  if (!self->started && self->failure == NULL)
    start (self);
  if (self->failure == NULL)
    do
      {
        self->row_line = self->line;
        end = read_row (self);
      }
    while (!self->any && self->problem == PROBLEM_NONE && end >= 0);

  if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return LOTSE_CSV_FAILED;
    }
  if (!self->any && self->problem == PROBLEM_NONE)
    return LOTSE_CSV_END;
  if (self->problem == PROBLEM_NONE)
    check_text (self);
  if (self->problem != PROBLEM_NONE)
    {
      set_row_error (self, error);
      return LOTSE_CSV_BAD_ROW;
    }
  *cells = make_cells (self);
  return LOTSE_CSV_ROW;
}

/**
 * lotse_csv_reader_get_line:
 * @self: a reader
 *
 * Returns: the line, from 1, in which the row that was last read begins; 0 before the first
 */
guint64
lotse_csv_reader_get_line (LotseCsvReader *self)
{
  return self->row_line;
}

/**
 * lotse_csv_reader_get_separator:
 * @self: a reader that has read at least one row
 *
 * Returns: the separator that is used, as told, found, or read from the first line; 0 before the first row
 *   when it was to be found
 */
char
lotse_csv_reader_get_separator (LotseCsvReader *self)
{
  return self->separator;
}
