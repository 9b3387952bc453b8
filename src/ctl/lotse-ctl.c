/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One call of lotsectl; see the header.  A process runs one command and ends. */
#include "config.h"

#include "lotse-ctl.h"

#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-data-dir.h"
#include "lotse-error.h"

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MOST_SECRET 4096
#define MOST_FILE (256u << 20)

const LotseCtlOption lotse_ctl_options[] = {
  { "data", N_ ("DIR"), N_ ("the folder with the profile; by default the person's own") },
  { "json", NULL, N_ ("print JSON instead of text") },
  { "key-file", N_ ("FILE"), N_ ("open the profile with the recovery key in this file") },
  { "passphrase-file", N_ ("FILE"), N_ ("open the profile with the passphrase in this file; “-” is standard input") },
  { "help", NULL, N_ ("show help") },
  { "version", NULL, N_ ("show the version") },
  { NULL, NULL, NULL },
};

const LotseCtlCommand *
lotse_ctl_find_command (const char *name)
{
  for (const LotseCtlCommand *command = lotse_ctl_commands; command->name != NULL; command++)
    if (g_str_equal (command->name, name))
      return command;
  return NULL;
}

/* --- Files and secrets -------------------------------------------------------------------------------------- */

/* Reads until the end or one byte beyond the limit: what is called a file may be a pipe without an end. */
static GByteArray *
read_stream (FILE *file)
{
  GByteArray *content = g_byte_array_new ();
  guint8 buffer[65536];
  gsize size;

  while (content->len <= MOST_FILE && (size = fread (buffer, 1, sizeof buffer, file)) > 0)
    g_byte_array_append (content, buffer, (guint) size);
  return content;
}

GBytes *
lotse_ctl_read_file (LotseCtl *self, const char *path, GError **error)
{
  gboolean standard = g_str_equal (path, "-");
  FILE *file = standard ? stdin : g_fopen (path, "re");
  g_autoptr (GByteArray) content = file != NULL ? read_stream (file) : NULL;
  gboolean broken = file == NULL || ferror (file) != 0;

  if (file != NULL && !standard)
    fclose (file);
  if (broken)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” cannot be read; check name and rights"), path);
  else if (content->len > MOST_FILE)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is larger than 256 MB; split it"), path);
  else
    return g_byte_array_free_to_bytes (g_steal_pointer (&content));
  return NULL;
}

GOutputStream *
lotse_ctl_open_output (const char *path, GError **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) cause = NULL;
  GFileOutputStream *out;

  if (g_str_equal (path, "-"))
    return g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  file = g_file_new_for_path (path);
  out = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, &cause);
  if (out == NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO, _("“%s” cannot be written (%s); choose another place"), path, cause->message);
  return G_OUTPUT_STREAM (out);
}

void
lotse_ctl_give_up (GOutputStream *out)
{
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();

  g_cancellable_cancel (cancelled);
  g_output_stream_close (out, cancelled, NULL);
}

void
lotse_ctl_wipe (char *secret)
{
  if (secret != NULL)
    sodium_memzero (secret, strlen (secret));
  g_free (secret);
}

char *
lotse_ctl_read_secret (const char *path, GError **error)
{
  FILE *file = g_str_equal (path, "-") ? stdin : g_fopen (path, "re");
  char *secret;

  if (file == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” cannot be read; check name and rights"), path);
      return NULL;
    }
  secret = g_malloc0 (MOST_SECRET);
  if (fgets (secret, MOST_SECRET, file) == NULL)
    *secret = '\0';
  if (file != stdin)
    fclose (file);
  secret[strcspn (secret, "\r\n")] = '\0';
  if (*secret != '\0' && g_utf8_validate (secret, -1, NULL))
    return secret;
  lotse_ctl_wipe (secret);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("the first line of “%s” must be the secret; it is empty or not UTF-8"),
               path);
  return NULL;
}

/* --- The profile -------------------------------------------------------------------------------------------- */

