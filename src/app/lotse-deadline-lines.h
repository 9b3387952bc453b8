/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Deadlines with what a list says of them besides, read at once on the database thread.
 */
#pragma once

#include "lotse-deadline.h"
#include "lotse-store.h"

G_BEGIN_DECLS

typedef struct
{
  LotseDeadline *deadline;
  char *responsible;  /* name, or NULL */
  gboolean known_only; /* of an application that the centre only knows of */
  gboolean mine;       /* the person that was asked for is responsible or deputy */
} LotseDeadlineLine;

void lotse_deadline_line_free (LotseDeadlineLine *self);

/* On the database thread: of LotseDeadlineLine, of one record or (NULL) of all grants, by date.  `person` may be NULL. */
GPtrArray *lotse_deadline_lines_read (LotseStore *store, const char *attached, const char *person, GError **error);

void lotse_deadline_lines_load_async (LotseStore *store, const char *person, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *lotse_deadline_lines_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
