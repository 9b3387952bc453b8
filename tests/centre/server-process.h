/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real lotse-server as a process of its own, and a client so plain that it can be rude.
 */
#pragma once

#include <gio/gio.h>

typedef struct
{
  char *folder; /* with the centre's in it */
  char *data;
  GSubprocess *process;
  char *url;
  guint16 port;
} Server;

/* Starts it on loopback, with more arguments or NULL. */
Server *server_new (const char *const *arguments);
/* Ends it with SIGTERM, which must go well. */
void server_free (Server *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

/* Runs a command beside it.  Returns its exit status; what it printed is in the two texts if they are not NULL. */
int server_command (const char *data, char **output, char **complaint, const char *argument, ...) G_GNUC_NULL_TERMINATED;

/* A connection, and all that the server says on it until it closes it or `seconds` pass. */
GSocketConnection *server_connect (Server *self);
/* The same from another address of this machine, such as 127.0.0.2. */
GSocketConnection *server_connect_from (Server *self, const char *address);
gboolean server_send (GSocketConnection *connection, const void *bytes, gssize size);
char *server_receive (GSocketConnection *connection, guint seconds);

/* One request with "Connection: close"; headers end with "\r\n" each and may be "".  Returns the whole answer. */
char *server_ask (Server *self, const char *method, const char *path, const char *headers, const void *body, gssize size);
/* The same on a connection that is open. */
char *server_ask_on (GSocketConnection *connection, const char *method, const char *path, const char *headers, const void *body,
                     gssize size);

/* The status of an answer, 0 if it is none. */
guint server_status (const char *answer);

/* A device: makes the account "ada" if need be and returns its bearer header. */
char *server_enrol (Server *self);
