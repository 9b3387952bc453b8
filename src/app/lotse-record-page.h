/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of one record of any kind: who or what it is, how to reach them, what it is linked to, what happened to it.
 */
#pragma once

#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_RECORD_PAGE (lotse_record_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseRecordPage, lotse_record_page, LOTSE, RECORD_PAGE, GtkWidget)

LotseRecordPage *lotse_record_page_new (LotseProfile *profile);
/* Shows the record and follows its changes. */
void lotse_record_page_show (LotseRecordPage *self, const char *id);

G_END_DECLS
