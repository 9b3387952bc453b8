/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the page of an application says, read at once on the database thread.
 *
 * A view is shared by the sections of the page and is not changed after it was read.
 */
#pragma once

#include "lotse-contacts-group.h"
#include "lotse-deadline-lines.h"
#include "lotse-follow.h"
#include "lotse-receipts.h"
#include "lotse-record-view.h"

G_BEGIN_DECLS

typedef struct
{
  LotseRecord *record;
  GPtrArray *disbursements; /* of LotseRecord, by their dates */
} LotseGrantAward;

typedef struct
{
  gatomicrefcount refs;
  LotseRecordView *base;      /* with the groups of records that no section shows in its own way */
  LotseRecord *call;          /* or NULL */
  LotseRecord *programme;     /* its own, or that of the call; or NULL */
  char *programme_title;      /* or NULL */
  GPtrArray *people;          /* of LotseContact: responsible and deputy */
  GPtrArray *funder_contacts; /* of LotseContact */
  LotseDescription *before;   /* the application that it follows, or NULL */
  GPtrArray *after;           /* of LotseDescription: those that follow it */
  GPtrArray *awards;          /* of LotseGrantAward: each with those that amend it after it */
  GPtrArray *deadlines;       /* of LotseDeadlineLine, by date */
  LotseMoney *money;
  GPtrArray *findings;        /* of LotseMoneyFinding: what to look at before handing in */
  GHashTable *seen;           /* ids of the records of which it says something */
} LotseGrantView;

LotseGrantView *lotse_grant_view_ref (LotseGrantView *self);
void lotse_grant_view_unref (LotseGrantView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseGrantView, lotse_grant_view_unref)

/* How records belong to an application. */
extern const LotseFollowLink lotse_grant_view_links[];

LotseRecord *lotse_grant_view_get_application (const LotseGrantView *self);

void lotse_grant_view_load_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
LotseGrantView *lotse_grant_view_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
