/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that the page of a feedback form says, read at once on the database thread.
 */
#pragma once

#include "lotse-feedback-form.h"
#include "lotse-follow.h"
#include "lotse-record-view.h"

G_BEGIN_DECLS

typedef struct
{
  LotseRecordView *base;
  LotseFeedbackForm *form;
  gint64 sheets;           /* those of piles that are not released, too */
  GPtrArray *uses;         /* of LotseDescription: formats, surveys and coming events that name it */
  GPtrArray *versions;     /* of LotseDescription: the one before and those after it */
  GHashTable *seen;        /* ids of the records of which it says something */
} LotseFeedbackView;

void lotse_feedback_view_free (LotseFeedbackView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseFeedbackView, lotse_feedback_view_free)

/* How records belong to a form. */
extern const LotseFollowLink lotse_feedback_view_links[];

void lotse_feedback_view_load_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
LotseFeedbackView *lotse_feedback_view_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
