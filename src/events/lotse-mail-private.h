/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files about mail share: patterns that are filled in, and addresses. */
#pragma once

#include "lotse-mail.h"

G_BEGIN_DECLS

/* Line breaks and other control characters become blanks: what stands in one line stays in one line. */
void lotse_mail_flatten (char *text);

/*
 * Fills "{name}" in a pattern with values given as name, value, …, NULL; what stands in a value is never filled in itself
 * (g_free).
 */
char *lotse_mail_fill (const char *pattern, ...) G_GNUC_NULL_TERMINATED;

/* At most one empty line, where something was filled in with nothing. */
void lotse_mail_close_gaps (char *text);

/* The address without blanks around, or NULL if it is none that is safe to put into a header (g_free). */
char *lotse_mail_usable_address (const char *typed);

LotseRecord *lotse_mail_get_event (LotseStore *store, const char *id, GError **error);

G_END_DECLS
