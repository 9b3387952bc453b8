/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a list says about a record; see the header.
 *
 * Load: once for every row that scrolls into view; a pair reads two of its sessions, by an index.
 */
#include "config.h"

#include "lotse-describe.h"

#include "lotse-format.h"
#include "lotse-guests.h"
#include "lotse-jobs.h"
#include "lotse-reach.h"
#include "lotse-store-records.h"

#include <glib/gi18n.h>

void
lotse_description_free (LotseDescription *self)
{
  if (self == NULL)
    return;
  g_free (self->kind);
  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->mark);
  g_free (self);
}

/* --- Pairs -------------------------------------------------------------------------------------------------- */

int
lotse_quiet_after_least (LotseStore *store)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("programme"));
  g_autoptr (GPtrArray) programmes = lotse_store_list (store, query, NULL);
  int least = LOTSE_PAIR_QUIET_AFTER;

  for (guint i = 0; programmes != NULL && i < programmes->len; i++)
    least = MIN (least, lotse_pair_quiet_after (g_ptr_array_index (programmes, i)));
  return MAX (least, 0);
}

void
lotse_pair_state_read (LotseStore *store, LotseRecord *pair, LotsePairState *state)
{
  const LotseRecords records = lotse_store_records (store);
  g_autofree char *today = lotse_format_today ();

  lotse_pair_state_find (&records, pair, today, state, NULL);
}

static void
append_part (GString *line, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, " · ");
  g_string_append (line, text);
}

static void
append_field (GString *line, LotseRecord *record, const char *name)
{
  const LotseField *field = lotse_kind_field (lotse_record_get_kind (record), name);
  g_autofree char *text = field != NULL ? lotse_format_value (field, lotse_record_get (record, name)) : NULL;

  append_part (line, text);
}

static void
append_day (GString *line, const char *format, const char *iso)
{
  g_autofree char *day = iso != NULL ? lotse_format_day (iso) : NULL;
  GString *text;

  if (day == NULL)
    return;
  text = g_string_new (format);
  g_string_replace (text, "%s", day, 1);
  append_part (line, text->str);
  g_string_free (text, TRUE);
}

static gboolean
is_strained (LotseRecord *pair)
{
  return g_strcmp0 (lotse_record_get (pair, "mentor_health"), "strained") == 0
         || g_strcmp0 (lotse_record_get (pair, "mentee_health"), "strained") == 0;
}

static void
describe_pair (LotseStore *store, LotseRecord *pair, LotseDescription *description)
{
  g_auto (LotsePairState) state = { 0 };
  GString *line = g_string_new (NULL);

  lotse_pair_state_read (store, pair, &state);
  append_field (line, pair, "state");
  append_field (line, pair, "life_area");
  /* Translators: the day of a pair's last meeting. */
  append_day (line, _ ("last met %s"), state.last);
  /* Translators: the day of a pair's next meeting. */
  append_day (line, _ ("next %s"), state.next);
  description->subtitle = g_string_free (line, FALSE);
  if (is_strained (pair))
    description->mark = g_strdup (_ ("strained"));
  else if (state.quiet)
    description->mark = g_strdup (_ ("quiet"));
  description->tone = description->mark != NULL ? LOTSE_TONE_WARNING : LOTSE_TONE_PLAIN;
}

/* --- Events ------------------------------------------------------------------------------------------------- */

/* Who has a place, of an event that is still to come. */
static gboolean
read_registered (LotseStore *store, LotseRecord *event, LotseEventNumbers *numbers)
{
  g_autoptr (LotseGuests) guests = lotse_guests_load (store, lotse_record_get_id (event), NULL);
  g_autoptr (GPtrArray) quotas = guests != NULL ? lotse_guests_quotas (guests, NULL) : NULL;

  if (guests == NULL)
    return FALSE;
  numbers->people = lotse_guests_n_places_taken (guests);
  for (guint i = 0; i < quotas->len; i++)
    numbers->organisations += ((LotseQuota *) quotas->pdata[i])->registered > 0 ? 1 : 0;
  return TRUE;
}

gboolean
lotse_event_numbers_read (LotseStore *store, LotseRecord *event, LotseEventNumbers *numbers)
{
  const char *const events[] = { lotse_record_get_id (event), NULL };
  const LotseReachFilter filter = { .events = events };
  const char *date = lotse_record_get (event, "date");
  g_autoptr (LotseReach) reach = lotse_reach_load (store, &filter, NULL);

  memset (numbers, 0, sizeof *numbers);
  if (reach == NULL)
    return FALSE;
  numbers->people = reach->people;
  numbers->organisations = reach->organisations->len;
  numbers->ahead = reach->people == 0 && g_strcmp0 (lotse_record_get (event, "state"), "held") != 0
                   && (date == NULL || lotse_format_days_until (date) >= 0);
  return !numbers->ahead || read_registered (store, event, numbers);
}

