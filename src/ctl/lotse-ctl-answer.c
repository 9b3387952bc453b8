/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands answer and pile: answer sheets of feedback, as drafts and released. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"
#include "lotse-feedback-form.h"
#include "lotse-links.h"
#include "lotse-sheets-loose.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- answer ------------------------------------------------------------------------------------------------- */

static const LotseField *
field_of (const char *name)
{
  return lotse_kind_field (lotse_kind_find ("response"), name);
}

static char *
find (LotseCtl *self, const char *field, const char *typed, GError **error)
{
  g_autoptr (LotseLinks) links = lotse_links_new (self->store, self->cancellable);

  return lotse_links_resolve (links, field_of (field), typed, error);
}

static gboolean
choice_option (LotseCtl *self, const char *option, const char *fallback, char **value, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, option);

  *value = typed != NULL ? lotse_value_parse (field_of (option), typed, NULL, error) : g_strdup (fallback);
  return *value != NULL || typed == NULL;
}

/* An event, or else a survey of that name; the error is that of the event. */
static char *
find_place (LotseCtl *self, const char *typed, gboolean *survey, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *id = find (self, "event", typed, &local);

  *survey = FALSE;
  if (id != NULL)
    return id;
  id = find (self, "survey", typed, NULL);
  *survey = id != NULL;
  if (id == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return id;
}

/* QUESTION=ANSWER from the third word on. */
static gboolean
assign (LotseCtl *self, const LotseFeedbackForm *form, LotseSheet *sheet, GError **error)
{
  for (guint i = 2; i < lotse_ctl_args_count (self->args); i++)
    {
      const char *word = lotse_ctl_word (self, i);
      const char *equals = strchr (word, '=');
      g_autofree char *code = equals != NULL ? g_strndup (word, (gsize) (equals - word)) : NULL;
      const LotseQuestion *question = code != NULL ? lotse_feedback_form_question (form, code) : NULL;
      char *answer = question != NULL ? lotse_question_parse (question, equals + 1, error) : NULL;

      if (code == NULL)
        g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is not of the form QUESTION=ANSWER"), word);
      else if (question == NULL)
        g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("the form has no question “%s”; “form show” lists them"), code);
      if (answer == NULL)
        return FALSE;
      g_free (sheet->answers[question->place]);
      sheet->answers[question->place] = answer;
    }
  return TRUE;
}

gboolean
lotse_ctl_answer (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autofree char *id = store != NULL ? find (self, "form", lotse_ctl_word (self, 0), error) : NULL;
  gboolean survey;
  g_autofree char *event = id != NULL ? find_place (self, lotse_ctl_word (self, 1), &survey, error) : NULL;
  g_autoptr (LotseFeedbackForm) form = event != NULL ? lotse_feedback_form_load (store, id, error) : NULL;
  g_autofree char *language = NULL, *way = NULL;
  g_autoptr (LotsePile) pile = NULL;
  g_autoptr (LotseSheet) sheet = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint64 place;

  if (form == NULL || !choice_option (self, "language", NULL, &language, error) || !choice_option (self, "way", "paper", &way, error)
      || !lotse_ctl_args_get_number (self->args, "place", G_MAXINT, 0, &place, error))
    return FALSE;
  pile = lotse_feedback_form_pile (form, event, way);
  if (survey)
    pile->survey = g_steal_pointer (&pile->event);
  sheet = lotse_feedback_form_sheet (form, language);
  sheet->place = (guint) place;
  if (!assign (self, form, sheet, error) || !lotse_pile_put (store, pile, sheet, error))
    return FALSE;
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "pile", pile->id);
  lotse_ctl_json_int (builder, "place", sheet->place);
  json_builder_end_object (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_printf (self, _("Sheet %u of the pile %s\n"), sheet->place, pile->id);
  return TRUE;
}

/* --- pile --------------------------------------------------------------------------------------------------- */

