/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Enrolment: a password, a one-time code or the token of a device that was found to be a copy becomes a device.
 *
 * A code is 16 letters of Crockford's alphabet in groups of four.  The first group finds the code, the other twelve (60
 * bits) are the secret, of which only a keyed hash is kept.  Tries are counted on disk, so that a restart gives no more.
 */
#include "lotse-centre-private.h"

#include "lotse-error.h"
#include "lotse-undertaking.h"

#include <string.h>

#define ALPHABET "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#define CODE_LETTERS 16
#define SELECTOR_LETTERS 4
#define CODE_TRIES 5
#define TOKEN_LETTERS 64
#define NAME_BYTES 200

static gboolean
denied (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED, message);
  return FALSE;
}

/* --- Codes ------------------------------------------------------------------------------------------------------ */

/* The sixteen letters as the alphabet has them, or FALSE: blanks and dashes do not count, O is 0, I and L are 1. */
static gboolean
normalise_code (const char *typed, char code[CODE_LETTERS + 1])
{
  guint n = 0;

  for (; *typed != '\0'; typed++)
    {
      char letter = g_ascii_toupper (*typed);

      if (letter == '-' || g_ascii_isspace (letter))
        continue;
      letter = letter == 'O' ? '0' : letter == 'I' || letter == 'L' ? '1' : letter;
      if (n == CODE_LETTERS || strchr (ALPHABET, letter) == NULL)
        return FALSE;
      code[n++] = letter;
    }
  code[n] = '\0';
  return n == CODE_LETTERS;
}

static gboolean
keep_code (LotseCentre *self, const char *letters, const char *account, GError **error)
{
  g_autofree char *selector = g_strndup (letters, SELECTOR_LETTERS);
  g_autofree char *hash = lotse_centre_hash (self, "code", letters);
  LotseCode code = { selector, hash, (char *) account, lotse_centre_now (self) + LOTSE_DAY_MS, 0 };
  g_autoptr (LotseAccount) found = NULL;

  if (!self->backend->get_account (self->backend, account, &found, error))
    return FALSE;
  if (found == NULL || found->disabled)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, "There is no account \"%s\" that could connect.", account);
      return FALSE;
    }
  return self->backend->put_code (self->backend, &code, error) && lotse_centre_audit (self, "centre", "code-made", account, error);
}

char *
lotse_centre_new_code (LotseCentre *self, const char *account, GError **error)
{
  char letters[CODE_LETTERS + 1] = { 0 };
  GString *printed;

  for (guint i = 0; i < CODE_LETTERS; i++)
    letters[i] = ALPHABET[randombytes_uniform (32)];
  if (!lotse_centre_begin (self, error))
    return NULL;
  if (!keep_code (self, letters, account, error))
    {
      lotse_centre_rollback (self);
      return NULL;
    }
  if (!lotse_centre_commit (self, error))
    return NULL;
  printed = g_string_new (NULL);
  for (guint i = 0; i < CODE_LETTERS; i++)
    g_string_append_printf (printed, "%s%c", i > 0 && i % 4 == 0 ? "-" : "", letters[i]);
  sodium_memzero (letters, sizeof letters);
  return g_string_free (printed, FALSE);
}

char *
lotse_centre_new_invitation (LotseCentre *self, const char *account, const char *url, GError **error)
{
  g_autofree char *known_url = NULL;
  g_autofree char *fingerprint = NULL;
  g_autofree char *code = NULL;

  if (!self->backend->get_setting (self->backend, "url", &known_url, error)
      || !self->backend->get_setting (self->backend, "fingerprint", &fingerprint, error))
    return NULL;
  if (url == NULL && known_url == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           "The centre has not listened yet, so its address is not known. Please start it first, or give --url.");
      return NULL;
    }
  code = lotse_centre_new_code (self, account, error);
  return code != NULL ? lotse_invitation_print (url != NULL ? url : known_url, fingerprint, code) : NULL;
}

/*
 * The account of a code.  The try is counted in a transaction of its own, which stays when the code is wrong; a right
 * code is removed in the transaction that makes the device.
 */
static gboolean
count_code_try (LotseCentre *self, const char *letters, GError **error)
{
  g_autofree char *selector = g_strndup (letters, SELECTOR_LETTERS);
  g_autoptr (LotseCode) code = NULL;
  gboolean ok;

  if (!lotse_centre_begin (self, error))
    return FALSE;
  ok = self->backend->get_code (self->backend, selector, &code, error);
  if (ok && code != NULL)
    {
      code->tries++;
      ok = code->tries > CODE_TRIES ? self->backend->remove_code (self->backend, selector, error)
                                    : self->backend->put_code (self->backend, code, error);
    }
  if (ok)
    return lotse_centre_commit (self, error);
  lotse_centre_rollback (self);
  return FALSE;
}

