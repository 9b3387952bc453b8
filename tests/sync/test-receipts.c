/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Receipts of two laptops through a real centre: none is lost that was added offline, equal numbers are named, and a large scan
 * arrives whole over a line that is cut, each time going on where it was.
 */
#include "kit.h"

#include "lotse-attach.h"
#include "lotse-receipts.h"

#include <glib/gstdio.h>
#include <string.h>

#define MIB (1024 * 1024)
#define SLACK (96 * 1024) /* bytes of headers and records */
#define RECEIPTS 50u

typedef struct
{
  char *folder;
  KitServer *server;
  KitLine *line[2];
  LotseStore *store[2]; /* the treasurer's two laptops */
  char *application;
} World;

static void
world_open (World *world)
{
  static const char *const names[] = { "first", "second" };

  world->folder = kit_folder_new ();
  world->server = kit_server_start (world->folder);
  kit_server_add_account (world->server, "money", "finance", NULL);
  for (guint i = 0; i < 2; i++)
    {
      world->line[i] = kit_line_new (kit_server_url (world->server));
      world->store[i] = kit_store_open (world->folder, names[i]);
      kit_connect (world->store[i], kit_line_url (world->line[i]), "money");
    }
  world->application = kit_add (world->store[0], "application", "title", "Summer school", NULL);
  kit_sync_completely (world->store[0]);
  kit_sync_completely (world->store[1]);
}

static void
world_close (World *world)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *wrong = lotse_store_check (world->store[i], &error);

      g_assert_no_error (error);
      g_assert_null (wrong);
      lotse_store_close (world->store[i]);
      g_object_unref (world->store[i]);
      kit_line_free (world->line[i]);
    }
  kit_server_free (world->server);
  kit_folder_remove (world->folder);
  g_free (world->application);
}

static LotseRecord *
new_receipt (World *world, gint64 cents)
{
  LotseRecord *receipt = lotse_record_new (lotse_kind_find ("receipt"), NULL);
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT, cents);

  g_assert_true (lotse_record_set (receipt, "application", world->application, NULL));
  g_assert_true (lotse_record_set (receipt, "amount", amount, NULL));
  g_assert_true (lotse_record_set (receipt, "paid_on", "2026-05-01", NULL));
  return receipt;
}

/* --- Offline on both sides ---------------------------------------------------------------------------------------- */

/* Every seventh is a refund; what is returned is their sum. */
static gint64
add_receipts (World *world, guint device)
{
  gint64 sum = 0;

  for (guint i = 0; i < RECEIPTS; i++)
    {
      const gint64 cents = (i % 7 == 6 ? -1 : 1) * (gint64) (1001 * i + 33 + device);
      g_autoptr (LotseRecord) receipt = new_receipt (world, cents);
      g_autoptr (GError) error = NULL;

      lotse_receipts_add (world->store[device], receipt, NULL, &error);
      g_assert_no_error (error);
      sum += cents;
    }
  return sum;
}

static guint
count_same_numbers (LotseStore *store, const LotseMoney *money)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lotse_receipts_check (store, money, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    n += g_str_equal (((LotseMoneyFinding *) found->pdata[i])->code, "same_number");
  return n;
}

static void
test_offline (gconstpointer data)
{
  const guint first = GPOINTER_TO_UINT (data);
  World world;
  gint64 sum;

  world_open (&world);
  sum = add_receipts (&world, 0) + add_receipts (&world, 1);
  kit_sync_completely (world.store[first]);
  kit_sync_completely (world.store[!first]);
  kit_sync_completely (world.store[first]);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseMoney) money = lotse_receipts_load_money (world.store[i], world.application, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (money->receipts->len, ==, 2 * RECEIPTS);
      g_assert_cmpint (money->expense_total.done, ==, sum);
      g_assert_cmpuint (count_same_numbers (world.store[i], money), ==, RECEIPTS); /* 2026-001 to 2026-050, twice each */
      g_assert_cmpuint (kit_count_conflicts (world.store[i]), ==, 0);
    }
  world_close (&world);
}

