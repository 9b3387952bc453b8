/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxlsxwriter writes numbers as the locale has them, and with a comma no program reads the file. */
#pragma once

#include <glib.h>
#include <locale.h>

G_BEGIN_DECLS

/* From now on this thread writes numbers with a point, texts stay as they were; give what it returns to lotse_plain_numbers_end(). */
locale_t lotse_plain_numbers_begin (void);
void lotse_plain_numbers_end (locale_t before);

G_END_DECLS
