/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a list: an id, and the record when somebody has asked for it; see lotse-list-model.h. */
#include "config.h"

#include "lotse-list-item-private.h"

G_DEFINE_FINAL_TYPE (LotseListItem, lotse_list_item, G_TYPE_OBJECT)

enum
{
  ITEM_PROP_ID = 1,
  ITEM_PROP_RECORD,
  ITEM_PROP_TITLE,
  ITEM_PROP_SUBTITLE,
  ITEM_N_PROPS
};

static GParamSpec *item_props[ITEM_N_PROPS];

static void
lotse_list_item_dispose (GObject *object)
{
  LotseListItem *self = LOTSE_LIST_ITEM (object);

  if (self->model != NULL)
    lotse_list_model_drop (self->model, self);
  self->model = NULL;
  g_clear_object (&self->record);
  G_OBJECT_CLASS (lotse_list_item_parent_class)->dispose (object);
}

static void
lotse_list_item_finalize (GObject *object)
{
  LotseListItem *self = LOTSE_LIST_ITEM (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->subtitle);
  G_OBJECT_CLASS (lotse_list_item_parent_class)->finalize (object);
}

static void
lotse_list_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LotseListItem *self = LOTSE_LIST_ITEM (object);

  switch (id)
    {
    case ITEM_PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case ITEM_PROP_RECORD:
      g_value_set_object (value, lotse_list_item_get_record (self));
      break;
    case ITEM_PROP_TITLE:
      g_value_set_string (value, lotse_list_item_get_title (self));
      break;
    case ITEM_PROP_SUBTITLE:
      g_value_set_string (value, lotse_list_item_get_subtitle (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lotse_list_item_class_init (LotseListItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = lotse_list_item_dispose;
  object_class->finalize = lotse_list_item_finalize;
  object_class->get_property = lotse_list_item_get_property;
  item_props[ITEM_PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  item_props[ITEM_PROP_RECORD] = g_param_spec_object ("record", NULL, NULL, LOTSE_TYPE_RECORD, flags);
  item_props[ITEM_PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  item_props[ITEM_PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, ITEM_N_PROPS, item_props);
}

static void
lotse_list_item_init (LotseListItem *self)
{
}

static void
ask_for_record (LotseListItem *self)
{
  if (!self->asked && self->model != NULL)
    lotse_list_model_want (self->model, self);
}

const char *
lotse_list_item_get_id (LotseListItem *self)
{
  g_return_val_if_fail (LOTSE_IS_LIST_ITEM (self), NULL);
  return self->id;
}

LotseRecord *
lotse_list_item_get_record (LotseListItem *self)
{
  g_return_val_if_fail (LOTSE_IS_LIST_ITEM (self), NULL);
  ask_for_record (self);
  return self->record;
}

const char *
lotse_list_item_get_title (LotseListItem *self)
{
  g_return_val_if_fail (LOTSE_IS_LIST_ITEM (self), NULL);
  ask_for_record (self);
  return self->title;
}

const char *
lotse_list_item_get_subtitle (LotseListItem *self)
{
  g_return_val_if_fail (LOTSE_IS_LIST_ITEM (self), NULL);
  ask_for_record (self);
  return self->subtitle;
}

void
lotse_list_item_take (LotseListItem *self, LotseRecord *record, char *title, char *subtitle)
{
  g_object_freeze_notify (G_OBJECT (self));
  g_clear_object (&self->record);
  self->record = record;
  g_free (self->title);
  g_free (self->subtitle);
  self->title = title;
  self->subtitle = subtitle;
  g_object_notify_by_pspec (G_OBJECT (self), item_props[ITEM_PROP_RECORD]);
  g_object_notify_by_pspec (G_OBJECT (self), item_props[ITEM_PROP_TITLE]);
  g_object_notify_by_pspec (G_OBJECT (self), item_props[ITEM_PROP_SUBTITLE]);
  g_object_thaw_notify (G_OBJECT (self));
}
