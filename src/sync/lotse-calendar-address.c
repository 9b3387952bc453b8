/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The private address of a calendar; see the header. */
#include "config.h"

#include "lotse-calendar-address.h"

#include "lotse-enrol.h"
#include "lotse-error.h"
#include "lotse-language.h"
#include "lotse-transport.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define SETTING "calendar-secret"
#define SECRET_BYTES 32

static char *
address_of (const LotseSyncState *state, const char *secret)
{
  const gsize length = strlen (state->url);
  const gboolean slash = length > 0 && state->url[length - 1] == '/';

  return g_strdup_printf ("%.*s/v1/calendar/%s.ics", (int) (length - (slash ? 1 : 0)), state->url, secret);
}

static LotseSyncState *
read_state (LotseStore *store, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);

  if (state == NULL || (state->token != NULL && state->account != NULL && state->url != NULL))
    return g_steal_pointer (&state);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("This profile is not connected to a centre."));
  return NULL;
}

/**
 * lotse_calendar_address_get:
 *
 * Returns: (transfer full) (nullable): the address; %NULL if there is none or, with @error, if the profile cannot be read
 */
char *
lotse_calendar_address_get (LotseStore *store, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);
  g_autofree char *secret = state != NULL && state->url != NULL ? lotse_store_get_setting (store, SETTING, error) : NULL;

  return secret != NULL && *secret != '\0' ? address_of (state, secret) : NULL;
}

static gboolean
ask (LotseStore *store, const LotseSyncState *state, const char *method, GBytes *body, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseTransport) transport = lotse_enrol_open_transport (store, error);
  g_auto (LotseReply) reply = { 0 };
  LotseCall call = { .method = method, .path = "/v1/calendar", .token = state->token, .body = body, .offset = -1 };

  if (transport == NULL || !lotse_transport_exchange (transport, &call, &reply, cancellable, error))
    return FALSE;
  if (reply.status / 100 == 2)
    return TRUE;
  lotse_reply_set_error (&reply, error);
  return FALSE;
}

char *
lotse_calendar_address_make (LotseStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseSyncState) state = read_state (store, error);
  guint8 bytes[SECRET_BYTES];
  char secret[2 * SECRET_BYTES + 1];
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;

  if (state == NULL)
    return NULL;
  randombytes_buf (bytes, sizeof bytes);
  sodium_bin2hex (secret, sizeof secret, bytes, sizeof bytes);
  text = g_strdup_printf ("{\"secret\":\"%s\",\"language\":\"%s\"}", secret, lotse_language_current ());
  body = g_bytes_new (text, strlen (text));
  if (!ask (store, state, "POST", body, cancellable, error) || !lotse_store_set_setting (store, SETTING, secret, error))
    return NULL;
  return address_of (state, secret);
}

gboolean
lotse_calendar_address_take_back (LotseStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseSyncState) state = read_state (store, error);

  return state != NULL && ask (store, state, "DELETE", NULL, cancellable, error) && lotse_store_set_setting (store, SETTING, "", error);
}
