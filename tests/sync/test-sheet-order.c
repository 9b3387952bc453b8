/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nothing on any disk orders or dates the sheets of an event, or ties one to a person.
 *
 * Known people are signed in at an event, and each files a sheet right after that, at one desk.  Each sheet has a mark and each open
 * answer a word, drawn in a random order, so that sorting by content says nothing of the filing.  Then every file of the desk, of
 * the office and of the centre is searched: each table in its own order and by each of its columns, and every byte of the files as
 * they lie.  An order that goes with the filing, a time, or a person beside a mark is a trace.  At the end tables that are broken on
 * purpose must be found out, or the search would see nothing.
 */
#include "kit.h"

#include "lotse-db.h"
#include "lotse-id.h"
#include "lotse-sheets.h"
#include "lotse-sign-in.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define N 60
#define TOO_ALIKE 0.7 /* by chance this happens once in ten million orders of 60 */
#define MARK "zqm"
#define WORD "zqw"

typedef struct
{
  char *folder;
  KitServer *server;
  LotseStore *office;
  LotseStore *desk;
  char *log;   /* file of the server */
  char *event;
  char *people[N];
  char *names[N];
  guint marks[N]; /* of the sheet that was filed n-th */
  guint words[N];
  gint64 began_ms;
  gint64 ended_ms;
} World;

/* --- Orders ------------------------------------------------------------------------------------------------- */

/* How much two orders of the same things go together, from -1 to 1 (Spearman). */
static double
likeness (const guint *one, const guint *other)
{
  double sum = 0;

  for (guint i = 0; i < N; i++)
    sum += ((double) one[i] - other[i]) * ((double) one[i] - other[i]);
  return 1.0 - 6.0 * sum / ((double) N * (N * N - 1));
}

/* The places at which the marks of the sheets, in the order of filing, come up; FALSE if some do not. */
static gboolean
find_places (const char *text, const char *prefix, const guint *numbers, gboolean last, guint *places)
{
  gssize at[N];

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *mark = g_strdup_printf ("%s%02u.", prefix, numbers[i]);
      const char *found = last ? g_strrstr (text, mark) : strstr (text, mark);

      if (found == NULL)
        return FALSE;
      at[i] = found - text;
    }
  for (guint i = 0; i < N; i++)
    for (guint k = places[i] = 0; k < N; k++)
      places[i] += at[k] < at[i];
  return TRUE;
}

#define complain(traces, where, what) g_string_append_printf (traces, "%s: %s\n", where, what)

/* The marks against the filing, the words against the filing, and both against one another. */
static void
search_orders (const World *world, const char *where, const char *text, GString *traces)
{
  guint filed[N], marks[N], words[N];

  for (guint i = 0; i < N; i++)
    filed[i] = i;
  for (int last = 0; last < 2; last++)
    {
      gboolean has_marks = find_places (text, MARK, world->marks, last, marks);
      gboolean has_words = find_places (text, WORD, world->words, last, words);

      if (has_marks && fabs (likeness (marks, filed)) > TOO_ALIKE)
        complain (traces, where, "the sheets lie in the order in which they were filed");
      if (has_words && fabs (likeness (words, filed)) > TOO_ALIKE)
        complain (traces, where, "the open answers lie in the order in which they were filed");
      if (has_marks && has_words && fabs (likeness (marks, words)) > TOO_ALIKE)
        complain (traces, where, "the open answers lie in the order of their sheets");
    }
}

/* --- What stands beside a mark ------------------------------------------------------------------------------ */

static gboolean
has_mark (const char *text)
{
  return strstr (text, MARK) != NULL || strstr (text, WORD) != NULL;
}

/* A time of the filing: milliseconds as digits, or the first half of an id that was made then. */
static void
search_times (const World *world, const char *where, const char *text, GString *traces)
{
  for (const char *at = text; *at != '\0'; at++)
    {
      char digits[14] = { 0 };
      gint64 ms;

      memcpy (digits, at, strnlen (at, 13));
      if (strspn (digits, "0123456789") == 13 && (ms = g_ascii_strtoll (digits, NULL, 10)) >= world->began_ms && ms <= world->ended_ms)
        complain (traces, where, "a time stands beside a sheet");
      digits[12] = '\0';
      if (strspn (digits, "0123456789abcdef") == 12 && (ms = (gint64) g_ascii_strtoull (digits, NULL, 16)) >= world->began_ms
          && ms <= world->ended_ms)
        complain (traces, where, "an id that was made meanwhile stands beside a sheet");
    }
}

