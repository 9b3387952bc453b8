/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A backup that becomes a profile again, off the main thread.
 *
 * The new profile lies beside the one that the window has open, which is a new and empty one and stays as it is.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* `key` is a recovery key or the content of a key file, `passphrase` what opens that; either may be empty. */
void lotse_restore_async (const char *beside,
                          const char *backup,
                          const char *key,
                          const char *passphrase,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/* The folder of the profile (g_free), or NULL: then nothing has changed. */
char *lotse_restore_finish (GAsyncResult *result, GError **error);

G_END_DECLS
