/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pile of paper that is being typed; see the header. */
#include "config.h"

#include "lotse-paper-entry.h"

#include "lotse-error.h"

#include <glib/gi18n.h>

void
lotse_paper_entry_free (LotsePaperEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->title);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  lotse_paper_row_free (self->begun);
  lotse_pile_free (self->pile);
  lotse_paper_columns_free (self->columns);
  lotse_feedback_form_free (self->form);
  g_free (self);
}

/* --- Opening ------------------------------------------------------------------------------------------------ */

/* Takes the pile with that id out of those that are open, or one for the same questions as `like`. */
static LotsePile *
take_pile (GPtrArray *piles, const char *id, const LotsePile *like)
{
  for (guint i = 0; i < piles->len; i++)
    {
      const LotsePile *pile = piles->pdata[i];

      if (id != NULL ? g_str_equal (pile->id, id) : lotse_pile_is_like (pile, like))
        return g_ptr_array_steal_index (piles, i);
    }
  return NULL;
}

/* The id of the form that an event or survey is asked with (g_free). */
static char *
form_of (LotseStore *store, LotseRecord *record, GError **error)
{
  gboolean survey = g_str_equal (lotse_record_get_kind (record)->name, "survey");
  g_autoptr (GError) local = NULL;
  char *form = survey ? g_strdup (lotse_record_get (record, "form"))
                      : lotse_feedback_form_of_event (store, lotse_record_get_id (record), &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (form == NULL)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                         _("No feedback form is chosen yet. Choose one for the event or for its format, then type its sheets."));
  return form;
}

/* What the sheets of an event or survey would have in common. */
static LotsePile *
new_pile (LotseStore *store, const char *id, LotseFeedbackForm **form, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, id, error);
  g_autofree char *form_id = record != NULL ? form_of (store, record, error) : NULL;
  LotsePile *pile;

  *form = form_id != NULL ? lotse_feedback_form_load (store, form_id, error) : NULL;
  if (*form == NULL)
    return NULL;
  pile = lotse_feedback_form_pile (*form, NULL, "paper");
  if (g_str_equal (lotse_record_get_kind (record)->name, "survey"))
    pile->survey = g_strdup (id);
  else
    pile->event = g_strdup (id);
  return pile;
}

static LotsePaperRow *
new_begun (const LotsePaperEntry *self)
{
  const LotsePaperRow *last = self->rows->len > 0 ? self->rows->pdata[self->rows->len - 1] : NULL;

  return lotse_paper_row_new (self->columns, NULL, last != NULL ? last->language : NULL);
}

/* What the pile has on disk. */
static gboolean
read_pile (LotsePaperEntry *self, LotseStore *store, GError **error)
{
  g_autoptr (GPtrArray) sheets = lotse_pile_list_sheets (store, self->pile->id, error);
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseSheet) begun = NULL;

  if (sheets == NULL)
    return FALSE;
  for (guint i = 0; i < sheets->len; i++)
    g_ptr_array_add (self->rows, lotse_paper_row_new (self->columns, sheets->pdata[i], NULL));
  g_ptr_array_unref (self->remarks);
  self->remarks = lotse_pile_list_remarks (store, self->pile->id, error);
  begun = self->remarks != NULL ? lotse_pile_get_begun (store, self->pile->id, &local) : NULL;
  if (begun != NULL)
    self->begun = lotse_paper_row_new (self->columns, begun, NULL);
  if (local == NULL)
    return self->remarks != NULL;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

LotsePaperEntry *
lotse_paper_entry_open (LotseStore *store, const char *id, GError **error)
{
  g_autoptr (LotsePaperEntry) self = g_new0 (LotsePaperEntry, 1);
  g_autoptr (GPtrArray) piles = lotse_piles_list (store, error);
  LotsePile *open;

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_paper_row_free);
  self->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_loose_remark_free);
  if (piles == NULL)
    return NULL;
  self->pile = take_pile (piles, id, NULL);
  if (self->pile != NULL)
    self->form = lotse_feedback_form_load (store, self->pile->form, error);
  else
    self->pile = new_pile (store, id, &self->form, error);
  if (self->form == NULL)
    return NULL;
  open = self->pile->id == NULL ? take_pile (piles, NULL, self->pile) : NULL;
  if (open != NULL)
    {
      lotse_pile_free (self->pile);
      self->pile = open;
    }
  self->columns = lotse_paper_columns_new (self->form);
  self->title = lotse_store_dup_title (store, self->pile->event != NULL ? self->pile->event : self->pile->survey, NULL);
  if (self->form->questions->len == 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The form has no questions yet. Add them, then type its sheets."));
      return NULL;
    }
  if (self->pile->id != NULL && !read_pile (self, store, error))
    return NULL;
  if (self->begun == NULL)
    self->begun = new_begun (self);
  return g_steal_pointer (&self);
}

