/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people do with a deadline on Today or on the page of its record: done, asleep until tomorrow, erase.
 *
 * Each takes the page and the id of a deadline, stored or not, saves in the background and says so in a toast.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For what no funder waits for: it was done today. */
void lotse_act_deadline_done (GtkWidget *widget, LotseProfile *profile, const char *id);
/* Neither Today nor a notification on this device speaks of it before tomorrow. */
void lotse_act_deadline_sleep (GtkWidget *widget, LotseProfile *profile, const char *id);
/* Shows what would be erased, and does it once somebody has confirmed. */
void lotse_act_erase (GtkWidget *widget, LotseProfile *profile, const char *id);

G_END_DECLS
