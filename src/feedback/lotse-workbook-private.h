/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between unpacking a spreadsheet and reading its parts; see lotse-workbook.h. */
#pragma once

#include "lotse-workbook.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *link; /* of the table of links */
} LotseWorkbookTab;

/* What all sheets together took. */
typedef struct
{
  guint cells;
  gsize bytes;
} LotseWorkbookUse;

/* Each reads one part; FALSE with INVALID. */
gboolean lotse_workbook_parse_tabs (GBytes *part, GPtrArray *tabs, GError **error);
gboolean lotse_workbook_parse_links (GBytes *part, GHashTable *targets, GError **error);
gboolean lotse_workbook_parse_strings (GBytes *part, GPtrArray *strings, GError **error);
gboolean lotse_workbook_parse_sheet (GBytes *part, GPtrArray *strings, GPtrArray *rows, LotseWorkbookUse *use, GError **error);

gboolean lotse_workbook_refuse (GError **error, const char *why); /* FALSE with INVALID */

G_END_DECLS
