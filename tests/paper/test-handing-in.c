/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder for handing in: complete or not at all, with names that every file system takes. */
#include "config.h"

#include "lotse-handing-in.h"
#include "store-fixture.h"

#include <sys/stat.h>

#define MISSING "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define PDF "%PDF-1.4 receipt"
#define FILES 11u /* eight papers, two scans, an attachment */

typedef struct
{
  Fixture base;
  char *application;
  char *parent; /* in which folders are written */
  char *target;
} Grant;

static char *
put (Grant *grant, const char *text)
{
  g_autoptr (GInputStream) content = g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);
  g_autoptr (GError) error = NULL;
  char *name = lotse_store_put_blob (grant->base.store, content, NULL, &error);

  g_assert_no_error (error);
  return name;
}

static void
set_up (Grant *grant, gconstpointer data)
{
  g_autofree char *scan = NULL, *notice = NULL;

  fixture_set_up (&grant->base, data);
  grant->parent = g_dir_make_tmp ("lotse-handing-in-XXXXXX", NULL);
  grant->target = g_build_filename (grant->parent, "Antrag", NULL);
  scan = put (grant, PDF);
  notice = put (grant, "plain text of a notice");
  grant->application = add (&grant->base, "application", "title", "Ankommen", NULL);
  g_free (add (&grant->base, "receipt", "application", grant->application, "number", "../../etc/passwd", "amount", "1234", "scan", scan, NULL));
  g_free (add (&grant->base, "receipt", "application", grant->application, "number", "CON", "amount", "1", "scan", MISSING, NULL));
  g_free (add (&grant->base, "receipt", "application", grant->application, "number", "no scan", "amount", "1", NULL));
  g_free (add (&grant->base, "attachment", "attached", grant->application, "title", "..", "file", notice, "file_name", "a.b/../../x.txt", NULL));
}

static void
tear_down (Grant *grant, gconstpointer data)
{
  remove_tree (grant->parent);
  g_free (grant->parent);
  g_free (grant->target);
  g_free (grant->application);
  fixture_tear_down (&grant->base, data);
}

/* How many things are in a folder. */
static guint
count_in (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
assert_mode (const char *path, guint mode)
{
  GStatBuf about;

  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpuint (about.st_mode & 0777, ==, mode);
}

static void
assert_has (Grant *grant, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (grant->target, name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  if (content != NULL)
    g_assert_cmpstr (text, ==, content);
  assert_mode (path, 0600);
}

static gboolean
write_to (Grant *grant, GCancellable *cancellable, LotsePaperProgress progress, gpointer data, GError **error)
{
  return lotse_handing_in_write (grant->base.store, grant->application, grant->target, "en", cancellable, progress, data, error);
}

/* --- Whole ------------------------------------------------------------------------------------------------------ */

static void
take_progress (guint done, guint all, gpointer data)
{
  guint *last = data;

  g_assert_cmpuint (done, ==, *last + 1);
  g_assert_cmpuint (all, ==, FILES + 1);
  *last = done;
}

static void
test_whole (Grant *grant, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint done = 0;

  write_to (grant, NULL, take_progress, &done, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (done, ==, FILES + 1);
  g_assert_cmpuint (count_in (grant->parent), ==, 1);
  assert_mode (grant->target, 0700);
  g_assert_cmpuint (count_in (grant->target), ==, 1 + 8 + 2);
  assert_has (grant, "00 Table of contents.pdf", NULL);
  assert_has (grant, "01 Financial statement.pdf", NULL);
  assert_has (grant, "02 Receipt list.xlsx", NULL);
  assert_has (grant, "03 Frame of the narrative report.txt", NULL);
  assert_has (grant, "Receipts/001 etc-passwd.pdf", PDF);
  assert_has (grant, "Attachments/01.txt", "plain text of a notice");
}

/* An empty folder is taken the place of; anything else stays as it is. */
static void
test_there_already (Grant *grant, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_build_filename (grant->target, "mine", NULL);
  g_autofree char *link = g_build_filename (grant->parent, "link", NULL);

  g_assert_cmpint (g_mkdir (grant->target, 0700), ==, 0);
  write_to (grant, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (write_to (grant, NULL, NULL, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  remove_tree (grant->target);
  g_assert_true (g_file_set_contents (grant->target, "a file", -1, NULL));
  g_assert_false (write_to (grant, NULL, NULL, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_clear_error (&error);
  g_unlink (grant->target);
  g_assert_cmpint (g_mkdir (link, 0700), ==, 0);
  g_assert_cmpint (symlink (link, grant->target), ==, 0);
  g_assert_false (write_to (grant, NULL, NULL, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
  g_assert_cmpuint (count_in (grant->parent), ==, 2);
  g_assert_cmpuint (count_in (link), ==, 0);
}

/* --- Not at all ------------------------------------------------------------------------------------------------- */

typedef struct
{
  guint at;
  GCancellable *cancellable;
} Stop;

static void
stop_at (guint done, guint all, gpointer data)
{
  Stop *stop = data;

  if (done == stop->at)
    g_cancellable_cancel (stop->cancellable);
}

/* Cancelled at any file, and before the first. */
static void
test_cancelled (Grant *grant, gconstpointer data)
{
  for (guint at = 0; at <= FILES; at++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GError) error = NULL;
      Stop stop = { at, cancellable };

      if (at == 0)
        g_cancellable_cancel (cancellable);
      g_assert_false (write_to (grant, cancellable, stop_at, &stop, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (count_in (grant->parent), ==, 0);
    }
}

static void
test_no_place (Grant *grant, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (grant->parent, "not", "there", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (lotse_handing_in_write (grant->base.store, grant->application, nowhere, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (lotse_handing_in_write (grant->base.store, MISSING, grant->target, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_in (grant->parent), ==, 0);
}

/* --- Names ------------------------------------------------------------------------------------------------------ */

static void
test_names (void)
{
  static const char *const names[][2] = {
    { "2026-004", "2026-004" },
    { "Müller & Söhne (2. Rate)", "Müller & Söhne (2- Rate)" },
    { "../../etc/passwd", "etc-passwd" },
    { "C:\\Windows\\System32", "C-Windows-System32" },
    { "..", "" },
    { "/", "" },
    { "a\nb\tc", "a-b-c" },
    { "\"<>|*?", "" },
    { "photo\u202egpj.exe", "photo-gpj-exe" },
    { "  -x- ", "-x" },
    { "محمد 17", "محمد 17" },
    { "\xff\xfe", "" },
    { "", "" },
  };
  g_autofree char *many = g_strnfill (5000, 'x');
  g_autofree char *cut = lotse_handing_in_safe_name (many);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = lotse_handing_in_safe_name (names[i][0]);

      g_assert_cmpstr (name, ==, names[i][1]);
    }
  g_assert_cmpuint (strlen (cut), ==, 60);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/handing-in/whole", Grant, NULL, set_up, test_whole, tear_down);
  g_test_add ("/handing-in/there-already", Grant, NULL, set_up, test_there_already, tear_down);
  g_test_add ("/handing-in/cancelled", Grant, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/handing-in/no-place", Grant, NULL, set_up, test_no_place, tear_down);
  g_test_add_func ("/handing-in/names", test_names);
  return g_test_run ();
}
