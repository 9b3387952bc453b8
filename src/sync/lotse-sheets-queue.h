/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Carries batches of anonymous sheets to the centre, and those of others from it; see PROTOCOL.md under "Sheets".
 */
#pragma once

#include "lotse-exchange.h"

G_BEGIN_DECLS

/*
 * Fetches what staff have not yet up to the batch `last`, as the centre told it, and sends what waits.  What came of it is added to
 * the report.  Errors as of lotse_exchange_run(); nothing is lost by one, and a repeat does no harm.
 */
gboolean lotse_sheets_run (LotseStore *store, LotseTransport *transport, const char *token, gint64 last, LotseSyncReport *report,
                           GCancellable *cancellable, GError **error);

G_END_DECLS
