/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The centre without its network: one folder, one backend, and what devices ask of it.
 *
 * A centre belongs to the thread that opened it; everything runs to its end there, one request after the other, so that
 * there is one writer and the order of changes is the order in which they become visible.  The HTTP server keeps it on a
 * thread of its own; the tests call it directly.  Other processes (the commands) may have the same folder open.
 *
 * The folder holds centre.db, the journal (which backups leave out), server.key, lock and blobs/; mode 0700 and 0600.
 */
#pragma once

#include "lotse-protocol.h"

G_BEGIN_DECLS

typedef struct _LotseCentre LotseCentre;

/*
 * Opens the folder, making it if it is missing, and replays what the journal has and the database has not.
 * Errors: LOTSE_ERROR_BUSY (a restore is under way), _CORRUPT, _DENIED, _IO, _OUTDATED.
 */
LotseCentre *lotse_centre_open (const char *folder, GError **error);
void lotse_centre_close (LotseCentre *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseCentre, lotse_centre_close)

/* The clock of the centre, milliseconds since 1970 UTC; NULL stands for the system's. */
typedef gint64 (*LotseCentreClock) (gpointer data);
void lotse_centre_set_clock (LotseCentre *self, LotseCentreClock clock, gpointer data);
gint64 lotse_centre_now (LotseCentre *self);

/* How many changes an answer has at most; LOTSE_PROTOCOL_PAGE unless a test wants many small pages. */
void lotse_centre_set_page (LotseCentre *self, guint n_changes);

/* Whether the key is a new one or another one since this opening: devices that the database knows must connect again. */
gboolean lotse_centre_has_new_key (LotseCentre *self);

const char *lotse_centre_get_folder (LotseCentre *self);
const char *lotse_centre_get_epoch (LotseCentre *self);
/* What people call it; kept in the database. */
const char *lotse_centre_get_name (LotseCentre *self);
gboolean lotse_centre_set_name (LotseCentre *self, const char *name, GError **error);
/* Where devices find it, for invitations; kept in the database when it begins to listen. */
gboolean lotse_centre_set_address (LotseCentre *self, const char *url, const char *fingerprint, GError **error);

/* --- Requests ---------------------------------------------------------------------------------------------- */

/* One request, whatever carried it.  Header names are in the comments. */
typedef struct
{
  const char *method;
  const char *path;    /* "/v1/sync" */
  const char *token;   /* of "Authorization: Bearer", or NULL */
  const char *address; /* of the device, for the limit of logins */
  GBytes *body;        /* unpacked, or NULL */
  gint64 offset;       /* Upload-Offset, or -1 */
  gint64 whole;        /* Upload-Length, or -1 */
  const char *known_tag; /* If-None-Match, or NULL */
  gboolean verified;   /* the password was found right already, by lotse_centre_verify_password() */
} LotseCentreCall;

typedef struct
{
  guint status;
  GBytes *body;        /* may be NULL */
  const char *type;    /* Content-Type, static */
  gint64 offset;       /* Upload-Offset, or -1 */
  guint retry_after;   /* Retry-After in seconds, or 0 */
  gboolean changed;    /* something changed for other devices: tell those who listen */
  char *tag;           /* ETag: a device may keep the answer, if it asks each time whether it is still that; or NULL */
  char *file;          /* instead of a body: this file is the answer; or NULL */
} LotseCentreReply;

void lotse_centre_handle (LotseCentre *self, const LotseCentreCall *call, LotseCentreReply *reply);
void lotse_centre_reply_clear (LotseCentreReply *reply);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseCentreReply, lotse_centre_reply_clear)

/* The status, word and message for a GError; the status for a word (LOTSE_WORD_…). */
void lotse_centre_reply_set_error (LotseCentreReply *reply, const GError *error);
void lotse_centre_reply_set (LotseCentreReply *reply, const char *word, const char *message);

/*
 * One exchange of a device, which is what POST /v1/sync does: the answer as JSON, or NULL.
 * Errors: LOTSE_ERROR_DENIED (the token is not known), _PROTOCOL, and those of the database; then nothing was taken.
 */
char *lotse_centre_sync (LotseCentre *self, const char *token, const char *request, gssize size, gboolean *changed, GError **error);

/* The account of a token, or NULL; for the live notice.  Revoked devices and disabled accounts have none. */
char *lotse_centre_account_of_token (LotseCentre *self, const char *token, GError **error);

/* Whether another process (a command) has changed something since the last call. */
gboolean lotse_centre_changed_elsewhere (LotseCentre *self);

