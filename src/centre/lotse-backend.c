/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Freeing what a backend returns, and reading it.  Secrets are wiped, because memory is read by more than its owner. */
#include "lotse-backend.h"

#include "lotse-error.h"

#include <sodium.h>
#include <string.h>

void
lotse_stored_free (LotseStored *self)
{
  g_free (self->id);
  g_free (self->kind);
  g_free (self->doc);
  g_free (self->author);
  g_free (self);
}

void
lotse_member_free (LotseMember *self)
{
  g_free (self->bucket);
  g_free (self->id);
  g_free (self);
}

void
lotse_hold_free (LotseHold *self)
{
  g_free (self->bucket);
  g_free (self);
}

void
lotse_account_free (LotseAccount *self)
{
  if (self->password != NULL)
    sodium_memzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self->name);
  g_free (self->person);
  g_free (self);
}

void
lotse_device_free (LotseDevice *self)
{
  g_free (self->account);
  g_free (self->token);
  g_free (self->name);
  g_free (self->last_send);
  g_free (self->former);
  g_free (self);
}

void
lotse_code_free (LotseCode *self)
{
  g_free (self->selector);
  g_free (self->hash);
  g_free (self->account);
  g_free (self);
}

void
lotse_calendar_free (LotseCalendar *self)
{
  g_free (self->hash);
  g_free (self->account);
  g_free (self->language);
  g_free (self);
}

void
lotse_past_free (LotsePast *self)
{
  g_free (self->id);
  g_free (self->account);
  g_free (self->writes);
  g_free (self);
}

void
lotse_parked_free (LotseParked *self)
{
  g_free (self->target);
  g_free (self->id);
  g_free (self->account);
  g_free (self->edit);
  g_free (self);
}

void
lotse_audit_free (LotseAudit *self)
{
  g_free (self->who);
  g_free (self->what);
  g_free (self->subject);
  g_free (self);
}

void
lotse_stored_sheets_free (LotseStoredSheets *self)
{
  g_free (self->id);
  g_free (self->document);
  g_free (self);
}

/* --- What cannot be read ---------------------------------------------------------------------------------------- */

static const char DAMAGED[]
  = "The centre's data are damaged. Nothing was changed; please run \"lotse-server check\" and restore a backup.";

void
lotse_backend_set_damaged (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT, DAMAGED);
}

/* What the database finds itself has its own words. */
gboolean
lotse_backend_is_damaged (const GError *error)
{
  return g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_CORRUPT) && strcmp (error->message, DAMAGED) == 0;
}

LotseRegisters *
lotse_stored_read (const LotseStored *self, GError **error)
{
  LotseRegisters *registers = lotse_registers_from_text (self->doc, NULL);

  if (registers == NULL)
    lotse_backend_set_damaged (error);
  return registers;
}
