/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dialogs in which something is said of one deadline: that it was handed in, its date, that it is not needed, who is responsible.
 */
#pragma once

#include "lotse-deadline.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  LOTSE_DEED_HAND_IN,
  LOTSE_DEED_DATE,
  LOTSE_DEED_LEADS, /* when to remind */
  LOTSE_DEED_NOT_NEEDED,
  LOTSE_DEED_PEOPLE,
} LotseDeed;

/* Takes the deadline. */
void lotse_deadline_dialog_show (GtkWidget *parent, LotseProfile *profile, LotseDeadline *deadline, LotseDeed deed);

G_END_DECLS
