/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows and buttons that several pages show; see the header.
 */
#include "config.h"

#include "lotse-rows.h"

#include <glib/gi18n.h>

static void
set_row_texts (AdwActionRow *row, const char *title, const char *subtitle)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  /* With use-markup off the subtitle is plain, too; an empty one takes no room. */
  adw_action_row_set_subtitle (row, subtitle != NULL ? subtitle : "");
}

GtkWidget *
lotse_row_field (const char *label, const char *text)
{
  GtkWidget *row = adw_action_row_new ();

  set_row_texts (ADW_ACTION_ROW (row), label, text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "field-row");
  return row;
}

GtkWidget *
lotse_row_text (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  set_row_texts (ADW_ACTION_ROW (row), title, subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

GtkWidget *
lotse_row_line (const LotseViewLine *line)
{
  GtkWidget *row = lotse_row_field (lotse_field_label (line->field), line->text);

  if (line->id == NULL)
    return row;
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", line->kind, line->id);
  return row;
}

GtkWidget *
lotse_row_record (const LotseDescription *description)
{
  GtkWidget *row = lotse_row_text (description->title, description->subtitle);

  if (description->mark != NULL)
    {
      GtkWidget *mark = gtk_label_new (description->mark);

      gtk_widget_add_css_class (mark, "mark");
      gtk_widget_add_css_class (mark, description->tone == LOTSE_TONE_WARNING ? "warning" : "plain");
      gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), mark);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", description->kind, description->id);
  return row;
}

/* --- What a search found ------------------------------------------------------------------------------------ */

static GtkWidget *
line_label (const char *text, gboolean dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (dim)
    {
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
    }
  return label;
}

static GtkWidget *
row_for_hit (LotseHit *hit, gboolean with_kind)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *kind = lotse_kind_label (lotse_kind_find (hit->kind));
  const char *subtitle = hit->subtitle != NULL && *hit->subtitle != '\0' ? hit->subtitle : NULL;

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), line_label (hit->title, FALSE));
  if (subtitle != NULL || !with_kind)
    gtk_box_append (GTK_BOX (texts), line_label (subtitle != NULL ? subtitle : kind, TRUE));
  gtk_box_append (GTK_BOX (box), texts);
  if (with_kind)
    {
      GtkWidget *label = line_label (kind, TRUE);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, hit->title, -1);
  g_object_set_data_full (G_OBJECT (row), "hit", hit, (GDestroyNotify) lotse_hit_free);
  return row;
}

void
lotse_list_show_hits (GtkListBox *list, GPtrArray *hits, gboolean with_kind)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  g_ptr_array_set_free_func (hits, NULL);
  for (guint i = 0; i < hits->len; i++)
    gtk_list_box_append (list, row_for_hit (g_ptr_array_index (hits, i), with_kind));
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 0));
}

const LotseHit *
lotse_row_get_hit (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "hit");
}

/* --- Buttons and groups ------------------------------------------------------------------------------------- */

GtkWidget *
lotse_button_icon (const char *icon_name, const char *name, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (target != NULL)
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  if (action != NULL)
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

/* GTK 4.8 reads the button in a choice by itself, newer GTK reads the button as it reads the choice. */
static void
say_both (GtkDropDown *choice, GtkAccessibleProperty property, const char *text)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (choice));

  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), property, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), property, text, -1);
}

static void
on_chosen (GtkDropDown *choice)
{
  gpointer item = gtk_drop_down_get_selected_item (choice);

  say_both (choice, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, GTK_IS_STRING_OBJECT (item) ? gtk_string_object_get_string (item) : "");
}

