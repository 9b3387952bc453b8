/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POST /v1/sheets: batches of anonymous sheets from whoever may bring some.  GET /v1/sheets/<number>: a page of those behind that
 * number, for staff.
 */
#include "lotse-endpoints.h"

#include "lotse-centre-sheets.h"

#include <string.h>

static void
take (LotseCentre *self, const LotseCentreCall *call, const LotseAccount *account, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  gsize size = 0;
  const char *text = call->body != NULL ? g_bytes_get_data (call->body, &size) : NULL;
  char *answer = lotse_centre_sheets_take (self, account, text != NULL ? text : "", (gssize) size, &reply->changed, &error);

  if (answer != NULL)
    lotse_endpoint_answer (reply, 200, answer);
  else
    lotse_centre_reply_set_error (reply, error);
}

static void
give (LotseCentre *self, const LotseAccount *account, const char *rest, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  gint64 after;
  char *page;

  if ((account->roles & LOTSE_ROLES_STAFF) == 0)
    lotse_centre_reply_set (reply, LOTSE_WORD_DENIED, "Feedback sheets are for coordinators and admins.");
  else if (!g_ascii_string_to_signed (rest, 10, 0, G_MAXINT64, &after, NULL))
    lotse_centre_reply_set (reply, LOTSE_WORD_NOT_FOUND, "There is no such page of feedback sheets.");
  else if ((page = lotse_centre_sheets_page (self, after, &error)) == NULL)
    lotse_centre_reply_set_error (reply, error);
  else
    lotse_endpoint_answer (reply, 200, page);
}

void
lotse_endpoint_sheets (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply)
{
  g_autoptr (LotseAccount) account = NULL;

  if (*rest != '\0' && *rest != '/')
    lotse_centre_reply_set (reply, LOTSE_WORD_NO_SUCH_PATH, "There is nothing at this address.");
  else if (lotse_endpoint_needs (call, *rest == '\0' ? "POST" : "GET", reply) && (account = lotse_endpoint_account (self, call, reply)) != NULL)
    {
      if (*rest == '\0')
        take (self, call, account, reply);
      else
        give (self, account, rest + 1, reply);
    }
}
