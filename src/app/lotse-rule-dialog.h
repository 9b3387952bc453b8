/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which a deadline rule is written with plain controls, and tried on an example date.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-rule.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `record` has the rules (field "deadline_rules"); `key` is that of the rule to change, or NULL for a new one. */
void lotse_rule_dialog_show (GtkWidget *parent, LotseProfile *profile, LotseRecord *record, const char *key);

G_END_DECLS
