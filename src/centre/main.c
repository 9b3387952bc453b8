/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lotse-server: the centre where the devices meet. */
#include "config.h"

#include <glib.h>

int
main (void)
{
  g_print ("lotse-server %s\n", PACKAGE_VERSION);
  return 0;
}
