/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The background thread of sync, and what the window shows of it.
 *
 * The thread sleeps on a condition until somebody wants a meeting or the time for one has come.  What it finds out goes to
 * the main context as a small news structure; the object's properties are only ever touched there.
 */
#include "lotse-sync.h"

#include "lotse-backoff.h"
#include "lotse-error.h"
#include "lotse-http.h"

#define EVERY_SECONDS 300u        /* a meeting in any case: the live notice may have been lost */
#define SETTLE_MS 200u            /* after an edit: a person who types saves several times */
#define NEWS_EVERY_US (100 * 1000)

struct _LotseSync
{
  GObject parent_instance;

  LotseStore *store;
  GMainContext *context;
  GNetworkMonitor *monitor;

  LotseSyncStateKind state;
  guint done;
  guint total;
  char *message;
  gint64 last_complete;

  GThread *thread;
  GCancellable *cancellable;
  GMutex mutex; /* guards the next four */
  GCond cond;
  gboolean wanted; /* a meeting, in any case */
  gboolean edited; /* the outbox has changed: a meeting if it holds anything */
  gboolean stopping;

  guint failures;  /* of the thread, as are the next */
  guint unanswered; /* edits that the last meeting left without a verdict */
  gint64 told_us;
};

enum
{
  PROP_STATE = 1,
  PROP_DONE,
  PROP_TOTAL,
  PROP_MESSAGE,
  PROP_LAST_COMPLETE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LotseSync, lotse_sync, G_TYPE_OBJECT)

/* --- News from the thread to the main context ---------------------------------------------------------------- */

typedef struct
{
  LotseSync *self;
  LotseSyncStateKind state;
  guint done;
  guint total;
  char *message;
  gint64 last_complete; /* 0: as before */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->self);
  g_free (news->message);
  g_free (news);
}

