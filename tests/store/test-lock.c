/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Locking a profile that several processes have open: this program starts itself as the other process, which does what it is
 * told line by line.  That a key is gone is seen in the memory of the other process, byte by byte.
 */
#include "config.h"

#include "store-fixture.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define PATIENCE_US (60 * G_USEC_PER_SEC)

static const char *program;

/* --- The other process -------------------------------------------------------------------------------------- */

static void
on_locked (gboolean *locked)
{
  *locked = TRUE;
}

/* A transaction that goes on until it is stopped, for a minute at most. */
static gpointer
long_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 until = g_get_monotonic_time () + PATIENCE_US;

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *id = lotse_id_new ();
      LotseRecord *record = lotse_record_new (lotse_kind_find ("task"), id);

      lotse_record_set (record, "text", "lang", NULL);
      g_ptr_array_add (records, record);
    }
  while (g_get_monotonic_time () < until)
    {
      for (guint i = 0; i < records->len; i++)
        {
          g_autofree char *text = g_strdup_printf ("lang %" G_GINT64_FORMAT, g_get_monotonic_time ());

          lotse_record_set (records->pdata[i], "text", text, NULL);
        }
      g_print ("saving\n");
      if (!lotse_store_save_many (store, records, NULL, NULL, NULL, NULL, error))
        return NULL;
    }
  return NULL;
}

static void
report (const GError *error, gboolean locked)
{
  if (error == NULL)
    g_print ("done\n");
  else
    g_print ("%s %s\n", g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED) ? "locked" : error->message, locked ? "told" : "untold");
}

static void
on_long_job (GObject *source, GAsyncResult *result, gpointer data)
{
  lotse_store_call_finish (LOTSE_STORE (source), result, data);
}

static void
obey (LotseStore *store, const char *order, const gboolean *locked)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (order, "count"))
    {
      g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));

      lotse_store_count (store, query, &error);
    }
  else if (g_str_equal (order, "long"))
    {
      lotse_store_call_async (store, long_job, NULL, NULL, NULL, NULL, on_long_job, &error);
      while (error == NULL)
        g_main_context_iteration (NULL, TRUE);
    }
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  report (error, *locked);
}

/* argv: the folder, and a passphrase or nothing. */
static int
be_the_other (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  const char *secret = argc > 3 ? argv[3] : NULL;
  g_autoptr (LotseStore) store = lotse_store_open (argv[2], secret != NULL ? LOTSE_KEY_PASSPHRASE : LOTSE_KEY_AUTO, secret, NULL, &error);
  gboolean locked = FALSE;
  char order[64];

  setvbuf (stdout, NULL, _IOLBF, 0);
  report (error, FALSE);
  if (store == NULL)
    return 1;
  g_signal_connect_swapped (store, "locked", G_CALLBACK (on_locked), &locked);
  while (fgets (order, sizeof order, stdin) != NULL)
    obey (store, g_strchomp (order), &locked);
  lotse_store_close (store);
  return 0;
}

/* --- Steering it -------------------------------------------------------------------------------------------- */

typedef struct
{
  GSubprocess *process;
  GDataInputStream *out;
} Other;

static char *
hear (Other *other)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (other->out, NULL, NULL, &error);

  g_assert_no_error (error);
  return line;
}

static void
assert_hears (Other *other, const char *wanted)
{
  g_autofree char *line = hear (other);

  g_assert_cmpstr (line, ==, wanted);
}

static void
order (Other *other, const char *what)
{
  g_autofree char *line = g_strconcat (what, "\n", NULL);
  GOutputStream *in = g_subprocess_get_stdin_pipe (other->process);

  g_assert_true (g_output_stream_write_all (in, line, strlen (line), NULL, NULL, NULL));
}

static Other
start (Fixture *fixture, const char *secret)
{
  g_autoptr (GError) error = NULL;
  Other other;

  other.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--other",
                                    fixture->folder, secret, NULL);
  g_assert_no_error (error);
  other.out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (other.process));
  return other;
}

static void
end (Other *other)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (other->process), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (other->process, NULL, NULL));
  g_clear_object (&other->out);
  g_clear_object (&other->process);
}

static void
kill_it (Other *other)
{
  g_subprocess_force_exit (other->process);
  g_subprocess_wait (other->process, NULL, NULL);
  g_clear_object (&other->out);
  g_clear_object (&other->process);
}

