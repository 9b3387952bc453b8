/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A calendar file of deadlines and own tasks that follows changes, for a calendar program on this device.
 *
 * Off unless the person has chosen where it is.  It lies outside of the encrypted profile, where other programs read it, also while
 * Lotse is locked: so nobody but the user may read it, and it has no names of people in it.  Texts stay in the language in which it
 * was chosen, whichever program writes it.  A file that is not such a calendar is never replaced.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/* Any thread, but not the main thread of a window.  The path (g_free), NULL for none. */
char *lotse_calendar_file_get (LotseStore *store, GError **error);
/*
 * Chooses the path and writes the file, or takes the file away and writes none any more (NULL).
 * Errors: INVALID (not an absolute path, or another file is there), IO, and those of the store; then all is as it was.
 */
gboolean lotse_calendar_file_set (LotseStore *store, const char *path, GError **error);
/* Writes it anew if it is on and would be another. */
gboolean lotse_calendar_file_write (LotseStore *store, GError **error);

/* On the main thread: writes it a while after each change and after each hour, for as long as the store is open. */
typedef struct _LotseCalendarFollower LotseCalendarFollower;
LotseCalendarFollower *lotse_calendar_follower_new (LotseStore *store);
void lotse_calendar_follower_free (LotseCalendarFollower *self);

G_END_DECLS
