/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A view that lists the records of one kind and shows the chosen one beside the list.
 *
 * One class for People, Organisations and Tandems; the view (lotse-views.h) says what it lists, by what it is filtered and
 * what it says when it is empty.  100,000 records are expected.
 */
#pragma once

#include "lotse-profile.h"
#include "lotse-views.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_LIST_PAGE (lotse_list_page_get_type ())
G_DECLARE_FINAL_TYPE (LotseListPage, lotse_list_page, LOTSE, LIST_PAGE, GtkWidget)

LotseListPage *lotse_list_page_new (LotseProfile *profile, const LotseView *view);

/* Whether the rows are shown, or that there are none. */
gboolean lotse_list_page_is_loaded (LotseListPage *self);

void lotse_list_page_show_record (LotseListPage *self, const char *id);
/* The record that is shown, or NULL. */
const char *lotse_list_page_get_record (LotseListPage *self);
/* The keyboard goes to the rows, now or as soon as there are any. */
void lotse_list_page_focus (LotseListPage *self);
void lotse_list_page_start_search (LotseListPage *self);
/* Shows the calendar in place of the list, in views that have one, or the list again. */
void lotse_list_page_set_calendar (LotseListPage *self, gboolean calendar);
gboolean lotse_list_page_get_calendar (LotseListPage *self);
/* The day that is chosen in the calendar (g_free); NULL while the list shows. */
char *lotse_list_page_dup_day (LotseListPage *self);
/* Back from the record to the list where both do not fit; FALSE if the list is in front already. */
gboolean lotse_list_page_go_back (LotseListPage *self);

G_END_DECLS