/* How the command line says that the key is found; `secret` is to be wiped. */
static gboolean
find_key (LotseCtl *self, LotseKeySource *source, char **secret, GError **error)
{
  const char *passphrase = lotse_ctl_args_get (self->args, "passphrase-file");
  const char *recovery = lotse_ctl_args_get (self->args, "key-file");

  *source = LOTSE_KEY_AUTO;
  *secret = NULL;
  if (passphrase != NULL && recovery != NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("--passphrase-file and --key-file exclude each other; give the one that opens this profile"));
      return FALSE;
    }
  if (passphrase == NULL && recovery == NULL)
    return TRUE;
  *source = passphrase != NULL ? LOTSE_KEY_PASSPHRASE : LOTSE_KEY_RECOVERY;
  *secret = lotse_ctl_read_secret (passphrase != NULL ? passphrase : recovery, error);
  return *secret != NULL;
}

char *
lotse_ctl_folder (LotseCtl *self, GError **error)
{
  const char *given = lotse_ctl_args_get (self->args, "data");
  g_autofree char *folder = given != NULL ? g_strdup (given) : lotse_data_dir_default ();

  if (self->command->creates || lotse_data_dir_has_profile (folder))
    return g_steal_pointer (&folder);
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
               _("there is no profile in “%s”; give its folder with --data, or make one with “lotsectl connect” or “lotsectl demo”"),
               folder);
  return NULL;
}

/* Opens the profile with the key that the words name.  A wrong or missing secret is wrong input; a lost key is not. */
static LotseStore *
open_profile (LotseCtl *self, const char *folder, GError **error)
{
  g_autofree char *locked = g_build_filename (folder, "key.locked", NULL);
  g_autoptr (GError) cause = NULL;
  LotseStore *store;
  LotseKeySource source;
  char *secret;

  if (!find_key (self, &source, &secret, error))
    return NULL;
  store = lotse_store_open (folder, source, secret, self->cancellable, &cause);
  self->wrong_key = g_error_matches (cause, LOTSE_ERROR, LOTSE_ERROR_LOCKED)
                    && (secret != NULL || g_file_test (locked, G_FILE_TEST_EXISTS));
  lotse_ctl_wipe (secret);
  if (store == NULL)
    g_propagate_error (error, g_steal_pointer (&cause));
  return store;
}

LotseStore *
lotse_ctl_store (LotseCtl *self, GError **error)
{
  g_autofree char *folder = NULL;

  if (self->store != NULL)
    return self->store;
  folder = lotse_ctl_folder (self, error);
  self->store = folder != NULL ? open_profile (self, folder, error) : NULL;
  if (self->store != NULL)
    lotse_store_cancel_when_locked (self->store, self->cancellable);
  return self->store;
}

/* --- Printing ----------------------------------------------------------------------------------------------- */

void
lotse_ctl_print (LotseCtl *self, const char *text)
{
  if (fputs (text, stdout) < 0)
    self->exit_code = 1;
}

void
lotse_ctl_printf (LotseCtl *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list values;

  va_start (values, format);
  text = g_strdup_vprintf (format, values);
  va_end (values);
  lotse_ctl_print (self, text);
}

void
lotse_ctl_print_json (LotseCtl *self, JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, node);
  text = json_generator_to_data (generator, NULL);
  lotse_ctl_printf (self, "%s\n", text);
  json_node_unref (node);
}

void
lotse_ctl_print_builder (LotseCtl *self, JsonBuilder *builder)
{
  lotse_ctl_print_json (self, json_builder_get_root (builder));
}

void
lotse_ctl_print_table (LotseCtl *self, LotseCtlTable *table)
{
  g_autofree char *text = lotse_ctl_table_print (table);

  lotse_ctl_print (self, text);
}

void
lotse_ctl_confirm (LotseCtl *self, const char *member, const char *value)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!self->json)
    return;
  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, member, value);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

void
lotse_ctl_progress (guint done, guint all, gpointer self)
{
  static gint64 last;
  gint64 now = g_get_monotonic_time ();

  if (!isatty (STDERR_FILENO) || (done < all && now - last < G_USEC_PER_SEC / 10))
    return;
  last = now;
  g_printerr ("\r%u / %u%s", done, all, done < all ? "" : "\n");
}

/* --- Help --------------------------------------------------------------------------------------------------- */

#define HELP_WIDTH 96

/* A paragraph in lines of at most HELP_WIDTH columns. */
static void
print_paragraph (LotseCtl *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint width = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint length = lotse_ctl_text_width (words[i]);

      if (length == 0)
        continue;
      if (width > 0 && width + 1 + length > HELP_WIDTH)
        {
          lotse_ctl_print (self, "\n");
          width = 0;
        }
      lotse_ctl_printf (self, "%s%s", width > 0 ? " " : "", words[i]);
      width += length + (width > 0 ? 1 : 0);
    }
  lotse_ctl_print (self, "\n");
}

