/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who waits for a place at an event, in the order in which people move up.
 *
 * The event, else its format, says by which rule: first come; or organisations without a place first, and then first come.
 * Order is by the time of registration, where that is the same by the turn that each gets when it is made, and then by the id,
 * so that every laptop that has the same registrations shows the same list.  People whose organisation has all its places keep their turn and are passed over.
 */
#pragma once

#include "lotse-places.h"

G_BEGIN_DECLS

typedef struct
{
  char *registration;
  char *person;            /* who stands */
  char *name;
  char *organisation_name; /* "" for none */
  char *registered_at;     /* or "" */
  char *turn;              /* the same to the millisecond, or "" */
  gboolean without_place;  /* it stands here because its organisation has no place yet */
  gboolean next;           /* moves up when the next place is free */
  LotseWait wait;          /* why it has no place now; NONE: a place is free, and it would move up */
} LotseWaiting;

typedef struct
{
  LotsePlaces *places;
  GPtrArray *entries; /* of LotseWaiting, in the order of the rule */
} LotseWaitingList;

void lotse_waiting_list_free (LotseWaitingList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseWaitingList, lotse_waiting_list_free)

LotseWaitingList *lotse_waiting_list_load (LotseStore *store, const char *event, GError **error);
LotseWaitingList *lotse_waiting_list_new (LotseStore *store, const LotseGuests *guests, GError **error);

/* Moves up by the rule, at most `most` people (0: as many as there are places), and never beyond the places. */
GPtrArray *lotse_waiting_list_move_up (LotseStore *store, const char *event, guint most, GError **error); /* of LotseRegistrationResult */
/* Moves up that person whatever the rule and the places say. */
GPtrArray *lotse_waiting_list_move_up_person (LotseStore *store, const char *event, const char *person, GError **error);

/* Why somebody stands where it stands, as a sentence for people (g_free). */
char *lotse_waiting_text (const LotseWaiting *entry);

G_END_DECLS
