/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The controls for one condition of a deadline rule: from which date it counts, and how.
 */
#pragma once

#include "lotse-rule.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  guint n_anchors; /* so many of all there are to choose from */
  AdwComboRow *anchor;
  GtkSpinButton *count;
  AdwComboRow *unit;
  AdwComboRow *direction;
  AdwExpanderRow *more; /* what most rules do not need */
  AdwComboRow *end_of;
  GtkEditable *next;
  GtkSpinButton *day, *by_day, *last_bank_day;
} LotseConditionRows;

/*
 * Adds rows to a group; `for_grants`: only dates of applications, which come first, are offered.  `changed` is called with `data`
 * when something was chosen or typed.
 */
void lotse_condition_rows_make (LotseConditionRows *self, AdwPreferencesGroup *group, gboolean for_grants, GCallback changed, gpointer data);
void lotse_condition_rows_show (LotseConditionRows *self, const LotseRuleCondition *condition);
/* FALSE with what is wrong with a day that was typed. */
gboolean lotse_condition_rows_read (const LotseConditionRows *self, LotseRuleCondition *condition, GError **error);

G_END_DECLS
