/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ready forms in German and English, to be taken and changed.
 *
 * They are the files of data/forms, compiled in.  A form that was taken is a form like any other.
 */
#pragma once

#include "lotse-form-draft.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;     /* "networking-meeting" */
  char *title;
  char *about;    /* a sentence: what it is for */
  char *purpose;  /* of the kind table */
  guint questions;
} LotseLibraryForm;

void lotse_library_form_free (LotseLibraryForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LotseLibraryForm, lotse_library_form_free)

GPtrArray *lotse_form_library_list (const char *language);
LotseFormDraft *lotse_form_library_read (const char *name, GError **error);
char *lotse_form_library_take (LotseStore *store, const char *name, gboolean *fresh, GError **error);

G_END_DECLS
