/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of a budget; see the header.
 */
#include "config.h"

#include "lotse-money-row.h"

#include "lotse-rows.h"

#include <glib/gi18n.h>

/* "over by 120.00 € (12 %)", or NULL. */
static char *
over_text (const LotseMoneyLine *line)
{
  g_autofree char *over = lotse_money_format (line->over, NULL);

  if (line->over <= 0)
    return NULL;
  if (line->income)
    /* Translators: a sum: that much more than was planned came in. */
    return g_strdup_printf (_ ("%s more than planned"), over);
  if (line->over_percent < 0)
    /* Translators: a sum: nothing was planned, and that much was spent. */
    return g_strdup_printf (_ ("over by %s"), over);
  /* Translators: a sum, and how many per cent of the plan that is. */
  return g_strdup_printf (_ ("over by %s (%d %%)"), over, line->over_percent);
}

static void
add_cell (GtkBox *box, const char *label, gint64 cents, GString *sentence)
{
  g_autofree char *sum = lotse_money_format (cents, NULL);
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *head = gtk_label_new (label), *value = gtk_label_new (sum);

  gtk_widget_add_css_class (head, "caption");
  gtk_widget_add_css_class (head, "dim-label");
  gtk_widget_add_css_class (value, "numeric");
  gtk_label_set_xalign (GTK_LABEL (head), 1);
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_label_set_ellipsize (GTK_LABEL (head), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (value), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (cell), head);
  gtk_box_append (GTK_BOX (cell), value);
  gtk_box_append (box, cell);
  g_string_append_printf (sentence, ", %s %s", label, sum);
}

static GtkWidget *
make_cells (const LotseMoneyLine *line, GString *sentence)
{
  GtkWidget *cells = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_set_homogeneous (GTK_BOX (cells), TRUE);
  add_cell (GTK_BOX (cells), C_ ("money", "Planned"), line->planned, sentence);
  add_cell (GTK_BOX (cells), line->income ? C_ ("money", "Received") : C_ ("money", "Spent"), line->done, sentence);
  if (!line->income)
    add_cell (GTK_BOX (cells), C_ ("money", "Eligible"), line->eligible, sentence);
  add_cell (GTK_BOX (cells), line->income ? C_ ("money", "To come") : C_ ("money", "Left"), line->left, sentence);
  return cells;
}

static GtkWidget *
make_head (const LotseMoneyLine *line, gboolean total, GString *sentence)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (line->name);
  g_autofree char *over = over_text (line);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_widget_set_hexpand (name, TRUE);
  if (total)
    gtk_widget_add_css_class (name, "heading");
  gtk_box_append (GTK_BOX (head), name);
  if (over != NULL)
    {
      GtkWidget *mark = gtk_label_new (over);

      gtk_widget_add_css_class (mark, "mark");
      gtk_widget_add_css_class (mark, line->too_much ? "error" : line->income ? "plain" : "warning");
      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (head), mark);
      g_string_append_printf (sentence, ", %s", over);
    }
  return head;
}

GtkWidget *
lotse_money_row_new (const LotseMoneyLine *line, gboolean total, gboolean may_write)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GString *sentence = g_string_new (line->name);

  gtk_widget_add_css_class (box, "money-row");
  gtk_box_append (GTK_BOX (box), make_head (line, total, sentence));
  gtk_box_append (GTK_BOX (box), make_cells (line, sentence));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->name);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence->str, -1);
  g_string_free (sentence, TRUE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), line->item != NULL && may_write);
  if (line->item == NULL || !may_write)
    return row;
  lotse_focus_name (row, lotse_record_get_id (line->item));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.edit");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", lotse_record_get_id (line->item));
  return row;
}
