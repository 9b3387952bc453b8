/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An open desk: its state; see the header.
 *
 * After each act only the guest concerned is read again.  What comes in otherwise, from the centre or another program, is
 * gathered for a moment and then read: attendances one by one, as another door's arrive, everything else anew.
 */
#include "config.h"

#include "lotse-desk-private.h"

#include <string.h>

#define GATHER_MS 200
#define FEW_CHANGES 50

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseDesk, lotse_desk, G_TYPE_OBJECT)

/* --- Telling ------------------------------------------------------------------------------------------------ */

static gboolean
emit_changed (gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr (LotseDesk) self = g_weak_ref_get (weak);

  if (self != NULL)
    g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
tell (LotseDesk *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_changed, weak, weak_free);
  g_source_attach (source, self->context);
}

/* --- State, on the database thread -------------------------------------------------------------------------- */

static LotseDeskCounts
count (const LotseDesk *self)
{
  LotseCrowdCounts crowd = lotse_crowd_get (self->hall->crowd);
  LotseDeskCounts counts = { .came = crowd.came, .registered = crowd.registered, .places_left = -1 };

  counts.at_door = lotse_crowd_get_door (self->hall->crowd, self->name);
  counts.capacity = lotse_record_get_int (self->hall->guests->event, "capacity", -1);
  if (counts.capacity >= 0)
    counts.places_left = MAX (counts.capacity - (gint64) crowd.taken, 0);
  return counts;
}

void
lotse_desk_note (LotseDesk *self)
{
  LotseDeskCounts counts = count (self);
  GPtrArray *guests = self->hall->guests->guests;

  for (; self->n_indexed < guests->len; self->n_indexed++)
    lotse_desk_index_add (self->index, ((LotseGuest *) guests->pdata[self->n_indexed])->name);
  g_mutex_lock (&self->lock);
  self->counts = counts;
  g_mutex_unlock (&self->lock);
  tell (self);
}

static gboolean
call_load (LotseStore *store, gpointer data, GError **error)
{
  LotseDesk *self = data;
  LotseHall *hall = lotse_hall_load (store, self->event, self->slot, error);

  if (hall == NULL)
    return FALSE;
  /* A desk stays with the slot for which it was opened. */
  if (self->hall == NULL)
    {
      g_free (self->slot);
      self->slot = g_strdup (hall->slot->key);
      self->door.slot = self->slot;
    }
  g_clear_pointer (&self->hall, lotse_hall_free);
  g_clear_pointer (&self->index, lotse_desk_index_free);
  self->hall = hall;
  self->index = lotse_desk_index_new ();
  self->n_indexed = 0;
  lotse_desk_note (self);
  lotse_desk_index_sort (self->index);
  return TRUE;
}

gboolean
lotse_desk_ensure (LotseDesk *self, GError **error)
{
  return self->hall != NULL || call_load (self->store, self, error);
}

/**
 * lotse_desk_load:
 *
 * Reads the guests, also again.  All other functions do so by themselves when it was not done before.
 *
 * Returns: %FALSE with an error of the store, NOT_FOUND (event or slot) or INVALID (not an event)
 */
gboolean
lotse_desk_load (LotseDesk *self, GError **error)
{
  return lotse_store_run (self->store, call_load, self, error);
}

/* --- What others change ------------------------------------------------------------------------------------- */

/* Looks at one record that changed; FALSE if everything must be read anew. */
static gboolean
take_news (LotseDesk *self, const char *id)
{
  g_autoptr (LotseRecord) record = lotse_store_get (self->store, id, NULL);
  const char *kind = record != NULL ? lotse_record_get_kind (record)->name : "";
  const LotseGuest *guest;

  if (record == NULL)
    return FALSE;
  if (g_str_equal (kind, "attendance"))
    return g_strcmp0 (lotse_record_get (record, "event"), self->event) != 0 || lotse_hall_refresh (self->hall, id, NULL) != NULL;
  if (g_str_equal (kind, "registration"))
    return g_strcmp0 (lotse_record_get (record, "event"), self->event) != 0;
  if (g_str_equal (kind, "event"))
    return !g_str_equal (id, self->event);
  guest = lotse_guests_find (self->hall->guests, id);
  return guest == NULL || (lotse_record_get_merged_into (record) == NULL && g_strcmp0 (guest->name, lotse_record_get (record, "display_name")) == 0);
}

typedef struct
{
  LotseDesk *desk; /* the callback owns a reference, so that the desk does not end on the database thread */
  GHashTable *ids; /* NULL: everything */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_clear_pointer (&news->ids, g_hash_table_unref);
  g_free (news);
}

static gpointer
job_news (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  News *news = data;
  gboolean all = news->ids == NULL;
  GHashTableIter iter;
  gpointer id;

  /* What was never loaded is read when it is asked for. */
  if (news->desk->hall == NULL)
    return NULL;
  if (!all)
    g_hash_table_iter_init (&iter, news->ids);
  while (!all && g_hash_table_iter_next (&iter, &id, NULL))
    all = !take_news (news->desk, id);
  if (all)
    call_load (store, news->desk, error);
  else
    lotse_desk_note (news->desk);
  return NULL;
}

