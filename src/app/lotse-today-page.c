/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The view Today; see the header.
 *
 * Each row acts in place.  Read again when it is shown and after each change while it is seen.  Making a row takes
 * milliseconds and there may be hundreds: those that are seen first are made at once, the others while nothing else is to do.
 */
#include "config.h"

#include "lotse-today-page.h"

#include "lotse-column.h"
#include "lotse-deadline-acts.h"
#include "lotse-format.h"
#include "lotse-pair-acts.h"
#include "lotse-rows.h"
#include "lotse-today-acts.h"
#include "lotse-today.h"

#include <glib/gi18n.h>

#define ROWS_AT_ONCE 10 /* fill the usual window */
#define ROWS_AT_A_TIME 8

struct _LotseTodayPage
{
  GtkWidget parent_instance;

  LotseColumn *column;
  LotseProfile *profile;
  gboolean loading;
  gboolean again;
  gboolean loaded;

  GPtrArray *items;           /* that are shown or will be */
  guint n_shown;
  AdwPreferencesGroup *group; /* of the last row, in the column */
  guint filling;              /* source that shows the others, or 0 */
};

G_DEFINE_FINAL_TYPE (LotseTodayPage, lotse_today_page, GTK_TYPE_WIDGET)

static void reload (LotseTodayPage *self);

static const char *const headings[] = {
  [LOTSE_TODAY_DEADLINE] = N_ ("Deadlines"),
  [LOTSE_TODAY_TASK] = N_ ("Tasks"),
  [LOTSE_TODAY_PILE] = N_ ("Paper That Waits"),
  [LOTSE_TODAY_MEETING] = N_ ("Meetings This Week"),
  [LOTSE_TODAY_EVENT] = N_ ("Events This Week"),
  [LOTSE_TODAY_QUIET] = N_ ("Gone Quiet"),
  [LOTSE_TODAY_EXPIRES] = N_ ("Runs Out"),
  [LOTSE_TODAY_ERASE] = N_ ("To Be Erased"),
  [LOTSE_TODAY_ARRIVED] = N_ ("New From Others"),
};

/* --- Rows --------------------------------------------------------------------------------------------------- */

static char *
due_text (const LotseTodayItem *item)
{
  const int days = item->due != NULL ? lotse_format_days_until (item->due) : 0;
  g_autofree char *day = item->due == NULL ? NULL : item->when != NULL ? lotse_format_date (item->due) : lotse_format_day (item->due);

  if (day == NULL)
    return NULL;
  if (item->section == LOTSE_TODAY_MEETING || item->section == LOTSE_TODAY_EVENT)
    return g_steal_pointer (&day);
  if (item->when != NULL)
    return g_strdup_printf ("%s, %s", item->when, day);
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day overdue", "%d days overdue", (gulong) -days), -days);
  if (days > 1)
    /* Translators: a task is due then; "in 5 days, 3.12.2026". */
    return g_strdup_printf (ngettext ("due in %d day, %s", "due in %d days, %s", (gulong) days), days, day);
  /* Translators: a day such as "tomorrow"; a task is due then. */
  return g_strdup_printf (_ ("due %s"), day);
}

static void
set_subtitle (GtkWidget *row, const LotseTodayItem *item)
{
  g_autofree char *due = due_text (item);
  g_autofree char *text = NULL;

  if (due != NULL && item->subtitle != NULL)
    text = g_strdup_printf ("%s · %s", due, item->subtitle);
  else
    text = g_strdup (due != NULL ? due : item->subtitle);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text != NULL ? text : "");
}

static GtkWidget *
act_button (const char *icon_name, const char *format, const LotseTodayItem *item, const char *action)
{
  GString *name = g_string_new (format);
  GtkWidget *button;

  g_string_replace (name, "%s", item->title, 1);
  button = lotse_button_icon (icon_name, name->str, action, g_variant_new_string (item->record));
  g_string_free (name, TRUE);
  return button;
}

/* A funder's deadline is never just done. */
static void
add_date_acts (GtkWidget *row, const LotseTodayItem *item)
{
  /* Translators: buttons of a deadline, whose name stands for %s. */
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), act_button ("alarm-symbolic", _ ("Not before tomorrow: %s"), item, "today.sleep"));
  if (item->section == LOTSE_TODAY_ERASE)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), act_button ("edit-clear-all-symbolic", _ ("Erase: %s"), item, "today.erase"));
  else if (item->section == LOTSE_TODAY_DEADLINE && item->for_funder)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), act_button ("mail-send-symbolic", _ ("Hand In: %s"), item, "deadline.hand-in"));
  else if (item->section == LOTSE_TODAY_DEADLINE)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), act_button ("object-select-symbolic", _ ("Done: %s"), item, "today.deadline-done"));
}

