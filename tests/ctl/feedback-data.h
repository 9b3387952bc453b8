/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forms, events and sheets of two years of a competence centre, brought in as users bring them in. */
#pragma once

#include "ctl-run.h"

static inline char *
feedback_file (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "ctl", "data", name, NULL);
}

static inline void
feedback_import_forms (const char *folder)
{
  g_autofree char *forms = feedback_file ("feedback-forms.csv");
  g_autofree char *questions = feedback_file ("feedback-questions.csv");

  g_free (ctl_ok (folder, "form", "import", forms, questions, NULL));
}

static inline void
feedback_import_events (const char *folder)
{
  g_autofree char *events = feedback_file ("feedback-events.csv");

  g_free (ctl_ok (folder, "import", "event", events, "--map", "event=reference", "--map", "place=venue", "--map", "sheets=", "--create-links",
                  NULL));
}

static inline void
feedback_import_sheets (const char *folder)
{
  g_autofree char *sheets = feedback_file ("feedback-responses.csv");

  g_free (ctl_ok (folder, "import", "response", sheets, NULL));
}
