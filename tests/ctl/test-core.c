/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs that crash leave nothing of their memory behind: they write no core dump, though the system would let them. */
#include "ctl-run.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

static void
allow_dumps (gpointer data)
{
  struct rlimit limit;

  getrlimit (RLIMIT_CORE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_CORE, &limit);
}

/* Starts it, waits until it has said something, or a moment, and makes it crash. */
static gboolean
dumps (const char *folder, gboolean says, const char *const *argv)
{
  g_autoptr (GSubprocessLauncher) launcher = ctl_launcher (folder, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                                                     | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char byte;

  g_subprocess_launcher_set_child_setup (launcher, allow_dumps, NULL, NULL);
  g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  if (says)
    g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (process), &byte, 1, NULL, NULL), ==, 1);
  else
    g_usleep (2 * G_USEC_PER_SEC);
  g_subprocess_send_signal (process, SIGSEGV);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGSEGV);
  return WCOREDUMP (g_subprocess_get_status (process));
}

static void
test_programs (void)
{
  static const char *const any[] = { "cat", NULL };
  char *folder = ctl_folder_new ();
  g_autofree char *data = g_build_filename (folder, "centre", NULL);
  g_autofree char *profile = g_build_filename (folder, "profile", NULL);
  const char *server[] = { g_getenv ("LOTSE_SERVER"), "--data", data, "--listen", "127.0.0.1:0", "serve", NULL };
  /* It waits for the code on standard input. */
  const char *ctl[] = { g_getenv ("LOTSECTL"), "--data", profile, "connect", "http://127.0.0.1:1", "--code-file", "-", NULL };

  if (g_getenv ("LOTSE_SANITIZED") != NULL)
    g_test_skip ("the sanitizers handle the crash themselves");
  else if (!dumps (folder, FALSE, any))
    g_test_skip ("this machine writes no core dumps at all");
  else
    {
      g_assert_false (dumps (folder, TRUE, server));
      g_assert_false (dumps (folder, FALSE, ctl));
    }
  ctl_folder_free (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ctl/core/programs", test_programs);
  return g_test_run ();
}
