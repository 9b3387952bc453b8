/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can happen in a step of the simulation. */
#include "sim.h"

#include "lotse-db.h"

#include <string.h>

/* Fields that take a token, and the roles that write them. */
typedef struct
{
  const char *kind;
  const char *fields[4];
} Writable;

static const Writable for_staff[] = {
  { "person", { "phone", "city", "staff_notes", NULL } },
  { "organisation", { "phone", "city", NULL } },
  { "mentoring_pair", { "target", "region", "mentee_answer", NULL } },
  { "session", { "summary", "next_step", NULL } },
  { "goal", { "text", "note", NULL } },
  { "event", { "title_en", "venue", NULL } },
};

static const Writable for_mentors[] = {
  { "session", { "summary", "next_step", "private_note", NULL } },
  { "goal", { "text", "note", NULL } },
};

static const Writable for_organisers[] = {
  { "event", { "title_en", "venue", NULL } },
};

static const Writable *
writable_by (const SimDevice *device, guint *n)
{
  const char *roles = device->account->roles;

  if (g_str_equal (roles, "mentor"))
    {
      *n = G_N_ELEMENTS (for_mentors);
      return for_mentors;
    }
  if (g_str_equal (roles, "organiser"))
    {
      *n = G_N_ELEMENTS (for_organisers);
      return for_organisers;
    }
  *n = G_N_ELEMENTS (for_staff);
  return for_staff;
}

static SimDevice *
any_device (Sim *sim)
{
  return &sim->devices[sim_pick (sim, sim->n_devices)];
}

/* A record that the device holds of one of the kinds that it may write, or NULL. */
static LotseRecord *
any_record (SimDevice *device, const Writable **writable)
{
  Sim *sim = device->sim;
  guint n = 0;
  const Writable *kinds = writable_by (device, &n);

  for (guint tries = 0; tries < 12 && sim->records->len > 0; tries++)
    {
      SimRecord *known = g_ptr_array_index (sim->records, sim_pick (sim, sim->records->len));

      for (guint i = 0; i < n; i++)
        if (g_str_equal (kinds[i].kind, known->kind))
          {
            LotseRecord *record = lotse_store_get (device->store, known->id, NULL);

            if (record == NULL)
              break;
            if (writable != NULL)
              *writable = &kinds[i];
            return record;
          }
    }
  return NULL;
}

static const char *
any_field (Sim *sim, const Writable *writable)
{
  guint n = 0;

  while (writable->fields[n] != NULL)
    n++;
  return writable->fields[sim_pick (sim, n)];
}

/* After a save that failed while the disk was failing, nobody knows what is on it. */
static gboolean
is_doubtful (const GError *error)
{
  return error != NULL && lotse_db_fault_count () >= 0 && error->code != 0;
}

/* --- Edits ------------------------------------------------------------------------------------------------------- */

static void
edit_on (SimDevice *device)
{
  Sim *sim = device->sim;
  const Writable *writable = NULL;
  g_autoptr (LotseRecord) record = any_record (device, &writable);
  g_autofree char *token = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GError) error = NULL;
  const char *field;
  gboolean saved;

  if (record == NULL)
    return;
  field = any_field (sim, writable);
  before = g_strdup (lotse_record_get (record, field));
  token = sim_model_new_token (sim);
  g_assert_true (lotse_record_set (record, field, token, NULL));
  saved = lotse_store_save (device->store, record, NULL, &error);
  sim_log (sim, "device %u writes %s over %s in %s of %s: %s", device->index, token, before, field, lotse_record_get_id (record),
           saved ? "saved" : error->message);
  if (saved || is_doubtful (error))
    sim_model_wrote (sim, device->index, lotse_record_get_id (record), field, token, before, saved,
                     lotse_record_is_deleted (record));
}

static void
act_edit (Sim *sim)
{
  edit_on (any_device (sim));
}

