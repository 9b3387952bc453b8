/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The profile that a window shows: its folder, its open store, its sync, and what the sync row says about them.
 *
 * Lives on the main thread.  Opening, locking and reading the state happen on other threads; nothing here waits.
 */
#pragma once

#include "lotse-desk-lock.h"
#include "lotse-kiosk.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_PROFILE (lotse_profile_get_type ())
G_DECLARE_FINAL_TYPE (LotseProfile, lotse_profile, LOTSE, PROFILE, GObject)

LotseProfile *lotse_profile_new (const char *folder);
const char *lotse_profile_get_folder (LotseProfile *self);

/*
 * Begins to open the store with the key that lies ready, before anybody asks: the first lotse_profile_open_async() with
 * LOTSE_KEY_AUTO gets what comes of it.  `with_today` reads what the view Today says, too.
 */
void lotse_profile_open_ahead (LotseProfile *self, gboolean with_today);
/* Of LotseTodayItem (lotse-today.h), (transfer full): what was read while opening, or NULL when that is past. */
GPtrArray *lotse_profile_take_today (LotseProfile *self);

/* Opens the store; FALSE from finish leaves the profile closed.  LOTSE_ERROR_LOCKED asks for another source of the key. */
void lotse_profile_open_async (LotseProfile *self,
                               LotseKeySource source,
                               const char *secret,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean lotse_profile_open_finish (LotseProfile *self, GAsyncResult *result, GError **error);

/* Stops sync, closes the store on another thread and drops the key.  The store is NULL from then on. */
void lotse_profile_close (LotseProfile *self);

/* The same, and every other window and program that has the profile open does so, too; FALSE if they could not be told. */
gboolean lotse_profile_lock (LotseProfile *self, GError **error);

/* NULL while the profile is closed. */
LotseStore *lotse_profile_get_store (LotseProfile *self);

/* What the last look at the store found; all zero while the profile is closed. */
const LotseStoreStatus *lotse_profile_get_status (LotseProfile *self);
LotseRoles lotse_profile_get_roles (LotseProfile *self);
/* Whether the account may see and do what staff does; a profile without a centre belongs to its person alone. */
gboolean lotse_profile_is_staff (LotseProfile *self);
/* Whether the account may write records of that kind at all; the store says more when it saves. */
gboolean lotse_profile_may_write (LotseProfile *self, const LotseKind *kind);
/* The record of the person whose account this is, or NULL. */
const char *lotse_profile_get_person (LotseProfile *self);
const char *lotse_profile_get_centre (LotseProfile *self);
const char *lotse_profile_get_account (LotseProfile *self);
/* The profile holds example data and can be thrown away. */
gboolean lotse_profile_is_example (LotseProfile *self);
/* Neither connected nor told to work without a centre: the first start is to be shown. */
gboolean lotse_profile_is_fresh (LotseProfile *self);

/* (transfer full): how the sign-in desk was opened that this device is, or NULL if it is none. */
LotseDeskOptions *lotse_profile_dup_desk (LotseProfile *self);
/* The same of a kiosk. */
LotseKioskOptions *lotse_profile_dup_kiosk (LotseProfile *self);

/* Reads the state again; "notify::text" follows. */
void lotse_profile_refresh (LotseProfile *self);

/* Whether the last meeting with the centre came to its end: what others wrote is known here. */
gboolean lotse_profile_is_in_touch (LotseProfile *self);

/* Sync; does nothing while the profile is not connected. */
void lotse_profile_sync_now (LotseProfile *self);
/* Connects with an invitation, or with address, account and password; starts sync when it is done. */
void lotse_profile_connect_async (LotseProfile *self,
                                  const char *invitation,
                                  const char *url,
                                  const char *account,
                                  const char *password,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean lotse_profile_connect_finish (LotseProfile *self, GAsyncResult *result, GError **error);
/* The person has confirmed the undertaking: the first download may begin. */
void lotse_profile_confirm_undertaking (LotseProfile *self);
gboolean lotse_profile_needs_undertaking (LotseProfile *self);

/* Settings of the profile that the program keeps for itself. */
#define LOTSE_SETTING_MODE "window-mode" /* "alone", "connected" or "example"; empty at the first start */

/*
 * Properties: "text" what the sync row says, "icon-name" for it, "fraction" 0..1 while something long is under way and
 * -1 otherwise, "connected".
 * Signals "opened" () after the store was opened, "closed" () after it was closed, "locked" () when another program has locked
 * the profile: lock it here, too; "undertaking" () when the centre asks for the confidentiality undertaking of a profile that
 * was connected already.
 */

G_END_DECLS
