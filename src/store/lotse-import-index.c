/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import needs to know of the records that are there; see the header. */
#include "config.h"

#include "lotse-import-index.h"

#include "lotse-error.h"
#include "lotse-fold.h"
#include "lotse-spelling.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAGE 10000

/* Of a name: more words and more ways of reading them say nothing more. */
#define MOST_WORDS 5
#define MOST_KEYS 16

struct _LotseImportIndex
{
  const LotseKind *kind;
  GHashTable *references; /* reference -> id, "" for several */
  GHashTable *titles;     /* folded title -> id, "" for several */
  GHashTable *same;       /* links that make it one -> id */
  GHashTable *likeness;   /* folded name and one more thing -> id */
  GHashTable *names;      /* folded name, words in order -> id */
  GHashTable *mails;      /* folded mail address -> id */
  GHashTable *united;     /* reference of a record that another one stands for -> id of that one */
  GHashTable *spellings;  /* spelling keys of all words of a name, in order -> id */
};

/* Which fields together make a record one of its kind in a table, although two devices give it ids of their own. */
static const struct
{
  const char *kind;
  const char *fields;
} sameness[] = {
  { "membership", "person organisation role" },
  { "qualification", "person module completed_on" },
  { "consent", "person purpose given_on" },
};

/* Which fields tell two of the same name apart. */
static const struct
{
  const char *kind;
  const char *name;
  const char *fields[5];
} likeness[] = {
  { "person", "display_name", { "email", "phone", "mobile", "birth_year", NULL } },
  { "organisation", "name", { "email", "phone", "city", NULL } },
};

/* Takes the key. */
static void
id_table_put (GHashTable *table, char *key, const char *id)
{
  const char *known = g_hash_table_lookup (table, key);

  g_hash_table_insert (table, key, g_strdup (known == NULL || g_str_equal (known, id) ? id : ""));
}

static const char *
id_table_get (GHashTable *table, const char *key, gboolean *several)
{
  const char *id = g_hash_table_lookup (table, key);

  *several = id != NULL && *id == '\0';
  return *several ? NULL : id;
}

static int
compare_words (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The words of a name, folded and in order: "Shevchuk, Oksana" is "Oksana Shevchuk". */
static char *
name_key (const char *name)
{
  g_autofree char *folded = lotse_fold (name);
  g_auto (GStrv) words = g_strsplit_set (folded, " ,;", -1);

  qsort (words, g_strv_length (words), sizeof (char *), compare_words);
  return g_strjoinv (" ", words);
}

/* A telephone number is its digits, without the country's own prefix; everything else is folded. */
static char *
likeness_key (const char *name, const char *field, const char *value)
{
  GString *key = g_string_new (name);

  g_string_append_printf (key, "\n%s\n", g_str_equal (field, "mobile") ? "phone" : field);
  if (g_str_equal (field, "phone") || g_str_equal (field, "mobile"))
    {
      const char *digits = g_str_has_prefix (value, "+49") ? value + 3 : g_str_has_prefix (value, "0049") ? value + 4 : value;

      digits += strspn (digits, "0 ()");
      for (; *digits != '\0'; digits++)
        if (g_ascii_isdigit (*digits))
          g_string_append_c (key, *digits);
    }
  else
    {
      g_autofree char *folded = lotse_fold (value);

      g_string_append (key, folded);
    }
  return g_string_free (key, FALSE);
}

/* The texts under which a record is like another; NULL for kinds without such a rule.  The first is the name alone. */
static GPtrArray *
likeness_keys (LotseRecord *record)
{
  GPtrArray *keys = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (likeness); i++)
    {
      const char *name;
      char *folded;

      if (!g_str_equal (likeness[i].kind, lotse_record_get_kind (record)->name))
        continue;
      name = lotse_record_get (record, likeness[i].name);
      if (name == NULL)
        return NULL;
      folded = name_key (name);
      keys = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (keys, folded);
      for (guint f = 0; likeness[i].fields[f] != NULL; f++)
        {
          const char *value = lotse_record_get (record, likeness[i].fields[f]);

          if (value != NULL)
            g_ptr_array_add (keys, likeness_key (folded, likeness[i].fields[f], value));
        }
    }
  return keys;
}

static char *
in_order (const char *keys)
{
  g_auto (GStrv) words = g_strsplit (keys, " ", -1);

  qsort (words, g_strv_length (words), sizeof (char *), compare_words);
  return g_strjoinv (" ", words);
}

