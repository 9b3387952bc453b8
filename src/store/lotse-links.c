/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people type into fields; see the header.  Called for every cell of tables of 10,000 rows. */
#include "config.h"

#include "lotse-links.h"

#include "lotse-cell.h"
#include "lotse-error.h"
#include "lotse-id.h"
#include "lotse-import-index.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

struct _LotseLinks
{
  LotseStore *store;
  GCancellable *cancellable;
  GHashTable *indexes; /* name of the kind -> LotseImportIndex of what the store has */
  GHashTable *kinds;   /* id -> name of the kind, of records that are known to be there */
  GHashTable *pending; /* name of the kind -> LotseImportIndex of records that are written together */
  GPtrArray *created;  /* of LotseRecord, or NULL: make none */
};

LotseLinks *
lotse_links_new (LotseStore *store, GCancellable *cancellable)
{
  LotseLinks *self = g_new0 (LotseLinks, 1);

  self->store = store;
  self->cancellable = cancellable;
  self->indexes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) lotse_import_index_free);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) lotse_import_index_free);
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
lotse_links_free (LotseLinks *self)
{
  g_hash_table_unref (self->indexes);
  g_hash_table_unref (self->pending);
  g_hash_table_unref (self->kinds);
  g_free (self);
}

void
lotse_links_add (LotseLinks *self, LotseRecord *record)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  LotseImportIndex *index = g_hash_table_lookup (self->pending, kind->name);

  if (index == NULL)
    {
      index = lotse_import_index_new_empty (kind);
      g_hash_table_insert (self->pending, (gpointer) kind->name, index);
    }
  lotse_import_index_add (index, record);
  g_hash_table_insert (self->kinds, g_strdup (lotse_record_get_id (record)), (gpointer) kind->name);
}

void
lotse_links_create_into (LotseLinks *self, GPtrArray *created)
{
  self->created = created;
}

/* --- Finding ------------------------------------------------------------------------------------------------ */

/* Whether a record with that id is there and of a kind that the field links to. */
static gboolean
is_linkable_id (LotseLinks *self, const LotseField *field, const char *id)
{
  const char *kind;

  if (!lotse_id_is_valid (id))
    return FALSE;
  kind = g_hash_table_lookup (self->kinds, id);
  if (kind == NULL)
    {
      g_autoptr (LotseRecord) record = lotse_store_get (self->store, id, NULL);

      if (record == NULL)
        return FALSE;
      kind = lotse_record_get_kind (record)->name;
      g_hash_table_insert (self->kinds, g_strdup (id), (gpointer) kind);
    }
  return lotse_field_links_to (field, kind);
}

static LotseImportIndex *
index_of (LotseLinks *self, const LotseKind *kind, GError **error)
{
  LotseImportIndex *index = g_hash_table_lookup (self->indexes, kind->name);

  if (index == NULL)
    {
      index = lotse_import_index_new (self->store, kind, self->cancellable, error);
      if (index != NULL)
        g_hash_table_insert (self->indexes, (gpointer) kind->name, index);
    }
  return index;
}

/* The record of one kind that the text names, among those of the store and those that are written together. */
static gboolean
find_in_kind (LotseLinks *self, const LotseKind *kind, const char *typed, const char **id, gboolean *several, GError **error)
{
  LotseImportIndex *indexes[] = { g_hash_table_lookup (self->pending, kind->name), index_of (self, kind, error) };

  *id = NULL;
  *several = FALSE;
  if (indexes[1] == NULL)
    return FALSE;
  for (guint i = 0; i < 2 && *id == NULL && !*several; i++)
    if (indexes[i] != NULL)
      *id = lotse_import_index_by_reference (indexes[i], typed, several);
  for (guint i = 0; i < 2 && *id == NULL && !*several; i++)
    if (indexes[i] != NULL)
      *id = lotse_import_index_by_title (indexes[i], typed, several);
  return TRUE;
}

