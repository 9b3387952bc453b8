/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping records: those that devices write, and those that the centre makes itself (conflicts and reviews).
 *
 * The centre's own records have ids derived from what they are about, so that a repeat makes no second one.
 */
#include "lotse-put.h"

#include "lotse-access.h"
#include "lotse-buckets.h"
#include "lotse-id.h"

#include <string.h>

/* --- Links and blobs ------------------------------------------------------------------------------------------- */

typedef struct
{
  GArray *links; /* of LotseLink */
  GPtrArray *blobs;
  GStringChunk *names;
} References;

static void
add_reference (References *self, const LotseKind *kind, const char *name, const char *value)
{
  const char *element = NULL;
  g_autofree char *base = lotse_register_field (name, &element);
  const LotseField *field = lotse_kind_field (kind, base);
  LotseLink link;

  if (strcmp (name, LOTSE_REGISTER_MERGED_INTO) == 0)
    link = (LotseLink){ LOTSE_REGISTER_MERGED_INTO, value };
  else if (field != NULL && field->type == LOTSE_FIELD_BLOB)
    {
      g_ptr_array_add (self->blobs, g_string_chunk_insert (self->names, value));
      return;
    }
  else if (field != NULL && field->links != NULL)
    link = (LotseLink){ field->name, element != NULL ? g_string_chunk_insert (self->names, element) : value };
  else
    return;
  g_array_append_val (self->links, link);
}

static gboolean
keep_references (LotseCentre *self, const LotseStored *record, const LotseKind *kind, const LotseRegisters *registers, gboolean fresh,
                 GError **error)
{
  References references = { g_array_new (FALSE, FALSE, sizeof (LotseLink)), g_ptr_array_new (), g_string_chunk_new (256) };
  gboolean ok = TRUE;

  for (guint i = 0; i < lotse_registers_size (registers); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (registers, i, &name);

      if (reg->value != NULL)
        add_reference (&references, kind, name, reg->value);
    }
  if (!fresh || references.links->len > 0)
    ok = self->backend->set_links (self->backend, record->id, record->kind, (const LotseLink *) references.links->data,
                                   references.links->len, error);
  if (ok && (!fresh || references.blobs->len > 0))
    {
      g_ptr_array_add (references.blobs, NULL);
      ok = self->backend->set_blobs (self->backend, record->id, (const char *const *) references.blobs->pdata, error);
    }
  g_array_unref (references.links);
  g_ptr_array_unref (references.blobs);
  g_string_chunk_free (references.names);
  return ok;
}

/* Whether the kind has fields that refer to anything; most edits of most kinds need no look at them. */
static gboolean
references_changed (const LotseKind *kind, const LotseRegisters *before, const LotseRegisters *after)
{
  for (guint i = 0; i < lotse_registers_size (after); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (after, i, &name);
      g_autofree char *base = NULL;
      const LotseField *field;

      if (before != NULL && g_strcmp0 (reg->value, lotse_registers_value (before, name)) == 0)
        continue;
      if (strcmp (name, LOTSE_REGISTER_MERGED_INTO) == 0)
        return TRUE;
      base = lotse_register_field (name, NULL);
      field = lotse_kind_field (kind, base);
      if (field != NULL && (field->links != NULL || field->type == LOTSE_FIELD_BLOB))
        return TRUE;
    }
  return FALSE;
}

gboolean
lotse_put_record (LotseCentre *self, LotseStored *record, const LotseRegisters *before, const LotseRegisters *after, const char *by,
                  GError **error)
{
  const LotseKind *kind = lotse_kind_find (record->kind);

  record->number = self->backend->next_number (self->backend);
  record->deleted = lotse_registers_value (after, LOTSE_REGISTER_DELETED) != NULL;
  record->odd = kind == NULL || lotse_access_is_odd (kind, after);
  g_free (record->doc);
  record->doc = lotse_access_doc (record->kind, record->id, by, after);
  if (!self->backend->put_record (self->backend, record, error))
    return FALSE;
  if (kind != NULL && references_changed (kind, before, after)
      && !keep_references (self, record, kind, after, before == NULL, error))
    return FALSE;
  if (before == NULL)
    g_queue_push_tail (&self->arrived, g_strdup (record->id));
  return lotse_buckets_update (self, record, before, after, error);
}

/* --- The centre's own records ------------------------------------------------------------------------------------ */

static LotseStored *
new_record (const char *kind, const char *id, const char *author, LotseAudience audience)
{
  LotseStored *record = g_new0 (LotseStored, 1);

  record->kind = g_strdup (kind);
  record->id = g_strdup (id);
  record->author = g_strdup (author != NULL ? author : "");
  record->audience = audience;
  return record;
}

/* Fills registers with pairs of name and text, all with one stamp of the centre. */
static LotseRegisters *
new_registers (LotseCentre *self, const char *name, ...)
{
  LotseRegisters *registers = lotse_registers_new ();
  LotseStamp stamp = lotse_centre_stamp (self, 0);
  va_list pairs;

  va_start (pairs, name);
  for (; name != NULL; name = va_arg (pairs, const char *))
    {
      const char *value = va_arg (pairs, const char *);

      if (value != NULL)
        lotse_registers_put (registers, name, value, stamp);
    }
  va_end (pairs);
  return registers;
}

static char *
stamp_text (LotseStamp stamp)
{
  char text[LOTSE_STAMP_TEXT_SIZE];

  lotse_stamp_print (stamp, text);
  return g_strdup (text);
}

