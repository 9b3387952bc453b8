/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What papers say of their event: title, days, place, who pays. */
#include "config.h"

#include "lotse-paper-private.h"

#include "lotse-error.h"
#include "lotse-language.h"
#include "lotse-value.h"

#include <string.h>

/* --- Days and times ------------------------------------------------------------------------------------------ */

/* "28. November 2026" in German, "28 November 2026" in English: a paper leaves no doubt which is the month. */
char *
lotse_paper_date (LotsePaper *self, const char *canonical)
{
  static const char *const months[] = {
    NC_ ("paper", "January"), NC_ ("paper", "February"), NC_ ("paper", "March"),     NC_ ("paper", "April"),
    NC_ ("paper", "May"),     NC_ ("paper", "June"),     NC_ ("paper", "July"),      NC_ ("paper", "August"),
    NC_ ("paper", "September"), NC_ ("paper", "October"), NC_ ("paper", "November"), NC_ ("paper", "December"),
  };
  g_autofree char *day = g_strndup (canonical, strlen ("2026-11-28"));
  g_autofree char *number = NULL;
  g_autofree char *year = NULL;
  GDate date;

  if (!lotse_value_read_date (day, &date))
    return g_strdup ("");
  number = g_strdup_printf ("%d", g_date_get_day (&date));
  year = g_strdup_printf ("%d", g_date_get_year (&date));
  /* Translators: day, month in words, year, as in “28 November 2026”. */
  return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "%s %s %s")), number,
                           lotse_language_translate (self->language, "paper", months[g_date_get_month (&date) - 1]), year, NULL);
}

static const char *
time_of (const char *canonical)
{
  const char *time = strchr (canonical, 'T');

  return time != NULL ? time + 1 : NULL;
}

char *
lotse_paper_slot_when (LotsePaper *self, const LotseSlot *slot)
{
  g_autofree char *day = lotse_paper_date (self, slot->start);
  const char *from = time_of (slot->start), *to = time_of (slot->end);

  if (*day == '\0' || from == NULL)
    return g_steal_pointer (&day);
  if (to == NULL)
    /* Translators: day and beginning. */
    return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "%s, %s")), day, from, NULL);
  /* Translators: day, beginning and end, as in “28 November 2026, 14:00–18:00”. */
  return lotse_paper_fill (PAPER_TEXT (self, NC_ ("paper", "%s, %s–%s")), day, from, to, NULL);
}

static char *
when_of (LotsePaper *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *slots = self->event.guests->slots;

  for (guint i = 0; i < slots->len; i++)
    if (self->event.slot == NULL || self->event.slot == slots->pdata[i])
      g_ptr_array_add (lines, lotse_paper_slot_when (self, slots->pdata[i]));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (LOTSE_PAPER_BETWEEN_DAYS, (char **) lines->pdata);
}

/* --- Place and people ---------------------------------------------------------------------------------------- */

/* The field of a record that another one links to, or "". */
static char *
linked_text (LotsePaper *self, const LotseRecord *record, const char *link, const char *field)
{
  const char *id = record != NULL ? lotse_record_get (record, link) : NULL;
  g_autoptr (LotseRecord) linked = id != NULL ? lotse_store_get_standing (self->store, id, NULL) : NULL;
  const LotseKind *kind = linked != NULL ? lotse_record_get_kind (linked) : NULL;
  const char *text = kind != NULL && lotse_kind_field (kind, field) != NULL ? lotse_record_get (linked, field) : NULL;

  return g_strdup (text != NULL ? text : "");
}

static char *
where_of (LotsePaper *self)
{
  const char *venue = lotse_record_get (self->event.guests->event, "venue");

  if (venue != NULL && *self->event.room != '\0')
    return g_strdup_printf ("%s, %s", venue, self->event.room);
  return g_strdup (venue != NULL ? venue : self->event.room);
}

static char *
organiser_of (LotsePaper *self)
{
  g_autofree char *organisation = linked_text (self, self->event.guests->event, "organiser", "name");

  return *organisation != '\0' ? g_steal_pointer (&organisation) : linked_text (self, self->event.guests->event, "organiser", "display_name");
}

/* What the event itself says, else what the programmes want that pay for it; whoever does not hold the grants sees none. */
static char *
credit_of (LotsePaper *self)
{
  const char *own = lotse_record_get (self->event.guests->event, "credit_line");
  g_auto (GStrv) applications = lotse_record_list_elements (self->event.guests->event, "applications");
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  if (own != NULL)
    return g_strdup (own);
  for (guint i = 0; applications[i] != NULL; i++)
    {
      g_autoptr (LotseRecord) application = lotse_store_get (self->store, applications[i], NULL);
      const char *call_id = application != NULL ? lotse_record_get (application, "call") : NULL;
      g_autoptr (LotseRecord) call = call_id != NULL ? lotse_store_get (self->store, call_id, NULL) : NULL;
      /* An application names its programme itself, or the call does. */
      const gboolean itself = application != NULL && lotse_record_get (application, "programme") != NULL;
      char *line = linked_text (self, itself ? application : call, "programme", "credit_line");

      if (*line != '\0' && !g_ptr_array_find_with_equal_func (lines, line, g_str_equal, NULL))
        g_ptr_array_add (lines, line);
      else
        g_free (line);
    }
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (" · ", (char **) lines->pdata);
}

static const LotseSlot *
find_slot (LotsePaper *self, GError **error)
{
  GPtrArray *slots = self->event.guests->slots;

  for (guint i = 0; i < slots->len; i++)
    if (g_str_equal (((LotseSlot *) slots->pdata[i])->key, self->slot))
      return slots->pdata[i];
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("This event has no day or half-day “%s”. Nothing was written. Look at its days and times."), self->slot);
  return NULL;
}

gboolean
lotse_paper_event_load (LotsePaper *self, const char *event, GError **error)
{
  LotsePaperEvent *it = &self->event;

  it->guests = lotse_guests_load (self->store, event, error);
  if (it->guests == NULL)
    return FALSE;
  if (self->slot != NULL && (it->slot = find_slot (self, error)) == NULL)
    return FALSE;
  it->title = g_strdup (lotse_event_title (it->guests->event, self->language));
  it->room = linked_text (self, it->guests->event, "room", "name");
  it->when = when_of (self);
  it->where = where_of (self);
  it->organiser = organiser_of (self);
  it->credit = credit_of (self);
  return TRUE;
}

void
lotse_paper_event_clear (LotsePaperEvent *self)
{
  g_clear_pointer (&self->guests, lotse_guests_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->when, g_free);
  g_clear_pointer (&self->where, g_free);
  g_clear_pointer (&self->room, g_free);
  g_clear_pointer (&self->organiser, g_free);
  g_clear_pointer (&self->credit, g_free);
}

gboolean
lotse_paper_came (LotsePaper *self, const LotseGuest *guest)
{
  return lotse_guest_came (guest, self->event.slot != NULL ? self->event.slot->key : NULL);
}
