/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Planning the tasks of a checklist, which are then saved together with what they are for. */
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

/* That for which tasks are made. */
typedef struct
{
  const char *id;
  const char *date;      /* from which items count that name no date of their own */
  const char *organiser; /* or NULL */
  gboolean coming;       /* it still has to be prepared: tasks that are not there are made */
  GPtrArray *items;      /* of LotseChecklistItem, or NULL */
} LotseChecklistTarget;

void lotse_checklist_plan_init (LotseChecklistPlan *plan, LotseStore *store);
void lotse_checklist_plan_clear (LotseChecklistPlan *plan);
gboolean lotse_checklist_plan (LotseChecklistPlan *plan, const LotseChecklistTarget *target, GError **error);
gboolean lotse_checklist_plan_event (LotseChecklistPlan *plan, const LotseRecord *event, const LotseRecord *format, GError **error);
gboolean lotse_mini_job_plan (LotseChecklistPlan *plan, const LotseRecord *mini_job, GError **error);
/* Two laptops make the same task of an item: the id that the kind's identity gives (g_free). */
char *lotse_checklist_task_id (const char *event, const char *key);

G_END_DECLS
