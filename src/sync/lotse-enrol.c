/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Enrolment: POST /v1/devices.  Secrets travel in the body only and are wiped here as soon as they are sent.
 */
#include "config.h"

#include "lotse-enrol.h"

#include "lotse-error.h"
#include "lotse-http.h"
#include "lotse-protocol.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define TOKEN_BYTES 32

static char *
new_token (void)
{
  guint8 bytes[TOKEN_BYTES];
  char text[2 * TOKEN_BYTES + 1];

  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2hex (text, sizeof text, bytes, sizeof bytes);
  sodium_memzero (bytes, sizeof bytes);
  return g_strdup (text);
}

/* One request whose answer must be a success; the body is wiped when it has been sent.  `word` is the centre's if it is none. */
static GBytes *
ask (LotseTransport *transport, const char *method, const char *path, const char *token, char *body, char **word,
     GCancellable *cancellable, GError **error)
{
  gsize size = body != NULL ? strlen (body) : 0;
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new_static (body, size) : NULL;
  LotseCall call = { .method = method, .path = path, .token = token, .body = bytes, .offset = -1 };
  g_auto (LotseReply) reply = { 0 };
  gboolean ok = lotse_transport_exchange (transport, &call, &reply, cancellable, error);

  if (body != NULL)
    sodium_memzero (body, size);
  if (!ok)
    return NULL;
  if (reply.status != 200 && reply.status != 201)
    {
      if (word != NULL)
        *word = lotse_reply_word (&reply);
      lotse_reply_set_error (&reply, error);
      return NULL;
    }
  return g_steal_pointer (&reply.body);
}

static gboolean
check_about (LotseTransport *transport, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = ask (transport, "GET", "/v1/about", NULL, NULL, NULL, cancellable, error);
  g_autoptr (LotseAbout) about = NULL;
  gsize size = 0;
  const char *text;

  if (body == NULL)
    return FALSE;
  text = g_bytes_get_data (body, &size);
  about = lotse_about_from_json (text, (gssize) size, error);
  if (about == NULL)
    return FALSE;
  if (about->newest < LOTSE_PROTOCOL_VERSION)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_OUTDATED,
                           _("The centre's server is older than this program. Please ask the centre to update it; nothing is lost."));
      return FALSE;
    }
  return TRUE;
}

/* Asks for a device and keeps in `state` what the centre says. */
static gboolean
ask_for_device (LotseTransport *transport, LotseSyncState *state, LotseEnrolment *enrolment, const char *token, char **word,
                GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) body = NULL;
  g_autoptr (LotseEnrolled) enrolled = NULL;
  g_autofree char *request = lotse_enrolment_to_json (enrolment);
  gsize size = 0;
  const char *text;

  body = ask (transport, "POST", "/v1/devices", token, request, word, cancellable, error);
  if (body == NULL)
    return FALSE;
  text = g_bytes_get_data (body, &size);
  enrolled = lotse_enrolled_from_json (text, (gssize) size, error);
  if (enrolled == NULL)
    return FALSE;
  if (!lotse_u64_from_hex (enrolled->device, &state->device))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_PROTOCOL, _("The centre's answer makes no sense. Nothing was changed."));
      return FALSE;
    }
  g_free (state->account);
  g_free (state->person);
  g_free (state->epoch);
  g_free (state->centre);
  state->account = g_strdup (enrolled->account);
  state->person = g_strdup (enrolled->person);
  state->epoch = g_strdup (enrolled->epoch);
  state->centre = g_strdup (enrolled->centre);
  state->roles = enrolled->roles;
  state->undertaking = enrolled->undertaking;
  /* Whoever is to confirm it has not, whatever somebody else confirmed on this profile. */
  if (state->undertaking)
    state->confirmed = FALSE;
  return TRUE;
}

/* The data on this disk are still of the centre's epoch that the disk has heard of. */
static void
keep_epoch (LotseSyncState *state, const char *epoch)
{
  if (epoch == NULL)
    return;
  g_free (state->epoch);
  state->epoch = g_strdup (epoch);
}

static LotseEnrolment *
new_enrolment (const LotseSyncState *state, const char *token)
{
  LotseEnrolment *enrolment = g_new0 (LotseEnrolment, 1);

  enrolment->token = g_strdup (token);
  enrolment->device = lotse_u64_to_hex (state->device);
  enrolment->former = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; state->former != NULL && i < state->former->len; i++)
    g_ptr_array_add (enrolment->former, lotse_u64_to_hex (g_array_index (state->former, guint64, i)));
  return enrolment;
}

/* The centre and the account of a profile never change: its data belong to them. */
static gboolean
check_unconnected (const LotseSyncState *state, const LotseCredentials *credentials, GError **error)
{
  if (state->account == NULL)
    return TRUE;
  if (g_strcmp0 (state->url, credentials->url) != 0)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                         _("This profile belongs to another centre already. Please use another profile folder for this one."));
  else if (credentials->account != NULL && !g_str_equal (state->account, credentials->account))
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                 _("This profile belongs to the account “%s”, so nothing was changed. Please use another profile folder for another account."),
                 state->account);
  else
    return TRUE;
  return FALSE;
}

