/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of a pair; see the header.
 *
 * The line for a new meeting keeps what is typed while the rest of the page is made anew after changes.
 */
#include "config.h"

#include "lotse-pair-page.h"

#include "lotse-back-button.h"
#include "lotse-compat.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-pair-acts.h"
#include "lotse-pair-groups.h"
#include "lotse-rows.h"
#include "lotse-session-line.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

#define FEW_SESSIONS 12

struct _LotsePairPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwWindowTitle *header_title;
  GtkRevealer *bin_revealer;
  GtkMenuButton *menu_button;
  GtkScrolledWindow *scroller;
  GtkLabel *state;
  GtkFlowBox *sides;
  GtkWidget *question;
  GtkLabel *question_text;
  GtkMenuButton *pause_button;
  LotseSessionLine *line;
  GtkBox *groups;

  LotseProfile *profile;
  char *id;
  gboolean all_sessions;
  LotseFollow *follow;
};

G_DEFINE_FINAL_TYPE (LotsePairPage, lotse_pair_page, GTK_TYPE_WIDGET)

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
show_state (LotsePairPage *self, const LotsePairView *view)
{
  const LotseKind *kind = lotse_record_get_kind (view->base->record);
  g_autofree char *state = lotse_format_value (lotse_kind_field (kind, "state"), lotse_record_get (view->base->record, "state"));
  g_autofree char *area =
    lotse_format_value (lotse_kind_field (kind, "life_area"), lotse_record_get (view->base->record, "life_area"));
  g_autofree char *last = view->state.last != NULL ? lotse_format_day (view->state.last) : NULL;
  g_autofree char *next = view->state.next != NULL ? lotse_format_day (view->state.next) : NULL;
  GString *text = g_string_new (state);

  if (*area != '\0')
    g_string_append_printf (text, " · %s", area);
  if (last != NULL)
    {
      g_autofree char *part = g_strdup_printf (_ ("last met %s"), last);

      g_string_append_printf (text, "\n%s", part);
    }
  if (next != NULL)
    {
      g_autofree char *part = g_strdup_printf (_ ("next %s"), next);

      g_string_append_printf (text, "%s%s", last != NULL ? " · " : "\n", part);
    }
  gtk_label_set_text (self->state, text->str);
  g_string_free (text, TRUE);
}

static void
show_question (LotsePairPage *self, const LotsePairView *view)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->question, view->state.quiet);
  if (!view->state.quiet)
    return;
  text = g_strdup_printf (ngettext ("No meeting has been written down for %d day. How is it going?",
                                    "No meeting has been written down for %d days. How is it going?",
                                    (gulong) view->state.quiet_days),
                          view->state.quiet_days);
  gtk_label_set_text (self->question_text, text);
}

static void
show_sides (LotsePairPage *self, const LotsePairView *view)
{
  const LotseKind *kind = lotse_record_get_kind (view->base->record);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sides))) != NULL)
    gtk_flow_box_remove (self->sides, child);
  gtk_flow_box_append (self->sides, lotse_pair_side_new (&view->mentor, lotse_field_label (lotse_kind_field (kind, "mentor"))));
  gtk_flow_box_append (self->sides, lotse_pair_side_new (&view->mentee, lotse_field_label (lotse_kind_field (kind, "mentee"))));
  for (child = gtk_widget_get_first_child (GTK_WIDGET (self->sides)); child != NULL; child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
}

/* Tasks of this pair; of what else links to it, the page has parts of its own. */
static void
show_tasks (LotsePairPage *self, const LotsePairView *view)
{
  for (guint i = 0; i < view->base->groups->len; i++)
    {
      const LotseViewGroup *group = g_ptr_array_index (view->base->groups, i);

      if (g_str_equal (group->kind->name, "task"))
        gtk_box_append (self->groups, GTK_WIDGET (lotse_group_of_records (group, lotse_record_get_id (view->base->record),
                                                                          lotse_profile_may_write (self->profile, group->kind))));
    }
}

static void
show_view (LotsePairPage *self, const LotsePairView *view)
{
  const gboolean may_write = lotse_profile_may_write (self->profile, lotse_record_get_kind (view->base->record));

  adw_window_title_set_title (self->header_title, view->base->title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pair.edit", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pair.delete", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pair.add-task",
                                 lotse_profile_may_write (self->profile, lotse_kind_find ("task")));
  gtk_revealer_set_reveal_child (self->bin_revealer, lotse_record_is_deleted (view->base->record));
  show_state (self, view);
  show_sides (self, view);
  show_question (self, view);
  lotse_session_line_set_pair (self->line, self->profile, view->base->record);
  lotse_box_clear (self->groups);
  gtk_box_append (self->groups, lotse_pair_goals_new (view));
  show_tasks (self, view);
  gtk_box_append (self->groups, lotse_pair_timeline_new (view, self->all_sessions ? G_MAXUINT : FEW_SESSIONS));
  gtk_box_append (self->groups, lotse_pair_months_new (view));
  gtk_box_append (self->groups, lotse_pair_details_new (view));
}

