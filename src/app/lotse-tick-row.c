/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of the list of who came; see the header.
 */
#include "config.h"

#include "lotse-tick-row.h"

#include <glib/gi18n.h>

struct _LotseTickRow
{
  LotseItemRow parent_instance;

  GtkCheckButton *check; /* shows the tick only: the list has the keyboard */
  GtkLabel *name;
  GtkLabel *organisation;
  GtkLabel *mark;
};

G_DEFINE_FINAL_TYPE (LotseTickRow, lotse_tick_row, LOTSE_TYPE_ITEM_ROW)

static void
show (LotseItemRow *row, const LotseGuestItem *item)
{
  LotseTickRow *self = LOTSE_TICK_ROW (row);
  const char *what;
  g_autofree char *said = NULL;

  gtk_check_button_set_active (self->check, item->came);
  gtk_label_set_text (self->name, item->name);
  gtk_label_set_text (self->organisation, item->organisation);
  gtk_widget_set_visible (GTK_WIDGET (self->organisation), *item->organisation != '\0');
  what = item->came ? item->mark : item->state == NULL ? "" : C_ ("guest", "not here");
  gtk_label_set_text (self->mark, item->came ? item->mark : "");
  /* Translators: for screen readers: the name of a guest, and whether or when that guest came. */
  said = g_strdup_printf (C_ ("guest", "%s: %s"), item->name, item->came && *what == '\0' ? C_ ("guest", "came") : what);
  lotse_guest_name_row (GTK_WIDGET (self), said);
}

static void
lotse_tick_row_class_init (LotseTickRowClass *klass)
{
  LOTSE_ITEM_ROW_CLASS (klass)->show = show;
}

static void
lotse_tick_row_init (LotseTickRow *self)
{
  GtkBox *box = lotse_item_row_get_box (LOTSE_ITEM_ROW (self));
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_can_focus (GTK_WIDGET (self->check), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self->check), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("guest", "came"), -1);
  gtk_box_append (box, GTK_WIDGET (self->check));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  self->name = lotse_item_row_add_label (GTK_BOX (texts), FALSE);
  self->organisation = lotse_item_row_add_label (GTK_BOX (texts), TRUE);
  gtk_box_append (box, texts);
  self->mark = lotse_item_row_add_label (box, TRUE);
}
