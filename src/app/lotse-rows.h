/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows and buttons that several pages show.
 */
#pragma once

#include "lotse-record-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A field and its value, which can be selected. */
GtkWidget *lotse_row_field (const char *label, const char *text);
/* A field of a record as its page says it; what it links to opens when it is activated. */
GtkWidget *lotse_row_line (const LotseViewLine *line);
/* A record; opens it when it is activated. */
GtkWidget *lotse_row_record (const LotseDescription *description);
/* Two lines of text that do nothing. */
GtkWidget *lotse_row_text (const char *title, const char *subtitle);
/*
 * Shows what a search found in place of what the list had, the first row chosen; the rows take the hits over, of which the
 * array stays.  `with_kind` says at the end of each row what kind of record it is.
 */
void lotse_list_show_hits (GtkListBox *list, GPtrArray *hits, gboolean with_kind);
/* What such a row shows. */
const LotseHit *lotse_row_get_hit (GtkListBoxRow *row);
/* A flat button with an icon that has a name for everybody; `action` with `target` (floating, may be NULL). */
GtkWidget *lotse_button_icon (const char *icon_name, const char *name, const char *action, GVariant *target);
/* Names a choice for screen readers, and the button in it, which is what has the keyboard and says what is chosen. */
void lotse_drop_down_name (GtkDropDown *choice, const char *name);
/* Puts the row at the end of the group; the row. */
GtkWidget *lotse_group_add_row (AdwPreferencesGroup *group, GtkWidget *row, const char *title);
/* A row with a switch at the end of the group; the switch.  `subtitle` may be NULL. */
GtkWidget *lotse_group_add_switch (AdwPreferencesGroup *group, const char *title, const char *subtitle, gboolean active);
/* A group with a heading. */
AdwPreferencesGroup *lotse_group_new (const char *title);
/* Records of one kind that link to the record `id`, with a button that adds one if `may_add`. */
AdwPreferencesGroup *lotse_group_of_records (const LotseViewGroup *group, const char *id, gboolean may_add);
/* Says what the list that a row is in, or that a group has inside, is a list of: for screen readers. */
void lotse_list_name (gpointer row_or_group, const char *name);
/*
 * A list that is made anew would lose the keyboard.  Widgets get keys; before it is made anew the key of the one that has
 * the keyboard is taken (g_free; NULL if it is elsewhere), afterwards the widget with that key gets it.
 */
void lotse_focus_name (GtkWidget *widget, const char *key);
char *lotse_focus_take (GtkWidget *within);
void lotse_focus_give (GtkWidget *within, const char *key);
/* Removes all children of a box.  The keyboard comes back into it once it is filled again, unless it is given elsewhere. */
void lotse_box_clear (GtkBox *box);
/* Adds mail and call buttons to the box for those that are not empty; `name` is the person's. */
void lotse_box_add_contact (GtkBox *box, const char *name, const char *email, const char *phone);

G_END_DECLS
