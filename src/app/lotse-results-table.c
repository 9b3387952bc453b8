/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of results; see the header.
 *
 * Cells are children in the order in which they are drawn: numbers, questions, heads of columns, and the corner over all of them.
 * The heads are allocated where the scroller is, so they cover what scrolls beneath.
 */
#include "config.h"

#include "lotse-results-table.h"

#include "lotse-result-cell.h"

#include <glib/gi18n.h>

#define QUESTION_CHARS 32
#define COLUMN_CHARS 17
#define QUESTION_SHARE 0.4 /* of the width that shows, at most */
#define PAGE 5             /* rows */

struct _LotseResultsTable
{
  GtkWidget parent_instance;

  GtkAdjustment *across, *down; /* of the scroller */
  LotseResults *results;
  GtkWidget *corner;
  GtkWidget **cells; /* row by row, with the heads in row 0 and the questions in column 0; the first is the corner */
  int rows, columns; /* with the heads */
  int row, column;   /* of the cell that the keyboard reaches */
  int *widths, *heights;
  guint resizing;    /* source, or 0 */
};

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseResultsTable, lotse_results_table, GTK_TYPE_WIDGET)

static GtkWidget *
cell_at (LotseResultsTable *self, int row, int column)
{
  return self->cells[row * self->columns + column];
}

/* --- Room --------------------------------------------------------------------------------------------------- */

static int
natural_of (GtkWidget *cell, GtkOrientation orientation, int for_size)
{
  int natural;

  gtk_widget_measure (cell, orientation, for_size, NULL, &natural, NULL, NULL);
  return natural;
}

/* Questions take no more than their share of what shows, and no less than a word needs. */
static int
width_of_questions (LotseResultsTable *self, int natural)
{
  const double shown = gtk_adjustment_get_page_size (self->across);
  int least = 0;

  for (int row = 0; row < self->rows; row++)
    {
      int minimum;

      gtk_widget_measure (cell_at (self, row, 0), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      least = MAX (least, minimum);
    }
  return shown > 0 ? CLAMP ((int) (shown * QUESTION_SHARE), least, natural) : natural;
}

static void
measure_cells (LotseResultsTable *self)
{
  for (int column = 0; column < self->columns; column++)
    {
      self->widths[column] = 0;
      for (int row = 0; row < self->rows; row++)
        self->widths[column] = MAX (self->widths[column], natural_of (cell_at (self, row, column), GTK_ORIENTATION_HORIZONTAL, -1));
    }
  if (self->columns > 0)
    self->widths[0] = width_of_questions (self, self->widths[0]);
  for (int row = 0; row < self->rows; row++)
    {
      self->heights[row] = 0;
      for (int column = 0; column < self->columns; column++)
        self->heights[row] = MAX (self->heights[row],
                                  natural_of (cell_at (self, row, column), GTK_ORIENTATION_VERTICAL, self->widths[column]));
    }
}

static int
sum_of (const int *sizes, int n)
{
  int sum = 0;

  for (int i = 0; i < n; i++)
    sum += sizes[i];
  return sum;
}

static void
lotse_results_table_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                             int *natural_baseline)
{
  LotseResultsTable *self = LOTSE_RESULTS_TABLE (widget);

  measure_cells (self);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? sum_of (self->widths, self->columns) : sum_of (self->heights, self->rows);
  *minimum_baseline = *natural_baseline = -1;
}

static void
lotse_results_table_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LotseResultsTable *self = LOTSE_RESULTS_TABLE (widget);
  const int left = (int) gtk_adjustment_get_value (self->across), top = (int) gtk_adjustment_get_value (self->down);

  for (int row = 0, y = 0; row < self->rows; y += self->heights[row++])
    for (int column = 0, x = 0; column < self->columns; x += self->widths[column++])
      {
        const GtkAllocation box = { column == 0 ? left : x, row == 0 ? top : y, self->widths[column], self->heights[row] };

        gtk_widget_size_allocate (cell_at (self, row, column), &box, -1);
      }
}

static gboolean
on_resize (gpointer data)
{
  LOTSE_RESULTS_TABLE (data)->resizing = 0;
  gtk_widget_queue_resize (data);
  return G_SOURCE_REMOVE;
}

/* The room for questions follows the scroller, which tells its size while it gives everything its place: too late to ask for more. */
static void
on_page_size (LotseResultsTable *self)
{
  if (self->resizing == 0)
    self->resizing = g_idle_add (on_resize, self);
}

/* --- The keyboard ------------------------------------------------------------------------------------------- */

