/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What guests need, and when it is to be erased; see the header. */
#include "config.h"

#include "lotse-needs.h"

#include "lotse-collate.h"
#include "lotse-error.h"
#include "lotse-fold.h"
#include "lotse-id.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

static void
need_of_free (LotseNeedOf *of)
{
  g_free (of->registration);
  g_free (of->person);
  g_free (of->name);
  g_free (of->note);
  g_free (of);
}

static void
need_free (LotseNeed *need)
{
  g_ptr_array_unref (need->people);
  g_free (need);
}

static void
needs_due_free (LotseNeedsDue *due)
{
  g_free (due->event);
  g_free (due->title);
  g_free (due->date);
  g_ptr_array_unref (due->registrations);
  g_free (due);
}

/* --- Counting ----------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *event;
  gboolean with_names;
  GPtrArray *needs;
} Counting;

static void
add_need (Counting *counting, const char *name, const LotseGuest *guest, LotseRecord *registration)
{
  const char *note = lotse_record_get (registration, "needs_note");
  LotseNeed *need = NULL;
  LotseNeedOf *of = g_new0 (LotseNeedOf, 1);

  for (guint i = 0; i < counting->needs->len; i++)
    if (g_strcmp0 (((LotseNeed *) counting->needs->pdata[i])->need, name) == 0)
      need = counting->needs->pdata[i];
  g_assert (need != NULL);
  of->registration = g_strdup (guest->registration);
  of->person = g_strdup (guest->person);
  of->name = counting->with_names ? g_strdup (guest->name) : NULL;
  of->note = g_strdup (note != NULL ? note : "");
  g_ptr_array_add (need->people, of);
  need->count++;
}

static void
add_guest (Counting *counting, const LotseGuest *guest, LotseRecord *registration)
{
  const LotseField *field = lotse_kind_field (lotse_record_get_kind (registration), "needs");
  gboolean any = FALSE;

  for (guint i = 0; field->choices[i].name != NULL; i++)
    if (lotse_record_get_element (registration, "needs", field->choices[i].name) != NULL)
      {
        add_need (counting, field->choices[i].name, guest, registration);
        any = TRUE;
      }
  if (!any && lotse_record_get (registration, "needs_note") != NULL)
    add_need (counting, NULL, guest, registration);
}

static void
add_empty_needs (GPtrArray *needs)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("registration"), "needs");

  for (const LotseChoice *choice = field->choices;; choice++)
    {
      LotseNeed *need = g_new0 (LotseNeed, 1);

      need->need = choice->name;
      need->people = g_ptr_array_new_with_free_func ((GDestroyNotify) need_of_free);
      g_ptr_array_add (needs, need);
      if (choice->name == NULL)
        return;
    }
}

/* Only those who come: needs of people who wait or cancelled would make the caterer cook for nobody. */
static gboolean
run_count (LotseStore *store, gpointer data, GError **error)
{
  Counting *counting = data;
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, counting->event, error);

  if (guests == NULL)
    return FALSE;
  add_empty_needs (counting->needs);
  for (guint i = 0; i < guests->guests->len; i++)
    {
      const LotseGuest *guest = guests->guests->pdata[i];
      g_autoptr (LotseRecord) registration = NULL;

      if (g_strcmp0 (guest->state, "registered") != 0)
        continue;
      registration = lotse_store_get (store, guest->registration, error);
      if (registration == NULL)
        return FALSE;
      add_guest (counting, guest, registration);
    }
  for (guint i = counting->needs->len; i > 0; i--)
    if (((LotseNeed *) counting->needs->pdata[i - 1])->count == 0)
      g_ptr_array_remove_index (counting->needs, i - 1);
  return TRUE;
}

/**
 * lotse_needs_load:
 * @event: the id of an event
 * @with_names: whether whoever reads it must know who it is: for a helper with a wheelchair, not for a kitchen
 *
 * Returns: (transfer full) (element-type LotseNeed): the needs of all who are registered, or %NULL with NOT_FOUND, INVALID
 *   (no event) or an error of the store
 */