static char *
spend_code (LotseCentre *self, const char *letters, GError **error)
{
  g_autofree char *selector = g_strndup (letters, SELECTOR_LETTERS);
  g_autofree char *hash = lotse_centre_hash (self, "code", letters);
  g_autoptr (LotseCode) code = NULL;

  if (!self->backend->get_code (self->backend, selector, &code, error))
    return NULL;
  if (code == NULL || code->expires_ms < lotse_centre_now (self) || strlen (hash) != strlen (code->hash)
      || sodium_memcmp (hash, code->hash, strlen (hash)) != 0)
    {
      denied (error, "The code is not right or is no longer valid. Please ask the centre for a new one.");
      return NULL;
    }
  lotse_journal_add (self->journal, "spend", selector, NULL);
  return self->backend->remove_code (self->backend, selector, error) ? g_strdup (code->account) : NULL;
}

/* --- Who asks ------------------------------------------------------------------------------------------------------ */

static gboolean
is_hex (const char *text, gsize length)
{
  return text != NULL && strlen (text) == length && strspn (text, "0123456789abcdef") == length;
}

/* Before the transaction: what takes long or must be counted whatever comes of it. */
static gboolean
prove (LotseCentre *self, const LotseEnrolment *enrolment, const char *address, gboolean verified, char code[CODE_LETTERS + 1],
       GError **error)
{
  if (enrolment->code != NULL)
    {
      if (!lotse_login_limits_try (self->limits, NULL, address, lotse_centre_now (self), error))
        return FALSE;
      if (!normalise_code (enrolment->code, code))
        return denied (error, "A code has sixteen letters and digits. Please look at it again.");
      return count_code_try (self, code, error);
    }
  if (enrolment->password == NULL || enrolment->account == NULL)
    return TRUE;
  if (!verified)
    {
      g_autofree char *hash = lotse_centre_begin_login (self, enrolment->account, address, error);

      if (hash == NULL)
        return FALSE;
      verified = lotse_centre_verify_password (hash, enrolment->password);
    }
  if (!verified)
    return denied (error, "Account or password is not right. Please try again.");
  lotse_login_limits_succeed (self->limits, enrolment->account, address);
  return TRUE;
}

/* The name of the account that the enrolment proves. */
static char *
find_account (LotseCentre *self, const LotseEnrolment *enrolment, const char *old_token, const char *code, GError **error)
{
  g_autofree char *hash = NULL;
  g_autoptr (LotseDevice) device = NULL;

  if (enrolment->code != NULL)
    return spend_code (self, code, error);
  if (enrolment->password != NULL && enrolment->account != NULL)
    return g_strdup (enrolment->account);
  if (old_token != NULL)
    {
      hash = lotse_centre_hash (self, "token", old_token);
      if (!self->backend->get_device_by_token (self->backend, hash, &device, error))
        return NULL;
      if (device != NULL && !device->revoked)
        return g_strdup (device->account);
    }
  denied (error, "Please connect with an invitation, or with account and password.");
  return NULL;
}

/* --- The device ------------------------------------------------------------------------------------------------------ */

static gboolean
choose_number (LotseCentre *self, const char *wish, guint64 *number, GError **error)
{
  if (!lotse_u64_from_hex (wish, number))
    *number = 0;
  for (;;)
    {
      g_autoptr (LotseDevice) taken = NULL;

      if (*number != 0)
        {
          if (!self->backend->get_device (self->backend, *number, &taken, error))
            return FALSE;
          if (taken == NULL)
            return TRUE;
        }
      randombytes_buf (number, sizeof *number);
    }
}

static char *
join_former (const LotseEnrolment *enrolment)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; enrolment->former != NULL && i < MIN (enrolment->former->len, 50); i++)
    if (is_hex (g_ptr_array_index (enrolment->former, i), 16))
      g_string_append_printf (out, "%s%s", out->len > 0 ? " " : "", (char *) g_ptr_array_index (enrolment->former, i));
  return out->len > 0 ? g_strdup (out->str) : NULL;
}

