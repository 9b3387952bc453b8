/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Items in order, parallel workshops, clashes of room and leader, and merged workshops. */
#include "config.h"

#include "events-fixture.h"

#include "lotse-agenda.h"

static char *
add_item (LotseStore *store, const char *event, const char *title, const char *start, const char *end, const char *room, const char *leader)
{
  char *id = add_record (store, "agenda_item", "event", event, "title", title, "type", "workshop", "starts_at", start, "ends_at", end,
                         "room", room, NULL);
  g_autoptr (LotseRecord) item = must_get (store, id);

  if (leader != NULL)
    g_assert_true (lotse_record_set_element (item, "leaders", leader, "1", NULL));
  must_save (store, item);
  return id;
}

static void
test_clashes (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", NULL);
  g_autofree char *room = add_record (store, "room", "name", "Saal", NULL);
  g_autofree char *leader = add_record (store, "person", "display_name", "Mira Testperson", NULL);
  g_autofree char *late = add_item (store, event, "Später", "2026-11-28T12:00", "2026-11-28T13:00", room, leader);
  g_autofree char *a = add_item (store, event, "A", "2026-11-28T10:00", "2026-11-28T12:00", room, leader);
  g_autofree char *b = add_item (store, event, "B", "2026-11-28T11:00", "2026-11-28T12:00", room, NULL);
  g_autofree char *c = add_item (store, event, "C", "2026-11-28T10:00", NULL, NULL, leader);
  g_autoptr (LotseAgenda) agenda = lotse_agenda_load (store, event, NULL);
  const LotseAgendaClash *first, *second;
  g_autofree char *words = NULL;

  g_assert_cmpuint (agenda->items->len, ==, 4);
  g_assert_cmpstr (((LotseAgendaItem *) agenda->items->pdata[0])->id, ==, a);
  g_assert_cmpstr (((LotseAgendaItem *) agenda->items->pdata[3])->id, ==, late);
  g_assert_true (lotse_agenda_find (agenda, b)->parallel);
  g_assert_false (lotse_agenda_find (agenda, late)->parallel);
  g_assert_cmpuint (agenda->clashes->len, ==, 2);
  first = agenda->clashes->pdata[0];
  second = agenda->clashes->pdata[1];
  g_assert_cmpint (first->type, ==, LOTSE_AGENDA_SAME_LEADER);
  g_assert_cmpstr (first->name, ==, "Mira Testperson");
  g_assert_cmpint (second->type, ==, LOTSE_AGENDA_SAME_ROOM);
  words = lotse_agenda_clash_describe (second);
  g_assert_nonnull (strstr (words, "Saal"));
}

/* Workshop B takes place within A: then there is no clash, and only A can be chosen. */
static void
test_merged (Fixture *fixture, gconstpointer data)
{
  LotseStore *store = fixture->store;
  g_autofree char *event = add_record (store, "event", "title_de", "Treffen", NULL);
  g_autofree char *room = add_record (store, "room", "name", "Saal", NULL);
  g_autofree char *a = add_item (store, event, "A", "2026-11-28T10:00", "2026-11-28T12:00", room, NULL);
  g_autofree char *b = add_item (store, event, "B", "2026-11-28T10:00", "2026-11-28T12:00", room, NULL);
  g_autofree char *c = add_item (store, event, "C", NULL, NULL, room, NULL);
  g_autoptr (LotseRecord) merged = must_get (store, b);
  g_autoptr (LotseAgenda) agenda = NULL;
  g_autoptr (GPtrArray) workshops = NULL;

  g_assert_true (lotse_record_set (merged, "merged_with", a, NULL));
  must_save (store, merged);
  agenda = lotse_agenda_load (store, event, NULL);
  workshops = lotse_agenda_dup_workshops (agenda);
  g_assert_cmpstr (lotse_agenda_find (agenda, b)->merged_with, ==, a);
  g_assert_cmpuint (agenda->clashes->len, ==, 0);
  g_assert_cmpuint (workshops->len, ==, 2);
  g_assert_cmpint (((LotseAgendaItem *) workshops->pdata[0])->capacity, ==, -1);
  g_assert_cmpstr (((LotseAgendaItem *) agenda->items->pdata[2])->id, ==, c);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  lotse_record_register_types ();
  g_test_add ("/agenda/clashes", Fixture, NULL, fixture_set_up, test_clashes, fixture_tear_down);
  g_test_add ("/agenda/merged", Fixture, NULL, fixture_set_up, test_merged, fixture_tear_down);
  return g_test_run ();
}
