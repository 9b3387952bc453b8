/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Views of records.
 *
 * Most records go out as they are kept: to staff unless the kind has a field for its author alone, to others unless the
 * kind has a field that their buckets do not show.  Only the rest is parsed, stripped and written again.
 */
#include "lotse-access.h"

#include "lotse-buckets.h"
#include "lotse-json.h"

#include <string.h>

static gboolean
still_counts (const LotseHold *hold, const LotseSince *since, gint64 until_ms)
{
  if (hold->lost == 0)
    return TRUE;
  if (since == NULL || hold->lost_ms < until_ms)
    return FALSE;
  return since->number >= 0 ? hold->lost > since->number : hold->lost_ms >= since->ms;
}

LotseAccess *
lotse_access_new (LotseCentre *centre, const LotseAccount *account, const LotseSince *since, gint64 until_ms, GError **error)
{
  g_autoptr (LotseAccess) self = g_new0 (LotseAccess, 1);
  g_autoptr (GPtrArray) holds = centre->backend->holds (centre->backend, account->name, error);

  self->centre = centre;
  self->account = account->name;
  self->left_after = since != NULL && since->number >= 0 ? since->number : G_MAXINT64;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; holds != NULL && i < holds->len; i++)
    {
      const LotseHold *hold = g_ptr_array_index (holds, i);

      if (!still_counts (hold, since, until_ms))
        continue;
      if (g_str_has_prefix (hold->bucket, "role:"))
        self->roles |= lotse_role_parse (hold->bucket + strlen ("role:"));
      else
        g_hash_table_add (self->buckets, g_strdup (hold->bucket));
    }
  self->staff = g_hash_table_contains (self->buckets, "staff");
  return holds != NULL ? g_steal_pointer (&self) : NULL;
}

void
lotse_access_free (LotseAccess *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->buckets, g_hash_table_unref);
  g_free (self);
}

gboolean
lotse_access_classes (const LotseAccess *self, const LotseStored *record, LotseAudience *classes, GError **error)
{
  LotseBackend *backend = self->centre->backend;
  g_autoptr (GPtrArray) members = NULL;

  *classes = 0;
  if (self->staff && (record->audience & LOTSE_BUCKET_STAFF))
    {
      *classes = LOTSE_BUCKET_STAFF;
      return TRUE;
    }
  members = backend->members_of (backend, record->id, error);
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      const LotseMember *member = g_ptr_array_index (members, i);

      if ((!member->left || member->number > self->left_after) && g_hash_table_contains (self->buckets, member->bucket))
        *classes |= lotse_buckets_class (member->bucket);
    }
  return members != NULL;
}

static const LotseField *
field_of (const LotseKind *kind, const char *reg)
{
  const char *slash = strchr (reg, '/');
  char name[64];

  if (slash == NULL)
    return lotse_kind_field (kind, reg);
  if ((gsize) (slash - reg) >= sizeof name)
    return NULL;
  memcpy (name, reg, (gsize) (slash - reg));
  name[slash - reg] = '\0';
  return lotse_kind_field (kind, name);
}

gboolean
lotse_access_sees (const LotseAccess *self, const LotseKind *kind, LotseAudience classes, const char *reg, LotseStamp stamp)
{
  const LotseField *field;
  LotseAudience audience;

  if (classes == 0)
    return FALSE;
  if (kind == NULL || strcmp (reg, LOTSE_REGISTER_DELETED) == 0 || strcmp (reg, LOTSE_REGISTER_MERGED_INTO) == 0)
    return TRUE;
  field = field_of (kind, reg);
  audience = field != NULL ? lotse_field_audience (field) : LOTSE_BUCKET_STAFF | LOTSE_BUCKET_AUTHOR;
  if (audience & classes)
    return TRUE;
  return (audience & LOTSE_BUCKET_AUTHOR) && g_strcmp0 (lotse_centre_writer (self->centre, stamp.device), self->account) == 0;
}

static gboolean
shows_all (const LotseKind *kind, LotseAudience classes, gboolean odd)
{
  if (kind == NULL)
    return TRUE;
  if (odd && (classes & LOTSE_BUCKET_STAFF) == 0)
    return FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    if ((lotse_field_audience (&kind->fields[i]) & classes) == 0)
      return FALSE;
  return TRUE;
}

/* What goes out as it is kept is not parsed; but one text that is none would make a whole page unreadable. */
static gboolean
is_text (const LotseStored *record, GError **error)
{
  if (record->doc[0] == '{' && g_utf8_validate (record->doc, -1, NULL))
    return TRUE;
  lotse_backend_set_damaged (error);
  return FALSE;
}

char *
lotse_access_view (const LotseAccess *self, const LotseStored *record, LotseAudience classes, GError **error)
{
  const LotseKind *kind = lotse_kind_find (record->kind);
  g_autoptr (LotseRegisters) all = NULL;
  g_autoptr (LotseRegisters) seen = NULL;
  g_autofree char *by = NULL;

  if (shows_all (kind, classes, record->odd))
    return is_text (record, error) ? g_strdup (record->doc) : NULL;
  all = lotse_stored_read (record, error);
  if (all == NULL)
    return NULL;
  seen = lotse_registers_new ();
  for (guint i = 0; i < lotse_registers_size (all); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (all, i, &name);

      if (lotse_access_sees (self, kind, classes, name, reg->stamp))
        lotse_registers_put (seen, name, reg->value, reg->stamp);
    }
  by = lotse_access_doc_by (record->doc);
  return lotse_access_doc (record->kind, record->id, by, seen);
}

char *
lotse_access_doc (const char *kind, const char *id, const char *by, const LotseRegisters *registers)
{
  GString *out = g_string_sized_new (512);
  gsize brace;

  g_string_append_c (out, '{');
  lotse_json_append_name (out, "k");
  lotse_json_append_text (out, kind);
  lotse_json_append_name (out, "i");
  lotse_json_append_text (out, id);
  if (by != NULL)
    {
      lotse_json_append_name (out, "b");
      lotse_json_append_text (out, by);
    }
  g_string_append_c (out, ',');
  brace = out->len;
  lotse_registers_append_json (registers, out);
  g_string_erase (out, (gssize) brace, 1); /* the members of both objects in one */
  return g_string_free (out, FALSE);
}

char *
lotse_access_doc_by (const char *doc)
{
  g_autoptr (JsonNode) node = lotse_json_parse (doc, strlen (doc), NULL);
  const char *by = NULL;

  if (node == NULL || !lotse_json_read_text (json_node_get_object (node), "b", &by, NULL))
    return NULL;
  return g_strdup (by);
}

gboolean
lotse_access_is_odd (const LotseKind *kind, const LotseRegisters *registers)
{
  for (guint i = 0; i < lotse_registers_size (registers); i++)
    {
      const char *name;

      lotse_registers_nth (registers, i, &name);
      if (kind != NULL && field_of (kind, name) == NULL && strcmp (name, LOTSE_REGISTER_DELETED) != 0
          && strcmp (name, LOTSE_REGISTER_MERGED_INTO) != 0)
        return TRUE;
    }
  return FALSE;
}
