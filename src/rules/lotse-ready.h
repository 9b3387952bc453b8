/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is ready to be used: rules that hold for a centre until it says otherwise.
 *
 * They are data (data/grants), each with the law or practice that it comes from; a centre changes what it takes over.
 */
#pragma once

#include "lotse-rule.h"

G_BEGIN_DECLS

/* (transfer full) (element-type LotseRule): expiries, keeping and erasing, quiet tandems, mini-jobs. */
GPtrArray *lotse_ready_centre_rules (void);

G_END_DECLS
