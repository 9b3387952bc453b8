/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list fills itself, reads what is looked at, and follows changes. */
#include "store-fixture.h"

#include "lotse-list-model.h"

static void
wait_for (gboolean (*done) (gpointer data), gpointer data)
{
  gint64 until = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!done (data))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, until);
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
}

static gboolean
is_loaded (gpointer data)
{
  return lotse_list_model_is_loaded (data);
}

static gboolean
has_title (gpointer data)
{
  return lotse_list_item_get_title (data) != NULL;
}

static LotseListModel *
list_people (Fixture *fixture)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));
  LotseListModel *model = lotse_list_model_new (fixture->store, query);

  wait_for (is_loaded, model);
  return model;
}

static char *
title_at (LotseListModel *model, guint position)
{
  g_autoptr (LotseListItem) item = g_list_model_get_item (G_LIST_MODEL (model), position);

  g_assert_nonnull (lotse_list_item_get_id (item));
  wait_for (has_title, item);
  return g_strdup (lotse_list_item_get_title (item));
}

static void
test_more_than_a_screenful (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (LotseListModel) model = NULL;
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 450; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %d", i);
      LotseRecord *record = lotse_record_new (lotse_kind_find ("person"), NULL);

      lotse_record_apply (record, "display_name", name);
      g_ptr_array_add (records, record);
    }
  g_assert_true (lotse_store_save_many (fixture->store, records, NULL, NULL, NULL, NULL, &error));
  model = list_people (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 450);
  first = title_at (model, 0);
  last = title_at (model, 449);
  g_assert_cmpstr (first, ==, "Person 0");
  g_assert_cmpstr (last, ==, "Person 449");
}

typedef struct
{
  LotseListModel *model;
  guint n;
  LotseListItem *item;
  const char *title;
} Expect;

static gboolean
has_n (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (((Expect *) data)->model)) == ((Expect *) data)->n;
}

static gboolean
shows (gpointer data)
{
  return g_strcmp0 (lotse_list_item_get_title (((Expect *) data)->item), ((Expect *) data)->title) == 0;
}

static void
note_change (GListModel *model, guint position, guint removed, guint added, GString *seen)
{
  g_string_append_printf (seen, "%u-%u+%u;", position, removed, added);
}

static void
test_follows_changes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *anna = add (fixture, "person", "display_name", "Anna", NULL);
  g_autofree char *zoe = add (fixture, "person", "display_name", "Zoe", NULL);
  g_autoptr (LotseListModel) model = list_people (fixture);
  g_autoptr (LotseListItem) item = g_list_model_get_item (G_LIST_MODEL (model), 1);
  g_autoptr (LotseListItem) same = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *mia = NULL;
  Expect expect = { model, 3, item, "Zoe" };

  wait_for (shows, &expect);
  g_signal_connect (model, "items-changed", G_CALLBACK (note_change), seen);
  mia = add (fixture, "person", "display_name", "Mia", NULL);
  wait_for (has_n, &expect);
  g_assert_cmpstr (seen->str, ==, "1-0+1;");
  g_assert_cmpuint (lotse_list_model_find (model, zoe), ==, 2);
  same = g_list_model_get_item (G_LIST_MODEL (model), 2);
  g_assert_true (same == item);
  change (fixture, zoe, "display_name", "Zora", NULL);
  expect.title = "Zora";
  wait_for (shows, &expect);
  g_assert_true (lotse_store_delete (fixture->store, anna, NULL, NULL));
  expect.n = 2;
  wait_for (has_n, &expect);
  g_assert_cmpuint (lotse_list_model_find (model, anna), ==, G_MAXUINT);
}

static void
test_items_outlive_the_model (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add (fixture, "person", "display_name", "Anna", NULL);
  LotseListModel *model = list_people (fixture);
  g_autoptr (LotseListItem) item = g_list_model_get_item (G_LIST_MODEL (model), 0);

  g_object_unref (model);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpstr (lotse_list_item_get_id (item), ==, id);
  g_assert_null (lotse_list_item_get_record (item));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/list-model/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("more-than-a-screenful", test_more_than_a_screenful);
  ADD ("follows-changes", test_follows_changes);
  ADD ("items-outlive-the-model", test_items_outlive_the_model);
  return g_test_run ();
}
