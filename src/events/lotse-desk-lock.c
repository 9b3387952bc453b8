/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * That a desk is open; see the header.
 *
 * The JSON object of the setting has "event", "slot", "door", "sound" and "signature", and what lotse-pin.c keeps.
 */
#include "config.h"

#include "lotse-desk-lock.h"

#include <glib/gi18n-lib.h>

static const LotsePinScreen screen = { LOTSE_SETTING_DESK, N_ ("No sign-in desk is open on this device."),
                                       N_ ("That is not the PIN of this desk.") };

LotseDeskOptions *
lotse_desk_options_new (const char *event, const char *slot, const char *door)
{
  LotseDeskOptions *self = g_new0 (LotseDeskOptions, 1);

  self->event = g_strdup (event);
  self->slot = g_strdup (slot != NULL ? slot : "");
  self->door = g_strdup (door != NULL ? door : "");
  return self;
}

LotseDeskOptions *
lotse_desk_options_copy (const LotseDeskOptions *self)
{
  LotseDeskOptions *copy = lotse_desk_options_new (self->event, self->slot, self->door);

  copy->sound = self->sound;
  copy->signature = self->signature;
  return copy;
}

void
lotse_desk_options_free (LotseDeskOptions *self)
{
  if (self == NULL)
    return;
  g_free (self->event);
  g_free (self->slot);
  g_free (self->door);
  g_free (self);
}

/**
 * lotse_desk_options_parse:
 * @setting: (nullable): the value of %LOTSE_SETTING_DESK
 *
 * Returns: (transfer full): how the desk was opened that is open, or %NULL if none is
 */
LotseDeskOptions *
lotse_desk_options_parse (const char *setting)
{
  g_autoptr (JsonNode) node = lotse_pin_parse (setting);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  LotseDeskOptions *self;

  if (object == NULL)
    return NULL;
  self = lotse_desk_options_new (json_object_get_string_member_with_default (object, "event", ""),
                                 json_object_get_string_member_with_default (object, "slot", ""),
                                 json_object_get_string_member_with_default (object, "door", ""));
  self->sound = json_object_get_boolean_member_with_default (object, "sound", FALSE);
  self->signature = json_object_get_boolean_member_with_default (object, "signature", FALSE);
  return self;
}

/**
 * lotse_desk_lock_open:
 * @options: how the desk is opened
 * @pin: digits, at least %LOTSE_PIN_LENGTH
 *
 * Notes on disk that a desk is open from now on, until lotse_desk_lock_close().
 *
 * Returns: %FALSE with INVALID (a PIN that is too short or has other signs than digits) or an error of the store
 */
gboolean
lotse_desk_lock_open (LotseStore *store, const LotseDeskOptions *options, const char *pin, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "event", options->event);
  json_object_set_string_member (object, "slot", options->slot);
  json_object_set_string_member (object, "door", options->door);
  json_object_set_boolean_member (object, "sound", options->sound);
  json_object_set_boolean_member (object, "signature", options->signature);
  return lotse_pin_open (store, &screen, object, pin, error);
}

/**
 * lotse_desk_lock_set_slot:
 *
 * The open desk goes on with another slot, also after the program was ended.
 *
 * Returns: %FALSE with NOT_FOUND (no desk is open) or an error of the store
 */
gboolean
lotse_desk_lock_set_slot (LotseStore *store, const char *slot, GError **error)
{
  return lotse_pin_set (store, &screen, "slot", slot, error);
}

/**
 * lotse_desk_lock_close:
 *
 * No desk is open from now on.  Whoever calls this has checked the PIN.
 */
gboolean
lotse_desk_lock_close (LotseStore *store, GError **error)
{
  return lotse_pin_close (store, &screen, error);
}

/**
 * lotse_desk_lock_check:
 *
 * Returns: whether the PIN or password is right; errors are those of lotse_pin_check()
 */
gboolean
lotse_desk_lock_check (LotseStore *store, const char *typed, gint64 now_ms, LotsePinPassword password, GError **error)
{
  return lotse_pin_check (store, &screen, typed, now_ms, password, error);
}
