/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notifications of the desktop; see the header. */
#include "config.h"

#include "lotse-notifier.h"

#include <glib/gi18n.h>

#define PATIENCE_MS 10000
#define CLOSED_BY_PERSON 2
#define BUS "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus"

typedef enum
{
  BY_NUMBER, /* org.freedesktop.Notifications */
  BY_NAME,   /* org.gtk.Notifications */
  PORTAL,
} Way;

static const struct
{
  const char *name;
  const char *path;
  const char *interface;
} services[] = {
  [BY_NUMBER] = { "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications" },
  [BY_NAME] = { "org.gtk.Notifications", "/org/gtk/Notifications", "org.gtk.Notifications" },
  [PORTAL] = { "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Notification" },
};

/* In the order of the buttons; the names of services that know numbers, and the actions of the application. */
static const struct
{
  const char *key;
  const char *action;
  const char *label;
} buttons[] = {
  { "open", "remind-open", N_ ("Open") },
  { "snooze", "remind-snooze", N_ ("Remind Me Tomorrow") },
  { "done", "remind-done", N_ ("Done") },
};

struct _LotseNotifier
{
  GObject parent_instance;

  GApplication *app; /* borrowed: it owns whoever owns this */
  GDBusConnection *bus;
  guint subscription; /* 0: nobody listens yet */
  Way way;
  gboolean markup;    /* the service takes the body for markup */
};

G_DEFINE_FINAL_TYPE (LotseNotifier, lotse_notifier, G_TYPE_OBJECT)

enum
{
  ACTED,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- What the service tells --------------------------------------------------------------------------------- */

static void
on_service_signal (GDBusConnection *bus, const char *sender, const char *path, const char *interface, const char *name, GVariant *parameters,
                   gpointer user_data)
{
  LotseNotifier *self = LOTSE_NOTIFIER (user_data);
  const char *key;
  guint32 number, reason;

  if (g_str_equal (name, "NotificationClosed") && g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(uu)")))
    {
      g_variant_get (parameters, "(uu)", &number, &reason);
      if (reason == CLOSED_BY_PERSON)
        g_signal_emit (self, signals[CLOSED], 0, number);
    }
  if (!g_str_equal (name, "ActionInvoked") || !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(us)")))
    return;
  g_variant_get (parameters, "(u&s)", &number, &key);
  if (g_str_equal (key, "default"))
    key = buttons[0].key;
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (g_str_equal (buttons[i].key, key))
      g_signal_emit (self, signals[ACTED], 0, number, buttons[i].action);
}

static void
listen (LotseNotifier *self)
{
  if (self->subscription == 0 && self->way == BY_NUMBER)
    self->subscription = g_dbus_connection_signal_subscribe (self->bus, services[BY_NUMBER].name, services[BY_NUMBER].interface, NULL,
                                                             services[BY_NUMBER].path, NULL, G_DBUS_SIGNAL_FLAGS_NONE, on_service_signal,
                                                             self, NULL);
}

/* --- Finding the service ------------------------------------------------------------------------------------ */

static void
call (GTask *task, const char *name, const char *path, const char *interface, const char *method, GVariant *parameters, const char *answer,
      GAsyncReadyCallback callback)
{
  LotseNotifier *self = g_task_get_source_object (task);

  g_dbus_connection_call (self->bus, name, path, interface, method, parameters, G_VARIANT_TYPE (answer), G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS,
                          g_task_get_cancellable (task), callback, task);
}

static void
return_found (GTask *task, const char *owner)
{
  LotseNotifier *self = g_task_get_source_object (task);

  listen (self);
  g_task_return_pointer (task, g_strdup_printf ("%s %s %s", services[self->way].name, g_dbus_connection_get_guid (self->bus), owner), g_free);
  g_object_unref (task);
}

static void
on_capabilities (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LotseNotifier *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autofree const char **names = NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  g_variant_get (answer, "(^a&s)", &names);
  self->markup = g_strv_contains (names, "body-markup");
  return_found (task, g_task_get_task_data (task));
}

static void
on_owner (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LotseNotifier *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  const char *owner;

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  g_variant_get (answer, "(&s)", &owner);
  g_task_set_task_data (task, g_strdup (owner), g_free);
  if (self->way == BY_NUMBER)
    call (task, services[BY_NUMBER].name, services[BY_NUMBER].path, services[BY_NUMBER].interface, "GetCapabilities", NULL, "(as)",
          on_capabilities);
  else
    return_found (task, owner);
}

static void
ask_owner (GTask *task)
{
  LotseNotifier *self = g_task_get_source_object (task);

  call (task, BUS, "GetNameOwner", g_variant_new ("(s)", services[self->way].name), "(s)", on_owner);
}

/* One that cannot be started may run all the same: its owner says so. */
static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  ask_owner (user_data);
}

static void
start (GTask *task)
{
  LotseNotifier *self = g_task_get_source_object (task);

  call (task, BUS, "StartServiceByName", g_variant_new ("(su)", services[self->way].name, 0), "(u)", on_started);
}

static void
on_gnome_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LotseNotifier *self = g_task_get_source_object (task);
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  gboolean there = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "(b)", &there);
  self->way = there ? BY_NAME : BY_NUMBER;
  start (task);
}

