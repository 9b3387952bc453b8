/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Search over everything.
 *
 * Words are folded before they come into the full-text index, so that spelling does not matter; the index only compares.
 * Up to 100,000 records are expected, and an answer within one frame from the first letter on: whole words are asked for
 * first, and of what only begins alike no more than a few hundred are put in order.
 */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-fold.h"

#include <string.h>

#define MAX_CANDIDATES 300 /* that are put in order */
/*
 * Taking one record out of the index so that no byte stays takes as long as putting some hundred in, because each of its words
 * is looked up in all pieces of the index.  From this share on the index is made anew.
 */
#define FEW_REMOVALS 50
#define ROWS_PER_REMOVAL 100

#define RANK_BEST (5 * LOTSE_FOLD_RANK_STEP)

void
lotse_hit_free (LotseHit *hit)
{
  if (hit == NULL)
    return;
  g_free (hit->kind);
  g_free (hit->id);
  g_free (hit->title);
  g_free (hit->subtitle);
  g_free (hit);
}

/* --- The index --- */

/*
 * Numbers, addresses and plain words, which most texts are, need no knowledge of letters: runs of letters and digits in
 * lower case are what folding gives, only much slower.  FALSE if the text has anything else.
 */
static gboolean
add_plain_words (GString *out, const char *text)
{
  static const char others[] = " @+.,:";
  gsize before = out->len;

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (others, *p) == NULL)
      return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isalnum (*p))
      {
        if (out->len > 0 && (out->len == before || (p > text && !g_ascii_isalnum (p[-1]))))
          g_string_append_c (out, ' ');
        g_string_append_c (out, g_ascii_tolower (*p));
      }
  return TRUE;
}

static void
add_words (GString *out, const char *text)
{
  g_auto (GStrv) words = NULL;

  if (add_plain_words (out, text))
    return;
  words = lotse_fold_text_words (text);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, words[i]);
    }
}

char *
lotse_store_kind_word (const char *kind)
{
  GString *word = g_string_new ("k");

  for (const char *p = kind; *p != '\0'; p++)
    if (*p != '_')
      g_string_append_c (word, *p);
  return g_string_free (word, FALSE);
}

/* Whether the name is made of whole words of the other: given and family name of the displayed one, as a rule. */
static gboolean
is_part (const char *whole, const char *part)
{
  const char *at = strstr (whole, part);
  gsize length = strlen (part);

  return at != NULL && (at == whole || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0');
}

static void
collect_words (LotseStore *self, const LotseStoreTable *table, const char *title, const LotseRegisters *registers, GString *names,
               GString *words)
{
  const char *shown = NULL; /* the name whose words are in already */

  if (table->linked)
    lotse_fold_cache_append (self->names, title, names);
  for (guint i = 0; i < lotse_registers_size (registers); i++)
    {
      const char *name;
      const LotseRegister *reg = lotse_registers_nth (registers, i, &name);
      const char *slash = strchr (name, '/');
      const LotseField *field;
      int index;

      if (reg->value == NULL)
        continue;
      index = lotse_store_field (table, name, slash != NULL ? (gsize) (slash - name) : strlen (name));
      field = index >= 0 ? &table->kind->fields[index] : NULL;
      if (field == NULL || (field->flags & LOTSE_FIELD_SEARCHED) == 0)
        continue;
      if ((field->flags & LOTSE_FIELD_NAME) != 0 && slash == NULL && shown != NULL && is_part (shown, reg->value))
        continue;
      if ((field->flags & (LOTSE_FIELD_NAME | LOTSE_FIELD_TITLE)) == (LOTSE_FIELD_NAME | LOTSE_FIELD_TITLE))
        shown = reg->value;
      if ((field->flags & LOTSE_FIELD_NAME) != 0)
        lotse_fold_cache_append (self->names, slash != NULL ? slash + 1 : reg->value, names);
      else
        add_words (words, slash != NULL ? slash + 1 : reg->value);
    }
}

/* Whether the index has these words already. */
static gboolean
is_indexed (LotseStore *self, gint64 rid, const char *names, const char *words)
{
  g_autoptr (LotseStatement) statement = lotse_db_query (self->db, NULL, "SELECT names, words FROM search WHERE rowid = ?", "i", rid);

  return statement != NULL && lotse_statement_step (statement, NULL) && g_strcmp0 (lotse_statement_text (statement, 0), names) == 0
         && g_strcmp0 (lotse_statement_text (statement, 1), words) == 0;
}

/*
 * What is to be done in the index at the end of the transaction.  FTS5 writes out all it has collected whenever another
 * statement begins a journal of its own; with rows and words by turns that takes ten times as long.
 */
typedef struct
{
  gint64 rid;
  gboolean fresh;  /* the record was not in the index before */
  gboolean remove;
  gboolean done;   /* the index has these words already, or gets them by a later one */
  const char *kind;
  char *names;
  char *words;
} Pending;

static void
pending_clear (gpointer data)
{
  Pending *pending = data;

  g_free (pending->names);
  g_free (pending->words);
}

GArray *
lotse_store_index_new (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (Pending));

  g_array_set_clear_func (array, pending_clear);
  return array;
}

