/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a record as the centre has it, put together with what this device knows.
 *
 * A device knows its own edits and what pulls changed while the record was here; the centre knows every write.  What the
 * centre says is shown and not kept: it would have to leave the device again whenever a right ends.
 */
#pragma once

#include "lotse-protocol.h"
#include "lotse-store.h"

G_BEGIN_DECLS

/*
 * Asks the centre that the profile is connected to, on the caller's thread, which must not be the main thread of a window.
 * A record that the centre does not have, or not for this account, has no lines.
 * Errors: LOTSE_ERROR_NOT_FOUND (no centre), LOTSE_ERROR_DENIED (an undertaking is to be confirmed first), and those of
 * lotse_transport_exchange() and lotse_reply_set_error().
 */
LotseHistory *lotse_history_fetch (LotseStore *store, const char *id, GCancellable *cancellable, GError **error);

/* The same on a thread of its own. */
void lotse_history_fetch_async (LotseStore *store, const char *id, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data);
LotseHistory *lotse_history_fetch_finish (LotseStore *store, GAsyncResult *result, GError **error);

/*
 * Puts both together, newest first; of LotseHistoryEntry.  `local` is what lotse_store_history() gave.  A line of the centre
 * and one of this device are the same when they write the same value; then the centre says who wrote it and when.  What
 * only the centre knows has `remote`.
 */
GPtrArray *lotse_history_merge (GPtrArray *local, const LotseHistory *centre);

G_END_DECLS