/* --- Open answers ------------------------------------------------------------------------------------------- */

static void
repeat_free (gpointer data)
{
  LotsePaperRepeat *repeat = data;

  g_array_unref (repeat->places);
  g_free (repeat);
}

GPtrArray *
lotse_paper_entry_list_repeats (const LotsePaperEntry *self, const char *question)
{
  GPtrArray *repeats = g_ptr_array_new_with_free_func (repeat_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->remarks->len; i++)
    {
      const LotseLooseRemark *remark = self->remarks->pdata[i];
      LotsePaperRepeat *repeat = g_hash_table_lookup (known, remark->text);

      if (!g_str_equal (remark->question, question))
        continue;
      if (repeat == NULL)
        {
          repeat = g_new0 (LotsePaperRepeat, 1);
          repeat->text = remark->text;
          repeat->places = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (known, remark->text, repeat);
          g_ptr_array_add (repeats, repeat);
        }
      g_array_append_val (repeat->places, remark->place);
    }
  return repeats;
}

/* --- Deeds -------------------------------------------------------------------------------------------------- */

struct _LotsePaperDeed
{
  LotsePaperAct act;
  LotsePile *pile;    /* a copy; gets its id */
  LotseSheet *sheet;  /* or NULL */
  GPtrArray *remarks; /* of LotseLooseRemark, or NULL */
};

void
lotse_paper_deed_free (LotsePaperDeed *self)
{
  if (self == NULL)
    return;
  lotse_pile_free (self->pile);
  lotse_sheet_free (self->sheet);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
  g_free (self);
}

LotsePaperAct
lotse_paper_deed_get_act (const LotsePaperDeed *self)
{
  return self->act;
}

/* What is added goes to the pile that is open when it is done, which may not be there yet, or no longer the one that shows. */
static gboolean
finds_its_pile (LotsePaperAct act)
{
  return act == LOTSE_PAPER_KEEP || act == LOTSE_PAPER_FINISH || act == LOTSE_PAPER_REMARK;
}

LotsePaperDeed *
lotse_paper_entry_deed (const LotsePaperEntry *self, LotsePaperAct act)
{
  LotsePaperDeed *deed = g_new0 (LotsePaperDeed, 1);

  deed->act = act;
  deed->pile = lotse_pile_copy (self->pile);
  if (finds_its_pile (act))
    g_clear_pointer (&deed->pile->id, g_free);
  if (act == LOTSE_PAPER_KEEP || act == LOTSE_PAPER_FINISH)
    deed->sheet = lotse_paper_row_sheet (self->begun);
  return deed;
}

LotsePaperDeed *
lotse_paper_entry_deed_row (const LotsePaperEntry *self, LotsePaperAct act, const LotsePaperRow *row)
{
  LotsePaperDeed *deed = lotse_paper_entry_deed (self, act);

  deed->sheet = lotse_paper_row_sheet (row);
  return deed;
}

LotsePaperDeed *
lotse_paper_entry_deed_remark (const LotsePaperEntry *self, LotsePaperAct act, const char *question, const char *text, const GArray *places,
                               GError **error)
{
  const LotseQuestion *asked = lotse_feedback_form_question_of_id (self->form, question);
  g_autofree char *clean = act == LOTSE_PAPER_REMARK ? lotse_question_parse (asked, text, error) : g_strdup ("");
  LotsePaperDeed *deed;

  if (clean == NULL)
    return NULL;
  if (act == LOTSE_PAPER_REMARK && (*clean == '\0' || g_str_equal (clean, LOTSE_SHEET_NO_ANSWER)))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("Type only what somebody wrote, and pass over sheets without an answer."));
      return NULL;
    }
  deed = lotse_paper_entry_deed (self, act);
  deed->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_loose_remark_free);
  for (guint i = 0; places != NULL && i < places->len; i++)
    g_ptr_array_add (deed->remarks, lotse_loose_remark_new (g_array_index (places, guint, i), question, clean));
  if (places == NULL)
    g_ptr_array_add (deed->remarks, lotse_loose_remark_new (0, question, clean));
  else if (deed->pile->id == NULL)
    deed->pile->id = g_strdup (self->pile->id);
  return deed;
}

