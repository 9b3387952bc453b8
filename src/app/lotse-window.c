/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window: its frame, opening and locking the profile, and telling people what happened.
 *
 * Load: shown before the store is open; the first view is made when there is something to show.  Nothing here waits.
 */
#include "config.h"

#include "lotse-window-private.h"

#include "lotse-back-button.h"
#include "lotse-desk-window.h"
#include "lotse-guest-screen.h"
#include "lotse-kiosk-window.h"
#include "lotse-error.h"
#include "lotse-first-start.h"
#include "lotse-locale.h"
#include "lotse-lock.h"
#include "lotse-scan.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (LotseWindow, lotse_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- Telling people ----------------------------------------------------------------------------------------- */

LotseWindow *
lotse_window_of (GtkWidget *widget)
{
  GtkWindow *window = GTK_IS_WINDOW (widget) ? GTK_WINDOW (widget) : NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  if (window == NULL && GTK_IS_WINDOW (gtk_widget_get_root (widget)))
    window = GTK_WINDOW (gtk_widget_get_root (widget));
  while (window != NULL && !LOTSE_IS_WINDOW (window))
    window = gtk_window_get_transient_for (window);
  return window != NULL ? LOTSE_WINDOW (window) : NULL;
}

LotseProfile *
lotse_window_get_profile (LotseWindow *self)
{
  g_return_val_if_fail (LOTSE_IS_WINDOW (self), NULL);
  return self->profile;
}

