/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The version of the protocol; see the header. */
#include "lotse-version.h"

#include <glib.h>

/**
 * lotse_protocol_path:
 * @route: a route without version, for example "/sync"
 *
 * Returns: (transfer none): the interned path of @route in the version that this program speaks
 */
const char *
lotse_protocol_path (const char *route)
{
  g_autofree char *path = g_strconcat (LOTSE_PROTOCOL_PREFIX, route, NULL);

  return g_intern_string (path);
}
