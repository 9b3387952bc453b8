/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people decide about one deadline; lotse-deadlines.h has what it means. */
#include "config.h"

#include "lotse-deadlines.h"

#include "lotse-error.h"
#include "lotse-store-records.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct _Deed Deed;

struct _Deed
{
  const char *id;
  const char *group;
  GPtrArray **moves;  /* or NULL */
  /* Changes the record, and adds others that change with it. */
  gboolean (*change) (LotseStore *store, const Deed *deed, const LotseDeadline *deadline, LotseRecord *record, GPtrArray *records,
                      GError **error);
  const char *on, *how, *confirmation;
  const char *due;
  const int *leads;
  guint n_leads;
  const char *responsible, *deputy;
  const char *because;
};

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

/* The caller knows already what happens to the deadline itself. */
static void
leave_out (GPtrArray *moves, const char *id)
{
  for (guint i = moves->len; i > 0; i--)
    {
      const LotseDeadlineMove *move = moves->pdata[i - 1];

      if (g_str_equal ((move->after != NULL ? move->after : move->before)->id, id))
        g_ptr_array_remove_index (moves, i - 1);
    }
}

static gboolean
run_deed (LotseStore *store, gpointer data, GError **error)
{
  const Deed *deed = data;
  const LotseRecords records = lotse_store_records (store);
  g_autoptr (LotseDeadline) deadline = lotse_deadline_read (store, deed->id, LOTSE_DEADLINES_PLAIN, error);
  g_autoptr (LotseRecord) record = deadline != NULL ? lotse_deadline_dup_record (deadline, &records, error) : NULL;
  g_autoptr (GPtrArray) changed = g_ptr_array_new_with_free_func (g_object_unref);

  if (record == NULL)
    return FALSE;
  g_ptr_array_add (changed, g_object_ref (record));
  if (!deed->change (store, deed, deadline, record, changed, error)
      || !lotse_deadlines_save (store, changed, deed->group, deed->moves, error))
    return FALSE;
  if (deed->moves != NULL)
    leave_out (*deed->moves, deed->id);
  return TRUE;
}

static gboolean
run (LotseStore *store, Deed *deed, GError **error)
{
  return lotse_store_run (store, run_deed, deed, error);
}

static gboolean
refuse_done (const LotseDeadline *deadline, GError **error)
{
  return deadline->state != LOTSE_DEADLINE_DONE
         || fail (error, _("This was handed in already. Nothing was changed. If that is not so, take the hand-in back first."));
}

/* --- Handing in --------------------------------------------------------------------------------------------- */

/**
 * lotse_deadline_is_for_funder:
 *
 * Returns: whether a funder waits for it
 */
gboolean
lotse_deadline_is_for_funder (const LotseDeadline *self)
{
  return lotse_deadline_type_is_for_funder (self->type);
}

static gboolean
check_date (const char *date, GError **error)
{
  GDate day;

  return lotse_value_read_date (date, &day) || fail (error, _("There is no such date. Write year, month and day, for example 2026-11-22."));
}

static gboolean
check_past (const char *date, const char *today, GError **error)
{
  static const LotseField field = { .name = "date", .label = "", .type = LOTSE_FIELD_DATE };
  g_autofree char *shown = NULL;

  if (!check_date (date, error))
    return FALSE;
  if (strcmp (date, today) <= 0)
    return TRUE;
  shown = lotse_value_format (&field, date, NULL);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("It cannot have been handed in on %s, which is still to come. Nothing was changed. Write the day on which it was sent or handed over."),
               shown);
  return FALSE;
}

