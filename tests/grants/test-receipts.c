/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Receipts of a store: what is taken as a scan, numbers, and what one undo takes back. */
#include "config.h"

#include "store-fixture.h"

#include "lotse-attach.h"
#include "lotse-receipts.h"

#include <unistd.h>

typedef struct
{
  Fixture base;
  char *application;
} World;

static gint64
now_ms (gpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_local (2027, 3, 1, 10, 0, 0);

  return g_date_time_to_unix (now) * 1000;
}

static void
set_up (World *world, gconstpointer data)
{
  fixture_set_up (&world->base, data);
  lotse_store_set_clock (world->base.store, now_ms, NULL);
  world->application = add (&world->base, "application", "title", "Summer school", NULL);
}

static void
tear_down (World *world, gconstpointer data)
{
  g_free (world->application);
  fixture_tear_down (&world->base, data);
}

static LotseRecord *
new_receipt (World *world, const char *paid_on)
{
  LotseRecord *receipt = lotse_record_new (lotse_kind_find ("receipt"), NULL);

  g_assert_true (lotse_record_set (receipt, "application", world->application, NULL));
  g_assert_true (lotse_record_set (receipt, "paid_on", paid_on, NULL));
  return receipt;
}

/* --- Scans ------------------------------------------------------------------------------------------------------ */

#define BYTES(text) text, sizeof (text) - 1

static const struct
{
  const char *content;
  gsize size;
  gboolean taken;
} scans[] = {
  { BYTES ("%PDF-1.7\n"), TRUE },
  { BYTES ("\0\0 scanner \0%PDF-1.3\n"), TRUE },
  { BYTES ("\x89PNG\r\n\x1a\n\0\0"), TRUE },
  { BYTES ("\xff\xd8\xff\xe1 photo"), TRUE },
  { BYTES ("GIF89a"), TRUE },
  { BYTES ("II*\0 fax"), TRUE },
  { BYTES ("MM\0* fax"), TRUE },
  { BYTES ("RIFF\0\0\0\0WEBPVP8 "), TRUE },
  { BYTES ("\0\0\0\x18""ftypheic\0\0"), TRUE },
  { BYTES ("RIFF\0\0\0\0WAVEfmt "), FALSE },
  { BYTES ("\0\0\0\x18""ftypisom\0\0"), FALSE }, /* a film */
  { BYTES ("%!PS-Adobe-3.0"), FALSE },
  { BYTES ("PK\3\4 a document"), FALSE },
  { BYTES ("<html><img></html>"), FALSE },
  { BYTES ("%PD"), FALSE },
};

static gboolean
attach (World *world, const char *path, GError **error)
{
  g_autoptr (LotseRecord) receipt = new_receipt (world, NULL);

  return lotse_attach (world->base.store, receipt, lotse_kind_field (lotse_kind_find ("receipt"), "scan"), path, NULL, error);
}

static void
test_scans (World *world, gconstpointer data)
{
  g_autofree char *path = g_build_filename (world->base.folder, "scan", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (scans); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_true (g_file_set_contents (path, scans[i].content, (gssize) scans[i].size, &error));
      g_test_message ("scan %u", i);
      g_assert_cmpint (attach (world, path, &refused), ==, scans[i].taken);
      if (!scans[i].taken)
        g_assert_error (refused, LOTSE_ERROR, LOTSE_ERROR_INVALID);
    }
  /* What is in a file of holes is not read. */
  g_assert_true (g_file_set_contents (path, "%PDF-1.7\n", -1, &error));
  g_assert_cmpint (truncate (path, LOTSE_ATTACH_MAX_SCAN + 1), ==, 0);
  g_assert_false (attach (world, path, &error));
  g_assert_nonnull (strstr (error->message, "50 MB"));
}

/* --- Numbers ---------------------------------------------------------------------------------------------------- */

static void
assert_next (World *world, const char *paid_on, const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *next = lotse_receipts_next_number (world->base.store, world->application, paid_on, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (next, ==, number);
}

/* Numbers of another shape, of other years and of other applications do not count. */
static void
test_next_number (World *world, gconstpointer data)
{
  static const char *const others[] = { "2027-12a", "2027-1234567", "2027", "20271-500", "B-2027-400", "2026-300" };
  g_autofree char *other = add (&world->base, "application", "title", "Other", NULL);
  g_autofree char *elsewhere = add (&world->base, "receipt", "application", other, "number", "2027-200", NULL);
  g_autofree char *known = NULL;

  assert_next (world, NULL, "2027-001");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_free (add (&world->base, "receipt", "application", world->application, "number", others[i], NULL));
  assert_next (world, NULL, "2027-001");
  assert_next (world, "2026-12-31", "2026-301");
  known = add (&world->base, "receipt", "application", world->application, "number", "2027-7", NULL);
  assert_next (world, NULL, "2027-008");
}

/* In the order of payment, and taken back by one undo. */
static void
test_number_all (World *world, gconstpointer data)
{
  g_autofree char *late = add (&world->base, "receipt", "application", world->application, "paid_on", "2026-09-01", NULL);
  g_autofree char *early = add (&world->base, "receipt", "application", world->application, "paid_on", "2026-02-01", NULL);
  g_autofree char *without = add (&world->base, "receipt", "application", world->application, NULL);
  g_autofree char *has = add (&world->base, "receipt", "application", world->application, "number", "2026-004", NULL);
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_assert_true (lotse_receipts_number_all (world->base.store, world->application, &n, &error));
  g_assert_cmpuint (n, ==, 3);
  assert_value (&world->base, early, "number", "2026-005");
  assert_value (&world->base, late, "number", "2026-006");
  assert_value (&world->base, without, "number", "2027-001");
  g_assert_true (lotse_receipts_number_all (world->base.store, world->application, &n, &error));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (lotse_store_undo (world->base.store, NULL, &what, &error));
  assert_value (&world->base, early, "number", NULL);
  assert_value (&world->base, without, "number", NULL);
  assert_value (&world->base, has, "number", "2026-004");
}

static void
test_add (World *world, gconstpointer data)
{
  g_autoptr (LotseRecord) first = new_receipt (world, "2026-05-01");
  g_autoptr (LotseRecord) own = new_receipt (world, "2026-05-01");
  g_autoptr (LotseRecord) wrong = lotse_record_new (lotse_kind_find ("receipt"), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (lotse_receipts_add (world->base.store, first, NULL, &error));
  assert_value (&world->base, lotse_record_get_id (first), "number", "2026-001");
  lotse_record_set (own, "number", "A 17", NULL);
  g_assert_true (lotse_receipts_add (world->base.store, own, NULL, &error));
  assert_value (&world->base, lotse_record_get_id (own), "number", "A 17");
  g_assert_false (lotse_receipts_add (world->base.store, wrong, NULL, &error)); /* of no application */
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID);
}

#define ADD(name, function) g_test_add ("/receipts/" name, World, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("scans", test_scans);
  ADD ("next-number", test_next_number);
  ADD ("number-all", test_number_all);
  ADD ("add", test_add);
  return g_test_run ();
}
