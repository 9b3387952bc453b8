/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One cell of the table of results; see the header.
 *
 * Load: 14 events with 15 questions are usual, some hundred cells.
 */
#include "config.h"

#include "lotse-result-cell.h"

#include "lotse-format.h"
#include "lotse-result-bar.h"

#include <glib/gi18n.h>

struct _LotseResultCell
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *main;
  LotseResultBar *bar;
  GtkLabel *small;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseResultCell, lotse_result_cell, GTK_TYPE_WIDGET)

static void
show_texts (LotseResultCell *self, const char *main, const char *small, const char *name)
{
  gtk_label_set_text (self->main, main);
  gtk_label_set_text (self->small, small);
  gtk_widget_set_visible (GTK_WIDGET (self->small), *small != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_class (LotseResultCell *self, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

/* " · 2 notes", or "". */
static char *
notes_text (const GPtrArray *notes)
{
  g_autofree char *count = g_strdup_printf (ngettext ("%u note", "%u notes", notes->len), notes->len);

  return notes->len > 0 ? g_strdup_printf (" · %s", count) : g_strdup ("");
}

void
lotse_result_cell_show_column (LotseResultCell *self, const LotseResults *results, guint column)
{
  const LotseEvaluationColumn *it = results->evaluation->columns->pdata[column];
  g_autofree char *date = it->date != NULL && results->evaluation->by == LOTSE_EVALUATION_BY_EVENT ? lotse_format_date (it->date) : NULL;
  g_autofree char *sheets = g_strdup_printf (ngettext ("%u sheet", "%u sheets", it->sheets), it->sheets);
  g_autofree char *note = lotse_evaluation_note (results->evaluation, it);
  g_autofree char *notes = notes_text (it->notes);
  g_autofree char *small = g_strdup_printf ("%s%s%s%s", date != NULL ? date : "", date != NULL ? "\n" : "", sheets, notes);
  g_autofree char *title = lotse_results_column (results, column);
  g_autofree char *name = g_strdup_printf ("%s, %s%s%s%s", title, sheets, notes, note != NULL ? ". " : "", note != NULL ? note : "");

  gtk_label_set_lines (self->main, 2);
  gtk_label_set_ellipsize (self->main, PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  show_texts (self, it->title, small, name);
}

void
lotse_result_cell_show_question (LotseResultCell *self, const LotseResults *results, guint row)
{
  const char *text = lotse_results_question (results, row);

  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  show_texts (self, text, ((LotseEvaluationRow *) results->evaluation->rows->pdata[row])->theme, text);
}

/* "n 19 · n/a 2 · Md 1" */
static char *
counts_text (const LotseEvaluationRow *row, const LotseEvaluationCell *cell)
{
  g_autofree char *median = lotse_evaluation_median (row, cell, NULL);
  g_autofree char *notes = notes_text (cell->notes);
  g_autofree char *counts = NULL;

  /* Translators: very short: number of answers, number of sheets without an answer (German “k. A.”), median. */
  counts = *median != '\0' ? g_strdup_printf (C_ ("cell of the results", "n %u · n/a %u · Md %s"), cell->n, cell->no_answer, median)
                           : g_strdup_printf (C_ ("cell of the results", "n %u · n/a %u"), cell->n, cell->no_answer);
  return g_strconcat (counts, notes, NULL);
}

void
lotse_result_cell_show_numbers (LotseResultCell *self, const LotseResults *results, guint row, guint column)
{
  const LotseEvaluationRow *it = results->evaluation->rows->pdata[row];
  const LotseEvaluationCell *cell = lotse_results_cell (results, row, column);
  g_autofree char *name = lotse_results_cell_text (results, row, column);
  const gboolean shown = cell->questions->len > 0 && !lotse_results_is_hidden (cell);
  g_autofree char *mean = lotse_evaluation_mean (it, cell, results->decimals, NULL);
  g_autofree char *small = shown ? counts_text (it, cell) : g_strdup ("");
  const char *instead = cell->questions->len == 0 ? "–" : cell->suppressed ? _ ("not shown") : _("left out");

  set_class (self, "not-shown", !shown);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), shown && cell->n > 0 && it->answers->len > 0);
  lotse_result_bar_show (self->bar, it, cell);
  show_texts (self, shown ? mean : instead, small, name);
  gtk_widget_set_visible (GTK_WIDGET (self->main), *gtk_label_get_text (self->main) != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), shown ? NULL : name);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
on_pressed (LotseResultCell *self)
{
  g_assert (LOTSE_IS_RESULT_CELL (self));
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
lotse_result_cell_dispose (GObject *object)
{
  LotseResultCell *self = LOTSE_RESULT_CELL (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_result_cell_parent_class)->dispose (object);
}

static void
lotse_result_cell_class_init (LotseResultCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_result_cell_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "result");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  signals[ACTIVATED] = g_signal_new ("activated", LOTSE_TYPE_RESULT_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
add_label (LotseResultCell *self, const char *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "width-chars", 9, NULL);

  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (self->box), label);
  return GTK_LABEL (label);
}

static void
lotse_result_cell_init (LotseResultCell *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->main = add_label (self, "main");
  self->bar = g_object_new (LOTSE_TYPE_RESULT_BAR, NULL);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->bar));
  self->small = add_label (self, "small");
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

LotseResultCell *
lotse_result_cell_new (GtkAccessibleRole role, int most_chars)
{
  LotseResultCell *self = g_object_new (LOTSE_TYPE_RESULT_CELL, "accessible-role", role, NULL);

  gtk_label_set_max_width_chars (self->main, most_chars);
  gtk_label_set_max_width_chars (self->small, most_chars);
  return self;
}
