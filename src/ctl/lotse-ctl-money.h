/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands on money have in common. */
#pragma once

#include "lotse-ctl.h"
#include "lotse-money.h"

G_BEGIN_DECLS

/* The money of the application that the first word names. */
LotseMoney *lotse_ctl_money (LotseCtl *self, GError **error);
/* An amount as JSON has amounts of records. */
void lotse_ctl_json_money (JsonBuilder *builder, const char *name, gint64 cents);

G_END_DECLS
