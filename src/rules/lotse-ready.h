/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is ready to be used: grant programmes with their rules, and rules that hold for a centre until it says otherwise.
 *
 * They are data (data/grants), each with the law, guideline or practice that it comes from; a centre changes what it takes over.
 */
#pragma once

#include "lotse-record.h"
#include "lotse-rule.h"

G_BEGIN_DECLS

/* (transfer full) (element-type LotseRule): expiries, keeping and erasing, quiet tandems, mini-jobs. */
GPtrArray *lotse_ready_centre_rules (void);

typedef struct
{
  char *name;   /* by which it is asked for; never changes, and is kept in the field `ready` of what was made of it */
  char *title;  /* these are in the language of the process */
  char *funder;
  char *source;
} LotseReadyProgramme;

void lotse_ready_programme_free (LotseReadyProgramme *self);

/* (transfer full) (element-type LotseReadyProgramme): by title. */
GPtrArray *lotse_ready_programmes (void);
gboolean lotse_ready_fill_programme (const char *name, LotseRecord *programme, GError **error);

G_END_DECLS