/* Asks until the other process has obeyed the lock, which takes half a second. */
static void
wait_until_locked (Other *other)
{
  for (gint64 until = g_get_monotonic_time () + PATIENCE_US; g_get_monotonic_time () < until; g_usleep (20000))
    {
      g_autofree char *line = NULL;

      order (other, "count");
      line = hear (other);
      if (g_str_equal (line, "done"))
        continue;
      g_assert_cmpstr (line, ==, "locked told");
      return;
    }
  g_assert_not_reached ();
}

/* The profile is there, and this process has it closed while others work. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  lotse_store_close (fixture->store);
  g_clear_object (&fixture->store);
}

/* What is left is whole. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->store);
  fixture->store = lotse_store_open (fixture->folder, data != NULL ? LOTSE_KEY_PASSPHRASE : LOTSE_KEY_FILE, data, NULL, &error);
  g_assert_no_error (error);
  fixture_tear_down (fixture, data);
}

static void
lock (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  lotse_store_lock_profile (fixture->folder, &error);
  g_assert_no_error (error);
}

/* --- The memory of a process -------------------------------------------------------------------------------- */

/* How often the bytes lie in that part of the memory. */
static guint
count_in (int memory, guint64 from, guint64 to, const guint8 *bytes, gsize size)
{
  g_autofree guint8 *content = g_malloc (to - from);
  gssize got = pread (memory, content, to - from, (off_t) from);
  guint found = 0;
  guint8 *at = content;

  while (got > 0 && (at = memmem (at, (gsize) (content + got - at), bytes, size)) != NULL)
    {
      found++;
      at++;
    }
  return found;
}

/* How often the bytes lie in what the process may write to; -1 if the system does not let anybody look. */
static int
count_in_memory (GSubprocess *process, const guint8 *bytes, gsize size)
{
  g_autofree char *maps = g_strdup_printf ("/proc/%s/maps", g_subprocess_get_identifier (process));
  g_autofree char *path = g_strdup_printf ("/proc/%s/mem", g_subprocess_get_identifier (process));
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  int memory = open (path, O_RDONLY | O_CLOEXEC);
  guint found = 0;

  if (memory < 0 || !g_file_get_contents (maps, &content, NULL, NULL))
    return -1;
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      guint64 from, to;
      char mode[5];

      if (sscanf (lines[i], "%" G_GINT64_MODIFIER "x-%" G_GINT64_MODIFIER "x %4s", &from, &to, mode) == 3 && mode[0] == 'r'
          && strstr (lines[i], "[v") == NULL)
        found += count_in (memory, from, to, bytes, size);
    }
  close (memory);
  return (int) found;
}

/* The key of the profile as it lies in the key file. */
static gboolean
read_key (Fixture *fixture, guint8 key[32], char hex[65])
{
  g_autofree char *path = g_build_filename (fixture->folder, "key", NULL);
  g_autofree char *content = NULL;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    return FALSE;
  g_assert_cmpuint (strlen (g_strchomp (content)), ==, 64);
  memcpy (hex, content, 65);
  for (int i = 0; i < 32; i++)
    key[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) * 16 + g_ascii_xdigit_value (hex[2 * i + 1]));
  return TRUE;
}

/* --- Tests -------------------------------------------------------------------------------------------------- */

static void
test_other_process_closes (Fixture *fixture, gconstpointer data)
{
  Other other = start (fixture, NULL);

  assert_hears (&other, "done");
  order (&other, "count");
  assert_hears (&other, "done");
  lock (fixture);
  wait_until_locked (&other);
  end (&other);
}

static void
test_key_leaves_the_memory (Fixture *fixture, gconstpointer data)
{
  guint8 key[32];
  char hex[65];
  Other other;
  int before;

  /* The sanitizers map terabytes of their own, and keep what was freed. */
  if (g_getenv ("LOTSE_SANITIZED") != NULL || !read_key (fixture, key, hex))
    {
      g_test_skip ("this build has no keys, or memory of its own ways");
      return;
    }
  other = start (fixture, NULL);
  assert_hears (&other, "done");
  before = count_in_memory (other.process, key, sizeof key);
  if (before < 0)
    g_test_skip ("this system does not show the memory of a child");
  else
    g_assert_cmpint (before, >, 0);
  lock (fixture);
  wait_until_locked (&other);
  if (before >= 0)
    {
      g_assert_cmpint (count_in_memory (other.process, key, sizeof key), ==, 0);
      g_assert_cmpint (count_in_memory (other.process, (const guint8 *) hex, 64), ==, 0);
    }
  end (&other);
}

