/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Readable files of forms; see the header. */
#include "config.h"

#include "lotse-form-file.h"

#include "lotse-error.h"
#include "lotse-language.h"
#include "lotse-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define FILE_MAX (1024u * 1024u)
#define QUESTION "question "
#define SCALE "scale "
#define STEP "step."

typedef struct
{
  GKeyFile *file;
  LotseFormDraft *draft;
} Reading;

/* "title[de]" in its two parts; FALSE if it has no language. */
static gboolean
split_key (const char *key, char **name, char **language)
{
  const char *open = strchr (key, '[');

  if (open == NULL || !g_str_has_suffix (key, "]"))
    return FALSE;
  *name = g_strndup (key, (gsize) (open - key));
  *language = g_strndup (open + 1, strlen (open) - 2);
  return TRUE;
}

static char *
value_of (Reading *reading, const char *group, const char *key, GError **error)
{
  g_autofree char *text = g_key_file_get_string (reading->file, group, key, error);

  return text != NULL ? lotse_text_clean (text, -1, error) : NULL;
}

/* Steps in their order, from a scale or from the question itself. */
static gboolean
read_steps (Reading *reading, LotseRecord *question, const char *group, const char *prefix, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (reading->file, group, NULL, error);
  g_autoptr (GPtrArray) order = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *choices = NULL;

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      g_autofree char *step = NULL, *language = NULL, *element = NULL, *text = NULL;

      if (!g_str_has_prefix (keys[i], prefix) || !split_key (keys[i] + strlen (prefix), &step, &language))
        continue;
      element = g_strconcat (language, ":", step, NULL);
      text = value_of (reading, group, keys[i], error);
      if (text == NULL || !lotse_record_set_element (question, "steps", element, text, error))
        return FALSE;
      if (!g_ptr_array_find_with_equal_func (order, step, g_str_equal, NULL))
        g_ptr_array_add (order, g_steal_pointer (&step));
    }
  if (keys == NULL || order->len == 0 || g_strcmp0 (lotse_record_get (question, "type"), "rating") == 0)
    return keys != NULL;
  g_ptr_array_add (order, NULL);
  choices = g_strjoinv (" ", (GStrv) order->pdata);
  return lotse_record_set (question, "choices", choices, error);
}

static gboolean
read_condition (LotseRecord *question, const char *text, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *code = colon != NULL ? g_strstrip (g_strndup (text, (gsize) (colon - text))) : g_strdup (text);
  g_autofree char *answers = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;

  return lotse_record_set (question, "if_question", code, error) && lotse_record_set (question, "if_answers", answers, error);
}

static gboolean
read_key (Reading *reading, LotseRecord *question, const char *group, const char *key, GError **error)
{
  g_autofree char *name = NULL, *language = NULL, *scale = NULL;
  g_autofree char *text = value_of (reading, group, key, error);

  if (text == NULL)
    return FALSE;
  if (split_key (key, &name, &language) && g_str_equal (name, "text"))
    return lotse_record_set_element (question, "texts", language, text, error);
  if (name != NULL && g_str_has_prefix (name, STEP))
    return TRUE; /* read with the others, as their order counts */
  if (g_str_equal (key, "theme"))
    return lotse_record_set (question, "theme", text, error);
  if (g_str_equal (key, "required"))
    return lotse_record_set (question, "required", g_str_equal (text, "true") ? "1" : NULL, error);
  if (g_str_equal (key, "if"))
    return read_condition (question, text, error);
  if (g_str_equal (key, "scale"))
    {
      scale = g_strconcat (SCALE, text, NULL);
      return read_steps (reading, question, scale, "", error);
    }
  if (!g_str_equal (key, "type"))
    lotse_form_draft_lose (reading->draft, _("“%s” in “%s” is not known here."), key, group);
  return TRUE;
}

