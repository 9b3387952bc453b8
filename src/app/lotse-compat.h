/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What newer versions of GTK and libadwaita name differently: panes that fold, questions, choosing and opening files, and menus.
 *
 * Debian 12 has GTK 4.8 and libadwaita 1.2.  Everything that is deprecated since stands behind this header, so that the
 * day on which Lotse needs a newer libadwaita changes one file.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Two panes beside each other that become one when there is too little room. */
#define LOTSE_TYPE_SPLIT (lotse_split_get_type ())
G_DECLARE_FINAL_TYPE (LotseSplit, lotse_split, LOTSE, SPLIT, GtkWidget)

gboolean lotse_split_get_folded (LotseSplit *self);
void lotse_split_set_show_content (LotseSplit *self, gboolean show_content);
gboolean lotse_split_get_show_content (LotseSplit *self);

/* Called once with the name of the answer that was chosen; "close" if none was. */
typedef void (*LotseAnswered) (const char *answer, gpointer data);

/*
 * Asks a question over `parent`.  `answers` are pairs of name and label that end with NULL; a name that begins with "!" is
 * dangerous, one that begins with "+" is suggested; the callback gets the name without that sign.  `extra` is shown below
 * the text and may be NULL.
 */
void lotse_compat_ask (GtkWidget *parent,
                       const char *heading,
                       const char *body,
                       GtkWidget *extra,
                       const char *const *answers,
                       LotseAnswered answered,
                       gpointer data);

/* Called once with the file (borrowed), or with NULL if nothing was chosen. */
typedef void (*LotseChosen) (GFile *file, gpointer data);

/* Lets the person choose a file to open, or to save under if `suggested` is not NULL. */
void lotse_compat_choose_file (GtkWidget *parent,
                               const char *title,
                               const char *accept,
                               const char *suggested,
                               LotseChosen chosen,
                               gpointer data);

/* Lets the person choose a folder, where one can be made, too. */
void lotse_compat_choose_folder (GtkWidget *parent, const char *title, const char *accept, LotseChosen chosen, gpointer data);

/* Opens a file with the program that the desktop has for it; the desktop says so itself when there is none. */
void lotse_compat_open_file (GtkWidget *parent, const char *path);

/*
 * Gives the entries of a menu names for screen readers.  GTK 4.18 lets a label name them that it hides from screen readers,
 * and so they have none.
 */
void lotse_compat_name_menu (GtkMenuButton *button);

/* Lets a screen reader say a text at once, where GTK can (4.14); the text must also be the name of something that shows. */
void lotse_compat_announce (GtkWidget *widget, const char *text);

/*
 * A label that wraps, for texts that change and must be heard, by a screen reader also from where the keyboard is.
 *
 * role: GTK_ACCESSIBLE_ROLE_ALERT for what went wrong, GTK_ACCESSIBLE_ROLE_STATUS for what happened
 */
GtkWidget *lotse_compat_notice_new (GtkAccessibleRole role);
/* Shows the text, which is heard even if it is there already; "" for none. */
void lotse_compat_notice_say (GtkLabel *notice, const char *text);

G_END_DECLS