/* What must not stand in one row with a mark: a time, and a person. */
static void
search_row (const World *world, const char *where, const char *text, GString *traces)
{
  search_times (world, where, text, traces);
  for (guint i = 0; i < N; i++)
    if (strstr (text, world->people[i]) != NULL || strstr (text, world->names[i]) != NULL)
      complain (traces, where, "a person stands beside a sheet");
}

/* One row as text: texts and numbers as they are, other bytes as hexadecimal digits. */
static char *
row_text (LotseStatement *row)
{
  GString *text = g_string_new (NULL);

  for (int i = 0; i < lotse_statement_n_columns (row); i++)
    {
      gsize size = 0;
      const guint8 *bytes = lotse_statement_bytes (row, i, &size);

      g_string_append_c (text, ' ');
      if (bytes == NULL)
        continue;
      if (g_utf8_validate ((const char *) bytes, (gssize) size, NULL))
        g_string_append_len (text, (const char *) bytes, (gssize) size);
      else
        for (gsize k = 0; k < size; k++)
          g_string_append_printf (text, "%02x", bytes[k]);
    }
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

/* The rows in the order of `by`, as one text; `rows` says whether to look into each. */
static void
search_rows (const World *world, LotseDb *db, const char *where, const char *table, const char *by, gboolean rows, GString *traces)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" %s", table, by);
  g_autofree char *place = g_strdup_printf ("%s, table %s %s", where, table, by);
  g_autoptr (LotseStatement) statement = lotse_db_query (db, NULL, sql, "");
  g_autoptr (GString) all = g_string_new (NULL);

  while (statement != NULL && lotse_statement_step (statement, NULL))
    {
      g_autofree char *text = row_text (statement);

      g_string_append (all, text);
      if (rows && has_mark (text))
        search_row (world, place, text, traces);
    }
  search_orders (world, place, all->str, traces);
}

static GPtrArray *
names_of (LotseDb *db, const char *sql, const char *table)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LotseStatement) statement = lotse_db_query (db, NULL, sql, table != NULL ? "s" : "", table);

  while (lotse_statement_step (statement, NULL))
    g_ptr_array_add (names, g_strdup (lotse_statement_text (statement, 0)));
  return names;
}

/* Every table of the database, the hidden ones of the full text too, in its own order and by each column. */
static void
search_database (const World *world, const char *where, const char *path, const guint8 *key, GString *traces)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseDb) db = lotse_db_open (path, key, key == NULL ? LOTSE_DB_PLAIN : 0, 5000, &error);
  g_autoptr (GPtrArray) tables = NULL;

  g_assert_no_error (error);
  tables = names_of (db, "SELECT name FROM sqlite_master WHERE type = 'table'", NULL);
  for (guint i = 0; i < tables->len; i++)
    {
      const char *table = tables->pdata[i];
      g_autoptr (GPtrArray) columns = names_of (db, "SELECT name FROM pragma_table_info (?)", table);

      search_rows (world, db, where, table, "", TRUE, traces);
      search_rows (world, db, where, table, "ORDER BY rowid", FALSE, traces);
      for (guint k = 0; k < columns->len; k++)
        {
          g_autofree char *by = g_strdup_printf ("ORDER BY \"%s\"", (char *) columns->pdata[k]);

          search_rows (world, db, where, table, by, FALSE, traces);
        }
    }
}

static char *
read_bytes (const char *path)
{
  g_autofree char *bytes = NULL;
  GString *out = g_string_new (NULL);
  gsize size = 0;

  if (g_file_get_contents (path, &bytes, &size, NULL))
    kit_append_bytes (out, (const guint8 *) bytes, size);
  return g_string_free (out, FALSE);
}

static void
search_device (const World *world, const char *name, GString *traces)
{
  g_autofree char *profile = g_build_filename (world->folder, name, NULL);
  g_autofree char *path = g_build_filename (profile, "lotse.db", NULL);
  g_autofree char *pages = NULL;
  guint8 key[KIT_KEY];

  kit_wait_settled (world->folder, name);
  kit_read_key (profile, key);
  pages = kit_dump_pages (world->folder, name);
  search_orders (world, name, pages, traces);
  search_database (world, name, path, lotse_db_encrypts () ? key : NULL, traces);
}

