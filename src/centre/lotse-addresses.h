/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Addresses at which calendar programs read what an account has to think of.
 *
 * A calendar program has no token, so the address itself is the secret: 32 random bytes that the device made, of which the centre
 * keeps a hash.  Each device has one address at most; taking them back takes back all of the account, also those of a laptop that is
 * not at hand.  They end with the account's being disabled and their device's being revoked.  A restored backup brings back none that
 * was taken back, because the journal knows of both.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

#define LOTSE_CALENDAR_SECRET_LENGTH 64 /* hexadecimal digits */

gboolean lotse_addresses_is_secret (const char *text);

/* The address of the device with that token, instead of the one that it had; a repeat changes nothing. */
gboolean lotse_addresses_make (LotseCentre *self, const LotseAccount *account, const char *token, const char *secret, const char *language,
                               GError **error);
/* All of the account. */
gboolean lotse_addresses_take_back (LotseCentre *self, const LotseAccount *account, GError **error);
/* The same within a transaction, and without a word in journal and audit trail. */
gboolean lotse_addresses_remove (LotseCentre *self, const char *account, GError **error);

/* Both NULL, without an error, for what is not, or no longer, the secret of an address. */
gboolean lotse_addresses_find (LotseCentre *self, const char *secret, LotseCalendar **calendar, LotseAccount **account, GError **error);

G_END_DECLS
