/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Open answers and what staff makes of them; see the header. */
#include "config.h"

#include "lotse-evaluation-private.h"

#include "lotse-collate.h"
#include "lotse-error.h"
#include "lotse-id.h"

#include <string.h>

static void
remark_free (LotseRemark *self)
{
  g_free (self->id);
  g_free (self->event);
  g_free (self->survey);
  g_free (self->question);
  g_free (self->text);
  g_free (self);
}

static void
answer_free (LotseOpenAnswer *self)
{
  g_free (self->text);
  g_free (self->original);
  g_free (self->category);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

static void
question_free (LotseOpenQuestion *self)
{
  g_free (self->label);
  g_free (self->theme);
  g_free (self->text);
  g_free (self->note);
  g_ptr_array_unref (self->answers);
  g_free (self);
}

void
lotse_open_answers_free (LotseOpenAnswers *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->questions);
  g_free (self);
}

/* --- What belongs together ---------------------------------------------------------------------------------- */

/* The text without what says nothing: capitals, blanks, and the signs at its end.  Emoji stay: they may turn the meaning round. */
static char *
key_of (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  GString *key = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (key, "%s%s", key->len > 0 ? " " : "", words[i]);
  while (key->len > 1 && strchr (".!", key->str[key->len - 1]) != NULL)
    g_string_truncate (key, key->len - 1);
  return g_string_free (key, FALSE);
}

static int
compare_remarks (gconstpointer a, gconstpointer b)
{
  const LotseRemark *one = *(LotseRemark *const *) a, *other = *(LotseRemark *const *) b;

  return strcmp (one->id, other->id);
}

/* What staff has made of answers: id of the answer -> its record. */
static GHashTable *
load_made (LotseStore *store, GError **error)
{
  GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("open_answer"));
  g_autoptr (GPtrArray) records = lotse_store_list (store, query, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (lotse_record_get (records->pdata[i], "answer") != NULL)
      g_hash_table_insert (made, (gpointer) lotse_record_get (records->pdata[i], "answer"), g_object_ref (records->pdata[i]));
  if (records == NULL)
    g_clear_pointer (&made, g_hash_table_unref);
  return made;
}

/* One redacted answer redacts all that are the same: what another one still says would show what was taken away. */
static void
take_made (LotseOpenAnswer *answer, GHashTable *made)
{
  for (guint i = 0; i < answer->remarks->len; i++)
    {
      LotseRecord *record = g_hash_table_lookup (made, ((LotseRemark *) answer->remarks->pdata[i])->id);
      const char *category = record != NULL ? lotse_record_get (record, "category") : NULL;
      const char *redacted = record != NULL ? lotse_record_get (record, "redacted") : NULL;

      if (answer->category == NULL)
        answer->category = g_strdup (category);
      if (redacted == NULL || answer->redacted)
        continue;
      answer->redacted = TRUE;
      g_free (answer->text);
      answer->text = g_strdup (redacted);
    }
}

static int
compare_answers (gconstpointer a, gconstpointer b)
{
  const LotseOpenAnswer *one = *(LotseOpenAnswer *const *) a, *other = *(LotseOpenAnswer *const *) b;
  int order = (one->category == NULL) - (other->category == NULL);

  if (order == 0 && one->category != NULL)
    order = lotse_collate_compare (one->category, other->category, NULL);
  if (order == 0)
    order = (int) other->remarks->len - (int) one->remarks->len;
  return order != 0 ? order : lotse_collate_compare (one->text, other->text, NULL);
}

/* All columns together, or the only one; NULL if there is none. */
static const LotseEvaluationColumn *
total_of (const LotseEvaluation *evaluation)
{
  return evaluation->columns->len > 0 ? evaluation->columns->pdata[evaluation->columns->len - 1] : NULL;
}

static gboolean
is_open (const LotseEvaluation *evaluation, guint row)
{
  const LotseEvaluationColumn *total = total_of (evaluation);

  return total != NULL && g_str_equal (((LotseEvaluationRow *) evaluation->rows->pdata[row])->type, "open")
         && ((LotseEvaluationCell *) total->cells->pdata[row])->questions->len > 0;
}

/* Whether sheets of that column may say something here: not where the total leaves them out. */
static gboolean
counts (const LotseEvaluation *evaluation, const LotseRemark *remark)
{
  const LotseEvaluationCell *own = remark->column->cells->pdata[remark->row], *all = total_of (evaluation)->cells->pdata[remark->row];

  return !all->suppressed && (!own->suppressed || all->left_out == 0);
}

static void
add_remark (LotseOpenQuestion *question, GHashTable *by_key, LotseRemark *remark)
{
  g_autofree char *key = key_of (remark->text);
  LotseOpenAnswer *answer = g_hash_table_lookup (by_key, key);

  if (answer == NULL)
    {
      answer = g_new0 (LotseOpenAnswer, 1);
      answer->text = g_strdup (remark->text);
      answer->original = g_strdup (remark->text);
      answer->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) remark_free);
      g_ptr_array_add (question->answers, answer);
      g_hash_table_insert (by_key, g_steal_pointer (&key), answer);
    }
  question->n++;
  g_ptr_array_add (answer->remarks, remark);
}

