/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time line of deadlines; see the header.
 *
 * Making a row takes milliseconds and there may be hundreds: those that are seen first are made at once, the others while
 * nothing else is to do.
 */
#include "config.h"

#include "lotse-deadlines-page.h"

#include "lotse-column.h"
#include "lotse-deadline-acts.h"
#include "lotse-deadline-row.h"
#include "lotse-deadline-words.h"
#include "lotse-follow.h"
#include "lotse-rows.h"
#include "lotse-view-switch.h"

#include <glib/gi18n.h>

#define ROWS_AT_ONCE 12 /* fill the usual window */
#define ROWS_AT_A_TIME 6

struct _LotseDeadlinesPage
{
  GtkWidget parent_instance;

  LotseColumn *column;
  GtkBox *box;                /* the groups */
  GtkMenuButton *filter_button;
  GtkCheckButton *mine, *ended, *known;
  LotseProfile *profile;
  LotseFollow *follow;
  GHashTable *none;           /* no record by its id: the links say all that concerns the page */
  gboolean loaded;

  GPtrArray *lines;           /* all that were read */
  GPtrArray *shown;           /* those of them that the filter lets through, group by group */
  guint n_shown;
  AdwPreferencesGroup *group; /* of the last row */
  guint filling;              /* source that makes the other rows, or 0 */
};

G_DEFINE_FINAL_TYPE (LotseDeadlinesPage, lotse_deadlines_page, GTK_TYPE_WIDGET)

/* --- Rows --------------------------------------------------------------------------------------------------- */

static LotseDueGroup
group_at (LotseDeadlinesPage *self, guint i)
{
  return lotse_due_group (((LotseDeadlineLine *) self->shown->pdata[i])->deadline);
}

static void
add_group (LotseDeadlinesPage *self, LotseDueGroup group)
{
  const char *label = lotse_due_group_label (group);

  self->group = lotse_group_new (label);
  lotse_list_name (self->group, label);
  gtk_box_append (self->box, GTK_WIDGET (self->group));
}

static void
make_rows (LotseDeadlinesPage *self, guint n)
{
  const gboolean may_write = lotse_profile_may_write (self->profile, lotse_kind_find ("deadline"));

  for (; n > 0 && self->n_shown < self->shown->len; n--, self->n_shown++)
    {
      const LotseDueGroup group = group_at (self, self->n_shown);

      if (self->n_shown == 0 || group_at (self, self->n_shown - 1) != group)
        add_group (self, group);
      adw_preferences_group_add (self->group, lotse_deadline_row_new (self->shown->pdata[self->n_shown], TRUE, may_write));
    }
}

static gboolean
make_more (gpointer data)
{
  LotseDeadlinesPage *self = LOTSE_DEADLINES_PAGE (data);

  make_rows (self, ROWS_AT_A_TIME);
  if (self->n_shown < self->shown->len)
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

/* --- What shows --------------------------------------------------------------------------------------------- */

static gboolean
passes (LotseDeadlinesPage *self, const LotseDeadlineLine *line)
{
  if (line->known_only && !gtk_check_button_get_active (self->known))
    return FALSE;
  if (gtk_check_button_get_active (self->mine) && !line->mine)
    return FALSE;
  return gtk_check_button_get_active (self->ended) || lotse_due_group (line->deadline) != LOTSE_DUE_ENDED;
}

static gboolean
is_narrowed (LotseDeadlinesPage *self)
{
  return gtk_check_button_get_active (self->mine) || self->lines->len > 0;
}

static void
show_empty (LotseDeadlinesPage *self)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "lotse-grants-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), is_narrowed (self) ? _ ("Nothing Is Due") : _ ("No Deadlines Yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page),
                                   is_narrowed (self) ? _ ("What is done, and what is known only, shows with the button above.")
                                                      : _ ("Deadlines follow from the rules of a grant programme and the dates of applications, calls and awards."));
  gtk_box_append (self->box, page);
}

static void
show_lines (LotseDeadlinesPage *self)
{
  /* As many as there were, so that the place to which somebody has scrolled stays. */
  const guint at_once = MAX (self->n_shown, ROWS_AT_ONCE);
  g_autofree char *focus = lotse_focus_take (GTK_WIDGET (self->box));

  if (self->lines == NULL)
    return;
  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  self->shown = g_ptr_array_new ();
  self->n_shown = 0;
  for (guint group = 0; group < LOTSE_DUE_N_GROUPS; group++)
    for (guint i = 0; i < self->lines->len; i++)
      if (lotse_due_group (((LotseDeadlineLine *) self->lines->pdata[i])->deadline) == group && passes (self, self->lines->pdata[i]))
        g_ptr_array_add (self->shown, self->lines->pdata[i]);
  lotse_box_clear (self->box);
  if (self->shown->len == 0)
    show_empty (self);
  make_rows (self, at_once);
  if (self->n_shown < self->shown->len)
    self->filling = g_idle_add_full (G_PRIORITY_LOW, make_more, self, NULL);
  lotse_focus_give (GTK_WIDGET (self->box), focus);
}

