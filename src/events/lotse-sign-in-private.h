/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signing in with a list of guests that is at hand: what an open desk and a single command have in common.
 *
 * All of it runs on the database thread, within lotse_store_run(), and brings the list up to date after each write.
 */
#pragma once

#include "lotse-crowd.h"
#include "lotse-sign-in.h"

G_BEGIN_DECLS

/* A list of guests with the counts of one slot. */
typedef struct
{
  LotseStore *store;    /* not owned */
  LotseGuests *guests;
  const LotseSlot *slot; /* of the event of the guests */
  LotseCrowd *crowd;
} LotseHall;

/* Reads all of it; NOT_FOUND if the event has no such slot, and the errors of lotse_guests_load(). */
LotseHall *lotse_hall_load (LotseStore *store, const char *event, const char *slot, GError **error);
void lotse_hall_free (LotseHall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseHall, lotse_hall_free)
/* As lotse_guests_refresh(), and counts the guest anew. */
LotseGuest *lotse_hall_refresh (LotseHall *self, const char *attendance, GError **error);

LotseSignIn *lotse_sign_in_with (LotseHall *hall, const LotseDoor *door, const char *person, const char *organisation, gint64 at_ms,
                                 GError **error);
LotseSignIn *lotse_sign_out_with (LotseHall *hall, const char *person, gint64 at_ms, GError **error);
LotseSignIn *lotse_walk_in_with (LotseHall *hall, const LotseDoor *door, const LotseWalkIn *walk_in, gint64 at_ms,
                                 GError **error);
GPtrArray *lotse_walk_in_doubles_with (LotseHall *hall, const LotseWalkIn *walk_in, GError **error);

/* The id of the person who stands (g_free); NULL with INVALID if the id is of something else than a person. */
char *lotse_sign_in_standing (LotseStore *store, const char *id, GError **error);
/* What all of them say of a guest. */
LotseSignIn *lotse_sign_in_about (LotseHall *hall, LotseGuest *guest);
/* Adds a sign-in to an attendance that is not saved yet; the id of the mark is g_free()d. */
gboolean lotse_sign_in_add_mark (LotseStore *store, const LotseDoor *door, LotseRecord *attendance, gint64 at_ms, char **mark,
                                 GError **error);
/* The attendance of that person, new or as it is stored (g_object_unref). */
LotseRecord *lotse_sign_in_attendance (LotseHall *hall, const char *person, GError **error);

/* For whom a person came elsewhere, or whose member a person is: its name, "" if none is known; `id` may be NULL (g_free). */
char *lotse_sign_in_organisation_of (LotseStore *store, const char *person, char **id);
/* Milliseconds as the wall clock here: "2026-11-22T18:30" or its date alone (g_free). */
char *lotse_sign_in_local_time (gint64 ms);
char *lotse_sign_in_local_date (gint64 ms);

G_END_DECLS