static void
test_unlocked_again_for_all (Fixture *fixture, gconstpointer data)
{
  Other first = start (fixture, NULL);
  Other second, third;

  assert_hears (&first, "done");
  lock (fixture);
  second = start (fixture, NULL);
  assert_hears (&second, "done");
  wait_until_locked (&first);
  third = start (fixture, NULL);
  assert_hears (&third, "done");
  /* More than two beats: a lock that was made before they opened does not reach them. */
  g_usleep (1300000);
  order (&second, "count");
  assert_hears (&second, "done");
  order (&third, "count");
  assert_hears (&third, "done");
  order (&first, "count");
  assert_hears (&first, "locked told");
  lock (fixture);
  wait_until_locked (&second);
  wait_until_locked (&third);
  end (&first);
  end (&second);
  end (&third);
}

static void
test_passphrase_is_asked_of_all (Fixture *fixture, gconstpointer data)
{
  const char *passphrase = data;
  g_autoptr (GError) error = NULL;
  Other other, without, with;

  if (!lotse_db_encrypts ())
    {
      g_test_skip ("this build has no keys");
      return;
    }
  fixture->store = must_open (fixture->folder);
  g_assert_true (lotse_store_set_passphrase (fixture->store, passphrase, &error));
  other = start (fixture, passphrase);
  assert_hears (&other, "done");
  lock (fixture);
  wait_until_locked (&other);
  without = start (fixture, NULL);
  assert_hears (&without, "locked untold");
  kill_it (&without);
  with = start (fixture, passphrase);
  assert_hears (&with, "done");
  end (&with);
  end (&other);
}

static void
test_long_work_is_undone (Fixture *fixture, gconstpointer data)
{
  Other other = start (fixture, NULL);
  g_autofree char *line = NULL;
  gint64 began;

  assert_hears (&other, "done");
  order (&other, "long");
  assert_hears (&other, "saving");
  began = g_get_monotonic_time ();
  lock (fixture);
  do
    {
      g_free (line);
      line = hear (&other);
    }
  while (g_str_equal (line, "saving"));
  g_assert_cmpstr (line, ==, "locked told");
  g_test_message ("stopped after %.1f s", (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  end (&other);
}

static void
test_saved_is_saved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  fixture->store = must_open (fixture->folder);
  id = add (fixture, "person", "display_name", "Amal", NULL);
  lock (fixture);
  lotse_store_close (fixture->store);
  g_clear_object (&fixture->store);
  fixture->store = must_open (fixture->folder);
  assert_value (fixture, id, "display_name", "Amal");
  g_assert_false (lotse_store_is_locked (fixture->store));
}

/* Whoever dies, with the lock or before it: the next one opens as ever. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 5; i++)
    {
      Other other = start (fixture, NULL);

      assert_hears (&other, "done");
      order (&other, "long");
      assert_hears (&other, "saving");
      lock (fixture);
      g_usleep (i * 150000);
      kill_it (&other);
    }
}

static void
test_lock_file_removed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "lock", NULL);
  Other other = start (fixture, NULL);

  assert_hears (&other, "done");
  g_assert_cmpint (g_unlink (path), ==, 0);
  wait_until_locked (&other);
  end (&other);
}

static void
test_cancels_what_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fixture->store = must_open (fixture->folder);
  lotse_store_cancel_when_locked (fixture->store, cancellable);
  lock (fixture);
  for (gint64 until = g_get_monotonic_time () + PATIENCE_US; !g_cancellable_is_cancelled (cancellable); g_usleep (20000))
    g_assert_cmpint (g_get_monotonic_time (), <, until);
  g_assert_true (lotse_store_is_locked (fixture->store));
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lotse_store_lock_profile ("/nowhere/at/all", &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_IO);
}

int
main (int argc, char *argv[])
{
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
  if (argc > 2 && g_str_equal (argv[1], "--other"))
    return be_the_other (argc, argv);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/lock/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("other-process-closes", test_other_process_closes);
  ADD ("key-leaves-the-memory", test_key_leaves_the_memory);
  ADD ("unlocked-again-for-all", test_unlocked_again_for_all);
  g_test_add ("/lock/passphrase-is-asked-of-all", Fixture, "Elbe 7", set_up, test_passphrase_is_asked_of_all, tear_down);
  ADD ("long-work-is-undone", test_long_work_is_undone);
  ADD ("saved-is-saved", test_saved_is_saved);
  ADD ("killed", test_killed);
  ADD ("lock-file-removed", test_lock_file_removed);
  ADD ("cancels-what-waits", test_cancels_what_waits);
  g_test_add_func ("/lock/no-folder", test_no_folder);
  return g_test_run ();
}
