/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the page of a pair says, read at once on the database thread.
 */
#pragma once

#include "lotse-follow.h"
#include "lotse-record-view.h"

G_BEGIN_DECLS

/* One side: who it is and how to reach them. */
typedef struct
{
  char *kind;
  char *id;
  char *title; /* NULL if the side is not on this device */
  char *email;
  char *phone;
} LotsePairSide;

/* One step of a goal's path. */
typedef struct
{
  char *key;
  char *text;
  char *done; /* the day, or NULL */
  gint64 position;
} LotseGoalStep;

typedef struct
{
  LotseRecord *record;
  GPtrArray *steps; /* of LotseGoalStep, in their order */
} LotsePairGoal;

typedef struct
{
  int year, month;
  guint sessions;
  gint64 minutes, km;
} LotsePairMonth;

typedef struct
{
  LotseRecordView *base;
  LotsePairState state;
  LotsePairSide mentor, mentee;
  GPtrArray *goals;    /* of LotsePairGoal */
  GPtrArray *sessions; /* of LotseRecord, newest first */
  GArray *months;      /* of LotsePairMonth, newest first */
  GHashTable *seen;    /* ids of the records of which it says something */
} LotsePairView;

/* How records belong to a pair. */
extern const LotseFollowLink lotse_pair_view_links[];

void lotse_pair_view_free (LotsePairView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotsePairView, lotse_pair_view_free)

void lotse_pair_view_load_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
LotsePairView *lotse_pair_view_load_finish (GAsyncResult *result, GError **error);

/* Ticks a step of a goal off, or takes that back; finish with lotse_job_done_finish(). */
void lotse_goal_step_toggle_async (LotseStore *store, const char *goal, const char *key, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
