/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who may write what.  Every right is checked here, for each record and each field; the device's own checks only spare
 * people the trouble.
 */
#pragma once

#include "lotse-access.h"

G_BEGIN_DECLS

/*
 * Whether the account may write the record at all; `record` is NULL for a new one, `classes` are those by which it has it.
 * The reason why not (LOTSE_REASON_…), or NULL.
 */
const char *lotse_rights_record (const LotseAccess *access, const LotseKind *kind, const LotseStored *record, LotseAudience classes);

/* Whether the record, as it would be after the edit, still is one that the account may write: classes before and after. */
gboolean lotse_rights_result (const LotseAccess *access, const LotseKind *kind, LotseAudience after);

/* Whether a register has a valid name and value for its kind, and is one that the account may write wherever it sees it. */
const char *lotse_rights_register (const LotseAccess *access, const LotseKind *kind, const LotseWrite *write);

/* An author's own field belongs to who wrote in it first, until it is empty again; nobody else can see what is there. */
gboolean lotse_rights_author (const LotseAccess *access, const LotseKind *kind, const char *reg, const LotseRegister *standing);

/* Whether somebody sees, and so may write, the register in a record that he has with these classes. */
gboolean lotse_rights_audience (const LotseKind *kind, const char *reg, LotseAudience classes);

/*
 * Whether the account may unite people or organisations, or take them apart, with these classes of the record: staff may.
 * Organisers do it only where both records are in the desk bucket, because each shows where the other shows from then on.
 */
gboolean lotse_rights_unite (const LotseAccess *access, LotseAudience classes);

/* The classes in which an account sees a record that it makes itself and that lies in no bucket of its own. */
LotseAudience lotse_rights_maker (const LotseAccess *access);

/* The id that the write links to, or NULL; `field` is the field, or NULL for "_merged_into". */
const char *lotse_rights_link (const LotseKind *kind, const LotseWrite *write, const LotseField **field);

G_END_DECLS
