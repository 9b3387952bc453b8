/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Example data to look around in: a profile of its own, which can be thrown away.
 */
#pragma once

#include "lotse-window.h"

G_BEGIN_DECLS

/* Makes the profile anew in its own folder, in the background; finish gives the folder. */
void lotse_example_make_async (GAsyncReadyCallback callback, gpointer user_data);
char *lotse_example_make_finish (GAsyncResult *result, GError **error);

/* Asks, throws the example away and goes back to the person's own data. */
void lotse_example_leave (LotseWindow *window);

G_END_DECLS
