/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An example centre in German, to look around in and to test with.
 *
 * About 120 people, 40 organisations described in full (and the further associations that came to events), 25 tandems
 * with what happened in the last months, and the 24 events of a real competence centre with their attendance, which goes
 * in through the ordinary import.  Nobody in it is real.  The same seed makes the same centre, apart from the dates, which count
 * from today; filling a profile twice doubles nothing.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef void (*LotseDemoProgress) (guint done, guint all, gpointer data);

/*
 * Fills the profile; blocks until all is on disk.  The staff have the references P-001 to P-004, mentors L-001 and on,
 * mentees B-001 and on, tandems T-01 to T-25.  Errors: INVALID and nothing written for a profile that is connected to a
 * centre or holds records that are no example; those of lotse_store_save_many() and of the import; what was saved before an
 * error stays, and filling again completes it.
 */
gboolean lotse_demo_fill (LotseStore *store,
                          guint64 seed,
                          GCancellable *cancellable,
                          LotseDemoProgress progress,
                          gpointer data,
                          GError **error);

G_END_DECLS
