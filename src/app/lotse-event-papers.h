/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Papers of an event's page: what is printed for it, as PDF files or on a printer, and its calendar file.
 */
#pragma once

#include "lotse-event-view.h"
#include "lotse-profile.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_EVENT_PAPERS (lotse_event_papers_get_type ())
G_DECLARE_FINAL_TYPE (LotseEventPapers, lotse_event_papers, LOTSE, EVENT_PAPERS, GtkWidget)

void lotse_event_papers_show (LotseEventPapers *self, LotseProfile *profile, LotseEventView *view);

G_END_DECLS
