/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page of a record that has sections one behind the other (Ctrl+1 and following): its heading, menu and bar of the bin.
 *
 * A class for each kind of such records adds the sections, and reads what they show.  The sections stay while what they show is
 * read anew after changes, so that what is being typed and the place of the keyboard stay, too.
 */
#pragma once

#include "lotse-follow.h"
#include "lotse-profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_SECTION_PAGE (lotse_section_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (LotseSectionPage, lotse_section_page, LOTSE, SECTION_PAGE, GtkWidget)

struct _LotseSectionPageClass
{
  GtkWidgetClass parent_class;

  const LotseFollowLink *links; /* how records belong to the one that is shown */
  /* Starts reading what the page says of the record. */
  void (*load) (LotseStore *store, const char *id, GAsyncReadyCallback callback, gpointer user_data);
  /* Shows what was read, if lotse_section_page_is_of() says so; the ids that it came upon (a reference), or NULL if it was not read. */
  GHashTable *(*show) (LotseSectionPage *self, GAsyncResult *result);
};

/* Shows the record and follows its changes. */
void lotse_section_page_show (LotseSectionPage *self, const char *id);

/* --- For its classes ---------------------------------------------------------------------------------------- */

/* Once, when the page is made; `title` stands above until the record is read. */
void lotse_section_page_set_up (LotseSectionPage *self, LotseProfile *profile, const char *title);
/* The section, a new widget of that type. */
gpointer lotse_section_page_add (LotseSectionPage *self, GType type, const char *name, const char *title, const char *icon_name);
/* An action of the class, in the menu with those that add a record. */
void lotse_section_page_add_to_menu (LotseSectionPage *self, const char *label, const char *action);

LotseProfile *lotse_section_page_get_profile (LotseSectionPage *self);
const char *lotse_section_page_get_id (LotseSectionPage *self); /* NULL before there is one */
/* Whether the record is the one that is to be shown now. */
gboolean lotse_section_page_is_of (LotseSectionPage *self, LotseRecord *record);
/* What stands above the sections; parts of the subtitle that are NULL or empty are left out. */
void lotse_section_page_show_heading (LotseSectionPage *self, LotseRecord *record, const char *title, const char *const *parts, guint n_parts);

G_END_DECLS
