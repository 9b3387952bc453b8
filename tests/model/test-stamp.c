/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stamps order like their texts, only their own texts are read, and a clock never goes back. */
#include "lotse-stamp.h"

#include <string.h>

#define SEED 20261122

/* Stamps in their order. */
static const LotseStamp ordered[] = {
  { 0, 0 },
  { 0, 1 },
  { 0, G_MAXUINT64 },
  { 1, 0 },
  { 9, 0xf },
  { 10, 0xa },
  { LOTSE_CLOCK_FROM_MS (1795341600000), 1 },
  { LOTSE_CLOCK_FROM_MS (1795341600000) + 1, 0 },
  { LOTSE_CLOCK_FROM_MS (1795341600000) + 0xffff, 5 },
  { LOTSE_CLOCK_FROM_MS (1795341600001), 0 },
  { LOTSE_CLOCK_MAX, 0x8000000000000000 },
};

static int
sign (int order)
{
  return order < 0 ? -1 : order > 0;
}

static void
test_order (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ordered); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (ordered); j++)
        {
          char a[LOTSE_STAMP_TEXT_SIZE], b[LOTSE_STAMP_TEXT_SIZE];

          lotse_stamp_print (ordered[i], a);
          lotse_stamp_print (ordered[j], b);
          g_assert_cmpint (sign (lotse_stamp_compare (ordered[i], ordered[j])), ==, sign ((int) i - (int) j));
          g_assert_cmpint (sign (strcmp (a, b)), ==, sign ((int) i - (int) j));
          g_assert_cmpint (lotse_stamp_equal (ordered[i], ordered[j]), ==, i == j);
        }
      g_assert_cmpint (lotse_stamp_is_none (ordered[i]), ==, i == 0);
    }
}

static void
test_text_round_trip (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 2000; i++)
    {
      guint64 clock = ((guint64) g_rand_int (random) << 32 | g_rand_int (random)) & LOTSE_CLOCK_MAX;
      LotseStamp stamp = { clock, (guint64) g_rand_int (random) << 32 | g_rand_int (random) };
      LotseStamp other = LOTSE_STAMP_NONE;
      char text[LOTSE_STAMP_TEXT_SIZE];
      g_autofree char *hex = lotse_u64_to_hex (stamp.device);
      guint64 number = 0;

      lotse_stamp_print (stamp, text);
      g_assert_cmpuint (strlen (text), ==, LOTSE_STAMP_TEXT_SIZE - 1);
      g_assert_true (lotse_stamp_parse (text, &other));
      g_assert_true (lotse_stamp_equal (stamp, other));
      g_assert_true (lotse_u64_from_hex (hex, &number));
      g_assert_cmpuint (number, ==, stamp.device);
    }
}

static void
test_bad_text_is_refused (void)
{
  static const char *const bad[] = {
    NULL,
    "",
    "-",
    "0000000000000001",
    "0000000000000001-",
    "0000000000000001-000000000000000",
    "0000000000000001-00000000000000001",
    "0000000000000001_0000000000000001",
    "0000000000000001-000000000000000g",
    "000000000000000A-0000000000000001",
    " 000000000000001-0000000000000001",
    "0000000000000001-0000000000000001 ",
    "8000000000000000-0000000000000001",
    "ffffffffffffffff-ffffffffffffffff",
    "+000000000000001-0000000000000001",
    "000000000000000\xc3\xa4-0000000000000001",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      LotseStamp stamp = { 7, 7 };

      g_assert_false (lotse_stamp_parse (bad[i], &stamp));
      g_assert_true (lotse_stamp_equal (stamp, ((LotseStamp){ 7, 7 })));
    }
}

static void
test_bad_hex_is_refused (void)
{
  static const char *const bad[] = { NULL, "", "1", "00000000000000001", "000000000000000G", "00000000000000AB" };
  guint64 number = 7;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (lotse_u64_from_hex (bad[i], &number));
  g_assert_cmpuint (number, ==, 7);
}

static void
test_clock_cases (void)
{
  static const struct
  {
    guint64 last;
    gint64 now_ms;
    guint64 next;
  } cases[] = {
    { 0, 0, 1 },                                                                      /* the very first reading */
    { 0, 1000, LOTSE_CLOCK_FROM_MS (1000) },                                          /* the wall clock leads */
    { LOTSE_CLOCK_FROM_MS (1000), 1000, LOTSE_CLOCK_FROM_MS (1000) + 1 },             /* two in one millisecond */
    { LOTSE_CLOCK_FROM_MS (1000), 999, LOTSE_CLOCK_FROM_MS (1000) + 1 },              /* the wall clock went back */
    { LOTSE_CLOCK_FROM_MS (1000) + 0xffff, 1000, LOTSE_CLOCK_FROM_MS (1001) },        /* the counter is full */
    { LOTSE_CLOCK_FROM_MS (1000) + 0xffff, 1001, LOTSE_CLOCK_FROM_MS (1001) + 0 },    /* and the clock moved on */
    { LOTSE_CLOCK_FROM_MS (1000), -5, LOTSE_CLOCK_FROM_MS (1000) + 1 },               /* before 1970 */
    { 0, -5, 1 },
    { 5, G_MAXINT64, LOTSE_CLOCK_FROM_MS (100000000000000) },                         /* a nonsensical wall clock */
    { LOTSE_CLOCK_FROM_MS (100000000000000), G_MAXINT64, LOTSE_CLOCK_FROM_MS (100000000000000) + 1 },
    { LOTSE_CLOCK_MAX - 1, 0, LOTSE_CLOCK_MAX },
    { LOTSE_CLOCK_MAX, 0, LOTSE_CLOCK_MAX },                                          /* nothing is left, and no overflow */
    { G_MAXUINT64, 0, LOTSE_CLOCK_MAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (lotse_clock_next (cases[i].last, cases[i].now_ms), ==, cases[i].next);
}

static void
test_clock_never_repeats (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  guint64 last = 0;

  g_test_message ("seed %u", SEED);
  for (guint i = 0; i < 200000; i++)
    {
      gint64 now = g_rand_int_range (random, -3, 4);
      guint64 next = lotse_clock_next (last, now);

      g_assert_cmpuint (next, >, last);
      g_assert_cmpint (LOTSE_CLOCK_MS (next), >=, now);
      last = next;
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stamp/order", test_order);
  g_test_add_func ("/stamp/text-round-trip", test_text_round_trip);
  g_test_add_func ("/stamp/bad-text-is-refused", test_bad_text_is_refused);
  g_test_add_func ("/stamp/bad-hex-is-refused", test_bad_hex_is_refused);
  g_test_add_func ("/stamp/clock-cases", test_clock_cases);
  g_test_add_func ("/stamp/clock-never-repeats", test_clock_never_repeats);
  return g_test_run ();
}
