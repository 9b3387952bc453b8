/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the evaluation shows, and that no difference of what it shows tells of fewer sheets than the smallest number. */
#include "config.h"

#include "store-fixture.h"

#include "lotse-centre-settings.h"
#include "lotse-open-answers.h"

#define ROUNDS 60
#define EVENTS_MAX 6

/* --- Forms and sheets ----------------------------------------------------------------------------------------- */

typedef struct
{
  char *form;
  char *rating;  /* ids of its questions */
  char *second;
  char *open;
} Form;

static char *
add_question (Fixture *fixture, const char *form, const char *code, const char *type, const char *theme)
{
  return add (fixture, "question", "form", form, "code", code, "type", type, "theme", theme, "texts/de", code, NULL);
}

static Form
add_form (Fixture *fixture, const char *previous, const char *theme)
{
  Form form = { add (fixture, "form", "title", "Bogen", "previous", previous, NULL) };

  form.rating = add_question (fixture, form.form, "liked", "rating", theme);
  form.second = add_question (fixture, form.form, "prepared", "rating", NULL);
  form.open = add_question (fixture, form.form, "more", "open", NULL);
  return form;
}

static void
form_clear (Form *form)
{
  g_free (form->form);
  g_free (form->rating);
  g_free (form->second);
  g_free (form->open);
}

/* Sheets as "1 2 text" of liked, prepared and more; "" is not asked. */
static void
add_sheets (Fixture *fixture, const Form *form, const char *event, const char *survey, const char *const *sheets)
{
  LotsePile *pile = g_new0 (LotsePile, 1);
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_batch_free);
  const char *const closed[] = { form->rating, form->second, NULL }, *const open[] = { form->open, NULL };
  g_autoptr (GError) error = NULL;
  LotseBatch *batch;
  guint added;

  *pile = (LotsePile) { lotse_id_random (), g_strdup (form->form), 1, g_strdup (event), g_strdup (survey), g_strdup ("paper"),
                        g_strdupv ((char **) closed), g_strdupv ((char **) open), 0 };
  batch = lotse_batch_new (pile);
  for (guint i = 0; sheets[i] != NULL; i++)
    {
      LotseSheet *sheet = g_new0 (LotseSheet, 1);

      sheet->answers = g_strsplit (sheets[i], " ", 3);
      g_ptr_array_add (batch->sheets, sheet);
    }
  g_ptr_array_add (batches, batch);
  lotse_batches_add (fixture->store, batches, &added, &error);
  g_assert_no_error (error);
}

static LotseEvaluation *
load (Fixture *fixture, const char *const *ids, LotseEvaluationBy by, guint smallest)
{
  const LotseEvaluationFilter filter = { .events = ids, .by = by, .smallest = smallest, .language = "en" };
  g_autoptr (GError) error = NULL;
  LotseEvaluation *evaluation = lotse_evaluation_load (fixture->store, &filter, &error);

  g_assert_no_error (error);
  return evaluation;
}

static LotseOpenAnswers *
load_open (Fixture *fixture, const char *const *ids, LotseEvaluationBy by, guint smallest)
{
  const LotseEvaluationFilter filter = { .events = ids, .by = by, .smallest = smallest, .language = "en" };
  g_autoptr (GError) error = NULL;
  LotseOpenAnswers *open = lotse_open_answers_load (fixture->store, &filter, &error);

  g_assert_no_error (error);
  return open;
}

static const LotseEvaluationCell *
cell_of (const LotseEvaluation *evaluation, guint column, const char *theme)
{
  for (guint r = 0; r < evaluation->rows->len; r++)
    if (g_str_equal (((LotseEvaluationRow *) evaluation->rows->pdata[r])->theme, theme))
      return ((LotseEvaluationColumn *) evaluation->columns->pdata[column])->cells->pdata[r];
  return NULL;
}

/* --- No difference tells of few sheets ------------------------------------------------------------------------ */

