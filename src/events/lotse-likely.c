/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Likely doubles; see the header.
 *
 * Comparing each with each would take hours.  Each record gets keys instead (lotse-candidate.h), and only records that share a
 * key are compared.  A key that very many share (a common name, the mail of an office) says nothing and is passed over.
 */
#include "config.h"

#include "lotse-likely.h"

#include "lotse-candidate.h"
#include "lotse-error.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 2000u
#define MOST_ALIKE 30u   /* records that share a key */
#define MOST_PAIRS 10000u

typedef struct
{
  LotseStore *store;
  const LotseKind *kind;
  GCancellable *cancellable;
  GPtrArray *candidates; /* of LotseCandidate */
  GHashTable *by_id;     /* id -> LotseCandidate */
  GHashTable *keys;      /* text -> GArray of guint */
  GHashTable *seen;      /* "one other" of pairs that were compared, or denied */
  GPtrArray *pairs;      /* of LotseLikely */
} Search;

void
lotse_likely_free (LotseLikely *self)
{
  g_free (self->one);
  g_free (self->other);
  g_free (self);
}

/**
 * lotse_likely_names:
 * @query: of @name
 * @name: a name
 * @candidate: another one
 *
 * The same words, another spelling of all of them, or the words of the one among those of the other.  A given name alone is
 * no reason to ask.
 *
 * Returns: %LOTSE_LIKELY_NAME, %LOTSE_LIKELY_SPELLING or 0
 */
LotseLikelyReasons
lotse_likely_names (const LotseFoldQuery *query, const char *name, const char *candidate)
{
  int forth = lotse_fold_query_rank (query, candidate) / LOTSE_FOLD_RANK_STEP;
  g_autoptr (LotseFoldQuery) back_query = lotse_fold_query_new (candidate);
  int back = lotse_fold_query_rank (back_query, name) / LOTSE_FOLD_RANK_STEP;

  if (forth == LOTSE_FOLD_RANK_NAME || back == LOTSE_FOLD_RANK_NAME)
    return LOTSE_LIKELY_NAME;
  if (forth == LOTSE_FOLD_RANK_SPELLING || back == LOTSE_FOLD_RANK_SPELLING)
    return LOTSE_LIKELY_SPELLING;
  if ((forth == LOTSE_FOLD_RANK_WORDS && query->n_words > 1) || (back == LOTSE_FOLD_RANK_WORDS && back_query->n_words > 1))
    return LOTSE_LIKELY_SPELLING;
  return 0;
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

typedef void (*EachRecord) (Search *search, LotseRecord *record);

static gboolean
read_all (Search *search, const char *kind, EachRecord each, GError **error)
{
  guint found = PAGE;

  for (guint offset = 0; found == PAGE; offset += PAGE)
    {
      g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
      g_autoptr (GPtrArray) records = NULL;

      if (g_cancellable_is_cancelled (search->cancellable))
        {
          g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED, _("The search for doubles was stopped."));
          return FALSE;
        }
      lotse_query_limit (query, PAGE, offset);
      records = lotse_store_list (search->store, query, error);
      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        each (search, records->pdata[i]);
      found = records->len;
    }
  return TRUE;
}

static void
add_candidate (Search *search, LotseRecord *record)
{
  LotseCandidate *self;

  if (g_hash_table_contains (search->by_id, lotse_record_get_id (record)))
    return;
  self = lotse_candidate_new (record);
  g_ptr_array_add (search->candidates, self);
  g_hash_table_insert (search->by_id, self->id, self);
}

static void
add_organisation (Search *search, LotseRecord *record)
{
  const char *person = lotse_record_get (record, "person");
  LotseCandidate *self = person != NULL ? g_hash_table_lookup (search->by_id, person) : NULL;

  if (self != NULL)
    lotse_candidate_add_link (self, record);
}

static char *
pair_key (const char *a, const char *b)
{
  return strcmp (a, b) < 0 ? g_strconcat (a, " ", b, NULL) : g_strconcat (b, " ", a, NULL);
}

static void
add_denied (Search *search, LotseRecord *record)
{
  const char *one = lotse_record_get (record, "one");
  const char *other = lotse_record_get (record, "other");

  if (one != NULL && other != NULL)
    g_hash_table_add (search->seen, pair_key (one, other));
}

static gboolean
read_everything (Search *search, GError **error)
{
  static const char *const ways[] = { "membership", "registration", "attendance" };

  if (!read_all (search, search->kind->name, add_candidate, error) || !read_all (search, "not_double", add_denied, error))
    return FALSE;
  for (guint i = 0; g_str_equal (search->kind->name, "person") && i < G_N_ELEMENTS (ways); i++)
    if (!read_all (search, ways[i], add_organisation, error))
      return FALSE;
  return TRUE;
}

