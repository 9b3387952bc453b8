/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A month as a grid of days; see the header.
 *
 * Invariants: the chosen day is always one of the 42 that show, and its cell is the only one that the keyboard reaches with
 * Tab.  The cells stay when the month changes, so that the keyboard has something to stay on.
 */
#include "config.h"

#include "lotse-month.h"

#include "lotse-day-cell.h"
#include "lotse-format.h"
#include "lotse-language.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

#define ROWS 6
#define DAYS 7

struct _LotseMonth
{
  GtkWidget parent_instance;

  GtkGrid *grid;
  LotseDayCell *cells[ROWS * DAYS];
  GtkLabel *weeks[ROWS];

  GDate chosen;
  GDate first; /* of the cells; not valid before the first day was chosen */
  int first_weekday;
};

enum
{
  SHOWN,
  OPENED,
  NEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseMonth, lotse_month, GTK_TYPE_WIDGET)

static char *
iso_of (const GDate *date)
{
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static LotseDayCell *
chosen_cell (LotseMonth *self)
{
  const int place = g_date_valid (&self->first) ? g_date_days_between (&self->first, &self->chosen) : -1;

  return place >= 0 && place < ROWS * DAYS ? self->cells[place] : NULL;
}

/* Only the chosen day can have the keyboard: Tab leaves the month instead of going through all days. */
static void
mark_chosen (LotseMonth *self)
{
  LotseDayCell *chosen = chosen_cell (self);

  for (guint i = 0; i < ROWS * DAYS; i++)
    {
      GtkWidget *cell = GTK_WIDGET (self->cells[i]);

      gtk_widget_set_focusable (cell, self->cells[i] == chosen);
      gtk_accessible_update_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_SELECTED, self->cells[i] == chosen, -1);
      if (self->cells[i] == chosen)
        gtk_widget_add_css_class (cell, "chosen");
      else
        gtk_widget_remove_css_class (cell, "chosen");
    }
}

/* ISO 8601 counts weeks from Monday, and the week with the year's first Thursday is the first. */
static int
week_of (const GDate *first, guint row)
{
  GDate thursday = *first;

  g_date_add_days (&thursday, row * DAYS);
  g_date_add_days (&thursday, (guint) ((G_DATE_THURSDAY - (int) g_date_get_weekday (&thursday) + DAYS) % DAYS));
  return (int) g_date_get_iso8601_week_of_year (&thursday);
}

static void
show_days (LotseMonth *self)
{
  const GDateMonth month = g_date_get_month (&self->chosen);

  for (guint i = 0; i < ROWS * DAYS; i++)
    {
      GDate date = self->first;

      g_date_add_days (&date, i);
      lotse_day_cell_set_entries (self->cells[i], NULL);
      lotse_day_cell_set_day (self->cells[i], &date, g_date_get_month (&date) == month);
    }
  for (guint row = 0; row < ROWS; row++)
    {
      const int week = week_of (&self->first, row);
      g_autofree char *number = g_strdup_printf ("%d", week);
      /* Translators: the number of a week, for screen readers and tooltips. */
      g_autofree char *name = g_strdup_printf (_ ("Week %d"), week);

      gtk_label_set_text (self->weeks[row], number);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->weeks[row]), name);
    }
}

static void
choose (LotseMonth *self, const GDate *date)
{
  GDate first;
  const gboolean known = g_date_valid (&self->first);
  const gboolean same = known && g_date_get_month (date) == g_date_get_month (&self->chosen)
                        && g_date_get_year (date) == g_date_get_year (&self->chosen);
  LotseDayCell *before = chosen_cell (self);
  const gboolean had_focus = before != NULL && gtk_widget_has_focus (GTK_WIDGET (before));

  self->chosen = *date;
  if (!same)
    {
      g_date_clear (&first, 1);
      g_date_set_dmy (&first, 1, g_date_get_month (date), g_date_get_year (date));
      g_date_subtract_days (&first, (guint) (((int) g_date_get_weekday (&first) - self->first_weekday + DAYS) % DAYS));
      self->first = first;
      show_days (self);
    }
  mark_chosen (self);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (chosen_cell (self)));
  if (!same)
    g_signal_emit (self, signals[SHOWN], 0);
}

