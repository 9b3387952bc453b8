/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One paper sheet as it is typed; see the header. */
#include "config.h"

#include "lotse-paper-row.h"

#include "lotse-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Columns ------------------------------------------------------------------------------------------------ */

LotsePaperColumns *
lotse_paper_columns_new (const LotseFeedbackForm *form)
{
  LotsePaperColumns *self = g_new0 (LotsePaperColumns, 1);

  self->form = form;
  self->questions = g_ptr_array_new ();
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < form->questions->len; i++)
    {
      LotseQuestion *question = form->questions->pdata[i];

      if (g_strcmp0 (question->type, "open") == 0)
        continue;
      g_ptr_array_add (self->questions, question);
      g_ptr_array_add (self->answers, lotse_question_list_answers (question));
    }
  return self;
}

void
lotse_paper_columns_free (LotsePaperColumns *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->questions);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

guint
lotse_paper_columns_count (const LotsePaperColumns *self)
{
  return self->questions->len;
}

const LotseQuestion *
lotse_paper_columns_get (const LotsePaperColumns *self, guint column)
{
  return self->questions->pdata[column];
}

static GPtrArray *
answers_of (const LotsePaperColumns *self, guint column)
{
  return self->answers->pdata[column];
}

static gboolean
is_type (const LotsePaperColumns *self, guint column, const char *type)
{
  return g_strcmp0 (lotse_paper_columns_get (self, column)->type, type) == 0;
}

char *
lotse_paper_columns_dup_steps (const LotsePaperColumns *self, guint column)
{
  GPtrArray *answers = answers_of (self, column);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < answers->len; i++)
    {
      const char *step = lotse_question_step (lotse_paper_columns_get (self, column), answers->pdata[i], NULL);
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", number);
      if (!g_str_equal (step, number))
        g_string_append_printf (text, " %s", step);
    }
  return g_string_free (text, FALSE);
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

LotsePaperRow *
lotse_paper_row_new (const LotsePaperColumns *columns, const LotseSheet *sheet, const char *language)
{
  LotsePaperRow *self = g_new0 (LotsePaperRow, 1);
  guint n = lotse_paper_columns_count (columns);

  self->columns = columns;
  self->place = sheet != NULL ? sheet->place : 0;
  self->language = g_strdup (sheet != NULL ? sheet->language : language);
  self->cells = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self->cells[i] = g_strdup (sheet != NULL ? sheet->answers[lotse_paper_columns_get (columns, i)->place] : "");
  if (sheet != NULL && sheet->place == 0)
    {
      self->full = n > 0 && lotse_paper_row_missing (self) < 0;
      self->at = self->full ? n - 1 : (guint) MAX (lotse_paper_row_missing (self), 0);
    }
  return self;
}

void
lotse_paper_row_free (LotsePaperRow *self)
{
  if (self == NULL)
    return;
  g_free (self->language);
  g_strfreev (self->cells);
  g_free (self);
}

LotseSheet *
lotse_paper_row_sheet (const LotsePaperRow *self)
{
  LotseSheet *sheet = lotse_feedback_form_sheet (self->columns->form, self->language);
  guint n = lotse_paper_columns_count (self->columns);

  sheet->place = self->place;
  for (guint i = 0; i < n; i++)
    {
      char **answer = &sheet->answers[lotse_paper_columns_get (self->columns, i)->place];

      g_free (*answer);
      *answer = g_strdup (self->cells[i]);
    }
  /* A form of open questions alone has sheets, too: each says that it was asked. */
  for (guint i = 0; n == 0 && sheet->answers[i] != NULL; i++)
    {
      g_free (sheet->answers[i]);
      sheet->answers[i] = g_strdup (LOTSE_SHEET_NO_ANSWER);
    }
  return sheet;
}

void
lotse_paper_row_clear (LotsePaperRow *self)
{
  for (guint i = 0; self->cells[i] != NULL; i++)
    *self->cells[i] = '\0';
  self->at = 0;
  self->full = self->extends = FALSE;
}

/* --- What is asked ------------------------------------------------------------------------------------------ */

/* The column that decides whether another one is asked; -1 if none of the paper's digits does. */
static int
decided_by (const LotsePaperRow *self, guint column)
{
  const char *code = lotse_paper_columns_get (self->columns, column)->if_code;

  for (guint i = 0; code != NULL && i < column; i++)
    if (g_str_equal (lotse_paper_columns_get (self->columns, i)->code, code))
      return (int) i;
  return -1;
}

gboolean
lotse_paper_row_is_asked (const LotsePaperRow *self, guint column)
{
  int earlier = decided_by (self, column);

  return earlier < 0 || lotse_question_is_asked (lotse_paper_columns_get (self->columns, column), self->cells[earlier]);
}

