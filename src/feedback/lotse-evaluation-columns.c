/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands side by side: which column the sheets of an event or survey belong to, and what is noted there. */
#include "config.h"

#include "lotse-evaluation-private.h"

#include "lotse-language.h"

#include <glib/gi18n.h>
#include <string.h>

struct _LotseColumns
{
  LotseEvaluation *self;
  LotseStore *store;
  const LotseEvaluationFilter *filter;
  GHashTable *places; /* id of an event or survey -> LotsePlace */
  GHashTable *by_key; /* format or year -> LotseEvaluationColumn */
  GHashTable *notes;  /* id of an event or survey -> GPtrArray of LotseRecord */
};

static void
place_free (LotsePlace *place)
{
  if (place->notes != NULL)
    g_ptr_array_unref (place->notes);
  g_free (place);
}

void
lotse_columns_free (LotseColumns *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->notes);
  g_free (self);
}

static const char *
about_of (LotseRecord *note)
{
  const char *event = lotse_record_get (note, "event");

  return event != NULL ? event : lotse_record_get (note, "survey");
}

static gboolean
load_notes (LotseColumns *columns, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("feedback_note"));
  g_autoptr (GPtrArray) records = lotse_store_list (columns->store, query, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const char *about = about_of (records->pdata[i]);
      GPtrArray *notes = about != NULL ? g_hash_table_lookup (columns->notes, about) : NULL;

      if (about == NULL)
        continue;
      if (notes == NULL)
        {
          notes = g_ptr_array_new_with_free_func (g_object_unref);
          g_hash_table_insert (columns->notes, g_strdup (about), notes);
        }
      g_ptr_array_add (notes, g_object_ref (records->pdata[i]));
    }
  return records != NULL;
}

LotseColumns *
lotse_columns_new (LotseEvaluation *self, LotseStore *store, const LotseEvaluationFilter *filter, GError **error)
{
  LotseColumns *columns = g_new0 (LotseColumns, 1);

  columns->self = self;
  columns->store = store;
  columns->filter = filter;
  columns->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) place_free);
  columns->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  columns->notes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  if (load_notes (columns, error))
    return columns;
  lotse_columns_free (columns);
  return NULL;
}

/* --- What is wanted ----------------------------------------------------------------------------------------- */

static gboolean
is_survey (LotseRecord *record)
{
  return g_str_equal (lotse_record_get_kind (record)->name, "survey");
}

static const char *
date_of (LotseRecord *record)
{
  return lotse_record_get (record, is_survey (record) ? "starts_on" : "date");
}

static gboolean
is_wanted (const LotseEvaluationFilter *filter, LotseRecord *record)
{
  const char *date = date_of (record);

  if (filter->events != NULL && filter->events[0] != NULL)
    return g_strv_contains (filter->events, lotse_record_get_id (record));
  if (lotse_record_is_deleted (record))
    return FALSE;
  if (filter->format != NULL && (is_survey (record) || g_strcmp0 (lotse_record_get (record, "format"), filter->format) != 0))
    return FALSE;
  if (filter->from != NULL && (date == NULL || strcmp (date, filter->from) < 0))
    return FALSE;
  return filter->to == NULL || (date != NULL && strcmp (date, filter->to) <= 0);
}

/* --- Columns ------------------------------------------------------------------------------------------------ */

/* In that language where the record has its title in several. */
static char *
title_of (LotseColumns *columns, LotseRecord *record)
{
  static const char *const names[] = { "title", "name" };
  const char *const languages[] = { lotse_language_of (columns->filter->language), "de", "en" };
  const LotseKind *kind = lotse_record_get_kind (record);

  for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
    for (guint n = 0; n < G_N_ELEMENTS (names); n++)
      {
        g_autofree char *field = g_strconcat (names[n], "_", languages[l], NULL);
        const char *title = lotse_kind_field (kind, field) != NULL ? lotse_record_get (record, field) : NULL;

        if (title != NULL)
          return g_strdup (title);
      }
  return lotse_store_dup_title (columns->store, lotse_record_get_id (record), NULL);
}

static LotseEvaluationColumn *
new_column (LotseColumns *columns)
{
  LotseEvaluationColumn *column = lotse_evaluation_column_new ();

  g_ptr_array_add (columns->self->columns, column);
  return column;
}

static LotseEvaluationColumn *
column_of_key (LotseColumns *columns, const char *key)
{
  LotseEvaluationColumn *column = g_hash_table_lookup (columns->by_key, key);

  if (column == NULL)
    {
      column = new_column (columns);
      g_hash_table_insert (columns->by_key, g_strdup (key), column);
    }
  return column;
}

