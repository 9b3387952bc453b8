/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a program says about itself to the system before it does anything else.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The memory of this process holds keys, passwords and people's data: no core dump of it is ever written.  Unless
 * @others_look is true, other processes of the same person cannot read it either; the window must be looked at, because the
 * desktop's portals find out in that way who asks them.
 */
void lotse_process_keep_secrets (gboolean others_look);

G_END_DECLS
