/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading what people type.
 *
 * People write dates and amounts in the way of the language they use, and sometimes in that of the other; a spelling
 * that is clear in either is taken, one that could mean two things is read by the language or refused, never guessed.
 * Nothing here depends on the locale of the process or on today's date.
 */
#include "config.h"

#include "lotse-value.h"

#include "lotse-value-private.h"

#include "lotse-error.h"
#include "lotse-json.h"
#include "lotse-language.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
fail (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return NULL;
}

static gboolean
is_german (const char *language)
{
  return strcmp (lotse_language_of (language), "de") == 0;
}

/*
 * Text without what keyboards and spreadsheets add: blanks around it, carriage returns, and in a single line also tabs
 * and line breaks.  Letters get their composed form, so that "ü" is the same from a Mac and from a form.
 */
static char *
tidy (const char *typed, gboolean lines)
{
  g_autofree char *composed = g_utf8_normalize (typed, -1, G_NORMALIZE_NFC);
  GString *out = g_string_new (NULL);

  for (const char *p = composed != NULL ? composed : typed; *p != '\0'; p++)
    {
      if (*p == '\r')
        g_string_append (out, p[1] == '\n' ? "" : lines ? "\n" : " ");
      else if (!lines && (*p == '\n' || *p == '\t'))
        g_string_append_c (out, ' ');
      else
        g_string_append_c (out, *p);
    }
  g_strstrip (out->str);
  return g_string_free (out, FALSE);
}

/* The same in lower case, with plain blanks and hyphens; for everything that is not free text. */
static char *
simplify (const char *typed)
{
  g_autofree char *folded = g_utf8_casefold (typed, -1);
  GString *out = g_string_new (folded);

  g_string_replace (out, "\u00a0", " ", 0);
  g_string_replace (out, "\u202f", " ", 0);
  g_string_replace (out, "\u2212", "-", 0);
  g_string_replace (out, "\u2013", "-", 0);
  return g_string_free (out, FALSE);
}

/* ---- Numbers ---- */

typedef struct
{
  gboolean negative;
  char whole[24];
  char fraction[24];
} Number;

/* Whether the separators in text before `end` stand where thousands are separated. */
static gboolean
groups_fit (const char *text, const char *end)
{
  guint digits = 0;
  gboolean separated = FALSE;

  for (const char *p = text; p < end; p++)
    {
      if (g_ascii_isdigit (*p))
        {
          digits++;
          continue;
        }
      if (separated ? digits != 3 : digits < 1 || digits > 3)
        return FALSE;
      separated = TRUE;
      digits = 0;
    }
  return !separated || digits == 3;
}

/* Where the fraction begins: the place of the decimal separator, or the end of the text. */
static const char *
find_decimal (const char *text, gboolean german)
{
  const char *dot = strrchr (text, '.');
  const char *comma = strrchr (text, ',');
  const char *last = dot != NULL ? dot : comma;

  if (last == NULL)
    return text + strlen (text);
  if (dot != NULL && comma != NULL)
    return dot > comma ? dot : comma;
  if (strchr (text, *last) != last)
    return text + strlen (text); /* several of one sort separate thousands */
  if (strlen (last + 1) != 3 || last == text || last - text > 3 || *text == '0')
    return last;
  return (*last == ',') == german ? last : text + strlen (text);
}

static void
copy_digits (char out[24], const char *from, const char *end)
{
  guint n = 0;

  for (const char *p = from; p < end; p++)
    {
      if (g_ascii_isdigit (*p) && n < 23)
        out[n++] = *p;
    }
  out[n] = '\0';
}

static gboolean
read_number (const char *typed, gboolean german, Number *number)
{
  const char *text = typed;
  const char *decimal;
  const char *end = typed + strlen (typed);

  number->negative = *text == '-';
  text += *text == '-' || *text == '+';
  while (*text == ' ')
    text++;
  if (strspn (text, "0123456789., '") != strlen (text) || strlen (text) > 23)
    return FALSE;
  decimal = find_decimal (text, german);
  if (!groups_fit (text, decimal))
    return FALSE;
  for (const char *p = decimal; p < end; p++)
    {
      if (p > decimal && !g_ascii_isdigit (*p))
        return FALSE;
    }
  copy_digits (number->whole, text, decimal);
  copy_digits (number->fraction, decimal, end);
  return *number->whole != '\0' || *number->fraction != '\0';
}

/* Digits without leading zeros and with the sign; "0" has none. */
static char *
join_number (const Number *number, const char *tail)
{
  g_autofree char *digits = g_strconcat (number->whole, tail, NULL);
  const char *first = digits + strspn (digits, "0");

  return g_strconcat (number->negative && *first != '\0' ? "-" : "", *first != '\0' ? first : "0", NULL);
}

