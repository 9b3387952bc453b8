/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a device keeps its data unless it is told another place. */
#include "lotse-data-dir.h"

/**
 * lotse_data_dir_default:
 *
 * Returns: (transfer full): the data folder of the person's own profile; it need not exist yet
 */
char *
lotse_data_dir_default (void)
{
  return g_build_filename (g_get_user_data_dir (), "lotse", NULL);
}

/**
 * lotse_data_dir_has_profile:
 * @folder: a folder, which need not exist
 *
 * Returns: whether there is a profile in it; a program that only reads need not make one where somebody mistyped a name
 */
gboolean
lotse_data_dir_has_profile (const char *folder)
{
  g_autofree char *database = g_build_filename (folder, "lotse.db", NULL);

  return g_file_test (database, G_FILE_TEST_EXISTS);
}
