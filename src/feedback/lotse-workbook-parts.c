/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of a spreadsheet, which are XML; names of elements count without their prefix. */
#include "config.h"

#include "lotse-workbook-private.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEPTH_MAX 64u
#define PIECE 65536u /* after which the parser is asked whether to go on */

/* What one parser of a part knows. */
typedef struct
{
  guint depth;
  GPtrArray *tabs;       /* of LotseWorkbookTab */
  GHashTable *targets;
  GPtrArray *strings;    /* filled by the part of strings, read by a sheet */
  GPtrArray *rows;
  LotseWorkbookUse *use;
  guint row, column;     /* from 1; 0 before the first */
  char type;             /* of the cell: s(hared), i(nline), b(oolean), t(ext), n(umber) */
  gboolean in_text, in_phonetic, in_cell;
  GString *text;
  GError *failure;       /* kept here, as GLib's parser does not stop at every error of a callback */
} Part;

static void
fail (Part *part, const char *why)
{
  if (part->failure == NULL)
    lotse_workbook_refuse (&part->failure, why);
}

static const char *
local (const char *name)
{
  const char *colon = strrchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

static const char *
attribute (const char **names, const char **values, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (local (names[i]), name))
      return values[i];
  return NULL;
}

/* --- Texts -------------------------------------------------------------------------------------------------- */

/* The character that "_x000D_" stands for at the beginning of the text, or 0. */
static gunichar
escaped (const char *text)
{
  gunichar c = 0;

  if (strncmp (text, "_x", 2) != 0)
    return 0;
  for (guint i = 2; i < 6; i++)
    if (g_ascii_isxdigit (text[i]))
      c = c * 16 + (gunichar) g_ascii_xdigit_value (text[i]);
    else
      return 0;
  return text[6] == '_' && g_unichar_validate (c) ? c : 0;
}

/* A copy in which such escapes, for what XML cannot hold, are resolved. */
static char *
unescape (const char *text)
{
  GString *plain = g_string_sized_new (strlen (text));

  while (*text != '\0')
    {
      gunichar c = escaped (text);

      if (c != 0)
        g_string_append_unichar (plain, c);
      else
        g_string_append_c (plain, *text);
      text += c != 0 ? strlen ("_x000D_") : 1;
    }
  return g_string_free (plain, FALSE);
}

/* "4.0" and "4" are one number; others stay as they are. */
static char *
number_text (const char *text)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (*text != '\0' && *end == '\0' && number > -1e15 && number < 1e15 && number == (double) (gint64) number)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) number);
  return g_strdup (text);
}

/* The text of the cell that has just ended (g_free), or NULL if it names none. */
static char *
cell_text (Part *part)
{
  guint64 index = 0;

  switch (part->type)
    {
    case 's':
      if (!g_ascii_string_to_unsigned (g_strstrip (part->text->str), 10, 0, G_MAXUINT, &index, NULL) || index >= part->strings->len)
        return NULL;
      return g_strdup (part->strings->pdata[index]);
    case 'b':
      return g_strdup (g_str_equal (part->text->str, "1") ? "yes" : "no");
    case 'n':
      return number_text (g_strstrip (part->text->str));
    default:
      return unescape (part->text->str);
    }
}

static void
take_cell (Part *part)
{
  g_autofree char *text = part->text->len > 0 ? cell_text (part) : NULL;
  GPtrArray *row;

  if (part->text->len > 0 && text == NULL)
    fail (part, _("it is damaged"));
  if (text == NULL)
    return;
  /* Many cells may share one text, so what comes out counts, too. */
  part->use->bytes += strlen (text);
  if (part->row == 0 || part->row > LOTSE_WORKBOOK_ROWS_MAX || part->column == 0 || part->column > LOTSE_WORKBOOK_COLUMNS_MAX
      || ++part->use->cells > LOTSE_WORKBOOK_CELLS_MAX || part->use->bytes > LOTSE_WORKBOOK_PART_MAX)
    {
      fail (part, _("it is much larger than a form can be"));
      return;
    }
  while (part->rows->len < part->row)
    g_ptr_array_add (part->rows, g_ptr_array_new_with_free_func (g_free));
  row = part->rows->pdata[part->row - 1];
  if (row->len < part->column)
    g_ptr_array_set_size (row, (int) part->column);
  g_free (row->pdata[part->column - 1]);
  row->pdata[part->column - 1] = g_steal_pointer (&text);
}

/* --- Elements ----------------------------------------------------------------------------------------------- */

/* "BC12" is in column 55. */
static guint
column_of (const char *reference)
{
  guint column = 0;

  for (const char *p = reference; g_ascii_isalpha (*p) && column <= LOTSE_WORKBOOK_COLUMNS_MAX; p++)
    column = column * 26 + (guint) (g_ascii_toupper (*p) - 'A') + 1;
  return column;
}

static char
type_of (const char *type)
{
  if (type == NULL || g_str_equal (type, "n"))
    return 'n';
  if (g_str_equal (type, "s") || g_str_equal (type, "b"))
    return *type;
  return 't';
}

