/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The agenda of an event as cards; see the header. */
#include "config.h"

#include "lotse-agenda-cards.h"

#include "lotse-agenda.h"
#include "lotse-jobs.h"
#include "lotse-workshops.h"

#include <glib/gi18n.h>
#include <string.h>

static void
card_free (gpointer data)
{
  LotseAgendaCard *card = data;

  g_object_unref (card->record);
  g_free (card->room);
  g_free (card->leaders);
  g_free (card->clash);
  g_free (card);
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

static char *
read_leaders (LotseStore *store, LotseRecord *record)
{
  g_auto (GStrv) ids = lotse_record_list_elements (record, "leaders");
  GString *names = g_string_new (NULL);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autofree char *name = lotse_job_title_of (store, ids[i]);

      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
    }
  return g_string_free (names, names->len == 0);
}

/* An item may clash with several; one sentence is enough to look for another time. */
static char *
clash_of (const LotseAgenda *agenda, const LotseAgendaItem *item)
{
  for (guint i = 0; i < agenda->clashes->len; i++)
    {
      const LotseAgendaClash *clash = g_ptr_array_index (agenda->clashes, i);
      const LotseAgendaItem *other = clash->one == item ? clash->other : clash->one;

      if (clash->one != item && clash->other != item)
        continue;
      if (clash->type == LOTSE_AGENDA_SAME_ROOM)
        /* Translators: the title of another item of an agenda. */
        return g_strdup_printf (_ ("In the same room at the same time as “%s”"), other->title);
      /* Translators: the title of another item of an agenda. */
      return g_strdup_printf (_ ("Led by the same person at the same time as “%s”"), other->title);
    }
  return NULL;
}

static LotseAgendaCard *
read_card (LotseStore *store, const LotseAgenda *agenda, const LotseAgendaItem *item)
{
  LotseAgendaCard *card = g_new0 (LotseAgendaCard, 1);

  card->record = g_object_ref (item->record);
  card->room = item->room != NULL ? lotse_job_title_of (store, item->room) : NULL;
  card->leaders = read_leaders (store, item->record);
  card->clash = clash_of (agenda, item);
  card->capacity = item->capacity;
  return card;
}

static void
read_seats (LotseStore *store, const LotseGuests *guests, GPtrArray *cards)
{
  g_autoptr (GPtrArray) workshops = lotse_workshops_load (store, guests, NULL);

  for (guint i = 0; workshops != NULL && i < workshops->len; i++)
    {
      const LotseWorkshopSeats *seats = g_ptr_array_index (workshops, i);

      for (guint k = 0; k < cards->len; k++)
        {
          LotseAgendaCard *card = g_ptr_array_index (cards, k);

          if (!g_str_equal (lotse_record_get_id (card->record), seats->item))
            continue;
          card->seated = seats->seated->len;
          card->waiting = seats->waiting->len;
        }
    }
}

/* --- What is at the same time ------------------------------------------------------------------------------- */

/* Items that begin together stand side by side even without an end; those without any time stand alone, at the end. */
static void
make_blocks (const LotseAgenda *agenda, GPtrArray *cards)
{
  const char *begun = NULL, *until = "";
  guint block = 0;

  for (guint i = 0; i < cards->len; i++)
    {
      const LotseAgendaItem *item = g_ptr_array_index (agenda->items, i);
      const char *end = item->end != NULL ? item->end : item->start;

      if (i > 0 && (item->start == NULL || (strcmp (item->start, until) >= 0 && g_strcmp0 (item->start, begun) != 0)))
        block++;
      ((LotseAgendaCard *) cards->pdata[i])->block = block;
      begun = item->start;
      if (end != NULL && strcmp (end, until) > 0)
        until = end;
    }
}

GPtrArray *
lotse_agenda_cards_read (LotseStore *store, const LotseGuests *guests, GError **error)
{
  g_autoptr (LotseAgenda) agenda = lotse_agenda_load (store, lotse_record_get_id (guests->event), error);
  GPtrArray *cards;

  if (agenda == NULL)
    return NULL;
  cards = g_ptr_array_new_with_free_func (card_free);
  for (guint i = 0; i < agenda->items->len; i++)
    g_ptr_array_add (cards, read_card (store, agenda, g_ptr_array_index (agenda->items, i)));
  make_blocks (agenda, cards);
  read_seats (store, guests, cards);
  return cards;
}
