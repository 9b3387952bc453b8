/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sort keys and comparisons by language, on ICU.
 *
 * The standard order of the language is used (German: ä with a), numbers in names sort by value (Gruppe 9
 * before Gruppe 10), and upper and lower case matter last. Collators cost much to open and are not free to
 * share, so each thread keeps one for each language that it used; the functions may be called from any
 * thread. Keys are made for every stored record with a name, 100,000 in a row at a first sync.
 */
#include "lotse-collate.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/ustring.h>

/* Longer texts are told apart by their first part only; no index is helped by keys of many kilobytes. */
#define MOST_BYTES 256u

static void
collators_free (gpointer data)
{
  g_hash_table_unref (data);
}

static void
collator_close (gpointer data)
{
  ucol_close (data);
}

/* The calling thread's collator for @language; NULL only if ICU has no data at all. */
static UCollator *
collator_for (const char *language)
{
  static GPrivate private_table = G_PRIVATE_INIT (collators_free);
  GHashTable *table = g_private_get (&private_table);
  const char *name = language != NULL && *language != '\0' ? language : "root";
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator;

  if (table == NULL)
    {
      table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, collator_close);
      g_private_set (&private_table, table);
    }
  collator = g_hash_table_lookup (table, name);
  if (collator != NULL)
    return collator;

  /* An unknown language, or what is none, gives the root order, which is right for most. */
  collator = ucol_open (name, &status);
  if (U_FAILURE (status))
    {
      status = U_ZERO_ERROR;
      collator = ucol_open ("root", &status);
    }
  if (U_FAILURE (status))
    return NULL;
  ucol_setAttribute (collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
  ucol_setAttribute (collator, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
  g_hash_table_insert (table, g_strdup (name), collator);
  return collator;
}

/* The beginning of @text in UTF-16, not ended inside a character. */
static gint32
to_units (const char *text,
          UChar units[MOST_BYTES + 1])
{
  UErrorCode status = U_ZERO_ERROR;
  gsize bytes = strnlen (text, MOST_BYTES);
  gint32 n = 0;

  while (bytes > 0 && text[bytes] != '\0' && ((guchar) text[bytes] & 0xc0) == 0x80)
    bytes--;
  u_strFromUTF8WithSub (units, MOST_BYTES + 1, &n, text, (gint32) bytes, 0xfffd, NULL, &status);
  return U_FAILURE (status) ? 0 : n;
}

/**
 * lotse_collate_bytes:
 * @text: (nullable): a text in UTF-8
 * @language: (nullable): a language such as "de" or "en", or %NULL for the order common to all
 * @size: (out): how many bytes the key has; 0 for an empty text
 *
 * Gives a sort key: comparing two keys of one language byte by byte orders their texts. Keys made by
 * different versions of ICU must not be compared: whoever stores keys stores lotse_collate_version() with
 * them, and makes them anew when it changes.
 *
 * Returns: (transfer full): the key, which has no byte of zero
 */
guint8 *
lotse_collate_bytes (const char *text,
                     const char *language,
                     gsize *size)
{
  UCollator *collator = collator_for (language);
  UChar units[MOST_BYTES + 1];
  gint32 allocated = 128;
  guint8 *key = g_malloc ((gsize) allocated);
  gint32 n, length;

  *size = 0;
  if (text == NULL || *text == '\0' || collator == NULL)
    return key;
  n = to_units (text, units);
  length = ucol_getSortKey (collator, units, n, key, allocated);
  if (length > allocated)
    {
      key = g_realloc (key, (gsize) length);
      length = ucol_getSortKey (collator, units, n, key, length);
    }
  /* The last byte is the zero that ends every sort key. */
  *size = (gsize) MAX (length - 1, 0);
  return key;
}

/**
 * lotse_collate_key:
 * @text: (nullable): a text in UTF-8
 * @language: (nullable): as for lotse_collate_bytes()
 *
 * Returns: (transfer full): the key of lotse_collate_bytes() in lower-case hexadecimal digits, which sort
 *   alike; empty for an empty text
 */
char *
lotse_collate_key (const char *text,
                   const char *language)
{
  static const char digits[] = "0123456789abcdef";
  gsize size;
  g_autofree guint8 *key = lotse_collate_bytes (text, language, &size);
  char *hex = g_malloc (size * 2 + 1);

  for (gsize i = 0; i < size; i++)
    {
      hex[i * 2] = digits[key[i] >> 4];
      hex[i * 2 + 1] = digits[key[i] & 15];
    }
  hex[size * 2] = '\0';
  return hex;
}

/**
 * lotse_collate_version:
 *
 * Returns: the version of the sort keys; those stored under another version have to be made anew
 */
const char *
lotse_collate_version (void)
{
  return U_ICU_VERSION;
}

/**
 * lotse_collate_compare:
 * @a: (nullable): a text in UTF-8; %NULL sorts as an empty text
 * @b: (nullable): another
 * @language: (nullable): as for lotse_collate_key()
 *
 * Returns: less than, equal to or greater than 0, as @a comes before, with or after @b
 */
int
lotse_collate_compare (const char *a,
                       const char *b,
                       const char *language)
{
  UCollator *collator = collator_for (language);
  UErrorCode status = U_ZERO_ERROR;
  UCollationResult result;

  a = a != NULL ? a : "";
  b = b != NULL ? b : "";
  if (collator == NULL)
    return strcmp (a, b);
  result = ucol_strcollUTF8 (collator, a, -1, b, -1, &status);
  if (U_FAILURE (status))
    return strcmp (a, b);
  return result == UCOL_LESS ? -1 : result == UCOL_GREATER ? 1 : 0;
}
