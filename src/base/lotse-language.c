/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading gettext's compiled catalogues.
 *
 * Load: a list that is exported asks once for each cell with a choice.  A catalogue is mapped into memory at its first
 * use and kept as long as the process; it is checked once, so that a damaged file gives English and never a crash.
 */
#include "config.h"

#include "lotse-language.h"

#include <libintl.h>
#include <string.h>
#include <unicode/ucal.h>

#define MO_MAGIC 0x950412deu

typedef struct
{
  GMappedFile *file;
  const char *bytes; /* NULL when there is no usable catalogue */
  gsize size;
  guint32 n_texts;
  guint32 originals;    /* offsets of the two tables of (length, offset) */
  guint32 translations;
} Catalogue;

static guint32
read_word (const Catalogue *self, gsize offset)
{
  guint32 word;

  memcpy (&word, self->bytes + offset, sizeof word);
  return word;
}

/* The n-th text of a table, or NULL when the file is damaged there. */
static const char *
nth_text (const Catalogue *self, guint32 table, guint32 n)
{
  guint32 length = read_word (self, table + 8 * (gsize) n);
  guint32 offset = read_word (self, table + 8 * (gsize) n + 4);

  if ((gsize) offset + length >= self->size || self->bytes[offset + length] != '\0')
    return NULL;
  return self->bytes + offset;
}

static gboolean
table_fits (const Catalogue *self, guint32 table)
{
  return (gsize) table + 8 * (gsize) self->n_texts <= self->size;
}

static Catalogue *
load (const char *language)
{
  const char *folder = bindtextdomain (GETTEXT_PACKAGE, NULL);
  g_autofree char *path = g_build_filename (folder != NULL ? folder : LOCALEDIR, language, "LC_MESSAGES",
                                            GETTEXT_PACKAGE ".mo", NULL);
  Catalogue *self = g_new0 (Catalogue, 1);

  self->file = g_mapped_file_new (path, FALSE, NULL);
  if (self->file == NULL || g_mapped_file_get_length (self->file) < 28)
    return self;
  self->bytes = g_mapped_file_get_contents (self->file);
  self->size = g_mapped_file_get_length (self->file);
  self->n_texts = read_word (self, 8);
  self->originals = read_word (self, 12);
  self->translations = read_word (self, 16);
  if (read_word (self, 0) != MO_MAGIC || !table_fits (self, self->originals) || !table_fits (self, self->translations))
    self->bytes = NULL;
  return self;
}

static const Catalogue *
catalogue_of (const char *language)
{
  static GMutex mutex;
  static GHashTable *loaded; /* the folder is fixed at the start of the program, so each is looked for once */
  Catalogue *self;

  g_mutex_lock (&mutex);
  if (loaded == NULL)
    loaded = g_hash_table_new (g_str_hash, g_str_equal);
  self = g_hash_table_lookup (loaded, language);
  if (self == NULL)
    {
      self = load (language);
      g_hash_table_insert (loaded, (gpointer) language, self); /* one of our own constants */
    }
  g_mutex_unlock (&mutex);
  return self;
}

/* The originals are sorted. */
static const char *
find (const Catalogue *self, const char *original)
{
  guint32 low = 0;
  guint32 high = self->bytes != NULL ? self->n_texts : 0;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const char *text = nth_text (self, self->originals, middle);
      int order = text != NULL ? strcmp (original, text) : 0;

      if (order == 0)
        return text != NULL ? nth_text (self, self->translations, middle) : NULL;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

/**
 * lotse_language_of:
 * @language: (nullable): a language as in "de", "de-AT" or "en_GB.UTF-8"; %NULL for that of the process
 *
 * Returns: (transfer none): the language of Lotse that serves it: "de", and "en" for all others
 */
const char *
lotse_language_of (const char *language)
{
  if (language == NULL)
    return lotse_language_current ();
  if (g_ascii_strncasecmp (language, "de", 2) == 0 && !g_ascii_isalpha (language[2]))
    return "de";
  return "en";
}

/**
 * lotse_language_current:
 *
 * Returns: (transfer none): the language of the process, from the same variables as gettext: "de" or "en"
 */
const char *
lotse_language_current (void)
{
  const char *const *names = g_get_language_names ();

  return lotse_language_of (names[0] != NULL ? names[0] : "en");
}

/**
 * lotse_language_translate:
 * @language: (nullable): the language to translate into; %NULL for that of the process
 * @context: gettext's context
 * @text: the English text; it must live as long as the process
 *
 * Returns: (transfer none): the translation, or @text where there is none
 */
const char *
lotse_language_translate (const char *language, const char *context, const char *text)
{
  g_autofree char *original = NULL;
  const char *translation;

  if (language == NULL)
    return g_dpgettext2 (GETTEXT_PACKAGE, context, text);
  language = lotse_language_of (language);
  if (strcmp (language, "en") == 0)
    return text;
  original = g_strconcat (context, "\004", text, NULL);
  translation = find (catalogue_of (language), original);
  return translation != NULL && *translation != '\0' ? translation : text;
}

/* The environment's name for how dates are written, as ICU knows it: "en_GB". */
static char *
locale_of_dates (void)
{
  static const char *const variables[] = { "LC_ALL", "LC_TIME", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *value = g_getenv (variables[i]);

      if (value != NULL && *value != '\0')
        return g_strndup (value, strcspn (value, ".@"));
    }
  return g_strdup ("");
}

/**
 * lotse_language_first_weekday:
 *
 * Returns: the day with which the weeks of a calendar begin, 1 for Monday to 7 for Sunday: Monday in German, and what the
 *   environment's locale says in other languages, because English alone does not tell
 */
int
lotse_language_first_weekday (void)
{
  g_autofree char *locale = locale_of_dates ();
  UErrorCode status = U_ZERO_ERROR;
  UCalendar *calendar;
  int day = 1;

  if (strcmp (lotse_language_current (), "de") == 0 || strchr (locale, '_') == NULL)
    return 1;
  calendar = ucal_open (NULL, 0, locale, UCAL_GREGORIAN, &status);
  if (U_SUCCESS (status))
    day = (ucal_getAttribute (calendar, UCAL_FIRST_DAY_OF_WEEK) + 5) % 7 + 1;
  ucal_close (calendar);
  return day;
}
