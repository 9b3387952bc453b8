/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window of a sign-in desk; see the header.
 *
 * Invariants: while it is locked only the page "pin" shows; it is destroyed by the right PIN, or when the profile is closed, and
 * then the setting stays, so that opening the profile shows the desk again.
 */
#include "config.h"

#include "lotse-desk-window.h"

#include "lotse-desk-pin.h"
#include "lotse-desk-signature.h"
#include "lotse-desk-view.h"
#include "lotse-desk-walk-in.h"
#include "lotse-guest-screen.h"
#include "lotse-locale.h"

#include <glib/gi18n.h>

struct _LotseDeskWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *stack;
  LotseDeskView *view;
  LotseDeskPin *pin;
  LotseDeskWalkIn *walk_in;
  LotseDeskSignature *signature;

  LotseProfile *profile;
  GtkWindow *main;        /* in whose place this one shows */
  gboolean sign;          /* guests are asked to sign */
  gboolean was_active;
  const char *page;       /* to come back to after the PIN; static */
  gint64 last_input_us;
  guint idle;             /* source of the lock after a while alone, or 0 */
};

G_DEFINE_FINAL_TYPE (LotseDeskWindow, lotse_desk_window, ADW_TYPE_APPLICATION_WINDOW)

static const LotseDeskPinUse pin_use = {
  .check = lotse_desk_lock_check,
  .close = lotse_desk_lock_close,
  .leave = N_ ("Leave the Sign-in Desk"),
  .locked = N_ ("The Sign-in Desk Is Locked"),
  .ask = N_ ("Please enter the PIN of this desk."),
  .ask_account = N_ ("Please enter the PIN of this desk. Where there is a network, the password of your account opens it, too."),
  .back = N_ ("_Back to the Desk"),
};

static const char *
current_page (LotseDeskWindow *self)
{
  return g_intern_string (gtk_stack_get_visible_child_name (self->stack));
}

