/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How values stand in the cells of tables and on command lines.
 *
 * A single value is canonical text, but for money, which has its decimal point.  A field with elements is written
 * "ar:native; de:B2": elements separated by semicolons, an element's value behind the first colon (or equals sign, as in plain
 * forms).  A backslash takes the meaning from a semicolon, a colon, an equals sign, a backslash, and a blank at either end.
 */
#pragma once

#include "lotse-kind.h"

G_BEGIN_DECLS

/* The value as it is exported, so that lotse_value_parse() reads it in every language; NULL gives "". */
char *lotse_cell_print (const LotseField *field, const char *value);

/* One element of a list. */
typedef struct
{
  char *key;
  char *value; /* NULL if there is none */
} LotseCellElement;

void lotse_cell_element_free (LotseCellElement *element);

/* The elements of "ar:native; de:B2", not checked against the field yet; of LotseCellElement.  Never NULL. */
GPtrArray *lotse_cell_split (const LotseField *field, const char *text);

/* Appends one element to a list, with escapes; `value` is NULL for the elements of a set. */
void lotse_cell_append_element (GString *list, const char *key, const char *value);

G_END_DECLS
