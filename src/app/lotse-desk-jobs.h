/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a desk asks the database thread for.  Each returns at once; finish with the functions of lotse-jobs.h or with
 * lotse_desk_job_finish().
 *
 * The caller keeps the desk alive until the callback: its last reference must not be dropped on the database thread.
 */
#pragma once

#include "lotse-desk-lock.h"
#include "lotse-desk.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a desk shows of its event. */
typedef struct
{
  char *title;
  GPtrArray *slots; /* of LotseSlot */
} LotseDeskAbout;

void lotse_desk_about_free (LotseDeskAbout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseDeskAbout, lotse_desk_about_free)
char *lotse_desk_slot_label (const LotseSlot *slot);

void lotse_desk_job_about_async (LotseStore *store, const char *event, GAsyncReadyCallback callback, gpointer user_data);
void lotse_desk_job_load_async (LotseStore *store, LotseDesk *desk, GAsyncReadyCallback callback, gpointer user_data);
void lotse_desk_job_search_async (LotseStore *store, LotseDesk *desk, const char *typed, GAsyncReadyCallback callback, gpointer user_data);
void lotse_desk_job_people_async (LotseStore *store, LotseDesk *desk, const char *organisation, GAsyncReadyCallback callback, gpointer user_data);
void lotse_desk_job_quotas_async (LotseStore *store, LotseDesk *desk, GAsyncReadyCallback callback, gpointer user_data);

/* Give a LotseSignIn; `out` signs out. */
void lotse_desk_job_sign_in_async (LotseStore *store, LotseDesk *desk, const char *person, const char *organisation, gboolean out,
                                   GAsyncReadyCallback callback, gpointer user_data);
void lotse_desk_job_code_async (LotseStore *store, LotseDesk *desk, const char *code, gboolean out, GAsyncReadyCallback callback,
                                gpointer user_data);

/* Of LotseDouble; and a LotseSignIn.  `guest` is taken over, with texts that g_free() frees. */
void lotse_desk_job_doubles_async (LotseStore *store, LotseDesk *desk, LotseWalkIn *guest, GAsyncReadyCallback callback, gpointer user_data);
void lotse_desk_job_walk_in_async (LotseStore *store, LotseDesk *desk, LotseWalkIn *guest, GAsyncReadyCallback callback, gpointer user_data);

/* A sign-in, or what signed out, is taken back. */
void lotse_desk_job_undo_async (LotseStore *store, LotseDesk *desk, LotseSignIn *sign_in, gboolean out, GAsyncReadyCallback callback,
                                gpointer user_data);
void lotse_desk_job_signature_async (LotseStore *store, const char *attendance, GBytes *picture, GAsyncReadyCallback callback,
                                     gpointer user_data);

/* Opens a desk with a PIN, which LotseDeskPin asks for; changes the slot of the open one. */
void lotse_desk_job_open_async (LotseStore *store, const LotseDeskOptions *options, const char *pin, GAsyncReadyCallback callback,
                                gpointer user_data);
void lotse_desk_job_slot_async (LotseStore *store, const char *slot, GAsyncReadyCallback callback, gpointer user_data);

gpointer lotse_desk_job_finish (GAsyncResult *result, GError **error);

G_END_DECLS
