/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is said about two records side by side, and what can be done with them, all of it away from the main thread.
 */
#pragma once

#include "lotse-likely.h"
#include "lotse-unite.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  const char *field; /* its name; NULL for what leads to the two */
  char *label;
  char *texts[2];
  gboolean differs; /* somebody has to choose */
} LotseDoublesLine;

typedef struct
{
  char *ids[2]; /* of those that stand */
  char *titles[2];
  GPtrArray *lines; /* of LotseDoublesLine */
} LotseDoublesView;

void lotse_doubles_view_free (LotseDoublesView *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseDoublesView, lotse_doubles_view_free)

void lotse_doubles_view_load_async (LotseStore *store, const char *one, const char *other, GAsyncReadyCallback callback, gpointer user_data);
LotseDoublesView *lotse_doubles_view_load_finish (GAsyncResult *result, GError **error);

/* Looks through all records of the kind, on a thread of its own; gives an array of LotseLikely. */
void lotse_doubles_find_async (LotseStore *store, const LotseKind *kind, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
GPtrArray *lotse_doubles_find_finish (GAsyncResult *result, GError **error);

/* Unites, with the fields in `take` (NULL-terminated) from the other record; lotse_job_text_finish() gives its title. */
void lotse_doubles_unite_async (LotseStore *store, const char *standing, const char *other, const char *const *take,
                                GAsyncReadyCallback callback, gpointer user_data);
/* lotse_job_done_finish(). */
void lotse_doubles_deny_async (LotseStore *store, const char *one, const char *other, GAsyncReadyCallback callback, gpointer user_data);
void lotse_doubles_take_apart_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