/* --- Comparing ---------------------------------------------------------------------------------------------- */

static gboolean
share (GPtrArray *a, GPtrArray *b)
{
  for (guint i = 0; a != NULL && b != NULL && i < a->len; i++)
    if (g_ptr_array_find_with_equal_func (b, a->pdata[i], g_str_equal, NULL))
      return TRUE;
  return FALSE;
}

static LotseLikelyReasons
compare (const LotseCandidate *a, const LotseCandidate *b)
{
  LotseLikelyReasons why = 0;

  if (a->name_key != NULL && g_strcmp0 (a->name_key, b->name_key) == 0 && *a->name_key != '\0')
    why |= LOTSE_LIKELY_NAME;
  else if (a->name != NULL && b->name != NULL)
    {
      g_autoptr (LotseFoldQuery) query = lotse_fold_query_new (a->name);

      why |= lotse_likely_names (query, a->name, b->name);
    }
  if (a->email != NULL && g_strcmp0 (a->email, b->email) == 0)
    why |= LOTSE_LIKELY_EMAIL;
  if (share (a->phones, b->phones))
    why |= LOTSE_LIKELY_PHONE;
  if (share (a->organisations, b->organisations))
    why |= LOTSE_LIKELY_ORGANISATION;
  if (a->town != NULL && g_strcmp0 (a->town, b->town) == 0)
    why |= LOTSE_LIKELY_TOWN;
  if (a->walk_in || b->walk_in)
    why |= LOTSE_LIKELY_WALK_IN;
  return why;
}

static gboolean
is_enough (LotseLikelyReasons why)
{
  return (why & (LOTSE_LIKELY_NAME | LOTSE_LIKELY_EMAIL | LOTSE_LIKELY_PHONE)) != 0
         || ((why & LOTSE_LIKELY_SPELLING) != 0 && (why & (LOTSE_LIKELY_ORGANISATION | LOTSE_LIKELY_TOWN)) != 0);
}

static void
add_pair (Search *search, const LotseCandidate *a, const LotseCandidate *b)
{
  g_autofree char *key = pair_key (a->id, b->id);
  LotseLikelyReasons why;
  LotseLikely *found;

  if (!g_hash_table_add (search->seen, g_strdup (key)))
    return;
  why = compare (a, b);
  if (!is_enough (why))
    return;
  found = g_new0 (LotseLikely, 1);
  found->one = g_strdup (strcmp (a->id, b->id) < 0 ? a->id : b->id);
  found->other = g_strdup (strcmp (a->id, b->id) < 0 ? b->id : a->id);
  found->why = why;
  g_ptr_array_add (search->pairs, found);
}

static void
put_keys (Search *search, guint index)
{
  g_autoptr (GPtrArray) keys = lotse_candidate_dup_keys (search->candidates->pdata[index]);

  for (guint i = 0; i < keys->len; i++)
    {
      GArray *same = g_hash_table_lookup (search->keys, keys->pdata[i]);

      if (same == NULL)
        {
          same = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (search->keys, g_strdup (keys->pdata[i]), same);
        }
      if (same->len <= MOST_ALIKE && (same->len == 0 || g_array_index (same, guint, same->len - 1) != index))
        g_array_append_val (same, index);
    }
}

static gboolean
compare_groups (Search *search, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, search->keys);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GArray *same = value;

      if (g_cancellable_is_cancelled (search->cancellable))
        {
          g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED, _("The search for doubles was stopped."));
          return FALSE;
        }
      for (guint i = 0; same->len <= MOST_ALIKE && i < same->len; i++)
        for (guint k = i + 1; k < same->len; k++)
          add_pair (search, search->candidates->pdata[g_array_index (same, guint, i)],
                    search->candidates->pdata[g_array_index (same, guint, k)]);
    }
  return TRUE;
}

static int
weight (LotseLikelyReasons why)
{
  static const struct
  {
    LotseLikelyReasons reason;
    int weight;
  } weights[] = {
    { LOTSE_LIKELY_WALK_IN, 100 }, { LOTSE_LIKELY_EMAIL, 8 },        { LOTSE_LIKELY_PHONE, 6 }, { LOTSE_LIKELY_NAME, 7 },
    { LOTSE_LIKELY_SPELLING, 4 },  { LOTSE_LIKELY_ORGANISATION, 3 }, { LOTSE_LIKELY_TOWN, 1 },
  };
  int sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    if ((why & weights[i].reason) != 0)
      sum += weights[i].weight;
  return sum;
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const LotseLikely *one = *(const LotseLikely *const *) a, *other = *(const LotseLikely *const *) b;
  int order = weight (other->why) - weight (one->why);

  if (order == 0)
    order = strcmp (one->one, other->one);
  return order != 0 ? order : strcmp (one->other, other->other);
}

