/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as people read and type them in the window: what lotse-value.h does not say, such as "tomorrow" or "1 h 30 min".
 *
 * Nothing here depends on the system's locale, because the language can be chosen in the program and its locale need not
 * be installed.
 */
#pragma once

#include "lotse-value.h"

G_BEGIN_DECLS

/* All return texts to be freed. */
char *lotse_format_date (const char *iso);      /* as the language writes dates */
char *lotse_format_day (const char *iso);       /* "today", "tomorrow", "yesterday" or the date; with a time if it has one */
char *lotse_format_moment (gint64 at_ms);       /* "14:02" if that is today, else date and time; milliseconds since 1970 */
char *lotse_format_month (int year, int month); /* "November 2026", months count from 1 */
const char *lotse_format_weekday (int weekday, gboolean abbreviated); /* 1 is Monday; not to be freed */
char *lotse_format_weekday_date (const char *iso); /* "Friday, 27.11.2026" */
char *lotse_format_minutes (gint64 minutes);    /* "1 h 30 min" */
char *lotse_format_value (const LotseField *field, const char *value); /* any single value or element */

char *lotse_format_element (const char *value); /* the value of an entry of a field, such as the level of a language */
char *lotse_format_heading (const char *title);  /* for large letters on several lines: “e. V.” is not torn apart */

/* The canonical date of what a person typed, or NULL. */
char *lotse_format_parse_date (const char *typed);

/* The canonical time, "18:30", of what a person typed: "18:30", "18.30", "18", "1830"; NULL if that is none. */
char *lotse_format_parse_time (const char *typed);

/* Today, and today plus so many days, as canonical dates; days from today to a date. */
char *lotse_format_today (void);
char *lotse_format_days_from_now (int days);
int lotse_format_days_until (const char *iso);

G_END_DECLS
