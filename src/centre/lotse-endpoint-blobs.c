/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /v1/blobs/<sha256>: HEAD says how much is here (Upload-Offset), PUT adds a part, GET gives the file to who sees a record
 * that refers to it.
 */
#include "lotse-endpoints.h"

#include "lotse-access.h"
#include "lotse-blobs.h"
#include "lotse-error.h"
#include "lotse-undertaking.h"

#include <string.h>

/* Whether a register that the account sees has this file. */
static gboolean
shows (const LotseAccess *access, const LotseStored *record, LotseAudience classes, const char *name)
{
  const LotseKind *kind = lotse_kind_find (record->kind);
  g_autoptr (LotseRegisters) registers = lotse_registers_from_text (record->doc, NULL);

  for (guint i = 0; registers != NULL && i < lotse_registers_size (registers); i++)
    {
      const char *reg;
      const LotseRegister *value = lotse_registers_nth (registers, i, &reg);

      if (g_strcmp0 (value->value, name) == 0 && lotse_access_sees (access, kind, classes, reg, value->stamp))
        return TRUE;
    }
  return FALSE;
}

static gboolean
may_see (LotseCentre *self, const LotseAccount *account, const char *name, gboolean *may, GError **error)
{
  g_autoptr (LotseAccess) access = lotse_access_new (self, account, NULL, 0, error);
  g_autoptr (GPtrArray) users = access != NULL ? self->backend->blob_users (self->backend, name, error) : NULL;

  *may = FALSE;
  for (guint i = 0; users != NULL && i < users->len && !*may; i++)
    {
      g_autoptr (LotseStored) record = NULL;
      LotseAudience classes;

      if (!self->backend->get_record (self->backend, g_ptr_array_index (users, i), &record, error))
        return FALSE;
      if (record == NULL)
        continue;
      if (!lotse_access_classes (access, record, &classes, error))
        return FALSE;
      *may = classes != 0 && shows (access, record, classes, name);
    }
  return users != NULL;
}

static void
give (LotseCentre *self, const char *name, LotseCentreReply *reply)
{
  reply->status = 200;
  reply->type = "application/octet-stream";
  reply->offset = lotse_blobs_size (self, name);
  reply->file = lotse_blobs_path (self, name);
}

static void
take (LotseCentre *self, const LotseCentreCall *call, const LotseAccount *account, const char *name, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  GBytes *part = call->body != NULL ? call->body : empty;
  gint64 offset = MAX (call->offset, 0);
  gint64 size = call->whole >= 0 ? call->whole : offset + (gint64) g_bytes_get_size (part);
  gboolean whole = FALSE;

  if (lotse_blobs_add (self, name, account->name, offset, size, part, &whole, &error))
    {
      reply->status = whole ? 201 : 202;
      reply->type = "application/json";
      reply->offset = offset + (gint64) g_bytes_get_size (part);
      return;
    }
  if (size > LOTSE_BLOB_MAX)
    lotse_centre_reply_set (reply, LOTSE_WORD_TOO_LARGE, error->message);
  else if (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT))
    lotse_centre_reply_set (reply, LOTSE_WORD_OFFSET, error->message);
  else
    lotse_centre_reply_set_error (reply, error);
  reply->offset = lotse_blobs_offset (self, name, account->name);
}

/* GET and HEAD.  Who may not see the file, or nothing yet, learns only how much of it he has sent himself. */
static void
show (LotseCentre *self, const LotseCentreCall *call, const LotseAccount *account, const char *name, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  gboolean may = FALSE;
  gboolean missing = FALSE;

  if (strcmp (call->method, "GET") == 0 && !lotse_endpoint_may_read (self, call, reply))
    return;
  if (!may_see (self, account, name, &may, &error) || !lotse_undertaking_is_missing_for (self, call->token, &missing, &error))
    lotse_centre_reply_set_error (reply, error);
  else if (may && !missing && lotse_blobs_size (self, name) >= 0)
    give (self, name, reply);
  else if (strcmp (call->method, "GET") == 0)
    lotse_centre_reply_set (reply, LOTSE_WORD_NOT_FOUND, "There is no such file, or it is not for this account.");
  else
    {
      reply->status = 200;
      reply->offset = lotse_blobs_offset (self, name, account->name);
    }
  if (strcmp (call->method, "HEAD") == 0)
    g_clear_pointer (&reply->file, g_free);
}

void
lotse_endpoint_blobs (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply)
{
  g_autoptr (LotseAccount) account = lotse_endpoint_account (self, call, reply);

  if (account == NULL)
    return;
  if (!lotse_blobs_is_name (rest))
    lotse_centre_reply_set (reply, LOTSE_WORD_NOT_FOUND, "A file's name is its SHA-256: 64 digits 0-9, a-f.");
  else if (strcmp (call->method, "GET") == 0 || strcmp (call->method, "HEAD") == 0)
    show (self, call, account, rest, reply);
  else if (lotse_endpoint_needs (call, "PUT", reply))
    take (self, call, account, rest, reply);
}
