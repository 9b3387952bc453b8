/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the record class share. */
#pragma once

#include "lotse-record.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *merged_into;
  gboolean deleted;
  char **values; /* one for each field of the kind; NULL where empty, and for fields with elements */
  GTree *others; /* register -> value of all other registers that have one; NULL while there is none */
} LotseRecordPrivate;

typedef enum
{
  LOTSE_RECORD_IN_BIN,
  LOTSE_RECORD_DISPLAY_TITLE,
  LOTSE_RECORD_DISPLAY_SUBTITLE,
} LotseRecordAspect;

LotseRecordPrivate *lotse_record_private (const LotseRecord *self);
void lotse_record_notify (LotseRecord *self, LotseRecordAspect aspect);

typedef void (*LotseRegisterFunc) (const char *reg, const char *value, gpointer data);

/* Calls for each register that has a value, those of fields first; the record must not change meanwhile. */
void lotse_record_foreach (const LotseRecord *self, LotseRegisterFunc func, gpointer data);

LotseRecordChange *lotse_record_change_new (const char *reg, const char *value);

G_END_DECLS
