/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the centre asks of a database, whatever database it is.
 *
 * Everything above this interface is free of SQL: merging, rights, buckets, audiences and the protocol.  SQLite stands
 * behind it now, PostgreSQL follows.  A backend belongs to the thread that opened it.
 *
 * Numbers: lotse_backend_next_number() hands out the centre's order within a transaction.  They become visible to others
 * in order, because a transaction takes the write lock before it reads the counter and keeps it until it commits.  Each
 * transaction that took numbers leaves a random mark with its last one, by which a cursor proves that it comes from this
 * history and not from one that was lost with a restored backup.
 *
 * Expected load: some 100,000 records, a few hundred devices, transactions of up to 2,000 edits.
 */
#pragma once

#include "lotse-kind.h"
#include "lotse-merge.h"

G_BEGIN_DECLS

/* A record as the centre keeps it.  `doc` is the change as it goes over the wire to somebody who may see all of it. */
typedef struct
{
  char *id;
  char *kind;
  gint64 number;          /* of its last change */
  char *doc;              /* {"k": kind, "i": id, "b": account, "s": …, "f": …, "x": …} */
  char *author;           /* the account that made it, "" for the centre */
  LotseAudience audience; /* classes of buckets in which it may lie at all; less than all for conflicts on hidden fields */
  LotseAudience origin;   /* classes that it has from birth: people whom an organiser added belong to the desk */
  gboolean deleted;
  gboolean odd; /* has registers that this version does not know */
} LotseStored;

/* One field's link to another record. */
typedef struct
{
  const char *field;
  const char *target;
} LotseLink;

/* A record's place in a bucket. */
typedef struct
{
  char *bucket;
  char *id;
  gint64 number; /* of the last change that concerns those who hold the bucket */
  gboolean left;
} LotseMember;

/* An account's hold on a bucket, or on a role ("role:organiser"). */
typedef struct
{
  char *bucket;
  gint64 gained;  /* number */
  gint64 lost;    /* number, or 0 while it is held */
  gint64 lost_ms; /* when it was lost */
} LotseHold;

typedef struct
{
  char *name;
  char *person;   /* id or NULL */
  LotseRoles roles;
  gboolean disabled;
  char *password; /* Argon2id in its text form, or NULL: no login by password */
} LotseAccount;

typedef struct
{
  guint64 number;
  char *account;
  char *token; /* hash */
  char *name;
  gint64 enrolled_ms;
  gint64 seen_ms;
  gboolean revoked;
  char *last_send; /* the last send id that was answered, or NULL */
  gint64 since_ms; /* what it knew when a new epoch began for it, while it takes everything anew; else 0 */
  gint64 undertaking_ms; /* when the confidentiality undertaking was confirmed on it, or 0 */
  char *former;    /* its earlier numbers in hexadecimal, separated by spaces, or NULL */
} LotseDevice;

/* A one-time code; `selector` finds it, `hash` proves the rest. */
typedef struct
{
  char *selector;
  char *hash;
  char *account;
  gint64 expires_ms;
  int tries;
} LotseCode;

/* An address at which calendar programs read what an account has to think of; each device has one at most. */
typedef struct
{
  char *hash; /* of the secret in it */
  char *account;
  guint64 device;
  char *language; /* "de" or "en" */
  gint64 made_ms;
} LotseCalendar;

/* One edit in the history, with what became of each of its writes. */
typedef struct
{
  char *id;
  gint64 number;
  char *account;
  guint64 device;
  guint64 clock;
  gint64 at_ms;
  char *writes; /* {register: [value, base, effective, verdict, stood, reason]} */
} LotsePast;

typedef struct
{
  gint64 row;
  char *target; /* the missing record */
  char *id;
  guint64 device;
  char *account;
  char *edit; /* wire form */
  gint64 at_ms;
} LotseParked;

typedef struct
{
  gint64 row; /* its place in the trail */
  gint64 at_ms;
  char *who;
  char *what;
  char *subject;
} LotseAudit;