/* Keeps a token, asks the centre with it, and keeps what it says. */
static gboolean
connect_once (LotseStore *store, LotseTransport *transport, const LotseCredentials *credentials, char **word,
              GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);
  g_autoptr (LotseEnrolment) enrolment = NULL;
  g_autofree char *epoch = NULL;

  if (state == NULL)
    return FALSE;
  g_free (state->url);
  g_free (state->fingerprint);
  state->url = g_strdup (credentials->url);
  state->fingerprint = g_strdup (credentials->fingerprint);
  if (state->token == NULL)
    state->token = new_token ();
  if (!lotse_store_set_sync_state (store, state, error))
    return FALSE;

  enrolment = new_enrolment (state, state->token);
  /* A code says by itself whose it is; the centre compares it with whose this profile is. */
  enrolment->account = g_strdup (credentials->account != NULL ? credentials->account : state->account);
  enrolment->password = g_strdup (credentials->password);
  enrolment->code = g_strdup (credentials->code);
  enrolment->name = g_strdup (credentials->device_name != NULL ? credentials->device_name : _("Computer"));
  epoch = g_strdup (state->epoch);
  if (!ask_for_device (transport, state, enrolment, NULL, word, cancellable, error))
    return FALSE;
  keep_epoch (state, epoch);
  state->renamed = FALSE;
  return lotse_store_set_sync_state (store, state, error);
}

/*
 * Whether the token of this profile has become useless, so that it needs another one: the device was revoked, or the answer
 * to an attempt with another account was lost before the profile belonged to anybody.
 */
static gboolean
is_used_up (LotseStore *store, const char *word)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);

  return g_strcmp0 (word, LOTSE_WORD_LOCKED_DEVICE) == 0
         || (g_strcmp0 (word, LOTSE_WORD_OTHER_ACCOUNT) == 0 && state != NULL && state->account == NULL);
}

/* Another device with the same outbox, which has a number of its own and will have a token of its own. */
static gboolean
begin_anew (LotseStore *store, GError **error)
{
  g_autoptr (LotseSyncState) state = NULL;

  if (!lotse_store_become_new_device (store, error) || (state = lotse_store_get_sync_state (store, error)) == NULL)
    return FALSE;
  g_clear_pointer (&state->token, g_free);
  g_clear_pointer (&state->cursor, g_free);
  return lotse_store_set_sync_state (store, state, error);
}

gboolean
lotse_enrol (LotseStore *store, LotseTransport *transport, const LotseCredentials *credentials, GCancellable *cancellable,
             GError **error)
{
  g_autoptr (LotseTransport) network = NULL;
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);
  g_autoptr (GError) local = NULL;
  g_autofree char *word = NULL;

  if (state == NULL || !check_unconnected (state, credentials, error))
    return FALSE;
  if (transport == NULL)
    {
      network = (LotseTransport *) lotse_http_new (credentials->url, credentials->fingerprint, error);
      if (network == NULL)
        return FALSE;
      transport = network;
    }
  if (!check_about (transport, cancellable, error))
    return FALSE;
  if (connect_once (store, transport, credentials, &word, cancellable, &local))
    return TRUE;
  if (!is_used_up (store, word))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return begin_anew (store, error) && connect_once (store, transport, credentials, NULL, cancellable, error);
}

/* Enrolment with a token that is known is answered as before, and not without the right password if one is given. */
gboolean
lotse_enrol_check_password (LotseStore *store, LotseTransport *transport, const char *password, GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);
  g_autoptr (LotseTransport) network = state != NULL && transport == NULL ? lotse_enrol_open_transport (store, error) : NULL;
  g_autoptr (LotseEnrolment) enrolment = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *request = NULL;

  if (transport == NULL)
    transport = network;
  if (state == NULL || transport == NULL)
    return FALSE;
  enrolment = new_enrolment (state, state->token);
  enrolment->account = g_strdup (state->account);
  enrolment->password = g_strdup (password);
  request = lotse_enrolment_to_json (enrolment);
  answer = ask (transport, "POST", "/v1/devices", NULL, request, NULL, cancellable, error);
  return answer != NULL;
}

gboolean
lotse_enrol_again (LotseStore *store, LotseTransport *transport, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);
  g_autoptr (LotseEnrolment) enrolment = NULL;
  g_autofree char *token = NULL;
  g_autofree char *epoch = NULL;
  gboolean undertaking, confirmed;

  if (state == NULL)
    return FALSE;
  undertaking = state->undertaking;
  epoch = g_steal_pointer (&state->epoch);
  confirmed = state->confirmed;
  token = new_token ();
  enrolment = new_enrolment (state, token);
  enrolment->name = g_strdup (_("Computer (copied)"));
  if (!ask_for_device (transport, state, enrolment, state->token, NULL, cancellable, error))
    return FALSE;
  keep_epoch (state, epoch);
  g_free (state->token);
  state->token = g_steal_pointer (&token);
  /* The same person on the same data: what was confirmed stays confirmed. */
  state->undertaking = undertaking;
  state->renamed = FALSE;
  state->confirmed = confirmed;
  g_clear_pointer (&state->cursor, g_free);
  return lotse_store_set_sync_state (store, state, error);
}

gboolean
lotse_enrol_need_undertaking (LotseStore *store, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);

  if (state == NULL)
    return FALSE;
  state->undertaking = TRUE;
  state->confirmed = FALSE;
  return lotse_store_set_sync_state (store, state, error);
}

gboolean
lotse_enrol_confirm_undertaking (LotseStore *store, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);

  if (state == NULL)
    return FALSE;
  state->undertaking = FALSE;
  state->confirmed = TRUE;
  return lotse_store_set_sync_state (store, state, error);
}

LotseTransport *
lotse_enrol_open_transport (LotseStore *store, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);

  if (state == NULL)
    return NULL;
  if (state->url == NULL || state->account == NULL)
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                           _("This profile is not connected to a centre yet. Everything stays on this device until it is."));
      return NULL;
    }
  return (LotseTransport *) lotse_http_new (state->url, state->fingerprint, error);
}