static LotseDevice *
make_device (LotseCentre *self, const LotseEnrolment *enrolment, const char *account, const char *hash, GError **error)
{
  g_autoptr (LotseDevice) device = g_new0 (LotseDevice, 1);
  g_autofree char *number = NULL;
  const char *name = enrolment->name != NULL && g_utf8_validate (enrolment->name, -1, NULL) ? enrolment->name : "";

  if (!choose_number (self, enrolment->device, &device->number, error))
    return NULL;
  device->account = g_strdup (account);
  device->token = g_strdup (hash);
  device->name = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), NAME_BYTES));
  g_strdelimit (device->name, "\t\r\n", ' ');
  device->enrolled_ms = lotse_centre_now (self);
  device->former = join_former (enrolment);
  number = lotse_u64_to_hex (device->number);
  lotse_journal_add (self->journal, "enrol", number, "account", account, "token", hash, "name", device->name, "former",
                     device->former, NULL);
  if (!self->backend->put_device (self->backend, device, error) || !lotse_centre_audit (self, account, "device-enrolled", number, error))
    return NULL;
  return g_steal_pointer (&device);
}

static LotseEnrolled *
answer (LotseCentre *self, const LotseDevice *device, GError **error)
{
  g_autoptr (LotseAccount) account = NULL;
  g_autoptr (LotseEnrolled) enrolled = g_new0 (LotseEnrolled, 1);

  if (!self->backend->get_account (self->backend, device->account, &account, error))
    return NULL;
  if (account == NULL || account->disabled || device->revoked)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED, "This account or device is locked. Please ask the centre.");
      return NULL;
    }
  if (!lotse_undertaking_is_missing (self, account, device, &enrolled->undertaking, error))
    return NULL;
  enrolled->account = g_strdup (account->name);
  enrolled->person = g_strdup (account->person);
  enrolled->roles = account->roles;
  enrolled->epoch = g_strdup (self->epoch);
  enrolled->centre = g_strdup (self->name);
  enrolled->device = lotse_u64_to_hex (device->number);
  return g_steal_pointer (&enrolled);
}

/* A profile belongs to one account; a right code or a password of another one must not seem to have been used. */
static gboolean
check_account (LotseCentre *self, const LotseEnrolment *enrolment, const char *account, const char *letters, GError **error)
{
  g_autofree char *selector = g_strndup (letters, SELECTOR_LETTERS);
  g_autofree char *hash = lotse_centre_hash (self, "code", letters);
  g_autoptr (LotseCode) code = NULL;
  gboolean same = enrolment->account == NULL || strcmp (enrolment->account, account) == 0;

  if (enrolment->code != NULL && !self->backend->get_code (self->backend, selector, &code, error))
    return FALSE;
  if (code != NULL && strcmp (code->hash, hash) == 0)
    same = same && strcmp (code->account, account) == 0;
  if (!same)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT, "This device belongs to another account.");
  return same;
}

/* Within the transaction.  A token that is known already is a repeat, and gets the same answer. */
static LotseEnrolled *
enrol (LotseCentre *self, const LotseEnrolment *enrolment, const char *old_token, const char *code, GError **error)
{
  g_autofree char *hash = lotse_centre_hash (self, "token", enrolment->token);
  g_autofree char *account = NULL;
  g_autoptr (LotseDevice) device = NULL;

  if (!self->backend->get_device_by_token (self->backend, hash, &device, error))
    return NULL;
  if (device != NULL && !check_account (self, enrolment, device->account, code, error))
    return NULL;
  if (device == NULL)
    {
      account = find_account (self, enrolment, old_token, code, error);
      if (account != NULL && !check_account (self, enrolment, account, "", error))
        return NULL;
      device = account != NULL ? make_device (self, enrolment, account, hash, error) : NULL;
    }
  return device != NULL ? answer (self, device, error) : NULL;
}

LotseEnrolled *
lotse_centre_enrol (LotseCentre *self, const LotseEnrolment *enrolment, const char *old_token, const char *address, gboolean verified,
                    GError **error)
{
  char code[CODE_LETTERS + 1] = { 0 };
  g_autoptr (LotseEnrolled) enrolled = NULL;

  if (!is_hex (enrolment->token, TOKEN_LETTERS))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, "The token has not 64 digits 0-9, a-f.");
      return NULL;
    }
  if (!prove (self, enrolment, address, verified, code, error) || !lotse_centre_begin (self, error))
    return NULL;
  enrolled = enrol (self, enrolment, old_token, code, error);
  sodium_memzero (code, sizeof code);
  if (enrolled == NULL)
    {
      lotse_centre_rollback (self);
      return NULL;
    }
  return lotse_centre_commit (self, error) ? g_steal_pointer (&enrolled) : NULL;
}
