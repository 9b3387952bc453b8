/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people call a record: the values of its TITLE and SUBTITLE fields.
 *
 * Titles of linked records need somebody who holds them; without a lookup links are left out.  Of two fields that say
 * the same in German and English only the one in the language of the process shows, or the one that is filled.
 */
#include "config.h"

#include "lotse-record.h"

#include "lotse-language.h"
#include "lotse-value.h"

#include <string.h>

#define FIRST_LINE_MAX 80 /* characters */

/* Whether the field is the German or English half of a pair of which the other half shows. */
static gboolean
hidden_by_other_language (const LotseRecord *self, const char *field)
{
  gboolean german = g_str_has_suffix (field, "_de");
  g_autofree char *other = NULL;

  if (!german && !g_str_has_suffix (field, "_en"))
    return FALSE;
  other = g_strdup (field);
  memcpy (other + strlen (other) - 2, german ? "en" : "de", 2);
  if (lotse_record_get (self, other) == NULL)
    return FALSE;
  return german != (strcmp (lotse_language_current (), "de") == 0);
}

static char *
first_line (const char *text)
{
  gsize length = strcspn (text, "\n");
  g_autofree char *line = g_strndup (text, length);
  g_autofree char *start = NULL;

  if (text[length] == '\0' && g_utf8_strlen (line, -1) <= FIRST_LINE_MAX)
    return g_steal_pointer (&line);
  start = g_utf8_substring (line, 0, MIN (FIRST_LINE_MAX, g_utf8_strlen (line, -1)));
  return g_strconcat (start, "…", NULL);
}

static char *
describe (const LotseRecord *self, const LotseField *field, LotseTitleLookup lookup, gpointer data)
{
  const char *value = lotse_record_get (self, field->name);

  if (value == NULL || hidden_by_other_language (self, field->name))
    return NULL;
  if (field->type == LOTSE_FIELD_LINK)
    return lookup != NULL ? lookup (value, data) : NULL;
  if (field->type == LOTSE_FIELD_LONG_TEXT)
    return first_line (value);
  return lotse_value_format (field, value, NULL);
}

static char *
join (const LotseRecord *self, LotseFieldFlags flag, const char *between, LotseTitleLookup lookup, gpointer data)
{
  const LotseKind *kind = lotse_record_get_kind (self);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *part = kind->fields[i].flags & flag ? describe (self, &kind->fields[i], lookup, data) : NULL;

      if (part == NULL || *part == '\0')
        continue;
      if (joined->len > 0)
        g_string_append (joined, between);
      g_string_append (joined, part);
    }
  return g_string_free (joined, FALSE);
}

/**
 * lotse_record_dup_title_with:
 * @self: a record
 * @lookup: (nullable): gives the titles of linked records
 * @data: for @lookup
 *
 * Returns: (transfer full): what people call the record, such as "Mentor – Mentee" for a pair; the label of its kind in
 *   brackets when nothing names it
 */
char *
lotse_record_dup_title_with (const LotseRecord *self, LotseTitleLookup lookup, gpointer data)
{
  g_autofree char *title = join (self, LOTSE_FIELD_TITLE, " – ", lookup, data);

  if (*title != '\0')
    return g_steal_pointer (&title);
  return g_strdup_printf ("(%s)", lotse_kind_label (lotse_record_get_kind (self)));
}

/**
 * lotse_record_dup_subtitle_with:
 * @self: a record
 * @lookup: (nullable): gives the titles of linked records
 * @data: for @lookup
 *
 * Returns: (transfer full): what stands below the title in lists, "" when there is nothing
 */
char *
lotse_record_dup_subtitle_with (const LotseRecord *self, LotseTitleLookup lookup, gpointer data)
{
  return join (self, LOTSE_FIELD_SUBTITLE, " · ", lookup, data);
}

char *
lotse_record_dup_title (const LotseRecord *self)
{
  return lotse_record_dup_title_with (self, NULL, NULL);
}

char *
lotse_record_dup_subtitle (const LotseRecord *self)
{
  return lotse_record_dup_subtitle_with (self, NULL, NULL);
}
