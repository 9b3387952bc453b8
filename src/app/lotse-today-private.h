/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files share that read what Today says; all of it on the database thread. */
#pragma once

#include "lotse-today.h"

G_BEGIN_DECLS

#define LOTSE_TODAY_MOST 50 /* rows of a section */

/* A row that opens that record and acts on it. */
LotseTodayItem *lotse_today_item_new (LotseTodaySection section, LotseRecord *record);
/* Whom to call: the person or organisation with that id (may be NULL), if it has a number. */
void lotse_today_item_set_contact (LotseStore *store, LotseTodayItem *item, const char *id);

/* Deadlines that concern the account, what runs out and what is to be erased (element-type LotseTodayItem), by date. */
GPtrArray *lotse_today_read_dates (LotseStore *store);

/* What sleeps on this device: ids, with the due dates that they had (lotse-today-sleep.c). */
GHashTable *lotse_today_sleeping (LotseStore *store);
gboolean lotse_today_sleep (LotseStore *store, const char *id, GError **error);

G_END_DECLS
