/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads JSON in one pass and without a tree, as long as it looks like what Lotse itself writes.
 *
 * Load: a first sync reads 40 MB with 100,000 records; a tree of nodes takes five times as long and as much memory.
 *
 * A reader never decides that a text is wrong.  Whatever it does not expect makes it stop, and the caller begins anew with
 * lotse_json_parse(), which decides.  So what a reader accepts must mean the same there: texts are valid UTF-8 without
 * control characters, and escapes stand only for characters of ASCII other than NUL.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is still to be read; set `at` and `end` to begin. */
typedef struct
{
  const char *at;
  const char *end;
} LotseJsonReader;

/* A piece of the text that is read: a text without its quotation marks, or a whole value. */
typedef struct
{
  const char *start; /* NULL: none */
  gsize size;        /* in bytes, as written */
  gboolean escaped;  /* has escapes, so that it is shorter once they are read */
} LotseJsonSlice;

/* Whether the next character but white space is `c`, which is taken then. */
gboolean lotse_json_reader_take (LotseJsonReader *self, char c);
/* Takes a text. */
gboolean lotse_json_reader_text (LotseJsonReader *self, LotseJsonSlice *text);
/* Takes the word null. */
gboolean lotse_json_reader_null (LotseJsonReader *self);
/* Takes any value as it is written, without looking at more of it than where it ends. */
gboolean lotse_json_reader_skip (LotseJsonReader *self, LotseJsonSlice *value);
/* Whether nothing but white space is left. */
gboolean lotse_json_reader_at_end (LotseJsonReader *self);

/* Whether the text is `name`. */
gboolean lotse_json_slice_is (const LotseJsonSlice *self, const char *name);
/* Writes the text with a NUL to room for size + 1 bytes; returns the place behind the NUL. */
char *lotse_json_slice_write (const LotseJsonSlice *self, char *to);
/* A copy of the text, or NULL when there is none.  Free with g_free(). */
char *lotse_json_slice_dup (const LotseJsonSlice *self);

G_END_DECLS
