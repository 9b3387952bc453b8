/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sync in the background of the window.
 *
 * A thread of its own meets the centre: after each edit, when the centre says that there is more, when the network comes,
 * now and then in any case, and with growing pauses after failures.  Properties change, and signals fire, on the main
 * context of the thread that made the object.
 */
#pragma once

#include "lotse-enrol.h"
#include "lotse-exchange.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_SYNC_STATE_OFF,        /* not connected to a centre, or stopped */
  LOTSE_SYNC_STATE_IDLE,       /* everything was sent and received */
  LOTSE_SYNC_STATE_SENDING,    /* done of total edits */
  LOTSE_SYNC_STATE_RECEIVING,  /* done of total records, total 0 when not known */
  LOTSE_SYNC_STATE_WAITING,    /* edits wait for the next try */
  LOTSE_SYNC_STATE_NO_NETWORK, /* the centre cannot be reached */
  LOTSE_SYNC_STATE_ERROR,      /* `message` says what */
  LOTSE_SYNC_STATE_LOCKED_OUT, /* the account or the device was locked; its data have left this device */
  LOTSE_SYNC_STATE_OUTDATED,   /* edits go out, nothing comes in until Lotse is updated */
} LotseSyncStateKind;

#define LOTSE_TYPE_SYNC (lotse_sync_get_type ())
G_DECLARE_FINAL_TYPE (LotseSync, lotse_sync, LOTSE, SYNC, GObject)

/*
 * Properties: "state" (LotseSyncStateKind as int), "done", "total" (uint), "message" (string or NULL), "last-complete"
 * (int64, milliseconds since 1970 UTC, 0 for never).
 */
LotseSync *lotse_sync_new (LotseStore *store);

/* Begins to meet the centre, if the profile is connected to one; again after connecting. */
void lotse_sync_start (LotseSync *self);
/* Stops after the exchange under way has been cancelled, and waits for it. */
void lotse_sync_stop (LotseSync *self);
/* Meets the centre as soon as possible. */
void lotse_sync_now (LotseSync *self);

LotseSyncStateKind lotse_sync_get_state (LotseSync *self);
guint lotse_sync_get_done (LotseSync *self);
guint lotse_sync_get_total (LotseSync *self);
const char *lotse_sync_get_message (LotseSync *self);
gint64 lotse_sync_get_last_complete (LotseSync *self);

/* Enrols in the background and starts on success; see lotse_enrol(). */
void lotse_sync_connect_async (LotseSync *self, const LotseCredentials *credentials, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
gboolean lotse_sync_connect_finish (LotseSync *self, GAsyncResult *result, GError **error);

G_END_DECLS
