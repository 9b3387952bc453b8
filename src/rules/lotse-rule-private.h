/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of rules share.
 */
#pragma once

#include "lotse-rule.h"

G_BEGIN_DECLS

/* By LotseRuleUnit, as the JSON names them. */
extern const char *const lotse_rule_units[];

/* A date in the language of the process (g_free). */
char *lotse_rule_day (const GDate *day);

/* "6 months before", "the day itself": how far a condition goes from its anchor (g_free). */
char *lotse_rule_distance (const LotseRuleCondition *condition);

/* Those of a rule, or of a deadline by hand, of which nobody said otherwise. */
void lotse_rule_append_usual_leads (GArray *leads);

/* "on the fifth-last bank working day of the month" (g_free). */
char *lotse_rule_bank_day (int last);

G_END_DECLS
