/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command deadline: handing in, and what people decide otherwise than the rules. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-deadlines.h"
#include "lotse-ctl-values.h"
#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-links.h"

#include <glib/gi18n.h>
#include <string.h>

/* What was done, as a sentence and as it stands now. */
static gboolean
report (LotseCtl *self, const char *id, GPtrArray *moves, GError **error)
{
  g_autoptr (LotseDeadline) deadline = lotse_deadline_read (self->store, id, LOTSE_DEADLINES_PLAIN, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *title = NULL;
  g_autofree char *due = NULL;

  if (deadline == NULL)
    return FALSE;
  if (self->json)
    {
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "deadline");
      lotse_ctl_deadline_to_json (builder, deadline);
      json_builder_set_member_name (builder, "moved");
      json_builder_add_value (builder, lotse_ctl_moves_node (moves));
      json_builder_end_object (builder);
      lotse_ctl_print_builder (self, builder);
      return TRUE;
    }
  title = lotse_ctl_deadline_title (deadline);
  due = lotse_ctl_show_date (deadline->due);
  if (deadline->state == LOTSE_DEADLINE_DONE)
    lotse_ctl_printf (self, _("%s was handed in.\n"), title);
  else if (deadline->state == LOTSE_DEADLINE_NOT_NEEDED)
    lotse_ctl_printf (self, _("%s is not needed.\n"), title);
  else if (deadline->due == NULL)
    lotse_ctl_printf (self, _("%s has no date yet.\n"), title);
  else
    lotse_ctl_printf (self, _("%s is due on %s.\n"), title, due);
  lotse_ctl_print_moves (moves);
  return TRUE;
}

/* --- Handing in --------------------------------------------------------------------------------------------- */

static gboolean
hand_in (LotseCtl *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) moves = NULL;
  g_autofree char *on = NULL;

  return lotse_ctl_date_option (self, "on", &on, error)
         && lotse_deadline_hand_in (self->store, id, on, lotse_ctl_args_get (self->args, "how"),
                                    lotse_ctl_args_get (self->args, "confirmation"), NULL, &moves, error)
         && report (self, id, moves, error);
}

static gboolean
take_back (LotseCtl *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) moves = NULL;

  return lotse_deadline_take_back (self->store, id, NULL, &moves, error) && report (self, id, moves, error);
}

/* --- Otherwise than the rule says --------------------------------------------------------------------------- */

static gboolean
move (LotseCtl *self, const char *id, GError **error)
{
  const char *typed = lotse_ctl_word (self, 2);
  const gboolean to_rule = g_str_equal (typed, "rule");
  g_autofree char *due = to_rule ? NULL : lotse_ctl_parse_date (typed, error);

  return (to_rule || due != NULL) && lotse_deadline_move (self->store, id, due, NULL, error) && report (self, id, NULL, error);
}

static gboolean
not_needed (LotseCtl *self, const char *id, GError **error)
{
  return lotse_deadline_set_not_needed (self->store, id, lotse_ctl_word (self, 2), NULL, error) && report (self, id, NULL, error);
}

static gboolean
needed (LotseCtl *self, const char *id, GError **error)
{
  return lotse_deadline_set_not_needed (self->store, id, NULL, NULL, error) && report (self, id, NULL, error);
}

/* Words and options are texts; the array is of int. */
static gboolean
add_lead (GArray *leads, const char *typed, GError **error)
{
  guint64 lead;
  int days;

  if (!g_ascii_string_to_unsigned (typed, 10, 0, LOTSE_DEADLINE_LONGEST_LEAD, &lead, NULL))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is no number of days; write a whole number from 0 to %d"), typed,
                   LOTSE_DEADLINE_LONGEST_LEAD);
      return FALSE;
    }
  days = (int) lead;
  g_array_append_val (leads, days);
  return TRUE;
}

