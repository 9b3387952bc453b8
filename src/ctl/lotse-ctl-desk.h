/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands on events have in common: events and people by what was typed. */
#pragma once

#include "lotse-ctl.h"

#include "lotse-places.h"

G_BEGIN_DECLS

/* The id of the record that was typed as id, reference or title, for a field of attendances ("event", "person") (g_free).  Error: INVALID. */
char *lotse_ctl_link (LotseCtl *self, const char *field, const char *typed, GError **error);

/* The key of the slot that --slot names, by its key or title; NULL if the option is not given (g_free).  Error: INVALID. */
gboolean lotse_ctl_slot (LotseCtl *self, const char *event, char **slot, GError **error);

/* The canonical value of --role or --state, as a registration has it; NULL if it is not given (g_free).  Error: INVALID. */
gboolean lotse_ctl_registration_choice (LotseCtl *self, const char *option, char **value, GError **error);

/* What a reason is called in JSON. */
const char *lotse_ctl_wait_name (LotseWait wait);

G_END_DECLS
