/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type becomes one canonical value or a clear refusal, and comes back as they read it. */
#include "lotse-value.h"

#include "lotse-error.h"
#include "lotse-json.h"

#include <string.h>

static const LotseChoice colours[] = { { "red", "Red" }, { "light_blue", "Light blue" }, { NULL, NULL } };

static const LotseField fields[] = {
  [LOTSE_FIELD_TEXT] = { "text", "Text", LOTSE_FIELD_TEXT },
  [LOTSE_FIELD_LONG_TEXT] = { "long", "Long", LOTSE_FIELD_LONG_TEXT },
  [LOTSE_FIELD_INT] = { "int", "Int", LOTSE_FIELD_INT },
  [LOTSE_FIELD_MONEY] = { "money", "Money", LOTSE_FIELD_MONEY },
  [LOTSE_FIELD_BOOL] = { "bool", "Bool", LOTSE_FIELD_BOOL },
  [LOTSE_FIELD_DATE] = { "date", "Date", LOTSE_FIELD_DATE },
  [LOTSE_FIELD_DATETIME] = { "time", "Time", LOTSE_FIELD_DATETIME },
  [LOTSE_FIELD_CHOICE] = { "choice", "Choice", LOTSE_FIELD_CHOICE, .choices = colours },
  [LOTSE_FIELD_LINK] = { "link", "Link", LOTSE_FIELD_LINK, .links = "person" },
  [LOTSE_FIELD_SET] = { "set", "Set", LOTSE_FIELD_SET, .choices = colours },
  [LOTSE_FIELD_MAP] = { "map", "Map", LOTSE_FIELD_MAP, LOTSE_FIELD_JSON },
  [LOTSE_FIELD_BLOB] = { "blob", "Blob", LOTSE_FIELD_BLOB },
};

#define ID "01890a5d7b2c7e6f8a1b2c3d4e5f6071"
#define HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef struct
{
  LotseFieldType type;
  const char *language;
  const char *typed;
  const char *canonical; /* NULL when it is to be refused */
} Typed;

