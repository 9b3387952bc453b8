/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The window of one profile: sidebar, views, and the actions that every view may use.
 *
 * Views act through the window's actions ("win.open" with an id, "win.add" with kind, field and id, "win.delete", …), so
 * that keys, menus and buttons share one way.
 */
#pragma once

#include "lotse-application.h"
#include "lotse-profile.h"
#include "lotse-views.h"

G_BEGIN_DECLS

#define LOTSE_TYPE_WINDOW (lotse_window_get_type ())
G_DECLARE_FINAL_TYPE (LotseWindow, lotse_window, LOTSE, WINDOW, AdwApplicationWindow)

LotseWindow *lotse_window_new (LotseApplication *app, LotseProfile *profile); /* opens the profile */
/* The view that a new window shows first. */
const LotseView *lotse_window_first_view (void);

/* The window that a widget stands in, also when that is a dialog over it; NULL if it stands in none. */
LotseWindow *lotse_window_of (GtkWidget *widget);
LotseProfile *lotse_window_get_profile (LotseWindow *self);

/* Says in passing that something was done; `widget` stands anywhere in the window.  NULL: nothing to say. */
void lotse_window_toast (GtkWidget *widget, const char *text);
/* The same with an Undo button. */
void lotse_window_toast_undo (GtkWidget *widget, const char *text);
/* Says that something failed and what to do; cancelled work says nothing. */
void lotse_window_error (GtkWidget *widget, const char *heading, const GError *error);

/* Shows a view by its name (lotse-views.h), or a record wherever it belongs. */
void lotse_window_show_view (LotseWindow *self, const char *name);
void lotse_window_open_record (LotseWindow *self, const char *kind, const char *id);

/* Whether people can begin: the profile is open, and the view in front has its rows. */
gboolean lotse_window_is_ready (LotseWindow *self);

G_END_DECLS
