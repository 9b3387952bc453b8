/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mail to guests: who has an address, what stands in it, and names that want to be more than names. */
#include "config.h"

#include "lotse-mail-private.h"
#include "lotse-mailing.h"

#include "events-fixture.h"

#include <glib/gstdio.h>
#include <libintl.h>
#include <string.h>

static char *
add_person (LotseStore *store, const char *name, const char *email, const char *language)
{
  return add_record (store, "person", "display_name", name, "email", email, "contact_language", language, NULL);
}

static LotseMailRecipient *
only (LotseStore *store, const char *person, GPtrArray **recipients)
{
  const char *const persons[] = { person, NULL };
  g_autoptr (GError) error = NULL;

  *recipients = lotse_mail_recipients (store, persons, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint ((*recipients)->len, ==, 1);
  return (*recipients)->pdata[0];
}

static LotseMailText *
must_write (LotseStore *store, const char *event, LotseMailType type, const LotseMailRecipient *recipient)
{
  g_autoptr (GError) error = NULL;
  LotseMailText *text = lotse_mail_text_new (store, event, type, recipient, &error);

  g_assert_no_error (error);
  return text;
}

/* --- Who ---------------------------------------------------------------------------------------------------- */

static void
test_salutations (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *display, *given, *family, *wished, *language, *expected;
  } cases[] = {
    { "Mira Beispiel", NULL, NULL, NULL, NULL, "Guten Tag Mira Beispiel" },
    { "Beispiel, Mira", "Mira", "Beispiel", NULL, "de", "Guten Tag Mira Beispiel" },
    { "Mira Beispiel", NULL, NULL, NULL, "en", "Dear Mira Beispiel" },
    { "Mira Beispiel", NULL, NULL, NULL, "ar", "Guten Tag Mira Beispiel" },
    { "Mira Beispiel", NULL, NULL, "Frau Dr. Beispiel", "de", "Guten Tag Frau Dr. Beispiel" },
    { "Mira Beispiel", NULL, NULL, "Liebe Mira", "de", "Liebe Mira" },
    { "Ó Briain", NULL, NULL, NULL, "de", "Guten Tag Ó Briain" },
    { "{title}", NULL, NULL, NULL, "de", "Guten Tag {title}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *person = add_record (fixture->store, "person", "display_name", cases[i].display, "given_name", cases[i].given,
                                            "family_name", cases[i].family, "form_of_address", cases[i].wished, "contact_language",
                                            cases[i].language, "email", "a@example.org", NULL);
      g_autoptr (GPtrArray) recipients = NULL;

      g_assert_cmpstr (only (fixture->store, person, &recipients)->salutation, ==, cases[i].expected);
    }
}

/* More than the model lets through: records also come from other versions, and from the centre. */
static void
test_usable_addresses (void)
{
  static const char *const unusable[] = { "", "keine", "a@b", "@example.org", "a@example.org, b@example.org", "a b@example.org",
                                          "a@example.org>", "<a@example.org", "a@b@example.org", "\"a\"@example.org", "ä@example.org",
                                          "a@example.org;b", "a:b@example.org", "a@example.org\r\nBcc: b@example.org" };
  g_autofree char *usable = lotse_mail_usable_address (" o'briain+x@mail.example.org ");

  g_assert_cmpstr (usable, ==, "o'briain+x@mail.example.org");
  for (guint i = 0; i < G_N_ELEMENTS (unusable); i++)
    g_assert_null (lotse_mail_usable_address (unusable[i]));
}

static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) persons = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) without = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_mail_recipient_free);
  g_autoptr (GPtrArray) with = NULL;
  g_autofree char *list = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (persons, add_person (fixture->store, "Mira \"Mi\" Beispiel, Dr.", "mira@example.org", NULL));
  g_ptr_array_add (persons, g_strdup (persons->pdata[0]));
  g_ptr_array_add (persons, add_person (fixture->store, "Juri Beispiel", "MIRA@example.org", NULL));
  g_ptr_array_add (persons, add_person (fixture->store, "Ó Briain", "o'briain+x@example.org", NULL));
  g_ptr_array_add (persons, add_person (fixture->store, "Niemand", NULL, NULL));
  g_ptr_array_add (persons, NULL);
  with = lotse_mail_recipients (fixture->store, (const char *const *) persons->pdata, without, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (with->len, ==, 3);
  g_assert_cmpuint (without->len, ==, 1);
  g_assert_cmpstr (((LotseMailRecipient *) without->pdata[0])->name, ==, "Niemand");
  list = lotse_mail_addresses (with);
  g_assert_cmpstr (list, ==, "\"Mira \\\"Mi\\\" Beispiel, Dr.\" <mira@example.org>, \"Ó Briain\" <o'briain+x@example.org>");
}

/* --- What --------------------------------------------------------------------------------------------------- */

