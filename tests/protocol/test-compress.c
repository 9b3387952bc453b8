/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies come back from gzip as they were, and no bomb gets past the limit. */
#include "lotse-compress.h"

#include "lotse-error.h"
#include "tests/lotse-test-fuzz.h"

static GBytes *
make_bytes (GRand *random, gsize size)
{
  guint8 *data = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    data[i] = (guint8) g_rand_int_range (random, 'a', 'a' + (i % 7 == 0 ? 20 : 2));
  return g_bytes_new_take (data, size);
}

static void
test_round_trip (void)
{
  static const gsize sizes[] = { 0, 1, 2, 1000, 65535, 65536, 65537, 1000000 };
  g_autoptr (GRand) random = lotse_test_random ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) plain = make_bytes (random, sizes[i]);
      g_autoptr (GBytes) packed = lotse_compress (plain);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) back = lotse_decompress (packed, sizes[i], &error);

      g_assert_no_error (error);
      g_assert_true (g_bytes_equal (plain, back));
    }
}

static void
test_limit_is_exact (void)
{
  g_autoptr (GRand) random = lotse_test_random ();
  g_autoptr (GBytes) plain = make_bytes (random, 70000);
  g_autoptr (GBytes) packed = lotse_compress (plain);
  static const gsize small[] = { 0, 1, 65536, 69999 };

  for (guint i = 0; i < G_N_ELEMENTS (small); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_decompress (packed, small[i], &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

/* A gigabyte of zeros is a megabyte of gzip, and that again a few kilobytes. */
static void
test_bomb_is_defused (void)
{
  g_autofree guint8 *zeros = g_malloc0 (64 << 20);
  g_autoptr (GBytes) plain = g_bytes_new_static (zeros, 64 << 20);
  g_autoptr (GBytes) packed = lotse_compress (plain);
  g_autoptr (GBytes) twice = lotse_compress (packed);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (twice), <, 10000);
  g_assert_null (lotse_decompress (packed, 16 << 20, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
}

static void
test_cut_off_at_every_byte_is_refused (void)
{
  g_autoptr (GRand) random = lotse_test_random ();
  g_autoptr (GBytes) plain = make_bytes (random, 500);
  g_autoptr (GBytes) packed = lotse_compress (plain);

  for (gsize length = 0; length < g_bytes_get_size (packed); length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (packed, 0, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (lotse_decompress (cut, 1000, &error));
      g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
    }
}

static void
test_what_follows_is_refused (void)
{
  g_autoptr (GBytes) plain = g_bytes_new_static ("{}", 2);
  g_autoptr (GBytes) packed = lotse_compress (plain);
  g_autoptr (GByteArray) longer = g_byte_array_new ();
  g_autoptr (GBytes) both = NULL;

  g_byte_array_append (longer, g_bytes_get_data (packed, NULL), (guint) g_bytes_get_size (packed));
  g_byte_array_append (longer, (const guint8 *) "x", 1);
  both = g_byte_array_free_to_bytes (g_steal_pointer (&longer));
  g_assert_null (lotse_decompress (both, 1000, NULL));
}

static void
test_damaged_never_crashes (void)
{
  g_autoptr (GRand) random = lotse_test_random ();
  g_autoptr (GBytes) plain = make_bytes (random, 3000);
  g_autoptr (GBytes) packed = lotse_compress (plain);
  gsize size = g_bytes_get_size (packed);

  for (guint round = 0; round < lotse_test_number ("LOTSE_ROUNDS", 3000); round++)
    {
      guint8 *data = g_memdup2 (g_bytes_get_data (packed, NULL), size);
      g_autoptr (GBytes) damaged = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) back = NULL;

      data[g_rand_int_range (random, 0, (gint32) size)] ^= (guint8) g_rand_int_range (random, 1, 256);
      damaged = g_bytes_new_take (data, size);
      back = lotse_decompress (damaged, 4000, &error);
      if (back == NULL)
        g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL);
      else
        g_assert_true (g_bytes_equal (back, plain)); /* only unused bits of the head may differ */
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/compress/round-trip", test_round_trip);
  g_test_add_func ("/compress/limit-is-exact", test_limit_is_exact);
  g_test_add_func ("/compress/bomb-is-defused", test_bomb_is_defused);
  g_test_add_func ("/compress/cut-off-at-every-byte-is-refused", test_cut_off_at_every_byte_is_refused);
  g_test_add_func ("/compress/what-follows-is-refused", test_what_follows_is_refused);
  g_test_add_func ("/compress/damaged-never-crashes", test_damaged_never_crashes);
  return g_test_run ();
}
