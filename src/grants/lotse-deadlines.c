/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadlines of the store; see the header. */
#include "config.h"

#include "lotse-deadlines.h"

#include "lotse-checklist.h"
#include "lotse-error.h"
#include "lotse-home-state.h"
#include "lotse-id.h"
#include "lotse-rule-map.h"
#include "lotse-store-records.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * lotse_deadlines_today:
 *
 * Returns: (transfer full): today as a canonical date
 */
char *
lotse_deadlines_today (LotseStore *store)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (lotse_store_corrected_now (store) / 1000);

  return g_date_time_format (now, "%Y-%m-%d");
}

static gboolean
run_state (LotseStore *store, gpointer data, GError **error)
{
  const LotseRecords records = lotse_store_records (store);
  g_autofree char *id = lotse_id_derive ("centre_setting", "centre", NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseRecord) setting = lotse_records_get (&records, id, &local);
  char **state = data;

  if (setting != NULL)
    *state = g_strdup (lotse_record_get (setting, "state"));
  if (local == NULL && *state == NULL)
    *state = lotse_home_state_get (store, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * lotse_deadlines_state:
 *
 * Returns: (transfer full) (nullable): the code of a state, or %NULL when nobody has said it or, with @error, when it cannot be read
 */
char *
lotse_deadlines_state (LotseStore *store, GError **error)
{
  char *state = NULL;

  return lotse_store_run (store, run_state, &state, error) ? state : NULL;
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *until;
  const char *attached; /* or NULL for all */
  LotseDeadlinesFlags flags;
  GPtrArray *found;
} Reading;

static gboolean
run_read (LotseStore *store, gpointer data, GError **error)
{
  const LotseRecords records = lotse_store_records (store);
  g_autofree char *today = lotse_deadlines_today (store);
  g_autofree char *state = NULL;
  Reading *reading = data;
  LotseDeadlinesOptions options = { .today = today, .until = reading->until, .flags = reading->flags };

  if (!run_state (store, &state, error))
    return FALSE;
  options.state = state;
  reading->found = reading->attached != NULL ? lotse_deadlines_of (&records, reading->attached, &options, error)
                                             : lotse_deadlines_list (&records, &options, error);
  return reading->found != NULL;
}

/**
 * lotse_deadlines_read:
 * @until: (nullable): canonical date; %NULL for all
 *
 * Returns: (transfer full) (element-type LotseDeadline) (nullable): what is due, by date; %NULL with an error of the store
 */
GPtrArray *
lotse_deadlines_read (LotseStore *store, const char *until, LotseDeadlinesFlags flags, GError **error)
{
  Reading reading = { .until = until, .flags = flags };

  return lotse_store_run_read (store, run_read, &reading, error) ? reading.found : NULL;
}

/**
 * lotse_deadlines_read_of:
 * @attached: the id of a record of any kind
 *
 * Returns: (transfer full) (element-type LotseDeadline) (nullable): what is due of that record; %NULL with an error of the store
 */
GPtrArray *
lotse_deadlines_read_of (LotseStore *store, const char *attached, LotseDeadlinesFlags flags, GError **error)
{
  Reading reading = { .attached = attached, .flags = flags };

  return lotse_store_run_read (store, run_read, &reading, error) ? reading.found : NULL;
}

/* Takes the deadline with that id out of those that were read. */
static LotseDeadline *
take (GPtrArray *found, const char *id)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((const LotseDeadline *) found->pdata[i])->id, id))
      return g_ptr_array_steal_index_fast (found, i);
  return NULL;
}

