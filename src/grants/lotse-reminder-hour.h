/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hour of the day at which this device reminds, for all that has no window: the calendar file, lotsectl.
 *
 * The person chooses it in the preferences of the window, which keep it in the profile; it never leaves the device, so that the
 * calendar at the centre's address rings at LOTSE_REMINDING_HOUR.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/* Any thread.  0 to 23; LOTSE_REMINDING_HOUR while nobody has chosen one. */
int lotse_reminder_hour_get (LotseStore *store);
/* Keeps it, and brings the calendar file up to it; does nothing if it is that hour already. */
gboolean lotse_reminder_hour_keep (LotseStore *store, int hour, GError **error);

G_END_DECLS
