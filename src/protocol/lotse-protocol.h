/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What device and centre say to each other, as structures and their JSON; PROTOCOL.md beside this file is the prose.
 *
 * Reading never trusts: every size, type and depth is checked, members that are not known are skipped, and what is not
 * valid gives LOTSE_ERROR_PROTOCOL and no structure at all.  Members that are empty are left out in writing.  Two things
 * are set aside instead of failing the whole, so that one of them cannot hold up the rest: an edit that cannot be read,
 * and a change that cannot be read.
 *
 * Load: one request in some seconds per device; a first sync has 20 answers of 5,000 changes.
 */
#pragma once

#include "lotse-compress.h"
#include "lotse-merge.h"
#include "lotse-role.h"
#include "lotse-version.h"
#include "lotse-words.h"

G_BEGIN_DECLS

#define LOTSE_PROTOCOL_MAX_BODY (16u << 20)      /* bytes of one body, unpacked */
#define LOTSE_PROTOCOL_MAX_EDITS 2000            /* edits in one request */
#define LOTSE_PROTOCOL_PAGE 5000                 /* changes in one answer */
#define LOTSE_PROTOCOL_MAX_FILE (100u << 20)     /* bytes of one file, on the device as at the centre */
#define LOTSE_PROTOCOL_MAX_CURSOR (64u << 10)     /* bytes of a cursor */

/* GET /v1/about */
typedef struct
{
  char *name;      /* the centre's name for people */
  char *version;   /* of the server program */
  int oldest;      /* the oldest protocol version from which it takes edits */
  int newest;      /* the newest protocol version that it speaks */
  char *epoch;     /* changes when the centre was restored */
  gint64 now_ms;   /* its time, milliseconds since 1970 UTC */
} LotseAbout;

/*
 * POST /v1/devices.  A device that was told LOTSE_SYNC_COPY enrols again without password and code: its old token, as
 * bearer of the request, proves the account; `former` lists its old numbers.
 */
typedef struct
{
  char *account;  /* with a code only if the profile belongs to an account already */
  char *password; /* or NULL; wiped when freed */
  char *code;     /* one-time code, or NULL */
  char *token;    /* made by the device, 64 hexadecimal digits: a repeat with the same token does no harm */
  char *device;   /* the device's number, 16 hexadecimal digits */
  char *name;     /* what the device is called in lists ("Laptop in the office") */
  GPtrArray *former; /* of char *: numbers that this profile had before, when it was found to be a copy; or NULL */
} LotseEnrolment;

typedef struct
{
  char *account;
  char *person;   /* id of the account's person, or NULL */
  LotseRoles roles;
  char *epoch;
  char *centre;   /* name of the centre */
  gboolean undertaking; /* a mentor must confirm the confidentiality undertaking before the first download */
  char *device;   /* the number to use from now on: the one that was asked for, or another if that was taken */
} LotseEnrolled;

/* POST /v1/sync */
typedef struct
{
  int version;      /* LOTSE_PROTOCOL_VERSION of the device */
  char *send_id;    /* random, of this send */
  GPtrArray *heard; /* of char *: all send ids since (and with) the last one whose answer the device heard */
  char *cursor;     /* as the centre gave it, or NULL for the first time */
  gint64 now_ms;    /* the device's clock */
  GPtrArray *edits; /* of LotseEdit, oldest first */
  GPtrArray *unreadable; /* when read: of LotseVerdicts, "refused" with reason "unreadable": edits that name a record and
                          * a stamp, but cannot be read; the centre adds them to its verdicts as they are */
  gboolean more;    /* the device has more edits to send */
  gboolean undertaking; /* the person has confirmed the confidentiality undertaking on this device */
} LotseSyncRequest;

/* The centre's verdict on the writes of one edit. */
typedef struct
{
  char *reg;             /* the register, or NULL: for all writes of the edit that no other line names */
  LotseVerdict verdict;
  guint64 effective;     /* the clock that stands for the write from now on; 0: the one it was sent with */
  char *reason;          /* for refused, review, parked: a word of lotse-words.h or NULL */
} LotseVerdictLine;

typedef struct
{
  char *id;           /* the record */
  LotseStamp stamp;   /* the edit's stamp, as the device sent it */
  GPtrArray *lines;   /* of LotseVerdictLine */
} LotseVerdicts;

/* A record as the account may see it now; it replaces what the device had of it. */
typedef struct
{
  char *kind;
  char *id;
  char *by;                  /* the name of the account that changed it last, or NULL */
  LotseRegisters *registers;
} LotseChange;

typedef enum
{
  LOTSE_SYNC_PLAIN = 0,
  LOTSE_SYNC_MORE = 1 << 0,        /* ask again: there is more to receive */
  LOTSE_SYNC_ANEW = 1 << 1,        /* the cursor is not known (restored centre): take everything anew, offer the writes of 90 days */
  LOTSE_SYNC_COPY = 1 << 2,        /* the device is a copy of another: enrol as a new device before anything else; nothing was taken */
  LOTSE_SYNC_FORGET_ALL = 1 << 3,  /* the account or device was locked out: remove all data after the verdicts are kept */
  LOTSE_SYNC_OUTDATED = 1 << 4,    /* the edits were taken; the app must be updated before it receives */
  LOTSE_SYNC_LISTING = 1 << 5,     /* with the last page of a listing from the beginning: drop what the listing lacked */
  LOTSE_SYNC_UNDERTAKING = 1 << 6, /* the edits were taken; nothing is received before the undertaking is confirmed on this device */
} LotseSyncFlags;

