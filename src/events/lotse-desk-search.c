/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a desk answers to what was typed or scanned.
 *
 * Registered people come first, then people whom the centre knows otherwise, then organisations; within each, the better fit
 * first.  Called for each key: registered people come from memory, the others from the store's index.
 */
#include "config.h"

#include "lotse-desk-private.h"

#include "lotse-collate.h"

#include <string.h>

/* Of what fits clearly better than what would be shown, so many rows take the place of the worst. */
#define BETTER_ROWS 2
#define MOST_PEOPLE 200

void
lotse_desk_row_free (LotseDeskRow *row)
{
  if (row == NULL)
    return;
  g_free (row->id);
  g_free (row->title);
  g_free (row->subtitle);
  g_free (row->organisation);
  g_free (row->state);
  g_free (row->door);
  g_free (row->signed_out_at);
  g_free (row);
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

/* Whether the person is expected or here; who was signed in and taken back is only known. */
static gboolean
is_expected (const LotseGuest *guest)
{
  return guest->state != NULL || lotse_guest_came (guest, NULL);
}

static LotseDeskRow *
row_of_guest (LotseDesk *self, const LotseGuest *guest, int fit)
{
  LotseDeskRow *row = g_new0 (LotseDeskRow, 1);
  const LotseStay *stay = lotse_guest_stay (guest, self->hall->slot->key);

  row->group = LOTSE_DESK_REGISTERED;
  row->kind = "person";
  row->id = g_strdup (guest->person);
  row->title = g_strdup (guest->name);
  row->subtitle = g_strdup (guest->organisation_name);
  row->organisation = g_strdup (guest->organisation);
  row->state = g_strdup (guest->state);
  row->came = stay != NULL && stay->first != NULL;
  row->at_ms = row->came ? lotse_mark_time_parse (stay->first->at) : 0;
  row->door = g_strdup (row->came ? stay->first->door : "");
  row->signed_out_at = g_strdup (row->came ? stay->signed_out_at : NULL);
  row->fit = fit;
  return row;
}

static LotseDeskRow *
row_of_person (LotseDesk *self, LotseRecord *person, int fit)
{
  LotseDeskRow *row = g_new0 (LotseDeskRow, 1);
  const char *name = lotse_record_get (person, "display_name");

  row->group = LOTSE_DESK_KNOWN;
  row->kind = "person";
  row->id = g_strdup (lotse_record_get_id (person));
  row->title = g_strdup (name != NULL ? name : "");
  row->door = g_strdup ("");
  row->fit = fit;
  return row;
}

/* Only of rows that are shown: to look up for whom somebody came takes a while. */
static void
complete_rows (LotseDesk *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      LotseDeskRow *row = rows->pdata[i];

      if (row->subtitle == NULL)
        row->subtitle = lotse_sign_in_organisation_of (self->store, row->id, &row->organisation);
    }
}

static LotseDeskRow *
row_of_organisation (LotseRecord *organisation, int fit)
{
  LotseDeskRow *row = g_new0 (LotseDeskRow, 1);
  const char *name = lotse_record_get (organisation, "name");
  const char *city = lotse_record_get (organisation, "city");

  row->group = LOTSE_DESK_ORGANISATION;
  row->kind = "organisation";
  row->id = g_strdup (lotse_record_get_id (organisation));
  row->title = g_strdup (name != NULL ? name : "");
  row->subtitle = g_strdup (city != NULL ? city : "");
  row->door = g_strdup ("");
  row->fit = fit;
  return row;
}

/* --- From the first letter ---------------------------------------------------------------------------------- */

typedef struct
{
  LotseDesk *desk;
  const char *typed;
  LotseFoldQuery *query;
  GHashTable *seen; /* ids of rows */
  GPtrArray *rows;
} Search;

static void
add_registered (Search *search)
{
  LotseDesk *self = search->desk;
  g_autoptr (GArray) matches = lotse_desk_index_search (self->index, search->query, 2 * LOTSE_DESK_ROWS);

  for (guint i = 0; i < matches->len && search->rows->len < LOTSE_DESK_ROWS; i++)
    {
      const LotseDeskMatch *match = &g_array_index (matches, LotseDeskMatch, i);
      const LotseGuest *guest = self->hall->guests->guests->pdata[match->number];

      if (is_expected (guest) && g_hash_table_add (search->seen, g_strdup (guest->person)))
        g_ptr_array_add (search->rows, row_of_guest (self, guest, match->rank / LOTSE_FOLD_RANK_STEP));
    }
}

