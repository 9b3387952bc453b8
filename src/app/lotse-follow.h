/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads what a widget shows anew when a record changed that concerns it.
 *
 * Changes that come together are one reading, at most one reading goes on at a time, and a hidden widget reads when it shows
 * again.  A record concerns the widget if it was named as seen, or if it links to the record that is shown; whether it does is
 * asked on the database thread.
 */
#pragma once

#include "lotse-store.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *kind;  /* NULL ends a list of these */
  const char *field; /* by which its records link to the one that is shown; NULL: each of them concerns it */
} LotseFollowLink;

typedef struct _LotseFollow LotseFollow;

/* Starts reading, and calls lotse_follow_loaded() at its end. */
typedef void (*LotseFollowLoad) (gpointer widget);

/* `links` is static. */
LotseFollow *lotse_follow_new (GtkWidget *widget, const LotseFollowLink *links, LotseFollowLoad load);
/* When the widget is disposed of. */
void lotse_follow_free (LotseFollow *self);

/* Which record of which store shows from now on; `id` is NULL for a widget that shows no single record.  Reads it. */
void lotse_follow_set (LotseFollow *self, LotseStore *store, const char *id);
/* Reads anew, or once more after the reading that goes on. */
void lotse_follow_read (LotseFollow *self);
/* A reading ended; `seen` holds the ids (char *) of all records that it came upon, or is NULL if it failed. */
void lotse_follow_loaded (LotseFollow *self, GHashTable *seen);

/* For readings, on the database thread: the ids of the record, of all that link to it in these ways, and of what any of them links to. */
GHashTable *lotse_follow_see (LotseStore *store, LotseRecord *record, const LotseFollowLink *links);

G_END_DECLS
