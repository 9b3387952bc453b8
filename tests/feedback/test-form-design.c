/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms are made, and every act is undone by one undo; their versions follow each other, and texts are missed per language. */
#include "config.h"

#include "store-fixture.h"

#include "lotse-feedback-design.h"
#include "lotse-feedback-texts.h"
#include "lotse-form-uses.h"

#include <libintl.h>

static LotseFeedbackForm *
load (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  LotseFeedbackForm *form = lotse_feedback_form_load (fixture->store, id, &error);

  g_assert_no_error (error);
  return form;
}

static char *
add_form (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  char *id = lotse_feedback_form_add (fixture->store, "Netzwerktreffen", "event_feedback", "de", &error);

  g_assert_no_error (error);
  return id;
}

static LotseRecord *
new_question (const char *form, const char *type, const char *text, const char *choices)
{
  LotseRecord *record = lotse_record_new (lotse_kind_find ("question"), NULL);

  g_assert_true (lotse_record_set (record, "form", form, NULL));
  g_assert_true (lotse_record_set (record, "type", type, NULL));
  g_assert_true (lotse_record_set (record, "choices", choices, NULL));
  g_assert_true (lotse_record_set_element (record, "texts", "de", text, NULL));
  return record;
}

static void
save (Fixture *fixture, LotseRecord *question)
{
  g_autoptr (GError) error = NULL;

  lotse_feedback_form_save_question (fixture->store, question, &error);
  g_assert_no_error (error);
}

static void
add_question (Fixture *fixture, const char *form, const char *type, const char *text, const char *choices)
{
  g_autoptr (LotseRecord) record = new_question (form, type, text, choices);

  save (fixture, record);
}

/* "wie_war_treffen zweite", the keys in their order. */
static char *
codes (Fixture *fixture, const char *id)
{
  g_autoptr (LotseFeedbackForm) form = load (fixture, id);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < form->questions->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", ((LotseQuestion *) form->questions->pdata[i])->code);
  return g_string_free (text, FALSE);
}

static void
assert_codes (Fixture *fixture, const char *id, const char *expected)
{
  g_autofree char *text = codes (fixture, id);

  g_assert_cmpstr (text, ==, expected);
}

static char *
id_of (Fixture *fixture, const char *form_id, const char *code)
{
  g_autoptr (LotseFeedbackForm) form = load (fixture, form_id);
  const LotseQuestion *question = lotse_feedback_form_question (form, code);

  g_assert_nonnull (question);
  return g_strdup (question->id);
}