static void
add_random_sheets (Fixture *fixture, const Form *form, const char *event)
{
  guint n = (guint) g_test_rand_int_range (0, 8);
  g_auto (GStrv) sheets = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    sheets[i] = g_strdup_printf ("%d %s %s", g_test_rand_int_range (1, 5), g_test_rand_int_range (0, 3) == 0 ? "" : "2",
                                 g_test_rand_int_range (0, 2) == 0 ? "-" : "Gut");
  add_sheets (fixture, form, event, NULL, (const char *const *) sheets);
}

static guint
asked (const LotseEvaluation *evaluation, guint column, guint row)
{
  const LotseEvaluationCell *cell = ((LotseEvaluationColumn *) evaluation->columns->pdata[column])->cells->pdata[row];

  return cell->n + cell->no_answer;
}

/* A number that may be known: none, or as many as may be shown. */
static void
assert_safe (guint n, guint smallest)
{
  g_assert_true (n == 0 || n >= smallest);
}

/* The total without any of the other columns, of one row or (-1) of the sheets. */
static void
assert_differences (const LotseEvaluation *evaluation, int row)
{
  guint n_parts = evaluation->columns->len - 1;
  guint total = row < 0 ? ((LotseEvaluationColumn *) evaluation->columns->pdata[n_parts])->sheets : asked (evaluation, n_parts, (guint) row);

  for (guint set = 0; set < 1u << n_parts; set++)
    {
      guint rest = total;

      for (guint c = 0; c < n_parts; c++)
        {
          const LotseEvaluationColumn *column = evaluation->columns->pdata[c];

          if ((set & 1u << c) != 0)
            rest -= row >= 0 ? asked (evaluation, c, (guint) row) : column->suppressed ? 0 : column->sheets;
        }
      assert_safe (rest, evaluation->smallest);
    }
}

static void
assert_evaluation (const LotseEvaluation *evaluation)
{
  for (guint c = 0; c < evaluation->columns->len; c++)
    for (guint r = 0; r < evaluation->rows->len; r++)
      assert_safe (asked (evaluation, c, r), evaluation->smallest);
  if (evaluation->columns->len < 2)
    return;
  assert_differences (evaluation, -1);
  for (guint r = 0; r < evaluation->rows->len; r++)
    assert_differences (evaluation, (int) r);
}

/* As many as the column of all says, and none that only fewer sheets could have written. */
static void
assert_open (const LotseEvaluation *evaluation, const LotseOpenAnswers *open)
{
  for (guint q = 0; q < open->questions->len; q++)
    {
      const LotseOpenQuestion *question = open->questions->pdata[q];

      g_assert_cmpuint (question->n, ==, cell_of (evaluation, evaluation->columns->len - 1, question->theme)->n);
    }
}

static void
test_differences (Fixture *fixture, gconstpointer data)
{
  Form form = add_form (fixture, NULL, NULL), other = add_form (fixture, NULL, NULL);
  g_autofree char *one = add (fixture, "event_format", "name_de", "Eins", NULL);
  g_autofree char *two = add (fixture, "event_format", "name_de", "Zwei", NULL);

  for (guint round = 0; round < ROUNDS; round++)
    {
      guint n = (guint) g_test_rand_int_range (1, EVENTS_MAX + 1), smallest = (guint) g_test_rand_int_range (1, 6);
      g_auto (GStrv) events = g_new0 (char *, n + 1);

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *date = g_strdup_printf ("20%02d-05-01", g_test_rand_int_range (17, 20));

          events[i] = add (fixture, "event", "title_de", "Treffen", "date", date, "format", g_test_rand_bit () ? one : two, NULL);
          add_random_sheets (fixture, &form, events[i]);
          if (g_test_rand_bit ())
            add_random_sheets (fixture, &other, events[i]);
          if (g_test_rand_int_range (0, 5) == 0)
            g_free (add (fixture, "feedback_note", "event", events[i], "code", g_test_rand_bit () ? "liked" : NULL, "excluded", "1", NULL));
        }
      for (LotseEvaluationBy by = LOTSE_EVALUATION_BY_EVENT; by <= LOTSE_EVALUATION_ALL; by++)
        {
          g_autoptr (LotseEvaluation) evaluation = load (fixture, (const char *const *) events, by, smallest);
          g_autoptr (LotseOpenAnswers) open = load_open (fixture, (const char *const *) events, by, smallest);

          assert_evaluation (evaluation);
          assert_open (evaluation, open);
        }
    }
  form_clear (&form);
  form_clear (&other);
}

