/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The world of the simulation: the centre, the accounts, the devices and their clocks. */
#include "sim.h"

#include "kit.h"
#include "lotse-enrol.h"
#include "lotse-id.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

gboolean
sim_chance (Sim *sim, double probability)
{
  return g_rand_double (sim->rand) < probability;
}

guint
sim_pick (Sim *sim, guint n)
{
  return (guint) g_rand_int_range (sim->rand, 0, (gint32) n);
}

void
sim_log (Sim *sim, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_string_append_vprintf (sim->log, format, args);
  g_string_append_c (sim->log, '\n');
  va_end (args);
}

void
sim_fail (Sim *sim, const char *format, ...)
{
  va_list args;

  if (sim->failure != NULL)
    return;
  va_start (args, format);
  sim->failure = g_strdup_vprintf (format, args);
  va_end (args);
}

/* --- Clocks ------------------------------------------------------------------------------------------------------ */

static gint64
device_now (gpointer data)
{
  SimDevice *device = data;

  return device->sim->now_ms + device->offset_ms;
}

static gint64
true_now (gpointer data)
{
  return ((Sim *) data)->now_ms;
}

/* --- Devices ----------------------------------------------------------------------------------------------------- */

static void
device_open (SimDevice *device)
{
  g_autoptr (GError) error = NULL;

  device->store = lotse_store_open (device->folder, LOTSE_KEY_FILE, NULL, NULL, &error);
  g_assert_no_error (error);
  lotse_store_set_clock (device->store, device_now, device);
}

static void
device_close (SimDevice *device)
{
  lotse_store_close (device->store);
  g_clear_object (&device->store);
}

void
sim_device_reopen (SimDevice *device)
{
  device_close (device);
  sim_fault_end ();
  device_open (device);
}

void
sim_device_connect (SimDevice *device)
{
  SimFaults none = { 0 };
  g_autoptr (LotseTransport) network = sim_network_new (device, none);
  g_autofree char *code = sim_centre_code (device->sim, device->account->name);
  LotseCredentials credentials = { .url = "https://simulation.invalid", .code = code, .device_name = "simulated" };
  g_autoptr (GError) error = NULL;

  lotse_enrol (device->store, network, &credentials, NULL, &error);
  g_assert_no_error (error);
  lotse_enrol_confirm_undertaking (device->store, &error);
  g_assert_no_error (error);
}

SimDevice *
sim_device_add (Sim *sim, SimAccount *account, const char *copy_of)
{
  SimDevice *device = &sim->devices[sim->n_devices];
  g_autofree char *name = g_strdup_printf ("device%u", sim->n_devices);

  g_assert_cmpuint (sim->n_devices, <, SIM_MAX_DEVICES);
  *device = (SimDevice){ .sim = sim, .index = sim->n_devices++, .account = account };
  device->folder = g_build_filename (sim->folder, name, NULL);
  if (copy_of != NULL)
    kit_copy_folder (copy_of, device->folder);
  device_open (device);
  return device;
}

/* --- Life -------------------------------------------------------------------------------------------------------- */

/* The office's first records: two mentors, three pairs, organisations and events. */
static void
fill_office (Sim *sim, LotseStore *office)
{
  static const char *const states[] = { "agreed", "trial_phase", "introduced" };

  sim->accounts[2].person = kit_add (office, "person", "display_name", "Ada", NULL);
  sim->accounts[3].person = kit_add (office, "person", "display_name", "Bela", NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *mentee = kit_add (office, "person", "display_name", "Mentee", NULL);
      g_autofree char *pair = kit_add (office, "mentoring_pair", "mentor", sim->accounts[2 + i % 2].person, "mentee", mentee, "state",
                                       states[i], NULL);
      g_autofree char *goal = kit_add (office, "goal", "pair", pair, "text", "goal", NULL);
      g_autofree char *organisation = kit_add (office, "organisation", "name", "Association", NULL);
      g_autofree char *event = kit_add (office, "event", "title_de", "Treffen", "state", "open", NULL);

      sim_model_add_record (sim, mentee, "person");
      sim_model_add_record (sim, pair, "mentoring_pair");
      sim_model_add_record (sim, goal, "goal");
      sim_model_add_record (sim, organisation, "organisation");
      sim_model_add_record (sim, event, "event");
    }
}

void
sim_begin (Sim *sim, guint64 seed, SimBreak broken, gint64 now_ms, const char *folder)
{
  *sim = (Sim){ .seed = seed, .broken = broken, .folder = g_strdup (folder), .rand = g_rand_new_with_seed ((guint32) seed),
                .log = g_string_new (NULL), .now_ms = now_ms };
  sim_random_reset (seed);
  lotse_id_set_clock (true_now, sim);
  sim_model_clear (sim);
  sim_centre_open (sim);
}

void
sim_open (Sim *sim, guint64 seed, SimBreak broken, const char *folder)
{
  static const SimAccount accounts[] = {
    { .name = "office", .roles = "coordinator" },
    { .name = "office2", .roles = "coordinator" },
    { .name = "ada", .roles = "mentor", .has_person = TRUE },
    { .name = "bela", .roles = "mentor", .has_person = TRUE },
    { .name = "desk", .roles = "organiser" },
  };
  static const guint account_of[] = { 0, 1, 2, 2, 3, 4 };

  sim_begin (sim, seed, broken, G_GINT64_CONSTANT (1795000000000), folder);
  memcpy (sim->accounts, accounts, sizeof accounts);
  for (guint i = 0; i < G_N_ELEMENTS (account_of); i++)
    sim_device_add (sim, &sim->accounts[account_of[i]], NULL);
  fill_office (sim, sim->devices[0].store);
  sim_doors_open (sim, sim->devices[0].store);
  sim_sheets_open (sim, sim->devices[0].store);
  for (guint i = 0; i < G_N_ELEMENTS (sim->accounts); i++)
    sim_centre_add_account (sim, &sim->accounts[i]);
  for (guint i = 0; i < sim->n_devices; i++)
    sim_device_connect (&sim->devices[i]);
  sim_heal (sim);
}

void
sim_close (Sim *sim)
{
  for (guint i = 0; i < sim->n_devices; i++)
    {
      device_close (&sim->devices[i]);
      g_free (sim->devices[i].folder);
    }
  sim_centre_close (sim);
  sim_doors_close (sim);
  sim_sheets_close (sim);
  g_clear_pointer (&sim->delayed, g_ptr_array_unref);
  g_clear_pointer (&sim->tokens, g_hash_table_unref);
  g_clear_pointer (&sim->writes, g_ptr_array_unref);
  g_clear_pointer (&sim->records, g_ptr_array_unref);
  g_free (sim->accounts[2].person);
  g_free (sim->accounts[3].person);
  g_free (sim->backup);
  g_free (sim->folder);
  g_free (sim->failure);
  lotse_id_set_clock (NULL, NULL);
  g_string_free (sim->log, TRUE);
  g_rand_free (sim->rand);
}
