/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typing paper sheets: which keys make which answers, and what of them is on disk. */
#include "config.h"

#include "store-fixture.h"

#include "lotse-paper-entry.h"

/* A form with a question of each kind, an event that is asked with it, and its pile. */
typedef struct
{
  Fixture store;
  char *form;
  char *event;
  LotsePaperEntry *entry;
} Paper;

static void
add_question (Paper *paper, const char *position, const char *code, const char *type, const char *choices, const char *if_question)
{
  g_autofree char *id = add (&paper->store, "question", "form", paper->form, "position", position, "code", code, "type", type, "choices",
                             choices, "if_question", if_question, "if_answers", *if_question != '\0' ? "no" : "", NULL);

  g_assert_nonnull (id);
}

static void
open_entry (Paper *paper)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&paper->entry, lotse_paper_entry_free);
  paper->entry = lotse_paper_entry_open (paper->store.store, paper->event, &error);
  g_assert_no_error (error);
}

static void
set_up (Paper *paper, gconstpointer data)
{
  fixture_set_up (&paper->store, data);
  paper->form = add (&paper->store, "form", "title", "Bogen", NULL);
  add_question (paper, "1", "liked", "rating", "", "");
  add_question (paper, "2", "again", "yes_no", "", "");
  add_question (paper, "3", "why", "single", "far late other", "again");
  add_question (paper, "4", "heard", "multiple", "web friend paper", "");
  add_question (paper, "5", "district", "single", "a b c d e f g h i j k l", "");
  add_question (paper, "6", "topics", "multiple", "a b c d e f g h i j k l", "");
  add_question (paper, "7", "improve", "open", "", "");
  paper->event = add (&paper->store, "event", "title_de", "Treffen", "form", paper->form, NULL);
  open_entry (paper);
}

static void
tear_down (Paper *paper, gconstpointer data)
{
  lotse_paper_entry_free (paper->entry);
  g_free (paper->form);
  g_free (paper->event);
  fixture_tear_down (&paper->store, data);
}

