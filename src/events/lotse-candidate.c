/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as the search for doubles sees it; see the header. */
#include "config.h"

#include "lotse-candidate.h"

#include "lotse-fold.h"
#include "lotse-spelling.h"

#include <string.h>

#define MOST_WAYS 4u    /* in which a name may sound */
#define LEAST_DIGITS 6u /* of a telephone number */

/* --- Words and numbers -------------------------------------------------------------------------------------------- */

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
join_sorted (GPtrArray *words)
{
  GString *text = g_string_new (NULL);

  g_ptr_array_sort (words, compare_words);
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", (const char *) words->pdata[i]);
  return g_string_free (text, FALSE);
}

/* The words of a name, folded and in order: "Shevchuk, Oksana" is "Oksana Shevchuk". */
static GPtrArray *
words_of (const char *name)
{
  g_autofree char *folded = lotse_fold (name);
  g_auto (GStrv) words = g_strsplit_set (folded, " ,;-", -1);
  GPtrArray *kept = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (kept, g_strdup (words[i]));
  return kept;
}

/* A telephone number is its digits, without the country's own prefix. */
static void
add_phone (LotseCandidate *self, const char *value)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  if (value == NULL)
    return;
  value = g_str_has_prefix (value, "+49") ? value + 3 : g_str_has_prefix (value, "0049") ? value + 4 : value;
  for (value += strspn (value, "0 ()"); *value != '\0'; value++)
    if (g_ascii_isdigit (*value))
      g_string_append_c (digits, *value);
  if (digits->len >= LEAST_DIGITS && !g_ptr_array_find_with_equal_func (self->phones, digits->str, g_str_equal, NULL))
    g_ptr_array_add (self->phones, g_strdup (digits->str));
}

/* --- The candidate ------------------------------------------------------------------------------------------------ */

void
lotse_candidate_free (LotseCandidate *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self->name_key);
  g_free (self->email);
  g_free (self->town);
  g_ptr_array_unref (self->phones);
  g_clear_pointer (&self->organisations, g_ptr_array_unref);
  g_free (self);
}

LotseCandidate *
lotse_candidate_new (LotseRecord *record)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  const char *name = lotse_record_get (record, g_str_equal (kind->name, "person") ? "display_name" : "name");
  const char *email = lotse_record_get (record, "email");
  const char *town = lotse_record_get (record, "city");
  LotseCandidate *self = g_new0 (LotseCandidate, 1);

  self->id = g_strdup (lotse_record_get_id (record));
  self->name = g_strdup (name);
  if (name != NULL)
    {
      g_autoptr (GPtrArray) words = words_of (name);

      self->name_key = join_sorted (words);
    }
  self->email = email != NULL ? g_utf8_strdown (email, -1) : NULL;
  self->town = town != NULL ? lotse_fold (town) : NULL;
  self->phones = g_ptr_array_new_with_free_func (g_free);
  add_phone (self, lotse_record_get (record, "phone"));
  if (lotse_kind_field (kind, "mobile") != NULL)
    add_phone (self, lotse_record_get (record, "mobile"));
  return self;
}

void
lotse_candidate_add_link (LotseCandidate *self, LotseRecord *record)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  const char *id = lotse_record_get (record, "organisation");
  const char *name = lotse_kind_field (kind, "organisation_name") != NULL ? lotse_record_get (record, "organisation_name") : NULL;
  g_autofree char *key = id != NULL ? g_strdup (id) : name != NULL ? lotse_fold (name) : NULL;

  if (g_str_equal (kind->name, "attendance"))
    self->walk_in = self->walk_in || lotse_record_get_bool (record, "walk_in");
  if (key == NULL || *key == '\0')
    return;
  if (self->organisations == NULL)
    self->organisations = g_ptr_array_new_with_free_func (g_free);
  if (!g_ptr_array_find_with_equal_func (self->organisations, key, g_str_equal, NULL))
    g_ptr_array_add (self->organisations, g_steal_pointer (&key));
}

/* --- Keys --------------------------------------------------------------------------------------------------------- */

/* How these words may sound, each in its likeliest ways; the colour of the first vowel is left to the comparison. */
static GPtrArray *
sounds_of (GPtrArray *words, const guint *which, guint n)
{
  g_autoptr (GPtrArray) ways = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *sounds = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (ways, g_ptr_array_new_with_free_func (g_free));
  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) keys = lotse_spelling_keys (words->pdata[which[i]]);
      guint known = ways->len;

      for (guint k = 1; keys[0] != NULL && keys[k] != NULL && ways->len < MOST_WAYS; k++)
        for (guint w = 0; w < known && ways->len < MOST_WAYS; w++)
          {
            GPtrArray *copy = g_ptr_array_copy (ways->pdata[w], (GCopyFunc) (void (*) (void)) g_strdup, NULL);

            g_ptr_array_add (copy, g_strndup (keys[k], strlen (keys[k]) - 1));
            g_ptr_array_add (ways, copy);
          }
      for (guint w = 0; w < known; w++)
        g_ptr_array_add (ways->pdata[w], keys[0] != NULL ? g_strndup (keys[0], strlen (keys[0]) - 1) : g_strdup (words->pdata[which[i]]));
    }
  for (guint w = 0; w < ways->len; w++)
    g_ptr_array_add (sounds, join_sorted (ways->pdata[w]));
  return sounds;
}

static void
add_sounds (GPtrArray *keys, const LotseCandidate *self, GPtrArray *words, const guint *which, guint n)
{
  g_autoptr (GPtrArray) sounds = sounds_of (words, which, n);

  for (guint i = 0; i < sounds->len; i++)
    {
      /* "Müller" and "Mueller" are the same name and fold to different words. */
      g_ptr_array_add (keys, g_strconcat ("s\n", sounds->pdata[i], NULL));
      if (self->town != NULL)
        g_ptr_array_add (keys, g_strdup_printf ("t\n%s\n%s", (char *) sounds->pdata[i], self->town));
      for (guint k = 0; self->organisations != NULL && k < self->organisations->len; k++)
        g_ptr_array_add (keys, g_strdup_printf ("o\n%s\n%s", (char *) sounds->pdata[i], (char *) self->organisations->pdata[k]));
    }
}

GPtrArray *
lotse_candidate_dup_keys (const LotseCandidate *self)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) words = self->name != NULL ? words_of (self->name) : NULL;
  guint all[8], ends[2];

  if (self->email != NULL)
    g_ptr_array_add (keys, g_strconcat ("m\n", self->email, NULL));
  for (guint i = 0; i < self->phones->len; i++)
    g_ptr_array_add (keys, g_strconcat ("p\n", self->phones->pdata[i], NULL));
  if (words == NULL || words->len == 0)
    return keys;
  g_ptr_array_add (keys, g_strconcat ("n\n", self->name_key, NULL));
  /* Of a name that very many have, those who share more than the name. */
  if (self->town != NULL)
    g_ptr_array_add (keys, g_strdup_printf ("n\n%s\n%s", self->name_key, self->town));
  for (guint i = 0; i < MIN (words->len, G_N_ELEMENTS (all)); i++)
    all[i] = i;
  add_sounds (keys, self, words, all, MIN (words->len, G_N_ELEMENTS (all)));
  ends[0] = 0;
  ends[1] = words->len - 1;
  if (words->len > 2)
    add_sounds (keys, self, words, ends, 2);
  return keys;
}
