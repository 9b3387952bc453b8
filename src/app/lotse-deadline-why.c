/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a deadline is due on its day; see the header.
 */
#include "config.h"

#include "lotse-deadline-why.h"

#include "lotse-deadline-words.h"
#include "lotse-dialog.h"
#include "lotse-format.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

static void
add_line (AdwPreferencesGroup *group, const char *label, const char *text)
{
  if (text != NULL && *text != '\0')
    adw_preferences_group_add (group, lotse_row_field (label, text));
}

static const char *
origin_text (const LotseDeadline *deadline)
{
  if (deadline->origin == LOTSE_DEADLINE_STATED)
    return _ ("The award states this date. It counts more than the rule of the programme.");
  if (deadline->origin == LOTSE_DEADLINE_BY_HAND && deadline->rule != NULL)
    return _ ("Somebody set this date otherwise than the rule says.");
  if (deadline->origin == LOTSE_DEADLINE_BY_HAND)
    return _ ("Somebody set this date. There is no rule behind it.");
  return NULL;
}

static void
add_steps (GtkBox *box, const LotseDeadline *deadline)
{
  AdwPreferencesGroup *group;

  if (deadline->steps == NULL || deadline->steps->len == 0)
    return;
  group = lotse_group_new (_ ("How It Was Counted"));
  for (guint i = 0; i < deadline->steps->len; i++)
    {
      GtkWidget *row = lotse_row_text (deadline->steps->pdata[i], NULL);
      g_autofree char *number = g_strdup_printf ("%u.", i + 1);
      GtkWidget *label = gtk_label_new (number);

      gtk_widget_add_css_class (label, "dim-label");
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
      adw_preferences_group_add (group, row);
    }
  gtk_box_append (box, GTK_WIDGET (group));
}

static void
add_rule (GtkBox *box, const LotseDeadline *deadline)
{
  AdwPreferencesGroup *group;
  g_autofree char *words = NULL;
  g_autofree char *by_rule = NULL;

  if (deadline->rule == NULL)
    return;
  group = lotse_group_new (_ ("The Rule"));
  words = lotse_rule_describe (deadline->rule);
  by_rule = deadline->rule_due != NULL ? lotse_format_weekday_date (deadline->rule_due) : NULL;
  adw_preferences_group_add (group, lotse_row_text (words, NULL));
  add_line (group, _ ("By the rule it would be due on"), by_rule);
  add_line (group, _ ("Where it is written"), deadline->rule->source);
  add_line (group, _ ("To mind"), deadline->rule->note);
  gtk_box_append (box, GTK_WIDGET (group));
}

static void
add_handed_in (AdwPreferencesGroup *group, const LotseDeadline *deadline)
{
  const LotseKind *kind = lotse_kind_find ("deadline");

  add_line (group, lotse_field_label (lotse_kind_field (kind, "handed_in_how")), deadline->handed_in_how);
  add_line (group, lotse_field_label (lotse_kind_field (kind, "confirmation")), deadline->confirmation);
  add_line (group, lotse_field_label (lotse_kind_field (kind, "not_needed_because")), deadline->not_needed_because);
}

void
lotse_deadline_why_show (GtkWidget *parent, LotseDeadline *deadline)
{
  g_autofree char *date = lotse_due_date (deadline), *days = lotse_due_days (deadline);
  GString *title = g_string_new (_ ("Why This Date? %s"));
  GtkWidget *dialog;
  AdwPreferencesGroup *group = lotse_group_new (deadline->title);
  GtkBox *box;

  g_string_replace (title, "%s", deadline->name, 1);
  dialog = lotse_dialog_new (parent, title->str, 520, 560);
  g_string_free (title, TRUE);
  box = lotse_dialog_get_box (dialog);
  if (origin_text (deadline) != NULL)
    adw_preferences_group_set_description (group, origin_text (deadline));
  adw_preferences_group_add (group, lotse_row_field (days, date));
  add_handed_in (group, deadline);
  gtk_box_append (box, GTK_WIDGET (group));
  add_steps (box, deadline);
  add_rule (box, deadline);
  g_object_set_data_full (G_OBJECT (dialog), "deadline", deadline, (GDestroyNotify) lotse_deadline_free);
  gtk_window_present (GTK_WINDOW (dialog));
}
