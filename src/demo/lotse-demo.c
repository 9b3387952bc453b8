/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The example centre; see the header.  Runs once in a profile, in one thread, some 2,000 records. */
#include "config.h"

#include "lotse-demo-private.h"

#include "lotse-error.h"
#include "lotse-import.h"

#include <glib/gi18n.h>
#include <stdarg.h>

/* --- Dice and texts ----------------------------------------------------------------------------------------- */

guint
lotse_demo_dice (LotseDemo *self, guint below)
{
  return (guint) g_rand_int_range (self->rand, 0, (gint32) below);
}

gboolean
lotse_demo_chance (LotseDemo *self, guint percent)
{
  return lotse_demo_dice (self, 100) < percent;
}

const char *
lotse_demo_pick (LotseDemo *self, const char *const *words)
{
  return words[lotse_demo_dice (self, g_strv_length ((char **) words))];
}

const char *
lotse_demo_text (LotseDemo *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list values;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);
  return g_string_chunk_insert_const (self->texts, text);
}

const char *
lotse_demo_date (LotseDemo *self, int days)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (self->today, days);
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  return g_string_chunk_insert_const (self->texts, text);
}

const char *
lotse_demo_time (LotseDemo *self, int days, guint hour, guint minute)
{
  return lotse_demo_text (self, "%sT%02u:%02u", lotse_demo_date (self, days), hour, minute);
}

/* --- Records ------------------------------------------------------------------------------------------------ */

/* The same for the same seed, kind and count: sixteen bytes of a digest, marked as a UUID of version 8. */
static char *
make_id (LotseDemo *self, const char *kind)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, kind)) + 1;
  g_autofree char *name = g_strdup_printf ("example centre %" G_GUINT64_FORMAT " %s %u", self->seed, kind, count);
  char *id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  g_hash_table_insert (self->counts, (gpointer) kind, GUINT_TO_POINTER (count));
  id[12] = '8';
  id[16] = 'a';
  id[32] = '\0';
  return id;
}

/* What must exist once has the id that follows from its links. */
static LotseRecord *
with_own_id (LotseRecord *record)
{
  g_autofree char *id = lotse_record_dup_derived_id (record);
  LotseRecord *one = id != NULL ? lotse_record_new (lotse_record_get_kind (record), id) : NULL;
  g_autoptr (GPtrArray) changes = one != NULL ? lotse_record_diff (one, record) : NULL;

  if (one == NULL)
    return record;
  for (guint i = 0; i < changes->len; i++)
    lotse_record_apply (one, ((LotseRecordChange *) changes->pdata[i])->reg, ((LotseRecordChange *) changes->pdata[i])->value);
  g_object_unref (record);
  return one;
}

LotseRecord *
lotse_demo_add (LotseDemo *self, const char *kind, ...)
{
  g_autofree char *id = make_id (self, kind);
  LotseRecord *record = lotse_record_new (lotse_kind_find (kind), id);
  const char *field;
  va_list values;

  va_start (values, kind);
  while ((field = va_arg (values, const char *)) != NULL)
    {
      const char *value = va_arg (values, const char *);
      g_autoptr (GError) error = NULL;

      /* The values are this program's own: what does not fit is a bug. */
      if (value != NULL && !lotse_record_set (record, field, value, &error))
        g_error ("example %s.%s: %s", kind, field, error->message);
    }
  va_end (values);
  record = with_own_id (record);
  g_ptr_array_add (self->records, record);
  return record;
}

const char *
lotse_demo_id (LotseRecord *record)
{
  return lotse_record_get_id (record);
}

void
lotse_demo_element (LotseRecord *record, const char *field, const char *element, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (!lotse_record_set_element (record, field, element, value, &error))
    g_error ("example %s/%s: %s", field, element, error->message);
}

const char *
lotse_demo_imported (LotseDemo *self, const char *kind, const char *reference)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  g_autoptr (GPtrArray) found = NULL;

  if (!lotse_query_where (query, "reference", LOTSE_QUERY_EQUAL, reference, NULL))
    return NULL;
  found = lotse_store_list (self->store, query, NULL);
  if (found == NULL || found->len == 0)
    return NULL;
  return g_string_chunk_insert_const (self->texts, lotse_record_get_id (g_ptr_array_index (found, 0)));
}

/* --- Imports ------------------------------------------------------------------------------------------------ */

