/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The map of deadline rules that a grant programme or the centre's settings keep.
 */
#pragma once

#include "lotse-record.h"

G_BEGIN_DECLS

/* Whether each rule that was changed or added can be used; one that a newer version wrote may stay as it is. */
gboolean lotse_rule_map_check (const LotseRecord *home, GError **error);

G_END_DECLS
