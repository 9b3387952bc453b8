/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the codecs of all messages share: members that are left out when empty, lists of texts, checks of sizes. */
#pragma once

#include "lotse-protocol.h"

#include "lotse-json.h"

/* What a text of one line may be at most, in bytes: a name, a cursor, an epoch. */
#define LOTSE_MESSAGE_LINE_MAX 1024

JsonNode *lotse_message_parse (const char *text, gssize size, GError **error);
gboolean lotse_message_fail (GError **error, const char *what);

/* Like lotse_json_read_text(), with a copy of at most `max` bytes; a required one is not missing and not empty. */
gboolean lotse_message_read_line (JsonObject *object, const char *name, gsize max, char **value, GError **error);
gboolean lotse_message_require_line (JsonObject *object, const char *name, gsize max, char **value, GError **error);
/* A list of at most `most` texts, of at most LOTSE_MESSAGE_LINE_MAX bytes each; a missing list is an empty one. */
gboolean lotse_message_read_lines (JsonObject *object, const char *name, guint most, GPtrArray **value, GError **error);
gboolean lotse_message_read_roles (JsonObject *object, const char *name, LotseRoles *roles, GError **error);

void lotse_message_append_line (GString *out, const char *name, const char *value);
void lotse_message_append_int (GString *out, const char *name, gint64 value);
void lotse_message_append_true (GString *out, const char *name, gboolean value);
void lotse_message_append_lines (GString *out, const char *name, const GPtrArray *values);
void lotse_message_append_roles (GString *out, const char *name, LotseRoles roles);
void lotse_message_append_stamp (GString *out, LotseStamp stamp);
void lotse_message_append_verdicts (GString *out, const LotseVerdicts *verdicts);
LotseVerdicts *lotse_message_read_verdicts (JsonNode *node, GError **error);
