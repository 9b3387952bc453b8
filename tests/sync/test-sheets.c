/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two kiosks and one paper desk without a network at one event, a centre, and the office: every sheet counts once, whatever order
 * they meet in, and however often answers are lost.
 */
#include "kit.h"

#include "lotse-id.h"
#include "lotse-sheets-sync.h"
#include "lotse-sync.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_DESKS 3
#define N_SHEETS 25 /* of each desk */

typedef struct
{
  char *folder;
  KitServer *server;
  KitLine *line;
  LotseStore *office;
  LotseStore *desks[N_DESKS];
  char *form;
  char *question;
  char *open;
  char *event;
} World;

static const char *const names[N_DESKS] = { "kiosk1", "kiosk2", "paper" };

static void
close_store (LotseStore *store)
{
  lotse_store_close (store);
  g_object_unref (store);
}

static LotsePile *
new_pile (const World *world, const char *way)
{
  LotsePile *pile = g_new0 (LotsePile, 1);

  pile->form = g_strdup (world->form);
  pile->version = 1;
  pile->event = g_strdup (world->event);
  pile->way = g_strdup (way);
  pile->questions = g_new0 (char *, 2);
  pile->questions[0] = g_strdup (world->question);
  pile->open = g_new0 (char *, 2);
  pile->open[0] = g_strdup (world->open);
  return pile;
}

/* Files sheets on one desk, each with an answer that no other has, and releases them in two piles. */
static void
file_sheets (const World *world, guint desk)
{
  g_autoptr (GError) error = NULL;
  guint released;

  for (guint half = 0; half < 2; half++)
    {
      g_autoptr (LotsePile) pile = new_pile (world, desk == 2 ? "paper" : "kiosk");

      for (guint i = half; i < N_SHEETS; i += 2)
        {
          g_autoptr (LotseSheet) sheet = g_new0 (LotseSheet, 1);
          g_autofree char *answers = g_strdup_printf ("zqm%u.%02u zqw%u.%02u", desk, i, desk, i);

          sheet->answers = g_strsplit (answers, " ", -1);
          lotse_pile_put (world->desks[desk], pile, sheet, &error);
          g_assert_no_error (error);
        }
      lotse_pile_release (world->desks[desk], pile->id, &released, &error);
      g_assert_no_error (error);
    }
}

static void
world_open (World *world)
{
  *world = (World){ .folder = kit_folder_new () };
  world->server = kit_server_start (world->folder);
  world->line = kit_line_new (kit_server_url (world->server));
  kit_server_add_account (world->server, "office", "coordinator", NULL);
  kit_server_add_account (world->server, "desk", "organiser", NULL);
  world->office = kit_store_open (world->folder, "office");
  world->form = kit_add (world->office, "form", "title", "Bogen", NULL);
  world->question = kit_add (world->office, "question", "form", world->form, "code", "liked", "type", "rating", NULL);
  world->open = kit_add (world->office, "question", "form", world->form, "code", "better", "type", "open", NULL);
  world->event = kit_add (world->office, "event", "title_de", "Treffen", NULL);
  kit_connect (world->office, kit_server_url (world->server), "office");
  kit_sync_completely (world->office);
  for (guint i = 0; i < N_DESKS; i++)
    {
      world->desks[i] = kit_store_open (world->folder, names[i]);
      kit_connect (world->desks[i], i == 0 ? kit_line_url (world->line) : kit_server_url (world->server), "desk");
      kit_sync_completely (world->desks[i]);
    }
}

static void
world_close (World *world)
{
  close_store (world->office);
  for (guint i = 0; i < N_DESKS; i++)
    if (world->desks[i] != NULL)
      close_store (world->desks[i]);
  kit_line_free (world->line);
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  g_free (world->form);
  g_free (world->question);
  g_free (world->open);
  g_free (world->event);
}

/* --- What a device counts ----------------------------------------------------------------------------------- */

static gboolean
begin (const LotsePile *batch, gpointer data)
{
  return TRUE;
}

static void
take_sheet (const char *answers, gpointer data)
{
  g_ptr_array_add (data, g_strdup (answers));
}

