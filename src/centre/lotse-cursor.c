/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cursors: JSON and a keyed hash, in base64.  Some 200 bytes; a few per device are made and read with each exchange.
 */
#include "lotse-cursor.h"

#include "lotse-json.h"

#include <string.h>

#define HASH_BYTES 16

static void
fill_free (gpointer data)
{
  g_free (((LotseFill *) data)->last);
  g_free (data);
}

LotseCursor *
lotse_cursor_new (void)
{
  LotseCursor *self = g_new0 (LotseCursor, 1);

  self->fills = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fill_free);
  return self;
}

void
lotse_cursor_free (LotseCursor *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->fills);
  g_free (self->epoch);
  g_free (self->mark);
  g_free (self);
}

void
lotse_cursor_fill (LotseCursor *self, const char *bucket, gint64 gained, const char *last)
{
  LotseFill *fill = g_new0 (LotseFill, 1);

  fill->gained = gained;
  fill->last = g_strdup (last);
  g_hash_table_insert (self->fills, g_strdup (bucket), fill);
}

/* --- Writing ----------------------------------------------------------------------------------------------- */

static void
append_number (GString *out, const char *name, gint64 number)
{
  lotse_json_append_name (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, number);
}

static void
append_fills (GString *out, GHashTable *fills)
{
  GHashTableIter iter;
  gpointer bucket, value;

  lotse_json_append_name (out, "f");
  g_string_append_c (out, '{');
  g_hash_table_iter_init (&iter, fills);
  while (g_hash_table_iter_next (&iter, &bucket, &value))
    {
      const LotseFill *fill = value;

      lotse_json_append_name (out, bucket);
      g_string_append_c (out, '{');
      append_number (out, "g", fill->gained);
      lotse_json_append_name (out, "l");
      lotse_json_append_text (out, fill->last);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, '}');
}

static void
sign (LotseCentre *centre, const char *text, gsize size, const char *account, guint8 hash[HASH_BYTES])
{
  crypto_generichash_state state;

  crypto_generichash_init (&state, centre->key, sizeof centre->key, HASH_BYTES);
  crypto_generichash_update (&state, (const guint8 *) "cursor", sizeof "cursor");
  crypto_generichash_update (&state, (const guint8 *) account, strlen (account) + 1);
  crypto_generichash_update (&state, (const guint8 *) text, size);
  crypto_generichash_final (&state, hash, HASH_BYTES);
}

char *
lotse_cursor_print (LotseCentre *centre, const LotseCursor *self, const char *account)
{
  g_autoptr (GString) out = g_string_new ("{");
  guint8 hash[HASH_BYTES];

  lotse_json_append_name (out, "e");
  lotse_json_append_text (out, self->epoch);
  append_number (out, "n", self->number);
  lotse_json_append_name (out, "m");
  lotse_json_append_text (out, self->mark);
  append_number (out, "w", self->since.ms);
  append_number (out, "v", self->since.number);
  append_number (out, "t", self->issued_ms);
  if (self->listing)
    append_number (out, "a", 1);
  if (g_hash_table_size (self->fills) > 0)
    append_fills (out, self->fills);
  g_string_append_c (out, '}');
  sign (centre, out->str, out->len, account, hash);
  g_string_append_len (out, (const char *) hash, HASH_BYTES);
  return g_base64_encode ((const guchar *) out->str, out->len);
}

/* --- Reading --------------------------------------------------------------------------------------------------- */

static gboolean
read_fills (LotseCursor *self, JsonObject *fills)
{
  JsonObjectIter iter;
  const char *bucket;
  JsonNode *node;

  json_object_iter_init (&iter, fills);
  while (json_object_iter_next (&iter, &bucket, &node))
    {
      const char *last;
      gint64 gained;

      if (!JSON_NODE_HOLDS_OBJECT (node) || !lotse_json_read_int (json_node_get_object (node), "g", &gained, NULL)
          || !lotse_json_read_text (json_node_get_object (node), "l", &last, NULL))
        return FALSE;
      lotse_cursor_fill (self, bucket, gained, last != NULL ? last : "");
    }
  return TRUE;
}

static gboolean
read_members (LotseCursor *self, JsonObject *object)
{
  const char *epoch, *mark;
  JsonObject *fills;
  gint64 listing;

  if (!lotse_json_read_text (object, "e", &epoch, NULL) || !lotse_json_read_text (object, "m", &mark, NULL)
      || !lotse_json_read_int (object, "n", &self->number, NULL) || !lotse_json_read_int (object, "w", &self->since.ms, NULL)
      || !lotse_json_read_int (object, "v", &self->since.number, NULL) || !lotse_json_read_int (object, "t", &self->issued_ms, NULL)
      || !lotse_json_read_int (object, "a", &listing, NULL) || !lotse_json_read_object (object, "f", &fills, NULL))
    return FALSE;
  self->epoch = g_strdup (epoch);
  self->mark = g_strdup (mark);
  self->listing = listing != 0;
  return epoch != NULL && (fills == NULL || read_fills (self, fills));
}

LotseCursor *
lotse_cursor_parse (LotseCentre *centre, const char *text, const char *account)
{
  g_autoptr (LotseCursor) self = lotse_cursor_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree guchar *bytes = NULL;
  guint8 hash[HASH_BYTES];
  gsize size = 0;

  bytes = g_base64_decode (text, &size);
  if (bytes == NULL || size <= HASH_BYTES)
    return NULL;
  size -= HASH_BYTES;
  sign (centre, (const char *) bytes, size, account, hash);
  if (sodium_memcmp (hash, bytes + size, HASH_BYTES) != 0)
    return NULL;
  node = lotse_json_parse ((const char *) bytes, size, NULL);
  if (node == NULL || !read_members (self, json_node_get_object (node)))
    return NULL;
  return g_steal_pointer (&self);
}

gboolean
lotse_cursor_is_known (LotseCentre *centre, const LotseCursor *self, gboolean *known, GError **error)
{
  LotseBackend *backend = centre->backend;
  g_autofree char *mark = NULL;

  *known = FALSE;
  if (strcmp (self->epoch, centre->epoch) != 0 || self->number > backend->last_number (backend))
    return TRUE;
  if (!backend->get_mark (backend, self->number, &mark, error))
    return FALSE;
  *known = self->number == 0 || g_strcmp0 (mark, self->mark) == 0;
  return TRUE;
}
