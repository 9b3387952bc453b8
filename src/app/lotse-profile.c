/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The profile that a window shows; see the header.
 *
 * Invariants: `store` is set only while it is open; the state shown is at most one commit behind; all functions but the
 * jobs run on the main thread.
 */
#include "config.h"

#include "lotse-profile-private.h"

#include "lotse-error.h"
#include "lotse-sync-view.h"

#include <glib/gi18n.h>

enum
{
  PROP_0,
  PROP_TEXT,
  PROP_ICON_NAME,
  PROP_FRACTION,
  PROP_CONNECTED,
  N_PROPS
};

enum
{
  OPENED,
  CLOSED,
  LOCKED,
  UNDERTAKING,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseProfile, lotse_profile, G_TYPE_OBJECT)

/* --- Reading the state -------------------------------------------------------------------------------------- */

typedef struct
{
  LotseStoreStatus status;
  LotseSyncState *sync;
  char *mode;
  gboolean empty;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_clear_pointer (&look->sync, lotse_sync_state_free);
  g_free (look->mode);
  g_free (look);
}

/* Whether nobody has worked in this profile: neither a centre nor a person. */
static gboolean
is_empty (LotseStore *store)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("person"));
  g_autoptr (GPtrArray) found = NULL;

  lotse_query_limit (query, 1, 0);
  found = lotse_store_list (store, query, NULL);
  return found == NULL || found->len == 0;
}

static gpointer
look_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Look *look = g_new0 (Look, 1);

  look->sync = lotse_store_get_sync_state (store, error);
  if (look->sync == NULL || !lotse_store_status (store, &look->status, error))
    {
      look_free (look);
      return NULL;
    }
  /* The row asks only for answers that this account can give. */
  if (look->status.conflicts > 0 && (look->sync->roles & LOTSE_ROLES_STAFF) == 0)
    look->status.conflicts = lotse_sync_view_count_ours (store, look->sync->roles);
  look->mode = lotse_store_get_setting (store, LOTSE_SETTING_MODE, NULL);
  look->empty = look->mode == NULL && !look->status.connected && is_empty (store);
  return look;
}

static void
take_look (LotseProfile *self, Look *look)
{
  const gboolean asked = self->status.connected && !lotse_profile_needs_undertaking (self) && look->sync->undertaking;

  g_clear_pointer (&self->state, lotse_sync_state_free);
  g_free (self->mode);
  self->status = look->status;
  self->state = g_steal_pointer (&look->sync);
  self->mode = g_steal_pointer (&look->mode);
  self->empty = look->empty;
  lotse_profile_describe (self);
  if (asked)
    g_signal_emit (self, signals[UNDERTAKING], 0);
}

static void
on_look (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseProfile) self = user_data;
  g_autoptr (GError) error = NULL;
  Look *look = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  self->looking = FALSE;
  if (look == NULL || LOTSE_STORE (source) != self->store)
    {
      if (look == NULL)
        g_debug ("Reading the state failed: %s", error->message);
      g_clear_pointer (&look, look_free);
      return;
    }
  take_look (self, look);
  look_free (look);
  if (self->look_again)
    lotse_profile_refresh (self);
  else
    lotse_profile_looked (self);
}

void
lotse_profile_refresh (LotseProfile *self)
{
  g_return_if_fail (LOTSE_IS_PROFILE (self));
  if (self->store == NULL)
    return;
  self->look_again = self->looking;
  if (self->looking)
    return;
  self->looking = TRUE;
  lotse_store_call_async (self->store, look_job, NULL, NULL, look_free, NULL, on_look, g_object_ref (self));
}

void
lotse_profile_set_text (LotseProfile *self, char *text, const char *icon_name, double fraction)
{
  if (g_strcmp0 (self->text, text) == 0 && g_strcmp0 (self->icon_name, icon_name) == 0 && self->fraction == fraction)
    {
      g_free (text);
      return;
    }
  g_free (self->text);
  self->text = text;
  self->icon_name = icon_name;
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ICON_NAME]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRACTION]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CONNECTED]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TEXT]);
}

/* --- Opening and closing ------------------------------------------------------------------------------------ */

typedef struct
{
  char *folder;
  LotseKeySource source;
  char *secret;
  Look *look;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->folder);
  if (opening->secret != NULL)
    memset (opening->secret, 0, strlen (opening->secret));
  g_free (opening->secret);
  g_clear_pointer (&opening->look, look_free);
  g_free (opening);
}

static void
open_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;
  LotseStore *store = lotse_store_open (opening->folder, opening->source, opening->secret, cancellable, &error);

  if (store != NULL)
    opening->look = look_job (store, NULL, NULL, &error);
  if (opening->look == NULL)
    {
      if (store != NULL)
        lotse_store_close (store);
      g_clear_object (&store);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, store, g_object_unref);
}

void
lotse_profile_open_async (LotseProfile *self,
                          LotseKeySource source,
                          const char *secret,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  g_return_if_fail (LOTSE_IS_PROFILE (self));
  opening->folder = g_strdup (self->folder);
  opening->source = source;
  opening->secret = g_strdup (secret);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_thread);
}

static void
on_store_locked (LotseProfile *self)
{
  g_assert (LOTSE_IS_PROFILE (self));
  g_signal_emit (self, signals[LOCKED], 0);
}

