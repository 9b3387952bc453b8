/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One day of a month; see the header.
 *
 * Load: 42 of them, each with a few events; made anew when the month changes.
 */
#include "config.h"

#include "lotse-day-cell.h"

#include "lotse-format.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

#define MOST_SHOWN 3
#define LEAST_WIDTH 32
#define LEAST_HEIGHT 72

struct _LotseDayCell
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *number;
  GtkLabel *note;   /* what the day itself is called */
  GtkBox *events;
  GtkWidget *popover; /* NULL until it is asked for */

  char *day;
  GPtrArray *entries; /* of the whole month, or NULL */
};

enum
{
  OPENED,
  CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseDayCell, lotse_day_cell, GTK_TYPE_WIDGET)

/* --- What is on the day ------------------------------------------------------------------------------------- */

/* The next entry of this day from a place on; NULL after the last one. */
static const LotseCalendarEntry *
next_entry (LotseDayCell *self, guint *place)
{
  while (self->entries != NULL && *place < self->entries->len)
    {
      const LotseCalendarEntry *entry = g_ptr_array_index (self->entries, (*place)++);

      if (g_strcmp0 (entry->day, self->day) == 0)
        return entry;
    }
  return NULL;
}

guint
lotse_day_cell_get_n_events (LotseDayCell *self)
{
  const LotseCalendarEntry *entry;
  guint place = 0, n = 0;

  g_return_val_if_fail (LOTSE_IS_DAY_CELL (self), 0);
  while ((entry = next_entry (self, &place)) != NULL)
    n += entry->id != NULL ? 1 : 0;
  return n;
}

const char *
lotse_day_cell_get_only_event (LotseDayCell *self)
{
  const LotseCalendarEntry *entry;
  const char *id = NULL;
  guint place = 0;

  g_return_val_if_fail (LOTSE_IS_DAY_CELL (self), NULL);
  if (lotse_day_cell_get_n_events (self) != 1)
    return NULL;
  while (id == NULL && (entry = next_entry (self, &place)) != NULL)
    id = entry->id;
  return id;
}

const char *
lotse_day_cell_get_day (LotseDayCell *self)
{
  g_return_val_if_fail (LOTSE_IS_DAY_CELL (self), NULL);
  return self->day;
}

static char *
entry_text (const LotseCalendarEntry *entry)
{
  /* Translators: the time and the title of an event, such as "18:30 Meeting of all". */
  return *entry->time != '\0' ? g_strdup_printf (C_ ("time and title", "%s %s"), entry->time, entry->title) : g_strdup (entry->title);
}

/* What a screen reader says: the day, then everything on it. */
static void
name_cell (LotseDayCell *self)
{
  g_autofree char *day = lotse_format_weekday_date (self->day);
  GString *name = g_string_new (day);
  const LotseCalendarEntry *entry;
  guint place = 0;
  const char *between = ": ";

  if (lotse_format_days_until (self->day) == 0)
    g_string_append_printf (name, ", %s", C_ ("day", "today"));
  while ((entry = next_entry (self, &place)) != NULL)
    {
      g_autofree char *text = entry_text (entry);

      g_string_append_printf (name, "%s%s", between, text);
      between = "; ";
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
  g_string_free (name, TRUE);
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
on_event_clicked (LotseDayCell *self, GtkButton *button)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "id"));

  g_assert (LOTSE_IS_DAY_CELL (self));
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_signal_emit (self, signals[OPENED], 0, id);
}

static GtkWidget *
make_event (LotseDayCell *self, const LotseCalendarEntry *entry)
{
  GtkWidget *button = gtk_button_new ();
  g_autofree char *text = entry_text (entry);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_tooltip_text (button, text);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "day-event");
  if (entry->state != NULL)
    gtk_widget_add_css_class (button, entry->state);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_object_set_data_full (G_OBJECT (button), "id", g_strdup (entry->id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_event_clicked), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_more (LotseDayCell *self, guint n)
{
  /* Translators: more events on one day of the calendar than there is room for. */
  g_autofree char *text = g_strdup_printf (ngettext ("%u more", "%u more", n), n);
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "day-event");
  gtk_widget_add_css_class (button, "more");
  gtk_widget_set_can_focus (button, FALSE);
  g_signal_connect_object (button, "clicked", G_CALLBACK (lotse_day_cell_show_events), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->events, button);
}

