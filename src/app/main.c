/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lotse: the window.  Sets the language before anything is shown and runs the application.
 */
#include "config.h"

#include "lotse-application.h"
#include "lotse-locale.h"
#include "lotse-process.h"

int
main (int argc, char *argv[])
{
  g_autoptr (LotseApplication) app = NULL;

  lotse_process_keep_secrets (TRUE);
  lotse_locale_start ();
  app = lotse_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
