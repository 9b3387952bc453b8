/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the example centre share: dice, dates, and records in the order in which they are saved.
 */
#pragma once

#include "lotse-demo-words.h"
#include "lotse-demo.h"

G_BEGIN_DECLS

typedef struct
{
  LotseStore *store;
  guint64 seed;
  GRand *rand;
  GDateTime *today;
  GStringChunk *texts;    /* owns every text that the functions below return */
  GHashTable *counts;     /* kind -> how many records were made: gives each its id */
  GHashTable *names;      /* display names in use */
  GPtrArray *records;     /* of LotseRecord: each after those that it links to */
  GPtrArray *staff;       /* ids */
  GPtrArray *mentors;     /* of LotseDemoPerson */
  GPtrArray *mentees;     /* of LotseDemoPerson: people and groups */
  GPtrArray *modules;     /* ids */
  LotseRecord *mini_job;  /* is among the records */
  const char *programmes[2];
  const char *cohorts[2];
} LotseDemo;

typedef struct
{
  const char *id;
  const char *name;
  const char *language; /* the first one */
  const char *town;
  const char *profile;  /* id */
} LotseDemoPerson;

/* A whole number from 0 to below - 1, and a throw of so many in a hundred. */
guint lotse_demo_dice (LotseDemo *self, guint below);
gboolean lotse_demo_chance (LotseDemo *self, guint percent);
/* One word of a NULL-terminated list. */
const char *lotse_demo_pick (LotseDemo *self, const char *const *words);

const char *lotse_demo_text (LotseDemo *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
const char *lotse_demo_date (LotseDemo *self, int days);                         /* today plus so many days */
const char *lotse_demo_time (LotseDemo *self, int days, guint hour, guint minute);

/* Adds a record with the given fields: name, value (NULL is left out), …, NULL.  Returns its id. */
LotseRecord *lotse_demo_add (LotseDemo *self, const char *kind, ...) G_GNUC_NULL_TERMINATED;
const char *lotse_demo_id (LotseRecord *record);
void lotse_demo_element (LotseRecord *record, const char *field, const char *element, const char *value);

/* The id of the record of that kind with that reference, which an import brought, or NULL. */
const char *lotse_demo_imported (LotseDemo *self, const char *kind, const char *reference);

/* The parts, in this order. */
gboolean lotse_demo_import_organisations (LotseDemo *self, GCancellable *cancellable, GError **error);
gboolean lotse_demo_import_events (LotseDemo *self, GCancellable *cancellable, GError **error);
void lotse_demo_add_centre (LotseDemo *self);  /* programmes, cohorts, modules, services */
void lotse_demo_add_people (LotseDemo *self);
void lotse_demo_add_tandems (LotseDemo *self);
void lotse_demo_add_daily_work (LotseDemo *self); /* tasks, consultations, needs */
void lotse_demo_add_grants (LotseDemo *self);     /* a programme, applications, money, a mini-job */
gboolean lotse_demo_plan_grants (LotseDemo *self, GError **error); /* what follows, once all is saved */

G_END_DECLS
