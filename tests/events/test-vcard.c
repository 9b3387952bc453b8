/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contact cards of several versions and programs, and damaged ones. */
#include "config.h"

#include "lotse-error.h"
#include "lotse-test-fuzz.h"
#include "lotse-vcard.h"

#include <string.h>

/* The cards as one text: "name|given|family|title|organisation|email|phone|mobile|language", one a line. */
typedef struct
{
  const char *name;
  const char *content;
  const char *expected;
} Case;

#define B3 "BEGIN:VCARD\r\nVERSION:3.0\r\n"
#define B21 "BEGIN:VCARD\r\nVERSION:2.1\r\n"
#define B4 "BEGIN:VCARD\r\nVERSION:4.0\r\n"
#define E "END:VCARD\r\n"

static const Case cases[] = {
  { "plain", B3 "FN:Mira Beispiel\r\nN:Beispiel;Mira;;;\r\nEMAIL:mira@example.org\r\n" E, "Mira Beispiel|Mira|Beispiel|||mira@example.org|||" },
  { "line feeds alone", "BEGIN:VCARD\nVERSION:3.0\nFN:Mira\nEND:VCARD\n", "Mira||||||||" },
  { "no line feed at the end", "BEGIN:VCARD\nVERSION:3.0\nFN:Mira\nEND:VCARD", "Mira||||||||" },
  { "byte order mark", "\xef\xbb\xbf" B3 "FN:Mira\r\n" E, "Mira||||||||" },
  { "small letters", "begin:vcard\r\nversion:3.0\r\nfn:Mira\r\nend:vcard\r\n", "Mira||||||||" },
  { "name put together", B3 "N:Beispiel;Mira;Anna;Prof. Dr.;\r\n" E, "Mira Beispiel|Mira|Beispiel|Prof. Dr.|||||" },
  { "no title", B3 "N:Beispiel;Mira;;Frau;\r\n" E, "Mira Beispiel|Mira|Beispiel||||||" },
  { "folded, version 3", B3 "FN:Mira Bei\r\n spiel\r\n" E, "Mira Beispiel||||||||" },
  { "folded, version 2.1", B21 "FN:Mira\r\n Beispiel\r\n" E, "Mira Beispiel||||||||" },
  { "folded with a tab", B4 "FN:Mira Bei\r\n\tspiel\r\n" E, "Mira Beispiel||||||||" },
  { "quoted-printable", B21 "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller=\r\n-L=C3=BCd\r\n" E, "Müller-Lüd||||||||" },
  { "quoted-printable in Latin 1", B21 "N;CHARSET=ISO-8859-1;QUOTED-PRINTABLE:M=FCller;J=F6rg\r\n" E, "Jörg Müller|Jörg|Müller||||||" },
  { "charset without encoding", B21 "FN;CHARSET=WINDOWS-1252:M\xfcller\r\n" E, "Müller||||||||" },
  { "Latin 1 that does not say so", B3 "FN:M\xfcller\r\n" E, "Müller||||||||" },
  { "unknown charset", B21 "FN;CHARSET=KLINGON:Mira\r\n" E, "Mira||||||||" },
  { "groups", B3 "FN:Mira\r\nitem1.EMAIL;type=INTERNET:mira@example.org\r\nitem1.X-ABLabel:_$!<Work>!$_\r\n" E, "Mira|||||mira@example.org|||" },
  { "preferred", B3 "FN:Mira\r\nEMAIL:a@example.org\r\nEMAIL;TYPE=INTERNET,PREF:b@example.org\r\nEMAIL:c@example.org\r\n" E, "Mira|||||b@example.org|||" },
  { "preferred, version 4", B4 "FN:Mira\r\nEMAIL:a@example.org\r\nEMAIL;PREF=1:b@example.org\r\n" E, "Mira|||||b@example.org|||" },
  { "telephones", B3 "FN:Mira\r\nTEL;TYPE=FAX:1\r\nTEL;TYPE=WORK,VOICE:069 2\r\nTEL;TYPE=CELL:0170 3\r\n" E, "Mira||||||069 2|0170 3|" },
  { "telephone as an address", B4 "FN:Mira\r\nTEL;VALUE=uri;TYPE=\"cell,voice\":tel:+49-170-3\r\n" E, "Mira|||||||+49-170-3|" },
  { "organisation", B3 "FN:Mira\r\nORG:Verein für Musik\\, Tanz e.V.;Vorstand\r\n" E, "Mira||||Verein für Musik, Tanz e.V.||||" },
  { "escaped", B3 "FN:Mira\\; \\\\n\\nBeispiel\r\n" E, "Mira; \\n Beispiel||||||||" },
  { "colon in a parameter", B4 "FN;X=\"a:b;c\":Mira\r\n" E, "Mira||||||||" },
  { "language", B4 "FN:Mira\r\nLANG;PREF=1:uk-UA\r\nLANG:de\r\n" E, "Mira||||||||uk" },
  { "a picture", B3 "FN:Mira\r\nPHOTO;ENCODING=b:AAAA\r\n AAAA\r\n  BBBB\r\nEMAIL:m@example.org\r\n" E, "Mira|||||m@example.org|||" },
  { "an assistant", B21 "FN:Mira\r\nAGENT:\r\n" B21 "FN:Nobody\r\n" E "EMAIL:m@example.org\r\n" E, "Mira|||||m@example.org|||" },
  { "two", B3 "FN:Mira\r\n" E "\r\n" B4 "FN:Juri\r\n" E, "Mira||||||||\nJuri||||||||" },
  { "a group of people", B4 "KIND:group\r\nFN:Vorstand\r\n" E B4 "KIND:individual\r\nFN:Mira\r\n" E, "Mira||||||||" },
  { "an organisation's card", B3 "FN:Verein\r\nX-ABShowAs:COMPANY\r\n" E, "" },
  { "nobody", B3 E, "||||||||" },
  { "formula", B3 "FN:=cmd|' /C calc'!A0\r\n" E, "=cmd|' /C calc'!A0||||||||" },
};

