/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of LotseHttp share: the exchange in lotse-http.c and the live notice in lotse-http-live.c.
 */
#pragma once

#include "lotse-http.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

struct _LotseHttp
{
  GObject parent_instance;

  char *url;
  char *fingerprint;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupSession *session; /* of the thread */

  SoupWebsocketConnection *live; /* of the thread, as are the next five */
  GCancellable *live_cancellable;
  GSource *live_timer;
  guint live_failures;
  char *live_token;
  LotseHttpNotice notice;
  gpointer notice_data;
};

/*
 * A message to the centre that follows no redirect and trusts only the right certificate; NULL if the path is no path.  It
 * must be sent with `cancellable`, which is cancelled before anything is sent to somebody else.
 */
SoupMessage *lotse_http_new_message (LotseHttp *self, const char *method, const char *path, const char *token,
                                     GCancellable *cancellable);

/* Whether a message was stopped because the certificate is not the one of the invitation. */
gboolean lotse_http_is_untrusted (SoupMessage *message);

/* Runs `function` on the transport's thread, after what is queued there already. */
void lotse_http_run (LotseHttp *self, GSourceFunc function, gpointer data);

/* On the transport's thread: closes the live notice and opens it no more. */
gboolean lotse_http_live_stop (gpointer self);

G_END_DECLS
