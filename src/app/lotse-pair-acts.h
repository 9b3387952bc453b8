/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people do with a pair or a task in one click, wherever it shows: met, paused, ask to be called, done, later.
 *
 * Each saves in the background and says so in a toast with Undo.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A task is done today; one that repeats gets its next due day as a new task. */
void lotse_act_task_done (GtkWidget *widget, LotseProfile *profile, const char *id);
/* The task or the pair's question comes back after so many days. */
void lotse_act_task_later (GtkWidget *widget, LotseProfile *profile, const char *id, int days);
void lotse_act_pair_paused (GtkWidget *widget, LotseProfile *profile, const char *id, const char *until);
/* The pair met on that day without anybody writing it down: a meeting without a summary. */
void lotse_act_pair_met (GtkWidget *widget, LotseProfile *profile, const char *id, const char *day);
/* Asks the coordinator to call: a task attached to the pair. */
void lotse_act_ask_call (GtkWidget *widget, LotseProfile *profile, const char *id);

G_END_DECLS
