/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /v1/sync: an exchange with a device. */
#include "lotse-endpoints.h"

void
lotse_endpoint_sync (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  const char *text = call->body != NULL ? g_bytes_get_data (call->body, &size) : "";
  char *answer;

  if (!lotse_endpoint_needs (call, "POST", reply))
    return;
  answer = lotse_centre_sync (self, call->token, text != NULL ? text : "", (gssize) size, &reply->changed, &error);
  if (answer != NULL)
    lotse_endpoint_answer (reply, 200, answer);
  else
    lotse_centre_reply_set_error (reply, error);
}
