/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Aligned text tables for people.
 *
 * Columns are as wide as their widest cell on a terminal (wide and combining characters count as they show); the last
 * column is not padded.  Line breaks and control characters in a cell are shown as blanks, so that a value can neither
 * break the table nor send commands to the terminal.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _LotseCtlTable LotseCtlTable;

LotseCtlTable *lotse_ctl_table_new (guint n_columns);
void lotse_ctl_table_free (LotseCtlTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseCtlTable, lotse_ctl_table_free)

/* The headings; none by default. */
void lotse_ctl_table_head (LotseCtlTable *self, ...) G_GNUC_NULL_TERMINATED;
/* Adds a row of at most n_columns texts; missing ones are empty. */
void lotse_ctl_table_row (LotseCtlTable *self, ...) G_GNUC_NULL_TERMINATED;
void lotse_ctl_table_row_v (LotseCtlTable *self, const char *const *cells);

/* The whole table with a line feed behind each row; empty if it has no rows. */
char *lotse_ctl_table_print (LotseCtlTable *self);

/* The text without control characters, and how many columns of a terminal it takes. */
char *lotse_ctl_plain_text (const char *text);
guint lotse_ctl_text_width (const char *text);

G_END_DECLS
