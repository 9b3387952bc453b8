/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who holds which bucket: by roles, by being a person, by being the mentor of a pair.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

/* Whether the pair has reached that state (by the order of the table), and is not in the bin. */
gboolean lotse_holders_pair_reached (const LotseStored *pair, const LotseRegisters *registers, const char *state);

/* Recomputes who holds pair:<id> after the pair was written or time has passed. */
gboolean lotse_holders_update_pair (LotseCentre *self, const LotseStored *pair, const LotseRegisters *registers, GError **error);

/* Gains and losses of one account and bucket; nothing happens if it is so already. */
gboolean lotse_holders_set (LotseCentre *self, const char *account, const char *bucket, gboolean held, GError **error);

G_END_DECLS
