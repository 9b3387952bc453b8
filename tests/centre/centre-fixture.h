/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A real centre in a throw-away folder with a clock of its own, and devices that speak the protocol with it in memory.
 *
 * A device here keeps only what the protocol gave it; it checks nothing and forgets nothing by itself, so that tests see
 * what the centre sends.
 */
#pragma once

#include "lotse-backend.h"
#include "lotse-centre.h"
#include "lotse-id.h"

typedef struct
{
  char *folder;
  LotseCentre *centre;
  gint64 now_ms;
} Fixture;

typedef struct
{
  Fixture *fixture;
  char *account;
  char *token;
  guint64 number;
  guint64 clock;
  gint64 skew_ms;       /* how wrong its clock is */
  gboolean undertaking; /* says that the confidentiality undertaking was confirmed; as a new device does */
  char *cursor;
  GPtrArray *heard;     /* of char * */
  GHashTable *records;  /* id -> LotseChange */
  GHashTable *history;  /* ids that were ever received */
  GPtrArray *outbox;    /* of LotseEdit */
  GPtrArray *verdicts;  /* of LotseVerdicts: all of the last sync */
  LotseSyncFlags flags; /* of all answers of the last sync */
  GPtrArray *forgotten; /* of char *: of the last sync */
  GPtrArray *erased;    /* of char *: of the last sync */
  guint pages;          /* of the last sync */
  guint changes;        /* of the last sync */
} Device;

Fixture *fixture_new (void);
void fixture_free (Fixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* Closes and opens the centre again, as a new process would. */
void fixture_reopen (Fixture *self);
/* A backup of that name in the folder, and a centre that comes back from it. */
char *fixture_backup (Fixture *self, const char *name);
void fixture_restore (Fixture *self, const char *path);
void fixture_pass (Fixture *self, gint64 ms);
/* Adds an account with those roles; `person` may be NULL. */
void fixture_account (Fixture *self, const char *name, LotseRoles roles, const char *person);

/* A device of the account, enrolled with a code. */
Device *device_new (Fixture *fixture, const char *account);
/* The same disk twice: same number, token, cursor, send ids and edits that wait. */
Device *device_copy (const Device *self);
/* What a device does that was told that it is a copy: another name, also for what waits. */
void device_become_new (Device *self);
void device_free (Device *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Device, device_free)

/* Queues one edit of pairs of register and value (NULL: empty), then NULL; the base is what the device has. */
LotseEdit *device_edit (Device *self, const char *kind, const char *id, const char *reg, ...) G_GNUC_NULL_TERMINATED;
LotseEdit *device_delete (Device *self, const char *kind, const char *id);

/* Sends and receives until there is no more. */
void device_sync (Device *self);
/* One after the other, twice, so that each has what the other wrote. */
void device_sync_both (Device *a, Device *b);
/* One request and its answer; `keep` says whether the device hears the answer. */
LotseSyncAnswer *device_exchange (Device *self, gboolean keep);
/* Writes and syncs. */
#define device_put(self, ...) \
  G_STMT_START \
  { \
    device_edit (self, __VA_ARGS__); \
    device_sync (self); \
  } \
  G_STMT_END

/* The verdict of the last sync on that register of the record (the newest edit). */
LotseVerdict device_verdict (const Device *self, const char *id, const char *reg);
const char *device_reason (const Device *self, const char *id, const char *reg);

gboolean device_has (const Device *self, const char *id);
/* The value of a register on the device, NULL if it is empty or not there. */
const char *device_value (const Device *self, const char *id, const char *reg);
/* The only record of that kind, or NULL if there are none; more than one fails the test. */
const LotseChange *device_only (const Device *self, const char *kind);
guint device_count (const Device *self, const char *kind);

/* A record of the centre, whoever may see it. */
char *fixture_value (Fixture *self, const char *id, const char *reg);
