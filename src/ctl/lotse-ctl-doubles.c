/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Doubles of people and organisations: finding, uniting and taking them apart. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"
#include "lotse-likely.h"
#include "lotse-unite.h"

#include <glib/gi18n.h>

/* --- doubles ------------------------------------------------------------------------------------------------ */

static void
add_reasons (JsonBuilder *builder, LotseLikelyReasons why)
{
  static const struct
  {
    LotseLikelyReasons reason;
    const char *name;
  } names[] = {
    { LOTSE_LIKELY_WALK_IN, "walk-in" }, { LOTSE_LIKELY_NAME, "name" },
    { LOTSE_LIKELY_SPELLING, "spelling" }, { LOTSE_LIKELY_EMAIL, "email" },
    { LOTSE_LIKELY_PHONE, "phone" }, { LOTSE_LIKELY_ORGANISATION, "organisation" },
    { LOTSE_LIKELY_TOWN, "town" },
  };

  json_builder_set_member_name (builder, "why");
  json_builder_begin_array (builder);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((why & names[i].reason) != 0)
      json_builder_add_string_value (builder, names[i].name);
  json_builder_end_array (builder);
}

static void
print_json (LotseCtl *self, GPtrArray *pairs)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < pairs->len; i++)
    {
      const LotseLikely *pair = pairs->pdata[i];
      g_autofree char *one = lotse_ctl_title_of_id (self, pair->one);
      g_autofree char *other = lotse_ctl_title_of_id (self, pair->other);

      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "one", pair->one);
      lotse_ctl_json_text (builder, "one_title", one);
      lotse_ctl_json_text (builder, "other", pair->other);
      lotse_ctl_json_text (builder, "other_title", other);
      add_reasons (builder, pair->why);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  lotse_ctl_print_builder (self, builder);
}

static void
print_table (LotseCtl *self, GPtrArray *pairs)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (5);

  lotse_ctl_table_head (table, "id", _("Record"), "id", _("Record"), _("Why"), NULL);
  for (guint i = 0; i < pairs->len; i++)
    {
      const LotseLikely *pair = pairs->pdata[i];
      g_autofree char *one = lotse_ctl_title_of_id (self, pair->one);
      g_autofree char *other = lotse_ctl_title_of_id (self, pair->other);
      g_autofree char *why = lotse_likely_words (pair->why);

      lotse_ctl_table_row (table, pair->one, one, pair->other, other, why, NULL);
    }
  lotse_ctl_print_table (self, table);
}

gboolean
lotse_ctl_doubles (LotseCtl *self, GError **error)
{
  const char *typed = lotse_ctl_word (self, 0);
  const LotseKind *kind = lotse_ctl_kind (typed != NULL ? typed : "person", error);
  guint64 limit;
  LotseStore *store;
  g_autoptr (GPtrArray) pairs = NULL;

  if (kind == NULL || !lotse_ctl_args_get_number (self->args, "limit", G_MAXUINT, 100, &limit, error)
      || (store = lotse_ctl_store (self, error)) == NULL)
    return FALSE;
  pairs = lotse_likely_find (store, kind, self->cancellable, error);
  if (pairs == NULL)
    return FALSE;
  if (limit > 0 && pairs->len > limit)
    g_ptr_array_set_size (pairs, (int) limit);
  if (self->json)
    print_json (self, pairs);
  else
    print_table (self, pairs);
  return TRUE;
}

/* --- unite, take-apart, not-doubles --------------------------------------------------------------------------- */

/* Both ids that were typed, of records that are here. */
static gboolean
read_two (LotseCtl *self, char *ids[2], GError **error)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LotseRecord) record = lotse_ctl_record (self, lotse_ctl_word (self, i), error);

      if (record == NULL)
        return FALSE;
      ids[i] = g_strdup (lotse_record_get_id (record));
    }
  return TRUE;
}

static void
free_two (char *ids[2])
{
  g_free (ids[0]);
  g_free (ids[1]);
}

static gboolean
unite (LotseCtl *self, char *ids[2], GError **error)
{
  GPtrArray *wanted = lotse_ctl_args_get_all (self->args, "take");
  g_autoptr (GPtrArray) take = g_ptr_array_new ();
  g_autofree char *standing = NULL;

  for (guint i = 0; wanted != NULL && i < wanted->len; i++)
    g_ptr_array_add (take, wanted->pdata[i]);
  g_ptr_array_add (take, NULL);
  standing = lotse_unite (self->store, ids[0], ids[1], (const char *const *) take->pdata, NULL, error);
  if (standing != NULL)
    lotse_ctl_confirm (self, "standing", standing);
  return standing != NULL;
}

gboolean
lotse_ctl_unite (LotseCtl *self, GError **error)
{
  char *ids[2] = { NULL, NULL };
  gboolean done = read_two (self, ids, error) && unite (self, ids, error);

  free_two (ids);
  return done;
}

gboolean
lotse_ctl_not_doubles (LotseCtl *self, GError **error)
{
  char *ids[2] = { NULL, NULL };
  gboolean done = read_two (self, ids, error) && lotse_likely_deny (self->store, ids[0], ids[1], NULL, error);

  free_two (ids);
  return done;
}

gboolean
lotse_ctl_take_apart (LotseCtl *self, GError **error)
{
  g_autoptr (LotseRecord) record = lotse_ctl_record (self, lotse_ctl_word (self, 0), error);
  int n = record != NULL ? lotse_unite_take_apart (self->store, lotse_record_get_id (record), NULL, error) : -1;

  if (n > 0)
    lotse_ctl_confirm (self, "taken_apart", lotse_record_get_id (record));
  return n > 0;
}
