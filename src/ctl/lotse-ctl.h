/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One call of lotsectl: its words, the profile it works on, and how it prints.
 *
 * A command is a function that gets all this and returns FALSE with an error, which becomes one line on standard error
 * and the exit code: 2 for wrong input (and then nothing was written), 1 for everything else.
 */
#pragma once

#include "lotse-ctl-args.h"
#include "lotse-ctl-table.h"
#include "lotse-store.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define LOTSE_CTL_MANY G_MAXUINT

typedef struct _LotseCtl LotseCtl;

typedef struct
{
  const char *name;
  const char *arguments;         /* as in the usage line, marked with N_() where it has words */
  const char *summary;           /* one line, marked with N_() */
  const char *help;              /* what else there is to know, marked with N_(), or NULL */
  guint least;                   /* words behind the command at least */
  guint most;                    /* and at most, LOTSE_CTL_MANY for any number */
  gboolean creates;              /* makes the profile if there is none */
  const LotseCtlOption *options; /* its own; ends with a NULL name; or NULL */
  gboolean (*run) (LotseCtl *self, GError **error);
} LotseCtlCommand;

struct _LotseCtl
{
  const LotseCtlCommand *command;
  LotseCtlArgs *args;
  GCancellable *cancellable; /* cancelled by SIGINT and SIGTERM */
  LotseStore *store;         /* opened by lotse_ctl_store() */
  gboolean json;
  gboolean wrong_key; /* what was given, or not given, does not open the profile */
  int exit_code; /* what main() returns when the command reports no error */
};

/* All commands and the options that every command takes; both end with a NULL name. */
extern const LotseCtlCommand lotse_ctl_commands[];
extern const LotseCtlOption lotse_ctl_options[];

const LotseCtlCommand *lotse_ctl_find_command (const char *name);

/* The n-th word behind the command. */
#define lotse_ctl_word(self, n) lotse_ctl_args_nth ((self)->args, (n))

/* The folder of the profile (g_free); NULL with an error if there is no profile and the command makes none. */
char *lotse_ctl_folder (LotseCtl *self, GError **error);

/* The profile, opened at the first call; stays owned by `self`. */
LotseStore *lotse_ctl_store (LotseCtl *self, GError **error);

/* The secret in the first line of a file, or of standard input for "-"; wipe it with lotse_ctl_wipe(). */
char *lotse_ctl_read_secret (const char *path, GError **error);
void lotse_ctl_wipe (char *secret); /* and frees it; NULL is allowed */

/* All of a file, or of standard input for "-". */
GBytes *lotse_ctl_read_file (LotseCtl *self, const char *path, GError **error);

/* A file that takes the place of an older one only when it is closed complete; standard output for "-". */
GOutputStream *lotse_ctl_open_output (const char *path, GError **error);
/* Closes it without putting a part in the place of the file. */
void lotse_ctl_give_up (GOutputStream *out);

/* Printing.  JSON ends with a line feed and keeps the order of members. */
void lotse_ctl_print (LotseCtl *self, const char *text);
void lotse_ctl_printf (LotseCtl *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void lotse_ctl_print_json (LotseCtl *self, JsonNode *node);        /* takes the node */
void lotse_ctl_print_builder (LotseCtl *self, JsonBuilder *builder); /* leaves the builder */
void lotse_ctl_print_table (LotseCtl *self, LotseCtlTable *table);

/* What was done, for a command that has nothing to say to people: an object with this member, only with --json. */
void lotse_ctl_confirm (LotseCtl *self, const char *member, const char *value);

/* A progress line on a terminal's standard error; shown at most ten times a second. */
void lotse_ctl_progress (guint done, guint all, gpointer self);

/* Help and version. */
void lotse_ctl_print_version (LotseCtl *self);
/* The words that it takes, in the language of the process; "" for none. */
const char *lotse_ctl_arguments (const LotseCtlCommand *command);
void lotse_ctl_print_help (LotseCtl *self, const LotseCtlCommand *command);
gboolean lotse_ctl_help (LotseCtl *self, GError **error);

G_END_DECLS
