/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The application: command line, one window, and what belongs to no window (about, help, quit).
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_APPLICATION (lotse_application_get_type ())
G_DECLARE_FINAL_TYPE (LotseApplication, lotse_application, LOTSE, APPLICATION, AdwApplication)

LotseApplication *lotse_application_new (void);

/* Opens another profile in the window, in place of the one that is shown. */
void lotse_application_open_folder (LotseApplication *self, const char *folder);

G_END_DECLS
