/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history from the centre: a new laptop sees what was written before it came, and two sources of one history become one.
 */
#include "kit.h"

#include "lotse-error.h"
#include "lotse-history.h"

#define MINUTE 60000
#define MOST 6

typedef struct
{
  gint64 at; /* minutes */
  const char *by;
  const char *before;
  const char *after;
} Local;

typedef struct
{
  gint64 at;
  const char *by;
  const char *value;
  gboolean stood;
} Line;

/* Of all lines, newest first: value, account, what was before, R for remote, L for lost. */
typedef struct
{
  const char *name;
  Local local[MOST];
  Line centre[MOST];
  const char *expected[MOST];
} Case;

static const Case cases[] = {
  { "nothing-on-either-side", { { 0 } }, { { 0 } }, { NULL } },
  { "a-new-device-knows-nothing", { { 0 } },
    { { 20, "berta", "Jena", TRUE }, { 10, "amal", "Halle", TRUE } },
    { "Jena berta Halle R", "Halle amal - R" } },
  { "own-edit-is-one-line", { { 10, "amal", "Halle", "Jena" } },
    { { 10, "amal", "Jena", TRUE } },
    { "Jena amal Halle " } },
  { "an-edit-that-waits-is-kept", { { 30, "amal", "Jena", "Gera" } },
    { { 10, "amal", "Jena", TRUE } },
    { "Gera amal Jena ", "Jena amal - R" } },
  /* The pull names the last account of the record, and skipped what stood in between. */
  { "a-pull-is-the-write-behind-it", { { 40, "carla", "Halle", "Jena" } },
    { { 30, "berta", "Jena", TRUE }, { 20, "amal", "Gera", TRUE } },
    { "Jena berta Gera ", "Gera amal - R" } },
  { "the-same-value-twice", { { 40, "amal", "Gera", "Jena" }, { 10, "amal", NULL, "Jena" } },
    { { 40, "amal", "Jena", TRUE }, { 20, "berta", "Gera", TRUE }, { 10, "amal", "Jena", TRUE } },
    { "Jena amal Gera ", "Gera berta Jena R", "Jena amal - " } },
  /* What was seen here cannot be what was written later. */
  { "an-old-line-is-not-a-later-write", { { 10, "amal", NULL, "Jena" } },
    { { 40, "amal", "Jena", TRUE }, { 9, "amal", "Jena", TRUE } },
    { "Jena amal Jena R", "Jena amal - " } },
  { "what-lost-is-no-value-before", { { 0 } },
    { { 30, "amal", "Gera", TRUE }, { 20, "berta", "Jena", FALSE }, { 10, "amal", "Halle", TRUE } },
    { "Gera amal Halle R", "Jena berta Halle RL", "Halle amal - R" } },
  { "a-clock-that-was-wrong", { { 5, NULL, NULL, "Jena" } },
    { { 500, "amal", "Jena", TRUE } },
    { "Jena amal - " } },
  { "emptied", { { 20, "amal", "Jena", NULL } },
    { { 20, "amal", NULL, TRUE }, { 10, "amal", "Jena", TRUE } },
    { "- amal Jena ", "Jena amal - R" } },
};