/* --- Accounts and devices ------------------------------------------------------------------------------------ */

/*
 * Passwords take a tenth of a second and 64 MiB by intention, so the server checks them on other threads:
 * lotse_centre_begin_login() counts the try and returns the hash to compare with (of nobody, if the account is not
 * there), and lotse_centre_verify_password() needs no centre.
 * Errors: LOTSE_ERROR_BUSY: too many tries.
 */
char *lotse_centre_begin_login (LotseCentre *self, const char *account, const char *address, GError **error);
gboolean lotse_centre_verify_password (const char *hash, const char *password);

/*
 * Makes an account; `password` may be NULL (codes only), `person` too.
 * Errors: LOTSE_ERROR_CONFLICT (the name is taken), _INVALID.
 */
gboolean lotse_centre_add_account (LotseCentre *self, const char *name, LotseRoles roles, const char *person, const char *password,
                                   GError **error);
gboolean lotse_centre_set_password (LotseCentre *self, const char *name, const char *password, GError **error);
gboolean lotse_centre_set_disabled (LotseCentre *self, const char *name, gboolean disabled, GError **error);
gboolean lotse_centre_set_roles (LotseCentre *self, const char *name, LotseRoles roles, GError **error);
gboolean lotse_centre_set_person (LotseCentre *self, const char *name, const char *person, GError **error);

/* A new one-time code for the account: 60 secret bits, 24 hours, five tries. */
char *lotse_centre_new_code (LotseCentre *self, const char *account, GError **error);
/* The invitation that holds it, with the address at which the centre listens (or `url`). */
char *lotse_centre_new_invitation (LotseCentre *self, const char *account, const char *url, GError **error);

gboolean lotse_centre_revoke_device (LotseCentre *self, guint64 device, GError **error);

/*
 * What an enrolment gives; `old_token` is that of a device that was found to be a copy, or NULL.  `verified` as in
 * LotseCentreCall.
 * Errors: LOTSE_ERROR_DENIED, _LOCKED (the account is locked or the device revoked), _CONFLICT (the device, or the code, is
 * another account's), _BUSY, _INVALID.
 */
LotseEnrolled *lotse_centre_enrol (LotseCentre *self, const LotseEnrolment *enrolment, const char *old_token, const char *address,
                                   gboolean verified, GError **error);

/* For the commands: one line of text for each account or device; also as what `--json` prints later. */
char *lotse_centre_list_accounts (LotseCentre *self, GError **error);
char *lotse_centre_list_devices (LotseCentre *self, GError **error);
/* What a device has written, newest first: time, record and registers, without values. */
char *lotse_centre_list_writes (LotseCentre *self, guint64 device, GError **error);
char *lotse_centre_list_audit (LotseCentre *self, guint limit, GError **error);

/* --- Keeping --------------------------------------------------------------------------------------------------- */

/*
 * A consistent copy of the database while others go on (mode 0600), with the centre's key, and readable by whoever has it.
 * The journal and the files of people are not in it.
 */
gboolean lotse_centre_backup (LotseCentre *self, const char *path, GError **error);
/* The same, encrypted, so that only the passphrase opens it.  Errors also: LOTSE_ERROR_INVALID (it is too short, or no SQLCipher). */
gboolean lotse_centre_backup_encrypted (LotseCentre *self, const char *path, const char *passphrase, GError **error);

/*
 * Puts a backup in the place of the database, and its key in the place of server.key.  Nobody else may have the folder
 * open.  The old database stays beside it under the name that is returned.  The next opening begins a new epoch and replays the journal.
 */
char *lotse_centre_restore (const char *folder, const char *backup, GError **error);
/* The same of an encrypted one; NULL for one that is not.  Errors also: LOTSE_ERROR_LOCKED (the passphrase), _INVALID (not encrypted). */
char *lotse_centre_restore_encrypted (const char *folder, const char *backup, const char *passphrase, GError **error);

/*
 * Makes a new key for a centre that does not open because its own is lost.  Nobody else may have the folder open.
 * Errors: LOTSE_ERROR_CONFLICT (the centre opens), _BUSY, _IO.
 */
gboolean lotse_centre_new_key (const char *folder, GError **error);

/* What is wrong, in words, or NULL: the database's own check, and that derived tables say what records say. */
char *lotse_centre_check (LotseCentre *self, GError **error);

/* Erases a record: values, history, conflicts, reviews, parked writes, blobs.  A tombstone without content stays. */
gboolean lotse_centre_erase (LotseCentre *self, const char *id, GError **error);

G_END_DECLS
