/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of one record of any kind; see the header.
 *
 * The page shows the answer to the last question only, so fast walking through a list never shows an older record.
 */
#include "config.h"

#include "lotse-record-page.h"

#include "lotse-back-button.h"
#include "lotse-compat.h"
#include "lotse-contacts-group.h"
#include "lotse-deadline-acts.h"
#include "lotse-doubles-dialog.h"
#include "lotse-edit-dialog.h"
#include "lotse-feedback-acts.h"
#include "lotse-format.h"
#include "lotse-history-lines.h"
#include "lotse-record-dates.h"
#include "lotse-record-view.h"
#include "lotse-rows.h"
#include "lotse-rules-group.h"

#include <glib/gi18n.h>

struct _LotseRecordPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwWindowTitle *header_title;
  GtkRevealer *bin_revealer;
  GtkRevealer *united_revealer;
  GtkMenuButton *menu_button;
  GtkScrolledWindow *scroller;
  AdwAvatar *avatar;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkBox *contact;
  GtkBox *groups;

  LotseProfile *profile;
  char *id;
  gulong changed_handler;
  LotseStore *watched; /* the store that changed_handler is connected to */
};

G_DEFINE_FINAL_TYPE (LotseRecordPage, lotse_record_page, GTK_TYPE_WIDGET)

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
show_lines (LotseRecordPage *self, const LotseRecordView *view)
{
  AdwPreferencesGroup *group = lotse_group_new (NULL);
  gboolean any = FALSE;

  lotse_list_name (group, _ ("Details"));
  for (guint i = 0; i < view->lines->len; i++)
    {
      adw_preferences_group_add (group, lotse_row_line (view->lines->pdata[i]));
      any = TRUE;
    }
  if (any)
    gtk_box_append (self->groups, GTK_WIDGET (group));
  else
    g_object_ref_sink (group), g_object_unref (group);
}

static void
show_history (LotseRecordPage *self, const LotseRecordView *view)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("History"));
  GtkWidget *all = gtk_button_new_with_mnemonic (_ ("_All"));

  if (view->history == NULL || view->history->len == 0)
    {
      g_object_ref_sink (group);
      g_object_unref (group);
      g_object_ref_sink (all);
      g_object_unref (all);
      return;
    }
  gtk_widget_add_css_class (all, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (all), "record.history");
  gtk_accessible_update_property (GTK_ACCESSIBLE (all), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Show all of the history"), -1);
  adw_preferences_group_set_header_suffix (group, all);
  for (guint i = 0; i < view->history->len; i++)
    {
      const LotseHistoryText *line = g_ptr_array_index (view->history, i);
      g_autofree char *by = g_strdup_printf ("%s · %s", line->when, line->who);

      adw_preferences_group_add (group, lotse_row_text (line->what, by));
    }
  gtk_box_append (self->groups, GTK_WIDGET (group));
}

static const char *
first_phone (LotseRecord *record)
{
  const char *mobile = lotse_kind_field (lotse_record_get_kind (record), "mobile") != NULL ? lotse_record_get (record, "mobile") : NULL;

  if (mobile != NULL)
    return mobile;
  return lotse_kind_field (lotse_record_get_kind (record), "phone") != NULL ? lotse_record_get (record, "phone") : NULL;
}

static void
show_contact (LotseRecordPage *self, const LotseRecordView *view)
{
  const LotseKind *kind = lotse_record_get_kind (view->record);
  const char *email = lotse_kind_field (kind, "email") != NULL ? lotse_record_get (view->record, "email") : NULL;
  const char *website = lotse_kind_field (kind, "website") != NULL ? lotse_record_get (view->record, "website") : NULL;

  lotse_box_clear (self->contact);
  lotse_box_add_contact (self->contact, view->title, email, first_phone (view->record));
  if (website != NULL)
    {
      GtkWidget *button =
        lotse_button_icon ("web-browser-symbolic", _ ("Open the website"), "win.web", g_variant_new_string (website));

      gtk_widget_remove_css_class (button, "flat");
      gtk_widget_add_css_class (button, "circular");
      gtk_box_append (self->contact, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->contact), gtk_widget_get_first_child (GTK_WIDGET (self->contact)) != NULL);
}

