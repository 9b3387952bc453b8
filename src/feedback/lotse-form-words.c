/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of sheets; see the header. */
#include "config.h"

#include "lotse-form-words.h"

#include "lotse-forms-resources.h"

#include <string.h>

#define GROUP "words"

/* name and language, as in "yes[ar]" -> text; read once and kept while the program runs. */
static GHashTable *
get_words (void)
{
  static gsize ready = 0;
  static GHashTable *words;

  if (g_once_init_enter (&ready))
    {
      g_autoptr (GBytes) content = g_resource_lookup_data (lotse_forms_get_resource (), "/de/lotse/forms/sheet.words", G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
      g_autoptr (GKeyFile) file = g_key_file_new ();
      g_auto (GStrv) keys = NULL;

      words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      if (content != NULL && g_key_file_load_from_bytes (file, content, G_KEY_FILE_KEEP_TRANSLATIONS, NULL))
        keys = g_key_file_get_keys (file, GROUP, NULL, NULL);
      for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
        g_hash_table_insert (words, g_strdup (keys[i]), g_key_file_get_string (file, GROUP, keys[i], NULL));
      g_once_init_leave (&ready, 1);
    }
  return words;
}

const char *
lotse_form_word (const char *name, const char *language)
{
  g_autofree char *wanted = g_strdup_printf ("%s[%s]", name, language);
  g_autofree char *english = g_strdup_printf ("%s[en]", name);
  const char *word = g_hash_table_lookup (get_words (), wanted);

  if (word == NULL)
    word = g_hash_table_lookup (get_words (), english);
  return word != NULL ? word : "";
}

const char *
lotse_form_step (const LotseQuestion *question, const char *answer, const char *language)
{
  g_autofree char *element = g_strconcat (language, ":", answer, NULL);

  /* What the form itself says counts more. */
  if (lotse_record_get_element (question->record, "steps", element) != NULL)
    return lotse_record_get_element (question->record, "steps", element);
  if (g_strcmp0 (question->type, "yes_no") == 0 && (g_str_equal (answer, "yes") || g_str_equal (answer, "no")))
    return lotse_form_word (answer, language);
  return lotse_question_step (question, answer, language);
}

char *
lotse_form_only_if (const char *answer, const char *question, const char *language)
{
  GString *text = g_string_new (lotse_form_word ("only_if", language));

  /* The number first: an answer could look like its place. */
  g_string_replace (text, "%2$s", question, 1);
  g_string_replace (text, "%1$s", answer, 1);
  return g_string_free (text, FALSE);
}

gboolean
lotse_form_is_right_to_left (const char *language)
{
  static const char *const languages[] = { "ar", "ckb", "fa", "he", "prs", "ps", "ur", "yi", NULL };

  return language != NULL && g_strv_contains (languages, language);
}