static void
take_remark (const char *id, const char *question, const char *text, gpointer data)
{
  g_ptr_array_add (data, g_strdup (text));
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Everything that was filed is there exactly once. */
static void
assert_each_once (LotseStore *store, guint n_desks)
{
  static const LotseSheetReader reader = { begin, take_sheet, take_remark };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (guint desk = 0; desk < n_desks; desk++)
    for (guint i = 0; i < N_SHEETS; i++)
      {
        g_ptr_array_add (expected, g_strdup_printf ("zqm%u.%02u", desk, i));
        g_ptr_array_add (expected, g_strdup_printf ("zqw%u.%02u", desk, i));
      }
  g_assert_true (lotse_sheets_read (store, &reader, found, &error));
  g_ptr_array_sort (found, compare_texts);
  g_ptr_array_sort (expected, compare_texts);
  g_assert_cmpuint (found->len, ==, expected->len);
  for (guint i = 0; i < found->len; i++)
    g_assert_cmpstr (found->pdata[i], ==, expected->pdata[i]);
}

/* In no table and no page of the file, used or not. */
static void
assert_no_sheet (const World *world, guint desk)
{
  g_autofree char *pages = NULL;

  kit_wait_settled (world->folder, names[desk]);
  pages = kit_dump_pages (world->folder, names[desk]);
  g_assert_null (strstr (pages, "zqm"));
  g_assert_null (strstr (pages, "zqw"));
}

/* --- Tests -------------------------------------------------------------------------------------------------- */

static void
test_any_order (void)
{
  static const guint orders[][N_DESKS] = { { 0, 1, 2 }, { 2, 0, 1 } };

  for (guint order = 0; order < G_N_ELEMENTS (orders); order++)
    {
      World world;
      LotseStoreStatus status;

      world_open (&world);
      for (guint desk = 0; desk < N_DESKS; desk++)
        file_sheets (&world, desk);
      g_assert_true (lotse_store_status (world.desks[0], &status, NULL));
      g_assert_cmpuint (status.waiting, ==, N_SHEETS);
      for (guint twice = 0; twice < 2; twice++)
        for (guint i = 0; i < N_DESKS; i++)
          {
            kit_sync_completely (world.desks[orders[order][i]]);
            kit_sync_completely (world.office);
          }
      assert_each_once (world.office, N_DESKS);
      for (guint desk = 0; desk < N_DESKS; desk++)
        assert_no_sheet (&world, desk);
      world_close (&world);
    }
}

/* The answer is lost at one place after the other until all of it came through. */
static void
test_lost_answers (void)
{
  World world;
  gboolean taken = FALSE;

  world_open (&world);
  file_sheets (&world, 0);
  for (gint64 limit = 100;; limit += 60)
    {
      kit_line_limit (world.line, -1, limit);
      if (kit_sync (world.desks[0], NULL))
        break;
      kit_sync_completely (world.office);
      taken = taken || lotse_sheets_count_event (world.office, world.event, NULL) > 0;
    }
  /* The centre had them already when the desk did not know it yet. */
  g_assert_true (taken);
  kit_line_limit (world.line, -1, -1);
  kit_sync_completely (world.desks[0]);
  kit_sync_completely (world.office);
  assert_each_once (world.office, 1);
  assert_no_sheet (&world, 0);
  world_close (&world);
}

/* A second device of the staff comes late, and the first reads its own sheets back only once. */
static void
test_staff_devices (void)
{
  World world;
  LotseStore *late;
  LotseSyncReport report;

  world_open (&world);
  close_store (g_steal_pointer (&world.desks[1]));
  world.desks[1] = g_object_ref (world.office);
  file_sheets (&world, 0);
  file_sheets (&world, 1);
  g_clear_object (&world.desks[1]);
  kit_sync_completely (world.desks[0]);
  kit_sync_completely (world.office);
  late = kit_store_open (world.folder, "late");
  kit_connect (late, kit_server_url (world.server), "office");
  kit_sync_completely (late);
  assert_each_once (late, 2);
  assert_each_once (world.office, 2);
  g_assert_true (kit_sync (world.office, &report));
  g_assert_cmpuint (report.round_trips, ==, 1);
  /* Who is no longer staff keeps nothing of it. */
  g_free (kit_server_run (world.server, "account", "role", "office", "--role", "mentor", NULL));
  kit_sync (late, NULL);
  g_assert_cmpint (lotse_sheets_count_event (late, world.event, NULL), ==, 0);
  close_store (late);
  world_close (&world);
}

static void
restore (World *world, const char *backup, gboolean with_journal)
{
  g_autofree char *data = g_build_filename (world->folder, "centre", NULL);
  g_autofree char *journal = g_build_filename (data, "journal-sheets", NULL);
  const char *argv[] = { g_getenv ("LOTSE_SERVER"), "--data", data, "restore", backup, NULL };
  g_autoptr (GError) error = NULL;
  int status = 1;

  kit_server_kill (world->server);
  if (!with_journal)
    g_assert_cmpint (g_unlink (journal), ==, 0);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  world->server = kit_server_start (world->folder);
}

static void
move_to_server (const World *world, LotseStore *store)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);

  g_free (state->url);
  state->url = g_strdup (kit_server_url (world->server));
  g_assert_true (lotse_store_set_sync_state (store, state, NULL));
}

