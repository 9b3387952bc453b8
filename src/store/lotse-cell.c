/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How values stand in the cells of tables; see the header.  Called for every cell of tables of 10,000 rows. */
#include "config.h"

#include "lotse-cell.h"

#include <string.h>

char *
lotse_cell_print (const LotseField *field, const char *value)
{
  gboolean negative = value != NULL && *value == '-';
  gint64 cents;

  if (value == NULL || field->type != LOTSE_FIELD_MONEY)
    return g_strdup (value != NULL ? value : "");
  cents = g_ascii_strtoll (value + (negative ? 1 : 0), NULL, 10);
  return g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", negative ? "-" : "", cents / 100, (int) (cents % 100));
}

/* --- Lists -------------------------------------------------------------------------------------------------- */

void
lotse_cell_element_free (LotseCellElement *element)
{
  g_free (element->key);
  g_free (element->value);
  g_free (element);
}

/* The text up to `end` without escapes, and without blanks at either end that are not escaped. */
static char *
unescape (const char *text, const char *end)
{
  GString *plain = g_string_new (NULL);
  gsize kept = 0;

  while (text < end && g_ascii_isspace (*text))
    text++;
  for (; text < end; text++)
    {
      gboolean escaped = *text == '\\' && text + 1 < end;

      text += escaped ? 1 : 0;
      g_string_append_c (plain, *text);
      if (escaped || !g_ascii_isspace (*text))
        kept = plain->len;
    }
  g_string_truncate (plain, kept);
  return g_string_free (plain, FALSE);
}

GPtrArray *
lotse_cell_split (const LotseField *field, const char *text)
{
  GPtrArray *elements = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_cell_element_free);
  const char *start = text;
  const char *colon = NULL;

  for (const char *p = text;; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if ((*p == ':' || *p == '=') && colon == NULL && field->type == LOTSE_FIELD_MAP)
        colon = p;
      else if (*p == ';' || *p == '\0')
        {
          LotseCellElement *element = g_new0 (LotseCellElement, 1);

          element->key = unescape (start, colon != NULL ? colon : p);
          element->value = colon != NULL ? unescape (colon + 1, p) : NULL;
          if (*element->key != '\0')
            g_ptr_array_add (elements, element);
          else
            lotse_cell_element_free (element);
          if (*p == '\0')
            return elements;
          start = p + 1;
          colon = NULL;
        }
    }
}

static void
append_escaped (GString *list, const char *text, const char *special)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      if (strchr (special, text[i]) != NULL || (g_ascii_isspace (text[i]) && (i == 0 || i + 1 == length)))
        g_string_append_c (list, '\\');
      g_string_append_c (list, text[i]);
    }
}

void
lotse_cell_append_element (GString *list, const char *key, const char *value)
{
  if (list->len > 0)
    g_string_append (list, "; ");
  append_escaped (list, key, ";:=\\");
  if (value == NULL)
    return;
  g_string_append_c (list, ':');
  append_escaped (list, value, ";\\");
}
