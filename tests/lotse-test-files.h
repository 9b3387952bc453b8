/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Damaged files for the tests of what reads databases: bits that fell over, overwritten pieces, pages that are missing or in the
 * place of others, files that are cut off.  Seed and rounds as in lotse-test-fuzz.h.
 */
#pragma once

#include "lotse-test-fuzz.h"

#include <unistd.h>

#define LOTSE_TEST_PAGE 4096u

typedef enum
{
  LOTSE_TEST_BITS,       /* a few bits fell over */
  LOTSE_TEST_PIECE,      /* up to 64 bytes of something else */
  LOTSE_TEST_ZEROS,      /* up to three pages of nothing, anywhere */
  LOTSE_TEST_PAGE_TWICE, /* a page in the place of another one */
  LOTSE_TEST_SWAPPED,    /* two pages changed places */
  LOTSE_TEST_HEADER,     /* a few bytes of the first hundred */
  LOTSE_TEST_CUT,        /* cut off anywhere */
  LOTSE_TEST_LONGER,     /* something is behind the end */
  LOTSE_TEST_N_DAMAGES,
} LotseTestDamage;

static inline const char *
lotse_test_damage_name (LotseTestDamage damage)
{
  static const char *const names[] = { "bits", "piece", "zeros", "page-twice", "swapped", "header", "cut", "longer" };

  return names[damage];
}

static inline guint
lotse_test_below (GRand *random, guint end)
{
  return end > 1 ? (guint) g_rand_int_range (random, 0, (gint32) end) : 0;
}

static inline void
lotse_test_copy_page (GByteArray *bytes, guint from, guint to)
{
  memcpy (bytes->data + to * LOTSE_TEST_PAGE, bytes->data + from * LOTSE_TEST_PAGE, LOTSE_TEST_PAGE);
}

static inline void
lotse_test_swap_pages (GByteArray *bytes, guint a, guint b)
{
  guint8 kept[LOTSE_TEST_PAGE];

  memcpy (kept, bytes->data + a * LOTSE_TEST_PAGE, LOTSE_TEST_PAGE);
  lotse_test_copy_page (bytes, b, a);
  memcpy (bytes->data + b * LOTSE_TEST_PAGE, kept, LOTSE_TEST_PAGE);
}

static inline void
lotse_test_overwrite (GRand *random, GByteArray *bytes, guint at, guint length)
{
  for (guint i = at; i < MIN (at + length, bytes->len); i++)
    bytes->data[i] = (guint8) g_rand_int_range (random, 0, 256);
}

static inline void
lotse_test_damage_once (GRand *random, GByteArray *bytes, LotseTestDamage damage)
{
  guint n_pages = bytes->len / LOTSE_TEST_PAGE;
  guint at = lotse_test_below (random, bytes->len);
  guint length = 1 + lotse_test_below (random, 3 * LOTSE_TEST_PAGE);

  switch (damage)
    {
    case LOTSE_TEST_BITS:
      for (guint n = 1 + lotse_test_below (random, 8); n > 0; n--)
        bytes->data[lotse_test_below (random, bytes->len)] ^= (guint8) (1 << lotse_test_below (random, 8));
      return;
    case LOTSE_TEST_PIECE:
      lotse_test_overwrite (random, bytes, at, 1 + lotse_test_below (random, 64));
      return;
    case LOTSE_TEST_ZEROS:
      memset (bytes->data + at, 0, MIN (length, bytes->len - at));
      return;
    case LOTSE_TEST_PAGE_TWICE:
      lotse_test_copy_page (bytes, lotse_test_below (random, n_pages), lotse_test_below (random, n_pages));
      return;
    case LOTSE_TEST_SWAPPED:
      lotse_test_swap_pages (bytes, lotse_test_below (random, n_pages), lotse_test_below (random, n_pages));
      return;
    case LOTSE_TEST_HEADER:
      lotse_test_overwrite (random, bytes, lotse_test_below (random, 100), 1 + lotse_test_below (random, 8));
      return;
    case LOTSE_TEST_CUT:
      g_byte_array_set_size (bytes, at);
      return;
    default:
      g_byte_array_set_size (bytes, bytes->len + length);
      lotse_test_overwrite (random, bytes, bytes->len - length, length);
    }
}

/* A damaged copy of the file's bytes that differs from them; says in which way. */
static inline GByteArray *
lotse_test_damaged (GRand *random, const char *bytes, gsize size, LotseTestDamage damage)
{
  for (;;)
    {
      GByteArray *copy = g_byte_array_sized_new ((guint) size + 4 * LOTSE_TEST_PAGE);

      g_byte_array_append (copy, (const guint8 *) bytes, (guint) size);
      lotse_test_damage_once (random, copy, damage);
      if (copy->len != size || memcmp (copy->data, bytes, size) != 0)
        return copy;
      g_byte_array_unref (copy);
    }
}

/* What takes longer than this hangs: SIGALRM ends the process, and the message before says in which round. */
static inline void
lotse_test_begin_round (guint round, LotseTestDamage damage)
{
  g_test_message ("round %u: %s", round, lotse_test_damage_name (damage));
  alarm (120);
}

/* An error must be one for people: of the program's own domain, and with words. */
#define lotse_test_assert_clear(error) \
  G_STMT_START \
  { \
    g_assert_nonnull (error); \
    g_assert_cmpuint ((error)->domain, ==, LOTSE_ERROR); \
    g_assert_cmpuint (strlen ((error)->message), >, 10); \
    g_assert_true (g_utf8_validate ((error)->message, -1, NULL)); \
  } \
  G_STMT_END
