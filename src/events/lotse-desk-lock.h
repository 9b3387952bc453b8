/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * That a desk is open on this laptop, and the PIN that leaves it.
 *
 * Kept in the profile, so that a desk is one again after the program was ended or the laptop was switched off.  Of the PIN only
 * a salted Argon2id hash is kept.  Wrong tries are counted on disk before each answer: ending the program gives no tries anew.
 *
 * The password of the account opens it, too, as far as whoever checks it can be reached.
 *
 * All functions may be called from any thread; those that hash take about a tenth of a second.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

#define LOTSE_SETTING_DESK "sign-in-desk" /* empty: no desk is open */
#define LOTSE_DESK_PIN_LENGTH 4           /* at least */

/* How a desk was opened. */
typedef struct
{
  char *event;
  char *slot; /* the key of a slot, or "" */
  char *door; /* its name, or "" */
  gboolean sound;
  gboolean signature;
} LotseDeskOptions;

LotseDeskOptions *lotse_desk_options_new (const char *event, const char *slot, const char *door);
LotseDeskOptions *lotse_desk_options_copy (const LotseDeskOptions *self);
void lotse_desk_options_free (LotseDeskOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseDeskOptions, lotse_desk_options_free)

LotseDeskOptions *lotse_desk_options_parse (const char *setting);

gboolean lotse_desk_lock_open (LotseStore *store, const LotseDeskOptions *options, const char *pin, GError **error);
gboolean lotse_desk_lock_set_slot (LotseStore *store, const char *slot, GError **error);
/* Whether what was typed is the password of the account of this profile; DENIED if it is not. */
typedef gboolean (*LotseDeskPasswordCheck) (LotseStore *store, const char *typed, GError **error);

gboolean lotse_desk_lock_check (LotseStore *store, const char *typed, gint64 now_ms, LotseDeskPasswordCheck password, GError **error);
gboolean lotse_desk_lock_close (LotseStore *store, GError **error);

G_END_DECLS
