/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Giving a device what it may have: what changed since its cursor, what it must forget, and buckets that are new to it.
 */
#pragma once

#include "lotse-cursor.h"

G_BEGIN_DECLS

/*
 * Fills one page: raw changes into `changes` (of char *), ids into the answer's lists, flags and `total`; moves `cursor` on to
 * what the device will have when it has applied the page.
 */
gboolean lotse_pull_page (const LotseAccess *access, LotseCursor *cursor, LotseSyncAnswer *answer, GPtrArray *changes, GError **error);

/* Sets the cursor to the beginning: everything that the account holds is to be sent, and what is new from now on. */
gboolean lotse_pull_begin (const LotseAccess *access, LotseCursor *cursor, GError **error);

G_END_DECLS
