/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a record with sections; see the header. */
#include "config.h"

#include "lotse-section-page.h"

#include "lotse-back-button.h"
#include "lotse-compat.h"
#include "lotse-sections.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *box;
  AdwWindowTitle *header_title;
  GtkRevealer *bin_revealer;
  GtkMenuButton *menu_button;
  GMenu *adding;
  AdwViewStack *stack;

  LotseProfile *profile;
  char *id;
  LotseFollow *follow;
} LotseSectionPagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LotseSectionPage, lotse_section_page, GTK_TYPE_WIDGET)

/* --- Showing ------------------------------------------------------------------------------------------------ */

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseSectionPage) self = user_data;
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (self);
  g_autoptr (GHashTable) seen = NULL;

  if (priv->box == NULL || priv->id == NULL)
    return;
  seen = LOTSE_SECTION_PAGE_GET_CLASS (self)->show (self, result);
  gtk_widget_set_sensitive (GTK_WIDGET (priv->stack), seen != NULL);
  if (seen == NULL)
    adw_window_title_set_subtitle (priv->header_title, _ ("This record is no longer on this device."));
  lotse_follow_loaded (priv->follow, seen);
}

static void
load (gpointer widget)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (widget);

  LOTSE_SECTION_PAGE_GET_CLASS (widget)->load (lotse_profile_get_store (priv->profile), priv->id, on_loaded, g_object_ref (widget));
}

void
lotse_section_page_show (LotseSectionPage *self, const char *id)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (self);

  g_return_if_fail (LOTSE_IS_SECTION_PAGE (self));
  if (g_strcmp0 (priv->id, id) != 0)
    {
      g_free (priv->id);
      priv->id = g_strdup (id);
    }
  lotse_follow_set (priv->follow, lotse_profile_get_store (priv->profile), priv->id);
}

gboolean
lotse_section_page_is_of (LotseSectionPage *self, LotseRecord *record)
{
  return g_strcmp0 (lotse_record_get_id (record), lotse_section_page_get_id (self)) == 0;
}

void
lotse_section_page_show_heading (LotseSectionPage *self, LotseRecord *record, const char *title, const char *const *parts, guint n_parts)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (self);
  const gboolean may_write = lotse_profile_may_write (priv->profile, lotse_record_get_kind (record));
  GString *subtitle = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", parts[i]);
  adw_window_title_set_title (priv->header_title, title);
  adw_window_title_set_subtitle (priv->header_title, subtitle->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (priv->header_title), title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.edit", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.delete", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.add-task", lotse_profile_may_write (priv->profile, lotse_kind_find ("task")));
  gtk_revealer_set_reveal_child (priv->bin_revealer, lotse_record_is_deleted (record));
  g_string_free (subtitle, TRUE);
}

/* --- Actions ------------------------------------------------------------------------------------------------ */

static void
on_window_action (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *id = lotse_section_page_get_id (LOTSE_SECTION_PAGE (widget));
  g_autofree char *window_action = g_strconcat ("win.", strchr (action, '.') + 1, NULL);

  if (id != NULL)
    gtk_widget_activate_action (widget, window_action, "s", id);
}

static void
on_add_task (GtkWidget *widget, const char *action, GVariant *target)
{
  const char *id = lotse_section_page_get_id (LOTSE_SECTION_PAGE (widget));

  if (id != NULL)
    gtk_widget_activate_action (widget, "win.add", "(sss)", "task", "attached", id);
}

/* --- For its classes ---------------------------------------------------------------------------------------- */

void
lotse_section_page_set_up (LotseSectionPage *self, LotseProfile *profile, const char *title)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (self);

  g_set_object (&priv->profile, profile);
  adw_window_title_set_title (priv->header_title, title);
}

gpointer
lotse_section_page_add (LotseSectionPage *self, GType type, const char *name, const char *title, const char *icon_name)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (self);
  GtkWidget *section = g_object_new (type, NULL);

  adw_view_stack_page_set_icon_name (adw_view_stack_add_titled (priv->stack, section, name, title), icon_name);
  return section;
}

void
lotse_section_page_add_to_menu (LotseSectionPage *self, const char *label, const char *action)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (self);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (priv->adding, item);
}

LotseProfile *
lotse_section_page_get_profile (LotseSectionPage *self)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (self);

  return priv->profile;
}

const char *
lotse_section_page_get_id (LotseSectionPage *self)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (self);

  return priv->id;
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_section_page_dispose (GObject *object)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (LOTSE_SECTION_PAGE (object));

  g_clear_pointer (&priv->follow, lotse_follow_free);
  g_clear_pointer (&priv->box, gtk_widget_unparent);
  g_clear_object (&priv->profile);
  g_clear_pointer (&priv->id, g_free);
  G_OBJECT_CLASS (lotse_section_page_parent_class)->dispose (object);
}

/* While the page is initialised its class, which has the links, is not yet known. */
static void
lotse_section_page_constructed (GObject *object)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (LOTSE_SECTION_PAGE (object));

  G_OBJECT_CLASS (lotse_section_page_parent_class)->constructed (object);
  priv->follow = lotse_follow_new (GTK_WIDGET (object), LOTSE_SECTION_PAGE_GET_CLASS (object)->links, load);
}

static void
lotse_section_page_class_init (LotseSectionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = lotse_section_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = lotse_section_page_dispose;
  g_type_ensure (LOTSE_TYPE_BACK_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-section-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, LotseSectionPage, box);
  gtk_widget_class_bind_template_child_private (widget_class, LotseSectionPage, header_title);
  gtk_widget_class_bind_template_child_private (widget_class, LotseSectionPage, bin_revealer);
  gtk_widget_class_bind_template_child_private (widget_class, LotseSectionPage, menu_button);
  gtk_widget_class_bind_template_child_private (widget_class, LotseSectionPage, adding);
  gtk_widget_class_bind_template_child_private (widget_class, LotseSectionPage, stack);
  gtk_widget_class_install_action (widget_class, "page.edit", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "page.history", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "page.delete", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "page.restore", NULL, on_window_action);
  gtk_widget_class_install_action (widget_class, "page.add-task", NULL, on_add_task);
}

static void
lotse_section_page_init (LotseSectionPage *self)
{
  LotseSectionPagePrivate *priv = lotse_section_page_get_instance_private (self);

  gtk_widget_init_template (GTK_WIDGET (self));
  lotse_compat_name_menu (priv->menu_button);
  lotse_sections_add_keys (GTK_WIDGET (self), priv->stack);
}
