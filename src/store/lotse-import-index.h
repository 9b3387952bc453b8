/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an import needs to know of the records of one kind that are there: found by reference, by title, by what makes two
 * records the same, and by likeness.  Only ids and folded texts are kept, about 300 bytes a record.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef struct _LotseImportIndex LotseImportIndex;

/* Reads all records of the kind that are not in the bin. */
LotseImportIndex *lotse_import_index_new (LotseStore *store, const LotseKind *kind, GCancellable *cancellable, GError **error);
/* Without any record yet. */
LotseImportIndex *lotse_import_index_new_empty (const LotseKind *kind);
void lotse_import_index_free (LotseImportIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseImportIndex, lotse_import_index_free)

/* Adds a record that the import is about to write. */
void lotse_import_index_add (LotseImportIndex *self, LotseRecord *record);

/* The id of the record, or NULL; `several` says that more than one fits, and then the result is NULL. */
const char *lotse_import_index_by_reference (LotseImportIndex *self, const char *reference, gboolean *several);
/* The record that stands for the one with this reference, which was united with it; or NULL. */
const char *lotse_import_index_united (LotseImportIndex *self, const char *reference);
const char *lotse_import_index_by_title (LotseImportIndex *self, const char *title, gboolean *several);

/* The record that is the same because it links to the same, for kinds that have such a rule. */
const char *lotse_import_index_same (LotseImportIndex *self, LotseRecord *record);

/* A record with the same name and the same mail, telephone or year of birth; `namesake` is one with the same name alone. */
const char *lotse_import_index_like (LotseImportIndex *self, LotseRecord *record, const char **namesake);

/* A person whose name is another usual spelling of this one, in any order of its words; or NULL. */
const char *lotse_import_index_spelt_like (LotseImportIndex *self, LotseRecord *record);
/* A person with that mail address, which several may share; or NULL. */
const char *lotse_import_index_by_mail (LotseImportIndex *self, const char *mail);

G_END_DECLS
