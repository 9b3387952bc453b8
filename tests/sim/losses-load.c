/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A real server under load; see the header. */
#include "losses.h"

#include "kit.h"

#define WRITERS 4
#define RECORDS 25 /* of each writer */

/* Ids of which the centre has said that it has them. */
typedef struct
{
  GMutex mutex;
  GPtrArray *ids;
  guint writing;
} Confirmed;

typedef struct
{
  LotseStore *store;
  Confirmed *confirmed;
} Writer;

static gpointer
write_and_sync (gpointer data)
{
  Writer *writer = data;

  for (guint i = 0; i < RECORDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %u", i);
      char *id = kit_add (writer->store, "person", "display_name", name, NULL);

      kit_sync_completely (writer->store);
      g_mutex_lock (&writer->confirmed->mutex);
      g_ptr_array_add (writer->confirmed->ids, id);
      g_mutex_unlock (&writer->confirmed->mutex);
    }
  g_mutex_lock (&writer->confirmed->mutex);
  writer->confirmed->writing--;
  g_mutex_unlock (&writer->confirmed->mutex);
  return NULL;
}

/* Pulls once, and must then have all that was confirmed before.  FALSE once everybody had finished when it began. */
static gboolean
pull (LotseStore *reader, Confirmed *confirmed, guint *received)
{
  LotseSyncReport report;
  gboolean writing;
  guint n;

  g_mutex_lock (&confirmed->mutex);
  n = confirmed->ids->len;
  writing = confirmed->writing > 0;
  g_mutex_unlock (&confirmed->mutex);
  g_assert_true (kit_sync (reader, &report));
  g_assert_true (report.complete);
  *received += report.received;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LotseRecord) record = NULL;

      g_mutex_lock (&confirmed->mutex);
      record = lotse_store_get (reader, g_ptr_array_index (confirmed->ids, i), &error);
      g_mutex_unlock (&confirmed->mutex);
      g_assert_no_error (error);
    }
  return writing;
}

static LotseStore *
open_device (const char *folder, KitServer *server, const char *name)
{
  LotseStore *store = kit_store_open (folder, name);

  kit_connect (store, kit_server_url (server), "office");
  kit_sync_completely (store);
  return store;
}

static void
close_device (LotseStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wrong = lotse_store_check (store, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wrong, ==, NULL);
  lotse_store_close (store);
  g_object_unref (store);
}

void
losses_pull_while_others_send (const char *folder)
{
  KitServer *server = kit_server_start (folder);
  Confirmed confirmed = { .ids = g_ptr_array_new_with_free_func (g_free), .writing = WRITERS };
  Writer writers[WRITERS];
  GThread *threads[WRITERS];
  LotseStore *reader;
  g_autofree char *checked = NULL;
  guint received = 0;
  guint pulls = 1;

  g_mutex_init (&confirmed.mutex);
  kit_server_add_account (server, "office", "coordinator", NULL);
  reader = open_device (folder, server, "reader");
  for (guint i = 0; i < WRITERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("writer-%u", i);

      writers[i] = (Writer){ open_device (folder, server, name), &confirmed };
    }
  for (guint i = 0; i < WRITERS; i++)
    threads[i] = g_thread_new ("writer", write_and_sync, &writers[i]);
  for (; pull (reader, &confirmed, &received); pulls++)
    ;
  for (guint i = 0; i < WRITERS; i++)
    g_thread_join (threads[i]);
  /* Each record was new once: a cursor that had gone back would have brought some of them twice. */
  g_test_message ("%u pulls while %u clients sent %u records", pulls, WRITERS, confirmed.ids->len);
  g_assert_cmpuint (confirmed.ids->len, ==, WRITERS * RECORDS);
  g_assert_cmpuint (received, ==, WRITERS * RECORDS);
  g_assert_cmpuint (pulls, >, 2);
  for (guint i = 0; i < WRITERS; i++)
    close_device (writers[i].store);
  close_device (reader);
  checked = kit_server_run (server, "check", NULL);
  kit_server_free (server);
  g_ptr_array_unref (confirmed.ids);
  g_mutex_clear (&confirmed.mutex);
}
