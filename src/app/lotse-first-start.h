/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first start: one field for the invitation; quieter below it the other ways to begin.
 *
 * Signal "done" () when the profile can be worked in.
 */
#pragma once

#include "lotse-window.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_FIRST_START (lotse_first_start_get_type ())
G_DECLARE_FINAL_TYPE (LotseFirstStart, lotse_first_start, LOTSE, FIRST_START, GtkWidget)

LotseFirstStart *lotse_first_start_new (LotseProfile *profile);

/* The same in a dialog, for a profile that has worked without a centre so far. */
void lotse_first_start_show_connect (LotseWindow *window);

G_END_DECLS