char *
lotse_event_numbers_text (const LotseEventNumbers *numbers, LotseRecord *event)
{
  const gint64 places = lotse_record_get_int (event, "capacity", 0);
  g_autofree char *people = NULL;
  g_autofree char *organisations = NULL;

  if (numbers->people == 0 && numbers->organisations == 0 && !(numbers->ahead && places > 0))
    return NULL;
  if (numbers->ahead && places > 0)
    /* Translators: people who have a place, and all places of an event. */
    people = g_strdup_printf (_ ("%u of %d places taken"), numbers->people, (int) places);
  else if (numbers->ahead)
    people = g_strdup_printf (ngettext ("%u registered", "%u registered", numbers->people), numbers->people);
  else
    people = g_strdup_printf (ngettext ("%u person", "%u people", numbers->people), numbers->people);
  if (numbers->organisations == 0)
    return g_steal_pointer (&people);
  organisations = g_strdup_printf (ngettext ("%u organisation", "%u organisations", numbers->organisations), numbers->organisations);
  return g_strdup_printf ("%s · %s", organisations, people);
}

static void
describe_event (LotseStore *store, LotseRecord *event, LotseDescription *description)
{
  const char *state = lotse_record_get (event, "state");
  GString *line = g_string_new (NULL);
  LotseEventNumbers numbers;
  g_autofree char *counts = NULL;

  append_day (line, "%s", lotse_record_get (event, "date"));
  append_field (line, event, "venue");
  if (lotse_event_numbers_read (store, event, &numbers))
    counts = lotse_event_numbers_text (&numbers, event);
  if (counts != NULL)
    g_string_append_printf (line, "%s%s", line->len > 0 ? "\n" : "", counts);
  description->subtitle = g_string_free (line, FALSE);
  /* Most of a long list is held; the others are what people look for. */
  if (state != NULL && !g_str_equal (state, "held"))
    description->mark = lotse_format_value (lotse_kind_field (lotse_record_get_kind (event), "state"), state);
  if (g_strcmp0 (state, "cancelled") == 0 || g_strcmp0 (state, "full") == 0)
    description->tone = LOTSE_TONE_WARNING;
  else if (g_strcmp0 (state, "open") == 0)
    description->tone = LOTSE_TONE_GOOD;
}

/* --- Others ------------------------------------------------------------------------------------------------- */

static void
describe_person (LotseRecord *person, LotseDescription *description)
{
  GString *line = g_string_new (NULL);

  append_field (line, person, "office");
  append_field (line, person, "region");
  append_field (line, person, "email");
  if (line->len == 0)
    append_field (line, person, "phone");
  description->subtitle = g_string_free (line, FALSE);
}

static void
describe_organisation (LotseRecord *organisation, LotseDescription *description)
{
  GString *line = g_string_new (NULL);

  append_field (line, organisation, "type");
  append_field (line, organisation, "city");
  description->subtitle = g_string_free (line, FALSE);
}

/* Whose it is and what for; how it stands is the mark. */
static void
describe_application (LotseStore *store, LotseRecord *application, LotseDescription *description)
{
  const char *state = lotse_record_get (application, "state");
  const char *const linked[] = { "organisation", "call", "programme" };
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (linked); i++)
    {
      const char *id = lotse_record_get (application, linked[i]);
      g_autofree char *title = id != NULL ? lotse_job_title_of (store, id) : NULL;

      /* The call names its programme. */
      if (i < 2 || lotse_record_get (application, "call") == NULL)
        append_part (line, title);
    }
  description->subtitle = g_string_free (line, FALSE);
  if (state != NULL)
    description->mark = lotse_format_value (lotse_kind_field (lotse_record_get_kind (application), "state"), state);
  if (g_strcmp0 (state, "awarded") == 0 || g_strcmp0 (state, "running") == 0)
    description->tone = LOTSE_TONE_GOOD;
  else if (g_strcmp0 (state, "declined") == 0)
    description->tone = LOTSE_TONE_WARNING;
}

static void
describe_form (LotseRecord *form, LotseDescription *description)
{
  GString *line = g_string_new (NULL);
  const gint64 version = lotse_record_get_int (form, "version", 1);

  append_field (line, form, "purpose");
  if (version > 1)
    {
      g_autofree char *text = g_strdup_printf (_ ("version %d"), (int) version);

      append_part (line, text);
    }
  description->subtitle = g_string_free (line, FALSE);
  if (!lotse_record_get_bool (form, "released"))
    description->mark = g_strdup (C_ ("form", "draft"));
}

LotseDescription *
lotse_describe (LotseStore *store, LotseRecord *record)
{
  LotseDescription *self = g_new0 (LotseDescription, 1);
  const char *kind = lotse_record_get_kind (record)->name;

  self->kind = g_strdup (kind);
  self->id = g_strdup (lotse_record_get_id (record));
  self->title = lotse_job_title (store, record);
  if (g_str_equal (kind, "mentoring_pair"))
    describe_pair (store, record, self);
  else if (g_str_equal (kind, "person"))
    describe_person (record, self);
  else if (g_str_equal (kind, "organisation"))
    describe_organisation (record, self);
  else if (g_str_equal (kind, "event"))
    describe_event (store, record, self);
  else if (g_str_equal (kind, "form"))
    describe_form (record, self);
  else if (g_str_equal (kind, "application"))
    describe_application (store, record, self);
  else
    self->subtitle = lotse_job_subtitle (store, record);
  return self;
}

static gpointer
describe_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, data, error);

  return record != NULL ? lotse_describe (store, record) : NULL;
}

void
lotse_describe_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, describe_job, g_strdup (id), g_free, (GDestroyNotify) lotse_description_free, callback, user_data);
}

LotseDescription *
lotse_describe_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  return lotse_store_call_finish (LOTSE_STORE (store), result, error);
}
