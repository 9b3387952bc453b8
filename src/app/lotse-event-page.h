/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of an event: its sections are plan, agenda, people, sign-in, papers and feedback.
 */
#pragma once

#include "lotse-section-page.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_EVENT_PAGE (lotse_event_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseEventPage, lotse_event_page, LOTSE, EVENT_PAGE, LotseSectionPage)

LotseSectionPage *lotse_event_page_new (LotseProfile *profile);

G_END_DECLS
