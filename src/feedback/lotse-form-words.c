/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words of sheets; see the header. */
#include "config.h"

#include "lotse-form-words.h"

#include "lotse-forms-resources.h"

#include "lotse-kind.h"

/* Language and name, as in "ar:yes" -> text; read once and kept while the program runs. */
static GHashTable *
read_words (void)
{
  g_autoptr (GBytes) content = g_resource_lookup_data (lotse_forms_get_resource (), "/de/lotse/forms/guests.words",
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) languages = NULL;

  if (content == NULL || !g_key_file_load_from_bytes (file, content, G_KEY_FILE_NONE, &error))
    g_error ("guests.words: %s", error != NULL ? error->message : "is missing");
  languages = g_key_file_get_groups (file, NULL);
  for (guint i = 0; languages[i] != NULL; i++)
    {
      g_auto (GStrv) names = g_key_file_get_keys (file, languages[i], NULL, NULL);

      for (guint k = 0; names != NULL && names[k] != NULL; k++)
        g_hash_table_insert (words, g_strdup_printf ("%s:%s", languages[i], names[k]),
                             g_key_file_get_string (file, languages[i], names[k], NULL));
    }
  return words;
}

static const char *
find (const char *language, const char *name)
{
  static gsize words = 0;
  g_autofree char *key = g_strdup_printf ("%s:%s", language, name);

  if (g_once_init_enter (&words))
    g_once_init_leave (&words, (gsize) read_words ());
  return g_hash_table_lookup ((GHashTable *) words, key);
}

const char *
lotse_form_word (const char *name, const char *language)
{
  const char *word = find (language, name);

  if (word == NULL)
    word = find ("en", name);
  return word != NULL ? word : "";
}

const char *
lotse_form_language_name (const char *language)
{
  const char *name = find (language, "name");

  if (name == NULL)
    name = lotse_choice_label (lotse_kind_field (lotse_kind_find ("form"), "languages"), language);
  return name != NULL ? name : language;
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
  return language != NULL && find (language, "direction") != NULL;
}
