/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of a feedback form; see the header.
 */
#include "config.h"

#include "lotse-feedback-page.h"

#include "lotse-back-button.h"
#include "lotse-compat.h"
#include "lotse-feedback-texts.h"
#include "lotse-feedback-view.h"
#include "lotse-form-acts.h"
#include "lotse-form-files.h"
#include "lotse-form-preview.h"
#include "lotse-form-print.h"
#include "lotse-format.h"
#include "lotse-question-list.h"
#include "lotse-rows.h"
#include "lotse-texts-dialog.h"

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
  GtkWidget *release;      /* around the button */
  GtkWidget *next_version;
  GtkWidget *hint;
  LotseQuestionList *questions;
  GtkBox *groups;

  LotseProfile *profile;
  char *id;
  LotseFollow *follow;
};

G_DEFINE_FINAL_TYPE (LotseFeedbackPage, lotse_feedback_page, GTK_TYPE_WIDGET)

/* --- Showing ------------------------------------------------------------------------------------------------ */

static const LotseField *
languages_field (void)
{
  return lotse_kind_field (lotse_kind_find ("form"), "languages");
}

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

/* Whether anything but the name may be changed: with sheets, nobody would know what was asked. */
static gboolean
may_design (LotseFeedbackPage *self, const LotseFeedbackView *view)
{
  return lotse_profile_may_write (self->profile, lotse_record_get_kind (view->base->record)) && view->sheets == 0
         && !lotse_record_is_deleted (view->base->record);
}

static void
show_languages (LotseFeedbackPage *self, const LotseFeedbackView *view)
{
  AdwPreferencesGroup *group = lotse_group_new (lotse_field_label (languages_field ()));
  g_auto (GStrv) languages = lotse_feedback_form_list_languages (view->form);
  const gboolean design = may_design (self, view);

  for (guint i = 0; languages[i] != NULL; i++)
    {
      const guint missing = lotse_feedback_form_count_missing (view->form, languages[i]);
      g_autofree char *text = missing > 0 ? g_strdup_printf (ngettext ("%u text is missing", "%u texts are missing", missing), missing) : g_strdup (_ ("No text is missing"));
      GtkWidget *row = lotse_row_text (lotse_choice_label (languages_field (), languages[i]), text);
      g_autofree char *focus = g_strconcat ("language-", languages[i], NULL);

      lotse_focus_name (row, focus);
      adw_preferences_group_add (group, row);
      if (!design)
        continue;
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "form.texts");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", languages[i]);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
    }
  if (design)
    {
      GtkWidget *button = lotse_button_icon ("list-add-symbolic", _ ("Add a Language"), "form.add-language", NULL);

      lotse_focus_name (button, "add-language");
      adw_preferences_group_set_header_suffix (group, button);
    }
  lotse_list_name (group, lotse_field_label (languages_field ()));
  gtk_box_append (self->groups, GTK_WIDGET (group));
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
show_acts (LotseFeedbackPage *self, const LotseFeedbackView *view)
{
  const gboolean may_write = lotse_profile_may_write (self->profile, lotse_record_get_kind (view->base->record))
                             && !lotse_record_is_deleted (view->base->record);

  gtk_widget_set_visible (self->release, may_write && !lotse_record_get_bool (view->base->record, "released"));
  gtk_widget_set_visible (self->next_version, may_write && view->sheets > 0);
  gtk_widget_set_visible (self->hint, may_write && view->sheets > 0);
}

static void
show_view (LotseFeedbackPage *self, const LotseFeedbackView *view)
{
  const gboolean may_write = lotse_profile_may_write (self->profile, lotse_record_get_kind (view->base->record));
  g_autofree char *focus = lotse_focus_take (GTK_WIDGET (self->groups));

  adw_window_title_set_title (self->header_title, view->base->title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->header_title), view->base->title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.edit", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.delete", may_write);
  gtk_revealer_set_reveal_child (self->bin_revealer, lotse_record_is_deleted (view->base->record));
  show_state (self, view);
  show_acts (self, view);
  lotse_question_list_show (self->questions, self->profile, view, may_design (self, view));
  lotse_box_clear (self->groups);
  show_languages (self, view);
  show_records (self, _ ("Where It Is Used"), view->uses, _ ("No format, survey or coming event names this form yet."));
  if (view->versions->len > 0)
    show_records (self, _ ("Other Versions"), view->versions, NULL);
  lotse_focus_give (GTK_WIDGET (self->groups), focus);
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

static void
on_preview (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFeedbackPage *self = LOTSE_FEEDBACK_PAGE (widget);

  lotse_form_preview_show (widget, self->profile, self->id);
}

static void
on_texts (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFeedbackPage *self = LOTSE_FEEDBACK_PAGE (widget);

  lotse_texts_dialog_show (widget, self->profile, self->id, g_variant_get_string (target, NULL));
}

static void
on_release (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFeedbackPage *self = LOTSE_FEEDBACK_PAGE (widget);

  lotse_form_release_ask (widget, self->profile, self->id);
}

static void
on_next_version (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFeedbackPage *self = LOTSE_FEEDBACK_PAGE (widget);

  lotse_form_next_version_open (widget, self->profile, self->id);
}

static void
on_add_language (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseFeedbackPage *self = LOTSE_FEEDBACK_PAGE (widget);

  lotse_form_language_ask (widget, self->profile, self->id);
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
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, release);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, next_version);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, hint);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, questions);
  gtk_widget_class_bind_template_child (widget_class, LotseFeedbackPage, groups);
}

static void
lotse_feedback_page_class_init (LotseFeedbackPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_feedback_page_dispose;
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  g_type_ensure (LOTSE_TYPE_QUESTION_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-feedback-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "form.edit", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "form.history", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "form.delete", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "form.restore", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "form.print", NULL, on_print);
  gtk_widget_class_install_action (widget_class, "form.export", NULL, on_export);
  gtk_widget_class_install_action (widget_class, "form.preview", NULL, on_preview);
  gtk_widget_class_install_action (widget_class, "form.release", NULL, on_release);
  gtk_widget_class_install_action (widget_class, "form.next-version", NULL, on_next_version);
  gtk_widget_class_install_action (widget_class, "form.texts", "s", on_texts);
  gtk_widget_class_install_action (widget_class, "form.add-language", NULL, on_add_language);
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
