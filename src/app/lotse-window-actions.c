/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keys, menus and buttons do.  Each action is short and hands on to the module that does the work.
 */
#include "config.h"

#include "lotse-window-private.h"

#include "lotse-desk-window.h"
#include "lotse-doubles-dialog.h"
#include "lotse-doubles-view.h"
#include "lotse-edit-dialog.h"
#include "lotse-event-dialog.h"
#include "lotse-example.h"
#include "lotse-first-start.h"
#include "lotse-form-files.h"
#include "lotse-form-print.h"
#include "lotse-help.h"
#include "lotse-history-dialog.h"
#include "lotse-jobs.h"
#include "lotse-kiosk-window.h"
#include "lotse-list-page.h"
#include "lotse-new-form-dialog.h"
#include "lotse-pile-window.h"
#include "lotse-preferences.h"
#include "lotse-ready-dialog.h"
#include "lotse-rules-group.h"
#include "lotse-search-dialog.h"
#include "lotse-transfer.h"
#include "lotse-unite-with.h"

#include <glib/gi18n.h>

static LotseStore *
store_of (GtkWidget *widget)
{
  return lotse_profile_get_store (LOTSE_WINDOW (widget)->profile);
}

static void
on_view (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_window_show_view (LOTSE_WINDOW (widget), g_variant_get_string (target, NULL));
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *kind, *id;

  g_variant_get (target, "(&s&s)", &kind, &id);
  lotse_window_open_record (LOTSE_WINDOW (widget), kind, id);
}

static void
on_add (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *kind, *field, *id;

  g_variant_get (target, "(&s&s&s)", &kind, &field, &id);
  lotse_edit_dialog_add (widget, LOTSE_WINDOW (widget)->profile, lotse_kind_find (kind), *field != '\0' ? field : NULL, id);
}

/* What the view in front adds, or NULL. */
static const LotseKind *
kind_here (LotseWindow *self)
{
  const char *name = self->view != NULL ? self->view->kind : NULL;

  if (name == NULL && self->view != NULL)
    name = self->view->adds;
  return name != NULL ? lotse_kind_find (name) : NULL;
}

/* On the day that is chosen, if the calendar is in front. */
static void
add_event (LotseWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);
  g_autofree char *day = LOTSE_IS_LIST_PAGE (page) ? lotse_list_page_dup_day (LOTSE_LIST_PAGE (page)) : NULL;

  lotse_event_dialog_show (GTK_WIDGET (self), self->profile, day);
}

static void
on_add_here (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseWindow *self = LOTSE_WINDOW (widget);

  if (kind_here (self) != NULL && g_str_equal (kind_here (self)->name, "event"))
    add_event (self);
  else if (kind_here (self) != NULL && g_str_equal (kind_here (self)->name, "form"))
    lotse_new_form_dialog_show (widget, self->profile);
  else if (kind_here (self) != NULL && g_str_equal (kind_here (self)->name, "grant_programme"))
    lotse_ready_dialog_show (widget, self->profile);
  else if (kind_here (self) != NULL)
    lotse_edit_dialog_add (widget, self->profile, kind_here (self), NULL, NULL);
}

static void
on_search_here (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseWindow *self = LOTSE_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (LOTSE_IS_LIST_PAGE (page))
    lotse_list_page_start_search (LOTSE_LIST_PAGE (page));
}

/* Between the list and the calendar of the view. */
static void
on_calendar (GtkWidget *widget, const char *action, GVariant *target)
{
  GtkWidget *page = gtk_stack_get_visible_child (LOTSE_WINDOW (widget)->pages);

  if (LOTSE_IS_LIST_PAGE (page))
    lotse_list_page_set_calendar (LOTSE_LIST_PAGE (page), !lotse_list_page_get_calendar (LOTSE_LIST_PAGE (page)));
}

static void
on_results (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_window_show_results (LOTSE_WINDOW (widget), g_variant_get_string (target, NULL));
}

static void
on_sign_in_desk (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_desk_window_open (LOTSE_WINDOW (widget)->profile, GTK_WINDOW (widget), g_variant_get_string (target, NULL));
}

static void
on_kiosk (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_kiosk_window_open (LOTSE_WINDOW (widget)->profile, GTK_WINDOW (widget), g_variant_get_string (target, NULL));
}

/* Paper of an event or survey; without an id, the piles that are open. */
static void
on_print_form (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_form_print_show (widget, LOTSE_WINDOW (widget)->profile, g_variant_get_string (target, NULL));
}

static void
on_feedback_paper (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *id = g_variant_get_string (target, NULL);

  if (*id != '\0')
    lotse_pile_window_show (widget, LOTSE_WINDOW (widget)->profile, id);
  else
    lotse_pile_list_show (widget, LOTSE_WINDOW (widget)->profile);
}

/* --- The record in front ------------------------------------------------------------------------------------ */

