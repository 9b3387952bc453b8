/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The views of the sidebar, as one table.  Views that are not built are absent.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *label;     /* marked for translation, context "view" */
  const char *icon_name;
  const char *kind;      /* the kind that it lists, or NULL */
  const char *adds;      /* the kind that a view without a list adds, or NULL */
  const char *help;      /* page of the help */
  const char *empty;     /* what a list says when it is empty; marked */
  const char *hint;      /* and what to do then; marked */
  const char *filters;   /* fields that the list can be filtered by, separated by spaces */
  const char *sorts;     /* fields that the list can be sorted by; the first one is the default */
  const char *within;    /* the view of the sidebar that it belongs to, or NULL; those of one lead to each other by a switch */
  const char *mode;      /* what that switch calls it; marked, context "mode" */
  gboolean in_sidebar;
  gboolean newest_first; /* a list of days begins with the last one */
  gboolean has_calendar; /* beside the list there is a calendar */
} LotseView;

/* All views, in the order of the sidebar; ends with a NULL name. */
const LotseView *lotse_views (void);
/* NULL if there is none. */
const LotseView *lotse_view_find (const char *name);
const LotseView *lotse_view_for_kind (const char *kind);
/* The view that the sidebar marks while this one shows: itself, or the one that it belongs to. */
const LotseView *lotse_view_in_sidebar (const LotseView *view);
const char *lotse_view_label (const LotseView *view);

G_END_DECLS
