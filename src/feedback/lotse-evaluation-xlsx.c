/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The evaluation as a spreadsheet: results, distribution, open answers and notes, a sheet each.
 *
 * Numbers are numbers, so that people compute with them; a mean is the one that is printed elsewhere, rounded from whole sums.
 * Texts are cells of text and get the apostrophe of lotse-csv.h, since a sheet is often saved as a table again.
 */
#include "config.h"

#include "lotse-evaluation-private.h"

#include "lotse-csv.h"
#include "lotse-error.h"
#include "lotse-language.h"
#include "lotse-plain-numbers.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#define CELL_MAX 32000 /* characters; a spreadsheet takes 32,767 */

typedef struct
{
  const LotseEvaluation *evaluation;
  const LotseOpenAnswers *open;
  guint decimals;
  lxw_workbook *book;
  lxw_format *head;
  lxw_format *wrap;
  lxw_format *mean;
  lxw_worksheet *sheet; /* the one that is written */
  lxw_row_t row;
  lxw_col_t column;     /* the next cell */
  lxw_error worst;      /* what went wrong, if anything did */
} Book;

#define TEXT(book, text) lotse_language_translate ((book)->evaluation->language, "spreadsheet", text)

static void
keep (Book *book, lxw_error error)
{
  if (error != LXW_NO_ERROR)
    book->worst = error;
}

static void
add_text_as (Book *book, const char *text, lxw_format *format)
{
  g_autofree char *guarded = text != NULL && lotse_csv_needs_guard (text) ? g_strconcat ("'", text, NULL) : g_strdup (text);
  g_autofree char *cut = NULL;

  if (guarded != NULL && g_utf8_strlen (guarded, -1) > CELL_MAX)
    {
      g_autofree char *start = g_utf8_substring (guarded, 0, CELL_MAX);

      cut = g_strconcat (start, "…", NULL);
    }
  if (guarded != NULL)
    keep (book, worksheet_write_string (book->sheet, book->row, book->column, cut != NULL ? cut : guarded, format));
  book->column++;
}

static void
add_text (Book *book, const char *text)
{
  add_text_as (book, text, book->wrap);
}

static void
add_number (Book *book, double number)
{
  keep (book, worksheet_write_number (book->sheet, book->row, book->column++, number, NULL));
}

/* A text of lotse_evaluation_mean() or _median() in English; nothing where there is none. */
static void
add_decimal (Book *book, const char *text, lxw_format *format)
{
  if (*text != '\0')
    keep (book, worksheet_write_number (book->sheet, book->row, book->column, g_ascii_strtod (text, NULL), format));
  book->column++;
}

static void
next_row (Book *book)
{
  book->row++;
  book->column = 0;
}

typedef struct
{
  const char *name;
  double width; /* characters */
} Head;

/* A sheet of its own whose first row stays in sight. */
static void
begin_sheet (Book *book, const char *name, const Head *heads)
{
  guint n = 0;

  book->sheet = workbook_add_worksheet (book->book, TEXT (book, name));
  book->row = 0;
  book->column = 0;
  for (; heads[n].name != NULL; n++)
    {
      keep (book, worksheet_set_column (book->sheet, (lxw_col_t) n, (lxw_col_t) n, heads[n].width, NULL));
      add_text_as (book, TEXT (book, heads[n].name), book->head);
    }
  worksheet_freeze_panes (book->sheet, 1, 0);
  worksheet_set_landscape (book->sheet);
  worksheet_fit_to_pages (book->sheet, 1, 0);
  next_row (book);
}

/* --- Sheets ------------------------------------------------------------------------------------------------- */

