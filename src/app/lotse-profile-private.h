/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of LotseProfile share: lotse-profile.c (the state), lotse-profile-open.c (the store) and
 * lotse-profile-sync.c (the centre).
 */
#pragma once

#include "lotse-profile.h"

#include "lotse-calendar-file.h"
#include "lotse-sync.h"

typedef struct _LotseOpening LotseOpening;

struct _LotseProfile
{
  GObject parent_instance;

  char *folder;
  LotseStore *store;
  LotseSync *sync;   /* while connected or connecting */
  LotseCalendarFollower *calendar; /* while the store is open */
  guint starting;    /* source that starts it soon, or 0 */
  LotseOpening *ahead; /* opening that has begun before anybody asked, or NULL */
  GPtrArray *today;  /* what the view Today says, for as long as that is fresh, or NULL */
  GTask *connecting; /* waits for the state to be read after connecting */

  LotseStoreStatus status;
  LotseSyncState *state;
  char *mode;
  char *desk;        /* the setting of an open sign-in desk, or NULL */
  char *kiosk;       /* the same of a kiosk */
  gboolean empty;
  gboolean in_touch;   /* the last meeting with the centre came to its end */
  gboolean looking;    /* a look at the store is under way */
  gboolean look_again; /* something changed since it began */

  char *text;
  const char *icon_name; /* static */
  double fraction;
};

/* What a look at the store finds. */
typedef struct
{
  LotseStoreStatus status;
  LotseSyncState *sync;
  char *mode;
  char *desk;
  char *kiosk;
  gboolean empty;
} LotseLook;

void lotse_look_free (gpointer data);
gpointer lotse_look_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error);
void lotse_profile_take_look (LotseProfile *self, LotseLook *look); /* takes what is in it */

/* What has no window reads the hour of reminding from the profile. */
void lotse_profile_keep_hour (LotseProfile *self);

/* Ends an opening for which nobody asked any more. */
void lotse_profile_drop_ahead (LotseProfile *self);

void lotse_profile_describe (LotseProfile *self); /* puts state and sync into words */
void lotse_profile_set_text (LotseProfile *self, char *text, const char *icon_name, double fraction); /* takes text */
void lotse_profile_attach_sync (LotseProfile *self);
/* Hands the sync over, to be stopped on another thread; NULL if there is none. */
LotseSync *lotse_profile_detach_sync (LotseProfile *self);
/* The state was read again. */
void lotse_profile_looked (LotseProfile *self);
