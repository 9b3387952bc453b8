/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sync page says, read at once on the database thread: what waits, what was refused, what two people
 * changed, what staff is asked about.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *kind;
  char *id;
  char *title;
  char *what; /* the fields that were changed */
} LotseWaitingEdit;

typedef struct
{
  gint64 row;     /* 0: feedback sheets, which wait for other roles and are not discarded */
  char *title;
  char *what;     /* fields and the values that were refused */
  char *reason;   /* in words */
  char *standing; /* what the centre has instead, or NULL */
  char *when;
} LotseRefusedEdit;

typedef struct
{
  char *id; /* of the record of the kind conflict */
  char *kind;
  char *record;
  char *title;
  char *field;
  char *standing, *standing_by;
  char *other, *other_by;
  gboolean typed; /* a third value can be written as text */
  gboolean ours;  /* the account may write the record: it can decide */
  const LotseField *of; /* the field, or NULL */
} LotseOpenConflict;

typedef struct
{
  char *id; /* of the record of the kind review */
  char *kind;
  char *record; /* NULL if the record is not on this device */
  char *title;
  char *who;    /* account, when it was written and when it came, in words */
  char *what;   /* fields and the values that wait */
  char *reason; /* why it waits, in words */
} LotseOpenReview;

typedef struct
{
  LotseStoreStatus status;
  GPtrArray *waiting;   /* of LotseWaitingEdit, the oldest first */
  GPtrArray *refused;   /* of LotseRefusedEdit */
  GPtrArray *conflicts; /* of LotseOpenConflict */
  GPtrArray *reviews;   /* of LotseOpenReview, the oldest first */
} LotseSyncView;

void lotse_sync_view_free (LotseSyncView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseSyncView, lotse_sync_view_free)

/* On the database thread: how many open conflicts the account can decide itself. */
guint lotse_sync_view_count_ours (LotseStore *store, LotseRoles roles);

void lotse_sync_view_load_async (LotseStore *store, GAsyncReadyCallback callback, gpointer user_data);
LotseSyncView *lotse_sync_view_load_finish (GAsyncResult *result, GError **error);

/* Decisions; finish with lotse_job_done_finish(). */
void lotse_sync_view_resolve_async (LotseStore *store,
                                    const char *conflict,
                                    LotseResolution how,
                                    const char *value,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void lotse_sync_view_review_async (LotseStore *store,
                                   const char *review,
                                   gboolean accept,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void lotse_sync_view_refusal_async (LotseStore *store, gint64 row, gboolean retry, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
