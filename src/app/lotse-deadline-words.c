/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How deadlines are said to people; see the header.
 */
#include "config.h"

#include "lotse-deadline-words.h"

#include "lotse-deadlines.h"
#include "lotse-error.h"
#include "lotse-format.h"

#include <glib/gi18n.h>

#define SOON_DAYS 7
#define MONTH_DAYS 30

LotseDueGroup
lotse_due_group (const LotseDeadline *deadline)
{
  int days;

  if (deadline->state == LOTSE_DEADLINE_WAITS || (deadline->state == LOTSE_DEADLINE_OPEN && deadline->due == NULL))
    return LOTSE_DUE_WAITS;
  if (deadline->state != LOTSE_DEADLINE_OPEN)
    return LOTSE_DUE_ENDED;
  days = lotse_format_days_until (deadline->due);
  if (days < 0)
    return LOTSE_DUE_OVERDUE;
  if (days <= SOON_DAYS)
    return LOTSE_DUE_SOON;
  return days <= MONTH_DAYS ? LOTSE_DUE_MONTH : LOTSE_DUE_LATER;
}

const char *
lotse_due_group_label (LotseDueGroup group)
{
  static const char *const labels[] = {
    [LOTSE_DUE_OVERDUE] = NC_ ("due", "Overdue"),         [LOTSE_DUE_SOON] = NC_ ("due", "The Next 7 Days"),
    [LOTSE_DUE_MONTH] = NC_ ("due", "The Next 30 Days"),  [LOTSE_DUE_LATER] = NC_ ("due", "Later"),
    [LOTSE_DUE_WAITS] = NC_ ("due", "Without a Date Yet"), [LOTSE_DUE_ENDED] = NC_ ("due", "Done or Not Needed"),
  };

  return g_dpgettext2 (NULL, "due", labels[group]);
}

char *
lotse_due_date (const LotseDeadline *deadline)
{
  g_autofree char *date = deadline->due != NULL ? lotse_format_weekday_date (deadline->due) : NULL;

  if (date != NULL)
    return deadline->time != NULL ? g_strdup_printf ("%s, %s", date, deadline->time) : g_steal_pointer (&date);
  if (deadline->state == LOTSE_DEADLINE_WAITS)
    /* Translators: a date that a deadline counts from and that is not known, such as “end of the grant period”. */
    return g_strdup_printf (_ ("missing: %s"), lotse_deadline_waits_for (deadline));
  return g_strdup (_ ("no date yet"));
}

/* "in 12 days" */
static char *
days_left (int days)
{
  if (days == 0)
    return g_strdup (C_ ("due", "today"));
  if (days == 1)
    return g_strdup (C_ ("due", "tomorrow"));
  if (days > 0)
    return g_strdup_printf (ngettext ("in %d day", "in %d days", (gulong) days), days);
  return g_strdup_printf (ngettext ("%d day overdue", "%d days overdue", (gulong) -days), -days);
}

char *
lotse_due_days (const LotseDeadline *deadline)
{
  g_autofree char *handed_in = deadline->handed_in_on != NULL ? lotse_format_date (deadline->handed_in_on) : NULL;

  switch (deadline->state)
    {
    case LOTSE_DEADLINE_OPEN:
      return deadline->due != NULL ? days_left (lotse_format_days_until (deadline->due)) : g_strdup (C_ ("due", "waits"));
    case LOTSE_DEADLINE_DONE:
      /* Translators: the day on which papers were handed in. */
      return handed_in != NULL ? g_strdup_printf (_ ("handed in on %s"), handed_in) : g_strdup (C_ ("due", "handed in"));
    case LOTSE_DEADLINE_NOT_NEEDED:
      return g_strdup (C_ ("due", "not needed"));
    case LOTSE_DEADLINE_MOOT:
      return g_strdup (C_ ("due", "no longer due"));
    case LOTSE_DEADLINE_WAITS:
    default:
      return g_strdup (C_ ("due", "waits"));
    }
}

char *
lotse_due_sentence (const LotseDeadline *deadline)
{
  g_autofree char *date = lotse_due_date (deadline);
  g_autofree char *days = lotse_due_days (deadline);

  return g_strdup_printf ("%s: %s, %s%s%s, %s", lotse_due_group_label (lotse_due_group (deadline)), deadline->name,
                          deadline->title != NULL ? deadline->title : "", deadline->title != NULL ? ", " : "", date, days);
}

/* --- Lead times --------------------------------------------------------------------------------------------- */

char *
lotse_leads_text (const GArray *leads)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < leads->len; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? ", " : "", g_array_index (leads, int, i));
  return g_string_free (text, FALSE);
}

gboolean
lotse_leads_read (const char *text, GArray *leads, GError **error)
{
  g_auto (GStrv) parts = g_strsplit_set (text, ",; ", -1);

  g_array_set_size (leads, 0);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      guint64 days;

      if (*parts[i] == '\0')
        continue;
      if (!g_ascii_string_to_unsigned (parts[i], 10, 0, LOTSE_DEADLINE_LONGEST_LEAD, &days, NULL))
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _ ("“%s” is no number of days. Please write them as 14, 7, 1."), parts[i]);
          return FALSE;
        }
      g_array_append_val (leads, (int){ (int) days });
    }
  lotse_rule_sort_leads (leads);
  return TRUE;
}