static gboolean
do_remarks (LotsePaperDeed *self, LotseStore *store, GError **error)
{
  for (guint i = 0; i < self->remarks->len; i++)
    {
      LotseLooseRemark *remark = self->remarks->pdata[i];

      if (self->act == LOTSE_PAPER_REMARK ? !lotse_pile_put_remark (store, self->pile, remark, error)
                                          : !lotse_pile_withdraw_remark (store, self->pile->id, remark->place, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lotse_paper_deed_do (LotsePaperDeed *self, LotseStore *store, GError **error)
{
  guint sheets;

  switch (self->act)
    {
    case LOTSE_PAPER_KEEP:
      return lotse_pile_keep_begun (store, self->pile, self->sheet, error);
    case LOTSE_PAPER_FINISH:
      return lotse_pile_put_begun (store, self->pile, self->sheet, error);
    case LOTSE_PAPER_CORRECT:
      return lotse_pile_put (store, self->pile, self->sheet, error);
    case LOTSE_PAPER_WITHDRAW:
      return lotse_pile_withdraw (store, self->pile->id, self->sheet->place, error);
    case LOTSE_PAPER_REMARK:
    case LOTSE_PAPER_WITHDRAW_REMARK:
      return do_remarks (self, store, error);
    case LOTSE_PAPER_WITHDRAW_ALL:
      return lotse_pile_withdraw (store, self->pile->id, 0, error);
    case LOTSE_PAPER_RELEASE:
      return lotse_pile_release (store, self->pile->id, &sheets, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* --- Taking over what was done ------------------------------------------------------------------------------ */

static LotsePaperRow *
row_at (LotsePaperEntry *self, guint place, guint *index)
{
  for (*index = 0; *index < self->rows->len; (*index)++)
    if (((LotsePaperRow *) self->rows->pdata[*index])->place == place)
      return self->rows->pdata[*index];
  return NULL;
}

static void
take_finished (LotsePaperEntry *self, guint place)
{
  LotsePaperRow *done = self->begun;

  done->place = place;
  g_ptr_array_add (self->rows, done);
  self->begun = new_begun (self);
}

static void
take_remark (LotsePaperEntry *self, LotsePaperAct act, const LotseLooseRemark *remark)
{
  for (guint i = 0; i < self->remarks->len; i++)
    if (((LotseLooseRemark *) self->remarks->pdata[i])->place == remark->place)
      {
        g_ptr_array_remove_index (self->remarks, i);
        if (act == LOTSE_PAPER_REMARK)
          g_ptr_array_insert (self->remarks, (int) i, lotse_loose_remark_new (remark->place, remark->question, remark->text));
        return;
      }
  if (act == LOTSE_PAPER_REMARK)
    g_ptr_array_add (self->remarks, lotse_loose_remark_new (remark->place, remark->question, remark->text));
}

static void
take_all_gone (LotsePaperEntry *self)
{
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->remarks, 0);
  lotse_paper_row_free (self->begun);
  self->begun = new_begun (self);
  g_clear_pointer (&self->pile->id, g_free);
}

gboolean
lotse_paper_entry_take (LotsePaperEntry *self, const LotsePaperDeed *deed)
{
  gboolean stale = deed->pile->id != NULL && self->pile->id != NULL && !g_str_equal (deed->pile->id, self->pile->id)
                   && (self->rows->len > 0 || self->remarks->len > 0);
  guint index;

  if (stale)
    {
      g_ptr_array_set_size (self->rows, 0);
      g_ptr_array_set_size (self->remarks, 0);
    }
  if (deed->pile->id != NULL)
    {
      g_free (self->pile->id);
      self->pile->id = g_strdup (deed->pile->id);
    }
  if (deed->act == LOTSE_PAPER_FINISH)
    take_finished (self, deed->sheet->place);
  if (deed->act == LOTSE_PAPER_WITHDRAW && row_at (self, deed->sheet->place, &index) != NULL)
    g_ptr_array_remove_index (self->rows, index);
  for (guint i = 0; deed->remarks != NULL && i < deed->remarks->len; i++)
    take_remark (self, deed->act, deed->remarks->pdata[i]);
  if (deed->act == LOTSE_PAPER_WITHDRAW_ALL || deed->act == LOTSE_PAPER_RELEASE)
    take_all_gone (self);
  return !stale;
}