static gboolean
remind (LotseCtl *self, const char *id, GError **error)
{
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (int));
  const gboolean to_rule = g_str_equal (lotse_ctl_word (self, 2), "rule");

  for (guint i = 2; !to_rule && i < lotse_ctl_args_count (self->args); i++)
    if (!add_lead (leads, lotse_ctl_word (self, i), error))
      return FALSE;
  return lotse_deadline_set_leads (self->store, id, (const int *) leads->data, leads->len, NULL, error) && report (self, id, NULL, error);
}

/* The person that was typed; NULL for "-", which stands for nobody. */
static gboolean
read_person (LotseCtl *self, const char *typed, char **person, GError **error)
{
  static const LotseField field = { .name = "person", .label = "", .type = LOTSE_FIELD_LINK, .links = "person" };
  g_autoptr (LotseLinks) links = lotse_links_new (self->store, self->cancellable);

  if (typed == NULL || g_str_equal (typed, "-"))
    return TRUE;
  *person = lotse_links_resolve (links, &field, typed, error);
  return *person != NULL;
}

static gboolean
assign (LotseCtl *self, const char *id, GError **error)
{
  g_autofree char *responsible = NULL;
  g_autofree char *deputy = NULL;

  return read_person (self, lotse_ctl_word (self, 2), &responsible, error) && read_person (self, lotse_ctl_word (self, 3), &deputy, error)
         && lotse_deadline_set_people (self->store, id, responsible, deputy, NULL, error) && report (self, id, NULL, error);
}

/* --- add ---------------------------------------------------------------------------------------------------- */

static gboolean
add (LotseCtl *self, const char *record, GError **error)
{
  GPtrArray *typed = lotse_ctl_args_get_all (self->args, "lead");
  g_autoptr (GArray) leads = g_array_new (FALSE, FALSE, sizeof (int));
  g_autofree char *due = lotse_ctl_parse_date (lotse_ctl_word (self, 2), error);
  g_autofree char *id = NULL;

  if (due == NULL)
    return FALSE;
  for (guint i = 0; typed != NULL && i < typed->len; i++)
    if (!add_lead (leads, typed->pdata[i], error))
      return FALSE;
  id = lotse_deadline_add (self->store, record, lotse_ctl_args_get (self->args, "kind"), lotse_ctl_word (self, 3), due,
                           (const int *) leads->data, leads->len, NULL, error);
  if (id == NULL)
    return FALSE;
  if (self->json)
    return report (self, id, NULL, error);
  lotse_ctl_printf (self, "%s\n", id);
  return TRUE;
}

/* --- deadline ----------------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  guint least; /* words, with the name and the id */
  guint most;
  gboolean (*run) (LotseCtl *self, const char *id, GError **error);
} deeds[] = {
  { "hand-in", 2, 2, hand_in },
  { "take-back", 2, 2, take_back },
  { "move", 3, 3, move },
  { "not-needed", 3, 3, not_needed },
  { "needed", 2, 2, needed },
  { "remind", 3, LOTSE_CTL_MANY, remind },
  { "assign", 3, 4, assign },
  { "add", 4, 4, add },
};

gboolean
lotse_ctl_deadline (LotseCtl *self, GError **error)
{
  const char *name = lotse_ctl_word (self, 0);
  const guint n = lotse_ctl_args_count (self->args);
  g_autofree char *id = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (g_str_equal (name, deeds[i].name) && n >= deeds[i].least && n <= deeds[i].most)
      {
        id = lotse_ctl_id (lotse_ctl_word (self, 1), error);
        return id != NULL && lotse_ctl_store (self, error) != NULL && deeds[i].run (self, id, error);
      }
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("write “hand-in ID”, “take-back ID”, “move ID DATE|rule”, “not-needed ID REASON”, “needed ID”, “remind ID DAYS…|rule”, “assign ID PERSON [DEPUTY]” or “add RECORD DATE NAME”"));
  return FALSE;
}