/* --- What is left out ----------------------------------------------------------------------------------------- */

static const char *const five[] = { "1 2 Gut", "1 2 gut!", "2 2 -", "2 3 Mehr Zeit", "4 - Herr Kaya war laut", NULL };

static void
test_excluded (Fixture *fixture, gconstpointer data)
{
  Form form = add_form (fixture, NULL, NULL);
  g_autofree char *first = add (fixture, "event", "title_de", "Eins", "date", "2018-01-01", "evaluation_note", "Falscher Bogen", "spoken_feedback",
                                "Schön war es", NULL);
  g_autofree char *second = add (fixture, "event", "title_de", "Zwei", "date", "2018-01-02", NULL);
  g_autofree char *whole = NULL, *text = NULL, *note = NULL, *cell_note = NULL;
  const char *const ids[] = { first, second, NULL };
  g_autoptr (LotseEvaluation) one = NULL, all = NULL;
  const LotseEvaluationColumn *column;

  add_sheets (fixture, &form, first, NULL, five);
  add_sheets (fixture, &form, second, NULL, five);
  g_free (add (fixture, "feedback_note", "event", first, "code", "liked", "excluded", "1", "note", "Skala vertauscht", NULL));
  whole = add (fixture, "feedback_note", "event", second, "excluded", "1", NULL);
  one = load (fixture, ids, LOTSE_EVALUATION_BY_EVENT, 3);
  g_assert_cmpuint (one->columns->len, ==, 3);
  /* One question of the first, all of the second. */
  g_assert_true (cell_of (one, 0, "liked")->excluded);
  g_assert_cmpuint (cell_of (one, 0, "liked")->n, ==, 0);
  g_assert_cmpuint (cell_of (one, 0, "liked")->notes->len, ==, 1);
  g_assert_cmpuint (cell_of (one, 0, "prepared")->n, ==, 4);
  g_assert_cmpuint (cell_of (one, 2, "liked")->n, ==, 0);
  g_assert_cmpuint (cell_of (one, 2, "prepared")->n, ==, 4);
  cell_note = lotse_evaluation_cell_note (one, cell_of (one, 0, "liked"));
  g_assert_cmpstr (cell_note, ==, "Left out of the evaluation.");
  column = one->columns->pdata[1];
  g_assert_cmpuint (column->sheets, ==, 0);
  g_assert_cmpuint (column->excluded, ==, 5);
  note = lotse_evaluation_note (one, column);
  g_assert_cmpstr (note, ==, "Left out of the evaluation: 5 sheets.");
  column = one->columns->pdata[0];
  g_assert_cmpuint (column->notes->len, ==, 3);
  text = lotse_evaluation_note_text (one, column, column->notes->pdata[2]);
  g_assert_cmpstr (text, ==, "liked · Left out: Skala vertauscht");
  g_assert_true (((LotseEvaluationNote *) column->notes->pdata[1])->spoken);
  /* Taken back, it counts again. */
  change (fixture, whole, "excluded", NULL, NULL);
  all = load (fixture, ids, LOTSE_EVALUATION_ALL, 3);
  g_assert_cmpuint (((LotseEvaluationColumn *) all->columns->pdata[0])->sheets, ==, 10);
  g_assert_cmpuint (cell_of (all, 0, "liked")->n, ==, 5);
  form_clear (&form);
}

