/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The private address at the centre at which a calendar program reads what this account has to think of.
 *
 * Whoever knows it can read it, so it is kept in the encrypted profile, shown only when asked for, and taken back when it got about.
 * Texts are in the language of the process that made it.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/* The address that this device made (g_free); NULL without an error if there is none. */
char *lotse_calendar_address_get (LotseStore *store, GError **error);

/*
 * Makes a new one instead of the one that this device had (g_free), and takes back all that the account has, also those that other
 * devices made.  On the caller's thread, which must not be the main thread of a window.
 * Errors: LOTSE_ERROR_NOT_FOUND (no centre), and those of lotse_transport_exchange() and lotse_reply_set_error().
 */
char *lotse_calendar_address_make (LotseStore *store, GCancellable *cancellable, GError **error);
gboolean lotse_calendar_address_take_back (LotseStore *store, GCancellable *cancellable, GError **error);

G_END_DECLS
