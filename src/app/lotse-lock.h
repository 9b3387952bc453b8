/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lock screen: nothing of the data shows, and the key of the database is gone from memory.
 *
 * Signal "unlock" (source of the key as int, secret or NULL).
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_LOCK (lotse_lock_get_type ())
G_DECLARE_FINAL_TYPE (LotseLock, lotse_lock, LOTSE, LOCK, GtkWidget)

/* With an error the key was not found or is wrong: the person is asked for it. */
LotseLock *lotse_lock_new (const GError *error);

G_END_DECLS
