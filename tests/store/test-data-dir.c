/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default data folder belongs to the person's own data. */
#include "lotse-data-dir.h"

static void
test_default_is_below_user_data (void)
{
  g_autofree char *dir = lotse_data_dir_default ();

  g_assert_true (g_path_is_absolute (dir));
  g_assert_true (g_str_has_prefix (dir, g_get_user_data_dir ()));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/data-dir/default-is-below-user-data", test_default_is_below_user_data);
  return g_test_run ();
}
