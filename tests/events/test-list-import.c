/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of people for an event: a table of files, each with what becomes of its rows; large ones, and ones that fail. */
#include "config.h"

#include "lotse-db.h"
#include "lotse-list-import.h"
#include "lotse-workshops.h"

#include "events-fixture.h"

#include <libintl.h>
#include <string.h>

/* --- The table ---------------------------------------------------------------------------------------------- */

/*
 * Each begins with an event of 3 places with the workshop "Chor", the organisation "Kranich e. V.", and the people "Serhij Kovalchuk"
 * (serhij@example.org, member of Kranich, registered), "Anna Vogt" (nothing known), and two called "Ali Kaya".  Answers are r(egistered), w(aiting),
 * i(nvited), c(ancelled), k(nown at the event), d(ouble row), e(rror), each with + for a new person and ? for somebody who
 * may be the same.
 */
typedef struct
{
  const char *name;
  const char *content;
  gssize size;         /* -1: a text */
  const char *map[4];  /* column, field, ... */
  const char *answers;
  const char *text;    /* part of the last answer, or of a hint; or NULL */
  const char *people;  /* how many there are afterwards */
} Case;

#define V3 "BEGIN:VCARD\r\nVERSION:3.0\r\n"

static const Case cases[] = {
  { "one name", "name\nMira Beispiel\n", -1, { NULL }, "r+", "Gets a place", "5" },
  { "two names", "Vorname;Nachname;E-Mail\nMira;Beispiel;mira@example.org\nJuri;Muster;\n", -1, { NULL }, "r+ r+", NULL, "6" },
  { "name beside given name", "Name,Vorname\nBeispiel,Mira\n", -1, { NULL }, "r+", NULL, "5" },
  { "german headings", "Vor- und Nachname;Verein;E-Mail-Adresse;Handynummer\nMira Beispiel;Kranich e.V.;m@example.org;0170 1\n", -1, { NULL }, "r+", NULL, "5" },
  { "mapped", "Wer,Woher\nMira Beispiel,Kranich\n", -1, { "Wer", "name", "Woher", "organisation" }, "r+", NULL, "5" },
  { "a column is left out", "name,Schuhgröße\nMira,38\n", -1, { NULL }, "r+", "Schuhgröße", "5" },
  { "left out without a word", "name,Schuhgröße\nMira,38\n", -1, { "Schuhgröße", "" }, "r+", NULL, "5" },
  { "no names at all", "e-mail\nm@example.org\n", -1, { NULL }, "e", "No column holds names", "4" },
  { "a row without a name", "name,email\nMira,\n,m@example.org\n", -1, { NULL }, "r+ e", "no name", "4" },
  { "the event is full", "name\nA A\nB B\nC C\n", -1, { NULL }, "r+ r+ w+", "All places are taken", "7" },
  { "the organisation has its places", "name,Verein\nA A,Ahorn\nB B,ahorn\nC C,AHORN\n", -1, { NULL }, "r+ r+ w+", "The organisation has all its places", "7" },
  { "known by mail", "name,email\n\"Kovalchuk, Serhij\",SERHIJ@example.org\n", -1, { NULL }, "k", "already", "4" },
  { "known at the event", "name,Verein\nSerhij Kovalchuk,Kranich e.V.\n", -1, { NULL }, "k", "already", "4" },
  { "known by name", "name\nAnna Vogt\n", -1, { NULL }, "r", "Gets a place", "4" },
  { "known, with a mail at last", "name,email\nVogt Anna,anna@example.org\n", -1, { NULL }, "r", NULL, "4" },
  { "the same name, another mail", "name,email\nSerhij Kovalchuk,other@example.org\n", -1, { NULL }, "r+?", "may be the same", "5" },
  { "the same name, another organisation", "name,Verein\nSerhij Kovalchuk,Ahorn\n", -1, { NULL }, "r+?", "may be the same", "5" },
  { "two of that name", "name\nAli Kaya\n", -1, { NULL }, "r+?", "may be the same", "5" },
  { "another name, the same mail", "name,email\nSergej Kowaltschuk,serhij@example.org\n", -1, { NULL }, "r+?", "may be the same", "5" },
  { "another spelling", "name\nKowaltschuk Sergej\n", -1, { NULL }, "r+?", "may be the same", "5" },
  { "another spelling in the file", "name\nYousef Omar\nJusuf Umar\nJosefine Omar\n", -1, { NULL }, "r+ r+? w+", NULL, "7" },
  { "twice in the file", "name,email\nMira Beispiel,m@example.org\n\"Beispiel, Mira\",M@example.org\n", -1, { NULL }, "r+ d", "The same person as in row 2", "5" },
  { "twice by name", "name\nMira Beispiel\nmira beispiel\n", -1, { NULL }, "r+ d", "row 2", "5" },
  { "namesakes", "name,email\nMira Beispiel,a@example.org\nMira Beispiel,b@example.org\n", -1, { NULL }, "r+ r+?", NULL, "6" },
  { "roles take no place", "name,Rolle\nA A,Referent:in\nB B,speaker\nC C,Team\nD D,participant\n", -1, { NULL }, "r+ r+ r+ r+", NULL, "8" },
  { "no such role", "name,role\nMira,dancer\n", -1, { NULL }, "e", "Role", "4" },
  { "states", "name,Status\nA A,eingeladen\nB B,Auf der Warteliste\nC C,cancelled\n", -1, { NULL }, "i+ w+ c+", NULL, "7" },
  { "workshop", "name,Workshop\nMira,chor\n", -1, { NULL }, "r+", NULL, "5" },
  { "no such workshop", "name,Workshop\nMira,Tanz\n", -1, { NULL }, "e", "Tanz", "4" },
  { "needs", "name,Bedarf,Essen\nMira,Dolmetscher (Arabisch); Kinderbetreuung,vegan\n", -1, { NULL }, "r+", NULL, "5" },
  { "no mail address", "name,email\nMira,keine\n", -1, { NULL }, "e", "e-mail", "4" },
  { "language", "name,Sprache\nMira,Arabisch\nJuri,en\n", -1, { NULL }, "r+ r+", NULL, "6" },
  { "no such language", "name,Sprache\nMira,Elbisch\n", -1, { NULL }, "e", NULL, "4" },
  { "time of a form", "Zeitstempel,name\n22.11.2025 14:03:22,Mira\n2025-11-22,Juri\n", -1, { NULL }, "r+ r+", NULL, "6" },
  { "no time", "Zeitstempel,name\ngestern,Mira\n", -1, { NULL }, "e", NULL, "4" },
  { "one bad row holds up all", "name,email\nMira,m@example.org\nJuri,keine\n", -1, { NULL }, "r+ e", NULL, "4" },
  { "too many cells", "name,email\nMira,,38\n", -1, { NULL }, "e", "more cells", "4" },
  { "formulas are texts", "name,Verein\n=cmd|' /C calc'!A0,\"=HYPERLINK(\"\"x\"\")\"\n", -1, { NULL }, "r+", NULL, "5" },
  { "latin 1 is read and told", "name\nM\xfcller\n", -1, { NULL }, "r+", "not UTF-8", "5" },
  { "only headings", "name\n", -1, { NULL }, "", NULL, "4" },
  { "cards", V3 "FN:Mira Beispiel\r\nORG:Kranich e. V.\r\nEND:VCARD\r\n" V3 "FN:Anna Vogt\r\nEND:VCARD\r\n", -1, { NULL }, "r+ r", NULL, "5" },
  { "a card of an organisation", V3 "FN:Verein\r\nX-ABShowAs:COMPANY\r\nEND:VCARD\r\n", -1, { NULL }, "", "no person", "4" },
};

