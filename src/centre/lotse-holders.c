/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who holds which bucket.
 *
 * A gain and a loss are changes with numbers of their own, so that a device hears of each exactly once.
 *
 * A mentor holds a pair from `introduced` on until some weeks after its end, which the passing of time alone brings about:
 * the moment is kept as the pair's lapse.
 */
#include "lotse-holders.h"

#include "lotse-buckets.h"
#include "lotse-united.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WEEKS_AFTER_END 6
#define WEEK_MS (7 * LOTSE_DAY_MS)

static int
state_index (const char *state)
{
  const LotseKind *kind = lotse_kind_find ("mentoring_pair");
  const LotseField *field = lotse_kind_field (kind, "state");

  for (int i = 0; state != NULL && field->choices[i].name != NULL; i++)
    if (strcmp (field->choices[i].name, state) == 0)
      return i;
  return -1;
}

gboolean
lotse_holders_pair_reached (const LotseStored *pair, const LotseRegisters *registers, const char *state)
{
  if (strcmp (pair->kind, "mentoring_pair") != 0 || pair->deleted)
    return FALSE;
  return state == NULL || state_index (lotse_registers_value (registers, "state")) >= state_index (state);
}

/* --- Gains and losses ---------------------------------------------------------------------------------------- */

static const LotseHold *
find_hold (GPtrArray *holds, const char *bucket)
{
  for (guint i = 0; i < holds->len; i++)
    {
      const LotseHold *hold = g_ptr_array_index (holds, i);

      if (strcmp (hold->bucket, bucket) == 0)
        return hold;
    }
  return NULL;
}

gboolean
lotse_holders_set (LotseCentre *self, const char *account, const char *bucket, gboolean held, GError **error)
{
  LotseBackend *backend = self->backend;
  g_autoptr (GPtrArray) holds = backend->holds (backend, account, error);
  const LotseHold *hold;
  gint64 now = lotse_centre_now (self);
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  if (holds == NULL)
    return FALSE;
  hold = find_hold (holds, bucket);
  if (held == (hold != NULL && hold->lost == 0))
    return TRUE;
  if (held)
    {
      if (hold != NULL && g_str_has_prefix (bucket, "pair:"))
        lotse_journal_add (self->journal, "gain", bucket, "account", account, "at", at, NULL);
      return backend->set_denial (backend, account, bucket, 0, error)
             && backend->gain (backend, account, bucket, backend->next_number (backend), error);
    }
  if (g_str_has_prefix (bucket, "pair:"))
    lotse_journal_add (self->journal, "lose", bucket, "account", account, "at", at, NULL);
  return backend->lose (backend, account, bucket, backend->next_number (backend), now, error);
}

/* --- Pairs ------------------------------------------------------------------------------------------------------- */

static gboolean
weeks_after_end (LotseCentre *self, const LotseRegisters *pair, int *weeks, GError **error)
{
  const char *programme = lotse_registers_value (pair, "programme");
  g_autoptr (LotseStored) stored = NULL;
  g_autoptr (LotseRegisters) registers = NULL;
  const char *value;

  *weeks = WEEKS_AFTER_END;
  if (programme == NULL)
    return TRUE;
  if (!self->backend->get_record (self->backend, programme, &stored, error))
    return FALSE;
  registers = stored != NULL ? lotse_registers_from_text (stored->doc, NULL) : NULL;
  value = registers != NULL ? lotse_registers_value (registers, "weeks_after_end") : NULL;
  if (value != NULL)
    *weeks = CLAMP (atoi (value), 0, 520);
  return TRUE;
}

/* When the pair ended: the date that was entered, else when its state was written; 0 if it goes on. */
static gint64
end_of_pair (const LotseRegisters *pair)
{
  const LotseRegister *state = lotse_registers_get (pair, "state");
  g_autofree char *name = NULL;
  g_autoptr (GDateTime) day = NULL;
  const char *date;
  int year, month, number;

  if (state == NULL || state_index (state->value) < state_index ("completed"))
    return 0;
  name = lotse_register_name ("state_dates", state->value);
  date = lotse_registers_value (pair, name);
  if (date != NULL && sscanf (date, "%4d-%2d-%2d", &year, &month, &number) == 3)
    day = g_date_time_new_utc (year, month, number, 0, 0, 0);
  return day != NULL ? g_date_time_to_unix (day) * 1000 + LOTSE_DAY_MS : LOTSE_CLOCK_MS (state->stamp.clock);
}