typedef struct
{
  LotseSyncFlags flags;
  char *epoch;
  char *cursor;         /* to keep in the transaction that applies this answer */
  gint64 now_ms;        /* the centre's time */
  LotseRoles roles;     /* of the account now */
  char *person;         /* of the account now, or NULL */
  GPtrArray *verdicts;  /* of LotseVerdicts, in the order of the edits */
  GPtrArray *changes;   /* of LotseChange, in the centre's order */
  GPtrArray *unreadable; /* when read: of char *: changes that could not be read, as JSON, for the device to set aside */
  GPtrArray *forget;    /* of char *: ids that the device may no longer hold */
  GPtrArray *erased;    /* of char *: ids whose every trace must go, edits and history too */
  guint total;          /* how many changes are left after this page, for progress; 0 when not known */
  gint64 sheets;        /* the number of the last batch of anonymous sheets, for staff; see lotse-sheets-message.h */
} LotseSyncAnswer;

/* GET /v1/history/<id>: what happened to a record, as far as the account may see it; newest first. */
typedef struct
{
  char *reg;
  char *value;      /* may be NULL */
  char *by;         /* account */
  gint64 at_ms;     /* corrected time */
  LotseVerdict verdict;
  gboolean stood;   /* it became the register's value */
} LotseHistoryLine;

typedef struct
{
  GPtrArray *lines; /* of LotseHistoryLine */
} LotseHistory;

/* GET /v1/audit: who did what and when, without values; newest first. */
typedef struct
{
  gint64 number;  /* by which the next page is asked for */
  gint64 at_ms;
  char *who;      /* account, or "centre" for a command there */
  char *what;     /* a word, such as "device-enrolled" */
  char *subject;  /* account, number of a device or id of a record; may be NULL */
} LotseAuditEntry;

typedef struct
{
  GPtrArray *entries; /* of LotseAuditEntry */
  gboolean more;      /* there are older ones */
} LotseAuditPage;

/* For each structure X: lotse_X_free(), autoptr, lotse_X_to_json() -> text (g_free) and lotse_X_from_json(text, size, error). */
#define LOTSE_PROTOCOL_DECLARE(Type, name) \
  void lotse_##name##_free (Type *self); \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, lotse_##name##_free) \
  char *lotse_##name##_to_json (const Type *self); \
  Type *lotse_##name##_from_json (const char *text, gssize size, GError **error);

LOTSE_PROTOCOL_DECLARE (LotseAbout, about)
LOTSE_PROTOCOL_DECLARE (LotseEnrolment, enrolment)
LOTSE_PROTOCOL_DECLARE (LotseEnrolled, enrolled)
LOTSE_PROTOCOL_DECLARE (LotseSyncRequest, sync_request)
LOTSE_PROTOCOL_DECLARE (LotseSyncAnswer, sync_answer)
LOTSE_PROTOCOL_DECLARE (LotseHistory, history)
LOTSE_PROTOCOL_DECLARE (LotseAuditPage, audit_page)

void lotse_change_free (LotseChange *change);
void lotse_history_line_free (LotseHistoryLine *line);
void lotse_verdicts_free (LotseVerdicts *verdicts);
void lotse_verdict_line_free (LotseVerdictLine *line);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseChange, lotse_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseVerdicts, lotse_verdicts_free)
LotseSyncRequest *lotse_sync_request_new (void); /* with empty arrays that free their elements */
LotseSyncAnswer *lotse_sync_answer_new (void);
LotseHistory *lotse_history_new (void);
LotseAuditPage *lotse_audit_page_new (void);
void lotse_audit_entry_free (LotseAuditEntry *entry);
LotseVerdicts *lotse_verdicts_new (const char *id, LotseStamp stamp);
void lotse_verdicts_add (LotseVerdicts *self, const char *reg, LotseVerdict verdict, guint64 effective, const char *reason);

/*
 * Writes an answer whose changes are raw text, for the centre, which keeps records in wire form and must not parse them
 * again.  `raw_changes` has one JSON object of a change each, {"k": kind, "i": id, "b": by, "s": …, "f": …, "x": …}.
 */
char *lotse_sync_answer_to_json_raw (const LotseSyncAnswer *self, GPtrArray *raw_changes);

/* One change in that form. */
char *lotse_change_to_json (const LotseChange *change);

/* An error on the wire: {"error": word, "message": text for people in English}, with the HTTP status. */
char *lotse_error_to_json (const char *word, const char *message);
gboolean lotse_error_from_json (const char *text, gssize size, char **word, char **message);

/*
 * The invitation: a text that a person can read out, paste or scan, with address, the certificate's fingerprint and the
 * one-time code, and a checksum that finds typing errors.  fingerprint may be NULL on loopback.
 */
char *lotse_invitation_print (const char *url, const char *fingerprint, const char *code);
gboolean lotse_invitation_parse (const char *text, char **url, char **fingerprint, char **code, GError **error);

G_END_DECLS