/* Scrolls so that the cell lies behind the head, of that size, and before the end. */
static void
scroll_to (GtkAdjustment *adjustment, int head, int start, int size)
{
  const double value = gtk_adjustment_get_value (adjustment), page = gtk_adjustment_get_page_size (adjustment);

  if (start - head < value)
    gtk_adjustment_set_value (adjustment, start - head);
  else if (start + size > value + page)
    gtk_adjustment_set_value (adjustment, MIN (start + size - page, start - head));
}

static void
set_cursor (LotseResultsTable *self, int row, int column, gboolean with_focus)
{
  gtk_widget_set_focusable (cell_at (self, self->row, self->column), FALSE);
  self->row = row;
  self->column = column;
  gtk_widget_set_focusable (cell_at (self, row, column), TRUE);
  if (!with_focus)
    return;
  gtk_widget_grab_focus (cell_at (self, row, column));
  if (column > 0)
    scroll_to (self->across, self->widths[0], sum_of (self->widths, column), self->widths[column]);
  if (row > 0)
    scroll_to (self->down, self->heights[0], sum_of (self->heights, row), self->heights[row]);
}

static void
on_move (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseResultsTable *self = LOTSE_RESULTS_TABLE (widget);
  int down, across, row, column;

  g_variant_get (target, "(ii)", &down, &across);
  if (self->rows < 2 || self->columns < 2)
    return;
  row = CLAMP (self->row + down, 0, self->rows - 1);
  column = CLAMP (self->column + across, 0, self->columns - 1);
  /* The corner says nothing. */
  if (row == 0 && column == 0)
    {
      row = down != 0 ? 1 : 0;
      column = down != 0 ? 0 : 1;
    }
  set_cursor (self, row, column, TRUE);
}

/* The place of a column in the evaluation; the total stays when there are too many. */
static guint
place_of (LotseResultsTable *self, int column)
{
  const guint all = self->results->evaluation->columns->len;

  return column == self->columns - 1 ? all - 1 : (guint) column - 1;
}

static void
open_cell (LotseResultsTable *self)
{
  g_signal_emit (self, signals[OPENED], 0, self->row - 1, self->column > 0 ? (int) place_of (self, self->column) : LOTSE_RESULTS_HEAD);
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *target)
{
  if (LOTSE_RESULTS_TABLE (widget)->rows > 0)
    open_cell (LOTSE_RESULTS_TABLE (widget));
}

static void
on_activated (LotseResultsTable *self, LotseResultCell *cell)
{
  g_assert (LOTSE_IS_RESULTS_TABLE (self));
  for (int i = 1; i < self->rows * self->columns; i++)
    if (self->cells[i] == GTK_WIDGET (cell))
      {
        set_cursor (self, i / self->columns, i % self->columns, TRUE);
        open_cell (self);
        return;
      }
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
clear (LotseResultsTable *self)
{
  for (int i = 1; i < self->rows * self->columns; i++)
    gtk_widget_unparent (self->cells[i]);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->widths, g_free);
  g_clear_pointer (&self->heights, g_free);
  self->rows = self->columns = 0;
}

