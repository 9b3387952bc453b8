/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tasks that repeat: whoever ticks one makes the next.
 *
 * The id of the next task is derived from the one before, so that two laptops which tick the same task make one next task.  Its due
 * date is counted from the first of the series, which each task remembers in `due_rule` ("2026-01-31 2": two steps after that day):
 * what began on the 31st of January is due on the 28th of February and the 31st of March.  Putting one task off leaves the series
 * as it is; editing its due date, or how it repeats, begins a new series there.  Taking a tick back takes the next task back, too,
 * unless somebody has done or changed that one.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/* The next one of a task that repeats and has a due date, as ticking makes it; else NULL (transfer full). */
LotseRecord *lotse_task_dup_next (const LotseRecord *task);

/* Saves a new or changed task together with what a tick, or taking it back, does to the next one. */
gboolean lotse_task_save (LotseStore *store, LotseRecord *task, const char *group, GError **error);
gboolean lotse_task_done (LotseStore *store, const char *id, const char *day, const char *group, GError **error);
gboolean lotse_task_put_off (LotseStore *store, const char *id, const char *until, const char *group, GError **error);

G_END_DECLS