static void
begin_in_sheet (Part *part, const char *name, const char **names, const char **values)
{
  const char *reference = attribute (names, values, "r");

  if (g_str_equal (name, "row"))
    {
      guint64 row = 0;

      part->row = reference != NULL && g_ascii_string_to_unsigned (reference, 10, 1, G_MAXINT, &row, NULL) ? (guint) row : part->row + 1;
      part->column = 0;
    }
  else if (g_str_equal (name, "c"))
    {
      guint column = reference != NULL ? column_of (reference) : 0;

      part->column = column != 0 ? column : part->column + 1;
      part->type = type_of (attribute (names, values, "t"));
      part->in_cell = TRUE;
      g_string_truncate (part->text, 0);
    }
}

static void
begin (GMarkupParseContext *context, const char *element, const char **names, const char **values, gpointer data, GError **error)
{
  Part *part = data;
  const char *name = local (element);

  if (part->failure != NULL)
    return;
  if (++part->depth > DEPTH_MAX)
    fail (part, _("it is damaged"));
  else if (part->tabs != NULL && g_str_equal (name, "sheet"))
    {
      LotseWorkbookTab *tab = g_new0 (LotseWorkbookTab, 1);
      const char *title = attribute (names, values, "name");

      tab->name = g_strdup (title != NULL ? title : "");
      tab->link = g_strdup (attribute (names, values, "id"));
      g_ptr_array_add (part->tabs, tab);
      if (part->tabs->len > LOTSE_WORKBOOK_SHEETS_MAX)
        fail (part, _("it is much larger than a form can be"));
    }
  else if (part->targets != NULL && g_str_equal (name, "Relationship"))
    {
      const char *id = attribute (names, values, "Id"), *target = attribute (names, values, "Target");

      if (id != NULL && target != NULL)
        g_hash_table_insert (part->targets, g_strdup (id), g_strdup (target));
    }
  else if (part->rows != NULL)
    begin_in_sheet (part, name, names, values);
  else if (g_str_equal (name, "si"))
    g_string_truncate (part->text, 0);
  if (g_str_equal (name, "rPh"))
    part->in_phonetic = TRUE;
  part->in_text = (g_str_equal (name, "t") || (part->in_cell && g_str_equal (name, "v"))) && !part->in_phonetic;
}

static void
end (GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
  Part *part = data;
  const char *name = local (element);

  if (part->failure != NULL)
    return;
  part->depth--;
  part->in_text = FALSE;
  if (g_str_equal (name, "rPh"))
    part->in_phonetic = FALSE;
  if (part->rows != NULL && part->in_cell && g_str_equal (name, "c"))
    {
      part->in_cell = FALSE;
      take_cell (part);
    }
  else if (part->rows == NULL && part->strings != NULL && g_str_equal (name, "si"))
    {
      g_ptr_array_add (part->strings, unescape (part->text->str));
      if (part->strings->len > LOTSE_WORKBOOK_CELLS_MAX)
        fail (part, _("it is much larger than a form can be"));
    }
}

static void
take_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  Part *part = data;

  if (part->in_text && part->failure == NULL)
    g_string_append_len (part->text, text, (gssize) length);
}

/* A document type could bring entities; no program that writes spreadsheets has one. */
static void
take_rest (GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
  if (length >= 3 && strncmp (text, "<!", 2) == 0 && text[2] != '-')
    fail (data, _("it has a document type"));
}

static gboolean
parse (GBytes *bytes, Part *part, GError **error)
{
  static const GMarkupParser parser = { begin, end, take_text, take_rest, NULL };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, G_MARKUP_TREAT_CDATA_AS_TEXT, part, NULL);
  gsize size, done = 0;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean right = size > 0;

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    done = 3;
  part->text = g_string_new (NULL);
  for (gsize n; right && part->failure == NULL && done < size; done += n)
    {
      n = MIN (size - done, PIECE);
      right = g_markup_parse_context_parse (context, data + done, (gssize) n, NULL);
    }
  /* What GLib says of XML helps nobody who has a spreadsheet. */
  if (part->failure == NULL && (!right || !g_markup_parse_context_end_parse (context, NULL)))
    fail (part, _("it is damaged"));
  g_string_free (part->text, TRUE);
  if (part->failure == NULL)
    return TRUE;
  g_propagate_error (error, part->failure);
  return FALSE;
}

gboolean
lotse_workbook_parse_tabs (GBytes *part, GPtrArray *tabs, GError **error)
{
  Part reading = { .tabs = tabs };

  return parse (part, &reading, error);
}

gboolean
lotse_workbook_parse_links (GBytes *part, GHashTable *targets, GError **error)
{
  Part reading = { .targets = targets };

  return parse (part, &reading, error);
}

gboolean
lotse_workbook_parse_strings (GBytes *part, GPtrArray *strings, GError **error)
{
  Part reading = { .strings = strings };

  return parse (part, &reading, error);
}

gboolean
lotse_workbook_parse_sheet (GBytes *part, GPtrArray *strings, GPtrArray *rows, LotseWorkbookUse *use, GError **error)
{
  Part reading = { .strings = strings, .rows = rows, .use = use };

  return parse (part, &reading, error);
}
