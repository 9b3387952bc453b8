/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of LotseProfile share: lotse-profile.c (the store) and lotse-profile-sync.c (the centre).
 */
#pragma once

#include "lotse-profile.h"

struct _LotseProfile
{
  GObject parent_instance;

  char *folder;
  LotseStore *store;
  GObject *sync; /* the LotseSync, while connected */

  LotseStoreStatus status;
  LotseSyncState *state;
  char *mode;
  gboolean empty;
  gboolean looking;    /* a look at the store is under way */
  gboolean look_again; /* something changed since it began */

  char *text;
  const char *icon_name; /* static */
  double fraction;
};

void lotse_profile_describe (LotseProfile *self); /* puts state and sync into words */
void lotse_profile_set_text (LotseProfile *self, char *text, const char *icon_name, double fraction); /* takes text */
void lotse_profile_attach_sync (LotseProfile *self);
void lotse_profile_detach_sync (LotseProfile *self);