/* What is not asked after all has no answer. */
static void
drop_unasked (LotsePaperRow *self)
{
  for (guint i = 0; self->cells[i] != NULL; i++)
    if (*self->cells[i] != '\0' && !lotse_paper_row_is_asked (self, i))
      *self->cells[i] = '\0';
}

gboolean
lotse_paper_row_is_empty (const LotsePaperRow *self)
{
  for (guint i = 0; self->cells[i] != NULL; i++)
    if (*self->cells[i] != '\0')
      return FALSE;
  return TRUE;
}

int
lotse_paper_row_missing (const LotsePaperRow *self)
{
  for (guint i = 0; self->cells[i] != NULL; i++)
    if (*self->cells[i] == '\0' && lotse_paper_row_is_asked (self, i))
      return (int) i;
  return -1;
}

/* --- Going -------------------------------------------------------------------------------------------------- */

gboolean
lotse_paper_row_go (LotsePaperRow *self, guint column)
{
  self->full = self->extends = FALSE;
  if (column >= lotse_paper_columns_count (self->columns) || !lotse_paper_row_is_asked (self, column))
    return FALSE;
  self->at = column;
  return TRUE;
}

gboolean
lotse_paper_row_step (LotsePaperRow *self, int by)
{
  int n = (int) lotse_paper_columns_count (self->columns);

  self->full = self->extends = FALSE;
  for (int i = (int) self->at + by; i >= 0 && i < n; i += by)
    if (lotse_paper_row_is_asked (self, (guint) i))
      {
        self->at = (guint) i;
        return TRUE;
      }
  return FALSE;
}

/* --- Typing ------------------------------------------------------------------------------------------------- */

static void
set_cell (LotsePaperRow *self, char *answer)
{
  g_free (self->cells[self->at]);
  self->cells[self->at] = answer;
  drop_unasked (self);
}

/* A full cell moves on. */
static void
move_on (LotsePaperRow *self)
{
  self->full = !lotse_paper_row_step (self, 1);
}

static gboolean
fail (const LotsePaperRow *self, gunichar key, GError **error)
{
  g_autofree char *steps = lotse_paper_columns_dup_steps (self->columns, self->at);
  char typed[8] = { 0 };

  g_unichar_to_utf8 (g_unichar_isprint (key) ? key : '?', typed);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no answer here. Type %s, or - for no answer."), typed, steps);
  return FALSE;
}

/* The number of an answer from 1, or 0. */
static guint
number_of (const LotsePaperRow *self, guint column, const char *answer)
{
  guint index;

  return g_ptr_array_find_with_equal_func (answers_of (self->columns, column), answer, g_str_equal, &index) ? index + 1 : 0;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Adds an answer to several or takes it away; they stand in the order that lotse_question_parse() gives them (g_free). */
static char *
with_answer (const char *cell, const char *answer, gboolean add)
{
  g_auto (GStrv) words = g_strsplit (g_str_equal (cell, LOTSE_SHEET_NO_ANSWER) ? "" : cell, " ", -1);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !g_str_equal (words[i], answer))
      g_ptr_array_add (list, words[i]);
  if (add)
    g_ptr_array_add (list, (gpointer) answer);
  g_ptr_array_sort (list, compare_words);
  g_ptr_array_add (list, NULL);
  return g_strjoinv (" ", (GStrv) list->pdata);
}

static gboolean
has_word (const char *cell, const char *answer)
{
  g_auto (GStrv) words = g_strsplit (cell, " ", -1);

  return g_strv_contains ((const char *const *) words, answer);
}

gboolean
lotse_paper_row_is_open_ended (const LotsePaperRow *self, guint column)
{
  return is_type (self->columns, column, "multiple") || (column == self->at && self->extends);
}

/* One number: fills the cell, or waits for a second digit if that could follow. */
static gboolean
type_one (LotsePaperRow *self, guint digit, GError **error)
{
  GPtrArray *answers = answers_of (self->columns, self->at);
  guint before = self->extends ? number_of (self, self->at, self->cells[self->at]) : 0;
  guint number = 10 * before + digit;

  if (number < 1 || number > answers->len)
    return fail (self, '0' + digit, error);
  set_cell (self, g_strdup (answers->pdata[number - 1]));
  self->extends = number * 10 <= answers->len;
  if (!self->extends)
    move_on (self);
  return TRUE;
}

/* Several: each digit is one more, unless it makes a number that there is of the digit before. */
static gboolean
type_several (LotsePaperRow *self, guint digit, GError **error)
{
  GPtrArray *answers = answers_of (self->columns, self->at);
  guint number = digit;
  g_autofree char *without = NULL;

  if (self->extends && 10 * self->last + digit <= answers->len)
    {
      number = 10 * self->last + digit;
      without = with_answer (self->cells[self->at], answers->pdata[self->last - 1], FALSE);
    }
  if (number < 1 || number > answers->len)
    return fail (self, '0' + digit, error);
  if (has_word (without != NULL ? without : self->cells[self->at], answers->pdata[number - 1]))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("%u is marked already. Backspace takes it away."), number);
      return FALSE;
    }
  set_cell (self, with_answer (without != NULL ? without : self->cells[self->at], answers->pdata[number - 1], TRUE));
  self->last = number;
  self->extends = number * 10 <= answers->len;
  return TRUE;
}

