/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lotse-server: the centre where the devices meet. */
#include "config.h"

#include "lotse-commands.h"
#include "lotse-error.h"
#include "lotse-process.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>

#define DEFAULT_FOLDER "/var/lib/lotse"

static LotseCommandLine line;
static char *folder, *listen_on, *certificate, *key, *proxy, *url, *name;
static gboolean version;

static const GOptionEntry entries[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &folder, "The centre's folder (" DEFAULT_FOLDER ")", "DIR" },
  { "listen", 0, 0, G_OPTION_ARG_STRING, &listen_on, "serve: where to listen (127.0.0.1:8080); port 0 takes a free one", "ADDR:PORT" },
  { "certificate", 0, 0, G_OPTION_ARG_FILENAME, &certificate, "serve: the TLS certificate, in PEM", "FILE" },
  { "key", 0, 0, G_OPTION_ARG_FILENAME, &key, "serve: its key, in PEM", "FILE" },
  { "behind-proxy", 0, 0, G_OPTION_ARG_STRING, &proxy, "serve: the proxy at this address does TLS", "ADDRESS" },
  { "name", 0, 0, G_OPTION_ARG_STRING, &name, "serve: what people call the centre", "NAME" },
  { "url", 0, 0, G_OPTION_ARG_STRING, &url, "serve, code: the address for invitations", "URL" },
  { "role", 0, 0, G_OPTION_ARG_STRING_ARRAY, &line.roles, "account: mentor, organiser, finance, coordinator or admin", "ROLE" },
  { "person", 0, 0, G_OPTION_ARG_STRING, &line.person, "account: the record of the person whose account it is", "ID" },
  { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &line.password_file, "account: where the password is; - is standard input", "FILE" },
  { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &line.passphrase_file, "backup, restore: where its passphrase is; - is standard input", "FILE" },
  { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Print the version", NULL },
  { "now-offset", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT64, &line.server.offset_ms, "For tests: shifts the clock", "MS" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &line.words, NULL, "COMMAND" },
  { NULL }
};

static const char *
default_folder (void)
{
  const char *state = g_getenv ("STATE_DIRECTORY");

  return state != NULL && *state != '\0' ? state : DEFAULT_FOLDER;
}

/* One line on standard error, and whether it was the input that was wrong. */
static int
complain (const GError *error)
{
  fprintf (stderr, "lotse-server: %s\n", error->message);
  if (error->domain == G_OPTION_ERROR)
    return 2;
  return error->code == LOTSE_ERROR_INVALID || error->code == LOTSE_ERROR_NOT_FOUND || error->code == LOTSE_ERROR_CONFLICT ? 2 : 1;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  lotse_process_keep_secrets (FALSE);
  /* What the centre itself says is English; calendars are in the language of who reads them. */
  bindtextdomain (GETTEXT_PACKAGE, g_getenv ("LOTSE_LOCALEDIR") != NULL ? g_getenv ("LOTSE_LOCALEDIR") : LOCALEDIR);
  setlocale (LC_ALL, "");
  /* Standard output is for what was asked for; G_MESSAGES_DEBUG=lotse shows each request on standard error. */
  g_log_writer_default_set_use_stderr (TRUE);
  umask (077);
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, lotse_command_summary);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return complain (error);
  if (version)
    {
      printf ("lotse-server %s\n", PACKAGE_VERSION);
      return 0;
    }
  line.server.folder = folder != NULL ? folder : default_folder ();
  line.server.listen = listen_on;
  line.server.certificate = certificate;
  line.server.key = key;
  line.server.proxy = proxy;
  line.server.url = url;
  line.server.name = name;
  return lotse_command_run (&line, &error) ? 0 : complain (error);
}