/* A batch of anonymous sheets: what came, and nothing of how it came. */
typedef struct
{
  char *id;
  gint64 number;  /* in an order of its own */
  char *document; /* wire form */
} LotseStoredSheets;

#define LOTSE_BACKEND_STRUCT(Type, name) \
  void lotse_##name##_free (Type *self); \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, lotse_##name##_free)

LOTSE_BACKEND_STRUCT (LotseStored, stored)
LOTSE_BACKEND_STRUCT (LotseMember, member)
LOTSE_BACKEND_STRUCT (LotseHold, hold)
LOTSE_BACKEND_STRUCT (LotseAccount, account)
LOTSE_BACKEND_STRUCT (LotseDevice, device)
LOTSE_BACKEND_STRUCT (LotseCode, code)
LOTSE_BACKEND_STRUCT (LotseCalendar, calendar)
LOTSE_BACKEND_STRUCT (LotsePast, past)
LOTSE_BACKEND_STRUCT (LotseParked, parked)
LOTSE_BACKEND_STRUCT (LotseAudit, audit)
LOTSE_BACKEND_STRUCT (LotseStoredSheets, stored_sheets)

/* The registers of a record; where they cannot be read, the centre's own data are damaged (LOTSE_ERROR_CORRUPT). */
LotseRegisters *lotse_stored_read (const LotseStored *self, GError **error);
void lotse_backend_set_damaged (GError **error);
/* Whether that is the error: one row cannot be read, while the database itself hangs together. */
gboolean lotse_backend_is_damaged (const GError *error);

typedef struct _LotseBackend LotseBackend;

/*
 * The functions of a backend.  Those that return gboolean give FALSE with an error set; a lookup that finds nothing is
 * no error and gives TRUE with NULL.  Arrays are of the type that the name says, own their elements, and are NULL only
 * with an error set.
 */
struct _LotseBackend
{
  void (*close) (LotseBackend *self);

  /* Transactions.  begin takes the write lock; commit keeps the counter and the mark. */
  gboolean (*begin) (LotseBackend *self, GError **error);
  gboolean (*commit) (LotseBackend *self, GError **error);
  void (*rollback) (LotseBackend *self);
  gboolean (*savepoint) (LotseBackend *self, GError **error);
  gboolean (*release) (LotseBackend *self, GError **error);
  void (*rollback_to) (LotseBackend *self); /* the last savepoint, and releases it; numbers taken since are given out again */

  /* The order. */
  gint64 (*next_number) (LotseBackend *self);
  gint64 (*last_number) (LotseBackend *self);
  gboolean (*get_mark) (LotseBackend *self, gint64 number, char **mark, GError **error); /* NULL: no such transaction; also of the one under way */

  /* Small texts: the epoch, the centre's name, how far the journal was read. */
  gboolean (*get_setting) (LotseBackend *self, const char *name, char **value, GError **error);
  gboolean (*set_setting) (LotseBackend *self, const char *name, const char *value, GError **error);

  /* Records. */
  gboolean (*get_record) (LotseBackend *self, const char *id, LotseStored **record, GError **error);
  gboolean (*put_record) (LotseBackend *self, const LotseStored *record, GError **error);
  gboolean (*remove_record) (LotseBackend *self, const char *id, GError **error); /* with links, members and blobs */
  GPtrArray *(*records_after) (LotseBackend *self, gint64 number, guint limit, GError **error); /* by number */
  GPtrArray *(*records_from) (LotseBackend *self, const char *id, guint limit, GError **error); /* by id, after that one */
  GPtrArray *(*records_of_kind) (LotseBackend *self, const char *kind, GError **error);
  gboolean (*count_records) (LotseBackend *self, const char *after_id, gint64 *count, GError **error);

