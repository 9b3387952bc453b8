/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts, steps and columns of XLSForms. */
#include "config.h"

#include "lotse-xlsform-read.h"

#include "lotse-form-words.h"
#include "lotse-language.h"
#include "lotse-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define STEPS_MAX 200u /* of one question */

void
lotse_xlsform_reading_clear (LotseXlsformReading *self)
{
  g_clear_pointer (&self->draft, lotse_form_draft_free);
  g_clear_pointer (&self->survey_labels, g_array_unref);
  g_clear_pointer (&self->choices_labels, g_array_unref);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->note_name, g_free);
}

/* --- Cells -------------------------------------------------------------------------------------------------- */

static const char *
cell_of (const LotseWorkbookSheet *sheet, guint row, const char *heading)
{
  int column = sheet != NULL ? lotse_xlsform_column (sheet, heading) : -1;

  return column >= 0 ? lotse_workbook_cell (sheet, row, (guint) column) : "";
}

const char *
lotse_xlsform_cell (LotseXlsformReading *self, guint row, const char *heading)
{
  const char *text = cell_of (self->survey, row, heading);

  while (g_ascii_isspace (*text))
    text++;
  return text;
}

const char *
lotse_xlsform_setting (LotseXlsformReading *self, const char *heading)
{
  return cell_of (self->settings, 1, heading);
}

/* "label", "label::Deutsch (de)" or, in old forms, "label:Deutsch": the language behind, "" for none, or NULL if it is no label. */
static const char *
label_language (const char *heading)
{
  const char *rest = heading;

  if (g_ascii_strncasecmp (heading, "label", strlen ("label")) != 0)
    return NULL;
  rest += strlen ("label");
  if (*rest == '\0')
    return rest;
  if (*rest != ':')
    return NULL;
  rest += strspn (rest, ":");
  return rest + strspn (rest, " ");
}

static GArray *
list_labels (LotseXlsformReading *self, const LotseWorkbookSheet *sheet, gboolean name_lost)
{
  GArray *labels = g_array_new (FALSE, FALSE, sizeof (LotseXlsformLabel));
  const GPtrArray *first = sheet != NULL && sheet->rows->len > 0 ? sheet->rows->pdata[0] : NULL;

  for (guint i = 0; first != NULL && i < first->len; i++)
    {
      g_autofree char *heading = g_strstrip (g_strdup (lotse_workbook_cell (sheet, 0, i)));
      const char *name = label_language (heading);
      LotseXlsformLabel label = { i, name != NULL && *name != '\0' ? lotse_xlsform_language_of (name) : self->fallback };

      if (name != NULL && label.language != NULL)
        g_array_append_val (labels, label);
      else if (name != NULL && name_lost)
        lotse_form_draft_lose (self->draft, _("The language “%s” is none that Lotse knows; its texts are not carried."), name);
    }
  return labels;
}

static void
index_choices (LotseXlsformReading *self)
{
  int column = -1;

  if (self->choices != NULL)
    column = MAX (lotse_xlsform_column (self->choices, "list_name"), lotse_xlsform_column (self->choices, "list name"));
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  for (guint i = 1; column >= 0 && i < self->choices->rows->len; i++)
    {
      g_autofree char *name = g_strstrip (g_strdup (lotse_workbook_cell (self->choices, i, (guint) column)));
      GArray *rows = g_hash_table_lookup (self->lists, name);

      if (rows == NULL)
        {
          rows = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (self->lists, g_steal_pointer (&name), rows);
        }
      g_array_append_val (rows, i);
    }
}

void
lotse_xlsform_prepare (LotseXlsformReading *self)
{
  const char *fallback = lotse_xlsform_language_of (lotse_xlsform_setting (self, "default_language"));

  self->fallback = fallback != NULL ? fallback : lotse_language_current ();
  self->groups = g_ptr_array_new_with_free_func (g_free);
  self->survey_labels = list_labels (self, self->survey, TRUE);
  self->choices_labels = list_labels (self, self->choices, FALSE);
  index_choices (self);
}

