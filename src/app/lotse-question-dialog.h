/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialog in which a question of a feedback form is written, in the first language of the form.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* `question` is the id of one, or NULL for a new one at the end. */
void lotse_question_dialog_edit (GtkWidget *parent, LotseProfile *profile, const char *form, const char *question);

G_END_DECLS
