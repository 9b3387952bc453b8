/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The import of a table of records of one kind.
 */
#pragma once

#include "lotse-table-dialog.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_IMPORT_DIALOG (lotse_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LotseImportDialog, lotse_import_dialog, LOTSE, IMPORT_DIALOG, LotseTableDialog)

void lotse_import_dialog_show (GtkWidget *parent, LotseProfile *profile, const LotseKind *kind, GBytes *content);

G_END_DECLS