GPtrArray *
lotse_needs_load (LotseStore *store, const char *event, gboolean with_names, GError **error)
{
  g_autoptr (GPtrArray) needs = g_ptr_array_new_with_free_func ((GDestroyNotify) need_free);
  Counting counting = { event, with_names, needs };

  return lotse_store_run (store, run_count, &counting, error) ? g_steal_pointer (&needs) : NULL;
}

/**
 * lotse_need_label:
 *
 * Returns: (transfer none): what the need is called, in the language of the process
 */
const char *
lotse_need_label (const LotseNeed *need)
{
  if (need->need == NULL)
    return _("Notes on needs");
  return lotse_choice_label (lotse_kind_field (lotse_kind_find ("registration"), "needs"), need->need);
}

static void
need_note_free (LotseNeedNote *note)
{
  g_free (note->note);
  g_free (note);
}

static int
compare_notes (gconstpointer a, gconstpointer b)
{
  const LotseNeedNote *one = *(const LotseNeedNote *const *) a, *other = *(const LotseNeedNote *const *) b;

  return one->count != other->count ? (one->count < other->count) - (one->count > other->count)
                                    : lotse_collate_compare (one->note, other->note, NULL);
}

/**
 * lotse_need_notes:
 * @need: a need
 *
 * Returns: (transfer full) (element-type LotseNeedNote): what was written about it, for a list without names
 */
GPtrArray *
lotse_need_notes (const LotseNeed *need)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func ((GDestroyNotify) need_note_free);
  g_autoptr (GHashTable) by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < need->people->len; i++)
    {
      const LotseNeedOf *of = need->people->pdata[i];
      g_autofree char *folded = lotse_fold (of->note);
      LotseNeedNote *note = g_hash_table_lookup (by_text, folded);

      if (*of->note == '\0')
        continue;
      if (note == NULL)
        {
          note = g_new0 (LotseNeedNote, 1);
          note->note = g_strdup (of->note);
          g_ptr_array_add (notes, note);
          g_hash_table_insert (by_text, g_steal_pointer (&folded), note);
        }
      note->count++;
    }
  g_ptr_array_sort (notes, compare_notes);
  return notes;
}

/* --- Erasing ------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *event;
  GDate today;
  GPtrArray *due;       /* of LotseNeedsDue, NULL for events that are not due */
  GHashTable *by_event; /* id -> LotseNeedsDue or NULL */
} Seeking;

/* The last day of the event; FALSE if none is known. */
static gboolean
last_day (LotseRecord *event, GDate *date)
{
  g_autoptr (GPtrArray) slots = lotse_event_dup_slots (event);
  gboolean found = lotse_record_get_date (event, "date", date);

  for (guint i = 0; i < slots->len; i++)
    {
      const LotseSlot *slot = slots->pdata[i];
      g_autofree char *day = g_strndup (*slot->end != '\0' ? slot->end : slot->start, strlen ("2026-11-28"));
      GDate other;

      if (lotse_value_read_date (day, &other) && (!found || g_date_compare (&other, date) > 0))
        {
          *date = other;
          found = TRUE;
        }
    }
  return found;
}

static LotseNeedsDue *
due_of_event (LotseStore *store, Seeking *seeking, const char *id)
{
  gpointer known = NULL;
  LotseNeedsDue *due = NULL;
  g_autoptr (LotseRecord) event = NULL;
  char text[16];
  GDate date;

  if (g_hash_table_lookup_extended (seeking->by_event, id, NULL, &known))
    return known;
  event = lotse_store_get (store, id, NULL);
  if (event != NULL && last_day (event, &date) && g_date_days_between (&date, &seeking->today) >= LOTSE_NEEDS_KEEP_DAYS)
    {
      due = g_new0 (LotseNeedsDue, 1);
      due->event = g_strdup (id);
      due->title = g_strdup (lotse_event_title (event, NULL));
      g_date_strftime (text, sizeof text, "%Y-%m-%d", &date);
      due->date = g_strdup (text);
      due->registrations = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (seeking->due, due);
    }
  g_hash_table_insert (seeking->by_event, g_strdup (id), due);
  return due;
}