/* --- Conditions ------------------------------------------------------------------------------------------------- */

static void
assert_reasons (Fixture *fixture, const Form *form, const char *const *sheets, guint n, guint no_answer)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  const char *const ids[] = { event, NULL };
  g_autoptr (LotseEvaluation) evaluation = NULL;

  add_sheets (fixture, form, event, NULL, sheets);
  evaluation = load (fixture, ids, LOTSE_EVALUATION_BY_EVENT, 1);
  if (n + no_answer == 0)
    {
      const LotseEvaluationCell *cell = cell_of (evaluation, 0, "why");

      g_assert_true (cell == NULL || cell->questions->len == 0);
      return;
    }
  g_assert_cmpuint (cell_of (evaluation, 0, "why")->n, ==, n);
  g_assert_cmpuint (cell_of (evaluation, 0, "why")->no_answer, ==, no_answer);
}

static void
test_condition (Fixture *fixture, gconstpointer data)
{
  static const char *const some[] = { "yes 2 -", "no 1 Zu voll", "no 2 -", "- 1 -", " 2 -", "no - -", NULL };
  static const char *const never[] = { "yes 2 -", "yes 1 -", "- 1 -", NULL };
  static const char *const unasked[] = { "yes 2 Trotzdem", "yes 1 Auch", "no 1 -", NULL };
  Form form = { add (fixture, "form", "title", "Bogen", NULL) };
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  const char *const ids[] = { event, NULL };
  g_autoptr (LotseOpenAnswers) few = NULL;

  form.rating = add_question (fixture, form.form, "again", "yes_no", NULL);
  form.second = add_question (fixture, form.form, "prepared", "rating", NULL);
  form.open = add (fixture, "question", "form", form.form, "code", "why", "type", "open", "if_question", "again", "if_answers", "no", "texts/de",
                   "Warum?", NULL);
  assert_reasons (fixture, &form, some, 1, 2);
  assert_reasons (fixture, &form, never, 0, 0);
  /* Written on paper all the same. */
  assert_reasons (fixture, &form, unasked, 2, 0);
  /* Six sheets, but only three on which it was asked. */
  add_sheets (fixture, &form, event, NULL, some);
  few = load_open (fixture, ids, LOTSE_EVALUATION_BY_EVENT, 4);
  g_assert_true (((LotseOpenQuestion *) few->questions->pdata[0])->suppressed);
  form_clear (&form);
}

/* --- Surveys and versions --------------------------------------------------------------------------------------- */

static void
test_versions (Fixture *fixture, gconstpointer data)
{
  Form first = add_form (fixture, NULL, NULL), second = add_form (fixture, first.form, "overall"), third = add_form (fixture, NULL, "overall");
  g_autofree char *event = add (fixture, "event", "title_de", "Eins", NULL);
  g_autofree char *survey = add (fixture, "survey", "name", "Umfrage", "form", second.form, "starts_on", "2018-03-01", NULL);
  g_autofree char *other = add (fixture, "event", "title_de", "Zwei", NULL);
  const char *const only[] = { survey, NULL };
  g_autoptr (LotseEvaluation) all = NULL, by_year = NULL, one = NULL;

  add_sheets (fixture, &first, event, NULL, five);
  add_sheets (fixture, &second, NULL, survey, five);
  add_sheets (fixture, &third, other, NULL, five);
  all = load (fixture, NULL, LOTSE_EVALUATION_ALL, 3);
  /* The key joins the versions, the theme of the newer one joins both with another form. */
  g_assert_cmpuint (all->rows->len, ==, 3);
  g_assert_cmpuint (cell_of (all, 0, "overall")->n, ==, 15);
  g_assert_cmpint (cell_of (all, 0, "overall")->sum, ==, 30);
  by_year = load (fixture, NULL, LOTSE_EVALUATION_BY_YEAR, 3);
  g_assert_cmpuint (by_year->columns->len, ==, 3);
  g_assert_cmpstr (((LotseEvaluationColumn *) by_year->columns->pdata[0])->title, ==, "2018");
  one = load (fixture, only, LOTSE_EVALUATION_BY_EVENT, 3);
  g_assert_cmpuint (one->columns->len, ==, 1);
  g_assert_cmpstr (((LotseEvaluationColumn *) one->columns->pdata[0])->id, ==, survey);
  form_clear (&first);
  form_clear (&second);
  form_clear (&third);
}