static gboolean
import_table (LotseDemo *self, const char *kind, const char *file, const char *const *maps, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat ("/de/lotse/demo/", file, NULL);
  g_autoptr (GBytes) content = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr (LotseImport) import = NULL;
  g_autoptr (LotseImportReport) report = NULL;

  if (content == NULL)
    return FALSE;
  import = lotse_import_new (self->store, lotse_kind_find (kind), content, error);
  for (guint i = 0; import != NULL && maps != NULL && maps[i] != NULL; i += 2)
    if (!lotse_import_set_map (import, maps[i], maps[i + 1], error))
      return FALSE;
  report = import != NULL ? lotse_import_apply (import, cancellable, NULL, NULL, error) : NULL;
  if (report == NULL)
    return FALSE;
  if (report->applied)
    return TRUE;
  /* What a person has made of an earlier example, such as a record in the bin, may stand against it. */
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT, _("The example does not fit to what is in this profile (%s). Use a new profile for it."),
               ((LotseImportNote *) g_ptr_array_index (report->notes, 0))->text);
  return FALSE;
}

gboolean
lotse_demo_import_organisations (LotseDemo *self, GCancellable *cancellable, GError **error)
{
  return import_table (self, "organisation", "organisations.csv", NULL, cancellable, error);
}

gboolean
lotse_demo_import_events (LotseDemo *self, GCancellable *cancellable, GError **error)
{
  static const char *const maps[] = { "event", "reference", "place", "venue", NULL };

  return import_table (self, "event_format", "formats.csv", NULL, cancellable, error) &&
         import_table (self, "event", "events.csv", maps, cancellable, error) &&
         import_table (self, "participation", "attendance.csv", NULL, cancellable, error);
}

/* --- Where nothing invented may go --------------------------------------------------------------------------- */

#define SETTING "demo" /* "1" from the moment when a profile begins to be an example */

static gboolean
has_records (LotseStore *store, gboolean *any, GError **error)
{
  const LotseKind *const *kinds;
  guint n;

  *any = FALSE;
  kinds = lotse_kinds_list (&n);
  for (guint i = 0; i < n && !*any; i++)
    {
      g_autoptr (LotseQuery) query = lotse_query_new (kinds[i]);
      gint64 count;

      lotse_query_bin (query, LOTSE_BIN_WITH);
      count = lotse_store_count (store, query, error);
      if (count < 0)
        return FALSE;
      *any = count > 0;
    }
  return TRUE;
}

/* Invented people must reach neither a real centre nor somebody's own data, from which nobody could tell them apart. */
static gboolean
claim_profile (LotseStore *store, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);
  g_autofree char *mark = state != NULL ? lotse_store_get_setting (store, SETTING, error) : NULL;
  gboolean any;

  if (state == NULL || (error != NULL && *error != NULL))
    return FALSE;
  if (state->account != NULL || state->url != NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("This profile is connected to a centre, where invented people must not go. Nothing was written. Use a new profile for the example."));
      return FALSE;
    }
  if (mark != NULL)
    return TRUE;
  if (!has_records (store, &any, error))
    return FALSE;
  if (any)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("This profile holds records of its own, and invented people would be mixed with them. Nothing was written. Use a new profile for the example."));
      return FALSE;
    }
  return lotse_store_set_setting (store, SETTING, "1", error);
}

/* --- Filling ------------------------------------------------------------------------------------------------ */

static void
person_free (gpointer person)
{
  g_free (person);
}

static void
demo_init (LotseDemo *self, LotseStore *store, guint64 seed)
{
  self->store = store;
  self->seed = seed;
  self->rand = g_rand_new_with_seed_array ((guint32[]){ (guint32) seed, (guint32) (seed >> 32) }, 2);
  self->today = g_date_time_new_now_local ();
  self->texts = g_string_chunk_new (4096);
  self->counts = g_hash_table_new (g_str_hash, g_str_equal);
  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->staff = g_ptr_array_new ();
  self->mentors = g_ptr_array_new_with_free_func (person_free);
  self->mentees = g_ptr_array_new_with_free_func (person_free);
  self->modules = g_ptr_array_new ();
}

static void
demo_clear (LotseDemo *self)
{
  g_rand_free (self->rand);
  g_date_time_unref (self->today);
  g_hash_table_unref (self->counts);
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->staff);
  g_ptr_array_unref (self->mentors);
  g_ptr_array_unref (self->mentees);
  g_ptr_array_unref (self->modules);
  g_string_chunk_free (self->texts);
}

gboolean
lotse_demo_fill (LotseStore *store,
                 guint64 seed,
                 GCancellable *cancellable,
                 LotseDemoProgress progress,
                 gpointer data,
                 GError **error)
{
  LotseDemo self = { 0 };
  gboolean done;

  if (!claim_profile (store, error))
    return FALSE;
  demo_init (&self, store, seed);
  done = lotse_demo_import_organisations (&self, cancellable, error) && lotse_demo_import_events (&self, cancellable, error);
  if (done)
    {
      lotse_demo_add_centre (&self);
      lotse_demo_add_people (&self);
      lotse_demo_add_tandems (&self);
      lotse_demo_add_daily_work (&self);
      lotse_demo_add_grants (&self);
      done = lotse_store_save_many (store, self.records, NULL, cancellable, progress, data, error)
             && lotse_demo_plan_grants (&self, error);
    }
  demo_clear (&self);
  return done;
}