static void
add_acts (GtkWidget *row, const LotseTodayItem *item)
{
  GtkWidget *contact = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_valign (contact, GTK_ALIGN_CENTER);
  if (item->name != NULL)
    lotse_box_add_contact (GTK_BOX (contact), item->name, item->section == LOTSE_TODAY_QUIET ? NULL : item->email, item->phone);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), contact);
  if (item->section == LOTSE_TODAY_DEADLINE || item->section == LOTSE_TODAY_EXPIRES || item->section == LOTSE_TODAY_ERASE)
    add_date_acts (row, item);
  if (item->section == LOTSE_TODAY_TASK)
    {
      /* Translators: buttons of a task or pair, whose name stands for %s. */
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), act_button ("alarm-symbolic", _ ("Put off %s by a week"), item, "today.later"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), act_button ("object-select-symbolic", _ ("Done: %s"), item, "today.done"));
    }
  if (item->section == LOTSE_TODAY_QUIET)
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 act_button ("object-select-symbolic", _ ("%s met today"), item, "today.met"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 act_button ("alarm-symbolic", _ ("Pause %s for four weeks"), item, "today.pause"));
    }
}

/* What its row is called for the keyboard: several may open the same record, and a tandem may stand in two sections. */
static char *
focus_key (const LotseTodayItem *item)
{
  return g_strdup_printf ("%d %s", item->section, item->record);
}

static GtkWidget *
make_row (const LotseTodayItem *item)
{
  GtkWidget *row = lotse_row_text (item->title, NULL);
  g_autofree char *key = focus_key (item);

  lotse_focus_name (row, key);
  set_subtitle (row, item);
  if (item->due != NULL && item->section <= LOTSE_TODAY_TASK && lotse_format_days_until (item->due) < 0)
    gtk_widget_add_css_class (row, "overdue");
  add_acts (row, item);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), item->section == LOTSE_TODAY_PILE ? "win.feedback-paper" : "win.open");
  if (item->section == LOTSE_TODAY_PILE)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", item->id);
  else
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", item->kind, item->id);
  return row;
}

static void
show_rows (LotseTodayPage *self, guint n)
{
  for (; n > 0 && self->n_shown < self->items->len; n--)
    {
      const LotseTodayItem *item = g_ptr_array_index (self->items, self->n_shown);
      const LotseTodayItem *before = self->n_shown > 0 ? g_ptr_array_index (self->items, self->n_shown - 1) : NULL;

      if (before == NULL || before->section != item->section)
        {
          self->group = lotse_group_new (_ (headings[item->section]));
          gtk_box_append (lotse_column_get_box (self->column), GTK_WIDGET (self->group));
        }
      adw_preferences_group_add (self->group, make_row (item));
      self->n_shown++;
    }
}

static gboolean
show_more (gpointer data)
{
  LotseTodayPage *self = LOTSE_TODAY_PAGE (data);

  show_rows (self, ROWS_AT_A_TIME);
  if (self->n_shown < self->items->len)
    return G_SOURCE_CONTINUE;
  self->filling = 0;
  return G_SOURCE_REMOVE;
}

/* Where the item with this key stands, or G_MAXUINT, as for no key. */
static guint
place_of (GPtrArray *items, const char *key)
{
  for (guint i = 0; key != NULL && items != NULL && i < items->len; i++)
    {
      g_autofree char *other = focus_key (items->pdata[i]);

      if (g_str_equal (other, key))
        return i;
    }
  return G_MAXUINT;
}

/* The keyboard stays with what had it or, when that is done, goes to what came up into its place. */
static void
give_keyboard (LotseTodayPage *self, const char *had, guint place)
{
  const guint now = place_of (self->items, had);
  g_autofree char *key = NULL;

  if (place == G_MAXUINT || self->n_shown == 0)
    return;
  key = focus_key (self->items->pdata[now != G_MAXUINT ? now : MIN (place, self->n_shown - 1)]);
  lotse_focus_give (GTK_WIDGET (self), key);
}

static void
show_items (LotseTodayPage *self, GPtrArray *items)
{
  /* As many as there were, so that the place to which somebody has scrolled stays. */
  const guint at_once = MAX (self->n_shown, ROWS_AT_ONCE);
  g_autofree char *had = lotse_focus_take (GTK_WIDGET (self));
  const guint place = place_of (self->items, had);

  self->loaded = TRUE;
  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_ptr_array_ref (items);
  self->n_shown = 0;
  lotse_box_clear (lotse_column_get_box (self->column));
  show_rows (self, at_once);
  give_keyboard (self, had, place);
  if (self->n_shown < items->len)
    self->filling = g_idle_add_full (G_PRIORITY_LOW, show_more, self, NULL);
  if (items->len == 0)
    lotse_column_set_empty (self->column, "lotse-today-symbolic", _ ("Nothing to Do Today"),
                            _ ("Deadlines, tasks, meetings and events of this week, and tandems that went quiet appear here."));
  else
    lotse_column_set_empty (self->column, NULL, NULL, NULL);
}