/* --- Open answers ------------------------------------------------------------------------------------------------ */

static const LotseOpenAnswer *
answer_of (const LotseOpenAnswers *open, const char *original)
{
  const LotseOpenQuestion *question = open->questions->pdata[0];

  for (guint i = 0; i < question->answers->len; i++)
    if (g_ascii_strncasecmp (((LotseOpenAnswer *) question->answers->pdata[i])->original, original, strlen (original)) == 0)
      return question->answers->pdata[i];
  return NULL;
}

static void
test_open_answers (Fixture *fixture, gconstpointer data)
{
  Form form = add_form (fixture, NULL, NULL);
  g_autofree char *event = add (fixture, "event", "title_de", "Eins", NULL);
  g_autofree char *undone = NULL;
  const char *const ids[] = { event, NULL };
  g_autoptr (LotseOpenAnswers) before = NULL, after = NULL, few = NULL, back = NULL;
  g_autoptr (GError) error = NULL;

  add_sheets (fixture, &form, event, NULL, five);
  before = load_open (fixture, ids, LOTSE_EVALUATION_BY_EVENT, 3);
  g_assert_cmpuint (before->questions->len, ==, 1);
  g_assert_cmpuint (((LotseOpenQuestion *) before->questions->pdata[0])->answers->len, ==, 3);
  g_assert_cmpuint (answer_of (before, "gut")->remarks->len, ==, 2);
  g_assert_true (lotse_open_answer_save (fixture->store, answer_of (before, "gut"), "Lob", NULL, &error));
  g_assert_true (lotse_open_answer_save (fixture->store, answer_of (before, "Herr Kaya"), "Lärm", "[Jemand] war laut", &error));
  after = load_open (fixture, ids, LOTSE_EVALUATION_BY_EVENT, 3);
  g_assert_cmpstr (answer_of (after, "gut")->category, ==, "Lob");
  g_assert_cmpstr (answer_of (after, "Herr Kaya")->text, ==, "[Jemand] war laut");
  g_assert_true (answer_of (after, "Herr Kaya")->redacted);
  g_assert_null (((LotseOpenAnswer *) ((LotseOpenQuestion *) after->questions->pdata[0])->answers->pdata[2])->category);
  /* Nothing of fewer sheets than that. */
  few = load_open (fixture, ids, LOTSE_EVALUATION_BY_EVENT, 6);
  g_assert_true (((LotseOpenQuestion *) few->questions->pdata[0])->suppressed);
  g_assert_cmpuint (((LotseOpenQuestion *) few->questions->pdata[0])->answers->len, ==, 0);
  /* Both that say the same are one act. */
  g_assert_true (lotse_store_undo (fixture->store, NULL, &undone, &error));
  g_clear_pointer (&undone, g_free);
  g_assert_true (lotse_store_undo (fixture->store, NULL, &undone, &error));
  back = load_open (fixture, ids, LOTSE_EVALUATION_BY_EVENT, 3);
  g_assert_null (answer_of (back, "gut")->category);
  g_assert_false (answer_of (back, "Herr Kaya")->redacted);
  form_clear (&form);
}

/* --- The centre's numbers ----------------------------------------------------------------------------------------- */

