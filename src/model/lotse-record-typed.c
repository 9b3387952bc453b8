/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole fields as people type and read them: on the command line, in the cells of a CSV file, in plain forms.
 *
 * A SET is "one; two", a MAP "element=value; element=value".  A backslash takes the meaning from what follows it, so
 * that every text comes back as it was.
 */
#include "config.h"

#include "lotse-record-private.h"

#include "lotse-error.h"
#include "lotse-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* ---- Reading ---- */

/* The place of the first of `stops` that no backslash stands before, or the end. */
static const char *
find_plain (const char *text, const char *stops)
{
  while (*text != '\0' && strchr (stops, *text) == NULL)
    text += text[0] == '\\' && text[1] != '\0' ? 2 : 1;
  return text;
}

static char *
unescape (const char *text, const char *end)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = text; p < end; p++)
    {
      if (*p == '\\' && p + 1 < end)
        p++;
      g_string_append_c (plain, *p);
    }
  return g_string_free (plain, FALSE);
}

/* One part of the list: an element, and of a MAP its value. */
static gboolean
read_part (const LotseField *field, const char *part, const char *end, const char *language, GPtrArray *changes, GError **error)
{
  g_autofree char *whole = g_strndup (part, (gsize) (end - part));
  const char *equals = field->type == LOTSE_FIELD_MAP ? find_plain (whole, "=") : whole + strlen (whole);
  g_autofree char *typed = unescape (whole, equals);
  g_autofree char *element = lotse_value_parse_element (field, typed, language, error);
  g_autofree char *typed_value = *equals == '=' ? unescape (equals + 1, whole + strlen (whole)) : NULL;
  g_autofree char *value = NULL;
  g_autofree char *reg = NULL;

  if (element == NULL)
    return FALSE;
  if (*element == '\0' && typed_value == NULL)
    return TRUE;
  if (*element == '\0' || (field->type == LOTSE_FIELD_MAP && typed_value == NULL))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _ ("An element and its value are needed. Write them as in ar=native; de=B2."));
      return FALSE;
    }
  value = typed_value != NULL ? lotse_value_parse (field, typed_value, language, error) : g_strdup ("1");
  if (value == NULL)
    return FALSE;
  reg = lotse_register_name (field->name, element);
  g_ptr_array_add (changes, lotse_record_change_new (reg, value));
  return TRUE;
}

static gboolean
set_elements (LotseRecord *self, const LotseField *field, const char *typed, const char *language, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_record_change_free);
  g_auto (GStrv) before = lotse_record_list_elements (self, field->name);
  const char *stops = field->type == LOTSE_FIELD_SET ? ";\n" : ";";

  for (guint i = 0; before[i] != NULL; i++)
    {
      g_autofree char *reg = lotse_register_name (field->name, before[i]);

      g_ptr_array_add (changes, lotse_record_change_new (reg, NULL));
    }
  for (const char *part = typed; part != NULL;)
    {
      const char *end = find_plain (part, stops);

      if (!read_part (field, part, end, language, changes, error))
        return FALSE;
      part = *end != '\0' ? end + 1 : NULL;
    }
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 0; i < changes->len; i++)
    {
      LotseRecordChange *change = changes->pdata[i];

      lotse_record_apply (self, change->reg, change->value);
    }
  g_object_thaw_notify (G_OBJECT (self));
  return TRUE;
}

/**
 * lotse_record_set_typed:
 * @self: a record
 * @field: the name of a field of any type
 * @typed: what somebody typed, "" to empty it; a SET or MAP is replaced as a whole
 * @language: (nullable): the language in which it was typed
 * @error: return location for LOTSE_ERROR_INVALID
 *
 * Returns: %FALSE when there is no such field or @typed cannot be read; then nothing has changed
 */
gboolean
lotse_record_set_typed (LotseRecord *self, const char *field, const char *typed, const char *language, GError **error)
{
  const LotseField *found = lotse_kind_field (lotse_record_get_kind (self), field);
  g_autofree char *value = NULL;

  if (found == NULL)
    return lotse_record_set (self, field, typed, error); /* which says so */
  if (!g_utf8_validate (typed, -1, NULL))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _ ("The text has bytes that are no characters. Save the source as UTF-8 and try again."));
      return FALSE;
    }
  if (lotse_field_has_elements (found))
    return set_elements (self, found, typed, language, error);
  value = lotse_value_parse (found, typed, language, error);
  return value != NULL && lotse_record_set (self, field, value, error);
}

/* ---- Writing ---- */

static void
append_escaped (GString *out, const char *text, const char *special)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\\' || strchr (special, *p) != NULL)
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
}

static char *
title_of (const char *id, LotseTitleLookup lookup, gpointer data)
{
  char *title = lookup != NULL ? lookup (id, data) : NULL;

  return title != NULL ? title : g_strdup (id);
}

/**
 * lotse_record_dup_text:
 * @self: a record
 * @field: the name of a field of any type
 * @language: (nullable): the language to write it in
 * @lookup: (nullable): gives the titles of linked records; without it links are ids
 * @data: for @lookup
 *
 * Returns: (transfer full): the field's whole value for people to read, "" when it is empty. Without @lookup
 *   lotse_record_set_typed() reads it back in the same language
 */
char *
lotse_record_dup_text (const LotseRecord *self, const char *field, const char *language, LotseTitleLookup lookup, gpointer data)
{
  const LotseField *found = lotse_kind_field (lotse_record_get_kind (self), field);
  const char *value = lotse_record_get (self, field);
  g_auto (GStrv) elements = lotse_record_list_elements (self, field);
  GString *out;

  if (found == NULL || (value == NULL && elements[0] == NULL))
    return g_strdup ("");
  if (found->type == LOTSE_FIELD_LINK)
    return title_of (value, lookup, data);
  if (!lotse_field_has_elements (found))
    return lotse_value_format (found, value, language);
  out = g_string_new (NULL);
  for (guint i = 0; elements[i] != NULL; i++)
    {
      g_autofree char *name = found->links != NULL ? title_of (elements[i], lookup, data)
                                                   : lotse_value_format_element (found, elements[i], language);

      g_string_append (out, i > 0 ? "; " : "");
      append_escaped (out, name, found->type == LOTSE_FIELD_MAP ? ";=" : ";");
      if (found->type == LOTSE_FIELD_MAP)
        {
          g_string_append_c (out, '=');
          append_escaped (out, lotse_record_get_element (self, field, elements[i]), ";");
        }
    }
  return g_string_free (out, FALSE);
}
