/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A dialog in which something is written and saved; see the header.
 */
#include "config.h"

#include "lotse-editor.h"

#include "lotse-compat.h"
#include "lotse-window.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *dialog;
  GtkLabel *message;
  void (*save) (gpointer data);
  gpointer data;
  GDestroyNotify free_data;
  gboolean changed;
  gboolean saving;
} Editor;

static Editor *
editor_of (GtkWidget *dialog)
{
  return g_object_get_data (G_OBJECT (dialog), "editor");
}

static void
editor_free (gpointer data)
{
  Editor *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

gpointer
lotse_editor_get_data (GtkWidget *editor)
{
  return editor_of (editor)->data;
}

void
lotse_editor_touch (GtkWidget *editor)
{
  editor_of (editor)->changed = TRUE;
}

void
lotse_editor_say (GtkWidget *editor, const char *text)
{
  lotse_dialog_set_message (editor_of (editor)->message, text);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

gboolean
lotse_editor_begin (GtkWidget *editor)
{
  Editor *self = editor_of (editor);

  if (self->saving)
    return FALSE;
  lotse_editor_say (editor, NULL);
  self->saving = TRUE;
  return TRUE;
}

void
lotse_editor_saved (GtkWidget *editor, const char *done, const GError *error)
{
  Editor *self = editor_of (editor);
  LotseWindow *window = lotse_window_of (editor);

  self->saving = FALSE;
  if (error != NULL)
    {
      lotse_editor_say (editor, error->message);
      return;
    }
  if (window != NULL && done != NULL)
    lotse_window_toast_undo (GTK_WIDGET (window), done);
  gtk_window_destroy (GTK_WINDOW (editor));
}

static void
on_save (Editor *self)
{
  self->save (self->data);
}

static gboolean
on_save_key (GtkWidget *dialog, GVariant *args, gpointer data)
{
  on_save (data);
  return GDK_EVENT_STOP;
}

/* --- Giving up ---------------------------------------------------------------------------------------------- */

static void
on_give_up (const char *answer, gpointer data)
{
  g_autoptr (GtkWidget) dialog = data;

  if (g_str_equal (answer, "discard"))
    gtk_window_destroy (GTK_WINDOW (dialog));
}

void
lotse_editor_ask_discard (GtkWidget *window)
{
  const char *const answers[] = { "close", _ ("_Go On Editing"), "!discard", _ ("_Discard"), NULL };

  lotse_compat_ask (window, _ ("Discard What You Typed?"), _ ("It was not saved yet."), NULL, answers, on_give_up, g_object_ref (window));
}

static gboolean
on_close_request (Editor *self)
{
  if (self->saving || !self->changed)
    return self->saving;
  lotse_editor_ask_discard (self->dialog);
  return TRUE;
}

void
lotse_editor_attach (GtkWidget *dialog, GtkLabel *message, void (*save) (gpointer data), gpointer data, GDestroyNotify free_data)
{
  Editor *self = g_new0 (Editor, 1);
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkWidget *button = lotse_dialog_add_button (dialog, _ ("_Save"));

  self->dialog = dialog;
  self->message = message;
  self->save = save;
  self->data = data;
  self->free_data = free_data;
  g_object_set_data_full (G_OBJECT (dialog), "editor", self, editor_free);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_save), self);
  g_signal_connect_swapped (dialog, "close-request", G_CALLBACK (on_close_request), self);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_s, GDK_CONTROL_MASK),
                                                          gtk_callback_action_new (on_save_key, self, NULL)));
  gtk_widget_add_controller (dialog, keys);
}

GtkWidget *
lotse_editor_new (GtkWidget *parent, const char *title, int width, int height, void (*save) (gpointer data), gpointer data,
                  GDestroyNotify free_data)
{
  GtkWidget *dialog = lotse_dialog_new (parent, title, width, height);

  lotse_editor_attach (dialog, lotse_dialog_add_message (dialog), save, data, free_data);
  return dialog;
}
