/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form on paper: what stands on which page, and how large. */
#include "config.h"

#include "lotse-paper-form-private.h"

#include "lotse-error.h"
#include "lotse-form-draft.h"
#include "lotse-form-words.h"
#include "lotse-language.h"

#include <string.h>

#define SMALLEST 0.82    /* 9 points for questions, 7 for the words of a scale */
#define SHRINK 0.97
#define LINES_LEAST 2u
#define LINES_MOST 14u

static void
block_free (LotseFormBlock *block)
{
  g_free (block->condition);
  g_clear_pointer (&block->answers, g_ptr_array_unref);
  g_free (block);
}

static void
form_free (gpointer data)
{
  LotsePaperForm *self = data;

  g_clear_pointer (&self->form, lotse_feedback_form_free);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_free (self->language);
  g_free (self->event_line);
  g_free (self->credit);
  g_free (self);
}

/* --- Which blocks ------------------------------------------------------------------------------------------- */

static LotseFormBlock *
add_block (LotsePaperForm *self, LotseFormBlockType type, const LotseQuestion *question, guint number)
{
  LotseFormBlock *block = g_new0 (LotseFormBlock, 1);

  block->type = type;
  block->question = question;
  block->number = number;
  block->answers = question != NULL ? lotse_question_list_answers (question) : NULL;
  block->lines = type == LOTSE_FORM_BLOCK_OPEN ? LINES_LEAST : 0;
  g_ptr_array_add (self->blocks, block);
  return block;
}

/* "Only if you ticked “no” in question 7:" (g_free), or NULL. */
static char *
condition_of (const LotsePaperForm *self, const LotseQuestion *question)
{
  const char *wanted = lotse_record_get (question->record, "if_answers");
  g_auto (GStrv) answers = g_strsplit (wanted != NULL ? wanted : "", " ", -1);
  const char *between = lotse_form_word ("or", self->language);
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *number = NULL;

  for (guint i = 0; question->if_code != NULL && i < self->form->questions->len; i++)
    {
      const LotseQuestion *earlier = self->form->questions->pdata[i];

      if (!g_str_equal (earlier->code, question->if_code))
        continue;
      for (guint a = 0; answers[a] != NULL; a++)
        g_string_append_printf (words, "%s%s", words->len > 0 ? between : "", lotse_form_step (earlier, answers[a], self->language));
      number = g_strdup_printf ("%u", i + 1);
      return lotse_form_only_if (words->str, number, self->language);
    }
  return NULL;
}

/* Whether both ratings have the same words, so that one head is enough for both. */
static gboolean
same_words (const LotsePaperForm *self, const LotseQuestion *a, const LotseQuestion *b)
{
  g_autoptr (GPtrArray) answers = lotse_question_list_answers (a);

  for (guint i = 0; i < answers->len; i++)
    if (!g_str_equal (lotse_form_step (a, answers->pdata[i], self->language), lotse_form_step (b, answers->pdata[i], self->language)))
      return FALSE;
  return TRUE;
}

static void
add_blocks (LotsePaperForm *self)
{
  const LotseQuestion *scale = NULL;

  add_block (self, LOTSE_FORM_BLOCK_HEAD, NULL, 0);
  for (guint i = 0; i < self->form->questions->len; i++)
    {
      const LotseQuestion *question = self->form->questions->pdata[i];
      gboolean rating = g_strcmp0 (question->type, "rating") == 0;
      LotseFormBlock *block;

      if (rating && (scale == NULL || !same_words (self, scale, question)))
        add_block (self, LOTSE_FORM_BLOCK_SCALE, question, i + 1);
      scale = rating ? question : NULL;
      block = add_block (self,
                         rating                                      ? LOTSE_FORM_BLOCK_RATING
                         : g_strcmp0 (question->type, "open") == 0 ? LOTSE_FORM_BLOCK_OPEN
                                                                     : LOTSE_FORM_BLOCK_CHOICE,
                         question, i + 1);
      block->condition = condition_of (self, question);
    }
  add_block (self, LOTSE_FORM_BLOCK_THANKS, NULL, 0);
}

/* --- Where they stand --------------------------------------------------------------------------------------- */

static double
measure (LotsePaperForm *self, cairo_t *cr, double scale)
{
  double height = 0;

  self->scale = scale;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      LotseFormBlock *block = self->blocks->pdata[i];

      block->height = lotse_paper_form_draw_block (self, block, cr, 0);
      height += block->height;
    }
  return height;
}

/* Puts the blocks one under the other; words of a scale stay with the first row below them. */
static void
place (LotsePaperForm *self, double room)
{
  double y = 0;
  guint page = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      LotseFormBlock *block = self->blocks->pdata[i];
      const LotseFormBlock *next = block->type == LOTSE_FORM_BLOCK_SCALE ? self->blocks->pdata[i + 1] : NULL;

      if (y > 0 && y + block->height + (next != NULL ? next->height : 0) > room)
        {
          page++;
          y = 0;
        }
      block->page = page;
      block->y = y;
      y += block->height;
    }
  self->n_pages = page + 1;
}

/* The room that is left on a page becomes lines of its open questions. */
static void
share_room (LotsePaperForm *self, guint page, double room)
{
  double line = LOTSE_FORM_LINE * self->scale, left = room;
  guint open = 0, lines, more;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const LotseFormBlock *block = self->blocks->pdata[i];

      if (block->page == page)
        {
          left -= block->height;
          open += block->type == LOTSE_FORM_BLOCK_OPEN;
        }
    }
  lines = open > 0 && left > 0 ? (guint) (left / line) : 0;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      LotseFormBlock *block = self->blocks->pdata[i];

      if (block->page == page && block->type == LOTSE_FORM_BLOCK_OPEN)
        {
          more = MIN ((lines + open - 1) / open, LINES_MOST - LINES_LEAST);
          lines -= more;
          open--;
          block->lines += more;
          block->height += more * line;
        }
    }
}