/* Takes the remarks that it shows out of the list. */
static LotseOpenQuestion *
make_question (const LotseEvaluation *evaluation, guint row, GPtrArray *remarks, GHashTable *made)
{
  const LotseEvaluationCell *cell = total_of (evaluation)->cells->pdata[row];
  LotseOpenQuestion *question = g_new0 (LotseOpenQuestion, 1);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  question->label = g_strdup (lotse_evaluation_label (evaluation->rows->pdata[row], cell));
  question->theme = g_strdup (((LotseEvaluationRow *) evaluation->rows->pdata[row])->theme);
  question->text = g_strdup (lotse_question_text (cell->questions->pdata[0], evaluation->language));
  question->suppressed = cell->suppressed;
  question->note = lotse_evaluation_cell_note (evaluation, cell);
  question->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) answer_free);
  for (guint i = 0; i < remarks->len; i++)
    {
      LotseRemark *remark = remarks->pdata[i];

      if (remark == NULL || remark->row != row || !counts (evaluation, remark))
        continue;
      remarks->pdata[i] = NULL;
      add_remark (question, by_key, remark);
    }
  for (guint i = 0; i < question->answers->len; i++)
    take_made (question->answers->pdata[i], made);
  g_ptr_array_sort (question->answers, compare_answers);
  return question;
}

/* Takes the remarks that it shows out of the list; NULL with an error of the store. */
static LotseOpenAnswers *
make_answers (const LotseEvaluation *evaluation, LotseStore *store, GPtrArray *remarks, GError **error)
{
  g_autoptr (GHashTable) made = load_made (store, error);
  LotseOpenAnswers *self;

  if (made == NULL)
    return NULL;
  /* By their random ids, which the order of batches says nothing against. */
  g_ptr_array_sort (remarks, compare_remarks);
  self = g_new0 (LotseOpenAnswers, 1);
  self->smallest = evaluation->smallest;
  self->questions = g_ptr_array_new_with_free_func ((GDestroyNotify) question_free);
  for (guint r = 0; r < evaluation->rows->len; r++)
    if (is_open (evaluation, r))
      g_ptr_array_add (self->questions, make_question (evaluation, r, remarks, made));
  return self;
}

/**
 * lotse_evaluation_load_open:
 * @filter: as of lotse_evaluation_load()
 * @open: (out) (transfer full): the open answers of the same sheets
 *
 * Returns: (transfer full): as lotse_evaluation_load(), or %NULL, @open too
 */
LotseEvaluation *
lotse_evaluation_load_open (LotseStore *store, const LotseEvaluationFilter *filter, LotseOpenAnswers **open, GError **error)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new ();
  g_autoptr (LotseEvaluation) evaluation = lotse_evaluation_load_with (store, filter, remarks, error);

  *open = evaluation != NULL ? make_answers (evaluation, store, remarks, error) : NULL;
  for (guint i = 0; i < remarks->len; i++)
    if (remarks->pdata[i] != NULL)
      remark_free (remarks->pdata[i]);
  return *open != NULL ? g_steal_pointer (&evaluation) : NULL;
}

/**
 * lotse_open_answers_load:
 * @filter: as of lotse_evaluation_load()
 *
 * Returns: (transfer full): the open answers of all sheets that @filter chooses together, or %NULL with DENIED or an error of the store
 */
LotseOpenAnswers *
lotse_open_answers_load (LotseStore *store, const LotseEvaluationFilter *filter, GError **error)
{
  LotseOpenAnswers *self = NULL;
  g_autoptr (LotseEvaluation) evaluation = lotse_evaluation_load_open (store, filter, &self, error);

  return self;
}

/* --- What staff makes of them ------------------------------------------------------------------------------- */

/* The record of that answer, from the store or new; NULL with an error. */
static LotseRecord *
get_record (LotseStore *store, const LotseRemark *remark, GError **error)
{
  g_autofree char *id = lotse_id_derive ("open_answer", remark->id, NULL);
  g_autoptr (GError) local = NULL;
  LotseRecord *record = lotse_store_get (store, id, &local);

  if (record != NULL || !g_error_matches (local, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    {
      if (record == NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      return record;
    }
  record = lotse_record_new (lotse_kind_find ("open_answer"), id);
  if (lotse_record_set (record, "answer", remark->id, error) && lotse_record_set (record, "question", remark->question, error)
      && lotse_record_set (record, remark->event != NULL ? "event" : "survey", remark->event != NULL ? remark->event : remark->survey, error))
    return record;
  g_clear_object (&record);
  return NULL;
}

/**
 * lotse_open_answer_save:
 * @category: (nullable): what it is about, in staff's words
 * @redacted: (nullable): the text to show instead
 *
 * Errors: INVALID, DENIED, those of the store; then nothing is saved.
 */
gboolean
lotse_open_answer_save (LotseStore *store, const LotseOpenAnswer *answer, const char *category, const char *redacted, GError **error)
{
  g_autofree char *group = lotse_id_random ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < answer->remarks->len; i++)
    {
      LotseRecord *record = get_record (store, answer->remarks->pdata[i], error);

      if (record == NULL)
        return FALSE;
      g_ptr_array_add (records, record);
      if (!lotse_record_set (record, "category", category, error) || !lotse_record_set (record, "redacted", redacted, error))
        return FALSE;
    }
  return lotse_store_save_many (store, records, group, NULL, NULL, NULL, error);
}
