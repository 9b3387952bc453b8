/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Erasing: what data protection demands, and the one thing that overrides that no edit is lost.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

/* Within a transaction: removes everything about the record and leaves a tombstone; harmless if it is gone already. */
gboolean lotse_erase_record (LotseCentre *self, const char *id, gint64 at_ms, GError **error);

/* Within a transaction: lotse_erase_finish() is to cut the log of the database, though no record is erased. */
gboolean lotse_erase_plan_wipe (LotseCentre *self, GError **error);

/* After the commit, and again at the next opening until it works: no byte stays in the log or in files. */
gboolean lotse_erase_finish (LotseCentre *self, GError **error);

G_END_DECLS
