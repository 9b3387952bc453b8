/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sections of an event's page have in common.
 */
#pragma once

#include "lotse-event.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A scrolled column of groups; `box` takes them. */
GtkWidget *lotse_event_column_new (GtkBox **box);
/* "Saturday, 28.11.2026, 18:30–20:00" (g_free); "" for an event without a day. */
char *lotse_event_slot_text (const LotseSlot *slot);
/* "18:30–20:00" of two canonical moments (g_free); either may be empty. */
char *lotse_event_times_text (const char *start, const char *end);
/* Adds a day or half-day under a key of its own; the event's date is the first of them.  `end` may be NULL. */
gboolean lotse_event_add_day (LotseRecord *event, const char *start, const char *end, GError **error);

G_END_DECLS
