/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row that says a deadline; see the header.
 *
 * There may be hundreds: the menu of a row is made when it is opened.
 */
#include "config.h"

#include "lotse-deadline-row.h"

#include "lotse-compat.h"
#include "lotse-deadline-acts.h"
#include "lotse-deadline-words.h"
#include "lotse-deadlines.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

static GtkWidget *
days_label (const LotseDeadline *deadline)
{
  const LotseDueGroup group = lotse_due_group (deadline);
  g_autofree char *days = lotse_due_days (deadline);
  GtkWidget *label = gtk_label_new (days);

  gtk_widget_add_css_class (label, "mark");
  gtk_widget_add_css_class (label, group == LOTSE_DUE_OVERDUE ? "error" : group == LOTSE_DUE_SOON ? "warning" : "plain");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

static void
make_menu (GtkMenuButton *button, gpointer data)
{
  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;
  gtk_menu_button_set_menu_model (button, data);
  lotse_compat_name_menu (button);
}

static GtkWidget *
menu_button (const LotseDeadline *deadline, gboolean may_write)
{
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: the name of a deadline. */
  g_autofree char *name = g_strdup_printf (_ ("More for “%s”"), deadline->name);
  g_autofree char *focus = g_strconcat ("more-", deadline->id, NULL);
  GMenuModel *menu = lotse_deadline_acts_menu (deadline, may_write);

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("More Actions"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  lotse_focus_name (button, focus);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), make_menu, menu, g_object_unref);
  return button;
}

static void
set_subtitle (GtkWidget *row, const LotseDeadlineLine *line, gboolean with_title)
{
  g_autofree char *date = lotse_due_date (line->deadline);
  const char *parts[] = { with_title ? line->deadline->title : NULL, date, line->responsible,
                          line->known_only ? _ ("known only, without reminders") : NULL };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text->str);
  g_string_free (text, TRUE);
}

GtkWidget *
lotse_deadline_row_new (const LotseDeadlineLine *line, gboolean with_title, gboolean may_write)
{
  const LotseDeadline *deadline = line->deadline;
  GtkWidget *row = lotse_row_text (deadline->name, NULL);
  g_autofree char *sentence = lotse_due_sentence (deadline);
  const gboolean for_funder = lotse_deadline_is_for_funder (deadline);
  g_autofree char *hand_in = g_strdup_printf (for_funder ? _ ("Hand In: %s") : _ ("Done: %s"), deadline->name);
  g_autofree char *focus = g_strconcat ("hand-in-", deadline->id, NULL);

  set_subtitle (row, line, with_title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), days_label (deadline));
  if (may_write && deadline->state == LOTSE_DEADLINE_OPEN)
    {
      GtkWidget *button = lotse_button_icon ("object-select-symbolic", hand_in, "deadline.hand-in", g_variant_new_string (deadline->id));

      lotse_focus_name (button, focus);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), menu_button (deadline, may_write));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), with_title ? "win.open" : "deadline.why");
  if (with_title)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", deadline->attached_kind, deadline->attached);
  else
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", deadline->id);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  lotse_focus_name (row, deadline->id);
  return row;
}
