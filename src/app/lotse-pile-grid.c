/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The grid in which paper sheets are typed; see the header.
 *
 * Load: 300 sheets of 10 cells; the lines that show are filled again as the list scrolls, and a key fills one of them.
 */
#include "config.h"

#include "lotse-pile-grid-private.h"

#include "lotse-compat.h"

#include <glib/gi18n.h>

enum
{
  MOVED,
  WITHDRAW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotsePileGrid, lotse_pile_grid, GTK_TYPE_WIDGET)

/* --- What shows --------------------------------------------------------------------------------------------- */

static guint
number_of (LotsePileGrid *self, const LotsePaperRow *row)
{
  const GPtrArray *rows = self->entry->rows;

  if (row->place > 0)
    return row->place;
  return rows->len > 0 ? ((LotsePaperRow *) rows->pdata[rows->len - 1])->place + 1 : 1;
}

LotsePaperRow *
lotse_pile_grid_get_current (LotsePileGrid *self, guint *number)
{
  g_return_val_if_fail (LOTSE_IS_PILE_GRID (self), NULL);
  *number = number_of (self, self->current);
  return self->current;
}

static void
show_line (LotsePileGrid *self, const LotsePaperRow *row)
{
  LotsePileLine *line = row->place > 0 ? g_hash_table_lookup (self->lines, GUINT_TO_POINTER (row->place)) : self->begun;

  if (line != NULL)
    lotse_pile_line_show_row (line, row, number_of (self, row), row == self->current);
}

/* What was asked, and what can be typed. */
static char *
question_text (LotsePileGrid *self)
{
  const LotsePaperColumns *columns = self->entry->columns;
  const LotsePaperRow *row = self->current;
  g_autofree char *steps = NULL;

  if (lotse_paper_columns_count (columns) == 0)
    return g_strdup (_ ("The form has open questions only: Enter puts a sheet on the pile."));
  if (row->full && lotse_paper_row_missing (row) < 0)
    return g_strdup (row->place > 0 ? _ ("The sheet is complete. Enter goes back to the new one.")
                                    : _ ("The sheet is complete. Enter puts it on the pile."));
  steps = lotse_paper_columns_dup_steps (columns, row->at);
  return g_strdup_printf ("%s\n%s, - %s", lotse_question_text (lotse_paper_columns_get (columns, row->at), NULL), steps, _ ("no answer"));
}

/* A screen reader says where the keyboard is now, and what the cell before has become. */
static void
show_question (LotsePileGrid *self)
{
  g_autofree char *text = question_text (self), *cell = NULL, *name = NULL;
  const LotsePaperRow *row = self->current;

  gtk_label_set_text (self->question, text);
  if (lotse_paper_columns_count (self->entry->columns) > 0)
    cell = lotse_paper_row_words (row, row->at);
  /* Translators: the number of an answer sheet, the question that is asked, and the answer to it that was typed. */
  name = g_strdup_printf (_ ("Sheet %u, %s: %s"), number_of (self, row), text, cell != NULL ? cell : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
lotse_pile_grid_say (LotsePileGrid *self, const char *text, gboolean wrong)
{
  lotse_compat_notice_say (self->status, text);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->status), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->status), "error");
  if (wrong)
    gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
}

/* The marked cell shows, however narrow the window is. */
static void
scroll_to_cell (LotsePileGrid *self)
{
  double left, right;

  if (lotse_paper_columns_count (self->entry->columns) == 0)
    return;
  lotse_pile_line_get_column (self->begun, self->current->at, &left, &right);
  gtk_adjustment_clamp_page (self->across, self->current->at == 0 ? 0 : left, right);
}

guint
lotse_pile_grid_index_of (LotsePileGrid *self, const LotsePaperRow *row)
{
  guint index = self->entry->rows->len;

  g_ptr_array_find (self->entry->rows, row, &index);
  return index;
}

static void
scroll_to_row (LotsePileGrid *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->places));
  const guint index = MIN (lotse_pile_grid_index_of (self, self->current), n - 1);

  if (n > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", index);
}

void
lotse_pile_grid_show_current (LotsePileGrid *self)
{
  show_line (self, self->current);
  show_question (self);
  scroll_to_cell (self);
}

