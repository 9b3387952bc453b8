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
  if (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED))
    lotse_endpoint_refuse_locked (self, enrolment->token, reply);
  else
    lotse_endpoint_refuse_login (reply, enrolment, error);
}

void
lotse_endpoint_refuse_login (LotseCentreReply *reply, const LotseEnrolment *enrolment, const GError *error)
{
  const char *word = LOTSE_WORD_WRONG_TOKEN;

  if (enrolment != NULL && enrolment->code != NULL)
    word = LOTSE_WORD_WRONG_CODE;
  else if (enrolment != NULL && enrolment->password != NULL)
    word = LOTSE_WORD_WRONG_PASSWORD;
  if (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_DENIED))
    lotse_centre_reply_set (reply, word, error->message);
  else if (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_CONFLICT))
    lotse_centre_reply_set (reply, LOTSE_WORD_OTHER_ACCOUNT, error->message);
  else if (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_BUSY))
    {
      lotse_centre_reply_set (reply, LOTSE_WORD_TOO_MANY_TRIES, error->message);
      reply->retry_after = (guint) (LOTSE_LOGIN_WINDOW_MS / 1000);
    }
  else
    lotse_centre_reply_set_error (reply, error);
}
