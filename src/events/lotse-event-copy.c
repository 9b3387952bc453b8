/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copying an event; see the header. */
#include "config.h"

#include "lotse-event-copy.h"

#include "lotse-checklist-private.h"
#include "lotse-error.h"
#include "lotse-event.h"
#include "lotse-events-private.h"
#include "lotse-guests.h"
#include "lotse-id.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  const char *from;
  const char *date;
  LotseEventCopyFlags flags;
  LotseRecord *old;
  LotseRecord *event;
  int days;           /* how far all times move */
  gboolean shifts;    /* both dates are known */
  GPtrArray *records; /* to be saved */
} Copying;

/* A date or time, moved; NULL if it cannot be said. */
static char *
shifted (const Copying *copying, const char *when)
{
  g_autofree char *day = when != NULL && strlen (when) >= 10 ? g_strndup (when, 10) : NULL;
  g_autofree char *moved = day != NULL && copying->shifts ? lotse_events_add_days (day, copying->days) : NULL;

  return moved != NULL ? g_strconcat (moved, when + 10, NULL) : NULL;
}

/* Fields with one value or with elements, as they are. */
static gboolean
take_fields (const LotseRecord *from, LotseRecord *to, const char *const *fields, GError **error)
{
  for (guint i = 0; fields[i] != NULL; i++)
    {
      const LotseField *field = lotse_kind_field (lotse_record_get_kind (from), fields[i]);
      g_auto (GStrv) elements = lotse_field_has_elements (field) ? lotse_record_list_elements (from, fields[i]) : NULL;

      if (elements == NULL && !lotse_record_set (to, fields[i], lotse_record_get (from, fields[i]), error))
        return FALSE;
      for (guint e = 0; elements != NULL && elements[e] != NULL; e++)
        if (!lotse_record_set_element (to, fields[i], elements[e], lotse_record_get_element (from, fields[i], elements[e]), error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
take_slots (const Copying *copying, GError **error)
{
  g_autoptr (GPtrArray) slots = lotse_event_dup_slots (copying->old);

  for (guint i = 0; i < slots->len; i++)
    {
      const LotseSlot *slot = slots->pdata[i];
      g_autofree char *start = shifted (copying, slot->start);
      g_autofree char *end = shifted (copying, slot->end);

      if (*slot->key != '\0' && !lotse_event_set_slot (copying->event, slot->key, slot->title, start, end, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
copy_event (Copying *copying, GError **error)
{
  static const char *const always[] = { "title_de", "title_en", "format", "programme", "series", "region", "capacity",
                                        "places_per_organisation", "organiser", "counts_as", "form", "modules", "about_de", "about_en", NULL };
  static const char *const partners[] = { "partners", NULL };
  static const char *const room[] = { "venue", "room", NULL };
  const char *old_date = lotse_record_get (copying->old, "date");
  g_autofree char *closes = NULL;

  copying->shifts = old_date != NULL && copying->date != NULL;
  copying->days = lotse_events_days_between (old_date, copying->date);
  closes = shifted (copying, lotse_record_get (copying->old, "registration_closes"));
  g_ptr_array_add (copying->records, g_object_ref (copying->event));
  return take_fields (copying->old, copying->event, always, error) && lotse_record_set (copying->event, "date", copying->date, error)
         && lotse_record_set (copying->event, "state", "planned", error)
         && lotse_record_set (copying->event, "registration_closes", closes, error) && take_slots (copying, error)
         && ((copying->flags & LOTSE_EVENT_COPY_PARTNERS) == 0 || take_fields (copying->old, copying->event, partners, error))
         && ((copying->flags & LOTSE_EVENT_COPY_ROOM) == 0 || take_fields (copying->old, copying->event, room, error));
}

/* One item of the agenda; `copies` leads from the ids of the old items to those of the new ones. */
static gboolean
copy_item (Copying *copying, LotseRecord *old, GHashTable *copies, GError **error)
{
  static const char *const always[] = { "title", "type", "leaders", "capacity", NULL };
  static const char *const room[] = { "room", NULL };
  const char *merged = lotse_record_get (old, "merged_with");
  g_autoptr (LotseRecord) item = lotse_record_new (lotse_kind_find ("agenda_item"), g_hash_table_lookup (copies, lotse_record_get_id (old)));
  g_autofree char *start = shifted (copying, lotse_record_get (old, "starts_at"));
  g_autofree char *end = shifted (copying, lotse_record_get (old, "ends_at"));

  if (!take_fields (old, item, always, error) || ((copying->flags & LOTSE_EVENT_COPY_ROOM) != 0 && !take_fields (old, item, room, error))
      || !lotse_record_set (item, "event", lotse_record_get_id (copying->event), error) || !lotse_record_set (item, "starts_at", start, error)
      || !lotse_record_set (item, "ends_at", end, error)
      || !lotse_record_set (item, "merged_with", merged != NULL ? g_hash_table_lookup (copies, merged) : NULL, error))
    return FALSE;
  g_ptr_array_add (copying->records, g_steal_pointer (&item));
  return TRUE;
}

static gboolean
copy_agenda (Copying *copying, LotseStore *store, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("agenda_item"));
  g_autoptr (GHashTable) copies = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GPtrArray) items = NULL;

  if (!lotse_query_where (query, "event", LOTSE_QUERY_EQUAL, copying->from, error))
    return FALSE;
  items = lotse_store_list (store, query, error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    g_hash_table_insert (copies, (gpointer) lotse_record_get_id (items->pdata[i]), lotse_id_new ());
  for (guint i = 0; items != NULL && i < items->len; i++)
    if (!copy_item (copying, items->pdata[i], copies, error))
      return FALSE;
  return items != NULL;
}

static gboolean
copy_guest (Copying *copying, LotseStore *store, const LotseGuest *guest, GError **error)
{
  const char *event = lotse_record_get_id (copying->event);
  g_autofree char *id = lotse_id_derive ("registration", event, guest->person, NULL);
  g_autoptr (LotseRecord) registration = lotse_record_new (lotse_kind_find ("registration"), id);
  g_autoptr (LotseRecord) organisation = guest->organisation != NULL ? lotse_store_get (store, guest->organisation, NULL) : NULL;
  g_autoptr (LotseRecord) person = lotse_store_get (store, guest->person, NULL);
  const char *typed = guest->organisation == NULL && *guest->organisation_name != '\0' ? guest->organisation_name : NULL;

  /* Who is not on this device cannot be invited from it. */
  if (person == NULL || lotse_record_is_deleted (person) || g_strcmp0 (guest->state, "cancelled") == 0)
    return TRUE;
  if (!lotse_record_set (registration, "event", event, error) || !lotse_record_set (registration, "person", guest->person, error)
      || !lotse_record_set (registration, "organisation", organisation != NULL ? guest->organisation : NULL, error)
      || !lotse_record_set (registration, "organisation_name", typed, error) || !lotse_record_set (registration, "role", guest->role, error)
      || !lotse_record_set (registration, "state", "invited", error))
    return FALSE;
  g_ptr_array_add (copying->records, g_steal_pointer (&registration));
  return TRUE;
}

static gboolean
copy_people (Copying *copying, LotseStore *store, GError **error)
{
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, copying->from, error);

  for (guint i = 0; guests != NULL && i < guests->guests->len; i++)
    if (!copy_guest (copying, store, guests->guests->pdata[i], error))
      return FALSE;
  return guests != NULL;
}

static gboolean
copy_checklist (Copying *copying, LotseStore *store, GError **error)
{
  const char *id = lotse_record_get (copying->event, "format");
  g_autoptr (LotseRecord) format = id != NULL ? lotse_store_get (store, id, NULL) : NULL;
  LotseChecklistPlan plan;
  gboolean done;

  lotse_checklist_plan_init (&plan, store);
  done = format == NULL || lotse_checklist_plan_event (&plan, copying->event, format, error);
  for (guint i = 0; done && i < plan.records->len; i++)
    g_ptr_array_add (copying->records, g_object_ref (plan.records->pdata[i]));
  lotse_checklist_plan_clear (&plan);
  return done;
}

static gboolean
call_copy (LotseStore *store, gpointer data, GError **error)
{
  Copying *copying = data;
  g_autofree char *group = lotse_id_mark ();

  copying->old = lotse_store_get (store, copying->from, error);
  if (copying->old == NULL)
    return FALSE;
  if (!g_str_equal (lotse_record_get_kind (copying->old)->name, "event"))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This is no event. Choose an event from the list of events."));
      return FALSE;
    }
  return copy_event (copying, error) && ((copying->flags & LOTSE_EVENT_COPY_AGENDA) == 0 || copy_agenda (copying, store, error))
         && ((copying->flags & LOTSE_EVENT_COPY_PEOPLE) == 0 || copy_people (copying, store, error))
         && ((copying->flags & LOTSE_EVENT_COPY_CHECKLIST) == 0 || copy_checklist (copying, store, error))
         && lotse_store_save_many (store, copying->records, group, NULL, NULL, NULL, error);
}

/**
 * lotse_event_copy:
 * @store: the device's database
 * @event: the id of the earlier event
 * @date: (nullable): the canonical date of the new one; without it nothing has a time yet
 * @flags: what else is taken over
 *
 * Makes the new event and all that belongs to it in one transaction, which one undo takes back.
 *
 * Returns: (transfer full): the id of the new event, or %NULL with an error of the store or INVALID (no event, no date)
 */
char *
lotse_event_copy (LotseStore *store, const char *event, const char *date, LotseEventCopyFlags flags, GError **error)
{
  g_autoptr (LotseRecord) copy = lotse_record_new (lotse_kind_find ("event"), NULL);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  Copying copying = { .from = event, .date = date, .flags = flags, .event = copy, .records = records };
  gboolean done = lotse_store_run (store, call_copy, &copying, error);

  g_clear_object (&copying.old);
  return done ? g_strdup (lotse_record_get_id (copy)) : NULL;
}
