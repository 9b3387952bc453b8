/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The roles of an account and their names in the protocol, the database and the command line. */
#include "lotse-role.h"

static const char *const names[] = { "mentor", "organiser", "finance", "coordinator", "admin" };

/**
 * lotse_role_parse:
 * @name: (nullable): one role's name
 *
 * Returns: the role, or %LOTSE_ROLE_NONE when no role has that name
 */
LotseRole
lotse_role_parse (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (name, names[i]) == 0)
        return (LotseRole) (1u << i);
    }
  return LOTSE_ROLE_NONE;
}

/**
 * lotse_role_name:
 * @role: exactly one role
 *
 * Returns: (transfer none) (nullable): its name, or %NULL when @role is not exactly one known role
 */
const char *
lotse_role_name (LotseRole role)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if ((guint) role == 1u << i)
        return names[i];
    }
  return NULL;
}
