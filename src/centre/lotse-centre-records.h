/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The centre's records, for rules (lotse-records.h): all of them, or what one account may see, record by record and field by field.
 */
#pragma once

#include "lotse-access.h"
#include "lotse-records.h"

G_BEGIN_DECLS

typedef struct
{
  LotseRecords records; /* to be given to others */
  LotseCentre *centre;
  const LotseAccess *access; /* or NULL */
} LotseCentreRecords;

/* Both must outlive what is filled in, which belongs to the centre's thread; without access all records are given. */
void lotse_centre_records_init (LotseCentreRecords *self, LotseCentre *centre, const LotseAccess *access);

G_END_DECLS
