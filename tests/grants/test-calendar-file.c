/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calendar file: written, followed, taken away, and never in the place of another file. */
#include "config.h"

#include "store-fixture.h"

#include "lotse-calendar-file.h"
#include "lotse-deadlines.h"
#include "lotse-reminder-hour.h"

#include <sys/stat.h>

typedef struct
{
  Fixture store;
  char *path;
  char *application;
} Calendar;

static char *
must_add (LotseStore *store, const char *kind, const char *field, const char *value)
{
  g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find (kind), NULL);
  g_autoptr (GError) error = NULL;

  lotse_record_set (record, field, value, &error);
  g_assert_no_error (error);
  lotse_store_save (store, record, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (lotse_record_get_id (record));
}

static void
set_up (Calendar *self, gconstpointer data)
{
  fixture_set_up (&self->store, NULL);
  self->path = g_build_filename (self->store.folder, "Lotse.ics", NULL);
  self->application = must_add (self->store.store, "application", "title", "Sommerschule");
}

static void
tear_down (Calendar *self, gconstpointer data)
{
  g_free (self->path);
  g_free (self->application);
  fixture_tear_down (&self->store, NULL);
}

static char *
add_deadline (Calendar *self, const char *name, const char *due)
{
  g_autoptr (GError) error = NULL;
  char *id = lotse_deadline_add (self->store.store, self->application, NULL, name, due, NULL, 0, NULL, &error);

  g_assert_no_error (error);
  return id;
}

static char *
read_file (Calendar *self)
{
  char *text = NULL;

  g_file_get_contents (self->path, &text, NULL, NULL);
  return text;
}

static gboolean
has (Calendar *self, const char *words)
{
  g_autofree char *text = read_file (self);

  return text != NULL && strstr (text, words) != NULL;
}

static void
must_set (Calendar *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  lotse_calendar_file_set (self->store.store, path, &error);
  g_assert_no_error (error);
}

/* Only the user may read it, whatever was there before; what is the same is not written again. */
static void
test_written (Calendar *self, gconstpointer data)
{
  g_autofree char *id = add_deadline (self, "Bericht", "2027-02-26");
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  struct stat first, again, moved;

  g_assert_null (lotse_calendar_file_get (self->store.store, NULL));
  g_assert_true (lotse_calendar_file_write (self->store.store, &error));
  g_assert_null (read_file (self));
  must_set (self, self->path);
  path = lotse_calendar_file_get (self->store.store, NULL);
  g_assert_cmpstr (path, ==, self->path);
  g_assert_cmpint (stat (self->path, &first), ==, 0);
  g_assert_cmpint (first.st_mode & 0777, ==, 0600);
  g_assert_true (has (self, "DTSTART;VALUE=DATE:20270226\r\n"));
  g_assert_true (lotse_calendar_file_write (self->store.store, &error));
  g_assert_cmpint (stat (self->path, &again), ==, 0);
  g_assert_cmpuint (again.st_ino, ==, first.st_ino);
  chmod (self->path, 0644);
  g_assert_true (lotse_deadline_move (self->store.store, id, "2027-03-26", NULL, &error));
  g_assert_true (lotse_calendar_file_write (self->store.store, &error));
  g_assert_true (has (self, "DTSTART;VALUE=DATE:20270326\r\n"));
  g_assert_false (has (self, "DTSTART;VALUE=DATE:20270226\r\n"));
  g_assert_cmpint (stat (self->path, &moved), ==, 0);
  g_assert_cmpint (moved.st_mode & 0777, ==, 0600);
}

/* No person is named; tasks and deadlines that hang on people say only what they are. */
static void
test_nobody (Calendar *self, gconstpointer data)
{
  g_autofree char *mira = must_add (self->store.store, "person", "display_name", "Mira Testperson");
  g_autofree char *task = must_add (self->store.store, "task", "text", "Mira anrufen");
  g_autoptr (LotseRecord) record = lotse_store_get (self->store.store, task, NULL);
  g_autofree char *id = lotse_deadline_add (self->store.store, mira, NULL, "Nach Mira fragen", "2027-02-26", NULL, 0, NULL, NULL);

  g_assert_nonnull (id);
  g_assert_true (lotse_record_set (record, "due", "2027-02-01", NULL));
  g_assert_true (lotse_store_save (self->store.store, record, NULL, NULL));
  must_set (self, self->path);
  g_assert_true (has (self, "DTSTART;VALUE=DATE:20270201\r\n"));
  g_assert_true (has (self, "SUMMARY:Own deadline: Person\r\n"));
  g_assert_false (has (self, "Mira"));
}

