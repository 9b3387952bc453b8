/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which a record is added or changed: a header by hand and a form made from the kind table.
 */
#pragma once

#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_EDIT_DIALOG (lotse_edit_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LotseEditDialog, lotse_edit_dialog, LOTSE, EDIT_DIALOG, AdwWindow)

/* A new record; `field` is set to `value` beforehand, if given.  Opens it in the window when it is saved. */
void lotse_edit_dialog_add (GtkWidget *parent, LotseProfile *profile, const LotseKind *kind, const char *field, const char *value);
/* The same with a record that has values already, and is not saved yet. */
void lotse_edit_dialog_add_record (GtkWidget *parent, LotseProfile *profile, LotseRecord *record);
void lotse_edit_dialog_edit (GtkWidget *parent, LotseProfile *profile, const char *id);

G_END_DECLS
