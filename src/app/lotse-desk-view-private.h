/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of LotseDeskView share: lotse-desk-view.c (searching and signing in), lotse-desk-keys.c (keys),
 * lotse-desk-undo.c (taking back) and lotse-desk-frame.c (how it looks, and what is around the search).
 */
#pragma once

#include "lotse-desk-view.h"

#include "lotse-desk-jobs.h"
#include "lotse-desk-rows.h"
#include "lotse-desk-words.h"

struct _LotseDeskView
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *counts;
  GtkToggleButton *quotas;
  GtkBox *quota_list;
  GtkButton *slot;
  GtkToggleButton *out;
  GtkButton *language_button;
  GtkButton *walk_in;
  GtkButton *leave;
  GtkWidget *entry;
  GtkLabel *status; /* the last outcome, for screen readers and while the next guest is typed */
  GtkStack *stack;
  GtkListBox *list;
  GtkBox *card;
  GtkLabel *hint;
  GtkWidget *last;

  LotseProfile *profile;
  LotseDeskOptions *options;
  LotseDesk *desk;
  GPtrArray *desks;       /* all that were made: jobs may still work with an older one, so they end with the view */
  GPtrArray *slots;       /* of LotseSlot, or NULL */
  GPtrArray *rows;        /* what shows, of LotseDeskRow */
  char *rows_for;         /* what was typed for them */
  char *organisation;     /* whose people show, or NULL */
  const char *language;   /* static */
  LotseSignIn *signed_out; /* the last act, if that was signing somebody out */
  LotseSignIn *shown;     /* in the confirmation, or NULL */
  gboolean shown_out;
  gboolean searching;
  gboolean enter;         /* was pressed before the answer came */
  gboolean busy;          /* a sign-in is being written */
  guint vanish;           /* source that empties the desk, or 0 */
};

/* lotse-desk-frame.c */
void lotse_desk_view_build (LotseDeskView *self);
void lotse_desk_view_set_words (LotseDeskView *self);
void lotse_desk_view_show_counts (LotseDeskView *self);
void lotse_desk_view_load_about (LotseDeskView *self);
const char *lotse_desk_view_say (LotseDeskView *self, const char *text) G_GNUC_FORMAT (2);

/* lotse-desk-view.c */
void lotse_desk_view_open_desk (LotseDeskView *self, const char *slot);
void lotse_desk_view_status (LotseDeskView *self, const char *text, gboolean warning);
void lotse_desk_view_search (LotseDeskView *self);
void lotse_desk_view_enter (LotseDeskView *self);
void lotse_desk_view_activate (LotseDeskView *self, const LotseDeskRow *row);
void lotse_desk_view_show_rows (LotseDeskView *self);
void lotse_desk_view_show_card (LotseDeskView *self);
LotseStore *lotse_desk_view_store (LotseDeskView *self);
void lotse_desk_view_touched (LotseDeskView *self); /* what shows may show for some seconds more */

/* lotse-desk-undo.c */
void lotse_desk_view_undo_last (LotseDeskView *self);
void lotse_desk_view_undo_mark (GtkWidget *widget, const char *action, GVariant *mark); /* of the action "desk.undo" */