static char *
add_event (LotseStore *store)
{
  g_autofree char *club = add_record (store, "organisation", "name", "Beispielverein", "phone", "069 90009001", "email", "info@example.org", NULL);
  g_autofree char *id = add_record (store, "event", "title_de", "Netzwerktreffen Nord", "title_en", "Networking meeting north", "date",
                                    "2026-11-28", "venue", "Haus am Dom, Frankfurt", "organiser", club, "registration_closes",
                                    "2026-11-20T12:00", "about_de", "Mit {title} & Musik.", NULL);
  g_autoptr (LotseRecord) event = must_get (store, id);
  g_autoptr (GError) error = NULL;

  lotse_event_set_slot (event, "1", NULL, "2026-11-28T14:00", "2026-11-28T18:00", &error);
  g_assert_no_error (error);
  must_save (store, event);
  return g_steal_pointer (&id);
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_test_fail_printf ("“%s” is not in “%s”", part, text);
}

static void
test_texts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_event (fixture->store);
  g_autofree char *mira = add_person (fixture->store, "Mira Beispiel", "mira@example.org", "de");
  g_autofree char *john = add_person (fixture->store, "John Example", "john@example.org", "en");
  g_autoptr (GPtrArray) german = NULL;
  g_autoptr (GPtrArray) english = NULL;
  g_autoptr (LotseMailText) invitation = must_write (fixture->store, event, LOTSE_MAIL_INVITATION, only (fixture->store, mira, &german));
  g_autoptr (LotseMailText) reminder = must_write (fixture->store, event, LOTSE_MAIL_REMINDER, only (fixture->store, john, &english));
  g_autoptr (LotseMailText) both = must_write (fixture->store, event, LOTSE_MAIL_REMINDER, NULL);

  g_assert_cmpstr (invitation->subject, ==, "Einladung: Netzwerktreffen Nord, 28.11.2026");
  g_assert_true (g_str_has_prefix (invitation->body, "Guten Tag Mira Beispiel,\n\n"));
  assert_has (invitation->body, "\n\nNetzwerktreffen Nord\nSamstag, 28.11.2026, 14:00 bis 18:00 Uhr\nHaus am Dom, Frankfurt\n\nMit {title} & Musik.\n\n");
  assert_has (invitation->body, "20.11.2026");
  assert_has (invitation->body, "abzusagen");
  assert_has (invitation->body, "Beispielverein\n069 90009001\ninfo@example.org\n");
  g_assert_true (g_str_has_prefix (reminder->subject, "Reminder: Networking meeting north, "));
  g_assert_true (g_str_has_prefix (reminder->body, "Dear John Example,\n\n"));
  assert_has (reminder->body, "cancel");
  assert_has (both->body, "Guten Tag,\n\n");
  assert_has (both->body, "Hello,\n\n");
  g_assert_null (strstr (both->body, "Mira"));
}

static void
test_event_without_anything (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Treffen", NULL);
  g_autofree char *mira = add_person (fixture->store, "Mira", "mira@example.org", "de");
  g_autoptr (GPtrArray) recipients = NULL;
  g_autoptr (LotseMailText) text = must_write (fixture->store, event, LOTSE_MAIL_INVITATION, only (fixture->store, mira, &recipients));
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (text->subject, ==, "Einladung: Treffen");
  g_assert_null (strstr (text->body, "\n\n\n"));
  g_assert_null (lotse_mail_text_new (fixture->store, mira, LOTSE_MAIL_INVITATION, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
}

/* --- mailto: ------------------------------------------------------------------------------------------------ */

static void
test_uris (void)
{
  LotseMailRecipient mira = { .name = (char *) "Mira", .address = (char *) "mira+x&bcc=y@example.org" };
  const LotseMailText text = { (char *) "Ü & mehr?", (char *) "Zeile 1\nZeile #2" };
  g_autofree char *uri = lotse_mail_uri (&mira, &text);
  g_autoptr (GPtrArray) many = g_ptr_array_new ();
  g_autoptr (GPtrArray) uris = NULL;
  LotseMailRecipient people[150];

  g_assert_cmpstr (uri, ==, "mailto:mira%2Bx%26bcc%3Dy@example.org?subject=%C3%9C%20%26%20mehr%3F&body=Zeile%201%0D%0AZeile%20%232");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      people[i] = (LotseMailRecipient){ .name = (char *) "", .address = g_strdup_printf ("p%u@example.org", i) };
      g_ptr_array_add (many, &people[i]);
    }
  uris = lotse_mail_uris (many, &text);
  g_assert_cmpuint (uris->len, ==, 2);
  g_assert_true (g_str_has_prefix (uris->pdata[1], "mailto:?bcc=p100@example.org,p101@example.org,"));
  g_assert_true (g_str_has_suffix (uris->pdata[1], ",p149@example.org&subject=%C3%9C%20%26%20mehr%3F&body=Zeile%201%0D%0AZeile%20%232"));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_free (people[i].address);
}

/* --- Drafts ------------------------------------------------------------------------------------------------- */

/* A header as mail programs read it: unfolded, encoded words decoded. */
static char *
read_header (const char *message, const char *name)
{
  g_autofree char *head = g_strndup (message, (gsize) (strstr (message, "\r\n\r\n") - message));
  g_autoptr (GRegex) fold = g_regex_new ("\r\n[ \t]", 0, 0, NULL);
  g_autofree char *unfolded = g_regex_replace_literal (fold, head, -1, 0, " ", 0, NULL);
  g_auto (GStrv) lines = g_strsplit (unfolded, "\r\n", -1);
  GString *out = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = NULL;

      g_assert_nonnull (strchr (lines[i], ':'));
      if (!g_str_has_prefix (lines[i], name) || lines[i][strlen (name)] != ':')
        continue;
      g_assert_null (out);
      out = g_string_new (NULL);
      words = g_strsplit (lines[i] + strlen (name) + 2, " ", -1);
      for (guint w = 0; words[w] != NULL; w++)
        {
          gsize size = 0;
          g_autofree guchar *text = NULL;

          if (!g_str_has_prefix (words[w], "=?UTF-8?B?"))
            {
              g_string_append_printf (out, "%s%s", w > 0 ? " " : "", words[w]);
              continue;
            }
          g_assert_cmpuint (strlen (words[w]), <=, 75);
          words[w][strlen (words[w]) - 2] = '\0';
          text = g_base64_decode (words[w] + strlen ("=?UTF-8?B?"), &size);
          g_assert_true (g_utf8_validate ((const char *) text, (gssize) size, NULL));
          g_string_append_len (out, (const char *) text, (gssize) size);
        }
    }
  return out != NULL ? g_string_free (out, FALSE) : NULL;
}

