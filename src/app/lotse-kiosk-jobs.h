/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a kiosk and the group of an event's or survey's feedback ask the database thread for.
 *
 * Each returns at once; finish with the function that is named, or with lotse_job_done_finish().
 */
#pragma once

#include "lotse-feedback-state.h"
#include "lotse-kiosk.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How feedback on that event or survey stands. */
void lotse_kiosk_job_state_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
LotseFeedbackState *lotse_kiosk_job_state_finish (GAsyncResult *result, GError **error);

/* The form of a kiosk that begins; what is due is released first. */
void lotse_kiosk_job_form_async (LotseStore *store, const char *form, GAsyncReadyCallback callback, gpointer user_data);
LotseFeedbackForm *lotse_kiosk_job_form_finish (GAsyncResult *result, GError **error);

void lotse_kiosk_job_open_async (LotseStore *store, const LotseKioskOptions *options, const char *pin, GAsyncReadyCallback callback, gpointer user_data);
void lotse_kiosk_job_turn_day_async (LotseStore *store, GAsyncReadyCallback callback, gpointer user_data);
/* Takes both; when it is done the sheet is on disk. */
void lotse_kiosk_job_put_async (LotseStore *store, LotsePile *pile, LotseSheet *sheet, GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
