/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Languages and conditions of XLSForms. */
#include "config.h"

#include "lotse-xlsform-private.h"

#include "lotse-language.h"

#include <string.h>

/* --- Languages ---------------------------------------------------------------------------------------------- */

/* What a language calls itself, for those that most forms have. */
static const struct { const char *code, *name; } own_names[] = {
  { "de", "Deutsch" },  { "en", "English" },    { "ar", "العربية" }, { "bg", "Български" }, { "es", "Español" },  { "fa", "فارسی" },
  { "fr", "Français" }, { "it", "Italiano" },   { "pl", "Polski" },  { "ro", "Română" },    { "ru", "Русский" }, { "sq", "Shqip" },
  { "sr", "Srpski" },   { "tr", "Türkçe" }, { "uk", "Українська" },
};

const LotseChoice *
lotse_xlsform_languages (void)
{
  return lotse_kind_field (lotse_kind_find ("form"), "languages")->choices;
}

char *
lotse_xlsform_language_name (const char *language)
{
  const LotseChoice *choices = lotse_xlsform_languages ();

  for (guint i = 0; i < G_N_ELEMENTS (own_names); i++)
    if (g_str_equal (own_names[i].code, language))
      return g_strdup_printf ("%s (%s)", own_names[i].name, language);
  for (guint i = 0; choices[i].name != NULL; i++)
    if (g_str_equal (choices[i].name, language))
      return g_strdup_printf ("%s (%s)", choices[i].label, language);
  return g_strdup_printf ("%s (%s)", language, language);
}

static const char *
code_of (const char *text, gsize length)
{
  const LotseChoice *choices = lotse_xlsform_languages ();

  for (guint i = 0; choices[i].name != NULL; i++)
    if (strlen (choices[i].name) == length && g_ascii_strncasecmp (choices[i].name, text, length) == 0)
      return choices[i].name;
  return NULL;
}

static gboolean
is_called (const char *name, const char *other)
{
  g_autofree char *a = g_utf8_casefold (name, -1);
  g_autofree char *b = g_utf8_casefold (other, -1);

  return g_str_equal (a, b);
}

const char *
lotse_xlsform_language_of (const char *name)
{
  const LotseChoice *choices = lotse_xlsform_languages ();
  const char *open = strrchr (name, '(');
  const char *code = open != NULL ? code_of (open + 1, strcspn (open + 1, ")-_ ")) : code_of (name, strlen (name));
  g_autofree char *word = g_strstrip (open != NULL ? g_strndup (name, (gsize) (open - name)) : g_strdup (name));

  for (guint i = 0; code == NULL && i < G_N_ELEMENTS (own_names); i++)
    if (is_called (word, own_names[i].name))
      code = own_names[i].code;
  for (guint i = 0; code == NULL && choices[i].name != NULL; i++)
    if (is_called (word, choices[i].label)
        || is_called (word, lotse_language_translate ("de", "choice", choices[i].label)))
      code = choices[i].name;
  return code;
}

/* --- Conditions --------------------------------------------------------------------------------------------- */

#define ASKED "\\$\\{\\s*([^{}\\s]+)\\s*\\}"
#define ANSWER "(?:'([^']*)'|\"([^\"]*)\"|(\\d+))"

/* One comparison; both are NULL if it is none of the two that Lotse has. */
static gboolean
read_term (const char *text, char **question, char **answer)
{
  static const char *const patterns[] = { "^" ASKED "\\s*=\\s*" ANSWER "$", "^selected\\s*\\(\\s*" ASKED "\\s*,\\s*" ANSWER "\\s*\\)$" };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (patterns[i], G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);
      g_autoptr (GMatchInfo) match = NULL;

      if (!g_regex_match (regex, text, G_REGEX_MATCH_DEFAULT, &match))
        continue;
      *question = g_match_info_fetch (match, 1);
      for (int group = 2; group <= 4; group++)
        {
          g_autofree char *found = g_match_info_fetch (match, group);

          if (found != NULL && *found != '\0')
            *answer = g_steal_pointer (&found);
        }
      return *answer != NULL;
    }
  return FALSE;
}

/* Without parentheses around the whole: they must belong together. */
static char *
unwrap (const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  gsize length = strlen (plain);
  int depth = 0;

  if (length < 2 || plain[0] != '(' || plain[length - 1] != ')')
    return g_steal_pointer (&plain);
  for (gsize i = 0; i < length; i++)
    {
      depth += plain[i] == '(' ? 1 : plain[i] == ')' ? -1 : 0;
      if (depth == 0 && i + 1 < length)
        return g_steal_pointer (&plain);
    }
  plain[length - 1] = '\0';
  return g_strstrip (g_strdup (plain + 1));
}

gboolean
lotse_xlsform_read_condition (const char *text, char **question, char **answers)
{
  g_autofree char *whole = unwrap (text);
  g_auto (GStrv) terms = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *asked = NULL;

  if (!g_utf8_validate (whole, -1, NULL) || strlen (whole) > 4096)
    return FALSE;
  terms = g_regex_split_simple ("\\s+or\\s+", whole, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT);
  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_autofree char *term = unwrap (terms[i]);
      g_autofree char *name = NULL, *answer = NULL, *key = NULL;

      if (!read_term (term, &name, &answer) || (asked != NULL && !g_str_equal (asked, name)))
        return FALSE;
      key = lotse_xlsform_key (answer);
      g_string_append_printf (list, "%s%s", i > 0 ? " " : "", key);
      if (asked == NULL)
        asked = g_steal_pointer (&name);
    }
  if (asked == NULL)
    return FALSE;
  *question = lotse_xlsform_key (asked);
  *answers = g_string_free (g_steal_pointer (&list), FALSE);
  return TRUE;
}

char *
lotse_xlsform_write_condition (const LotseQuestion *earlier, const char *code, const char *answers)
{
  g_auto (GStrv) any_of = g_strsplit (answers != NULL ? answers : "", " ", -1);
  gboolean several = earlier != NULL && g_strcmp0 (earlier->type, "multiple") == 0;
  GString *text = g_string_new (NULL);

  for (guint i = 0; any_of[i] != NULL; i++)
    g_string_append_printf (text, several ? "%sselected(${%s}, '%s')" : "%s${%s} = '%s'", i > 0 ? " or " : "", code, any_of[i]);
  return g_string_free (text, FALSE);
}

/* --- Sheets ------------------------------------------------------------------------------------------------- */

int
lotse_xlsform_column (const LotseWorkbookSheet *sheet, const char *heading)
{
  const GPtrArray *first = sheet->rows->len > 0 ? sheet->rows->pdata[0] : NULL;

  for (guint i = 0; first != NULL && i < first->len; i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (lotse_workbook_cell (sheet, 0, i)));

      if (g_ascii_strcasecmp (text, heading) == 0)
        return (int) i;
    }
  return -1;
}

char *
lotse_xlsform_key (const char *name)
{
  char *key = g_strstrip (g_strdup (name));

  for (char *p = key; *p != '\0'; p++)
    if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p) || *p == '=' || *p == ':')
      *p = '_';
  if (g_str_equal (key, LOTSE_SHEET_NO_ANSWER))
    *key = '_';
  return key;
}
