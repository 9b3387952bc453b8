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
#include "lotse-locale.h"
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

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (LotseProfile, lotse_profile, G_TYPE_OBJECT)

/* --- Reading the state -------------------------------------------------------------------------------------- */

void
lotse_look_free (gpointer data)
{
  LotseLook *look = data;

  g_clear_pointer (&look->sync, lotse_sync_state_free);
  g_free (look->mode);
  g_free (look->desk);
  g_free (look->kiosk);
  g_free (look);
}

static gboolean
has_any (LotseStore *store, const char *kind)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  g_autoptr (GPtrArray) found = NULL;

  lotse_query_limit (query, 1, 0);
  found = lotse_store_list (store, query, NULL);
  return found != NULL && found->len > 0;
}

/* Whether nobody has worked in this profile: neither a centre nor anything that people begin with. */
static gboolean
is_empty (LotseStore *store)
{
  return !has_any (store, "person") && !has_any (store, "organisation") && !has_any (store, "event");
}

gpointer
lotse_look_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  LotseLook *look = g_new0 (LotseLook, 1);

  look->sync = lotse_store_get_sync_state (store, error);
  if (look->sync == NULL || !lotse_store_status (store, &look->status, error))
    {
      lotse_look_free (look);
      return NULL;
    }
  /* The row asks only for answers that this account can give. */
  if (look->status.conflicts > 0 && (look->sync->roles & LOTSE_ROLES_STAFF) == 0)
    look->status.conflicts = lotse_sync_view_count_ours (store, look->sync->roles);
  look->mode = lotse_store_get_setting (store, LOTSE_SETTING_MODE, NULL);
  look->desk = lotse_store_get_setting (store, LOTSE_SETTING_DESK, NULL);
  look->kiosk = lotse_store_get_setting (store, LOTSE_SETTING_KIOSK, NULL);
  look->empty = look->mode == NULL && !look->status.connected && is_empty (store);
  return look;
}

void
lotse_profile_take_look (LotseProfile *self, LotseLook *look)
{
  const gboolean asked = self->status.connected && !lotse_profile_needs_undertaking (self) && look->sync->undertaking;

  g_clear_pointer (&self->state, lotse_sync_state_free);
  g_free (self->mode);
  g_free (self->desk);
  g_free (self->kiosk);
  self->status = look->status;
  self->state = g_steal_pointer (&look->sync);
  self->mode = g_steal_pointer (&look->mode);
  self->desk = g_steal_pointer (&look->desk);
  self->kiosk = g_steal_pointer (&look->kiosk);
  self->empty = look->empty;
  lotse_profile_describe (self);
  if (asked)
    g_signal_emit_by_name (self, "undertaking");
}

static void
on_look (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseProfile) self = user_data;
  g_autoptr (GError) error = NULL;
  LotseLook *look = lotse_store_call_finish (LOTSE_STORE (source), result, &error);

  self->looking = FALSE;
  if (look == NULL || LOTSE_STORE (source) != self->store)
    {
      if (look == NULL)
        g_debug ("Reading the state failed: %s", error->message);
      g_clear_pointer (&look, lotse_look_free);
      return;
    }
  lotse_profile_take_look (self, look);
  lotse_look_free (look);
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
  lotse_store_call_async (self->store, lotse_look_job, NULL, NULL, lotse_look_free, NULL, on_look, g_object_ref (self));
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

LotseDeskOptions *
lotse_profile_dup_desk (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), NULL);
  return lotse_desk_options_parse (self->desk);
}

LotseKioskOptions *
lotse_profile_dup_kiosk (LotseProfile *self)
{
  g_return_val_if_fail (LOTSE_IS_PROFILE (self), NULL);
  return lotse_kiosk_options_parse (self->kiosk);
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
  lotse_profile_drop_ahead (LOTSE_PROFILE (object));
  lotse_profile_close (LOTSE_PROFILE (object));
  G_OBJECT_CLASS (lotse_profile_parent_class)->dispose (object);
}

static void
lotse_profile_finalize (GObject *object)
{
  LotseProfile *self = LOTSE_PROFILE (object);

  g_free (self->folder);
  g_free (self->mode);
  g_free (self->desk);
  g_free (self->kiosk);
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
  g_signal_new ("opened", LOTSE_TYPE_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("locked", LOTSE_TYPE_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("undertaking", LOTSE_TYPE_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("closed", LOTSE_TYPE_PROFILE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_profile_init (LotseProfile *self)
{
  self->fraction = -1;
  self->icon_name = "content-loading-symbolic";
  g_signal_connect_object (lotse_settings (), "changed::remind-hour", G_CALLBACK (lotse_profile_keep_hour), self, G_CONNECT_SWAPPED);
}

LotseProfile *
lotse_profile_new (const char *folder)
{
  LotseProfile *self = g_object_new (LOTSE_TYPE_PROFILE, NULL);

  g_return_val_if_fail (folder != NULL, NULL);
  self->folder = g_strdup (folder);
  return self;
}