static char *
parse_int (const char *typed, gboolean german, GError **error)
{
  Number number;

  if (!read_number (typed, german, &number) || strspn (number.fraction, "0") != strlen (number.fraction) ||
      strlen (number.whole) > 18)
    return fail (error, _ ("This is not a whole number. Write digits only, for example 42."));
  return join_number (&number, "");
}

/* Takes away "€", "EUR" and "Euro" in front or behind, and ",-" for no cents. */
static char *
strip_currency (const char *typed)
{
  static const char *const signs[] = { "\u20ac", "euro", "eur", ",-", ",--" };
  g_autofree char *text = g_strdup (typed);

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      const char *rest = *text == '-' ? text + 1 : text;

      g_strchomp (text);
      if (g_str_has_suffix (text, signs[i]))
        text[strlen (text) - strlen (signs[i])] = '\0';
      else if (g_str_has_prefix (rest, signs[i]))
        memmove (text + (rest - text), rest + strlen (signs[i]), strlen (rest + strlen (signs[i])) + 1);
    }
  return g_strdup (g_strstrip (text));
}

static char *
parse_money (const char *typed, gboolean german, GError **error)
{
  g_autofree char *text = strip_currency (typed);
  Number number;
  char cents[3] = "00";

  if (!read_number (text, german, &number) || strlen (number.whole) > 15)
    return fail (error, german ? _ ("This is not an amount. Write it as in 1.234,56 (euros and cents).")
                               : _ ("This is not an amount. Write it as in 1,234.56 (euros and cents)."));
  if (strlen (number.fraction) > 2)
    return fail (error, _ ("An amount has at most two digits for cents. Write two digits behind the separator."));
  memcpy (cents, number.fraction, strlen (number.fraction));
  return join_number (&number, cents);
}

/* ---- Words ---- */

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return g_strv_contains (words, word);
}

static gboolean
means (const char *simple, const char *label)
{
  g_autofree char *other = simplify (label);

  return strcmp (simple, other) == 0;
}

static char *
parse_bool (const char *simple, GError **error)
{
  static const char *const yes[] = { "1", "ja", "j", "yes", "y", "true", "wahr", "x", NULL };
  static const char *const no[] = { "0", "nein", "n", "no", "false", "falsch", "-", NULL };

  if (is_one_of (simple, yes))
    return g_strdup ("1");
  if (is_one_of (simple, no))
    return g_strdup ("0");
  return fail (error, _ ("This is neither yes nor no. Write one of the two."));
}

/* The name of the choice that is meant, by its name or by its label in a language; NULL if it is none. */
static const char *
find_choice (const LotseChoice *choices, const char *simple, const char *language)
{
  const char *const languages[] = { language, "de", "en" };

  for (const LotseChoice *choice = choices; choice->name != NULL; choice++)
    {
      if (means (simple, choice->name))
        return choice->name;
    }
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      for (const LotseChoice *choice = choices; choice->name != NULL; choice++)
        {
          if (means (simple, lotse_language_translate (languages[i], "choice", choice->label)))
            return choice->name;
        }
    }
  return NULL;
}

static char *
parse_choice (const LotseField *field, const char *simple, const char *language, GError **error)
{
  const char *found = find_choice (field->choices, simple, language);

  return found != NULL ? g_strdup (found) : fail (error, _ ("This is none of the choices. Take one of the list."));
}

/* An id as other programs write it, with dashes or in capitals; also the hash of a file. */
static char *
parse_hex (const LotseField *field, const char *simple, GError **error)
{
  GString *plain = g_string_new (simple);
  g_autofree char *id = NULL;

  g_string_replace (plain, "-", "", 0);
  id = g_string_free (plain, FALSE);
  return lotse_value_check (field, id, error) ? g_steal_pointer (&id) : NULL;
}

/* Any JSON object in its canonical form; what is none is left for the check to refuse. */
static char *
parse_json (const LotseField *field, const char *typed, GError **error)
{
  g_autoptr (JsonNode) node = lotse_json_parse (typed, strlen (typed), NULL);
  g_autofree char *text = node != NULL ? lotse_value_canonical_json (node) : g_strdup (typed);

  return lotse_value_check (field, text, error) ? g_steal_pointer (&text) : NULL;
}

static char *
parse_text (const LotseField *field, const char *typed, gboolean lines, GError **error)
{
  g_autofree char *text = tidy (typed, lines);

  return lotse_value_check (field, text, error) ? g_steal_pointer (&text) : NULL;
}