/* What is stored names its record, so that only that one's deadlines are counted. */
static LotseDeadline *
find (LotseStore *store, const char *id, LotseDeadlinesFlags flags, GError **error)
{
  const LotseRecords records = lotse_store_records (store);
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseRecord) stored = lotse_records_get (&records, id, &local);
  const gboolean known = stored != NULL && g_str_equal (lotse_record_get_kind (stored)->name, "deadline");
  Reading reading = { .attached = known ? lotse_record_get (stored, "attached") : NULL, .flags = flags | LOTSE_DEADLINES_ALL };
  LotseDeadline *deadline;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (!run_read (store, &reading, error))
    return NULL;
  deadline = take (reading.found, id);
  g_ptr_array_unref (reading.found);
  if (deadline == NULL)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                         _("There is no such deadline any more: what it counts from was changed or deleted. Nothing was changed. Look at the list of deadlines again."));
  return deadline;
}

typedef struct
{
  const char *id;
  LotseDeadlinesFlags flags;
  LotseDeadline *deadline;
} Finding;

static gboolean
run_find (LotseStore *store, gpointer data, GError **error)
{
  Finding *finding = data;

  finding->deadline = find (store, finding->id, finding->flags, error);
  return finding->deadline != NULL;
}

/**
 * lotse_deadline_read:
 * @id: of a deadline, whether a record of it is stored or not
 * @flags: those of all deadlines are taken for granted
 *
 * Returns: (transfer full) (nullable): the deadline; %NULL with NOT_FOUND or an error of the store
 */
LotseDeadline *
lotse_deadline_read (LotseStore *store, const char *id, LotseDeadlinesFlags flags, GError **error)
{
  Finding finding = { id, flags, NULL };

  return lotse_store_run (store, run_find, &finding, error) ? finding.deadline : NULL;
}

static int
days_overdue (const LotseDeadline *self, const char *today)
{
  GDate due, day;

  return lotse_value_read_date (self->due, &due) && lotse_value_read_date (today, &day) ? g_date_days_between (&due, &day) : 0;
}

/**
 * lotse_deadline_days_left:
 * @today: canonical date
 *
 * Returns: (transfer full) (nullable): the days in words; %NULL for a deadline that has no date yet
 */
char *
lotse_deadline_days_left (const LotseDeadline *self, const char *today)
{
  const int overdue = self->due != NULL ? days_overdue (self, today) : 0;

  if (self->due == NULL)
    return NULL;
  if (overdue > 0)
    return g_strdup_printf (ngettext ("%d day overdue", "%d days overdue", (gulong) overdue), overdue);
  if (overdue == 0)
    return g_strdup (_("today"));
  if (overdue == -1)
    return g_strdup (_("tomorrow"));
  return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong) -overdue), -overdue);
}

/* --- Records that deadlines hang on ------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *records;
  const char *group;
  gboolean dry;
  GPtrArray **moves; /* or NULL */
} Saving;

/* The tasks of a checklist follow their event, and one record at a time is all that people change of these. */
static gboolean
save_records (LotseStore *store, GPtrArray *records, const char *group, GError **error)
{
  g_autofree char *own = group == NULL ? lotse_id_new () : NULL;

  if (records->len == 1)
    return lotse_checklist_save_record (store, records->pdata[0], group != NULL ? group : own, error);
  return lotse_store_save_many (store, records, group != NULL ? group : own, NULL, NULL, NULL, error);
}

static gboolean
run_save (LotseStore *store, gpointer data, GError **error)
{
  const LotseRecords records = lotse_store_records (store);
  Saving *saving = data;
  g_autoptr (GPtrArray) moves = NULL;
  g_autofree char *state = NULL;

  for (guint i = 0; i < saving->records->len; i++)
    if (!lotse_rule_map_check (saving->records->pdata[i], error))
      return FALSE;
  if (saving->moves != NULL)
    {
      g_autofree char *today = lotse_deadlines_today (store);
      LotseDeadlinesOptions options = { .today = today };

      if (!run_state (store, &state, error))
        return FALSE;
      options.state = state;
      moves = lotse_deadlines_moved (&records, saving->records, &options, error);
      if (moves == NULL)
        return FALSE;
    }
  if (!saving->dry && !save_records (store, saving->records, saving->group, error))
    return FALSE;
  if (saving->moves != NULL)
    *saving->moves = g_steal_pointer (&moves);
  return TRUE;
}

