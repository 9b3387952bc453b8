/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The class of records, its subclasses and their values.
 *
 * Load: a list makes an object for each visible row, an import one after the other for 100,000 rows; a sync of many
 * records uses registers and no objects.  Values of fields are in an array in the order of the table; elements and
 * unknown registers, which are few, in one sorted tree by the names of their registers.
 *
 * GObject clears get_property and set_property in every class, so each subclass sets them anew.
 */
#include "config.h"

#include "lotse-record-private.h"

#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  char *id;
  char *merged_into;
  gboolean deleted;
  char **values; /* one for each field of the kind; NULL where empty, and for fields with elements */
  GTree *others; /* register -> value of all other registers that have one; NULL while there is none */
} LotseRecordPrivate;

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

static LotseRecordPrivate *
private_of (const LotseRecord *self)
{
  return lotse_record_get_instance_private ((LotseRecord *) self);
}

static const LotseKind *
kind_of (const LotseRecord *self)
{
  return LOTSE_RECORD_GET_CLASS ((LotseRecord *) self)->kind;
}

static void
lotse_record_finalize (GObject *object)
{
  LotseRecord *self = LOTSE_RECORD (object);
  LotseRecordPrivate *priv = private_of (self);

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
  LotseRecordPrivate *priv = private_of (LOTSE_RECORD (object));

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
  LotseRecordPrivate *priv = private_of (LOTSE_RECORD (object));

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
    g_value_set_string (value, private_of (self)->values[property_id - 1]);
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

  private_of ((LotseRecord *) instance)->values = g_new0 (char *, kind->n_fields);
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

const char *
lotse_record_get_id (const LotseRecord *self)
{
  return private_of (self)->id;
}

const LotseKind *
lotse_record_get_kind (const LotseRecord *self)
{
  return kind_of (self);
}

/**
 * lotse_record_is_deleted:
 * @self: a record
 *
 * Returns: whether it lies in the bin
 */
gboolean
lotse_record_is_deleted (const LotseRecord *self)
{
  return private_of (self)->deleted;
}

void
lotse_record_set_deleted (LotseRecord *self, gboolean deleted)
{
  LotseRecordPrivate *priv = private_of (self);

  if (priv->deleted == !!deleted)
    return;
  priv->deleted = !!deleted;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_BIN]);
}

/**
 * lotse_record_get_merged_into:
 * @self: a record
 *
 * Returns: (transfer none) (nullable): the id of the record that stands for this one
 */
const char *
lotse_record_get_merged_into (const LotseRecord *self)
{
  return private_of (self)->merged_into;
}

/**
 * lotse_record_set_merged_into:
 * @self: a record
 * @id: (nullable): the record that stands for it; %NULL undoes that
 * @error: return location for LOTSE_ERROR_INVALID
 *
 * Returns: whether @id is that of another record
 */
gboolean
lotse_record_set_merged_into (LotseRecord *self, const char *id, GError **error)
{
  if (id != NULL && *id != '\0' && (!lotse_id_is_valid (id) || strcmp (id, private_of (self)->id) == 0))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _ ("A record can be united only with another record. Choose another one."));
      return FALSE;
    }
  lotse_record_apply (self, LOTSE_REGISTER_MERGED_INTO, id);
  return TRUE;
}

/* ---- Values ---- */

static void
notify_field (LotseRecord *self, guint index)
{
  LotseFieldFlags flags = kind_of (self)->fields[index].flags;

  g_object_notify_by_pspec (G_OBJECT (self), LOTSE_RECORD_GET_CLASS (self)->fields[index]);
  if (flags & LOTSE_FIELD_TITLE)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISPLAY_TITLE]);
  if (flags & LOTSE_FIELD_SUBTITLE)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DISPLAY_SUBTITLE]);
}

