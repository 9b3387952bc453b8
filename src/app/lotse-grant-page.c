/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of an application; see the header. */
#include "config.h"

#include "lotse-grant-page.h"

#include "lotse-deadline-acts.h"
#include "lotse-format.h"
#include "lotse-grant-dates.h"
#include "lotse-grant-money.h"
#include "lotse-grant-overview.h"
#include "lotse-grant-papers.h"
#include "lotse-grant-receipts.h"
#include "lotse-grant-view.h"

#include <glib/gi18n.h>

struct _LotseGrantPage
{
  LotseSectionPage parent_instance;

  LotseGrantOverview *overview;
  LotseGrantDates *dates;
  LotseGrantMoney *money;
  LotseGrantReceipts *receipts;
  LotseGrantPapers *papers;
};

G_DEFINE_FINAL_TYPE (LotseGrantPage, lotse_grant_page, LOTSE_TYPE_SECTION_PAGE)

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
show_view (LotseGrantPage *self, LotseGrantView *view)
{
  LotseProfile *profile = lotse_section_page_get_profile (LOTSE_SECTION_PAGE (self));
  LotseRecord *application = lotse_grant_view_get_application (view);
  const LotseKind *kind = lotse_record_get_kind (application);
  g_autofree char *stage = lotse_format_value (lotse_kind_field (kind, "state"), lotse_record_get (application, "state"));
  const char *parts[] = { stage, view->base->subtitle, view->programme_title };

  lotse_section_page_show_heading (LOTSE_SECTION_PAGE (self), application, view->base->title, parts, G_N_ELEMENTS (parts));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "grant.follow-up", lotse_profile_may_write (profile, kind));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "grant.add-mini-job", lotse_profile_may_write (profile, lotse_kind_find ("mini_job")));
  lotse_grant_overview_show (self->overview, profile, view);
  lotse_grant_dates_show (self->dates, profile, view);
  lotse_grant_money_show (self->money, profile, view);
  lotse_grant_receipts_show (self->receipts, profile, view);
  lotse_grant_papers_show (self->papers, profile, view);
}

static GHashTable *
lotse_grant_page_show (LotseSectionPage *page, GAsyncResult *result)
{
  g_autoptr (LotseGrantView) view = lotse_grant_view_load_finish (result, NULL);

  if (view == NULL)
    return NULL;
  if (lotse_section_page_is_of (page, lotse_grant_view_get_application (view)))
    show_view (LOTSE_GRANT_PAGE (page), view);
  return g_hash_table_ref (view->seen);
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

/* A new record of another kind that leads to the application. */
static void
on_add (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *id = lotse_section_page_get_id (LOTSE_SECTION_PAGE (widget));

  if (id == NULL)
    return;
  if (g_str_equal (action, "grant.add-mini-job"))
    gtk_widget_activate_action (widget, "win.add", "(sss)", "mini_job", "application", id);
  else
    gtk_widget_activate_action (widget, "win.add", "(sss)", "application", "follows", id);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_grant_page_class_init (LotseGrantPageClass *klass)
{
  LotseSectionPageClass *page_class = LOTSE_SECTION_PAGE_CLASS (klass);

  page_class->links = lotse_grant_view_links;
  page_class->load = lotse_grant_view_load_async;
  page_class->show = lotse_grant_page_show;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "grant.add-mini-job", NULL, on_add);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "grant.follow-up", NULL, on_add);
}

static void
lotse_grant_page_init (LotseGrantPage *self)
{
  LotseSectionPage *page = LOTSE_SECTION_PAGE (self);

  lotse_section_page_add_to_menu (page, _ ("New _Mini-job…"), "grant.add-mini-job");
  lotse_section_page_add_to_menu (page, _ ("New _Follow-up Application…"), "grant.follow-up");
  self->overview = lotse_section_page_add (page, LOTSE_TYPE_GRANT_OVERVIEW, "overview", C_ ("section", "Overview"), "lotse-today-symbolic");
  self->dates = lotse_section_page_add (page, LOTSE_TYPE_GRANT_DATES, "dates", C_ ("section", "Dates"), "lotse-events-symbolic");
  self->money = lotse_section_page_add (page, LOTSE_TYPE_GRANT_MONEY, "money", C_ ("section", "Money"), "lotse-grants-symbolic");
  self->receipts = lotse_section_page_add (page, LOTSE_TYPE_GRANT_RECEIPTS, "receipts", C_ ("section", "Receipts"), "lotse-sheet-symbolic");
  self->papers = lotse_section_page_add (page, LOTSE_TYPE_GRANT_PAPERS, "papers", C_ ("section", "Papers"), "lotse-papers-symbolic");
}

LotseSectionPage *
lotse_grant_page_new (LotseProfile *profile)
{
  LotseSectionPage *self = g_object_new (LOTSE_TYPE_GRANT_PAGE, NULL);

  lotse_section_page_set_up (self, profile, _ ("Application"));
  lotse_deadline_acts_add (GTK_WIDGET (self), profile);
  return self;
}
