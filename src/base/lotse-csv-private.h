/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the CSV reader share. */
#pragma once

#include "lotse-csv.h"

G_BEGIN_DECLS

char lotse_csv_find_separator (const guint8 *sample, gsize length, gboolean whole);

G_END_DECLS