/* Each word of a name has a few keys; one of each, in order, are a key of the name.  None if a word has none. */
static GPtrArray *
spelling_keys (const char *name)
{
  g_autofree char *folded = name_key (name);
  g_auto (GStrv) words = g_strsplit (folded, " ", MOST_WORDS + 1);
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (keys, g_strdup (""));
  for (guint w = 0; words[w] != NULL && keys->len > 0; w++)
    {
      g_auto (GStrv) of_word = lotse_spelling_keys (words[w]);
      guint n = keys->len;

      for (guint i = 0; i < n; i++)
        for (guint k = 0; of_word[k] != NULL && keys->len < n + MOST_KEYS; k++)
          {
            g_autofree char *longer = g_strjoin (" ", keys->pdata[i], of_word[k], NULL);

            g_ptr_array_add (keys, in_order (longer));
          }
      g_ptr_array_remove_range (keys, 0, n);
    }
  return keys;
}

/* The name by which somebody may be spelt in several ways; NULL for kinds whose names are not those of people. */
static const char *
spelt_name (LotseRecord *record)
{
  return g_str_equal (lotse_record_get_kind (record)->name, "person") ? lotse_record_get (record, "display_name") : NULL;
}

/* The values that make the record one of its kind, or NULL. */
static char *
same_key (LotseRecord *record)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  const char *names = kind->identity;
  g_auto (GStrv) fields = NULL;
  GString *key;

  for (guint i = 0; i < G_N_ELEMENTS (sameness); i++)
    if (g_str_equal (sameness[i].kind, kind->name))
      names = sameness[i].fields;
  if (names == NULL || (kind->identity_if != NULL && lotse_record_get (record, kind->identity_if) == NULL))
    return NULL;
  fields = g_strsplit (names, " ", -1);
  key = g_string_new (NULL);
  for (guint f = 0; fields[f] != NULL; f++)
    {
      const char *value = lotse_record_get (record, fields[f]);

      g_string_append_printf (key, "%s\n", value != NULL ? value : "");
    }
  return g_string_free (key, FALSE);
}

/* What tells people and organisations apart, under the id of the record that stands. */
static void
add_names (LotseImportIndex *self, LotseRecord *record, const char *id)
{
  g_autoptr (GPtrArray) keys = likeness_keys (record);
  g_autoptr (GPtrArray) spellings = spelt_name (record) != NULL ? spelling_keys (spelt_name (record)) : NULL;

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    g_hash_table_insert (i == 0 ? self->names : self->likeness, g_strdup (keys->pdata[i]), g_strdup (id));
  for (guint i = 0; spellings != NULL && i < spellings->len; i++)
    g_hash_table_insert (self->spellings, g_strdup (spellings->pdata[i]), g_strdup (id));
  if (spellings != NULL && lotse_record_get (record, "email") != NULL)
    g_hash_table_insert (self->mails, lotse_fold (lotse_record_get (record, "email")), g_strdup (id));
}

/* A record that was united with another one: what looks like it is not to come in again. */
static void
add_united (LotseImportIndex *self, LotseStore *store, LotseRecord *record)
{
  g_autoptr (LotseRecord) standing = lotse_store_get_standing (store, lotse_record_get_id (record), NULL);
  const char *reference = lotse_record_get (record, "reference");

  if (standing == NULL)
    return;
  add_names (self, record, lotse_record_get_id (standing));
  if (reference != NULL && !g_hash_table_contains (self->references, reference))
    g_hash_table_insert (self->united, g_strdup (reference), g_strdup (lotse_record_get_id (standing)));
}

void
lotse_import_index_add (LotseImportIndex *self, LotseRecord *record)
{
  const char *id = lotse_record_get_id (record);
  /* Two that were united are one to whoever looks for a name; each keeps the reference that it had. */
  const char *merged = lotse_record_get_merged_into (record);
  const char *standing = merged != NULL ? merged : id;
  const char *reference = lotse_record_get (record, "reference");
  char *same = same_key (record);

  if (reference != NULL)
    id_table_put (self->references, g_strdup (reference), id);
  if (same != NULL)
    g_hash_table_insert (self->same, same, g_strdup (id));
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const LotseField *field = &self->kind->fields[i];
      const char *title = (field->flags & LOTSE_FIELD_TITLE) != 0 && field->type == LOTSE_FIELD_TEXT
                            ? lotse_record_get (record, field->name)
                            : NULL;

      if (title != NULL)
        id_table_put (self->titles, name_key (title), standing);
    }
  add_names (self, record, standing);
}

