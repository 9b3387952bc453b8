/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work on the database thread that several views ask for.
 *
 * Each function returns at once; the callback comes on the main thread, and one of the finish functions gives the result.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/* The record that stands for that id; finish with lotse_job_record_finish(). */
void lotse_job_get_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
/* Saves one record (an event with the tasks of its checklist), or several as one action; finish with lotse_job_done_finish(). */
void lotse_job_save_async (LotseStore *store, LotseRecord *record, GAsyncReadyCallback callback, gpointer user_data);
void lotse_job_save_many_async (LotseStore *store, GPtrArray *records, GAsyncReadyCallback callback, gpointer user_data);
/* To the bin, giving what to tell of it, and back; lotse_job_text_finish() and lotse_job_done_finish(). */
void lotse_job_delete_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
void lotse_job_restore_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
/* Undoes the last change, of that record or (NULL) of all; lotse_job_text_finish() says what. */
void lotse_job_undo_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
/* What the record is called; lotse_job_text_finish(). */
void lotse_job_title_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
/* Of LotseHit, LotseRecord, LotseHistoryEntry; lotse_job_array_finish(). */
void lotse_job_find_async (LotseStore *store,
                           const char *words,
                           const char *const *kinds,
                           guint limit,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
void lotse_job_list_async (LotseStore *store, LotseQuery *query, GAsyncReadyCallback callback, gpointer user_data);
void lotse_job_set_setting_async (LotseStore *store, const char *name, const char *value, GAsyncReadyCallback callback, gpointer user_data);

LotseRecord *lotse_job_record_finish (GAsyncResult *result, GError **error); /* unref it */
char *lotse_job_text_finish (GAsyncResult *result, GError **error);
GPtrArray *lotse_job_array_finish (GAsyncResult *result, GError **error);
gboolean lotse_job_done_finish (GAsyncResult *result, GError **error);

/* For other modules: runs `job` with `data`, which `free_data` frees. */
void lotse_job_run (LotseStore *store,
                    LotseStoreJob job,
                    gpointer data,
                    GDestroyNotify free_data,
                    GDestroyNotify free_result,
                    GAsyncReadyCallback callback,
                    gpointer user_data);
#define LOTSE_JOB_DONE GINT_TO_POINTER (1) /* what a job returns that has nothing to say but that it was done */

/* Titles, on the database thread only: what people call the record, with the titles of what it links to. */
char *lotse_job_title (LotseStore *store, LotseRecord *record);
char *lotse_job_subtitle (LotseStore *store, LotseRecord *record);
char *lotse_job_title_of (LotseStore *store, const char *id); /* NULL if it is not on this device */

G_END_DECLS
