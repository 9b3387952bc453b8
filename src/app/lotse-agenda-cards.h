/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The agenda of an event as its page shows it: a card for each item, those at the same time together, and where they clash.
 */
#pragma once

#include "lotse-guests.h"

G_BEGIN_DECLS

typedef struct
{
  LotseRecord *record;
  char *room;      /* its name, or NULL */
  char *leaders;   /* their names, or NULL */
  char *clash;     /* what is twice at the same time, as a sentence; NULL if nothing is */
  guint seated;    /* registered people who have a seat in it */
  guint waiting;   /* and who wait for one */
  gint64 capacity; /* -1: not limited */
  guint block;     /* items of one block overlap, directly or through others */
} LotseAgendaCard;

/* On the database thread: of LotseAgendaCard, in the order of time; NULL on error. */
GPtrArray *lotse_agenda_cards_read (LotseStore *store, const LotseGuests *guests, GError **error);

G_END_DECLS