static const Typed typed_values[] = {
  /* Dates. */
  { LOTSE_FIELD_DATE, "de", "22.11.2026", "2026-11-22" },
  { LOTSE_FIELD_DATE, "de", " 2.1.26 ", "2026-01-02" },
  { LOTSE_FIELD_DATE, "de", "02.01.85", "1985-01-02" },
  { LOTSE_FIELD_DATE, "en", "2026-11-22", "2026-11-22" },
  { LOTSE_FIELD_DATE, "en", "2026/11/22", "2026-11-22" },
  { LOTSE_FIELD_DATE, "de", "22. November 2026", "2026-11-22" },
  { LOTSE_FIELD_DATE, "de", "1. März 2024", "2024-03-01" },
  { LOTSE_FIELD_DATE, "de", "1. Mrz 2024", "2024-03-01" },
  { LOTSE_FIELD_DATE, "de", "31. Jänner 2024", "2024-01-31" },
  { LOTSE_FIELD_DATE, "de", "31. MAI 2024", "2024-05-31" },
  { LOTSE_FIELD_DATE, "de", "3. Okt. 2024", "2024-10-03" },
  { LOTSE_FIELD_DATE, "de", "24. Dez 2024", "2024-12-24" },
  { LOTSE_FIELD_DATE, "en", "November 22, 2026", "2026-11-22" },
  { LOTSE_FIELD_DATE, "en", "22 Nov 2026", "2026-11-22" },
  { LOTSE_FIELD_DATE, "en", "2026 Nov 22", "2026-11-22" },
  { LOTSE_FIELD_DATE, "en", "22/11/2026", "2026-11-22" },
  { LOTSE_FIELD_DATE, "en", "11/22/2026", "2026-11-22" },
  { LOTSE_FIELD_DATE, "en", "3/3/2026", "2026-03-03" },
  { LOTSE_FIELD_DATE, "en", "11/12/2026", NULL },
  { LOTSE_FIELD_DATE, "de", "29.2.2024", "2024-02-29" },
  { LOTSE_FIELD_DATE, "de", "29.2.2000", "2000-02-29" },
  { LOTSE_FIELD_DATE, "de", "29.2.2100", NULL },
  { LOTSE_FIELD_DATE, "de", "29.2.2025", NULL },
  { LOTSE_FIELD_DATE, "de", "31.4.2026", NULL },
  { LOTSE_FIELD_DATE, "de", "0.4.2026", NULL },
  { LOTSE_FIELD_DATE, "de", "22.13.2026", NULL },
  { LOTSE_FIELD_DATE, "de", "22.11.", NULL },
  { LOTSE_FIELD_DATE, "de", "22.11.126", NULL },
  { LOTSE_FIELD_DATE, "de", "22.11.20266", NULL },
  { LOTSE_FIELD_DATE, "de", "1.2.3.4", NULL },
  { LOTSE_FIELD_DATE, "de", "1 Nov Dez", NULL },
  { LOTSE_FIELD_DATE, "de", "bald", NULL },
  { LOTSE_FIELD_DATE, "de", "2026-11-22 18:30", NULL },
  { LOTSE_FIELD_DATE, "de", "", "" },
  /* Dates with times. */
  { LOTSE_FIELD_DATETIME, "de", "22.11.2026 18:30", "2026-11-22T18:30" },
  { LOTSE_FIELD_DATETIME, "de", "22.11.2026, 18.30 Uhr", "2026-11-22T18:30" },
  { LOTSE_FIELD_DATETIME, "de", "22.11.2026 um 9 Uhr", "2026-11-22T09:00" },
  { LOTSE_FIELD_DATETIME, "en", "2026-11-22T18:30", "2026-11-22T18:30" },
  { LOTSE_FIELD_DATETIME, "en", "2026-11-22 18:30:59", "2026-11-22T18:30" },
  { LOTSE_FIELD_DATETIME, "en", "22 Nov 2026 at 6:30 pm", "2026-11-22T18:30" },
  { LOTSE_FIELD_DATETIME, "en", "22 Nov 2026, 12 am", "2026-11-22T00:00" },
  { LOTSE_FIELD_DATETIME, "en", "22 Nov 2026, 12:15 pm", "2026-11-22T12:15" },
  { LOTSE_FIELD_DATETIME, "de", "31. August 2026 08:00", "2026-08-31T08:00" },
  { LOTSE_FIELD_DATETIME, "en", "22 Nov 2026, 13 pm", NULL },
  { LOTSE_FIELD_DATETIME, "de", "22.11.2026", NULL },
  { LOTSE_FIELD_DATETIME, "de", "22.11.2026 24:00", NULL },
  { LOTSE_FIELD_DATETIME, "de", "22.11.2026 18:60", NULL },
  { LOTSE_FIELD_DATETIME, "de", "18:30", NULL },
  /* Amounts. */
  { LOTSE_FIELD_MONEY, "de", "1.234,56", "123456" },
  { LOTSE_FIELD_MONEY, "de", "1.234,56 €", "123456" },
  { LOTSE_FIELD_MONEY, "de", "1,234.56", "123456" },
  { LOTSE_FIELD_MONEY, "en", "1,234.56", "123456" },
  { LOTSE_FIELD_MONEY, "en", "€1,234.56", "123456" },
  { LOTSE_FIELD_MONEY, "en", "-€1,234.56", "-123456" },
  { LOTSE_FIELD_MONEY, "en", "EUR 12", "1200" },
  { LOTSE_FIELD_MONEY, "de", "12 Euro", "1200" },
  { LOTSE_FIELD_MONEY, "de", "12,- €", "1200" },
  { LOTSE_FIELD_MONEY, "de", "12,5", "1250" },
  { LOTSE_FIELD_MONEY, "de", ",5", "50" },
  { LOTSE_FIELD_MONEY, "de", "0,05", "5" },
  { LOTSE_FIELD_MONEY, "de", "-0,00", "0" },
  { LOTSE_FIELD_MONEY, "de", "−3,10", "-310" },
  { LOTSE_FIELD_MONEY, "de", "1.234", "123400" },
  { LOTSE_FIELD_MONEY, "en", "1,234", "123400" },
  { LOTSE_FIELD_MONEY, "de", "1.234.567", "123456700" },
  { LOTSE_FIELD_MONEY, "de", "1 234 567,89", "123456789" },
  { LOTSE_FIELD_MONEY, "de", "1\u202f234,50\u00a0€", "123450" },
  { LOTSE_FIELD_MONEY, "de", "12.5", "1250" },
  { LOTSE_FIELD_MONEY, "de", "1,234", NULL },
  { LOTSE_FIELD_MONEY, "en", "1.234", NULL },
  { LOTSE_FIELD_MONEY, "de", "12.34.567", NULL },
  { LOTSE_FIELD_MONEY, "de", "1.2345,00", NULL },
  { LOTSE_FIELD_MONEY, "de", "1,234.5,6", NULL },
  { LOTSE_FIELD_MONEY, "de", "viel", NULL },
  { LOTSE_FIELD_MONEY, "de", "€", NULL },
  { LOTSE_FIELD_MONEY, "de", "9999999999999999,00", NULL },
  /* Whole numbers. */
  { LOTSE_FIELD_INT, "de", "1.234", "1234" },
  { LOTSE_FIELD_INT, "en", "1,234", "1234" },
  { LOTSE_FIELD_INT, "de", "007", "7" },
  { LOTSE_FIELD_INT, "de", "-3", "-3" },
  { LOTSE_FIELD_INT, "de", "+3", "3" },
  { LOTSE_FIELD_INT, "de", "5,0", "5" },
  { LOTSE_FIELD_INT, "en", "1.234", NULL },
  { LOTSE_FIELD_INT, "de", "5,5", NULL },
  { LOTSE_FIELD_INT, "de", "9999999999999999999", NULL },
  { LOTSE_FIELD_INT, "de", "-", NULL },
  { LOTSE_FIELD_INT, "de", "1e3", NULL },
  /* Words. */
  { LOTSE_FIELD_BOOL, "de", "Ja", "1" },
  { LOTSE_FIELD_BOOL, "de", "NEIN", "0" },
  { LOTSE_FIELD_BOOL, "en", "yes", "1" },
  { LOTSE_FIELD_BOOL, "en", "False", "0" },
  { LOTSE_FIELD_BOOL, "de", "vielleicht", NULL },
  { LOTSE_FIELD_CHOICE, "en", "light blue", "light_blue" },
  { LOTSE_FIELD_CHOICE, "en", " LIGHT_BLUE", "light_blue" },
  { LOTSE_FIELD_CHOICE, "en", "green", NULL },
  { LOTSE_FIELD_SET, "de", "Red", "red" },
  { LOTSE_FIELD_SET, "de", "rot", NULL },
  { LOTSE_FIELD_TEXT, "de", "  Ömer\tÇelik\r\n", "Ömer Çelik" },
  { LOTSE_FIELD_TEXT, "de", "O\u0308mer", "Ömer" },
  { LOTSE_FIELD_TEXT, "de", "a\001b", NULL },
  { LOTSE_FIELD_TEXT, "de", "a\xff", NULL },
  { LOTSE_FIELD_LONG_TEXT, "de", "a\r\nb\rc\n", "a\nb\nc" },
  { LOTSE_FIELD_MAP, "de", "{ \"b\": 1.50, \"a\": \"x\" }", "{\"a\":\"x\",\"b\":1.5}" },
  { LOTSE_FIELD_MAP, "de", "a = x", NULL },
  { LOTSE_FIELD_LINK, "de", "01890A5D-7B2C-7E6F-8A1B-2C3D4E5F6071", ID },
  { LOTSE_FIELD_LINK, "de", "Amal", NULL },
  { LOTSE_FIELD_BLOB, "de", HASH, HASH },
  { LOTSE_FIELD_BLOB, "de", ID, NULL },
};