gboolean
lotse_xlsform_read_labels (LotseXlsformReading *self, const LotseWorkbookSheet *sheet, GArray *labels, LotseRecord *record, const char *field,
                           const char *step, guint row, GError **error)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const LotseXlsformLabel *label = &g_array_index (labels, LotseXlsformLabel, i);
      g_autofree char *text = lotse_text_clean (lotse_workbook_cell (sheet, row, label->column), -1, error);
      g_autofree char *element = step != NULL ? g_strconcat (label->language, ":", step, NULL) : g_strdup (label->language);

      if (text == NULL || (*text != '\0' && !lotse_record_set_element (record, field, element, text, error)))
        return FALSE;
    }
  return TRUE;
}

/* --- Steps -------------------------------------------------------------------------------------------------- */

/* Whether all words of the steps are the plain yes and no of their languages, so that nothing is lost without them. */
static gboolean
are_plain (LotseRecord *question)
{
  g_auto (GStrv) steps = lotse_record_list_elements (question, "steps");

  for (guint i = 0; steps != NULL && steps[i] != NULL; i++)
    {
      g_autofree char *given = g_utf8_casefold (lotse_record_get_element (question, "steps", steps[i]), -1);
      char *colon = strchr (steps[i], ':');

      *colon = '\0';
      if (!g_str_equal (given, lotse_form_word (colon + 1, steps[i])))
        return FALSE;
    }
  return TRUE;
}

/* What our own column says of the kind, or what the steps say. */
static const char *
kind_of (LotseXlsformReading *self, LotseRecord *question, guint row, const char *keys)
{
  const char *said = lotse_xlsform_cell (self, row, "kind");

  if (!g_str_equal (lotse_record_get (question, "type"), "single") || g_str_equal (said, "single"))
    return lotse_record_get (question, "type");
  if (g_str_equal (keys, "1 2 3 4"))
    {
      if (!g_str_equal (said, "rating"))
        lotse_form_draft_lose (self->draft, _("The question “%s” becomes a rating, in which 1 is the best. Look whether its words say so."),
                               lotse_record_get (question, "code"));
      return "rating";
    }
  return (g_str_equal (keys, "yes no") || g_str_equal (keys, "no yes")) && are_plain (question) ? "yes_no" : "single";
}

static gboolean
set_kind (LotseRecord *question, const char *kind, const char *keys, GError **error)
{
  gboolean yes_no = g_str_equal (kind, "yes_no");
  g_auto (GStrv) steps = yes_no ? lotse_record_list_elements (question, "steps") : NULL;

  for (guint i = 0; steps != NULL && steps[i] != NULL; i++)
    lotse_record_set_element (question, "steps", steps[i], NULL, NULL);
  return lotse_record_set (question, "type", kind, error)
         && lotse_record_set (question, "choices", yes_no || g_str_equal (kind, "rating") ? NULL : keys, error);
}

/* The key of a choice (g_free), or NULL if it is none or is there already. */
static char *
new_key (LotseXlsformReading *self, GPtrArray *keys, guint row, const char *code)
{
  g_autofree char *key = lotse_xlsform_key (cell_of (self->choices, row, "name"));

  if (*key == '\0')
    return NULL;
  if (!g_ptr_array_find_with_equal_func (keys, key, g_str_equal, NULL))
    return g_steal_pointer (&key);
  lotse_form_draft_lose (self->draft, _("The answer “%s” of the question “%s” is there twice; the first one is carried."), key, code);
  return NULL;
}

