/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything that a page says about one record; see the header.
 *
 * Load: once for each record that is opened; about twenty queries by index, each limited.
 */
#include "config.h"

#include "lotse-record-view.h"

#include "lotse-format.h"
#include "lotse-history-lines.h"
#include "lotse-jobs.h"
#include "lotse-record-dates.h"

#include <glib/gi18n.h>

#define MOST_LINKED 25
#define HISTORY_LINES 5

static void
line_free (gpointer data)
{
  LotseViewLine *line = data;

  g_free (line->text);
  g_free (line->kind);
  g_free (line->id);
  g_free (line);
}

static void
group_free (gpointer data)
{
  LotseViewGroup *group = data;

  g_ptr_array_unref (group->rows);
  g_free (group);
}

void
lotse_record_view_free (LotseRecordView *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->record);
  g_free (self->title);
  g_free (self->subtitle);
  g_ptr_array_unref (self->lines);
  g_ptr_array_unref (self->groups);
  g_clear_pointer (&self->dates, g_ptr_array_unref);
  g_clear_pointer (&self->history, g_ptr_array_unref);
  g_free (self);
}

/* --- Fields ------------------------------------------------------------------------------------------------- */

static char *
elements_text (LotseStore *store, LotseRecord *record, const LotseField *field)
{
  g_auto (GStrv) elements = lotse_record_list_elements (record, field->name);
  GString *text = g_string_new (NULL);

  for (guint i = 0; elements != NULL && elements[i] != NULL; i++)
    {
      g_autofree char *linked = field->links != NULL ? lotse_job_title_of (store, elements[i]) : NULL;
      g_autofree char *label = linked == NULL ? lotse_format_value (field, elements[i]) : NULL;
      const char *value = lotse_record_get_element (record, field->name, elements[i]);

      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append (text, linked != NULL ? linked : label);
      if (field->type == LOTSE_FIELD_MAP && value != NULL && (field->flags & LOTSE_FIELD_JSON) == 0)
        {
          g_autofree char *shown = lotse_format_element (value);

          g_string_append_printf (text, " (%s)", shown);
        }
    }
  return g_string_free (text, FALSE);
}

static LotseViewLine *
make_line (LotseStore *store, LotseRecord *record, const LotseField *field)
{
  LotseViewLine *line;
  const char *value;

  if ((field->flags & (LOTSE_FIELD_INTERNAL | LOTSE_FIELD_JSON)) != 0 || field->type == LOTSE_FIELD_BLOB)
    return NULL;
  line = g_new0 (LotseViewLine, 1);
  line->field = field;
  if (lotse_field_has_elements (field))
    {
      line->text = elements_text (store, record, field);
      return line;
    }
  value = lotse_record_get (record, field->name);
  if (value != NULL && field->type == LOTSE_FIELD_LINK)
    {
      g_autoptr (LotseRecord) linked = lotse_store_get_standing (store, value, NULL);

      line->text = linked != NULL ? lotse_job_title (store, linked) : g_strdup (_ ("(not on this device)"));
      line->kind = linked != NULL ? g_strdup (lotse_record_get_kind (linked)->name) : NULL;
      line->id = linked != NULL ? g_strdup (lotse_record_get_id (linked)) : NULL;
      return line;
    }
  line->text = lotse_format_value (field, value);
  return line;
}

static void
read_lines (LotseStore *store, LotseRecordView *view)
{
  const LotseKind *kind = lotse_record_get_kind (view->record);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      LotseViewLine *line = make_line (store, view->record, &kind->fields[i]);

      /* The heading of the page says the title already. */
      if (line != NULL && line->text != NULL && *line->text != '\0' && !g_str_equal (line->text, view->title))
        g_ptr_array_add (view->lines, line);
      else if (line != NULL)
        line_free (line);
    }
}

/* --- Linked records ----------------------------------------------------------------------------------------- */