static void
act_add_session (Sim *sim)
{
  SimDevice *device = any_device (sim);
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("mentoring_pair"));
  g_autoptr (GPtrArray) pairs = lotse_store_list (device->store, query, NULL);
  g_autoptr (LotseRecord) session = lotse_record_new (lotse_kind_find ("session"), NULL);
  g_autofree char *token = sim_model_new_token (sim);
  g_autoptr (GError) error = NULL;
  LotseRecord *pair;
  gboolean saved;

  if (pairs == NULL || pairs->len == 0 || g_str_equal (device->account->roles, "organiser"))
    return;
  pair = g_ptr_array_index (pairs, sim_pick (sim, pairs->len));
  lotse_record_set (session, "pair", lotse_record_get_id (pair), NULL);
  lotse_record_set (session, "mentor", lotse_record_get (pair, "mentor"), NULL);
  lotse_record_set (session, "date", "2026-11-22", NULL);
  lotse_record_set (session, "summary", token, NULL);
  saved = lotse_store_save (device->store, session, NULL, &error);
  sim_log (sim, "device %u adds session %s with %s: %s", device->index, lotse_record_get_id (session), token,
           saved ? "saved" : error->message);
  if (!saved && !is_doubtful (error))
    return;
  sim_model_add_record (sim, lotse_record_get_id (session), "session");
  sim_model_wrote (sim, device->index, lotse_record_get_id (session), "summary", token, NULL, saved, FALSE);
}

/* What the deleting person has before the eyes. */
static void
note_seen (SimRecord *known, LotseRecord *record)
{
  const LotseKind *kind = lotse_record_get_kind (record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *value = lotse_field_has_elements (&kind->fields[i]) ? NULL : lotse_record_get (record, kind->fields[i].name);

      if (value != NULL && g_str_has_prefix (value, "token"))
        g_ptr_array_add (known->seen_by_deletes, g_strdup (value));
    }
}

static void
act_delete_or_restore (Sim *sim)
{
  SimDevice *device = any_device (sim);
  g_autoptr (LotseRecord) record = any_record (device, NULL);
  g_autoptr (GError) error = NULL;
  SimRecord *known;
  const char *kind;

  if (record == NULL)
    return;
  kind = lotse_record_get_kind (record)->name;
  /* Pairs and people stay, or nothing is left for the mentors to do. */
  if (g_str_equal (kind, "person") || g_str_equal (kind, "mentoring_pair"))
    return;
  known = sim_model_record (sim, lotse_record_get_id (record));
  if (lotse_record_is_deleted (record))
    {
      lotse_store_restore (device->store, known->id, NULL, &error);
    }
  else
    {
      note_seen (known, record);
      lotse_store_delete (device->store, known->id, NULL, &error);
    }
  sim_log (sim, "device %u %s %s: %s", device->index, lotse_record_is_deleted (record) ? "restores" : "deletes", known->id,
           error == NULL ? "done" : error->message);
}

static void
act_give_pair (Sim *sim)
{
  SimDevice *device = &sim->devices[0];
  SimAccount *mentor = &sim->accounts[2 + sim_pick (sim, 2)];
  static const char *const states[] = { "proposed", "introduced", "trial_phase", "agreed", "paused" };
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("mentoring_pair"));
  g_autoptr (GPtrArray) pairs = lotse_store_list (device->store, query, NULL);
  g_autoptr (GError) error = NULL;
  LotseRecord *pair;

  if (pairs == NULL || pairs->len == 0)
    return;
  pair = g_ptr_array_index (pairs, sim_pick (sim, pairs->len));
  if (sim_chance (sim, 0.5))
    lotse_record_set (pair, "mentor", mentor->person, NULL);
  else
    lotse_record_set (pair, "state", states[sim_pick (sim, G_N_ELEMENTS (states))], NULL);
  lotse_store_save (device->store, pair, NULL, &error);
  sim_log (sim, "office gives pair %s to %s in state %s: %s", lotse_record_get_id (pair), lotse_record_get (pair, "mentor"),
           lotse_record_get (pair, "state"), error == NULL ? "done" : error->message);
}