static GPtrArray *
local_of (const Case *c)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_history_entry_free);

  for (guint i = 0; i < MOST && c->local[i].at != 0; i++)
    {
      LotseHistoryEntry *entry = g_new0 (LotseHistoryEntry, 1);

      entry->at_ms = c->local[i].at * MINUTE;
      entry->by = g_strdup (c->local[i].by);
      entry->reg = g_strdup ("city");
      entry->before = g_strdup (c->local[i].before);
      entry->after = g_strdup (c->local[i].after);
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

static LotseHistory *
centre_of (const Case *c)
{
  LotseHistory *history = lotse_history_new ();

  for (guint i = 0; i < MOST && c->centre[i].at != 0; i++)
    {
      LotseHistoryLine *line = g_new0 (LotseHistoryLine, 1);

      line->reg = g_strdup ("city");
      line->value = g_strdup (c->centre[i].value);
      line->by = g_strdup (c->centre[i].by);
      line->at_ms = c->centre[i].at * MINUTE;
      line->verdict = LOTSE_VERDICT_MERGED;
      line->stood = c->centre[i].stood;
      g_ptr_array_add (history->lines, line);
    }
  return history;
}

static void
test_merge (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GPtrArray) local = local_of (c);
  g_autoptr (LotseHistory) centre = centre_of (c);
  g_autoptr (GPtrArray) merged = lotse_history_merge (local, centre);
  guint n = 0;

  while (n < MOST && c->expected[n] != NULL)
    n++;
  g_assert_cmpuint (merged->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const LotseHistoryEntry *entry = g_ptr_array_index (merged, i);
      g_autofree char *text = g_strdup_printf ("%s %s %s %s%s", entry->after != NULL ? entry->after : "-", entry->by,
                                               entry->before != NULL ? entry->before : "-", entry->remote ? "R" : "",
                                               entry->lost ? "L" : "");

      g_assert_cmpstr (text, ==, c->expected[i]);
    }
}

/* --- With a real centre ---------------------------------------------------------------------------------------- */

static const LotseHistoryEntry *
find (GPtrArray *entries, const char *reg, const char *after)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const LotseHistoryEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->reg, reg) && g_strcmp0 (entry->after, after) == 0)
        return entry;
    }
  return NULL;
}

static void
test_new_laptop (void)
{
  char *folder = kit_folder_new ();
  KitServer *server = kit_server_start (folder);
  LotseStore *old = kit_store_open (folder, "old");
  LotseStore *new = kit_store_open (folder, "new");
  LotseStore *outsider = kit_store_open (folder, "outsider");
  g_autofree char *person = kit_add (old, "person", "display_name", "Mira Muster", "city", "Halle", NULL);
  g_autoptr (GPtrArray) local = NULL;
  g_autoptr (GPtrArray) merged = NULL;
  g_autoptr (LotseHistory) centre = NULL;
  g_autoptr (LotseHistory) hidden = NULL;
  g_autoptr (LotseHistory) away = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (lotse_history_fetch (new, person, NULL, &error));
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  kit_server_add_account (server, "office", "coordinator", NULL);
  kit_server_add_account (server, "fritz", "finance", NULL);
  kit_connect (old, kit_server_url (server), "office");
  kit_sync_completely (old);
  kit_set (old, person, "city", "Jena");
  kit_sync_completely (old);
  kit_connect (new, kit_server_url (server), "office");
  kit_sync_completely (new);
  kit_connect (outsider, kit_server_url (server), "fritz");

  local = lotse_store_history (new, person, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (local->len, ==, 0);
  centre = lotse_history_fetch (new, person, NULL, &error);
  g_assert_no_error (error);
  merged = lotse_history_merge (local, centre);
  g_assert_true (find (merged, "city", "Jena")->remote);
  g_assert_cmpstr (find (merged, "city", "Jena")->before, ==, "Halle");
  g_assert_cmpstr (find (merged, "city", "Halle")->by, ==, "office");

  g_clear_pointer (&local, g_ptr_array_unref);
  g_clear_pointer (&merged, g_ptr_array_unref);
  local = lotse_store_history (old, person, &error);
  merged = lotse_history_merge (local, centre);
  g_assert_cmpuint (merged->len, ==, local->len);
  g_assert_false (find (merged, "city", "Halle")->remote);

  /* Who may not see the record learns nothing from its history. */
  hidden = lotse_history_fetch (outsider, person, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (hidden->lines->len, ==, 0);

  kit_server_free (server);
  away = lotse_history_fetch (new, person, NULL, &error);
  g_assert_error (error, LOTSE_ERROR, LOTSE_ERROR_NETWORK);
  g_assert_null (away);
  lotse_store_close (old);
  lotse_store_close (new);
  lotse_store_close (outsider);
  g_object_unref (old);
  g_object_unref (new);
  g_object_unref (outsider);
  kit_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/history/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_merge);
    }
  g_test_add_func ("/sync/history/new-laptop", test_new_laptop);
  return g_test_run ();
}