gboolean
lotse_profile_open_finish (LotseProfile *self, GAsyncResult *result, GError **error)
{
  Opening *opening = g_task_get_task_data (G_TASK (result));
  LotseStore *store = g_task_propagate_pointer (G_TASK (result), error);

  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  if (store == NULL)
    return FALSE;
  if (lotse_store_is_locked (store))
    {
      /* Somebody locked it again before anybody here listened. */
      lotse_store_close (store);
      g_object_unref (store);
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED, _ ("The profile was locked. Unlock it and try again."));
      return FALSE;
    }
  g_assert (self->store == NULL);
  self->store = store;
  g_signal_connect_object (store, "outbox-changed", G_CALLBACK (lotse_profile_refresh), self, G_CONNECT_SWAPPED);
  take_look (self, opening->look);
  lotse_profile_attach_sync (self);
  g_signal_connect_object (store, "locked", G_CALLBACK (on_store_locked), self, G_CONNECT_SWAPPED);
  g_signal_emit (self, signals[OPENED], 0);
  return TRUE;
}

typedef struct
{
  LotseStore *store;
  LotseSync *sync; /* or NULL */
} Closing;

static void
closing_free (gpointer data)
{
  Closing *closing = data;

  g_clear_object (&closing->sync);
  g_clear_object (&closing->store);
  g_free (closing);
}

static void
close_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Closing *closing = data;

  if (closing->sync != NULL)
    lotse_sync_stop (closing->sync);
  lotse_store_close (closing->store);
  g_task_return_boolean (task, TRUE);
}

static void
on_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_application_release (G_APPLICATION (user_data));
}

void
lotse_profile_close (LotseProfile *self)
{
  GApplication *app = g_application_get_default ();
  g_autoptr (GTask) task = NULL;
  Closing *closing;

  g_return_if_fail (LOTSE_IS_PROFILE (self));
  if (self->store == NULL)
    return;
  closing = g_new0 (Closing, 1);
  closing->sync = lotse_profile_detach_sync (self);
  g_signal_handlers_disconnect_by_data (self->store, self);
  closing->store = g_steal_pointer (&self->store);
  /* The program ends only after the database is closed. */
  g_application_hold (app);
  task = g_task_new (NULL, NULL, on_closed, app);
  g_task_set_task_data (task, closing, closing_free);
  memset (&self->status, 0, sizeof self->status);
  g_signal_emit (self, signals[CLOSED], 0);
  g_task_run_in_thread (task, close_thread);
}

gboolean
lotse_profile_lock (LotseProfile *self, GError **error)
{
  gboolean told;

  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  told = lotse_store_lock_profile (self->folder, error);
  lotse_profile_close (self);
  return told;
}

/* --- What others ask ---------------------------------------------------------------------------------------- */

const char *
lotse_profile_get_folder (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), NULL);
  return self->folder;
}

LotseStore *
lotse_profile_get_store (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), NULL);
  return self->store;
}

const LotseStoreStatus *
lotse_profile_get_status (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), NULL);
  return &self->status;
}

LotseRoles
lotse_profile_get_roles (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), 0);
  return self->state != NULL ? self->state->roles : 0;
}

gboolean
lotse_profile_is_staff (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  return !self->status.connected || (lotse_profile_get_roles (self) & LOTSE_ROLES_STAFF) != 0;
}

gboolean
lotse_profile_may_write (LotseProfile *self, const LotseKind *kind)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  g_return_val_if_fail (kind != NULL, FALSE);
  return lotse_profile_is_staff (self) || (kind->writers & lotse_profile_get_roles (self)) != 0;
}

const char *
lotse_profile_get_person (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), NULL);
  return self->state != NULL ? self->state->person : NULL;
}

const char *
lotse_profile_get_centre (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), NULL);
  return self->state != NULL ? self->state->centre : NULL;
}

const char *
lotse_profile_get_account (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), NULL);
  return self->state != NULL ? self->state->account : NULL;
}

gboolean
lotse_profile_is_example (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  return g_strcmp0 (self->mode, "example") == 0;
}

gboolean
lotse_profile_is_fresh (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), FALSE);
  return self->empty && self->mode == NULL && !self->status.connected;
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_profile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LotseProfile *self = LOTSE_PROFILE (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_CONNECTED:
      g_value_set_boolean (value, self->status.connected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lotse_profile_dispose (GObject *object)
{
  lotse_profile_close (LOTSE_PROFILE (object));
  G_OBJECT_CLASS (lotse_profile_parent_class)->dispose (object);
}

static void
lotse_profile_finalize (GObject *object)
{
  LotseProfile *self = LOTSE_PROFILE (object);

  g_free (self->folder);
  g_free (self->mode);
  g_free (self->text);
  g_clear_pointer (&self->state, lotse_sync_state_free);
  G_OBJECT_CLASS (lotse_profile_parent_class)->finalize (object);
}

static void
lotse_profile_class_init (LotseProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lotse_profile_get_property;
  object_class->dispose = lotse_profile_dispose;
  object_class->finalize = lotse_profile_finalize;
  props[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  props[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  props[PROP_CONNECTED] = g_param_spec_boolean ("connected", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[OPENED] = g_signal_new ("opened", LOTSE_TYPE_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LOCKED] = g_signal_new ("locked", LOTSE_TYPE_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[UNDERTAKING] = g_signal_new ("undertaking", LOTSE_TYPE_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CLOSED] = g_signal_new ("closed", LOTSE_TYPE_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_profile_init (LotseProfile *self)
{
  self->fraction = -1;
  self->icon_name = "content-loading-symbolic";
}

LotseProfile *
lotse_profile_new (const char *folder)
{
  LotseProfile *self = g_object_new (LOTSE_TYPE_PROFILE, NULL);

  g_return_val_if_fail (folder != NULL, NULL);
  self->folder = g_strdup (folder);
  return self;
}
