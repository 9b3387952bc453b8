/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a command line, taken apart by tables of options.
 *
 * Options may stand anywhere, as "--name value" or "--name=value"; "--" ends them.  A single "-" is a word: it stands
 * for standard input.  A secret is never the value of an option, only the name of a file that holds it.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;  /* without the dashes */
  const char *value; /* what its value is called in the help, or NULL for a switch */
  const char *help;  /* marked with N_() */
} LotseCtlOption;

typedef struct _LotseCtlArgs LotseCtlArgs;

LotseCtlArgs *lotse_ctl_args_new (void);
void lotse_ctl_args_free (LotseCtlArgs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseCtlArgs, lotse_ctl_args_free)

/* The first word that is neither an option of `options` nor the value of one, or NULL: the command. */
const char *lotse_ctl_args_find_command (char **words, const LotseCtlOption *options);

/* Takes the words apart; `options` and `more` end with a NULL name, `more` may be NULL.  Error: INVALID. */
gboolean lotse_ctl_args_parse (LotseCtlArgs *self,
                               char **words,
                               const LotseCtlOption *options,
                               const LotseCtlOption *more,
                               GError **error);

/* Words that are no options, without the command itself. */
guint lotse_ctl_args_count (LotseCtlArgs *self);
const char *lotse_ctl_args_nth (LotseCtlArgs *self, guint n); /* NULL behind the last */

gboolean lotse_ctl_args_has (LotseCtlArgs *self, const char *option);
const char *lotse_ctl_args_get (LotseCtlArgs *self, const char *option); /* its last value, or NULL */
/* All its values in the order of the command line; owned by `self`, may be NULL. */
GPtrArray *lotse_ctl_args_get_all (LotseCtlArgs *self, const char *option);

/* A number of an option; `fallback` if it is not given.  Error: INVALID. */
gboolean lotse_ctl_args_get_number (LotseCtlArgs *self,
                                    const char *option,
                                    guint64 most,
                                    guint64 fallback,
                                    guint64 *number,
                                    GError **error);

G_END_DECLS
