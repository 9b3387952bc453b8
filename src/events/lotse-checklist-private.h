/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What copying an event needs of its checklist: to plan the tasks and save them with the rest. */
#pragma once

#include "lotse-checklist.h"

G_BEGIN_DECLS

typedef struct
{
  LotseStore *store;
  gboolean new_format;   /* tasks of its items that lie in the bin come back, tasks of other items go */
  GHashTable *old_items; /* key -> LotseChecklistItem as it was, when the checklist itself changes; or NULL */
  GPtrArray *records;    /* of LotseRecord, to be saved */
  GPtrArray *changes;    /* of LotseChecklistChange */
} LotseChecklistPlan;

void lotse_checklist_plan_init (LotseChecklistPlan *plan, LotseStore *store);
void lotse_checklist_plan_clear (LotseChecklistPlan *plan);
gboolean lotse_checklist_plan_event (LotseChecklistPlan *plan, const LotseRecord *event, const LotseRecord *format, GError **error);
/* Two laptops make the same task of an item: the id that the kind's identity gives (g_free). */
char *lotse_checklist_task_id (const char *event, const char *key);

G_END_DECLS
