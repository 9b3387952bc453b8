/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Feedback forms from and to files: XLSForm, and the files of the library.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Lets the person choose where the form is saved as XLSForm. */
void lotse_form_files_export (GtkWidget *parent, LotseProfile *profile, const char *form);
/* Lets the person choose a file, and says what it would do and what could not be carried before anything is written. */
void lotse_form_files_import (GtkWidget *parent, LotseProfile *profile);

G_END_DECLS
