/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The buckets of records.
 *
 * A rule's path starts at the record and follows its links or those that lead to it.  When a record changes, its own
 * rules are computed anew only if it is new or a field that some rule reads has changed, and then also the records whose
 * rules come past it; an ordinary edit costs one statement.  A record that inherits the buckets of another follows
 * when those change, at most DEPTH links far.
 */
#include "lotse-buckets.h"

#include "lotse-holders.h"

#include <string.h>

#define DEPTH 8
#define PAGE 1000u

static const LotseBucketRule conflict_rules[] = { { 0, "=record", NULL } };

static gboolean refresh (LotseCentre *self, const char *id, int depth, GError **error);

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

/* A rule's path in its parts: "person<mentoring_pair.mentee" or "mentor!pair". */
typedef struct
{
  char *field;  /* the record's own field, or NULL for the record itself */
  char *unless; /* only while this field is empty */
  char *kind;   /* of the records that lead to it */
  char *back;   /* and the field by which they do */
} Path;

static void
path_clear (Path *path)
{
  g_free (path->field);
  g_free (path->unless);
  g_free (path->kind);
  g_free (path->back);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Path, path_clear)

static void
path_read (Path *path, const char *text)
{
  const char *arrow = strchr (text, '<');
  const char *dot = arrow != NULL ? strchr (arrow, '.') : NULL;
  const char *mark = strchr (text, '!');
  gsize length = strcspn (text, "<!");

  *path = (Path){ 0 };
  if (length > 0 && strcmp (text, ".") != 0)
    path->field = g_strndup (text, length);
  if (mark != NULL)
    path->unless = g_strdup (mark + 1);
  if (dot != NULL)
    {
      path->kind = g_strndup (arrow + 1, (gsize) (dot - arrow - 1));
      path->back = g_strdup (dot + 1);
    }
}

/* The ids that a field links to: its value, or the elements of a set. */
static void
add_targets (const LotseRegisters *registers, const char *field, GPtrArray *ids)
{
  g_autofree char *prefix = g_strconcat (field, "/", NULL);
  const char *value = lotse_registers_value (registers, field);

  if (value != NULL)
    g_ptr_array_add (ids, g_strdup (value));
  for (guint i = 0; i < lotse_registers_size (registers); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (registers, i, &name);

      if (reg->value != NULL && g_str_has_prefix (name, prefix))
        g_ptr_array_add (ids, g_strdup (name + strlen (prefix)));
    }
}

typedef struct
{
  LotseCentre *centre;
  const LotseStored *record;
  const LotseRegisters *registers;
  GHashTable *names; /* of buckets */
} Compute;

static gboolean
load (LotseCentre *self, const char *id, LotseStored **stored, LotseRegisters **registers, GError **error)
{
  *registers = NULL;
  if (!self->backend->get_record (self->backend, id, stored, error))
    return FALSE;
  if (*stored == NULL)
    return TRUE;
  *registers = lotse_registers_from_text ((*stored)->doc, error);
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
      if (!same && !load (self->centre, id, &stored, &registers, error))
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
  g_auto (Path) path;

  path_read (&path, rule->path);
  if (path.unless != NULL && lotse_registers_value (self->registers, path.unless) != NULL)
    return TRUE;
  if (path.field != NULL)
    add_targets (self->registers, path.field, starts);
  else
    g_ptr_array_add (starts, g_strdup (self->record->id));
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

  add_targets (self->registers, field, targets);
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

  if (!load (self, id, &stored, &registers, error))
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
    add_targets (before, field, old);
  add_targets (after, field, new);
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
follow_back (LotseCentre *self, const char *kind, const Path *path, const LotseRegisters *before, const LotseRegisters *after,
             GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  if (before != NULL)
    add_targets (before, path->back, ids);
  add_targets (after, path->back, ids);
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
  g_auto (Path) path;

  path_read (&path, rule->path);
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
      g_auto (Path) path = { 0 };

      if (rules[i].path == NULL)
        continue;
      path_read (&path, rules[i].path[0] == '=' ? rules[i].path + 1 : rules[i].path);
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
            g_auto (Path) path = { 0 };

            path_read (&path, list[i]->buckets[k].path != NULL ? list[i]->buckets[k].path : ".");
            if (path.kind != NULL)
              g_hash_table_add (kinds, g_steal_pointer (&path.kind));
          }
      g_hash_table_add (kinds, g_strdup ("mentoring_pair"));
      g_once_init_leave (&leading, kinds);
    }
  return g_hash_table_contains (leading, kind);
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

      if (!load (self, g_ptr_array_index (pairs, i), &pair, &registers, error))
        return FALSE;
      if (pair == NULL ? !self->backend->set_lapse (self->backend, g_ptr_array_index (pairs, i), 0, error)
                       : !lotse_holders_update_pair (self, pair, registers, error))
        return FALSE;
    }
  return pairs != NULL;
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
             || update_pairs (self, self->backend->sources (self->backend, account->person, "mentoring_pair", "mentor", error), error));
}

static gboolean
update_one (LotseCentre *self, const LotseStored *record, GError **error)
{
  g_autoptr (LotseRegisters) registers = lotse_registers_from_text (record->doc, error);
  gboolean changed;

  if (registers == NULL || !place (self, record, registers, &changed, error))
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
