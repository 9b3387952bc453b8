/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens on which day, for the calendar: read at once on the database thread.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *day;   /* canonical date */
  char *time;  /* "18:30", or "" */
  char *title;
  char *id;    /* of the event; NULL for what the day itself is called, such as a holiday */
  char *state; /* of the event, or NULL */
} LotseCalendarEntry;

void lotse_calendar_entry_free (LotseCalendarEntry *self);

/* On the database thread: of LotseCalendarEntry, day by day and in the order of times: all slots of events between two days, both of
   them included. */
GPtrArray *lotse_calendar_read (LotseStore *store, const char *first, const char *last, GError **error);
void lotse_calendar_load_async (LotseStore *store, const char *first, const char *last, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *lotse_calendar_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