typedef struct
{
  char *event;
  char *serhij;
  char *anna;
} Centre;

static void
centre_clear (Centre *centre)
{
  g_free (centre->event);
  g_free (centre->serhij);
  g_free (centre->anna);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Centre, centre_clear)

static Centre
make_centre (LotseStore *store)
{
  Centre centre;
  g_autofree char *kranich = add_record (store, "organisation", "name", "Kranich e. V.", NULL);
  g_autofree char *one = add_record (store, "person", "display_name", "Ali Kaya", NULL);
  g_autofree char *other = add_record (store, "person", "display_name", "Ali Kaya", NULL);
  g_autofree char *choir = NULL;
  g_autofree char *member = NULL;
  g_autofree char *registration = NULL;

  centre.event = add_record (store, "event", "title_de", "Treffen", "capacity", "3", NULL);
  centre.serhij = add_record (store, "person", "display_name", "Serhij Kovalchuk", "email", "serhij@example.org", NULL);
  centre.anna = add_record (store, "person", "display_name", "Anna Vogt", NULL);
  choir = add_record (store, "agenda_item", "event", centre.event, "title", "Chor", "type", "workshop", NULL);
  member = add_record (store, "membership", "person", centre.serhij, "organisation", kranich, NULL);
  registration = add_record (store, "registration", "event", centre.event, "person", centre.serhij, "organisation", kranich, "state",
                             "registered", "registered_at", "2025-10-01T10:00", NULL);
  return centre;
}