/* A program that does not own the name of the application would never hear of its buttons from a service that knows names. */
static gboolean
owns_its_name (LotseNotifier *self)
{
  return g_application_get_dbus_connection (self->app) != NULL && (g_application_get_flags (self->app) & G_APPLICATION_NON_UNIQUE) == 0;
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  LotseNotifier *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  g_set_object (&self->bus, bus);
  g_object_unref (bus);
  self->way = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? PORTAL : BY_NUMBER;
  if (self->way == PORTAL || !owns_its_name (self))
    start (task);
  else
    call (task, BUS, "NameHasOwner", g_variant_new ("(s)", services[BY_NAME].name), "(b)", on_gnome_asked);
}

void
lotse_notifier_find_async (LotseNotifier *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (LOTSE_IS_NOTIFIER (self));
  g_bus_get (G_BUS_TYPE_SESSION, NULL, on_bus, g_task_new (self, NULL, callback, user_data));
}

char *
lotse_notifier_find_finish (LotseNotifier *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- Showing ------------------------------------------------------------------------------------------------ */

static gboolean
offers (const LotseNotification *notification, guint button)
{
  return button == 0 || (button == 1 && notification->can_snooze) || (button == 2 && notification->can_be_done);
}

static char *
name_of (guint32 slip)
{
  return g_strdup_printf ("reminder-%u", slip);
}

/* As org.gtk.Notifications and the portal want it. */
static GVariant *
build_named (const LotseNotification *notification)
{
  GVariantBuilder whole, list;

  g_variant_builder_init (&whole, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&whole, "{sv}", "title", g_variant_new_string (notification->title));
  g_variant_builder_add (&whole, "{sv}", "body", g_variant_new_string (notification->body));
  g_variant_builder_add (&whole, "{sv}", "priority", g_variant_new_string ("normal"));
  g_variant_builder_add (&whole, "{sv}", "default-action", g_variant_new_string ("app.remind-open"));
  g_variant_builder_add (&whole, "{sv}", "default-action-target", g_variant_new_uint32 (notification->slip));
  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      g_autofree char *action = g_strconcat ("app.", buttons[i].action, NULL);

      if (!offers (notification, i))
        continue;
      g_variant_builder_open (&list, G_VARIANT_TYPE_VARDICT);
      g_variant_builder_add (&list, "{sv}", "label", g_variant_new_string (_ (buttons[i].label)));
      g_variant_builder_add (&list, "{sv}", "action", g_variant_new_string (action));
      g_variant_builder_add (&list, "{sv}", "target", g_variant_new_uint32 (notification->slip));
      g_variant_builder_close (&list);
    }
  g_variant_builder_add (&whole, "{sv}", "buttons", g_variant_builder_end (&list));
  return g_variant_builder_end (&whole);
}

/*
 * Services forget numbers that a program did not live to hear; those that know tags replace by them.  It stays until somebody has
 * seen it.
 */
