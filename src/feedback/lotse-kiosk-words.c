/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a kiosk, read once; see the header. */
#include "config.h"

#include "lotse-kiosk-words.h"

#include "lotse-kind.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

static GHashTable *
read_words (void)
{
  g_autoptr (GBytes) content = g_resources_lookup_data ("/de/lotse/feedback/kiosk-words.txt", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) languages = NULL;

  if (content == NULL || !g_key_file_load_from_bytes (file, content, G_KEY_FILE_NONE, &error))
    g_error ("kiosk-words.txt: %s", error != NULL ? error->message : "is missing");
  languages = g_key_file_get_groups (file, NULL);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (file, languages[i], NULL, NULL);

      for (guint k = 0; keys != NULL && keys[k] != NULL; k++)
        g_hash_table_insert (words, g_strdup_printf ("%s:%s", languages[i], keys[k]),
                             g_key_file_get_string (file, languages[i], keys[k], NULL));
    }
  return words;
}

static const char *
find (const char *language, const char *word)
{
  static gsize words = 0;
  g_autofree char *key = g_strdup_printf ("%s:%s", language, word);

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, (gsize) read_words ());
  return g_hash_table_lookup ((GHashTable *) words, key);
}

const char *
lotse_kiosk_word (const char *language, const char *word)
{
  const char *found = find (language, word);

  if (found == NULL)
    found = find ("en", word);
  return found != NULL ? found : word;
}

const char *
lotse_kiosk_language_name (const char *language)
{
  const char *name = find (language, "name");
  const LotseField *field = lotse_kind_field (lotse_kind_find ("form"), "languages");

  for (const LotseChoice *choice = field->choices; name == NULL && choice->name != NULL; choice++)
    if (g_str_equal (choice->name, language))
      name = g_dpgettext2 (GETTEXT_PACKAGE, "choice", choice->label);
  return name != NULL ? name : language;
}

gboolean
lotse_kiosk_language_is_rtl (const char *language)
{
  return find (language, "direction") != NULL;
}
