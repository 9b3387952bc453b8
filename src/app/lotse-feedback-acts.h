/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What designers of feedback forms do, each as one job on the database thread.
 *
 * Finish with lotse_job_done_finish(), or lotse_job_text_finish() where an id is given.
 */
#pragma once

#include "lotse-jobs.h"

G_BEGIN_DECLS

void lotse_feedback_save_question_async (LotseStore *store, LotseRecord *question, GAsyncReadyCallback callback, gpointer user_data);
void lotse_feedback_move_question_async (LotseStore *store, const char *question, guint place, GAsyncReadyCallback callback, gpointer user_data);
void lotse_feedback_remove_question_async (LotseStore *store, const char *question, GAsyncReadyCallback callback, gpointer user_data);
void lotse_feedback_set_language_async (LotseStore *store, const char *form, const char *language, gboolean wanted, GAsyncReadyCallback callback,
                                        gpointer user_data);

/* Give the id of a form. */
void lotse_feedback_add_async (LotseStore *store, const char *title, const char *purpose, const char *language, GAsyncReadyCallback callback,
                               gpointer user_data);
void lotse_feedback_take_async (LotseStore *store, const char *name, GAsyncReadyCallback callback, gpointer user_data);
void lotse_feedback_next_version_async (LotseStore *store, const char *form, GAsyncReadyCallback callback, gpointer user_data);

void lotse_feedback_release_async (LotseStore *store, const char *form, GAsyncReadyCallback callback, gpointer user_data);
/* Of LotseDescription: the formats and coming events that would ask with the form once it is released; lotse_job_array_finish(). */
void lotse_feedback_moves_async (LotseStore *store, const char *form, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
