/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Doors in the simulation: the offices and the desk sign in and take back, with all the faults of the run.
 *
 * Marks are not tokens: two doors write into one record at once, and nobody is to be asked about it.  At the end each mark
 * that was reported as saved is there, taken back if that was reported and else not, and everybody tells the same time of
 * coming from it.  Doors draw from a randomness of their own, so that the other steps of a seed stay what they are.
 */
#include "sim.h"

#include "kit.h"
#include "lotse-db.h"
#include "lotse-id.h"
#include "lotse-sign-in.h"
#include "sim-dump.h"

#include <string.h>

#define N_GUESTS 6

typedef struct
{
  char *person;
  guint doubtful; /* sign-ins during which the disk failed: each may have left a mark */
} Guest;

typedef struct
{
  char *id;
  char *attendance;
  gint64 at_ms;
  guint device;
  gboolean undone;
  gboolean undo_doubtful; /* the disk failed while it was taken back */
} Mark;

struct _SimDoors
{
  GRand *rand;
  char *event;
  Guest guests[N_GUESTS];
  GPtrArray *marks; /* of Mark */
};

static void
mark_free (gpointer data)
{
  Mark *mark = data;

  g_free (mark->id);
  g_free (mark->attendance);
  g_free (mark);
}

/* Six people are registered for an event of the office's. */
void
sim_doors_open (Sim *sim, LotseStore *office)
{
  SimDoors *doors = g_new0 (SimDoors, 1);

  doors->rand = g_rand_new_with_seed ((guint32) sim->seed ^ 0x5eed);
  doors->marks = g_ptr_array_new_with_free_func (mark_free);
  doors->event = kit_add (office, "event", "title_de", "Tagung", NULL);
  for (guint i = 0; i < N_GUESTS; i++)
    {
      g_autofree char *registration = NULL;

      doors->guests[i].person = kit_add (office, "person", "display_name", "Gast", NULL);
      registration = kit_add (office, "registration", "event", doors->event, "person", doors->guests[i].person, "state", "registered", NULL);
    }
  sim->doors = doors;
}

void
sim_doors_close (Sim *sim)
{
  SimDoors *doors = g_steal_pointer (&sim->doors);

  if (doors == NULL)
    return;
  for (guint i = 0; i < N_GUESTS; i++)
    g_free (doors->guests[i].person);
  g_ptr_array_unref (doors->marks);
  g_free (doors->event);
  g_rand_free (doors->rand);
  g_free (doors);
}

/* --- Steps -------------------------------------------------------------------------------------------------- */

static guint
pick (SimDoors *doors, guint n)
{
  return (guint) g_rand_int_range (doors->rand, 0, (gint32) n);
}

static gboolean
is_door (const SimDevice *device)
{
  return !g_str_equal (device->account->roles, "mentor");
}

static void
sign_in (SimDevice *device)
{
  SimDoors *doors = device->sim->doors;
  Guest *guest = &doors->guests[pick (doors, N_GUESTS)];
  g_autofree char *name = g_strdup_printf ("door %u", device->index);
  LotseDoor door = { doors->event, NULL, name };
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseSignIn) result = lotse_sign_in (device->store, &door, guest->person, NULL, 0, &error);
  Mark *mark;

  sim_log (device->sim, "device %u signs in %s: %s", device->index, guest->person,
           result == NULL ? error->message : result->already ? "is here already" : result->mark);
  if (result == NULL && lotse_db_fault_count () >= 0)
    guest->doubtful++;
  if (result == NULL || result->already)
    return;
  mark = g_new0 (Mark, 1);
  *mark = (Mark){ .id = g_strdup (result->mark), .attendance = g_strdup (result->attendance), .at_ms = result->at_ms, .device = device->index };
  g_ptr_array_add (doors->marks, mark);
}

