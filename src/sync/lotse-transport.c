/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request and one answer, and what an answer that is not a success means for people. */
#include "config.h"

#include "lotse-transport.h"

#include "lotse-error.h"
#include "lotse-protocol.h"

#include <glib/gi18n-lib.h>

G_DEFINE_INTERFACE (LotseTransport, lotse_transport, G_TYPE_OBJECT)

static void
lotse_transport_default_init (LotseTransportInterface *iface)
{
}

gboolean
lotse_transport_exchange (LotseTransport *self, const LotseCall *call, LotseReply *reply, GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (LOTSE_IS_TRANSPORT (self), FALSE);
  g_return_val_if_fail (call != NULL && reply != NULL, FALSE);

  *reply = (LotseReply){ .offset = -1 };
  if (!LOTSE_TRANSPORT_GET_IFACE (self)->exchange (self, call, reply, cancellable, error))
    {
      lotse_reply_clear (reply);
      return FALSE;
    }
  if (reply->body == NULL)
    reply->body = g_bytes_new (NULL, 0);
  return TRUE;
}

void
lotse_reply_clear (LotseReply *reply)
{
  g_clear_pointer (&reply->body, g_bytes_unref);
}

static int
code_of_status (guint status)
{
  switch (status)
    {
    case 401:
    case 403:
      return LOTSE_ERROR_DENIED;
    case 426:
      return LOTSE_ERROR_OUTDATED;
    case 429:
    case 503:
      return LOTSE_ERROR_BUSY;
    default:
      return LOTSE_ERROR_PROTOCOL;
    }
}

char *
lotse_reply_word (const LotseReply *reply)
{
  g_autofree char *word = NULL;
  g_autofree char *message = NULL;
  gsize size = 0;
  const char *text = g_bytes_get_data (reply->body, &size);

  lotse_error_from_json (text, (gssize) size, &word, &message);
  return g_steal_pointer (&word);
}

void
lotse_reply_set_error (const LotseReply *reply, GError **error)
{
  g_autofree char *word = lotse_reply_word (reply);
  const LotseErrorWord *known = lotse_error_word_find (word);

  if (known != NULL && known->message != NULL)
    g_set_error_literal (error, LOTSE_ERROR, known->code, _(known->message));
  else
    g_set_error (error, LOTSE_ERROR, code_of_status (reply->status),
                 _("The centre answered with an error (%u). Your changes are kept and will be sent later."), reply->status);
}
