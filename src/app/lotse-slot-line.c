/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line for a day and its times; see the header.
 */
#include "config.h"

#include "lotse-slot-line.h"

#include "lotse-calendar-button.h"
#include "lotse-format.h"

#include <glib/gi18n.h>

struct _LotseSlotLine
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkEditable *date, *begins, *ends;
  GtkLabel *message;
};

enum
{
  ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseSlotLine, lotse_slot_line, GTK_TYPE_WIDGET)

static void
show_message (LotseSlotLine *self, const char *text, GtkEditable *wrong)
{
  gtk_label_set_text (self->message, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), text != NULL);
  if (wrong != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (wrong));
}

/* The canonical moment; NULL if nothing was typed, with `wrong` if it is no time. */
static char *
read_time (GtkEditable *entry, const char *day, gboolean *wrong)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  g_autofree char *time = *typed != '\0' ? lotse_format_parse_time (typed) : NULL;

  *wrong = *typed != '\0' && time == NULL;
  return time != NULL ? g_strdup_printf ("%sT%s", day, time) : NULL;
}

static void
on_activate (LotseSlotLine *self)
{
  g_autofree char *day = lotse_format_parse_date (gtk_editable_get_text (self->date));
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  gboolean wrong;

  g_assert (LOTSE_IS_SLOT_LINE (self));
  if (day == NULL)
    {
      show_message (self, _ ("Please type the day, for example 28.11.2026."), self->date);
      return;
    }
  start = read_time (self->begins, day, &wrong);
  if (!wrong)
    end = read_time (self->ends, day, &wrong);
  if (wrong)
    show_message (self, _ ("Please type times as 18:30."), self->begins);
  else if (end != NULL && (start == NULL || strcmp (end, start) <= 0))
    show_message (self, _ ("The end must be after the beginning."), self->ends);
  else
    {
      show_message (self, NULL, self->date);
      g_signal_emit (self, signals[ADDED], 0, start != NULL ? start : day, end);
      lotse_slot_line_clear (self, day);
    }
}

void
lotse_slot_line_clear (LotseSlotLine *self, const char *day)
{
  g_autofree char *text = NULL;
  GDate date;

  g_return_if_fail (LOTSE_IS_SLOT_LINE (self));
  g_date_clear (&date, 1);
  /* Most events of several days go on the next morning. */
  if (day != NULL && lotse_value_read_date (day, &date))
    {
      g_autofree char *next = NULL;

      g_date_add_days (&date, 1);
      next = g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
      text = lotse_format_date (next);
    }
  gtk_editable_set_text (self->date, text != NULL ? text : "");
  gtk_editable_set_text (self->begins, "");
  gtk_editable_set_text (self->ends, "");
  show_message (self, NULL, NULL);
}

static void
on_day_chosen (LotseSlotLine *self, const char *iso)
{
  g_autofree char *text = lotse_format_date (iso);

  g_assert (LOTSE_IS_SLOT_LINE (self));
  gtk_editable_set_text (self->date, text);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_slot_line_dispose (GObject *object)
{
  LotseSlotLine *self = LOTSE_SLOT_LINE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_slot_line_parent_class)->dispose (object);
}

static void
lotse_slot_line_class_init (LotseSlotLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_slot_line_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[ADDED] =
    g_signal_new ("added", LOTSE_TYPE_SLOT_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static GtkEditable *
add_entry (LotseSlotLine *self, GtkBox *line, const char *name, int width)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), width);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  gtk_box_append (line, entry);
  return GTK_EDITABLE (entry);
}

static void
lotse_slot_line_init (LotseSlotLine *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");
  GtkWidget *calendar;

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->date = add_entry (self, GTK_BOX (line), _ ("Another day"), 10);
  gtk_widget_set_hexpand (GTK_WIDGET (self->date), TRUE);
  calendar = GTK_WIDGET (lotse_calendar_button_new (self->date));
  gtk_accessible_update_property (GTK_ACCESSIBLE (lotse_calendar_button_get_button (LOTSE_CALENDAR_BUTTON (calendar))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Another day: open the calendar"), -1);
  g_signal_connect_object (calendar, "chosen", G_CALLBACK (on_day_chosen), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), calendar);
  self->begins = add_entry (self, GTK_BOX (line), _ ("From"), 5);
  self->ends = add_entry (self, GTK_BOX (line), _ ("To"), 5);
  gtk_widget_set_tooltip_text (add, _ ("Add this day"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (add), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add this day"), -1);
  g_signal_connect_object (add, "clicked", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), add);
  self->message = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_wrap (self->message, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  gtk_box_append (GTK_BOX (self->box), line);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->message));
}
