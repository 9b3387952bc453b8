/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The centre's audit trail, for staff; it is asked for and not kept.
 */
#pragma once

#include "lotse-protocol.h"
#include "lotse-store.h"

G_BEGIN_DECLS

/*
 * A page of the trail, newest first, of what came before the entry with that number; G_MAXINT64 for the newest.
 * Errors: LOTSE_ERROR_DENIED (not connected, or the account is not staff), _NETWORK, _PROTOCOL.
 */
LotseAuditPage *lotse_audit_fetch (LotseStore *store, gint64 before, GCancellable *cancellable, GError **error);

G_END_DECLS
