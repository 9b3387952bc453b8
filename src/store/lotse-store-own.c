/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is a mentor's own.
 *
 * The centre takes records of some kinds from a mentor only where they belong to a tandem or person of that account.  The
 * device knows enough to say so before the edit waits for days: what it holds of tandems are its own.  Where it cannot know
 * it lets the edit pass, because the centre decides in any case.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"
#include "lotse-path.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_STEPS 5 /* a task of a session of a tandem has two */

typedef struct
{
  LotseStore *store;
  char *person; /* of the account, or NULL */
  guint steps;
  gboolean own; /* found to be */
} Own;

/* Whether the account writes records of this kind only because it is a mentor's, as lotse-rights.c at the centre says it. */
static gboolean
is_own_only (LotseStore *self, const LotseKind *kind)
{
  LotseRoles roles = (LotseRoles) lotse_store_meta_int (self, "roles");
  g_autofree char *account = kind->own_only ? lotse_store_meta (self, "account", NULL) : NULL;

  return account != NULL && (roles & LOTSE_ROLES_STAFF) == 0 && (kind->writers & roles & ~(LotseRoles) LOTSE_ROLE_MENTOR) == 0;
}

static gboolean look_at (Own *own, const LotseKind *kind, const char *id, const LotseRegisters *registers, GError **error);

/* A record inherits from what it is attached to; what is not here yet comes in the same transaction. */
static gboolean
look_at_target (Own *own, const char *id, GError **error)
{
  g_auto (LotseStoreRow) row = { 0 };
  const LotseKind *kind;

  if (!lotse_store_row_read (own->store, id, &row, error))
    return FALSE;
  kind = row.rid > 0 ? lotse_kind_find (row.kind) : NULL;
  if (kind == NULL || own->steps >= MOST_STEPS)
    {
      own->own = TRUE;
      return TRUE;
    }
  return look_at (own, kind, id, row.registers, error);
}

/* Whether a tandem on this device leads to the record. */
static gboolean
look_back (Own *own, const LotsePath *path, const char *id, GError **error)
{
  const LotseStoreTable *table = lotse_store_table (own->store, path->kind);
  g_autofree char *sql = NULL;
  guint8 bytes[LOTSE_ID_BYTES];
  gint64 n;

  if (table == NULL || !lotse_id_to_bytes (id, bytes))
    return TRUE;
  sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM %s WHERE \"%s\" = ?)", table->table, path->back);
  if (!lotse_db_get_int (own->store->db, &n, 0, error, sql, "b", bytes, (gssize) sizeof bytes))
    return FALSE;
  own->own = own->own || n != 0;
  return TRUE;
}

static gboolean
look_along (Own *own, const LotseBucketRule *rule, const char *id, const LotseRegisters *registers, GError **error)
{
  gboolean inherits = rule->path[0] == '=';
  g_autoptr (GPtrArray) starts = g_ptr_array_new_with_free_func (g_free);
  g_auto (LotsePath) path = { 0 };

  lotse_path_read (&path, inherits ? rule->path + 1 : rule->path);
  if (path.unless != NULL && lotse_registers_value (registers, path.unless) != NULL)
    return TRUE;
  if (path.field != NULL)
    lotse_path_add_targets (registers, path.field, starts);
  else
    g_ptr_array_add (starts, g_strdup (id));
  for (guint i = 0; i < starts->len && !own->own; i++)
    {
      const char *start = g_ptr_array_index (starts, i);
      gboolean done = TRUE;

      if (inherits)
        done = look_at_target (own, start, error);
      else if (path.kind != NULL)
        done = look_back (own, &path, start, error);
      else
        own->own = rule->bucket == LOTSE_BUCKET_PAIR || g_strcmp0 (start, own->person) == 0;
      if (!done)
        return FALSE;
    }
  return TRUE;
}

/* What only its author sees stays with the author wherever the rest of the record lies. */
static gboolean
has_author_field (const LotseKind *kind, const LotseRegisters *registers)
{
  for (guint i = 0; i < kind->n_fields; i++)
    if (lotse_field_audience (&kind->fields[i]) == LOTSE_AUDIENCE_AUTHOR && lotse_registers_value (registers, kind->fields[i].name) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
look_at (Own *own, const LotseKind *kind, const char *id, const LotseRegisters *registers, GError **error)
{
  own->steps++;
  own->own = has_author_field (kind, registers);
  for (guint i = 0; i < kind->n_buckets && !own->own; i++)
    {
      const LotseBucketRule *rule = &kind->buckets[i];
      gboolean counts = rule->bucket == LOTSE_BUCKET_PAIR || rule->bucket == LOTSE_BUCKET_SELF;

      if (rule->path != NULL && (counts || rule->path[0] == '=') && !look_along (own, rule, id, registers, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lotse_store_check_own (LotseStore *self, const LotseKind *kind, const char *id, const LotseRegisters *registers, GError **error)
{
  Own own = { .store = self };
  gboolean done;

  if (!is_own_only (self, kind))
    return TRUE;
  own.person = lotse_store_meta (self, "person", NULL);
  done = look_at (&own, kind, id, registers, error);
  g_free (own.person);
  if (done && !own.own)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                         _("This belongs neither to one of your tandems nor to you, so the centre would refuse it. Nothing was saved. Choose a tandem of yours, or yourself."));
  return done && own.own;
}

gboolean
lotse_store_make_own (LotseStore *self, const LotseKind *kind, const char *id, LotseRegisters *registers, GError **error)
{
  g_autofree char *person = is_own_only (self, kind) ? lotse_store_meta (self, "person", NULL) : NULL;
  gint64 rid;

  if (person == NULL)
    return TRUE;
  if (!lotse_store_row_find (self, id, &rid, NULL, error))
    return FALSE;
  for (guint i = 0; rid == 0 && i < kind->n_buckets; i++)
    {
      const LotseBucketRule *rule = &kind->buckets[i];
      Own own = { .store = self, .person = person };
      g_auto (LotsePath) path = { 0 };

      if (rule->bucket != LOTSE_BUCKET_SELF || rule->path == NULL || rule->path[0] == '=')
        continue;
      lotse_path_read (&path, rule->path);
      if (path.field == NULL || path.kind != NULL || lotse_registers_value (registers, path.field) != NULL
          || (path.unless != NULL && lotse_registers_value (registers, path.unless) != NULL))
        continue;
      if (!look_at (&own, kind, id, registers, error))
        return FALSE;
      if (!own.own)
        lotse_registers_put (registers, path.field, person, LOTSE_STAMP_NONE);
    }
  return TRUE;
}