void
lotse_month_set_day (LotseMonth *self, const char *iso)
{
  GDate date;

  g_return_if_fail (LOTSE_IS_MONTH (self));
  g_date_clear (&date, 1);
  if (lotse_value_read_date (iso, &date))
    choose (self, &date);
}

char *
lotse_month_dup_day (LotseMonth *self)
{
  g_return_val_if_fail (LOTSE_IS_MONTH (self), NULL);
  return iso_of (&self->chosen);
}

char *
lotse_month_dup_first (LotseMonth *self)
{
  g_return_val_if_fail (LOTSE_IS_MONTH (self), NULL);
  return iso_of (&self->first);
}

char *
lotse_month_dup_last (LotseMonth *self)
{
  GDate last = self->first;

  g_return_val_if_fail (LOTSE_IS_MONTH (self), NULL);
  g_date_add_days (&last, ROWS * DAYS - 1);
  return iso_of (&last);
}

char *
lotse_month_dup_title (LotseMonth *self)
{
  g_return_val_if_fail (LOTSE_IS_MONTH (self), NULL);
  return lotse_format_month (g_date_get_year (&self->chosen), (int) g_date_get_month (&self->chosen));
}

void
lotse_month_set_entries (LotseMonth *self, GPtrArray *entries)
{
  g_return_if_fail (LOTSE_IS_MONTH (self));
  for (guint i = 0; i < ROWS * DAYS; i++)
    lotse_day_cell_set_entries (self->cells[i], entries);
}

void
lotse_month_set_week_numbers (LotseMonth *self, gboolean show)
{
  g_return_if_fail (LOTSE_IS_MONTH (self));
  for (guint row = 0; row < ROWS; row++)
    gtk_widget_set_visible (GTK_WIDGET (self->weeks[row]), show);
}

void
lotse_month_focus (LotseMonth *self)
{
  g_return_if_fail (LOTSE_IS_MONTH (self));
  if (chosen_cell (self) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (chosen_cell (self)));
}

/* --- Keys and pointer --------------------------------------------------------------------------------------- */

static void
on_move (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseMonth *self = LOTSE_MONTH (widget);
  const int by = g_variant_get_int32 (target);
  GDate date = self->chosen;

  if (g_str_equal (action, "month.day") && by > 0)
    g_date_add_days (&date, (guint) by);
  else if (g_str_equal (action, "month.day"))
    g_date_subtract_days (&date, (guint) -by);
  else if (by > 0)
    g_date_add_months (&date, (guint) by);
  else
    g_date_subtract_months (&date, (guint) -by);
  choose (self, &date);
}

static void
on_today (GtkWidget *widget, const char *action, GVariant *target)
{
  g_autofree char *today = lotse_format_today ();

  lotse_month_set_day (LOTSE_MONTH (widget), today);
}

static void
on_enter (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseMonth *self = LOTSE_MONTH (widget);
  LotseDayCell *cell = chosen_cell (self);

  if (cell == NULL)
    return;
  if (lotse_day_cell_get_only_event (cell) != NULL)
    g_signal_emit (self, signals[OPENED], 0, lotse_day_cell_get_only_event (cell));
  else if (lotse_day_cell_get_n_events (cell) > 0)
    lotse_day_cell_show_events (cell);
  else
    g_signal_emit (self, signals[NEW], 0, lotse_day_cell_get_day (cell));
}

static void
on_cell_clicked (LotseMonth *self, LotseDayCell *cell)
{
  g_autofree char *day = g_strdup (lotse_day_cell_get_day (cell));

  g_assert (LOTSE_IS_MONTH (self));
  lotse_month_set_day (self, day);
  lotse_month_focus (self);
}

