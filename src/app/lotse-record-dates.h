/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is due of a record by the rules of the centre, for its page: certificates and cards, consents, services, mini-jobs.
 */
#pragma once

#include "lotse-deadline.h"
#include "lotse-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* On the database thread: open deadlines of the record, of a person also those of profile and qualifications (of LotseDeadline). */
GPtrArray *lotse_record_dates_read (LotseStore *store, LotseRecord *record);
/* NULL if there are none.  It must stand within a widget that has lotse_deadline_acts_add(). */
AdwPreferencesGroup *lotse_record_dates_group (GPtrArray *dates, gboolean may_write);

G_END_DECLS
