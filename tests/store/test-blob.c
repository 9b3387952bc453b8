/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that records refer to: kept, sent, fetched in parts, and gone with their records. */
#include "config.h"

#include "store-fixture.h"

static const char WORDS[] = "Vertraulicher Zuwendungsbescheid";

static GBytes *
make_content (gsize size)
{
  guint8 *bytes = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) WORDS[i % (sizeof WORDS - 1)];
  return g_bytes_new_take (bytes, size);
}

static char *
put (Fixture *fixture, GBytes *content)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (content);
  g_autoptr (GError) error = NULL;
  char *name = lotse_store_put_blob (fixture->store, stream, NULL, &error);

  g_assert_no_error (error);
  return name;
}

static void
assert_content (Fixture *fixture, const char *name, GBytes *content)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = lotse_store_open_blob (fixture->store, name, &error);
  g_autoptr (GBytes) read = NULL;

  g_assert_no_error (error);
  read = g_input_stream_read_bytes (stream, g_bytes_get_size (content) + 10, NULL, &error);
  g_assert_true (g_bytes_equal (read, content));
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 262143, 262144, 262145, 800000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) content = make_content (sizes[i]);
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
      g_autofree char *name = put (fixture, content);

      g_assert_cmpstr (name, ==, sum);
      assert_content (fixture, name, content);
    }
}

static void
test_content_is_encrypted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) content = make_content (5000);
  g_autofree char *name = put (fixture, content);
  g_autofree char *path = g_build_filename (fixture->folder, "blobs", name, NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_null (memmem (bytes, size, "Zuwendung", 9));
}

static void
test_waits_until_it_is_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) content = make_content (10);
  g_autofree char *name = put (fixture, content);
  g_autoptr (GPtrArray) names = NULL;

  reopen (fixture);
  names = lotse_store_blobs_to_send (fixture->store, NULL);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (names, 0), ==, name);
  g_assert_true (lotse_store_blob_sent (fixture->store, name, NULL));
  g_clear_pointer (&names, g_ptr_array_unref);
  names = lotse_store_blobs_to_send (fixture->store, NULL);
  g_assert_cmpuint (names->len, ==, 0);
  assert_content (fixture, name, content);
}

static char *
attach (Fixture *fixture, const char *name)
{
  g_autofree char *person = add (fixture, "person", "display_name", "Amal", NULL);

  return add (fixture, "attachment", "attached", person, "title", "Bescheid", "file", name, NULL);
}

static void
test_fetched_in_parts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) content = make_content (600000);
  g_autofree char *name = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  g_autofree char *id = attach (fixture, name);
  g_autofree char *part_path = g_strdup_printf ("%s/blobs/%s.part", fixture->folder, name);
  g_autoptr (GPtrArray) names = lotse_store_blobs_to_fetch (fixture->store, NULL);
  g_autoptr (GError) error = NULL;
  gint64 at;

  g_assert_cmpuint (names->len, ==, 1);
  g_assert_null (lotse_store_open_blob (fixture->store, name, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  {
    g_autoptr (GBytes) part = g_bytes_new_from_bytes (content, 0, 300000);
    g_autofree char *bytes = NULL;
    gsize size;

    g_assert_true (lotse_store_blob_append (fixture->store, name, part, FALSE, &error));
    /* The process dies while it writes the last piece. */
    g_assert_true (g_file_get_contents (part_path, &bytes, &size, NULL));
    g_assert_true (g_file_set_contents (part_path, bytes, (gssize) size - 5, NULL));
  }
  reopen (fixture);
  at = lotse_store_blob_partial (fixture->store, name, &error);
  g_assert_cmpint (at, >, 0);
  g_assert_cmpint (at, <, 300000);
  {
    g_autoptr (GBytes) rest = g_bytes_new_from_bytes (content, (gsize) at, 600000 - (gsize) at);

    g_assert_true (lotse_store_blob_append (fixture->store, name, rest, TRUE, &error));
    g_assert_no_error (error);
  }
  assert_content (fixture, name, content);
  g_clear_pointer (&names, g_ptr_array_unref);
  names = lotse_store_blobs_to_fetch (fixture->store, NULL);
  g_assert_cmpuint (names->len, ==, 0);
}

static void
test_wrong_content_is_dropped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) content = make_content (100);
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "something else", -1);
  g_autoptr (GError) error = NULL;

  g_assert_false (lotse_store_blob_append (fixture->store, name, content, TRUE, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT);
  g_assert_cmpint (lotse_store_blob_partial (fixture->store, name, NULL), ==, 0);
}

static void
test_names_are_no_paths (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "", "../key", "ABC", "/etc/passwd" };
  g_autoptr (GBytes) content = make_content (10);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_store_open_blob (fixture->store, names[i], &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
      g_clear_error (&error);
      g_assert_false (lotse_store_blob_append (fixture->store, names[i], content, TRUE, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/blob/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("sizes", test_sizes);
  ADD ("content-is-encrypted", test_content_is_encrypted);
  ADD ("waits-until-it-is-sent", test_waits_until_it_is_sent);
  ADD ("fetched-in-parts", test_fetched_in_parts);
  ADD ("wrong-content-is-dropped", test_wrong_content_is_dropped);
  ADD ("names-are-no-paths", test_names_are_no_paths);
  return g_test_run ();
}
