/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spreadsheets made by hand, part by part, as other programs write them; every failure ends the test. */
#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <glib.h>
#include <string.h>

#define XLSX_SURVEY "xl/worksheets/sheet1.xml"
#define XLSX_CHOICES "xl/worksheets/sheet2.xml"
#define XLSX_SETTINGS "xl/worksheets/sheet3.xml"

/* A package of parts (path -> GString); stored without compression, so that damage meets the XML itself. */
static inline GBytes *
xlsx_pack (GHashTable *parts, gboolean compressed)
{
  gsize room = 1u << 20, used = 0;
  GHashTableIter iter;
  gpointer path, part;
  char *buffer;
  struct archive *archive = archive_write_new ();

  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &path, &part))
    room += ((GString *) part)->len + 1024;
  buffer = g_malloc (room);
  g_assert_cmpint (archive_write_set_format_zip (archive), ==, ARCHIVE_OK);
  archive_write_set_options (archive, compressed ? "zip:compression=deflate" : "zip:compression=store");
  g_assert_cmpint (archive_write_open_memory (archive, buffer, room, &used), ==, ARCHIVE_OK);
  g_hash_table_iter_init (&iter, parts);
  while (g_hash_table_iter_next (&iter, &path, &part))
    {
      struct archive_entry *entry = archive_entry_new ();
      const GString *text = part;

      archive_entry_set_pathname (entry, path);
      archive_entry_set_size (entry, (la_int64_t) text->len);
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, text->str, text->len), ==, (la_ssize_t) text->len);
      archive_entry_free (entry);
    }
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_bytes_new_take (buffer, used);
}

static inline void
xlsx_free_part (gpointer part)
{
  g_string_free (part, TRUE);
}

static inline void
xlsx_put (GHashTable *parts, const char *path, const char *text)
{
  g_hash_table_insert (parts, g_strdup (path), g_string_new (text));
}

/* A sheet of inline texts: rows end with a line feed, cells are separated by bars. */
static inline char *
xlsx_sheet (const char *table)
{
  g_auto (GStrv) rows = g_strsplit (table, "\n", -1);
  GString *xml = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"urn:x\"><sheetData>");

  for (guint i = 0; rows[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i], "|", -1);

      g_string_append_printf (xml, "<row r=\"%u\">", i + 1);
      for (guint c = 0; cells[c] != NULL; c++)
        {
          g_autofree char *text = g_markup_escape_text (cells[c], -1);

          if (*text != '\0')
            g_string_append_printf (xml, "<c r=\"%c%u\" t=\"inlineStr\"><is><t>%s</t></is></c>", (char) ('A' + c), i + 1, text);
        }
      g_string_append (xml, "</row>");
    }
  g_string_append (xml, "</sheetData></worksheet>");
  return g_string_free (xml, FALSE);
}

/* The parts of a workbook with the three sheets of a form; NULL leaves one empty. */
static inline GHashTable *
xlsx_parts (const char *survey, const char *choices, const char *settings)
{
  GHashTable *parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, xlsx_free_part);
  const char *const sheets[][2] = { { XLSX_SURVEY, survey }, { XLSX_CHOICES, choices }, { XLSX_SETTINGS, settings } };

  xlsx_put (parts, "xl/workbook.xml",
            "<workbook xmlns:r=\"urn:r\"><sheets><sheet name=\"survey\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"choices\" sheetId=\"2\" "
            "r:id=\"rId2\"/><sheet name=\"settings\" sheetId=\"3\" r:id=\"rId3\"/></sheets></workbook>");
  xlsx_put (parts, "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
            "Target=\"/xl/worksheets/sheet2.xml\"/><Relationship Id=\"rId3\" Target=\"worksheets/sheet3.xml\"/></Relationships>");
  for (guint i = 0; i < G_N_ELEMENTS (sheets); i++)
    {
      g_autofree char *xml = xlsx_sheet (sheets[i][1] != NULL ? sheets[i][1] : "");

      xlsx_put (parts, sheets[i][0], xml);
    }
  return parts;
}

static inline GBytes *
xlsx_form (const char *survey, const char *choices, const char *settings)
{
  g_autoptr (GHashTable) parts = xlsx_parts (survey, choices, settings);

  return xlsx_pack (parts, TRUE);
}
