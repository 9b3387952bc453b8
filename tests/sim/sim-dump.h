/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the devices and the centre hold at the end of a run, for the model to compare.
 */
#pragma once

#include "sim.h"

G_BEGIN_DECLS

typedef struct
{
  char *everything;     /* every text in every table of the centre and of all devices */
  char *shown;          /* every text of conflicts, reviews and refusals */
  GHashTable *standing; /* values that stand at the centre, as the office sees them and each author what only he sees */
  GHashTable *deleted;  /* ids of records in the bin */
  GHashTable *disputed; /* "id/register" of each conflict, decided or not */
  GHashTable *open;     /* the other value of each conflict that nobody has decided */
  char *undecided;      /* every text of reviews and refusals */
} SimDump;

SimDump *sim_dump_take (Sim *sim);
void sim_dump_free (SimDump *dump);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimDump, sim_dump_free)

/* All marks of the doors are as they were made (sim-doors.c). */
void sim_doors_check (Sim *sim, SimDump *dump);
/* All sheets are where they should be, and once (sim-sheets.c). */
void sim_sheets_check (Sim *sim, SimDump *dump);
/* Accounts with equal buckets hold equal data. */
void sim_dump_check_equal (Sim *sim);
/* No row outside the buckets, told from the pairs that the office sees. */
void sim_dump_check_buckets (Sim *sim);
/* Every database is sound, and no outbox holds anything. */
void sim_dump_check_clean (Sim *sim);

G_END_DECLS
