/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of a pair's page; see the header.
 */
#include "config.h"

#include "lotse-pair-groups.h"

#include "lotse-format.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define MOST_MONTHS 12

/* --- Sides -------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_name (const LotsePairSide *side, const char *role)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *caption = gtk_label_new (role);
  GtkWidget *name = gtk_label_new (side->title != NULL ? side->title : _ ("(not on this device)"));

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (name), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (name), 12);
  gtk_widget_add_css_class (caption, "caption");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (name, "heading");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), caption);
  gtk_box_append (GTK_BOX (texts), name);
  return texts;
}

GtkWidget *
lotse_pair_side_new (const LotsePairSide *side, const char *role)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *contact = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "side-card");
  gtk_box_append (GTK_BOX (card), adw_avatar_new (40, side->title, TRUE));
  gtk_box_append (GTK_BOX (card), make_name (side, role));
  gtk_widget_set_valign (contact, GTK_ALIGN_CENTER);
  if (side->title != NULL)
    {
      GString *open = g_string_new (_ ("Open %s"));

      g_string_replace (open, "%s", side->title, 1);
      lotse_box_add_contact (GTK_BOX (contact), side->title, side->email, side->phone);
      gtk_box_append (GTK_BOX (contact),
                      lotse_button_icon ("go-next-symbolic", open->str, "win.open", g_variant_new ("(ss)", side->kind, side->id)));
      g_string_free (open, TRUE);
    }
  gtk_box_append (GTK_BOX (card), contact);
  return card;
}

/* --- Goals -------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_step (LotseRecord *goal, const LotseGoalStep *step)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *done = step->done != NULL ? lotse_format_date (step->done) : NULL;
  g_autofree char *tooltip = NULL;

  /* Translators: a step of a goal that is done; the day. */
  tooltip = done != NULL ? g_strdup_printf (_ ("Done on %s"), done) : g_strdup (_ ("Not done yet"));
  if (done != NULL)
    gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_box_append (GTK_BOX (content), gtk_label_new (step->text));
  gtk_widget_set_halign (content, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), done != NULL);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "step");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, step->text,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", lotse_record_get_id (goal), step->key);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pair.step");
  return button;
}

/* The goal, below it the day on which it is due, and the way to edit it. */
static GtkWidget *
make_goal_head (const LotsePairGoal *goal)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (lotse_record_get (goal->record, "text"));
  g_autofree char *due = lotse_format_day (lotse_record_get (goal->record, "due"));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), label);
  if (due != NULL && lotse_record_get (goal->record, "reached_on") == NULL)
    {
      g_autofree char *until = g_strdup_printf (_ ("due %s"), due);
      GtkWidget *caption = gtk_label_new (until);

      gtk_label_set_xalign (GTK_LABEL (caption), 0);
      gtk_widget_add_css_class (caption, "caption");
      gtk_widget_add_css_class (caption, "dim-label");
      gtk_box_append (GTK_BOX (texts), caption);
    }
  gtk_box_append (GTK_BOX (head), texts);
  gtk_box_append (GTK_BOX (head), lotse_button_icon ("document-edit-symbolic", _ ("Edit this goal"), "win.edit",
                                                     g_variant_new_string (lotse_record_get_id (goal->record))));
  return head;
}

static GtkWidget *
make_goal (const LotsePairGoal *goal)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *steps = gtk_flow_box_new ();
  const char *text = lotse_record_get (goal->record, "text");

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (steps), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (steps), 6);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (steps), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (steps), 6);
  gtk_widget_add_css_class (steps, "path");
  for (guint i = 0; i < goal->steps->len; i++)
    gtk_flow_box_append (GTK_FLOW_BOX (steps), make_step (goal->record, g_ptr_array_index (goal->steps, i)));
  gtk_widget_add_css_class (column, "goal");
  gtk_box_append (GTK_BOX (column), make_goal_head (goal));
  gtk_box_append (GTK_BOX (column), steps);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text != NULL ? text : "");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), column);
  return row;
}

GtkWidget *
lotse_pair_goals_new (const LotsePairView *view)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Path"));

  if (view->goals->len == 0)
    adw_preferences_group_set_description (group, _ ("Goals and their steps show here. Add the first one with the button."));
  adw_preferences_group_set_header_suffix (group,
                                           lotse_button_icon ("list-add-symbolic", _ ("Add a goal"), "win.add",
                                                              g_variant_new ("(sss)", "goal", "pair",
                                                                             lotse_record_get_id (view->base->record))));
  for (guint i = 0; i < view->goals->len; i++)
    adw_preferences_group_add (group, make_goal (g_ptr_array_index (view->goals, i)));
  return GTK_WIDGET (group);
}

/* --- Timeline ----------------------------------------------------------------------------------------------- */

