/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading XLSForms, row by row of the sheet "survey"; see lotse-xlsform.h. */
#include "config.h"

#include "lotse-xlsform-private.h"
#include "lotse-xlsform-read.h"

#include "lotse-error.h"
#include "lotse-form-file.h"
#include "lotse-language.h"
#include "lotse-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Groups and conditions ---------------------------------------------------------------------------------- */

/* The one condition under which the row is asked, or NULL; more than one cannot be carried. */
static const char *
condition_at (LotseXlsformReading *r, guint row, const char *code)
{
  const char *own = lotse_xlsform_cell (r, row, "relevant");
  const char *only = *own != '\0' ? own : NULL;
  guint n = only != NULL;

  for (guint i = 0; i < r->groups->len; i++)
    if (*(char *) r->groups->pdata[i] != '\0')
      {
        only = r->groups->pdata[i];
        n++;
      }
  if (n <= 1)
    return only;
  lotse_form_draft_lose (r->draft, _("The question “%s” depends on several conditions at once; it is always asked."), code);
  return NULL;
}

static gboolean
has_answers (LotseRecord *earlier, const char *answers)
{
  g_autoptr (LotseQuestion) question = lotse_question_new (earlier);
  g_autoptr (GPtrArray) known = lotse_question_list_answers (question);
  g_auto (GStrv) wanted = g_strsplit (answers, " ", -1);

  for (guint i = 0; wanted[i] != NULL; i++)
    if (!g_ptr_array_find_with_equal_func (known, wanted[i], g_str_equal, NULL))
      return FALSE;
  return TRUE;
}

static gboolean
read_condition (LotseXlsformReading *r, LotseRecord *question, guint row, const char *code, GError **error)
{
  const char *text = condition_at (r, row, code);
  g_autofree char *other = NULL, *answers = NULL;
  LotseRecord *earlier;

  if (text == NULL)
    return TRUE;
  earlier = lotse_xlsform_read_condition (text, &other, &answers) ? lotse_form_draft_find (r->draft, other) : NULL;
  if (earlier == NULL || earlier == question || !has_answers (earlier, answers))
    {
      lotse_form_draft_lose (r->draft, _("The condition of the question “%s” (%s) is none that Lotse has; it is always asked."), code, text);
      return TRUE;
    }
  return lotse_record_set (question, "if_question", other, error) && lotse_record_set (question, "if_answers", answers, error);
}

/* --- Questions ---------------------------------------------------------------------------------------------- */

static gboolean
read_required (LotseXlsformReading *r, LotseRecord *question, guint row, const char *code, GError **error)
{
  static const char *const yes[] = { "yes", "true", "true()", "1", "ja", NULL };
  static const char *const no[] = { "", "no", "false", "false()", "0", "nein", NULL };
  g_autofree char *text = g_ascii_strdown (lotse_xlsform_cell (r, row, "required"), -1);

  if (g_strv_contains (yes, text))
    return lotse_record_set (question, "required", "1", error);
  if (!g_strv_contains (no, text))
    lotse_form_draft_lose (r->draft, _("Whether the question “%s” must be answered depends on “%s”; it need not be."), code, text);
  return TRUE;
}

