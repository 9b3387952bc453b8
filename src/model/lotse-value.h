/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of fields: canonical text, what people type and read, and JSON.
 *
 * Registers, history and the wire know only the canonical text, of which each value has exactly one.  "" stands for
 * empty.  People type and read values in German or English; that is for the edge of the program alone, never stored.
 *
 * Of a SET the value of a register is "1", and the element itself says everything: parsing and formatting a value of a
 * SET are parsing and formatting an element.  Of a MAP an element has a value of its own.
 *
 * Languages are "de" and "en"; NULL is the language of the process.  Errors are LOTSE_ERROR_INVALID, say what is wrong
 * with what was typed and how to mend it, and name neither the record nor a person.
 */
#pragma once

#include "lotse-kind.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LOTSE_VALUE_MAX (64 * 1024) /* bytes of one value */
#define LOTSE_ELEMENT_MAX 120       /* bytes of one element of a SET or MAP, as it is part of a register's name */

gboolean lotse_value_check (const LotseField *field, const char *canonical, GError **error);
gboolean lotse_value_check_element (const LotseField *field, const char *element, GError **error);

char *lotse_value_parse (const LotseField *field, const char *typed, const char *language, GError **error);
char *lotse_value_parse_element (const LotseField *field, const char *typed, const char *language, GError **error);

char *lotse_value_format (const LotseField *field, const char *canonical, const char *language);
char *lotse_value_format_element (const LotseField *field, const char *element, const char *language);

JsonNode *lotse_value_to_json (const LotseField *field, const char *canonical);
char *lotse_value_from_json (const LotseField *field, JsonNode *node, GError **error);

char *lotse_value_canonical_json (JsonNode *node);

/* The parts of canonical dates; FALSE when the text is none.  `time` (hours, minutes) may be NULL. */
gboolean lotse_value_read_date (const char *canonical, GDate *date);
gboolean lotse_value_read_datetime (const char *canonical, GDate *date, int time[2]);

G_END_DECLS
