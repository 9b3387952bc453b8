/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands of lotse-server.
 *
 * All but `restore` may be used while the centre runs: they open the same database for a moment.
 */
#pragma once

#include "lotse-server.h"

G_BEGIN_DECLS

typedef struct
{
  LotseServerOptions server;
  char **roles;
  char *person;
  char *password_file; /* "-" is standard input */
  char *passphrase_file; /* of a backup; the same */
  char **words;        /* what is left: the command and its arguments */
} LotseCommandLine;

/* Does what the words say and prints what there is to see.  Errors are for people, one line each. */
gboolean lotse_command_run (const LotseCommandLine *line, GError **error);

/* The list of commands for --help. */
extern const char lotse_command_summary[];

G_END_DECLS