/* Sheets name their questions in whatever order; the form says which is the first. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  static const char *const codes[] = { "ort", "anreise", "essen" };
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", "date", "2026-05-04", NULL);
  Form asked = { add (fixture, "form", "title", "Bogen", NULL) };
  char **const questions[] = { &asked.second, &asked.rating, &asked.open };
  const char *ids[] = { event, NULL };
  g_autoptr (LotseEvaluation) evaluation = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *position = g_strdup_printf ("%u", i + 1);

      *questions[i] = add (fixture, "question", "form", asked.form, "code", codes[i], "type", i < 2 ? "rating" : "open", "position",
                           position, NULL);
    }
  add_sheets (fixture, &asked, event, NULL, (const char *const[]){ "1 2 gut", "1 1 -", "2 2 -", NULL });
  evaluation = load (fixture, ids, LOTSE_EVALUATION_BY_EVENT, 1);
  g_assert_cmpuint (evaluation->rows->len, ==, G_N_ELEMENTS (codes));
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      const LotseEvaluationRow *row = evaluation->rows->pdata[i];
      const LotseEvaluationCell *cell = ((LotseEvaluationColumn *) evaluation->columns->pdata[0])->cells->pdata[i];

      g_assert_cmpstr (row->theme, ==, codes[i]);
      g_assert_cmpstr (lotse_evaluation_label (row, cell), ==, codes[i]);
      g_assert_cmpint (cell->sum, ==, ((gint64[]){ 5, 4, 0 })[i]);
    }
  form_clear (&asked);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  const LotseCentreSettings wanted = { 5, 2 };
  LotseCentreSettings settings;
  const LotseEvaluationFilter lower = { .smallest = 4 }, own = { .smallest = 0 };
  g_autoptr (LotseSyncState) state = NULL;
  g_autoptr (LotseEvaluation) denied = NULL, allowed = NULL, staff = NULL;
  g_autoptr (LotseOpenAnswers) open = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_centre_settings_load (fixture->store, &settings, &error));
  g_assert_cmpuint (settings.smallest, ==, 3);
  g_assert_cmpuint (settings.decimals, ==, 1);
  g_assert_true (lotse_centre_settings_save (fixture->store, &wanted, &error));
  g_assert_true (lotse_centre_settings_load (fixture->store, &settings, &error));
  g_assert_cmpuint (settings.smallest, ==, 5);
  g_assert_cmpuint (settings.decimals, ==, 2);
  /* An organiser of a centre does not go below its number; staff does. */
  state = lotse_store_get_sync_state (fixture->store, &error);
  state->account = g_strdup ("anna");
  state->roles = LOTSE_ROLE_ORGANISER;
  g_assert_true (lotse_store_set_sync_state (fixture->store, state, &error));
  denied = lotse_evaluation_load (fixture->store, &lower, &error);
  g_assert_null (denied);
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  g_clear_error (&error);
  denied = lotse_evaluation_load_open (fixture->store, &lower, &open, &error);
  g_assert_true (denied == NULL && open == NULL);
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  g_clear_error (&error);
  allowed = lotse_evaluation_load (fixture->store, &own, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (allowed->smallest, ==, 5);
  g_assert_false (lotse_centre_settings_save (fixture->store, &(const LotseCentreSettings) { 1, 1 }, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  g_clear_error (&error);
  state->roles = LOTSE_ROLE_COORDINATOR;
  g_assert_true (lotse_store_set_sync_state (fixture->store, state, &error));
  staff = lotse_evaluation_load (fixture->store, &lower, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (staff->smallest, ==, 4);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/feedback/evaluation/differences", test_differences }, { "/feedback/evaluation/excluded", test_excluded },
    { "/feedback/evaluation/versions", test_versions },       { "/feedback/evaluation/open-answers", test_open_answers },
    { "/feedback/evaluation/settings", test_settings },       { "/feedback/evaluation/order", test_order },
    { "/feedback/evaluation/condition", test_condition },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].test, fixture_tear_down);
  return g_test_run ();
}
