/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sign-in marks: who was at which door when.
 *
 * Each sign-in is a mark of its own in the attendance of one person for one slot of an event.  Marks merge one by one, so
 * that an undo at one door never undoes another's: the person came at the earliest mark that was not taken back.
 *
 * Times of marks are UTC with milliseconds, "2026-11-28T17:03:22.123Z", so that summer time and the order of texts do no harm.
 */
#pragma once

#include "lotse-record.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *at;   /* corrected by the centre's clock */
  char *raw;  /* as the laptop had it */
  char *door; /* "" if the door has no name */
  gboolean undone;
} LotseMark;

void lotse_mark_free (LotseMark *mark);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseMark, lotse_mark_free)

GPtrArray *lotse_attendance_dup_marks (const LotseRecord *attendance);
LotseMark *lotse_attendance_dup_first (const LotseRecord *attendance);
gboolean lotse_attendance_add_mark (LotseRecord *attendance, const char *id, gint64 at_ms, gint64 raw_ms, const char *door, GError **error);
gboolean lotse_attendance_undo_mark (LotseRecord *attendance, const char *id, GError **error);

char *lotse_mark_time_format (gint64 ms);
gint64 lotse_mark_time_parse (const char *text);

G_END_DECLS
