/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes a text apart into letters with their marks and into parts of words.
 *
 * Every name that is stored or typed comes through here, 100,000 in a row at a first sync: ASCII is read
 * directly; other text is first transliterated where its script has no table of its own, then decomposed. ICU
 * transliterators cost milliseconds to open and are not thread-safe, so each thread keeps those that it used.
 *
 * Letters outside the basic plane (rare ideographs, mathematical letters without decomposition) are left out:
 * no rule knows them and nobody types them.
 */
#include "lotse-fold-text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utrans.h>

#define ARABIC_ALEF 0x627
#define ARABIC_LAM 0x644
#define ARABIC_TATWEEL 0x640

/* A part with the Arabic article has at least this many letters; shorter words merely begin like it. */
#define ARTICLE_PART_MIN 5

/* What the reader of characters is in the middle of. */
typedef struct
{
  LotseFoldText *text;
  LotseFoldPart part; /* the part being read; its length is not yet known */
} Scanner;

static void
part_end (Scanner *self)
{
  GArray *letters = self->text->letters;
  LotseFoldPart part = self->part;

  part.length = letters->len - part.start;
  self->part.start = letters->len;
  if (part.length == 0)
    return;

  /* The article is written together with its word in Arabic, but apart in Latin letters. */
  if (part.length >= ARTICLE_PART_MIN
      && g_array_index (letters, LotseFoldLetter, part.start).letter == ARABIC_ALEF
      && g_array_index (letters, LotseFoldLetter, part.start + 1).letter == ARABIC_LAM)
    {
      LotseFoldPart article = { part.start, 2, part.link };

      g_array_append_val (self->text->parts, article);
      part.start += 2;
      part.length -= 2;
      part.link = LOTSE_FOLD_LINK_HYPHEN;
    }
  g_array_append_val (self->text->parts, part);
}

/* Ends the part; the next one is linked to it as @link says, if it follows at once. */
static void
part_break (Scanner *self,
            LotseFoldLink link)
{
  gboolean had_letters = self->text->letters->len > self->part.start;

  part_end (self);
  /* An apostrophe at the beginning of a word, or after a blank, links nothing. */
  if (link != LOTSE_FOLD_LINK_NONE && !had_letters && self->part.link == LOTSE_FOLD_LINK_NONE)
    link = LOTSE_FOLD_LINK_NONE;
  self->part.link = link;
}

static void
add_letter (Scanner *self,
            gunichar letter)
{
  LotseFoldLetter added = { (guint16) letter, 0 };

  g_array_append_val (self->text->letters, added);
}

static void
add_mark (Scanner *self,
          gunichar mark)
{
  GArray *letters = self->text->letters;

  if (letters->len > self->part.start)
    {
      LotseFoldLetter *last = &g_array_index (letters, LotseFoldLetter, letters->len - 1);

      if (last->mark == 0 && mark <= 0xffff)
        last->mark = (guint16) mark;
    }
}

static void
scan_ascii (Scanner *self,
            char character)
{
  if (g_ascii_isalnum (character))
    add_letter (self, (gunichar) g_ascii_tolower (character));
  else if (character == '\'' || character == '`')
    part_break (self, LOTSE_FOLD_LINK_APOSTROPHE);
  else if (character == '-')
    part_break (self, LOTSE_FOLD_LINK_HYPHEN);
  else
    part_break (self, LOTSE_FOLD_LINK_NONE);
}

static void
scan_character (Scanner *self,
                UChar32 character)
{
  int8_t type;

  if (character < 0x80)
    {
      scan_ascii (self, (char) character);
      return;
    }
  if (lotse_fold_rules_is_apostrophe ((gunichar) character))
    {
      part_break (self, LOTSE_FOLD_LINK_APOSTROPHE);
      return;
    }
  if (lotse_fold_rules_is_hyphen ((gunichar) character))
    {
      part_break (self, LOTSE_FOLD_LINK_HYPHEN);
      return;
    }

  type = u_charType (character);
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_COMBINING_SPACING_MARK)
    add_mark (self, (gunichar) character);
  else if (type == U_DECIMAL_DIGIT_NUMBER)
    add_letter (self, (gunichar) ('0' + u_charDigitValue (character)));
  else if (type == U_FORMAT_CHAR || character == ARABIC_TATWEEL)
    return; /* Joiners, direction marks and soft hyphens are not seen, so they separate nothing. */
  else if (u_isUAlphabetic (character) && character <= 0xffff)
    add_letter (self, (gunichar) u_foldCase (character, U_FOLD_CASE_DEFAULT));
  else
    part_break (self, LOTSE_FOLD_LINK_NONE);
}

