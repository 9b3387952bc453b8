/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading and writing tables as comma-separated values (RFC 4180), one row at a time.
 *
 * The reader takes what spreadsheets and offices really send: commas, semicolons or tabs (found by itself, or
 * told by a first line "sep=;"), line breaks of any system, quoted cells with line breaks, text before or
 * after quotes, a byte order mark. A row that cannot be used is reported with its line, and reading goes on
 * after it.
 *
 * The writer's files are safe to open in a spreadsheet: with LOTSE_CSV_GUARD, a cell that a spreadsheet would
 * run as a formula gets an apostrophe before it, and the reader with the same flag takes exactly that away,
 * so that what was exported can be imported unchanged. See lotse_csv_needs_guard() for the rule. The guard
 * holds for who opens the file with the separator that it was written with; German spreadsheets expect
 * semicolons.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* More than these is no table of records, but a damaged or hostile file. Bytes; columns; bytes. */
#define LOTSE_CSV_CELL_MAX (1024u * 1024u)
#define LOTSE_CSV_COLUMNS_MAX 1000u
#define LOTSE_CSV_ROW_MAX (8u * 1024u * 1024u)

/**
 * LotseCsvFlags:
 * @LOTSE_CSV_PLAIN: nothing special
 * @LOTSE_CSV_GUARD: guard cells against spreadsheets when writing, and take the guard away when reading
 * @LOTSE_CSV_BOM: write a byte order mark first, by which spreadsheets know UTF-8; reading needs no flag for
 *   it
 */
typedef enum
{
  LOTSE_CSV_PLAIN = 0,
  LOTSE_CSV_GUARD = 1 << 0,
  LOTSE_CSV_BOM = 1 << 1,
} LotseCsvFlags;

/**
 * LotseCsvStatus:
 * @LOTSE_CSV_ROW: there is a row
 * @LOTSE_CSV_BAD_ROW: this row cannot be used, the error says why; the next call goes on after it
 * @LOTSE_CSV_END: there are no more rows
 * @LOTSE_CSV_FAILED: the file cannot be read further, the error says why
 */
typedef enum
{
  LOTSE_CSV_ROW,
  LOTSE_CSV_BAD_ROW,
  LOTSE_CSV_END,
  LOTSE_CSV_FAILED,
} LotseCsvStatus;

typedef struct _LotseCsvReader LotseCsvReader;
typedef struct _LotseCsvWriter LotseCsvWriter;

LotseCsvReader *lotse_csv_reader_new (GInputStream *stream, char separator, LotseCsvFlags flags);
LotseCsvReader *lotse_csv_reader_new_for_bytes (GBytes *bytes,
                                                char separator,
                                                LotseCsvFlags flags,
                                                char **charset_used,
                                                GError **error);
void lotse_csv_reader_free (LotseCsvReader *self);
LotseCsvStatus lotse_csv_reader_next (LotseCsvReader *self, char ***cells, GError **error);
guint64 lotse_csv_reader_get_line (LotseCsvReader *self);
char lotse_csv_reader_get_separator (LotseCsvReader *self);

LotseCsvWriter *lotse_csv_writer_new (GOutputStream *stream, char separator, LotseCsvFlags flags);
void lotse_csv_writer_free (LotseCsvWriter *self);
gboolean lotse_csv_writer_write_row (LotseCsvWriter *self, const char *const *cells, GError **error);
gboolean lotse_csv_writer_finish (LotseCsvWriter *self, GError **error);

gboolean lotse_csv_needs_guard (const char *cell);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseCsvReader, lotse_csv_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseCsvWriter, lotse_csv_writer_free)

G_END_DECLS
