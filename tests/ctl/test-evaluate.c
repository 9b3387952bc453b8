/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evaluation gives the published table, in every output and language, and shows nothing of too few sheets. */
#include "config.h"

#include "feedback-data.h"

#include "lotse-csv.h"

#define N_PUBLISHED 67

/* --- One run in one language -------------------------------------------------------------------------------- */

static char *
evaluate (const char *folder, const char *language, const char *output, const char *smallest, const char *decimals)
{
  const char *const words[] = { "evaluate", "--output", output, "--smallest", smallest, "--decimals", decimals, NULL };
  g_autoptr (GSubprocessLauncher) launcher = ctl_launcher (folder, G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_auto (GStrv) line = ctl_words (folder, words);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_subprocess_launcher_setenv (launcher, "LANGUAGE", language, TRUE);
  /* Newer C libraries pass LANGUAGE over in the locale of C. */
  g_subprocess_launcher_setenv (launcher, "LC_ALL", g_str_equal (language, "de") ? "de_DE.UTF-8" : "C.UTF-8", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) line, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return text;
}

/* "n no_answer mean" of the question of that event, or NULL. */
typedef char *(*Find) (const char *text, const char *event, const char *question);

static JsonObject *
find_member (JsonArray *array, const char *member, const char *value)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (json_object_get_string_member_with_default (json_array_get_object_element (array, i), member, NULL), value) == 0)
      return json_array_get_object_element (array, i);
  return NULL;
}

static char *
find_in_json (const char *text, const char *event, const char *question)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *column = find_member (json_object_get_array_member (json_node_get_object (node), "columns"), "event", event);
  JsonObject *cell = column != NULL ? find_member (json_object_get_array_member (column, "questions"), "question", question) : NULL;

  if (cell == NULL || json_object_get_boolean_member (cell, "suppressed"))
    return NULL;
  /* Scripts compute with whole sums. */
  g_assert_cmpint (json_object_get_int_member (cell, "sum"), >=, json_object_get_int_member (cell, "n"));
  return g_strdup_printf ("%d %d %s", (int) json_object_get_int_member (cell, "n"), (int) json_object_get_int_member (cell, "no_answer"),
                          json_object_get_string_member (cell, "mean"));
}

static char *
find_in_csv (const char *text, const char *event, const char *question)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (LotseCsvReader) reader = lotse_csv_reader_new_for_bytes (bytes, 0, LOTSE_CSV_GUARD, NULL, NULL);
  g_auto (GStrv) heads = NULL;

  g_assert_cmpint (lotse_csv_reader_next (reader, &heads, NULL), ==, LOTSE_CSV_ROW);
  g_assert_cmpstr (heads[7], ==, "n");
  g_assert_cmpstr (heads[10], ==, "mean");
  for (;;)
    {
      g_auto (GStrv) cells = NULL;

      if (lotse_csv_reader_next (reader, &cells, NULL) != LOTSE_CSV_ROW)
        return NULL;
      if (g_str_equal (cells[0], event) && g_str_equal (cells[4], question))
        return *cells[7] != '\0' ? g_strdup_printf ("%s %s %s", cells[7], cells[8], cells[10]) : NULL;
    }
}

static char *
find_in_table (const char *text, const char *event, const char *question)
{
  g_auto (GStrv) sections = g_strsplit (text, "\n\n", -1);
  g_autofree char *head = g_strconcat (event, " · ", NULL);

  for (guint s = 0; sections[s] != NULL; s++)
    {
      g_auto (GStrv) lines = g_strsplit (g_str_has_prefix (sections[s], head) ? sections[s] : "", "\n", -1);

      for (guint l = 0; lines[l] != NULL; l++)
        {
          g_autoptr (GRegex) blanks = g_regex_new (" +", 0, 0, NULL);
          g_auto (GStrv) cells = g_regex_split (blanks, lines[l], 0);

          if (g_strv_length (cells) > 4 && g_str_equal (cells[0], question))
            return g_strdup_printf ("%s %s %s", cells[1], cells[2], cells[3]);
        }
    }
  return NULL;
}

/* --- The published table ------------------------------------------------------------------------------------ */

