/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the desk share.
 *
 * Guests and index belong to the database thread: every function that uses them runs within lotse_store_run().  Counts and
 * the last sign-ins are copied under the lock, so that the window never waits for them.
 */
#pragma once

#include "lotse-desk.h"

#include "lotse-desk-index.h"
#include "lotse-sign-in-private.h"

G_BEGIN_DECLS

struct _LotseDesk
{
  GObject parent_instance;

  LotseStore *store;
  GMainContext *context; /* of the thread that made the desk */
  char *event;
  char *slot;            /* "" until it is loaded, if the caller left it open */
  char *name;
  LotseDoor door;        /* the three of them */

  /* Database thread. */
  LotseHall *hall;       /* NULL until it is loaded */
  LotseDeskIndex *index; /* a name's number is the guest's place in the list */
  guint n_indexed;

  GMutex lock;           /* of: */
  LotseDeskCounts counts;
  GPtrArray *last;       /* of LotseSignIn, the latest first */

  /* The thread that made the desk. */
  gulong changed_id;
  GHashTable *pending;   /* ids of records that changed and were not looked at yet */
  gboolean reload;       /* too much changed to look at it one by one */
  GSource *timer;
};

/* Loads the guests if that was not done yet; on the database thread. */
gboolean lotse_desk_ensure (LotseDesk *self, GError **error);
/* After something was written: new guests get into the index, counts are taken over, and "changed" is told. */
void lotse_desk_note (LotseDesk *self);

G_END_DECLS