static gboolean
news_arrive (gpointer data)
{
  News *news = data;
  LotseSync *self = news->self;

  g_object_freeze_notify (G_OBJECT (self));
  self->state = news->state;
  self->done = news->done;
  self->total = news->total;
  g_free (self->message);
  self->message = g_steal_pointer (&news->message);
  if (news->last_complete != 0)
    self->last_complete = news->last_complete;
  for (guint i = PROP_STATE; i < N_PROPS; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
  return G_SOURCE_REMOVE;
}

static void
tell (LotseSync *self, LotseSyncStateKind state, guint done, guint total, const char *message, gint64 last_complete)
{
  News *news = g_new (News, 1);

  *news = (News){ g_object_ref (self), state, done, total, g_strdup (message), last_complete };
  g_main_context_invoke_full (self->context, G_PRIORITY_DEFAULT, news_arrive, news, news_free);
}

static void
on_progress (const LotseSyncReport *report, guint waiting, guint left, gpointer data)
{
  LotseSync *self = data;
  gint64 now = g_get_monotonic_time ();

  if (now - self->told_us < NEWS_EVERY_US)
    return;
  self->told_us = now;
  if (report->sent < waiting)
    tell (self, LOTSE_SYNC_STATE_SENDING, report->sent, waiting, NULL, 0);
  else
    tell (self, LOTSE_SYNC_STATE_RECEIVING, report->received, left > 0 ? report->received + left : 0, NULL, 0);
}

static LotseSyncStateKind
state_of_error (const GError *error)
{
  if (error->domain != LOTSE_ERROR)
    return LOTSE_SYNC_STATE_ERROR;
  switch (error->code)
    {
    case LOTSE_ERROR_NETWORK:
      return LOTSE_SYNC_STATE_NO_NETWORK;
    case LOTSE_ERROR_BUSY:
    case LOTSE_ERROR_CANCELLED:
      return LOTSE_SYNC_STATE_WAITING;
    case LOTSE_ERROR_OUTDATED:
      return LOTSE_SYNC_STATE_OUTDATED;
    default:
      return LOTSE_SYNC_STATE_ERROR;
    }
}

/* --- The thread ---------------------------------------------------------------------------------------------- */

static void
meet (LotseSync *self, LotseTransport *transport)
{
  g_autoptr (GError) error = NULL;
  LotseSyncReport report;

  tell (self, LOTSE_SYNC_STATE_SENDING, 0, 0, NULL, 0);
  self->told_us = 0;
  self->unanswered = 0;
  if (!lotse_exchange_run (self->store, transport, &report, on_progress, self, self->cancellable, &error))
    {
      self->failures++;
      tell (self, state_of_error (error), 0, 0, error->message, 0);
      return;
    }
  /* A centre that leaves edits without a verdict is asked again, but no more often than one that cannot be reached. */
  self->unanswered = report.unanswered;
  self->failures = report.unanswered > 0 ? self->failures + 1 : 0;
  if (report.locked_out)
    tell (self, LOTSE_SYNC_STATE_LOCKED_OUT, 0, 0, NULL, 0);
  else if (report.outdated)
    tell (self, LOTSE_SYNC_STATE_OUTDATED, 0, 0, NULL, 0);
  else
    tell (self, report.complete ? LOTSE_SYNC_STATE_IDLE : LOTSE_SYNC_STATE_WAITING, 0, 0, NULL,
          report.complete ? g_get_real_time () / 1000 : 0);
}

/* What ended the sleep. */
typedef enum
{
  WAKE_STOP,
  WAKE_DUE,
  WAKE_WANTED,
  WAKE_EDITED,
} Wake;

static Wake
sleep_until (LotseSync *self, gint64 until)
{
  Wake wake = WAKE_DUE;

  g_mutex_lock (&self->mutex);
  while (!self->wanted && !self->edited && !self->stopping)
    if (!g_cond_wait_until (&self->cond, &self->mutex, until))
      break;
  if (self->stopping)
    wake = WAKE_STOP;
  else if (self->wanted)
    wake = WAKE_WANTED;
  else if (self->edited)
    wake = WAKE_EDITED;
  self->wanted = self->edited = FALSE;
  g_mutex_unlock (&self->mutex);
  return wake;
}

/* Sleeps until a meeting is wanted or due.  FALSE when it is time to stop. */
static gboolean
wait_for_wish (LotseSync *self)
{
  guint seconds = self->failures > 0 ? lotse_backoff_seconds (self->failures) : EVERY_SECONDS;
  /* Chance keeps many devices from coming at once. */
  gint64 until = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC + g_random_int_range (0, 500000);
  Wake wake;

  while ((wake = sleep_until (self, until)) == WAKE_EDITED)
    {
      LotseStoreStatus status;

      /* The outbox also changes when something has gone out, or was left without a verdict, which calls for nothing. */
      g_usleep (SETTLE_MS * 1000);
      if (lotse_store_status (self->store, &status, NULL) && status.waiting > self->unanswered)
        break;
    }
  return wake != WAKE_STOP;
}

static void
wish (LotseSync *self)
{
  g_mutex_lock (&self->mutex);
  self->wanted = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static void
on_notice (gpointer data)
{
  wish (data);
}

static gpointer
thread_main (gpointer data)
{
  LotseSync *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseTransport) transport = lotse_enrol_open_transport (self->store, &error);
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (self->store, NULL);
  gboolean live;

  if (transport == NULL || state == NULL)
    {
      tell (self, LOTSE_SYNC_STATE_OFF, 0, 0, error != NULL ? error->message : NULL, 0);
      return NULL;
    }
  tell (self, LOTSE_SYNC_STATE_WAITING, 0, 0, NULL, state->last_complete_ms);
  /* Before the undertaking is confirmed there is nothing to hear, and the centre hangs up. */
  live = !state->undertaking;
  if (live)
    lotse_http_open_live (LOTSE_HTTP (transport), state->token, on_notice, self);
  do
    {
      meet (self, transport);
      if (!live && self->failures == 0)
        lotse_http_open_live (LOTSE_HTTP (transport), state->token, on_notice, self);
      live = live || self->failures == 0;
    }
  while (wait_for_wish (self));
  lotse_http_close_live (LOTSE_HTTP (transport));
  return NULL;
}

/* --- The object ---------------------------------------------------------------------------------------------- */

static void
on_outbox_changed (LotseSync *self)
{
  g_mutex_lock (&self->mutex);
  self->edited = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, LotseSync *self)
{
  if (available)
    wish (self);
}

void
lotse_sync_start (LotseSync *self)
{
  g_return_if_fail (LOTSE_IS_SYNC (self));

  if (self->thread != NULL)
    return;
  self->stopping = FALSE;
  self->failures = 0;
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->thread = g_thread_new ("lotse-sync", thread_main, self);
}

void
lotse_sync_stop (LotseSync *self)
{
  g_return_if_fail (LOTSE_IS_SYNC (self));

  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->thread, g_thread_join);
}

