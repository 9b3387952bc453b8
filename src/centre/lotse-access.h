/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one account may see: record by record through its buckets, and field by field through their audiences.
 */
#pragma once

#include "lotse-centre-private.h"

G_BEGIN_DECLS

typedef struct
{
  LotseCentre *centre;
  const char *account;
  LotseRoles roles;
  gboolean staff;
  GHashTable *buckets;  /* names of those that it holds */
  gint64 left_after;    /* a record that left a bucket after this number still counts; G_MAXINT64 for none */
} LotseAccess;

/* The last moment of which a device knows, by what it was told then. */
typedef struct
{
  gint64 ms;
  gint64 number; /* -1 when it was told by a centre whose numbers are lost */
} LotseSince;

/*
 * The account's access now; with `since`, together with all that it lost after that moment but not before `until_ms`: what a
 * device that was offline could not know yet.
 */
LotseAccess *lotse_access_new (LotseCentre *centre, const LotseAccount *account, const LotseSince *since, gint64 until_ms,
                               GError **error);
void lotse_access_free (LotseAccess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseAccess, lotse_access_free)

/* The classes of the buckets by which the account has the record; 0: it has not. */
gboolean lotse_access_classes (const LotseAccess *self, const LotseStored *record, LotseAudience *classes, GError **error);

/* Whether somebody with these classes may see the register. */
gboolean lotse_access_sees (const LotseAccess *self, const LotseKind *kind, LotseAudience classes, const char *reg, LotseStamp stamp);

/* The change as the account may have it (g_free). */
char *lotse_access_view (const LotseAccess *self, const LotseStored *record, LotseAudience classes, GError **error);

/* {"k": kind, "i": id, "b": account, …registers}: the form in which records are kept and sent. */
char *lotse_access_doc (const char *kind, const char *id, const char *by, const LotseRegisters *registers);

/* The name of the account that changed the document last, or NULL. */
char *lotse_access_doc_by (const char *doc);

/* Whether the record has registers that this version does not know. */
gboolean lotse_access_is_odd (const LotseKind *kind, const LotseRegisters *registers);

G_END_DECLS
