/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain is one and is distinct. */
#include "lotse-error.h"

static void
test_domain_is_one (void)
{
  g_autoptr (GError) error = g_error_new (LOTSE_ERROR, LOTSE_ERROR_BUSY, "busy");

  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_BUSY);
  g_assert_cmpstr (g_quark_to_string (error->domain), ==, "lotse-error-quark");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/domain-is-one", test_domain_is_one);
  return g_test_run ();
}
