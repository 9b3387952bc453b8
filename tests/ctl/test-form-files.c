/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Feedback forms from the library, from files and on paper. */
#include "config.h"

#include "feedback-data.h"

#include <stdlib.h>

static char *
import_four (const char *folder)
{
  g_autofree char *path = feedback_file ("four-languages.form");

  g_free (ctl_ok (folder, "form", "import", path, NULL));
  return ctl_ok (folder, "add", "event", "title_de=Netzwerktreffen Süd", "title_en=Networking meeting south", "date=2026-11-28",
                 "credit_line=Gefördert von der Beispielstiftung", NULL);
}

static char *
run_program (const char *const *words)
{
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return out;
}

/* The text of a PDF with every run of white space as one blank (g_free). */
static char *
text_of (const char *path)
{
  const char *const words[] = { "pdftotext", "-enc", "UTF-8", path, "-", NULL };
  g_autofree char *text = run_program (words);
  g_auto (GStrv) parts = g_strsplit_set (text, " \n\f", -1);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_string_append_printf (joined, "%s ", parts[i]);
  return g_string_free (joined, FALSE);
}

static guint
pages_of (const char *path)
{
  const char *const words[] = { "pdfinfo", path, NULL };
  g_autofree char *text = run_program (words);

  return (guint) atoi (strstr (text, "Pages:") + strlen ("Pages:"));
}

/* How far from the left the first such word stands. */
static double
left_of (const char *path, const char *word)
{
  const char *const words[] = { "pdftotext", "-bbox", path, "-", NULL };
  g_autofree char *boxes = run_program (words);
  g_autofree char *end = g_strdup_printf (">%s</word>", word);
  char *found = strstr (boxes, end);

  g_assert_nonnull (found);
  *found = '\0';
  return g_ascii_strtod (strstr (g_strrstr (boxes, "<word xMin="), "\"") + 1, NULL);
}

static char *
print (const char *folder, const char *form, const char *language, const char *event)
{
  char *path = g_strdup_printf ("%s/%s-%s.pdf", folder, form, language);

  g_free (ctl_ok (folder, "form", "print", form, path, "--language", language, event != NULL ? "--event" : NULL, event, NULL));
  return path;
}

/* --- The library -------------------------------------------------------------------------------------------- */

static void
test_library (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *list = ctl_ok (folder, "form", "library", NULL);
  g_autofree char *id = ctl_ok (folder, "form", "take", "training", NULL);
  g_autofree char *again = ctl_ok (folder, "form", "take", "training", NULL);
  g_autofree char *shown = ctl_ok (folder, "form", "show", "training", NULL);
  g_autoptr (CtlResult) wrong = ctl_run (folder, "form", "take", "nothing", NULL);

  g_assert_nonnull (strstr (list, "writing-workshop"));
  g_assert_cmpstr (id, ==, again);
  g_assert_nonnull (strstr (shown, "self-reliance"));
  g_assert_cmpint (wrong->exit, !=, 0);
  g_assert_nonnull (strstr (wrong->err, "form library"));
  g_assert_cmpuint (ctl_count (folder, "form"), ==, 1);
  ctl_folder_free (folder);
}

/* A form of the library stands in one row with the sheets of years before. */
static void
test_library_evaluates (void)
{
  char *folder = ctl_folder_new ();
  g_autoptr (JsonNode) put = NULL;
  g_autofree char *id = NULL, *event = NULL, *table = NULL;

  feedback_import_forms (folder);
  feedback_import_events (folder);
  feedback_import_sheets (folder);
  id = ctl_ok (folder, "form", "take", "training", NULL);
  event = ctl_ok (folder, "add", "event", "title_de=Schulung", "reference=N1", NULL);
  put = ctl_json (folder, "answer", "training", "N1", "liked=1", "can_use=2", "pace=right", NULL);
  g_free (ctl_ok (folder, "pile", "release", json_object_get_string_member (json_node_get_object (put), "pile"), NULL));
  table = ctl_ok (folder, "evaluate", "A2", "N1", "--by", "all", "--smallest", "1", "--output", "csv", NULL);
  g_assert_nonnull (strstr (table, "self-reliance"));
  g_assert_null (strstr (table, "can_use"));
  ctl_folder_free (folder);
}

/* --- Paper -------------------------------------------------------------------------------------------------- */

/* One page in each language, with its own words and no place for a name. */
static void
test_print (void)
{
  static const struct { const char *language, *title, *word, *several, *only_if; } said[] = {
    { "de", "Rückmeldung zum Treffen", "befriedigend", "Mehrere Antworten sind möglich", "Nur wenn Sie bei Frage 3 „nein“ angekreuzt haben:" },
    { "en", "Feedback on the meeting", "satisfactory", "Several answers are possible", "Only if you ticked “no” in question 3:" },
    { "tr", "Toplantı hakkında görüşünüz", "orta", "Birden fazla yanıt verilebilir", "Yalnızca 3. soruda “hayır” işaretlediyseniz:" },
    { "ar", "رأيك", "مقبول", "أكثر من إجابة", "السؤال" },
  };
  char *folder = ctl_folder_new ();
  g_autofree char *event = import_four (folder);

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autofree char *path = print (folder, "four-languages", said[i].language, event);
      g_autofree char *text = text_of (path);
      gboolean mirrored = g_str_equal (said[i].language, "ar");

      g_assert_cmpuint (pages_of (path), ==, 1);
      g_assert_nonnull (strstr (text, said[i].title));
      g_assert_nonnull (strstr (text, said[i].word));
      g_assert_nonnull (strstr (text, said[i].several));
      g_assert_nonnull (strstr (text, said[i].only_if));
      g_assert_nonnull (strstr (text, "28.11.2026"));
      if (i == 0)
        g_assert_nonnull (strstr (text, "„zu kurz“ oder „genau richtig“"));
      g_assert_nonnull (strstr (text, "Gefördert von der Beispielstiftung"));
      g_assert_null (strstr (text, "Name:"));
      g_assert_cmpint (left_of (path, "1") > left_of (path, "4"), ==, mirrored);
    }
  ctl_folder_free (folder);
}