/* On one page as large as it fits; what does not fit at a size that people read takes more pages at the usual size. */
static void
lay_out (LotsePaperForm *self)
{
  cairo_t *cr = lotse_sheet_measuring ();
  double room = LOTSE_SHEET_LONG - 2 * LOTSE_FORM_MARGIN - lotse_paper_form_foot_height (self, cr);
  double scale = 1;

  while (measure (self, cr, scale) > room && scale > SMALLEST)
    scale = MAX (SMALLEST, scale * SHRINK);
  if (measure (self, cr, scale) > room)
    measure (self, cr, 1);
  place (self, room);
  for (guint page = 0; page < self->n_pages; page++)
    share_room (self, page, room);
  place (self, room);
  cairo_destroy (cr);
}

static void
draw (LotsePaper *paper, guint page, cairo_t *cr)
{
  const LotsePaperForm *self = paper->layout;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const LotseFormBlock *block = self->blocks->pdata[i];

      if (block->page == page)
        lotse_paper_form_draw_block (self, block, cr, LOTSE_FORM_MARGIN + block->y);
    }
  lotse_paper_form_draw_foot (self, cr, page);
}

/* --- Making ------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotsePaper *paper;
  LotsePaperForm *form;
  const char *id;
  const char *event;
  const char *language;
} Making;

/* The language that was asked for; else that of the process or the first that the form has. */
static char *
choose_language (const LotseFeedbackForm *form, const char *wanted, GError **error)
{
  g_auto (GStrv) languages = lotse_record_list_elements (form->record, "languages");
  const char *own = lotse_language_current ();
  g_autofree char *list = languages != NULL ? g_strjoinv (", ", languages) : g_strdup ("");

  if (languages == NULL || languages[0] == NULL)
    return g_strdup (wanted != NULL ? wanted : own);
  if (wanted == NULL)
    return g_strdup (g_strv_contains ((const char *const *) languages, own) ? own : languages[0]);
  if (g_strv_contains ((const char *const *) languages, wanted))
    return g_strdup (wanted);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("The form has no texts in the language “%s”. Nothing was written. It speaks: %s"), wanted, list);
  return NULL;
}

/* "Networking meeting, 28.11.2026": a date of digits is read in every language. */
static char *
event_line_of (const LotsePaper *paper)
{
  const char *date = lotse_record_get (paper->event.guests->event, "date");
  g_auto (GStrv) parts = g_strsplit (date != NULL ? date : "", "-", 3);

  if (g_strv_length (parts) != 3)
    return g_strdup (paper->event.title);
  return g_strdup_printf ("%s, %s.%s.%s", paper->event.title, parts[2], parts[1], parts[0]);
}

static gboolean
load (LotseStore *store, gpointer data, GError **error)
{
  Making *making = data;
  LotsePaperForm *self = making->form;

  self->form = lotse_feedback_form_load (store, making->id, error);
  if (self->form == NULL)
    return FALSE;
  if (self->form->questions->len == 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The form has no questions yet, so there is nothing to print. Add questions first."));
      return FALSE;
    }
  self->language = choose_language (self->form, making->language, error);
  if (self->language == NULL)
    return FALSE;
  making->paper->language = g_strdup (lotse_language_of (self->language));
  if (making->event != NULL && !lotse_paper_event_load (making->paper, making->event, error))
    return FALSE;
  self->event_line = making->event != NULL ? event_line_of (making->paper) : g_strdup ("");
  self->credit = g_strdup (making->event != NULL ? making->paper->event.credit : "");
  return TRUE;
}

/**
 * lotse_paper_new_form:
 * @form: the id of a form
 * @event: (nullable): the id of the event that it is printed for, which names title, date and funder
 * @language: (nullable): one of those that the form has
 *
 * One page if it fits at a size that people read, else more; lotse_paper_get_n_pages() says so.  There is no place for a name on it.
 *
 * Returns: (transfer full): the paper, or %NULL with NOT_FOUND, INVALID (nothing to ask, or not in that language) or an error of the store
 */
LotsePaper *
lotse_paper_new_form (LotseStore *store, const char *form, const char *event, const char *language, GError **error)
{
  g_autoptr (LotsePaper) paper = g_new0 (LotsePaper, 1);
  LotsePaperForm *self = g_new0 (LotsePaperForm, 1);
  Making making = { paper, self, form, event, language };
  const char *title;

  paper->store = store;
  paper->layout = self;
  paper->free_layout = form_free;
  paper->width = LOTSE_SHEET_SHORT;
  paper->height = LOTSE_SHEET_LONG;
  paper->draw = draw;
  if (!lotse_store_run (store, load, &making, error))
    return NULL;
  paper->store = NULL;
  self->mirrored = lotse_form_is_right_to_left (self->language);
  self->width = LOTSE_SHEET_SHORT - 2 * LOTSE_FORM_MARGIN;
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  add_blocks (self);
  lay_out (self);
  paper->n_pages = self->n_pages;
  title = lotse_form_text (self->form->record, "titles", self->language);
  paper->title = g_strdup (title != NULL ? title : lotse_record_get (self->form->record, "title"));
  return g_steal_pointer (&paper);
}
