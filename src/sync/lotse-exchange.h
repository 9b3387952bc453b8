/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One meeting with the centre: sends what waits, receives what is new, page by page, over one round trip in the usual case.
 *
 * Runs on the caller's thread, which must not be the main thread of a window.  A page is applied while the next one
 * travels.  Whatever happens - an answer that never comes, a process that is killed - the outbox keeps each edit until the
 * centre's verdict on it has been applied, and the cursor moves only together with the records that it stands for.
 */
#pragma once

#include "lotse-store.h"
#include "lotse-transport.h"

G_BEGIN_DECLS

typedef struct
{
  guint sent;        /* edits that got their verdict, so that nothing of them waits any more */
  guint received;    /* records that were applied */
  guint refused;     /* edits with a refused write */
  guint conflicts;   /* edits with a write that met another */
  guint parked;      /* edits that wait at the centre for a record that they link to */
  guint review;      /* edits that wait for staff */
  guint forgotten;   /* records that left this device */
  guint set_aside;   /* records that this version could not apply */
  guint unanswered;  /* edits that the centre gave no verdict on that this version knows; they stay in the outbox */
  guint waiting;     /* edits and files that are still to be sent when the meeting ends */
  guint round_trips;
  guint64 bytes_out;
  guint64 bytes_in;
  gboolean outdated; /* the centre takes edits but wants a newer version before it sends */
  gboolean locked_out; /* the account or device is locked: all data has left this device */
  gboolean complete; /* everything was sent and everything was received */
} LotseSyncReport;

/* `left` is how many records are still to come, 0 when not known; called on the thread of lotse_exchange_run(). */
typedef void (*LotseSyncProgress) (const LotseSyncReport *report, guint waiting, guint left, gpointer data);

/*
 * Meets the centre once.  The report is filled as far as things went, also when FALSE is returned.
 * Errors: LOTSE_ERROR_BUSY (another process syncs this folder), _NETWORK, _DENIED, _PROTOCOL, _OUTDATED, _CANCELLED and those
 * of the store.  After an error everything is as durable as before, and the next call goes on where this one ended.
 */
gboolean lotse_exchange_run (LotseStore *store, LotseTransport *transport, LotseSyncReport *report, LotseSyncProgress progress,
                             gpointer data, GCancellable *cancellable, GError **error);

G_END_DECLS