static void
transliterators_free (gpointer data)
{
  g_hash_table_unref (data);
}

static void
transliterator_close (gpointer data)
{
  if (data != NULL)
    utrans_close (data);
}

static UTransliterator *
transliterator_for (UScriptCode script)
{
  static GPrivate private_table = G_PRIVATE_INIT (transliterators_free);
  GHashTable *table = g_private_get (&private_table);
  const char *id = lotse_fold_rules_transliterator (script);
  gpointer found = NULL;

  if (table == NULL)
    {
      table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, transliterator_close);
      g_private_set (&private_table, table);
    }
  if (!g_hash_table_lookup_extended (table, id, NULL, &found))
    {
      UErrorCode status = U_ZERO_ERROR;
      UChar name[64];

      u_uastrncpy (name, id, G_N_ELEMENTS (name));
      found = utrans_openU (name, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
      if (U_FAILURE (status))
        found = NULL;
      g_hash_table_insert (table, (gpointer) id, found);
    }
  return found;
}

/* Whether the letters of @script must be transliterated by ICU, because no table of ours has them. */
static gboolean
is_foreign (UScriptCode script)
{
  switch ((int) script)
    {
    case USCRIPT_LATIN:
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
    case USCRIPT_UNKNOWN:
    case USCRIPT_INVALID_CODE:
      return FALSE;
    default:
      return TRUE;
    }
}

static UScriptCode
script_of (UChar32 character)
{
  UErrorCode status = U_ZERO_ERROR;

  return uscript_getScript (character, &status);
}

/* Longer runs are transliterated piece by piece, so that memory stays bounded. */
#define MOST_RUN_UNITS 4096

/* Appends @length units at @run in Latin letters; without the apostrophes by which ICU marks ejectives. */
static void
append_transliterated (GArray *out,
                       UScriptCode script,
                       const UChar *run,
                       gint32 length)
{
  UTransliterator *transliterator = transliterator_for (script);
  UErrorCode status = U_ZERO_ERROR;
  /* No script needs more than sixteen Latin units for one of its own. */
  gint32 capacity = length * 16 + 16;
  g_autofree UChar *buffer = g_new (UChar, capacity);
  gint32 n = length, limit = length;

  memcpy (buffer, run, sizeof (UChar) * (gsize) length);
  if (transliterator != NULL)
    utrans_transUChars (transliterator, buffer, &n, capacity, 0, &limit, &status);
  if (transliterator == NULL || U_FAILURE (status))
    {
      g_array_append_vals (out, run, (guint) length);
      return;
    }
  for (gint32 i = 0; i < limit; i++)
    if (!lotse_fold_rules_is_apostrophe (buffer[i]))
      g_array_append_val (out, buffer[i]);
}

/* Rewrites the runs of foreign scripts; everything else is copied. */
static GArray *
transliterate (const UChar *text,
               gint32 length)
{
  GArray *out = g_array_sized_new (FALSE, FALSE, sizeof (UChar), (guint) length + 16);
  gint32 i = 0;

  while (i < length)
    {
      gint32 start = i;
      UScriptCode script, next;
      UChar32 character;

      U16_NEXT (text, i, length, character);
      script = script_of (character);
      if (!is_foreign (script))
        {
          g_array_append_vals (out, text + start, (guint) (i - start));
          continue;
        }
      while (i < length && i - start < MOST_RUN_UNITS)
        {
          gint32 before = i;

          U16_NEXT (text, i, length, character);
          next = script_of (character);
          if (next != script && next != USCRIPT_INHERITED)
            {
              i = before;
              break;
            }
        }
      append_transliterated (out, script, text + start, i - start);
    }
  return out;
}