static void
test_typed_becomes_canonical (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed_values); i++)
    {
      const Typed *test = &typed_values[i];
      g_autoptr (GError) error = NULL;
      g_autofree char *canonical = lotse_value_parse (&fields[test->type], test->typed, test->language, &error);

      if (g_strcmp0 (canonical, test->canonical) != 0)
        g_test_message ("%s: “%s”", test->language, test->typed);
      g_assert_cmpstr (canonical, ==, test->canonical);
      if (test->canonical == NULL)
        g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
      else
        g_assert_true (test->type == LOTSE_FIELD_SET ||
                       lotse_value_check (&fields[test->type], canonical, &error));
    }
}

static void
test_all_months_are_read (void)
{
  static const char *const german[] = { "Januar", "Februar", "März",      "April",   "Mai",      "Juni",
                                        "Juli",   "August",  "September", "Oktober", "November", "Dezember" };
  static const char *const english[] = { "January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December" };

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *expected = g_strdup_printf ("2026-%02u-05", i + 1);
      g_autofree char *de = g_strdup_printf ("5. %s 2026", german[i]);
      g_autofree char *en = g_strdup_printf ("%s 5, 2026", english[i]);
      g_autofree char *from_de = lotse_value_parse (&fields[LOTSE_FIELD_DATE], de, "de", NULL);
      g_autofree char *from_en = lotse_value_parse (&fields[LOTSE_FIELD_DATE], en, "de", NULL);

      g_assert_cmpstr (from_de, ==, expected);
      g_assert_cmpstr (from_en, ==, expected);
    }
}

