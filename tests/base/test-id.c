/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids are valid, ascending where they should be, and the same for ever where they are derived. */
#include "lotse-id.h"

#include <string.h>

static void
assert_version (const char *id, char version)
{
  g_assert_true (lotse_id_is_valid (id));
  g_assert_cmpint (id[12], ==, version);
  g_assert_nonnull (strchr ("89ab", id[16]));
}

/* More than fit into one millisecond's counter. */
static void
test_new_ids_ascend (void)
{
  g_autofree char *before = lotse_id_new ();

  assert_version (before, '7');
  for (guint i = 0; i < 10000; i++)
    {
      char *id = lotse_id_new ();

      g_assert_cmpstr (id, >, before);
      assert_version (id, '7');
      g_free (before);
      before = id;
    }
}

static gpointer
make_ids (gpointer data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 2000; i++)
    g_ptr_array_add (ids, lotse_id_new ());
  return ids;
}

static void
test_threads_never_make_the_same (void)
{
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ids", make_ids, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr (GPtrArray) ids = g_thread_join (threads[i]);

      for (guint j = 0; j < ids->len; j++)
        g_assert_true (g_hash_table_add (all, g_strdup (ids->pdata[j])));
    }
}

static void
test_random_ids_differ (void)
{
  g_autofree char *one = lotse_id_random ();
  g_autofree char *two = lotse_id_random ();

  assert_version (one, '4');
  g_assert_cmpstr (one, !=, two);
}

/* These values are on devices out there: a change would double every registration. */
static void
test_derived_ids_never_change (void)
{
  static const char event[] = "01890a5d7b2c7e6f8a1b2c3d4e5f6071";
  static const char person[] = "01890a5d7b2c7e6f8a1b2c3d4e5f6072";
  g_autofree char *registration = lotse_id_derive ("registration", event, person, NULL);
  g_autofree char *attendance = lotse_id_derive ("attendance", event, "1a", person, NULL);
  g_autofree char *swapped = lotse_id_derive ("registration", person, event, NULL);
  g_autofree char *joined = lotse_id_derive ("attendance", event, "1", "a", person, NULL);

  g_assert_cmpstr (registration, ==, "8a01537c422352edbb536acb10efa1ee");
  g_assert_cmpstr (attendance, ==, "495d735b46335249b204db69840e38d3");
  assert_version (registration, '5');
  g_assert_cmpstr (swapped, !=, registration);
  g_assert_cmpstr (joined, !=, attendance);
}

static void
test_only_ids_are_valid (void)
{
  static const char *const wrong[] = { NULL, "", "0", "01890a5d7b2c7e6f8a1b2c3d4e5f607", "01890a5d7b2c7e6f8a1b2c3d4e5f60711",
                                       "01890A5D7B2C7E6F8A1B2C3D4E5F6071", "01890a5d-b2c7e6f8a1b2c3d4e5f60711",
                                       "01890a5d7b2c7e6f8a1b2c3d4e5f607g" };
  guint8 bytes[LOTSE_ID_BYTES];

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_false (lotse_id_is_valid (wrong[i]));
      g_assert_false (lotse_id_to_bytes (wrong[i], bytes));
    }
}

static void
test_bytes_round_trip (void)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = lotse_id_random ();
      g_autofree char *again = NULL;
      guint8 bytes[LOTSE_ID_BYTES];

      g_assert_true (lotse_id_to_bytes (id, bytes));
      again = lotse_id_from_bytes (bytes);
      g_assert_cmpstr (again, ==, id);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/new-ids-ascend", test_new_ids_ascend);
  g_test_add_func ("/id/threads-never-make-the-same", test_threads_never_make_the_same);
  g_test_add_func ("/id/random-ids-differ", test_random_ids_differ);
  g_test_add_func ("/id/derived-ids-never-change", test_derived_ids_never_change);
  g_test_add_func ("/id/only-ids-are-valid", test_only_ids_are_valid);
  g_test_add_func ("/id/bytes-round-trip", test_bytes_round_trip);
  return g_test_run ();
}
