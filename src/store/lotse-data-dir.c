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