/* --- Loading ------------------------------------------------------------------------------------------------ */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotsePairPage) self = user_data;
  g_autoptr (LotsePairView) view = lotse_pair_view_load_finish (result, NULL);

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
  LotsePairPage *self = widget;

  lotse_pair_view_load_async (lotse_profile_get_store (self->profile), self->id, on_loaded, g_object_ref (self));
}

void
lotse_pair_page_show (LotsePairPage *self, const char *id)
{
  g_return_if_fail (LOTSE_IS_PAIR_PAGE (self));
  if (g_strcmp0 (self->id, id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (id);
      self->all_sessions = FALSE;
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
    }
  lotse_follow_set (self->follow, lotse_profile_get_store (self->profile), self->id);
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

static void
on_window_action (GtkWidget *widget, const char *action, GVariant *target)
{
  LotsePairPage *self = LOTSE_PAIR_PAGE (widget);
  g_autofree char *window_action = g_strconcat ("win.", strchr (action, '.') + 1, NULL);

  if (self->id != NULL)
    gtk_widget_activate_action (widget, window_action, "s", self->id);
}

static void
on_toggled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotsePairPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lotse_job_done_finish (result, &error) && self->box != NULL)
    lotse_window_error (GTK_WIDGET (self), _ ("It Was Not Saved"), error);
}

static void
on_step (GtkWidget *widget, const char *action, GVariant *target)
{
  LotsePairPage *self = LOTSE_PAIR_PAGE (widget);
  LotseStore *store = lotse_profile_get_store (self->profile);
  const char *goal, *key;

  g_variant_get (target, "(&s&s)", &goal, &key);
  if (store != NULL)
    lotse_goal_step_toggle_async (store, goal, key, on_toggled, g_object_ref (self));
}

static void
on_answer (GtkWidget *widget, const char *action, GVariant *target)
{
  LotsePairPage *self = LOTSE_PAIR_PAGE (widget);
  g_autofree char *later = lotse_format_days_from_now (14);

  if (self->id == NULL)
    return;
  if (g_str_equal (action, "pair.ask-call"))
    lotse_act_ask_call (widget, self->profile, self->id);
  else if (g_str_equal (action, "pair.not-met"))
    lotse_act_pair_paused (widget, self->profile, self->id, later);
  else
    /* Who met has more to say than the day: the line above asks for it. */
    lotse_session_line_focus (self->line);
}

static void
on_add_task (GtkWidget *widget, const char *action, GVariant *target)
{
  gtk_widget_activate_action (widget, "win.add", "(sss)", "task", "attached", LOTSE_PAIR_PAGE (widget)->id);
}

static void
on_all_sessions (GtkWidget *widget, const char *action, GVariant *target)
{
  LotsePairPage *self = LOTSE_PAIR_PAGE (widget);

  self->all_sessions = TRUE;
  lotse_follow_read (self->follow);
}

static void
on_pause_day (LotsePairPage *self, GtkCalendar *calendar)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (calendar);
  g_autofree char *iso = g_date_time_format (date, "%Y-%m-%d");

  g_assert (LOTSE_IS_PAIR_PAGE (self));
  if (lotse_format_days_until (iso) <= 0)
    return;
  gtk_menu_button_popdown (self->pause_button);
  lotse_act_pair_paused (GTK_WIDGET (self), self->profile, self->id, iso);
}

static void
make_pause_popover (GtkMenuButton *button, gpointer data)
{
  GtkWidget *popover, *calendar;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  popover = gtk_popover_new ();
  calendar = gtk_calendar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Paused until"), -1);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (on_pause_day), data, G_CONNECT_SWAPPED);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (button, popover);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_pair_page_dispose (GObject *object)
{
  LotsePairPage *self = LOTSE_PAIR_PAGE (object);

  g_clear_pointer (&self->follow, lotse_follow_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (lotse_pair_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, box);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, header_title);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, bin_revealer);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, state);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, sides);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, question);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, question_text);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, pause_button);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, line);
  gtk_widget_class_bind_template_child (widget_class, LotsePairPage, groups);
}

static void
lotse_pair_page_class_init (LotsePairPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_pair_page_dispose;
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  g_type_ensure (LOTSE_TYPE_SESSION_LINE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-pair-page.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "pair.edit", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "pair.history", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "pair.delete", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "pair.restore", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "pair.step", "(ss)", on_step);
  gtk_widget_class_install_action (widget_class, "pair.met", NULL, on_answer);
  gtk_widget_class_install_action (widget_class, "pair.not-met", NULL, on_answer);
  gtk_widget_class_install_action (widget_class, "pair.ask-call", NULL, on_answer);
  gtk_widget_class_install_action (widget_class, "pair.add-task", NULL, on_add_task);
  gtk_widget_class_install_action (widget_class, "pair.all-sessions", NULL, on_all_sessions);
}

static void
lotse_pair_page_init (LotsePairPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_compat_name_menu (self->menu_button);
  gtk_menu_button_set_create_popup_func (self->pause_button, make_pause_popover, self, NULL);
  self->follow = lotse_follow_new (GTK_WIDGET (self), lotse_pair_view_links, load);
}

LotsePairPage *
lotse_pair_page_new (LotseProfile *profile)
{
  LotsePairPage *self = g_object_new (LOTSE_TYPE_PAIR_PAGE, NULL);

  self->profile = g_object_ref (profile);
  return self;
}
