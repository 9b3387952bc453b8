/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two laptops without a network give one event the same format, and each makes the tasks of its checklist; what people did with
 * their tasks meanwhile stays.  After meeting, in either order, each task is there once, the same everywhere.
 */
#include "kit.h"

#include "lotse-checklist.h"

#define N_TASKS 3

typedef struct
{
  const char *name;
  gboolean office_first;
  const char *other_date; /* on the planner's laptop; NULL: the same as in the office */
} Case;

static const Case cases[] = {
  { "office-first", TRUE, NULL },
  { "planner-first", FALSE, NULL },
  { "office-first-other-date", TRUE, "2100-06-19" },
  { "planner-first-other-date", FALSE, "2100-06-19" },
};

typedef struct
{
  char *folder;
  KitServer *server;
  LotseStore *office;
  LotseStore *planner;
  char *format;
  char *event;
} World;

static void
add_items (World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) format = lotse_store_get (world->office, world->format, &error);

  g_assert_no_error (error);
  g_assert_true (lotse_checklist_set_item (format, NULL, "Raum buchen", -28, "organiser", NULL));
  g_assert_true (lotse_checklist_set_item (format, NULL, "Einladen", -14, "Öffentlichkeitsarbeit", NULL));
  g_assert_true (lotse_checklist_set_item (format, NULL, "Bögen auswerten", 7, NULL, NULL));
  g_assert_true (lotse_checklist_save_format (world->office, format, NULL, NULL, NULL));
}

static void
world_open (World *world)
{
  g_autofree char *ada = NULL;
  g_autofree char *bea = NULL;

  world->folder = kit_folder_new ();
  world->server = kit_server_start (world->folder);
  world->office = kit_store_open (world->folder, "office");
  ada = kit_add (world->office, "person", "display_name", "Ada Muster", NULL);
  bea = kit_add (world->office, "person", "display_name", "Bea Muster", NULL);
  world->format = kit_add (world->office, "event_format", "name_de", "Netzwerktreffen", NULL);
  world->event = kit_add (world->office, "event", "title_de", "Treffen", "organiser", ada, NULL);
  add_items (world);
  kit_server_add_account (world->server, "office", "coordinator", ada);
  kit_server_add_account (world->server, "planner", "organiser", bea);
  kit_connect (world->office, kit_server_url (world->server), "office");
  kit_sync_completely (world->office);
  world->planner = kit_store_open (world->folder, "planner");
  kit_connect (world->planner, kit_server_url (world->server), "planner");
  kit_sync_completely (world->planner);
}

static void
world_close (World *world)
{
  lotse_store_close (world->office);
  lotse_store_close (world->planner);
  g_object_unref (world->office);
  g_object_unref (world->planner);
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  g_free (world->format);
  g_free (world->event);
}

/* The event gets its format and its date, and with them its tasks. */
static void
plan (World *world, LotseStore *store, const char *date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecord) event = lotse_store_get (store, world->event, &error);
  g_autoptr (GPtrArray) tasks = NULL;

  g_assert_no_error (error);
  g_assert_true (lotse_record_set (event, "format", world->format, NULL));
  g_assert_true (lotse_record_set (event, "date", date, NULL));
  g_assert_true (lotse_checklist_save_event (store, event, NULL, NULL, &error));
  g_assert_no_error (error);
  tasks = lotse_checklist_list_tasks (store, world->event, NULL);
  g_assert_cmpuint (tasks->len, ==, N_TASKS);
}

/* The task with that text; its id (g_free). */
static char *
find (World *world, LotseStore *store, const char *text)
{
  g_autoptr (GPtrArray) tasks = lotse_checklist_list_tasks (store, world->event, NULL);

  for (guint i = 0; i < tasks->len; i++)
    if (g_strcmp0 (lotse_record_get (tasks->pdata[i], "text"), text) == 0)
      return g_strdup (lotse_record_get_id (tasks->pdata[i]));
  g_error ("no task “%s”", text);
  return NULL;
}

static void
meet (World *world, gboolean office_first)
{
  for (guint i = 0; i < 3; i++)
    kit_sync_completely ((i % 2 == 0) == office_first ? world->office : world->planner);
}

/* Nothing else that the checklist says is lost, either: each date follows from the event's. */
static void
assert_once (World *world, LotseStore *store, const char *date)
{
  static const char *const due[][2] = { { "2100-05-15", "2100-05-22" }, { "2100-05-29", "2100-06-05" }, { "2100-06-19", "2100-06-26" } };
  const gboolean moved = g_str_equal (date, "2100-06-19");
  g_autofree char *kept = kit_get (store, world->event, "date");
  g_autoptr (GPtrArray) tasks = lotse_checklist_list_tasks (store, world->event, NULL);

  g_assert_cmpstr (kept, ==, date);
  g_assert_cmpuint (tasks->len, ==, N_TASKS);
  for (guint i = 0; i < tasks->len; i++)
    {
      g_assert_cmpstr (lotse_record_get (tasks->pdata[i], "due"), ==, due[i][moved]);
      kit_assert_same (world->office, world->planner, lotse_record_get_id (tasks->pdata[i]));
    }
}

static void
assert_value (LotseStore *store, const char *id, const char *field, const char *wanted)
{
  g_autofree char *value = kit_get (store, id, field);

  g_assert_cmpstr (value, ==, wanted);
}

static void
test_once (gconstpointer data)
{
  const Case *c = data;
  const char *date = c->other_date != NULL ? c->other_date : "2100-06-12";
  World world = { NULL };
  LotseStore *stores[2];
  g_autofree char *room = NULL;
  g_autofree char *sheets = NULL;

  world_open (&world);
  plan (&world, world.office, "2100-06-12");
  room = find (&world, world.office, "Raum buchen");
  kit_set (world.office, room, "done_on", "2100-05-01");
  plan (&world, world.planner, date);
  sheets = find (&world, world.planner, "Bögen auswerten");
  kit_set (world.planner, sheets, "note", "Mit Ada");
  meet (&world, c->office_first);
  stores[0] = world.office;
  stores[1] = world.planner;
  for (guint i = 0; i < G_N_ELEMENTS (stores); i++)
    {
      assert_once (&world, stores[i], date);
      assert_value (stores[i], room, "done_on", "2100-05-01");
      assert_value (stores[i], sheets, "note", "Mit Ada");
      if (c->other_date == NULL)
        g_assert_cmpuint (kit_count_conflicts (stores[i]), ==, 0);
      /* Planned again, there is nothing more to make. */
      plan (&world, stores[i], date);
    }
  meet (&world, !c->office_first);
  assert_once (&world, world.office, date);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/checklist/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_once);
    }
  return g_test_run ();
}
