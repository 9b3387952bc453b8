/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The transport over HTTP and HTTPS.
 *
 * One thread of its own holds the connection, so that it stays open between exchanges and nothing of it runs on the main
 * thread.  Plain HTTP goes to loopback only, redirects are not followed, certificates are checked: against the
 * fingerprint from the invitation if there is one, else against the system's authorities.
 */
#pragma once

#include "lotse-transport.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_HTTP (lotse_http_get_type ())
G_DECLARE_FINAL_TYPE (LotseHttp, lotse_http, LOTSE, HTTP, GObject)

/*
 * A transport to `url` ("https://lotse.example.org", a path in front of /v1 is allowed).  `fingerprint` is the SHA-256 of
 * the centre's certificate in hexadecimal, or NULL.
 * Errors: LOTSE_ERROR_INVALID (no address, or plain HTTP beyond loopback).
 */
LotseHttp *lotse_http_new (const char *url, const char *fingerprint, GError **error);

/*
 * Opens the live notice (/v1/live) and calls `notice` on the transport's thread each time when the centre says that there is
 * more; reopens it by itself with back-off until lotse_http_close_live().  Only one at a time.
 */
typedef void (*LotseHttpNotice) (gpointer data);
void lotse_http_open_live (LotseHttp *self, const char *token, LotseHttpNotice notice, gpointer data);
void lotse_http_close_live (LotseHttp *self);

G_END_DECLS
