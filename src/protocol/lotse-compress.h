/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bodies are sent as gzip.  Packing takes the fastest level: a first sync of 100,000 people is 40 MB, which becomes
 * 10 MB in a third of a second, and the next level up would take twice as long for a tenth less.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Packs; never fails.  Returns: (transfer full). */
GBytes *lotse_compress (GBytes *plain);

/*
 * Unpacks at most `limit` bytes.  What is damaged, cut off or grows beyond the limit is LOTSE_ERROR_PROTOCOL, and never
 * more than the limit is allocated, whatever the packed bytes claim.
 */
GBytes *lotse_decompress (GBytes *packed, gsize limit, GError **error);

G_END_DECLS