static void
append (GString *line, const char *text, const char *separator)
{
  if (text == NULL || *text == '\0')
    return;
  if (line->len > 0)
    g_string_append (line, separator);
  g_string_append (line, text);
}

static char *
session_heading (LotseRecord *session)
{
  const LotseKind *kind = lotse_record_get_kind (session);
  const gint64 minutes = lotse_record_get_int (session, "minutes", 0);
  g_autofree char *day = lotse_format_day (lotse_record_get (session, "date"));
  g_autofree char *way = lotse_format_value (lotse_kind_field (kind, "way"), lotse_record_get (session, "way"));
  g_autofree char *area = lotse_format_value (lotse_kind_field (kind, "life_area"), lotse_record_get (session, "life_area"));
  g_autofree char *duration = minutes > 0 ? lotse_format_minutes (minutes) : NULL;
  GString *line = g_string_new (day);

  append (line, duration, " · ");
  append (line, way, " · ");
  append (line, area, " · ");
  return g_string_free (line, FALSE);
}

static char *
session_text (LotseRecord *session)
{
  GString *text = g_string_new (NULL);
  const char *next = lotse_record_get (session, "next_step");
  const char *private_note = lotse_record_get (session, "private_note");
  const char *meeting = lotse_record_get (session, "next_meeting");

  append (text, lotse_record_get (session, "summary"), "\n");
  if (next != NULL)
    {
      g_autofree char *line = g_strdup_printf (_ ("Next step: %s"), next);

      append (text, line, "\n");
    }
  if (meeting != NULL)
    {
      g_autofree char *day = lotse_format_day (meeting);
      g_autofree char *line = g_strdup_printf (_ ("Next meeting: %s"), day);

      append (text, line, "\n");
    }
  if (private_note != NULL)
    {
      g_autofree char *line = g_strdup_printf (_ ("Private note: %s"), private_note);

      append (text, line, "\n");
    }
  return g_string_free (text, FALSE);
}

GtkWidget *
lotse_pair_timeline_new (const LotsePairView *view, guint limit)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Meetings"));

  if (view->sessions->len == 0)
    adw_preferences_group_set_description (group, _ ("No meeting yet. Write the first one down above."));
  for (guint i = 0; i < view->sessions->len && i < limit; i++)
    {
      LotseRecord *session = g_ptr_array_index (view->sessions, i);
      g_autofree char *heading = session_heading (session);
      g_autofree char *text = session_text (session);
      GtkWidget *row = lotse_row_text (heading, text);

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", lotse_record_get_id (session));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.edit");
      gtk_widget_set_tooltip_text (row, _ ("Edit This Meeting"));
      adw_preferences_group_add (group, row);
    }
  if (view->sessions->len > limit)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Show _All"));

      gtk_widget_add_css_class (button, "flat");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pair.all-sessions");
      adw_preferences_group_set_header_suffix (group, button);
    }
  return GTK_WIDGET (group);
}

GtkWidget *
lotse_pair_months_new (const LotsePairView *view)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("Hours and Travel"));

  for (guint i = 0; i < view->months->len && i < MOST_MONTHS; i++)
    {
      const LotsePairMonth *month = &g_array_index (view->months, LotsePairMonth, i);
      g_autofree char *name = lotse_format_month (month->year, month->month);
      g_autofree char *meetings =
        g_strdup_printf (ngettext ("%u meeting", "%u meetings", month->sessions), month->sessions);
      g_autofree char *hours = lotse_format_minutes (month->minutes);
      g_autofree char *km = g_strdup_printf (_ ("%d km"), (int) month->km);
      g_autofree char *sums = g_strdup_printf ("%s · %s · %s", meetings, hours, km);

      adw_preferences_group_add (group, lotse_row_text (name, sums));
    }
  gtk_widget_set_visible (GTK_WIDGET (group), view->months->len > 0);
  return GTK_WIDGET (group);
}

/* --- Details ------------------------------------------------------------------------------------------------ */

GtkWidget *
lotse_pair_details_new (const LotsePairView *view)
{
  static const char *const elsewhere[] = { "mentor", "mentee", "state", "life_area", NULL };
  AdwPreferencesGroup *group = lotse_group_new (_ ("Details"));
  gboolean any = FALSE;

  for (guint i = 0; i < view->base->lines->len; i++)
    {
      const LotseViewLine *line = g_ptr_array_index (view->base->lines, i);

      if (g_strv_contains (elsewhere, line->field->name))
        continue;
      adw_preferences_group_add (group, lotse_row_field (lotse_field_label (line->field), line->text));
      any = TRUE;
    }
  gtk_widget_set_visible (GTK_WIDGET (group), any);
  return GTK_WIDGET (group);
}