  /* Links and blobs. */
  gboolean (*set_links) (LotseBackend *self, const char *id, const char *kind, const LotseLink *links, guint n, GError **error);
  /* Ids of the records of that kind (NULL: any) whose field links to the target (field NULL: any). */
  GPtrArray *(*sources) (LotseBackend *self, const char *target, const char *kind, const char *field, GError **error);
  GPtrArray *(*targets) (LotseBackend *self, const char *id, const char *field, GError **error);
  gboolean (*set_blobs) (LotseBackend *self, const char *id, const char *const *blobs, GError **error);
  GPtrArray *(*blob_users) (LotseBackend *self, const char *blob, GError **error); /* ids */
  GPtrArray *(*blobs_of) (LotseBackend *self, const char *id, GError **error);

  /* Buckets. */
  GPtrArray *(*members_of) (LotseBackend *self, const char *id, GError **error); /* LotseMember, also those that left */
  gboolean (*enter) (LotseBackend *self, const char *bucket, const char *id, gint64 number, GError **error);
  gboolean (*leave) (LotseBackend *self, const char *bucket, const char *id, gint64 number, GError **error);
  gboolean (*touch) (LotseBackend *self, const char *id, gint64 number, GError **error); /* in all its buckets */
  /* What changed in the buckets that the account holds, by number, each number once. */
  GPtrArray *(*members_after) (LotseBackend *self, const char *account, gint64 number, guint limit, GError **error);
  GPtrArray *(*members_from) (LotseBackend *self, const char *bucket, const char *id, guint limit, GError **error);
  GPtrArray *(*members_until) (LotseBackend *self, const char *bucket, gint64 entered, GError **error); /* ids */
  gboolean (*count_members) (LotseBackend *self, const char *bucket, const char *after_id, gint64 *count, GError **error);

  /* Who holds them. */
  GPtrArray *(*holds) (LotseBackend *self, const char *account, GError **error); /* LotseHold, also lost ones */
  GPtrArray *(*holders) (LotseBackend *self, const char *bucket, GError **error); /* names of accounts */
  gboolean (*gain) (LotseBackend *self, const char *account, const char *bucket, gint64 number, GError **error);
  gboolean (*lose) (LotseBackend *self, const char *account, const char *bucket, gint64 number, gint64 at_ms, GError **error);
  /* A loss that a restored backup does not know; it holds until the register is written later than `clock`. */
  gboolean (*get_denial) (LotseBackend *self, const char *account, const char *bucket, gint64 *at_ms, GError **error);
  gboolean (*set_denial) (LotseBackend *self, const char *account, const char *bucket, gint64 at_ms, GError **error);
  /* When a bucket lapses by the passing of time; 0 for never. */
  gboolean (*set_lapse) (LotseBackend *self, const char *id, gint64 at_ms, GError **error);
  GPtrArray *(*lapsed) (LotseBackend *self, gint64 now_ms, GError **error); /* ids */

  /* History, parked writes, tombstones. */
  GPtrArray *(*past_at) (LotseBackend *self, const char *id, guint64 clock, GError **error); /* of whatever device, oldest first */
  gboolean (*put_past) (LotseBackend *self, const LotsePast *past, GError **error);
  GPtrArray *(*past_of) (LotseBackend *self, const char *id, GError **error);                           /* newest first */
  GPtrArray *(*past_by) (LotseBackend *self, guint64 device, GError **error);                           /* of a device */
  gboolean (*forget_past) (LotseBackend *self, const char *id, GError **error);
  gboolean (*park) (LotseBackend *self, const LotseParked *parked, GError **error);
  gboolean (*unpark) (LotseBackend *self, gint64 row, GError **error);
  GPtrArray *(*parked_on) (LotseBackend *self, const char *target, GError **error); /* in order of arrival */
  GPtrArray *(*parked_of) (LotseBackend *self, const char *id, GError **error);
  GPtrArray *(*parked_before) (LotseBackend *self, gint64 at_ms, GError **error);
  gboolean (*is_erased) (LotseBackend *self, const char *id, gboolean *erased, GError **error);
  gboolean (*put_tombstone) (LotseBackend *self, const char *id, gint64 number, gint64 at_ms, GError **error);
  GPtrArray *(*tombstones_after) (LotseBackend *self, gint64 number, gint64 until, GError **error); /* ids */