static void
on_edit (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *id = target != NULL ? g_variant_get_string (target, NULL)
                                  : lotse_window_current_record (LOTSE_WINDOW (widget), NULL);

  if (id != NULL)
    lotse_edit_dialog_edit (widget, LOTSE_WINDOW (widget)->profile, id);
}

static void
on_history (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *id = target != NULL ? g_variant_get_string (target, NULL)
                                  : lotse_window_current_record (LOTSE_WINDOW (widget), NULL);

  if (id != NULL)
    lotse_history_dialog_show (widget, LOTSE_WINDOW (widget)->profile, id);
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lotse_job_text_finish (result, &error);

  if (error != NULL)
    lotse_window_error (widget, _ ("It Was Not Deleted"), error);
  else if (text != NULL)
    lotse_window_toast_undo (widget, text);
}

static void
on_delete (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *id = target != NULL ? g_variant_get_string (target, NULL)
                                  : lotse_window_current_record (LOTSE_WINDOW (widget), NULL);

  if (id != NULL)
    lotse_job_delete_async (store_of (widget), id, on_deleted, g_object_ref (widget));
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (lotse_job_done_finish (result, &error))
    lotse_window_toast_undo (widget, _ ("Restored from the bin"));
  else
    lotse_window_error (widget, _ ("It Was Not Restored"), error);
}

static void
on_restore (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_job_restore_async (store_of (widget), g_variant_get_string (target, NULL), on_restored, g_object_ref (widget));
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *what = lotse_job_text_finish (result, &error);

  if (error != NULL)
    {
      lotse_window_toast (widget, error->message);
    }
  else
    {
      /* Translators: what was undone, such as the name of a record. */
      g_autofree char *text = g_strdup_printf (_ ("Undone: %s"), what);

      lotse_window_toast (widget, text);
    }
}

static void
on_undo (GtkWidget *widget, const char *action, GVariant *target)
{
  if (store_of (widget) != NULL)
    lotse_job_undo_async (store_of (widget), NULL, on_undone, g_object_ref (widget));
}

static void
on_apart (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) widget = user_data;
  g_autoptr (GError) error = NULL;

  if (lotse_job_done_finish (result, &error))
    lotse_window_toast_undo (widget, _ ("Taken apart: the other record is in the list again"));
  else
    lotse_window_error (widget, _ ("They Were Not Taken Apart"), error);
}

static void
on_take_apart (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_doubles_take_apart_async (store_of (widget), g_variant_get_string (target, NULL), on_apart, g_object_ref (widget));
}

static void
on_unite_with (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_unite_with_show (widget, LOTSE_WINDOW (widget)->profile, g_variant_get_string (target, NULL));
}

/* --- Dialogs ------------------------------------------------------------------------------------------------ */

static void
on_find (GtkWidget *widget, const char *action, GVariant *target)
{
  if (store_of (widget) != NULL)
    lotse_search_dialog_show (LOTSE_WINDOW (widget));
}

static void
on_doubles (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_doubles_dialog_show (widget, LOTSE_WINDOW (widget)->profile);
}

static void
on_import (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseWindow *self = LOTSE_WINDOW (widget);

  if (kind_here (self) != NULL && g_str_equal (kind_here (self)->name, "form"))
    lotse_form_files_import (widget, self->profile);
  else
    lotse_transfer_import (widget, self->profile, self->view != NULL ? self->view->kind : NULL);
}

static void
on_export (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseWindow *self = LOTSE_WINDOW (widget);

  lotse_transfer_export (widget, self->profile, self->view != NULL ? self->view->kind : NULL);
}

static void
on_centre_rules (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_rules_dialog_show (widget, LOTSE_WINDOW (widget)->profile);
}

static void
on_preferences (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_preferences_show (LOTSE_WINDOW (widget));
}

/* Made when it is asked for: GTK would make its own help overlay at each start. */
static void
on_shortcuts (GtkWidget *widget, const char *action, GVariant *target)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/de/lotse/Lotse/ui/lotse-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

static void
on_connect (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_first_start_show_connect (LOTSE_WINDOW (widget));
}

static void
on_leave_example (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_example_leave (LOTSE_WINDOW (widget));
}

static void
on_help (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseWindow *self = LOTSE_WINDOW (widget);

  lotse_help_show (widget, self->view != NULL ? self->view->help : "index");
}

/* --- The profile -------------------------------------------------------------------------------------------- */

static void
on_sync_now (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_profile_sync_now (LOTSE_WINDOW (widget)->profile);
}

static void
on_lock (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_window_lock (LOTSE_WINDOW (widget));
}

static void
on_reopen (GtkWidget *widget, const char *action, GVariant *target)
{
  lotse_window_reopen (LOTSE_WINDOW (widget), LOTSE_KEY_AUTO, NULL);
}