static void
add_toast (GtkWidget *widget, const char *text, gboolean undo)
{
  LotseWindow *self = lotse_window_of (widget);
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  if (self == NULL || text == NULL)
    return;
  /* What was just done matters more than what was done before, whose Undo would now take something else back. */
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
      adw_toast_set_timeout (toast, 8);
    }
  g_set_weak_pointer (&self->toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
lotse_window_toast (GtkWidget *widget, const char *text)
{
  add_toast (widget, text, FALSE);
}

void
lotse_window_toast_undo (GtkWidget *widget, const char *text)
{
  add_toast (widget, text, TRUE);
}

void
lotse_window_error (GtkWidget *widget, const char *heading, const GError *error)
{
  static const char *const answers[] = { "close", N_ ("_Close"), NULL };
  const char *translated[G_N_ELEMENTS (answers)] = { answers[0], _ (answers[1]), NULL };

  g_return_if_fail (error != NULL);
  if (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  lotse_compat_ask (widget, heading, error->message, NULL, translated, NULL, NULL);
}

/* --- The profile -------------------------------------------------------------------------------------------- */

static void
show_extra (LotseWindow *self, const char *name, GtkWidget *page)
{
  GtkWidget *old = gtk_stack_get_child_by_name (self->stack, name);

  if (old != NULL)
    gtk_stack_remove (self->stack, old);
  gtk_stack_add_named (self->stack, page, name);
  gtk_stack_set_visible_child_name (self->stack, name);
}

static void
remove_extra (LotseWindow *self, const char *name)
{
  GtkWidget *old = gtk_stack_get_child_by_name (self->stack, name);

  if (old != NULL)
    gtk_stack_remove (self->stack, old);
}

static gboolean
is_in_main (LotseWindow *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "main") == 0;
}

gboolean
lotse_window_is_ready (LotseWindow *self)
{
  g_return_val_if_fail (LOTSE_IS_WINDOW (self), FALSE);
  return is_in_main (self) && lotse_window_page_is_loaded (self);
}

const LotseView *
lotse_window_first_view (void)
{
  g_autofree char *last = g_settings_get_string (lotse_settings (), "last-view");
  const LotseView *view = lotse_view_find (last);

  return view != NULL && view->in_sidebar ? view : lotse_view_find ("today");
}

void
lotse_window_enter_main (LotseWindow *self)
{
  const char *centre = lotse_profile_get_centre (self->profile);

  adw_window_title_set_subtitle (self->title, centre != NULL ? centre : "");
  lotse_window_update_actions (self);
  lotse_window_show_view (self, lotse_window_first_view ()->name);
  /* Somebody who starts the program wants to see what is there, not the wheel that fades. */
  gtk_stack_set_visible_child_full (self->stack, "main", g_str_equal (gtk_stack_get_visible_child_name (self->stack), "opening")
                                                           ? GTK_STACK_TRANSITION_TYPE_NONE : GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  remove_extra (self, "start");
  remove_extra (self, "locked");
}

static void
on_start_done (LotseWindow *self)
{
  g_assert (LOTSE_IS_WINDOW (self));
  lotse_window_enter_main (self);
}

static void
show_first_start (LotseWindow *self)
{
  GtkWidget *page = GTK_WIDGET (lotse_first_start_new (self->profile));

  g_signal_connect_object (page, "done", G_CALLBACK (on_start_done), self, G_CONNECT_SWAPPED);
  show_extra (self, "start", page);
}

static void
show_lock (LotseWindow *self, const GError *error)
{
  GtkWidget *page = GTK_WIDGET (lotse_lock_new (error));

  g_signal_connect_object (page, "unlock", G_CALLBACK (lotse_window_reopen), self, G_CONNECT_SWAPPED);
  show_extra (self, "locked", page);
}

/* The desk or kiosk was left by its PIN: the window goes on where it was, or begins. */
static void
on_screen_left (LotseWindow *self)
{
  g_assert (LOTSE_IS_WINDOW (self));
  if (!is_in_main (self))
    lotse_window_enter_main (self);
}

/* A device that was a desk or a kiosk when the program ended, or was locked, is one again before anything else shows. */
static gboolean
show_guest_screen (LotseWindow *self)
{
  g_autoptr (LotseDeskOptions) desk = lotse_profile_dup_desk (self->profile);
  g_autoptr (LotseKioskOptions) kiosk = lotse_profile_dup_kiosk (self->profile);
  gpointer screen = NULL;

  if (desk != NULL)
    screen = lotse_desk_window_show (self->profile, GTK_WINDOW (self), desk, TRUE);
  else if (kiosk != NULL)
    screen = lotse_kiosk_window_show (self->profile, GTK_WINDOW (self), kiosk);
  if (screen != NULL)
    g_signal_connect_object (screen, "left", G_CALLBACK (on_screen_left), self, G_CONNECT_SWAPPED);
  return screen != NULL;
}

static void show_windows_over (LotseWindow *self, gboolean visible);

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (lotse_profile_open_finish (LOTSE_PROFILE (source), result, &error))
    {
      show_windows_over (self, TRUE);
      self->locked = FALSE;
      if (lotse_profile_is_fresh (self->profile) || lotse_profile_needs_undertaking (self->profile))
        show_first_start (self);
      else if (!show_guest_screen (self))
        lotse_window_enter_main (self);
      return;
    }
  if (g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED))
    {
      show_lock (self, error);
      return;
    }
  adw_status_page_set_description (self->failed_page, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

void
lotse_window_reopen (LotseWindow *self, LotseKeySource source, const char *secret)
{
  g_return_if_fail (LOTSE_IS_WINDOW (self));
  if (!self->locked)
    gtk_stack_set_visible_child_name (self->stack, "opening");
  lotse_profile_open_async (self->profile, source, secret, on_opened, g_object_ref (self));
}

/* Dialogs and record windows show data, too: they wait unseen until the profile is open again. */
static void
show_windows_over (LotseWindow *self, gboolean visible)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (window == GTK_WIDGET (self) || lotse_window_of (window) != self)
        continue;
      if (!visible && gtk_widget_get_visible (window))
        g_object_set_data (G_OBJECT (window), "hidden-by-lock", GINT_TO_POINTER (1));
      else if (g_object_get_data (G_OBJECT (window), "hidden-by-lock") == NULL)
        continue;
      else if (visible)
        g_object_set_data (G_OBJECT (window), "hidden-by-lock", NULL);
      gtk_widget_set_visible (window, visible);
    }
}

/* Takes all data from the screen; FALSE if there is none. */
static gboolean
hide_data (LotseWindow *self)
{
  if (self->locked || lotse_profile_get_store (self->profile) == NULL)
    return FALSE;
  self->locked = TRUE;
  show_windows_over (self, FALSE);
  lotse_window_clear_pages (self);
  show_lock (self, NULL);
  return TRUE;
}

void
lotse_window_lock (LotseWindow *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (LOTSE_IS_WINDOW (self));
  if (hide_data (self) && !lotse_profile_lock (self->profile, &error))
    lotse_window_toast (GTK_WIDGET (self), error->message);
}

/* Another window or program has locked the profile. */
static void
on_profile_locked (LotseWindow *self)
{
  g_assert (LOTSE_IS_WINDOW (self));
  hide_data (self);
  lotse_profile_close (self->profile);
}

/* --- Lock after idle ---------------------------------------------------------------------------------------- */

/* A desk locks itself by its PIN, and a kiosk shows no data: the key stays, so that guests need not wait for the passphrase. */
static gboolean
is_guest_screen (LotseWindow *self)
{
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (self));

  return app != NULL && lotse_guest_screen_find (app) != NULL;
}