static void
add_cell (LotseResultsTable *self, int row, int column)
{
  const GtkAccessibleRole role = row == 0 ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER
                                          : column == 0 ? GTK_ACCESSIBLE_ROLE_ROW_HEADER : GTK_ACCESSIBLE_ROLE_GRID_CELL;
  GtkWidget *cell = GTK_WIDGET (lotse_result_cell_new (role, column == 0 ? QUESTION_CHARS : COLUMN_CHARS));

  if (row == 0 || column == 0)
    gtk_widget_add_css_class (cell, "head");
  if (column == self->columns - 1 && column > 1)
    gtk_widget_add_css_class (cell, "total");
  g_signal_connect_object (cell, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
  self->cells[row * self->columns + column] = cell;
  gtk_widget_insert_before (cell, GTK_WIDGET (self), self->corner);
}

/* What lies over other cells comes later. */
static void
make_cells (LotseResultsTable *self, int rows, int columns)
{
  clear (self);
  self->rows = rows;
  self->columns = columns;
  self->cells = g_new0 (GtkWidget *, (gsize) rows * (gsize) columns);
  self->widths = g_new0 (int, columns);
  self->heights = g_new0 (int, rows);
  self->cells[0] = self->corner;
  for (int row = 1; row < rows; row++)
    for (int column = 1; column < columns; column++)
      add_cell (self, row, column);
  for (int row = 1; row < rows; row++)
    add_cell (self, row, 0);
  for (int column = 1; column < columns; column++)
    add_cell (self, 0, column);
}

void
lotse_results_table_show (LotseResultsTable *self, LotseResults *results)
{
  const int rows = (int) results->evaluation->rows->len + 1;
  const int columns = (int) MIN (results->evaluation->columns->len, LOTSE_RESULTS_MOST_COLUMNS) + 1;

  g_return_if_fail (LOTSE_IS_RESULTS_TABLE (self));
  g_clear_pointer (&self->results, lotse_results_unref);
  self->results = lotse_results_ref (results);
  if (rows != self->rows || columns != self->columns)
    {
      make_cells (self, rows, columns);
      self->row = MIN (1, rows - 1);
      self->column = MIN (1, columns - 1);
      set_cursor (self, self->row, self->column, FALSE);
    }
  for (int row = 0; row < rows; row++)
    for (int column = row == 0 ? 1 : 0; column < columns; column++)
      {
        LotseResultCell *cell = LOTSE_RESULT_CELL (cell_at (self, row, column));

        if (row == 0)
          lotse_result_cell_show_column (cell, results, place_of (self, column));
        else if (column == 0)
          lotse_result_cell_show_question (cell, results, (guint) row - 1);
        else
          lotse_result_cell_show_numbers (cell, results, (guint) row - 1, place_of (self, column));
      }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_results_table_dispose (GObject *object)
{
  LotseResultsTable *self = LOTSE_RESULTS_TABLE (object);

  g_clear_handle_id (&self->resizing, g_source_remove);
  clear (self);
  g_clear_pointer (&self->corner, gtk_widget_unparent);
  g_clear_pointer (&self->results, lotse_results_unref);
  g_clear_object (&self->across);
  g_clear_object (&self->down);
  G_OBJECT_CLASS (lotse_results_table_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    int down, across;
  } keys[] = {
    { GDK_KEY_Left, 0, -1 },       { GDK_KEY_Right, 0, 1 },        { GDK_KEY_Up, -1, 0 },           { GDK_KEY_Down, 1, 0 },
    { GDK_KEY_KP_Left, 0, -1 },    { GDK_KEY_KP_Right, 0, 1 },     { GDK_KEY_KP_Up, -1, 0 },        { GDK_KEY_KP_Down, 1, 0 },
    { GDK_KEY_Page_Up, -PAGE, 0 }, { GDK_KEY_Page_Down, PAGE, 0 }, { GDK_KEY_Home, 0, -G_MAXINT16 }, { GDK_KEY_End, 0, G_MAXINT16 },
  };
  static const guint opening[] = { GDK_KEY_Return, GDK_KEY_KP_Enter, GDK_KEY_ISO_Enter, GDK_KEY_space };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, "table.move", "(ii)", keys[i].down, keys[i].across);
  for (guint i = 0; i < G_N_ELEMENTS (opening); i++)
    gtk_widget_class_add_binding_action (widget_class, opening[i], 0, "table.open", NULL);
}

static void
lotse_results_table_class_init (LotseResultsTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_results_table_dispose;
  widget_class->measure = lotse_results_table_measure;
  widget_class->size_allocate = lotse_results_table_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "results");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_widget_class_install_action (widget_class, "table.move", "(ii)", on_move);
  gtk_widget_class_install_action (widget_class, "table.open", NULL, on_open);
  add_keys (widget_class);
  signals[OPENED] = g_signal_new ("opened", LOTSE_TYPE_RESULTS_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT,
                                  G_TYPE_INT);
}

static void
lotse_results_table_init (LotseResultsTable *self)
{
  /* Translators: explains the short words in the cells of the table; the German is “k. A.”. */
  GtkWidget *label = gtk_label_new (_ ("n: answers\nn/a: no answer\nMd: median"));

  self->corner = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->corner, "corner");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->corner), label);
  gtk_widget_set_parent (self->corner, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Table of results"), -1);
}

LotseResultsTable *
lotse_results_table_new (GtkScrolledWindow *scroller)
{
  LotseResultsTable *self = g_object_new (LOTSE_TYPE_RESULTS_TABLE, NULL);
  GtkWidget *viewport;

  self->across = g_object_ref (gtk_scrolled_window_get_hadjustment (scroller));
  self->down = g_object_ref (gtk_scrolled_window_get_vadjustment (scroller));
  viewport = gtk_viewport_new (self->across, self->down);
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), GTK_WIDGET (self));
  gtk_scrolled_window_set_child (scroller, viewport);
  g_signal_connect_object (self->across, "value-changed", G_CALLBACK (gtk_widget_queue_allocate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->down, "value-changed", G_CALLBACK (gtk_widget_queue_allocate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->across, "notify::page-size", G_CALLBACK (on_page_size), self, G_CONNECT_SWAPPED);
  return self;
}
