/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the centre share.
 */
#pragma once

#include "lotse-backend.h"
#include "lotse-centre.h"
#include "lotse-journal.h"
#include "lotse-login.h"

#include <sodium.h>

G_BEGIN_DECLS

#define LOTSE_PROTOCOL_OLDEST 1 /* devices that speak less may send but not receive */
#define LOTSE_DAY_MS (G_GINT64_CONSTANT (86400000))
#define LOTSE_LATE_MS (30 * LOTSE_DAY_MS)    /* how long after a loss writes are merged as if they had come in time */
#define LOTSE_PARKED_MS (30 * LOTSE_DAY_MS)  /* how long a parked write is tried again */
#define LOTSE_AWAY_MS (400 * LOTSE_DAY_MS)   /* a device away for longer takes everything anew */
#define LOTSE_AHEAD_MS (G_GINT64_CONSTANT (300000)) /* effective stamps go at most this far beyond the centre's time */

struct _LotseCentre
{
  char *folder;
  int lock; /* file descriptor of the folder's lock */
  LotseBackend *backend;
  LotseJournal *journal;
  guint8 key[crypto_generichash_KEYBYTES]; /* hashes tokens and codes, signs cursors */
  gboolean new_key; /* since this opening */
  char *epoch;
  char *name;
  LotseCentreClock clock;
  gpointer clock_data;
  guint page; /* changes in one answer, at most */
  GHashTable *writers; /* device number -> name of its account; never changes once known */
  LotseLoginLimits *limits;
  GHashTable *calendars; /* account and language -> LotseKeptCalendar */
  gint64 seen_version; /* of the data, as of the last look */
  guint64 last_clock;  /* of the centre's own stamps */
  GQueue arrived;      /* ids of records made in this transaction, for which parked writes may wait */
};

/* What was counted for a calendar the last time (lotse-endpoint-calendar.c). */
typedef struct _LotseKeptCalendar LotseKeptCalendar;
void lotse_kept_calendar_free (LotseKeptCalendar *self);

/* A transaction: begin, and commit only after the journal's new lines are on disk. */
gboolean lotse_centre_begin (LotseCentre *self, GError **error);
gboolean lotse_centre_commit (LotseCentre *self, GError **error);
void lotse_centre_rollback (LotseCentre *self);

/* Locks the folder while nobody else has it open: a file descriptor to close, or -1 with LOTSE_ERROR_BUSY or _IO. */
/* Sets an error of the system, by errno, as a message for the admin: what could not be done. FALSE. */
gboolean lotse_centre_fail_io (GError **error, const char *what);
int lotse_centre_lock_alone (const char *folder, GError **error);

/* Hexadecimal keyed hash of a secret, so that the database alone opens nothing. */
char *lotse_centre_hash (LotseCentre *self, const char *purpose, const char *secret);

/* The account of a device: NULL for the centre itself and for devices that are not known. */
const char *lotse_centre_writer (LotseCentre *self, guint64 device);

/* Whether both numbers belong, or once belonged, to one disk or copies of it: what had not been sent when it was copied, both send. */
gboolean lotse_centre_are_kin (LotseCentre *self, guint64 one, guint64 other);

/* A stamp of the centre itself, later than all before and than `after`. */
LotseStamp lotse_centre_stamp (LotseCentre *self, guint64 after);

/* The text form of `now` for DATETIME fields, in UTC. */
char *lotse_centre_datetime (gint64 ms);

gboolean lotse_centre_audit (LotseCentre *self, const char *who, const char *what, const char *subject, GError **error);

G_END_DECLS
