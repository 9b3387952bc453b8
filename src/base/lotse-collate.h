/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting names and texts as people of a language expect it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint8 *lotse_collate_bytes (const char *text, const char *language, gsize *size);
char *lotse_collate_key (const char *text, const char *language);
const char *lotse_collate_version (void);
int lotse_collate_compare (const char *a, const char *b, const char *language);

G_END_DECLS
