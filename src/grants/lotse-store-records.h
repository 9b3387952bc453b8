/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The records of a store, for rules (lotse-records.h).
 */
#pragma once

#include "lotse-records.h"
#include "lotse-store.h"

G_BEGIN_DECLS

/* On any thread; within a job on the database thread each question is answered at once. */
LotseRecords lotse_store_records (LotseStore *store);

G_END_DECLS