void
lotse_drop_down_name (GtkDropDown *choice, const char *name)
{
  say_both (choice, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  /* Newer GTK lets what is chosen label the choice. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_RELATION_LABELLED_BY, choice, NULL, -1);
  g_signal_connect (choice, "notify::selected-item", G_CALLBACK (on_chosen), NULL);
  on_chosen (choice);
}

GtkWidget *
lotse_group_add_row (AdwPreferencesGroup *group, GtkWidget *row, const char *title)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, row);
  return row;
}

GtkWidget *
lotse_group_add_switch (AdwPreferencesGroup *group, const char *title, const char *subtitle, gboolean active)
{
  GtkWidget *row = lotse_row_text (title, subtitle), *toggle = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (toggle), active);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  adw_preferences_group_add (group, row);
  return toggle;
}

AdwPreferencesGroup *
lotse_group_new (const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  g_autofree char *escaped = title != NULL ? g_markup_escape_text (title, -1) : NULL;

  if (escaped != NULL)
    adw_preferences_group_set_title (group, escaped);
  return group;
}

AdwPreferencesGroup *
lotse_group_of_records (const LotseViewGroup *group, const char *id, gboolean may_add)
{
  AdwPreferencesGroup *widget = lotse_group_new (lotse_kind_label_plural (group->kind));
  /* Translators: a button; the kind of record that it adds, such as "Membership". */
  g_autofree char *name = g_strdup_printf (_ ("Add: %s"), lotse_kind_label (group->kind));

  if (may_add)
    adw_preferences_group_set_header_suffix (
      widget, lotse_button_icon ("list-add-symbolic", name, "win.add", g_variant_new ("(sss)", group->kind->name, group->field->name, id)));
  for (guint i = 0; i < group->rows->len; i++)
    adw_preferences_group_add (widget, lotse_row_record (g_ptr_array_index (group->rows, i)));
  return widget;
}

static GtkWidget *
list_inside (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_BOX (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = list_inside (child);
  return found;
}

void
lotse_list_name (gpointer row_or_group, const char *name)
{
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (row_or_group), GTK_TYPE_LIST_BOX);

  if (list == NULL)
    list = list_inside (GTK_WIDGET (row_or_group));
  g_return_if_fail (list != NULL);
  /* Newer libadwaita lets the title of the group name the list, which counts more, also when there is no title. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* --- The keyboard ------------------------------------------------------------------------------------------- */

void
lotse_focus_name (GtkWidget *widget, const char *key)
{
  g_object_set_data_full (G_OBJECT (widget), "focus-key", g_strdup (key), g_free);
}

char *
lotse_focus_take (GtkWidget *within)
{
  GtkRoot *root = gtk_widget_get_root (within);
  GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (widget == NULL || !gtk_widget_is_ancestor (widget, within))
    return NULL;
  for (; widget != within; widget = gtk_widget_get_parent (widget))
    if (g_object_get_data (G_OBJECT (widget), "focus-key") != NULL)
      return g_strdup (g_object_get_data (G_OBJECT (widget), "focus-key"));
  return NULL;
}

static GtkWidget *
with_key (GtkWidget *widget, const char *key)
{
  GtkWidget *found = g_strcmp0 (g_object_get_data (G_OBJECT (widget), "focus-key"), key) == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = with_key (child, key);
  return found;
}

void
lotse_focus_give (GtkWidget *within, const char *key)
{
  GtkWidget *widget = key != NULL ? with_key (within, key) : NULL;

  if (widget != NULL)
    gtk_widget_grab_focus (widget);
}

/* As GTK does it: the nearest that takes the keyboard, from the box outwards.  Only if nothing has got it meanwhile. */
static gboolean
take_keyboard_back (gpointer box)
{
  GtkRoot *root = gtk_widget_get_root (box);
  gboolean taken = root == NULL || gtk_root_get_focus (root) != NULL;

  for (GtkWidget *widget = box; widget != NULL && !taken; widget = gtk_widget_get_parent (widget))
    taken = gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/*
 * GTK leaves the keyboard with a widget that is removed until the next frame is drawn.  What is pressed in between would go
 * there and be lost, Ctrl+K and all other keys of the window among it; without a widget it goes to the window.
 */
static void
let_keyboard_go (GtkWidget *box)
{
  GtkRoot *root = gtk_widget_get_root (box);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, box))
    return;
  gtk_root_set_focus (root, NULL);
  g_idle_add_full (G_PRIORITY_LOW, take_keyboard_back, g_object_ref (box), g_object_unref);
}

void
lotse_box_clear (GtkBox *box)
{
  GtkWidget *child;

  let_keyboard_go (GTK_WIDGET (box));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
add_contact (GtkBox *box, const char *icon_name, const char *format, const char *name, const char *action, const char *address)
{
  GString *label;
  GtkWidget *button;

  if (address == NULL || *address == '\0')
    return;
  label = g_string_new (format);
  g_string_replace (label, "%s", name, 1);
  button = lotse_button_icon (icon_name, label->str, action, g_variant_new_string (address));
  gtk_widget_remove_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_box_append (box, button);
  g_string_free (label, TRUE);
}

void
lotse_box_add_contact (GtkBox *box, const char *name, const char *email, const char *phone)
{
  /* Translators: the name of a person. */
  add_contact (box, "mail-unread-symbolic", _ ("Write to %s"), name, "win.mail", email);
  /* Translators: the name of a person. */
  add_contact (box, "call-start-symbolic", _ ("Call %s"), name, "win.call", phone);
}
