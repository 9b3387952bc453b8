/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Core dumps are forbidden twice: by the limit, which those that collect dumps are told of, and by saying that a dump has
 * none of the memory in it, for those that do not care about limits.  What the system does not allow is left as it is.
 */
#include "lotse-process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define NOTHING "0x0\n"

static void
leave_out_memory (void)
{
  int file = open ("/proc/self/coredump_filter", O_WRONLY | O_CLOEXEC);

  if (file < 0)
    return;
  if (write (file, NOTHING, sizeof NOTHING - 1) < 0)
    g_debug ("core dumps cannot be emptied");
  close (file);
}

void
lotse_process_keep_secrets (gboolean others_look)
{
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &none) != 0)
    g_debug ("core dumps cannot be limited");
  leave_out_memory ();
  if (!others_look && prctl (PR_SET_DUMPABLE, 0) != 0)
    g_debug ("the memory cannot be hidden");
}