static void
on_back (GtkWidget *widget, const char *action, GVariant *target)
{
  LotseWindow *self = LOTSE_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);

  if (LOTSE_IS_LIST_PAGE (page) && lotse_list_page_go_back (LOTSE_LIST_PAGE (page)))
    return;
  lotse_split_set_show_content (self->split, FALSE);
}

/* Opens an address of the kinds "mailto:" and "tel:" with what the desktop has for it. */
static void
open_uri (GtkWidget *widget, const char *scheme, const char *address)
{
  g_autofree char *escaped = g_uri_escape_string (address, "@+", FALSE);
  g_autofree char *uri = g_strconcat (scheme, ":", escaped, NULL);

  gtk_show_uri (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME);
}

static void
on_mail (GtkWidget *widget, const char *action, GVariant *target)
{
  open_uri (widget, "mailto", g_variant_get_string (target, NULL));
}

static void
on_call (GtkWidget *widget, const char *action, GVariant *target)
{
  g_autofree char *number = g_strdup (g_variant_get_string (target, NULL));
  char *end = number;

  for (const char *p = number; *p != '\0'; p++)
    if (g_ascii_isdigit (*p) || *p == '+')
      *end++ = *p;
  *end = '\0';
  open_uri (widget, "tel", number);
}

static void
on_web (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *address = g_variant_get_string (target, NULL);
  g_autofree char *uri = strstr (address, "://") != NULL ? g_strdup (address) : g_strconcat ("https://", address, NULL);

  if (g_str_has_prefix (uri, "https://") || g_str_has_prefix (uri, "http://"))
    gtk_show_uri (GTK_WINDOW (widget), uri, GDK_CURRENT_TIME);
}

static void
set_enabled (LotseWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

void
lotse_window_update_actions (LotseWindow *self)
{
  const LotseStoreStatus *status = lotse_profile_get_status (self->profile);
  const gboolean example = lotse_profile_is_example (self->profile);

  set_enabled (self, "connect", !status->connected && !example);
  set_enabled (self, "leave-example", example);
  set_enabled (self, "centre-rules", lotse_profile_may_write (self->profile, lotse_kind_find ("centre_setting")));
  set_enabled (self, "sync-now", status->connected);
  set_enabled (self, "doubles", lotse_doubles_may_unite (self->profile));
  set_enabled (self, "feedback-paper", lotse_profile_may_write (self->profile, lotse_kind_find ("response")));
  set_enabled (self, "add-here", kind_here (self) != NULL && lotse_profile_may_write (self->profile, kind_here (self)));
}

typedef struct
{
  const char *name;
  const char *type;
  void (*activate) (GtkWidget *widget, const char *action, GVariant *target);
} Entry;

static const Entry entries[] = {
  { "view", "s", on_view },           { "open", "(ss)", on_open },
  { "add", "(sss)", on_add },         { "add-here", NULL, on_add_here },
  { "edit", "s", on_edit },           { "edit-here", NULL, on_edit },
  { "history", "s", on_history },     { "history-here", NULL, on_history },
  { "delete", "s", on_delete },       { "delete-here", NULL, on_delete },
  { "restore", "s", on_restore },     { "undo", NULL, on_undo },
  { "unite-with", "s", on_unite_with }, { "take-apart", "s", on_take_apart },
  { "doubles", NULL, on_doubles },
  { "find", NULL, on_find },          { "search-here", NULL, on_search_here },
  { "import", NULL, on_import },      { "export", NULL, on_export },
  { "calendar", NULL, on_calendar },  { "results", "s", on_results },
  { "preferences", NULL, on_preferences },
  { "centre-rules", NULL, on_centre_rules },
  { "shortcuts", NULL, on_shortcuts },
  { "connect", NULL, on_connect },    { "leave-example", NULL, on_leave_example },
  { "help", NULL, on_help },          { "sync-now", NULL, on_sync_now },
  { "lock", NULL, on_lock },          { "reopen", NULL, on_reopen },
  { "back", NULL, on_back },          { "mail", "s", on_mail },
  { "call", "s", on_call },           { "web", "s", on_web },
  { "sign-in-desk", "s", on_sign_in_desk },
  { "kiosk", "s", on_kiosk },
  { "feedback-paper", "s", on_feedback_paper },
  { "print-form", "s", on_print_form },
};

static void
on_action (GSimpleAction *action, GVariant *target, LotseWindow *self)
{
  const Entry *entry = g_object_get_data (G_OBJECT (action), "entry");

  entry->activate (GTK_WIDGET (self), entry->name, target);
}

/* In the window's action map and not in its class: windows over this one can then share them. */
void
lotse_window_add_actions (LotseWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (GVariantType) type = entries[i].type != NULL ? g_variant_type_new (entries[i].type) : NULL;
      g_autoptr (GSimpleAction) action = g_simple_action_new (entries[i].name, type);

      g_object_set_data (G_OBJECT (action), "entry", (gpointer) &entries[i]);
      g_signal_connect (action, "activate", G_CALLBACK (on_action), self);
      g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
    }
}
