/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Plans registrations for one event in memory, one after the other, before all are saved at once.  For this layer only.
 *
 * A registrar belongs to one call on the database thread.
 */
#pragma once

#include "lotse-registration.h"
#include "lotse-waiting-list.h"

G_BEGIN_DECLS

typedef struct
{
  LotseStore *store;
  const LotseGuests *guests;
  LotsePlaces *places;    /* with what was planned so far */
  LotsePlaces *behind;    /* the same, as it would be if all who can move up had done so; NULL: to be worked out */
  LotseWaitingList *list; /* as it was before */
  GHashTable *planned;    /* id of the person -> LotseRecord in `records` */
  GPtrArray *records;     /* of LotseRecord: to be saved */
  char *now;              /* canonical date and time at the place */
  gint64 turn_ms;         /* the next turn, by the centre's clock */
} LotseRegistrar;

LotseRegistrar *lotse_registrar_new (LotseStore *store, const LotseGuests *guests, GError **error);
void lotse_registrar_free (LotseRegistrar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseRegistrar, lotse_registrar_free)

/*
 * Plans one registration; `person` is who stands, may be new, and `wish->person` is not looked at.  Errors: INVALID (the
 * wish), those of the store; then nothing of it was planned.
 */
LotseRegistrationResult *lotse_registrar_plan (LotseRegistrar *self, LotseRecord *person, const LotseRegistrationWish *wish,
                                               GError **error);

G_END_DECLS