/* A conflict shows where the field shows. */
static LotseAudience
conflict_audience (const LotseStored *record, const char *reg)
{
  const LotseKind *kind = lotse_kind_find (record->kind);
  g_autofree char *base = lotse_register_field (reg, NULL);
  const LotseField *field = kind != NULL ? lotse_kind_field (kind, base) : NULL;

  if (reg[0] == '_')
    return LOTSE_AUDIENCE_ALL;
  return field != NULL ? lotse_field_audience (field) : LOTSE_BUCKET_STAFF | LOTSE_BUCKET_AUTHOR;
}

gboolean
lotse_put_conflict (LotseCentre *self, const LotseStored *record, const char *reg, const LotseRegister *standing, const char *loser,
                    LotseStamp loser_stamp, const char *author, GError **error)
{
  LotseStamp none = LOTSE_STAMP_NONE;
  LotseStamp stands = standing != NULL ? standing->stamp : none;
  g_autofree char *loser_text = stamp_text (loser_stamp);
  g_autofree char *stands_text = stamp_text (stands);
  g_autofree char *id = lotse_id_derive ("conflict", record->id, reg, loser_text, NULL);
  g_autofree char *opened = lotse_centre_datetime (lotse_centre_now (self));
  g_autofree char *loser_device = lotse_u64_to_hex (loser_stamp.device);
  g_autofree char *stands_device = lotse_u64_to_hex (stands.device);
  g_autoptr (LotseStored) known = NULL;
  g_autoptr (LotseStored) conflict = NULL;
  g_autoptr (LotseRegisters) registers = NULL;
  gboolean erased = FALSE;

  if (!self->backend->get_record (self->backend, id, &known, error) || !self->backend->is_erased (self->backend, id, &erased, error))
    return FALSE;
  if (known != NULL || erased)
    return TRUE;
  registers = new_registers (self, "record", record->id, "record_kind", record->kind, "register_name", reg, "standing_value",
                             standing != NULL ? standing->value : NULL, "standing_stamp", stands_text, "standing_account",
                             lotse_centre_writer (self, stands.device), "standing_device", stands_device, "other_value", loser,
                             "other_stamp", loser_text, "other_account", lotse_centre_writer (self, loser_stamp.device),
                             "other_device", loser_device, "opened_at", opened, NULL);
  conflict = new_record ("conflict", id, author, conflict_audience (record, reg));
  return lotse_put_record (self, conflict, NULL, registers, NULL, error);
}

gboolean
lotse_put_conflict_seen (LotseCentre *self, LotseStored *conflict, const LotseRegisters *before, GError **error)
{
  g_autofree char *now = lotse_centre_datetime (lotse_centre_now (self));
  g_autoptr (LotseRegisters) after = NULL;
  LotseStamp stamp;

  if (lotse_registers_value (before, "resolution") != NULL)
    return TRUE;
  after = lotse_registers_copy (before);
  stamp = lotse_centre_stamp (self, lotse_registers_newest (before).clock);
  lotse_registers_put (after, "resolution", "seen", stamp);
  lotse_registers_put (after, "resolved_at", now, stamp);
  return lotse_put_record (self, conflict, before, after, NULL, error);
}

static char *
review_id (const LotseEdit *edit)
{
  g_autofree char *stamp = stamp_text (edit->stamp);

  return lotse_id_derive ("review", edit->id, stamp, NULL);
}

gboolean
lotse_put_review (LotseCentre *self, const LotseEdit *edit, const char *text, const char *reason, const char *account, GError **error)
{
  g_autofree char *id = review_id (edit);
  g_autofree char *received = lotse_centre_datetime (lotse_centre_now (self));
  g_autofree char *device = lotse_u64_to_hex (edit->stamp.device);
  g_autoptr (LotseStored) review = NULL;
  g_autoptr (LotseRegisters) before = NULL;
  g_autoptr (LotseRegisters) after = NULL;

  if (!self->backend->get_record (self->backend, id, &review, error))
    return FALSE;
  after = new_registers (self, "record", edit->id, "record_kind", edit->kind, "reason", reason, "account", account, "device", device,
                         "edit", text, "received_at", received, NULL);
  if (review == NULL)
    review = new_record ("review", id, NULL, LOTSE_BUCKET_STAFF);
  else
    before = lotse_stored_read (review, error);
  return lotse_put_record (self, review, before, after, NULL, error);
}

gboolean
lotse_put_review_done (LotseCentre *self, const LotseEdit *edit, GError **error)
{
  g_autofree char *id = review_id (edit);
  g_autofree char *now = lotse_centre_datetime (lotse_centre_now (self));
  g_autoptr (LotseStored) review = NULL;
  g_autoptr (LotseRegisters) before = NULL;
  g_autoptr (LotseRegisters) after = NULL;
  LotseStamp stamp;

  if (!self->backend->get_record (self->backend, id, &review, error))
    return FALSE;
  if (review == NULL)
    return TRUE;
  before = lotse_stored_read (review, error);
  if (before == NULL)
    return FALSE;
  after = lotse_registers_copy (before);
  stamp = lotse_centre_stamp (self, lotse_registers_newest (before).clock);
  lotse_registers_put (after, "decision", "accepted", stamp);
  lotse_registers_put (after, "decided_at", now, stamp);
  return lotse_put_record (self, review, before, after, NULL, error);
}
