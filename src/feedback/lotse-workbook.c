/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spreadsheets; see the header.
 *
 * libarchive unpacks.  GLib's parser reads the parts: it knows no entities but the five of XML itself and no documents but the
 * one that it is given.
 */
#include "config.h"

#include "lotse-workbook-private.h"

#include "lotse-error.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n.h>
#include <string.h>

#define ENTRIES_MAX 2000u /* of a package; a form has about twenty */
#define PIECE 65536u

static void
sheet_free (LotseWorkbookSheet *sheet)
{
  g_free (sheet->name);
  g_ptr_array_unref (sheet->rows);
  g_free (sheet);
}

void
lotse_workbook_free (LotseWorkbook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_free (self);
}

const LotseWorkbookSheet *
lotse_workbook_find (const LotseWorkbook *self, const char *name)
{
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const LotseWorkbookSheet *sheet = self->sheets->pdata[i];

      if (g_ascii_strcasecmp (sheet->name, name) == 0)
        return sheet;
    }
  return NULL;
}

const char *
lotse_workbook_cell (const LotseWorkbookSheet *sheet, guint row, guint column)
{
  const GPtrArray *cells = row < sheet->rows->len ? sheet->rows->pdata[row] : NULL;
  const char *text = cells != NULL && column < cells->len ? cells->pdata[column] : NULL;

  return text != NULL ? text : "";
}

gboolean
lotse_workbook_refuse (GError **error, const char *why)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("This file cannot be read as a spreadsheet (.xlsx): %s. Nothing was changed. Save it again with a spreadsheet program and try again."),
               why);
  return FALSE;
}

/* --- Unpacking ---------------------------------------------------------------------------------------------- */

/* Whether the part says something about texts in cells. */
static gboolean
is_wanted (const char *path)
{
  return g_str_equal (path, "xl/workbook.xml") || g_str_equal (path, "xl/_rels/workbook.xml.rels") || g_str_equal (path, "xl/sharedStrings.xml")
         || (g_str_has_prefix (path, "xl/worksheets/") && g_str_has_suffix (path, ".xml"));
}

/* What the package says of the size is not believed: only what comes out counts. */
static GBytes *
unpack_part (struct archive *archive, gsize *total, GError **error)
{
  g_autoptr (GByteArray) part = g_byte_array_new ();
  g_autofree guint8 *piece = g_malloc (PIECE);
  la_ssize_t n;

  while ((n = archive_read_data (archive, piece, PIECE)) > 0)
    {
      *total += (gsize) n;
      if (part->len + (gsize) n > LOTSE_WORKBOOK_PART_MAX || *total > 3 * (gsize) LOTSE_WORKBOOK_PART_MAX)
        {
          lotse_workbook_refuse (error, _("it is much larger than a form can be"));
          return NULL;
        }
      g_byte_array_append (part, piece, (guint) n);
    }
  if (n < 0)
    {
      lotse_workbook_refuse (error, _("it is damaged"));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&part));
}

/* path -> GBytes; the first of two parts of one name counts. */
static gboolean
unpack_all (struct archive *archive, GHashTable *parts, GError **error)
{
  struct archive_entry *entry;
  gsize total = 0;
  guint n = 0;
  int status;

  while ((status = archive_read_next_header (archive, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN)
    {
      const char *path = archive_entry_pathname_utf8 (entry);
      GBytes *part;

      if (++n > ENTRIES_MAX)
        return lotse_workbook_refuse (error, _("it has too many parts"));
      if (path == NULL || !is_wanted (path) || g_hash_table_contains (parts, path))
        continue;
      part = unpack_part (archive, &total, error);
      if (part == NULL)
        return FALSE;
      g_hash_table_insert (parts, g_strdup (path), part);
    }
  return status == ARCHIVE_EOF || lotse_workbook_refuse (error, _("it is damaged"));
}

static GHashTable *
unpack (GBytes *content, GError **error)
{
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  struct archive *archive = archive_read_new ();
  gsize size;
  const void *data = g_bytes_get_data (content, &size);
  gboolean done;

  archive_read_support_format_zip_seekable (archive);
  if (size > LOTSE_WORKBOOK_FILE_MAX)
    done = lotse_workbook_refuse (error, _("it is much larger than a form can be"));
  else if (size == 0 || archive_read_open_memory (archive, data, size) != ARCHIVE_OK)
    done = lotse_workbook_refuse (error, _("it is of another kind"));
  else
    done = unpack_all (archive, parts, error);
  archive_read_free (archive);
  return done ? g_steal_pointer (&parts) : NULL;
}

/* --- Putting together --------------------------------------------------------------------------------------- */

/* Where the sheet lies in the package (g_free), or NULL. */
static char *
path_of (const LotseWorkbookTab *tab, GHashTable *targets)
{
  const char *target = tab->link != NULL ? g_hash_table_lookup (targets, tab->link) : NULL;

  if (target == NULL)
    return NULL;
  return *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
}

static gboolean
read_sheets (LotseWorkbook *self, GHashTable *parts, GPtrArray *tabs, GHashTable *targets, GPtrArray *strings, GError **error)
{
  LotseWorkbookUse use = { 0 };

  for (guint i = 0; i < tabs->len; i++)
    {
      const LotseWorkbookTab *tab = tabs->pdata[i];
      g_autofree char *path = path_of (tab, targets);
      GBytes *part = path != NULL ? g_hash_table_lookup (parts, path) : NULL;
      LotseWorkbookSheet *sheet;

      if (part == NULL)
        continue; /* a chart, or damaged: then what it should have is missed */
      sheet = g_new0 (LotseWorkbookSheet, 1);
      sheet->name = g_strdup (tab->name);
      sheet->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
      g_ptr_array_add (self->sheets, sheet);
      if (!lotse_workbook_parse_sheet (part, strings, sheet->rows, &use, error))
        return FALSE;
    }
  return TRUE;
}

static void
tab_free (LotseWorkbookTab *tab)
{
  g_free (tab->name);
  g_free (tab->link);
  g_free (tab);
}

/**
 * lotse_workbook_read:
 *
 * Returns: (transfer full): its sheets, or %NULL with INVALID
 */
LotseWorkbook *
lotse_workbook_read (GBytes *content, GError **error)
{
  g_autoptr (GHashTable) parts = unpack (content, error);
  g_autoptr (GHashTable) targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) tabs = g_ptr_array_new_with_free_func ((GDestroyNotify) tab_free);
  g_autoptr (GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LotseWorkbook) self = NULL;
  GBytes *workbook = parts != NULL ? g_hash_table_lookup (parts, "xl/workbook.xml") : NULL;
  GBytes *links = parts != NULL ? g_hash_table_lookup (parts, "xl/_rels/workbook.xml.rels") : NULL;
  GBytes *shared = parts != NULL ? g_hash_table_lookup (parts, "xl/sharedStrings.xml") : NULL;

  if (parts == NULL)
    return NULL;
  if (workbook == NULL || links == NULL)
    {
      lotse_workbook_refuse (error, _("it is of another kind"));
      return NULL;
    }
  if (!lotse_workbook_parse_tabs (workbook, tabs, error) || !lotse_workbook_parse_links (links, targets, error)
      || (shared != NULL && !lotse_workbook_parse_strings (shared, strings, error)))
    return NULL;
  self = g_new0 (LotseWorkbook, 1);
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) sheet_free);
  if (!read_sheets (self, parts, tabs, targets, strings, error))
    return NULL;
  return g_steal_pointer (&self);
}
