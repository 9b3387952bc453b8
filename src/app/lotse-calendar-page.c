/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The calendar of events; see the header.
 *
 * Load: one read of six weeks whenever other days show or events change.
 */
#include "config.h"

#include "lotse-calendar-page.h"

#include "lotse-back-button.h"
#include "lotse-compat.h"
#include "lotse-event-dialog.h"
#include "lotse-format.h"
#include "lotse-locale.h"
#include "lotse-month.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

struct _LotseCalendarPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwWindowTitle *title;
  GtkMenuButton *menu_button;
  GtkCenterBox *mode_box;
  LotseMonth *month;

  LotseProfile *profile;
  char *asked; /* the first day that was last asked for */
};

G_DEFINE_FINAL_TYPE (LotseCalendarPage, lotse_calendar_page, GTK_TYPE_WIDGET)

/* --- Loading ------------------------------------------------------------------------------------------------ */

static void
show_title (LotseCalendarPage *self, GPtrArray *entries)
{
  g_autofree char *title = lotse_month_dup_title (self->month);
  g_autofree char *day = lotse_month_dup_day (self->month);
  g_autoptr (GHashTable) events = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *count = NULL;

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const LotseCalendarEntry *entry = g_ptr_array_index (entries, i);

      if (entry->id != NULL && strncmp (entry->day, day, strlen ("2026-11")) == 0)
        g_hash_table_add (events, entry->id);
    }
  count = entries == NULL ? g_strdup ("")
                          : g_strdup_printf (ngettext ("%u event", "%u events", g_hash_table_size (events)), g_hash_table_size (events));
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, count);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseCalendarPage) self = user_data;
  g_autoptr (GPtrArray) entries = lotse_calendar_load_finish (result, NULL);
  g_autofree char *first = self->box != NULL ? lotse_month_dup_first (self->month) : NULL;

  if (entries == NULL || first == NULL || g_strcmp0 (first, self->asked) != 0)
    return;
  lotse_month_set_entries (self->month, entries);
  show_title (self, entries);
}

static void
load (LotseCalendarPage *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autofree char *last = lotse_month_dup_last (self->month);

  if (store == NULL)
    return;
  g_free (self->asked);
  self->asked = lotse_month_dup_first (self->month);
  lotse_calendar_load_async (store, self->asked, last, on_loaded, g_object_ref (self));
}

static void
on_shown (LotseCalendarPage *self)
{
  g_assert (LOTSE_IS_CALENDAR_PAGE (self));
  show_title (self, NULL);
  load (self);
}

static void
on_changed (LotseCalendarPage *self, const char *kind, const char *id)
{
  g_assert (LOTSE_IS_CALENDAR_PAGE (self));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && (kind == NULL || g_str_equal (kind, "event")))
    load (self);
}

static void
lotse_calendar_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lotse_calendar_page_parent_class)->map (widget);
  load (LOTSE_CALENDAR_PAGE (widget));
}

/* --- Acting ------------------------------------------------------------------------------------------------- */

static void
on_opened (LotseCalendarPage *self, const char *id)
{
  g_assert (LOTSE_IS_CALENDAR_PAGE (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open", "(ss)", "event", id);
}

static void
on_new (LotseCalendarPage *self, const char *day)
{
  g_assert (LOTSE_IS_CALENDAR_PAGE (self));
  if (lotse_profile_may_write (self->profile, lotse_kind_find ("event")))
    lotse_event_dialog_show (GTK_WIDGET (self), self->profile, day);
}

void
lotse_calendar_page_focus (LotseCalendarPage *self)
{
  g_return_if_fail (LOTSE_IS_CALENDAR_PAGE (self));
  lotse_month_focus (self->month);
}

char *
lotse_calendar_page_dup_day (LotseCalendarPage *self)
{
  g_return_val_if_fail (LOTSE_IS_CALENDAR_PAGE (self), NULL);
  return lotse_month_dup_day (self->month);
}

static void
on_button (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseCalendarPage *self = LOTSE_CALENDAR_PAGE (widget);

  if (g_str_equal (action, "calendar.today"))
    gtk_widget_activate_action (GTK_WIDGET (self->month), "month.today", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->month), "month.month", "i", g_str_equal (action, "calendar.previous") ? -1 : 1);
}

static void
on_week_numbers (LotseCalendarPage *self, const char *key, GSettings *settings)
{
  lotse_month_set_week_numbers (self->month, g_settings_get_boolean (settings, "week-numbers"));
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

GtkWidget *
lotse_calendar_switch_new (void)
{
  static const struct
  {
    const char *mode, *label;
  } modes[] = { { "list", NC_ ("mode", "List") }, { "calendar", NC_ ("mode", "Calendar") } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "linked");
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (g_dpgettext2 (NULL, "mode", modes[i].label));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", modes[i].mode);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "list.mode");
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
lotse_calendar_page_dispose (GObject *object)
{
  LotseCalendarPage *self = LOTSE_CALENDAR_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->asked, g_free);
  G_OBJECT_CLASS (lotse_calendar_page_parent_class)->dispose (object);
}

static void
lotse_calendar_page_class_init (LotseCalendarPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_calendar_page_dispose;
  widget_class->map = lotse_calendar_page_map;
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  g_type_ensure (LOTSE_TYPE_MONTH);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarPage, box);
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarPage, title);
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarPage, mode_box);
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarPage, month);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_new);
  gtk_widget_class_install_action (widget_class, "calendar.previous", NULL, on_button);
  gtk_widget_class_install_action (widget_class, "calendar.next", NULL, on_button);
  gtk_widget_class_install_action (widget_class, "calendar.today", NULL, on_button);
}

static void
lotse_calendar_page_init (LotseCalendarPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_compat_name_menu (self->menu_button);
  gtk_center_box_set_center_widget (self->mode_box, lotse_calendar_switch_new ());
}

LotseCalendarPage *
lotse_calendar_page_new (LotseProfile *profile)
{
  LotseCalendarPage *self = g_object_new (LOTSE_TYPE_CALENDAR_PAGE, NULL);
  g_autofree char *today = lotse_format_today ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GAction) weeks = g_settings_create_action (lotse_settings (), "week-numbers");

  self->profile = g_object_ref (profile);
  g_action_map_add_action (G_ACTION_MAP (actions), weeks);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "settings", G_ACTION_GROUP (actions));
  g_signal_connect_object (lotse_settings (), "changed::week-numbers", G_CALLBACK (on_week_numbers), self, G_CONNECT_SWAPPED);
  on_week_numbers (self, NULL, lotse_settings ());
  g_signal_connect_object (lotse_profile_get_store (profile), "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  lotse_month_set_day (self->month, today);
  return self;
}