/* What a page offers to add even while there is none: kind, the kind that links and its field. */
static const struct
{
  const char *kind;
  const char *by;
  const char *field;
} offered[] = {
  { "person", "membership", "person" },          { "person", "mentor_profile", "person" },
  { "person", "mentee_profile", "person" },      { "person", "consent", "person" },
  { "organisation", "membership", "organisation" }, { "programme", "cohort", "programme" },
  { "mentoring_pair", "task", "attached" },
};

static gboolean
is_offered (const char *kind, const char *by, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    if (g_str_equal (offered[i].kind, kind) && g_str_equal (offered[i].by, by) && g_str_equal (offered[i].field, field))
      return TRUE;
  return FALSE;
}

static void
read_group (LotseStore *store, LotseRecordView *view, const LotseKind *by, const LotseField *field)
{
  g_autoptr (LotseQuery) query = lotse_query_new (by);
  g_autoptr (GPtrArray) found = NULL;
  LotseViewGroup *group;

  if (!lotse_query_where (query, field->name, LOTSE_QUERY_EQUAL, lotse_record_get_id (view->record), NULL))
    return;
  lotse_query_limit (query, MOST_LINKED, 0);
  found = lotse_store_list (store, query, NULL);
  if (found == NULL || (found->len == 0 && !is_offered (lotse_record_get_kind (view->record)->name, by->name, field->name)))
    return;
  group = g_new0 (LotseViewGroup, 1);
  group->kind = by;
  group->field = field;
  group->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_description_free);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (group->rows, lotse_describe (store, g_ptr_array_index (found, i)));
  g_ptr_array_add (view->groups, group);
}

static void
read_groups (LotseStore *store, LotseRecordView *view)
{
  const char *own = lotse_record_get_kind (view->record)->name;
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    for (guint k = 0; k < kinds[i]->n_fields && !kinds[i]->system; k++)
      {
        const LotseField *field = &kinds[i]->fields[k];

        if (field->type == LOTSE_FIELD_LINK && (field->flags & LOTSE_FIELD_INDEXED) != 0 && lotse_field_links_to (field, own))
          read_group (store, view, kinds[i], field);
      }
}

/* --- All of it ---------------------------------------------------------------------------------------------- */

static void
read_united (LotseStore *store, LotseRecordView *view)
{
  g_autoptr (GPtrArray) ids = lotse_store_dup_united (store, lotse_record_get_id (view->record), NULL);

  view->united = ids != NULL && ids->len > 1;
}

LotseRecordView *
lotse_record_view_read_fields (LotseStore *store, const char *id, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get_standing (store, id, error);
  LotseRecordView *view;

  if (record == NULL)
    return NULL;
  view = g_new0 (LotseRecordView, 1);
  view->lines = g_ptr_array_new_with_free_func (line_free);
  view->groups = g_ptr_array_new_with_free_func (group_free);
  view->record = g_steal_pointer (&record);
  view->title = lotse_job_title (store, view->record);
  view->subtitle = lotse_job_subtitle (store, view->record);
  read_united (store, view);
  read_lines (store, view);
  return view;
}

LotseRecordView *
lotse_record_view_read (LotseStore *store, const char *id, GError **error)
{
  LotseRecordView *view = lotse_record_view_read_fields (store, id, error);

  if (view == NULL)
    return NULL;
  read_groups (store, view);
  view->dates = lotse_record_dates_read (store, view->record);
  view->history =
    lotse_history_lines (store, lotse_record_get_kind (view->record), lotse_record_get_id (view->record), HISTORY_LINES, NULL);
  return view;
}

static gpointer
load_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_record_view_read (store, data, error);
}

void
lotse_record_view_load_async (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data)
{
  lotse_job_run (store, load_job, g_strdup (id), g_free, (GDestroyNotify) lotse_record_view_free, callback, user_data);
}

LotseRecordView *
lotse_record_view_load_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) store = g_async_result_get_source_object (result);

  return lotse_store_call_finish (LOTSE_STORE (store), result, error);
}
