/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * That a desk is open on this laptop, and the PIN that leaves it.
 *
 * See lotse-pin.h for what is kept and how the PIN is checked.
 */
#pragma once

#include "lotse-pin.h"

G_BEGIN_DECLS

#define LOTSE_SETTING_DESK "sign-in-desk" /* empty: no desk is open */

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
gboolean lotse_desk_lock_check (LotseStore *store, const char *typed, gint64 now_ms, LotsePinPassword password, GError **error);
gboolean lotse_desk_lock_close (LotseStore *store, GError **error);

G_END_DECLS
