/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anonymous sheets: drafts that can be corrected, batches that cannot, and nothing that leads back. */
#include "config.h"

#include "store-fixture.h"

#include "lotse-sheets.h"

#define N_SHEETS 40

static LotsePile *
new_pile (const char *event, gboolean with_open)
{
  LotsePile *pile = g_new0 (LotsePile, 1);

  pile->form = lotse_id_derive ("form", "one", NULL);
  pile->version = 1;
  pile->event = g_strdup (event);
  pile->way = g_strdup ("paper");
  pile->questions = g_new0 (char *, 3);
  pile->questions[0] = lotse_id_derive ("question", "first", NULL);
  pile->questions[1] = lotse_id_derive ("question", "second", NULL);
  pile->open = g_new0 (char *, 2);
  pile->open[0] = with_open ? lotse_id_derive ("question", "open", NULL) : NULL;
  return pile;
}

static LotseSheet *
new_sheet (const char *answers)
{
  LotseSheet *sheet = g_new0 (LotseSheet, 1);

  sheet->language = g_strdup ("de");
  sheet->answers = g_strsplit (answers, " ", -1);
  return sheet;
}

static guint
put (Fixture *fixture, LotsePile *pile, guint place, const char *answers)
{
  g_autoptr (LotseSheet) sheet = new_sheet (answers);
  g_autoptr (GError) error = NULL;

  sheet->place = place;
  lotse_pile_put (fixture->store, pile, sheet, &error);
  g_assert_no_error (error);
  return sheet->place;
}

static gboolean
begin (const LotsePile *batch, gpointer data)
{
  return TRUE;
}

static void
take_sheet (const char *answers, gpointer data)
{
  g_ptr_array_add (data, g_strdelimit (g_strdup (answers), "\x1f", ' '));
}

static void
take_remark (const char *id, const char *question, const char *text, gpointer data)
{
  g_ptr_array_add (data, g_strconcat ("remark ", text, NULL));
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Everything that is released, sorted and joined. */
static char *
released (Fixture *fixture)
{
  static const LotseSheetReader reader = { begin, take_sheet, take_remark };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_sheets_read (fixture->store, &reader, texts, &error));
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("; ", (GStrv) texts->pdata);
}

static void
test_pile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autoptr (LotsePile) pile = new_pile (event, TRUE);
  g_autoptr (LotsePile) again = new_pile (event, TRUE);
  g_autoptr (GPtrArray) piles = NULL, sheets = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  guint n = 0;

  g_assert_cmpuint (put (fixture, pile, 0, "1 2 gut"), ==, 1);
  g_assert_cmpuint (put (fixture, again, 0, "3 - -"), ==, 2);
  g_assert_cmpstr (pile->id, ==, again->id);
  g_assert_cmpuint (put (fixture, pile, 0, "4 4 "), ==, 3);
  /* Drafts outlive the program, can be corrected and withdrawn, and do not count. */
  reopen (fixture);
  g_assert_cmpuint (put (fixture, pile, 2, "2 - -"), ==, 2);
  g_assert_true (lotse_pile_withdraw (fixture->store, pile->id, 3, &error));
  before = released (fixture);
  g_assert_cmpstr (before, ==, "");
  piles = lotse_piles_list (fixture->store, &error);
  g_assert_cmpuint (piles->len, ==, 1);
  g_assert_cmpuint (((LotsePile *) piles->pdata[0])->sheets, ==, 2);
  sheets = lotse_pile_list_sheets (fixture->store, pile->id, &error);
  g_assert_cmpstr (((LotseSheet *) sheets->pdata[1])->answers[0], ==, "2");
  g_assert_true (lotse_pile_release (fixture->store, pile->id, &n, &error));
  g_assert_cmpuint (n, ==, 2);
  after = released (fixture);
  g_assert_cmpstr (after, ==, "1 2; 2 -; remark gut");
  g_assert_cmpint (lotse_sheets_count_event (fixture->store, event, &error), ==, 2);
  g_assert_false (lotse_pile_release (fixture->store, pile->id, &n, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
}

static void
assert_refused (Fixture *fixture, LotsePile *pile, guint place, const char *answers, int code)
{
  g_autoptr (LotseSheet) sheet = new_sheet (answers);
  g_autoptr (GError) error = NULL;

  sheet->place = place;
  g_assert_false (lotse_pile_put (fixture->store, pile, sheet, &error));
  g_assert_error (error, LOTSE_ERROR, code);
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autoptr (LotsePile) pile = new_pile (event, FALSE);
  g_autoptr (LotsePile) nobody = new_pile (NULL, FALSE);
  g_autoptr (GPtrArray) piles = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (fixture, pile, 0, "1", LOTSE_ERROR_INVALID);
  assert_refused (fixture, pile, 0, "1 2 3", LOTSE_ERROR_INVALID);
  assert_refused (fixture, pile, 0, " ", LOTSE_ERROR_INVALID);
  assert_refused (fixture, pile, 0, "1 a\x1f", LOTSE_ERROR_INVALID);
  assert_refused (fixture, pile, 4, "1 2", LOTSE_ERROR_NOT_FOUND);
  assert_refused (fixture, nobody, 0, "1 2", LOTSE_ERROR_INVALID);
  piles = lotse_piles_list (fixture->store, &error);
  g_assert_cmpuint (piles->len, ==, 0);
}

/* A batch that comes twice counts once. */
static void
test_batches (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autofree char *all = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_batch_free);
      LotseBatch *batch = lotse_batch_new (new_pile (event, FALSE));
      g_autoptr (GError) error = NULL;
      guint added = 9;

      batch->pile->id = lotse_id_derive ("batch", "file", NULL);
      g_ptr_array_add (batch->sheets, new_sheet ("1 2"));
      g_ptr_array_add (batch->sheets, new_sheet ("3 4"));
      g_ptr_array_add (batches, batch);
      lotse_batches_add (fixture->store, batches, &added, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (added, ==, i == 0 ? 2 : 0);
      g_assert_cmpint (lotse_batch_is_known (fixture->store, batch->pile->id, &error), ==, 1);
    }
  all = released (fixture);
  g_assert_cmpstr (all, ==, "1 2; 3 4");
}

