/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sim [--seeds N] [--first SEED] [--steps N] [--broken merge|cursor|ack] [--log] [--trace TEXT]
 *
 * Runs the simulation for seeds FIRST … FIRST + N - 1.  As a test (TAP) it runs what the test suite asks for with its
 * environment.  A seed that fails is printed; run it alone with --log to read its steps.  With --broken, that part is broken on
 * purpose, and the run passes when the simulation notices, and finds nothing in the same seed with nothing broken.
 */
#include "sim.h"

#include "kit.h"
#include "lotse-db.h"
#include "lotse-lineage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int n_seeds = 1;
static gint64 first_seed = 1;
static int n_steps = 400;
static char *broken_name;
static gboolean print_log;
static char *traced;

static const GOptionEntry options[] = {
  { "seeds", 0, 0, G_OPTION_ARG_INT, &n_seeds, "How many runs", "N" },
  { "first", 0, 0, G_OPTION_ARG_INT64, &first_seed, "The first seed", "SEED" },
  { "steps", 0, 0, G_OPTION_ARG_INT, &n_steps, "Steps of a run", "N" },
  { "broken", 0, 0, G_OPTION_ARG_STRING, &broken_name, "Break merge, cursor or ack on purpose", "PART" },
  { "log", 0, 0, G_OPTION_ARG_NONE, &print_log, "Print the steps of every run", NULL },
  { "trace", 0, 0, G_OPTION_ARG_STRING, &traced, "Log after each step who holds this text", "TEXT" },
  { NULL }
};

/* The merge function of the centre is this one: the linker puts it in the place of the real one, which it calls. */
LotseMerge __real_lotse_merge_write (const LotseMergeInput *input, const LotseEdit *edit, const LotseWrite *write);
LotseMerge __wrap_lotse_merge_write (const LotseMergeInput *input, const LotseEdit *edit, const LotseWrite *write);

static gboolean merge_is_broken;

LotseMerge
__wrap_lotse_merge_write (const LotseMergeInput *input, const LotseEdit *edit, const LotseWrite *write)
{
  LotseMerge merge = __real_lotse_merge_write (input, edit, write);

  if (merge_is_broken && merge.conflict)
    {
      merge.verdict = LOTSE_VERDICT_MERGED;
      merge.conflict = FALSE;
      merge.loser = NULL;
    }
  return merge;
}

/* What the merge function does not tell, the centre finds in the history; a broken merge does not look there either. */
GArray *__real_lotse_lineage_trace (LotseLineageTree *self, const LotseRegister *standing);
GArray *__wrap_lotse_lineage_trace (LotseLineageTree *self, const LotseRegister *standing);

GArray *
__wrap_lotse_lineage_trace (LotseLineageTree *self, const LotseRegister *standing)
{
  if (merge_is_broken)
    return g_array_new (FALSE, FALSE, sizeof (LotseTrace));
  return __real_lotse_lineage_trace (self, standing);
}

static SimBreak
broken_part (void)
{
  if (broken_name == NULL)
    return SIM_BREAK_NOTHING;
  if (g_str_equal (broken_name, "merge"))
    return SIM_BREAK_MERGE;
  if (g_str_equal (broken_name, "cursor"))
    return SIM_BREAK_CURSOR;
  if (g_str_equal (broken_name, "ack"))
    return SIM_BREAK_ACK;
  fprintf (stderr, "sim: --broken takes merge, cursor or ack\n");
  exit (2);
}

/* Logs which databases hold the traced text, when that has changed. */
static void
trace (Sim *sim, GString *last)
{
  g_autoptr (GString) now = g_string_new (NULL);
  g_autofree char *centre = kit_dump_centre (sim->folder);

  if (strstr (centre, traced) != NULL)
    g_string_append (now, " centre");
  for (guint i = 0; i < sim->n_devices; i++)
    {
      g_autofree char *dump = kit_dump_file (sim->devices[i].folder);

      if (strstr (dump, traced) != NULL)
        g_string_append_printf (now, " %u", i);
    }
  if (!g_string_equal (now, last))
    sim_log (sim, "  %s is held by%s", traced, now->str);
  g_string_assign (last, now->str);
}

/* Logs the rows that hold the traced text. */
static void
log_holders (Sim *sim, const char *name, const char *dump)
{
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], traced) != NULL)
      sim_log (sim, "  %s: %s", name, lines[i]);
}

static void
trace_end (Sim *sim)
{
  g_autofree char *centre = kit_dump_centre (sim->folder);

  log_holders (sim, "centre", centre);
  for (guint i = 0; i < sim->n_devices; i++)
    {
      g_autofree char *dump = kit_dump_file (sim->devices[i].folder);
      g_autofree char *name = g_strdup_printf ("device %u", i);

      log_holders (sim, name, dump);
    }
}

/* Returns whether all was well. */
static gboolean
run_seed (guint64 seed, SimBreak broken)
{
  char *folder = kit_folder_new ();
  g_autoptr (GString) held = g_string_new (NULL);
  Sim sim;
  gboolean well;

  merge_is_broken = broken == SIM_BREAK_MERGE;
  sim_open (&sim, seed, broken, folder);
  for (int step = 0; step < n_steps && sim.failure == NULL; step++)
    {
      sim_step (&sim);
      if (traced != NULL)
        trace (&sim, held);
    }
  sim.broken = SIM_BREAK_NOTHING;
  sim_heal (&sim);
  sim_model_check (&sim);
  well = sim.failure == NULL;
  if (traced != NULL)
    trace_end (&sim);
  if (print_log)
    printf ("%s\n", sim.log->str);
  if (!well)
    printf ("# seed %" G_GUINT64_FORMAT ", %d steps: %s\n", seed, n_steps, sim.failure);
  sim_close (&sim);
  kit_folder_remove (folder);
  return well;
}

/* Runs the seeds; the number of those that failed. */
static int
run_seeds (void)
{
  int n_bad = 0;

  for (int i = 0; i < n_seeds; i++)
    n_bad += !run_seed ((guint64) first_seed + (guint64) i, SIM_BREAK_NOTHING);
  return n_bad;
}

/* Whether some seed fails because of what is broken, and of nothing else. */
static gboolean
notices (SimBreak broken)
{
  for (int i = 0; i < n_seeds; i++)
    if (!run_seed ((guint64) first_seed + (guint64) i, broken))
      return run_seed ((guint64) first_seed + (guint64) i, SIM_BREAK_NOTHING);
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  SimBreak broken;
  gboolean well;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "sim: %s\n", error->message);
      return 2;
    }
  broken = broken_part ();
  /* The sanitizers slow a run down five times; fewer seeds see the same code. */
  if (broken == SIM_BREAK_NOTHING && g_getenv ("LOTSE_SANITIZED") != NULL)
    n_seeds = MAX (1, n_seeds / 12);
  lotse_db_fault_install ();
  sim_random_install ();
  printf ("1..1\n");
  well = broken == SIM_BREAK_NOTHING ? run_seeds () == 0 : notices (broken);
  if (broken == SIM_BREAK_NOTHING)
    printf ("%s 1 - %d seeds from %" G_GINT64_FORMAT "\n", well ? "ok" : "not ok", n_seeds, first_seed);
  else
    printf ("%s 1 - the broken %s is noticed\n", well ? "ok" : "not ok", broken_name);
  return well ? 0 : 1;
}
