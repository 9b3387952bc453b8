/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of the grid; see the header.
 *
 * Load: some hundred lines of some ten cells, each made once and filled again as the list scrolls.
 */
#include "config.h"

#include "lotse-pile-line.h"

#include <glib/gi18n.h>

#define LEAST_DIGITS 4 /* the room of a cell, in digits */
#define MOST_DIGITS 12
#define NUMBER_DIGITS 4

struct _LotsePileLine
{
  GtkWidget parent_instance;

  const LotsePaperColumns *columns;
  GPtrArray *cells; /* of GtkLabel: the number, then one for each column */
};

G_DEFINE_FINAL_TYPE (LotsePileLine, lotse_pile_line, GTK_TYPE_WIDGET)

/* --- Room --------------------------------------------------------------------------------------------------- */

/* How wide a cell of so many digits is, all lines alike. */
static int
width_of (LotsePileLine *self, int digits)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int width = digits * PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);
  return width;
}

static int
cell_width (LotsePileLine *self, int width)
{
  const int n = MAX ((int) self->cells->len - 1, 1);
  const int wanted = (width - width_of (self, NUMBER_DIGITS)) / n;

  return CLAMP (wanted, width_of (self, LEAST_DIGITS), width_of (self, MOST_DIGITS));
}

static void
lotse_pile_line_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                         int *natural_baseline)
{
  LotsePileLine *self = LOTSE_PILE_LINE (widget);
  const int n = (int) self->cells->len - 1;

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = width_of (self, NUMBER_DIGITS) + n * width_of (self, LEAST_DIGITS);
      *natural = width_of (self, NUMBER_DIGITS) + n * width_of (self, MOST_DIGITS);
      return;
    }
  for (guint i = 0; i < self->cells->len; i++)
    {
      int least, wanted;

      gtk_widget_measure (self->cells->pdata[i], orientation, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, wanted);
    }
}

static void
lotse_pile_line_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LotsePileLine *self = LOTSE_PILE_LINE (widget);
  const int first = width_of (self, NUMBER_DIGITS), each = cell_width (self, width);

  for (guint i = 0; i < self->cells->len; i++)
    {
      const int x = i == 0 ? 0 : first + ((int) i - 1) * each;
      GtkAllocation room = { x, 0, i == 0 ? first : each, height };

      if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
        room.x = width - x - room.width;
      /* GTK wants to have been asked. */
      gtk_widget_measure (self->cells->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->cells->pdata[i], &room, -1);
    }
}

void
lotse_pile_line_get_column (LotsePileLine *self, guint column, double *left, double *right)
{
  const int width = gtk_widget_get_width (GTK_WIDGET (self));
  const int each = cell_width (self, width);

  g_return_if_fail (LOTSE_IS_PILE_LINE (self));
  *left = width_of (self, NUMBER_DIGITS) + (int) column * each;
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    *left = width - *left - each;
  *right = *left + each;
}

int
lotse_pile_line_column_at (LotsePileLine *self, double x)
{
  g_return_val_if_fail (LOTSE_IS_PILE_LINE (self), -1);
  for (guint i = 0; i + 1 < self->cells->len; i++)
    {
      double left, right;

      lotse_pile_line_get_column (self, i, &left, &right);
      if (x >= left && x < right)
        return (int) i;
    }
  return -1;
}

/* --- What it shows ------------------------------------------------------------------------------------------ */

static void
set_class (GtkWidget *widget, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

void
lotse_pile_line_show_heads (LotsePileLine *self)
{
  g_return_if_fail (LOTSE_IS_PILE_LINE (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "heads");
  for (guint i = 0; i < lotse_paper_columns_count (self->columns); i++)
    {
      const LotseQuestion *question = lotse_paper_columns_get (self->columns, i);
      GtkLabel *cell = self->cells->pdata[i + 1];
      g_autofree char *steps = lotse_paper_columns_dup_steps (self->columns, i);
      g_autofree char *tip = g_strdup_printf ("%s\n%s", lotse_question_text (question, NULL), steps);

      gtk_label_set_text (cell, question->code);
      gtk_label_set_ellipsize (cell, PANGO_ELLIPSIZE_END);
      gtk_widget_set_tooltip_text (GTK_WIDGET (cell), tip);
    }
}

char *
lotse_pile_line_dup_text (const LotsePaperRow *row)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lotse_paper_columns_count (row->columns); i++)
    {
      g_autofree char *words = lotse_paper_row_words (row, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", lotse_paper_columns_get (row->columns, i)->code, words);
    }
  return g_string_free (text, FALSE);
}

void
lotse_pile_line_show_row (LotsePileLine *self, const LotsePaperRow *row, guint number, gboolean is_current)
{
  g_autofree char *place = g_strdup_printf ("%u", number), *answers = NULL, *name = NULL;

  g_return_if_fail (LOTSE_IS_PILE_LINE (self));
  gtk_label_set_text (self->cells->pdata[0], place);
  for (guint i = 0; i < lotse_paper_columns_count (self->columns); i++)
    {
      g_autofree char *digits = lotse_paper_row_digits (row, i);
      GtkWidget *cell = self->cells->pdata[i + 1];
      const gboolean asked = lotse_paper_row_is_asked (row, i);

      gtk_label_set_text (GTK_LABEL (cell), asked ? digits : "·");
      gtk_label_set_ellipsize (GTK_LABEL (cell), PANGO_ELLIPSIZE_START);
      set_class (cell, "unasked", !asked);
      set_class (cell, "current", is_current && i == row->at && !row->full);
    }
  set_class (GTK_WIDGET (self), "current", is_current);
  answers = lotse_pile_line_dup_text (row);
  /* Translators: the number of an answer sheet and what it says. */
  name = g_strdup_printf (_ ("Sheet %u: %s"), number, answers);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* --- Class -------------------------------------------------------------------------------------------------- */

static void
lotse_pile_line_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lotse_pile_line_parent_class)->dispose (object);
}

static void
lotse_pile_line_finalize (GObject *object)
{
  g_ptr_array_unref (LOTSE_PILE_LINE (object)->cells);
  G_OBJECT_CLASS (lotse_pile_line_parent_class)->finalize (object);
}

static void
lotse_pile_line_class_init (LotsePileLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_pile_line_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_pile_line_finalize;
  widget_class->measure = lotse_pile_line_measure;
  widget_class->size_allocate = lotse_pile_line_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "pile-line");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lotse_pile_line_init (LotsePileLine *self)
{
  self->cells = g_ptr_array_new ();
}

LotsePileLine *
lotse_pile_line_new (const LotsePaperColumns *columns)
{
  LotsePileLine *self = g_object_new (LOTSE_TYPE_PILE_LINE, NULL);

  self->columns = columns;
  for (guint i = 0; i <= lotse_paper_columns_count (columns); i++)
    {
      /* The name of the line says it all. */
      GtkWidget *cell = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

      gtk_widget_add_css_class (cell, i == 0 ? "number" : "cell");
      gtk_widget_set_parent (cell, GTK_WIDGET (self));
      g_ptr_array_add (self->cells, cell);
    }
  return self;
}
