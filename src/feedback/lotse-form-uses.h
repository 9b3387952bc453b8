/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a form is used: formats that name it, surveys, and events that are still to come.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

/*
 * Of LotseRecord: formats, surveys, then events by their day.  `through` brings also the events that are asked with the form only
 * because their format names it.  Events that were held or cancelled, or whose day is over, are none of them.
 */
GPtrArray *lotse_form_uses_list (LotseStore *store, const char *form, gboolean through, GError **error);
/* How many sheets the form has, those of piles that are not released too; -1 on error. */
gint64 lotse_form_count_sheets (LotseStore *store, const char *form, GError **error);

G_END_DECLS
