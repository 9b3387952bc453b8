/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles are found by their names and nothing else. */
#include "lotse-role.h"

static void
test_names_round_trip (void)
{
  for (guint bit = 0; bit < 5; bit++)
    {
      const char *name = lotse_role_name ((LotseRole) (1u << bit));

      g_assert_nonnull (name);
      g_assert_cmpuint (lotse_role_parse (name), ==, 1u << bit);
    }
}

static void
test_unknown_is_none (void)
{
  const char *const unknown[] = { NULL, "", "Mentor", "mentor ", "root" };

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_cmpuint (lotse_role_parse (unknown[i]), ==, LOTSE_ROLE_NONE);
  g_assert_null (lotse_role_name (LOTSE_ROLE_NONE));
  g_assert_null (lotse_role_name ((LotseRole) LOTSE_ROLES_STAFF));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/role/names-round-trip", test_names_round_trip);
  g_test_add_func ("/role/unknown-is-none", test_unknown_is_none);
  return g_test_run ();
}
