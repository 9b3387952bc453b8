/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tasks that a calendar of this profile shows.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/*
 * Tasks of the account's person, and without a centre all of them, that are open, or done before the day on which they are due, so
 * that a calendar hears of it.  (element-type LotseRecord)
 */
GPtrArray *lotse_own_tasks (LotseStore *store, GError **error);

G_END_DECLS
