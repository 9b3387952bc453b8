/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How calendar programs follow deadlines and own tasks: a file on this device, and a private address at the centre.
 */
#pragma once

#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_CALENDAR_GROUP (lotse_calendar_group_get_type ())
G_DECLARE_FINAL_TYPE (LotseCalendarGroup, lotse_calendar_group, LOTSE, CALENDAR_GROUP, AdwPreferencesGroup)

/* Shows what this profile has; once. */
void lotse_calendar_group_show (LotseCalendarGroup *self, LotseProfile *profile);

G_END_DECLS
