/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Taking edits: from what a device sent to a verdict on each write.
 *
 * An edit is applied within a savepoint of its own, so that a bad one cannot hold up the rest.  Nothing is dropped: a
 * write is merged, opens a conflict, is parked until the record that it links to comes, is put before staff, or is
 * refused, and then the device keeps it.  One that a damaged record cannot take gets no verdict: it stays in the device's
 * outbox, and comes again.
 */
#pragma once

#include "lotse-access.h"
#include "lotse-past.h"

G_BEGIN_DECLS

/* Who writes, and what that account may do. */
typedef struct
{
  LotseCentre *centre;
  const char *account;
  guint64 device;
  LotseAccess *access; /* with what was lost after the device last heard, for thirty days */
  LotseAccess *late;   /* the same without the thirty days: what only this allows goes to staff */
  const char *locked;  /* everything goes to staff, for this reason; or NULL */
  gint64 offset_ms;    /* the centre's time minus the device's */
} LotseWriter;

LotseWriter *lotse_writer_new (LotseCentre *centre, const LotseAccount *account, guint64 device, const LotseSince *since, GError **error);
void lotse_writer_free (LotseWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseWriter, lotse_writer_free)

/*
 * Applies one edit; what waited for a record that it made is applied too.  NULL only for errors of the database; no line if the
 * edit has to wait.
 */
LotseVerdicts *lotse_apply_edit (LotseWriter *writer, const LotseEdit *edit, GError **error);

/* Stops waiting for what has been parked for too long; staff has it for review already. */
gboolean lotse_apply_give_up (LotseCentre *self, GError **error);

G_END_DECLS