/* Whether somebody may hold the pair now, and when that ends by itself (0: not). */
static gboolean
pair_is_open (LotseCentre *self, const LotseStored *pair, const LotseRegisters *registers, gboolean *open, GError **error)
{
  gint64 end = end_of_pair (registers);
  gint64 lapse = 0;
  int weeks;

  *open = lotse_holders_pair_reached (pair, registers, "introduced");
  if (*open && end != 0)
    {
      if (!weeks_after_end (self, registers, &weeks, error))
        return FALSE;
      lapse = end + weeks * WEEK_MS;
      *open = lapse > lotse_centre_now (self);
    }
  return self->backend->set_lapse (self->backend, pair->id, *open ? lapse : 0, error);
}

/* A loss that a restored backup had forgotten holds until the pair was really given again. */
static gboolean
is_denied (LotseCentre *self, const LotseAccount *account, const char *bucket, const LotseRegisters *pair, gboolean *denied,
           GError **error)
{
  const LotseRegister *mentor = lotse_registers_get (pair, "mentor");
  const LotseRegister *state = lotse_registers_get (pair, "state");
  gint64 at = 0;
  gint64 given = MAX (mentor != NULL ? LOTSE_CLOCK_MS (mentor->stamp.clock) : 0,
                      state != NULL ? LOTSE_CLOCK_MS (state->stamp.clock) : 0);

  if (!self->backend->get_denial (self->backend, account->name, bucket, &at, error))
    return FALSE;
  *denied = at != 0 && given <= at;
  return TRUE;
}

/* Gives the bucket to the accounts of one person that should hold it; their names are added to `names`. */
static gboolean
give_to_accounts (LotseCentre *self, const char *person, const char *bucket, const LotseRegisters *registers, GHashTable *names,
                  GError **error)
{
  g_autoptr (GPtrArray) accounts = self->backend->accounts_of (self->backend, person, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const LotseAccount *account = g_ptr_array_index (accounts, i);
      gboolean denied = FALSE;

      if ((account->roles & LOTSE_ROLE_MENTOR) == 0)
        continue;
      if (!is_denied (self, account, bucket, registers, &denied, error))
        return FALSE;
      if (denied)
        continue;
      g_hash_table_add (names, g_strdup (account->name));
      if (!lotse_holders_set (self, account->name, bucket, TRUE, error))
        return FALSE;
    }
  return accounts != NULL;
}

/* The mentor's account may be that of another record for the same human. */
static gboolean
give_pair (LotseCentre *self, const char *bucket, const LotseRegisters *registers, GHashTable *names, GError **error)
{
  const char *mentor = lotse_registers_value (registers, "mentor");
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);

  if (mentor == NULL)
    return TRUE;
  g_ptr_array_add (people, g_strdup (mentor));
  if (!lotse_united_add (self, people, error))
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    if (!give_to_accounts (self, g_ptr_array_index (people, i), bucket, registers, names, error))
      return FALSE;
  return TRUE;
}

gboolean
lotse_holders_update_pair (LotseCentre *self, const LotseStored *pair, const LotseRegisters *registers, GError **error)
{
  g_autofree char *bucket = g_strconcat ("pair:", pair->id, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) holders = NULL;
  gboolean open;

  if (!pair_is_open (self, pair, registers, &open, error))
    return FALSE;
  if (open && !give_pair (self, bucket, registers, names, error))
    return FALSE;
  holders = self->backend->holders (self->backend, bucket, error);
  for (guint i = 0; holders != NULL && i < holders->len; i++)
    {
      const char *name = g_ptr_array_index (holders, i);

      if (!g_hash_table_contains (names, name) && !lotse_holders_set (self, name, bucket, FALSE, error))
        return FALSE;
    }
  return holders != NULL;
}