/* Whatever is typed, the outcome is a canonical value or an error, never both and never a crash. */
static void
test_noise_is_refused_or_canonical (void)
{
  static const char *const bits[] = { "1", "22", "999", "2026", ".", ",", "-", "/", " ", "T", ":", "€", "eur", "uhr", "pm",
                                      "nov", "märz", "\\", "{", "\"", "\n", "ß", "\xff", "red", "'", "um", "+", ID };

  for (guint i = 0; i < 5000; i++)
    {
      const LotseField *field = &fields[g_test_rand_int_range (0, G_N_ELEMENTS (fields))];
      g_autoptr (GString) typed = g_string_new (NULL);
      g_autofree char *value = NULL;
      g_autoptr (GError) error = NULL;

      for (gint n = g_test_rand_int_range (0, 9); n > 0; n--)
        g_string_append (typed, bits[g_test_rand_int_range (0, G_N_ELEMENTS (bits))]);
      value = lotse_value_parse (field, typed->str, g_test_rand_bit () ? "de" : "en", &error);
      g_assert_true ((value == NULL) == (error != NULL));
      if (value != NULL && field->type == LOTSE_FIELD_SET)
        g_assert_true (*value == '\0' || lotse_value_check_element (field, value, NULL));
      else if (value != NULL)
        g_assert_true (lotse_value_check (field, value, NULL));
    }
}

