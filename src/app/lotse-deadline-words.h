/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How deadlines are said to people: when they are due, how long that is, and under which heading they stand.
 */
#pragma once

#include "lotse-deadline.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_DUE_OVERDUE,
  LOTSE_DUE_SOON,  /* today and the next seven days */
  LOTSE_DUE_MONTH, /* the next thirty days */
  LOTSE_DUE_LATER,
  LOTSE_DUE_WAITS, /* there is no date yet */
  LOTSE_DUE_ENDED, /* handed in, not needed, or ended by the state of its record */
  LOTSE_DUE_N_GROUPS,
} LotseDueGroup;

/* By the clock of this device. */
LotseDueGroup lotse_due_group (const LotseDeadline *deadline);
const char *lotse_due_group_label (LotseDueGroup group);

/* All return texts to be freed. */
char *lotse_due_date (const LotseDeadline *deadline); /* "Thursday, 31.12.2026, 23:59", or what it waits for */
char *lotse_due_days (const LotseDeadline *deadline); /* "in 12 days", "today", "3 days overdue", "handed in on …", "not needed" */
/* For screen readers: heading, name, whose, date and days. */
char *lotse_due_sentence (const LotseDeadline *deadline);

/* Days before, on which to remind: "14, 7, 1" (g_free), and such a text as whole days (of int), the largest first; INVALID. */
char *lotse_leads_text (const GArray *leads);
gboolean lotse_leads_read (const char *text, GArray *leads, GError **error);

G_END_DECLS