/* --- Loading ------------------------------------------------------------------------------------------------ */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseTodayPage) self = user_data;
  g_autoptr (GPtrArray) items = lotse_today_load_finish (result, NULL);

  self->loading = FALSE;
  if (items != NULL && self->column != NULL)
    show_items (self, items);
  if (self->again && self->column != NULL)
    reload (self);
}

static void
reload (LotseTodayPage *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autofree char *today = lotse_format_today ();
  g_autofree char *date = lotse_format_date (today);

  g_autoptr (GPtrArray) ready = lotse_profile_take_today (self->profile);

  self->again = self->loading;
  if (store == NULL || self->loading)
    return;
  lotse_column_set_title (self->column, _ ("Today"), date);
  if (ready != NULL)
    {
      show_items (self, ready);
      return;
    }
  self->loading = TRUE;
  lotse_today_load_async (store, lotse_profile_get_person (self->profile), on_loaded, g_object_ref (self));
}

static void
on_changed (LotseTodayPage *self)
{
  g_assert (LOTSE_IS_TODAY_PAGE (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    reload (self);
}

static void
lotse_today_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lotse_today_page_parent_class)->map (widget);
  reload (LOTSE_TODAY_PAGE (widget));
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

static void
on_act (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseTodayPage *self = LOTSE_TODAY_PAGE (widget);
  const char *id = g_variant_get_string (target, NULL);
  g_autofree char *today = lotse_format_today ();
  g_autofree char *pause = lotse_format_days_from_now (28);

  if (g_str_equal (action, "today.done"))
    lotse_act_task_done (widget, self->profile, id);
  else if (g_str_equal (action, "today.later"))
    lotse_act_task_later (widget, self->profile, id, 7);
  else if (g_str_equal (action, "today.deadline-done"))
    lotse_act_deadline_done (widget, self->profile, id);
  else if (g_str_equal (action, "today.sleep"))
    lotse_act_deadline_sleep (widget, self->profile, id);
  else if (g_str_equal (action, "today.erase"))
    lotse_act_erase (widget, self->profile, id);
  else if (g_str_equal (action, "today.met"))
    lotse_act_pair_met (widget, self->profile, id, today);
  else
    lotse_act_pair_paused (widget, self->profile, id, pause);
}

static void
on_read (GtkWidget *widget, const char *action, GVariant *target)
{
  on_changed (LOTSE_TODAY_PAGE (widget));
}

static void
lotse_today_page_dispose (GObject *object)
{
  LotseTodayPage *self = LOTSE_TODAY_PAGE (object);

  g_clear_handle_id (&self->filling, g_source_remove);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  if (self->column != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->column));
  self->column = NULL;
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_today_page_parent_class)->dispose (object);
}

static void
lotse_today_page_class_init (LotseTodayPageClass *klass)
{
  static const char *const acts[] = { "today.done", "today.later", "today.met", "today.pause", "today.deadline-done", "today.sleep",
                                      "today.erase" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_today_page_dispose;
  widget_class->map = lotse_today_page_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "today.read", NULL, on_read);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (widget_class, acts[i], "s", on_act);
}

static void
lotse_today_page_init (LotseTodayPage *self)
{
  self->column = g_object_new (LOTSE_TYPE_COLUMN, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->column), GTK_WIDGET (self));
  lotse_column_set_title (self->column, _ ("Today"), NULL);
  adw_header_bar_pack_end (lotse_column_get_header (self->column),
                           lotse_button_icon ("list-add-symbolic", _ ("New Task"), "win.add-here", NULL));
}

LotseTodayPage *
lotse_today_page_new (LotseProfile *profile)
{
  LotseTodayPage *self = g_object_new (LOTSE_TYPE_TODAY_PAGE, NULL);

  self->profile = g_object_ref (profile);
  lotse_deadline_acts_add (GTK_WIDGET (self), profile);
  g_signal_connect_object (lotse_profile_get_store (profile), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return self;
}

gboolean
lotse_today_page_is_loaded (LotseTodayPage *self)
{
  g_return_val_if_fail (LOTSE_IS_TODAY_PAGE (self), FALSE);
  return self->loaded;
}