void
lotse_sync_now (LotseSync *self)
{
  g_return_if_fail (LOTSE_IS_SYNC (self));

  wish (self);
}

LotseSyncStateKind
lotse_sync_get_state (LotseSync *self)
{
  return self->state;
}

guint
lotse_sync_get_done (LotseSync *self)
{
  return self->done;
}

guint
lotse_sync_get_total (LotseSync *self)
{
  return self->total;
}

const char *
lotse_sync_get_message (LotseSync *self)
{
  return self->message;
}

gint64
lotse_sync_get_last_complete (LotseSync *self)
{
  return self->last_complete;
}

/* --- Connecting ---------------------------------------------------------------------------------------------- */

static void
credentials_free (gpointer data)
{
  LotseCredentials *copy = data;

  g_free ((char *) copy->url);
  g_free ((char *) copy->fingerprint);
  g_free ((char *) copy->account);
  g_free ((char *) copy->password);
  g_free ((char *) copy->code);
  g_free ((char *) copy->device_name);
  g_free (copy);
}

static void
connect_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LotseSync *self = source;
  GError *error = NULL;

  if (lotse_enrol (self->store, NULL, data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lotse_sync_connect_async (LotseSync *self, const LotseCredentials *credentials, GCancellable *cancellable,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  LotseCredentials *copy = g_new (LotseCredentials, 1);

  *copy = (LotseCredentials){ g_strdup (credentials->url), g_strdup (credentials->fingerprint), g_strdup (credentials->account),
                              g_strdup (credentials->password), g_strdup (credentials->code), g_strdup (credentials->device_name) };
  g_task_set_task_data (task, copy, credentials_free);
  g_task_run_in_thread (task, connect_thread);
}

gboolean
lotse_sync_connect_finish (LotseSync *self, GAsyncResult *result, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  lotse_sync_start (self);
  return TRUE;
}

/* --- GObject ------------------------------------------------------------------------------------------------- */

static void
lotse_sync_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  LotseSync *self = LOTSE_SYNC (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    case PROP_DONE:
      g_value_set_uint (value, self->done);
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, self->total);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_LAST_COMPLETE:
      g_value_set_int64 (value, self->last_complete);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
lotse_sync_dispose (GObject *object)
{
  LotseSync *self = LOTSE_SYNC (object);

  lotse_sync_stop (self);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  self->monitor = NULL;
  g_clear_object (&self->store);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (lotse_sync_parent_class)->dispose (object);
}

static void
lotse_sync_finalize (GObject *object)
{
  LotseSync *self = LOTSE_SYNC (object);

  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->message);
  G_OBJECT_CLASS (lotse_sync_parent_class)->finalize (object);
}

static void
lotse_sync_class_init (LotseSyncClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = lotse_sync_get_property;
  object_class->dispose = lotse_sync_dispose;
  object_class->finalize = lotse_sync_finalize;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, LOTSE_SYNC_STATE_OUTDATED, 0, flags);
  properties[PROP_DONE] = g_param_spec_uint ("done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_LAST_COMPLETE] = g_param_spec_int64 ("last-complete", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lotse_sync_init (LotseSync *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}

LotseSync *
lotse_sync_new (LotseStore *store)
{
  LotseSync *self;

  g_return_val_if_fail (LOTSE_IS_STORE (store), NULL);

  self = g_object_new (LOTSE_TYPE_SYNC, NULL);
  self->store = g_object_ref (store);
  self->monitor = g_network_monitor_get_default ();
  g_signal_connect_swapped (store, "outbox-changed", G_CALLBACK (on_outbox_changed), self);
  g_signal_connect (self->monitor, "network-changed", G_CALLBACK (on_network_changed), self);
  return self;
}
