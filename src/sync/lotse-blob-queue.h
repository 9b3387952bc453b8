/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that records refer to: a queue of their own behind the records.
 *
 * Pieces are small, so that a line that breaks costs little; both ways go on where they ended.  A file stays on the device
 * until the centre has confirmed the whole of it.
 */
#pragma once

#include "lotse-store.h"
#include "lotse-transport.h"

G_BEGIN_DECLS

/*
 * Sends what waits and fetches what is missing.  A file that the centre does not have or does not give is passed over until
 * the next time.
 * Errors: LOTSE_ERROR_NETWORK, _DENIED, _CANCELLED and those of the store; what was carried until then stays.
 */
gboolean lotse_blobs_run (LotseStore *store, LotseTransport *transport, const char *token, GCancellable *cancellable, GError **error);

G_END_DECLS
