/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The stream of one connection, which is counted as long as it is open.
 */
#pragma once

#include "lotse-server-count.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_SERVER_STREAM (lotse_server_stream_get_type ())
G_DECLARE_FINAL_TYPE (LotseServerStream, lotse_server_stream, LOTSE, SERVER_STREAM, GIOStream)

/* The stream of an accepted socket, counted under that name until it is closed; NULL if there is no room for it. */
LotseServerStream *lotse_server_stream_new (GSocket *socket, LotseServerCount *count, const char *name);

GSocket *lotse_server_stream_get_socket (LotseServerStream *self);

/* It stays open, but something else counts it from now on. */
void lotse_server_stream_uncount (LotseServerStream *self);

G_END_DECLS
