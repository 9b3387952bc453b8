/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who sits in which workshop.
 *
 * A registration keeps what was chosen; who gets a seat is worked out from all of them, the same on every laptop: in the
 * order of registration everybody who is registered gets the chosen workshop while there are seats; who does not gets a second choice that
 * is held at the same time; who gets neither waits for the first.  When somebody cancels, the next moves up by itself.  In
 * a workshop everybody who sits counts, whatever the role.  A workshop that was merged with another is that other one.
 */
#pragma once

#include "lotse-guests.h"

G_BEGIN_DECLS

typedef struct
{
  char *item;         /* the agenda item */
  char *title;
  char *starts_at;    /* canonical date and time, or "" */
  char *ends_at;
  gint64 capacity;    /* -1: not limited */
  GPtrArray *seated;  /* of const LotseGuest (of the guests it was made of), in the order of registration */
  GPtrArray *waiting; /* the same */
} LotseWorkshopSeats;

/* The workshops of the event, the earliest first: of LotseWorkshopSeats. */
GPtrArray *lotse_workshops_load (LotseStore *store, const LotseGuests *guests, GError **error);
/* Titles of the workshops in which that person has a seat, the earliest first (g_strfreev). */
char **lotse_workshops_of (GPtrArray *workshops, const char *person);

G_END_DECLS
