/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of records.
 *
 * Values of fields are in an array in the order of the table; elements and unknown registers, which are few, in one
 * sorted tree by the names of their registers.  Everything that changes a record goes through lotse_record_apply().
 */
#include "config.h"

#include "lotse-record-private.h"

#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const LotseKind *
kind_of (const LotseRecord *self)
{
  return LOTSE_RECORD_GET_CLASS ((LotseRecord *) self)->kind;
}

const char *
lotse_record_get_id (const LotseRecord *self)
{
  return lotse_record_private (self)->id;
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
  return lotse_record_private (self)->deleted;
}

void
lotse_record_set_deleted (LotseRecord *self, gboolean deleted)
{
  LotseRecordPrivate *priv = lotse_record_private (self);

  if (priv->deleted == !!deleted)
    return;
  priv->deleted = !!deleted;
  lotse_record_notify (self, LOTSE_RECORD_IN_BIN);
}

/**
 * lotse_record_dup_derived_id:
 * @self: a record
 *
 * What must exist once has an id that follows from what makes it one, so that two laptops make the same record.
 *
 * Returns: (transfer full) (nullable): the id that the record's identity gives, whatever id it has now; %NULL for kinds
 *   and records without an identity
 */
char *
lotse_record_dup_derived_id (const LotseRecord *self)
{
  const LotseKind *kind = lotse_record_get_kind (self);
  g_auto (GStrv) fields = kind->identity != NULL ? g_strsplit (kind->identity, " ", 3) : NULL;
  const char *values[3] = { NULL };

  if (fields == NULL || (kind->identity_if != NULL && lotse_record_get (self, kind->identity_if) == NULL))
    return NULL;
  for (guint i = 0; fields[i] != NULL; i++)
    {
      values[i] = lotse_record_get (self, fields[i]);
      if (values[i] == NULL)
        values[i] = "";
    }
  return lotse_id_derive (kind->name, values[0], values[1], values[2], NULL);
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
  return lotse_record_private (self)->merged_into;
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
  if (id != NULL && *id != '\0' && (!lotse_id_is_valid (id) || strcmp (id, lotse_record_private (self)->id) == 0))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _ ("A record can be united only with another record. Choose another one."));
      return FALSE;
    }
  lotse_record_apply (self, LOTSE_REGISTER_MERGED_INTO, id);
  return TRUE;
}

static void
notify_field (LotseRecord *self, guint index)
{
  LotseFieldFlags flags = kind_of (self)->fields[index].flags;

  g_object_notify_by_pspec (G_OBJECT (self), LOTSE_RECORD_GET_CLASS (self)->fields[index]);
  if (flags & LOTSE_FIELD_TITLE)
    lotse_record_notify (self, LOTSE_RECORD_DISPLAY_TITLE);
  if (flags & LOTSE_FIELD_SUBTITLE)
    lotse_record_notify (self, LOTSE_RECORD_DISPLAY_SUBTITLE);
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
  LotseRecordPrivate *priv = lotse_record_private (self);
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
  LotseRecordPrivate *priv = lotse_record_private (self);
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

  return index >= 0 ? lotse_record_private (self)->values[index] : NULL;
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
  GTree *others = lotse_record_private (self)->others;
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
  LotseRecordPrivate *priv = lotse_record_private (self);
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
  LotseRecordPrivate *priv = lotse_record_private (self);

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
