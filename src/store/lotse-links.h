/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What people type into a field of a record, links included.
 *
 * A link is typed as an id, as the reference of a record, or as a title that only one record has; spelling of titles is folded.
 * Titles of a kind are read once, when the first of them is looked for.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

typedef struct _LotseLinks LotseLinks;

LotseLinks *lotse_links_new (LotseStore *store, GCancellable *cancellable);
void lotse_links_free (LotseLinks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseLinks, lotse_links_free)

/* Records that are written together with those that link to them, and are therefore not in the store yet. */
void lotse_links_add (LotseLinks *self, LotseRecord *record);

/*
 * From now on a link that names nothing makes a record with that reference or name, if the field links to one kind; the new
 * records are added to `created` (not owned).  NULL ends it.
 */
void lotse_links_create_into (LotseLinks *self, GPtrArray *created);

/* The id that the text names.  Errors: INVALID (it names nothing, or several records), those of the store. */
char *lotse_links_resolve (LotseLinks *self, const LotseField *field, const char *typed, GError **error);

/*
 * Sets the whole field to what was typed, empties it if that is empty.  Error: INVALID; the record may then have part of the
 * elements and must not be saved.
 */
gboolean lotse_links_set (LotseLinks *self, LotseRecord *record, const LotseField *field, const char *typed, GError **error);

/* Sets one element ("languages", "ar", "B2"); an empty value removes it.  For a SET every other value stands for "in the set". */
gboolean lotse_links_set_element (LotseLinks *self,
                                  LotseRecord *record,
                                  const LotseField *field,
                                  const char *element,
                                  const char *typed,
                                  GError **error);

G_END_DECLS
