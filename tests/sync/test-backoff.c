/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting grows with failures and has an end. */
#include "lotse-backoff.h"

static void
test_waits (void)
{
  const struct
  {
    guint failures;
    guint seconds;
  } cases[] = { { 0, 0 }, { 1, 2 }, { 2, 4 }, { 8, 256 }, { 9, 300 }, { G_MAXUINT, 300 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (lotse_backoff_seconds (cases[i].failures), ==, cases[i].seconds);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backoff/waits", test_waits);
  return g_test_run ();
}