static void
print_options (LotseCtl *self, const LotseCtlOption *options)
{
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (2);

  for (; options != NULL && options->name != NULL; options++)
    {
      g_autofree char *name = options->value != NULL ? g_strdup_printf ("  --%s %s", options->name, _(options->value))
                                                     : g_strdup_printf ("  --%s", options->name);

      lotse_ctl_table_row (table, name, _(options->help), NULL);
    }
  lotse_ctl_print_table (self, table);
}

static void
print_overview (LotseCtl *self)
{
  lotse_ctl_printf (self, "%s\n  lotsectl [%s] %s\n\n%s\n", _("Usage:"), _("OPTIONS"), _("COMMAND …"), _("Commands:"));
  for (const LotseCtlCommand *command = lotse_ctl_commands; command->name != NULL; command++)
    lotse_ctl_printf (self, "  %-12s %s\n", command->name, _(command->summary));
  lotse_ctl_printf (self, "\n%s\n", _("Options:"));
  print_options (self, lotse_ctl_options);
  lotse_ctl_printf (self, "\n%s\n", _("“lotsectl help COMMAND” tells more about one command."));
}

static void
options_to_json (JsonBuilder *builder, const LotseCtlOption *options)
{
  json_builder_set_member_name (builder, "options");
  json_builder_begin_array (builder);
  for (; options != NULL && options->name != NULL; options++)
    {
      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "name", options->name);
      lotse_ctl_json_text (builder, "value", options->value != NULL ? _(options->value) : NULL);
      lotse_ctl_json_text (builder, "help", _(options->help));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* The header of a catalogue is the translation of an empty text. */
const char *
lotse_ctl_arguments (const LotseCtlCommand *command)
{
  return *command->arguments != '\0' ? _(command->arguments) : "";
}

/* One command, or (NULL) all of them with the options of every command. */
static void
print_json_help (LotseCtl *self, const LotseCtlCommand *only)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  options_to_json (builder, lotse_ctl_options);
  json_builder_set_member_name (builder, "commands");
  json_builder_begin_array (builder);
  for (const LotseCtlCommand *command = lotse_ctl_commands; command->name != NULL; command++)
    {
      if (only != NULL && command != only)
        continue;
      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "name", command->name);
      lotse_ctl_json_text (builder, "arguments", lotse_ctl_arguments (command));
      lotse_ctl_json_text (builder, "summary", _(command->summary));
      lotse_ctl_json_text (builder, "help", command->help != NULL ? _(command->help) : NULL);
      options_to_json (builder, command->options);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

void
lotse_ctl_print_version (LotseCtl *self)
{
  if (self->json)
    lotse_ctl_confirm (self, "version", PACKAGE_VERSION);
  else
    lotse_ctl_printf (self, "lotsectl %s\n", PACKAGE_VERSION);
}

void
lotse_ctl_print_help (LotseCtl *self, const LotseCtlCommand *command)
{
  if (self->json)
    {
      print_json_help (self, command);
      return;
    }
  if (command == NULL)
    {
      print_overview (self);
      return;
    }
  lotse_ctl_printf (self, "%s\n  lotsectl [%s] %s%s%s\n\n%s\n", _("Usage:"), _("OPTIONS"), command->name,
                    *command->arguments != '\0' ? " " : "", lotse_ctl_arguments (command), _(command->summary));
  if (command->help != NULL)
    {
      lotse_ctl_print (self, "\n");
      print_paragraph (self, _(command->help));
    }
  if (command->options != NULL)
    {
      lotse_ctl_printf (self, "\n%s\n", _("Options of this command:"));
      print_options (self, command->options);
    }
}

gboolean
lotse_ctl_help (LotseCtl *self, GError **error)
{
  const char *name = lotse_ctl_word (self, 0);
  const LotseCtlCommand *command = name != NULL ? lotse_ctl_find_command (name) : NULL;

  if (name != NULL && command == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("there is no command “%s”; “lotsectl help” lists all"), name);
      return FALSE;
    }
  lotse_ctl_print_help (self, command);
  return TRUE;
}
