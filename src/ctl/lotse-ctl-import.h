/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands that import tables have in common. */
#pragma once

#include "lotse-ctl.h"
#include "lotse-import.h"

G_BEGIN_DECLS

/* Prints what an import did, and fails with INVALID if rows were wrong. */
gboolean lotse_ctl_import_report (LotseCtl *self, const LotseImportReport *report, GError **error);

G_END_DECLS
