/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Anonymous sheets in the simulation: offices and desks file and release them, with all the faults of the run.
 *
 * At the end each sheet that was reported as filed is at the centre once, or stays on a device that says why; none is there
 * twice, none of an erased event is anywhere, and nobody but staff holds one that the centre has.  Like doors, sheets draw from
 * a randomness of their own.
 */
#include "sim.h"

#include "kit.h"
#include "lotse-db.h"
#include "lotse-id.h"
#include "lotse-sheets-sync.h"
#include "sim-dump.h"

#include <string.h>

#define N_EVENTS 3

typedef struct
{
  char *answer; /* that no other sheet has */
  guint event;
  guint device;
  gboolean sure; /* the filing was reported as done; otherwise it may or may not be there */
} Sheet;

struct _SimSheets
{
  GRand *rand;
  char *form;
  char *events[N_EVENTS];
  gboolean erased[N_EVENTS];
  GPtrArray *all; /* of Sheet */
};

static void
sheet_free (gpointer data)
{
  Sheet *sheet = data;

  g_free (sheet->answer);
  g_free (sheet);
}

void
sim_sheets_open (Sim *sim, LotseStore *office)
{
  SimSheets *sheets = g_new0 (SimSheets, 1);

  sheets->rand = g_rand_new_with_seed ((guint32) sim->seed ^ 0x5ee75);
  sheets->all = g_ptr_array_new_with_free_func (sheet_free);
  sheets->form = kit_add (office, "form", "title", "Bogen", NULL);
  for (guint i = 0; i < N_EVENTS; i++)
    sheets->events[i] = kit_add (office, "event", "title_de", "Abend", NULL);
  sim->sheets = sheets;
}

void
sim_sheets_close (Sim *sim)
{
  SimSheets *sheets = g_steal_pointer (&sim->sheets);

  if (sheets == NULL)
    return;
  for (guint i = 0; i < N_EVENTS; i++)
    g_free (sheets->events[i]);
  g_ptr_array_unref (sheets->all);
  g_free (sheets->form);
  g_rand_free (sheets->rand);
  g_free (sheets);
}

/* --- Steps -------------------------------------------------------------------------------------------------- */

static guint
pick (SimSheets *sheets, guint n)
{
  return (guint) g_rand_int_range (sheets->rand, 0, (gint32) n);
}

static gboolean
may_file (const SimDevice *device)
{
  return !g_str_equal (device->account->roles, "mentor");
}

static void
file_one (SimDevice *device)
{
  SimSheets *sheets = device->sim->sheets;
  g_autoptr (LotsePile) pile = g_new0 (LotsePile, 1);
  g_autoptr (LotseSheet) paper = g_new0 (LotseSheet, 1);
  g_autoptr (GError) error = NULL;
  Sheet *sheet = g_new0 (Sheet, 1);
  gboolean filed;

  *sheet = (Sheet){ g_strdup_printf ("sheet%04ux", sheets->all->len), pick (sheets, N_EVENTS), device->index, FALSE };
  pile->form = g_strdup (sheets->form);
  pile->event = g_strdup (sheets->events[sheet->event]);
  pile->way = g_strdup ("kiosk");
  pile->questions = g_new0 (char *, 2);
  pile->questions[0] = lotse_id_derive ("question", "one", NULL);
  pile->open = g_new0 (char *, 2);
  pile->open[0] = lotse_id_derive ("question", "open", NULL);
  paper->answers = g_new0 (char *, 3);
  paper->answers[0] = g_strdup (sheet->answer);
  paper->answers[1] = g_strdup (pick (sheets, 2) == 0 ? "-" : "gut");
  filed = lotse_pile_put (device->store, pile, paper, &error);
  sim_log (device->sim, "device %u files %s: %s", device->index, sheet->answer, filed ? "saved" : error->message);
  sheet->sure = filed;
  if (filed || lotse_db_fault_count () >= 0)
    g_ptr_array_add (sheets->all, sheet);
  else
    sheet_free (sheet);
}

static void
release_all (SimDevice *device)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (device->store, NULL);

  for (guint i = 0; piles != NULL && i < piles->len; i++)
    {
      g_autoptr (GError) error = NULL;
      guint n = 0;
      gboolean done = lotse_pile_release (device->store, ((LotsePile *) piles->pdata[i])->id, &n, &error);

      sim_log (device->sim, "device %u releases %u sheets: %s", device->index, n, done ? "done" : error->message);
    }
}

