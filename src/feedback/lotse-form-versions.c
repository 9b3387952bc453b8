/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which theme the questions of a form's versions have together.
 *
 * A question keeps its key in the next version, but may get a theme only there, or another one.  The newest version that has a theme
 * gives it to all of them, whatever order their sheets are read in.
 */
#include "config.h"

#include "lotse-evaluation-private.h"

#define VERSIONS_MAX 1000 /* so that forms that name each other end somewhere */

struct _LotseFormVersions
{
  GHashTable *previous; /* id of a form -> id of the version before it */
  GHashTable *themes;   /* "first version key" -> theme */
};

static LotseFormVersions *
versions_new (void)
{
  LotseFormVersions *self = g_new0 (LotseFormVersions, 1);

  self->previous = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->themes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
lotse_form_versions_free (LotseFormVersions *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->previous);
  g_hash_table_unref (self->themes);
  g_free (self);
}

/* The first version, and how many came before this one. */
static const char *
first_of (LotseFormVersions *self, const char *form, guint *depth)
{
  const char *before;

  for (*depth = 0; *depth < VERSIONS_MAX && (before = g_hash_table_lookup (self->previous, form)) != NULL; (*depth)++)
    form = before;
  return form;
}

static char *
key_of (const char *first, const char *code)
{
  return g_strdup_printf ("%s %s", first, code);
}

static void
add_theme (LotseFormVersions *self, GHashTable *depths, LotseRecord *question)
{
  const char *form = lotse_record_get (question, "form"), *code = lotse_record_get (question, "code");
  const char *theme = lotse_record_get (question, "theme");
  g_autofree char *key = NULL;
  guint depth;

  if (form == NULL || code == NULL || theme == NULL)
    return;
  key = key_of (first_of (self, form, &depth), code);
  if (depth + 1 <= GPOINTER_TO_UINT (g_hash_table_lookup (depths, key)))
    return;
  g_hash_table_insert (depths, g_strdup (key), GUINT_TO_POINTER (depth + 1));
  g_hash_table_insert (self->themes, g_steal_pointer (&key), g_strdup (theme));
}

static gboolean
load_previous (LotseFormVersions *self, LotseStore *store, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("form"));
  g_autoptr (GPtrArray) forms = NULL;

  if (!lotse_query_where (query, "previous", LOTSE_QUERY_NOT_EMPTY, NULL, error))
    return FALSE;
  lotse_query_bin (query, LOTSE_BIN_WITH);
  forms = lotse_store_list (store, query, error);
  for (guint i = 0; forms != NULL && i < forms->len; i++)
    g_hash_table_insert (self->previous, g_strdup (lotse_record_get_id (forms->pdata[i])),
                         g_strdup (lotse_record_get (forms->pdata[i], "previous")));
  return forms != NULL;
}

LotseFormVersions *
lotse_form_versions_load (LotseStore *store, GError **error)
{
  LotseFormVersions *self = versions_new ();
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("question"));
  g_autoptr (GHashTable) depths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) questions = NULL;

  if (load_previous (self, store, error))
    {
      if (g_hash_table_size (self->previous) == 0)
        return self;
      lotse_query_bin (query, LOTSE_BIN_WITH);
      questions = lotse_store_list (store, query, error);
    }
  for (guint i = 0; questions != NULL && i < questions->len; i++)
    add_theme (self, depths, questions->pdata[i]);
  if (questions != NULL)
    return self;
  lotse_form_versions_free (self);
  return NULL;
}

const char *
lotse_form_versions_theme (LotseFormVersions *self, const LotseQuestion *question)
{
  const char *form = lotse_record_get (question->record, "form");
  g_autofree char *key = NULL;
  guint depth;

  if (form == NULL || g_hash_table_size (self->themes) == 0)
    return NULL;
  key = key_of (first_of (self, form, &depth), question->code);
  return g_hash_table_lookup (self->themes, key);
}
