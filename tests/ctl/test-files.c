/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files go into the profile with a record and come out again as they were; what goes wrong leaves nothing behind. */
#include "ctl-run.h"

#include <glib/gstdio.h>
#include <string.h>

#define TEXT "Satzung des Chors\n§ 1 Wir singen.\n"

typedef struct
{
  char *folder;
  char *choir;    /* the record that papers are attached to */
  char *attached; /* "attached=" with its id */
  char *statutes; /* the file, and the word that attaches it */
  char *word;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = ctl_folder_new ();
  fixture->choir = ctl_ok (fixture->folder, "add", "organisation", "name=Chor e. V.", NULL);
  fixture->attached = g_strconcat ("attached=", fixture->choir, NULL);
  fixture->statutes = ctl_file (fixture->folder, "Satzung.txt", TEXT, -1);
  fixture->word = g_strconcat ("file=@", fixture->statutes, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ctl_folder_free (fixture->folder);
  g_free (fixture->choir);
  g_free (fixture->attached);
  g_free (fixture->statutes);
  g_free (fixture->word);
}

static guint
count_stored (Fixture *fixture)
{
  g_autofree char *blobs = g_build_filename (fixture->folder, "profile", "blobs", NULL);
  g_autoptr (GDir) dir = g_dir_open (blobs, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_in_and_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "attachment", fixture->attached, "title=Satzung", fixture->word, NULL);
  g_autoptr (CtlResult) out = ctl_run (fixture->folder, "file", id, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "out", NULL);
  g_autoptr (JsonNode) written = ctl_json (fixture->folder, "file", id, "--output", path, "--field", "file", NULL);
  g_autofree char *content = NULL;
  g_autofree char *name = ctl_get (fixture->folder, id, "file_name");
  g_autofree char *type = ctl_get (fixture->folder, id, "media_type");
  g_autofree char *bytes = ctl_get (fixture->folder, id, "bytes");
  GStatBuf info;

  g_assert_cmpint (out->exit, ==, 0);
  g_assert_cmpstr (out->out, ==, TEXT);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, TEXT);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (written), "bytes"), ==, strlen (TEXT));
  g_assert_cmpstr (name, ==, "Satzung.txt");
  g_assert_cmpstr (type, ==, "text/plain");
  g_assert_cmpint (g_ascii_strtoll (bytes, NULL, 10), ==, strlen (TEXT));
  g_assert_cmpuint (count_stored (fixture), ==, 1);
}

/* A record that is there already gets its file later, and every byte of it. */
static void
test_any_bytes_to_a_record_that_is_there (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "attachment", fixture->attached, "title=Bild", NULL);
  g_autofree char *bytes = g_malloc (1000003);
  g_autofree char *path = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *picture = NULL, *word = NULL, *set = NULL, *written = NULL, *content = NULL;
  gsize size;

  for (guint i = 0; i < 1000003; i++)
    bytes[i] = (char) (i * 7 + i / 256);
  picture = ctl_file (fixture->folder, "Bild", bytes, 1000003);
  word = g_strconcat ("file=@", picture, NULL);
  set = ctl_ok (fixture->folder, "set", id, word, NULL);
  written = ctl_ok (fixture->folder, "file", id, "--output", path, NULL);
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpmem (content, size, bytes, 1000003);
}

static void
refuse (Fixture *fixture, int exit, const char *part, const char *title, const char *file)
{
  g_autoptr (CtlResult) result = ctl_run (fixture->folder, "add", "attachment", fixture->attached, title, file, NULL);

  ctl_assert_refused (result, exit, part);
  g_assert_cmpuint (ctl_count (fixture->folder, "attachment"), ==, 0);
  g_assert_cmpuint (count_stored (fixture), ==, 0);
}

static void
test_nothing_is_left_of_what_was_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *empty = ctl_file (fixture->folder, "empty", "", -1);
  g_autofree char *of_empty = g_strconcat ("file=@", empty, NULL);
  g_autofree char *of_folder = g_strconcat ("file=@", fixture->folder, NULL);
  g_autoptr (JsonNode) status = NULL;

  refuse (fixture, 2, "/nowhere/file", "title=x", "file=@/nowhere/file");
  refuse (fixture, 2, "cannot be read", "title=x", of_folder);
  refuse (fixture, 2, "empty", "title=x", of_empty);
  refuse (fixture, 2, "Title", "title=", fixture->word);
  refuse (fixture, 2, "unicorn", "unicorn=x", fixture->word);
  status = ctl_json (fixture->folder, "status", NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (status), "waiting"), ==, 1);
}

/* A paper that was filed is not exchanged for another, and the other one is not kept. */
static void
test_written_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = ctl_ok (fixture->folder, "add", "attachment", fixture->attached, "title=Satzung", fixture->word, NULL);
  g_autofree char *other = ctl_file (fixture->folder, "other", "Etwas anderes\n", -1);
  g_autofree char *word = g_strconcat ("file=@", other, NULL);
  g_autoptr (CtlResult) result = ctl_run (fixture->folder, "set", id, word, NULL);
  g_autoptr (CtlResult) same = ctl_run (fixture->folder, "set", id, fixture->word, NULL);
  g_autofree char *text = ctl_ok (fixture->folder, "file", id, NULL);

  ctl_assert_refused (result, 1, "once");
  g_assert_cmpint (same->exit, ==, 0);
  g_assert_nonnull (strstr (text, "Wir singen"));
  g_assert_cmpuint (count_stored (fixture), ==, 1);
}

static void
test_no_file_to_write_out (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sum = g_strnfill (64, 'a');
  g_autofree char *word = g_strconcat ("file=", sum, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "out", NULL);
  g_autofree char *coming = ctl_ok (fixture->folder, "add", "attachment", fixture->attached, "title=Kommt noch", word, NULL);
  g_autoptr (CtlResult) none = ctl_run (fixture->folder, "file", fixture->choir, NULL);
  g_autoptr (CtlResult) field = ctl_run (fixture->folder, "file", coming, "--field", "title", NULL);
  g_autoptr (CtlResult) wings = ctl_run (fixture->folder, "file", coming, "--field", "wings", NULL);
  g_autoptr (CtlResult) late = ctl_run (fixture->folder, "file", coming, "--output", path, NULL);
  g_autoptr (CtlResult) json = ctl_run (fixture->folder, "--json", "file", coming, NULL);

  ctl_assert_refused (none, 2, "no file");
  ctl_assert_refused (field, 2, "title");
  ctl_assert_refused (wings, 2, "wings");
  ctl_assert_refused (late, 1, "not on this device yet");
  ctl_assert_refused (json, 2, "--output");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

#define ADD(name, function) g_test_add ("/ctl/files/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("in-and-out", test_in_and_out);
  ADD ("any-bytes-to-a-record-that-is-there", test_any_bytes_to_a_record_that_is_there);
  ADD ("nothing-is-left-of-what-was-refused", test_nothing_is_left_of_what_was_refused);
  ADD ("written-once", test_written_once);
  ADD ("no-file-to-write-out", test_no_file_to_write_out);
  return g_test_run ();
}
