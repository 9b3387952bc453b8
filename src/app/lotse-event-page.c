/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of an event; see the header.
 *
 * The sections stay while what they show is read anew after changes, so that what is being typed and the place of the
 * keyboard stay, too.
 */
#include "config.h"

#include "lotse-event-page.h"

#include "lotse-back-button.h"
#include "lotse-compat.h"
#include "lotse-copy-dialog.h"
#include "lotse-event-agenda.h"
#include "lotse-event-door.h"
#include "lotse-event-feedback.h"
#include "lotse-event-papers.h"
#include "lotse-event-people.h"
#include "lotse-event-plan.h"
#include "lotse-event-view.h"
#include "lotse-follow.h"
#include "lotse-format.h"
#include "lotse-sections.h"

#include <glib/gi18n.h>

struct _LotseEventPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwWindowTitle *header_title;
  GtkRevealer *bin_revealer;
  GtkMenuButton *menu_button;
  AdwViewSwitcher *switcher;
  AdwViewStack *stack;
  LotseEventPlan *plan;
  LotseEventAgenda *agenda;
  LotseEventPeople *people;
  LotseEventDoor *door;
  LotseEventPapers *papers;
  LotseEventFeedback *feedback;

  LotseProfile *profile;
  char *id;
  LotseRecord *event; /* as it was read last, or NULL */
  LotseFollow *follow;
};

G_DEFINE_FINAL_TYPE (LotseEventPage, lotse_event_page, GTK_TYPE_WIDGET)

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
show_heading (LotseEventPage *self, const LotseEventView *view)
{
  LotseRecord *event = lotse_event_view_get_event (view);
  const char *date = lotse_record_get (event, "date");
  g_autofree char *day = date != NULL ? lotse_format_day (date) : NULL;
  const char *parts[] = { day, lotse_record_get (event, "venue"), view->numbers };
  GString *subtitle = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", parts[i]);
  adw_window_title_set_title (self->header_title, view->base->title);
  adw_window_title_set_subtitle (self->header_title, subtitle->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->header_title), view->base->title);
  g_string_free (subtitle, TRUE);
}

static void
show_view (LotseEventPage *self, LotseEventView *view)
{
  LotseRecord *event = lotse_event_view_get_event (view);
  const gboolean may_write = lotse_profile_may_write (self->profile, lotse_record_get_kind (event));

  g_set_object (&self->event, event);
  show_heading (self, view);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "event.duplicate", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "event.edit", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "event.delete", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "event.add-task", lotse_profile_may_write (self->profile, lotse_kind_find ("task")));
  gtk_revealer_set_reveal_child (self->bin_revealer, lotse_record_is_deleted (event));
  lotse_event_plan_show (self->plan, self->profile, view);
  lotse_event_agenda_show (self->agenda, self->profile, view);
  lotse_event_people_show (self->people, self->profile, view);
  lotse_event_door_show (self->door, self->profile, view);
  lotse_event_papers_show (self->papers, self->profile, view);
  lotse_event_feedback_show (self->feedback, self->profile, view);
}

/* --- Loading ------------------------------------------------------------------------------------------------ */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseEventPage) self = user_data;
  g_autoptr (LotseEventView) view = lotse_event_view_load_finish (result, NULL);

  if (self->box == NULL || self->id == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), view != NULL);
  if (view == NULL)
    adw_window_title_set_subtitle (self->header_title, _ ("This record is no longer on this device."));
  else if (g_str_equal (lotse_record_get_id (lotse_event_view_get_event (view)), self->id))
    show_view (self, view);
  lotse_follow_loaded (self->follow, view != NULL ? view->seen : NULL);
}

static void
load (gpointer widget)
{
  LotseEventPage *self = widget;

  lotse_event_view_load_async (lotse_profile_get_store (self->profile), self->id, on_loaded, g_object_ref (self));
}

void
lotse_event_page_show (LotseEventPage *self, const char *id)
{
  g_return_if_fail (LOTSE_IS_EVENT_PAGE (self));
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
  LotseEventPage *self = LOTSE_EVENT_PAGE (widget);
  g_autofree char *window_action = g_strconcat ("win.", strchr (action, '.') + 1, NULL);

  if (self->id != NULL)
    gtk_widget_activate_action (widget, window_action, "s", self->id);
}

static void
on_add_task (GtkWidget *widget, const char *action, GVariant *target)
{
  gtk_widget_activate_action (widget, "win.add", "(sss)", "task", "attached", LOTSE_EVENT_PAGE (widget)->id);
}

static void
on_duplicate (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseEventPage *self = LOTSE_EVENT_PAGE (widget);

  if (self->event != NULL && g_strcmp0 (lotse_record_get_id (self->event), self->id) == 0)
    lotse_copy_dialog_show (widget, self->profile, self->event);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_event_page_dispose (GObject *object)
{
  LotseEventPage *self = LOTSE_EVENT_PAGE (object);

  g_clear_pointer (&self->follow, lotse_follow_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_object (&self->event);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (lotse_event_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, box);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, header_title);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, bin_revealer);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, plan);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, agenda);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, people);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, door);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, papers);
  gtk_widget_class_bind_template_child (widget_class, LotseEventPage, feedback);
}

static void
lotse_event_page_class_init (LotseEventPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_event_page_dispose;
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  g_type_ensure (LOTSE_TYPE_EVENT_PLAN);
  g_type_ensure (LOTSE_TYPE_EVENT_AGENDA);
  g_type_ensure (LOTSE_TYPE_EVENT_PEOPLE);
  g_type_ensure (LOTSE_TYPE_EVENT_DOOR);
  g_type_ensure (LOTSE_TYPE_EVENT_PAPERS);
  g_type_ensure (LOTSE_TYPE_EVENT_FEEDBACK);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-event-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "event.edit", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "event.history", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "event.delete", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "event.restore", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "event.add-task", NULL, on_add_task);
  gtk_widget_class_install_action (widget_class, "event.duplicate", NULL, on_duplicate);
}

static void
lotse_event_page_init (LotseEventPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_compat_name_menu (self->menu_button);
  lotse_sections_add_keys (GTK_WIDGET (self), self->stack);
  self->follow = lotse_follow_new (GTK_WIDGET (self), lotse_event_view_links, load);
}

LotseEventPage *
lotse_event_page_new (LotseProfile *profile)
{
  LotseEventPage *self = g_object_new (LOTSE_TYPE_EVENT_PAGE, NULL);

  self->profile = g_object_ref (profile);
  return self;
}
