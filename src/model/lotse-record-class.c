/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The class of records and its subclasses, one for each kind.
 *
 * Load: a list makes an object for each visible row, an import one after the other for 100,000 rows; a sync of many
 * records uses registers and no objects.
 *
 * GObject clears get_property and set_property in every class, so each subclass sets them anew.
 */
#include "config.h"

#include "lotse-record-private.h"

#include "lotse-id.h"

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LotseRecord, lotse_record, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_IN_BIN,
  PROP_DISPLAY_TITLE,
  PROP_DISPLAY_SUBTITLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

/* For the other files of the class. */
LotseRecordPrivate *
lotse_record_private (const LotseRecord *self)
{
  return lotse_record_get_instance_private ((LotseRecord *) self);
}

static const LotseKind *
kind_of (const LotseRecord *self)
{
  return LOTSE_RECORD_GET_CLASS ((LotseRecord *) self)->kind;
}

/* Says that one of the properties has changed that all kinds have. */
void
lotse_record_notify (LotseRecord *self, LotseRecordAspect aspect)
{
  static const guint ids[] = {
    [LOTSE_RECORD_IN_BIN] = PROP_IN_BIN,
    [LOTSE_RECORD_DISPLAY_TITLE] = PROP_DISPLAY_TITLE,
    [LOTSE_RECORD_DISPLAY_SUBTITLE] = PROP_DISPLAY_SUBTITLE,
  };

  g_object_notify_by_pspec (G_OBJECT (self), properties[ids[aspect]]);
}

static void
lotse_record_finalize (GObject *object)
{
  LotseRecord *self = LOTSE_RECORD (object);
  LotseRecordPrivate *priv = lotse_record_private (self);

  for (guint i = 0; priv->values != NULL && i < kind_of (self)->n_fields; i++)
    g_free (priv->values[i]);
  g_free (priv->values);
  g_clear_pointer (&priv->others, g_tree_unref);
  g_free (priv->merged_into);
  g_free (priv->id);
  G_OBJECT_CLASS (lotse_record_parent_class)->finalize (object);
}

