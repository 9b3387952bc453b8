/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands open-answers and open-answer: what was written, and what staff makes of it. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-evaluate.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"

#include <glib/gi18n.h>

static void
print_question (LotseCtl *self, const LotseOpenQuestion *question)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);
  g_autofree char *text = NULL;

  lotse_ctl_printf (self, "%s · %s\n", question->label, question->text);
  if (question->note != NULL)
    lotse_ctl_printf (self, "%s\n", question->note);
  lotse_ctl_table_head (table, _("Answer"), _("Times"), _("Category"), _("Text"), NULL);
  for (guint i = 0; i < question->answers->len; i++)
    {
      const LotseOpenAnswer *answer = question->answers->pdata[i];
      g_autofree char *n = g_strdup_printf ("%u", answer->remarks->len);

      lotse_ctl_table_row (table, ((LotseRemark *) answer->remarks->pdata[0])->id, n, answer->category != NULL ? answer->category : "",
                           answer->text, NULL);
    }
  text = lotse_ctl_table_print (table);
  lotse_ctl_printf (self, "%s\n", text);
}

static gboolean
print (LotseCtl *self, const LotseOpenAnswers *open, const char *language, GError **error)
{
  const char *output = lotse_ctl_args_get (self->args, "output");
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (g_strcmp0 (output, "csv") == 0)
    {
      g_autoptr (GOutputStream) out = lotse_ctl_open_output ("-", error);

      return out != NULL && lotse_open_answers_write_csv (open, language, out, error) && g_output_stream_close (out, NULL, error);
    }
  if (self->json || g_strcmp0 (output, "json") == 0)
    {
      lotse_ctl_open_answers_to_json (builder, open);
      lotse_ctl_print_builder (self, builder);
      return TRUE;
    }
  for (guint i = 0; i < open->questions->len; i++)
    print_question (self, open->questions->pdata[i]);
  return TRUE;
}

gboolean
lotse_ctl_open_answers (LotseCtl *self, GError **error)
{
  static const char *const known[] = { "table", "csv", "json", NULL };
  g_auto (LotseCtlWish) wish = { NULL };
  g_autoptr (LotseOpenAnswers) open = NULL;

  if (!lotse_ctl_check_output (self, known, error) || !lotse_ctl_wish_read (self, &wish, error))
    return FALSE;
  open = lotse_open_answers_load (self->store, &wish.filter, error);
  return open != NULL && print (self, open, wish.filter.language, error);
}

/* --- open-answer -------------------------------------------------------------------------------------------- */

static gboolean
has_remark (const LotseOpenAnswer *answer, const char *id)
{
  for (guint i = 0; i < answer->remarks->len; i++)
    if (g_str_equal (((LotseRemark *) answer->remarks->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

static const LotseOpenAnswer *
find (const LotseOpenAnswers *open, const char *id, GError **error)
{
  for (guint q = 0; q < open->questions->len; q++)
    {
      const LotseOpenQuestion *question = open->questions->pdata[q];

      for (guint i = 0; i < question->answers->len; i++)
        if (has_remark (question->answers->pdata[i], id))
          return question->answers->pdata[i];
    }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("there is no open answer “%s” that may be shown; “open-answers” lists them"), id);
  return NULL;
}

/* What was not typed stays as it is. */
gboolean
lotse_ctl_open_answer (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  const LotseEvaluationFilter everything = { .by = LOTSE_EVALUATION_ALL };
  g_autoptr (LotseOpenAnswers) open = store != NULL ? lotse_open_answers_load (store, &everything, error) : NULL;
  const LotseOpenAnswer *answer = open != NULL ? find (open, lotse_ctl_word (self, 0), error) : NULL;
  const char *category = lotse_ctl_args_get (self->args, "category"), *redacted = lotse_ctl_args_get (self->args, "redact");

  if (answer == NULL)
    return FALSE;
  if (category == NULL && redacted == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("write --category TEXT or --redact TEXT"));
      return FALSE;
    }
  if (!lotse_open_answer_save (store, answer, category != NULL ? category : answer->category,
                               redacted != NULL ? redacted : answer->redacted ? answer->text : NULL, error))
    return FALSE;
  lotse_ctl_confirm (self, "answer", lotse_ctl_word (self, 0));
  return TRUE;
}