/**
 * lotse_deadlines_preview:
 * @records: (element-type LotseRecord): changed or new, not saved yet
 *
 * Returns: (transfer full) (element-type LotseDeadlineMove) (nullable): what would move; %NULL with an error of the store
 */
GPtrArray *
lotse_deadlines_preview (LotseStore *store, GPtrArray *records, GError **error)
{
  GPtrArray *moves = NULL;
  Saving saving = { .records = records, .dry = TRUE, .moves = &moves };

  return lotse_store_run (store, run_save, &saving, error) ? moves : NULL;
}

/**
 * lotse_deadlines_save:
 * @records: (element-type LotseRecord): changed or new
 * @group: (nullable): joins what one action changed
 * @moves: (out) (optional) (element-type LotseDeadlineMove): what moved
 *
 * Returns: whether all of them were saved; else none was, with an error of the store
 */
gboolean
lotse_deadlines_save (LotseStore *store, GPtrArray *records, const char *group, GPtrArray **moves, GError **error)
{
  Saving saving = { .records = records, .group = group, .moves = moves };

  return lotse_store_run (store, run_save, &saving, error);
}

/* --- Who is concerned ---------------------------------------------------------------------------------------- */

/* Staff is asked after a tandem only when its mentor did not react. */
#define DAYS_FOR_THE_MENTOR 7

static gboolean
is_named (const LotseDeadline *self, const char *person)
{
  return person != NULL && (g_strcmp0 (self->responsible, person) == 0 || g_strcmp0 (self->deputy, person) == 0);
}

/* The mentor is responsible for the tandem and its coordinator the deputy. */
static gboolean
quiet_concerns (const LotseDeadline *self, const char *person, LotseRoles roles, const char *today)
{
  if (person != NULL && g_strcmp0 (self->responsible, person) == 0)
    return TRUE;
  if (self->responsible != NULL && days_overdue (self, today) < DAYS_FOR_THE_MENTOR)
    return FALSE;
  return self->deputy != NULL ? g_strcmp0 (self->deputy, person) == 0 : (roles & LOTSE_ROLES_STAFF) != 0;
}

/* Finance holds what it may write, and keeps time with it. */
static gboolean
is_of_finance (const LotseDeadline *self)
{
  const LotseKind *kind = self->attached_kind != NULL ? lotse_kind_find (self->attached_kind) : NULL;

  return kind != NULL && (kind->writers & LOTSE_ROLE_FINANCE) != 0;
}

/**
 * lotse_deadline_concerns:
 * @person: (nullable): the id of the account's person
 * @roles: its roles; none for a profile without a centre, which hears of all
 * @today: canonical date
 *
 * Responsible and deputy hear of it; where nobody is named, finance and staff do; of what is overdue coordinators hear, too.  A
 * tandem that went quiet is its mentor's first, and its coordinator's a week later.
 *
 * Returns: whether the person is to hear of it; never of what nobody is to be reminded of
 */
gboolean
lotse_deadline_concerns (const LotseDeadline *self, const char *person, LotseRoles roles, const char *today)
{
  if (!self->reminds || self->due == NULL)
    return FALSE;
  if (roles == LOTSE_ROLE_NONE && person == NULL)
    return TRUE;
  if (g_str_equal (self->type, "quiet"))
    return quiet_concerns (self, person, roles, today);
  if (is_named (self, person) || ((roles & LOTSE_ROLE_COORDINATOR) != 0 && strcmp (self->due, today) < 0))
    return TRUE;
  if (self->responsible != NULL || self->deputy != NULL)
    return FALSE;
  return (roles & LOTSE_ROLES_STAFF) != 0 || ((roles & LOTSE_ROLE_FINANCE) != 0 && is_of_finance (self));
}
