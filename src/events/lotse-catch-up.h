/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * After an event: ticking who came from a paper list, and who did not come.
 *
 * Paper does not say when somebody came: the mark has the start of the slot as its time and LOTSE_DOOR_PAPER as its door,
 * which is translated where it is shown.  A sign-in at a real door stands beside it and is never touched.
 */
#pragma once

#include "lotse-guests.h"
#include "lotse-sign-in.h"

G_BEGIN_DECLS

#define LOTSE_DOOR_PAPER "paper"

/* The name of a door as people read it. */
const char *lotse_door_label (const char *door);

/* Says that the person came to the slot (NULL: the first), as a paper list has it; nothing happens if that is known already. */
gboolean lotse_catch_up_tick (LotseStore *store, const char *event, const char *slot, const char *person, GError **error);
/* Takes back what was ticked; a sign-in at a door stays. Errors: CONFLICT if the person was signed in at a door, too. */
gboolean lotse_catch_up_untick (LotseStore *store, const char *event, const char *slot, const char *person, GError **error);

/* Who had a place and did not come to the slot (NULL: to any): of const LotseGuest, by name. */
GPtrArray *lotse_catch_up_no_shows (const LotseGuests *guests, const char *slot);
/* Who came without being registered and was made at a door: of const LotseGuest, by name. */
GPtrArray *lotse_catch_up_walk_ins (const LotseGuests *guests);

/* Who of all that are known may be that walk-in, the likeliest first: of LotseDouble. */
GPtrArray *lotse_catch_up_candidates (LotseStore *store, const LotseGuests *guests, const char *walk_in, GError **error);
/* Says that a walk-in is somebody who is known: the known person stands for both from now on.  Its id (g_free). */
char *lotse_catch_up_recognise (LotseStore *store, const char *event, const char *walk_in, const char *known, GError **error);

G_END_DECLS
