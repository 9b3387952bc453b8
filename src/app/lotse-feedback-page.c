/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of a feedback form; see the header.
 */
#include "config.h"

#include "lotse-feedback-page.h"

#include "lotse-back-button.h"
#include "lotse-compat.h"
#include "lotse-feedback-view.h"
#include "lotse-form-files.h"
#include "lotse-form-print.h"
#include "lotse-format.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

struct _LotseFeedbackPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwWindowTitle *header_title;
  GtkRevealer *bin_revealer;
  GtkMenuButton *menu_button;
  GtkScrolledWindow *scroller;
  GtkLabel *state;
  GtkBox *questions;
  GtkBox *groups;

  LotseProfile *profile;
  char *id;
  LotseFollow *follow;
};

G_DEFINE_FINAL_TYPE (LotseFeedbackPage, lotse_feedback_page, GTK_TYPE_WIDGET)

/* --- Showing ------------------------------------------------------------------------------------------------ */

static char *
sheets_text (const LotseFeedbackView *view)
{
  if (view->sheets > 0)
    return g_strdup_printf (ngettext ("%u sheet", "%u sheets", (gulong) view->sheets), (guint) view->sheets);
  return g_strdup (_ ("no sheets yet"));
}

static void
show_state (LotseFeedbackPage *self, const LotseFeedbackView *view)
{
  LotseRecord *form = view->base->record;
  g_autofree char *purpose = lotse_format_value (lotse_kind_field (lotse_record_get_kind (form), "purpose"), lotse_record_get (form, "purpose"));
  g_autofree char *version = g_strdup_printf (_ ("version %d"), (int) lotse_record_get_int (form, "version", 1));
  g_autofree char *sheets = sheets_text (view);
  g_autofree char *state = g_strdup_printf ("%s · %s · %s", version, lotse_record_get_bool (form, "released") ? C_ ("form", "released") : C_ ("form", "draft"), sheets);
  g_autofree char *text = *purpose != '\0' ? g_strdup_printf ("%s\n%s", purpose, state) : g_strdup (state);

  gtk_label_set_text (self->state, text);
}

static void
show_questions (LotseFeedbackPage *self, const LotseFeedbackView *view)
{
  AdwPreferencesGroup *group = lotse_group_new (lotse_kind_label_plural (lotse_kind_find ("question")));
  const LotseField *field = lotse_kind_field (lotse_kind_find ("question"), "type");

  lotse_box_clear (self->questions);
  if (view->form->questions->len == 0)
    adw_preferences_group_set_description (group, _ ("It asks nothing yet."));
  for (guint i = 0; i < view->form->questions->len; i++)
    {
      const LotseQuestion *question = view->form->questions->pdata[i];
      g_autofree char *type = lotse_format_value (field, question->type);

      adw_preferences_group_add (group, lotse_row_text (lotse_question_text (question, NULL), type));
    }
  gtk_box_append (self->questions, GTK_WIDGET (group));
}

static void
show_records (LotseFeedbackPage *self, const char *title, GPtrArray *rows, const char *none)
{
  AdwPreferencesGroup *group = lotse_group_new (title);

  if (rows->len == 0)
    adw_preferences_group_set_description (group, none);
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_add (group, lotse_row_record (rows->pdata[i]));
  gtk_box_append (self->groups, GTK_WIDGET (group));
}

static void
show_view (LotseFeedbackPage *self, const LotseFeedbackView *view)
{
  const gboolean may_write = lotse_profile_may_write (self->profile, lotse_record_get_kind (view->base->record));

  adw_window_title_set_title (self->header_title, view->base->title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->header_title), view->base->title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.edit", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.delete", may_write);
  gtk_revealer_set_reveal_child (self->bin_revealer, lotse_record_is_deleted (view->base->record));
  show_state (self, view);
  show_questions (self, view);
  lotse_box_clear (self->groups);
  show_records (self, _ ("Where It Is Used"), view->uses, _ ("No format, survey or coming event names this form yet."));
  if (view->versions->len > 0)
    show_records (self, _ ("Other Versions"), view->versions, NULL);
}

/* --- Loading ------------------------------------------------------------------------------------------------ */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseFeedbackPage) self = user_data;
  g_autoptr (LotseFeedbackView) view = lotse_feedback_view_load_finish (result, NULL);

  if (self->box == NULL || self->id == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->scroller), view != NULL);
  if (view == NULL)
    gtk_label_set_text (self->state, _ ("This record is no longer on this device."));
  else if (g_str_equal (lotse_record_get_id (view->base->record), self->id))
    show_view (self, view);
  lotse_follow_loaded (self->follow, view != NULL ? view->seen : NULL);
}

static void
load (gpointer widget)
{
  LotseFeedbackPage *self = widget;

  lotse_feedback_view_load_async (lotse_profile_get_store (self->profile), self->id, on_loaded, g_object_ref (self));
}

void
lotse_feedback_page_show (LotseFeedbackPage *self, const char *id)
{
  g_return_if_fail (LOTSE_IS_FEEDBACK_PAGE (self));
  if (g_strcmp0 (self->id, id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (id);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  lotse_follow_set (self->follow, lotse_profile_get_store (self->profile), self->id);
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

static void
on_window_action (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFeedbackPage *self = LOTSE_FEEDBACK_PAGE (widget);
  g_autofree char *window_action = g_strconcat ("win.", strchr (action, '.') + 1, NULL);

  if (self->id != NULL)
    gtk_widget_activate_action (widget, window_action, "s", self->id);
}

static void
on_print (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFeedbackPage *self = LOTSE_FEEDBACK_PAGE (widget);

  lotse_form_print_show (widget, self->profile, self->id);
}

static void
on_export (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFeedbackPage *self = LOTSE_FEEDBACK_PAGE (widget);

  lotse_form_files_export (widget, self->profile, self->id);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_feedback_page_dispose (GObject *object)
{
  LotseFeedbackPage *self = LOTSE_FEEDBACK_PAGE (object);

  g_clear_pointer (&self->follow, lotse_follow_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (lotse_feedback_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, box);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, header_title);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, bin_revealer);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, state);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, questions);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, groups);
}

static void
lotse_feedback_page_class_init (LotseFeedbackPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_feedback_page_dispose;
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-feedback-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "form.edit", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "form.history", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "form.delete", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "form.restore", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "form.print", NULL, on_print);
  gtk_widget_class_install_action (widget_class, "form.export", NULL, on_export);
}

static void
lotse_feedback_page_init (LotseFeedbackPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_compat_name_menu (self->menu_button);
  self->follow = lotse_follow_new (GTK_WIDGET (self), lotse_feedback_view_links, load);
}

LotseFeedbackPage *
lotse_feedback_page_new (LotseProfile *profile)
{
  LotseFeedbackPage *self = g_object_new (LOTSE_TYPE_FEEDBACK_PAGE, NULL);

  self->profile = g_object_ref (profile);
  return self;
}