/* A record of the only kind that the field links to, called what was typed.  NULL if it cannot be made from that alone. */
static const char *
create (LotseLinks *self, const LotseField *field, const char *typed)
{
  const LotseKind *kind = lotse_kind_find (field->links);
  g_autoptr (LotseRecord) record = NULL;
  gboolean is_code = strpbrk (typed, "0123456789") != NULL && strchr (typed, ' ') == NULL;

  if (kind == NULL || self->created == NULL)
    return NULL;
  record = lotse_record_new (kind, NULL);
  if (is_code && !lotse_record_set (record, "reference", typed, NULL))
    return NULL;
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & LOTSE_FIELD_REQUIRED) != 0 &&
        (kind->fields[i].type != LOTSE_FIELD_TEXT || !lotse_record_set (record, kind->fields[i].name, typed, NULL)))
      return NULL;
  if (!lotse_record_validate (record, NULL))
    return NULL;
  lotse_links_add (self, record);
  g_ptr_array_add (self->created, g_object_ref (record));
  return lotse_record_get_id (record);
}

static char *
fail (GError **error, const LotseField *field, const char *typed, gboolean several)
{
  if (several)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("Several records are called “%s”. Write the id or the reference of one."),
                 typed);
  else if (g_str_equal (field->links, "*"))
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("There is no record with the id “%s”. Write the id of a record."), typed);
  else
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                 _("There is no record (%s) called “%s”. Add it first, or write an id or a reference."), field->links, typed);
  return NULL;
}

char *
lotse_links_resolve (LotseLinks *self, const LotseField *field, const char *typed, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_auto (GStrv) kinds = NULL;
  const char *id = NULL;

  if (is_linkable_id (self, field, text))
    return g_steal_pointer (&text);
  if (lotse_id_is_valid (text) || g_str_equal (field->links, "*"))
    return fail (error, field, text, FALSE);
  kinds = g_strsplit (field->links, " ", -1);
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      const char *found;
      gboolean several;

      if (!find_in_kind (self, lotse_kind_find (kinds[i]), text, &found, &several, error))
        return NULL;
      if (several || (found != NULL && id != NULL))
        return fail (error, field, text, TRUE);
      id = found != NULL ? found : id;
    }
  if (id == NULL)
    id = create (self, field, text);
  return id != NULL ? g_strdup (id) : fail (error, field, text, FALSE);
}

/* --- Setting ------------------------------------------------------------------------------------------------ */

/* The element in canonical form; "" if nothing was typed. */
static char *
parse_key (LotseLinks *self, const LotseField *field, const char *typed, GError **error)
{
  return field->links != NULL ? lotse_links_resolve (self, field, typed, error)
                              : lotse_value_parse_element (field, typed, NULL, error);
}

gboolean
lotse_links_set_element (LotseLinks *self,
                         LotseRecord *record,
                         const LotseField *field,
                         const char *element,
                         const char *typed,
                         GError **error)
{
  g_autofree char *key = parse_key (self, field, element, error);
  g_autofree char *value = NULL;

  if (key == NULL)
    return FALSE;
  if (*key == '\0')
    return TRUE;
  if (*typed == '\0')
    return lotse_record_set_element (record, field->name, key, NULL, error);
  value = field->type == LOTSE_FIELD_SET ? g_strdup ("1") : lotse_value_parse (field, typed, NULL, error);
  return value != NULL && lotse_record_set_element (record, field->name, key, value, error);
}

static gboolean
set_elements (LotseLinks *self, LotseRecord *record, const LotseField *field, const char *typed, GError **error)
{
  g_autoptr (GPtrArray) elements = lotse_cell_split (field, typed);
  g_auto (GStrv) before = lotse_record_list_elements (record, field->name);

  for (guint i = 0; before[i] != NULL; i++)
    if (!lotse_record_set_element (record, field->name, before[i], NULL, error))
      return FALSE;
  for (guint i = 0; i < elements->len; i++)
    {
      LotseCellElement *element = elements->pdata[i];
      const char *value = field->type == LOTSE_FIELD_SET ? "1" : element->value;

      if (value == NULL || *value == '\0')
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” has no value. Write it as in “%s:value”, several with semicolons."),
                       element->key, element->key);
          return FALSE;
        }
      if (!lotse_links_set_element (self, record, field, element->key, value, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lotse_links_set (LotseLinks *self, LotseRecord *record, const LotseField *field, const char *typed, GError **error)
{
  g_autofree char *value = NULL;

  if (lotse_field_has_elements (field))
    return set_elements (self, record, field, typed, error);
  if (field->type == LOTSE_FIELD_LINK && typed[strspn (typed, " \t")] != '\0')
    value = lotse_links_resolve (self, field, typed, error);
  else
    value = lotse_value_parse (field, typed, NULL, error);
  return value != NULL && lotse_record_set (record, field->name, value, error);
}
