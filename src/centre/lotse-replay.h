/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Making true again what the journal has and a restored database has not.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

/* Within a transaction, before anybody is served. */
gboolean lotse_replay_journal (LotseCentre *self, GError **error);

G_END_DECLS
