/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON from strangers, and JSON written fast.
 *
 * What a peer sends is checked by lotse_json_parse() before json-glib sees it: json-glib recurses without a limit and
 * reads more than JSON allows (comments, single quotes, assignments).  What we send is appended to one string, because
 * building a tree of nodes first takes several times as long and a first sync writes 40 MB.
 *
 * The readers below never crash and never warn, whatever type a member has; a member that is null counts as missing.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LOTSE_JSON_DEPTH_MAX 32

/*
 * Reads a text of `length` bytes whose root is an object.  The result is freed with json_node_unref(); the error is
 * LOTSE_ERROR_PROTOCOL.
 */
JsonNode *lotse_json_parse (const char *text, gsize length, GError **error);

/* The text of a node, or NULL when it is no text or no valid UTF-8. */
const char *lotse_json_node_text (JsonNode *node);

/*
 * Members of an object.  A missing member gives NULL, 0 or FALSE in `value` and success; one of another type is
 * LOTSE_ERROR_PROTOCOL.  Texts, objects and arrays stay owned by the object.
 */
gboolean lotse_json_read_text (JsonObject *object, const char *name, const char **value, GError **error);
gboolean lotse_json_read_int (JsonObject *object, const char *name, gint64 *value, GError **error);
gboolean lotse_json_read_bool (JsonObject *object, const char *name, gboolean *value, GError **error);
gboolean lotse_json_read_object (JsonObject *object, const char *name, JsonObject **value, GError **error);
gboolean lotse_json_read_array (JsonObject *object, const char *name, JsonArray **value, GError **error);

/* Appends a text in quotation marks, escaped; NULL as null. */
void lotse_json_append_text (GString *out, const char *text);

/*
 * Appends what stands between two members: a comma unless the object was opened just before, and the name with its
 * colon.
 */
void lotse_json_append_name (GString *out, const char *name);

/* Adds an object that was written in this way to a builder of json-glib. */
void lotse_json_add_to_builder (JsonBuilder *builder, const char *text);

G_END_DECLS