static void
on_cell_opened (LotseMonth *self, const char *id)
{
  g_assert (LOTSE_IS_MONTH (self));
  g_signal_emit (self, signals[OPENED], 0, id);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_month_dispose (GObject *object)
{
  LotseMonth *self = LOTSE_MONTH (object);

  if (self->grid != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->grid));
  self->grid = NULL;
  G_OBJECT_CLASS (lotse_month_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *action;
    int by;
  } keys[] = {
    { GDK_KEY_Left, "month.day", -1 },        { GDK_KEY_Right, "month.day", 1 },         { GDK_KEY_Up, "month.day", -DAYS },
    { GDK_KEY_Down, "month.day", DAYS },      { GDK_KEY_Page_Up, "month.month", -1 },    { GDK_KEY_Page_Down, "month.month", 1 },
    { GDK_KEY_KP_Left, "month.day", -1 },     { GDK_KEY_KP_Right, "month.day", 1 },      { GDK_KEY_KP_Up, "month.day", -DAYS },
    { GDK_KEY_KP_Down, "month.day", DAYS },   { GDK_KEY_KP_Page_Up, "month.month", -1 }, { GDK_KEY_KP_Page_Down, "month.month", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, "i", keys[i].by);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "month.today", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Home, 0, "month.today", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "month.enter", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "month.enter", NULL);
}

static void
lotse_month_class_init (LotseMonthClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_month_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "month");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  gtk_widget_class_install_action (widget_class, "month.day", "i", on_move);
  gtk_widget_class_install_action (widget_class, "month.month", "i", on_move);
  gtk_widget_class_install_action (widget_class, "month.today", NULL, on_today);
  gtk_widget_class_install_action (widget_class, "month.enter", NULL, on_enter);
  add_keys (widget_class);
  signals[SHOWN] = g_signal_new ("shown", LOTSE_TYPE_MONTH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[OPENED] = g_signal_new ("opened", LOTSE_TYPE_MONTH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[NEW] = g_signal_new ("new", LOTSE_TYPE_MONTH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
add_names_of_days (LotseMonth *self)
{
  for (int i = 0; i < DAYS; i++)
    {
      const GDateWeekday weekday = (GDateWeekday) ((self->first_weekday - 1 + i) % DAYS + 1);
      GtkWidget *label = gtk_label_new (lotse_format_weekday (weekday, TRUE));

      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "weekday");
      gtk_widget_set_hexpand (label, TRUE);
      gtk_grid_attach (self->grid, label, i + 1, 0, 1, 1);
    }
}

static void
lotse_month_init (LotseMonth *self)
{
  g_date_clear (&self->first, 1);
  g_date_clear (&self->chosen, 1);
  self->first_weekday = lotse_language_first_weekday ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->grid), GTK_WIDGET (self));
  add_names_of_days (self);
  for (guint row = 0; row < ROWS; row++)
    {
      self->weeks[row] = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (self->weeks[row]), "week");
      gtk_widget_add_css_class (GTK_WIDGET (self->weeks[row]), "caption");
      gtk_widget_set_visible (GTK_WIDGET (self->weeks[row]), FALSE);
      gtk_grid_attach (self->grid, GTK_WIDGET (self->weeks[row]), 0, (int) row + 1, 1, 1);
    }
  for (int i = 0; i < ROWS * DAYS; i++)
    {
      self->cells[i] = g_object_new (LOTSE_TYPE_DAY_CELL, "hexpand", TRUE, "vexpand", TRUE, NULL);
      g_signal_connect_object (self->cells[i], "clicked", G_CALLBACK (on_cell_clicked), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->cells[i], "opened", G_CALLBACK (on_cell_opened), self, G_CONNECT_SWAPPED);
      gtk_grid_attach (self->grid, GTK_WIDGET (self->cells[i]), i % DAYS + 1, i / DAYS + 1, 1, 1);
    }
}

LotseMonth *
lotse_month_new (void)
{
  return g_object_new (LOTSE_TYPE_MONTH, NULL);
}
