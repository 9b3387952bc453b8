/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of notifications: nothing that a stranger in front of a locked screen must not read. */
#include "config.h"

#include "lotse-reminders-private.h"

#include "lotse-deadlines.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_LINES 4

gboolean
lotse_reminded_is_public (const char *kind)
{
  static const char *const kinds[] = { "application", "award", "call", "event", "grant_programme", NULL };

  return kind != NULL && g_strv_contains (kinds, kind);
}

/* What people write as the name of a deadline of a person may say who it is. */
static char *
name_of (const LotseReminded *self)
{
  if (self->task != NULL)
    return g_strdup (_("Task due"));
  if (lotse_reminded_is_public (self->deadline->attached_kind))
    return g_strdup (self->deadline->name);
  for (const LotseChoice *choice = lotse_kind_field (lotse_kind_find ("deadline"), "type")->choices; choice->name != NULL; choice++)
    if (g_str_equal (choice->name, self->deadline->type))
      return g_strdup (g_dpgettext2 (NULL, "choice", choice->label));
  return g_strdup (_("Deadline"));
}

static char *
days_of (const LotseReminded *self, const char *today)
{
  const LotseDeadline of_task = { .due = self->task != NULL ? (char *) lotse_record_get (self->task, "due") : NULL };

  return lotse_deadline_days_left (self->deadline != NULL ? self->deadline : &of_task, today);
}

/* A call that closes at noon is missed in the afternoon; at the end of the day goes without saying. */
static char *
hour_of (const LotseReminded *self, const char *today)
{
  const char *time = self->deadline != NULL ? self->deadline->time : NULL;

  if (time == NULL || g_str_equal (time, "23:59") || strcmp (self->deadline->due, today) < 0)
    return NULL;
  return g_strdup_printf (_("until %s"), time);
}

/* "Summer school · in 7 days"; takes `parts`, of which those that are NULL are left out. */
static char *
join (char *parts[], guint n_parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    {
      if (parts[i] != NULL && text->len > 0)
        g_string_append (text, " · ");
      if (parts[i] != NULL)
        g_string_append (text, parts[i]);
      g_free (parts[i]);
    }
  return g_string_free (text, FALSE);
}

static void
describe_one (LotseNotice *self, const LotseReminded *reminded, const char *today)
{
  const char *closed = reminded->task != NULL ? _("Open Lotse to see it.") : _("Open Lotse to see whose.");
  char *parts[] = {
    reminded->title != NULL ? g_strdup (reminded->title) : NULL,
    days_of (reminded, today),
    hour_of (reminded, today),
    reminded->title == NULL ? g_strdup (closed) : NULL,
  };

  self->title = name_of (reminded);
  self->body = join (parts, G_N_ELEMENTS (parts));
}

static int
compare_due (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(LotseReminded *const *) a)->subject.due, (*(LotseReminded *const *) b)->subject.due);
}

static void
describe_several (LotseNotice *self, GPtrArray *reminded, const char *today)
{
  g_autoptr (GString) body = g_string_new (NULL);
  const guint shown = reminded->len > MOST_LINES + 1 ? MOST_LINES : reminded->len;
  const guint rest = reminded->len - shown;

  g_ptr_array_sort (reminded, compare_due);
  for (guint i = 0; i < shown; i++)
    {
      const LotseReminded *one = reminded->pdata[i];
      char *parts[] = { name_of (one), one->title != NULL ? g_strdup (one->title) : NULL, days_of (one, today), hour_of (one, today) };
      g_autofree char *line = join (parts, G_N_ELEMENTS (parts));

      g_string_append_printf (body, i == 0 ? "%s" : "\n%s", line);
    }
  if (rest > 0)
    {
      g_string_append_c (body, '\n');
      g_string_append_printf (body, ngettext ("and %u more", "and %u more", rest), rest);
    }
  self->title = g_strdup_printf (ngettext ("%u reminder", "%u reminders", reminded->len), reminded->len);
  self->body = g_strdup (body->str);
}

void
lotse_notice_describe (LotseNotice *self, GPtrArray *reminded, const char *today)
{
  const LotseReminded *first = reminded->pdata[0];

  g_free (self->title);
  g_free (self->body);
  self->is_task = reminded->len == 1 && first->task != NULL;
  if (reminded->len == 1)
    describe_one (self, first, today);
  else
    describe_several (self, reminded, today);
}
