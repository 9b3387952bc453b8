/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the record class share. */
#pragma once

#include "lotse-record.h"

G_BEGIN_DECLS

typedef void (*LotseRegisterFunc) (const char *reg, const char *value, gpointer data);

/* Calls for each register that has a value, those of fields first; the record must not change meanwhile. */
void lotse_record_foreach (const LotseRecord *self, LotseRegisterFunc func, gpointer data);

LotseChange *lotse_change_new (const char *reg, const char *value);

G_END_DECLS
