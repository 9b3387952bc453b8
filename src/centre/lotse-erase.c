/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasing a record.
 *
 * The database overwrites what it deletes; its log and the files of blobs are dealt with after the commit.  What is still
 * to be done is remembered in the setting "wipe": blanks between the names of files.
 */
#include "lotse-erase.h"

#include "lotse-blobs.h"
#include "lotse-buckets.h"
#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-past.h"
#include "lotse-centre-sheets.h"

#include <string.h>

static gboolean
remember_wipe (LotseCentre *self, GPtrArray *blobs, GError **error)
{
  g_autofree char *before = NULL;
  g_autoptr (GString) names = NULL;

  if (!self->backend->get_setting (self->backend, "wipe", &before, error))
    return FALSE;
  names = g_string_new (before != NULL ? before : "");
  for (guint i = 0; i < blobs->len; i++)
    g_string_append_printf (names, " %s", (char *) g_ptr_array_index (blobs, i));
  g_string_append_c (names, ' ');
  return self->backend->set_setting (self->backend, "wipe", names->str, error);
}

gboolean
lotse_erase_plan_wipe (LotseCentre *self, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return remember_wipe (self, none, error);
}

/* Those who had buckets or places because of the record, lose them as if it were deleted. */
static gboolean
loosen (LotseCentre *self, LotseStored *record, GError **error)
{
  g_autoptr (LotseRegisters) before = lotse_stored_read (record, error);
  g_autoptr (LotseRegisters) after = NULL;

  if (before == NULL)
    return FALSE;
  after = lotse_registers_copy (before);
  lotse_registers_put (after, LOTSE_REGISTER_DELETED, "1", lotse_centre_stamp (self, 0));
  record->deleted = TRUE;
  /* Whoever looks at it from the other end of a link must find it in the bin. */
  return self->backend->put_record (self->backend, record, error) && lotse_buckets_update (self, record, before, after, error);
}

static gboolean
drop_parked (LotseCentre *self, GPtrArray *parked, GError **error)
{
  g_autoptr (GPtrArray) owned = parked;

  for (guint i = 0; parked != NULL && i < parked->len; i++)
    {
      const LotseParked *one = g_ptr_array_index (parked, i);

      if (!self->backend->unpark (self->backend, one->row, error)
          || !self->backend->forget_past (self->backend, one->id, error))
        return FALSE;
    }
  return parked != NULL;
}

/* Conflicts and reviews hold values of the record. */
static gboolean
erase_about (LotseCentre *self, const char *id, const char *kind, gint64 at_ms, GError **error)
{
  g_autoptr (GPtrArray) ids = self->backend->sources (self->backend, id, kind, "record", error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!lotse_erase_record (self, g_ptr_array_index (ids, i), at_ms, error))
      return FALSE;
  return ids != NULL;
}

typedef struct
{
  const LotseKind *kind;
  GPtrArray *blobs;
} PastBlobs;

static void
add_past_blob (const LotsePast *past, const char *reg, const char *value, guint64 effective, LotseVerdict verdict, gboolean stood,
               gpointer data)
{
  PastBlobs *files = data;
  const LotseField *field = lotse_kind_field (files->kind, reg);

  if (field != NULL && field->type == LOTSE_FIELD_BLOB && value != NULL && lotse_blobs_is_name (value))
    g_ptr_array_add (files->blobs, g_strdup (value));
}

/* Files that stood in the record once, or lost against the one that stands. */
static gboolean
add_past_blobs (LotseCentre *self, const LotseStored *record, GPtrArray *blobs, GError **error)
{
  PastBlobs files = { record != NULL ? lotse_kind_find (record->kind) : NULL, blobs };
  g_autoptr (GPtrArray) rows = NULL;

  if (files.kind == NULL)
    return TRUE;
  rows = self->backend->past_of (self->backend, record->id, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!lotse_past_visit (g_ptr_array_index (rows, i), add_past_blob, &files, error))
      return FALSE;
  return rows != NULL;
}

/* A record that is not here may have been lost with a restored centre. */
static gboolean
may_have_sheets (const LotseStored *record)
{
  return record == NULL || strcmp (record->kind, "form") == 0 || strcmp (record->kind, "event") == 0 || strcmp (record->kind, "survey") == 0;
}

gboolean
lotse_erase_record (LotseCentre *self, const char *id, gint64 at_ms, GError **error)
{
  LotseBackend *backend = self->backend;
  g_autoptr (LotseStored) record = NULL;
  g_autoptr (GPtrArray) blobs = backend->blobs_of (backend, id, error);

  if (blobs == NULL || !backend->get_record (backend, id, &record, error) || !add_past_blobs (self, record, blobs, error)
      || (record != NULL && !loosen (self, record, error)))
    return FALSE;
  if (!erase_about (self, id, "conflict", at_ms, error) || !erase_about (self, id, "review", at_ms, error))
    return FALSE;
  if (!drop_parked (self, backend->parked_of (backend, id, error), error)
      || !drop_parked (self, backend->parked_on (backend, id, error), error))
    return FALSE;
  if (may_have_sheets (record) && !lotse_centre_sheets_erase (self, id, error))
    return FALSE;
  return backend->remove_record (backend, id, error) && backend->forget_past (backend, id, error)
         && backend->put_tombstone (backend, id, backend->next_number (backend), at_ms, error) && remember_wipe (self, blobs, error);
}

gboolean
lotse_erase_finish (LotseCentre *self, GError **error)
{
  g_autofree char *names = NULL;
  g_auto (GStrv) blobs = NULL;

  if (!self->backend->get_setting (self->backend, "wipe", &names, error))
    return FALSE;
  if (names == NULL || *names == '\0')
    return TRUE;
  blobs = g_strsplit (names, " ", -1);
  for (guint i = 0; blobs[i] != NULL; i++)
    if (*blobs[i] != '\0' && !lotse_blobs_remove_unused (self, blobs[i], error))
      return FALSE;
  /* Readers may be in the way; then the next opening or erasing tries again. */
  if (!self->backend->wipe (self->backend, NULL))
    return TRUE;
  if (!lotse_centre_begin (self, error))
    return FALSE;
  if (lotse_centre_sheets_erase_finish (self, error) && self->backend->set_setting (self->backend, "wipe", "", error))
    return lotse_centre_commit (self, error);
  lotse_centre_rollback (self);
  return FALSE;
}

gboolean
lotse_centre_erase (LotseCentre *self, const char *id, GError **error)
{
  g_autoptr (LotseStored) record = NULL;
  g_autofree char *at = NULL;
  gint64 now = lotse_centre_now (self);

  if (!lotse_id_is_valid (id) || !self->backend->get_record (self->backend, id, &record, error) || record == NULL)
    {
      if (error == NULL || *error == NULL)
        g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, "There is no record %s.", id);
      return FALSE;
    }
  if (!lotse_centre_begin (self, error))
    return FALSE;
  at = g_strdup_printf ("%" G_GINT64_FORMAT, now);
  lotse_journal_add (self->journal, "erase", id, "at", at, NULL);
  if (!lotse_erase_record (self, id, now, error) || !lotse_centre_audit (self, "centre", "erased", id, error))
    {
      lotse_centre_rollback (self);
      return FALSE;
    }
  return lotse_centre_commit (self, error) && lotse_erase_finish (self, error);
}