static void
add_result (Book *book, const LotseEvaluationColumn *column, guint r)
{
  const LotseEvaluationRow *row = book->evaluation->rows->pdata[r];
  const LotseEvaluationCell *cell = column->cells->pdata[r];
  gboolean rating = g_str_equal (row->type, "rating"), shown = !cell->suppressed;
  g_autofree char *mean = lotse_evaluation_mean (row, cell, book->decimals, "en");
  g_autofree char *median = lotse_evaluation_median (row, cell, "en");
  g_autofree char *note = lotse_evaluation_cell_note (book->evaluation, cell);

  add_text (book, column->title);
  add_text (book, column->reference);
  add_text (book, column->date);
  add_number (book, column->sheets);
  add_text (book, lotse_evaluation_label (row, cell));
  add_text (book, lotse_question_text (cell->questions->pdata[0], book->evaluation->language));
  if (shown)
    {
      add_number (book, cell->n);
      add_number (book, cell->no_answer);
    }
  else
    book->column = (lxw_col_t) (book->column + 2);
  if (rating && shown)
    add_number (book, (double) cell->sum);
  else
    book->column++;
  add_decimal (book, mean, book->mean);
  add_decimal (book, median, NULL);
  add_text (book, note);
  next_row (book);
}

static void
add_counts (Book *book, const LotseEvaluationColumn *column, guint r)
{
  const LotseEvaluationRow *row = book->evaluation->rows->pdata[r];
  const LotseEvaluationCell *cell = column->cells->pdata[r];

  for (guint i = 0; !cell->suppressed && i < row->answers->len; i++)
    {
      add_text (book, column->title);
      add_text (book, column->reference);
      add_text (book, lotse_evaluation_label (row, cell));
      add_text (book, lotse_question_text (cell->questions->pdata[0], book->evaluation->language));
      add_text (book, row->answers->pdata[i]);
      add_text (book, lotse_question_step (cell->questions->pdata[0], row->answers->pdata[i], book->evaluation->language));
      add_number (book, lotse_evaluation_count (cell, i));
      next_row (book);
    }
}

static void
add_each (Book *book, void (*add) (Book *book, const LotseEvaluationColumn *column, guint row))
{
  const LotseEvaluation *evaluation = book->evaluation;

  for (guint c = 0; c < evaluation->columns->len; c++)
    for (guint r = 0; r < evaluation->rows->len; r++)
      if (((LotseEvaluationCell *) ((LotseEvaluationColumn *) evaluation->columns->pdata[c])->cells->pdata[r])->questions->len > 0)
        add (book, evaluation->columns->pdata[c], r);
}

static void
add_open_answers (Book *book)
{
  for (guint q = 0; book->open != NULL && q < book->open->questions->len; q++)
    {
      const LotseOpenQuestion *question = book->open->questions->pdata[q];

      for (guint i = 0; i < question->answers->len || (i == 0 && question->note != NULL); i++)
        {
          const LotseOpenAnswer *answer = i < question->answers->len ? question->answers->pdata[i] : NULL;

          add_text (book, question->label);
          add_text (book, question->text);
          add_text (book, answer != NULL ? answer->category : NULL);
          add_text (book, answer != NULL ? answer->text : question->note);
          if (answer != NULL)
            add_number (book, answer->remarks->len);
          next_row (book);
        }
    }
}

static void
add_notes (Book *book)
{
  for (guint c = 0; c < book->evaluation->columns->len; c++)
    {
      const LotseEvaluationColumn *column = book->evaluation->columns->pdata[c];
      g_autofree char *own = lotse_evaluation_note (book->evaluation, column);

      for (guint i = 0; i <= column->notes->len; i++)
        {
          g_autofree char *text = i == 0 ? g_strdup (own) : lotse_evaluation_note_text (book->evaluation, column, column->notes->pdata[i - 1]);

          if (text == NULL)
            continue;
          add_text (book, column->title);
          add_text (book, column->reference);
          add_text (book, text);
          next_row (book);
        }
    }
}

