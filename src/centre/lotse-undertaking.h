/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The confidentiality undertaking: a mentor's device receives nothing before its person has confirmed it.
 *
 * It is confirmed once on each device, which says so with its next request; or for all of them with the date in the mentor's
 * profile, where staff keeps what was signed on paper.
 */
#pragma once

#include "lotse-backend.h"
#include "lotse-centre.h"

G_BEGIN_DECLS

/* Whether the device may receive nothing because the undertaking was not given. */
gboolean lotse_undertaking_is_missing (LotseCentre *self, const LotseAccount *account, const LotseDevice *device, gboolean *missing,
                                       GError **error);

/* The same of a token; not missing where no device has it. */
gboolean lotse_undertaking_is_missing_for (LotseCentre *self, const char *token, gboolean *missing, GError **error);

/* Within a transaction: keeps on the device, in the journal and in the audit trail that it was confirmed there; once. */
gboolean lotse_undertaking_confirm (LotseCentre *self, LotseDevice *device, GError **error);

G_END_DECLS
