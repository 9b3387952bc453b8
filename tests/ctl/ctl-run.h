/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the real lotsectl in folders of the test's own. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  int exit; /* exit code, or -1 if a signal ended the process */
  char *out;
  char *err;
} CtlResult;

void ctl_result_free (CtlResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CtlResult, ctl_result_free)

/* A new empty folder, removed by ctl_folder_free(). */
char *ctl_folder_new (void);
void ctl_folder_free (char *folder);
char *ctl_file (const char *folder, const char *name, const char *content, gssize size); /* writes it beside the profile */

/* The launcher with the environment of all runs: no keyring, no settings of the person who runs the test. */
GSubprocessLauncher *ctl_launcher (const char *folder, GSubprocessFlags flags);

/* lotsectl --data FOLDER/profile WORDS… */
CtlResult *ctl_run (const char *folder, ...) G_GNUC_NULL_TERMINATED;
CtlResult *ctl_run_v (const char *folder, const char *input, const char *const *words);
char **ctl_words (const char *folder, const char *const *words); /* the whole command line (g_strfreev) */

/* The same, and it must end with 0; its output without the last line feed. */
char *ctl_ok (const char *folder, ...) G_GNUC_NULL_TERMINATED;
/* The same with --json; the parsed output. */
JsonNode *ctl_json (const char *folder, ...) G_GNUC_NULL_TERMINATED;

/* How many records "list KIND" has. */
guint ctl_count (const char *folder, const char *kind);
/* A field of the record as text; NULL if it is null. */
char *ctl_get (const char *folder, const char *id, const char *field);

/* Fails unless the result has that exit code, nothing on standard output, and one line that contains `part`. */
void ctl_assert_refused (CtlResult *result, int exit, const char *part);

G_END_DECLS
