/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables that come in: a table of files, each with what becomes of it. */
#include "ctl-run.h"

#include <string.h>

/* What is expected of one file; -1 for numbers that do not matter. */
typedef struct
{
  const char *name;
  const char *kind;
  const char *content;
  gssize size;            /* -1: a text */
  const char *options[6];
  int exit;
  int added, updated, unchanged, skipped;
  const char *note;       /* part of a note's text, or NULL */
  int row;                /* of that note */
  guint records;          /* of the kind afterwards */
} Case;

/* Each begins with two records: organisation MO-1 "Kranich e. V." in Kassel, person P-1 "Serhij Kovalchuk". */
static const Case cases[] = {
  { "plain", "organisation", "name,city\nAhorn,Hanau\nBirke,Fulda\n", -1, { NULL }, 0, 2, 0, 0, 0, NULL, 0, 3 },
  { "semicolons and quotes", "organisation", "name;city\n\"Ahorn; Birke\";\"Hanau\nam Main\"\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "byte order mark", "organisation", "\xef\xbb\xbfname\nAhorn\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "german headings", "organisation", "Name;Ort;Kennung\nAhorn;Hanau;X\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "english headings", "organisation", "NAME;Town;Founded in\nAhorn;Hanau;1999\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "the kind names the reference", "organisation", "Organisation,city\nMO-1,Hanau\n", -1, { NULL }, 0, 0, 1, 0, 0, NULL, 0, 1 },
  { "mapped", "organisation", "Verein,Wo\nAhorn,Hanau\n", -1, { "--map", "Verein=name", "--map", "Wo=city" }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "unknown column is told", "organisation", "name,wings\nAhorn,2\n", -1, { NULL }, 0, 1, 0, 0, 0, "left out", 1, 2 },
  { "left out without a word", "organisation", "name,wings\nAhorn,2\n", -1, { "--map", "wings=" }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "missing column", "organisation", "city\nHanau\n", -1, { NULL }, 2, 0, 0, 0, 0, "needed", 2, 1 },
  { "a value for every row", "organisation", "city\nHanau\n", -1, { "--value", "name=Ahorn" }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "no known heading", "organisation", "a,b\n1,2\n", -1, { NULL }, 2, 0, 0, 0, 0, "heading", 1, 1 },
  { "two columns for one field", "organisation", "name,Name\na,b\n", -1, { NULL }, 2, 0, 0, 0, 0, "same field", 1, 1 },
  { "one bad row holds up all", "organisation", "name,founded\nAhorn,1999\nBirke,long ago\n", -1, { NULL }, 2, -1, 0, 0, 0, "whole number", 3, 1 },
  { "too many cells", "organisation", "name,city\nAhorn,Hanau,Hessen\n", -1, { NULL }, 2, -1, 0, 0, 0, "more cells", 2, 1 },
  { "too few cells are empty", "organisation", "name,city\nAhorn\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "blank lines count as rows", "organisation", "name,founded\n\nAhorn,1999\n\nBirke,x\n", -1, { NULL }, 2, -1, 0, 0, 0, "whole number", 5, 1 },
  { "known reference updates", "organisation", "reference,city\nMO-1,Hanau\n", -1, { NULL }, 0, 0, 1, 0, 0, NULL, 0, 1 },
  { "known reference, nothing new", "organisation", "reference,city\nMO-1,Kassel\n", -1, { NULL }, 0, 0, 0, 1, 0, NULL, 0, 1 },
  { "empty cell leaves the value", "organisation", "reference,city\nMO-1,\n", -1, { NULL }, 0, 0, 0, 1, 0, NULL, 0, 1 },
  { "empty cell clears if told", "organisation", "reference,city\nMO-1,\n", -1, { "--empty-clears" }, 0, 0, 1, 0, 0, NULL, 0, 1 },
  { "reference twice in the file", "organisation", "reference,name\nX,Ahorn\nX,Birke\n", -1, { NULL }, 2, -1, -1, 0, 0, "same record", 3, 1 },
  { "id of nobody makes it", "organisation", "id,name\n0192f0c0000070008000000000000000,Ahorn\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "no id", "organisation", "id,name\n12,Ahorn\n", -1, { NULL }, 2, -1, 0, 0, 0, "no id", 2, 1 },
  { "double by mail", "person", "display_name,email\n\"Kovalchuk, Serhij\",serhij@example.org\n", -1, { NULL }, 0, 0, 0, 0, 1, "Probably a double", 2, 1 },
  { "double by telephone", "person", "display_name,phone\nSERHIJ KOVALCHUK,+49 69 90009-001\n", -1, { NULL }, 0, 0, 0, 0, 1, "Probably a double", 2, 1 },
  { "double by year", "person", "display_name,birth_year\nSerhij Kovalchuk,1981\n", -1, { NULL }, 0, 0, 0, 0, 1, "Probably a double", 2, 1 },
  { "namesake is told", "person", "display_name,birth_year\nSerhij Kovalchuk,1955\n", -1, { NULL }, 0, 1, 0, 0, 0, "same name", 2, 2 },
  { "double added", "person", "display_name,birth_year\nSerhij Kovalchuk,1981\n", -1, { "--doubles", "add" }, 0, 1, 0, 0, 0, "added all the same", 2, 2 },
  { "double updated", "person", "display_name,birth_year,city\nSerhij Kovalchuk,1981,Hanau\n", -1, { "--doubles", "update" }, 0, 0, 1, 0, 0, "was changed", 2, 1 },
  { "double within the file", "person", "display_name,email\nAnna Vogt,a@example.org\nVogt Anna,A@example.org\n", -1, { NULL }, 0, 1, 0, 0, 1, "Probably a double", 3, 2 },
  { "link by reference", "membership", "person,organisation,role\nP-1,MO-1,Board\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 1 },
  { "link by title", "membership", "person,organisation\nserhij kovalchuk,KRANICH e.V.\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 1 },
  { "link to nothing", "membership", "person,organisation\nP-1,MO-9\n", -1, { NULL }, 2, -1, 0, 0, 0, "MO-9", 2, 0 },
  { "link makes a record", "membership", "person,organisation\nP-1,MO-9\n", -1, { "--create-links" }, 0, 1, 0, 0, 0, NULL, 0, 1 },
  { "list with values", "person", "display_name,languages\nAnna Vogt,ar:native; Deutsch:B2\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "list without values", "person", "display_name,languages\nAnna Vogt,ar\n", -1, { NULL }, 2, -1, 0, 0, 0, "has no value", 2, 1 },
  { "no such choice", "organisation", "name,type\nAhorn,bakery\n", -1, { NULL }, 2, -1, 0, 0, 0, "choice", 2, 1 },
  { "latin-1 is read and told", "organisation", "name\nM\xfchle\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "no text at all", "organisation", "\x00\x01\x02\x03PK\x00\x00\xff\xfe\x00", 12, { NULL }, 2, -1, -1, -1, -1, NULL, 0, 1 },
  { "formula in a name stays a text", "person", "display_name,email\n\"=cmd|'/C calc'!A0\",a@example.org\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "missing column of people", "person", "email,city\na@example.org,Hanau\n", -1, { NULL }, 2, 0, 0, 0, 0, "needed", 2, 1 },
  { "latin-1 of people", "person", "Name;Ort\nJ\xfcrgen M\xfcller;F\xfcrth\n", -1, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "utf-16 of people", "person", "\xff\xfeN\0a\0m\0e\0\n\0J\0\xfc\0r\0g\0e\0n\0\n\0", 26, { NULL }, 0, 1, 0, 0, 0, NULL, 0, 2 },
  { "only headings", "organisation", "name,city\n", -1, { NULL }, 0, 0, 0, 0, 0, NULL, 0, 1 },
  { "nothing", "organisation", "", -1, { NULL }, 2, -1, -1, -1, -1, NULL, 0, 1 },
};

static void
add_records (const char *folder)
{
  g_autofree char *organisation = ctl_ok (folder, "add", "organisation", "name=Kranich e. V.", "reference=MO-1", "city=Kassel", NULL);
  g_autofree char *person = ctl_ok (folder, "add", "person", "display_name=Serhij Kovalchuk", "reference=P-1", "email=serhij@example.org",
                                    "phone=069 90009001", "birth_year=1981", NULL);
}

static CtlResult *
import (const char *folder, const Case *test, const char *file, gboolean dry)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  g_ptr_array_add (words, (gpointer) "--json");
  g_ptr_array_add (words, (gpointer) "import");
  g_ptr_array_add (words, (gpointer) test->kind);
  g_ptr_array_add (words, (gpointer) file);
  for (guint i = 0; i < G_N_ELEMENTS (test->options) && test->options[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) test->options[i]);
  if (dry)
    g_ptr_array_add (words, (gpointer) "--dry-run");
  g_ptr_array_add (words, NULL);
  return ctl_run_v (folder, NULL, (const char *const *) words->pdata);
}

static void
assert_number (JsonObject *report, const char *member, int expected)
{
  if (expected >= 0)
    g_assert_cmpint (json_object_get_int_member (report, member), ==, expected);
}

static void
assert_note (JsonObject *report, const Case *test)
{
  JsonArray *notes = json_object_get_array_member (report, "notes");

  if (test->note == NULL)
    {
      g_assert_cmpuint (json_array_get_length (notes), ==, 0);
      return;
    }
  for (guint i = 0; i < json_array_get_length (notes); i++)
    {
      JsonObject *note = json_array_get_object_element (notes, i);

      if (strstr (json_object_get_string_member (note, "text"), test->note) != NULL)
        {
          g_assert_cmpint (json_object_get_int_member (note, "row"), ==, test->row);
          return;
        }
    }
  g_test_fail_printf ("no note says “%s”", test->note);
}

static void
assert_report (CtlResult *result, const Case *test)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *report;

  if (result->exit != test->exit)
    g_test_message ("%s%s", result->out, result->err);
  g_assert_cmpint (result->exit, ==, test->exit);
  /* A file that is no table has no report, only the error. */
  if (test->skipped < 0)
    {
      g_assert_cmpstr (result->out, ==, "");
      return;
    }
  root = json_from_string (result->out, NULL);
  report = json_node_get_object (root);
  assert_number (report, "new", test->added);
  assert_number (report, "updated", test->updated);
  assert_number (report, "unchanged", test->unchanged);
  assert_number (report, "skipped", test->skipped);
  assert_note (report, test);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  char *folder = ctl_folder_new ();
  g_autofree char *file = ctl_file (folder, "table.csv", test->content, test->size);
  g_autoptr (CtlResult) dry = NULL;
  g_autoptr (CtlResult) real = NULL;
  guint before;

  add_records (folder);
  before = ctl_count (folder, test->kind);
  dry = import (folder, test, file, TRUE);
  assert_report (dry, test);
  g_assert_cmpuint (ctl_count (folder, test->kind), ==, before);
  real = import (folder, test, file, FALSE);
  assert_report (real, test);
  g_assert_cmpuint (ctl_count (folder, test->kind), ==, test->records);
  ctl_folder_free (folder);
}

/* --- Larger ones -------------------------------------------------------------------------------------------- */

static void
test_participations_go_in_twice (void)
{
  static const char formats[] = "reference,name_de\nnet,Vernetzung\n";
  static const char events[] = "event,format,date,place\nA1,net,2017-12-08,Gießen\nA7,net,,\n";
  static const char attendance[] = "event,organisation,people\nA1,MO-008,1\nA1,MO-081,3\nA7,MO-008,2\n";
  static const char corrected[] = "event,organisation,people\nA1,MO-008,4\nA1,MO-081,3\nA7,MO-008,2\n";
  char *folder = ctl_folder_new ();
  g_autofree char *formats_file = ctl_file (folder, "formats.csv", formats, -1);
  g_autofree char *events_file = ctl_file (folder, "events.csv", events, -1);
  g_autofree char *attendance_file = ctl_file (folder, "attendance.csv", attendance, -1);
  g_autofree char *corrected_file = ctl_file (folder, "corrected.csv", corrected, -1);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *a = ctl_ok (folder, "import", "event_format", formats_file, NULL);
      g_autofree char *b = ctl_ok (folder, "import", "event", events_file, "--map", "event=reference", "--map", "event=title_de", "--map",
                                   "place=venue", NULL);
      g_autofree char *c = ctl_ok (folder, "import", "participation", i == 0 ? attendance_file : corrected_file, "--create-links", NULL);

      g_assert_cmpuint (ctl_count (folder, "event"), ==, 2);
      g_assert_cmpuint (ctl_count (folder, "organisation"), ==, 2);
      g_assert_cmpuint (ctl_count (folder, "participation"), ==, 3);
    }
  ctl_folder_free (folder);
}

static void
test_participations_have_the_same_id_everywhere (void)
{
  static const char table[] = "id,name\n0192f0c0000070008000000000000001,Kranich\n";
  static const char events[] = "id,title_de\n0192f0c0000070008000000000000002,Treffen\n";
  static const char attendance[] = "event,organisation,people\nTreffen,Kranich,3\n";
  char *ids[2];

  for (guint i = 0; i < 2; i++)
    {
      char *folder = ctl_folder_new ();
      g_autofree char *a = ctl_file (folder, "a.csv", table, -1);
      g_autofree char *b = ctl_file (folder, "b.csv", events, -1);
      g_autofree char *c = ctl_file (folder, "c.csv", attendance, -1);
      g_autofree char *first = ctl_ok (folder, "import", "organisation", a, NULL);
      g_autofree char *second = ctl_ok (folder, "import", "event", b, NULL);
      g_autofree char *third = ctl_ok (folder, "import", "participation", c, NULL);
      g_autoptr (JsonNode) list = ctl_json (folder, "list", "participation", NULL);

      ids[i] = g_strdup (json_object_get_string_member (json_array_get_object_element (json_node_get_array (list), 0), "id"));
      ctl_folder_free (folder);
    }
  g_assert_cmpstr (ids[0], ==, ids[1]);
  g_free (ids[0]);
  g_free (ids[1]);
}

static void
test_ten_thousand_rows (void)
{
  char *folder = ctl_folder_new ();
  g_autoptr (GString) table = g_string_new ("reference,display_name,email,birth_year\n");
  g_autofree char *file = NULL;
  guint rows = g_getenv ("LOTSE_SANITIZED") != NULL ? 1000 : 10000;

  for (guint i = 0; i < rows; i++)
    g_string_append_printf (table, "P-%05u,Anna %u Vogt,anna.%u@example.org,%u\n", i, i, i, 1950 + i % 60);
  file = ctl_file (folder, "people.csv", table->str, -1);
  for (guint run = 0; run < 2; run++)
    {
      g_autoptr (JsonNode) report = ctl_json (folder, "import", "person", file, NULL);
      JsonObject *object = json_node_get_object (report);

      g_assert_cmpint (json_object_get_int_member (object, "new"), ==, run == 0 ? rows : 0);
      g_assert_cmpint (json_object_get_int_member (object, "unchanged"), ==, run == 0 ? 0 : rows);
    }
  ctl_folder_free (folder);
}

/* Of a long list with doubles and a few bad rows each row is answered, and nothing is written. */
static void
test_long_list_with_bad_rows (void)
{
  char *folder = ctl_folder_new ();
  g_autoptr (GString) table = g_string_new ("display_name,email,birth_year\n");
  g_autofree char *file = NULL;
  g_autoptr (CtlResult) result = NULL;
  g_autoptr (JsonNode) root = NULL;
  guint rows = g_getenv ("LOTSE_SANITIZED") != NULL ? 1000 : 10000;
  guint n_errors = 0, n_doubles = 0;

  for (guint i = 0; i < rows; i++)
    g_string_append_printf (table, "Anna %u Vogt,anna.%u@example.org,%s\n", i % 10 == 9 ? i - 1 : i, i % 10 == 9 ? i - 1 : i,
                            i % 500 == 250 ? "=2+2" : "");
  file = ctl_file (folder, "people.csv", table->str, -1);
  result = ctl_run (folder, "--json", "import", "person", file, NULL);
  g_assert_cmpint (result->exit, ==, 2);
  root = json_from_string (result->out, NULL);
  {
    JsonArray *notes = json_object_get_array_member (json_node_get_object (root), "notes");

    for (guint i = 0; i < json_array_get_length (notes); i++)
      {
        JsonObject *note = json_array_get_object_element (notes, i);
        gint64 row = json_object_get_int_member (note, "row") - 2;

        if (strstr (json_object_get_string_member (note, "text"), "whole number") != NULL)
          n_errors += row % 500 == 250;
        else
          n_doubles += row % 10 == 9;
      }
  }
  g_assert_cmpuint (n_errors, ==, rows / 500);
  g_assert_cmpuint (n_doubles, ==, rows / 10);
  g_assert_cmpuint (ctl_count (folder, "person"), ==, 0);
  ctl_folder_free (folder);
}

/* The list from which two records came brings neither of them back after they were united. */
static void
test_united_records_do_not_come_back (void)
{
  static const char list[] = "reference,display_name,email\nP-1,Yusuf Demir,y@example.org\nP-2,Jussuf Demir,j@example.org\n";
  static const char without[] = "display_name,email\nJussuf Demir,j@example.org\n";
  char *folder = ctl_folder_new ();
  g_autofree char *file = ctl_file (folder, "list.csv", list, -1);
  g_autofree char *other = ctl_file (folder, "without.csv", without, -1);
  g_autofree char *first = ctl_ok (folder, "import", "person", file, NULL);
  g_autoptr (JsonNode) found = ctl_json (folder, "list", "person", "--sort", "reference", NULL);
  JsonArray *people = json_node_get_array (found);
  const char *one = json_object_get_string_member (json_array_get_object_element (people, 0), "id");
  const char *two = json_object_get_string_member (json_array_get_object_element (people, 1), "id");
  g_autofree char *united = ctl_ok (folder, "unite", one, two, NULL);
  g_autofree char *by_id = g_strdup_printf ("id,display_name\n%s,Changed\n", two);
  g_autofree char *third = ctl_file (folder, "id.csv", by_id, -1);
  const char *files[] = { file, other, third };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (JsonNode) report = ctl_json (folder, "import", "person", files[i], NULL);
      g_autofree char *name = ctl_get (folder, one, "display_name");

      g_assert_cmpint (json_object_get_int_member (json_node_get_object (report), "skipped"), ==, 1);
      g_assert_cmpuint (ctl_count (folder, "person"), ==, 1);
      g_assert_cmpstr (name, ==, "Yusuf Demir");
    }
  ctl_folder_free (folder);
}

/* SIGINT stops an import before or after all of it, never within. */
static void
test_stopped_import_writes_all_or_nothing (void)
{
  static const guint waits[] = { 5, 40, 120, 300, 600 };
  char *folder = ctl_folder_new ();
  g_autoptr (GString) table = g_string_new ("display_name\n");
  g_autofree char *first = ctl_ok (folder, "add", "task", "text=Raum buchen", NULL);
  g_autofree char *file = NULL;
  guint expected = 0;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (table, "Anna %u Vogt\n", i);
  file = ctl_file (folder, "people.csv", table->str, -1);
  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      const char *const words[] = { "import", "person", file, NULL };
      g_autoptr (GSubprocessLauncher) launcher = ctl_launcher (folder, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
      g_auto (GStrv) line = ctl_words (folder, words);
      g_autoptr (GSubprocess) process = g_subprocess_launcher_spawnv (launcher, (const char *const *) line, NULL);

      g_usleep (waits[i] * 1000);
      g_subprocess_send_signal (process, SIGINT);
      g_subprocess_wait (process, NULL, NULL);
      expected += g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 0 ? 3000 : 0;
      g_assert_cmpuint (ctl_count (folder, "person"), ==, expected);
    }
  ctl_folder_free (folder);
}

/* What a spreadsheet would run comes out guarded and goes in as it was. */
static void
test_formulas_survive_the_way_out_and_back (void)
{
  static const char *const names[] = { "=1+1", "@SUM(A1)", "+49 69", "'=x", "''", "-3", "a;b", "say \"yes\"", "\\;:=" };
  char *folder = ctl_folder_new ();
  g_autofree char *path = g_build_filename (folder, "out.csv", NULL);
  g_autofree char *exported = NULL;
  g_autofree char *text = NULL;
  g_autofree char *ids[G_N_ELEMENTS (names)] = { NULL };
  g_autoptr (JsonNode) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *word = g_strconcat ("text=", names[i], NULL);

      ids[i] = ctl_ok (folder, "add", "task", word, NULL);
    }
  exported = ctl_ok (folder, "export", "task", path, NULL);
  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_null (strstr (text, ";=1+1"));
  g_assert_nonnull (strstr (text, "'=1+1"));
  report = ctl_json (folder, "import", "task", path, NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (report), "unchanged"), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = ctl_get (folder, ids[i], "text");

      g_assert_cmpstr (value, ==, names[i]);
      g_clear_pointer (&ids[i], g_free);
    }
  ctl_folder_free (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strdup_printf ("/ctl/import/%s", cases[i].name);

      g_test_add_data_func (name, &cases[i], test_case);
    }
  g_test_add_func ("/ctl/import/participations-go-in-twice", test_participations_go_in_twice);
  g_test_add_func ("/ctl/import/participations-have-the-same-id-everywhere", test_participations_have_the_same_id_everywhere);
  g_test_add_func ("/ctl/import/ten-thousand-rows", test_ten_thousand_rows);
  g_test_add_func ("/ctl/import/long-list-with-bad-rows", test_long_list_with_bad_rows);
  g_test_add_func ("/ctl/import/united-records-do-not-come-back", test_united_records_do_not_come_back);
  g_test_add_func ("/ctl/import/stopped-import-writes-all-or-nothing", test_stopped_import_writes_all_or_nothing);
  g_test_add_func ("/ctl/import/formulas-survive-the-way-out-and-back", test_formulas_survive_the_way_out_and_back);
  return g_test_run ();
}
