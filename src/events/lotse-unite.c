/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uniting two records and taking them apart; see the header. */
#include "config.h"

#include "lotse-unite.h"

#include "lotse-error.h"
#include "lotse-value.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
fail (GError **error, int code, const char *message)
{
  g_set_error_literal (error, LOTSE_ERROR, code, message);
  return FALSE;
}

void
lotse_unite_look_free (LotseUniteLook *self)
{
  g_clear_object (&self->one);
  g_clear_object (&self->other);
  g_clear_pointer (&self->fields, g_array_unref);
  g_clear_pointer (&self->counts, g_array_unref);
  g_free (self);
}

/* --- Looking ------------------------------------------------------------------------------------------------ */

static gboolean
unites (const LotseKind *kind)
{
  return g_str_equal (kind->name, "person") || g_str_equal (kind->name, "organisation");
}

/* The two records that stand, if they may be united at all. */
static gboolean
read_both (LotseStore *store, const char *one, const char *other, LotseUniteLook *look, GError **error)
{
  look->one = lotse_store_get_standing (store, one, error);
  look->other = look->one != NULL ? lotse_store_get_standing (store, other, error) : NULL;
  if (look->other == NULL)
    return FALSE;
  if (!unites (lotse_record_get_kind (look->one)) || lotse_record_get_kind (look->one) != lotse_record_get_kind (look->other))
    return fail (error, LOTSE_ERROR_INVALID,
                 _("Only two people, or two organisations, can be united. Nothing was changed. Choose two records of the same kind."));
  if (g_str_equal (lotse_record_get_id (look->one), lotse_record_get_id (look->other)))
    return fail (error, LOTSE_ERROR_INVALID, _("These are one record already. Nothing was changed."));
  if (lotse_record_is_deleted (look->one) || lotse_record_is_deleted (look->other))
    return fail (error, LOTSE_ERROR_INVALID,
                 _("What lies in the bin cannot be united. Nothing was changed. Take it out of the bin first."));
  return TRUE;
}

static gboolean
has_value (const LotseRecord *record, const LotseField *field)
{
  g_auto (GStrv) elements = NULL;

  if (!lotse_field_has_elements (field))
    return lotse_record_get (record, field->name) != NULL;
  elements = lotse_record_list_elements (record, field->name);
  return elements != NULL && elements[0] != NULL;
}

static void
look_at_fields (LotseUniteLook *look)
{
  const LotseKind *kind = lotse_record_get_kind (look->one);

  look->fields = g_array_new (FALSE, FALSE, sizeof (LotseUniteField));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      LotseUniteField field = { .field = &kind->fields[i] };
      gboolean one = has_value (look->one, field.field), other = has_value (look->other, field.field);

      if (!one && !other)
        continue;
      field.differs = one && other && !lotse_field_has_elements (field.field)
                      && g_strcmp0 (lotse_record_get (look->one, field.field->name), lotse_record_get (look->other, field.field->name)) != 0;
      g_array_append_val (look->fields, field);
    }
}

static gboolean
count_links (LotseStore *store, const LotseKind *kind, const LotseField *field, const char *id, gint64 *count, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (kind);
  gboolean many = lotse_field_has_elements (field);
  gint64 found;

  if (!lotse_query_where (query, field->name, many ? LOTSE_QUERY_HAS : LOTSE_QUERY_EQUAL, id, error))
    return FALSE;
  found = lotse_store_count (store, query, error);
  *count += MAX (found, 0);
  return found >= 0;
}

/* What people would miss: not what the program itself remembers of the record. */
static gboolean
is_counted (const LotseKind *kind)
{
  return !kind->system && !kind->anonymous && !g_str_equal (kind->name, "not_double");
}

static gboolean
look_at_links (LotseStore *store, LotseUniteLook *look, GError **error)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);
  const char *target = lotse_record_get_kind (look->one)->name;

  look->counts = g_array_new (FALSE, FALSE, sizeof (LotseUniteCount));
  for (guint i = 0; i < n_kinds; i++)
    {
      LotseUniteCount count = { .kind = kinds[i] };

      for (guint f = 0; is_counted (kinds[i]) && f < kinds[i]->n_fields; f++)
        {
          const LotseField *field = &kinds[i]->fields[f];

          if (field->links == NULL || !lotse_field_links_to (field, target))
            continue;
          if (!count_links (store, kinds[i], field, lotse_record_get_id (look->one), &count.one, error)
              || !count_links (store, kinds[i], field, lotse_record_get_id (look->other), &count.other, error))
            return FALSE;
        }
      if (count.one > 0 || count.other > 0)
        g_array_append_val (look->counts, count);
    }
  return TRUE;
}

