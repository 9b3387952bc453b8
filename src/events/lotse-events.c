/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON values of maps, and dates; see the header. */
#include "config.h"

#include "lotse-events-private.h"

#include "lotse-value.h"

JsonObject *
lotse_events_object (const char *value)
{
  g_autoptr (JsonNode) node = value != NULL ? json_from_string (value, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

char *
lotse_events_member (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  gboolean text = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;

  return g_strdup (text ? json_node_get_string (node) : "");
}

int
lotse_events_number (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;
  gboolean number = node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;

  return number ? (int) CLAMP (json_node_get_int (node), G_MININT, G_MAXINT) : 0;
}

char *
lotse_events_value (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return lotse_value_canonical_json (node);
}

/* The day counted from the first day of the year 1, or 0. */
static gint64
day_of (const char *date)
{
  GDate day;

  return date != NULL && lotse_value_read_date (date, &day) ? (gint64) g_date_get_julian (&day) : 0;
}

char *
lotse_events_add_days (const char *date, int days)
{
  gint64 day = day_of (date) + days;
  GDate moved;
  char text[16];

  if (day_of (date) == 0 || day < 1 || !g_date_valid_julian ((guint32) day))
    return NULL;
  g_date_clear (&moved, 1);
  g_date_set_julian (&moved, (guint32) day);
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &moved);
  return g_strdup (text);
}

int
lotse_events_days_between (const char *earlier, const char *later)
{
  gint64 from = day_of (earlier), to = day_of (later);

  return from != 0 && to != 0 ? (int) (to - from) : 0;
}

char *
lotse_events_today (LotseStore *store)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (lotse_store_now (store) / 1000);

  return g_date_time_format (now, "%Y-%m-%d");
}
