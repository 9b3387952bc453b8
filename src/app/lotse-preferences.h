/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The preferences: language, lock, the centre, and this device's data.
 */
#pragma once

#include "lotse-window.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_PREFERENCES (lotse_preferences_get_type ())
G_DECLARE_FINAL_TYPE (LotsePreferences, lotse_preferences, LOTSE, PREFERENCES, AdwPreferencesWindow)

void lotse_preferences_show (LotseWindow *window);

G_END_DECLS
