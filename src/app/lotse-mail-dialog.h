/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog that writes to people of an event: what they will read, then the mail program or drafts in a folder.
 */
#pragma once

#include "lotse-mail.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `persons` ends with NULL; `type` is chosen at first. */
void lotse_mail_dialog_show (GtkWidget *parent, LotseProfile *profile, const char *event, const char *const *persons, LotseMailType type);

G_END_DECLS