static void
act_resolve (Sim *sim)
{
  SimDevice *device = any_device (sim);
  g_autoptr (GPtrArray) conflicts = lotse_store_conflicts (device->store, NULL);
  g_autoptr (GError) error = NULL;
  const char *id;

  if (conflicts == NULL || conflicts->len == 0)
    return;
  id = lotse_record_get_id (g_ptr_array_index (conflicts, sim_pick (sim, conflicts->len)));
  /* The standing value: the other would be a second write of the same token. */
  lotse_store_resolve (device->store, id, LOTSE_RESOLVE_STANDING, NULL, &error);
  sim_log (sim, "device %u decides conflict %s: %s", device->index, id, error == NULL ? "done" : error->message);
}

/* --- Meetings ---------------------------------------------------------------------------------------------------- */

static void
log_refusals (SimDevice *device)
{
  g_autoptr (GPtrArray) refusals = lotse_store_refusals (device->store, NULL);

  for (guint i = 0; refusals != NULL && i < refusals->len; i++)
    {
      const LotseRefusal *refusal = g_ptr_array_index (refusals, i);
      g_autofree char *edit = lotse_edit_to_text (refusal->edit);

      sim_log (device->sim, "  device %u keeps as refused (%s): %s", device->index, refusal->reason, edit);
    }
}

gboolean
sim_meet (SimDevice *device, SimFaults faults, LotseSyncReport *report)
{
  g_autoptr (LotseTransport) network = sim_network_new (device, faults);
  g_autoptr (GError) error = NULL;
  LotseSyncReport unwanted;
  gboolean ok;

  report = report != NULL ? report : &unwanted;
  ok = lotse_exchange_run (device->store, network, report, NULL, NULL, NULL, &error);
  sim_log (device->sim, "device %u meets: %s, sent %u received %u refused %u conflicts %u parked %u review %u forgotten %u", device->index,
           ok ? "done" : error->message, report->sent, report->received, report->refused, report->conflicts, report->parked,
           report->review, report->forgotten);
  if (report->refused > 0)
    log_refusals (device);
  /* Whatever came of it: a page may have been applied before the line was cut, and a listing drops what it did not bring. */
  sim_model_forgot (device->sim, device->index);
  device->out = device->out || report->locked_out;
  return ok;
}

static void
act_meet (Sim *sim)
{
  SimFaults faults = { 0 };

  if (sim_chance (sim, 0.5))
    {
      faults.lose_request = sim_chance (sim, 0.15);
      faults.lose_answer = sim_chance (sim, 0.25);
      faults.repeat = sim_chance (sim, 0.25);
      faults.delay_copy = sim_chance (sim, 0.25);
      faults.cut_answer = sim_chance (sim, 0.15);
    }
  sim_meet (any_device (sim), faults, NULL);
}

static void
act_deliver (Sim *sim)
{
  sim_log (sim, "what was delayed arrives");
  sim_network_deliver (sim);
}

/* --- Disasters --------------------------------------------------------------------------------------------------- */

/* A process dies at some write: all writes from then on fail, the process is gone, the disk stays as it is. */
static void
act_kill_device (Sim *sim)
{
  SimDevice *device = any_device (sim);
  SimFaults none = { 0 };
  gint64 at = 1 + sim_pick (sim, 40);

  sim_log (sim, "device %u dies at write %" G_GINT64_FORMAT, device->index, at);
  sim_fault_begin (device->folder, at);
  if (sim_chance (sim, 0.5))
    edit_on (device);
  sim_doors_act (device);
  sim_sheets_act (device);
  sim_meet (device, none, NULL);
  sim_device_reopen (device);
}