static void
undo (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  lotse_store_undo (fixture->store, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* Three questions: "besucht", "woran_lag_es", which is asked only after "no", and "anregungen". */
static char *
add_three (Fixture *fixture)
{
  char *form = add_form (fixture);
  g_autoptr (LotseRecord) second = new_question (form, "open", "Woran lag es?", NULL);

  add_question (fixture, form, "yes_no", "Besucht?", NULL);
  g_assert_true (lotse_record_set (second, "if_question", "besucht", NULL));
  g_assert_true (lotse_record_set (second, "if_answers", "no", NULL));
  save (fixture, second);
  add_question (fixture, form, "open", "Anregungen", NULL);
  assert_codes (fixture, form, "besucht woran_lag_es anregungen");
  return form;
}

/* --- Questions ---------------------------------------------------------------------------------------------- */

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *form = add_form (fixture);
  g_autoptr (LotseRecord) twice = NULL;
  g_autoptr (LotseFeedbackForm) loaded = NULL;
  g_autoptr (GError) error = NULL;

  add_question (fixture, form, "rating", "Wie war es für Sie?", NULL);
  add_question (fixture, form, "rating", "Wie war es fuer ihn?", NULL);
  add_question (fixture, form, "open", "🙂", NULL);
  assert_codes (fixture, form, "wie_war_es wie_war_es_2 question");
  twice = new_question (form, "open", "Noch eine", NULL);
  g_assert_true (lotse_record_set (twice, "code", "question", NULL));
  g_assert_false (lotse_feedback_form_save_question (fixture->store, twice, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (lotse_record_set (twice, "code", "mit blank", NULL));
  g_assert_false (lotse_feedback_form_save_question (fixture->store, twice, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  /* Grades have words in the languages of the question, which are the form's, too. */
  loaded = load (fixture, form);
  g_assert_cmpstr (lotse_question_step (loaded->questions->pdata[0], "1", "de"), ==, "sehr gut");
  g_assert_cmpstr (lotse_record_get_element (loaded->record, "languages", "de"), ==, "1");
}

static void
test_choices (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "yes - no", "a:b c", "same other same" };
  g_autofree char *form = add_form (fixture);
  g_autoptr (LotseRecord) record = new_question (form, "single", "Woher kommen Sie?", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_true (lotse_record_set (record, "choices", wrong[i], NULL));
      g_assert_false (lotse_feedback_form_save_question (fixture->store, record, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_true (lotse_record_set (record, "choices", "town country", NULL));
  g_assert_true (lotse_feedback_form_save_question (fixture->store, record, &error));
  g_assert_no_error (error);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autofree char *form = add_three (fixture);
  g_autofree char *first = id_of (fixture, form, "besucht"), *last = id_of (fixture, form, "anregungen");
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_feedback_form_move_question (fixture->store, last, 0, &error));
  assert_codes (fixture, form, "anregungen besucht woran_lag_es");
  undo (fixture);
  assert_codes (fixture, form, "besucht woran_lag_es anregungen");
  /* What depends on it would be asked before it. */
  g_assert_false (lotse_feedback_form_move_question (fixture->store, first, 1, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  assert_codes (fixture, form, "besucht woran_lag_es anregungen");
}

static void
assert_condition (Fixture *fixture, const char *form, const char *code, const char *expected)
{
  g_autoptr (LotseFeedbackForm) loaded = load (fixture, form);

  g_assert_cmpstr (lotse_feedback_form_question (loaded, code)->if_code, ==, expected);
}

static void
test_condition (Fixture *fixture, gconstpointer data)
{
  g_autofree char *form = add_three (fixture), *first = id_of (fixture, form, "besucht");
  g_autoptr (LotseRecord) record = lotse_store_get (fixture->store, first, NULL);
  g_autoptr (LotseRecord) wrong = new_question (form, "open", "Und dann?", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_record_set (record, "code", "visited", NULL));
  save (fixture, record);
  assert_condition (fixture, form, "woran_lag_es", "visited");
  undo (fixture);
  assert_condition (fixture, form, "woran_lag_es", "besucht");
  g_assert_true (lotse_feedback_form_remove_question (fixture->store, first, &error));
  assert_condition (fixture, form, "woran_lag_es", NULL);
  undo (fixture);
  assert_condition (fixture, form, "woran_lag_es", "besucht");
  g_clear_object (&record);
  record = lotse_store_get (fixture->store, first, NULL);
  /* The answer that the other one waits for would be gone. */
  g_assert_true (lotse_record_set (record, "type", "rating", NULL));
  g_assert_false (lotse_feedback_form_save_question (fixture->store, record, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (lotse_record_set (wrong, "if_question", "besucht", NULL));
  g_assert_true (lotse_record_set (wrong, "if_answers", "perhaps", NULL));
  g_assert_false (lotse_feedback_form_save_question (fixture->store, wrong, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
}

/* --- Texts -------------------------------------------------------------------------------------------------- */

static guint
missing (Fixture *fixture, const char *form, const char *language)
{
  g_autoptr (LotseFeedbackForm) loaded = load (fixture, form);

  return lotse_feedback_form_count_missing (loaded, language);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *form = add_form (fixture);
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (LotseFeedbackForm) loaded = NULL;
  g_autoptr (GError) error = NULL;

  add_question (fixture, form, "yes_no", "Kommen Sie wieder?", NULL);
  add_question (fixture, form, "single", "Woher kommen Sie?", "stadt land");
  /* The two choices have no words yet; introduction and thanks are nobody's duty. */
  g_assert_cmpuint (missing (fixture, form, "de"), ==, 2);
  g_assert_true (lotse_feedback_form_set_language (fixture->store, form, "ar", TRUE, &error));
  /* The title, two questions, two choices; yes and no are the program's. */
  g_assert_cmpuint (missing (fixture, form, "ar"), ==, 5);
  loaded = load (fixture, form);
  texts = lotse_feedback_texts_list (loaded);
  g_assert_true (lotse_feedback_text_set (texts->pdata[1], "ar", "مرحبا", &error));
  g_assert_true (lotse_feedback_text_set (texts->pdata[3], "ar", "أجل", &error));
  g_assert_true (lotse_store_save (fixture->store, loaded->record, NULL, &error));
  g_assert_true (lotse_store_save (fixture->store, ((LotseQuestion *) loaded->questions->pdata[0])->record, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (missing (fixture, form, "ar"), ==, 5);
  /* An introduction in one language is missed in the others. */
  g_assert_cmpuint (missing (fixture, form, "de"), ==, 3);
  g_assert_cmpstr (lotse_question_step (loaded->questions->pdata[0], "yes", "ar"), ==, "أجل");
  g_assert_cmpstr (lotse_question_step (loaded->questions->pdata[0], "no", "de"), ==, "nein");
  g_assert_true (lotse_feedback_form_set_language (fixture->store, form, "ar", FALSE, &error));
  g_assert_cmpuint (missing (fixture, form, "de"), ==, 2);
  undo (fixture);
  g_assert_cmpuint (missing (fixture, form, "ar"), ==, 5);
}

/* --- Versions ----------------------------------------------------------------------------------------------- */

static char *
add_record (Fixture *fixture, const char *kind, const char *name, const char *title, const char *link, const char *id, const char *date)
{
  g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find (kind), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_record_set (record, name, title, NULL) && lotse_record_set (record, link, id, NULL));
  if (date != NULL)
    g_assert_true (lotse_record_set (record, "date", date, NULL));
  lotse_store_save (fixture->store, record, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (lotse_record_get_id (record));
}

static void
assert_form (Fixture *fixture, const char *id, const char *expected)
{
  g_autoptr (LotseRecord) record = lotse_store_get (fixture->store, id, NULL);

  g_assert_cmpstr (lotse_record_get (record, "form"), ==, expected);
}

/* One sheet, on a pile or released. */
static void
answer (Fixture *fixture, const char *form, const char *event, gboolean released)
{
  g_autoptr (LotseFeedbackForm) loaded = load (fixture, form);
  g_autoptr (LotsePile) pile = lotse_feedback_form_pile (loaded, event, "paper");
  g_autoptr (LotseSheet) sheet = lotse_feedback_form_sheet (loaded, "de");
  g_autoptr (GError) error = NULL;
  guint sheets = 0;

  g_free (sheet->answers[0]);
  sheet->answers[0] = g_strdup ("yes");
  g_assert_true (lotse_pile_put (fixture->store, pile, sheet, &error));
  if (released)
    g_assert_true (lotse_pile_release (fixture->store, pile->id, &sheets, &error));
  g_assert_no_error (error);
}

static void
test_next_version (Fixture *fixture, gconstpointer data)
{
  g_autofree char *form = add_three (fixture), *next = NULL, *again = NULL, *question = id_of (fixture, form, "anregungen");
  g_autofree char *format = add_record (fixture, "event_format", "name_de", "Treffen", "form", form, NULL);
  g_autofree char *held = add_record (fixture, "event", "title_de", "Damals", "format", format, "2020-03-01");
  g_autofree char *coming = add_record (fixture, "event", "title_de", "Bald", "form", form, "2100-03-01");
  g_autofree char *asked = add_record (fixture, "event", "title_de", "Gerade", "form", form, "2100-03-02");
  g_autofree char *later = add_record (fixture, "event", "title_de", "Einst", "format", format, "2100-03-03");
  g_autoptr (GPtrArray) moves = NULL, uses = NULL;
  g_autoptr (LotseRecord) record = NULL;
  g_autoptr (GError) error = NULL;

  answer (fixture, form, held, TRUE);
  answer (fixture, form, asked, FALSE);
  g_assert_cmpint (lotse_form_count_sheets (fixture->store, form, NULL), ==, 2);
  g_assert_false (lotse_feedback_form_remove_question (fixture->store, question, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED);
  g_clear_error (&error);
  next = lotse_feedback_form_next_version (fixture->store, form, &error);
  g_assert_no_error (error);
  again = lotse_feedback_form_next_version (fixture->store, form, &error);
  g_assert_cmpstr (next, ==, again);
  assert_codes (fixture, next, "besucht woran_lag_es anregungen");
  record = lotse_store_get (fixture->store, next, NULL);
  g_assert_cmpint (lotse_record_get_int (record, "version", 0), ==, 2);
  g_assert_cmpstr (lotse_record_get (record, "previous"), ==, form);
  g_assert_cmpstr (lotse_record_get (record, "title"), ==, "Netzwerktreffen");
  moves = lotse_feedback_form_list_moves (fixture->store, next, &error);
  g_assert_cmpuint (moves->len, ==, 3);
  assert_form (fixture, coming, form);
  g_assert_true (lotse_feedback_form_release (fixture->store, next, &error));
  assert_form (fixture, format, next);
  assert_form (fixture, coming, next);
  assert_form (fixture, asked, form);
  assert_form (fixture, held, form);
  assert_form (fixture, later, NULL);
  uses = lotse_form_uses_list (fixture->store, next, TRUE, &error);
  g_assert_cmpuint (uses->len, ==, 3);
  undo (fixture);
  assert_form (fixture, format, form);
  assert_form (fixture, held, NULL);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  g_autofree char *form = add_form (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (lotse_feedback_form_release (fixture->store, form, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  add_question (fixture, form, "multiple", "Womit?", "eins");
  g_assert_false (lotse_feedback_form_release (fixture->store, form, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOTSE_LOCALEDIR"));
#define ADD(name, function) g_test_add ("/form-design/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("keys", test_keys);
  ADD ("choices", test_choices);
  ADD ("order", test_order);
  ADD ("condition", test_condition);
  ADD ("missing", test_missing);
  ADD ("next-version", test_next_version);
  ADD ("faults", test_faults);
  return g_test_run ();
}