void
sim_sheets_act (SimDevice *device)
{
  if (!may_file (device))
    return;
  if (pick (device->sim->sheets, 3) > 0)
    file_one (device);
  else
    release_all (device);
}

void
sim_sheets_step (Sim *sim)
{
  SimSheets *sheets = sim->sheets;

  if (pick (sheets, 5) == 0)
    sim_sheets_act (&sim->devices[pick (sheets, sim->n_devices)]);
  if (pick (sheets, 600) == 0 && !sheets->erased[0] && sim_centre_erase (sim, sheets->events[0]))
    {
      sheets->erased[0] = TRUE;
      sim_log (sim, "an event with sheets is erased");
    }
}

void
sim_sheets_release (Sim *sim)
{
  for (guint i = 0; i < sim->n_devices; i++)
    if (may_file (&sim->devices[i]))
      release_all (&sim->devices[i]);
}

/* --- The verdict -------------------------------------------------------------------------------------------- */

static gboolean
begin (const LotsePile *batch, gpointer data)
{
  return TRUE;
}

static void
take_sheet (const char *answers, gpointer data)
{
  g_string_append_printf (data, "%s ", answers);
}

static void
take_remark (const char *id, const char *question, const char *text, gpointer data)
{
}

static guint
count (const char *text, const char *answer)
{
  guint n = 0;

  for (const char *at = strstr (text, answer); at != NULL; at = strstr (at + 1, answer))
    n++;
  return n;
}

static char *
what_counts (SimDevice *device)
{
  static const LotseSheetReader reader = { begin, take_sheet, take_remark };
  GString *text = g_string_new (NULL);

  if (!lotse_sheets_read (device->store, &reader, text, NULL))
    sim_fail (device->sim, "device %u cannot read its sheets", device->index);
  return g_string_free (text, FALSE);
}

/* Of whoever is not staff, a device has only what the centre refused, and says so. */
static void
check_others (Sim *sim)
{
  for (guint i = 0; i < sim->n_devices && sim->failure == NULL; i++)
    {
      SimDevice *device = &sim->devices[i];
      LotseStoreStatus status = { 0 };
      g_autofree char *dump = NULL;
      guint held = 0;

      if (g_str_equal (device->account->roles, "coordinator"))
        continue;
      dump = kit_dump_file (device->folder);
      for (guint k = 0; k < sim->sheets->all->len; k++)
        held += count (dump, ((Sheet *) sim->sheets->all->pdata[k])->answer);
      lotse_store_status (device->store, &status, NULL);
      if (held != status.sheets_refused)
        sim_fail (sim, "device %u of %s holds %u sheets, %u of them refused", i, device->account->name, held, status.sheets_refused);
    }
}

void
sim_sheets_check (Sim *sim, SimDump *dump)
{
  g_autofree char *office = what_counts (&sim->devices[0]);

  for (guint i = 0; i < sim->sheets->all->len && sim->failure == NULL; i++)
    {
      const Sheet *sheet = sim->sheets->all->pdata[i];
      guint n = count (office, sheet->answer);

      if (n > 1)
        sim_fail (sim, "%s by device %u counts %u times", sheet->answer, sheet->device, n);
      else if (sim->sheets->erased[sheet->event] && strstr (dump->everything, sheet->answer) != NULL)
        sim_fail (sim, "%s by device %u is of an erased event and still there", sheet->answer, sheet->device);
      else if (!sim->sheets->erased[sheet->event] && n == 0 && sheet->sure && strstr (dump->everything, sheet->answer) == NULL)
        sim_fail (sim, "%s by device %u is nowhere", sheet->answer, sheet->device);
    }
  for (guint i = 1; i < sim->n_devices && sim->failure == NULL; i++)
    if (g_str_equal (sim->devices[i].account->roles, "coordinator"))
      {
        g_autofree char *other = what_counts (&sim->devices[i]);

        for (guint k = 0; k < sim->sheets->all->len && sim->failure == NULL; k++)
          {
            const Sheet *sheet = sim->sheets->all->pdata[k];

            if (count (other, sheet->answer) != count (office, sheet->answer))
              sim_fail (sim, "device %u and the office count %s differently", i, sheet->answer);
          }
      }
  check_others (sim);
}
