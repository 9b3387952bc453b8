/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether somebody who registers for an event gets a place, or waits and why.
 *
 * All numbers are counted from the registrations; none is stored, so that no laptop has to keep one right.  Only participants
 * take a place.  Two laptops without a network may give away the last place twice: then there are more people than places,
 * which is shown and never repaired by the program.
 */
#pragma once

#include "lotse-guests.h"

G_BEGIN_DECLS

/* Why there is no place. */
typedef enum
{
  LOTSE_WAIT_NONE,         /* there is one */
  LOTSE_WAIT_CLOSED,       /* registration is over, or the event was held or cancelled */
  LOTSE_WAIT_ORGANISATION, /* the organisation has all its places */
  LOTSE_WAIT_FULL,         /* all places are taken, or staff says that the event is full */
  LOTSE_WAIT_OTHERS,       /* a place is free, and others wait for it */
  LOTSE_WAIT_ASKED,        /* it was asked for */
} LotseWait;

/* Who moves up first. */
typedef enum
{
  LOTSE_WAITING_FIRST_COME,
  LOTSE_WAITING_ORGANISATIONS_FIRST, /* organisations without a place first, then first come */
} LotseWaitingRule;

typedef struct
{
  gint64 capacity;         /* -1: not limited */
  guint taken;             /* participants who are registered; may be more than the capacity */
  guint waiting;
  gint64 per_organisation;
  LotseWaitingRule rule;
  gboolean closed;
  gboolean full;           /* staff says so */
  GHashTable *by_organisation; /* key of the organisation -> participants who are registered */
} LotsePlaces;

LotsePlaces *lotse_places_new (LotseStore *store, const LotseGuests *guests);
LotsePlaces *lotse_places_copy (const LotsePlaces *self);
void lotse_places_free (LotsePlaces *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotsePlaces, lotse_places_free)

/* What organisations are counted by: the id, or the folded name that was typed; NULL for people without one (g_free). */
char *lotse_places_organisation_key (const char *organisation, const char *organisation_name);

LotseWait lotse_places_ask (const LotsePlaces *self, const char *role, const char *organisation_key);
void lotse_places_take (LotsePlaces *self, const char *role, const char *organisation_key);
void lotse_places_give_back (LotsePlaces *self, const char *role, const char *organisation_key);
gint64 lotse_places_left (const LotsePlaces *self);

/* The reason as a sentence for people, in the language of the process; "" for NONE. */
const char *lotse_wait_text (LotseWait wait);
const char *lotse_waiting_rule_text (LotseWaitingRule rule);

G_END_DECLS