/* Registrations in the bin have needs too. */
static gboolean
seek (LotseStore *store, Seeking *seeking, const char *field, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("registration"));
  g_autoptr (GPtrArray) found = NULL;

  lotse_query_bin (query, LOTSE_BIN_WITH);
  if (!lotse_query_where (query, field, LOTSE_QUERY_NOT_EMPTY, NULL, error) ||
      (seeking->event != NULL && !lotse_query_where (query, "event", LOTSE_QUERY_EQUAL, seeking->event, error)))
    return FALSE;
  found = lotse_store_list (store, query, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const char *event = lotse_record_get (found->pdata[i], "event");
      const char *id = lotse_record_get_id (found->pdata[i]);
      LotseNeedsDue *due = event != NULL ? due_of_event (store, seeking, event) : NULL;

      if (due != NULL && !g_ptr_array_find_with_equal_func (due->registrations, id, g_str_equal, NULL))
        g_ptr_array_add (due->registrations, g_strdup (id));
    }
  return found != NULL;
}

static gboolean
run_seek (LotseStore *store, gpointer data, GError **error)
{
  return seek (store, data, "needs", error) && seek (store, data, "needs_note", error);
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  const LotseNeedsDue *one = *(const LotseNeedsDue *const *) a, *other = *(const LotseNeedsDue *const *) b;
  int order = strcmp (one->date, other->date);

  return order != 0 ? order : strcmp (one->event, other->event);
}

/**
 * lotse_needs_due:
 * @event: (nullable): the id of an event; %NULL for all
 * @today: (nullable): canonical date; %NULL for today
 *
 * Events without a date are never due.  Needs are kept for four weeks after the last day, which is the rule of the kind
 * `registration`.
 *
 * Returns: (transfer full) (element-type LotseNeedsDue): what is due, or %NULL with an error of the store or INVALID (the date)
 */
GPtrArray *
lotse_needs_due (LotseStore *store, const char *event, const char *today, GError **error)
{
  g_autoptr (GPtrArray) due = g_ptr_array_new_with_free_func ((GDestroyNotify) needs_due_free);
  g_autoptr (GHashTable) by_event = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Seeking seeking = { .event = event, .due = due, .by_event = by_event };

  g_date_clear (&seeking.today, 1);
  if (today == NULL)
    g_date_set_time_t (&seeking.today, (time_t) (lotse_store_corrected_now (store) / 1000));
  else if (!lotse_value_read_date (today, &seeking.today))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("There is no such date. Write year, month and day, for example 2026-11-22."));
      return NULL;
    }
  if (!lotse_store_run (store, run_seek, &seeking, error))
    return NULL;
  g_ptr_array_sort (due, compare_due);
  return g_steal_pointer (&due);
}

static gboolean
empty_needs (LotseRecord *registration, GError **error)
{
  g_auto (GStrv) needs = lotse_record_list_elements (registration, "needs");

  for (guint i = 0; needs[i] != NULL; i++)
    if (!lotse_record_set_element (registration, "needs", needs[i], NULL, error))
      return FALSE;
  return lotse_record_set (registration, "needs_note", NULL, error);
}

static gboolean
run_erase (LotseStore *store, gpointer data, GError **error)
{
  const char *const *ids = data;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *group = lotse_id_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      LotseRecord *record = lotse_store_get (store, ids[i], error);

      if (record == NULL)
        return FALSE;
      g_ptr_array_add (records, record);
      if (!g_str_equal (lotse_record_get_kind (record)->name, "registration"))
        {
          g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This is no registration. Nothing was changed."));
          return FALSE;
        }
      if (!empty_needs (record, error))
        return FALSE;
    }
  return records->len == 0 || lotse_store_save_many (store, records, group, NULL, NULL, NULL, error);
}

/**
 * lotse_needs_erase:
 * @registrations: (array zero-terminated=1): ids of registrations
 *
 * Empties their needs, all or none.  Every device then shows none, and former values leave the history of this one, and of the
 * others when they hear of it; it cannot be undone.  Errors: NOT_FOUND, INVALID, those of the store.
 */
gboolean
lotse_needs_erase (LotseStore *store, const char *const *registrations, GError **error)
{
  return lotse_store_run (store, run_erase, (gpointer) registrations, error) && lotse_store_scrub (store, registrations, error);
}