/* The centre's files as they lie: database, its log, both journals, what the server wrote to its own log, a backup. */
static void
search_centre (const World *world, GString *traces)
{
  static const char *const files[] = { "centre.db", "centre.db-wal", "journal", "journal-sheets", "../backup" };
  g_autofree char *data = g_build_filename (world->folder, "centre", NULL);
  g_autofree char *database = g_build_filename (data, "centre.db", NULL);
  g_autofree char *backup = g_build_filename (world->folder, "backup", NULL);
  g_autofree char *log = read_bytes (world->log);

  g_unlink (backup);
  g_free (kit_server_run (world->server, "backup", backup, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (data, files[i], NULL);
      g_autofree char *bytes = read_bytes (path);

      /* In the database, its journal of sheets and a backup; neither beside what devices just did, nor in the other journal. */
      g_assert_cmpint (has_mark (bytes), ==, i != 1 && i != 2);
      search_orders (world, files[i], bytes, traces);
      if (i == 3)
        search_row (world, files[i], bytes, traces);
    }
  g_assert_nonnull (strstr (log, "/v1/sheets"));
  g_assert_false (has_mark (log) || strstr (log, world->event) != NULL);
  search_database (world, "centre", database, NULL, traces);
  search_database (world, "backup", backup, NULL, traces);
}

/* --- The evening -------------------------------------------------------------------------------------------- */

static void
shuffle (guint *numbers)
{
  for (guint i = 0; i < N; i++)
    {
      guint k = (guint) g_random_int_range (0, (gint32) i + 1);

      numbers[i] = numbers[k];
      numbers[k] = i;
    }
}

/* The server's log goes to a file: a script in the place of the program takes it there. */
static void
start_server (World *world)
{
  g_autofree char *script = g_build_filename (world->folder, "server", NULL);
  g_autofree char *text = NULL;

  world->log = g_build_filename (world->folder, "log", NULL);
  text = g_strdup_printf ("#!/bin/sh\nG_MESSAGES_DEBUG=all exec '%s' \"$@\" 2>>'%s'\n", g_getenv ("LOTSE_SERVER"), world->log);
  g_assert_true (g_file_set_contents (script, text, -1, NULL));
  g_assert_cmpint (g_chmod (script, 0700), ==, 0);
  g_setenv ("LOTSE_SERVER", script, TRUE);
  world->server = kit_server_start (world->folder);
}

static void
world_open (World *world)
{
  *world = (World){ .folder = kit_folder_new () };
  shuffle (world->marks);
  shuffle (world->words);
  start_server (world);
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  kit_server_add_account (world->server, "desk", "organiser", NULL);
  world->office = kit_store_open (world->folder, "office");
  world->desk = kit_store_open (world->folder, "desk");
  world->event = kit_add (world->office, "event", "title_de", "Treffen", NULL);
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *registration = NULL;

      world->names[i] = g_strdup_printf ("Person Nr%02u", i);
      world->people[i] = kit_add (world->office, "person", "display_name", world->names[i], NULL);
      registration = kit_add (world->office, "registration", "event", world->event, "person", world->people[i], "state", "registered", NULL);
    }
  kit_connect (world->office, kit_server_url (world->server), "office");
  kit_connect (world->desk, kit_server_url (world->server), "desk");
  kit_sync_completely (world->office);
  kit_sync_completely (world->desk);
}

static void
world_close (World *world)
{
  if (world->server != NULL)
    {
      lotse_store_close (world->office);
      lotse_store_close (world->desk);
      kit_server_free (world->server);
    }
  g_clear_object (&world->office);
  g_clear_object (&world->desk);
  for (guint i = 0; i < N; i++)
    {
      g_free (world->people[i]);
      g_free (world->names[i]);
    }
  kit_folder_remove (world->folder);
  g_free (world->event);
  g_free (world->log);
}

static char *
file_all (World *world, const char *form)
{
  g_autoptr (LotsePile) pile = g_new0 (LotsePile, 1);
  g_autoptr (GError) error = NULL;

  pile->form = g_strdup (form);
  pile->event = g_strdup (world->event);
  pile->way = g_strdup ("kiosk");
  pile->questions = g_new0 (char *, 2);
  pile->questions[0] = lotse_id_derive ("question", "first", NULL);
  pile->open = g_new0 (char *, 2);
  pile->open[0] = lotse_id_derive ("question", "open", NULL);
  g_usleep (5000);
  world->began_ms = g_get_real_time () / 1000;
  for (guint i = 0; i < N; i++)
    {
      LotseDoor door = { world->event, NULL, "A" };
      g_autoptr (LotseSignIn) came = lotse_sign_in (world->desk, &door, world->people[i], NULL, 0, &error);
      g_autoptr (LotseSheet) sheet = g_new0 (LotseSheet, 1);
      g_autofree char *answers = g_strdup_printf (MARK "%02u. " WORD "%02u.", world->marks[i], world->words[i]);

      g_assert_no_error (error);
      sheet->answers = g_strsplit (answers, " ", -1);
      lotse_pile_put (world->desk, pile, sheet, &error);
      g_assert_no_error (error);
    }
  world->ended_ms = g_get_real_time () / 1000 + 60000;
  return g_strdup (pile->id);
}

