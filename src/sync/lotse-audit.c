/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request to /v1/audit. */
#include "lotse-audit.h"

#include "lotse-enrol.h"

LotseAuditPage *
lotse_audit_fetch (LotseStore *store, gint64 before, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseTransport) transport = lotse_enrol_open_transport (store, error);
  g_autoptr (LotseSyncState) state = transport != NULL ? lotse_store_get_sync_state (store, error) : NULL;
  g_autofree char *path = before == G_MAXINT64 ? g_strdup ("/v1/audit") : g_strdup_printf ("/v1/audit/%" G_GINT64_FORMAT, before);
  LotseCall call = { .method = "GET", .path = path, .offset = -1 };
  g_auto (LotseReply) reply = { 0 };
  gsize size = 0;
  const char *text;

  if (state == NULL)
    return NULL;
  call.token = state->token;
  if (!lotse_transport_exchange (transport, &call, &reply, cancellable, error))
    return NULL;
  if (reply.status != 200)
    {
      lotse_reply_set_error (&reply, error);
      return NULL;
    }
  text = g_bytes_get_data (reply.body, &size);
  return lotse_audit_page_from_json (text != NULL ? text : "", (gssize) size, error);
}
