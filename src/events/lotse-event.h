/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an event's record says, in a form to work with: its slots, its title, its places.
 *
 * A slot is a day or half-day with an attendance of its own.  An event without slots is one slot with the empty key; where
 * there are slots, an attendance with an empty slot belongs to the first.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/* Of each organisation, if neither the event nor its format says otherwise. */
#define LOTSE_EVENT_PLACES_PER_ORGANISATION 2

typedef struct
{
  char *key;   /* what an attendance names; "" for an event without slots */
  char *title; /* its own, or "" */
  char *start; /* canonical date and time at the place, or the date alone, or "" */
  char *end;
} LotseSlot;

void lotse_slot_free (LotseSlot *slot);

GPtrArray *lotse_event_dup_slots (const LotseRecord *event);
gboolean lotse_event_set_slot (LotseRecord *event, const char *key, const char *title, const char *start, const char *end, GError **error);
guint lotse_event_slot_at (GPtrArray *slots, const char *when);
const char *lotse_event_title (const LotseRecord *event, const char *language);
gint64 lotse_event_places_per_organisation (LotseStore *store, const LotseRecord *event);

G_END_DECLS
