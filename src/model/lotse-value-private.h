/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read typed values share. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The canonical form of a typed date, or date and time, in lower case and not empty; the error is LOTSE_ERROR_INVALID. */
char *lotse_value_parse_date (const char *simple, GError **error);
char *lotse_value_parse_datetime (const char *simple, GError **error);

G_END_DECLS
