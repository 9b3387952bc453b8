/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several files of this layer need: the JSON values of maps. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The object that a map's value holds, or NULL if it is none; free it with json_object_unref(). */
JsonObject *lotse_events_object (const char *value);
/* A text in it, "" if there is none (g_free). */
char *lotse_events_member (JsonObject *object, const char *name);
/* The canonical text of an object, as a map keeps it (g_free). */
char *lotse_events_value (JsonObject *object);

G_END_DECLS