static guint
count (LotseStore *store, const char *kind)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));

  return (guint) lotse_store_count (store, query, NULL);
}

static LotseListImport *
open_list (LotseStore *store, const char *event, const char *content, gssize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (content, size < 0 ? strlen (content) : (gsize) size);
  g_autoptr (GError) error = NULL;
  LotseListImport *import = lotse_list_import_new (store, event, bytes, &error);

  g_assert_no_error (error);
  return import;
}

static char *
print_answers (const LotseListReport *report)
{
  static const char letters[] = "rwickde";
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->rows->len; i++)
    {
      const LotseListRow *row = report->rows->pdata[i];

      g_string_append_printf (text, "%s%c%s%s", i > 0 ? " " : "", letters[row->answer], row->new_person && row->answer != LOTSE_LIST_ERROR ? "+" : "",
                              row->likely != NULL ? "?" : "");
      g_assert_cmpstr (row->text, !=, "");
    }
  return g_string_free (text, FALSE);
}

static void
assert_says (const LotseListReport *report, const char *part)
{
  if (part == NULL)
    {
      g_assert_cmpuint (report->hints->len, ==, 0);
      return;
    }
  for (guint i = 0; i < report->hints->len; i++)
    if (strstr (report->hints->pdata[i], part) != NULL)
      return;
  for (guint i = 0; i < report->rows->len; i++)
    if (strstr (((LotseListRow *) report->rows->pdata[i])->text, part) != NULL)
      return;
  g_test_fail_printf ("nothing says “%s”", part);
}

static void
test_case (Fixture *fixture, gconstpointer data)
{
  const Case *test = data;
  g_auto (Centre) centre = make_centre (fixture->store);
  g_autoptr (LotseListImport) import = open_list (fixture->store, centre.event, test->content, test->size);
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseListReport) dry = NULL;
  g_autoptr (LotseListReport) real = NULL;
  g_autofree char *dry_answers = NULL;
  g_autofree char *answers = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (test->map) && test->map[i] != NULL; i += 2)
    g_assert_true (lotse_list_import_set_map (import, test->map[i], test->map[i + 1], &error));
  dry = lotse_list_import_check (import, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  dry_answers = print_answers (dry);
  g_assert_cmpstr (dry_answers, ==, test->answers);
  assert_says (dry, test->text);
  g_assert_false (dry->applied);
  g_assert_cmpuint (count (fixture->store, "person"), ==, 4);
  real = lotse_list_import_apply (import, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  answers = print_answers (real);
  g_assert_cmpstr (answers, ==, test->answers);
  g_assert_true (real->applied == (strchr (test->answers, 'e') == NULL));
  g_assert_cmpuint (count (fixture->store, "person"), ==, atoi (test->people));
}

/* --- What was written --------------------------------------------------------------------------------------- */

/* The fields of the registration of whoever has that name: "field=value; ..." */
static LotseRecord *
registration_of (LotseStore *store, const char *event, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, event, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < guests->guests->len; i++)
    if (g_str_equal (((LotseGuest *) guests->guests->pdata[i])->name, name))
      return must_get (store, ((LotseGuest *) guests->guests->pdata[i])->registration);
  g_assert_not_reached ();
}

