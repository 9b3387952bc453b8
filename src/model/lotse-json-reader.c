/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading JSON without a tree; see the header for what a reader may and may not decide. */
#include "lotse-json-reader.h"

#include <string.h>

static void
skip_blanks (LotseJsonReader *self)
{
  while (self->at < self->end && (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t'))
    self->at++;
}

/**
 * lotse_json_reader_take:
 * @c: a character of JSON's own
 *
 * Returns: whether @c came next, behind white space; it is taken then
 */
gboolean
lotse_json_reader_take (LotseJsonReader *self, char c)
{
  skip_blanks (self);
  if (self->at == self->end || *self->at != c)
    return FALSE;
  self->at++;
  return TRUE;
}

/* The character for which four hexadecimal digits stand, or 0 if it is none of ASCII. */
static char
read_code (const char *digits)
{
  guint code = 0;

  for (int i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (digits[i]))
        return 0;
      code = code << 4 | (guint) g_ascii_xdigit_value (digits[i]);
    }
  return code < 0x80 ? (char) code : 0;
}

/* How many bytes the escape takes behind its backslash; 0 for one that is left to others. */
static gsize
escape_size (const char *at, const char *end)
{
  if (at == end || *at == '\0')
    return 0;
  if (strchr ("\"\\/nrt", *at) != NULL)
    return 1;
  return *at == 'u' && end - at > 4 && read_code (at + 1) != 0 ? 5 : 0;
}

/**
 * lotse_json_reader_text:
 * @text: (out): the text that came next, which stays where it is
 *
 * Returns: whether a text came next
 */
gboolean
lotse_json_reader_text (LotseJsonReader *self, LotseJsonSlice *text)
{
  const char *at;
  guchar all = 0;

  if (!lotse_json_reader_take (self, '"'))
    return FALSE;
  *text = (LotseJsonSlice){ .start = self->at };
  for (at = self->at; at < self->end && *at != '"'; at++)
    {
      guchar c = (guchar) *at;

      all |= c;
      if (c < 0x20)
        return FALSE;
      if (c == '\\')
        {
          gsize size = escape_size (at + 1, self->end);

          if (size == 0)
            return FALSE;
          text->escaped = TRUE;
          at += size;
        }
    }
  if (at == self->end)
    return FALSE;
  text->size = (gsize) (at - text->start);
  self->at = at + 1;
  return all < 0x80 || g_utf8_validate_len (text->start, text->size, NULL);
}

/**
 * lotse_json_reader_null:
 *
 * Returns: whether the word null came next
 */
gboolean
lotse_json_reader_null (LotseJsonReader *self)
{
  skip_blanks (self);
  if (self->end - self->at < 4 || memcmp (self->at, "null", 4) != 0)
    return FALSE;
  self->at += 4;
  return TRUE;
}

/**
 * lotse_json_reader_skip:
 * @value: (out): the value that came next, as it is written; it may be no valid JSON
 *
 * Returns: whether something came next and its end was found
 */
gboolean
lotse_json_reader_skip (LotseJsonReader *self, LotseJsonSlice *value)
{
  gsize depth = 0;
  gboolean in_text = FALSE;

  skip_blanks (self);
  *value = (LotseJsonSlice){ .start = self->at };
  for (; self->at < self->end; self->at++)
    {
      char c = *self->at;

      if (in_text)
        {
          if (c == '\\' && self->end - self->at > 1)
            self->at++;
          else if (c == '"')
            in_text = FALSE;
        }
      else if (depth == 0 && (c == ',' || c == '}' || c == ']'))
        break;
      else if (c == '"')
        in_text = TRUE;
      else if (c == '{' || c == '[')
        depth++;
      else if (c == '}' || c == ']')
        depth--;
    }
  value->size = (gsize) (self->at - value->start);
  return value->size > 0 && self->at < self->end;
}

/**
 * lotse_json_reader_at_end:
 *
 * Returns: whether nothing but white space is left
 */
gboolean
lotse_json_reader_at_end (LotseJsonReader *self)
{
  skip_blanks (self);
  return self->at == self->end;
}

/**
 * lotse_json_slice_is:
 * @name: a text without characters that need an escape
 *
 * Returns: whether both are the same; a text that was written with escapes never is
 */
gboolean
lotse_json_slice_is (const LotseJsonSlice *self, const char *name)
{
  return !self->escaped && strlen (name) == self->size && memcmp (self->start, name, self->size) == 0;
}

/**
 * lotse_json_slice_write:
 * @to: room for the size of the slice and a NUL
 *
 * Returns: the place behind the NUL
 */
char *
lotse_json_slice_write (const LotseJsonSlice *self, char *to)
{
  const char *end = self->start + self->size;

  if (!self->escaped)
    {
      memcpy (to, self->start, self->size);
      to[self->size] = '\0';
      return to + self->size + 1;
    }
  for (const char *at = self->start; at < end; at++)
    {
      if (*at != '\\')
        {
          *to++ = *at;
          continue;
        }
      at++;
      if (*at == 'u')
        {
          *to++ = read_code (at + 1);
          at += 4;
        }
      else
        *to++ = *at == 'n' ? '\n' : *at == 'r' ? '\r' : *at == 't' ? '\t' : *at;
    }
  *to = '\0';
  return to + 1;
}

/**
 * lotse_json_slice_dup:
 *
 * Returns: (transfer full) (nullable): the text, or %NULL when there is none
 */
char *
lotse_json_slice_dup (const LotseJsonSlice *self)
{
  char *copy;

  if (self->start == NULL)
    return NULL;
  copy = g_malloc (self->size + 1);
  lotse_json_slice_write (self, copy);
  return copy;
}
