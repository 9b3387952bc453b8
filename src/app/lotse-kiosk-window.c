/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window of a kiosk; see the header.
 *
 * Pages: "start" (the languages), "sheet", "thanks" and "pin".  Only "sheet" shows what a guest answered, and whenever it is left
 * the session forgets it.  While a guest is here everything is written in the direction of the guest's language.
 */
#include "config.h"

#include "lotse-kiosk-window.h"

#include "lotse-desk-pin.h"
#include "lotse-form-words.h"
#include "lotse-guest-screen.h"
#include "lotse-jobs.h"
#include "lotse-kiosk-jobs.h"
#include "lotse-kiosk-sheet.h"
#include "lotse-kiosk-start.h"

#include <glib/gi18n.h>

#define THANKS_SECONDS 8
#define DAY_CHECK_SECONDS 60

struct _LotseKioskWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *stack;
  LotseKioskStart *start;
  LotseKioskSheet *sheet;
  AdwStatusPage *thanks;
  LotseDeskPin *pin;

  LotseProfile *profile;
  GtkWindow *main;            /* in whose place this one shows */
  LotseKioskOptions *options;
  LotseKioskSession *session; /* NULL until the form was read */
  GtkTextDirection direction; /* of the program */
  const char *page;           /* to come back to after the PIN; static */
  gboolean saving;
  gint64 last_input_us;
  guint idle;                 /* sources, or 0 */
  guint days;
};

G_DEFINE_FINAL_TYPE (LotseKioskWindow, lotse_kiosk_window, ADW_TYPE_APPLICATION_WINDOW)

static const LotseDeskPinUse pin_use = {
  .check = lotse_kiosk_check,
  .close = lotse_kiosk_close,
  .leave = N_ ("Leave the Kiosk"),
  .locked = N_ ("Leave the Kiosk"),
  .ask = N_ ("Please enter the PIN of this kiosk."),
  .ask_account = N_ ("Please enter the PIN of this kiosk. Where there is a network, the password of your account opens it, too."),
  .back = N_ ("_Back to the Kiosk"),
};