static LotseListReport *
must_apply (LotseStore *store, const char *event, const char *content)
{
  g_autoptr (LotseListImport) import = open_list (store, event, content, -1);
  g_autoptr (GError) error = NULL;
  LotseListReport *report = lotse_list_import_apply (import, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (report->applied);
  return report;
}

static void
test_what_is_written (Fixture *fixture, gconstpointer data)
{
  g_auto (Centre) centre = make_centre (fixture->store);
  g_autoptr (LotseListReport) report =
    must_apply (fixture->store, centre.event,
                "Vorname,Nachname,E-Mail,Verein,Bedarf,Essen,Workshop,Bemerkung,Zeitstempel\n"
                "Mira,Beispiel,mira@example.org,KRANICH e.V.,\"Dolmetscher (Arabisch), Kinderbetreuung\",vegan,Chor,kommt später,22.11.2025 14:03:22\n"
                "Anna,Vogt,anna@example.org,=1+1,nein,,,,\n");
  g_autoptr (LotseRecord) mira = registration_of (fixture->store, centre.event, "Mira Beispiel");
  g_autoptr (LotseRecord) anna = registration_of (fixture->store, centre.event, "Anna Vogt");
  g_autoptr (LotseRecord) person = must_get (fixture->store, lotse_record_get (mira, "person"));
  g_autoptr (LotseRecord) known = must_get (fixture->store, centre.anna);

  g_assert_cmpuint (report->people_new, ==, 1);
  g_assert_cmpuint (report->people_known, ==, 1);
  g_assert_cmpstr (lotse_record_get (person, "given_name"), ==, "Mira");
  g_assert_cmpstr (lotse_record_get (person, "email"), ==, "mira@example.org");
  g_assert_nonnull (lotse_record_get (mira, "organisation"));
  g_assert_null (lotse_record_get (mira, "organisation_name"));
  g_assert_cmpstr (lotse_record_get_element (mira, "needs", "interpreter"), ==, "1");
  g_assert_cmpstr (lotse_record_get_element (mira, "needs", "childcare"), ==, "1");
  g_assert_cmpstr (lotse_record_get_element (mira, "needs", "food"), ==, "1");
  g_assert_cmpstr (lotse_record_get (mira, "needs_note"), ==, "Dolmetscher (Arabisch); vegan");
  g_assert_cmpstr (lotse_record_get (mira, "registered_at"), ==, "2025-11-22T14:03");
  g_assert_cmpstr (lotse_record_get (mira, "note"), ==, "kommt später");
  g_assert_cmpstr (lotse_record_get (anna, "person"), ==, centre.anna);
  g_assert_cmpstr (lotse_record_get (anna, "organisation_name"), ==, "=1+1");
  g_assert_null (lotse_record_get (anna, "needs_note"));
  g_assert_cmpstr (lotse_record_get (known, "email"), ==, "anna@example.org");
}

static void
test_again_changes_nothing (Fixture *fixture, gconstpointer data)
{
  static const char list[] = "name,Verein,email\nA A,Ahorn,\nB B,Ahorn,b@example.org\nC C,Ahorn,\nD D,,d@example.org\nE E,,\n";
  g_auto (Centre) centre = make_centre (fixture->store);
  g_autoptr (LotseListReport) first = must_apply (fixture->store, centre.event, list);
  g_autoptr (LotseListReport) again = NULL;
  g_autofree char *answers = NULL;
  LotseStoreStatus before, after;

  g_assert_cmpuint (first->registered, ==, 2);
  g_assert_cmpuint (first->waiting, ==, 3);
  g_assert_true (lotse_store_status (fixture->store, &before, NULL));
  again = must_apply (fixture->store, centre.event, list);
  answers = print_answers (again);
  g_assert_cmpstr (answers, ==, "k k k k k");
  g_assert_true (lotse_store_status (fixture->store, &after, NULL));
  g_assert_cmpuint (before.waiting, ==, after.waiting);
}

static void
test_who_cancelled_stays_away (Fixture *fixture, gconstpointer data)
{
  g_auto (Centre) centre = make_centre (fixture->store);
  const char *const persons[] = { centre.serhij, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cancelled = lotse_registration_set_state (fixture->store, centre.event, persons, "cancelled", FALSE, &error);
  g_autoptr (LotseListReport) report = must_apply (fixture->store, centre.event, "name,email\nSerhij Kovalchuk,serhij@example.org\n");
  g_autoptr (LotseRecord) registration = registration_of (fixture->store, centre.event, "Serhij Kovalchuk");

  g_assert_cmpuint (report->known, ==, 1);
  g_assert_cmpstr (lotse_record_get (registration, "state"), ==, "cancelled");
}

/* Who was united with somebody is that somebody. */
static void
test_merged (Fixture *fixture, gconstpointer data)
{
  g_auto (Centre) centre = make_centre (fixture->store);
  g_autofree char *one = add_record (fixture->store, "person", "display_name", "Mira Beispiel", NULL);
  g_autofree char *other = add_record (fixture->store, "person", "display_name", "Mira Beispiel", NULL);
  g_autoptr (LotseListReport) report = NULL;

  merge_into (fixture->store, one, other);
  report = must_apply (fixture->store, centre.event, "name\nMira Beispiel\n");
  g_assert_cmpuint (report->people_new, ==, 0);
  g_assert_cmpstr (((LotseListRow *) report->rows->pdata[0])->person, ==, other);
}

static void
test_invited (Fixture *fixture, gconstpointer data)
{
  g_auto (Centre) centre = make_centre (fixture->store);
  g_autoptr (LotseListImport) import = open_list (fixture->store, centre.event, "name\nA A\nB B\nC C\nD D\nSerhij Kovalchuk\n", -1);
  g_autoptr (LotseListReport) report = NULL;
  g_autofree char *answers = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_list_import_set_state (import, "invited", &error));
  g_assert_false (lotse_list_import_set_state (import, "dancing", &error));
  g_clear_error (&error);
  report = lotse_list_import_apply (import, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  answers = print_answers (report);
  g_assert_cmpstr (answers, ==, "i+ i+ i+ i+ k");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_auto (Centre) centre = make_centre (fixture->store);
  g_autoptr (GBytes) binary = g_bytes_new_static ("PK\x03\x04\x00\x00\xff\xfe\x00", 9);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) fine = g_bytes_new_static ("name\nMira\n", 10);
  g_autoptr (LotseListImport) import = open_list (fixture->store, centre.event, "name\nMira\n", -1);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const struct { const char *event; GBytes *content; int code; } refused[] = {
    { centre.event, binary, LOTSE_ERROR_INVALID }, { centre.event, empty, LOTSE_ERROR_INVALID },
    { centre.anna, fine, LOTSE_ERROR_INVALID },    { "0192f0c0000070008000000000000000", fine, LOTSE_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_list_import_new (fixture->store, refused[i].event, refused[i].content, &error));
      g_assert_error (error, LOTSE_ERROR, refused[i].code);
    }
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (lotse_list_import_set_map (import, "Wer", "name", &error));
    g_clear_error (&error);
    g_assert_false (lotse_list_import_set_map (import, "name", "shoes", &error));
    g_clear_error (&error);
    g_cancellable_cancel (cancellable);
    g_assert_null (lotse_list_import_apply (import, cancellable, NULL, NULL, &error));
    g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED);
  }
}