LotseImportIndex *
lotse_import_index_new_empty (const LotseKind *kind)
{
  LotseImportIndex *self = g_new0 (LotseImportIndex, 1);
  GHashTable **tables[] = { &self->references, &self->titles, &self->same,      &self->likeness,
                            &self->names,      &self->mails,  &self->spellings, &self->united };

  self->kind = kind;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    *tables[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/* Those that stand, or those that others stand for. */
static gboolean
read_pages (LotseImportIndex *self, LotseStore *store, gboolean united, GCancellable *cancellable, GError **error)
{
  guint found = PAGE;

  for (guint offset = 0; found == PAGE; offset += PAGE)
    {
      g_autoptr (LotseQuery) query = lotse_query_new (self->kind);
      g_autoptr (GPtrArray) records = NULL;

      if (g_cancellable_is_cancelled (cancellable))
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED, _("The import was stopped. Nothing was written."));
          return FALSE;
        }
      if (united)
        lotse_query_united (query);
      lotse_query_limit (query, PAGE, offset);
      records = lotse_store_list (store, query, error);
      if (records == NULL)
        return FALSE;
      for (guint i = 0; i < records->len; i++)
        if (united)
          add_united (self, store, records->pdata[i]);
        else
          lotse_import_index_add (self, records->pdata[i]);
      found = records->len;
    }
  return TRUE;
}

LotseImportIndex *
lotse_import_index_new (LotseStore *store, const LotseKind *kind, GCancellable *cancellable, GError **error)
{
  g_autoptr (LotseImportIndex) self = lotse_import_index_new_empty (kind);

  if (!read_pages (self, store, FALSE, cancellable, error) || !read_pages (self, store, TRUE, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
lotse_import_index_free (LotseImportIndex *self)
{
  g_clear_pointer (&self->references, g_hash_table_unref);
  g_clear_pointer (&self->titles, g_hash_table_unref);
  g_clear_pointer (&self->same, g_hash_table_unref);
  g_clear_pointer (&self->likeness, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->mails, g_hash_table_unref);
  g_clear_pointer (&self->united, g_hash_table_unref);
  g_clear_pointer (&self->spellings, g_hash_table_unref);
  g_free (self);
}

const char *
lotse_import_index_by_reference (LotseImportIndex *self, const char *reference, gboolean *several)
{
  return id_table_get (self->references, reference, several);
}

const char *
lotse_import_index_united (LotseImportIndex *self, const char *reference)
{
  return g_hash_table_lookup (self->united, reference);
}

const char *
lotse_import_index_by_title (LotseImportIndex *self, const char *title, gboolean *several)
{
  g_autofree char *folded = name_key (title);

  *several = FALSE;
  return *folded != '\0' ? id_table_get (self->titles, folded, several) : NULL;
}

const char *
lotse_import_index_same (LotseImportIndex *self, LotseRecord *record)
{
  g_autofree char *key = same_key (record);

  return key != NULL ? g_hash_table_lookup (self->same, key) : NULL;
}

const char *
lotse_import_index_like (LotseImportIndex *self, LotseRecord *record, const char **namesake)
{
  g_autoptr (GPtrArray) keys = likeness_keys (record);

  *namesake = NULL;
  if (keys == NULL)
    return NULL;
  *namesake = g_hash_table_lookup (self->names, keys->pdata[0]);
  for (guint i = 1; i < keys->len; i++)
    {
      const char *id = g_hash_table_lookup (self->likeness, keys->pdata[i]);

      if (id != NULL)
        return id;
    }
  return NULL;
}

const char *
lotse_import_index_spelt_like (LotseImportIndex *self, LotseRecord *record)
{
  g_autoptr (GPtrArray) keys = spelt_name (record) != NULL ? spelling_keys (spelt_name (record)) : NULL;

  for (guint i = 0; keys != NULL && i < keys->len; i++)
    {
      const char *id = g_hash_table_lookup (self->spellings, keys->pdata[i]);

      if (id != NULL)
        return id;
    }
  return NULL;
}

const char *
lotse_import_index_by_mail (LotseImportIndex *self, const char *mail)
{
  g_autofree char *folded = lotse_fold (mail);

  return g_hash_table_lookup (self->mails, folded);
}
