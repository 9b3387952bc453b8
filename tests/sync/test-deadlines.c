/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two laptops without a network decide about the same deadline.  After meeting, in either order, it is there once, the same
 * everywhere, and what was handed in keeps its date although the other laptop extended the call meanwhile.
 */
#include "kit.h"

#include "lotse-deadlines.h"

typedef struct
{
  const char *name;
  gboolean office_first;
} Order;

static const Order orders[] = { { "office-first", TRUE }, { "finance-first", FALSE } };

typedef struct
{
  char *folder;
  KitServer *server;
  LotseStore *office;
  LotseStore *finance;
  char *call;
  char *application;
  char *deadline;
} World;

static void
meet (World *world, gboolean office_first)
{
  for (guint i = 0; i < 3; i++)
    kit_sync_completely ((i % 2 == 0) == office_first ? world->office : world->finance);
}

static void
add_grants (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *programme = kit_add (world->office, "grant_programme", "name", "Vielfalt vor Ort", NULL);
  g_autoptr (LotseRecord) record = lotse_store_get (world->office, programme, &error);

  g_assert_no_error (error);
  g_assert_true (lotse_record_set_element (record, "deadline_rules", "apply", "{\"anchor\":\"call.closes\",\"type\":\"application\"}", NULL));
  g_assert_true (lotse_store_save (world->office, record, NULL, NULL));
  world->call = kit_add (world->office, "call", "programme", programme, "closes_at", "2100-03-31T23:59", NULL);
  world->application = kit_add (world->office, "application", "title", "Sommerschule", "involvement", "own", "state", "drafting",
                                "programme", programme, "call", world->call, NULL);
}

/* The one deadline by which to apply. */
static LotseDeadline *
read_one (LotseStore *store, const char *application)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lotse_deadlines_read_of (store, application, LOTSE_DEADLINES_ALL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return g_ptr_array_steal_index (found, 0);
}

static void
world_open (World *world)
{
  g_autofree char *ada = NULL;
  g_autofree char *bea = NULL;
  g_autoptr (LotseDeadline) one = NULL;
  g_autoptr (LotseDeadline) other = NULL;

  world->folder = kit_folder_new ();
  world->server = kit_server_start (world->folder);
  world->office = kit_store_open (world->folder, "office");
  ada = kit_add (world->office, "person", "display_name", "Ada Muster", NULL);
  bea = kit_add (world->office, "person", "display_name", "Bea Muster", NULL);
  add_grants (world);
  kit_server_add_account (world->server, "office", "coordinator", ada);
  kit_server_add_account (world->server, "finance", "finance", bea);
  kit_connect (world->office, kit_server_url (world->server), "office");
  kit_sync_completely (world->office);
  world->finance = kit_store_open (world->folder, "finance");
  kit_connect (world->finance, kit_server_url (world->server), "finance");
  kit_sync_completely (world->finance);
  one = read_one (world->office, world->application);
  other = read_one (world->finance, world->application);
  g_assert_cmpstr (one->id, ==, other->id);
  world->deadline = g_strdup (one->id);
}

static void
world_close (World *world)
{
  lotse_store_close (world->office);
  lotse_store_close (world->finance);
  g_object_unref (world->office);
  g_object_unref (world->finance);
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  g_free (world->call);
  g_free (world->application);
  g_free (world->deadline);
}

static void
hand_in (World *world, LotseStore *store, const char *confirmation)
{
  g_autoptr (GError) error = NULL;

  lotse_deadline_hand_in (store, world->deadline, "2026-01-02", "Portal", confirmation, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* One record of it, one deadline, and both laptops say the same. */
static void
assert_once (World *world, LotseDeadlineState state, const char *due)
{
  LotseStore *stores[] = { world->office, world->finance };

  kit_assert_same (world->office, world->finance, world->deadline);
  kit_assert_same (world->office, world->finance, world->application);
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("deadline"));
      g_autoptr (LotseDeadline) one = read_one (stores[i], world->application);

      g_assert_cmpint (lotse_store_count (stores[i], query, NULL), ==, 1);
      g_assert_cmpstr (one->id, ==, world->deadline);
      g_assert_cmpint (one->state, ==, state);
      if (due != NULL)
        g_assert_cmpstr (one->due, ==, due);
    }
}

static void
test_both_hand_in (gconstpointer data)
{
  const Order *order = data;
  World world = { NULL };
  g_autofree char *state = NULL;

  world_open (&world);
  hand_in (&world, world.office, "Eingang 4711");
  hand_in (&world, world.finance, "Eingang 4711");
  meet (&world, order->office_first);
  assert_once (&world, LOTSE_DEADLINE_DONE, "2100-03-31");
  g_assert_cmpuint (kit_count_conflicts (world.office), ==, 0);
  state = kit_get (world.finance, world.application, "state");
  g_assert_cmpstr (state, ==, "submitted");
  world_close (&world);
}

/* Two people set two dates: staff is asked, and until then one of them stands everywhere. */
static void
test_both_move (gconstpointer data)
{
  const Order *order = data;
  World world = { NULL };

  world_open (&world);
  g_assert_true (lotse_deadline_move (world.office, world.deadline, "2100-03-20", NULL, NULL));
  g_assert_true (lotse_deadline_move (world.finance, world.deadline, "2100-03-25", NULL, NULL));
  meet (&world, order->office_first);
  assert_once (&world, LOTSE_DEADLINE_OPEN, NULL);
  g_assert_cmpuint (kit_count_conflicts (world.office), ==, 1);
  world_close (&world);
}

static void
test_extended_meanwhile (gconstpointer data)
{
  const Order *order = data;
  World world = { NULL };

  world_open (&world);
  hand_in (&world, world.finance, "Eingang 4711");
  kit_set (world.office, world.call, "extended_to", "2100-04-30T23:59");
  meet (&world, order->office_first);
  assert_once (&world, LOTSE_DEADLINE_DONE, "2100-03-31");
  g_assert_cmpuint (kit_count_conflicts (world.office), ==, 0);
  world_close (&world);
}

static void
add_test (const char *what, const Order *order, GTestDataFunc function)
{
  g_autofree char *path = g_strconcat ("/deadlines/", what, "/", order->name, NULL);

  g_test_add_data_func (path, order, function);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      add_test ("both-hand-in", &orders[i], test_both_hand_in);
      add_test ("both-move", &orders[i], test_both_move);
      add_test ("extended-meanwhile", &orders[i], test_extended_meanwhile);
    }
  return g_test_run ();
}
