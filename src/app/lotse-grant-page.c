/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of an application; see the header.
 *
 * The sections stay while what they show is read anew after changes, so that what is being typed and the place of the
 * keyboard stay, too.
 */
#include "config.h"

#include "lotse-grant-page.h"

#include "lotse-back-button.h"
#include "lotse-compat.h"
#include "lotse-deadline-acts.h"
#include "lotse-follow.h"
#include "lotse-format.h"
#include "lotse-grant-dates.h"
#include "lotse-grant-money.h"
#include "lotse-grant-overview.h"
#include "lotse-grant-papers.h"
#include "lotse-grant-receipts.h"
#include "lotse-grant-view.h"
#include "lotse-sections.h"

#include <glib/gi18n.h>

struct _LotseGrantPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwWindowTitle *header_title;
  GtkRevealer *bin_revealer;
  GtkMenuButton *menu_button;
  AdwViewStack *stack;
  LotseGrantOverview *overview;
  LotseGrantDates *dates;
  LotseGrantMoney *money;
  LotseGrantReceipts *receipts;
  LotseGrantPapers *papers;

  LotseProfile *profile;
  char *id;
  LotseFollow *follow;
};

G_DEFINE_FINAL_TYPE (LotseGrantPage, lotse_grant_page, GTK_TYPE_WIDGET)

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
show_heading (LotseGrantPage *self, const LotseGrantView *view)
{
  LotseRecord *application = lotse_grant_view_get_application (view);
  const LotseField *state = lotse_kind_field (lotse_record_get_kind (application), "state");
  g_autofree char *stage = lotse_format_value (state, lotse_record_get (application, "state"));
  const char *parts[] = { *stage != '\0' ? stage : NULL, view->base->subtitle, view->programme_title };
  GString *subtitle = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", parts[i]);
  adw_window_title_set_title (self->header_title, view->base->title);
  adw_window_title_set_subtitle (self->header_title, subtitle->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->header_title), view->base->title);
  g_string_free (subtitle, TRUE);
}

static void
show_view (LotseGrantPage *self, LotseGrantView *view)
{
  LotseRecord *application = lotse_grant_view_get_application (view);
  const gboolean may_write = lotse_profile_may_write (self->profile, lotse_record_get_kind (application));

  show_heading (self, view);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "grant.edit", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "grant.delete", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "grant.follow-up", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "grant.add-task", lotse_profile_may_write (self->profile, lotse_kind_find ("task")));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "grant.add-mini-job", lotse_profile_may_write (self->profile, lotse_kind_find ("mini_job")));
  gtk_revealer_set_reveal_child (self->bin_revealer, lotse_record_is_deleted (application));
  lotse_grant_overview_show (self->overview, self->profile, view);
  lotse_grant_dates_show (self->dates, self->profile, view);
  lotse_grant_money_show (self->money, self->profile, view);
  lotse_grant_receipts_show (self->receipts, self->profile, view);
  lotse_grant_papers_show (self->papers, self->profile, view);
}

/* --- Loading ------------------------------------------------------------------------------------------------ */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseGrantPage) self = user_data;
  g_autoptr (LotseGrantView) view = lotse_grant_view_load_finish (result, NULL);

  if (self->box == NULL || self->id == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), view != NULL);
  if (view == NULL)
    adw_window_title_set_subtitle (self->header_title, _ ("This record is no longer on this device."));
  else if (g_str_equal (lotse_record_get_id (lotse_grant_view_get_application (view)), self->id))
    show_view (self, view);
  lotse_follow_loaded (self->follow, view != NULL ? view->seen : NULL);
}

static void
load (gpointer widget)
{
  LotseGrantPage *self = widget;

  lotse_grant_view_load_async (lotse_profile_get_store (self->profile), self->id, on_loaded, g_object_ref (self));
}

void
lotse_grant_page_show (LotseGrantPage *self, const char *id)
{
  g_return_if_fail (LOTSE_IS_GRANT_PAGE (self));
  if (g_strcmp0 (self->id, id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (id);
    }
  lotse_follow_set (self->follow, lotse_profile_get_store (self->profile), self->id);
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

static void
on_window_action (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseGrantPage *self = LOTSE_GRANT_PAGE (widget);
  g_autofree char *window_action = g_strconcat ("win.", strchr (action, '.') + 1, NULL);

  if (self->id != NULL)
    gtk_widget_activate_action (widget, window_action, "s", self->id);
}

/* A new record of another kind that leads to the application. */
static void
on_add (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseGrantPage *self = LOTSE_GRANT_PAGE (widget);

  if (g_str_equal (action, "grant.add-task"))
    gtk_widget_activate_action (widget, "win.add", "(sss)", "task", "attached", self->id);
  else if (g_str_equal (action, "grant.add-mini-job"))
    gtk_widget_activate_action (widget, "win.add", "(sss)", "mini_job", "application", self->id);
  else
    gtk_widget_activate_action (widget, "win.add", "(sss)", "application", "follows", self->id);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_grant_page_dispose (GObject *object)
{
  LotseGrantPage *self = LOTSE_GRANT_PAGE (object);

  g_clear_pointer (&self->follow, lotse_follow_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (lotse_grant_page_parent_class)->dispose (object);
}

static void
lotse_grant_page_class_init (LotseGrantPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_grant_page_dispose;
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  g_type_ensure (LOTSE_TYPE_GRANT_OVERVIEW);
  g_type_ensure (LOTSE_TYPE_GRANT_DATES);
  g_type_ensure (LOTSE_TYPE_GRANT_MONEY);
  g_type_ensure (LOTSE_TYPE_GRANT_RECEIPTS);
  g_type_ensure (LOTSE_TYPE_GRANT_PAPERS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-grant-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseGrantPage, box);
  gtk_widget_class_bind_template_child (widget_class, LotseGrantPage, header_title);
  gtk_widget_class_bind_template_child (widget_class, LotseGrantPage, bin_revealer);
  gtk_widget_class_bind_template_child (widget_class, LotseGrantPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LotseGrantPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LotseGrantPage, overview);
  gtk_widget_class_bind_template_child (widget_class, LotseGrantPage, dates);
  gtk_widget_class_bind_template_child (widget_class, LotseGrantPage, money);
  gtk_widget_class_bind_template_child (widget_class, LotseGrantPage, receipts);
  gtk_widget_class_bind_template_child (widget_class, LotseGrantPage, papers);
  gtk_widget_class_install_action (widget_class, "grant.edit", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "grant.history", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "grant.delete", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "grant.restore", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "grant.add-task", NULL, on_add);
  gtk_widget_class_install_action (widget_class, "grant.add-mini-job", NULL, on_add);
  gtk_widget_class_install_action (widget_class, "grant.follow-up", NULL, on_add);
}

static void
lotse_grant_page_init (LotseGrantPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_compat_name_menu (self->menu_button);
  lotse_sections_add_keys (GTK_WIDGET (self), self->stack);
  self->follow = lotse_follow_new (GTK_WIDGET (self), lotse_grant_view_links, load);
}

LotseGrantPage *
lotse_grant_page_new (LotseProfile *profile)
{
  LotseGrantPage *self = g_object_new (LOTSE_TYPE_GRANT_PAGE, NULL);

  self->profile = g_object_ref (profile);
  lotse_deadline_acts_add (GTK_WIDGET (self), profile);
  return self;
}
