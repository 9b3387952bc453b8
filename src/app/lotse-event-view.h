/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the page of an event says, read at once on the database thread.
 *
 * A view is shared by the sections of the page and is not changed after it was read.
 */
#pragma once

#include "lotse-agenda-cards.h"
#include "lotse-feasts.h"
#include "lotse-follow.h"
#include "lotse-guests.h"
#include "lotse-needs.h"
#include "lotse-record-view.h"
#include "lotse-waiting-list.h"

G_BEGIN_DECLS

/* One item of the checklist, or another task of the event. */
typedef struct
{
  LotseRecord *record;
  char *assignee; /* the name, or NULL */
} LotseEventTask;

typedef struct
{
  gatomicrefcount refs;
  LotseRecordView *base;
  char *numbers;             /* "20 organisations · 40 people", or NULL */
  gboolean ahead;            /* they are of who is registered, not of who came */
  LotseGuests *guests;
  LotseWaitingList *waiting; /* with the places */
  GPtrArray *quotas;         /* of LotseQuota */
  GPtrArray *needs;          /* of LotseNeed, with names */
  GPtrArray *agenda;         /* of LotseAgendaCard */
  GPtrArray *feasts;         /* of LotseFeast: what its days meet */
  GHashTable *seen;          /* ids of the records of which it says something */
  GPtrArray *tasks;          /* of LotseEventTask, open ones first, then by the day on which they are due */
} LotseEventView;

LotseEventView *lotse_event_view_ref (LotseEventView *self);
void lotse_event_view_unref (LotseEventView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseEventView, lotse_event_view_unref)

/* How records belong to an event. */
extern const LotseFollowLink lotse_event_view_links[];

LotseRecord *lotse_event_view_get_event (const LotseEventView *self);

void lotse_event_view_load_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
LotseEventView *lotse_event_view_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
