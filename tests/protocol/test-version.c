/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every route carries the version. */
#include "lotse-version.h"

#include <glib.h>

static void
test_route_carries_version (void)
{
  g_assert_cmpstr (lotse_protocol_path ("/sync"), ==, "/v1/sync");
  g_assert_true (lotse_protocol_path ("/sync") == lotse_protocol_path ("/sync"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/version/route-carries-version", test_route_carries_version);
  return g_test_run ();
}