static gboolean
type_nothing (LotsePaperRow *self, GError **error)
{
  const char *cell;

  /* After a number that could have gone on it is the answer to the next question. */
  if (self->extends && !is_type (self->columns, self->at, "multiple"))
    lotse_paper_row_step (self, 1);
  cell = self->cells[self->at];
  if (is_type (self->columns, self->at, "multiple") && *cell != '\0' && !g_str_equal (cell, LOTSE_SHEET_NO_ANSWER))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("Answers are marked already. Backspace takes them away."));
      return FALSE;
    }
  set_cell (self, g_strdup (LOTSE_SHEET_NO_ANSWER));
  move_on (self);
  return TRUE;
}

gboolean
lotse_paper_row_type (LotsePaperRow *self, gunichar key, GError **error)
{
  gboolean several, yes_no;

  if (lotse_paper_columns_count (self->columns) == 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("There are no digits to type. Enter puts a sheet on the pile."));
      return FALSE;
    }
  if (self->full)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The last question has its answer. Enter ends the sheet, Backspace goes back."));
      return FALSE;
    }
  several = is_type (self->columns, self->at, "multiple");
  yes_no = is_type (self->columns, self->at, "yes_no");
  if (key == '-')
    return type_nothing (self, error);
  if (key == ' ' && several)
    {
      self->extends = FALSE;
      return TRUE;
    }
  if (yes_no && (g_unichar_tolower (key) == 'j' || g_unichar_tolower (key) == 'y'))
    return type_one (self, 1, error);
  if (yes_no && g_unichar_tolower (key) == 'n')
    return type_one (self, 2, error);
  if (key < '0' || key > '9')
    return fail (self, key, error);
  return several ? type_several (self, key - '0', error) : type_one (self, key - '0', error);
}

/* The last of several in the order of their numbers. */
static char *
without_last (const LotsePaperRow *self)
{
  GPtrArray *answers = answers_of (self->columns, self->at);
  const char *cell = self->cells[self->at];

  for (guint i = answers->len; i > 0; i--)
    if (has_word (cell, answers->pdata[i - 1]))
      return with_answer (cell, answers->pdata[i - 1], FALSE);
  return g_strdup ("");
}

gboolean
lotse_paper_row_back (LotsePaperRow *self)
{
  if (lotse_paper_columns_count (self->columns) == 0 || (*self->cells[self->at] == '\0' && !lotse_paper_row_step (self, -1)))
    return FALSE;
  self->full = self->extends = FALSE;
  if (is_type (self->columns, self->at, "multiple"))
    set_cell (self, without_last (self));
  else
    set_cell (self, g_strdup (""));
  return TRUE;
}

/* --- Saying ------------------------------------------------------------------------------------------------- */

char *
lotse_paper_row_digits (const LotsePaperRow *self, guint column)
{
  GPtrArray *answers = answers_of (self->columns, column);
  const char *cell = self->cells[column];
  GString *text = g_string_new (NULL);

  if (*cell == '\0' || g_str_equal (cell, LOTSE_SHEET_NO_ANSWER))
    return g_string_free (g_string_append (text, cell), FALSE);
  for (guint i = 0; i < answers->len; i++)
    if (has_word (cell, answers->pdata[i]))
      g_string_append_printf (text, "%s%u", text->len > 0 ? " " : "", i + 1);
  /* What came in another way may have no number. */
  if (text->len == 0)
    g_string_append (text, cell);
  return g_string_free (text, FALSE);
}

char *
lotse_paper_row_words (const LotsePaperRow *self, guint column)
{
  const LotseQuestion *question = lotse_paper_columns_get (self->columns, column);
  const char *cell = self->cells[column];
  g_auto (GStrv) words = g_strsplit (cell, " ", -1);
  g_autofree char *digits = NULL;
  GString *text = g_string_new (NULL);

  if (!lotse_paper_row_is_asked (self, column))
    return g_string_free (g_string_append (text, _("not asked")), FALSE);
  if (*cell == '\0')
    return g_string_free (g_string_append (text, _("empty")), FALSE);
  if (g_str_equal (cell, LOTSE_SHEET_NO_ANSWER))
    return g_string_free (g_string_append (text, _("no answer")), FALSE);
  digits = lotse_paper_row_digits (self, column);
  for (guint i = 0; words[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", lotse_question_step (question, words[i], NULL));
  if (!g_str_equal (text->str, digits))
    {
      g_string_prepend (text, " ");
      g_string_prepend (text, digits);
    }
  return g_string_free (text, FALSE);
}
