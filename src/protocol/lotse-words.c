/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and what they mean to people, as two tables. */
#include "config.h"

#include "lotse-words.h"

#include "lotse-error.h"

#include <glib/gi18n-lib.h>

static const LotseErrorWord error_words[] = {
  { LOTSE_WORD_INVALID, 400, LOTSE_ERROR_PROTOCOL, NULL },
  { LOTSE_WORD_WRONG_PASSWORD, 401, LOTSE_ERROR_DENIED,
    N_ ("The centre does not know this account with this password. Please check both.") },
  { LOTSE_WORD_WRONG_CODE, 401, LOTSE_ERROR_DENIED,
    N_ ("The centre does not accept this code. It may be used up or older than a day; please ask the centre for a new one.") },
  { LOTSE_WORD_WRONG_TOKEN, 401, LOTSE_ERROR_DENIED,
    N_ ("The centre no longer knows this device. Nothing is lost: please connect again with a new invitation.") },
  { LOTSE_WORD_DENIED, 403, LOTSE_ERROR_DENIED, N_ ("Your account may not do this. Please ask the centre.") },
  { LOTSE_WORD_LOCKED_ACCOUNT, 403, LOTSE_ERROR_DENIED,
    N_ ("This account is locked. What is waiting on this device is kept; please ask the centre.") },
  { LOTSE_WORD_LOCKED_DEVICE, 403, LOTSE_ERROR_DENIED,
    N_ ("The centre has locked this device. To use it again, please connect it anew with an invitation or your password.") },
  { LOTSE_WORD_UNDERTAKING, 403, LOTSE_ERROR_DENIED,
    N_ ("Please confirm the confidentiality undertaking first. Nothing has been received.") },
  { LOTSE_WORD_NO_SUCH_PATH, 404, LOTSE_ERROR_PROTOCOL, NULL },
  { LOTSE_WORD_NOT_FOUND, 404, LOTSE_ERROR_NOT_FOUND, N_ ("The centre does not have this, or not for your account.") },
  { LOTSE_WORD_METHOD, 405, LOTSE_ERROR_PROTOCOL, NULL },
  { LOTSE_WORD_CONFLICT, 409, LOTSE_ERROR_CONFLICT, NULL },
  { LOTSE_WORD_OFFSET, 409, LOTSE_ERROR_PROTOCOL, NULL },
  { LOTSE_WORD_OTHER_ACCOUNT, 409, LOTSE_ERROR_DENIED,
    N_ ("This profile belongs to another account, so nothing was changed. Please use another profile folder for this account.") },
  { LOTSE_WORD_TOO_LARGE, 413, LOTSE_ERROR_PROTOCOL, N_ ("This is more than the centre takes. It stays on this device.") },
  { LOTSE_WORD_OUTDATED, 426, LOTSE_ERROR_OUTDATED, N_ ("This version is too old for the centre. Please update Lotse; nothing is lost.") },
  { LOTSE_WORD_TOO_MANY_TRIES, 429, LOTSE_ERROR_BUSY, N_ ("There were too many tries. Please wait a few minutes and try again.") },
  { LOTSE_WORD_FAILED, 500, LOTSE_ERROR_PROTOCOL, NULL },
  { LOTSE_WORD_BUSY, 503, LOTSE_ERROR_BUSY, N_ ("The centre is busy. Your changes are kept and will be sent later.") },
  { LOTSE_WORD_FULL, 507, LOTSE_ERROR_FULL,
    N_ ("The centre's disk is full. Your changes are kept and will be sent later; please tell the centre.") },
  { NULL, 0, 0, NULL },
};

const LotseErrorWord *
lotse_error_words (void)
{
  return error_words;
}

const LotseErrorWord *
lotse_error_word_find (const char *word)
{
  for (const LotseErrorWord *entry = error_words; entry->word != NULL; entry++)
    if (g_strcmp0 (entry->word, word) == 0)
      return entry;
  return NULL;
}

static const LotseReasonWord reason_words[] = {
  { LOTSE_REASON_NO_RIGHT, "refused", N_ ("Your account may not change this.") },
  { LOTSE_REASON_INVALID, "refused", N_ ("The centre does not accept this value.") },
  { LOTSE_REASON_WRONG_KIND, "refused", N_ ("The centre has something else under this number.") },
  { LOTSE_REASON_ANONYMOUS, "refused", N_ ("Anonymous sheets are not changed by anybody.") },
  { LOTSE_REASON_DEVICE, "refused", N_ ("This was written under the name of another device.") },
  { LOTSE_REASON_UNREADABLE, "refused", N_ ("The centre could not read this change; it or Lotse may need an update.") },
  { LOTSE_REASON_PARKED, "parked", N_ ("It waits for another record that the centre does not have yet.") },
  { LOTSE_REASON_LATE, "review", N_ ("It came too late; staff decides.") },
  { LOTSE_REASON_LOCKED_ACCOUNT, "review", N_ ("The account is locked; staff decides.") },
  { LOTSE_REASON_LOCKED_DEVICE, "review", N_ ("The device is locked; staff decides.") },
  { NULL, NULL, NULL },
};

const LotseReasonWord *
lotse_reason_words (void)
{
  return reason_words;
}

char *
lotse_reason_to_text (const char *word)
{
  for (const LotseReasonWord *entry = reason_words; entry->word != NULL; entry++)
    if (g_strcmp0 (entry->word, word) == 0)
      return g_strdup (_ (entry->message));
  /* Translators: a technical word that the centre gave as the reason. */
  return word != NULL ? g_strdup_printf (_ ("The centre says: %s"), word) : g_strdup (_ ("The centre gave no reason."));
}
