/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paper for a funder as plain text, to go on writing in any program. */
#include "config.h"

#include "lotse-grant-document.h"

#include "lotse-error.h"
#include "lotse-language.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDEST 40 /* characters of a column that others stand beside */
#define ROOM 3    /* lines to write on; an editor makes more */

static void
add_underlined (GString *out, const char *text, char line)
{
  glong length = g_utf8_strlen (text, -1);

  g_string_append_printf (out, "%s\n", text);
  for (glong i = 0; i < length; i++)
    g_string_append_c (out, line);
  g_string_append (out, "\n\n");
}

/* Text of a cell in one line. */
static char *
line_of (const LotseGrantCell *cell, const char *language)
{
  return g_strdelimit (lotse_grant_cell_format (cell, language), "\r\n\t", ' ');
}

static void
add_padded (GString *out, const char *text, guint width, gboolean right, gboolean last)
{
  glong length = g_utf8_strlen (text, -1);
  int room = (int) MAX (0, (glong) width - length);

  if (right)
    g_string_append_printf (out, "%*s", room, "");
  g_string_append (out, text);
  if (!last)
    g_string_append_printf (out, "%*s  ", right ? 0 : room, "");
}

static void
find_widths (const LotseGrantTable *table, const char *language, guint *widths)
{
  for (guint c = 0; c < table->columns->len; c++)
    {
      widths[c] = (guint) g_utf8_strlen (((LotseGrantColumn *) table->columns->pdata[c])->heading, -1);
      for (guint r = 0; r < table->rows->len; r++)
        {
          LotseGrantRow *row = table->rows->pdata[r];
          g_autofree char *text = line_of (lotse_grant_row_cell (row, c), language);

          if (row->kind != LOTSE_GRANT_GROUP)
            widths[c] = MAX (widths[c], (guint) g_utf8_strlen (text, -1));
        }
      widths[c] = MIN (widths[c], WIDEST);
    }
}

static gboolean
is_right (const LotseGrantColumn *column)
{
  return column->type == LOTSE_GRANT_MONEY || column->type == LOTSE_GRANT_NUMBER;
}

static void
add_table (GString *out, const LotseGrantTable *table, const char *language)
{
  g_autofree guint *widths = g_new0 (guint, table->columns->len);

  find_widths (table, language, widths);
  for (guint c = 0; !table->facts && c < table->columns->len; c++)
    {
      const LotseGrantColumn *column = table->columns->pdata[c];

      add_padded (out, column->heading, widths[c], is_right (column), c + 1 == table->columns->len);
    }
  if (!table->facts)
    g_string_append_c (out, '\n');
  for (guint r = 0; r < table->rows->len; r++)
    {
      LotseGrantRow *row = table->rows->pdata[r];
      const guint n = row->kind == LOTSE_GRANT_GROUP ? 1 : row->cells->len;

      for (guint c = 0; c < n; c++)
        {
          g_autofree char *text = line_of (lotse_grant_row_cell (row, c), language);

          add_padded (out, text, widths[c], is_right (table->columns->pdata[c]), c + 1 == n);
        }
      g_string_append_c (out, '\n');
    }
  g_string_append_c (out, '\n');
}

static void
add_block (GString *out, const LotseGrantBlock *block, const char *language)
{
  switch (block->type)
    {
    case LOTSE_GRANT_BLOCK_HEADING:
    case LOTSE_GRANT_BLOCK_SHEET:
      add_underlined (out, block->text, '-');
      break;
    case LOTSE_GRANT_BLOCK_BOX:
      g_string_append_printf (out, "[ ] %s\n", block->text);
      break;
    case LOTSE_GRANT_BLOCK_LINES:
      for (guint i = 0; i < MIN (block->n, ROOM); i++)
        g_string_append_c (out, '\n');
      break;
    case LOTSE_GRANT_BLOCK_SIGNATURE:
      g_string_append_printf (out, "\n%s: %s\n", lotse_language_translate (language, "paper", NC_ ("paper", "Place, date, signature")), block->text);
      break;
    case LOTSE_GRANT_BLOCK_TABLE:
      add_table (out, block->table, language);
      break;
    case LOTSE_GRANT_BLOCK_PARAGRAPH:
    case LOTSE_GRANT_BLOCK_NOTE:
    default:
      g_string_append_printf (out, "%s\n\n", block->text);
      break;
    }
}

/**
 * lotse_grant_document_write_text:
 * @path: the file to write, UTF-8
 *
 * Returns: %FALSE with IO; then nothing is left behind
 */
gboolean
lotse_grant_document_write_text (const LotseGrantDocument *self, const char *path, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  add_underlined (out, self->title, '=');
  g_string_append_printf (out, "%s\n\n", self->kind);
  for (guint i = 0; i < self->blocks->len; i++)
    add_block (out, self->blocks->pdata[i], self->language);
  if (*self->credit != '\0')
    g_string_append_printf (out, "\n%s\n", self->credit);
  if (g_file_set_contents_full (path, out->str, (gssize) out->len, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
               _("“%s” cannot be written. Nothing was changed. Choose another folder or ask for the right to write there."), path);
  return FALSE;
}