/* Only the last state of each record counts. */
static void
drop_repeated (LotseStore *self)
{
  g_autoptr (GHashTable) last = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < self->pending->len; i++)
    {
      Pending *pending = &g_array_index (self->pending, Pending, i);
      Pending *before = g_hash_table_lookup (last, &pending->rid);

      if (before != NULL)
        {
          before->done = TRUE;
          pending->fresh = before->fresh;
        }
      g_hash_table_replace (last, &pending->rid, pending);
    }
}

/* Leaves out what the index has already.  Returns how many records must leave it, some of them to come back changed. */
static guint
count_removals (LotseStore *self)
{
  guint n = 0;

  for (guint i = 0; i < self->pending->len; i++)
    {
      Pending *pending = &g_array_index (self->pending, Pending, i);

      if (!pending->fresh && !pending->done && !pending->remove)
        pending->done = is_indexed (self, pending->rid, pending->names, pending->words);
      n += !pending->fresh && !pending->done;
    }
  return n;
}

static gboolean
is_worth_rebuilding (LotseStore *self, guint n_removals)
{
  gint64 n_rows = 0;

  if (n_removals < FEW_REMOVALS)
    return FALSE;
  /* The highest row number stands for the number of rows, which takes long to count. */
  lotse_db_get_int (self->db, &n_rows, G_MAXINT64, NULL, "SELECT max (rid) FROM node", "");
  return (gint64) n_removals * ROWS_PER_REMOVAL > n_rows;
}

static gboolean
remove_pending (LotseStore *self, const char *sql, GError **error)
{
  for (guint i = 0; i < self->pending->len; i++)
    {
      const Pending *pending = &g_array_index (self->pending, Pending, i);

      if (!pending->fresh && !pending->done && !lotse_db_run (self->db, error, sql, "i", pending->rid))
        return FALSE;
    }
  return TRUE;
}

static gboolean
insert_pending (LotseStore *self, GError **error)
{
  static const char INSERT[] = "INSERT INTO search (rowid, kind, names, words) VALUES (?, ?, ?, ?)";

  for (guint i = 0; i < self->pending->len; i++)
    {
      const Pending *pending = &g_array_index (self->pending, Pending, i);

      if (!pending->remove && !pending->done && (*pending->names != '\0' || *pending->words != '\0')
          && !lotse_db_run (self->db, error, INSERT, "isss", pending->rid, pending->kind, pending->names, pending->words))
        return FALSE;
    }
  return TRUE;
}

/*
 * The index is made of the texts in its table search_content, which FTS5 documents; those that have left it when the index
 * is made are in no piece of it.  What the old pieces held is overwritten, like everything that is deleted.
 */
