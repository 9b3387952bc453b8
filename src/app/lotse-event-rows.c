/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the sections of an event's page have in common; see the header.
 */
#include "config.h"

#include "lotse-event-rows.h"

#include "lotse-format.h"

#include <glib/gi18n.h>
#include <string.h>

#define DAY_LENGTH 10 /* of "2026-11-28" */

GtkWidget *
lotse_event_column_new (GtkBox **box)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_add_css_class (column, "column");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_widget_set_vexpand (scroller, TRUE);
  *box = GTK_BOX (column);
  return scroller;
}

static const char *
time_of (const char *moment)
{
  const char *time = moment != NULL ? strchr (moment, 'T') : NULL;

  return time != NULL ? time + 1 : "";
}

char *
lotse_event_times_text (const char *start, const char *end)
{
  if (*time_of (end) == '\0')
    return g_strdup (time_of (start));
  return g_strdup_printf ("%s–%s", time_of (start), time_of (end));
}

char *
lotse_event_slot_text (const LotseSlot *slot)
{
  g_autofree char *iso = g_strndup (slot->start, DAY_LENGTH);
  g_autofree char *day = *iso != '\0' ? lotse_format_weekday_date (iso) : g_strdup ("");
  g_autofree char *times = lotse_event_times_text (slot->start, slot->end);

  return *times != '\0' ? g_strdup_printf ("%s, %s", day, times) : g_steal_pointer (&day);
}

/* A number that no slot has yet: keys stay with what happened on the day, also when days are removed. */
static char *
free_key (LotseRecord *event)
{
  g_auto (GStrv) keys = lotse_record_list_elements (event, "slots");
  gint64 most = 0;

  for (guint i = 0; keys[i] != NULL; i++)
    most = MAX (most, g_ascii_strtoll (keys[i], NULL, 10));
  return g_strdup_printf ("%d", (int) most + 1);
}

gboolean
lotse_event_add_day (LotseRecord *event, const char *start, const char *end, GError **error)
{
  g_autofree char *key = free_key (event);
  g_autofree char *first = NULL;
  g_autoptr (GPtrArray) slots = NULL;

  if (!lotse_event_set_slot (event, key, NULL, start, end, error))
    return FALSE;
  slots = lotse_event_dup_slots (event);
  first = g_strndup (((LotseSlot *) slots->pdata[0])->start, DAY_LENGTH);
  return lotse_record_set (event, "date", first, error);
}
