/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms and answer sheets of a competence centre, through the same import that users have. */
#include "config.h"

#include "feedback-data.h"

static gint64
number (JsonNode *node, const char *member)
{
  return json_object_get_int_member (json_node_get_object (node), member);
}

static void
assert_report (JsonNode *node, gboolean applied, int rows, int fresh, int unchanged)
{
  g_assert_cmpint (json_object_get_boolean_member (json_node_get_object (node), "applied"), ==, applied);
  g_assert_cmpint (number (node, "rows"), ==, rows);
  g_assert_cmpint (number (node, "new"), ==, fresh);
  g_assert_cmpint (number (node, "unchanged"), ==, unchanged);
  json_node_unref (node);
}

/* Of all forms together. */
static gint64
count_sheets (const char *folder)
{
  g_autoptr (JsonNode) list = ctl_json (folder, "form", "list", NULL);
  JsonArray *forms = json_node_get_array (list);
  gint64 sheets = 0;

  for (guint i = 0; i < json_array_get_length (forms); i++)
    sheets += json_object_get_int_member (json_array_get_object_element (forms, i), "sheets");
  return sheets;
}

static void
test_import (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *forms = feedback_file ("feedback-forms.csv");
  g_autofree char *questions = feedback_file ("feedback-questions.csv");
  g_autofree char *sheets = feedback_file ("feedback-responses.csv");
  g_autofree char *shown = NULL;

  assert_report (ctl_json (folder, "form", "import", forms, questions, "--dry-run", NULL), FALSE, 34, 7, 0);
  g_assert_cmpuint (ctl_count (folder, "form"), ==, 0);
  feedback_import_forms (folder);
  g_assert_cmpuint (ctl_count (folder, "question"), ==, 34);
  assert_report (ctl_json (folder, "form", "import", forms, questions, NULL), TRUE, 34, 0, 7);
  g_assert_cmpuint (ctl_count (folder, "question"), ==, 34);
  shown = ctl_ok (folder, "form", "show", "writing-workshop", NULL);
  g_assert_nonnull (strstr (shown, "self-reliance"));
  feedback_import_events (folder);
  assert_report (ctl_json (folder, "import", "response", sheets, "--dry-run", NULL), FALSE, 122, 122, 0);
  g_assert_cmpint (count_sheets (folder), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      assert_report (ctl_json (folder, "import", "response", sheets, NULL), TRUE, 122, i == 0 ? 122 : 0, i == 0 ? 0 : 122);
      g_assert_cmpint (count_sheets (folder), ==, 122);
    }
  /* A form that has sheets stays as it is; as it was, it may come again. */
  feedback_import_forms (folder);
  g_assert_cmpuint (ctl_count (folder, "response"), ==, 0);
  ctl_folder_free (folder);
}

