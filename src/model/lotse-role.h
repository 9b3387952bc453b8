/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The roles of an account. An account may have several, and its rights are the union of them.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LOTSE_ROLE_NONE = 0,
  LOTSE_ROLE_MENTOR = 1 << 0,
  LOTSE_ROLE_ORGANISER = 1 << 1,
  LOTSE_ROLE_FINANCE = 1 << 2,
  LOTSE_ROLE_COORDINATOR = 1 << 3,
  LOTSE_ROLE_ADMIN = 1 << 4,
} LotseRole;

typedef guint LotseRoles; /* a set of LotseRole */

/* Coordinators and admins are what the design calls staff. */
#define LOTSE_ROLES_STAFF (LOTSE_ROLE_COORDINATOR | LOTSE_ROLE_ADMIN)

LotseRole lotse_role_parse (const char *name);
const char *lotse_role_name (LotseRole role);

G_END_DECLS
