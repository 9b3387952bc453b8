/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long to wait before the next try after failures in a row.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint lotse_backoff_seconds (guint failures);

G_END_DECLS
