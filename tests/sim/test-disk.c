/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The n-th write to the disk fails, for every n of an edit and its meeting, on the device and at the centre, once or from
 * then on, as a full disk or a broken one: the next meeting resumes, nothing is lost, nobody says "done" too early.
 */
#include "sim.h"

#include "kit.h"
#include "lotse-db.h"

#include <string.h>

typedef struct
{
  const char *name;
  gboolean at_centre;
  gboolean then_all; /* and the process ends, as it does when the machine stops */
  gboolean full;
} Case;

static const Case cases[] = {
  { "device-full-once", FALSE, FALSE, TRUE },   { "device-broken-once", FALSE, FALSE, FALSE },
  { "device-dies", FALSE, TRUE, FALSE },        { "centre-full-once", TRUE, FALSE, TRUE },
  { "centre-broken-once", TRUE, FALSE, FALSE }, { "centre-dies", TRUE, TRUE, FALSE },
};

static gboolean
centre_has (Sim *sim, const char *token)
{
  g_autofree char *dump = kit_dump_centre (sim->folder);

  return strstr (dump, token) != NULL;
}

static gboolean
save (SimDevice *device, const char *id, const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) record = lotse_store_get (device->store, id, &error);

  if (record == NULL)
    return FALSE;
  g_assert_true (lotse_record_set (record, "phone", value, NULL));
  return lotse_store_save (device->store, record, NULL, &error);
}

/* Returns whether the n-th write took place at all. */
static gboolean
fail_once (Sim *sim, const Case *c, const char *person, gint64 n)
{
  SimDevice *device = &sim->devices[0];
  g_autofree char *centre = g_build_filename (sim->folder, "centre", NULL);
  g_autofree char *token = g_strdup_printf ("%s-%" G_GINT64_FORMAT, c->name, n);
  g_autofree char *arrived = NULL;
  SimFaults none = { 0 };
  LotseSyncReport report;
  gboolean saved;
  gboolean met;
  gboolean reached;

  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  lotse_db_fault_watch (c->at_centre ? centre : device->folder);
  lotse_db_fault_set (n, c->then_all, c->full);
  saved = save (device, person, token);
  met = sim_meet (device, none, &report);
  reached = lotse_db_fault_count () >= n;
  sim_fault_end ();

  if (met && report.complete && saved)
    g_assert_true (centre_has (sim, token));
  if (c->then_all && c->at_centre)
    {
      sim_centre_close (sim);
      sim_centre_open (sim);
    }
  if (c->then_all && !c->at_centre)
    sim_device_reopen (device);

  g_assert_true (sim_meet (device, none, &report));
  g_assert_true (report.complete);
  if (!saved)
    return reached;
  g_assert_true (centre_has (sim, token));
  g_assert_true (sim_meet (&sim->devices[1], none, &report));
  arrived = kit_get (sim->devices[1].store, person, "phone");
  g_assert_cmpstr (arrived, ==, token);
  return reached;
}

static void
test_disk (gconstpointer data)
{
  const Case *c = data;
  g_autofree char *person = NULL;
  g_autofree char *centre = NULL;
  g_autofree char *own = NULL;
  g_autoptr (GError) error = NULL;
  char *folder = kit_folder_new ();
  SimFaults none = { 0 };
  gint64 n = 1;
  Sim sim;

  sim_open (&sim, 1, SIM_BREAK_NOTHING, folder);
  person = kit_add (sim.devices[0].store, "person", "display_name", "Mira", NULL);
  g_assert_true (sim_meet (&sim.devices[0], none, NULL));
  while (fail_once (&sim, c, person, n))
    n++;
  g_assert_cmpint (n, >, 5);
  g_test_message ("%" G_GINT64_FORMAT " writes failed one after the other", n - 1);
  own = lotse_store_check (sim.devices[0].store, &error);
  g_assert_no_error (error);
  g_assert_null (own);
  centre = sim_centre_check (&sim);
  g_assert_null (centre);
  sim_close (&sim);
  kit_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_db_fault_install ();
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sync/disk/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_disk);
    }
  return g_test_run ();
}