/* Each wrong row is named with its column, and no right one comes in. */
static void
test_wrong_rows (void)
{
  static const char table[] = "event,liked,prepared,talks,colour\nR2,1,1,,\nR2,7,1,,\nX9,1,1,,\nR2,1,1,2,\nR2,,,,\nR2,1,sehr gut,,red\n";
  char *folder = ctl_folder_new ();
  g_autofree char *path = ctl_file (folder, "sheets.csv", table, -1);
  g_autoptr (CtlResult) result = NULL;
  static const char *const said[] = { "row 3  error  liked",    "row 4  error  event", "row 5  error  talks", "row 6  error",
                                      "row 7  error  prepared", "colour" };

  feedback_import_forms (folder);
  feedback_import_events (folder);
  result = ctl_run (folder, "import", "response", path, NULL);
  g_assert_cmpint (result->exit, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_assert_nonnull (strstr (result->out, said[i]));
  g_assert_cmpint (count_sheets (folder), ==, 0);
  ctl_folder_free (folder);
}

/* Another column for the event, and a value for all rows; one file of sheets does not replace another one. */
static void
test_mapping (void)
{
  static const char table[] = "Nr;Gesamt;Stimmung\n1;1;2\n2;-;4\n";
  char *folder = ctl_folder_new ();
  g_autofree char *path = ctl_file (folder, "boegen.csv", table, -1);
  g_autofree char *more = ctl_file (folder, "mehr.csv", "event,liked\nR2,3\n", -1);
  g_autoptr (CtlResult) wrong = NULL;
  g_autofree char *said = NULL;

  feedback_import_forms (folder);
  feedback_import_events (folder);
  assert_report (ctl_json (folder, "import", "response", path, "--map", "Nr=", "--map", "Gesamt=liked", "--map", "Stimmung=atmosphere",
                           "--value", "event=R2", NULL), TRUE, 2, 2, 0);
  said = ctl_ok (folder, "import", "response", more, NULL);
  g_assert_nonnull (strstr (said, "has 2 sheets already"));
  g_assert_cmpint (count_sheets (folder), ==, 3);
  wrong = ctl_run (folder, "import", "response", path, "--map", "Farbe=liked", NULL);
  ctl_assert_refused (wrong, 2, "Farbe");
  ctl_folder_free (folder);
}

static void
test_wrong_forms (void)
{
  static const char questions[] = "question,type,text_de,step_de_a\nfirst,rating,Wie war es?,\nsecond,guess,Warum?,\nthird,single,,Ja\nfirst,open,Und?,\n";
  static const char forms[] = "form,order,question\none,1,first\none,1,third\none,x,first\none,3,nothing\n,4,first\n";
  char *folder = ctl_folder_new ();
  g_autofree char *first = ctl_file (folder, "forms.csv", forms, -1);
  g_autofree char *second = ctl_file (folder, "questions.csv", questions, -1);
  g_autofree char *event = NULL, *sheet = NULL;
  g_autofree char *good = ctl_file (folder, "good.csv", "question,text_de\nfirst,Wie war es?\n", -1);
  g_autofree char *other = ctl_file (folder, "other.csv", "question,text_de\nfirst,Wie war es wirklich?\n", -1);
  g_autofree char *form = ctl_file (folder, "form.csv", "form,order,question\none,1,first\n", -1);
  g_autoptr (CtlResult) result = ctl_run (folder, "form", "import", first, second, NULL);
  g_autoptr (CtlResult) swapped = ctl_run (folder, "form", "import", second, first, NULL);
  g_autoptr (CtlResult) answered = NULL;

  g_assert_cmpint (result->exit, ==, 2);
  g_assert_nonnull (strstr (result->err, "7 mistakes"));
  ctl_assert_refused (swapped, 2, "form");
  g_assert_cmpuint (ctl_count (folder, "form"), ==, 0);
  g_free (ctl_ok (folder, "form", "import", form, good, NULL));
  /* Without sheets it may still be mended; with the first one on a pile no longer. */
  g_free (ctl_ok (folder, "form", "import", form, other, NULL));
  event = ctl_ok (folder, "add", "event", "title_de=Treffen", NULL);
  sheet = ctl_ok (folder, "answer", "one", event, "first=1", NULL);
  answered = ctl_run (folder, "form", "import", form, good, NULL);
  g_assert_cmpint (answered->exit, ==, 2);
  g_assert_nonnull (strstr (answered->out, "has sheets already"));
  ctl_folder_free (folder);
}

static void
test_pile (void)
{
  char *folder = ctl_folder_new ();
  g_autoptr (JsonNode) put = NULL, shown = NULL, released = NULL, left = NULL;
  g_autoptr (CtlResult) wrong = NULL, unknown = NULL, again = NULL;
  const char *pile;

  feedback_import_forms (folder);
  feedback_import_events (folder);
  put = ctl_json (folder, "answer", "networking-regional", "R2", "liked=1", "prepared=2", "own_topics=-", "atmosphere=1", NULL);
  pile = json_object_get_string_member (json_node_get_object (put), "pile");
  g_free (ctl_ok (folder, "answer", "networking-regional", "R2", "liked=3", "--language", "ar", NULL));
  g_free (ctl_ok (folder, "answer", "networking-regional", "R2", "liked=4", NULL));
  wrong = ctl_run (folder, "answer", "networking-regional", "R2", "liked=5", NULL);
  ctl_assert_refused (wrong, 2, "1 to 4");
  unknown = ctl_run (folder, "answer", "networking-regional", "R2", "talks=1", NULL);
  ctl_assert_refused (unknown, 2, "talks");
  g_free (ctl_ok (folder, "answer", "networking-regional", "R2", "liked=2", "--place", "2", NULL));
  g_free (ctl_ok (folder, "pile", "withdraw", pile, "3", NULL));
  shown = ctl_json (folder, "pile", "show", pile, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (shown)), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (json_node_get_array (shown), 1), "liked"), ==, "2");
  g_assert_cmpint (count_sheets (folder), ==, 0);
  released = ctl_json (folder, "pile", "release", pile, NULL);
  g_assert_cmpint (number (released, "released"), ==, 2);
  g_assert_cmpint (count_sheets (folder), ==, 2);
  left = ctl_json (folder, "pile", NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (left)), ==, 0);
  again = ctl_run (folder, "pile", "withdraw", pile, NULL);
  g_assert_cmpint (again->exit, ==, 2);
  ctl_folder_free (folder);
}