static void
test_print_long (void)
{
  char *folder = ctl_folder_new ();
  g_autoptr (GString) form = g_string_new ("[form]\nname=long\npurpose=survey\ntitle[de]=Lang\n");
  g_autofree char *path = NULL;
  g_autofree char *pdf = g_build_filename (folder, "long.pdf", NULL);
  g_autofree char *text = NULL;
  g_autoptr (CtlResult) printed = NULL, language = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (form, "[question q%u]\ntype=yes_no\ntext[de]=Ist das die Frage mit der Nummer %u?\n", i, i + 1);
  path = ctl_file (folder, "long.form", form->str, -1);
  g_free (ctl_ok (folder, "form", "import", path, NULL));
  printed = ctl_run (folder, "form", "print", "long", pdf, NULL);
  g_assert_cmpint (printed->exit, ==, 0);
  g_assert_nonnull (strstr (printed->err, "does not fit on one page"));
  g_assert_cmpuint (pages_of (pdf), >, 1);
  text = text_of (pdf);
  g_assert_nonnull (strstr (text, "Bitte wenden 1/"));
  g_assert_nonnull (strstr (text, "mit der Nummer 60?"));
  language = ctl_run (folder, "form", "print", "long", pdf, "--language", "tr", NULL);
  ctl_assert_refused (language, 2, "speaks: de");
  ctl_folder_free (folder);
}

/* --- XLSForm ------------------------------------------------------------------------------------------------ */

/* What a part of a package has in it (g_free). */
static char *
part_of (const char *path, const char *part)
{
  const char *const words[] = { "/usr/bin/python3", "-c", "import sys, zipfile; sys.stdout.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())",
                                path, part, NULL };

  return run_program (words);
}

/* From one profile into another; a spreadsheet has points in its numbers, whatever the language of the process. */
static void
test_xlsform (void)
{
  char *folder = ctl_folder_new (), *other = ctl_folder_new ();
  g_autofree char *path = g_build_filename (folder, "form.xlsx", NULL);
  g_autofree char *event = import_four (folder);
  g_autofree char *said = NULL, *again = NULL, *sheet = NULL, *before = NULL, *after = NULL;
  g_autoptr (JsonNode) dry = NULL;

  g_setenv ("LC_ALL", "de_DE.UTF-8", TRUE);
  g_free (ctl_ok (folder, "form", "export", "four-languages", path, NULL));
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  sheet = part_of (path, "xl/worksheets/sheet1.xml");
  g_assert_nonnull (strstr (sheet, "width=\"32.7"));
  dry = ctl_json (other, "form", "import", path, "--dry-run", NULL);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (dry), "result"), ==, "new");
  g_assert_cmpuint (ctl_count (other, "form"), ==, 0);
  said = ctl_ok (other, "form", "import", path, NULL);
  g_assert_null (strstr (said, "not carried"));
  again = ctl_ok (other, "form", "import", path, NULL);
  g_assert_nonnull (strstr (again, "there already"));
  before = ctl_ok (folder, "form", "show", "four-languages", NULL);
  after = ctl_ok (other, "form", "show", "four-languages", NULL);
  g_assert_cmpstr (before, ==, after);
  ctl_folder_free (folder);
  ctl_folder_free (other);
}

static void
test_wrong_files (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *broken = ctl_file (folder, "broken.xlsx", "PK\003\004 and nothing that follows", -1);
  g_autofree char *text = ctl_file (folder, "text.form", "just a text\n", -1);
  g_autoptr (CtlResult) first = ctl_run (folder, "form", "import", broken, NULL);
  g_autoptr (CtlResult) second = ctl_run (folder, "form", "import", text, NULL);
  g_autoptr (CtlResult) third = ctl_run (folder, "form", "export", "nothing", "x.xlsx", NULL);

  ctl_assert_refused (first, 2, "cannot be read as a spreadsheet");
  ctl_assert_refused (second, 2, "no form that Lotse can read");
  g_assert_cmpint (third->exit, !=, 0);
  g_assert_cmpuint (ctl_count (folder, "form"), ==, 0);
  ctl_folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/form-files/library", test_library);
  g_test_add_func ("/ctl/form-files/library-evaluates", test_library_evaluates);
  g_test_add_func ("/ctl/form-files/print", test_print);
  g_test_add_func ("/ctl/form-files/print-long", test_print_long);
  g_test_add_func ("/ctl/form-files/xlsform", test_xlsform);
  g_test_add_func ("/ctl/form-files/wrong-files", test_wrong_files);
  return g_test_run ();
}
