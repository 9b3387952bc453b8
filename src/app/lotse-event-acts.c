/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What organisers do with the people of an event; see the header.
 *
 * Each act is one job on the database thread, which the registration functions save as one action.
 */
#include "config.h"

#include "lotse-event-acts.h"

#include "lotse-checklist.h"
#include "lotse-jobs.h"
#include "lotse-registration.h"
#include "lotse-waiting-list.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

typedef struct
{
  char *event;
  char *person; /* NULL: the new one of `name` */
  char *name;
  char *state;
  gboolean force;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_free (act->event);
  g_free (act->person);
  g_free (act->name);
  g_free (act->state);
  g_free (act);
}

/* --- Jobs --------------------------------------------------------------------------------------------------- */

/* Whom somebody speaks for who belongs to one organisation only; NULL if that is not sure (g_free). */
static char *
only_organisation (LotseStore *store, const char *person)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("membership"));
  g_autoptr (GPtrArray) found = NULL;
  char *only = NULL;

  lotse_query_where (query, "person", LOTSE_QUERY_EQUAL, person, NULL);
  lotse_query_where (query, "until", LOTSE_QUERY_EMPTY, NULL, NULL);
  found = lotse_store_list (store, query, NULL);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const char *organisation = lotse_record_get (g_ptr_array_index (found, i), "organisation");

      if (only != NULL && g_strcmp0 (only, organisation) != 0)
        {
          g_free (only);
          return NULL;
        }
      if (only == NULL)
        only = g_strdup (organisation);
    }
  return only;
}

static gboolean
is_registered (LotseStore *store, const char *event, const char *person)
{
  g_autoptr (LotseRecord) registration = lotse_record_new (lotse_kind_find ("registration"), NULL);
  g_autofree char *id = NULL;
  g_autoptr (LotseRecord) known = NULL;

  lotse_record_set (registration, "event", event, NULL);
  lotse_record_set (registration, "person", person, NULL);
  id = lotse_record_dup_derived_id (registration);
  known = id != NULL ? lotse_store_get (store, id, NULL) : NULL;
  return known != NULL;
}

static char *
register_one (LotseStore *store, const Act *act, const char *person, GError **error)
{
  LotseRegistrationWish wish = { .person = person, .state = act->state, .force = act->force };
  /* Of somebody who is on the list already the organisation stays what it is. */
  g_autofree char *organisation = is_registered (store, act->event, person) ? NULL : only_organisation (store, person);
  g_autoptr (LotseRegistrationResult) result = NULL;

  wish.organisation = organisation;
  result = lotse_register (store, act->event, &wish, error);
  return result != NULL ? lotse_registration_result_text (result) : NULL;
}

static gpointer
register_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Act *act = data;
  g_autoptr (LotseRecord) person = NULL;

  if (act->person != NULL)
    return register_one (store, act, act->person, error);
  person = lotse_record_new (lotse_kind_find ("person"), NULL);
  if (!lotse_record_set (person, "display_name", act->name, error) || !lotse_store_save (store, person, NULL, error))
    return NULL;
  return register_one (store, act, lotse_record_get_id (person), error);
}

static gpointer
move_up_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Act *act = data;
  g_autoptr (GPtrArray) results = lotse_waiting_list_move_up (store, act->event, 0, error);

  if (results == NULL)
    return NULL;
  if (results->len == 1)
    return lotse_registration_result_text (g_ptr_array_index (results, 0));
  if (results->len == 0)
    return g_strdup (_ ("Nobody can move up: no place is free for those who wait."));
  return g_strdup_printf (ngettext ("%u person moved up", "%u people moved up", results->len), results->len);
}

/* --- Starting and telling ------------------------------------------------------------------------------------ */

static void
on_acted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lotse_job_text_finish (result, &error);

  if (text != NULL)
    lotse_window_toast_undo (widget, text);
  else
    lotse_window_error (widget, _ ("It Was Not Saved"), error);
}

static void
start (GtkWidget *widget, LotseProfile *profile, LotseStoreJob job, Act act)
{
  LotseWindow *window = lotse_window_of (widget);
  Act *copy;

  if (lotse_profile_get_store (profile) == NULL || window == NULL)
    return;
  copy = g_new0 (Act, 1);
  copy->event = g_strdup (act.event);
  copy->person = g_strdup (act.person);
  copy->name = g_strdup (act.name);
  copy->state = g_strdup (act.state);
  copy->force = act.force;
  lotse_job_run (lotse_profile_get_store (profile), job, copy, act_free, g_free, on_acted, g_object_ref (window));
}

void
lotse_act_register (GtkWidget *widget, LotseProfile *profile, const char *event, const char *person, const char *state)
{
  start (widget, profile, register_job, (Act){ .event = (char *) event, .person = (char *) person, .state = (char *) state });
}

void
lotse_act_set_state (GtkWidget *widget, LotseProfile *profile, const char *event, const char *person, const char *state)
{
  start (widget, profile, register_job,
         (Act){ .event = (char *) event, .person = (char *) person, .state = (char *) state, .force = g_str_equal (state, "invited") });
}

void
lotse_act_register_new (GtkWidget *widget, LotseProfile *profile, const char *event, const char *name, const char *state)
{
  start (widget, profile, register_job, (Act){ .event = (char *) event, .name = (char *) name, .state = (char *) state });
}

void
lotse_act_give_place (GtkWidget *widget, LotseProfile *profile, const char *event, const char *person)
{
  start (widget, profile, register_job,
         (Act){ .event = (char *) event, .person = (char *) person, .state = (char *) "registered", .force = TRUE });
}

void
lotse_act_move_up (GtkWidget *widget, LotseProfile *profile, const char *event)
{
  start (widget, profile, move_up_job, (Act){ .event = (char *) event });
}

/* --- The event itself --------------------------------------------------------------------------------------- */

/* One sentence for what happened to the tasks; "" if nothing did. */
static char *
changes_text (GPtrArray *changes)
{
  guint made = 0, moved = 0;

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const LotseChecklistChange *change = g_ptr_array_index (changes, i);

      made += change->what == LOTSE_CHECKLIST_MADE ? 1 : 0;
      moved += change->what == LOTSE_CHECKLIST_MOVED ? 1 : 0;
    }
  if (made > 0)
    return g_strdup_printf (ngettext ("%u task made from the checklist", "%u tasks made from the checklist", made), made);
  if (moved > 0)
    return g_strdup_printf (ngettext ("%u task moved with the event", "%u tasks moved with the event", moved), moved);
  return g_strdup ("");
}

static gpointer
save_event_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *group = g_uuid_string_random ();
  g_autoptr (GPtrArray) changes = NULL;

  return lotse_checklist_save_event (store, data, group, &changes, error) ? changes_text (changes) : NULL;
}

static void
on_event_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lotse_job_text_finish (result, &error);

  if (text == NULL)
    lotse_window_error (widget, _ ("It Was Not Saved"), error);
  else if (*text != '\0')
    lotse_window_toast_undo (widget, text);
}

void
lotse_act_save_event (GtkWidget *widget, LotseProfile *profile, LotseRecord *event)
{
  LotseWindow *window = lotse_window_of (widget);

  if (lotse_profile_get_store (profile) != NULL && window != NULL)
    lotse_job_run (lotse_profile_get_store (profile), save_event_job, g_object_ref (event), g_object_unref, g_free, on_event_saved,
                   g_object_ref (window));
}
