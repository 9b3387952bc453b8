/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Damaged texts for the tests of what reads foreign bytes.  The seed is fixed and printed, so a failure can be had again;
 * LOTSE_SEED tries another and LOTSE_ROUNDS more.
 */
#pragma once

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define LOTSE_TEST_SEED 20261122

static inline guint
lotse_test_number (const char *variable, guint otherwise)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) strtoul (text, NULL, 10) : otherwise;
}

static inline GRand *
lotse_test_random (void)
{
  guint seed = lotse_test_number ("LOTSE_SEED", LOTSE_TEST_SEED);

  g_test_message ("seed %u", seed);
  return g_rand_new_with_seed (seed);
}

/* Damages the text in one to four places: bytes changed, cut out, doubled, or something unexpected put in. */
static inline GString *
lotse_test_damage (GRand *random, const char *text)
{
  static const char *const odd[] = {
    "{", "}", "[", "]", "\"", ":", ",", "null", "true", "-", "1e999", "99999999999999999999", "\\u0000", "\\ud800", "\\", "/",
    "\xff", "\xc3", "\xed\xa0\x80", "\n", "/*", "'", "\"\":", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "0x1", "{}", "[]", "\"\"",
    "ffffffffffffffff", "=", "|", "%00", "%", "\x01", "\x7f", "\xf0\x9f\xa6\x84",
  };
  GString *out = g_string_new (text);
  int n = g_rand_int_range (random, 1, 5);

  for (int i = 0; i < n && out->len > 0; i++)
    {
      gssize at = g_rand_int_range (random, 0, (gint32) out->len);
      gssize wanted = g_rand_int_range (random, 1, 12);
      gssize length = MIN (wanted, (gssize) out->len - at);

      switch (g_rand_int_range (random, 0, 5))
        {
        case 0:
          out->str[at] = (char) g_rand_int_range (random, 1, 256);
          break;
        case 1:
          g_string_erase (out, at, length);
          break;
        case 2:
          {
            g_autofree char *part = g_strndup (out->str + at, (gsize) length);

            g_string_insert (out, at, part);
          }
          break;
        case 3:
          g_string_erase (out, at, length);
          G_GNUC_FALLTHROUGH;
        default:
          g_string_insert (out, MIN (at, (gssize) out->len), odd[g_rand_int_range (random, 0, G_N_ELEMENTS (odd))]);
        }
    }
  return out;
}
