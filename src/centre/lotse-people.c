/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accounts, and who they are on which device.
 *
 * Passwords are kept as Argon2id, tokens and codes as keyed hashes.  Every change goes to the audit trail, and to the
 * journal where an old backup must not undo it.
 */
#include "lotse-centre-private.h"

#include "lotse-addresses.h"
#include "lotse-buckets.h"
#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-past.h"

#include <string.h>

/* Compared with when there is no such account, so that the time says nothing.  It is the hash of no known password. */
#define NOBODY "$argon2id$v=19$m=65536,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm9ib2R5bm8"

#define NAME_MAX_BYTES 64
#define PASSWORD_LEAST 8

static gboolean
invalid (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return FALSE;
}

/* --- Passwords ------------------------------------------------------------------------------------------------- */

static char *
hash_password (const char *password, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (strlen (password) < PASSWORD_LEAST)
    {
      invalid (error, "The password is too short: take eight characters at least.");
      return NULL;
    }
  if (crypto_pwhash_str (hash, password, strlen (password), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_BUSY, "There is not enough memory to keep a password. Please try again.");
      return NULL;
    }
  return g_strdup (hash);
}

gboolean
lotse_centre_verify_password (const char *hash, const char *password)
{
  return crypto_pwhash_str_verify (hash, password, strlen (password)) == 0;
}

char *
lotse_centre_begin_login (LotseCentre *self, const char *account, const char *address, GError **error)
{
  g_autoptr (LotseAccount) found = NULL;

  if (!lotse_login_limits_try (self->limits, account, address, lotse_centre_now (self), error)
      || !self->backend->get_account (self->backend, account, &found, error))
    return NULL;
  /* Who knows the password of a locked account is told, later, that it is locked. */
  if (found == NULL || found->password == NULL)
    return g_strdup (NOBODY);
  return g_strdup (found->password);
}

/* --- Accounts ------------------------------------------------------------------------------------------------------ */

static gboolean
check_name (const char *name, GError **error)
{
  if (*name == '\0' || strlen (name) > NAME_MAX_BYTES || !g_utf8_validate (name, -1, NULL))
    return invalid (error, "An account's name has between 1 and 64 characters.");
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalnum (c) && strchr (".-_@", (int) c) == NULL)
        return invalid (error, "An account's name has only letters, digits and . - _ @");
    }
  return TRUE;
}

static gboolean
check_person (const char *person, GError **error)
{
  return person == NULL || lotse_id_is_valid (person) || invalid (error, "The person must be an id of 32 digits 0-9, a-f.");
}

/* Keeps the account with all that follows, within a transaction. */
static gboolean
keep_account (LotseCentre *self, const LotseAccount *account, const char *what, GError **error)
{
  g_autofree char *roles = g_strdup_printf ("%u", account->roles);

  lotse_journal_add (self->journal, "account", account->name, "roles", roles, "person", account->person, "disabled",
                     account->disabled ? "1" : "0", "password", account->password, NULL);
  return self->backend->put_account (self->backend, account, error) && lotse_buckets_update_account (self, account, error)
         && (!account->disabled || lotse_addresses_remove (self, account->name, error))
         && lotse_centre_audit (self, "centre", what, account->name, error);
}

static gboolean
commit_account (LotseCentre *self, const LotseAccount *account, const char *what, GError **error)
{
  if (keep_account (self, account, what, error))
    return lotse_centre_commit (self, error);
  lotse_centre_rollback (self);
  return FALSE;
}