static void
test_off (Calendar *self, gconstpointer data)
{
  g_autofree char *other = g_build_filename (self->store.folder, "other.ics", NULL);

  must_set (self, self->path);
  must_set (self, other);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  must_set (self, NULL);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
  g_assert_null (lotse_calendar_file_get (self->store.store, NULL));
}

static void
assert_refused (Calendar *self, const char *path, LotseError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lotse_calendar_file_set (self->store.store, path, &error));
  g_assert_error (error, LOTSE_ERROR, (int) code);
  g_assert_null (lotse_calendar_file_get (self->store.store, NULL));
}

/* A file of somebody else stays as it is, when it is chosen and when it comes there later. */
static void
test_others (Calendar *self, gconstpointer data)
{
  static const char *const texts[] = { "Liste", "BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n" };
  g_autofree char *nowhere = g_build_filename (self->store.folder, "no-folder", "Lotse.ics", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;

      g_assert_true (g_file_set_contents (self->path, texts[i], -1, NULL));
      assert_refused (self, self->path, LOTSE_ERROR_INVALID);
      text = read_file (self);
      g_assert_cmpstr (text, ==, texts[i]);
    }
  assert_refused (self, self->store.folder, LOTSE_ERROR_INVALID);
  assert_refused (self, "Lotse.ics", LOTSE_ERROR_INVALID);
  assert_refused (self, nowhere, LOTSE_ERROR_IO);
  g_unlink (self->path);
  must_set (self, self->path);
  g_assert_true (g_file_set_contents (self->path, texts[0], -1, NULL));
  g_assert_false (lotse_calendar_file_write (self->store.store, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  must_set (self, NULL);
  kept = read_file (self);
  g_assert_cmpstr (kept, ==, texts[0]);
}

static guint
count (const char *text, const char *words)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, words)) != NULL; at += strlen (words))
    n++;
  return n;
}

static gint64
sequence_of (const char *text)
{
  const char *line = strstr (text, "\r\nSEQUENCE:");

  g_assert_nonnull (line);
  return g_ascii_strtoll (line + strlen ("\r\nSEQUENCE:"), NULL, 10);
}

/* It rings at the hour that the person has chosen, from then on, as a younger version of the same entry. */
static void
test_hour (Calendar *self, gconstpointer data)
{
  g_autofree char *id = add_deadline (self, "Bericht", "2027-02-26");
  g_autofree char *early = NULL, *late = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_deadline_set_leads (self->store.store, id, (const int[]){ 1, 7 }, 2, NULL, NULL));
  g_assert_cmpint (lotse_reminder_hour_get (self->store.store), ==, 9);
  must_set (self, self->path);
  early = read_file (self);
  g_assert_cmpuint (count (early, "TRIGGER:-PT15H\r\n"), ==, 1);
  lotse_reminder_hour_keep (self->store.store, 18, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lotse_reminder_hour_get (self->store.store), ==, 18);
  late = read_file (self);
  g_assert_cmpuint (count (late, "TRIGGER:-PT6H\r\n"), ==, 1);
  g_assert_cmpuint (count (late, "BEGIN:VALARM"), ==, 2);
  g_assert_cmpuint (count (late, "BEGIN:VEVENT"), ==, 1);
  g_assert_cmpint (sequence_of (late), >, sequence_of (early));
}

/* It is on disk some seconds after a change, without anybody asking for it. */
static void
test_followed (Calendar *self, gconstpointer data)
{
  LotseCalendarFollower *follower;
  g_autofree char *id = NULL;

  must_set (self, self->path);
  follower = lotse_calendar_follower_new (self->store.store);
  id = add_deadline (self, "Bericht", "2027-02-26");
  for (gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC; !has (self, "Bericht") && g_get_monotonic_time () < end;)
    {
      g_usleep (20000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_true (has (self, "Bericht"));
  lotse_calendar_follower_free (follower);
}

#define ADD(name, function) g_test_add ("/calendar-file/" name, Calendar, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  ADD ("written", test_written);
  ADD ("nobody", test_nobody);
  ADD ("off", test_off);
  ADD ("others", test_others);
  ADD ("hour", test_hour);
  ADD ("followed", test_followed);
  return g_test_run ();
}
