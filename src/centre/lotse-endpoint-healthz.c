/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /healthz: whether the centre can write, for whoever watches it.  It says nothing else. */
#include "lotse-endpoints.h"

#include <string.h>

void
lotse_endpoint_healthz (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;

  if (!lotse_endpoint_needs (call, "GET", reply))
    return;
  if (!lotse_centre_begin (self, &error))
    {
      lotse_centre_reply_set (reply, LOTSE_WORD_BUSY, "The database cannot be written.");
      return;
    }
  lotse_centre_rollback (self);
  reply->status = 200;
  reply->type = "text/plain";
  reply->body = g_bytes_new_static ("ok\n", strlen ("ok\n"));
}