gboolean
lotse_xlsform_read_steps (LotseXlsformReading *self, LotseRecord *question, guint row, const char *list, GError **error)
{
  const char *code = lotse_record_get (question, "code");
  const GArray *rows = g_hash_table_lookup (self->lists, list);
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *order = NULL;

  for (guint i = 0; rows != NULL && i < rows->len && keys->len < STEPS_MAX; i++)
    {
      guint choice = g_array_index (rows, guint, i);
      char *key = new_key (self, keys, choice, code);

      if (key == NULL)
        continue;
      g_ptr_array_add (keys, key);
      if (!lotse_xlsform_read_labels (self, self->choices, self->choices_labels, question, "steps", key, choice, error))
        return FALSE;
    }
  if (rows != NULL && rows->len > STEPS_MAX)
    lotse_form_draft_lose (self->draft, _("The question “%s” has more than %u answers; the first ones are carried."), code, STEPS_MAX);
  g_ptr_array_add (keys, NULL);
  order = g_strjoinv (" ", (GStrv) keys->pdata);
  return set_kind (question, kind_of (self, question, row, order), order, error);
}

/* --- Notes -------------------------------------------------------------------------------------------------- */

static gboolean
take_note (LotseXlsformReading *self, guint row, const char *field, GError **error)
{
  return lotse_xlsform_read_labels (self, self->survey, self->survey_labels, self->draft->form, field, NULL, row, error);
}

gboolean
lotse_xlsform_read_note (LotseXlsformReading *self, guint row, const char *code, GError **error)
{
  if (g_str_equal (code, LOTSE_XLSFORM_TITLE))
    return take_note (self, row, "titles", error);
  if (g_str_equal (code, LOTSE_XLSFORM_THANKS))
    return take_note (self, row, "thanks", error);
  if (g_str_equal (code, LOTSE_XLSFORM_INTRODUCTION)
      || (self->draft->questions->len == 0 && lotse_form_text (self->draft->form, "introductions", NULL) == NULL))
    return take_note (self, row, "introductions", error);
  lotse_xlsform_lose_note (self);
  self->note = row;
  self->note_name = g_strdup (code);
  return TRUE;
}

void
lotse_xlsform_lose_note (LotseXlsformReading *self)
{
  if (self->note != 0)
    lotse_form_draft_lose (self->draft, _("The note “%s” between questions is not carried."), self->note_name);
  self->note = 0;
  g_clear_pointer (&self->note_name, g_free);
}

gboolean
lotse_xlsform_end_notes (LotseXlsformReading *self, GError **error)
{
  gboolean thanked = lotse_form_text (self->draft->form, "thanks", NULL) != NULL;

  if (self->note == 0)
    return TRUE;
  if (!thanked && !take_note (self, self->note, "thanks", error))
    return FALSE;
  if (thanked)
    lotse_xlsform_lose_note (self);
  self->note = 0;
  return TRUE;
}

/* --- Columns ------------------------------------------------------------------------------------------------ */

static gboolean
is_known (const char *heading)
{
  static const char *const known[] = { "type", "name", "list_name", "list name", "required", "relevant", "theme", "kind", "constraint", NULL };
  g_autofree char *small = g_ascii_strdown (heading, -1);

  /* KoboToolbox keeps its own bookkeeping in columns that begin with a dollar. */
  return *heading == '\0' || *heading == '$' || g_strv_contains (known, small) || label_language (heading) != NULL;
}

static void
lose_columns_of (LotseXlsformReading *self, const LotseWorkbookSheet *sheet)
{
  const GPtrArray *first = sheet != NULL && sheet->rows->len > 0 ? sheet->rows->pdata[0] : NULL;

  for (guint i = 0; first != NULL && i < first->len; i++)
    {
      g_autofree char *heading = g_strstrip (g_strdup (lotse_workbook_cell (sheet, 0, i)));
      gboolean said = FALSE;

      for (guint row = 1; !said && !is_known (heading) && row < sheet->rows->len; row++)
        said = *lotse_workbook_cell (sheet, row, i) != '\0';
      if (said)
        lotse_form_draft_lose (self->draft, _("The column “%s” of the sheet “%s” is not carried."), heading, sheet->name);
    }
}

void
lotse_xlsform_lose_columns (LotseXlsformReading *self)
{
  lose_columns_of (self, self->survey);
  lose_columns_of (self, self->choices);
}