static gboolean
list_piles (LotseCtl *self, GError **error)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (self->store, error);
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (4);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (piles == NULL)
    return FALSE;
  lotse_ctl_table_head (table, _("Pile"), _("Event"), _("Form"), _("Sheets"), NULL);
  json_builder_begin_array (builder);
  for (guint i = 0; i < piles->len; i++)
    {
      const LotsePile *pile = piles->pdata[i];
      g_autofree char *event = lotse_ctl_title_of_id (self, pile->event != NULL ? pile->event : pile->survey);
      g_autofree char *form = lotse_ctl_title_of_id (self, pile->form);
      g_autofree char *sheets = g_strdup_printf ("%u", pile->sheets);

      lotse_ctl_table_row (table, pile->id, event, form, sheets, NULL);
      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "pile", pile->id);
      lotse_ctl_json_text (builder, "event", pile->event);
      lotse_ctl_json_text (builder, "survey", pile->survey);
      lotse_ctl_json_text (builder, "form", pile->form);
      lotse_ctl_json_text (builder, "way", pile->way);
      lotse_ctl_json_int (builder, "sheets", pile->sheets);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_print_table (self, table);
  return TRUE;
}

static LotsePile *
find_pile (LotseCtl *self, const char *id, GPtrArray *piles, GError **error)
{
  for (guint i = 0; i < piles->len; i++)
    if (g_str_equal (((LotsePile *) piles->pdata[i])->id, id))
      return piles->pdata[i];
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("there is no pile “%s”; “pile” lists them"), id);
  return NULL;
}

static void
add_sheet (const LotseFeedbackForm *form, const LotseSheet *sheet, LotseCtlTable *table, JsonBuilder *builder)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  g_autofree char *place = g_strdup_printf ("%u", sheet->place);

  g_ptr_array_add (cells, place);
  json_builder_begin_object (builder);
  lotse_ctl_json_int (builder, "place", sheet->place);
  lotse_ctl_json_text (builder, "language", sheet->language);
  for (guint i = 0; i < form->questions->len; i++)
    {
      const LotseQuestion *question = form->questions->pdata[i];

      g_ptr_array_add (cells, sheet->answers[question->place]);
      lotse_ctl_json_text (builder, question->code, sheet->answers[question->place]);
    }
  json_builder_end_object (builder);
  g_ptr_array_add (cells, NULL);
  lotse_ctl_table_row_v (table, (const char *const *) cells->pdata);
}