/* Those of the published figures that have so many decimals. */
static guint
assert_published (const char *text, Find find, const char *sign, guint decimals)
{
  g_autofree char *path = feedback_file ("feedback-published-means.csv");
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  lines = g_strsplit (g_strchomp (content), "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), ",", -1);
      g_auto (GStrv) mean = g_strsplit (cells[4], ".", 2);
      g_autofree char *wanted = g_strdup_printf ("%s %s %s%s%s", cells[2], cells[3], mean[0], sign, mean[1]);
      g_autofree char *got = strlen (mean[1]) == decimals ? find (text, cells[0], cells[1]) : NULL;

      if (strlen (mean[1]) != decimals)
        continue;
      g_assert_cmpstr (got, ==, wanted);
      n++;
    }
  return n;
}

static void
test_published (gconstpointer data)
{
  static const struct
  {
    const char *output, *language, *sign;
    Find find;
  } cases[] = {
    { "table", "en", ".", find_in_table }, { "table", "de", ",", find_in_table }, { "csv", "en", ".", find_in_csv },
    { "csv", "de", ",", find_in_csv },     { "json", "en", ".", find_in_json },   { "json", "de", ".", find_in_json },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *one = evaluate (data, cases[i].language, cases[i].output, "1", "1");
      g_autofree char *two = evaluate (data, cases[i].language, cases[i].output, "1", "2");
      guint n = assert_published (one, cases[i].find, cases[i].sign, 1);

      g_assert_cmpuint (n + assert_published (two, cases[i].find, cases[i].sign, 2), ==, N_PUBLISHED);
    }
}

static void
test_suppressed (gconstpointer data)
{
  g_autofree char *table = evaluate (data, "en", "table", "3", "1");
  g_autofree char *german = evaluate (data, "de", "table", "3", "1");
  g_autofree char *csv = evaluate (data, "en", "csv", "3", "1");
  g_autofree char *json = evaluate (data, "en", "json", "3", "1");
  g_autofree char *shown = find_in_json (json, "S1", "topics_matter");
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonArray *columns = json_object_get_array_member (json_node_get_object (node), "columns");
  JsonObject *total = json_array_get_object_element (columns, json_array_get_length (columns) - 1);
  JsonObject *liked = find_member (json_object_get_array_member (total, "questions"), "question", "liked");

  g_assert_null (find_in_table (table, "R3", "liked"));
  g_assert_null (find_in_csv (csv, "R3", "liked"));
  g_assert_null (find_in_json (json, "R3", "liked"));
  g_assert_nonnull (strstr (table, "2 sheets\nNot shown: fewer than 3 sheets."));
  g_assert_nonnull (strstr (german, "2 Bögen\nNicht gezeigt: weniger als 3 Bögen."));
  g_assert_nonnull (strstr (csv, "Not shown: fewer than 3 sheets."));
  g_assert_cmpstr (shown, ==, "20 2 1.6");
  /* All of them minus those that are shown would be R3. */
  g_assert_cmpint (json_array_get_length (columns), ==, 15);
  g_assert_cmpint (json_object_get_int_member (total, "sheets"), ==, 120);
  g_assert_cmpint (json_object_get_int_member (total, "left_out"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (liked, "n"), ==, 120);
}

/* --- Columns ------------------------------------------------------------------------------------------------ */

static int
count_columns (const char *folder, const char *by, const char *option, const char *value)
{
  g_autoptr (JsonNode) node = ctl_json (folder, "evaluate", "--by", by, option, value, NULL);

  return (int) json_array_get_length (json_object_get_array_member (json_node_get_object (node), "columns"));
}

static void
test_columns (gconstpointer data)
{
  const char *folder = data;
  g_autoptr (JsonNode) node = ctl_json (folder, "evaluate", "--by", "all", NULL);
  JsonObject *all = json_array_get_object_element (json_object_get_array_member (json_node_get_object (node), "columns"), 0);
  JsonObject *joined = find_member (json_object_get_array_member (all, "questions"), "question", "self-reliance");

  /* Four keys of five forms have one theme. */
  g_assert_cmpint (json_object_get_int_member (joined, "n") + json_object_get_int_member (joined, "no_answer"), ==, 69);
  g_assert_cmpint (json_object_get_int_member (joined, "no_answer"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (all, "sheets"), ==, 122);
  g_assert_cmpint (count_columns (folder, "event", "--format", "regional-networking"), ==, 4);
  g_assert_cmpint (count_columns (folder, "year", "--smallest", "3"), ==, 4);
  g_assert_cmpint (count_columns (folder, "year", "--from", "2019-01-01"), ==, 1);
  g_assert_cmpint (count_columns (folder, "format", "--to", "31.12.2017"), ==, 1);
}

static void
test_wrong_words (gconstpointer data)
{
  static const char *const wrong[][3] = { { "--by", "month", "month" },     { "--output", "ods", "ods" },     { "--output", "pdf", "--file" },
                                          { "--smallest", "0", "at least 1" },
                                          { "--decimals", "3", "decimals" }, { "--from", "gestern", "no date" } };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CtlResult) result = ctl_run (data, "evaluate", wrong[i][0], wrong[i][1], NULL);

      ctl_assert_refused (result, 2, wrong[i][2]);
    }
}

