/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a deadline is due on its day: the rule, each step that was counted, and where the rule is written.
 */
#pragma once

#include "lotse-deadline.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Takes the deadline, which must have been read with its steps. */
void lotse_deadline_why_show (GtkWidget *parent, LotseDeadline *deadline);

G_END_DECLS