/* The sheet that is begun, and the open answers that are on no sheet. */
static gboolean
add_loose (LotseCtl *self, const LotseFeedbackForm *form, const LotsePile *pile, LotseCtlTable *table, JsonBuilder *builder, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseSheet) begun = lotse_pile_get_begun (self->store, pile->id, &local);
  g_autoptr (GPtrArray) remarks = local == NULL ? lotse_pile_list_remarks (self->store, pile->id, &local) : NULL;

  if (begun != NULL)
    add_sheet (form, begun, table, builder);
  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    {
      const LotseLooseRemark *remark = remarks->pdata[i];
      const LotseQuestion *question = lotse_feedback_form_question_of_id (form, remark->question);
      const char *code = question != NULL ? question->code : remark->question;

      json_builder_begin_object (builder);
      lotse_ctl_json_int (builder, "number", remark->place);
      lotse_ctl_json_text (builder, "question", code);
      lotse_ctl_json_text (builder, "remark", remark->text);
      json_builder_end_object (builder);
      if (!self->json)
        lotse_ctl_printf (self, "%s  %s\n", code, remark->text);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
show_pile (LotseCtl *self, GError **error)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (self->store, error);
  LotsePile *pile = piles != NULL ? find_pile (self, lotse_ctl_word (self, 1), piles, error) : NULL;
  g_autoptr (GPtrArray) sheets = pile != NULL ? lotse_pile_list_sheets (self->store, pile->id, error) : NULL;
  g_autoptr (LotseFeedbackForm) form = sheets != NULL ? lotse_feedback_form_load (self->store, pile->form, error) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (LotseCtlTable) table = NULL;

  if (form == NULL)
    return FALSE;
  table = lotse_ctl_table_new (form->questions->len + 1);
  for (guint i = 0; !self->json && i < form->questions->len; i++)
    lotse_ctl_printf (self, "%u  %s\n", i + 1, ((LotseQuestion *) form->questions->pdata[i])->code);
  json_builder_begin_array (builder);
  for (guint i = 0; i < sheets->len; i++)
    add_sheet (form, sheets->pdata[i], table, builder);
  if (!add_loose (self, form, pile, table, builder, error))
    return FALSE;
  json_builder_end_array (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_print_table (self, table);
  return TRUE;
}

/* An open answer that is on no sheet. */
static gboolean
put_remark (LotseCtl *self, GError **error)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (self->store, error);
  LotsePile *pile = piles != NULL ? find_pile (self, lotse_ctl_word (self, 1), piles, error) : NULL;
  g_autoptr (LotseFeedbackForm) form = pile != NULL ? lotse_feedback_form_load (self->store, pile->form, error) : NULL;
  const LotseQuestion *question = form != NULL ? lotse_feedback_form_question (form, lotse_ctl_word (self, 2)) : NULL;
  g_autofree char *text = NULL;
  g_autoptr (LotseLooseRemark) remark = NULL;

  if (form == NULL)
    return FALSE;
  if (question == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("the form has no question “%s”; “form show” lists them"),
                   lotse_ctl_word (self, 2));
      return FALSE;
    }
  text = lotse_question_parse (question, lotse_ctl_word (self, 3), error);
  remark = text != NULL ? lotse_loose_remark_new (0, question->id, text) : NULL;
  if (remark == NULL || !lotse_pile_put_remark (self->store, pile, remark, error))
    return FALSE;
  lotse_ctl_confirm (self, "added", pile->id);
  return TRUE;
}

static gboolean
release_pile (LotseCtl *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  guint sheets;

  if (!lotse_pile_release (self->store, lotse_ctl_word (self, 1), &sheets, error))
    return FALSE;
  json_builder_begin_object (builder);
  lotse_ctl_json_int (builder, "released", sheets);
  json_builder_end_object (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_printf (self, ngettext ("%u sheet released\n", "%u sheets released\n", sheets), sheets);
  return TRUE;
}

static gboolean
withdraw (LotseCtl *self, GError **error)
{
  const char *typed = lotse_ctl_word (self, 2);
  guint64 place = 0;

  if (typed != NULL && !g_ascii_string_to_unsigned (typed, 10, 1, G_MAXINT, &place, NULL))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no place in a pile"), typed);
      return FALSE;
    }
  if (!lotse_pile_withdraw (self->store, lotse_ctl_word (self, 1), (guint) place, error))
    return FALSE;
  lotse_ctl_confirm (self, "withdrawn", lotse_ctl_word (self, 1));
  return TRUE;
}

gboolean
lotse_ctl_pile (LotseCtl *self, GError **error)
{
  const char *what = lotse_ctl_word (self, 0);
  guint n = lotse_ctl_args_count (self->args);

  if (lotse_ctl_store (self, error) == NULL)
    return FALSE;
  if (n == 0)
    return list_piles (self, error);
  if (g_str_equal (what, "show") && n == 2)
    return show_pile (self, error);
  if (g_str_equal (what, "remark") && n == 4)
    return put_remark (self, error);
  if (g_str_equal (what, "release") && n == 2)
    return release_pile (self, error);
  if (g_str_equal (what, "withdraw") && n > 1)
    return withdraw (self, error);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("write nothing, “show PILE”, “remark PILE QUESTION TEXT”, “withdraw PILE [NUMBER]” or “release PILE”"));
  return FALSE;
}