static gboolean
is_on (LotseDeskWindow *self, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static void
show_desk (LotseDeskWindow *self)
{
  g_assert (LOTSE_IS_DESK_WINDOW (self));
  gtk_stack_set_visible_child_name (self->stack, "desk");
  lotse_desk_view_focus (self->view);
}

/* --- The PIN ------------------------------------------------------------------------------------------------ */

static void
ask_pin (LotseDeskWindow *self, gboolean leave)
{
  if (!is_on (self, "pin"))
    self->page = current_page (self);
  gtk_stack_set_visible_child_name (self->stack, "pin");
  lotse_desk_pin_ask (self->pin, leave);
}

static void
lock (LotseDeskWindow *self)
{
  if (is_on (self, "pin") && !lotse_desk_pin_is_leaving (self->pin))
    return;
  lotse_desk_view_clear (self->view);
  ask_pin (self, FALSE);
}

static void
on_leave (LotseDeskWindow *self)
{
  g_assert (LOTSE_IS_DESK_WINDOW (self));
  ask_pin (self, TRUE);
}

static void
on_pin_right (LotseDeskWindow *self)
{
  g_assert (LOTSE_IS_DESK_WINDOW (self));
  self->last_input_us = g_get_monotonic_time ();
  if (lotse_desk_pin_is_leaving (self->pin))
    {
      lotse_profile_refresh (self->profile);
      g_signal_emit_by_name (self, "left");
      lotse_guest_screen_give_way (GTK_WINDOW (self), self->main);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, self->page != NULL ? self->page : "desk");
  if (is_on (self, "desk"))
    lotse_desk_view_focus (self->view);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
on_profile_closed (LotseDeskWindow *self)
{
  g_assert (LOTSE_IS_DESK_WINDOW (self));
  lotse_guest_screen_give_way (GTK_WINDOW (self), self->main);
}

/* --- Being alone, and other windows ------------------------------------------------------------------------- */

static void watch_idle (LotseDeskWindow *self);

static gboolean
on_idle (gpointer data)
{
  LotseDeskWindow *self = LOTSE_DESK_WINDOW (data);
  const gint64 patience = (gint64) g_settings_get_uint (lotse_settings (), "desk-lock-seconds") * G_USEC_PER_SEC;

  self->idle = 0;
  if (g_get_monotonic_time () - self->last_input_us >= patience)
    lock (self);
  watch_idle (self);
  return G_SOURCE_REMOVE;
}

static void
watch_idle (LotseDeskWindow *self)
{
  const gint64 patience = g_settings_get_uint (lotse_settings (), "desk-lock-seconds");
  const gint64 alone = (g_get_monotonic_time () - self->last_input_us) / G_USEC_PER_SEC;

  self->idle = g_timeout_add_seconds ((guint) (alone < patience ? patience - alone : patience), on_idle, self);
}

static void
on_active (LotseDeskWindow *self)
{
  const gboolean active = gtk_window_is_active (GTK_WINDOW (self));

  g_assert (LOTSE_IS_DESK_WINDOW (self));
  if (self->was_active && !active)
    lock (self);
  self->was_active = active;
}

static gboolean
on_any_event (LotseDeskWindow *self, GdkEvent *event)
{
  g_assert (LOTSE_IS_DESK_WINDOW (self));
  self->last_input_us = g_get_monotonic_time ();
  return GDK_EVENT_PROPAGATE;
}

/* --- Pages -------------------------------------------------------------------------------------------------- */

static void
on_walk_in (LotseDeskWindow *self, const char *name)
{
  g_autofree char *typed = g_strdup (name);

  g_assert (LOTSE_IS_DESK_WINDOW (self));
  lotse_desk_view_clear (self->view);
  gtk_stack_set_visible_child_name (self->stack, "walk-in");
  lotse_desk_walk_in_ask (self->walk_in, lotse_desk_view_get_desk (self->view), typed, lotse_desk_view_get_language (self->view));
}

static void
on_walk_in_done (LotseDeskWindow *self, LotseSignIn *sign_in)
{
  g_assert (LOTSE_IS_DESK_WINDOW (self));
  show_desk (self);
  if (sign_in != NULL)
    lotse_desk_view_confirm_in (self->view, sign_in);
}

static void
on_walk_in_chosen (LotseDeskWindow *self, const char *person)
{
  g_assert (LOTSE_IS_DESK_WINDOW (self));
  show_desk (self);
  lotse_desk_view_sign_in (self->view, person, NULL);
}

static void
on_walk_in_code (LotseDeskWindow *self, const char *code)
{
  g_assert (LOTSE_IS_DESK_WINDOW (self));
  show_desk (self);
  lotse_desk_view_take_code (self->view, code);
}

static void
on_signed_in (LotseDeskWindow *self, LotseSignIn *sign_in)
{
  g_assert (LOTSE_IS_DESK_WINDOW (self));
  if (!self->sign || !is_on (self, "desk"))
    return;
  gtk_stack_set_visible_child_name (self->stack, "signature");
  lotse_desk_signature_ask (self->signature, sign_in, lotse_desk_view_get_language (self->view));
}

/* Whoever types the next name goes on; what was signed so far is kept. */
static gboolean
signature_key (LotseDeskWindow *self, GtkEventControllerKey *controller, guint key, GdkModifierType state)
{
  const gunichar letter = gdk_keyval_to_unicode (key);

  if (key == GDK_KEY_Escape)
    lotse_desk_signature_skip (self->signature);
  else if (letter != 0 && g_unichar_isgraph (letter) && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    {
      lotse_desk_signature_finish (self->signature);
      show_desk (self);
      return lotse_desk_view_type (self->view, controller);
    }
  else if ((state & GDK_CONTROL_MASK) != 0 && (key == GDK_KEY_z || key == GDK_KEY_Z))
    {
      lotse_desk_signature_skip (self->signature);
      return lotse_desk_view_key (self->view, controller, key, state);
    }
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
on_key (LotseDeskWindow *self, guint key, guint code, GdkModifierType state, GtkEventControllerKey *controller)
{
  g_assert (LOTSE_IS_DESK_WINDOW (self));
  if (is_on (self, "desk"))
    return lotse_desk_view_key (self->view, controller, key, state);
  if (is_on (self, "signature"))
    return signature_key (self, controller, key, state);
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  if (is_on (self, "walk-in"))
    lotse_desk_walk_in_back (self->walk_in);
  else if (lotse_desk_pin_is_leaving (self->pin))
    show_desk (self);
  return GDK_EVENT_STOP;
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static gboolean
lotse_desk_window_close_request (GtkWindow *window)
{
  LotseDeskWindow *self = LOTSE_DESK_WINDOW (window);

  if (!is_on (self, "pin"))
    ask_pin (self, TRUE);
  return GDK_EVENT_STOP;
}

static void
lotse_desk_window_dispose (GObject *object)
{
  LotseDeskWindow *self = LOTSE_DESK_WINDOW (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->profile);
  g_clear_weak_pointer (&self->main);
  G_OBJECT_CLASS (lotse_desk_window_parent_class)->dispose (object);
}

static void
lotse_desk_window_class_init (LotseDeskWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_desk_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lotse_desk_window_close_request;
  g_signal_new ("left", LOTSE_TYPE_DESK_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_desk_window_init (LotseDeskWindow *self)
{
  self->stack = lotse_guest_screen_init (ADW_APPLICATION_WINDOW (self), G_CALLBACK (on_any_event), G_CALLBACK (on_key));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
  self->last_input_us = g_get_monotonic_time ();
  watch_idle (self);
}

static void
add_pages (LotseDeskWindow *self, const LotseDeskOptions *options)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = lotse_desk_view_new (self->profile, options);
  self->pin = lotse_desk_pin_new (self->profile, &pin_use);
  self->walk_in = lotse_desk_walk_in_new (self->profile);
  self->signature = lotse_desk_signature_new (self->profile);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->view), "desk");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->pin), "pin");
  /* With large letters the form is higher than a screen. */
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->walk_in));
  gtk_stack_add_named (self->stack, scroller, "walk-in");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->signature), "signature");
  g_signal_connect_object (self->view, "walk-in", G_CALLBACK (on_walk_in), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "signed-in", G_CALLBACK (on_signed_in), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pin, "right", G_CALLBACK (on_pin_right), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pin, "back", G_CALLBACK (show_desk), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk_in, "done", G_CALLBACK (on_walk_in_done), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk_in, "chosen", G_CALLBACK (on_walk_in_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->walk_in, "code", G_CALLBACK (on_walk_in_code), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->signature, "done", G_CALLBACK (show_desk), self, G_CONNECT_SWAPPED);
}

LotseDeskWindow *
lotse_desk_window_show (LotseProfile *profile, GtkWindow *parent, const LotseDeskOptions *options, gboolean locked)
{
  LotseDeskWindow *self = g_object_new (LOTSE_TYPE_DESK_WINDOW, "application", gtk_window_get_application (parent), NULL);

  self->profile = g_object_ref (profile);
  g_set_weak_pointer (&self->main, parent);
  self->sign = options->signature;
  self->page = "desk";
  add_pages (self, options);
  g_signal_connect_object (profile, "closed", G_CALLBACK (on_profile_closed), self, G_CONNECT_SWAPPED);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Sign-in Desk"));
  lotse_guest_screen_show (GTK_WINDOW (self), parent);
  if (locked)
    lock (self);
  else
    show_desk (self);
  return self;
}
