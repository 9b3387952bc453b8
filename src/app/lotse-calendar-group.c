/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The group of the preferences; see the header.  The file is written on the database thread; the centre is asked on a thread of its
 * own, and the row says what came of it.
 */
#include "config.h"

#include "lotse-calendar-group.h"

#include "lotse-calendar-address.h"
#include "lotse-calendar-file.h"
#include "lotse-compat.h"
#include "lotse-jobs.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

struct _LotseCalendarGroup
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *file;
  GtkWidget *file_off;
  AdwActionRow *address;
  GtkWidget *make;
  GtkWidget *show;
  GtkWidget *copy;
  GtkWidget *revoke;

  LotseProfile *profile; /* borrowed: the window's */
  char *secret_address;  /* or NULL */
};

G_DEFINE_FINAL_TYPE (LotseCalendarGroup, lotse_calendar_group, ADW_TYPE_PREFERENCES_GROUP)

static LotseStore *
store_of (LotseCalendarGroup *self)
{
  return self->profile != NULL ? lotse_profile_get_store (self->profile) : NULL;
}

/* --- The file ----------------------------------------------------------------------------------------------- */

static void
show_path (LotseCalendarGroup *self, const char *path)
{
  adw_action_row_set_subtitle (self->file, path != NULL ? path : _("Off"));
  gtk_widget_set_visible (self->file_off, path != NULL);
}

/* Writes it at once, so that what is wrong with it shows here. */
static gpointer
read_file_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_calendar_file_write (store, error) ? lotse_calendar_file_get (store, error) : NULL;
}

static gpointer
set_file_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const char *path = data;

  if (!lotse_calendar_file_set (store, *path != '\0' ? path : NULL, error))
    return NULL;
  return lotse_calendar_file_get (store, error);
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseCalendarGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = lotse_job_text_finish (result, &error);

  if (error != NULL)
    adw_action_row_set_subtitle (self->file, error->message);
  else
    show_path (self, path);
}

static void
set_file (LotseCalendarGroup *self, const char *path)
{
  if (store_of (self) != NULL)
    lotse_job_run (store_of (self), set_file_job, g_strdup (path), g_free, g_free, on_file, g_object_ref (self));
}

static void
on_file_chosen (GFile *file, gpointer data)
{
  g_autoptr (LotseCalendarGroup) self = data;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    set_file (self, path);
}

static void
on_choose (LotseCalendarGroup *self)
{
  lotse_compat_choose_file (GTK_WIDGET (self), _("Calendar File"), _("_Choose"), "Lotse.ics", on_file_chosen, g_object_ref (self));
}

static void
on_file_off (LotseCalendarGroup *self)
{
  set_file (self, "");
}

/* --- The address -------------------------------------------------------------------------------------------- */

/* `text` is what the row says, or NULL for what it says by itself. */
static void
show_address (LotseCalendarGroup *self, const char *text)
{
  const gboolean made = self->secret_address != NULL;

  if (text == NULL)
    text = made ? _("Whoever knows it can read your deadlines") : _("For the calendar of your phone, without names of people");
  adw_action_row_set_subtitle (self->address, text);
  gtk_widget_set_visible (self->make, !made);
  gtk_widget_set_visible (self->show, made);
  gtk_widget_set_visible (self->copy, made);
  gtk_widget_set_visible (self->revoke, made);
}

static void
forget_address (LotseCalendarGroup *self)
{
  if (self->secret_address != NULL)
    memset (self->secret_address, 0, strlen (self->secret_address));
  g_clear_pointer (&self->secret_address, g_free);
}

static gpointer
read_address_job (LotseStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return lotse_calendar_address_get (store, error);
}

static void
take_address (LotseCalendarGroup *self, char *address, const GError *error)
{
  /* What was there is still there when the centre was not reached. */
  if (error == NULL)
    {
      forget_address (self);
      self->secret_address = address;
    }
  show_address (self, error != NULL ? error->message : NULL);
}