static void
show_entries (LotseDayCell *self)
{
  const guint n = lotse_day_cell_get_n_events (self);
  const guint most = n > MOST_SHOWN ? MOST_SHOWN - 1 : MOST_SHOWN;
  const LotseCalendarEntry *entry;
  GString *note = g_string_new (NULL);
  guint place = 0, shown = 0;

  lotse_box_clear (self->events);
  while ((entry = next_entry (self, &place)) != NULL)
    {
      if (entry->id == NULL)
        g_string_append_printf (note, "%s%s", note->len > 0 ? ", " : "", entry->title);
      else if (shown++ < most)
        {
          GtkWidget *button = make_event (self, entry);

          gtk_widget_set_can_focus (button, FALSE);
          gtk_box_append (self->events, button);
        }
    }
  if (n > most)
    add_more (self, n - most);
  gtk_label_set_text (self->note, note->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->note), note->len > 0 ? note->str : NULL);
  g_string_free (note, TRUE);
  name_cell (self);
}

void
lotse_day_cell_set_entries (LotseDayCell *self, GPtrArray *entries)
{
  g_return_if_fail (LOTSE_IS_DAY_CELL (self));
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = entries != NULL ? g_ptr_array_ref (entries) : NULL;
  show_entries (self);
}

static void
set_class (LotseDayCell *self, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

void
lotse_day_cell_set_day (LotseDayCell *self, const GDate *date, gboolean in_month)
{
  g_autofree char *number = g_strdup_printf ("%d", g_date_get_day (date));

  g_return_if_fail (LOTSE_IS_DAY_CELL (self));
  g_free (self->day);
  self->day = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
  gtk_label_set_text (self->number, number);
  set_class (self, "other-month", !in_month);
  set_class (self, "today", lotse_format_days_until (self->day) == 0);
  show_entries (self);
}

void
lotse_day_cell_show_events (LotseDayCell *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const LotseCalendarEntry *entry;
  guint place = 0;

  g_return_if_fail (LOTSE_IS_DAY_CELL (self));
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_new ();
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
    }
  while ((entry = next_entry (self, &place)) != NULL)
    if (entry->id != NULL)
      gtk_box_append (GTK_BOX (box), make_event (self, entry));
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  gtk_widget_child_focus (box, GTK_DIR_TAB_FORWARD);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
on_pressed (LotseDayCell *self)
{
  g_assert (LOTSE_IS_DAY_CELL (self));
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
lotse_day_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LotseDayCell *self = LOTSE_DAY_CELL (widget);

  int least;

  gtk_widget_measure (self->box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_allocate (self->box, MAX (width, least), height, baseline, NULL);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
lotse_day_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                        int *natural_baseline)
{
  gtk_widget_measure (LOTSE_DAY_CELL (widget)->box, orientation, for_size, minimum, natural, NULL, NULL);
  /* All days want the same room, whatever is on them: the grid then makes them equal. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LEAST_WIDTH;
  else
    *natural = MAX (*minimum, LEAST_HEIGHT);
  *minimum_baseline = *natural_baseline = -1;
}

static void
lotse_day_cell_dispose (GObject *object)
{
  LotseDayCell *self = LOTSE_DAY_CELL (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->day, g_free);
  G_OBJECT_CLASS (lotse_day_cell_parent_class)->dispose (object);
}

static void
lotse_day_cell_class_init (LotseDayCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_day_cell_dispose;
  widget_class->size_allocate = lotse_day_cell_size_allocate;
  widget_class->measure = lotse_day_cell_measure;
  gtk_widget_class_set_css_name (widget_class, "day");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
  signals[OPENED] = g_signal_new ("opened", LOTSE_TYPE_DAY_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CLICKED] = g_signal_new ("clicked", LOTSE_TYPE_DAY_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_day_cell_init (LotseDayCell *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  self->number = GTK_LABEL (gtk_label_new (NULL));
  self->note = GTK_LABEL (gtk_label_new (NULL));
  self->events = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 1));
  gtk_widget_add_css_class (GTK_WIDGET (self->number), "number");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "day-note");
  gtk_label_set_ellipsize (self->note, PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (self->note, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->note), TRUE);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->number));
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->events));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
