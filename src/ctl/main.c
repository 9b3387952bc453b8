/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lotsectl: the headless client on the same core as the window, for admins, scripts and tests.
 *
 * Runs one command of the table in lotse-ctl-commands.c and ends with 0, with 2 for wrong input (one line says what and how
 * to mend it, and nothing was written), or with 1 for any other failure.
 */
#include "config.h"

#include "lotse-ctl-commands.h"

#include "lotse-error.h"
#include "lotse-process.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* Waits for a request to stop: the first lets the command end in good order, the second ends the process. */
static gpointer
wait_for_signals (gpointer data)
{
  GCancellable *cancellable = data;
  sigset_t signals;
  int number;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  while (sigwait (&signals, &number) == 0)
    {
      if (g_cancellable_is_cancelled (cancellable))
        _exit (128 + number);
      g_cancellable_cancel (cancellable);
    }
  return NULL;
}

static GCancellable *
cancellable_of_signals (void)
{
  GCancellable *cancellable = g_cancellable_new ();
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  /* Blocked before any thread is made, so that only the waiting thread receives them. */
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signals, cancellable));
  return cancellable;
}

static int
exit_code_of (const LotseCtl *self, const GError *error)
{
  return self->wrong_key || g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_INVALID) ||
             g_error_matches (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND)
           ? 2
           : 1;
}

/* What ended because the profile was locked says so in words for a terminal, and not that somebody stopped it. */
static void
explain_lock (LotseCtl *self, GError **error)
{
  if (self->store == NULL || !lotse_store_is_locked (self->store))
    return;
  if (!g_error_matches (*error, LOTSE_ERROR, LOTSE_ERROR_LOCKED) && !g_error_matches (*error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED)
      && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_error (error);
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_LOCKED,
                       _("the profile was locked while this ran; what was saved before is safe, unlock it and run this again"));
}

/* One line, whatever the message holds. */
static void
print_error (LotseCtl *self, const GError *error)
{
  g_autofree char *line = g_strdelimit (g_strdup (error->message), "\r\n", ' ');
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *json = NULL;

  if (!self->json)
    {
      g_printerr ("lotsectl: %s\n", line);
      return;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, line);
  json_builder_set_member_name (builder, "exit");
  json_builder_add_int_value (builder, exit_code_of (self, error));
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  json = json_to_string (root, FALSE);
  g_printerr ("%s\n", json);
}

/* Whether answers are to be JSON, asked before the words are known to be good: a mistake in them must be JSON as well. */
static gboolean
wants_json (char **words)
{
  for (guint i = 0; words[i] != NULL && !g_str_equal (words[i], "--"); i++)
    if (g_str_equal (words[i], "--json"))
      return TRUE;
  return FALSE;
}

/* Finds the command, takes its words apart and counts them. */
static gboolean
prepare (LotseCtl *self, char **words, GError **error)
{
  const char *name = lotse_ctl_args_find_command (words, lotse_ctl_options);
  guint count;

  self->json = wants_json (words);
  self->command = name != NULL ? lotse_ctl_find_command (name) : NULL;
  if (name != NULL && self->command == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("there is no command “%s”; “lotsectl help” lists all"), name);
      return FALSE;
    }
  if (!lotse_ctl_args_parse (self->args, words, lotse_ctl_options, name != NULL ? self->command->options : NULL, error))
    return FALSE;
  self->json = lotse_ctl_args_has (self->args, "json");
  if (lotse_ctl_args_has (self->args, "help") || lotse_ctl_args_has (self->args, "version"))
    return TRUE;
  if (name == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("a command is missing; “lotsectl help” lists all"));
      return FALSE;
    }
  count = lotse_ctl_args_count (self->args);
  if (count >= self->command->least && count <= self->command->most)
    return TRUE;
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("use it like this: lotsectl %s %s"), name,
               lotse_ctl_arguments (self->command));
  return FALSE;
}

static gboolean
run (LotseCtl *self, char **words, GError **error)
{
  if (!prepare (self, words, error))
    return FALSE;
  if (lotse_ctl_args_has (self->args, "version"))
    lotse_ctl_print_version (self);
  else if (lotse_ctl_args_has (self->args, "help"))
    lotse_ctl_print_help (self, self->command);
  else
    {
      const gboolean done = self->command->run (self, error);

      lotse_ctl_follow_calendar (self);
      return done;
    }
  return TRUE;
}

/* Texts come from where Lotse is installed, or from LOTSE_LOCALEDIR while it is built and tested. */
static void
set_language (void)
{
  const char *folder = g_getenv ("LOTSE_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char *argv[])
{
  LotseCtl self = { 0 };
  g_autoptr (GError) error = NULL;

  lotse_process_keep_secrets (FALSE);
  set_language ();
  self.args = lotse_ctl_args_new ();
  self.cancellable = cancellable_of_signals ();
  if (!run (&self, argv + 1, &error))
    {
      explain_lock (&self, &error);
      self.exit_code = exit_code_of (&self, error);
      print_error (&self, error);
    }
  if (self.store != NULL)
    lotse_store_close (self.store);
  g_clear_object (&self.store);
  lotse_ctl_args_free (self.args);
  if (fflush (stdout) != 0 && self.exit_code == 0)
    self.exit_code = 1;
  return self.exit_code;
}
