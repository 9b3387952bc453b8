/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Awards of an application: an amending notice and what it amends are one award, of which the newest notice counts.
 *
 * Notices that amend nothing are awards of their own.  A field that a newer notice leaves empty comes from the one it amends.
 */
#pragma once

#include "lotse-record.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;      /* of the first notice: it stays the same whatever amends it */
  GPtrArray *notices;  /* of LotseRecord, the newest first */
} LotseAward;

/* One for each award, in the order of their ids. (transfer full) (element-type LotseAward); the notices must outlive it. */
GPtrArray *lotse_awards_of (GPtrArray *notices);
/* The newest notice's value, or that of one before; NULL for none. */
const char *lotse_award_get (const LotseAward *self, const char *field);
/* The date that the newest notice states for a kind of deadline; NULL for none. */
const char *lotse_award_stated (const LotseAward *self, const char *type);
gboolean lotse_award_has (const LotseAward *self, const char *notice);

G_END_DECLS