/* A hit may be a guest who was found by mail. */
static void
add_hit (Search *search, const LotseHit *hit)
{
  LotseDesk *self = search->desk;
  g_autoptr (LotseRecord) record = g_hash_table_contains (search->seen, hit->id) ? NULL : lotse_store_get_standing (self->store, hit->id, NULL);
  gboolean person = record != NULL && g_str_equal (lotse_record_get_kind (record)->name, "person");
  const LotseGuest *guest = person ? lotse_guests_find (self->hall->guests, lotse_record_get_id (record)) : NULL;
  int fit = lotse_fold_query_rank (search->query, hit->title) / LOTSE_FOLD_RANK_STEP;

  if (record == NULL || lotse_record_is_deleted (record) || !g_hash_table_add (search->seen, g_strdup (lotse_record_get_id (record))))
    return;
  if (guest != NULL && is_expected (guest))
    g_ptr_array_add (search->rows, row_of_guest (self, guest, fit));
  else
    g_ptr_array_add (search->rows, person ? row_of_person (self, record, fit) : row_of_organisation (record, fit));
}

/*
 * One question for both kinds.  If there are more guests than rows, the rows are full already; if there are fewer, so many hits
 * are enough to fill them with others.
 */
static gboolean
add_hits (Search *search, GError **error)
{
  static const char *const kinds[] = { "person", "organisation", NULL };
  guint most = 2 * LOTSE_DESK_ROWS + search->rows->len;
  g_autoptr (GPtrArray) hits = lotse_store_find (search->desk->store, search->typed, kinds, most, error);

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    add_hit (search, hits->pdata[i]);
  return hits != NULL;
}

/* Sorting keeps what is equal in its order, which is that of the exact ranks. */
static void
sort_rows (GPtrArray *rows)
{
  for (guint i = 1; i < rows->len; i++)
    {
      LotseDeskRow *row = rows->pdata[i];
      guint k = i;

      for (; k > 0; k--)
        {
          const LotseDeskRow *before = rows->pdata[k - 1];

          if (before->group < row->group || (before->group == row->group && before->fit >= row->fit))
            break;
          rows->pdata[k] = rows->pdata[k - 1];
        }
      rows->pdata[k] = row;
    }
}

/* Whole words that fit must not be hidden by a crowd whose names only begin so. */
static void
keep_best (GPtrArray *rows)
{
  guint better = 0;

  sort_rows (rows);
  for (guint i = LOTSE_DESK_ROWS; i < rows->len && better < BETTER_ROWS; i++)
    {
      guint worst = LOTSE_DESK_ROWS - 1 - better;
      LotseDeskRow *row = rows->pdata[i];

      if (row->fit < LOTSE_FOLD_RANK_WORDS || row->fit <= ((LotseDeskRow *) rows->pdata[worst])->fit)
        continue;
      rows->pdata[i] = rows->pdata[worst];
      rows->pdata[worst] = row;
      better++;
    }
  if (rows->len > LOTSE_DESK_ROWS)
    g_ptr_array_set_size (rows, LOTSE_DESK_ROWS);
  sort_rows (rows);
}

static gboolean
call_search (LotseStore *store, gpointer data, GError **error)
{
  Search *search = data;

  if (!lotse_desk_ensure (search->desk, error))
    return FALSE;
  if (search->query->n_words == 0)
    return TRUE;
  add_registered (search);
  /* Two letters find so many that the others would change nothing. */
  if (search->rows->len == LOTSE_DESK_ROWS && g_utf8_strlen (search->typed, -1) < 3)
    return TRUE;
  if (!add_hits (search, error))
    return FALSE;
  keep_best (search->rows);
  complete_rows (search->desk, search->rows);
  return TRUE;
}

/**
 * lotse_desk_search:
 * @typed: what was typed so far; nothing gives no rows, because the desk is no address book
 *
 * Returns: (transfer full) (element-type LotseDeskRow): at most %LOTSE_DESK_ROWS, the best first; %NULL with an error
 */
GPtrArray *
lotse_desk_search (LotseDesk *self, const char *typed, GError **error)
{
  g_autoptr (LotseFoldQuery) query = lotse_fold_query_new (typed);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_desk_row_free);
  Search search = { .desk = self, .typed = typed, .query = query, .seen = seen, .rows = rows };

  return lotse_store_run (self->store, call_search, &search, error) ? g_steal_pointer (&rows) : NULL;
}

/**
 * lotse_desk_is_clear:
 * @rows: (element-type LotseDeskRow): an answer
 *
 * Returns: whether Enter may take the first row.  It may not guess when another row of the same group fits equally well, or any
 *   row fits better: somebody registered whose name only begins so does not stand in the way of the one who was typed in full
 */
gboolean
lotse_desk_is_clear (GPtrArray *rows)
{
  const LotseDeskRow *first = rows->len > 0 ? rows->pdata[0] : NULL;

  for (guint i = 1; i < rows->len; i++)
    {
      const LotseDeskRow *row = rows->pdata[i];

      if (row->fit > first->fit || (row->fit == first->fit && row->group == first->group))
        return FALSE;
    }
  return first != NULL;
}

