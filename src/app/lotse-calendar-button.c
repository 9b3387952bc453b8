/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A button that opens a calendar; see the header.  The calendar is made when it is first opened.
 */
#include "config.h"

#include "lotse-calendar-button.h"

#include "lotse-format.h"

#include <glib/gi18n.h>

struct _LotseCalendarButton
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkCalendar *calendar;
  GtkEditable *entry; /* borrowed */
  gboolean setting;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseCalendarButton, lotse_calendar_button, GTK_TYPE_WIDGET)

static void
on_day_selected (LotseCalendarButton *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);
  g_autofree char *iso = g_date_time_format (date, "%Y-%m-%d");

  g_assert (LOTSE_IS_CALENDAR_BUTTON (self));
  if (self->setting)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, iso);
  gtk_menu_button_popdown (self->button);
}

static void
show_date (LotseCalendarButton *self)
{
  g_autofree char *iso = lotse_format_parse_date (gtk_editable_get_text (self->entry));
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *text = NULL;
  g_autoptr (GDateTime) date = NULL;

  if (iso == NULL)
    iso = lotse_format_today ();
  text = g_strconcat (iso, "T12:00:00", NULL);
  date = g_date_time_new_from_iso8601 (text, zone);
  self->setting = TRUE;
  if (date != NULL)
    gtk_calendar_select_day (self->calendar, date);
  self->setting = FALSE;
}

static void
fill_popover (GtkMenuButton *button, gpointer data)
{
  LotseCalendarButton *self = LOTSE_CALENDAR_BUTTON (data);

  if (self->calendar == NULL)
    {
      GtkWidget *popover = gtk_popover_new ();

      self->calendar = GTK_CALENDAR (gtk_calendar_new ());
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Calendar"), -1);
      gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));
      gtk_menu_button_set_popover (button, popover);
      g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (on_day_selected), self);
    }
  show_date (self);
}

GtkWidget *
lotse_calendar_button_get_button (LotseCalendarButton *self)
{
  g_return_val_if_fail (LOTSE_IS_CALENDAR_BUTTON (self), NULL);
  return GTK_WIDGET (self->button);
}

static void
lotse_calendar_button_dispose (GObject *object)
{
  LotseCalendarButton *self = LOTSE_CALENDAR_BUTTON (object);

  self->calendar = NULL;
  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;
  G_OBJECT_CLASS (lotse_calendar_button_parent_class)->dispose (object);
}

static void
lotse_calendar_button_class_init (LotseCalendarButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_calendar_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[CHOSEN] = g_signal_new ("chosen", LOTSE_TYPE_CALENDAR_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                  G_TYPE_STRING);
}

static void
lotse_calendar_button_init (LotseCalendarButton *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->button, "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _ ("Open the Calendar"));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  gtk_menu_button_set_create_popup_func (self->button, fill_popover, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

LotseCalendarButton *
lotse_calendar_button_new (GtkEditable *entry)
{
  LotseCalendarButton *self = g_object_new (LOTSE_TYPE_CALENDAR_BUTTON, NULL);

  self->entry = entry;
  return self;
}
