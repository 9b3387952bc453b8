/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which buckets a record should lie, by the rules of its kind.
 *
 * A rule's path starts at the record and follows its links or those that lead to it; what lies in the bin leads nowhere.
 * A link to one of several records that were united leads to each of them.
 */
#include "lotse-bucket-rules.h"

#include "lotse-holders.h"
#include "lotse-united.h"

#include <string.h>

static const LotseBucketRule conflict_rules[] = { { 0, "=record", NULL } };

LotseBucketClass
lotse_buckets_class (const char *bucket)
{
  static const struct
  {
    const char *prefix;
    LotseBucketClass bucket;
  } classes[] = {
    { "pair:", LOTSE_BUCKET_PAIR }, { "self:", LOTSE_BUCKET_SELF },     { "own:", LOTSE_BUCKET_SELF },
    { "open", LOTSE_BUCKET_OPEN },  { "desk", LOTSE_BUCKET_DESK },      { "grants", LOTSE_BUCKET_GRANTS },
    { "staff", LOTSE_BUCKET_STAFF },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_str_has_prefix (bucket, classes[i].prefix))
      return classes[i].bucket;
  return 0;
}

static const char *
class_name (LotseBucketClass class)
{
  return class == LOTSE_BUCKET_OPEN     ? "open"
         : class == LOTSE_BUCKET_DESK   ? "desk"
         : class == LOTSE_BUCKET_GRANTS ? "grants"
                                        : NULL;
}

const LotseBucketRule *
lotse_buckets_rules (const char *kind, guint *n_rules)
{
  const LotseKind *found = lotse_kind_find (kind);

  if (g_str_equal (kind, "conflict"))
    {
      *n_rules = G_N_ELEMENTS (conflict_rules);
      return conflict_rules;
    }
  *n_rules = found != NULL ? found->n_buckets : 0;
  return found != NULL ? found->buckets : NULL;
}

/* --- Paths ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseCentre *centre;
  const LotseStored *record;
  const LotseRegisters *registers;
  GHashTable *names; /* of buckets */
} Compute;

gboolean
lotse_buckets_load (LotseCentre *self, const char *id, LotseStored **stored, LotseRegisters **registers, GError **error)
{
  *registers = NULL;
  if (!self->backend->get_record (self->backend, id, stored, error))
    return FALSE;
  if (*stored == NULL)
    return TRUE;
  *registers = lotse_stored_read (*stored, error);
  if (*registers == NULL)
    g_clear_pointer (stored, lotse_stored_free);
  return *registers != NULL;
}

/* Adds the bucket that an end of the path gives; what lies in the bin leads nowhere. */
static gboolean
add_end (Compute *self, const LotseBucketRule *rule, const char *id, gboolean counts, GError **error)
{
  g_autoptr (LotseStored) stored = NULL;
  g_autoptr (LotseRegisters) registers = NULL;
  gboolean same = strcmp (id, self->record->id) == 0;

  if (counts || rule->from_state != NULL)
    {
      if (!same && !lotse_buckets_load (self->centre, id, &stored, &registers, error))
        return FALSE;
      if (!same && (stored == NULL || (counts && stored->deleted)))
        return TRUE;
      if (rule->from_state != NULL
          && !lotse_holders_pair_reached (same ? self->record : stored, same ? self->registers : registers, rule->from_state))
        return TRUE;
    }
  if (rule->bucket == LOTSE_BUCKET_PAIR)
    g_hash_table_add (self->names, g_strconcat ("pair:", id, NULL));
  else if (rule->bucket == LOTSE_BUCKET_SELF)
    g_hash_table_add (self->names, g_strconcat ("self:", id, NULL));
  else if (class_name (rule->bucket) != NULL)
    g_hash_table_add (self->names, g_strdup (class_name (rule->bucket)));
  return TRUE;
}

static gboolean
add_path (Compute *self, const LotseBucketRule *rule, GError **error)
{
  LotseBackend *backend = self->centre->backend;
  g_autoptr (GPtrArray) starts = g_ptr_array_new_with_free_func (g_free);
  g_auto (LotsePath) path;

  lotse_path_read (&path, rule->path);
  if (path.unless != NULL && lotse_registers_value (self->registers, path.unless) != NULL)
    return TRUE;
  if (path.field != NULL)
    lotse_path_add_targets (self->registers, path.field, starts);
  else
    g_ptr_array_add (starts, g_strdup (self->record->id));
  if (lotse_united_reaches (self->record->kind, path.field) && !lotse_united_add (self->centre, starts, error))
    return FALSE;
  for (guint i = 0; i < starts->len; i++)
    {
      const char *start = g_ptr_array_index (starts, i);
      g_autoptr (GPtrArray) sources = NULL;

      if (path.kind == NULL)
        {
          if (!add_end (self, rule, start, FALSE, error))
            return FALSE;
          continue;
        }
      sources = backend->sources (backend, start, path.kind, path.back, error);
      for (guint k = 0; sources != NULL && k < sources->len; k++)
        if (!add_end (self, rule, g_ptr_array_index (sources, k), TRUE, error))
          return FALSE;
      if (sources == NULL)
        return FALSE;
    }
  return TRUE;
}

/* All buckets of the records that the field links to, as far as the audience allows. */
static gboolean
add_inherited (Compute *self, const char *field, GError **error)
{
  LotseBackend *backend = self->centre->backend;
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_free);

  lotse_path_add_targets (self->registers, field, targets);
  for (guint i = 0; i < targets->len; i++)
    {
      g_autoptr (GPtrArray) members = backend->members_of (backend, g_ptr_array_index (targets, i), error);

      for (guint k = 0; members != NULL && k < members->len; k++)
        {
          const LotseMember *member = g_ptr_array_index (members, k);

          if (!member->left && (lotse_buckets_class (member->bucket) & self->record->audience) != 0
              && !g_str_has_prefix (member->bucket, "own:"))
            g_hash_table_add (self->names, g_strdup (member->bucket));
        }
      if (members == NULL)
        return FALSE;
    }
  return TRUE;
}

GHashTable *
lotse_buckets_compute (LotseCentre *self, const LotseStored *record, const LotseRegisters *registers, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Compute compute = { self, record, registers, names };
  guint n_rules;
  const LotseBucketRule *rules = lotse_buckets_rules (record->kind, &n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      const LotseBucketRule *rule = &rules[i];
      gboolean ok = TRUE;

      if (rule->path == NULL)
        g_hash_table_add (names, g_strdup (class_name (rule->bucket)));
      else if (rule->path[0] == '=')
        ok = add_inherited (&compute, rule->path + 1, error);
      else
        ok = add_path (&compute, rule, error);
      if (!ok)
        return NULL;
    }
  if (record->origin & LOTSE_BUCKET_DESK)
    g_hash_table_add (names, g_strdup ("desk"));
  /* What this version does not know, and what only its author may see, goes to its author. */
  if ((lotse_kind_find (record->kind) == NULL || (record->audience & LOTSE_BUCKET_AUTHOR)) && *record->author != '\0')
    g_hash_table_add (names, g_strconcat ("own:", record->author, NULL));
  return g_steal_pointer (&names);
}
