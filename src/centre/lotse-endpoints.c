/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a path to its endpoint, and from an error to a status. */
#include "lotse-endpoints.h"

#include "lotse-error.h"
#include "lotse-undertaking.h"

#include <string.h>

static const struct
{
  const char *path;
  gboolean prefix; /* more may follow */
  LotseEndpoint endpoint;
} routes[] = {
  { "/v1/about", FALSE, lotse_endpoint_about },      { "/v1/blobs/", TRUE, lotse_endpoint_blobs },
  { "/v1/devices", FALSE, lotse_endpoint_devices },  { "/healthz", FALSE, lotse_endpoint_healthz },
  { "/v1/history/", TRUE, lotse_endpoint_history },  { "/v1/sync", FALSE, lotse_endpoint_sync },
  { "/v1/audit", TRUE, lotse_endpoint_audit },       { "/v1/sheets", TRUE, lotse_endpoint_sheets },
  { "/v1/calendar", FALSE, lotse_endpoint_calendar }, { "/v1/calendar/", TRUE, lotse_endpoint_calendar_file },
};

static int
find_route (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (routes[i].prefix ? g_str_has_prefix (path, routes[i].path) : strcmp (path, routes[i].path) == 0)
      return (int) i;
  return -1;
}

const char *
lotse_endpoint_route (const char *path)
{
  int route = find_route (path);

  return route >= 0 ? routes[route].path : strcmp (path, "/v1/live") == 0 ? "/v1/live" : "(unknown)";
}

void
lotse_endpoint_nothing_here (LotseCentreReply *reply)
{
  lotse_centre_reply_set (reply, LOTSE_WORD_NO_SUCH_PATH, "There is nothing at this address.");
}

void
lotse_centre_handle (LotseCentre *self, const LotseCentreCall *call, LotseCentreReply *reply)
{
  int route = find_route (call->path);

  *reply = (LotseCentreReply){ .offset = -1 };
  if (route < 0)
    lotse_endpoint_nothing_here (reply);
  else
    routes[route].endpoint (self, call, call->path + strlen (routes[route].path), reply);
}

/* --- Replies ------------------------------------------------------------------------------------------------------ */

void
lotse_centre_reply_clear (LotseCentreReply *reply)
{
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_pointer (&reply->file, g_free);
  g_clear_pointer (&reply->tag, g_free);
}

void
lotse_endpoint_answer (LotseCentreReply *reply, guint status, char *json)
{
  reply->status = status;
  reply->type = "application/json";
  g_clear_pointer (&reply->body, g_bytes_unref);
  reply->body = g_bytes_new_take (json, strlen (json));
}

void
lotse_centre_reply_set (LotseCentreReply *reply, const char *word, const char *message)
{
  lotse_endpoint_answer (reply, lotse_error_word_find (word)->status, lotse_error_to_json (word, message));
}

void
lotse_centre_reply_set_error (LotseCentreReply *reply, const GError *error)
{
  static const struct
  {
    LotseError code;
    const char *word;
  } words[] = {
    { LOTSE_ERROR_INVALID, LOTSE_WORD_INVALID },      { LOTSE_ERROR_PROTOCOL, LOTSE_WORD_INVALID },
    { LOTSE_ERROR_DENIED, LOTSE_WORD_WRONG_TOKEN },   { LOTSE_ERROR_NOT_FOUND, LOTSE_WORD_NOT_FOUND },
    { LOTSE_ERROR_CONFLICT, LOTSE_WORD_CONFLICT },    { LOTSE_ERROR_OUTDATED, LOTSE_WORD_OUTDATED },
    { LOTSE_ERROR_BUSY, LOTSE_WORD_BUSY },            { LOTSE_ERROR_FULL, LOTSE_WORD_FULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_error_matches (error, LOTSE_ERROR, (int) words[i].code))
      {
        lotse_centre_reply_set (reply, words[i].word, error->message);
        return;
      }
  /* What went wrong inside is for the log, not for strangers. */
  g_warning ("a request failed: %s", error->message);
  lotse_centre_reply_set (reply, LOTSE_WORD_FAILED, "The centre could not do this. Nothing was changed; please try again later.");
}

gboolean
lotse_endpoint_needs (const LotseCentreCall *call, const char *method, LotseCentreReply *reply)
{
  if (strcmp (call->method, method) == 0)
    return TRUE;
  lotse_centre_reply_set (reply, LOTSE_WORD_METHOD, "This address does not take this method.");
  return FALSE;
}

gboolean
lotse_endpoint_may_read (LotseCentre *self, const LotseCentreCall *call, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  gboolean missing = FALSE;

  if (!lotse_undertaking_is_missing_for (self, call->token, &missing, &error))
    lotse_centre_reply_set_error (reply, error);
  else if (missing)
    lotse_centre_reply_set (reply, LOTSE_WORD_UNDERTAKING, "Please confirm the confidentiality undertaking first.");
  return error == NULL && !missing;
}

void
lotse_endpoint_refuse_locked (LotseCentre *self, const char *token, LotseCentreReply *reply)
{
  g_autofree char *hash = lotse_centre_hash (self, "token", token);
  g_autoptr (LotseDevice) device = NULL;

  if (self->backend->get_device_by_token (self->backend, hash, &device, NULL) && device != NULL && device->revoked)
    lotse_centre_reply_set (reply, LOTSE_WORD_LOCKED_DEVICE, "This device is locked. Please ask the centre.");
  else
    lotse_centre_reply_set (reply, LOTSE_WORD_LOCKED_ACCOUNT, "This account is locked. Please ask the centre.");
}

LotseAccount *
lotse_endpoint_account (LotseCentre *self, const LotseCentreCall *call, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = call->token != NULL ? lotse_centre_account_of_token (self, call->token, &error) : NULL;
  LotseAccount *account = NULL;

  if (name != NULL && self->backend->get_account (self->backend, name, &account, &error) && account != NULL)
    return account;
  if (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED))
    lotse_endpoint_refuse_locked (self, call->token, reply);
  else if (error != NULL)
    lotse_centre_reply_set_error (reply, error);
  else
    lotse_centre_reply_set (reply, LOTSE_WORD_WRONG_TOKEN, "The centre does not know this device. Please connect again.");
  return NULL;
}