#define REMOVE_TEXT "DELETE FROM search_content WHERE id = ?"
#define REBUILD "INSERT INTO search (search) VALUES ('rebuild')"

gboolean
lotse_store_index_flush (LotseStore *self, GError **error)
{
  gboolean anew, ok;

  drop_repeated (self);
  anew = is_worth_rebuilding (self, count_removals (self));
  ok = remove_pending (self, anew ? REMOVE_TEXT : "DELETE FROM search WHERE rowid = ?", error)
       && (!anew || lotse_db_exec (self->db, REBUILD, error)) && insert_pending (self, error);
  g_array_set_size (self->pending, 0);
  return ok;
}

gboolean
lotse_store_index_clear (LotseStore *self, GError **error)
{
  return lotse_db_exec (self->db, "DELETE FROM search_content;" REBUILD, error);
}

void
lotse_store_index (LotseStore *self, gint64 rid, gboolean fresh, const LotseStoreTable *table, const char *title,
                   const LotseRegisters *registers)
{
  Pending pending = { .rid = rid, .fresh = fresh, .remove = registers == NULL };
  g_autoptr (GString) names = NULL;
  g_autoptr (GString) words = NULL;

  if (fresh && registers == NULL)
    return;
  if (registers != NULL)
    {
      names = g_string_new (NULL);
      words = g_string_new (NULL);
      collect_words (self, table, title, registers, names, words);
      pending.kind = table->word;
      pending.names = g_string_free (g_steal_pointer (&names), FALSE);
      pending.words = g_string_free (g_steal_pointer (&words), FALSE);
    }
  g_array_append_val (self->pending, pending);
}

/* --- Questions --- */

typedef enum
{
  MATCH_WHOLE,
  MATCH_PREFIX,
  MATCH_SPELLING,
} MatchWidth;

static void
add_alternatives (GString *out, char **tokens, gboolean prefix, guint *n)
{
  for (guint i = 0; tokens[i] != NULL; i++)
    g_string_append_printf (out, "%s\"%s\"%s", (*n)++ > 0 ? " OR " : "", tokens[i], prefix ? " *" : "");
}

static char *
make_match (const LotseFoldQuery *query, const char *const *kinds, MatchWidth width)
{
  GString *out;

  if (query->n_words == 0)
    return NULL;
  out = g_string_new ("{names words} : (");
  for (guint i = 0; i < query->n_words; i++)
    {
      guint n = 0;

      g_string_append (out, i > 0 ? " AND (" : "(");
      add_alternatives (out, query->words[i].prefixes, width != MATCH_WHOLE, &n);
      if (width == MATCH_SPELLING)
        add_alternatives (out, query->words[i].keys, TRUE, &n);
      g_string_append_c (out, ')');
    }
  g_string_append_c (out, ')');
  if (kinds != NULL && kinds[0] != NULL)
    {
      g_string_append (out, " AND kind : (");
      for (guint i = 0; kinds[i] != NULL; i++)
        {
          g_autofree char *word = lotse_store_kind_word (kinds[i]);

          g_string_append_printf (out, "%s\"%s\"", i > 0 ? " OR " : "", word);
        }
      g_string_append_c (out, ')');
    }
  return g_string_free (out, FALSE);
}

char *
lotse_store_match (const char *words, const char *const *kinds, gboolean spelling)
{
  g_autoptr (LotseFoldQuery) query = lotse_fold_query_new (words);

  return make_match (query, kinds, spelling ? MATCH_SPELLING : MATCH_PREFIX);
}

typedef struct
{
  const char *words;
  const char *const *kinds;
  guint limit;
  GPtrArray *hits;
  GHashTable *seen; /* row numbers */
} Find;

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const LotseHit *one = *(const LotseHit *const *) a;
  const LotseHit *two = *(const LotseHit *const *) b;

  if (one->rank != two->rank)
    return one->rank < two->rank ? -1 : 1;
  return g_strcmp0 (one->title, two->title);
}