static GVariant *
build_numbered (LotseNotifier *self, const LotseNotification *notification)
{
  g_autofree char *tag = name_of (notification->slip);
  g_autofree char *body = self->markup ? g_markup_escape_text (notification->body, -1) : g_strdup (notification->body);
  GVariantBuilder actions, hints;

  g_variant_builder_init (&actions, G_VARIANT_TYPE_STRING_ARRAY);
  g_variant_builder_add (&actions, "s", "default");
  g_variant_builder_add (&actions, "s", _ (buttons[0].label));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (offers (notification, i))
      {
        g_variant_builder_add (&actions, "s", buttons[i].key);
        g_variant_builder_add (&actions, "s", _ (buttons[i].label));
      }
  g_variant_builder_init (&hints, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&hints, "{sv}", "desktop-entry", g_variant_new_string (LOTSE_APP_ID));
  g_variant_builder_add (&hints, "{sv}", "urgency", g_variant_new_byte (1));
  g_variant_builder_add (&hints, "{sv}", "x-dunst-stack-tag", g_variant_new_string (tag));
  g_variant_builder_add (&hints, "{sv}", "x-canonical-private-synchronous", g_variant_new_string (tag));
  return g_variant_new ("(susssasa{sv}i)", "Lotse", notification->number, LOTSE_APP_ID, notification->title, body, &actions, &hints, 0);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LotseNotifier *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  guint32 number = GPOINTER_TO_UINT (g_task_get_task_data (task));

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (self->way == BY_NUMBER)
    g_variant_get (answer, "(u)", &number);
  g_task_return_int (task, number);
}

void
lotse_notifier_show_async (LotseNotifier *self, const LotseNotification *notification, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autofree char *name = name_of (notification->slip);
  const char *service = services[self->way].name, *path = services[self->way].path, *interface = services[self->way].interface;

  g_return_if_fail (LOTSE_IS_NOTIFIER (self) && self->bus != NULL);
  g_task_set_task_data (task, GUINT_TO_POINTER (notification->slip), NULL);
  if (self->way == BY_NUMBER)
    call (task, service, path, interface, "Notify", build_numbered (self, notification), "(u)", on_answered);
  else if (self->way == BY_NAME)
    call (task, service, path, interface, "AddNotification", g_variant_new ("(ss@a{sv})", LOTSE_APP_ID, name, build_named (notification)), "()",
          on_answered);
  else
    call (task, service, path, interface, "AddNotification", g_variant_new ("(s@a{sv})", name, build_named (notification)), "()", on_answered);
}

guint32
lotse_notifier_show_finish (LotseNotifier *self, GAsyncResult *result, GError **error)
{
  const gssize number = g_task_propagate_int (G_TASK (result), error);

  return number > 0 ? (guint32) number : 0;
}

void
lotse_notifier_withdraw (LotseNotifier *self, guint32 slip, guint32 number)
{
  g_autofree char *name = name_of (slip);
  const char *method = self->way == BY_NUMBER ? "CloseNotification" : "RemoveNotification";
  GVariant *parameters;

  g_return_if_fail (LOTSE_IS_NOTIFIER (self));
  /* Without a bus nothing was shown by this program. */
  if (self->bus == NULL || (self->way == BY_NUMBER && number == 0))
    return;
  parameters = self->way == BY_NUMBER ? g_variant_new ("(u)", number)
               : self->way == BY_NAME ? g_variant_new ("(ss)", LOTSE_APP_ID, name) : g_variant_new ("(s)", name);
  g_dbus_connection_call (self->bus, services[self->way].name, services[self->way].path, services[self->way].interface, method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, PATIENCE_MS, NULL, NULL, NULL);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_notifier_dispose (GObject *object)
{
  LotseNotifier *self = LOTSE_NOTIFIER (object);

  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (lotse_notifier_parent_class)->dispose (object);
}

static void
lotse_notifier_class_init (LotseNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_notifier_dispose;
  signals[ACTED] = g_signal_new ("acted", LOTSE_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                 G_TYPE_STRING);
  signals[CLOSED] = g_signal_new ("closed", LOTSE_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
lotse_notifier_init (LotseNotifier *self)
{
}

LotseNotifier *
lotse_notifier_new (GApplication *app)
{
  LotseNotifier *self = g_object_new (LOTSE_TYPE_NOTIFIER, NULL);

  self->app = app;
  return self;
}