/* Open answers that were typed apart from the sheets are shown, and counted once they are released. */
static void
test_loose (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *form = ctl_ok (folder, "add", "form", "title=Bogen", NULL);
  g_autofree char *link = g_strconcat ("form=", form, NULL);
  g_autofree char *rating = ctl_ok (folder, "add", "question", link, "code=liked", "type=rating", "position=1", NULL);
  g_autofree char *open = ctl_ok (folder, "add", "question", link, "code=improve", "type=open", "position=2", NULL);
  g_autofree char *event = ctl_ok (folder, "add", "event", "title_de=Treffen", "reference=R2", NULL);
  g_autoptr (JsonNode) put = NULL, shown = NULL;
  g_autoptr (CtlResult) unknown = NULL, closed = NULL;
  g_autofree char *said = NULL, *counts = NULL;
  const char *pile;

  put = ctl_json (folder, "answer", form, event, "liked=1", NULL);
  pile = json_object_get_string_member (json_node_get_object (put), "pile");
  g_free (ctl_ok (folder, "pile", "remark", pile, "improve", "Zu laut", NULL));
  unknown = ctl_run (folder, "pile", "remark", pile, "talks", "Zu laut", NULL);
  ctl_assert_refused (unknown, 2, "talks");
  closed = ctl_run (folder, "pile", "remark", pile, "liked", "1", NULL);
  ctl_assert_refused (closed, 2, "open question");
  said = ctl_ok (folder, "pile", "show", pile, NULL);
  g_assert_nonnull (strstr (said, "improve  Zu laut"));
  shown = ctl_json (folder, "pile", "show", pile, NULL);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (shown)), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (json_node_get_array (shown), 1), "remark"), ==, "Zu laut");
  g_free (ctl_ok (folder, "pile", "release", pile, NULL));
  counts = ctl_ok (folder, "evaluate", event, "--smallest", "1", "--output", "csv", NULL);
  g_test_message ("%s", counts);
  g_assert_nonnull (strstr (counts, "improve"));
  ctl_folder_free (folder);
}

/* Once there is a sheet, nobody changes what was asked, whichever way they try. */
static void
test_form_stays (void)
{
  char *folder = ctl_folder_new ();
  g_autofree char *form = ctl_ok (folder, "add", "form", "title=Bogen", NULL);
  g_autofree char *link = g_strconcat ("form=", form, NULL);
  g_autofree char *question = ctl_ok (folder, "add", "question", link, "code=first", "type=rating", "texts/de=Wie war es?", NULL);
  g_autofree char *event = ctl_ok (folder, "add", "event", "title_de=Treffen", NULL);
  g_autoptr (CtlResult) text = NULL, more = NULL, gone = NULL;

  g_free (ctl_ok (folder, "set", question, "texts/de=Wie war es heute?", NULL));
  g_free (ctl_ok (folder, "answer", form, event, "first=1", NULL));
  text = ctl_run (folder, "set", question, "texts/de=Wie war es nicht?", NULL);
  ctl_assert_refused (text, 1, "has sheets already");
  more = ctl_run (folder, "add", "question", link, "code=second", "type=rating", NULL);
  ctl_assert_refused (more, 1, "has sheets already");
  gone = ctl_run (folder, "delete", form, NULL);
  ctl_assert_refused (gone, 1, "has sheets already");
  g_free (ctl_ok (folder, "set", question, "theme=overall", NULL));
  g_free (ctl_ok (folder, "set", form, "note=Aus Papier", NULL));
  ctl_folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/feedback/import", test_import);
  g_test_add_func ("/ctl/feedback/wrong-rows", test_wrong_rows);
  g_test_add_func ("/ctl/feedback/mapping", test_mapping);
  g_test_add_func ("/ctl/feedback/wrong-forms", test_wrong_forms);
  g_test_add_func ("/ctl/feedback/pile", test_pile);
  g_test_add_func ("/ctl/feedback/loose", test_loose);
  g_test_add_func ("/ctl/feedback/form-stays", test_form_stays);
  return g_test_run ();
}