static gboolean
search_all (Search *search, GError **error)
{
  if (!read_everything (search, error))
    return FALSE;
  for (guint i = 0; i < search->candidates->len; i++)
    put_keys (search, i);
  return compare_groups (search, error);
}

/**
 * lotse_likely_find:
 * @store: the device's database
 * @kind: people or organisations
 * @cancellable: (nullable): stops it
 *
 * Looks for records that may be doubles: the same mail, telephone number or name, or another spelling of the name together
 * with the same organisation or town.  Pairs of which somebody said that they are two are left out.
 *
 * Returns: (transfer full) (element-type LotseLikely): walk-ins first, then the likeliest, at most 10,000; %NULL with an error
 *   of the store, INVALID (another kind) or CANCELLED
 */
GPtrArray *
lotse_likely_find (LotseStore *store, const LotseKind *kind, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_candidate_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_likely_free);
  Search search = { .store = store, .kind = kind, .cancellable = cancellable, .candidates = candidates, .by_id = by_id, .keys = keys,
                    .seen = seen, .pairs = pairs };

  if (!g_str_equal (kind->name, "person") && !g_str_equal (kind->name, "organisation"))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("Only people and organisations are looked through for doubles."));
      return NULL;
    }
  if (!search_all (&search, error))
    return NULL;
  g_ptr_array_sort (pairs, compare_pairs);
  if (pairs->len > MOST_PAIRS)
    g_ptr_array_set_size (pairs, MOST_PAIRS);
  return g_steal_pointer (&pairs);
}

/**
 * lotse_likely_words:
 *
 * Returns: (transfer full): why two records may be doubles, for people
 */
char *
lotse_likely_words (LotseLikelyReasons why)
{
  const struct
  {
    LotseLikelyReasons reason;
    const char *words;
  } all[] = {
    { LOTSE_LIKELY_WALK_IN, C_ ("double", "walk-in") },
    { LOTSE_LIKELY_NAME, C_ ("double", "same name") },
    { LOTSE_LIKELY_SPELLING, C_ ("double", "similar name") },
    { LOTSE_LIKELY_EMAIL, C_ ("double", "same e-mail") },
    { LOTSE_LIKELY_PHONE, C_ ("double", "same phone") },
    { LOTSE_LIKELY_ORGANISATION, C_ ("double", "same organisation") },
    { LOTSE_LIKELY_TOWN, C_ ("double", "same town") },
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if ((why & all[i].reason) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", all[i].words);
  return g_string_free (text, FALSE);
}

/**
 * lotse_likely_deny:
 * @one: the id of a person or organisation
 * @other: the id of another one of that kind
 * @group: (nullable): what joins it with other changes, for undo
 *
 * Remembers that these are two, so that they are not offered again, on no device.
 *
 * Returns: %FALSE with an error of saving, or INVALID if they are one record or of different kinds
 */
gboolean
lotse_likely_deny (LotseStore *store, const char *one, const char *other, const char *group, GError **error)
{
  gboolean in_order = strcmp (one, other) < 0;
  const char *ids[2] = { in_order ? one : other, in_order ? other : one };
  g_autoptr (LotseRecord) first = lotse_store_get (store, ids[0], error);
  g_autoptr (LotseRecord) second = first != NULL ? lotse_store_get (store, ids[1], error) : NULL;
  g_autoptr (LotseRecord) record = NULL;
  g_autoptr (LotseRecord) known = NULL;
  g_autofree char *id = NULL;

  if (second == NULL)
    return FALSE;
  if (g_str_equal (one, other) || lotse_record_get_kind (first) != lotse_record_get_kind (second))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("Choose two different records of the same kind. Nothing was saved."));
      return FALSE;
    }
  record = lotse_record_new (lotse_kind_find ("not_double"), NULL);
  if (!lotse_record_set (record, "one", ids[0], error) || !lotse_record_set (record, "other", ids[1], error))
    return FALSE;
  id = lotse_record_dup_derived_id (record);
  known = lotse_store_get (store, id, NULL);
  if (known != NULL)
    return !lotse_record_is_deleted (known) || lotse_store_restore (store, id, group, error);
  g_clear_object (&record);
  record = lotse_record_new (lotse_kind_find ("not_double"), id);
  return lotse_record_set (record, "one", ids[0], error) && lotse_record_set (record, "other", ids[1], error)
         && lotse_store_save (store, record, group, error);
}
