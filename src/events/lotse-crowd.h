/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many participants came to one slot, in all, of each organisation and at each door, kept up to date guest by guest.
 *
 * Counting 20,000 guests anew after each sign-in takes as long as writing it; a crowd remembers what each guest counted for.
 * It belongs to one list of guests and to one thread at a time.
 */
#pragma once

#include "lotse-guests.h"

G_BEGIN_DECLS

typedef struct
{
  guint registered; /* have a place */
  guint came;
  guint taken;      /* have a place or came without one */
} LotseCrowdCounts;

typedef struct _LotseCrowd LotseCrowd;

LotseCrowd *lotse_crowd_new (const LotseGuests *guests, const char *slot);
void lotse_crowd_free (LotseCrowd *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseCrowd, lotse_crowd_free)

void lotse_crowd_note (LotseCrowd *self, LotseGuest *guest);
LotseCrowdCounts lotse_crowd_get (const LotseCrowd *self);
LotseCrowdCounts lotse_crowd_get_organisation (const LotseCrowd *self, LotseGuest *guest);
guint lotse_crowd_get_door (const LotseCrowd *self, const char *door);

G_END_DECLS
