/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The deadline rules that a programme or the centre has, in words, each with what can be done with it.
 */
#pragma once

#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* `record` has the field "deadline_rules". */
AdwPreferencesGroup *lotse_rules_group_new (LotseProfile *profile, LotseRecord *record);
/* The dialog with the rules of the centre: expiries, keeping and erasing, quiet tandems, mini-jobs. */
void lotse_rules_dialog_show (GtkWidget *parent, LotseProfile *profile);

G_END_DECLS
