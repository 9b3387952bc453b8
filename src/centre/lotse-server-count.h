/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many connections are open, in all and from each address, so that nobody can take them all.  Threads may share it.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LotseServerCount LotseServerCount;

/* At most `most` at the same time, and of these at most `most_of_one` from one address. */
LotseServerCount *lotse_server_count_new (guint most, guint most_of_one);
LotseServerCount *lotse_server_count_ref (LotseServerCount *self);
void lotse_server_count_unref (LotseServerCount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseServerCount, lotse_server_count_unref)

/* The name under which an address is counted (g_free); of IPv6, a household or a machine has all that begin with the same half. */
char *lotse_server_count_name (GInetAddress *address);

/* One more, unless there is no room.  A name of NULL, for a proxy behind which all others are, counts only in all. */
gboolean lotse_server_count_take (LotseServerCount *self, const char *name);
/* One less. */
void lotse_server_count_give (LotseServerCount *self, const char *name);

G_END_DECLS
