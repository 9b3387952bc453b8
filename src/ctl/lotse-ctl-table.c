/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aligned text tables for people; see the header.  All rows are in memory: lists for people are limited before. */
#include "config.h"

#include "lotse-ctl-table.h"

#include <stdarg.h>

struct _LotseCtlTable
{
  guint n_columns;
  gboolean has_head;
  GPtrArray *rows; /* of GStrv with n_columns cells */
};

LotseCtlTable *
lotse_ctl_table_new (guint n_columns)
{
  LotseCtlTable *self = g_new0 (LotseCtlTable, 1);

  self->n_columns = n_columns;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

void
lotse_ctl_table_free (LotseCtlTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

char *
lotse_ctl_plain_text (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (plain, g_unichar_iscntrl (c) ? ' ' : c);
    }
  return g_string_free (plain, FALSE);
}

guint
lotse_ctl_text_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
add_cells (LotseCtlTable *self, gint at, va_list cells)
{
  GStrv row = g_new0 (char *, self->n_columns + 1);
  const char *cell;
  guint n = 0;

  while ((cell = va_arg (cells, const char *)) != NULL && n < self->n_columns)
    row[n++] = lotse_ctl_plain_text (cell);
  while (n < self->n_columns)
    row[n++] = g_strdup ("");
  g_ptr_array_insert (self->rows, at, row);
}

void
lotse_ctl_table_head (LotseCtlTable *self, ...)
{
  va_list cells;

  self->has_head = TRUE;
  va_start (cells, self);
  add_cells (self, 0, cells);
  va_end (cells);
}

void
lotse_ctl_table_row (LotseCtlTable *self, ...)
{
  va_list cells;

  va_start (cells, self);
  add_cells (self, -1, cells);
  va_end (cells);
}

void
lotse_ctl_table_row_v (LotseCtlTable *self, const char *const *cells)
{
  GStrv row = g_new0 (char *, self->n_columns + 1);

  for (guint n = 0; n < self->n_columns; n++)
    row[n] = lotse_ctl_plain_text (cells[n]);
  g_ptr_array_add (self->rows, row);
}

static guint
column_width (LotseCtlTable *self, guint column)
{
  guint widest = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GStrv row = g_ptr_array_index (self->rows, i);

      widest = MAX (widest, lotse_ctl_text_width (row[column]));
    }
  return widest;
}

char *
lotse_ctl_table_print (LotseCtlTable *self)
{
  GString *text = g_string_new (NULL);
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  for (guint n = 0; n + 1 < self->n_columns; n++)
    widths[n] = column_width (self, n);
  for (guint i = 0; i < self->rows->len && self->rows->len > (self->has_head ? 1u : 0u); i++)
    {
      GStrv row = g_ptr_array_index (self->rows, i);
      gsize kept = text->len;

      for (guint n = 0; n < self->n_columns; n++)
        {
          g_string_append (text, row[n]);
          if (*row[n] != '\0')
            kept = text->len;
          for (guint w = lotse_ctl_text_width (row[n]); w < widths[n] + 2; w++)
            g_string_append_c (text, ' ');
        }
      g_string_truncate (text, kept);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