/* What is no level is left for the check of the record, which lets stand what was there before. */
static char *
parse_level (const LotseField *field, const char *typed, const char *language, GError **error)
{
  g_autofree char *text = parse_text (field, typed, TRUE, error);
  g_autofree char *simple = text != NULL ? simplify (text) : NULL;
  const char *found = simple != NULL ? find_choice (field->levels, simple, language) : NULL;

  return found != NULL ? g_strdup (found) : g_steal_pointer (&text);
}

/* As with levels: what is no date is left for the check of the record. */
static char *
parse_dated (const LotseField *field, const char *typed, GError **error)
{
  g_autofree char *text = parse_text (field, typed, TRUE, error);
  g_autofree char *simple = text != NULL ? simplify (text) : NULL;
  g_autofree char *date = simple != NULL && *simple != '\0' ? lotse_value_parse_date (simple, NULL) : NULL;

  return date != NULL ? g_steal_pointer (&date) : g_steal_pointer (&text);
}

/**
 * lotse_value_parse_element:
 * @field: a SET or MAP
 * @typed: what somebody typed
 * @language: (nullable): the language in which it was typed
 * @error: return location for LOTSE_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the element, "" when nothing was typed
 */
char *
lotse_value_parse_element (const LotseField *field, const char *typed, const char *language, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *simple = NULL;

  g_return_val_if_fail (field != NULL && typed != NULL, NULL);

  if (!g_utf8_validate (typed, -1, NULL))
    return fail (error, _ ("The text has bytes that are no characters. Save the source as UTF-8 and try again."));
  text = tidy (typed, FALSE);
  if (*text == '\0')
    return g_steal_pointer (&text);
  simple = simplify (text);
  if (field->choices != NULL)
    return parse_choice (field, simple, language, error);
  if (field->links != NULL)
    {
      LotseField link = { .name = field->name, .type = LOTSE_FIELD_LINK, .links = field->links };

      return parse_hex (&link, simple, error);
    }
  return lotse_value_check_element (field, text, error) ? g_steal_pointer (&text) : NULL;
}

/* Of everything that is not free text; `simple` is not empty. */
static char *
parse_simple (const LotseField *field, const char *simple, const char *language, GError **error)
{
  switch (field->type)
    {
    case LOTSE_FIELD_INT:
      return parse_int (simple, is_german (language), error);
    case LOTSE_FIELD_MONEY:
      return parse_money (simple, is_german (language), error);
    case LOTSE_FIELD_BOOL:
      return parse_bool (simple, error);
    case LOTSE_FIELD_DATE:
      return lotse_value_parse_date (simple, error);
    case LOTSE_FIELD_DATETIME:
      return lotse_value_parse_datetime (simple, error);
    case LOTSE_FIELD_CHOICE:
      return parse_choice (field, simple, language, error);
    default:
      return parse_hex (field, simple, error);
    }
}

/**
 * lotse_value_parse:
 * @field: the field
 * @typed: what somebody typed
 * @language: (nullable): the language in which it was typed
 * @error: return location for LOTSE_ERROR_INVALID
 *
 * Returns: (transfer full) (nullable): the canonical value, "" when nothing was typed; of a SET the element, of a MAP the
 *   value of one element
 */
char *
lotse_value_parse (const LotseField *field, const char *typed, const char *language, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *simple = NULL;

  g_return_val_if_fail (field != NULL && typed != NULL, NULL);

  if (!g_utf8_validate (typed, -1, NULL))
    return fail (error, _ ("The text has bytes that are no characters. Save the source as UTF-8 and try again."));
  if (field->type == LOTSE_FIELD_SET)
    return lotse_value_parse_element (field, typed, language, error);
  if (field->type == LOTSE_FIELD_MAP && field->flags & LOTSE_FIELD_JSON)
    return parse_json (field, typed, error);
  if (field->type == LOTSE_FIELD_MAP && field->levels != NULL)
    return parse_level (field, typed, language, error);
  if (field->type == LOTSE_FIELD_MAP && field->flags & LOTSE_FIELD_DATED)
    return parse_dated (field, typed, error);
  if (field->type == LOTSE_FIELD_TEXT)
    return parse_text (field, typed, FALSE, error);
  if (field->type == LOTSE_FIELD_LONG_TEXT || field->type == LOTSE_FIELD_MAP)
    return parse_text (field, typed, TRUE, error);
  text = tidy (typed, FALSE);
  if (*text == '\0')
    return g_steal_pointer (&text);
  simple = simplify (text);
  return parse_simple (field, simple, language, error);
}
