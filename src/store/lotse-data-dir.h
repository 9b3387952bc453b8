/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a device keeps its data.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *lotse_data_dir_default (void);
gboolean lotse_data_dir_has_profile (const char *folder);

G_END_DECLS