static gboolean
read_question (Reading *reading, const char *group, GError **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (reading->file, group, NULL, error);
  LotseRecord *question = lotse_form_draft_add (reading->draft, group + strlen (QUESTION));
  g_autofree char *type = keys != NULL ? g_key_file_get_string (reading->file, group, "type", NULL) : NULL;

  if (keys == NULL || !lotse_record_set (question, "type", type, error))
    return FALSE;
  for (guint i = 0; keys[i] != NULL; i++)
    if (!read_key (reading, question, group, keys[i], error))
      return FALSE;
  return g_key_file_has_key (reading->file, group, "scale", NULL) || read_steps (reading, question, group, STEP, error);
}

/* --- The form itself ---------------------------------------------------------------------------------------- */

static gboolean
read_form_key (Reading *reading, const char *key, GError **error)
{
  LotseRecord *form = reading->draft->form;
  g_autofree char *name = NULL, *language = NULL;
  g_autofree char *text = value_of (reading, "form", key, error);

  if (text == NULL)
    return FALSE;
  if (split_key (key, &name, &language))
    {
      if (g_str_equal (name, "about"))
        return TRUE;
      if (g_str_equal (name, "title"))
        return lotse_record_set_element (form, "titles", language, text, error);
      if (g_str_equal (name, "introduction"))
        return lotse_record_set_element (form, "introductions", language, text, error);
      if (g_str_equal (name, "thanks"))
        return lotse_record_set_element (form, "thanks", language, text, error);
    }
  if (g_str_equal (key, "name"))
    return lotse_record_set (form, "reference", text, error);
  if (g_str_equal (key, "purpose"))
    return lotse_record_set (form, "purpose", text, error);
  lotse_form_draft_lose (reading->draft, _("“%s” in “%s” is not known here."), key, "form");
  return TRUE;
}

static gboolean
read_groups (Reading *reading, GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reading->file, NULL);
  g_auto (GStrv) keys = g_key_file_get_keys (reading->file, "form", NULL, NULL);
  const char *title;

  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!read_form_key (reading, keys[i], error))
      return FALSE;
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], QUESTION) && !read_question (reading, groups[i], error))
      return FALSE;
    else if (!g_str_has_prefix (groups[i], QUESTION) && !g_str_has_prefix (groups[i], SCALE) && !g_str_equal (groups[i], "form"))
      lotse_form_draft_lose (reading->draft, _("The part “%s” is not known here."), groups[i]);
  lotse_form_draft_set_languages (reading->draft);
  title = lotse_form_text (reading->draft->form, "titles", NULL);
  return lotse_record_set (reading->draft->form, "title", title != NULL ? title : _("Form without a title"), error);
}

static GKeyFile *
load (GBytes *content, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) cause = NULL;

  if (g_bytes_get_size (content) > FILE_MAX
      || !g_key_file_load_from_bytes (file, content, G_KEY_FILE_KEEP_TRANSLATIONS, &cause) || !g_key_file_has_group (file, "form"))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                           _("This file is no form that Lotse can read. Nothing was changed. Forms are XLSForms (.xlsx) or files of the library (.form)."));
      return NULL;
    }
  return g_steal_pointer (&file);
}

/**
 * lotse_form_file_read:
 *
 * Returns: (transfer full): what the file says, or %NULL with INVALID
 */
LotseFormDraft *
lotse_form_file_read (GBytes *content, GError **error)
{
  g_autoptr (GKeyFile) file = load (content, error);
  g_autoptr (LotseFormDraft) draft = lotse_form_draft_new ();
  Reading reading = { file, draft };
  g_autoptr (GError) cause = NULL;

  if (file == NULL)
    return NULL;
  if (!read_groups (&reading, &cause))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The form could not be read: %s. Nothing was changed."), cause->message);
      return NULL;
    }
  return g_steal_pointer (&draft);
}

char *
lotse_form_file_about (GBytes *content, const char *language)
{
  g_autoptr (GKeyFile) file = load (content, NULL);

  return file != NULL ? g_key_file_get_locale_string (file, "form", "about", lotse_language_of (language), NULL) : NULL;
}
