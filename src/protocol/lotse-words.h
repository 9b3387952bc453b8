/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of the protocol that say why something was not done, and what they mean to people.
 *
 * The centre says nothing but these; PROTOCOL.md lists the same ones.  They never change; a newer centre may have more.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Why a request failed: {"error": word}. */
#define LOTSE_WORD_INVALID "invalid"
#define LOTSE_WORD_WRONG_PASSWORD "wrong-password"
#define LOTSE_WORD_WRONG_CODE "wrong-code"
#define LOTSE_WORD_WRONG_TOKEN "wrong-token"
#define LOTSE_WORD_DENIED "denied"
#define LOTSE_WORD_LOCKED_ACCOUNT "locked-account"
#define LOTSE_WORD_LOCKED_DEVICE "locked-device"
#define LOTSE_WORD_UNDERTAKING "undertaking"
#define LOTSE_WORD_NO_SUCH_PATH "no-such-path"
#define LOTSE_WORD_NOT_FOUND "not-found"
#define LOTSE_WORD_METHOD "method"
#define LOTSE_WORD_CONFLICT "conflict"
#define LOTSE_WORD_OFFSET "offset"
#define LOTSE_WORD_OTHER_ACCOUNT "other-account"
#define LOTSE_WORD_TOO_LARGE "too-large"
#define LOTSE_WORD_OUTDATED "outdated"
#define LOTSE_WORD_TOO_MANY_TRIES "too-many-tries"
#define LOTSE_WORD_FAILED "failed"
#define LOTSE_WORD_BUSY "busy"
#define LOTSE_WORD_FULL "full"

typedef struct
{
  const char *word;
  guint status;        /* of HTTP */
  int code;            /* LotseError for the device */
  const char *message; /* for people, not translated yet; NULL: nothing that they could make use of */
} LotseErrorWord;

/* All of them, ended by one without a word; and one of them, or NULL. */
const LotseErrorWord *lotse_error_words (void);
const LotseErrorWord *lotse_error_word_find (const char *word);

/* Why a write did not simply stand: the reason in a verdict. */
#define LOTSE_REASON_NO_RIGHT "no-right"
#define LOTSE_REASON_INVALID "invalid"
#define LOTSE_REASON_WRONG_KIND "wrong-kind"
#define LOTSE_REASON_ANONYMOUS "anonymous"
#define LOTSE_REASON_DEVICE "wrong-device"
#define LOTSE_REASON_UNREADABLE "unreadable"
#define LOTSE_REASON_PARKED "parked"
#define LOTSE_REASON_LATE "late"
#define LOTSE_REASON_LOCKED_ACCOUNT "account"
#define LOTSE_REASON_LOCKED_DEVICE "device"

typedef struct
{
  const char *word;
  const char *verdict; /* the verdict that it comes with */
  const char *message; /* for people, not translated yet */
} LotseReasonWord;

const LotseReasonWord *lotse_reason_words (void);

/* A reason for people, translated (g_free); also for a word of a newer centre, and for none at all (NULL). */
char *lotse_reason_to_text (const char *word);

G_END_DECLS
