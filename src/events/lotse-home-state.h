/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The German state whose public holidays this profile shows.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

char *lotse_home_state_get (LotseStore *store, GError **error);
gboolean lotse_home_state_set (LotseStore *store, const char *state, GError **error);

G_END_DECLS
