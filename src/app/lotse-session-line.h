/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line with which a meeting of a pair is written down: date (today), minutes, way, area, summary, next step.
 *
 * Enter in any of its fields saves.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_SESSION_LINE (lotse_session_line_get_type ())
G_DECLARE_FINAL_TYPE (LotseSessionLine, lotse_session_line, LOTSE, SESSION_LINE, GtkWidget)

/* For the meetings of that pair.  Another pair empties the line only if nothing was typed into it. */
void lotse_session_line_set_pair (LotseSessionLine *self, LotseProfile *profile, LotseRecord *pair);
void lotse_session_line_focus (LotseSessionLine *self);

G_END_DECLS