static void
name_column (LotseColumns *columns, LotseEvaluationColumn *column, LotseRecord *record)
{
  column->id = g_strdup (lotse_record_get_id (record));
  column->reference = g_strdup (lotse_record_get (record, "reference"));
  column->title = title_of (columns, record);
}

static LotseEvaluationColumn *
column_of_format (LotseColumns *columns, LotseRecord *of)
{
  const char *format = is_survey (of) ? "survey" : lotse_record_get (of, "format");
  LotseEvaluationColumn *column = column_of_key (columns, format != NULL ? format : "");
  g_autoptr (LotseRecord) record = NULL;

  if (column->title != NULL)
    return column;
  record = format != NULL && !is_survey (of) ? lotse_store_get (columns->store, format, NULL) : NULL;
  if (record != NULL)
    name_column (columns, column, record);
  else if (is_survey (of))
    column->title = g_strdup (EVALUATION_TEXT (columns->filter->language, NC_ ("evaluation", "Surveys")));
  else
    column->title = g_strdup (EVALUATION_TEXT (columns->filter->language, NC_ ("evaluation", "Without a format")));
  return column;
}

static LotseEvaluationColumn *
column_of_year (LotseColumns *columns, const char *date)
{
  g_autofree char *year = date != NULL ? g_strndup (date, 4) : g_strdup ("");
  LotseEvaluationColumn *column = column_of_key (columns, year);

  if (column->title == NULL && date != NULL)
    {
      column->reference = g_strdup (year);
      column->title = g_steal_pointer (&year);
    }
  else if (column->title == NULL)
    column->title = g_strdup (EVALUATION_TEXT (columns->filter->language, NC_ ("evaluation", "Without a date")));
  return column;
}

static LotseEvaluationColumn *
make_column (LotseColumns *columns, LotseRecord *record)
{
  LotseEvaluationColumn *column;

  switch (columns->filter->by)
    {
    case LOTSE_EVALUATION_BY_FORMAT:
      return column_of_format (columns, record);
    case LOTSE_EVALUATION_BY_YEAR:
      return column_of_year (columns, date_of (record));
    case LOTSE_EVALUATION_ALL:
      column = column_of_key (columns, "");
      column->total = TRUE;
      return column;
    default:
      column = new_column (columns);
      name_column (columns, column, record);
      column->date = g_strdup (date_of (record));
      return column;
    }
}

/* --- Notes -------------------------------------------------------------------------------------------------- */

static LotseEvaluationNote *
add_note (LotseColumns *columns, LotsePlace *place, LotseRecord *about, const char *id, const char *text)
{
  LotseEvaluationNote *note = g_new0 (LotseEvaluationNote, 1);

  note->id = g_strdup (id);
  note->about = g_strdup (lotse_record_get_id (about));
  note->title = title_of (columns, about);
  note->text = g_strdup (text);
  g_ptr_array_add (place->column->notes, note);
  g_ptr_array_add (place->notes, note);
  return note;
}

/* What the event says of itself stands first. */
static void
add_notes (LotseColumns *columns, LotsePlace *place, LotseRecord *about)
{
  const char *id = lotse_record_get_id (about);
  const char *own = is_survey (about) ? NULL : lotse_record_get (about, "evaluation_note");
  const char *spoken = is_survey (about) ? NULL : lotse_record_get (about, "spoken_feedback");
  GPtrArray *notes = g_hash_table_lookup (columns->notes, id);

  if (own != NULL)
    add_note (columns, place, about, id, own);
  if (spoken != NULL)
    add_note (columns, place, about, id, spoken)->spoken = TRUE;
  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      LotseRecord *record = notes->pdata[i];
      LotseEvaluationNote *note = add_note (columns, place, about, lotse_record_get_id (record), lotse_record_get (record, "note"));

      note->code = g_strdup (lotse_record_get (record, "code"));
      note->excluded = lotse_record_get_bool (record, "excluded");
      place->excluded = place->excluded || (note->excluded && note->code == NULL);
    }
}

/* Asked once a batch, so that the records are read once each. */
const LotsePlace *
lotse_columns_place (LotseColumns *columns, const char *event, const char *survey)
{
  const char *id = event != NULL ? event : survey;
  LotsePlace *place = g_hash_table_lookup (columns->places, id);
  g_autoptr (LotseRecord) record = NULL;

  if (place != NULL)
    return place;
  place = g_new0 (LotsePlace, 1);
  g_hash_table_insert (columns->places, g_strdup (id), place);
  record = lotse_store_get (columns->store, id, NULL);
  if (record == NULL || !is_wanted (columns->filter, record))
    return place;
  place->column = make_column (columns, record);
  place->notes = g_ptr_array_new ();
  add_notes (columns, place, record);
  return place;
}