void
lotse_pile_grid_set_current (LotsePileGrid *self, LotsePaperRow *row)
{
  LotsePaperRow *before = self->current;

  self->current = row;
  if (before != NULL && before != row)
    show_line (self, before);
  lotse_pile_grid_show_current (self);
  scroll_to_row (self);
  g_signal_emit (self, signals[MOVED], 0);
}

/* --- What became of deeds ----------------------------------------------------------------------------------- */

/* The list has the sheets of the entry; only what differs is made anew. */
static void
show_places (LotsePileGrid *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->places)), n_rows = self->entry->rows->len;

  /* An empty one would keep room for its scrollbar. */
  gtk_widget_set_visible (self->scroller, n_rows > 0);
  if (n_rows == n + 1)
    {
      g_autofree char *place = g_strdup_printf ("%u", ((LotsePaperRow *) self->entry->rows->pdata[n])->place);

      gtk_string_list_append (self->places, place);
      return;
    }
  gtk_string_list_splice (self->places, 0, n, NULL);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *place = g_strdup_printf ("%u", ((LotsePaperRow *) self->entry->rows->pdata[i])->place);

      gtk_string_list_append (self->places, place);
    }
}

/* The row that was current may be gone. */
void
lotse_pile_grid_anew (LotsePileGrid *self)
{
  g_return_if_fail (LOTSE_IS_PILE_GRID (self));
  self->current = self->entry->begun;
  show_places (self);
  lotse_pile_grid_set_current (self, self->entry->begun);
}

void
lotse_pile_grid_done (LotsePileGrid *self, LotsePaperAct act, const char *failed)
{
  g_return_if_fail (LOTSE_IS_PILE_GRID (self));
  if (failed != NULL)
    {
      lotse_pile_grid_say (self, failed, TRUE);
      if (act == LOTSE_PAPER_FINISH)
        {
          self->busy = FALSE;
          g_array_set_size (self->waiting, 0);
        }
      return;
    }
  if (act == LOTSE_PAPER_KEEP || act == LOTSE_PAPER_CORRECT)
    return;
  lotse_pile_grid_anew (self);
  if (act != LOTSE_PAPER_FINISH)
    return;
  {
    const guint place = ((LotsePaperRow *) self->entry->rows->pdata[self->entry->rows->len - 1])->place;
    g_autofree char *text = g_strdup_printf (_ ("Sheet %u is on the pile."), place);

    lotse_pile_grid_say (self, text, FALSE);
  }
  self->busy = FALSE;
  lotse_pile_grid_take_waiting (self);
}

void
lotse_pile_grid_set_language (LotsePileGrid *self, const char *language)
{
  g_return_if_fail (LOTSE_IS_PILE_GRID (self));
  if (g_strcmp0 (self->current->language, language) == 0)
    return;
  g_free (self->current->language);
  self->current->language = g_strdup (language);
  lotse_pile_grid_changed (self);
}

void
lotse_pile_grid_withdraw (LotsePileGrid *self)
{
  g_return_if_fail (LOTSE_IS_PILE_GRID (self));
  if (self->current->place > 0)
    {
      self->run (lotse_paper_entry_deed_row (self->entry, LOTSE_PAPER_WITHDRAW, self->current), self->data);
      return;
    }
  lotse_paper_row_clear (self->current);
  lotse_pile_grid_changed (self);
}

/* --- Lines -------------------------------------------------------------------------------------------------- */

static void
on_click (GtkGestureClick *gesture, int n, double x, double y, LotsePileGrid *self)
{
  LotsePileLine *line = LOTSE_PILE_LINE (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture)));
  const guint place = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (line), "place"));
  const int column = lotse_pile_line_column_at (line, x);
  LotsePaperRow *row = place == 0 ? self->entry->begun : NULL;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  for (guint i = 0; row == NULL && i < self->entry->rows->len; i++)
    if (((LotsePaperRow *) self->entry->rows->pdata[i])->place == place)
      row = self->entry->rows->pdata[i];
  if (row != NULL && !self->busy)
    lotse_pile_grid_leave_for (self, row, column >= 0 ? (guint) column : row->at);
}

static GtkWidget *
make_line (LotsePileGrid *self)
{
  LotsePileLine *line = lotse_pile_line_new (self->entry->columns);
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (on_click), self);
  gtk_widget_add_controller (GTK_WIDGET (line), GTK_EVENT_CONTROLLER (click));
  return GTK_WIDGET (line);
}

