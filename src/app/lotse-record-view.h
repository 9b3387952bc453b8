/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that a page says about one record, read at once on the database thread.
 */
#pragma once

#include "lotse-describe.h"

G_BEGIN_DECLS

typedef struct
{
  const LotseField *field;
  char *text;
  char *kind; /* of the record that it links to, or NULL */
  char *id;
} LotseViewLine;

/* Records of one kind that link to this one by one field. */
typedef struct
{
  const LotseKind *kind;
  const LotseField *field;
  GPtrArray *rows; /* of LotseDescription */
} LotseViewGroup;

typedef struct
{
  LotseRecord *record;
  char *title;
  char *subtitle;
  GPtrArray *lines;   /* of LotseViewLine: filled fields */
  GPtrArray *groups;  /* of LotseViewGroup: with rows, or offered for adding */
  GPtrArray *dates;   /* of LotseDeadline: what is due of it; NULL on pages that say it in their own way */
  gboolean united;    /* it stands for others, too */
  GPtrArray *history; /* of LotseHistoryText: the newest few */
} LotseRecordView;

void lotse_record_view_free (LotseRecordView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseRecordView, lotse_record_view_free)

/* On the database thread. */
LotseRecordView *lotse_record_view_read (LotseStore *store, const char *id, GError **error);
/* The same without what links to the record and without its history, for pages that read these in their own way. */
LotseRecordView *lotse_record_view_read_fields (LotseStore *store, const char *id, GError **error);

void lotse_record_view_load_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
LotseRecordView *lotse_record_view_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
