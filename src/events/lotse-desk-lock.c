/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The PIN of a desk; see the header.
 *
 * The setting is a JSON object: "event", "slot", "door", "sound", "signature", "pin" (the hash), "tries" (wrong ones in a row)
 * and "wait-until" (milliseconds since 1970).
 */
#include "config.h"

#include "lotse-desk-lock.h"

#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <sodium.h>
#include <string.h>

#define FREE_TRIES 3
#define FIRST_WAIT_S 5
#define LONGEST_WAIT_S 900
#define SHORTEST_PASSWORD 8 /* that is taken for one though it has nothing but digits */

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

/* --- The setting -------------------------------------------------------------------------------------------- */

static JsonNode *
read_setting (const char *setting)
{
  g_autoptr (JsonNode) node = setting != NULL && *setting != '\0' ? json_from_string (setting, NULL) : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node) || !json_object_has_member (json_node_get_object (node), "event"))
    return NULL;
  return g_steal_pointer (&node);
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
  g_autoptr (JsonNode) node = read_setting (setting);
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

static gboolean
write_setting (LotseStore *store, JsonNode *node, GError **error)
{
  g_autofree char *text = json_to_string (node, FALSE);

  return lotse_store_set_setting (store, LOTSE_SETTING_DESK, text, error);
}

static JsonNode *
load_setting (LotseStore *store, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = lotse_store_get_setting (store, LOTSE_SETTING_DESK, &local_error);
  JsonNode *node = read_setting (text);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (node == NULL)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _ ("No sign-in desk is open on this device."));
  return node;
}

/* --- Opening and closing ------------------------------------------------------------------------------------ */

/**
 * lotse_desk_lock_open:
 * @options: how the desk is opened
 * @pin: digits, at least %LOTSE_DESK_PIN_LENGTH
 *
 * Notes on disk that a desk is open from now on, until lotse_desk_lock_close().
 *
 * Returns: %FALSE with INVALID (a PIN that is too short or has other signs than digits) or an error of the store
 */
gboolean
lotse_desk_lock_open (LotseStore *store, const LotseDeskOptions *options, const char *pin, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  char hash[crypto_pwhash_STRBYTES];

  if (strlen (pin) < LOTSE_DESK_PIN_LENGTH || pin[strspn (pin, "0123456789")] != '\0')
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _ ("The PIN needs at least four digits, and nothing but digits."));
      return FALSE;
    }
  if (sodium_init () < 0 || crypto_pwhash_str (hash, pin, strlen (pin), crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_IO,
                           _ ("There is too little memory to keep the PIN. Close other programs and try again."));
      return FALSE;
    }
  json_object_set_string_member (object, "event", options->event);
  json_object_set_string_member (object, "slot", options->slot);
  json_object_set_string_member (object, "door", options->door);
  json_object_set_boolean_member (object, "sound", options->sound);
  json_object_set_boolean_member (object, "signature", options->signature);
  json_object_set_string_member (object, "pin", hash);
  json_node_set_object (node, object);
  return write_setting (store, node, error);
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
  g_autoptr (JsonNode) node = load_setting (store, error);

  if (node == NULL)
    return FALSE;
  json_object_set_string_member (json_node_get_object (node), "slot", slot);
  return write_setting (store, node, error);
}

/**
 * lotse_desk_lock_close:
 *
 * No desk is open from now on.  Whoever calls this has checked the PIN.
 */
gboolean
lotse_desk_lock_close (LotseStore *store, GError **error)
{
  return lotse_store_set_setting (store, LOTSE_SETTING_DESK, "", error);
}

/* --- The PIN ------------------------------------------------------------------------------------------------ */

static gint64
wait_after (gint64 tries)
{
  if (tries < FREE_TRIES)
    return 0;
  return tries - FREE_TRIES > 8 ? LONGEST_WAIT_S : MIN (FIRST_WAIT_S << (tries - FREE_TRIES), LONGEST_WAIT_S);
}

static gboolean
say_wait (gint64 seconds, GError **error)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_BUSY,
               g_dngettext (GETTEXT_PACKAGE, "Too many wrong PINs. Try again in %d second.",
                            "Too many wrong PINs. Try again in %d seconds.", (gulong) seconds), (int) seconds);
  return FALSE;
}

/* A PIN with one wrong digit is not sent anywhere as a password. */
static gboolean
may_be_password (const char *typed)
{
  return typed[strspn (typed, "0123456789")] != '\0' || strlen (typed) >= SHORTEST_PASSWORD;
}

static gboolean
is_right (LotseStore *store, JsonObject *object, const char *typed, LotseDeskPasswordCheck password, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (crypto_pwhash_str_verify (json_object_get_string_member_with_default (object, "pin", ""), typed, strlen (typed)) == 0)
    return TRUE;
  if (password != NULL && may_be_password (typed) && password (store, typed, &reason))
    return TRUE;
  if (reason != NULL && !g_error_matches (reason, LOTSE_ERROR, LOTSE_ERROR_DENIED))
    g_propagate_prefixed_error (error, g_steal_pointer (&reason), "%s ", _ ("That is not the PIN of this desk."));
  else
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED, _ ("That is not the PIN of this desk."));
  return FALSE;
}

/**
 * lotse_desk_lock_check:
 * @typed: the PIN, or the password of the account
 * @now_ms: the time, milliseconds since 1970
 * @password: (nullable): who is asked if it is not the PIN; may take as long as the network does
 *
 * Three wrong tries are free; then each costs a wait that doubles, from five seconds to a quarter of an hour.  A clock that was
 * set back does not make a wait longer than that.
 *
 * Returns: whether the PIN or password is right; %FALSE with DENIED (wrong), BUSY (wait first), NOT_FOUND (no desk is open), an
 *     error of the store, or of @password
 */
gboolean
lotse_desk_lock_check (LotseStore *store, const char *typed, gint64 now_ms, LotseDeskPasswordCheck password, GError **error)
{
  g_autoptr (JsonNode) node = load_setting (store, error);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  g_autoptr (GError) reason = NULL;
  gint64 tries, left, wait;

  if (object == NULL)
    return FALSE;
  left = json_object_get_int_member_with_default (object, "wait-until", 0) - now_ms;
  if (left > 0 && left <= LONGEST_WAIT_S * 1000)
    return say_wait ((left + 999) / 1000, error);
  tries = json_object_get_int_member_with_default (object, "tries", 0) + 1;
  wait = wait_after (tries);
  json_object_set_int_member (object, "tries", tries);
  json_object_set_int_member (object, "wait-until", wait > 0 ? now_ms + wait * 1000 : 0);
  if (!write_setting (store, node, error))
    return FALSE;
  if (!is_right (store, object, typed, password, &reason))
    {
      if (wait > 0 && g_error_matches (reason, LOTSE_ERROR, LOTSE_ERROR_DENIED))
        return say_wait (wait, error);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  json_object_set_int_member (object, "tries", 0);
  json_object_set_int_member (object, "wait-until", 0);
  return write_setting (store, node, error);
}
