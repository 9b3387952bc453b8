/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The only gateway to SQLite: no other file includes its header.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *lotse_db_library_version (void);
gboolean lotse_db_is_encrypted (void);

G_END_DECLS
