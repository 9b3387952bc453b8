/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing XLSForms; see lotse-xlsform.h. */
#include "config.h"

#include "lotse-xlsform-private.h"

#include "lotse-error.h"
#include "lotse-form-words.h"
#include "lotse-language.h"
#include "lotse-plain-numbers.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

typedef struct
{
  const LotseFeedbackForm *form;
  GStrv languages;
  GHashTable *lists; /* the steps of a question in one text -> the name of their list */
  lxw_worksheet *survey, *choices, *settings;
  lxw_row_t survey_row, choices_row;
  lxw_error failure; /* the first one */
} Writing;

/* Columns of "survey" before the labels, and behind them. */
enum { TYPE, NAME, FIRST_LABEL };
static const char *const behind[] = { "required", "relevant", "theme", "kind" };
enum { REQUIRED, RELEVANT, THEME, KIND };

static void
put (Writing *w, lxw_worksheet *sheet, lxw_row_t row, guint column, const char *text)
{
  lxw_error failure = LXW_NO_ERROR;

  if (text != NULL && *text != '\0')
    failure = worksheet_write_string (sheet, row, (lxw_col_t) column, text, NULL);
  if (w->failure == LXW_NO_ERROR)
    w->failure = failure;
}

static void
put_behind (Writing *w, guint which, const char *text)
{
  put (w, w->survey, w->survey_row, FIRST_LABEL + g_strv_length (w->languages) + which, text);
}

/* --- Choices ------------------------------------------------------------------------------------------------ */

/* The word of a step in exactly that language, or NULL: what is missing stays missing. */
static const char *
step_word (const LotseQuestion *question, const char *answer, const char *language)
{
  g_autofree char *element = g_strconcat (language, ":", answer, NULL);

  if (g_strcmp0 (question->type, "yes_no") == 0)
    return lotse_form_word (answer, language);
  return lotse_record_get_element (question->record, "steps", element);
}

/* The name of the question's list (transfer none); questions with the same steps share one. */
static const char *
list_of (Writing *w, const LotseQuestion *question)
{
  g_autoptr (GPtrArray) answers = lotse_question_list_answers (question);
  g_autoptr (GString) all = g_string_new (NULL);
  const char *known;
  char *name;

  for (guint i = 0; i < answers->len; i++)
    {
      g_string_append_printf (all, "%s\x1f", (const char *) answers->pdata[i]);
      for (guint l = 0; w->languages[l] != NULL; l++)
        g_string_append_printf (all, "%s\x1f", step_word (question, answers->pdata[i], w->languages[l]));
    }
  known = g_hash_table_lookup (w->lists, all->str);
  if (known != NULL)
    return known;
  name = g_strdup_printf ("%s_steps", question->code);
  g_hash_table_insert (w->lists, g_string_free (g_steal_pointer (&all), FALSE), name);
  for (guint i = 0; i < answers->len; i++, w->choices_row++)
    {
      put (w, w->choices, w->choices_row, 0, name);
      put (w, w->choices, w->choices_row, 1, answers->pdata[i]);
      for (guint l = 0; w->languages[l] != NULL; l++)
        put (w, w->choices, w->choices_row, 2 + l, step_word (question, answers->pdata[i], w->languages[l]));
    }
  return name;
}

/* --- Survey ------------------------------------------------------------------------------------------------- */

static void
put_question (Writing *w, const LotseQuestion *question)
{
  gboolean open = g_strcmp0 (question->type, "open") == 0;
  gboolean several = g_strcmp0 (question->type, "multiple") == 0;
  g_autofree char *type = open ? g_strdup ("text") : g_strdup_printf ("%s %s", several ? "select_multiple" : "select_one", list_of (w, question));
  const LotseQuestion *earlier = question->if_code != NULL ? lotse_feedback_form_question (w->form, question->if_code) : NULL;
  g_autofree char *relevant = NULL;

  put (w, w->survey, w->survey_row, TYPE, type);
  put (w, w->survey, w->survey_row, NAME, question->code);
  for (guint l = 0; w->languages[l] != NULL; l++)
    put (w, w->survey, w->survey_row, FIRST_LABEL + l, lotse_record_get_element (question->record, "texts", w->languages[l]));
  put_behind (w, REQUIRED, question->required ? "yes" : NULL);
  if (question->if_code != NULL)
    relevant = lotse_xlsform_write_condition (earlier, question->if_code, lotse_record_get (question->record, "if_answers"));
  put_behind (w, RELEVANT, relevant);
  put_behind (w, THEME, question->theme);
  put_behind (w, KIND, question->type);
  w->survey_row++;
}

/* A text of the form, unless it has none. */
static void
put_note (Writing *w, const char *name, const char *field)
{
  g_auto (GStrv) there = lotse_record_list_elements (w->form->record, field);

  if (there == NULL || there[0] == NULL)
    return;
  put (w, w->survey, w->survey_row, TYPE, "note");
  put (w, w->survey, w->survey_row, NAME, name);
  for (guint l = 0; w->languages[l] != NULL; l++)
    put (w, w->survey, w->survey_row, FIRST_LABEL + l, lotse_record_get_element (w->form->record, field, w->languages[l]));
  w->survey_row++;
}