static char *
read_body (const char *message)
{
  gsize size = 0;
  g_autofree guchar *text = g_base64_decode (strstr (message, "\r\n\r\n") + 4, &size);

  return g_strndup ((const char *) text, size);
}

/* No line is too long, each ends with CR LF, and there is nothing but ASCII. */
static void
assert_lines (const char *message)
{
  g_auto (GStrv) lines = g_strsplit (message, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 998);
      g_assert_null (strpbrk (lines[i], "\r\n"));
      for (const char *p = lines[i]; *p != '\0'; p++)
        g_assert_true (g_ascii_isprint (*p));
    }
}

static void
test_hostile_names (void)
{
  static const char *const names[] = { "Mira Beispiel", "Mira\r\nBcc: b@example.org", "Mira\" <c@example.org>, \"", "=?UTF-8?B?QmNjOg==?=",
                                       "Ó Briain", "Олександр Шевченко-Коваленко-Довгопрізвищенко-Ще-Довше-Прізвище", "محمد",
                                       "\xf0\x9f\xa6\x84\xf0\x9f\xa6\x84\xf0\x9f\xa6\x84\xf0\x9f\xa6\x84\xf0\x9f\xa6\x84\xf0\x9f\xa6\x84\xf0\x9f\xa6\x84\xf0\x9f\xa6\x84\xf0\x9f\xa6\x84\xf0\x9f\xa6\x84\xf0\x9f\xa6\x84",
                                       "", "Mira\nX-Unsent: 0", "a;b:c@d>", "\\" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      LotseMailRecipient recipient = { .name = (char *) names[i], .address = (char *) "mira@example.org" };
      const LotseMailText text = { (char *) names[i], (char *) "Hallo\n.\nBcc: x\n\nZeile\n" };
      g_autofree char *message = lotse_mail_message (&recipient, &text, "info@example.org", G_GINT64_CONSTANT (1795885200000));
      g_autofree char *to = read_header (message, "To");
      g_autofree char *bcc = read_header (message, "Bcc");
      g_autofree char *subject = read_header (message, "Subject");
      g_autofree char *unsent = read_header (message, "X-Unsent");
      g_autofree char *date = read_header (message, "Date");
      g_autofree char *body = read_body (message);

      assert_lines (message);
      g_assert_null (bcc);
      g_assert_true (g_str_has_suffix (to, "<mira@example.org>"));
      g_assert_cmpstr (subject, ==, names[i]);
      g_assert_cmpstr (unsent, ==, "1");
      g_assert_cmpstr (date, ==, "Sat, 28 Nov 2026 17:00:00 +0000");
      g_assert_cmpstr (body, ==, "Hallo\r\n.\r\nBcc: x\r\n\r\nZeile\r\n");
    }
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_event (fixture->store);
  g_autofree char *folder = g_build_filename (fixture->folder, "post", NULL);
  g_autofree char *first = g_build_filename (folder, "invitation-001.eml", NULL);
  g_autofree char *fourth = g_build_filename (folder, "invitation-004.eml", NULL);
  g_autofree char *mira = add_person (fixture->store, "Mira Beispiel", "mira@example.org", "de");
  g_autofree char *john = add_person (fixture->store, "John Example", "john@example.org", "en");
  g_autofree char *silent = add_person (fixture->store, "Juri", NULL, NULL);
  const char *const persons[] = { mira, john, silent };
  g_autoptr (GPtrArray) without = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_mail_recipient_free);
  g_autoptr (GPtrArray) recipients = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  GStatBuf status;

  for (guint i = 0; i < G_N_ELEMENTS (persons); i++)
    {
      g_autofree char *registration = add_record (fixture->store, "registration", "event", event, "person", persons[i], "state", "invited", NULL);
    }
  recipients = lotse_mail_recipients_of_event (fixture->store, event, "invited", without, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (recipients->len, ==, 2);
  g_assert_cmpuint (without->len, ==, 1);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (lotse_mail_write (fixture->store, event, LOTSE_MAIL_INVITATION, recipients, folder, &error), ==, 2);
  g_assert_no_error (error);
  g_assert_true (g_file_test (fourth, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_stat (first, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (first, &content, NULL, NULL));
  assert_lines (content);
  g_assert_cmpint (lotse_mail_write (fixture->store, event, LOTSE_MAIL_INVITATION, recipients, first, &error), ==, -1);
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_IO);
}

/* Who is gone, or has no address, keeps nobody else from the mail; each language shows its own text. */
static void
test_mailing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add_record (fixture->store, "event", "title_de", "Werkstatt", "title_en", "Workshop", "date", "2027-03-12", NULL);
  g_autofree char *mira = add_person (fixture->store, "Mira Beispiel", "mira@example.org", NULL);
  g_autofree char *noor = add_person (fixture->store, "Noor Haddad", "noor@example.org", "ar");
  g_autofree char *nobody = add_person (fixture->store, "Niemand", NULL, NULL);
  const char *const persons[] = { mira, "018f0000-0000-7000-8000-000000000001", noor, nobody, NULL };
  const char *const one[] = { mira, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseMailing) mailing = lotse_mailing_new (fixture->store, event, LOTSE_MAIL_REMINDER, persons, &error);
  g_autoptr (LotseMailing) single = lotse_mailing_new (fixture->store, event, LOTSE_MAIL_INVITATION, one, &error);
  g_autoptr (LotseMailing) empty = lotse_mailing_new (fixture->store, event, LOTSE_MAIL_INVITATION, one + 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (mailing->recipients->len, ==, 2);
  g_assert_cmpuint (mailing->without->len, ==, 1);
  g_assert_cmpuint (mailing->n_unknown, ==, 1);
  g_assert_cmpuint (mailing->counts[0], ==, 2);
  g_assert_cmpuint (mailing->counts[1], ==, 0);
  g_assert_true (g_str_has_prefix (mailing->texts[0]->body, "Guten Tag Mira Beispiel,\n"));
  g_assert_true (g_str_has_prefix (mailing->texts[1]->body, "Hello,\n"));
  g_assert_cmpstr (mailing->texts[1]->subject, ==, "Reminder: Workshop, 12 Mar 2027");
  g_assert_cmpuint (mailing->uris->len, ==, 1);
  g_assert_true (g_str_has_prefix (mailing->uris->pdata[0], "mailto:?bcc=mira@example.org,noor@example.org&subject="));
  g_assert_true (g_str_has_prefix (single->uris->pdata[0], "mailto:mira@example.org?subject=Einladung"));
  g_assert_cmpuint (empty->uris->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* The texts are in German whatever the language of the process is. */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOTSE_LOCALEDIR"));
  lotse_record_register_types ();
  g_test_add ("/mail/salutations", Fixture, NULL, fixture_set_up, test_salutations, fixture_tear_down);
  g_test_add_func ("/mail/usable-addresses", test_usable_addresses);
  g_test_add ("/mail/addresses", Fixture, NULL, fixture_set_up, test_addresses, fixture_tear_down);
  g_test_add ("/mail/texts", Fixture, NULL, fixture_set_up, test_texts, fixture_tear_down);
  g_test_add ("/mail/event-without-anything", Fixture, NULL, fixture_set_up, test_event_without_anything, fixture_tear_down);
  g_test_add_func ("/mail/uris", test_uris);
  g_test_add_func ("/mail/hostile-names", test_hostile_names);
  g_test_add ("/mail/files", Fixture, NULL, fixture_set_up, test_files, fixture_tear_down);
  g_test_add ("/mail/mailing", Fixture, NULL, fixture_set_up, test_mailing, fixture_tear_down);
  return g_test_run ();
}