/*
 * A centre that comes back from an older backup has the sheets again: from its journal those that only it had, and without the
 * journal those that staff have.
 */
static void
test_restored (void)
{
  World world;
  g_autofree char *backup = NULL;

  world_open (&world);
  backup = g_build_filename (world.folder, "backup", NULL);
  g_free (kit_server_run (world.server, "backup", backup, NULL));
  file_sheets (&world, 0);
  kit_sync_completely (world.desks[0]);
  restore (&world, backup, TRUE);
  move_to_server (&world, world.office);
  kit_sync_completely (world.office);
  assert_each_once (world.office, 1);
  restore (&world, backup, FALSE);
  move_to_server (&world, world.office);
  move_to_server (&world, world.desks[1]);
  file_sheets (&world, 1);
  kit_sync_completely (world.desks[1]);
  kit_sync_completely (world.office);
  assert_each_once (world.office, 2);
  {
    LotseStore *late = kit_store_open (world.folder, "late");

    kit_connect (late, kit_server_url (world.server), "office");
    kit_sync_completely (late);
    assert_each_once (late, 2);
    close_store (late);
  }
  world_close (&world);
}

/* A locked account keeps what waits, and sends it when it is unlocked. */
static void
test_locked (void)
{
  World world;
  LotseSyncReport report;

  world_open (&world);
  file_sheets (&world, 0);
  g_free (kit_server_run (world.server, "account", "disable", "desk", NULL));
  g_assert_true (kit_sync (world.desks[0], &report));
  g_assert_true (report.locked_out);
  g_assert_cmpuint (report.waiting, ==, N_SHEETS);
  g_free (kit_server_run (world.server, "account", "enable", "desk", NULL));
  kit_sync_completely (world.desks[0]);
  kit_sync_completely (world.office);
  assert_each_once (world.office, 1);
  assert_no_sheet (&world, 0);
  world_close (&world);
}

static gboolean
on_late (gpointer late)
{
  *(gboolean *) late = TRUE;
  return G_SOURCE_REMOVE;
}

/* Releasing a pile is enough: it goes by itself, and the office hears of it. */
static void
test_live (void)
{
  World world;
  g_autoptr (LotseSync) office = NULL;
  g_autoptr (LotseSync) desk = NULL;
  gboolean late = FALSE;
  guint timer;

  world_open (&world);
  office = lotse_sync_new (world.office);
  desk = lotse_sync_new (world.desks[0]);
  lotse_sync_start (office);
  lotse_sync_start (desk);
  while (lotse_sync_get_state (office) != LOTSE_SYNC_STATE_IDLE || lotse_sync_get_state (desk) != LOTSE_SYNC_STATE_IDLE)
    g_main_context_iteration (NULL, TRUE);
  file_sheets (&world, 0);
  timer = g_timeout_add_seconds (60, on_late, &late);
  while (!late && lotse_sheets_count_event (world.office, world.event, NULL) < N_SHEETS)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (10000);
    }
  g_assert_false (late);
  g_source_remove (timer);
  lotse_sync_stop (office);
  lotse_sync_stop (desk);
  assert_each_once (world.office, 1);
  world_close (&world);
}

/* A meeting that has no event yet leaves the sheets waiting, says so, and loses none. */
static void
test_waiting_for_the_event (void)
{
  World world;
  LotseSyncReport report;
  char *later;

  world_open (&world);
  later = lotse_id_new ();
  g_free (world.event);
  world.event = later;
  file_sheets (&world, 0);
  g_assert_true (kit_sync (world.desks[0], &report));
  g_assert_false (report.complete);
  g_assert_cmpuint (report.waiting, ==, N_SHEETS);
  g_assert_cmpuint (report.unanswered, ==, N_SHEETS);
  {
    g_autoptr (LotseRecord) event = lotse_record_new (lotse_kind_find ("event"), later);

    lotse_record_set (event, "title_de", "Fest", NULL);
    g_assert_true (lotse_store_save (world.office, event, NULL, NULL));
  }
  kit_sync_completely (world.office);
  kit_sync_completely (world.desks[0]);
  kit_sync_completely (world.office);
  assert_each_once (world.office, 1);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheets/any-order", test_any_order);
  g_test_add_func ("/sheets/lost-answers", test_lost_answers);
  g_test_add_func ("/sheets/staff-devices", test_staff_devices);
  g_test_add_func ("/sheets/restored", test_restored);
  g_test_add_func ("/sheets/locked", test_locked);
  g_test_add_func ("/sheets/live", test_live);
  g_test_add_func ("/sheets/waiting-for-the-event", test_waiting_for_the_event);
  return g_test_run ();
}
