/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checking canonical values.
 *
 * Load: a first sync checks a million values, so a check copies nothing.  Strict: what passes here has no second
 * spelling.
 */
#include "config.h"

#include "lotse-value.h"

#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOB_LENGTH 64

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_hex (const char *text, gsize length)
{
  if (strlen (text) != length)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isdigit (*p) && (*p < 'a' || *p > 'f'))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_text (const char *text, guint max, gboolean lines, GError **error)
{
  gsize length = strlen (text);

  if (length > max)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _ ("The text is too long: at most %u bytes fit. Shorten it."), max);
      return FALSE;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    return fail (error, _ ("The text has bytes that are no characters. Save the source as UTF-8 and try again."));
  for (const char *p = text; *p != '\0'; p++)
    {
      if (((guchar) *p < 0x20 && !(lines && (*p == '\n' || *p == '\t'))) || *p == 0x7f)
        return fail (error, lines ? _ ("The text has control characters. Type it anew.")
                                  : _ ("The text has line breaks or control characters. Write it in one line."));
    }
  return TRUE;
}

static gboolean
check_int (const char *text, GError **error)
{
  gint64 number;
  g_autofree char *again = NULL;

  if (g_ascii_string_to_signed (text, 10, G_MININT64 + 1, G_MAXINT64, &number, NULL))
    again = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  if (g_strcmp0 (text, again) != 0)
    return fail (error, _ ("This is not a whole number. Write digits only, for example 42."));
  return TRUE;
}

/* Two digits at `text` as a number, or -1. */
static int
two_digits (const char *text)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return -1;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

/* The date in the first ten characters. */
static gboolean
read_date_prefix (const char *text, GDate *date)
{
  int century = two_digits (text);
  int year = century >= 0 ? two_digits (text + 2) : -1;
  int month = year >= 0 && text[4] == '-' ? two_digits (text + 5) : -1;
  int day = month >= 0 && text[7] == '-' ? two_digits (text + 8) : -1;

  if (day < 0 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) (century * 100 + year)))
    return FALSE;
  if (date != NULL)
    g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) (century * 100 + year));
  return TRUE;
}

/**
 * lotse_value_read_date:
 * @canonical: (nullable): a date as in "2026-11-22"
 * @date: (out caller-allocates) (optional): the date
 *
 * Returns: %FALSE when @canonical is no date that exists
 */
gboolean
lotse_value_read_date (const char *canonical, GDate *date)
{
  return canonical != NULL && read_date_prefix (canonical, date) && canonical[10] == '\0';
}

/**
 * lotse_value_read_datetime:
 * @canonical: (nullable): date and time as in "2026-11-22T18:30"
 * @date: (out caller-allocates) (optional): the date
 * @time: (out caller-allocates) (optional): hours and minutes
 *
 * Returns: %FALSE when @canonical is none
 */
gboolean
lotse_value_read_datetime (const char *canonical, GDate *date, int time[2])
{
  int hours;
  int minutes;

  if (canonical == NULL || !read_date_prefix (canonical, date) || canonical[10] != 'T')
    return FALSE;
  hours = two_digits (canonical + 11);
  minutes = hours >= 0 && canonical[13] == ':' ? two_digits (canonical + 14) : -1;
  if (hours > 23 || minutes < 0 || minutes > 59 || canonical[16] != '\0')
    return FALSE;
  if (time != NULL)
    {
      time[0] = hours;
      time[1] = minutes;
    }
  return TRUE;
}

static gboolean
is_choice (const LotseField *field, const char *name)
{
  for (const LotseChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    {
      if (strcmp (choice->name, name) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_json (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *again = NULL;

  if (!check_text (text, LOTSE_VALUE_MAX, TRUE, error))
    return FALSE;
  node = lotse_json_parse (text, strlen (text), NULL);
  if (node != NULL)
    again = lotse_value_canonical_json (node);
  if (g_strcmp0 (text, again) != 0)
    return fail (error, _ ("This is not a JSON object in canonical form. Write one as in {\"from\":\"2026-11-22\"}."));
  return TRUE;
}

static gboolean
check_element_value (const LotseField *field, const char *text, GError **error)
{
  if (field->type == LOTSE_FIELD_SET)
    return strcmp (text, "1") == 0 || fail (error, _ ("The element of a set has the value 1 or none."));
  if (field->flags & LOTSE_FIELD_JSON)
    return check_json (text, error);
  return check_text (text, LOTSE_VALUE_MAX, TRUE, error);
}

/**
 * lotse_value_check:
 * @field: the field, or the field whose element it is
 * @canonical: (nullable): the value of a register; empty is always right
 * @error: return location for LOTSE_ERROR_INVALID
 *
 * Returns: whether @canonical is in the one canonical form
 */
gboolean
lotse_value_check (const LotseField *field, const char *canonical, GError **error)
{
  g_return_val_if_fail (field != NULL, FALSE);

  if (canonical == NULL || *canonical == '\0')
    return TRUE;
  switch (field->type)
    {
    case LOTSE_FIELD_TEXT:
      return check_text (canonical, LOTSE_VALUE_MAX, FALSE, error);
    case LOTSE_FIELD_LONG_TEXT:
      return check_text (canonical, LOTSE_VALUE_MAX, TRUE, error);
    case LOTSE_FIELD_INT:
    case LOTSE_FIELD_MONEY:
      return check_int (canonical, error);
    case LOTSE_FIELD_BOOL:
      return ((*canonical == '0' || *canonical == '1') && canonical[1] == '\0') ||
             fail (error, _ ("This is neither yes nor no. Write one of the two."));
    case LOTSE_FIELD_DATE:
      return lotse_value_read_date (canonical, NULL) ||
             fail (error, _ ("There is no such date. Write year, month and day, for example 2026-11-22."));
    case LOTSE_FIELD_DATETIME:
      return lotse_value_read_datetime (canonical, NULL, NULL) ||
             fail (error, _ ("There is no such date and time. Write them as in 2026-11-22T18:30."));
    case LOTSE_FIELD_CHOICE:
      return is_choice (field, canonical) || fail (error, _ ("This is none of the choices. Take one of the list."));
    case LOTSE_FIELD_LINK:
      return lotse_id_is_valid (canonical) || fail (error, _ ("This is no id of a record: it has 32 digits 0-9, a-f."));
    case LOTSE_FIELD_SET:
    case LOTSE_FIELD_MAP:
      return check_element_value (field, canonical, error);
    case LOTSE_FIELD_BLOB:
      return is_hex (canonical, BLOB_LENGTH) || fail (error, _ ("This is no SHA-256 of a file: it has 64 digits 0-9, a-f."));
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * lotse_value_check_element:
 * @field: a SET or MAP
 * @element: an element, the part of a register's name behind the slash
 * @error: return location for LOTSE_ERROR_INVALID
 *
 * Returns: whether @field may have such an element
 */
gboolean
lotse_value_check_element (const LotseField *field, const char *element, GError **error)
{
  g_return_val_if_fail (field != NULL && lotse_field_has_elements (field), FALSE);

  if (element == NULL || *element == '\0')
    return fail (error, _ ("An element is empty. Write its name."));
  if (field->links != NULL)
    return lotse_id_is_valid (element) || fail (error, _ ("This is no id of a record: it has 32 digits 0-9, a-f."));
  if (field->choices != NULL)
    return is_choice (field, element) || fail (error, _ ("This is none of the choices. Take one of the list."));
  return check_text (element, LOTSE_ELEMENT_MAX, FALSE, error);
}