static gboolean
on_idle_check (gpointer data)
{
  LotseWindow *self = LOTSE_WINDOW (data);
  const guint minutes = g_settings_get_uint (lotse_settings (), "lock-after-minutes");

  if (minutes > 0 && !self->locked && !is_guest_screen (self) && g_get_monotonic_time () - self->last_input_us > (gint64) minutes * 60 * G_USEC_PER_SEC)
    lotse_window_lock (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_any_event (LotseWindow *self, GdkEvent *event, GtkEventController *controller)
{
  g_assert (LOTSE_IS_WINDOW (self));
  self->last_input_us = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

static void
watch_window (LotseWindow *self, GtkWidget *window)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "event", G_CALLBACK (on_any_event), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (window, controller);
}

/* Who types a long note into a dialog is here, too. */
static void
on_windows_changed (LotseWindow *self, guint position, guint removed, guint added, GListModel *windows)
{
  g_assert (LOTSE_IS_WINDOW (self));
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (window != GTK_WIDGET (self))
        watch_window (self, window);
    }
}

static void
watch_input (LotseWindow *self)
{
  watch_window (self, GTK_WIDGET (self));
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed", G_CALLBACK (on_windows_changed), self, G_CONNECT_SWAPPED);
  self->last_input_us = g_get_monotonic_time ();
  self->idle_lock = g_timeout_add_seconds (10, on_idle_check, self);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
on_row_activated (LotseWindow *self, GtkListBoxRow *row, GtkListBox *box)
{
  const LotseView *view = g_object_get_data (G_OBJECT (row), "view");

  lotse_window_show_view (self, view->name);
  lotse_split_set_show_content (self->split, TRUE);
}

static gboolean
lotse_window_close_request (GtkWindow *window)
{
  LotseWindow *self = LOTSE_WINDOW (window);
  GSettings *settings = lotse_settings ();
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  if (width >= 360 && height >= 300)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  if (self->view != NULL && self->view->in_sidebar)
    g_settings_set_string (settings, "last-view", self->view->name);
  return GTK_WINDOW_CLASS (lotse_window_parent_class)->close_request (window);
}

static void
lotse_window_dispose (GObject *object)
{
  LotseWindow *self = LOTSE_WINDOW (object);

  g_clear_handle_id (&self->idle_lock, g_source_remove);
  g_clear_weak_pointer (&self->toast);
  lotse_scan_forget ();
  if (self->profile != NULL)
    lotse_profile_close (self->profile);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_window_parent_class)->dispose (object);
}

static void
lotse_window_class_init (LotseWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lotse_window_close_request;
  g_type_ensure (LOTSE_TYPE_SPLIT);
  g_type_ensure (LOTSE_TYPE_SYNC_ROW);
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LotseWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, LotseWindow, failed_page);
  gtk_widget_class_bind_template_child (widget_class, LotseWindow, split);
  gtk_widget_class_bind_template_child (widget_class, LotseWindow, title);
  gtk_widget_class_bind_template_child (widget_class, LotseWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, LotseWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, LotseWindow, sync_row);
  gtk_widget_class_bind_template_child (widget_class, LotseWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
lotse_window_init (LotseWindow *self)
{
  GSettings *settings = lotse_settings ();

  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_compat_name_menu (self->menu_button);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  lotse_window_add_actions (self);
  lotse_window_fill_sidebar (self);
  watch_input (self);
}

/* The person became a mentor, or the centre has lost the confirmation: nothing comes in before it is given. */
static void
on_profile_undertaking (LotseWindow *self)
{
  g_assert (LOTSE_IS_WINDOW (self));
  if (!self->locked && is_in_main (self))
    show_first_start (self);
}

LotseWindow *
lotse_window_new (LotseApplication *app, LotseProfile *profile)
{
  LotseWindow *self = g_object_new (LOTSE_TYPE_WINDOW, "application", app, NULL);

  g_return_val_if_fail (LOTSE_IS_PROFILE (profile), NULL);
  self->profile = g_object_ref (profile);
  lotse_sync_row_set_profile (self->sync_row, self->profile);
  g_signal_connect_object (self->profile, "notify::connected", G_CALLBACK (lotse_window_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->profile, "undertaking", G_CALLBACK (on_profile_undertaking), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->profile, "locked", G_CALLBACK (on_profile_locked), self, G_CONNECT_SWAPPED);
  lotse_window_reopen (self, LOTSE_KEY_AUTO, NULL);
  return self;
}