static char *
print_cards (GPtrArray *cards)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cards->len; i++)
    {
      const LotseVcard *card = cards->pdata[i];

      g_string_append_printf (text, "%s%s|%s|%s|%s|%s|%s|%s|%s|%s", i > 0 ? "\n" : "", card->name, card->given, card->family, card->title,
                              card->organisation, card->email, card->phone, card->mobile, card->language);
    }
  return g_string_free (text, FALSE);
}

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) content = g_bytes_new_static (cases[i].content, strlen (cases[i].content));
      g_autoptr (GError) error = NULL;
      guint left_out;
      g_autoptr (GPtrArray) cards = lotse_vcard_parse (content, &left_out, &error);
      g_autofree char *text = NULL;

      g_test_message ("%s", cases[i].name);
      g_assert_no_error (error);
      g_assert_true (lotse_vcard_is (content));
      text = print_cards (cards);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_utf_16 (void)
{
  gsize size;
  g_autofree char *text = g_convert ("\xef\xbb\xbf" B3 "FN:Müller\r\n" E, -1, "UTF-16LE", "UTF-8", NULL, &size, NULL);
  g_autoptr (GBytes) content = g_bytes_new (text, size);
  g_autoptr (GError) error = NULL;
  guint left_out;
  g_autoptr (GPtrArray) cards = lotse_vcard_parse (content, &left_out, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cards->len, ==, 1);
  g_assert_cmpstr (((LotseVcard *) cards->pdata[0])->name, ==, "Müller");
}

static void
test_refused (void)
{
  static const char *const contents[] = { B3 "FN:Mira\r\n", B3 B3 B3 B3 B3 B3 B3 B3 B3 B3 B3 E };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GBytes) content = g_bytes_new_static (contents[i], strlen (contents[i]));
      g_autoptr (GError) error = NULL;
      guint left_out;

      g_assert_null (lotse_vcard_parse (content, &left_out, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
    }
}

/* A line of many megabytes, folded a million times, is read in no time and kept in little memory. */
static void
test_a_large_picture (void)
{
  GString *text = g_string_new (B3 "PHOTO;ENCODING=b:");
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  guint left_out;

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n ");
  g_string_append (text, "\r\nFN:Mira\r\n" E);
  content = g_string_free_to_bytes (text);
  cards = lotse_vcard_parse (content, &left_out, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((LotseVcard *) cards->pdata[0])->name, ==, "Mira");
}

static void
test_damaged (void)
{
  g_autoptr (GRand) random = lotse_test_random ();
  guint rounds = lotse_test_number ("LOTSE_ROUNDS", 300);

  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        GString *text = lotse_test_damage (random, cases[i].content);
        g_autoptr (GBytes) content = g_string_free_to_bytes (text);
        g_autoptr (GError) error = NULL;
        guint left_out;
        g_autoptr (GPtrArray) cards = lotse_vcard_parse (content, &left_out, &error);
        g_autofree char *all = cards != NULL ? print_cards (cards) : NULL;

        g_assert_true ((cards != NULL) == (error == NULL));
        g_assert_true (all == NULL || g_utf8_validate (all, -1, NULL));
        g_assert_true (all == NULL || strchr (all, '\r') == NULL);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vcard/table", test_table);
  g_test_add_func ("/vcard/utf-16", test_utf_16);
  g_test_add_func ("/vcard/refused", test_refused);
  g_test_add_func ("/vcard/a-large-picture", test_a_large_picture);
  g_test_add_func ("/vcard/damaged", test_damaged);
  return g_test_run ();
}
