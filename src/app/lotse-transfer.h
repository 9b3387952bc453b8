/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables that come in and go out: choosing the file, then the dialogs.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `kind` is the kind that is chosen at first, or NULL. */
void lotse_transfer_import (GtkWidget *parent, LotseProfile *profile, const char *kind);
void lotse_transfer_export (GtkWidget *parent, LotseProfile *profile, const char *kind);

/* A drop-down with the kinds that people import and export; `chosen` (or the first) is selected. */
GtkWidget *lotse_kind_chooser_new (const char *chosen);
const LotseKind *lotse_kind_chooser_get (GtkWidget *chooser);

G_END_DECLS