/* Any mark that the device holds, its own or another's. */
static void
take_back (SimDevice *device)
{
  SimDoors *doors = device->sim->doors;
  Mark *mark = doors->marks->len > 0 ? doors->marks->pdata[pick (doors, doors->marks->len)] : NULL;
  g_autoptr (LotseRecord) attendance = mark != NULL ? lotse_store_get (device->store, mark->attendance, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  gboolean saved;

  if (attendance == NULL || lotse_record_get_element (attendance, "marks", mark->id) == NULL)
    return;
  saved = lotse_sign_in_undo_mark (device->store, mark->attendance, mark->id, &error);
  sim_log (device->sim, "device %u takes back %s: %s", device->index, mark->id, saved ? "saved" : error->message);
  mark->undone = mark->undone || saved;
  mark->undo_doubtful = mark->undo_doubtful || (!saved && lotse_db_fault_count () >= 0);
}

void
sim_doors_act (SimDevice *device)
{
  SimDoors *doors = device->sim->doors;

  if (!is_door (device))
    return;
  if (pick (doors, 4) > 0)
    sign_in (device);
  else
    take_back (device);
}

void
sim_doors_step (Sim *sim)
{
  if (pick (sim->doors, 6) == 0)
    sim_doors_act (&sim->devices[pick (sim->doors, sim->n_devices)]);
}

/* --- The verdict -------------------------------------------------------------------------------------------- */

static Mark *
find_mark (SimDoors *doors, const char *id)
{
  for (guint i = 0; i < doors->marks->len; i++)
    if (g_str_equal (((Mark *) doors->marks->pdata[i])->id, id))
      return doors->marks->pdata[i];
  return NULL;
}

static gboolean
is_disputed (SimDump *dump, const Mark *mark)
{
  g_autofree char *name = g_strconcat (mark->attendance, "/marks/", mark->id, NULL);

  return g_hash_table_contains (dump->disputed, name);
}

/* Each mark that was reported as saved is there, and in the right state. */
static void
check_marks (Sim *sim, SimDump *dump)
{
  for (guint i = 0; i < sim->doors->marks->len && sim->failure == NULL; i++)
    {
      const Mark *mark = sim->doors->marks->pdata[i];
      g_autoptr (LotseRecord) attendance = lotse_store_get (sim->devices[0].store, mark->attendance, NULL);
      const char *value = attendance != NULL ? lotse_record_get_element (attendance, "marks", mark->id) : NULL;
      gboolean undone = value != NULL && strstr (value, "\"undone\":true") != NULL;

      if (value == NULL)
        sim_fail (sim, "the sign-in %s at device %u is gone", mark->id, mark->device);
      else if (undone != mark->undone && !mark->undo_doubtful && !is_disputed (dump, mark))
        sim_fail (sim, "the sign-in %s at device %u %s taken back", mark->id, mark->device, undone ? "was never" : "is no longer");
    }
}

/* Nobody came by a mark that nobody made. */
static void
check_unknown_marks (Sim *sim, const Guest *guest, LotseRecord *attendance)
{
  g_auto (GStrv) ids = lotse_record_list_elements (attendance, "marks");
  guint unknown = 0;

  for (guint i = 0; ids[i] != NULL; i++)
    unknown += find_mark (sim->doors, ids[i]) == NULL;
  if (unknown > guest->doubtful)
    sim_fail (sim, "%u sign-ins of %s were never made", unknown - guest->doubtful, guest->person);
}

static char *
time_of (LotseStore *store, const char *event, const char *person)
{
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, event, NULL);
  const LotseGuest *guest = guests != NULL ? lotse_guests_find (guests, person) : NULL;
  const LotseStay *stay = guest != NULL ? lotse_guest_stay (guest, NULL) : NULL;

  if (guest == NULL)
    return g_strdup ("unknown");
  return g_strdup (stay != NULL && stay->first != NULL ? stay->first->at : "did not come");
}

/* What the marks give, told from the model: the earliest that stands; of doubtful ones what the office sees. */
static char *
expected_time (Sim *sim, LotseRecord *attendance)
{
  g_autoptr (GPtrArray) marks = attendance != NULL ? lotse_attendance_dup_marks (attendance) : NULL;
  gint64 first = G_MAXINT64;

  for (guint i = 0; marks != NULL && i < marks->len; i++)
    {
      const LotseMark *there = marks->pdata[i];
      const Mark *mark = find_mark (sim->doors, there->id);
      gint64 at = mark != NULL ? mark->at_ms : lotse_mark_time_parse (there->at);

      if (!there->undone)
        first = MIN (first, at);
    }
  return first == G_MAXINT64 ? g_strdup ("did not come") : lotse_mark_time_format (first);
}

static void
check_guest (Sim *sim, const Guest *guest)
{
  g_autofree char *id = lotse_id_derive ("attendance", sim->doors->event, "", guest->person, NULL);
  g_autoptr (LotseRecord) attendance = lotse_store_get (sim->devices[0].store, id, NULL);
  g_autofree char *expected = expected_time (sim, attendance);

  if (attendance != NULL)
    check_unknown_marks (sim, guest, attendance);
  for (guint i = 0; i < sim->n_devices && sim->failure == NULL; i++)
    {
      g_autofree char *at = is_door (&sim->devices[i]) ? time_of (sim->devices[i].store, sim->doors->event, guest->person) : NULL;

      if (at != NULL && !g_str_equal (at, expected))
        sim_fail (sim, "device %u says of %s: %s, and not %s", i, guest->person, at, expected);
    }
}

void
sim_doors_check (Sim *sim, SimDump *dump)
{
  check_marks (sim, dump);
  for (guint i = 0; i < N_GUESTS && sim->failure == NULL; i++)
    check_guest (sim, &sim->doors->guests[i]);
}