static gboolean
is_on (LotseKioskWindow *self, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static void watch_idle (LotseKioskWindow *self);

static void
show_page (LotseKioskWindow *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  watch_idle (self);
}

/* --- Guests ------------------------------------------------------------------------------------------------- */

/* What a guest copied, the next one could paste. */
static void
empty_clipboards (GtkWidget *widget)
{
  GdkClipboard *clipboards[] = { gtk_widget_get_clipboard (widget), gtk_widget_get_primary_clipboard (widget) };

  for (guint i = 0; i < G_N_ELEMENTS (clipboards); i++)
    if (gdk_clipboard_is_local (clipboards[i]))
      gdk_clipboard_set_content (clipboards[i], NULL);
}

static void
forget_guest (LotseKioskWindow *self)
{
  lotse_kiosk_sheet_clear (self->sheet);
  if (self->session != NULL)
    lotse_kiosk_session_drop (self->session);
  empty_clipboards (GTK_WIDGET (self));
  gtk_widget_set_default_direction (self->direction);
}

static void
show_start (LotseKioskWindow *self)
{
  g_assert (LOTSE_IS_KIOSK_WINDOW (self));
  forget_guest (self);
  show_page (self, "start");
  lotse_kiosk_start_focus (self->start);
}

static void
on_language (LotseKioskWindow *self, const char *language)
{
  g_assert (LOTSE_IS_KIOSK_WINDOW (self));
  if (self->session == NULL)
    return;
  lotse_kiosk_session_start (self->session, language);
  gtk_widget_set_default_direction (lotse_form_is_right_to_left (language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  show_page (self, "sheet");
  lotse_kiosk_sheet_show (self->sheet, self->session, self->options->paged);
}

static void
show_thanks (LotseKioskWindow *self)
{
  const char *language = lotse_kiosk_session_get_language (self->session);
  const char *text = lotse_record_get_element (lotse_kiosk_session_get_form (self->session)->record, "thanks", language);
  g_autofree char *markup = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_title (self->thanks, lotse_form_word ("thanks", language));
  adw_status_page_set_description (self->thanks, markup);
  lotse_kiosk_sheet_clear (self->sheet);
  lotse_kiosk_session_drop (self->session);
  show_page (self, "thanks");
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseKioskWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const gboolean done = lotse_job_done_finish (result, &error);

  self->saving = FALSE;
  if (self->stack == NULL || self->session == NULL)
    return;
  lotse_kiosk_sheet_set_saving (self->sheet, FALSE, done ? NULL : error->message);
  if (done)
    show_thanks (self);
  else
    watch_idle (self);
}

/* Thanks show only when the sheet is on disk. */
static void
on_finish (LotseKioskWindow *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  LotseSheet *sheet;

  g_assert (LOTSE_IS_KIOSK_WINDOW (self));
  sheet = store != NULL && !self->saving ? lotse_kiosk_session_dup_sheet (self->session) : NULL;
  if (sheet == NULL)
    return;
  self->saving = TRUE;
  lotse_kiosk_sheet_set_saving (self->sheet, TRUE, NULL);
  lotse_kiosk_job_put_async (store, lotse_kiosk_session_dup_pile (self->session), sheet, on_saved, g_object_ref (self));
}

/* --- The PIN ------------------------------------------------------------------------------------------------ */

static void
on_leave (LotseKioskWindow *self)
{
  g_assert (LOTSE_IS_KIOSK_WINDOW (self));
  if (is_on (self, "pin") || self->saving)
    return;
  self->page = is_on (self, "sheet") ? "sheet" : "start";
  gtk_widget_set_default_direction (self->direction);
  show_page (self, "pin");
  lotse_desk_pin_ask (self->pin, TRUE);
}

static void
on_pin_back (LotseKioskWindow *self)
{
  const char *language = self->session != NULL ? lotse_kiosk_session_get_language (self->session) : NULL;

  g_assert (LOTSE_IS_KIOSK_WINDOW (self));
  if (g_strcmp0 (self->page, "sheet") != 0 || language == NULL)
    {
      show_start (self);
      return;
    }
  gtk_widget_set_default_direction (lotse_form_is_right_to_left (language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  show_page (self, "sheet");
  gtk_widget_child_focus (GTK_WIDGET (self->sheet), GTK_DIR_TAB_FORWARD);
}

static void
on_pin_right (LotseKioskWindow *self)
{
  g_assert (LOTSE_IS_KIOSK_WINDOW (self));
  forget_guest (self);
  lotse_profile_refresh (self->profile);
  g_signal_emit_by_name (self, "left");
  lotse_guest_screen_give_way (GTK_WINDOW (self), self->main);
}

static void
on_profile_closed (LotseKioskWindow *self)
{
  g_assert (LOTSE_IS_KIOSK_WINDOW (self));
  forget_guest (self);
  lotse_guest_screen_give_way (GTK_WINDOW (self), self->main);
}

/* --- Time --------------------------------------------------------------------------------------------------- */

static gint64
patience_us (LotseKioskWindow *self)
{
  return (gint64) (is_on (self, "thanks") ? THANKS_SECONDS : self->options->seconds) * G_USEC_PER_SEC;
}

static gboolean
on_idle (gpointer data)
{
  LotseKioskWindow *self = LOTSE_KIOSK_WINDOW (data);

  self->idle = 0;
  if (g_get_monotonic_time () - self->last_input_us >= patience_us (self) && !self->saving)
    show_start (self);
  else
    watch_idle (self);
  return G_SOURCE_REMOVE;
}

/* Every page but the first goes back to it after a while. */
static void
watch_idle (LotseKioskWindow *self)
{
  gint64 left;

  g_clear_handle_id (&self->idle, g_source_remove);
  if (is_on (self, "start"))
    return;
  left = self->last_input_us + patience_us (self) - g_get_monotonic_time ();
  self->idle = g_timeout_add ((guint) (MAX (left, 0) / 1000 + 20), on_idle, self);
}

/* What could not be released today is tried again: at the next minute. */
static gboolean
on_day_check (gpointer data)
{
  LotseKioskWindow *self = LOTSE_KIOSK_WINDOW (data);
  LotseStore *store = lotse_profile_get_store (self->profile);

  if (store != NULL)
    lotse_kiosk_job_turn_day_async (store, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_any_event (LotseKioskWindow *self, GdkEvent *event)
{
  const GdkEventType type = gdk_event_get_event_type (event);

  g_assert (LOTSE_IS_KIOSK_WINDOW (self));
  /* A pointer that somebody knocks against is nobody who reads; menus of the right button lead out of the kiosk. */
  if (type == GDK_KEY_PRESS || type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN || type == GDK_SCROLL)
    self->last_input_us = g_get_monotonic_time ();
  return type == GDK_BUTTON_PRESS && gdk_event_triggers_context_menu (event) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* --- Keys --------------------------------------------------------------------------------------------------- */

/* Only what edits a text; all other keys with Ctrl and Alt do something with the program. */
static gboolean
is_command (guint key, GdkModifierType state)
{
  static const guint editing[] = { GDK_KEY_a, GDK_KEY_c, GDK_KEY_v, GDK_KEY_x, GDK_KEY_z, GDK_KEY_Left, GDK_KEY_Right,
                                   GDK_KEY_BackSpace, GDK_KEY_Delete, GDK_KEY_Home, GDK_KEY_End };

  if (key == GDK_KEY_Menu || (key >= GDK_KEY_F1 && key <= GDK_KEY_F35))
    return TRUE;
  if ((state & GDK_ALT_MASK) != 0)
    return TRUE;
  for (guint i = 0; (state & GDK_CONTROL_MASK) != 0 && i < G_N_ELEMENTS (editing); i++)
    if (key == editing[i])
      return FALSE;
  return (state & GDK_CONTROL_MASK) != 0;
}

static gboolean
on_key (LotseKioskWindow *self, guint key, guint code, GdkModifierType state)
{
  g_assert (LOTSE_IS_KIOSK_WINDOW (self));
  /* What is handled here, on_any_event() may never see. */
  self->last_input_us = g_get_monotonic_time ();
  if (key == GDK_KEY_F10)
    on_leave (self);
  else if (is_command (key, state))
    return GDK_EVENT_STOP;
  else if (is_on (self, "thanks"))
    show_start (self);
  else if (is_on (self, "pin") && key == GDK_KEY_Escape)
    on_pin_back (self);
  else if (is_on (self, "sheet"))
    return lotse_kiosk_sheet_key (self->sheet, key, state);
  else if (is_on (self, "start"))
    return lotse_kiosk_start_key (self->start, key);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static gboolean
lotse_kiosk_window_close_request (GtkWindow *window)
{
  on_leave (LOTSE_KIOSK_WINDOW (window));
  return GDK_EVENT_STOP;
}

static void
lotse_kiosk_window_dispose (GObject *object)
{
  LotseKioskWindow *self = LOTSE_KIOSK_WINDOW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->days, g_source_remove);
  if (self->stack != NULL)
    {
      lotse_kiosk_sheet_clear (self->sheet);
      gtk_widget_set_default_direction (self->direction);
      self->stack = NULL;
    }
  g_clear_pointer (&self->session, lotse_kiosk_session_free);
  g_clear_pointer (&self->options, lotse_kiosk_options_free);
  g_clear_object (&self->profile);
  g_clear_weak_pointer (&self->main);
  G_OBJECT_CLASS (lotse_kiosk_window_parent_class)->dispose (object);
}

static void
lotse_kiosk_window_class_init (LotseKioskWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_kiosk_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lotse_kiosk_window_close_request;
  g_signal_new ("left", LOTSE_TYPE_KIOSK_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_kiosk_window_init (LotseKioskWindow *self)
{
  self->direction = gtk_widget_get_default_direction ();
  self->stack = lotse_guest_screen_init (ADW_APPLICATION_WINDOW (self), G_CALLBACK (on_any_event), G_CALLBACK (on_key));
  gtk_widget_add_css_class (GTK_WIDGET (self), "kiosk");
  self->last_input_us = g_get_monotonic_time ();
}

static void
on_thanks_pressed (LotseKioskWindow *self)
{
  g_assert (LOTSE_IS_KIOSK_WINDOW (self));
  show_start (self);
}

static void
add_pages (LotseKioskWindow *self)
{
  GtkGesture *press = gtk_gesture_click_new ();

  self->start = lotse_kiosk_start_new ((const char *const *) self->options->languages);
  self->sheet = g_object_new (LOTSE_TYPE_KIOSK_SHEET, NULL);
  self->thanks = ADW_STATUS_PAGE (adw_status_page_new ());
  self->pin = lotse_desk_pin_new (self->profile, &pin_use);
  adw_status_page_set_icon_name (self->thanks, "emblem-ok-symbolic");
  gtk_widget_add_controller (GTK_WIDGET (self->thanks), GTK_EVENT_CONTROLLER (press));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->start), "start");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->sheet), "sheet");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->thanks), "thanks");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->pin), "pin");
  g_signal_connect_object (press, "pressed", G_CALLBACK (on_thanks_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start, "language", G_CALLBACK (on_language), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "finish", G_CALLBACK (on_finish), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "cancel", G_CALLBACK (show_start), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pin, "right", G_CALLBACK (on_pin_right), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pin, "back", G_CALLBACK (on_pin_back), self, G_CONNECT_SWAPPED);
}

static void
on_form (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseKioskWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  LotseFeedbackForm *form = lotse_kiosk_job_form_finish (result, &error);

  if (form == NULL && self->stack != NULL)
    lotse_kiosk_start_fail (self->start, error->message);
  if (form == NULL || self->stack == NULL)
    {
      lotse_feedback_form_free (form);
      return;
    }
  lotse_kiosk_start_show (self->start, form->record);
  self->session = lotse_kiosk_session_new (form, self->options);
  show_start (self);
}

LotseKioskWindow *
lotse_kiosk_window_show (LotseProfile *profile, GtkWindow *parent, const LotseKioskOptions *options)
{
  LotseKioskWindow *self = g_object_new (LOTSE_TYPE_KIOSK_WINDOW, "application", gtk_window_get_application (parent), NULL);

  self->profile = g_object_ref (profile);
  self->options = lotse_kiosk_options_copy (options);
  g_set_weak_pointer (&self->main, parent);
  add_pages (self);
  g_signal_connect_object (profile, "closed", G_CALLBACK (on_profile_closed), self, G_CONNECT_SWAPPED);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Kiosk"));
  lotse_guest_screen_show (GTK_WINDOW (self), parent);
  self->days = g_timeout_add_seconds (DAY_CHECK_SECONDS, on_day_check, self);
  lotse_kiosk_job_form_async (lotse_profile_get_store (profile), options->form, on_form, g_object_ref (self));
  return self;
}
