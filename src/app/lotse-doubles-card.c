/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two records side by side; see the header. */
#include "config.h"

#include "lotse-doubles-card.h"

#include <glib/gi18n.h>

GtkWidget *
lotse_doubles_label (const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css != NULL)
    gtk_widget_add_css_class (label, css);
  return label;
}

/* A value that can be chosen for the record that stays. */
static GtkWidget *
choice (const LotseDoublesLine *line, guint side, GtkWidget *first)
{
  GtkWidget *button = gtk_check_button_new_with_label (line->texts[side]);
  GtkWidget *label = gtk_widget_get_last_child (button);
  /* Translators: the name of a field and a value of it, for a screen reader. */
  g_autofree char *name = g_strdup_printf (_ ("%s: keep %s"), line->label, line->texts[side]);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (first != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (first));
  g_object_set_data (G_OBJECT (button), "field", (gpointer) line->field);
  g_object_set_data (G_OBJECT (button), "side", GUINT_TO_POINTER (side));
  return button;
}

static void
add_line (GtkGrid *grid, int row, const LotseDoublesLine *line)
{
  GtkWidget *label = lotse_doubles_label (line->label, "caption");
  GtkWidget *cell = NULL;

  gtk_widget_add_css_class (label, line->differs ? "accent" : "dim-label");
  gtk_grid_attach (grid, label, 0, row, 2, 1);
  for (guint side = 0; side < 2; side++)
    {
      const gboolean empty = *line->texts[side] == '\0';

      cell = line->differs ? choice (line, side, cell) : lotse_doubles_label (empty ? "–" : line->texts[side], empty ? "dim-label" : NULL);
      gtk_grid_attach (grid, cell, (int) side, row + 1, 1, 1);
    }
}

GtkWidget *
lotse_doubles_card_new (const LotseDoublesView *view)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_widget_add_css_class (grid, "card");
  gtk_widget_add_css_class (grid, "side-card");
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  for (guint side = 0; side < 2; side++)
    gtk_grid_attach (GTK_GRID (grid), lotse_doubles_label (view->titles[side], "heading"), (int) side, 0, 1, 1);
  for (guint i = 0; i < view->lines->len; i++)
    add_line (GTK_GRID (grid), 1 + 2 * (int) i, g_ptr_array_index (view->lines, i));
  return grid;
}

gboolean
lotse_doubles_card_has_choices (GtkWidget *card)
{
  for (GtkWidget *child = gtk_widget_get_first_child (card); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_CHECK_BUTTON (child))
      return TRUE;
  return FALSE;
}

void
lotse_doubles_card_add_chosen (GtkWidget *card, guint side, GPtrArray *fields)
{
  for (GtkWidget *child = gtk_widget_get_first_child (card); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_CHECK_BUTTON (child) && gtk_check_button_get_active (GTK_CHECK_BUTTON (child))
        && GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (child), "side")) == side)
      g_ptr_array_add (fields, g_object_get_data (G_OBJECT (child), "field"));
}
