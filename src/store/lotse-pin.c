/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The PIN of a screen that guests may touch; see the header.
 *
 * Beside what the screen is, the JSON object has "pin" (the hash), "tries" (wrong ones in a row) and "wait-until" (milliseconds
 * since 1970).
 */
#include "config.h"

#include "lotse-pin.h"

#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define FREE_TRIES 3
#define FIRST_WAIT_S 5
#define LONGEST_WAIT_S 900
#define SHORTEST_PASSWORD 8 /* that is taken for one though it has nothing but digits */

static const char *
gettext_of (const char *text)
{
  return g_dgettext (GETTEXT_PACKAGE, text);
}

/* --- The setting -------------------------------------------------------------------------------------------- */

JsonNode *
lotse_pin_parse (const char *setting)
{
  g_autoptr (JsonNode) node = setting != NULL && *setting != '\0' ? json_from_string (setting, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? g_steal_pointer (&node) : NULL;
}

static gboolean
write_setting (LotseStore *store, const LotsePinScreen *screen, JsonNode *node, GError **error)
{
  g_autofree char *text = json_to_string (node, FALSE);

  return lotse_store_set_setting (store, screen->setting, text, error);
}

static JsonNode *
load_setting (LotseStore *store, const LotsePinScreen *screen, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *text = lotse_store_get_setting (store, screen->setting, &local_error);
  JsonNode *node = lotse_pin_parse (text);

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (node == NULL)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, gettext_of (screen->closed));
  return node;
}

/* --- Opening and closing ------------------------------------------------------------------------------------ */

gboolean
lotse_pin_open (LotseStore *store, const LotsePinScreen *screen, JsonObject *about, const char *pin, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  char hash[crypto_pwhash_STRBYTES];

  if (strlen (pin) < LOTSE_PIN_LENGTH || pin[strspn (pin, "0123456789")] != '\0')
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
  json_object_set_string_member (about, "pin", hash);
  json_node_set_object (node, about);
  return write_setting (store, screen, node, error);
}

gboolean
lotse_pin_set (LotseStore *store, const LotsePinScreen *screen, const char *member, const char *value, GError **error)
{
  g_autoptr (JsonNode) node = load_setting (store, screen, error);

  if (node == NULL)
    return FALSE;
  json_object_set_string_member (json_node_get_object (node), member, value);
  return write_setting (store, screen, node, error);
}

gboolean
lotse_pin_close (LotseStore *store, const LotsePinScreen *screen, GError **error)
{
  return lotse_store_set_setting (store, screen->setting, "", error);
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
is_right (LotseStore *store, const LotsePinScreen *screen, JsonObject *object, const char *typed, LotsePinPassword password, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (crypto_pwhash_str_verify (json_object_get_string_member_with_default (object, "pin", ""), typed, strlen (typed)) == 0)
    return TRUE;
  if (password != NULL && may_be_password (typed) && password (store, typed, &reason))
    return TRUE;
  if (reason != NULL && !g_error_matches (reason, LOTSE_ERROR, LOTSE_ERROR_DENIED))
    g_propagate_prefixed_error (error, g_steal_pointer (&reason), "%s ", gettext_of (screen->wrong));
  else
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED, gettext_of (screen->wrong));
  return FALSE;
}

/**
 * lotse_pin_check:
 * @screen: which kind of screen
 * @typed: the PIN, or the password of the account
 * @now_ms: the time, milliseconds since 1970
 * @password: (nullable): who is asked if it is not the PIN; may take as long as the network does
 *
 * Three wrong tries are free; then each costs a wait that doubles, from five seconds to a quarter of an hour.  A clock that was
 * set back does not make a wait longer than that.
 *
 * Returns: whether the PIN or password is right; %FALSE with DENIED (wrong), BUSY (wait first), NOT_FOUND (no such screen is open), an
 *     error of the store, or of @password
 */
gboolean
lotse_pin_check (LotseStore *store, const LotsePinScreen *screen, const char *typed, gint64 now_ms, LotsePinPassword password, GError **error)
{
  g_autoptr (JsonNode) node = load_setting (store, screen, error);
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
  if (!write_setting (store, screen, node, error))
    return FALSE;
  if (!is_right (store, screen, object, typed, password, &reason))
    {
      if (wait > 0 && g_error_matches (reason, LOTSE_ERROR, LOTSE_ERROR_DENIED))
        return say_wait (wait, error);
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  json_object_set_int_member (object, "tries", 0);
  json_object_set_int_member (object, "wait-until", 0);
  return write_setting (store, screen, node, error);
}
