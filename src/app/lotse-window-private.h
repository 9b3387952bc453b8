/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of LotseWindow share: lotse-window.c (the frame and opening the profile), lotse-window-pages.c (the
 * views) and lotse-window-actions.c (what keys and menus do).
 */
#pragma once

#include "lotse-compat.h"
#include "lotse-sync-row.h"
#include "lotse-views.h"
#include "lotse-window.h"

struct _LotseWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  LotseSplit *split;
  AdwWindowTitle *title;
  GtkMenuButton *menu_button;
  GtkListBox *sidebar;
  LotseSyncRow *sync_row;
  GtkStack *pages;

  LotseProfile *profile;
  AdwToast *toast;        /* the last one, weak */
  const LotseView *view;  /* that is shown, or NULL */
  guint idle_lock;        /* source of the lock after idle, or 0 */
  gint64 last_input_us;   /* monotonic time of the last key or pointer */
  gboolean locked;
};

/* lotse-window.c */
void lotse_window_reopen (LotseWindow *self, LotseKeySource source, const char *secret);
void lotse_window_lock (LotseWindow *self);
void lotse_window_enter_main (LotseWindow *self);

/* lotse-window-pages.c */
void lotse_window_fill_sidebar (LotseWindow *self);
void lotse_window_clear_pages (LotseWindow *self);
GtkWidget *lotse_window_get_page (LotseWindow *self, const LotseView *view);
/* Evaluates an event or survey. */
void lotse_window_show_results (LotseWindow *self, const char *id);
/* Whether the view in front has read what it shows. */
gboolean lotse_window_page_is_loaded (LotseWindow *self);
/* The record that the view in front shows, or NULL. */
const char *lotse_window_current_record (LotseWindow *self, const char **kind);

/* lotse-window-actions.c */
void lotse_window_add_actions (LotseWindow *self);
void lotse_window_update_actions (LotseWindow *self);
