/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of the people of an event; see the header.
 */
#include "config.h"

#include "lotse-guest-row.h"

#include "lotse-compat.h"
#include "lotse-format.h"

#include <glib/gi18n.h>

struct _LotseGuestRow
{
  LotseItemRow parent_instance;

  GtkLabel *name;
  GtkLabel *detail;
  GtkLabel *state;
  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (LotseGuestRow, lotse_guest_row, LOTSE_TYPE_ITEM_ROW)

static void
add_entry (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) entry = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (entry, action, target);
  g_menu_append_item (menu, entry);
}

/* What can be done with a guest: other states, a place against the rules, the records behind it. */
static GMenuModel *
make_menu (const LotseGuestItem *item)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("registration"), "state");
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) states = g_menu_new ();
  g_autoptr (GMenu) records = g_menu_new ();

  for (guint i = 0; field->choices[i].name != NULL; i++)
    if (g_strcmp0 (field->choices[i].name, item->state) != 0)
      add_entry (states, lotse_choice_label (field, field->choices[i].name), "people.state",
                 g_variant_new ("(ss)", item->person, field->choices[i].name));
  if (g_strcmp0 (item->state, "registered") != 0)
    add_entry (states, _ ("Give a Place _Anyway"), "people.place", g_variant_new_string (item->person));
  add_entry (records, _ ("_Invitation by Mail…"), "people.mail", g_variant_new ("(ss)", item->person, "invitation"));
  add_entry (records, _ ("_Reminder by Mail…"), "people.mail", g_variant_new ("(ss)", item->person, "reminder"));
  if (item->registration != NULL)
    add_entry (records, _ ("_Workshops and Needs…"), "people.wishes", g_variant_new ("(ss)", item->registration, item->name));
  add_entry (records, _ ("_Open Person"), "win.open", g_variant_new ("(ss)", "person", item->person));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (states));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (records));
  return G_MENU_MODEL (menu);
}

static char *
state_text (const LotseGuestItem *item)
{
  const LotseField *field = lotse_kind_field (lotse_kind_find ("registration"), "state");

  if (item->came)
    return g_strdup (C_ ("guest", "came"));
  if (item->turn > 0)
    /* Translators: on the waiting list; the place on it. */
    return g_strdup_printf (C_ ("guest", "waiting, %u."), item->turn);
  return g_strdup (item->state != NULL ? lotse_choice_label (field, item->state) : "");
}

static void
set_tone (GtkWidget *widget, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show (LotseItemRow *row, const LotseGuestItem *item)
{
  LotseGuestRow *self = LOTSE_GUEST_ROW (row);
  g_autofree char *state = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *name = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GMenuModel) menu = NULL;

  state = state_text (item);
  detail = *item->organisation != '\0' && *item->detail != '\0' ? g_strdup_printf ("%s · %s", item->organisation, item->detail)
                                                                : g_strdup (*item->detail != '\0' ? item->detail : item->organisation);
  gtk_label_set_text (self->name, item->name);
  gtk_label_set_text (self->detail, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->detail), detail);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), *detail != '\0');
  gtk_label_set_text (self->state, state);
  gtk_widget_set_visible (GTK_WIDGET (self->state), *state != '\0');
  set_tone (GTK_WIDGET (self->state), "success", item->came);
  set_tone (GTK_WIDGET (self->state), "warning", item->turn > 0);
  set_tone (GTK_WIDGET (self->detail), "over", item->over);
  set_tone (GTK_WIDGET (self->name), "cancelled", g_strcmp0 (item->state, "cancelled") == 0);
  /* Translators: a button with a menu; the name of a person. */
  name = g_strdup_printf (_ ("Actions for %s"), item->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->menu_button), name);
  said = g_strjoin (", ", item->name, *state != '\0' ? state : detail, *state != '\0' && *detail != '\0' ? detail : NULL, NULL);
  lotse_guest_name_row (GTK_WIDGET (self), said);
  menu = make_menu (item);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  lotse_compat_name_menu (self->menu_button);
}

void
lotse_guest_row_popup (LotseGuestRow *self)
{
  g_return_if_fail (LOTSE_IS_GUEST_ROW (self));
  gtk_menu_button_popup (self->menu_button);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_guest_row_class_init (LotseGuestRowClass *klass)
{
  LOTSE_ITEM_ROW_CLASS (klass)->show = show;
}

static void
lotse_guest_row_init (LotseGuestRow *self)
{
  GtkBox *box = lotse_item_row_get_box (LOTSE_ITEM_ROW (self));
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  self->name = lotse_item_row_add_label (GTK_BOX (texts), FALSE);
  self->detail = lotse_item_row_add_label (GTK_BOX (texts), TRUE);
  self->state = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->state), "mark");
  gtk_widget_set_valign (GTK_WIDGET (self->state), GTK_ALIGN_CENTER);
  self->menu_button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_icon_name (self->menu_button, "view-more-symbolic");
  /* The row has the keyboard, and its Menu key opens the same menu: Tab would stop at every row otherwise. */
  gtk_widget_set_can_focus (GTK_WIDGET (self->menu_button), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->menu_button), "flat");
  gtk_widget_set_valign (GTK_WIDGET (self->menu_button), GTK_ALIGN_CENTER);
  gtk_box_append (box, texts);
  gtk_box_append (box, GTK_WIDGET (self->state));
  gtk_box_append (box, GTK_WIDGET (self->menu_button));
}