/* One canonical text for each value: a second spelling of the same is no value. */
static const struct
{
  LotseFieldType type;
  const char *text;
  gboolean canonical;
} spellings[] = {
  { LOTSE_FIELD_INT, "0", TRUE },
  { LOTSE_FIELD_INT, "-1", TRUE },
  { LOTSE_FIELD_INT, "9223372036854775807", TRUE },
  { LOTSE_FIELD_INT, "9223372036854775808", FALSE },
  { LOTSE_FIELD_INT, "-9223372036854775808", FALSE },
  { LOTSE_FIELD_INT, "-0", FALSE },
  { LOTSE_FIELD_INT, "+1", FALSE },
  { LOTSE_FIELD_INT, "01", FALSE },
  { LOTSE_FIELD_INT, " 1", FALSE },
  { LOTSE_FIELD_INT, "1.0", FALSE },
  { LOTSE_FIELD_MONEY, "12.50", FALSE },
  { LOTSE_FIELD_BOOL, "1", TRUE },
  { LOTSE_FIELD_BOOL, "10", FALSE },
  { LOTSE_FIELD_BOOL, "true", FALSE },
  { LOTSE_FIELD_DATE, "2024-02-29", TRUE },
  { LOTSE_FIELD_DATE, "2023-02-29", FALSE },
  { LOTSE_FIELD_DATE, "0000-01-01", FALSE },
  { LOTSE_FIELD_DATE, "2024-2-29", FALSE },
  { LOTSE_FIELD_DATE, "2024-02-29 ", FALSE },
  { LOTSE_FIELD_DATE, "2024-02", FALSE },
  { LOTSE_FIELD_DATETIME, "2024-02-29T00:00", TRUE },
  { LOTSE_FIELD_DATETIME, "2024-02-29T23:59", TRUE },
  { LOTSE_FIELD_DATETIME, "2024-02-29T24:00", FALSE },
  { LOTSE_FIELD_DATETIME, "2024-02-29T12:60", FALSE },
  { LOTSE_FIELD_DATETIME, "2024-02-29 12:00", FALSE },
  { LOTSE_FIELD_DATETIME, "2024-02-29T12:00:00", FALSE },
  { LOTSE_FIELD_DATETIME, "2024-02-29T1", FALSE },
  { LOTSE_FIELD_CHOICE, "light_blue", TRUE },
  { LOTSE_FIELD_CHOICE, "Light blue", FALSE },
  { LOTSE_FIELD_LINK, ID, TRUE },
  { LOTSE_FIELD_LINK, "01890A5D7B2C7E6F8A1B2C3D4E5F6071", FALSE },
  { LOTSE_FIELD_SET, "1", TRUE },
  { LOTSE_FIELD_SET, "2", FALSE },
  { LOTSE_FIELD_MAP, "{\"a\":[1,true,null,\"x\"],\"b\":{}}", TRUE },
  { LOTSE_FIELD_MAP, "{\"b\":1,\"a\":1}", FALSE },
  { LOTSE_FIELD_MAP, "{\"a\": 1}", FALSE },
  { LOTSE_FIELD_MAP, "{\"a\":1", FALSE },
  { LOTSE_FIELD_MAP, "[1]", FALSE },
  { LOTSE_FIELD_MAP, "text", FALSE },
  { LOTSE_FIELD_BLOB, HASH, TRUE },
  { LOTSE_FIELD_BLOB, "e3b0", FALSE },
  { LOTSE_FIELD_TEXT, "two\nlines", FALSE },
  { LOTSE_FIELD_TEXT, "a\177", FALSE },
  { LOTSE_FIELD_TEXT, "\xc3", FALSE },
  { LOTSE_FIELD_LONG_TEXT, "two\n\tlines", TRUE },
  { LOTSE_FIELD_LONG_TEXT, "two\r\nlines", FALSE },
};

static void
test_only_canonical_passes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (lotse_value_check (&fields[spellings[i].type], spellings[i].text, &error) == spellings[i].canonical);
      g_assert_true ((error == NULL) == spellings[i].canonical);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_assert_true (lotse_value_check (&fields[i], NULL, NULL));
      g_assert_true (lotse_value_check (&fields[i], "", NULL));
    }
}

static void
test_long_texts_stop_at_the_limit (void)
{
  g_autofree char *fits = g_strnfill (LOTSE_VALUE_MAX, 'x');
  g_autofree char *too_long = g_strnfill (LOTSE_VALUE_MAX + 1, 'x');
  g_autofree char *element = g_strnfill (LOTSE_ELEMENT_MAX + 1, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_value_check (&fields[LOTSE_FIELD_TEXT], fits, NULL));
  g_assert_false (lotse_value_check (&fields[LOTSE_FIELD_TEXT], too_long, &error));
  g_assert_nonnull (strstr (error->message, "65536"));
  g_assert_false (lotse_value_check_element (&fields[LOTSE_FIELD_MAP], element, NULL));
  g_assert_true (lotse_value_check_element (&fields[LOTSE_FIELD_MAP], element + 1, NULL));
  g_assert_false (lotse_value_check_element (&fields[LOTSE_FIELD_MAP], "", NULL));
}

