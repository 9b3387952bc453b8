/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mail to people of an event: addresses to the clipboard, invitations and reminders to the person's own mail program.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `persons` ends with NULL. */
void lotse_event_mail_copy (GtkWidget *widget, LotseProfile *profile, const char *const *persons);
/* Opens the dialog; `type`, which is chosen at first, is "invitation" or "reminder". */
void lotse_event_mail_write (GtkWidget *widget, LotseProfile *profile, const char *event, const char *const *persons, const char *type);

G_END_DECLS