/* The application that this deadline is for, when it is the one by which to apply; added to what is saved. */
static gboolean
find_application (LotseStore *store, const LotseDeadline *deadline, GPtrArray *records, LotseRecord **application, GError **error)
{
  const LotseRecords stored = lotse_store_records (store);
  g_autoptr (GError) local = NULL;

  *application = NULL;
  if (!g_str_equal (deadline->type, "application") || g_strcmp0 (deadline->attached_kind, "application") != 0)
    return TRUE;
  *application = lotse_records_get (&stored, deadline->attached, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (*application != NULL)
    g_ptr_array_add (records, *application);
  return TRUE;
}

static gboolean
is_before_submitting (const LotseRecord *application)
{
  const char *state = lotse_record_get (application, "state");

  return state == NULL || g_str_equal (state, "idea") || g_str_equal (state, "drafting");
}

/* A date that somebody wrote otherwise is left alone, unless it came from this deadline. */
static gboolean
submit (const LotseDeadline *deadline, LotseRecord *application, const char *on, GError **error)
{
  const char *submitted = lotse_record_get (application, "submitted_on");
  const gboolean before = is_before_submitting (application);

  if ((before || submitted == NULL || g_strcmp0 (submitted, deadline->handed_in_on) == 0)
      && !lotse_record_set (application, "submitted_on", on, error))
    return FALSE;
  return !before || lotse_record_set (application, "state", "submitted", error);
}

static gboolean
change_hand_in (LotseStore *store, const Deed *deed, const LotseDeadline *deadline, LotseRecord *record, GPtrArray *records, GError **error)
{
  const gboolean funder = lotse_deadline_is_for_funder (deadline);
  g_autofree char *today = lotse_deadlines_today (store);
  const char *on = is_empty (deed->on) && !funder ? today : deed->on;
  LotseRecord *application;

  if ((!is_empty (on) && !check_past (on, today, error))
      || (deadline->due != NULL && !lotse_record_set (record, "due", deadline->due, error)))
    return FALSE;
  return lotse_record_set (record, "handed_in_on", on, error) && lotse_record_set (record, "handed_in_how", deed->how, error)
         && lotse_record_set (record, "confirmation", deed->confirmation, error)
         && lotse_record_set (record, "not_needed_because", NULL, error)
         && (!funder || lotse_record_check_handed_in (record, error))
         && find_application (store, deadline, records, &application, error)
         && (application == NULL || submit (deadline, application, on, error));
}

/* Without blanks around; a text of blanks only is none. */
static char *
dup_stripped (const char *text)
{
  return text != NULL ? g_strstrip (g_strdup (text)) : NULL;
}

gboolean
lotse_deadline_hand_in (LotseStore *store, const char *id, const char *on, const char *how, const char *confirmation, const char *group,
                        GPtrArray **moves, GError **error)
{
  g_autofree char *how_stripped = dup_stripped (how);
  g_autofree char *confirmation_stripped = dup_stripped (confirmation);
  Deed deed = { .id = id, .group = group, .moves = moves, .change = change_hand_in,
                .on = on, .how = how_stripped, .confirmation = confirmation_stripped };

  return run (store, &deed, error);
}

/* What the hand-in made of the application goes with it, and nothing that was written since. */
static gboolean
unsubmit (const LotseDeadline *deadline, LotseRecord *application, GError **error)
{
  if (g_strcmp0 (lotse_record_get (application, "submitted_on"), deadline->handed_in_on) != 0)
    return TRUE;
  return lotse_record_set (application, "submitted_on", NULL, error)
         && (g_strcmp0 (lotse_record_get (application, "state"), "submitted") != 0
             || lotse_record_set (application, "state", "drafting", error));
}

static gboolean
change_take_back (LotseStore *store, const Deed *deed, const LotseDeadline *deadline, LotseRecord *record, GPtrArray *records,
                  GError **error)
{
  LotseRecord *application;

  if (deadline->state != LOTSE_DEADLINE_DONE)
    return fail (error, _("This was not handed in yet. Nothing was changed."));
  if (!find_application (store, deadline, records, &application, error))
    return FALSE;
  if (!lotse_record_get_bool (record, "by_hand") && lotse_record_get (record, "rule") != NULL
      && !lotse_record_set (record, "due", NULL, error))
    return FALSE;
  return lotse_record_set (record, "handed_in_on", NULL, error) && lotse_record_set (record, "handed_in_how", NULL, error)
         && lotse_record_set (record, "confirmation", NULL, error)
         && (application == NULL || unsubmit (deadline, application, error));
}

gboolean
lotse_deadline_take_back (LotseStore *store, const char *id, const char *group, GPtrArray **moves, GError **error)
{
  Deed deed = { .id = id, .group = group, .moves = moves, .change = change_take_back };

  return run (store, &deed, error);
}

/* --- Otherwise than the rule says --------------------------------------------------------------------------- */

static gboolean
change_due (LotseStore *store, const Deed *deed, const LotseDeadline *deadline, LotseRecord *record, GPtrArray *records, GError **error)
{
  if (!refuse_done (deadline, error))
    return FALSE;
  if (deed->due == NULL && lotse_record_get (record, "rule") == NULL)
    return fail (error, _("This deadline has no rule, only a date set by hand. Nothing was changed. Write another date."));
  return (deed->due == NULL || check_date (deed->due, error)) && lotse_record_set (record, "due", deed->due, error)
         && lotse_record_set (record, "by_hand", deed->due != NULL ? "1" : NULL, error);
}

gboolean
lotse_deadline_move (LotseStore *store, const char *id, const char *due, const char *group, GError **error)
{
  Deed deed = { .id = id, .group = group, .change = change_due, .due = due };

  return run (store, &deed, error);
}

/* Lead times that stay the same stay the same registers, so that two laptops which add one each keep both. */
static gboolean
set_leads (LotseRecord *record, const int *leads, guint n_leads, GError **error)
{
  g_auto (GStrv) before = lotse_record_list_elements (record, "lead_times");
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n_leads; i++)
    {
      if (leads[i] < 0 || leads[i] > LOTSE_DEADLINE_LONGEST_LEAD)
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("A reminder comes from 0 to %d days before the date. Nothing was changed."), LOTSE_DEADLINE_LONGEST_LEAD);
          return FALSE;
        }
      g_hash_table_add (wanted, g_strdup_printf ("%d", leads[i]));
    }
  for (guint i = 0; before != NULL && before[i] != NULL; i++)
    if (!g_hash_table_contains (wanted, before[i]) && !lotse_record_set_element (record, "lead_times", before[i], NULL, error))
      return FALSE;
  for (guint i = 0; i < n_leads; i++)
    {
      g_autofree char *element = g_strdup_printf ("%d", leads[i]);

      if (!lotse_record_set_element (record, "lead_times", element, "1", error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
change_leads (LotseStore *store, const Deed *deed, const LotseDeadline *deadline, LotseRecord *record, GPtrArray *records, GError **error)
{
  return set_leads (record, deed->leads, deed->n_leads, error);
}

gboolean
lotse_deadline_set_leads (LotseStore *store, const char *id, const int *leads, guint n_leads, const char *group, GError **error)
{
  Deed deed = { .id = id, .group = group, .change = change_leads, .leads = leads, .n_leads = n_leads };

  return run (store, &deed, error);
}

static gboolean
change_people (LotseStore *store, const Deed *deed, const LotseDeadline *deadline, LotseRecord *record, GPtrArray *records, GError **error)
{
  return lotse_record_set (record, "responsible", deed->responsible, error) && lotse_record_set (record, "deputy", deed->deputy, error);
}

gboolean
lotse_deadline_set_people (LotseStore *store, const char *id, const char *responsible, const char *deputy, const char *group,
                           GError **error)
{
  Deed deed = { .id = id, .group = group, .change = change_people, .responsible = responsible, .deputy = deputy };

  return run (store, &deed, error);
}

static gboolean
change_not_needed (LotseStore *store, const Deed *deed, const LotseDeadline *deadline, LotseRecord *record, GPtrArray *records,
                   GError **error)
{
  if (!refuse_done (deadline, error))
    return FALSE;
  if (deed->because != NULL && *deed->because == '\0')
    return fail (error, _("Please say why it is not needed, for whoever asks later. Nothing was changed."));
  return lotse_record_set (record, "not_needed_because", deed->because, error);
}

gboolean
lotse_deadline_set_not_needed (LotseStore *store, const char *id, const char *because, const char *group, GError **error)
{
  g_autofree char *stripped = dup_stripped (because);
  Deed deed = { .id = id, .group = group, .change = change_not_needed, .because = stripped };

  return run (store, &deed, error);
}

/* --- By hand ------------------------------------------------------------------------------------------------ */

typedef struct
{
  LotseRecord *record;
  const char *attached;
  const char *group;
} Adding;

static gboolean
run_add (LotseStore *store, gpointer data, GError **error)
{
  const Adding *adding = data;
  g_autoptr (LotseRecord) attached = lotse_store_get_standing (store, adding->attached, error);

  if (attached == NULL)
    return FALSE;
  if (lotse_record_is_deleted (attached))
    return fail (error, _("What the deadline would be attached to is in the bin. Nothing was saved. Take it out of the bin first."));
  return lotse_record_set (adding->record, "attached", lotse_record_get_id (attached), error)
         && lotse_store_save (store, adding->record, adding->group, error);
}

char *
lotse_deadline_add (LotseStore *store, const char *attached, const char *type, const char *name, const char *due, const int *leads,
                    guint n_leads, const char *group, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_record_new (lotse_kind_find ("deadline"), NULL);
  g_autofree char *stripped = dup_stripped (name);
  Adding adding = { record, attached, group };

  if (is_empty (stripped) && (type == NULL || g_str_equal (type, "own")))
    {
      fail (error, _("Please give the deadline a name. Nothing was saved."));
      return NULL;
    }
  if (is_empty (due))
    {
      fail (error, _("Please give the deadline a date. Nothing was saved."));
      return NULL;
    }
  if (!check_date (due, error) || !lotse_record_set (record, "type", type != NULL ? type : "own", error)
      || !lotse_record_set (record, "name", stripped, error) || !lotse_record_set (record, "due", due, error)
      || !lotse_record_set (record, "by_hand", "1", error) || !set_leads (record, leads, n_leads, error)
      || !lotse_store_run (store, run_add, &adding, error))
    return NULL;
  return g_strdup (lotse_record_get_id (record));
}