/* The field whose element the register is, or -1. */
static int
element_field_index (const LotseKind *kind, const char *reg)
{
  const char *slash = strchr (reg, '/');
  g_autofree char *name = slash != NULL ? g_strndup (reg, (gsize) (slash - reg)) : NULL;
  int index = lotse_kind_field_index (kind, name);

  return index >= 0 && lotse_field_has_elements (&kind->fields[index]) ? index : -1;
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

static void
apply_other (LotseRecord *self, const char *reg, const char *value)
{
  LotseRecordPrivate *priv = private_of (self);
  const char *before = priv->others != NULL ? g_tree_lookup (priv->others, reg) : NULL;
  int index = element_field_index (kind_of (self), reg);

  if (g_strcmp0 (before, value) == 0)
    return;
  if (priv->others == NULL)
    priv->others = g_tree_new_full (compare_names, NULL, g_free, g_free);
  if (value != NULL)
    g_tree_insert (priv->others, g_strdup (reg), g_strdup (value));
  else
    g_tree_remove (priv->others, reg);
  if (index >= 0)
    notify_field (self, (guint) index);
}

/**
 * lotse_record_apply:
 * @self: a record
 * @reg: the name of a register, known or not
 * @value: (nullable): its value
 *
 * Sets a register without any check: for what the store and the centre hold already, which may be of a newer version.
 */
void
lotse_record_apply (LotseRecord *self, const char *reg, const char *value)
{
  LotseRecordPrivate *priv = private_of (self);
  int index = lotse_kind_field_index (kind_of (self), reg);

  if (value != NULL && *value == '\0')
    value = NULL;
  if (strcmp (reg, LOTSE_REGISTER_DELETED) == 0)
    lotse_record_set_deleted (self, g_strcmp0 (value, "1") == 0);
  else if (strcmp (reg, LOTSE_REGISTER_MERGED_INTO) == 0)
    {
      char *copy = g_strdup (value);

      g_free (priv->merged_into);
      priv->merged_into = copy;
    }
  else if (index < 0 || lotse_field_has_elements (&kind_of (self)->fields[index]))
    apply_other (self, reg, value);
  else if (g_strcmp0 (priv->values[index], value) != 0)
    {
      char *copy = g_strdup (value);

      g_free (priv->values[index]);
      priv->values[index] = copy;
      notify_field (self, (guint) index);
    }
}

/**
 * lotse_record_get:
 * @self: a record
 * @field: the name of a field with one value
 *
 * Returns: (transfer none) (nullable): the canonical value; %NULL when it is empty or the kind has no such field
 */
const char *
lotse_record_get (const LotseRecord *self, const char *field)
{
  int index = lotse_kind_field_index (kind_of (self), field);

  return index >= 0 ? private_of (self)->values[index] : NULL;
}

static const LotseField *
find_field (const LotseRecord *self, const char *name, gboolean elements, GError **error)
{
  const LotseField *field = lotse_kind_field (kind_of (self), name);

  if (field != NULL && lotse_field_has_elements (field) == elements)
    return field;
  if (field == NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                 _ ("There is no field “%s” in records of the kind “%s”. Check its spelling."), name,
                 kind_of (self)->name);
  else if (elements)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _ ("The field “%s” has one value and no elements."), name);
  else
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                 _ ("The field “%s” has several elements. Set them one by one."), name);
  return NULL;
}

/**
 * lotse_record_set:
 * @self: a record
 * @field: the name of a field with one value
 * @canonical: (nullable): its value
 * @error: return location for LOTSE_ERROR_INVALID
 *
 * Returns: %FALSE when there is no such field or @canonical is not canonical; then nothing has changed
 */
gboolean
lotse_record_set (LotseRecord *self, const char *field, const char *canonical, GError **error)
{
  const LotseField *found = find_field (self, field, FALSE, error);

  if (found == NULL || !lotse_value_check (found, canonical, error))
    return FALSE;
  lotse_record_apply (self, field, canonical);
  return TRUE;
}

/**
 * lotse_record_get_int:
 * @self: a record
 * @field: the name of a field with a number or an amount (in cents)
 * @fallback: what stands for empty
 *
 * Returns: the number
 */
gint64
lotse_record_get_int (const LotseRecord *self, const char *field, gint64 fallback)
{
  const char *value = lotse_record_get (self, field);

  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : fallback;
}

/**
 * lotse_record_get_bool:
 * @self: a record
 * @field: the name of a field with yes or no
 *
 * Returns: whether it is known to be yes
 */
gboolean
lotse_record_get_bool (const LotseRecord *self, const char *field)
{
  return g_strcmp0 (lotse_record_get (self, field), "1") == 0;
}

