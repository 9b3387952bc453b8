/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The centre on the network.
 *
 * The main thread does nothing but sockets.  Worker threads unpack and pack bodies and check passwords, and one thread of
 * its own runs the centre, request by request.  So a client that is slow, or sends much, holds up nobody else.
 */
#pragma once

#include "lotse-centre.h"

G_BEGIN_DECLS

typedef struct
{
  const char *folder;
  const char *listen;      /* "127.0.0.1:8080"; port 0 lets the system choose */
  const char *certificate; /* files in PEM, or both NULL */
  const char *key;
  const char *proxy;       /* the address of the proxy that does TLS, or NULL */
  const char *url;         /* under which devices find it, for invitations; NULL for what it listens on */
  const char *name;        /* of the centre, or NULL to keep what it has */
  gint64 offset_ms;        /* of its clock, for tests */
} LotseServerOptions;

typedef struct _LotseServer LotseServer;

/*
 * Opens the centre and begins to listen.
 * Errors: LOTSE_ERROR_INVALID (an option is wrong, or plain HTTP beyond loopback was asked for), and those of
 * lotse_centre_open().
 */
LotseServer *lotse_server_new (const LotseServerOptions *options, GError **error);
void lotse_server_free (LotseServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseServer, lotse_server_free)

/* Where it listens, with the port that was chosen. */
const char *lotse_server_get_url (LotseServer *self);

/* Serves until SIGTERM or SIGINT, and lets what is under way come to its end. */
void lotse_server_run (LotseServer *self);

G_END_DECLS
