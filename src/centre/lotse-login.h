/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often somebody may try a password or a code.
 *
 * Failures are counted per account and per address in a window of time; a success clears the account's.  The counts live
 * in memory: who restarts the server has other ways in.  At most some ten thousand names are kept.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOTSE_LOGIN_WINDOW_MS (G_GINT64_CONSTANT (900000)) /* a quarter of an hour */
#define LOTSE_LOGIN_PER_ACCOUNT 10u
#define LOTSE_LOGIN_PER_ADDRESS 50u

typedef struct _LotseLoginLimits LotseLoginLimits;

LotseLoginLimits *lotse_login_limits_new (void);
void lotse_login_limits_free (LotseLoginLimits *self);

/* Counts a try (either name may be NULL) before it is known how it ends; FALSE with LOTSE_ERROR_BUSY if there were too many. */
gboolean lotse_login_limits_try (LotseLoginLimits *self, const char *account, const char *address, gint64 now_ms, GError **error);
void lotse_login_limits_succeed (LotseLoginLimits *self, const char *account, const char *address);

G_END_DECLS