static void
act_kill_centre (Sim *sim)
{
  g_autofree char *folder = g_build_filename (sim->folder, "centre", NULL);
  SimFaults none = { 0 };
  gint64 at = 1 + sim_pick (sim, 60);

  sim_log (sim, "the centre dies at write %" G_GINT64_FORMAT, at);
  sim_fault_begin (folder, at);
  sim_meet (any_device (sim), none, NULL);
  sim_centre_close (sim);
  sim_fault_end ();
  sim_centre_open (sim);
}

static void
act_backup_or_restore (Sim *sim)
{
  if (sim->backup == NULL || sim_chance (sim, 0.5))
    {
      g_autofree char *name = g_strdup_printf ("backup%u", sim->next_backup++);

      sim_log (sim, "the centre is backed up");
      g_free (sim->backup);
      sim->backup = g_build_filename (sim->folder, name, NULL);
      sim->backup_ms = sim->now_ms;
      sim_centre_backup (sim, sim->backup);
    }
  else if (sim->now_ms - sim->backup_ms <= 35 * SIM_DAY_MS)
    {
      sim_log (sim, "the centre is restored from its backup");
      sim_model_restored (sim);
      sim_centre_restore (sim, sim->backup);
      sim->restores++;
    }
}

static void
act_copy_device (Sim *sim)
{
  SimDevice *device = any_device (sim);
  SimDevice *copy;

  if (sim->n_devices == SIM_MAX_DEVICES)
    return;
  copy = sim_device_add (sim, device->account, device->folder);
  sim_log (sim, "device %u is a copy of the disk of device %u", copy->index, device->index);
}

static void
act_erase (Sim *sim)
{
  SimRecord *record = g_ptr_array_index (sim->records, sim_pick (sim, sim->records->len));

  if (!g_str_equal (record->kind, "session") && !g_str_equal (record->kind, "goal"))
    return;
  if (!sim_centre_erase (sim, record->id))
    return;
  record->erased = TRUE;
  sim_log (sim, "%s is erased", record->id);
}

static void
act_clock (Sim *sim)
{
  static const gint64 jumps[] = { 0, 3600000, -3600000, 7 * SIM_DAY_MS, -7 * SIM_DAY_MS, 400 * SIM_DAY_MS, -3000 * SIM_DAY_MS };
  SimDevice *device = any_device (sim);

  device->offset_ms = jumps[sim_pick (sim, G_N_ELEMENTS (jumps))];
  sim_log (sim, "the clock of device %u is off by %" G_GINT64_FORMAT " ms", device->index, device->offset_ms);
}

static void
act_time (Sim *sim)
{
  sim->now_ms += sim_pick (sim, 1000) * (gint64) 20000;
}

typedef struct
{
  void (*act) (Sim *sim);
  guint weight;
} Action;

static const Action actions[] = {
  { act_edit, 340 },       { act_add_session, 60 }, { act_delete_or_restore, 50 }, { act_give_pair, 25 },
  { act_resolve, 25 },     { act_meet, 330 },       { act_deliver, 40 },           { act_kill_device, 30 },
  { act_kill_centre, 20 }, { act_erase, 8 },        { act_backup_or_restore, 8 },  { act_copy_device, 4 },
  { act_clock, 20 },       { act_time, 40 },
};

void
sim_step (Sim *sim)
{
  guint total = 0;
  guint at;

  sim->now_ms += 1 + sim_pick (sim, 5000);
  sim_doors_step (sim);
  sim_sheets_step (sim);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    total += actions[i].weight;
  at = sim_pick (sim, total);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (at < actions[i].weight)
        {
          actions[i].act (sim);
          return;
        }
      at -= actions[i].weight;
    }
}

void
sim_heal (Sim *sim)
{
  SimFaults none = { 0 };

  sim_log (sim, "everybody meets without faults");
  sim_sheets_release (sim);
  sim_network_deliver (sim);
  for (guint round = 0; round < 4; round++)
    for (guint i = 0; i < sim->n_devices && sim->failure == NULL; i++)
      if (!sim_meet (&sim->devices[i], none, NULL))
        sim_fail (sim, "device %u cannot meet the centre although nothing is in the way", i);
}
