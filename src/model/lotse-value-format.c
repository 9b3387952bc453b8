/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as people read them.
 *
 * Load: each visible row of a list formats a few values.  What is not canonical, because a newer version wrote it, is
 * shown as it is.
 */
#include "config.h"

#include "lotse-value.h"

#include "lotse-language.h"

#include <string.h>

#define NBSP "\u00a0"

static gboolean
is_german (const char *language)
{
  return strcmp (lotse_language_of (language), "de") == 0;
}

static char *
format_date (const GDate *date, gboolean german)
{
  static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  guint day = g_date_get_day (date);
  guint month = g_date_get_month (date);
  guint year = g_date_get_year (date);

  if (german)
    return g_strdup_printf ("%02u.%02u.%04u", day, month, year);
  return g_strdup_printf ("%u %s %04u", day, months[month - 1], year);
}

static char *
format_datetime (const char *canonical, gboolean german)
{
  GDate date;
  int time[2];
  g_autofree char *day = NULL;

  g_date_clear (&date, 1);
  if (!lotse_value_read_datetime (canonical, &date, time))
    return g_strdup (canonical);
  day = format_date (&date, german);
  return g_strdup_printf ("%s, %02d:%02d", day, time[0], time[1]);
}

/* "1234567" cents as "12.345,67 €" or "€12,345.67". */
static char *
format_money (const char *canonical, gboolean german)
{
  gint64 cents = g_ascii_strtoll (canonical, NULL, 10);
  guint64 size = cents < 0 ? 0 - (guint64) cents : (guint64) cents;
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, size / 100);
  g_autoptr (GString) out = g_string_new (cents < 0 ? "-" : "");
  gsize length = strlen (digits);

  if (!german)
    g_string_append (out, "\u20ac");
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (out, german ? '.' : ',');
      g_string_append_c (out, digits[i]);
    }
  g_string_append_printf (out, "%c%02u%s", german ? ',' : '.', (guint) (size % 100), german ? NBSP "\u20ac" : "");
  return g_strdup (out->str);
}

static const char *
choice_label (const LotseField *field, const char *name, const char *language)
{
  for (const LotseChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    {
      if (strcmp (choice->name, name) == 0)
        return lotse_language_translate (language, "choice", choice->label);
    }
  return name;
}

/**
 * lotse_value_format_element:
 * @field: a SET or MAP
 * @element: one of its elements
 * @language: (nullable): the language to write it in
 *
 * Returns: (transfer full): the choice's label, or the element itself; of a link the id, as titles need a look-up
 */
char *
lotse_value_format_element (const LotseField *field, const char *element, const char *language)
{
  g_return_val_if_fail (field != NULL && element != NULL, NULL);
  return g_strdup (choice_label (field, element, language));
}

/**
 * lotse_value_format:
 * @field: the field
 * @canonical: (nullable): the value; of a SET the element, of a MAP the value of one element
 * @language: (nullable): the language to write it in
 *
 * Returns: (transfer full): the value for people to read, "" when it is empty
 */
char *
lotse_value_format (const LotseField *field, const char *canonical, const char *language)
{
  GDate date;

  g_return_val_if_fail (field != NULL, NULL);

  g_date_clear (&date, 1);
  if (canonical == NULL || *canonical == '\0')
    return g_strdup ("");
  if (field->type == LOTSE_FIELD_SET || field->type == LOTSE_FIELD_CHOICE)
    return g_strdup (choice_label (field, canonical, language));
  if (field->type == LOTSE_FIELD_DATE && lotse_value_read_date (canonical, &date))
    return format_date (&date, is_german (language));
  if (field->type == LOTSE_FIELD_DATETIME)
    return format_datetime (canonical, is_german (language));
  if (field->type == LOTSE_FIELD_BOOL && lotse_value_check (field, canonical, NULL))
    {
      if (*canonical == '1')
        return g_strdup (is_german (language) ? "Ja" : "Yes");
      return g_strdup (is_german (language) ? "Nein" : "No");
    }
  if (field->type == LOTSE_FIELD_MONEY && lotse_value_check (field, canonical, NULL))
    return format_money (canonical, is_german (language));
  return g_strdup (canonical);
}
