/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What commands have in common about deadlines: showing them, and saying what moved. */
#pragma once

#include "lotse-ctl.h"

#include "lotse-deadlines.h"

G_BEGIN_DECLS

/* An object; with the rule in words, its source and the steps only if the deadline was read with them. */
void lotse_ctl_deadline_to_json (JsonBuilder *builder, const LotseDeadline *deadline);
/* A canonical date for reading, "" for NULL (g_free). */
char *lotse_ctl_show_date (const char *canonical);
/* "Proof of use (Summer school)" (g_free). */
char *lotse_ctl_deadline_title (const LotseDeadline *deadline);

/* An array with old and new dates; NULL moves are none. */
JsonNode *lotse_ctl_moves_node (GPtrArray *moves);
/* One line for each, on standard error, so that scripts find on standard output what they look for. */
void lotse_ctl_print_moves (GPtrArray *moves);

/* Whether deadlines may count from records of this kind. */
gboolean lotse_ctl_moves_deadlines (const LotseKind *kind);

/* A date that was typed, in canonical form (g_free).  Error: INVALID. */
char *lotse_ctl_parse_date (const char *typed, GError **error);

G_END_DECLS