/* Types keys; "<" is Backspace, ">" goes on; a key that is refused stands in the answer as "!". */
static char *
type (LotsePaperRow *row, const char *keys)
{
  GString *text = g_string_new (NULL);

  for (const char *key = keys; *key != '\0'; key++)
    {
      g_autoptr (GError) error = NULL;

      if (*key == '<')
        lotse_paper_row_back (row);
      else if (*key == '>')
        lotse_paper_row_step (row, 1);
      else if (!lotse_paper_row_type (row, (gunichar) *key, &error))
        {
          g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
          g_string_append_c (text, '!');
        }
    }
  for (guint i = 0; row->cells[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", row->cells[i]);
  g_string_append_printf (text, " %u", row->at);
  return g_string_free (text, FALSE);
}

/* What keys make of an empty row, where the keyboard is then, and which cell is missing. */
static void
test_keys (Paper *paper, gconstpointer data)
{
  static const struct
  {
    const char *keys, *cells;
    int missing;
  } cases[] = {
    { "", "||||| 0", 0 },
    { "3", "3||||| 1", 1 },
    { "5", "!||||| 0", 0 },
    { "0", "!||||| 0", 0 },
    { "a", "!||||| 0", 0 },
    { " ", "!||||| 0", 0 },
    { "-", "-||||| 1", 1 },
    { "11", "1|yes|||| 3", 3 },
    { "1j", "1|yes|||| 3", 3 },
    { "1Y", "1|yes|||| 3", 3 },
    { "1n", "1|no|||| 2", 2 },
    { "13", "!1||||| 1", 1 },
    { "122", "1|no|late||| 3", 3 },
    { "124", "!1|no|||| 2", 2 },
    { "1-", "1|-|||| 3", 3 },
    /* Several: one after the other, with blanks, not twice, and kept in the order of the keys. */
    { "1131", "1|yes||paper web|| 3", 4 },
    { "113 1", "1|yes||paper web|| 3", 4 },
    { "1133", "!1|yes||paper|| 3", 4 },
    { "113-", "!1|yes||paper|| 3", 4 },
    { "11-", "1|yes||-|| 4", 4 },
    { "11-<2", "1|yes||friend|| 3", 4 },
    /* More than nine: 1 may become 12, and is 1 if nothing follows; 2 is 2. */
    { "112>1", "1|yes||friend|a| 4", 5 },
    { "112>12", "1|yes||friend|l| 5", 5 },
    { "112>13", "!1|yes||friend|a| 4", 5 },
    { "112>2", "1|yes||friend|b| 5", 5 },
    { "112>1-", "1|yes||friend|a|- 5", -1 },
    { "112>2-", "1|yes||friend|b|- 5", -1 },
    { "112>2-1", "!1|yes||friend|b|- 5", -1 },
    { "112>2-<1", "1|yes||friend|b|a 5", -1 },
    { "112>211", "1|yes||friend|b|k 5", -1 },
    { "112>21 1", "!1|yes||friend|b|a 5", -1 },
    { "112>21 2", "1|yes||friend|b|a b 5", -1 },
    { "112>213", "1|yes||friend|b|a c 5", -1 },
    /* Backspace takes the last digit back; an answer that decides takes along what hangs on it. */
    { "3<", "||||| 0", 0 },
    { "3<<", "||||| 0", 0 },
    { "1n2<", "1|no|||| 2", 2 },
    { "1n2<<j", "1|yes|||| 3", 3 },
    { "11312<", "1|yes||friend web|| 3", 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LotsePaperRow) row = lotse_paper_row_new (paper->entry->columns, NULL, NULL);
      g_autofree char *cells = type (row, cases[i].keys);

      g_test_message ("%s", cases[i].keys);
      g_assert_cmpstr (cells, ==, cases[i].cells);
      g_assert_cmpint (lotse_paper_row_missing (row), ==, cases[i].missing);
    }
}

/* What was typed is said in digits and in words. */
static void
test_words (Paper *paper, gconstpointer data)
{
  g_autofree char *cells = type (paper->entry->begun, "2j31>12-");
  g_autofree char *rating = lotse_paper_row_words (paper->entry->begun, 0), *again = lotse_paper_row_words (paper->entry->begun, 1);
  g_autofree char *why = lotse_paper_row_words (paper->entry->begun, 2), *heard = lotse_paper_row_words (paper->entry->begun, 3);
  g_autofree char *digits = lotse_paper_row_digits (paper->entry->begun, 3), *topics = lotse_paper_row_words (paper->entry->begun, 5);
  g_autofree char *steps = lotse_paper_columns_dup_steps (paper->entry->columns, 3);

  g_assert_cmpstr (cells, ==, "2|yes||paper web|l|- 5");
  g_assert_cmpstr (rating, ==, "2");
  g_assert_cmpstr (again, ==, "1 yes");
  g_assert_cmpstr (why, ==, "not asked");
  g_assert_cmpstr (heard, ==, "1 3 paper, web");
  g_assert_cmpstr (digits, ==, "1 3");
  g_assert_cmpstr (topics, ==, "no answer");
  g_assert_cmpstr (steps, ==, "1 web, 2 friend, 3 paper");
}

/* --- On disk ------------------------------------------------------------------------------------------------ */

static void
must_do (Paper *paper, LotsePaperDeed *made)
{
  g_autoptr (LotsePaperDeed) deed = made;
  g_autoptr (GError) error = NULL;

  lotse_paper_deed_do (deed, paper->store.store, &error);
  g_assert_no_error (error);
  g_assert_true (lotse_paper_entry_take (paper->entry, deed));
}

static void
finish (Paper *paper, const char *keys)
{
  g_free (type (paper->entry->begun, keys));
  must_do (paper, lotse_paper_entry_deed (paper->entry, LOTSE_PAPER_KEEP));
  must_do (paper, lotse_paper_entry_deed (paper->entry, LOTSE_PAPER_FINISH));
}

static char *
cells_of (LotsePaperRow *row)
{
  return g_strjoinv ("|", row->cells);
}

static void
add_remark (Paper *paper, const char *text, const GArray *places)
{
  g_autoptr (GError) error = NULL;
  LotsePaperDeed *deed = lotse_paper_entry_deed_remark (paper->entry, LOTSE_PAPER_REMARK, paper->entry->pile->open[0], text, places, &error);

  g_assert_no_error (error);
  must_do (paper, deed);
}

/* What was finished, begun or corrected is there when the profile is opened again, as is what shows before. */
static void
test_durable (Paper *paper, gconstpointer data)
{
  g_autofree char *first = NULL, *begun = NULL;

  g_free (paper->entry->begun->language);
  paper->entry->begun->language = g_strdup ("ar");
  finish (paper, "1n21>1-");
  finish (paper, "2j2>2-");
  g_free (type (paper->entry->begun, "4n"));
  must_do (paper, lotse_paper_entry_deed (paper->entry, LOTSE_PAPER_KEEP));
  lotse_paper_row_go (paper->entry->rows->pdata[0], 1);
  g_free (type (paper->entry->rows->pdata[0], "j"));
  must_do (paper, lotse_paper_entry_deed_row (paper->entry, LOTSE_PAPER_CORRECT, paper->entry->rows->pdata[0]));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (paper->entry->rows->len, ==, 2);
      g_free (first);
      first = cells_of (paper->entry->rows->pdata[0]);
      g_assert_cmpstr (first, ==, "1|yes||web|a|-");
      g_assert_cmpstr (((LotsePaperRow *) paper->entry->rows->pdata[1])->language, ==, "ar");
      g_free (begun);
      begun = cells_of (paper->entry->begun);
      g_assert_cmpstr (begun, ==, "4|no||||");
      g_assert_cmpuint (paper->entry->begun->at, ==, 2);
      reopen (&paper->store);
      open_entry (paper);
    }
}

/* The same words to the same question are one line that counts them; all of it can be changed and withdrawn. */
static void
test_repeats (Paper *paper, gconstpointer data)
{
  g_autoptr (GPtrArray) repeats = NULL, changed = NULL, left = NULL;
  g_autoptr (GError) error = NULL;
  const LotsePaperRepeat *first;

  add_remark (paper, "Zu laut", NULL);
  add_remark (paper, "Mehr Zeit", NULL);
  add_remark (paper, " Zu laut\t", NULL);
  repeats = lotse_paper_entry_list_repeats (paper->entry, paper->entry->pile->open[0]);
  g_assert_cmpuint (repeats->len, ==, 2);
  first = repeats->pdata[0];
  g_assert_cmpstr (first->text, ==, "Zu laut");
  g_assert_cmpuint (first->places->len, ==, 2);
  add_remark (paper, "Zu leise", first->places);
  reopen (&paper->store);
  open_entry (paper);
  changed = lotse_paper_entry_list_repeats (paper->entry, paper->entry->pile->open[0]);
  first = changed->pdata[0];
  g_assert_cmpstr (first->text, ==, "Zu leise");
  g_assert_cmpuint (first->places->len, ==, 2);
  must_do (paper, lotse_paper_entry_deed_remark (paper->entry, LOTSE_PAPER_WITHDRAW_REMARK, paper->entry->pile->open[0], NULL,
                                                 first->places, &error));
  left = lotse_paper_entry_list_repeats (paper->entry, paper->entry->pile->open[0]);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_null (lotse_paper_entry_deed_remark (paper->entry, LOTSE_PAPER_REMARK, paper->entry->pile->open[0], " - ", NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
}

static void
test_release (Paper *paper, gconstpointer data)
{
  g_autoptr (LotsePaperDeed) early = NULL;
  g_autoptr (GPtrArray) piles = NULL;
  g_autoptr (GError) error = NULL;

  finish (paper, "1j1>1-");
  finish (paper, "2j1>1-");
  finish (paper, "3j1>1-");
  add_remark (paper, "Zu laut", NULL);
  must_do (paper, lotse_paper_entry_deed_row (paper->entry, LOTSE_PAPER_WITHDRAW, paper->entry->rows->pdata[1]));
  g_assert_cmpuint (paper->entry->rows->len, ==, 2);
  g_free (type (paper->entry->begun, "4"));
  must_do (paper, lotse_paper_entry_deed (paper->entry, LOTSE_PAPER_KEEP));
  early = lotse_paper_entry_deed (paper->entry, LOTSE_PAPER_RELEASE);
  g_assert_false (lotse_paper_deed_do (early, paper->store.store, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_free (type (paper->entry->begun, "<"));
  must_do (paper, lotse_paper_entry_deed (paper->entry, LOTSE_PAPER_KEEP));
  must_do (paper, lotse_paper_entry_deed (paper->entry, LOTSE_PAPER_RELEASE));
  g_assert_cmpint (lotse_sheets_count_event (paper->store.store, paper->event, &error), ==, 2);
  piles = lotse_piles_list (paper->store.store, &error);
  g_assert_cmpuint (piles->len, ==, 0);
  g_assert_cmpuint (paper->entry->rows->len + paper->entry->remarks->len, ==, 0);
  /* The next pile of the same event begins with nothing. */
  finish (paper, "1j1>1-");
  must_do (paper, lotse_paper_entry_deed (paper->entry, LOTSE_PAPER_WITHDRAW_ALL));
  open_entry (paper);
  g_assert_null (paper->entry->pile->id);
}

/* A pile that is released elsewhere meanwhile loses no sheet that is typed after that. */
static void
test_elsewhere (Paper *paper, gconstpointer data)
{
  g_autoptr (LotsePaperDeed) deed = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  finish (paper, "1j1>1-");
  g_assert_true (lotse_pile_release (paper->store.store, paper->entry->pile->id, &n, &error));
  g_free (type (paper->entry->begun, "2j1>1-"));
  deed = lotse_paper_entry_deed (paper->entry, LOTSE_PAPER_FINISH);
  g_assert_true (lotse_paper_deed_do (deed, paper->store.store, &error));
  g_assert_false (lotse_paper_entry_take (paper->entry, deed));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *cells = cells_of (paper->entry->rows->pdata[0]);

      g_assert_cmpuint (paper->entry->rows->len, ==, 1);
      g_assert_cmpstr (cells, ==, "2|yes||web|a|-");
      open_entry (paper);
    }
}

static void
assert_not_opened (Paper *paper, const char *id, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lotse_paper_entry_open (paper->store.store, id, &error));
  g_assert_error (error, LOTSE_ERROR, code);
}

/* Events without a form, forms without questions or without digits, and surveys. */
static void
test_opening (Paper *paper, gconstpointer data)
{
  g_autofree char *without = add (&paper->store, "event", "title_de", "Ohne", NULL);
  g_autofree char *empty = add (&paper->store, "form", "title", "Leer", NULL);
  g_autofree char *asks_nothing = add (&paper->store, "survey", "name", "Leer", "form", empty, NULL);
  g_autofree char *open_form = add (&paper->store, "form", "title", "Offen", NULL);
  g_autofree char *question = add (&paper->store, "question", "form", open_form, "code", "what", "type", "open", NULL);
  g_autofree char *survey = add (&paper->store, "survey", "name", "Umfrage", "form", open_form, NULL);
  g_autoptr (GError) error = NULL;

  assert_not_opened (paper, without, LOTSE_ERROR_NOT_FOUND);
  assert_not_opened (paper, asks_nothing, LOTSE_ERROR_INVALID);
  g_free (paper->event);
  paper->event = g_strdup (survey);
  open_entry (paper);
  g_assert_cmpstr (paper->entry->title, ==, "Umfrage");
  g_assert_cmpint (lotse_paper_row_missing (paper->entry->begun), ==, -1);
  finish (paper, "");
  add_remark (paper, "Mehr", NULL);
  /* By the pile, too. */
  g_free (paper->event);
  paper->event = g_strdup (paper->entry->pile->id);
  open_entry (paper);
  g_assert_cmpuint (paper->entry->rows->len, ==, 1);
  g_assert_cmpstr (paper->entry->pile->survey, ==, survey);
  must_do (paper, lotse_paper_entry_deed (paper->entry, LOTSE_PAPER_RELEASE));
  g_assert_cmpint (lotse_sheets_count_form (paper->store.store, open_form, &error), ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/paper-entry/" name, Paper, NULL, set_up, function, tear_down)
  ADD ("keys", test_keys);
  ADD ("words", test_words);
  ADD ("durable", test_durable);
  ADD ("repeats", test_repeats);
  ADD ("release", test_release);
  ADD ("elsewhere", test_elsewhere);
  ADD ("opening", test_opening);
  return g_test_run ();
}