gboolean
lotse_centre_add_account (LotseCentre *self, const char *name, LotseRoles roles, const char *person, const char *password, GError **error)
{
  g_autoptr (LotseAccount) known = NULL;
  g_autoptr (LotseAccount) account = g_new0 (LotseAccount, 1);

  if (!check_name (name, error) || !check_person (person, error))
    return FALSE;
  if (roles == 0)
    return invalid (error, "An account needs a role: mentor, organiser, finance, coordinator or admin.");
  account->name = g_strdup (name);
  account->roles = roles;
  account->person = g_strdup (person);
  if (password != NULL && (account->password = hash_password (password, error)) == NULL)
    return FALSE;
  if (!lotse_centre_begin (self, error))
    return FALSE;
  if (!self->backend->get_account (self->backend, name, &known, error) || known != NULL)
    {
      if (known != NULL)
        g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT, "There is an account \"%s\" already. Please take another name.", name);
      lotse_centre_rollback (self);
      return FALSE;
    }
  return commit_account (self, account, "account-added", error);
}

/* Begins a transaction and reads the account in it. */
static LotseAccount *
begin_with_account (LotseCentre *self, const char *name, GError **error)
{
  LotseAccount *account = NULL;

  if (!lotse_centre_begin (self, error))
    return NULL;
  if (self->backend->get_account (self->backend, name, &account, error) && account != NULL)
    return account;
  if (error == NULL || *error == NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, "There is no account \"%s\".", name);
  lotse_centre_rollback (self);
  return NULL;
}

gboolean
lotse_centre_set_password (LotseCentre *self, const char *name, const char *password, GError **error)
{
  g_autofree char *hash = hash_password (password, error);
  g_autoptr (LotseAccount) account = hash != NULL ? begin_with_account (self, name, error) : NULL;

  if (account == NULL)
    return FALSE;
  g_free (account->password);
  account->password = g_steal_pointer (&hash);
  return commit_account (self, account, "password-set", error);
}

gboolean
lotse_centre_set_disabled (LotseCentre *self, const char *name, gboolean disabled, GError **error)
{
  g_autoptr (LotseAccount) account = begin_with_account (self, name, error);

  if (account == NULL)
    return FALSE;
  account->disabled = disabled;
  return commit_account (self, account, disabled ? "account-disabled" : "account-enabled", error);
}

gboolean
lotse_centre_set_roles (LotseCentre *self, const char *name, LotseRoles roles, GError **error)
{
  g_autoptr (LotseAccount) account = begin_with_account (self, name, error);

  if (account == NULL)
    return FALSE;
  account->roles = roles;
  return commit_account (self, account, "roles-set", error);
}

gboolean
lotse_centre_set_person (LotseCentre *self, const char *name, const char *person, GError **error)
{
  g_autoptr (LotseAccount) account = check_person (person, error) ? begin_with_account (self, name, error) : NULL;

  if (account == NULL)
    return FALSE;
  g_free (account->person);
  account->person = g_strdup (person);
  return commit_account (self, account, "person-set", error);
}

/* --- Devices and lists ------------------------------------------------------------------------------------------- */

gboolean
lotse_centre_revoke_device (LotseCentre *self, guint64 number, GError **error)
{
  g_autoptr (LotseDevice) device = NULL;
  g_autofree char *name = lotse_u64_to_hex (number);

  if (!lotse_centre_begin (self, error))
    return FALSE;
  if (!self->backend->get_device (self->backend, number, &device, error) || device == NULL)
    {
      if (error == NULL || *error == NULL)
        g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, "There is no device %s.", name);
      lotse_centre_rollback (self);
      return FALSE;
    }
  device->revoked = TRUE;
  lotse_journal_add (self->journal, "revoke", name, NULL);
  if (self->backend->put_device (self->backend, device, error) && lotse_centre_audit (self, "centre", "device-revoked", name, error))
    return lotse_centre_commit (self, error);
  lotse_centre_rollback (self);
  return FALSE;
}

char *
lotse_centre_account_of_token (LotseCentre *self, const char *token, GError **error)
{
  g_autofree char *hash = lotse_centre_hash (self, "token", token);
  g_autoptr (LotseDevice) device = NULL;
  g_autoptr (LotseAccount) account = NULL;

  if (!self->backend->get_device_by_token (self->backend, hash, &device, error))
    return NULL;
  if (device != NULL && !device->revoked && !self->backend->get_account (self->backend, device->account, &account, error))
    return NULL;
  if (account != NULL && !account->disabled)
    return g_strdup (account->name);
  if (device != NULL)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED, "This account or device is locked. Please ask the centre.");
  else
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED, "The centre does not know this device. Please connect again.");
  return NULL;
}