typedef struct
{
  const char *one;
  const char *other;
  const char *const *take;
  const char *group;
  LotseUniteLook *look;
  GPtrArray *ids;
  char *standing;
  int apart;
} Uniting;

static gboolean
call_look (LotseStore *store, gpointer data, GError **error)
{
  Uniting *uniting = data;

  if (!read_both (store, uniting->one, uniting->other, uniting->look, error))
    return FALSE;
  look_at_fields (uniting->look);
  return look_at_links (store, uniting->look, error);
}

/**
 * lotse_unite_look:
 * @one: the id of a person or organisation
 * @other: the id of another one
 *
 * Reads two records, or those that stand for them, to be shown side by side.
 *
 * Returns: (transfer full): both, or %NULL with NOT_FOUND, or INVALID if they cannot be united
 */
LotseUniteLook *
lotse_unite_look (LotseStore *store, const char *one, const char *other, GError **error)
{
  g_autoptr (LotseUniteLook) look = g_new0 (LotseUniteLook, 1);
  Uniting uniting = { .one = one, .other = other, .look = look };

  return lotse_store_run (store, call_look, &uniting, error) ? g_steal_pointer (&look) : NULL;
}

/**
 * lotse_unite_count_words:
 * @other: of the other one of the two
 *
 * Returns: (transfer full): how many records of which kinds lead to it, "" for none
 */
char *
lotse_unite_count_words (const LotseUniteLook *self, gboolean other)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->counts->len; i++)
    {
      const LotseUniteCount *count = &g_array_index (self->counts, LotseUniteCount, i);
      gint64 n = other ? count->other : count->one;

      if (n > 0)
        g_string_append_printf (text, "%s%" G_GINT64_FORMAT " %s", text->len > 0 ? ", " : "", n,
                                n == 1 ? lotse_kind_label (count->kind) : lotse_kind_label_plural (count->kind));
    }
  return g_string_free (text, FALSE);
}

/* --- Uniting ------------------------------------------------------------------------------------------------ */

/* As the centre has it: a mentor's device says so at once. */
static gboolean
check_role (LotseStore *store, GError **error)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, error);

  if (state == NULL)
    return FALSE;
  return state->account == NULL || (state->roles & (LOTSE_ROLES_STAFF | LOTSE_ROLE_ORGANISER)) != 0
         || fail (error, LOTSE_ERROR_DENIED, _("Only staff and organisers unite records. Nothing was changed. Please ask the centre."));
}

static gboolean
may_fill (LotseStore *store, const LotseField *field)
{
  g_autoptr (LotseSyncState) state = lotse_store_get_sync_state (store, NULL);

  return (field->flags & LOTSE_FIELD_BY_STAFF) == 0 || (state != NULL && (state->account == NULL || (state->roles & LOTSE_ROLES_STAFF) != 0));
}

static gboolean
fill_elements (LotseRecord *standing, const LotseRecord *other, const LotseField *field, GError **error)
{
  g_auto (GStrv) elements = lotse_record_list_elements (other, field->name);

  for (guint i = 0; elements != NULL && elements[i] != NULL; i++)
    if (lotse_record_get_element (standing, field->name, elements[i]) == NULL
        && !lotse_record_set_element (standing, field->name, elements[i], lotse_record_get_element (other, field->name, elements[i]), error))
      return FALSE;
  return TRUE;
}

