/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An earlier event once more, on a new date.
 *
 * What the event is stays: titles, format, programme, series, places, description.  Times move by as many days as the date
 * does.  What happened at the earlier one is not taken over: results, notes, feedback, who paid for it, what guests needed.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef enum
{
  LOTSE_EVENT_COPY_PEOPLE = 1 << 0,    /* who was invited, registered or came, without those who cancelled: as invited */
  LOTSE_EVENT_COPY_CHECKLIST = 1 << 1, /* the tasks of its format, counted from the new date */
  LOTSE_EVENT_COPY_AGENDA = 1 << 2,
  LOTSE_EVENT_COPY_PARTNERS = 1 << 3,
  LOTSE_EVENT_COPY_ROOM = 1 << 4,      /* venue and room, of the agenda too */
} LotseEventCopyFlags;

char *lotse_event_copy (LotseStore *store, const char *event, const char *date, LotseEventCopyFlags flags, GError **error);

G_END_DECLS
