/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several files of this layer need: the JSON values of maps, and dates. */
#pragma once

#include "lotse-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The object that a map's value holds, or NULL if it is none; free it with json_object_unref(). */
JsonObject *lotse_events_object (const char *value);
/* A text in it, "" if there is none (g_free). */
char *lotse_events_member (JsonObject *object, const char *name);
/* A whole number in it, 0 if there is none. */
int lotse_events_number (JsonObject *object, const char *name);
/* The canonical text of an object, as a map keeps it (g_free). */
char *lotse_events_value (JsonObject *object);

/* The canonical date so many days later (earlier: negative), NULL if it is none (g_free). */
char *lotse_events_add_days (const char *date, int days);
/* How many days `later` is after `earlier`; 0 if one of them is no date. */
int lotse_events_days_between (const char *earlier, const char *later);
/* Today's date where the program runs (g_free). */
char *lotse_events_today (LotseStore *store);

G_END_DECLS
