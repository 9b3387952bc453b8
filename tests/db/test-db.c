/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library is the one that the build promised. */
#include "config.h"

#include "lotse-db.h"

static void
test_library_is_recent (void)
{
  g_assert_true (g_str_has_prefix (lotse_db_library_version (), "3."));
  g_assert_cmpint (lotse_db_is_encrypted (), ==, LOTSE_ENCRYPTED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/library-is-recent", test_library_is_recent);
  return g_test_run ();
}
