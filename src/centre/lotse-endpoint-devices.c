/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POST /v1/devices: enrolment. */
#include "lotse-endpoints.h"

#include "lotse-error.h"

void
lotse_endpoint_devices (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseEnrolment) enrolment = NULL;
  g_autoptr (LotseEnrolled) enrolled = NULL;
  gsize size = 0;
  const char *text = call->body != NULL ? g_bytes_get_data (call->body, &size) : "";

  if (!lotse_endpoint_needs (call, "POST", reply))
    return;
  enrolment = lotse_enrolment_from_json (text != NULL ? text : "", (gssize) size, &error);
  if (enrolment != NULL)
    enrolled = lotse_centre_enrol (self, enrolment, call->token, call->address, call->verified, &error);
  if (enrolled != NULL)
    {
      lotse_endpoint_answer (reply, 201, lotse_enrolled_to_json (enrolled));
      return;
    }
  lotse_centre_reply_set_error (reply, error);
  /* Too many tries are told from a centre that is busy. */
  if (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_BUSY))
    {
      reply->status = 429;
      reply->retry_after = (guint) (LOTSE_LOGIN_WINDOW_MS / 1000);
    }
}