/* Adds what one question finds; names before other words, the worse the wider the question was. */
static gboolean
ask (LotseStore *self, Find *find, const LotseFoldQuery *query, MatchWidth width, GError **error)
{
  g_autofree char *match = make_match (query, find->kinds, width);
  g_autoptr (LotseStatement) statement = NULL;
  g_autoptr (GError) local = NULL;

  statement = lotse_db_query (self->db, error,
                              "SELECT n.rid, n.kind, n.id, n.title FROM (SELECT rowid AS r FROM search WHERE search MATCH ? LIMIT ?) "
                              "JOIN node n ON n.rid = r", "si", match, (gint64) MAX_CANDIDATES);
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      gint64 rid = lotse_statement_int (statement, 0);
      LotseHit *hit;
      int rank;

      if (!g_hash_table_add (find->seen, g_memdup2 (&rid, sizeof rid)))
        continue;
      hit = g_new0 (LotseHit, 1);
      hit->kind = g_strdup (lotse_statement_text (statement, 1));
      hit->id = lotse_store_dup_id (statement, 2);
      hit->title = g_strdup (lotse_statement_text (statement, 3));
      rank = lotse_fold_query_rank (query, hit->title);
      hit->rank = RANK_BEST - rank + (rank == 0 ? (int) width : 0);
      g_ptr_array_add (find->hits, hit);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* Title and subtitle in the language of the process, for the few hits that are shown. */
static void
add_titles (LotseStore *self, LotseHit *hit)
{
  g_auto (LotseStoreRow) row = { 0 };
  g_autoptr (LotseRecord) record = NULL;

  if (!lotse_store_row_read (self, hit->id, &row, NULL) || row.rid == 0)
    return;
  record = lotse_store_row_to_record (hit->id, &row);
  if (record == NULL)
    return;
  g_free (hit->title);
  hit->title = lotse_record_dup_title_with (record, lotse_store_lookup_title, self);
  hit->subtitle = lotse_record_dup_subtitle_with (record, lotse_store_lookup_title, self);
}

static gboolean
call_find (LotseStore *self, gpointer data, GError **error)
{
  Find *find = data;
  g_autoptr (LotseFoldQuery) query = lotse_fold_query_new (find->words);
  guint wanted = find->limit > 0 ? find->limit : MAX_CANDIDATES;

  if (query->n_words == 0)
    return TRUE;
  find->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (int width = MATCH_WHOLE; width <= MATCH_SPELLING; width++)
    if (find->hits->len < wanted || width == MATCH_PREFIX)
      if (!ask (self, find, query, (MatchWidth) width, error))
        break;
  g_clear_pointer (&find->seen, g_hash_table_unref);
  if (error != NULL && *error != NULL)
    return FALSE;
  g_ptr_array_sort (find->hits, compare_hits);
  if (find->hits->len > wanted)
    g_ptr_array_set_size (find->hits, (gint) wanted);
  for (guint i = 0; i < find->hits->len; i++)
    add_titles (self, g_ptr_array_index (find->hits, i));
  return TRUE;
}

/**
 * lotse_store_find:
 * @words: as typed; from the first letter
 * @kinds: (nullable): names of kinds, ending with %NULL
 * @limit: the most hits, 0 for a few hundred
 *
 * Returns: (transfer full): the best hits first; what lies in the bin is left out
 */
GPtrArray *
lotse_store_find (LotseStore *self, const char *words, const char *const *kinds, guint limit, GError **error)
{
  Find find = { .words = words, .kinds = kinds, .limit = limit };
  g_autoptr (GError) local = NULL;

  find.hits = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_hit_free);
  if (lotse_store_run (self, call_find, &find, &local))
    return find.hits;
  g_ptr_array_unref (find.hits);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
