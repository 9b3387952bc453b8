/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a command line; see the header.  A few dozen words are expected, once in a process. */
#include "config.h"

#include "lotse-ctl-args.h"

#include "lotse-error.h"

#include <glib/gi18n.h>
#include <string.h>

struct _LotseCtlArgs
{
  GPtrArray *words;    /* of char *: without the command */
  GHashTable *options; /* name -> GPtrArray of char * */
};

LotseCtlArgs *
lotse_ctl_args_new (void)
{
  LotseCtlArgs *self = g_new0 (LotseCtlArgs, 1);

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->options = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
lotse_ctl_args_free (LotseCtlArgs *self)
{
  g_ptr_array_unref (self->words);
  g_hash_table_unref (self->options);
  g_free (self);
}

/* The option that the word "--name" or "--name=value" names; `value` is what stands behind the equals sign, or NULL. */
static const LotseCtlOption *
find_option (const char *word, const LotseCtlOption *options, const char **value)
{
  const char *equals = strchr (word, '=');
  gsize length = equals != NULL ? (gsize) (equals - word) : strlen (word);

  *value = equals != NULL ? equals + 1 : NULL;
  for (; options != NULL && options->name != NULL; options++)
    if (length == strlen (options->name) + 2 && strncmp (word + 2, options->name, length - 2) == 0)
      return options;
  return NULL;
}

static gboolean
is_option (const char *word)
{
  return g_str_has_prefix (word, "--") && word[2] != '\0';
}

const char *
lotse_ctl_args_find_command (char **words, const LotseCtlOption *options)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      const LotseCtlOption *option;
      const char *value;

      if (g_str_equal (words[i], "--"))
        return words[i + 1];
      if (!is_option (words[i]))
        return words[i];
      option = find_option (words[i], options, &value);
      if (option != NULL && option->value != NULL && value == NULL && words[i + 1] != NULL)
        i++;
    }
  return NULL;
}

static void
keep_option (LotseCtlArgs *self, const char *name, const char *value)
{
  GPtrArray *values = g_hash_table_lookup (self->options, name);

  if (values == NULL)
    {
      values = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->options, g_strdup (name), values);
    }
  g_ptr_array_add (values, g_strdup (value));
}

/* Takes the option at words[*i], and its value, which may be the next word. */
static gboolean
take_option (LotseCtlArgs *self,
             char **words,
             guint *i,
             const LotseCtlOption *options,
             const LotseCtlOption *more,
             GError **error)
{
  const char *value;
  const LotseCtlOption *option = find_option (words[*i], options, &value);

  if (option == NULL)
    option = find_option (words[*i], more, &value);
  if (option == NULL)
    {
      g_autofree char *name = g_strndup (words[*i], strcspn (words[*i], "="));

      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("there is no option %s here; “lotsectl help” lists commands and options"), name);
      return FALSE;
    }
  if (option->value == NULL && value != NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("the option --%s takes no value; leave out “=%s”"),
                   option->name, value);
      return FALSE;
    }
  if (option->value != NULL && value == NULL)
    value = words[*i + 1] != NULL ? words[++*i] : NULL;
  if (option->value != NULL && value == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("the option --%s needs a value: --%s %s"), option->name,
                   option->name, option->value);
      return FALSE;
    }
  keep_option (self, option->name, value != NULL ? value : "");
  return TRUE;
}

gboolean
lotse_ctl_args_parse (LotseCtlArgs *self,
                      char **words,
                      const LotseCtlOption *options,
                      const LotseCtlOption *more,
                      GError **error)
{
  gboolean plain = FALSE;
  gboolean command = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!g_utf8_validate (words[i], -1, NULL))
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("word %u of the command line is not UTF-8; call lotsectl in a UTF-8 locale"), i + 1);
          return FALSE;
        }
      if (!plain && g_str_equal (words[i], "--"))
        plain = TRUE;
      else if (!plain && is_option (words[i]))
        {
          if (!take_option (self, words, &i, options, more, error))
            return FALSE;
        }
      else if (!command)
        command = TRUE;
      else
        g_ptr_array_add (self->words, g_strdup (words[i]));
    }
  return TRUE;
}

guint
lotse_ctl_args_count (LotseCtlArgs *self)
{
  return self->words->len;
}

const char *
lotse_ctl_args_nth (LotseCtlArgs *self, guint n)
{
  return n < self->words->len ? g_ptr_array_index (self->words, n) : NULL;
}

gboolean
lotse_ctl_args_has (LotseCtlArgs *self, const char *option)
{
  return g_hash_table_contains (self->options, option);
}

const char *
lotse_ctl_args_get (LotseCtlArgs *self, const char *option)
{
  GPtrArray *values = g_hash_table_lookup (self->options, option);

  return values != NULL ? g_ptr_array_index (values, values->len - 1) : NULL;
}

GPtrArray *
lotse_ctl_args_get_all (LotseCtlArgs *self, const char *option)
{
  return g_hash_table_lookup (self->options, option);
}

gboolean
lotse_ctl_args_get_number (LotseCtlArgs *self,
                           const char *option,
                           guint64 most,
                           guint64 fallback,
                           guint64 *number,
                           GError **error)
{
  const char *value = lotse_ctl_args_get (self, option);
  g_autofree char *limit = g_strdup_printf ("%" G_GUINT64_FORMAT, most);

  *number = fallback;
  if (value == NULL || g_ascii_string_to_unsigned (value, 10, 0, most, number, NULL))
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
               _("--%s must be a whole number from 0 to %s, not “%s”"), option, limit, value);
  return FALSE;
}