static void
lotse_record_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  LotseRecord *self = LOTSE_RECORD (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_string (value, lotse_record_get_id (self));
      break;
    case PROP_IN_BIN:
      g_value_set_boolean (value, lotse_record_is_deleted (self));
      break;
    case PROP_DISPLAY_TITLE:
      g_value_take_string (value, lotse_record_dup_title (self));
      break;
    case PROP_DISPLAY_SUBTITLE:
      g_value_take_string (value, lotse_record_dup_subtitle (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
lotse_record_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  LotseRecordPrivate *priv = lotse_record_private (LOTSE_RECORD (object));

  switch (property_id)
    {
    case PROP_ID:
      priv->id = g_value_dup_string (value);
      break;
    case PROP_IN_BIN:
      lotse_record_set_deleted (LOTSE_RECORD (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
lotse_record_constructed (GObject *object)
{
  LotseRecordPrivate *priv = lotse_record_private (LOTSE_RECORD (object));

  G_OBJECT_CLASS (lotse_record_parent_class)->constructed (object);
  if (priv->id == NULL)
    priv->id = kind_of (LOTSE_RECORD (object))->anonymous ? lotse_id_random () : lotse_id_new ();
}

static void
lotse_record_class_init (LotseRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lotse_record_get_property;
  object_class->set_property = lotse_record_set_property;
  object_class->constructed = lotse_record_constructed;
  object_class->finalize = lotse_record_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IN_BIN] = g_param_spec_boolean ("in-bin", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_DISPLAY_TITLE] = g_param_spec_string ("display-title", NULL, NULL, NULL,
                                                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DISPLAY_SUBTITLE] = g_param_spec_string ("display-subtitle", NULL, NULL, NULL,
                                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lotse_record_init (LotseRecord *self)
{
}

/* ---- Subclasses ---- */

static void
field_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  LotseRecord *self = LOTSE_RECORD (object);
  const LotseField *field = &kind_of (self)->fields[property_id - 1];

  if (lotse_field_has_elements (field))
    g_value_take_boxed (value, lotse_record_list_elements (self, field->name));
  else
    g_value_set_string (value, lotse_record_private (self)->values[property_id - 1]);
}

/* A binding may hand over what somebody is still typing: a value that is not canonical leaves the property as it was. */
static void
field_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  LotseRecord *self = LOTSE_RECORD (object);

  lotse_record_set (self, kind_of (self)->fields[property_id - 1].name, g_value_get_string (value), NULL);
}

static GParamSpec *
field_pspec (const LotseField *field)
{
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "_", '-');

  if (lotse_field_has_elements (field))
    return g_param_spec_boxed (name, NULL, NULL, G_TYPE_STRV, G_PARAM_READABLE);
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY);
}

static void
kind_class_init (gpointer g_class, gpointer class_data)
{
  LotseRecordClass *klass = g_class;
  GObjectClass *object_class = g_class;

  klass->kind = class_data;
  klass->fields = g_new0 (GParamSpec *, klass->kind->n_fields); /* classes live as long as the process */
  object_class->get_property = field_get_property;
  object_class->set_property = field_set_property;
  for (guint i = 0; i < klass->kind->n_fields; i++)
    {
      klass->fields[i] = field_pspec (&klass->kind->fields[i]);
      g_object_class_install_property (object_class, i + 1, klass->fields[i]);
    }
}

static void
kind_instance_init (GTypeInstance *instance, gpointer g_class)
{
  const LotseKind *kind = ((LotseRecordClass *) g_class)->kind;

  lotse_record_private ((LotseRecord *) instance)->values = g_new0 (char *, kind->n_fields);
}

/* "mentoring_pair" -> "LotseRecordMentoringPair" */
static char *
class_name (const char *kind)
{
  GString *name = g_string_new ("LotseRecord");
  gboolean upper = TRUE;

  for (const char *p = kind; *p != '\0'; p++)
    {
      if (*p != '_')
        g_string_append_c (name, upper ? g_ascii_toupper (*p) : *p);
      upper = *p == '_';
    }
  return g_string_free (name, FALSE);
}

static GHashTable *
make_types (void)
{
  GHashTable *types = g_hash_table_new (NULL, NULL);
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      const GTypeInfo info = {
        .class_size = sizeof (LotseRecordClass),
        .class_init = kind_class_init,
        .class_data = kinds[i],
        .instance_size = sizeof (LotseRecord),
        .instance_init = kind_instance_init,
      };
      g_autofree char *name = class_name (kinds[i]->name);
      GType type = g_type_register_static (LOTSE_TYPE_RECORD, name, &info, G_TYPE_FLAG_FINAL);

      g_hash_table_insert (types, (gpointer) kinds[i], GSIZE_TO_POINTER (type));
    }
  return types;
}

static GHashTable *
types_of_kinds (void)
{
  static GHashTable *types;
  static gsize done;

  if (g_once_init_enter (&done))
    {
      types = make_types ();
      g_once_init_leave (&done, 1);
    }
  return types;
}

/**
 * lotse_record_register_types:
 *
 * Registers the classes of all kinds, so that templates find them by name. To be called before the first is loaded.
 */
void
lotse_record_register_types (void)
{
  types_of_kinds ();
}

/**
 * lotse_record_type_of:
 * @kind: a kind of the table
 *
 * Returns: the class of its records
 */
GType
lotse_record_type_of (const LotseKind *kind)
{
  GType type = GPOINTER_TO_SIZE (g_hash_table_lookup (types_of_kinds (), kind));

  g_return_val_if_fail (type != 0, G_TYPE_INVALID);
  return type;
}

/**
 * lotse_record_new:
 * @kind: its kind
 * @id: (nullable): its id; %NULL makes a new one
 *
 * Returns: (transfer full): a record without values
 */
LotseRecord *
lotse_record_new (const LotseKind *kind, const char *id)
{
  g_return_val_if_fail (id == NULL || lotse_id_is_valid (id), NULL);
  return g_object_new (lotse_record_type_of (kind), "id", id, NULL);
}