static void
test_no_trace (void)
{
  World world;
  g_autofree char *form = NULL, *pile = NULL;
  g_autoptr (GString) drafts = g_string_new (NULL);
  g_autoptr (GString) traces = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  guint n;

  world_open (&world);
  form = kit_add (world.office, "form", "title", "Bogen", NULL);
  kit_sync_completely (world.office);
  kit_sync_completely (world.desk);
  pile = file_all (&world, form);
  /* A pile still has its order, which the search must see. */
  search_device (&world, "desk", drafts);
  g_assert_nonnull (strstr (drafts->str, "in the order in which they were filed"));
  g_assert_true (lotse_pile_release (world.desk, pile, &n, &error));
  search_device (&world, "desk", traces);
  kit_sync_completely (world.desk);
  search_device (&world, "desk", traces);
  search_centre (&world, traces);
  kit_sync_completely (world.office);
  search_device (&world, "office", traces);
  search_centre (&world, traces);
  g_assert_cmpint (lotse_sheets_count_event (world.office, world.event, NULL), ==, N);
  g_assert_cmpstr (traces->str, ==, "");
  world_close (&world);
}

/* --- What the search must find ------------------------------------------------------------------------------ */

/* A table as somebody might have made it: `columns` beside the two texts, and what a row has there. */
static void
assert_found (World *world, const char *columns, const char *(*value) (World *world, guint i), const char *expected)
{
  g_autofree char *path = g_build_filename (world->folder, "broken.db", NULL);
  g_autofree char *create = g_strdup_printf ("CREATE TABLE sheet (%s, answers TEXT, word TEXT)", columns);
  g_autoptr (GString) traces = g_string_new (NULL);

  {
    g_autoptr (LotseDb) db = lotse_db_open (path, NULL, LOTSE_DB_CREATE | LOTSE_DB_PLAIN, 1000, NULL);

    g_assert_true (lotse_db_exec (db, create, NULL));
    for (guint i = 0; i < N; i++)
      {
        g_autofree char *mark = g_strdup_printf (MARK "%02u.", world->marks[i]);
        g_autofree char *word = g_strdup_printf (WORD "%02u.", world->words[i]);

        g_assert_true (lotse_db_run (db, NULL, "INSERT INTO sheet VALUES (?, ?, ?)", "sss", value (world, i), mark, word));
      }
  }
  search_database (world, "broken", path, NULL, traces);
  g_unlink (path);
  g_assert_nonnull (strstr (traces->str, expected));
}


static char text[40];

static const char *
value_stamp (World *world, guint i)
{
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, world->began_ms + i);
  return text;
}

static const char *
value_nothing (World *world, guint i)
{
  return NULL;
}

static const char *
value_made_now (World *world, guint i)
{
  g_snprintf (text, sizeof text, "%012" G_GINT64_MODIFIER "x70008000000000000001", (guint64) world->began_ms + 1);
  return text;
}

static const char *
value_person (World *world, guint i)
{
  return world->people[i];
}

static void
test_broken_tables (void)
{
  World world = { .folder = kit_folder_new () };

  shuffle (world.marks);
  shuffle (world.words);
  world.began_ms = g_get_real_time () / 1000;
  world.ended_ms = world.began_ms + 60000;
  for (guint i = 0; i < N; i++)
    {
      world.people[i] = lotse_id_random ();
      world.names[i] = g_strdup_printf ("Person Nr%02u", i);
    }
  assert_found (&world, "id TEXT", value_nothing, "table sheet : the sheets lie in the order in which they were filed");
  assert_found (&world, "id TEXT", value_nothing, "the open answers lie in the order of their sheets");
  assert_found (&world, "at INTEGER", value_stamp, "a time stands beside a sheet");
  assert_found (&world, "at INTEGER PRIMARY KEY", value_stamp, "ORDER BY \"at\": the sheets lie in the order");
  assert_found (&world, "id TEXT", value_made_now, "an id that was made meanwhile");
  assert_found (&world, "person TEXT", value_person, "a person stands beside a sheet");
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-order/no-trace", test_no_trace);
  g_test_add_func ("/sheet-order/broken-tables", test_broken_tables);
  return g_test_run ();
}