static void
show_event (LotseRecordPage *self, const LotseRecordView *view)
{
  GtkWidget *button;

  if (!g_str_equal (lotse_record_get_kind (view->record)->name, "event")
      || !lotse_profile_may_write (self->profile, lotse_kind_find ("attendance")))
    return;
  button = gtk_button_new_with_mnemonic (_ ("_Sign-in Desk…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.sign-in-desk");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", lotse_record_get_id (view->record));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_box_append (self->groups, button);
}

static void
show_survey (LotseRecordPage *self, const LotseRecordView *view)
{
  LotseFeedbackActs *acts;

  if (!g_str_equal (lotse_record_get_kind (view->record)->name, "survey"))
    return;
  acts = g_object_new (LOTSE_TYPE_FEEDBACK_ACTS, NULL);
  gtk_box_append (self->groups, GTK_WIDGET (acts));
  lotse_feedback_acts_show (acts, self->profile, lotse_record_get_id (view->record));
}

static void
show_dates (LotseRecordPage *self, const LotseRecordView *view)
{
  AdwPreferencesGroup *group = lotse_record_dates_group (view->dates, lotse_profile_may_write (self->profile, lotse_kind_find ("deadline")));

  if (group != NULL)
    gtk_box_append (self->groups, GTK_WIDGET (group));
}

static void
show_view (LotseRecordPage *self, const LotseRecordView *view)
{
  const LotseKind *kind = lotse_record_get_kind (view->record);
  const gboolean face = g_str_equal (kind->name, "person") || g_str_equal (kind->name, "organisation");
  const gboolean may_write = lotse_profile_may_write (self->profile, kind);
  g_autofree char *heading = lotse_format_heading (view->title);

  adw_window_title_set_title (self->header_title, lotse_kind_label (kind));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.edit", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.delete", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.add-task",
                                 !g_str_equal (kind->name, "task")
                                   && lotse_profile_may_write (self->profile, lotse_kind_find ("task")));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.unite-with", face && lotse_doubles_may_unite (self->profile));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.take-apart", lotse_doubles_may_unite (self->profile));
  gtk_revealer_set_reveal_child (self->united_revealer, view->united);
  gtk_revealer_set_reveal_child (self->bin_revealer, lotse_record_is_deleted (view->record));
  gtk_widget_set_visible (GTK_WIDGET (self->avatar), face);
  adw_avatar_set_text (self->avatar, view->title);
  gtk_label_set_text (self->title, heading);
  gtk_label_set_text (self->subtitle, view->subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), view->subtitle != NULL && *view->subtitle != '\0');
  show_contact (self, view);
  lotse_box_clear (self->groups);
  show_event (self, view);
  show_survey (self, view);
  show_lines (self, view);
  show_dates (self, view);
  for (guint i = 0; i < view->groups->len; i++)
    {
      const LotseViewGroup *group = g_ptr_array_index (view->groups, i);

      if (group->rows->len > 0 || lotse_profile_may_write (self->profile, group->kind))
        gtk_box_append (self->groups,
                        GTK_WIDGET (lotse_group_of_records (group, lotse_record_get_id (view->record),
                                                            lotse_profile_may_write (self->profile, group->kind))));
    }
  if (lotse_kind_field (kind, "contacts") != NULL)
    gtk_box_append (self->groups, GTK_WIDGET (lotse_contacts_group_new (self->profile, view->record)));
  if (lotse_kind_field (kind, "deadline_rules") != NULL)
    gtk_box_append (self->groups, GTK_WIDGET (lotse_rules_group_new (self->profile, view->record)));
  show_history (self, view);
}

/* --- Loading ------------------------------------------------------------------------------------------------ */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseRecordPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseRecordView) view = lotse_record_view_load_finish (result, &error);

  if (self->box == NULL || self->id == NULL)
    return;
  if (view == NULL)
    {
      gtk_label_set_text (self->title, _ ("This record is no longer on this device."));
      gtk_label_set_text (self->subtitle, "");
      lotse_box_clear (self->groups);
      lotse_box_clear (self->contact);
      return;
    }
  if (g_str_equal (lotse_record_get_id (view->record), self->id) || lotse_record_get_merged_into (view->record) == NULL)
    show_view (self, view);
}

static void
load (LotseRecordPage *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL && self->id != NULL)
    lotse_record_view_load_async (store, self->id, on_loaded, g_object_ref (self));
}

/* Any change may be one of a linked record, whose title shows here. */
static void
on_changed (LotseRecordPage *self, const char *kind, const char *id)
{
  g_assert (LOTSE_IS_RECORD_PAGE (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
}

void
lotse_record_page_show (LotseRecordPage *self, const char *id)
{
  LotseStore *store;
  gboolean other;

  g_return_if_fail (LOTSE_IS_RECORD_PAGE (self));
  store = lotse_profile_get_store (self->profile);
  other = g_strcmp0 (self->id, id) != 0;
  g_free (self->id);
  self->id = g_strdup (id);
  if (store != self->watched && store != NULL)
    {
      self->watched = store;
      g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
    }
  if (other)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  load (self);
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

static void
on_action (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseRecordPage *self = LOTSE_RECORD_PAGE (widget);
  g_autofree char *window_action = g_strconcat ("win.", strchr (action, '.') + 1, NULL);

  if (self->id != NULL)
    gtk_widget_activate_action (widget, window_action, "s", self->id);
}

static void
on_add_task (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseRecordPage *self = LOTSE_RECORD_PAGE (widget);

  if (self->id != NULL)
    gtk_widget_activate_action (widget, "win.add", "(sss)", "task", "attached", self->id);
}

static void
lotse_record_page_dispose (GObject *object)
{
  LotseRecordPage *self = LOTSE_RECORD_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (lotse_record_page_parent_class)->dispose (object);
}

static void
lotse_record_page_class_init (LotseRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_record_page_dispose;
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, box);
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, header_title);
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, bin_revealer);
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, united_revealer);
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, title);
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, contact);
  gtk_widget_class_bind_template_child (widget_class, LotseRecordPage, groups);
  gtk_widget_class_install_action (widget_class, "record.edit", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "record.history", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "record.add-task", NULL, on_add_task);
  gtk_widget_class_install_action (widget_class, "record.delete", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "record.restore", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "record.unite-with", NULL, on_action);
  gtk_widget_class_install_action (widget_class, "record.take-apart", NULL, on_action);
}

static void
lotse_record_page_init (LotseRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_compat_name_menu (self->menu_button);
}

LotseRecordPage *
lotse_record_page_new (LotseProfile *profile)
{
  LotseRecordPage *self = g_object_new (LOTSE_TYPE_RECORD_PAGE, NULL);

  self->profile = g_object_ref (profile);
  lotse_deadline_acts_add (GTK_WIDGET (self), profile);
  return self;
}