/* A failure stays without a word: the next act says what is wrong with the store. */
static void
on_news_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDesk) self = user_data;

  lotse_store_call_finish (LOTSE_STORE (source), result, NULL);
}

static gboolean
on_gathered (gpointer user_data)
{
  LotseDesk *self = user_data;
  News *news = g_new0 (News, 1);

  g_clear_pointer (&self->timer, g_source_unref);
  news->desk = self;
  news->ids = g_steal_pointer (&self->pending);
  if (self->reload || g_hash_table_size (news->ids) > FEW_CHANGES)
    g_clear_pointer (&news->ids, g_hash_table_unref);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reload = FALSE;
  lotse_store_call_async (self->store, job_news, news, news_free, NULL, NULL, on_news_taken, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
on_store_changed (LotseStore *store, const char *kind, const char *id, gpointer user_data)
{
  LotseDesk *self = LOTSE_DESK (user_data);
  static const char *const kinds[] = { "attendance", "registration", "event", "person", NULL };

  if (kind != NULL && !g_strv_contains (kinds, kind))
    return;
  if (id == NULL)
    self->reload = TRUE;
  else
    g_hash_table_add (self->pending, g_strdup (id));
  if (self->timer != NULL)
    return;
  self->timer = g_timeout_source_new (GATHER_MS);
  g_source_set_callback (self->timer, on_gathered, self, NULL);
  g_source_attach (self->timer, self->context);
}

/* --- Looking ------------------------------------------------------------------------------------------------ */

/**
 * lotse_desk_get_door:
 *
 * Returns: (transfer none): event, slot and name; the slot is settled once the desk is loaded
 */
const LotseDoor *
lotse_desk_get_door (LotseDesk *self)
{
  return &self->door;
}

LotseDeskCounts
lotse_desk_get_counts (LotseDesk *self)
{
  LotseDeskCounts counts;

  g_mutex_lock (&self->lock);
  counts = self->counts;
  g_mutex_unlock (&self->lock);
  return counts;
}

/**
 * lotse_desk_dup_last:
 *
 * Returns: (transfer full) (element-type LotseSignIn): the last sign-ins of this desk that were not taken back, the latest first
 */
GPtrArray *
lotse_desk_dup_last (LotseDesk *self)
{
  GPtrArray *last = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_sign_in_unref);

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->last->len; i++)
    g_ptr_array_add (last, lotse_sign_in_ref (self->last->pdata[i]));
  g_mutex_unlock (&self->lock);
  return last;
}

/* --- Making and ending -------------------------------------------------------------------------------------- */

static void
lotse_desk_dispose (GObject *object)
{
  LotseDesk *self = LOTSE_DESK (object);

  if (self->store != NULL)
    g_clear_signal_handler (&self->changed_id, self->store);
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  G_OBJECT_CLASS (lotse_desk_parent_class)->dispose (object);
}

static void
lotse_desk_finalize (GObject *object)
{
  LotseDesk *self = LOTSE_DESK (object);

  g_clear_pointer (&self->hall, lotse_hall_free);
  g_clear_pointer (&self->index, lotse_desk_index_free);
  g_ptr_array_unref (self->last);
  g_hash_table_unref (self->pending);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->event);
  g_free (self->slot);
  g_free (self->name);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (lotse_desk_parent_class)->finalize (object);
}

static void
lotse_desk_class_init (LotseDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_desk_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_desk_finalize;
  signals[CHANGED] = g_signal_new ("changed", LOTSE_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_desk_init (LotseDesk *self)
{
  g_mutex_init (&self->lock);
  self->context = g_main_context_ref_thread_default ();
  self->last = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_sign_in_unref);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->counts.capacity = self->counts.places_left = -1;
}

/**
 * lotse_desk_new:
 * @store: the device's database
 * @event: the id of an event
 * @slot: (nullable): the key of a slot; %NULL or "" for the one that is due when the desk is loaded
 * @door: (nullable): what the door is called
 *
 * Reads nothing yet.  The last reference is to be dropped on the thread that made the desk.
 *
 * Returns: (transfer full): a desk
 */
LotseDesk *
lotse_desk_new (LotseStore *store, const char *event, const char *slot, const char *door)
{
  LotseDesk *self = g_object_new (LOTSE_TYPE_DESK, NULL);

  self->store = g_object_ref (store);
  self->event = g_strdup (event);
  self->slot = g_strdup (slot != NULL ? slot : "");
  self->name = g_strdup (door != NULL ? door : "");
  self->door = (LotseDoor) { self->event, self->slot, self->name };
  self->changed_id = g_signal_connect (store, "changed", G_CALLBACK (on_store_changed), self);
  return self;
}
