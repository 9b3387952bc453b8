/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deadlines with what a list says of them besides; see the header.
 *
 * Load: some hundred deadlines of a few dozen applications; what lines have in common is read once.
 */
#include "config.h"

#include "lotse-deadline-lines.h"

#include "lotse-deadlines.h"
#include "lotse-jobs.h"

void
lotse_deadline_line_free (LotseDeadlineLine *self)
{
  if (self == NULL)
    return;
  lotse_deadline_free (self->deadline);
  g_free (self->responsible);
  g_free (self);
}

typedef struct
{
  LotseStore *store;
  const char *person;
  GHashTable *known;  /* id of a record -> whether it is an application that is only known, as a pointer */
  GHashTable *names;  /* id of a person -> name, "" if it is not here */
} Reading;

static gboolean
is_known_only (Reading *reading, const char *id)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (reading->known, id, NULL, &known))
    {
      g_autoptr (LotseRecord) record = lotse_store_get_standing (reading->store, id, NULL);
      const gboolean application = record != NULL && g_str_equal (lotse_record_get_kind (record)->name, "application");

      known = GINT_TO_POINTER (application && g_strcmp0 (lotse_record_get (record, "involvement"), "known") == 0);
      g_hash_table_insert (reading->known, g_strdup (id), known);
    }
  return GPOINTER_TO_INT (known);
}

static const char *
name_of (Reading *reading, const char *id)
{
  const char *name = g_hash_table_lookup (reading->names, id);

  if (name == NULL)
    {
      char *title = lotse_job_title_of (reading->store, id);

      name = title != NULL ? title : g_strdup ("");
      g_hash_table_insert (reading->names, g_strdup (id), (gpointer) name);
    }
  return *name != '\0' ? name : NULL;
}

static LotseDeadlineLine *
line_new (Reading *reading, LotseDeadline *deadline)
{
  LotseDeadlineLine *line = g_new0 (LotseDeadlineLine, 1);

  line->deadline = deadline;
  line->known_only = deadline->attached != NULL && is_known_only (reading, deadline->attached);
  if (deadline->responsible != NULL)
    line->responsible = g_strdup (name_of (reading, deadline->responsible));
  line->mine = reading->person != NULL
               && (g_strcmp0 (deadline->responsible, reading->person) == 0 || g_strcmp0 (deadline->deputy, reading->person) == 0);
  return line;
}

GPtrArray *
lotse_deadline_lines_read (LotseStore *store, const char *attached, const char *person, GError **error)
{
  const LotseDeadlinesFlags flags = LOTSE_DEADLINES_ALL | LOTSE_DEADLINES_GRANTS;
  g_autoptr (GPtrArray) found = attached != NULL ? lotse_deadlines_read_of (store, attached, flags, error)
                                                 : lotse_deadlines_read (store, NULL, flags, error);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Reading reading = { store, person, known, names };
  GPtrArray *lines;

  if (found == NULL)
    return NULL;
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_deadline_line_free);
  g_ptr_array_set_free_func (found, NULL);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (lines, line_new (&reading, found->pdata[i]));
  return lines;
}

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_deadline_lines_read (store, NULL, data, error);
}

void
lotse_deadline_lines_load_async (LotseStore *store, const char *person, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, g_strdup (person), g_free, (GDestroyNotify) g_ptr_array_unref, callback, user_data);
}

GPtrArray *
lotse_deadline_lines_load_finish (GAsyncResult *result, GError **error)
{
  return lotse_job_array_finish (result, error);
}
