/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How feedback on one event or survey stands; see the header. */
#include "config.h"

#include "lotse-feedback-state.h"

void
lotse_feedback_state_free (LotseFeedbackState *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->record);
  lotse_feedback_form_free (self->form);
  lotse_feedback_form_free (self->usual);
  g_clear_pointer (&self->forms, g_ptr_array_unref);
  g_free (self);
}

/* --- Sheets ------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseFeedbackState *state;
  guint *count; /* of the batch that is read */
} Counting;

/* Where sheets like these are counted; NULL: they are of something else. */
static guint *
count_of (LotseFeedbackState *self, const LotsePile *pile, guint *counts)
{
  const char *id = lotse_record_get_id (self->record);

  if (g_strcmp0 (pile->event, id) != 0 && g_strcmp0 (pile->survey, id) != 0)
    return NULL;
  for (guint i = 0; i < LOTSE_FEEDBACK_WAYS; i++)
    if (g_strcmp0 (self->ways[i], pile->way) == 0)
      return &counts[i];
  return NULL;
}

static gboolean
begin (const LotsePile *batch, gpointer data)
{
  Counting *counting = data;

  counting->count = count_of (counting->state, batch, counting->state->released);
  return counting->count != NULL;
}

static void
take_sheet (const char *answers, gpointer data)
{
  ++*((Counting *) data)->count;
}

static void
take_remark (const char *id, const char *question, const char *text, gpointer data)
{
}

static gboolean
count_sheets (LotseFeedbackState *self, LotseStore *store, GError **error)
{
  static const LotseSheetReader reader = { begin, take_sheet, take_remark };
  Counting counting = { self, NULL };
  g_autoptr (GPtrArray) piles = lotse_piles_list (store, error);

  for (guint i = 0; piles != NULL && i < piles->len; i++)
    {
      const LotsePile *pile = piles->pdata[i];
      guint *count = count_of (self, pile, self->drafts);

      if (count != NULL)
        *count += pile->sheets;
    }
  return piles != NULL && lotse_sheets_read (store, &reader, &counting, error);
}

/* --- Forms -------------------------------------------------------------------------------------------------- */

/* A link to a form that is not here is no form. */
static LotseFeedbackForm *
form_of (LotseStore *store, LotseRecord *record)
{
  const char *id = record != NULL ? lotse_record_get (record, "form") : NULL;

  return id != NULL ? lotse_feedback_form_load (store, id, NULL) : NULL;
}

static gboolean
read_forms (LotseFeedbackState *self, LotseStore *store, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("form"));

  if (lotse_query_sort (query, "title", FALSE, error))
    self->forms = lotse_store_list (store, query, error);
  return self->forms != NULL;
}

/**
 * lotse_feedback_state_load:
 * @id: the id of an event or a survey
 *
 * Returns: (transfer full): how feedback on it stands, or %NULL with NOT_FOUND or an error of the store
 */
LotseFeedbackState *
lotse_feedback_state_load (LotseStore *store, const char *id, GError **error)
{
  g_autoptr (LotseFeedbackState) self = g_new0 (LotseFeedbackState, 1);
  const LotseChoice *ways = lotse_kind_field (lotse_kind_find ("response"), "way")->choices;
  const char *format;

  for (guint i = 0; i < LOTSE_FEEDBACK_WAYS && ways[i].name != NULL; i++)
    self->ways[i] = ways[i].name;
  self->record = lotse_store_get (store, id, error);
  if (self->record == NULL || !read_forms (self, store, error) || !count_sheets (self, store, error))
    return NULL;
  self->form = form_of (store, self->record);
  format = g_str_equal (lotse_record_get_kind (self->record)->name, "event") ? lotse_record_get (self->record, "format") : NULL;
  if (format != NULL)
    {
      g_autoptr (LotseRecord) record = lotse_store_get (store, format, NULL);

      self->usual = form_of (store, record);
      if (self->form == NULL)
        self->form = form_of (store, record);
    }
  return g_steal_pointer (&self);
}