/* --- An organisation's people ------------------------------------------------------------------------------- */

typedef struct
{
  LotseDesk *desk;
  const char *organisation;
  GHashTable *seen;
  GPtrArray *rows;
} People;

static void
add_person (People *people, const char *id)
{
  LotseDesk *self = people->desk;
  g_autoptr (LotseRecord) person = lotse_store_get_standing (self->store, id, NULL);
  const LotseGuest *guest = person != NULL ? lotse_guests_find (self->hall->guests, lotse_record_get_id (person)) : NULL;

  if (person == NULL || people->rows->len >= MOST_PEOPLE || lotse_record_is_deleted (person)
      || !g_hash_table_add (people->seen, g_strdup (lotse_record_get_id (person))))
    return;
  if (guest != NULL && is_expected (guest))
    g_ptr_array_add (people->rows, row_of_guest (self, guest, 0));
  else
    g_ptr_array_add (people->rows, row_of_person (self, person, 0));
}

static gboolean
add_linked (People *people, const char *kind, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find (kind));
  g_autoptr (GPtrArray) ids = NULL;

  if (!lotse_query_where (query, "organisation", LOTSE_QUERY_EQUAL, people->organisation, error))
    return FALSE;
  if (lotse_kind_field (lotse_kind_find (kind), "until") != NULL && !lotse_query_where (query, "until", LOTSE_QUERY_EMPTY, NULL, error))
    return FALSE;
  ids = lotse_store_list_links (people->desk->store, query, "person", error);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    add_person (people, ids->pdata[i]);
  return ids != NULL;
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const LotseDeskRow *one = *(const LotseDeskRow *const *) a, *other = *(const LotseDeskRow *const *) b;

  if (one->group != other->group)
    return one->group < other->group ? -1 : 1;
  return lotse_collate_compare (one->title, other->title, NULL);
}

static gboolean
call_people (LotseStore *store, gpointer data, GError **error)
{
  static const char *const kinds[] = { "membership", "registration", "attendance" };
  People *people = data;

  if (!lotse_desk_ensure (people->desk, error))
    return FALSE;
  for (guint i = 0; i < people->desk->hall->guests->guests->len; i++)
    {
      const LotseGuest *guest = people->desk->hall->guests->guests->pdata[i];

      if (g_strcmp0 (guest->organisation, people->organisation) == 0 && is_expected (guest))
        add_person (people, guest->person);
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!add_linked (people, kinds[i], error))
      return FALSE;
  g_ptr_array_sort (people->rows, compare_people);
  complete_rows (people->desk, people->rows);
  return TRUE;
}

/**
 * lotse_desk_list_people:
 * @organisation: the id of an organisation's row
 *
 * Returns: (transfer full) (element-type LotseDeskRow): who is registered for it, then its members and who came for it before;
 *   %NULL with an error
 */
GPtrArray *
lotse_desk_list_people (LotseDesk *self, const char *organisation, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_desk_row_free);
  People people = { self, organisation, seen, rows };

  return lotse_store_run (self->store, call_people, &people, error) ? g_steal_pointer (&rows) : NULL;
}

/* --- Codes -------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseDesk *desk;
  const char *code;
  LotseDeskRow *row;
} Lookup;

static gboolean
call_lookup (LotseStore *store, gpointer data, GError **error)
{
  Lookup *lookup = data;
  LotseDesk *self = lookup->desk;
  g_autofree char *id = lotse_desk_ensure (self, error) ? lotse_sign_in_find_code (store, self->event, lookup->code, error) : NULL;
  g_autoptr (LotseRecord) person = id != NULL ? lotse_store_get_standing (store, id, error) : NULL;
  const LotseGuest *guest = person != NULL ? lotse_guests_find (self->hall->guests, lotse_record_get_id (person)) : NULL;

  if (person == NULL)
    return FALSE;
  lookup->row = guest != NULL && is_expected (guest) ? row_of_guest (self, guest, LOTSE_FOLD_RANK_NAME)
                                                           : row_of_person (self, person, LOTSE_FOLD_RANK_NAME);
  if (lookup->row->subtitle == NULL)
    lookup->row->subtitle = lotse_sign_in_organisation_of (store, lookup->row->id, &lookup->row->organisation);
  return TRUE;
}

/**
 * lotse_desk_lookup_code:
 * @code: what a scanner typed
 *
 * Returns: (transfer full): whose badge it is; or %NULL with an error: INVALID (not a badge's code, or a badge of another
 *   event), NOT_FOUND (the badge is not known on this laptop)
 */
LotseDeskRow *
lotse_desk_lookup_code (LotseDesk *self, const char *code, GError **error)
{
  Lookup lookup = { .desk = self, .code = code };

  return lotse_store_run (self->store, call_lookup, &lookup, error) ? lookup.row : NULL;
}
