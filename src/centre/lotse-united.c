/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that were united; see the header. */
#include "lotse-united.h"

#include <string.h>

static const char *const kinds[] = { "person", "organisation" };

gboolean
lotse_united_is_kind (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kind, kinds[i]) == 0)
      return TRUE;
  return FALSE;
}

gboolean
lotse_united_reaches (const char *kind, const char *field)
{
  const LotseKind *found = lotse_kind_find (kind);
  const LotseField *link = found != NULL && field != NULL ? lotse_kind_field (found, field) : NULL;

  if (field == NULL)
    return lotse_united_is_kind (kind);
  for (guint i = 0; link != NULL && link->links != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (lotse_field_links_to (link, kinds[i]))
      return TRUE;
  return FALSE;
}

static void
add_once (GPtrArray *ids, const char *id)
{
  if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
    g_ptr_array_add (ids, g_strdup (id));
}

static gboolean
add_all (GPtrArray *found, GPtrArray *ids)
{
  g_autoptr (GPtrArray) owned = found;

  for (guint i = 0; found != NULL && i < found->len; i++)
    add_once (ids, g_ptr_array_index (found, i));
  return found != NULL;
}

/* Adds those that a record is held together with directly, in either direction. */
static gboolean
add_neighbours (LotseCentre *self, const char *id, GPtrArray *ids, GError **error)
{
  LotseBackend *backend = self->backend;

  if (!add_all (backend->targets (backend, id, LOTSE_REGISTER_MERGED_INTO, error), ids))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!add_all (backend->sources (backend, id, kinds[i], LOTSE_REGISTER_MERGED_INTO, error), ids))
      return FALSE;
  return TRUE;
}

static gboolean
unites (LotseCentre *self, const char *id, gboolean *unites, GError **error)
{
  g_autoptr (LotseStored) stored = NULL;

  if (!self->backend->get_record (self->backend, id, &stored, error))
    return FALSE;
  *unites = stored != NULL && !stored->deleted && lotse_united_is_kind (stored->kind);
  return TRUE;
}

static gboolean
add_those_that_unite (LotseCentre *self, const char *id, GPtrArray *ids, GError **error)
{
  g_autoptr (GPtrArray) neighbours = g_ptr_array_new_with_free_func (g_free);
  gboolean good = FALSE;

  if (!add_neighbours (self, id, neighbours, error))
    return FALSE;
  if (neighbours->len == 0)
    return TRUE;
  if (!unites (self, id, &good, error))
    return FALSE;
  for (guint i = 0; good && i < neighbours->len; i++)
    {
      gboolean other = FALSE;

      if (!unites (self, g_ptr_array_index (neighbours, i), &other, error))
        return FALSE;
      if (other)
        add_once (ids, g_ptr_array_index (neighbours, i));
    }
  return TRUE;
}

gboolean
lotse_united_add (LotseCentre *self, GPtrArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!add_those_that_unite (self, g_ptr_array_index (ids, i), ids, error))
      return FALSE;
  return TRUE;
}

GPtrArray *
lotse_united_sources (LotseCentre *self, const char *target, const char *kind, const char *field, GError **error)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (targets, g_strdup (target));
  if (lotse_united_reaches (kind, field) && !lotse_united_add (self, targets, error))
    return NULL;
  for (guint i = 0; i < targets->len; i++)
    if (!add_all (self->backend->sources (self->backend, g_ptr_array_index (targets, i), kind, field, error), sources))
      return NULL;
  return g_steal_pointer (&sources);
}

GPtrArray *
lotse_united_changed (LotseCentre *self, const LotseStored *record, const LotseRegisters *before, const LotseRegisters *after,
                      GError **error)
{
  static const char *const registers[] = { LOTSE_REGISTER_MERGED_INTO, LOTSE_REGISTER_DELETED };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  gboolean changed = FALSE;

  if (!lotse_united_is_kind (record->kind))
    return g_steal_pointer (&ids);
  for (guint i = 0; i < G_N_ELEMENTS (registers); i++)
    {
      const char *old = before != NULL ? lotse_registers_value (before, registers[i]) : NULL;

      changed = changed || g_strcmp0 (old, lotse_registers_value (after, registers[i])) != 0;
    }
  /* One that others were merged into may come after them. */
  if (!changed && before != NULL)
    return g_steal_pointer (&ids);
  g_ptr_array_add (ids, g_strdup (record->id));
  if (before != NULL && lotse_registers_value (before, LOTSE_REGISTER_MERGED_INTO) != NULL)
    add_once (ids, lotse_registers_value (before, LOTSE_REGISTER_MERGED_INTO));
  if (!add_neighbours (self, record->id, ids, error))
    return NULL;
  if (ids->len == 1)
    g_ptr_array_set_size (ids, 0);
  return lotse_united_add (self, ids, error) ? g_steal_pointer (&ids) : NULL;
}