static void
put_headings (Writing *w)
{
  put (w, w->survey, 0, TYPE, "type");
  put (w, w->survey, 0, NAME, "name");
  put (w, w->choices, 0, 0, "list_name");
  put (w, w->choices, 0, 1, "name");
  for (guint l = 0; w->languages[l] != NULL; l++)
    {
      g_autofree char *name = lotse_xlsform_language_name (w->languages[l]);
      g_autofree char *heading = g_strconcat ("label::", name, NULL);

      put (w, w->survey, 0, FIRST_LABEL + l, heading);
      put (w, w->choices, 0, 2 + l, heading);
    }
  for (guint i = 0; i < G_N_ELEMENTS (behind); i++)
    put_behind (w, i, behind[i]);
  w->survey_row = w->choices_row = 1;
}

static void
put_settings (Writing *w)
{
  const LotseRecord *form = w->form->record;
  const char *own = lotse_language_current ();
  gboolean speaks = g_strv_contains ((const char *const *) w->languages, own);
  g_autofree char *language = w->languages[0] != NULL ? lotse_xlsform_language_name (speaks ? own : w->languages[0]) : NULL;
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, lotse_record_get_int (form, "version", 1));
  const char *reference = lotse_record_get (form, "reference");
  const char *const pairs[][2] = {
    { "form_title", lotse_record_get (form, "title") }, { "form_id", reference != NULL ? reference : w->form->id },
    { "version", version }, { "default_language", language }, { "purpose", lotse_record_get (form, "purpose") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      put (w, w->settings, 0, i, pairs[i][0]);
      put (w, w->settings, 1, i, pairs[i][1]);
    }
}

/* --- The file ----------------------------------------------------------------------------------------------- */

/* All languages that the form or one of its questions has, German and English first. */
static GStrv
languages_of (const LotseFeedbackForm *form)
{
  const LotseChoice *choices = lotse_xlsform_languages ();
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  for (guint i = 0; choices[i].name != NULL; i++)
    {
      const char *code = choices[i].name;
      gboolean speaks = lotse_record_get_element (form->record, "languages", code) != NULL
                        || lotse_record_get_element (form->record, "titles", code) != NULL;

      for (guint q = 0; !speaks && q < form->questions->len; q++)
        speaks = lotse_record_get_element (((LotseQuestion *) form->questions->pdata[q])->record, "texts", code) != NULL;
      if (speaks)
        g_ptr_array_add (found, g_strdup (code));
    }
  g_ptr_array_add (found, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

static lxw_error
write_workbook (const LotseFeedbackForm *form, const char *path)
{
  lxw_workbook *workbook = workbook_new (path);
  g_auto (GStrv) languages = languages_of (form);
  g_autoptr (GHashTable) lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Writing w = { form, languages, lists };
  lxw_error closed;

  if (workbook == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  w.survey = workbook_add_worksheet (workbook, "survey");
  w.choices = workbook_add_worksheet (workbook, "choices");
  w.settings = workbook_add_worksheet (workbook, "settings");
  put_headings (&w);
  put_note (&w, LOTSE_XLSFORM_TITLE, "titles");
  put_note (&w, LOTSE_XLSFORM_INTRODUCTION, "introductions");
  for (guint i = 0; i < form->questions->len; i++)
    put_question (&w, form->questions->pdata[i]);
  put_note (&w, LOTSE_XLSFORM_THANKS, "thanks");
  put_settings (&w);
  worksheet_set_column (w.survey, 0, FIRST_LABEL + g_strv_length (languages) - 1, 32, NULL);
  worksheet_set_column (w.choices, 0, 1 + g_strv_length (languages), 24, NULL);
  worksheet_freeze_panes (w.survey, 1, 0);
  worksheet_freeze_panes (w.choices, 1, 0);
  closed = workbook_close (workbook);
  return w.failure != LXW_NO_ERROR ? w.failure : closed;
}

static lxw_error
write_with_points (const LotseFeedbackForm *form, const char *path)
{
  locale_t before = lotse_plain_numbers_begin ();
  lxw_error failure = write_workbook (form, path);

  lotse_plain_numbers_end (before);
  return failure;
}

/**
 * lotse_xlsform_write:
 * @path: the file to write
 *
 * Returns: %FALSE with IO, and then nothing is left behind
 */
gboolean
lotse_xlsform_write (const LotseFeedbackForm *form, const char *path, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.XXXXXX", path);
  int file = g_mkstemp_full (part, O_WRONLY | O_CLOEXEC, 0600);
  lxw_error failure = LXW_ERROR_CREATING_XLSX_FILE;

  if (file >= 0 && close (file) == 0)
    failure = write_with_points (form, part);
  if (failure == LXW_NO_ERROR && g_rename (part, path) == 0)
    return TRUE;
  if (file >= 0)
    g_unlink (part);
  if (failure == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                         _("A text of the form is longer than a cell of a spreadsheet can be. Nothing was written. Shorten the text."));
  else
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
                 _("“%s” cannot be written. Nothing was changed. Choose another folder or ask for the right to write there."), path);
  return FALSE;
}