static void
on_address_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseCalendarGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  char *address = lotse_job_text_finish (result, &error);

  take_address (self, address, error);
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *address = lotse_calendar_address_make (data, cancellable, &error);

  if (address != NULL)
    g_task_return_pointer (task, address, g_free);
  else
    g_task_return_error (task, error);
}

static void
revoke_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (lotse_calendar_address_take_back (data, cancellable, &error))
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_error (task, error);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LotseCalendarGroup *self = LOTSE_CALENDAR_GROUP (source);
  g_autoptr (GError) error = NULL;
  char *address = g_task_propagate_pointer (G_TASK (result), &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->address), TRUE);
  take_address (self, address, error);
  /* The button that was pressed may be gone. */
  gtk_widget_grab_focus (self->secret_address != NULL ? self->copy : self->make);
}

static void
ask (LotseCalendarGroup *self, GTaskThreadFunc thread)
{
  g_autoptr (GTask) task = NULL;

  if (store_of (self) == NULL)
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->address), FALSE);
  adw_action_row_set_subtitle (self->address, _("Asking the centre …"));
  task = g_task_new (self, NULL, on_asked, NULL);
  g_task_set_task_data (task, g_object_ref (store_of (self)), g_object_unref);
  g_task_run_in_thread (task, thread);
}

static void
on_make (LotseCalendarGroup *self)
{
  ask (self, make_thread);
}

static void
on_show (LotseCalendarGroup *self)
{
  show_address (self, self->secret_address);
}

static void
on_copy (LotseCalendarGroup *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->secret_address);
  show_address (self, _("Copied. Put it where your calendar program subscribes to calendars."));
  lotse_compat_announce (GTK_WIDGET (self->address), _("Copied. Put it where your calendar program subscribes to calendars."));
}

static void
on_revoke_answer (const char *answer, gpointer data)
{
  g_autoptr (LotseCalendarGroup) self = data;

  if (g_str_equal (answer, "revoke"))
    ask (self, revoke_thread);
}

static void
on_revoke (LotseCalendarGroup *self)
{
  const char *const answers[] = { "close", _("_Cancel"), "!revoke", _("_Revoke"), NULL };

  lotse_compat_ask (GTK_WIDGET (self), _("Revoke the Address?"),
                    _("Calendars that read it get nothing new any more, also those of addresses that you made on other devices."), NULL, answers,
                    on_revoke_answer, g_object_ref (self));
}

/* --- The group ---------------------------------------------------------------------------------------------- */

static void
lotse_calendar_group_dispose (GObject *object)
{
  forget_address (LOTSE_CALENDAR_GROUP (object));
  G_OBJECT_CLASS (lotse_calendar_group_parent_class)->dispose (object);
}

static void
lotse_calendar_group_class_init (LotseCalendarGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lotse_calendar_group_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-calendar-group.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarGroup, file);
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarGroup, file_off);
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarGroup, address);
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarGroup, make);
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarGroup, show);
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarGroup, copy);
  gtk_widget_class_bind_template_child (widget_class, LotseCalendarGroup, revoke);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_file_off);
  gtk_widget_class_bind_template_callback (widget_class, on_make);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_revoke);
}

static void
lotse_calendar_group_init (LotseCalendarGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_list_name (self->file, _("Calendar"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->file), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->address), FALSE);
}

void
lotse_calendar_group_show (LotseCalendarGroup *self, LotseProfile *profile)
{
  g_return_if_fail (LOTSE_IS_CALENDAR_GROUP (self));
  self->profile = profile;
  gtk_widget_set_visible (GTK_WIDGET (self->address), lotse_profile_get_status (profile)->connected);
  show_path (self, NULL);
  show_address (self, NULL);
  if (store_of (self) == NULL)
    return;
  lotse_job_run (store_of (self), read_file_job, NULL, NULL, g_free, on_file, g_object_ref (self));
  lotse_job_run (store_of (self), read_address_job, NULL, NULL, g_free, on_address_read, g_object_ref (self));
}