static void
on_filter (LotseDeadlinesPage *self)
{
  const gboolean narrowed = gtk_check_button_get_active (self->mine) || gtk_check_button_get_active (self->ended)
                            || gtk_check_button_get_active (self->known);

  g_assert (LOTSE_IS_DEADLINES_PAGE (self));
  if (narrowed)
    gtk_widget_add_css_class (GTK_WIDGET (self->filter_button), "filtered");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter_button), "filtered");
  show_lines (self);
}

/* --- Loading ------------------------------------------------------------------------------------------------ */

/* What deadlines follow from. */
static const LotseFollowLink links[] = {
  { "deadline", NULL }, { "application", NULL }, { "award", NULL },   { "disbursement", NULL }, { "call", NULL },
  { "event", NULL },    { "mini_job", NULL },    { "setting", NULL }, { "grant_programme", NULL }, { NULL, NULL },
};

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeadlinesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *lines = lotse_deadline_lines_load_finish (result, &error);

  if (self->column == NULL)
    {
      g_clear_pointer (&lines, g_ptr_array_unref);
      return;
    }
  self->loaded = TRUE;
  if (lines != NULL)
    {
      g_autoptr (GPtrArray) old = self->lines;

      /* The rows that show hold nothing of the old lines. */
      self->lines = lines;
      show_lines (self);
    }
  lotse_column_set_empty (self->column, lines == NULL ? "dialog-warning-symbolic" : NULL, lines == NULL ? _ ("The Deadlines Cannot Be Shown") : NULL,
                          lines == NULL && error != NULL ? error->message : NULL);
  lotse_follow_loaded (self->follow, lines != NULL ? self->none : NULL);
}

static void
load (gpointer widget)
{
  LotseDeadlinesPage *self = widget;

  lotse_deadline_lines_load_async (lotse_profile_get_store (self->profile), lotse_profile_get_person (self->profile), on_loaded,
                                   g_object_ref (self));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_deadlines_page_dispose (GObject *object)
{
  LotseDeadlinesPage *self = LOTSE_DEADLINES_PAGE (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_pointer (&self->follow, lotse_follow_free);
  if (self->column != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->column));
  self->column = NULL;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->none, g_hash_table_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_deadlines_page_parent_class)->dispose (object);
}

static void
lotse_deadlines_page_class_init (LotseDeadlinesPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_deadlines_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkCheckButton *
add_check (LotseDeadlinesPage *self, GtkWidget *box, const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_mnemonic (label);

  gtk_box_append (GTK_BOX (box), check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_filter), self, G_CONNECT_SWAPPED);
  return GTK_CHECK_BUTTON (check);
}

static void
make_filter (LotseDeadlinesPage *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (box, "filter-grid");
  self->mine = add_check (self, box, _ ("Only _Mine"));
  self->ended = add_check (self, box, _ ("Also What Is _Done or Not Needed"));
  self->known = add_check (self, box, _ ("Also of Applications That Are _Known Only"));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  self->filter_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->filter_button, "lotse-filter-symbolic");
  gtk_menu_button_set_popover (self->filter_button, popover);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->filter_button), _ ("What to Show"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter_button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What to Show"), -1);
  adw_header_bar_pack_end (lotse_column_get_header (self->column), GTK_WIDGET (self->filter_button));
}

static void
lotse_deadlines_page_init (LotseDeadlinesPage *self)
{
  const LotseView *view = lotse_view_find ("deadlines");
  GtkWidget *views = lotse_view_switch_new (view);
  GtkWidget *mode_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->column = g_object_new (LOTSE_TYPE_COLUMN, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->column), GTK_WIDGET (self));
  lotse_column_set_title (self->column, lotse_view_label (view), NULL);
  adw_header_bar_pack_end (lotse_column_get_header (self->column),
                           lotse_button_icon ("list-add-symbolic", _ ("New Deadline"), "win.add-here", NULL));
  make_filter (self);
  gtk_widget_add_css_class (mode_box, "mode-box");
  gtk_widget_set_halign (mode_box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (mode_box), views);
  gtk_box_append (lotse_column_get_box (self->column), mode_box);
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  gtk_box_append (lotse_column_get_box (self->column), GTK_WIDGET (self->box));
  self->none = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->follow = lotse_follow_new (GTK_WIDGET (self), links, load);
}

LotseDeadlinesPage *
lotse_deadlines_page_new (LotseProfile *profile)
{
  LotseDeadlinesPage *self = g_object_new (LOTSE_TYPE_DEADLINES_PAGE, NULL);

  self->profile = g_object_ref (profile);
  gtk_widget_set_visible (GTK_WIDGET (self->mine), lotse_profile_get_person (profile) != NULL);
  lotse_deadline_acts_add (GTK_WIDGET (self), profile);
  lotse_follow_set (self->follow, lotse_profile_get_store (profile), NULL);
  return self;
}

gboolean
lotse_deadlines_page_is_loaded (LotseDeadlinesPage *self)
{
  g_return_val_if_fail (LOTSE_IS_DEADLINES_PAGE (self), FALSE);
  return self->loaded;
}
