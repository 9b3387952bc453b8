/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An event and its agenda as a calendar file (iCalendar, RFC 5545), for the calendar programs of those who plan and of guests.
 *
 * One entry for each day or half-day, or one for the event, then one for each item of the agenda.  The file has no people in it:
 * neither who comes nor who leads or organises.  It follows from the records alone, so that every device writes the same one, and
 * a calendar that takes a later file changes its entries instead of getting them twice.
 */
#pragma once

#include "lotse-store.h"

G_BEGIN_DECLS

char *lotse_ics_text (LotseStore *store, const char *event, const char *language, GError **error);
gboolean lotse_ics_write (LotseStore *store, const char *event, const char *language, const char *path, GError **error);

G_END_DECLS