/**
 * lotse_record_get_date:
 * @self: a record
 * @field: the name of a field with a date, or date and time
 * @date: (out caller-allocates): the date
 *
 * Returns: whether there is one
 */
gboolean
lotse_record_get_date (const LotseRecord *self, const char *field, GDate *date)
{
  const char *value = lotse_record_get (self, field);

  return lotse_value_read_date (value, date) || lotse_value_read_datetime (value, date, NULL);
}

/**
 * lotse_record_get_element:
 * @self: a record
 * @field: the name of a SET or MAP
 * @element: one of its elements
 *
 * Returns: (transfer none) (nullable): the element's value, "1" for a SET; %NULL when it is not there
 */
const char *
lotse_record_get_element (const LotseRecord *self, const char *field, const char *element)
{
  g_autofree char *reg = lotse_register_name (field, element);

  return lotse_record_get_register (self, reg);
}

/**
 * lotse_record_set_element:
 * @self: a record
 * @field: the name of a SET or MAP
 * @element: the element
 * @value: (nullable): its value, "1" for a SET; %NULL takes the element away
 * @error: return location for LOTSE_ERROR_INVALID
 *
 * Returns: %FALSE when there is no such field or element, or @value is not canonical; then nothing has changed
 */
gboolean
lotse_record_set_element (LotseRecord *self, const char *field, const char *element, const char *value, GError **error)
{
  const LotseField *found = find_field (self, field, TRUE, error);
  g_autofree char *reg = NULL;

  if (found == NULL)
    return FALSE;
  /* What a newer version put in can be taken out, whatever it is called. */
  if (value != NULL && *value != '\0' &&
      (!lotse_value_check_element (found, element, error) || !lotse_value_check (found, value, error)))
    return FALSE;
  reg = lotse_register_name (field, element);
  lotse_record_apply (self, reg, value);
  return TRUE;
}

/**
 * lotse_record_list_elements:
 * @self: a record
 * @field: the name of a SET or MAP
 *
 * Returns: (transfer full): the names of its elements, sorted by their bytes; empty when there is none
 */
char **
lotse_record_list_elements (const LotseRecord *self, const char *field)
{
  GPtrArray *names = g_ptr_array_new ();
  GTree *others = private_of (self)->others;
  g_autofree char *prefix = g_strconcat (field, "/", NULL);
  GTreeNode *node = others != NULL ? g_tree_lower_bound (others, prefix) : NULL;

  for (; node != NULL && g_str_has_prefix (g_tree_node_key (node), prefix); node = g_tree_node_next (node))
    g_ptr_array_add (names, g_strdup ((const char *) g_tree_node_key (node) + strlen (prefix)));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

/**
 * lotse_record_get_register:
 * @self: a record
 * @reg: the name of a register, known or not
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
lotse_record_get_register (const LotseRecord *self, const char *reg)
{
  LotseRecordPrivate *priv = private_of (self);
  int index = lotse_kind_field_index (kind_of (self), reg);

  if (index >= 0 && priv->values[index] != NULL)
    return priv->values[index];
  if (strcmp (reg, LOTSE_REGISTER_DELETED) == 0)
    return priv->deleted ? "1" : NULL;
  if (strcmp (reg, LOTSE_REGISTER_MERGED_INTO) == 0)
    return priv->merged_into;
  return priv->others != NULL ? g_tree_lookup (priv->others, reg) : NULL;
}

void
lotse_record_foreach (const LotseRecord *self, LotseRegisterFunc func, gpointer data)
{
  LotseRecordPrivate *priv = private_of (self);

  for (guint i = 0; i < kind_of (self)->n_fields; i++)
    {
      if (priv->values[i] != NULL)
        func (kind_of (self)->fields[i].name, priv->values[i], data);
    }
  if (priv->deleted)
    func (LOTSE_REGISTER_DELETED, "1", data);
  if (priv->merged_into != NULL)
    func (LOTSE_REGISTER_MERGED_INTO, priv->merged_into, data);
  for (GTreeNode *node = priv->others != NULL ? g_tree_node_first (priv->others) : NULL; node != NULL;
       node = g_tree_node_next (node))
    func (g_tree_node_key (node), g_tree_node_value (node), data);
}
