/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pile that was released or withdrawn leaves nothing behind: no byte of the file or its log, used or not, ties an open answer to the
 * ratings that stood on the same sheet.
 */
#include "kit.h"

#include "lotse-id.h"
#include "lotse-sheets.h"

#include <string.h>

#define N_SHEETS 60

static LotsePile *
new_pile (const char *event)
{
  LotsePile *pile = g_new0 (LotsePile, 1);

  pile->form = lotse_id_derive ("form", "one", NULL);
  pile->event = g_strdup (event);
  pile->way = g_strdup ("kiosk");
  pile->questions = g_new0 (char *, 3);
  pile->questions[0] = lotse_id_derive ("question", "first", NULL);
  pile->questions[1] = lotse_id_derive ("question", "second", NULL);
  pile->open = g_new0 (char *, 2);
  pile->open[0] = lotse_id_derive ("question", "open", NULL);
  return pile;
}

static void
fill (LotseStore *store, LotsePile *pile, const char *word)
{
  for (guint i = 0; i < N_SHEETS; i++)
    {
      g_autoptr (LotseSheet) sheet = g_new0 (LotseSheet, 1);
      g_autofree char *answers = g_strdup_printf ("4 3 %s%u.", word, i);
      g_autoptr (GError) error = NULL;

      sheet->answers = g_strsplit (answers, " ", -1);
      lotse_pile_put (store, pile, sheet, &error);
      g_assert_no_error (error);
    }
}

static guint
count (const char *text, const char *part)
{
  guint n = 0;

  for (const char *at = strstr (text, part); at != NULL; at = strstr (at + 1, part))
    n++;
  return n;
}

static void
test_traces (void)
{
  char *folder = kit_folder_new ();
  LotseStore *store = kit_store_open (folder, "desk");
  g_autofree char *event = kit_add (store, "event", "title_de", "Treffen", NULL);
  g_autoptr (LotsePile) released = new_pile (event);
  g_autoptr (LotsePile) withdrawn = new_pile (event);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  guint n;

  fill (store, released, "Zwetschge");
  before = kit_dump_pages (folder, "desk");
  /* The test sees what it looks for while the pile is there. */
  g_assert_cmpuint (count (before, "4 3 Zwetschge"), >=, N_SHEETS);
  g_assert_true (lotse_pile_release (store, released->id, &n, &error));
  fill (store, withdrawn, "Mirabelle");
  g_assert_true (lotse_pile_withdraw (store, withdrawn->id, 0, &error));
  kit_wait_settled (folder, "desk");
  after = kit_dump_pages (folder, "desk");
  g_assert_cmpuint (count (after, "4 3 Zwetschge"), ==, 0);
  g_assert_cmpuint (count (after, "Zwetschge7."), ==, 1);
  g_assert_cmpuint (count (after, "Mirabelle"), ==, 0);
  lotse_store_close (store);
  g_object_unref (store);
  kit_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet-traces/pile", test_traces);
  return g_test_run ();
}