/* --- A large scan --------------------------------------------------------------------------------------------------- */

#define SCAN (20 * MIB)

/* Bytes that cannot be packed, behind what a PDF begins with. */
static char *
write_scan (World *world)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20);
  g_autofree guint8 *bytes = g_malloc (SCAN);
  char *path = g_build_filename (world->folder, "scan.pdf", NULL);
  g_autoptr (GError) error = NULL;

  for (gsize at = 0; at < SCAN; at += sizeof (guint32))
    {
      const guint32 four = g_rand_int (random);

      memcpy (bytes + at, &four, sizeof four);
    }
  memcpy (bytes, "%PDF-1.7\n", 9);
  g_file_set_contents (path, (const char *) bytes, SCAN, &error);
  g_assert_no_error (error);
  return path;
}

static char *
add_with_scan (World *world, const char *path)
{
  g_autoptr (LotseRecord) receipt = new_receipt (world, 100);
  g_autoptr (GError) error = NULL;

  lotse_attach (world->store[0], receipt, lotse_kind_field (lotse_kind_find ("receipt"), "scan"), path, NULL, &error);
  g_assert_no_error (error);
  lotse_receipts_add (world->store[0], receipt, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (lotse_record_get (receipt, "scan"));
}

/* Cuts the line three times and then lets it be; all bytes that went in that direction. */
static gint64
sync_over_cuts (LotseStore *store, KitLine *line, gboolean to_centre)
{
  static const gint64 cuts[] = { 3 * MIB + 5000, 7 * MIB + 77, 6 * MIB - 1 };
  gint64 carried = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      kit_line_limit (line, to_centre ? cuts[i] : -1, to_centre ? -1 : cuts[i]);
      g_assert_false (kit_sync (store, NULL));
      carried += kit_line_carried (line, to_centre);
    }
  kit_line_limit (line, -1, -1);
  kit_sync_completely (store);
  return carried + kit_line_carried (line, to_centre);
}

static void
test_scan_cut_three_times (void)
{
  World world;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GTimer) timer = NULL;
  g_autofree char *path = NULL, *name = NULL, *written = NULL;
  gint64 sent, received;
  gsize size;

  world_open (&world);
  path = write_scan (&world);
  timer = g_timer_new ();
  name = add_with_scan (&world, path);
  g_test_message ("taken in after %.1f s", g_timer_elapsed (timer, NULL));
  sent = sync_over_cuts (world.store[0], world.line[0], TRUE);
  g_test_message ("sent %" G_GINT64_FORMAT " bytes, %.1f s", sent, g_timer_elapsed (timer, NULL));
  received = sync_over_cuts (world.store[1], world.line[1], FALSE);
  g_test_message ("received %" G_GINT64_FORMAT " bytes, %.1f s", received, g_timer_elapsed (timer, NULL));
  /* Of each cut at most the piece that was on its way goes again. */
  g_assert_cmpint (sent, <, SCAN + 3 * (MIB + SLACK) + SLACK);
  g_assert_cmpint (received, <, SCAN + 3 * (MIB + SLACK) + SLACK);
  stream = lotse_store_open_blob (world.store[1], name, &error);
  g_assert_no_error (error);
  content = g_input_stream_read_bytes (stream, 2 * SCAN, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &written, &size, NULL));
  g_assert_cmpmem (g_bytes_get_data (content, NULL), g_bytes_get_size (content), written, size);
  world_close (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/sync/receipts/offline/first-laptop-first", GUINT_TO_POINTER (0), test_offline);
  g_test_add_data_func ("/sync/receipts/offline/second-laptop-first", GUINT_TO_POINTER (1), test_offline);
  g_test_add_func ("/sync/receipts/scan-cut-three-times", test_scan_cut_three_times);
  return g_test_run ();
}