static gboolean
has_foreign (const UChar *text,
             gint32 length)
{
  gint32 i = 0;

  while (i < length)
    {
      UChar32 character;

      U16_NEXT (text, i, length, character);
      /* Nothing below Greek and nothing in Cyrillic is foreign: most texts end here without a lookup. */
      if (character >= 0x370 && (character < 0x400 || character > 0x52f)
          && is_foreign (script_of (character)))
        return TRUE;
    }
  return FALSE;
}

static void
scan_units (Scanner *scanner,
            const UChar *text,
            gint32 length)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfkd = unorm2_getNFKDInstance (&status);
  gint32 capacity = length * 3 + 16;
  g_autofree UChar *decomposed = g_new (UChar, capacity);
  gint32 n, i = 0;

  n = unorm2_normalize (nfkd, text, length, decomposed, capacity, &status);
  if (status == U_BUFFER_OVERFLOW_ERROR)
    {
      status = U_ZERO_ERROR;
      capacity = n + 1;
      decomposed = g_renew (UChar, decomposed, capacity);
      n = unorm2_normalize (nfkd, text, length, decomposed, capacity, &status);
    }
  if (U_FAILURE (status))
    return;
  while (i < n)
    {
      UChar32 character;

      U16_NEXT (decomposed, i, n, character);
      scan_character (scanner, character);
    }
}

static void
scan_unicode (Scanner *scanner,
              const char *text,
              gsize bytes)
{
  UErrorCode status = U_ZERO_ERROR;
  g_autofree UChar *units = g_new (UChar, bytes + 1);
  gint32 n = 0;

  u_strFromUTF8WithSub (units, (gint32) bytes + 1, &n, text, (gint32) bytes, 0xfffd, NULL, &status);
  if (U_FAILURE (status))
    return;
  if (has_foreign (units, n))
    {
      g_autoptr (GArray) latin = transliterate (units, n);

      scan_units (scanner, (const UChar *) (gpointer) latin->data, (gint32) latin->len);
    }
  else
    {
      scan_units (scanner, units, n);
    }
}

/* Texts are cut here for folding: no field that is searched is longer, and ICU counts in 32 bits. */
#define MOST_BYTES (16 * 1024 * 1024)

/*
 * lotse_fold_text_new:
 * @text: (nullable): any bytes up to a zero; what is not UTF-8 separates words
 *
 * Returns: (transfer full): the letters and parts of @text
 */
LotseFoldText *
lotse_fold_text_new (const char *text)
{
  LotseFoldText *self = g_new (LotseFoldText, 1);
  gsize bytes = text != NULL ? strnlen (text, MOST_BYTES) : 0;
  Scanner scanner = { .text = self };
  gboolean ascii = TRUE;

  self->letters = g_array_sized_new (FALSE, FALSE, sizeof (LotseFoldLetter), (guint) MIN (bytes, 64) + 1);
  self->parts = g_array_sized_new (FALSE, FALSE, sizeof (LotseFoldPart), 8);
  for (gsize i = 0; i < bytes && ascii; i++)
    ascii = (guchar) text[i] < 0x80;

  if (ascii)
    for (gsize i = 0; i < bytes; i++)
      scan_ascii (&scanner, text[i]);
  else
    scan_unicode (&scanner, text, bytes);
  part_end (&scanner);
  return self;
}

void
lotse_fold_text_free (LotseFoldText *self)
{
  g_array_unref (self->letters);
  g_array_unref (self->parts);
  g_free (self);
}

const LotseFoldPart *
lotse_fold_text_part (const LotseFoldText *self,
                      guint index)
{
  return &g_array_index (self->parts, LotseFoldPart, index);
}

const LotseFoldLetter *
lotse_fold_text_letters (const LotseFoldText *self,
                         const LotseFoldPart *part)
{
  return &g_array_index (self->letters, LotseFoldLetter, part->start);
}
