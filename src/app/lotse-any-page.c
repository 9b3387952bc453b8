/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page that shows a record of some kind; see the header.
 */
#include "config.h"

#include "lotse-any-page.h"

#include "lotse-event-page.h"
#include "lotse-feedback-page.h"
#include "lotse-grant-page.h"
#include "lotse-pair-page.h"
#include "lotse-record-page.h"

GtkWidget *
lotse_any_page_new (LotseProfile *profile, const char *kind)
{
  if (g_str_equal (kind, "mentoring_pair"))
    return GTK_WIDGET (lotse_pair_page_new (profile));
  if (g_str_equal (kind, "event"))
    return GTK_WIDGET (lotse_event_page_new (profile));
  if (g_str_equal (kind, "form"))
    return GTK_WIDGET (lotse_feedback_page_new (profile));
  if (g_str_equal (kind, "application"))
    return GTK_WIDGET (lotse_grant_page_new (profile));
  return GTK_WIDGET (lotse_record_page_new (profile));
}

void
lotse_any_page_show (GtkWidget *page, const char *id)
{
  if (LOTSE_IS_PAIR_PAGE (page))
    lotse_pair_page_show (LOTSE_PAIR_PAGE (page), id);
  else if (LOTSE_IS_SECTION_PAGE (page))
    lotse_section_page_show (LOTSE_SECTION_PAGE (page), id);
  else if (LOTSE_IS_FEEDBACK_PAGE (page))
    lotse_feedback_page_show (LOTSE_FEEDBACK_PAGE (page), id);
  else
    lotse_record_page_show (LOTSE_RECORD_PAGE (page), id);
}