static void
write_sheets (Book *book)
{
  static const Head results[] = { { NC_ ("spreadsheet", "Of"), 30 },        { NC_ ("spreadsheet", "Reference"), 12 },
                                  { NC_ ("spreadsheet", "Date"), 11 },      { NC_ ("spreadsheet", "Sheets"), 8 },
                                  { NC_ ("spreadsheet", "Key"), 16 },       { NC_ ("spreadsheet", "Question"), 50 },
                                  { NC_ ("spreadsheet", "n"), 7 },          { NC_ ("spreadsheet", "No answer"), 11 },
                                  { NC_ ("spreadsheet", "Sum"), 7 },        { NC_ ("spreadsheet", "Mean"), 10 },
                                  { NC_ ("spreadsheet", "Median"), 8 },     { NC_ ("spreadsheet", "Note"), 40 },
                                  { NULL } };
  static const Head distribution[] = { { NC_ ("spreadsheet", "Of"), 30 },     { NC_ ("spreadsheet", "Reference"), 12 },
                                       { NC_ ("spreadsheet", "Key"), 16 },    { NC_ ("spreadsheet", "Question"), 50 },
                                       { NC_ ("spreadsheet", "Answer"), 10 }, { NC_ ("spreadsheet", "In words"), 25 },
                                       { NC_ ("spreadsheet", "How often"), 10 }, { NULL } };
  static const Head open[] = { { NC_ ("spreadsheet", "Key"), 16 },      { NC_ ("spreadsheet", "Question"), 40 },
                               { NC_ ("spreadsheet", "Category"), 20 }, { NC_ ("spreadsheet", "Answer"), 80 },
                               { NC_ ("spreadsheet", "How often"), 10 }, { NULL } };
  static const Head notes[] = { { NC_ ("spreadsheet", "Of"), 30 }, { NC_ ("spreadsheet", "Reference"), 12 }, { NC_ ("spreadsheet", "Note"), 80 },
                                { NULL } };

  begin_sheet (book, NC_ ("spreadsheet", "Results"), results);
  add_each (book, add_result);
  begin_sheet (book, NC_ ("spreadsheet", "Distribution"), distribution);
  add_each (book, add_counts);
  begin_sheet (book, NC_ ("spreadsheet", "Open answers"), open);
  add_open_answers (book);
  begin_sheet (book, NC_ ("spreadsheet", "Notes"), notes);
  add_notes (book);
}

/* --- The file ----------------------------------------------------------------------------------------------- */

static lxw_error
write_book (Book *book, const char *path)
{
  lxw_error closed;

  book->book = workbook_new (path);
  if (book->book == NULL)
    return LXW_ERROR_MEMORY_MALLOC_FAILED;
  book->head = workbook_add_format (book->book);
  book->wrap = workbook_add_format (book->book);
  book->mean = workbook_add_format (book->book);
  format_set_bold (book->head);
  format_set_text_wrap (book->wrap);
  format_set_align (book->wrap, LXW_ALIGN_VERTICAL_TOP);
  format_set_num_format (book->mean, book->decimals == 2 ? "0.00" : "0.0");
  write_sheets (book);
  closed = workbook_close (book->book);
  return book->worst != LXW_NO_ERROR ? book->worst : closed;
}

static lxw_error
write_with_points (Book *book, const char *path)
{
  locale_t before = lotse_plain_numbers_begin ();
  lxw_error failure = write_book (book, path);

  lotse_plain_numbers_end (before);
  return failure;
}

/**
 * lotse_evaluation_write_xlsx:
 * @open: (nullable): the open answers of the same sheets
 * @path: the file to write, readable by its owner alone; an older one is replaced only when the new one is complete
 *
 * Returns: %FALSE with IO; then nothing is left behind
 */
gboolean
lotse_evaluation_write_xlsx (const LotseEvaluation *self, const LotseOpenAnswers *open, guint decimals, const char *path, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.XXXXXX", path);
  int file = g_mkstemp_full (part, O_WRONLY | O_CLOEXEC, 0600);
  Book book = { self, open, decimals };
  gboolean done = file >= 0 && write_with_points (&book, part) == LXW_NO_ERROR && fsync (file) == 0;

  if (file >= 0 && close (file) == 0 && done && g_rename (part, path) == 0)
    return TRUE;
  if (file >= 0)
    g_unlink (part);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
               _("“%s” cannot be written. Nothing was changed. Choose another folder or ask for the right to write there."), path);
  return FALSE;
}