static void
test_values_are_shown_in_the_language (void)
{
  static const struct
  {
    LotseFieldType type;
    const char *canonical;
    const char *german;
    const char *english;
  } cases[] = {
    { LOTSE_FIELD_DATE, "2026-01-02", "02.01.2026", "2 Jan 2026" },
    { LOTSE_FIELD_DATETIME, "2026-12-31T08:05", "31.12.2026, 08:05", "31 Dec 2026, 08:05" },
    { LOTSE_FIELD_MONEY, "123456", "1.234,56\u00a0€", "€1,234.56" },
    { LOTSE_FIELD_MONEY, "-5", "-0,05\u00a0€", "-€0.05" },
    { LOTSE_FIELD_MONEY, "12345678901", "123.456.789,01\u00a0€", "€123,456,789.01" },
    { LOTSE_FIELD_MONEY, "100000", "1.000,00\u00a0€", "€1,000.00" },
    { LOTSE_FIELD_INT, "1985", "1985", "1985" },
    { LOTSE_FIELD_BOOL, "1", "Ja", "Yes" },
    { LOTSE_FIELD_BOOL, "0", "Nein", "No" },
    { LOTSE_FIELD_CHOICE, "light_blue", "Light blue", "Light blue" },
    { LOTSE_FIELD_SET, "red", "Red", "Red" },
    { LOTSE_FIELD_TEXT, "Ömer", "Ömer", "Ömer" },
    { LOTSE_FIELD_DATE, "", "", "" },
    { LOTSE_FIELD_DATE, NULL, "", "" },
    /* From a newer version. */
    { LOTSE_FIELD_CHOICE, "violet", "violet", "violet" },
    { LOTSE_FIELD_DATE, "soon", "soon", "soon" },
    { LOTSE_FIELD_MONEY, "12 GBP", "12 GBP", "12 GBP" },
    { LOTSE_FIELD_BOOL, "2", "2", "2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *german = lotse_value_format (&fields[cases[i].type], cases[i].canonical, "de");
      g_autofree char *english = lotse_value_format (&fields[cases[i].type], cases[i].canonical, "en");

      g_assert_cmpstr (german, ==, cases[i].german);
      g_assert_cmpstr (english, ==, cases[i].english);
    }
}

/* What is shown can be typed back. */
static void
test_what_is_shown_can_be_typed (void)
{
  static const struct
  {
    LotseFieldType type;
    const char *canonical;
  } cases[] = {
    { LOTSE_FIELD_DATE, "2024-02-29" },   { LOTSE_FIELD_DATETIME, "2026-12-31T23:59" },
    { LOTSE_FIELD_MONEY, "-123456789" },  { LOTSE_FIELD_MONEY, "100" },
    { LOTSE_FIELD_MONEY, "123400" },      { LOTSE_FIELD_INT, "123456" },
    { LOTSE_FIELD_BOOL, "0" },            { LOTSE_FIELD_CHOICE, "light_blue" },
    { LOTSE_FIELD_SET, "red" },           { LOTSE_FIELD_LONG_TEXT, "a\nb" },
  };
  static const char *const languages[] = { "de", "en" };

  for (guint i = 0; i < G_N_ELEMENTS (cases) * G_N_ELEMENTS (languages); i++)
    {
      const LotseField *field = &fields[cases[i / 2].type];
      g_autofree char *shown = lotse_value_format (field, cases[i / 2].canonical, languages[i % 2]);
      g_autofree char *again = lotse_value_parse (field, shown, languages[i % 2], NULL);

      g_assert_cmpstr (again, ==, cases[i / 2].canonical);
    }
}

static void
test_json_has_types (void)
{
  static const struct
  {
    LotseFieldType type;
    const char *canonical;
    const char *json;
  } cases[] = {
    { LOTSE_FIELD_INT, "-42", "-42" },
    { LOTSE_FIELD_INT, "9223372036854775807", "9223372036854775807" },
    { LOTSE_FIELD_BOOL, "1", "true" },
    { LOTSE_FIELD_BOOL, "0", "false" },
    { LOTSE_FIELD_MONEY, "123456", "\"1234.56\"" },
    { LOTSE_FIELD_MONEY, "-5", "\"-0.05\"" },
    { LOTSE_FIELD_DATE, "2026-11-22", "\"2026-11-22\"" },
    { LOTSE_FIELD_CHOICE, "red", "\"red\"" },
    { LOTSE_FIELD_SET, "red", "\"red\"" },
    { LOTSE_FIELD_MAP, "{\"a\":1,\"b\":[\"x\"]}", "{\"a\":1,\"b\":[\"x\"]}" },
    { LOTSE_FIELD_TEXT, "Ö\"\\", "\"Ö\\\"\\\\\"" },
    { LOTSE_FIELD_DATE, "", "null" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = lotse_value_to_json (&fields[cases[i].type], cases[i].canonical);
      g_autofree char *text = lotse_value_canonical_json (node);
      g_autoptr (GError) error = NULL;
      g_autofree char *again = lotse_value_from_json (&fields[cases[i].type], node, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, cases[i].json);
      g_assert_cmpstr (again, ==, cases[i].canonical);
    }
}

static void
test_json_of_wrong_type_is_refused (void)
{
  static const struct
  {
    LotseFieldType type;
    const char *json;
    const char *canonical; /* NULL when refused */
  } cases[] = {
    { LOTSE_FIELD_MONEY, "1234.56", "123456" },
    { LOTSE_FIELD_MONEY, "0.1", "10" },
    { LOTSE_FIELD_MONEY, "12", "1200" },
    { LOTSE_FIELD_MONEY, "1.005", NULL },
    { LOTSE_FIELD_MONEY, "1e300", NULL },
    { LOTSE_FIELD_MONEY, "true", NULL },
    { LOTSE_FIELD_INT, "\"42\"", "42" },
    { LOTSE_FIELD_INT, "1.5", NULL },
    { LOTSE_FIELD_INT, "false", NULL },
    { LOTSE_FIELD_BOOL, "1", NULL },
    { LOTSE_FIELD_BOOL, "\"ja\"", NULL },
    { LOTSE_FIELD_TEXT, "12", NULL },
    { LOTSE_FIELD_TEXT, "{}", NULL },
    { LOTSE_FIELD_TEXT, "[\"a\"]", NULL },
    { LOTSE_FIELD_DATE, "\"22.11.2026\"", NULL },
    { LOTSE_FIELD_MAP, "{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}" },
    { LOTSE_FIELD_MAP, "\"text\"", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *whole = g_strdup_printf ("{\"v\":%s}", cases[i].json);
      g_autoptr (JsonNode) node = lotse_json_parse (whole, strlen (whole), NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *canonical = NULL;

      g_assert_nonnull (node);
      canonical = lotse_value_from_json (&fields[cases[i].type],
                                         json_object_get_member (json_node_get_object (node), "v"), &error);
      g_assert_cmpstr (canonical, ==, cases[i].canonical);
      g_assert_true ((error == NULL) == (cases[i].canonical != NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/value/typed-becomes-canonical", test_typed_becomes_canonical);
  g_test_add_func ("/value/all-months-are-read", test_all_months_are_read);
  g_test_add_func ("/value/noise-is-refused-or-canonical", test_noise_is_refused_or_canonical);
  g_test_add_func ("/value/only-canonical-passes", test_only_canonical_passes);
  g_test_add_func ("/value/long-texts-stop-at-the-limit", test_long_texts_stop_at_the_limit);
  g_test_add_func ("/value/values-are-shown-in-the-language", test_values_are_shown_in_the_language);
  g_test_add_func ("/value/what-is-shown-can-be-typed", test_what_is_shown_can_be_typed);
  g_test_add_func ("/value/json-has-types", test_json_has_types);
  g_test_add_func ("/value/json-of-wrong-type-is-refused", test_json_of_wrong_type_is_refused);
  return g_test_run ();
}