static gboolean
fill (LotseStore *store, LotseRecord *standing, const LotseRecord *other, const char *const *take, GError **error)
{
  const LotseKind *kind = lotse_record_get_kind (standing);

  for (guint i = 0; take != NULL && take[i] != NULL; i++)
    if (lotse_kind_field (kind, take[i]) == NULL)
      {
        g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("There is no field “%s”. Nothing was changed."), take[i]);
        return FALSE;
      }
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LotseField *field = &kind->fields[i];
      gboolean taken = take != NULL && g_strv_contains (take, field->name);

      if (!has_value (other, field) || !may_fill (store, field))
        continue;
      if (lotse_field_has_elements (field) ? !fill_elements (standing, other, field, error)
                                           : (taken || !has_value (standing, field))
                                               && !lotse_record_set (standing, field->name, lotse_record_get (other, field->name), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
call_unite (LotseStore *store, gpointer data, GError **error)
{
  Uniting *uniting = data;
  LotseUniteLook *look = uniting->look;
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  if (!check_role (store, error) || !read_both (store, uniting->one, uniting->other, look, error)
      || !fill (store, look->one, look->other, uniting->take, error)
      || !lotse_record_set_merged_into (look->other, lotse_record_get_id (look->one), error))
    return FALSE;
  g_ptr_array_add (records, look->one);
  g_ptr_array_add (records, look->other);
  uniting->standing = g_strdup (lotse_record_get_id (look->one));
  return lotse_store_save_many (store, records, uniting->group, NULL, NULL, NULL, error);
}

/**
 * lotse_unite:
 * @standing: the id of the record that shall stand
 * @other: the id of the one that it stands for from now on
 * @take: (nullable) (array zero-terminated=1): the fields of which the other record's value is taken
 * @group: (nullable): what joins it with other changes, for undo; a group of its own if it is %NULL
 *
 * Unites two records, all or nothing.  Of records that were united before those that stand are taken.
 *
 * Returns: (transfer full): the id of the record that stands, or %NULL with INVALID, NOT_FOUND, DENIED or an error of saving
 */
char *
lotse_unite (LotseStore *store, const char *standing, const char *other, const char *const *take, const char *group, GError **error)
{
  g_autoptr (LotseUniteLook) look = g_new0 (LotseUniteLook, 1);
  g_autofree char *own = g_uuid_string_random ();
  Uniting uniting = { .one = standing, .other = other, .take = take, .group = group != NULL ? group : own, .look = look };

  if (lotse_store_run (store, call_unite, &uniting, error))
    return uniting.standing;
  g_free (uniting.standing);
  return NULL;
}

/* --- Taking apart ------------------------------------------------------------------------------------------- */

static gboolean
call_members (LotseStore *store, gpointer data, GError **error)
{
  Uniting *uniting = data;
  g_autoptr (LotseRecord) standing = lotse_store_get_standing (store, uniting->one, error);

  if (standing == NULL)
    return FALSE;
  uniting->ids = lotse_store_dup_united (store, lotse_record_get_id (standing), error);
  if (uniting->ids != NULL)
    g_ptr_array_remove_index (uniting->ids, 0);
  return uniting->ids != NULL;
}

/**
 * lotse_unite_members:
 * @id: a record, or one that it stands for
 *
 * Returns: (transfer full) (element-type utf8): the ids of all records of the same human or organisation but the one that
 *   stands; empty if there are none, %NULL with an error
 */
GPtrArray *
lotse_unite_members (LotseStore *store, const char *id, GError **error)
{
  Uniting uniting = { .one = id };

  return lotse_store_run (store, call_members, &uniting, error) ? uniting.ids : NULL;
}

/* The record itself, if it was united with another one; else those that stand directly behind it. */
static gboolean
collect_apart (LotseStore *store, const char *id, GPtrArray *records, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_store_get (store, id, error);
  g_autoptr (GPtrArray) members = NULL;

  if (record == NULL)
    return FALSE;
  if (lotse_record_get_merged_into (record) != NULL)
    {
      g_ptr_array_add (records, g_steal_pointer (&record));
      return TRUE;
    }
  members = lotse_unite_members (store, id, error);
  for (guint i = 0; members != NULL && i < members->len; i++)
    {
      g_autoptr (LotseRecord) member = lotse_store_get (store, members->pdata[i], error);

      if (member == NULL)
        return FALSE;
      if (g_strcmp0 (lotse_record_get_merged_into (member), id) == 0)
        g_ptr_array_add (records, g_steal_pointer (&member));
    }
  return members != NULL;
}

static gboolean
call_apart (LotseStore *store, gpointer data, GError **error)
{
  Uniting *uniting = data;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  if (!check_role (store, error) || !collect_apart (store, uniting->one, records, error))
    return FALSE;
  if (records->len == 0)
    return fail (error, LOTSE_ERROR_INVALID, _("This record was not united with another one. Nothing was changed."));
  for (guint i = 0; i < records->len; i++)
    if (!lotse_record_set_merged_into (records->pdata[i], NULL, error))
      return FALSE;
  uniting->apart = (int) records->len;
  return lotse_store_save_many (store, records, uniting->group, NULL, NULL, NULL, error);
}

/**
 * lotse_unite_take_apart:
 * @id: a record that another one stands for, or one that stands for others
 * @group: (nullable): as with lotse_unite()
 *
 * Takes a record that was united out again, or all that stand behind one.  What it filled in the other record stays there.
 *
 * Returns: how many records are listed again, or -1 with INVALID, NOT_FOUND, DENIED or an error of saving
 */
int
lotse_unite_take_apart (LotseStore *store, const char *id, const char *group, GError **error)
{
  g_autofree char *own = g_uuid_string_random ();
  Uniting uniting = { .one = id, .group = group != NULL ? group : own };

  return lotse_store_run (store, call_apart, &uniting, error) ? uniting.apart : -1;
}