/* A number from 1 to 4 is a rating; other numbers are written in words. */
static const char *
type_of_number (LotseXlsformReading *r, guint row, const char *code)
{
  static const char pattern[] = "^\\(?\\s*\\.\\s*(>=\\s*1|>\\s*0)\\s+and\\s+\\.\\s*(<=\\s*4|<\\s*5)\\s*\\)?$";

  if (g_regex_match_simple (pattern, lotse_xlsform_cell (r, row, "constraint"), G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
    {
      lotse_form_draft_lose (r->draft, _("The question “%s” has no words for its steps from 1 to 4. Add them, because not everybody knows which is best."), code);
      return "rating";
    }
  lotse_form_draft_lose (r->draft, _("The question “%s” asks for a number; it becomes an open question."), code);
  return "open";
}

static gboolean
read_texts (LotseXlsformReading *r, LotseRecord *question, guint row, const char *code, GError **error)
{
  g_auto (GStrv) there = NULL;

  if (!lotse_xlsform_read_labels (r, r->survey, r->survey_labels, question, "texts", NULL, row, error))
    return FALSE;
  there = lotse_record_list_elements (question, "texts");
  if (there != NULL && there[0] != NULL)
    return TRUE;
  lotse_form_draft_lose (r->draft, _("The question “%s” has no text; its name stands in for it."), code);
  return lotse_record_set_element (question, "texts", r->fallback, code, error);
}

static gboolean
read_question (LotseXlsformReading *r, guint row, const char *code, const char *type, const char *list, GError **error)
{
  LotseRecord *question = lotse_form_draft_add (r->draft, code);
  const char *kind = type;

  if (g_str_equal (type, "integer"))
    kind = type_of_number (r, row, code);
  else if (g_str_equal (type, "text"))
    kind = "open";
  lotse_xlsform_lose_note (r);
  return lotse_record_set (question, "type", kind, error) && read_texts (r, question, row, code, error)
         && (list == NULL || lotse_xlsform_read_steps (r, question, row, list, error)) && read_required (r, question, row, code, error)
         && lotse_record_set (question, "theme", lotse_xlsform_cell (r, row, "theme"), error) && read_condition (r, question, row, code, error);
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

/* What tells of who answers, where and when; Lotse never keeps that. */
static gboolean
is_trace (const char *type)
{
  static const char *const types[] = { "start", "end", "today", "deviceid", "username", "phonenumber", "phone_number", "email", "audit",
                                       "start-geopoint", "subscriberid", "simserial", "background-audio", "background-geopoint", NULL };

  return g_strv_contains (types, type);
}

static void
begin_group (LotseXlsformReading *r, guint row, const char *type, const char *code)
{
  g_ptr_array_add (r->groups, g_strdup (lotse_xlsform_cell (r, row, "relevant")));
  if (g_str_has_suffix (type, "repeat"))
    lotse_form_draft_lose (r->draft, _("The questions of “%s” can be repeated there; here they are asked once."), code);
  else
    lotse_form_draft_lose (r->draft, _("The group “%s” is not carried; its questions are."), code);
}

static gboolean
read_other_row (LotseXlsformReading *r, guint row, const char *type, const char *code, GError **error)
{
  if (g_str_equal (type, "begin_group") || g_str_equal (type, "begin_repeat"))
    begin_group (r, row, type, code);
  else if (g_str_equal (type, "end_group") || g_str_equal (type, "end_repeat"))
    {
      if (r->groups->len > 0)
        g_ptr_array_remove_index (r->groups, r->groups->len - 1);
    }
  else if (g_str_equal (type, "note"))
    return lotse_xlsform_read_note (r, row, code, error);
  else if (is_trace (type))
    lotse_form_draft_lose (r->draft, _("“%s” is not carried: Lotse keeps nothing that tells who answered, where or when."), type);
  else
    lotse_form_draft_lose (r->draft, _("“%s” (%s) is no kind of question that Lotse has; it is not carried."), code, type);
  return TRUE;
}

static gboolean
read_row (LotseXlsformReading *r, guint row, GError **error)
{
  g_autofree char *text = g_strdup (lotse_xlsform_cell (r, row, "type"));
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (text), " \t", -1);
  g_autofree char *code = lotse_xlsform_key (lotse_xlsform_cell (r, row, "name"));
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  const char *first, *second, *third;

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (parts, words[i]);
  first = parts->len > 0 ? parts->pdata[0] : "";
  second = parts->len > 1 ? parts->pdata[1] : NULL;
  third = parts->len > 2 ? parts->pdata[2] : NULL;
  if (*first == '\0' || *first == '#')
    return TRUE;
  if (g_str_equal (first, "text") || g_str_equal (first, "integer"))
    return read_question (r, row, code, first, NULL, error);
  if (second != NULL && (g_str_equal (first, "select_one") || g_str_equal (first, "select_multiple")))
    {
      if (third != NULL)
        lotse_form_draft_lose (r->draft, _("The question “%s” lets people write another answer (%s); here they choose only."), code, third);
      return read_question (r, row, code, g_str_equal (first, "select_one") ? "single" : "multiple", second, error);
    }
  if (second != NULL && (g_str_equal (first, "begin") || g_str_equal (first, "end")))
    {
      g_autofree char *joined = g_strconcat (first, "_", second, NULL);

      return read_other_row (r, row, joined, code, error);
    }
  return read_other_row (r, row, first, code, error);
}

/* --- The whole form ----------------------------------------------------------------------------------------- */

static gboolean
read_settings (LotseXlsformReading *r, GError **error)
{
  static const LotseField version = { .name = "version", .label = "", .type = LOTSE_FIELD_INT };
  LotseRecord *form = r->draft->form;
  g_autofree char *title = lotse_text_clean (lotse_xlsform_setting (r, "form_title"), -1, error);
  g_autofree char *name = title != NULL ? lotse_text_clean (lotse_xlsform_setting (r, "form_id"), -1, error) : NULL;
  guint64 number;

  if (name == NULL)
    return FALSE;
  if (g_ascii_string_to_unsigned (lotse_xlsform_setting (r, version.name), 10, 1, 1000, &number, NULL)
      && !lotse_record_set (form, version.name, lotse_xlsform_setting (r, version.name), error))
    return FALSE;
  /* Any purpose that Lotse does not know is none. */
  if (!lotse_record_set (form, "purpose", lotse_xlsform_setting (r, "purpose"), NULL) || lotse_record_get (form, "purpose") == NULL)
    lotse_record_set (form, "purpose", "event_feedback", NULL);
  if (*title == '\0')
    {
      g_free (title);
      title = g_strdup (*name != '\0' ? name : _("Form without a title"));
    }
  return lotse_record_set (form, "title", title, error) && (*name == '\0' || lotse_record_set (form, "reference", name, error));
}

static gboolean
read_all (LotseXlsformReading *r, GError **error)
{
  const char *title;

  lotse_xlsform_prepare (r);
  if (!read_settings (r, error))
    return FALSE;
  for (guint row = 1; row < r->survey->rows->len && r->draft->questions->len <= LOTSE_FORM_QUESTIONS_MAX; row++)
    if (!read_row (r, row, error))
      return FALSE;
  if (!lotse_xlsform_end_notes (r, error))
    return FALSE;
  lotse_xlsform_lose_columns (r);
  lotse_form_draft_set_languages (r->draft);
  title = lotse_record_get (r->draft->form, "title");
  /* A form with a title in one language says it to guests, too. */
  if (lotse_form_text (r->draft->form, "titles", NULL) == NULL)
    return lotse_record_set_element (r->draft->form, "titles", r->fallback, title, error);
  return TRUE;
}

/**
 * lotse_xlsform_read:
 *
 * Returns: (transfer full): what could be carried of the form, or %NULL with INVALID
 */
LotseFormDraft *
lotse_xlsform_read (GBytes *content, GError **error)
{
  g_autoptr (LotseWorkbook) book = lotse_workbook_read (content, error);
  g_auto (LotseXlsformReading) r = { .book = book };
  g_autoptr (GError) cause = NULL;

  if (book == NULL)
    return NULL;
  r.survey = lotse_workbook_find (book, "survey");
  r.choices = lotse_workbook_find (book, "choices");
  r.settings = lotse_workbook_find (book, "settings");
  if (r.survey == NULL || lotse_xlsform_column (r.survey, "type") < 0 || lotse_xlsform_column (r.survey, "name") < 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("This spreadsheet is no XLSForm: it has no sheet “survey” with the columns “type” and “name”. Nothing was changed."));
      return NULL;
    }
  r.draft = lotse_form_draft_new ();
  if (!read_all (&r, &cause))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The form could not be read: %s. Nothing was changed."), cause->message);
      return NULL;
    }
  return g_steal_pointer (&r.draft);
}

LotseFormDraft *
lotse_form_read (GBytes *content, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  return size >= 2 && memcmp (data, "PK", 2) == 0 ? lotse_xlsform_read (content, error) : lotse_form_file_read (content, error);
}