  /* Accounts, devices, codes, audit. */
  gboolean (*get_account) (LotseBackend *self, const char *name, LotseAccount **account, GError **error);
  GPtrArray *(*accounts_of) (LotseBackend *self, const char *person, GError **error); /* all accounts if NULL */
  gboolean (*put_account) (LotseBackend *self, const LotseAccount *account, GError **error);
  gboolean (*get_device) (LotseBackend *self, guint64 number, LotseDevice **device, GError **error);
  gboolean (*get_device_by_token) (LotseBackend *self, const char *hash, LotseDevice **device, GError **error);
  GPtrArray *(*devices_of) (LotseBackend *self, const char *account, GError **error); /* all devices if NULL */
  gboolean (*put_device) (LotseBackend *self, const LotseDevice *device, GError **error);
  gboolean (*get_code) (LotseBackend *self, const char *selector, LotseCode **code, GError **error);
  gboolean (*put_code) (LotseBackend *self, const LotseCode *code, GError **error);
  gboolean (*remove_code) (LotseBackend *self, const char *selector, GError **error); /* all codes if NULL */
  gboolean (*get_calendar) (LotseBackend *self, const char *hash, LotseCalendar **calendar, GError **error);
  gboolean (*put_calendar) (LotseBackend *self, const LotseCalendar *calendar, GError **error); /* instead of its device's */
  gboolean (*remove_calendars) (LotseBackend *self, const char *account, gint64 *n, GError **error);
  gboolean (*add_audit) (LotseBackend *self, const LotseAudit *line, GError **error);
  GPtrArray *(*audit_lines) (LotseBackend *self, gint64 before, guint limit, GError **error); /* before that row, newest first */

  /* Anonymous sheets, written once; a table without row numbers, so that nothing but the number orders batches. */
  gboolean (*get_sheets) (LotseBackend *self, const char *id, gint64 *number, char **document, GError **error); /* document NULL: none */
  gboolean (*put_sheets) (LotseBackend *self, const char *id, gint64 number, const char *document, GError **error);
  gboolean (*remove_sheets) (LotseBackend *self, const char *id, GError **error);
  GPtrArray *(*sheets_after) (LotseBackend *self, gint64 number, guint limit, GError **error); /* LotseStoredSheets, by number */

  /* Keeping. */
  char *(*check) (LotseBackend *self, GError **error); /* NULL: all is well */
  gboolean (*backup) (LotseBackend *self, const char *path, GError **error);
  gboolean (*wipe) (LotseBackend *self, GError **error); /* after erasing: nothing remains in the log either */
  gint64 (*version_of_data) (LotseBackend *self);         /* changes when another process commits */
};

/* The SQLite backend; the file is made with mode 0600 if it is missing. */
LotseBackend *lotse_backend_sqlite_open (const char *path, GError **error);
/* The same of a backup that is encrypted with that key, or not with NULL. */
LotseBackend *lotse_backend_sqlite_open_encrypted (const char *path, const guint8 *key, GError **error);

/* Copies a backup into a new file and prepares it to serve as another epoch; `path` must not exist. */
gboolean lotse_backend_sqlite_restore (const char *backup, const char *path, GError **error);

/* A backup that the passphrase opens; `key` is that to the file, for the caller to wipe. */
gboolean lotse_backend_sqlite_backup_encrypted (LotseBackend *self, const char *path, const char *passphrase, guint8 key[32],
                                                GError **error);
/* Checks one like that and writes what it holds into a database without encryption.  It is opened for writing: give a copy. */
gboolean lotse_backend_sqlite_decrypt (const char *backup, const char *path, const char *passphrase, GError **error);

G_END_DECLS