/* Whatever write fails, the list is in as a whole or not at all. */
static void
test_each_write_failing (Fixture *fixture, gconstpointer data)
{
  g_auto (Centre) centre = make_centre (fixture->store);
  g_autoptr (LotseListImport) import = open_list (fixture->store, centre.event, "name,Verein,Bedarf\nA A,Ahorn,vegan\nB B,Birke,\nC C,Kranich e. V.,\n", -1);
  gint64 nth = 0;

  for (gboolean done = FALSE; !done;)
    {
      g_autoptr (LotseListReport) report = NULL;
      g_autoptr (GError) error = NULL;

      nth++;
      lotse_db_fault_set (nth, FALSE, nth % 2 == 0);
      report = lotse_list_import_apply (import, NULL, NULL, NULL, &error);
      lotse_db_fault_set (0, FALSE, FALSE);
      done = report != NULL;
      g_assert_true (done || g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_IO) || g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_FULL));
      g_assert_cmpuint (count (fixture->store, "person"), ==, done ? 7 : 4);
      g_assert_cmpuint (count (fixture->store, "registration"), ==, done ? 4 : 1);
    }
  g_assert_cmpint (nth, >, 3);
}

/* --- Ten thousand ------------------------------------------------------------------------------------------- */

static void
test_ten_thousand_rows (Fixture *fixture, gconstpointer data)
{
  g_auto (Centre) centre = make_centre (fixture->store);
  GString *text = g_string_new ("Vorname;Nachname;E-Mail;Verein;Bedarf\n");
  g_autoptr (LotseListReport) report = NULL;
  g_autoptr (LotseListReport) again = NULL;
  g_autofree char *content = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "Vor%u;Nach%u;p%u@example.org;Verein %u;%s\n", i % 100, i / 100, i, i % 700, i % 9 == 0 ? "vegan" : "");
  content = g_string_free (text, FALSE);
  report = must_apply (fixture->store, centre.event, content);
  g_test_message ("10,000 new rows: %.2f s", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_cmpuint (report->people_new, ==, 10000);
  g_assert_cmpuint (report->registered, ==, 2);
  g_assert_cmpuint (report->waiting, ==, 9998);
  start = g_get_monotonic_time ();
  again = must_apply (fixture->store, centre.event, content);
  g_test_message ("the same again: %.2f s", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
  g_assert_cmpuint (again->known, ==, 10000);
  g_assert_cmpuint (count (fixture->store, "registration"), ==, 10001);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Headings and choices are known in German whatever the language of the process is. */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOTSE_LOCALEDIR"));
  lotse_record_register_types ();
  lotse_db_fault_install ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (cases[i].name), " ,", '-');
      g_autofree char *path = g_strconcat ("/list-import/", name, NULL);

      g_test_add (path, Fixture, &cases[i], fixture_set_up, test_case, fixture_tear_down);
    }
#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("/list-import/what-is-written", test_what_is_written);
  ADD ("/list-import/again-changes-nothing", test_again_changes_nothing);
  ADD ("/list-import/who-cancelled-stays-away", test_who_cancelled_stays_away);
  ADD ("/list-import/merged-people", test_merged);
  ADD ("/list-import/invited-by-list", test_invited);
  ADD ("/list-import/refused", test_refused);
  ADD ("/list-import/each-write-failing", test_each_write_failing);
  ADD ("/list-import/ten-thousand-rows", test_ten_thousand_rows);
  return g_test_run ();
}
