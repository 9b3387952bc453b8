/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keeping records in their buckets.
 *
 * When a record changes, its own rules are computed anew only if it is new or a field that some rule reads has changed,
 * and then also the records whose rules come past it; an ordinary edit costs one statement.  A record that inherits the buckets of another follows
 * when those change, at most DEPTH links far.
 */
#include "lotse-buckets.h"

#include "lotse-access.h"
#include "lotse-holders.h"
#include "lotse-put.h"
#include "lotse-united.h"

#include <string.h>

#define DEPTH 8
#define PAGE 1000u

static gboolean refresh (LotseCentre *self, const char *id, int depth, GError **error);

/* --- Keeping the places -------------------------------------------------------------------------------------- */

/* Enters and leaves; `changed` says whether anything was different. */
static gboolean
place (LotseCentre *self, const LotseStored *record, const LotseRegisters *registers, gboolean *changed, GError **error)
{
  LotseBackend *backend = self->backend;
  g_autoptr (GHashTable) names = lotse_buckets_compute (self, record, registers, error);
  g_autoptr (GPtrArray) members = names != NULL ? backend->members_of (backend, record->id, error) : NULL;
  GHashTableIter iter;
  gpointer name;

  *changed = FALSE;
  if (members == NULL)
    return FALSE;
  for (guint i = 0; i < members->len; i++)
    {
      const LotseMember *member = g_ptr_array_index (members, i);

      if (member->left || g_hash_table_remove (names, member->bucket))
        continue;
      *changed = TRUE;
      if (!backend->leave (backend, member->bucket, record->id, backend->next_number (backend), error))
        return FALSE;
    }
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      *changed = TRUE;
      if (!backend->enter (backend, name, record->id, backend->next_number (backend), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refresh_all (LotseCentre *self, GPtrArray *ids, int depth, GError **error)
{
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!refresh (self, g_ptr_array_index (ids, i), depth, error))
      return FALSE;
  return ids != NULL;
}

/* Those that lie where this record lies. */
static gboolean
follow_inheritance (LotseCentre *self, const char *id, int depth, GError **error)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      guint n_rules;
      const LotseBucketRule *rules = lotse_buckets_rules (kinds[i]->name, &n_rules);

      for (guint k = 0; k < n_rules; k++)
        {
          g_autoptr (GPtrArray) ids = NULL;

          if (rules[k].path == NULL || rules[k].path[0] != '=')
            continue;
          ids = self->backend->sources (self->backend, id, kinds[i]->name, rules[k].path + 1, error);
          if (!refresh_all (self, ids, depth, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Computes a record's places anew although it was not written itself. */
static gboolean
refresh (LotseCentre *self, const char *id, int depth, GError **error)
{
  g_autoptr (LotseStored) stored = NULL;
  g_autoptr (LotseRegisters) registers = NULL;
  gboolean changed;

  if (!lotse_buckets_load (self, id, &stored, &registers, error))
    return FALSE;
  if (stored == NULL)
    return TRUE;
  if (!place (self, stored, registers, &changed, error))
    return FALSE;
  return !changed || depth <= 0 || follow_inheritance (self, id, depth - 1, error);
}

/* --- What hangs on a record ------------------------------------------------------------------------------------ */

static gboolean
field_changed (const LotseRegisters *before, const LotseRegisters *after, const char *field)
{
  g_autoptr (GPtrArray) old = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) new = g_ptr_array_new_with_free_func (g_free);

  if (before != NULL)
    lotse_path_add_targets (before, field, old);
  lotse_path_add_targets (after, field, new);
  if (old->len != new->len)
    return TRUE;
  for (guint i = 0; i < old->len; i++)
    if (strcmp (g_ptr_array_index (old, i), g_ptr_array_index (new, i)) != 0)
      return TRUE;
  return FALSE;
}

/* Whether links by this record lead or no longer lead anywhere, whatever field they are in. */
static gboolean
standing_changed (const char *kind, const LotseRegisters *before, const LotseRegisters *after)
{
  return field_changed (before, after, LOTSE_REGISTER_DELETED)
         || (strcmp (kind, "mentoring_pair") == 0 && field_changed (before, after, "state"));
}

/* Records of `kind` whose rule comes past the changed record by its field `path->back`. */
static gboolean
follow_back (LotseCentre *self, const char *kind, const LotsePath *path, const LotseRegisters *before, const LotseRegisters *after,
             GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (before != NULL)
    lotse_path_add_targets (before, path->back, ids);
  lotse_path_add_targets (after, path->back, ids);
  if (lotse_united_reaches (path->kind, path->back) && !lotse_united_add (self, ids, error))
    return FALSE;
  if (path->field == NULL)
    return refresh_all (self, ids, DEPTH, error);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (GPtrArray) sources = self->backend->sources (self->backend, g_ptr_array_index (ids, i), kind, path->field, error);

      if (!refresh_all (self, sources, DEPTH, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
follow_rule (LotseCentre *self, const LotseStored *record, const char *kind, const LotseBucketRule *rule, gboolean stands,
             const LotseRegisters *before, const LotseRegisters *after, GError **error)
{
  g_auto (LotsePath) path;

  lotse_path_read (&path, rule->path);
  if (path.kind != NULL && strcmp (path.kind, record->kind) == 0)
    return !(stands || field_changed (before, after, path.back)) || follow_back (self, kind, &path, before, after, error);
  /* A rule that waits for the state of the pair that it leads to. */
  if (path.kind == NULL && path.field != NULL && rule->from_state != NULL && stands && strcmp (record->kind, "mentoring_pair") == 0)
    {
      g_autoptr (GPtrArray) sources = self->backend->sources (self->backend, record->id, kind, path.field, error);

      return refresh_all (self, sources, DEPTH, error);
    }
  return TRUE;
}

static gboolean
follow (LotseCentre *self, const LotseStored *record, const LotseRegisters *before, const LotseRegisters *after, GError **error)
{
  gboolean stands = standing_changed (record->kind, before, after);
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      guint n_rules;
      const LotseBucketRule *rules = lotse_buckets_rules (kinds[i]->name, &n_rules);

      for (guint k = 0; k < n_rules; k++)
        if (rules[k].path != NULL && rules[k].path[0] != '='
            && !follow_rule (self, record, kinds[i]->name, &rules[k], stands, before, after, error))
          return FALSE;
    }
  return TRUE;
}

/* Recomputes who holds these pairs; takes the array. */
static gboolean
update_pairs (LotseCentre *self, GPtrArray *ids, GError **error)
{
  g_autoptr (GPtrArray) pairs = ids;

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      g_autoptr (LotseStored) pair = NULL;
      g_autoptr (LotseRegisters) registers = NULL;

      if (!lotse_buckets_load (self, g_ptr_array_index (pairs, i), &pair, &registers, error))
        return FALSE;
      if (pair == NULL ? !self->backend->set_lapse (self->backend, g_ptr_array_index (pairs, i), 0, error)
                       : !lotse_holders_update_pair (self, pair, registers, error))
        return FALSE;
    }
  return pairs != NULL;
}

/* Everything whose rules start at one of the records, and the pairs whose mentor it is. */
static gboolean
follow_one_united (LotseCentre *self, const char *id, const char *kind, GError **error)
{
  guint n_kinds;
  const LotseKind *const *kinds = lotse_kinds_list (&n_kinds);

  if (!refresh (self, id, DEPTH, error))
    return FALSE;
  for (guint i = 0; i < n_kinds; i++)
    {
      guint n_rules;
      const LotseBucketRule *rules = lotse_buckets_rules (kinds[i]->name, &n_rules);

      for (guint k = 0; k < n_rules; k++)
        {
          g_autoptr (GPtrArray) sources = NULL;
          g_auto (LotsePath) path = { 0 };

          if (rules[k].path == NULL || rules[k].path[0] == '=')
            continue;
          lotse_path_read (&path, rules[k].path);
          if (path.field == NULL || !lotse_united_reaches (kinds[i]->name, path.field))
            continue;
          sources = self->backend->sources (self->backend, id, kinds[i]->name, path.field, error);
          if (!refresh_all (self, sources, DEPTH, error))
            return FALSE;
        }
    }
  return strcmp (kind, "person") != 0
         || update_pairs (self, self->backend->sources (self->backend, id, "mentoring_pair", "mentor", error), error);
}

/* Records that were united, or are no longer: what leads to one of them leads to all, or no longer. */
static gboolean
follow_united (LotseCentre *self, const LotseStored *record, const LotseRegisters *before, const LotseRegisters *after, GError **error)
{
  g_autoptr (GPtrArray) ids = lotse_united_changed (self, record, before, after, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++)
    if (!follow_one_united (self, g_ptr_array_index (ids, i), record->kind, error))
      return FALSE;
  return ids != NULL;
}

/* --- After a write ----------------------------------------------------------------------------------------------- */

/* Whether a rule of the kind itself reads one of the changed fields. */
static gboolean
own_rules_read (const LotseStored *record, const LotseRegisters *before, const LotseRegisters *after)
{
  guint n_rules;
  const LotseBucketRule *rules = lotse_buckets_rules (record->kind, &n_rules);

  if (before == NULL || standing_changed (record->kind, before, after))
    return TRUE;
  for (guint i = 0; i < n_rules; i++)
    {
      g_auto (LotsePath) path = { 0 };

      if (rules[i].path == NULL)
        continue;
      lotse_path_read (&path, rules[i].path[0] == '=' ? rules[i].path + 1 : rules[i].path);
      if ((path.field != NULL && field_changed (before, after, path.field))
          || (path.unless != NULL && field_changed (before, after, path.unless)))
        return TRUE;
    }
  return FALSE;
}

/* The kinds whose links lead others into buckets; all other kinds have nothing hanging on them. */
static gboolean
leads_others (const char *kind)
{
  static GHashTable *leading;

  if (g_once_init_enter (&leading))
    {
      GHashTable *kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      guint n_kinds;
      const LotseKind *const *list = lotse_kinds_list (&n_kinds);

      for (guint i = 0; i < n_kinds; i++)
        for (guint k = 0; k < list[i]->n_buckets; k++)
          {
            g_auto (LotsePath) path = { 0 };

            lotse_path_read (&path, list[i]->buckets[k].path != NULL ? list[i]->buckets[k].path : ".");
            if (path.kind != NULL)
              g_hash_table_add (kinds, g_steal_pointer (&path.kind));
          }
      g_hash_table_add (kinds, g_strdup ("mentoring_pair"));
      g_once_init_leave (&leading, kinds);
    }
  return g_hash_table_contains (leading, kind);
}

gboolean
lotse_buckets_update (LotseCentre *self, const LotseStored *record, const LotseRegisters *before, const LotseRegisters *after,
                      GError **error)
{
  gboolean changed = FALSE;

  if (before != NULL && !self->backend->touch (self->backend, record->id, record->number, error))
    return FALSE;
  if (own_rules_read (record, before, after) && !place (self, record, after, &changed, error))
    return FALSE;
  if (changed && before != NULL && !follow_inheritance (self, record->id, DEPTH, error))
    return FALSE;
  if (leads_others (record->kind) && !follow (self, record, before, after, error))
    return FALSE;
  if (!follow_united (self, record, before, after, error))
    return FALSE;
  if (strcmp (record->kind, "mentoring_pair") == 0)
    return lotse_holders_update_pair (self, record, after, error);
  if (strcmp (record->kind, "programme") == 0 && field_changed (before, after, "weeks_after_end"))
    return update_pairs (self, self->backend->sources (self->backend, record->id, "mentoring_pair", "programme", error), error);
  return TRUE;
}

/* --- Everything anew ---------------------------------------------------------------------------------------------- */

/* The buckets and roles that follow from the account alone. */
static gboolean
hold_by_roles (LotseCentre *self, const LotseAccount *account, GError **error)
{
  LotseRoles roles = account->roles;
  g_autofree char *own = g_strconcat ("own:", account->name, NULL);
  const struct
  {
    const char *bucket;
    gboolean held;
  } wanted[] = {
    { "role:mentor", (roles & LOTSE_ROLE_MENTOR) != 0 },
    { "role:organiser", (roles & LOTSE_ROLE_ORGANISER) != 0 },
    { "role:finance", (roles & LOTSE_ROLE_FINANCE) != 0 },
    { "role:coordinator", (roles & LOTSE_ROLE_COORDINATOR) != 0 },
    { "role:admin", (roles & LOTSE_ROLE_ADMIN) != 0 },
    { "open", TRUE },
    { own, TRUE },
    { "desk", (roles & LOTSE_ROLE_ORGANISER) != 0 },
    { "grants", (roles & LOTSE_ROLE_FINANCE) != 0 },
    { "staff", (roles & LOTSE_ROLES_STAFF) != 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!lotse_holders_set (self, account->name, wanted[i].bucket, wanted[i].held, error))
      return FALSE;
  return TRUE;
}

/* The person whom the account is, and nobody else's any more; adds the pairs that it holds so far to `pairs`. */
static gboolean
hold_by_person (LotseCentre *self, const LotseAccount *account, GPtrArray *pairs, GError **error)
{
  g_autofree char *own = account->person != NULL ? g_strconcat ("self:", account->person, NULL) : NULL;
  g_autoptr (GPtrArray) holds = self->backend->holds (self->backend, account->name, error);

  for (guint i = 0; holds != NULL && i < holds->len; i++)
    {
      const LotseHold *hold = g_ptr_array_index (holds, i);

      if (hold->lost == 0 && g_str_has_prefix (hold->bucket, "pair:"))
        g_ptr_array_add (pairs, g_strdup (hold->bucket + strlen ("pair:")));
      if (hold->lost == 0 && g_str_has_prefix (hold->bucket, "self:") && g_strcmp0 (hold->bucket, own) != 0
          && !lotse_holders_set (self, account->name, hold->bucket, FALSE, error))
        return FALSE;
    }
  return holds != NULL && (own == NULL || lotse_holders_set (self, account->name, own, TRUE, error));
}

gboolean
lotse_buckets_update_account (LotseCentre *self, const LotseAccount *account, GError **error)
{
  GPtrArray *held = g_ptr_array_new_with_free_func (g_free);

  if (!hold_by_roles (self, account, error) || !hold_by_person (self, account, held, error))
    {
      g_ptr_array_unref (held);
      return FALSE;
    }
  /* Whether its pairs are still its own, the pairs say. */
  return update_pairs (self, held, error)
         && (account->person == NULL
             || update_pairs (self, lotse_united_sources (self, account->person, "mentoring_pair", "mentor", error), error));
}

static gboolean
update_one (LotseCentre *self, LotseStored *record, GError **error)
{
  g_autoptr (LotseRegisters) registers = lotse_stored_read (record, error);
  const LotseKind *kind = lotse_kind_find (record->kind);
  gboolean odd = registers != NULL && (kind == NULL || lotse_access_is_odd (kind, registers));
  gboolean changed;

  if (registers == NULL)
    return FALSE;
  if (odd != record->odd)
    {
      /* What was not known before may link and may be for others now: it is kept as if it came in new. */
      g_autofree char *by = lotse_access_doc_by (record->doc);

      if (!lotse_put_record (self, record, NULL, registers, by, error)
          || !self->backend->touch (self->backend, record->id, record->number, error))
        return FALSE;
    }
  if (!place (self, record, registers, &changed, error))
    return FALSE;
  return strcmp (record->kind, "mentoring_pair") != 0 || lotse_holders_update_pair (self, record, registers, error);
}

gboolean
lotse_buckets_update_all (LotseCentre *self, GError **error)
{
  g_autofree char *last = g_strdup ("");
  g_autoptr (GPtrArray) accounts = NULL;

  for (;;)
    {
      g_autoptr (GPtrArray) page = self->backend->records_from (self->backend, last, PAGE, error);

      if (page == NULL)
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        if (!update_one (self, g_ptr_array_index (page, i), error))
          return FALSE;
      if (page->len < PAGE)
        break;
      g_free (last);
      last = g_strdup (((LotseStored *) g_ptr_array_index (page, page->len - 1))->id);
    }
  accounts = self->backend->accounts_of (self->backend, NULL, error);
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    if (!lotse_buckets_update_account (self, g_ptr_array_index (accounts, i), error))
      return FALSE;
  return accounts != NULL;
}

gboolean
lotse_buckets_has_lapsed (LotseCentre *self, gboolean *any, GError **error)
{
  g_autoptr (GPtrArray) ids = self->backend->lapsed (self->backend, lotse_centre_now (self), error);

  *any = ids != NULL && ids->len > 0;
  return ids != NULL;
}

gboolean
lotse_buckets_lapse (LotseCentre *self, GError **error)
{
  return update_pairs (self, self->backend->lapsed (self->backend, lotse_centre_now (self), error), error);
}
