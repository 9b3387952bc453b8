/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which days are free, and counting by working days.
 *
 * Saturdays, Sundays and the public holidays of a whole state are free.  Banks do not work on 24 and 31 December either (as social
 * insurance counts).  Without a state only the holidays of all states are known.  Any thread; a year's holidays are kept.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lotse_day_is_free (const GDate *day, const char *state);
gboolean lotse_day_is_bank_day (const GDate *day, const char *state);
/* The name of the holiday, or of the weekday, for which it is free, in the language of the process; NULL for a working day. */
const char *lotse_day_why_free (const GDate *day, const char *state);

/* Moves by so many working days, back if negative; a free day counts for nothing. */
void lotse_day_add_working_days (GDate *day, int days, const char *state);
/* The working day itself, or the one before or after a free one. */
void lotse_day_to_working_day (GDate *day, gboolean before, const char *state);
/* The n-th last day of the month of `day` on which banks work; n counts from 1. */
void lotse_day_to_nth_last_bank_day (GDate *day, int n, const char *state);

G_END_DECLS
