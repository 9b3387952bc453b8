/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of the list of who came; see the header.
 */
#include "config.h"

#include "lotse-tick-row.h"

#include <glib/gi18n.h>

struct _LotseTickRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkCheckButton *check; /* shows the tick only: the list has the keyboard */
  GtkLabel *name;
  GtkLabel *organisation;
  GtkLabel *mark;

  LotseGuestItem *item;
};

G_DEFINE_FINAL_TYPE (LotseTickRow, lotse_tick_row, GTK_TYPE_WIDGET)

static void
show (LotseTickRow *self)
{
  const LotseGuestItem *item = self->item;
  const char *what;
  g_autofree char *said = NULL;

  if (item == NULL)
    return;
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

void
lotse_tick_row_set_item (LotseTickRow *self, LotseGuestItem *item)
{
  g_return_if_fail (LOTSE_IS_TICK_ROW (self));
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  lotse_guest_row_shows (GTK_WIDGET (self), item);
  if (item != NULL)
    g_signal_connect_object (item, "notify::serial", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static void
lotse_tick_row_dispose (GObject *object)
{
  LotseTickRow *self = LOTSE_TICK_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_tick_row_parent_class)->dispose (object);
}

static void
lotse_tick_row_class_init (LotseTickRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_tick_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkLabel *
add_label (GtkBox *box, gboolean small)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (small)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_box_append (box, label);
  return GTK_LABEL (label);
}

static void
lotse_tick_row_init (LotseTickRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->box, "guest-row");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_can_focus (GTK_WIDGET (self->check), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self->check), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self->check), GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, C_ ("guest", "came"), -1);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->check));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  self->name = add_label (GTK_BOX (texts), FALSE);
  self->organisation = add_label (GTK_BOX (texts), TRUE);
  gtk_box_append (GTK_BOX (self->box), texts);
  self->mark = add_label (GTK_BOX (self->box), TRUE);
}