/* The number in the first answer says when the sheet was put on the pile; the table must not. */
static void
assert_without_order (Fixture *fixture)
{
  g_autoptr (LotseDb) db = open_database (fixture, "lotse.db");
  g_autoptr (LotseStatement) statement = lotse_db_query (db, NULL, "SELECT id, answers FROM sheet", "");
  g_autoptr (GError) error = NULL;
  guint n = 0, rises = 0, last = 0;

  while (lotse_statement_step (statement, NULL))
    {
      const guint8 *id = lotse_statement_bytes (statement, 0, NULL);
      guint number = (guint) g_ascii_strtoull (lotse_statement_text (statement, 1), NULL, 10);

      /* Version 4: random. */
      g_assert_cmpuint (id[6] >> 4, ==, 4);
      rises += number > last;
      last = number;
      n++;
    }
  g_assert_cmpuint (n, ==, N_SHEETS);
  /* Of 40 in a random order about half are larger than the one before; 35 have a chance below one in ten million. */
  g_assert_cmpuint (rises, <, 35);
  g_assert_false (lotse_db_exec (db, "SELECT rowid FROM sheet", NULL));
  g_assert_false (lotse_db_exec (db, "UPDATE sheet SET answers = '1'", &error));
}

/* All text of all tables but that of the sheets themselves. */
static void
assert_nowhere_else (Fixture *fixture, const char *table, const char *text)
{
  g_autoptr (LotseDb) db = open_database (fixture, "lotse.db");
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", table);
  g_autoptr (LotseStatement) statement = lotse_db_query (db, NULL, sql, "");

  while (statement != NULL && lotse_statement_step (statement, NULL))
    for (int i = 0; i < lotse_statement_n_columns (statement); i++)
      {
        gsize size = 0;
        const guint8 *bytes = lotse_statement_bytes (statement, i, &size);

        g_assert_true (bytes == NULL || memmem (bytes, size, text, strlen (text)) == NULL);
      }
}

static void
test_nothing_leads_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = add (fixture, "event", "title_de", "Treffen", NULL);
  g_autoptr (LotsePile) pile = new_pile (event, TRUE);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "lotse.db-wal", NULL);
  GStatBuf log = { 0 };
  guint n, waiting = status (fixture).waiting;

  for (guint i = 1; i <= N_SHEETS; i++)
    {
      g_autofree char *answers = g_strdup_printf ("%u 2 Zwetschgenkuchen%u", i, i);

      put (fixture, pile, 0, answers);
    }
  g_assert_true (lotse_pile_release (fixture->store, pile->id, &n, &error));
  g_assert_cmpuint (status (fixture).waiting, ==, waiting);
  lotse_store_close (fixture->store);
  g_clear_object (&fixture->store);
  /* What the log had of the order is gone with it. */
  g_assert_true (g_stat (path, &log) != 0 || log.st_size == 0);
  assert_without_order (fixture);
  {
    g_autoptr (LotseDb) db = open_database (fixture, "lotse.db");
    g_autoptr (LotseStatement) statement = lotse_db_query (db, NULL, "SELECT name FROM sqlite_master WHERE type = 'table'", "");

    while (lotse_statement_step (statement, NULL))
      if (!g_str_equal (lotse_statement_text (statement, 0), "remark"))
        g_ptr_array_add (tables, g_strdup (lotse_statement_text (statement, 0)));
  }
  g_assert_cmpuint (tables->len, >, 20);
  for (guint i = 0; i < tables->len; i++)
    assert_nowhere_else (fixture, tables->pdata[i], "Zwetschgen");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/sheets/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("pile", test_pile);
  ADD ("refused", test_refused);
  ADD ("batches", test_batches);
  ADD ("nothing-leads-back", test_nothing_leads_back);
  return g_test_run ();
}
