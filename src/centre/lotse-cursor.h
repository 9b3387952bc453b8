/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a device has come.  The device keeps the text and does not look into it; the centre signs it, so that nobody
 * invents one.
 */
#pragma once

#include "lotse-access.h"

G_BEGIN_DECLS

/* A bucket that is being sent whole. */
typedef struct
{
  gint64 gained; /* the number of the gain that it answers */
  char *last;    /* the last id that was sent, "" at the beginning */
} LotseFill;

typedef struct
{
  char *epoch;
  gint64 number;    /* everything up to this change was sent, but for the fills */
  char *mark;       /* of that number's transaction; NULL for 0 */
  LotseSince since; /* what the device knew when it wrote what it still has to send */
  gint64 issued_ms;
  gboolean listing; /* everything is being sent from the beginning */
  GHashTable *fills; /* name of the bucket -> LotseFill */
} LotseCursor;

LotseCursor *lotse_cursor_new (void);
void lotse_cursor_free (LotseCursor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseCursor, lotse_cursor_free)

void lotse_cursor_fill (LotseCursor *self, const char *bucket, gint64 gained, const char *last);

char *lotse_cursor_print (LotseCentre *centre, const LotseCursor *self, const char *account);
/* NULL if it was not made by this centre for that account. */
LotseCursor *lotse_cursor_parse (LotseCentre *centre, const char *text, const char *account);

/* Whether its number is part of the centre's present history. */
gboolean lotse_cursor_is_known (LotseCentre *centre, const LotseCursor *self, gboolean *known, GError **error);

G_END_DECLS