static void
append_time (GString *out, gint64 ms)
{
  g_autofree char *text = ms != 0 ? lotse_centre_datetime (ms) : NULL;

  g_string_append (out, text != NULL ? text : "never");
}

char *
lotse_centre_list_accounts (LotseCentre *self, GError **error)
{
  static const LotseRole roles[] = { LOTSE_ROLE_MENTOR, LOTSE_ROLE_ORGANISER, LOTSE_ROLE_FINANCE, LOTSE_ROLE_COORDINATOR, LOTSE_ROLE_ADMIN };
  g_autoptr (GPtrArray) accounts = self->backend->accounts_of (self->backend, NULL, error);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const LotseAccount *account = g_ptr_array_index (accounts, i);
      gboolean first = TRUE;

      g_string_append_printf (out, "%s\t", account->name);
      for (guint k = 0; k < G_N_ELEMENTS (roles); k++)
        if (account->roles & roles[k])
          {
            g_string_append_printf (out, "%s%s", first ? "" : ",", lotse_role_name (roles[k]));
            first = FALSE;
          }
      g_string_append_printf (out, "\t%s\t%s\n", account->disabled ? "disabled" : "enabled", account->person != NULL ? account->person : "-");
    }
  return accounts != NULL ? g_strdup (out->str) : NULL;
}

char *
lotse_centre_list_devices (LotseCentre *self, GError **error)
{
  g_autoptr (GPtrArray) devices = self->backend->devices_of (self->backend, NULL, error);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; devices != NULL && i < devices->len; i++)
    {
      const LotseDevice *device = g_ptr_array_index (devices, i);
      g_autofree char *number = lotse_u64_to_hex (device->number);

      g_string_append_printf (out, "%s\t%s\t%s\tenrolled ", number, device->account, device->revoked ? "revoked" : "active");
      append_time (out, device->enrolled_ms);
      g_string_append (out, "\tseen ");
      append_time (out, device->seen_ms);
      g_string_append_printf (out, "\t%s\n", device->name);
    }
  return devices != NULL ? g_strdup (out->str) : NULL;
}

typedef struct
{
  GString *out;
  gboolean first;
} Names;

static void
append_register (const LotsePast *past, const char *reg, const char *value, guint64 effective, LotseVerdict verdict, gboolean stood,
                 gpointer data)
{
  Names *names = data;

  g_string_append_printf (names->out, "%s%s", names->first ? "" : ",", reg);
  names->first = FALSE;
}

char *
lotse_centre_list_writes (LotseCentre *self, guint64 device, GError **error)
{
  g_autoptr (GPtrArray) rows = self->backend->past_by (self->backend, device, error);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const LotsePast *past = g_ptr_array_index (rows, i);
      Names names = { out, TRUE };

      append_time (out, past->at_ms);
      g_string_append_printf (out, "\t%s\t", past->id);
      if (!lotse_past_visit (past, append_register, &names, error))
        return NULL;
      g_string_append_c (out, '\n');
    }
  return rows != NULL ? g_strdup (out->str) : NULL;
}

char *
lotse_centre_list_audit (LotseCentre *self, guint limit, GError **error)
{
  g_autoptr (GPtrArray) lines = self->backend->audit_lines (self->backend, G_MAXINT64, limit, error);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const LotseAudit *line = g_ptr_array_index (lines, i);

      append_time (out, line->at_ms);
      g_string_append_printf (out, "\t%s\t%s\t%s\n", line->who, line->what, line->subject);
    }
  return lines != NULL ? g_strdup (out->str) : NULL;
}