static void
on_set_up (LotsePileGrid *self, GtkListItem *item)
{
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_child (item, make_line (self));
}

static guint
place_of (GtkListItem *item)
{
  return (guint) g_ascii_strtoull (gtk_string_object_get_string (GTK_STRING_OBJECT (gtk_list_item_get_item (item))), NULL, 10);
}

static void
on_bind (LotsePileGrid *self, GtkListItem *item)
{
  const guint place = place_of (item);
  GtkWidget *line = gtk_list_item_get_child (item);

  g_object_set_data (G_OBJECT (line), "place", GUINT_TO_POINTER (place));
  g_hash_table_insert (self->lines, GUINT_TO_POINTER (place), line);
  for (guint i = 0; i < self->entry->rows->len; i++)
    if (((LotsePaperRow *) self->entry->rows->pdata[i])->place == place)
      show_line (self, self->entry->rows->pdata[i]);
}

static void
on_unbind (LotsePileGrid *self, GtkListItem *item)
{
  const gpointer place = GUINT_TO_POINTER (place_of (item));

  if (g_hash_table_lookup (self->lines, place) == gtk_list_item_get_child (item))
    g_hash_table_remove (self->lines, place);
}

/* --- Making it ---------------------------------------------------------------------------------------------- */

static GtkWidget *
make_list (LotsePileGrid *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->scroller = scroller;
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_set_up), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, G_CONNECT_SWAPPED);
  self->list = GTK_LIST_VIEW (gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->places)))), factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "pile-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Sheets on the pile"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  return scroller;
}

static GtkLabel *
add_label (LotsePileGrid *self, GtkAccessibleRole role, const char *css_class)
{
  GtkWidget *label = lotse_compat_notice_new (role);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->box), label);
  return GTK_LABEL (label);
}

static void
make (LotsePileGrid *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scroller = gtk_scrolled_window_new ();
  LotsePileLine *heads = lotse_pile_line_new (self->entry->columns);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  /* The keyboard stays with the grid, and Tab leads out of it. */
  gtk_widget_set_can_focus (self->box, FALSE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  lotse_pile_line_show_heads (heads);
  gtk_accessible_update_property (GTK_ACCESSIBLE (heads), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Questions"), -1);
  self->begun = LOTSE_PILE_LINE (make_line (self));
  gtk_widget_add_css_class (GTK_WIDGET (self->begun), "begun");
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (heads));
  gtk_box_append (GTK_BOX (lines), make_list (self));
  gtk_box_append (GTK_BOX (lines), GTK_WIDGET (self->begun));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), lines);
  gtk_widget_set_vexpand (scroller, TRUE);
  self->across = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_box_append (GTK_BOX (self->box), scroller);
  self->question = add_label (self, GTK_ACCESSIBLE_ROLE_LABEL, "pile-question");
  self->status = add_label (self, GTK_ACCESSIBLE_ROLE_STATUS, "pile-status");
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (lotse_pile_grid_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
lotse_pile_grid_dispose (GObject *object)
{
  g_clear_pointer (&LOTSE_PILE_GRID (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_pile_grid_parent_class)->dispose (object);
}

static void
lotse_pile_grid_finalize (GObject *object)
{
  LotsePileGrid *self = LOTSE_PILE_GRID (object);

  g_object_unref (self->places);
  g_hash_table_unref (self->lines);
  g_array_unref (self->waiting);
  G_OBJECT_CLASS (lotse_pile_grid_parent_class)->finalize (object);
}

static void
lotse_pile_grid_class_init (LotsePileGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_pile_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_pile_grid_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pile-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[MOVED] = g_signal_new ("moved", LOTSE_TYPE_PILE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[WITHDRAW] = g_signal_new ("withdraw", LOTSE_TYPE_PILE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_pile_grid_init (LotsePileGrid *self)
{
  self->places = gtk_string_list_new (NULL);
  self->lines = g_hash_table_new (NULL, NULL);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (guint));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

LotsePileGrid *
lotse_pile_grid_new (LotsePaperEntry *entry, LotsePileRun run, gpointer data)
{
  LotsePileGrid *self = g_object_new (LOTSE_TYPE_PILE_GRID, NULL);

  self->entry = entry;
  self->run = run;
  self->data = data;
  self->current = entry->begun;
  make (self);
  show_places (self);
  lotse_pile_grid_set_current (self, entry->begun);
  return self;
}
