/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A dialog in which something is written and saved: Save and Ctrl+S save it, and closing it asks before anything that was typed
 * is lost.  It closes by itself only after the store has said that everything is on disk.
 */
#pragma once

#include "lotse-dialog.h"

G_BEGIN_DECLS

/* `save` is called with `data`, which `free_data` frees with the dialog. */
GtkWidget *lotse_editor_new (GtkWidget *parent, const char *title, int width, int height, void (*save) (gpointer data), gpointer data,
                             GDestroyNotify free_data);
/* Makes an editor of a dialog (lotse-dialog.h) that has its line for messages already. */
void lotse_editor_attach (GtkWidget *dialog, GtkLabel *message, void (*save) (gpointer data), gpointer data, GDestroyNotify free_data);
gpointer lotse_editor_get_data (GtkWidget *editor);
/* Something was typed. */
void lotse_editor_touch (GtkWidget *editor);
/* Whether it may be saved now; then it counts as being saved until lotse_editor_saved(). */
gboolean lotse_editor_begin (GtkWidget *editor);
/* It was saved (`done` is said in passing, and the editor closes), or the error says why not. */
void lotse_editor_saved (GtkWidget *editor, const char *done, const GError *error);
/* A message of the editor; NULL: nothing is wrong. */
void lotse_editor_say (GtkWidget *editor, const char *text);

/* Asks whether what was typed in a window is given up, and destroys the window then. */
void lotse_editor_ask_discard (GtkWidget *window);

G_END_DECLS
