/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The section Overview of an application's page; see the header.
 */
#include "config.h"

#include "lotse-grant-overview.h"

#include "lotse-deadline-acts.h"
#include "lotse-deadline-row.h"
#include "lotse-deadline-words.h"
#include "lotse-event-rows.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

struct _LotseGrantOverview
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkBox *box;
  gboolean others_open; /* the row with deadlines that are not due */
};

G_DEFINE_FINAL_TYPE (LotseGrantOverview, lotse_grant_overview, GTK_TYPE_WIDGET)

static void
on_others (AdwExpanderRow *row, GParamSpec *pspec, LotseGrantOverview *self)
{
  self->others_open = adw_expander_row_get_expanded (row);
}

/* --- What is due -------------------------------------------------------------------------------------------- */

/* Open ones with a date come first; what waits and what has ended is behind a row that opens. */
static void
show_due (LotseGrantOverview *self, LotseProfile *profile, const LotseGrantView *view)
{
  const gboolean may_write = lotse_profile_may_write (profile, lotse_kind_find ("deadline"));
  AdwPreferencesGroup *group = lotse_group_new (_ ("What Is Due Next"));
  GtkWidget *others = adw_expander_row_new ();
  guint n = 0, n_others = 0;

  for (guint i = 0; i < view->deadlines->len; i++)
    {
      const LotseDeadlineLine *line = view->deadlines->pdata[i];
      GtkWidget *row = lotse_deadline_row_new (line, FALSE, may_write);

      if (lotse_due_group (line->deadline) < LOTSE_DUE_WAITS)
        n++, adw_preferences_group_add (group, row);
      else
        n_others++, adw_expander_row_add_row (ADW_EXPANDER_ROW (others), row);
    }
  if (n == 0)
    adw_preferences_group_set_description (group, _ ("Nothing is due. Deadlines follow from the rules of the grant programme."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (others), _ ("Waiting for a Date, Done or Not Needed"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (others), self->others_open);
  g_signal_connect_object (others, "notify::expanded", G_CALLBACK (on_others), self, 0);
  lotse_focus_name (others, "others");
  adw_preferences_group_add (group, others);
  gtk_widget_set_visible (others, n_others > 0);
  gtk_box_append (self->box, GTK_WIDGET (group));
}

/* --- Fields ------------------------------------------------------------------------------------------------- */

/* The heading of the page and other groups say these. */
static gboolean
is_said_elsewhere (const LotseViewLine *line)
{
  static const char *const names[] = { "follows", "responsible", "deputy", NULL };

  return g_strv_contains (names, line->field->name);
}

static GtkWidget *
programme_row (const LotseGrantView *view)
{
  GtkWidget *row = lotse_row_field (lotse_kind_label (lotse_kind_find ("grant_programme")), view->programme_title);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", "grant_programme", lotse_record_get_id (view->programme));
  return row;
}

static void
show_fields (LotseGrantOverview *self, const LotseGrantView *view)
{
  AdwPreferencesGroup *group = lotse_group_new (_ ("What It Is About"));

  for (guint i = 0; i < view->base->lines->len; i++)
    if (!is_said_elsewhere (view->base->lines->pdata[i]))
      adw_preferences_group_add (group, lotse_row_line (view->base->lines->pdata[i]));
  /* The programme of a call stands in no field of the application. */
  if (view->programme != NULL && lotse_record_get (view->base->record, "programme") == NULL)
    adw_preferences_group_add (group, programme_row (view));
  gtk_box_append (self->box, GTK_WIDGET (group));
}

static void
show_follow_ups (LotseGrantOverview *self, const LotseGrantView *view)
{
  AdwPreferencesGroup *group;

  if (view->before == NULL && view->after->len == 0)
    return;
  group = lotse_group_new (_ ("Before and After"));
  if (view->before != NULL)
    {
      GtkWidget *row = lotse_row_record (view->before);

      adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_label_new (_ ("Follows")));
      adw_preferences_group_add (group, row);
    }
  for (guint i = 0; i < view->after->len; i++)
    {
      GtkWidget *row = lotse_row_record (view->after->pdata[i]);

      adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_label_new (_ ("Followed by")));
      adw_preferences_group_add (group, row);
    }
  gtk_box_append (self->box, GTK_WIDGET (group));
}

/* --- People ------------------------------------------------------------------------------------------------- */

static void
show_people (LotseGrantOverview *self, const char *title, const GPtrArray *contacts)
{
  AdwPreferencesGroup *group;

  if (contacts->len == 0)
    return;
  group = lotse_group_new (title);
  for (guint i = 0; i < contacts->len; i++)
    adw_preferences_group_add (group, lotse_contact_row_new (contacts->pdata[i]));
  gtk_box_append (self->box, GTK_WIDGET (group));
}

/* --- All of it ---------------------------------------------------------------------------------------------- */

void
lotse_grant_overview_show (LotseGrantOverview *self, LotseProfile *profile, LotseGrantView *view)
{
  g_autofree char *focus = NULL;

  g_return_if_fail (LOTSE_IS_GRANT_OVERVIEW (self));
  focus = lotse_focus_take (GTK_WIDGET (self->box));
  lotse_box_clear (self->box);
  show_due (self, profile, view);
  show_fields (self, view);
  show_people (self, _ ("Who Is Responsible"), view->people);
  show_people (self, _ ("People to Ask at the Funder"), view->funder_contacts);
  show_follow_ups (self, view);
  for (guint i = 0; i < view->base->groups->len; i++)
    {
      const LotseViewGroup *group = view->base->groups->pdata[i];

      gtk_box_append (self->box, GTK_WIDGET (lotse_group_of_records (group, lotse_record_get_id (view->base->record),
                                                                     lotse_profile_may_write (profile, group->kind))));
    }
  lotse_focus_give (GTK_WIDGET (self->box), focus);
}

static void
lotse_grant_overview_dispose (GObject *object)
{
  g_clear_pointer (&LOTSE_GRANT_OVERVIEW (object)->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_grant_overview_parent_class)->dispose (object);
}

static void
lotse_grant_overview_class_init (LotseGrantOverviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_grant_overview_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lotse_grant_overview_init (LotseGrantOverview *self)
{
  self->scroller = lotse_event_column_new (&self->box);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}
