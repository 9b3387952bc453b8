/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is no longer to be kept: needs of guests, conduct certificates of who has left, papers whose time is over.
 *
 * When it is due follows from deadline rules as everything else does (the kinds "erasure" and "retention").  Lotse proposes, with
 * words for what would go, and staff confirms; with what it is about the deadline ends by itself.  Papers of a proof are only listed, as
 * there are some in binders, too: somebody throws them away and says so with lotse_deadline_hand_in().
 */
#pragma once

#include "lotse-deadlines.h"

G_BEGIN_DECLS

typedef struct
{
  LotseDeadline *deadline;
  GPtrArray *what;    /* of char *: one thing each, in the language of the process */
  GPtrArray *records; /* ids (char *) of the records it is about */
  gboolean by_hand;   /* Lotse lists it and erases nothing */
} LotseErasure;

void lotse_erasure_free (LotseErasure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseErasure, lotse_erasure_free)

/* What the deadline with that id proposes.  Errors: NOT_FOUND, INVALID (it is about nothing to erase), those of the store. */
LotseErasure *lotse_deadlines_erase_proposal (LotseStore *store, const char *id, GError **error);
/* All that are due today or overdue, by date; one for all guests of an event (element-type LotseErasure). */
GPtrArray *lotse_deadlines_erase_proposals (LotseStore *store, GError **error);

/*
 * Does what the proposal says.  It cannot be undone, and former values leave this device and, when they hear of it, the others.
 * Errors: those of the proposal, DENIED (only staff confirms), INVALID (not due yet, or only listed).
 */
gboolean lotse_deadlines_erase (LotseStore *store, const char *id, GError **error);

G_END_DECLS