/* --- Other questions, and few sheets together ---------------------------------------------------------------- */

static const char questions[] = "question,theme,type,text_de,step_de_a,step_de_b\n"
                                "again,,yes_no,Noch einmal?,,\nparts,,multiple,Was war gut?,Essen,Musik\nwhy,,open,Warum?,,\n"
                                "one,same,rating,Eins?,,\ntwo,same,rating,Zwei?,,\n";
static const char forms[] = "form,order,question\nmixed,1,again\nmixed,2,parts\nmixed,3,why\nmixed,4,one\nmixed,5,two\n";
static const char sheets[] = "event,again,parts,why,one,two\nE1,ja,a b,Gut 😀,1,4\nE2,no,b,,2,4\nE2,-,-,سلام,1,4\n";

/* Each event has too few sheets, but together they may be shown. */
static void
test_other_questions (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *first = ctl_file (folder, "forms.csv", forms, -1);
  g_autofree char *second = ctl_file (folder, "questions.csv", questions, -1);
  g_autofree char *third = ctl_file (folder, "sheets.csv", sheets, -1);
  g_autofree char *table = NULL;

  g_free (ctl_ok (folder, "form", "import", first, second, NULL));
  g_free (ctl_ok (folder, "add", "event", "title_de=Eins", "reference=E1", "form=mixed", NULL));
  g_free (ctl_ok (folder, "add", "event", "title_de=Zwei", "reference=E2", "form=mixed", NULL));
  g_free (ctl_ok (folder, "import", "response", third, NULL));
  table = ctl_ok (folder, "evaluate", NULL);
  g_assert_nonnull (strstr (table, "E1 · Eins · 1 sheet\nNot shown"));
  g_assert_nonnull (strstr (table, "All together · 3 sheets"));
  g_assert_nonnull (strstr (table, "yes: 1 · no: 1"));
  g_assert_nonnull (strstr (table, "Essen: 1 · Musik: 2"));
  /* Two questions of one form are never one row, whatever theme they have. */
  g_assert_nonnull (strstr (table, "\none       3  0          1.3   1       1: 2 · 2: 1 · 3: 0 · 4: 0"));
  g_assert_nonnull (strstr (table, "\ntwo       3  0          4.0   4"));
  g_assert_nonnull (strstr (table, "\nwhy       2  1"));
  g_assert_null (strstr (table, "Gut"));
  ctl_folder_free (folder);
}

int
main (int argc, char **argv)
{
  char *folder = ctl_folder_new ();
  int result;

  g_test_init (&argc, &argv, NULL);
  feedback_import_forms (folder);
  feedback_import_events (folder);
  feedback_import_sheets (folder);
  g_test_add_data_func ("/ctl/evaluate/published", folder, test_published);
  g_test_add_data_func ("/ctl/evaluate/suppressed", folder, test_suppressed);
  g_test_add_data_func ("/ctl/evaluate/columns", folder, test_columns);
  g_test_add_data_func ("/ctl/evaluate/wrong-words", folder, test_wrong_words);
  g_test_add_func ("/ctl/evaluate/other-questions", test_other_questions);
  result = g_test_run ();
  ctl_folder_free (folder);
  return result;
}
