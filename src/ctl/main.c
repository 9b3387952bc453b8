/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lotsectl: the headless client on the same core as the window, for admins, scripts and tests. */
#include "config.h"

#include <glib.h>

int
main (void)
{
  g_print ("lotsectl %s\n", PACKAGE_VERSION);
  return 0;
}
