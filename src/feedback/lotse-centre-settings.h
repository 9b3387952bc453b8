/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the centre decides once for all: how few sheets are shown, and how many decimals means have.
 *
 * The record is known by its topic, so that two devices that set something first make one record.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

#define LOTSE_CENTRE_SMALLEST 3
#define LOTSE_CENTRE_DECIMALS 1

typedef struct
{
  guint smallest; /* fewest sheets to show results of */
  guint decimals; /* of means, 1 or 2 */
} LotseCentreSettings;

/* The record, or a new one that is not saved yet (transfer full); NULL with an error of the store. */
LotseRecord *lotse_centre_settings_get_record (LotseStore *store, GError **error);

gboolean lotse_centre_settings_load (LotseStore *store, LotseCentreSettings *settings, GError **error);
/* INVALID, DENIED (only staff sets them), or an error of the store. */
gboolean lotse_centre_settings_save (LotseStore *store, const LotseCentreSettings *settings, GError **error);

/* Whether results of so few sheets may be shown here: a centre's device shows fewer than its centre's number only to staff (DENIED). */
gboolean lotse_centre_settings_may_show (LotseStore *store, const LotseCentreSettings *settings, guint smallest, GError **error);

G_END_DECLS
