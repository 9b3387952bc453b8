/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of a list of records; see the header.
 *
 * Load: about thirty rows exist, whatever the length of the list; each asks for what it shows when it is bound.  An
 * answer for a record that the row no longer shows is dropped.
 */
#include "config.h"

#include "lotse-list-row.h"

#include "lotse-describe.h"
#include "lotse-window.h"

#include <adwaita.h>

#define REFRESH_MS 700

struct _LotseListRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  AdwAvatar *avatar;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *mark;

  LotseListItem *item;
  LotseStore *watched; /* whose changes are followed, or NULL */
  guint refresh;       /* source that reads the numbers of an event again, or 0 */
};

enum
{
  PROP_0,
  PROP_ITEM,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (LotseListRow, lotse_list_row, GTK_TYPE_WIDGET)

/* The first letters of a title tell nothing, those of a name do: NULL. */
static const char *
icon_of (const LotseDescription *description)
{
  if (description != NULL && g_str_has_prefix (description->kind, "event"))
    return "lotse-events-symbolic";
  if (description != NULL && (g_str_equal (description->kind, "form") || g_str_equal (description->kind, "survey")))
    return "lotse-feedback-symbolic";
  if (description != NULL && (g_str_equal (description->kind, "application") || g_str_equal (description->kind, "call")
                              || g_str_equal (description->kind, "grant_programme")))
    return "lotse-grants-symbolic";
  return NULL;
}

static void
show (LotseListRow *self, const LotseDescription *description)
{
  static const char *const tones[] = { "plain", "success", "warning" };
  const char *mark = description != NULL ? description->mark : NULL;

  gtk_label_set_text (self->title, description != NULL ? description->title : "");
  gtk_label_set_text (self->subtitle, description != NULL && description->subtitle != NULL ? description->subtitle : "");
  gtk_label_set_single_line_mode (self->subtitle, description == NULL || description->subtitle == NULL || strchr (description->subtitle, '\n') == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), description == NULL || (description->subtitle != NULL && *description->subtitle != '\0'));
  gtk_label_set_text (self->mark, mark != NULL ? mark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mark), mark != NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->mark), tones[i]);
  if (mark != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->mark), tones[description->tone]);
  adw_avatar_set_text (self->avatar, description != NULL ? description->title : NULL);
  adw_avatar_set_show_initials (self->avatar, icon_of (description) == NULL);
  adw_avatar_set_icon_name (self->avatar, icon_of (description));
}

static void
on_described (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseListRow) self = user_data;
  g_autoptr (LotseDescription) description = lotse_describe_finish (result, NULL);

  if (description != NULL && self->item != NULL && g_strcmp0 (lotse_list_item_get_id (self->item), description->id) == 0)
    show (self, description);
}

static void
describe (LotseListRow *self)
{
  LotseWindow *window = lotse_window_of (GTK_WIDGET (self));
  LotseStore *store = window != NULL ? lotse_profile_get_store (lotse_window_get_profile (window)) : NULL;

  g_assert (LOTSE_IS_LIST_ROW (self));
  if (self->item != NULL && lotse_list_item_get_id (self->item) != NULL && store != NULL)
    lotse_describe_async (store, lotse_list_item_get_id (self->item), on_described, g_object_ref (self));
}

static gboolean
on_refresh (gpointer data)
{
  LotseListRow *self = LOTSE_LIST_ROW (data);

  self->refresh = 0;
  describe (self);
  return G_SOURCE_REMOVE;
}

/* The numbers of an event are those of records that are not in the list; at a door they change by the second. */
static void
on_store_changed (LotseListRow *self, const char *kind, const char *id)
{
  static const char *const counted[] = { "registration", "attendance", "participation", NULL };
  LotseRecord *record = self->item != NULL ? lotse_list_item_get_record (self->item) : NULL;

  g_assert (LOTSE_IS_LIST_ROW (self));
  if (record == NULL || !g_str_equal (lotse_record_get_kind (record)->name, "event") || (kind != NULL && !g_strv_contains (counted, kind)))
    return;
  if (self->refresh == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->refresh = g_timeout_add (REFRESH_MS, on_refresh, self);
}

static void
watch (LotseListRow *self)
{
  LotseWindow *window = lotse_window_of (GTK_WIDGET (self));
  LotseStore *store = window != NULL ? lotse_profile_get_store (lotse_window_get_profile (window)) : NULL;

  if (store == NULL || store == self->watched)
    return;
  self->watched = store;
  g_signal_connect_object (store, "changed", G_CALLBACK (on_store_changed), self, G_CONNECT_SWAPPED);
}

static void
set_item (LotseListRow *self, LotseListItem *item)
{
  if (self->item == item)
    return;
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item != NULL)
    g_signal_connect_object (item, "notify::record", G_CALLBACK (describe), self, G_CONNECT_SWAPPED);
  show (self, NULL);
  describe (self);
}

/* Newer GTK tells the row what to show before it is in the window, where the store is found. */
static void
lotse_list_row_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (lotse_list_row_parent_class)->root (widget);
  watch (LOTSE_LIST_ROW (widget));
  describe (LOTSE_LIST_ROW (widget));
}

static void
lotse_list_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ITEM)
    set_item (LOTSE_LIST_ROW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lotse_list_row_dispose (GObject *object)
{
  LotseListRow *self = LOTSE_LIST_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_handle_id (&self->refresh, g_source_remove);
  g_clear_object (&self->item);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_list_row_parent_class)->dispose (object);
}

static void
lotse_list_row_class_init (LotseListRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = lotse_list_row_set_property;
  G_OBJECT_CLASS (klass)->dispose = lotse_list_row_dispose;
  widget_class->root = lotse_list_row_root;
  props[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, G_TYPE_OBJECT, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/de/lotse/Lotse/ui/lotse-list-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LotseListRow, box);
  gtk_widget_class_bind_template_child (widget_class, LotseListRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, LotseListRow, title);
  gtk_widget_class_bind_template_child (widget_class, LotseListRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, LotseListRow, mark);
}

static void
lotse_list_row_init (LotseListRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
