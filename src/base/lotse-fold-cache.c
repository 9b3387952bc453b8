/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The memory of folded words; see the header. */
#include "lotse-fold-cache.h"

#include "lotse-fold-private.h"
#include "lotse-fold.h"

#include <string.h>

#define MOST_WORDS 8192
#define MOST_BYTES 64 /* of a word that is kept */

typedef struct
{
  gboolean joins; /* a particle, which may be written as one word with the next one */
  char tokens[];  /* separated by blanks */
} Word;

struct _LotseFoldCache
{
  GHashTable *words; /* word as written -> Word */
};

/**
 * lotse_fold_cache_new:
 *
 * Returns: (transfer full): an empty memory
 */
LotseFoldCache *
lotse_fold_cache_new (void)
{
  LotseFoldCache *self = g_new (LotseFoldCache, 1);

  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * lotse_fold_cache_free:
 * @self: (nullable) (transfer full): a memory
 */
void
lotse_fold_cache_free (LotseFoldCache *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->words);
  g_free (self);
}

/* How many bytes of Latin letters, with or without marks, @text begins with; hyphens and apostrophes are none. */
static gsize
letters_at (const char *text)
{
  const guchar *p = (const guchar *) text;

  for (;;)
    {
      if (g_ascii_isalpha (*p))
        p++;
      else if (*p >= 0xc3 && *p <= 0xc9 && (p[1] & 0xc0) == 0x80 && !(*p == 0xc3 && (p[1] == 0x97 || p[1] == 0xb7)))
        p += 2;
      else
        return (gsize) ((const char *) p - text);
    }
}

/* Whether the name is made of such words with single blanks between: then each word is folded by itself. */
static gboolean
is_plain (const char *name)
{
  for (;;)
    {
      gsize length = letters_at (name);

      if (length == 0 || length > MOST_BYTES)
        return FALSE;
      name += length;
      if (*name == '\0')
        return TRUE;
      if (*name++ != ' ')
        return FALSE;
    }
}

static gboolean
is_particle (const char *word)
{
  g_autofree char *with_next = g_strconcat (word, " x", NULL);
  g_autoptr (LotseFoldText) text = lotse_fold_text_new (with_next);
  g_autoptr (GArray) units = lotse_fold_units (text, TRUE);

  return units->len > 2;
}

static Word *
fold_word (const char *name)
{
  g_auto (GStrv) tokens = lotse_fold_words (name);
  g_autofree char *joined = g_strjoinv (" ", tokens);
  gsize size = strlen (joined) + 1;
  Word *word = g_malloc (sizeof (Word) + size);

  word->joins = is_particle (name);
  memcpy (word->tokens, joined, size);
  return word;
}

static const Word *
find_word (LotseFoldCache *self, const char *start, gsize length)
{
  char name[MOST_BYTES + 1];
  Word *word;

  memcpy (name, start, length);
  name[length] = '\0';
  word = g_hash_table_lookup (self->words, name);
  if (word != NULL)
    return word;
  if (g_hash_table_size (self->words) >= MOST_WORDS)
    g_hash_table_remove_all (self->words);
  word = fold_word (name);
  g_hash_table_insert (self->words, g_strdup (name), word);
  return word;
}

/* Appends the tokens word by word; FALSE, and nothing appended, if a particle may belong to the next word. */
static gboolean
append_words (LotseFoldCache *self, const char *name, GString *out)
{
  gsize before = out->len;

  for (;;)
    {
      gsize length = letters_at (name);
      const Word *word = find_word (self, name, length);

      if (word->joins && name[length] != '\0')
        {
          g_string_truncate (out, before);
          return FALSE;
        }
      if (out->len > 0 && *word->tokens != '\0')
        g_string_append_c (out, ' ');
      g_string_append (out, word->tokens);
      if (name[length] == '\0')
        return TRUE;
      name += length + 1;
    }
}

/**
 * lotse_fold_cache_append:
 * @name: (nullable): a name in UTF-8
 * @out: where the tokens of lotse_fold_words() are appended, separated by blanks
 */
void
lotse_fold_cache_append (LotseFoldCache *self, const char *name, GString *out)
{
  g_auto (GStrv) tokens = NULL;

  if (name == NULL || *name == '\0' || (is_plain (name) && append_words (self, name, out)))
    return;
  tokens = lotse_fold_words (name);
  for (guint i = 0; tokens[i] != NULL; i++)
    {
      if (out->len > 0)
        g_string_append_c (out, ' ');
      g_string_append (out, tokens[i]);
    }
}
