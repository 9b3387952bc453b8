/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands "paper" and "event-ics": what is given out about an event or an application, and an event as a calendar file. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-desk.h"

#include "lotse-error.h"
#include "lotse-handing-in.h"
#include "lotse-ics.h"
#include "lotse-links.h"
#include "lotse-paper-grant.h"
#include "lotse-paper.h"

#include <glib/gi18n.h>

static gboolean
wrong (GError **error, const char *what, const char *known)
{
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("“%s” is not known here. Write one of: %s"), what, known);
  return FALSE;
}

static gboolean
read_type (LotseCtl *self, LotsePaperType *type, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  if (lotse_paper_find (lotse_ctl_word (self, 0), type))
    return TRUE;
  for (guint i = 0; i < LOTSE_PAPER_N_TYPES; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", lotse_paper_info (i)->name);
  for (guint i = 0; i < LOTSE_GRANT_PAPER_N_TYPES; i++)
    g_string_append_printf (known, ", %s", lotse_grant_paper_info (i)->name);
  g_string_append (known, ", folder");
  return wrong (error, lotse_ctl_word (self, 0), known->str);
}

/* NULL, which is the language of the program, if none was typed. */
static gboolean
read_language (LotseCtl *self, const char **language, GError **error)
{
  *language = lotse_ctl_args_get (self->args, "language");
  return *language == NULL || g_str_equal (*language, "de") || g_str_equal (*language, "en") || wrong (error, *language, "de, en");
}

static gboolean
read_size (LotseCtl *self, guint *size, GError **error)
{
  const char *typed = lotse_ctl_args_get (self->args, "size");
  g_autoptr (GString) known = g_string_new (NULL);
  const char *name;
  guint width, height, on_a_sheet;

  for (*size = 0; typed != NULL && lotse_paper_badge_size (*size, &name, &width, &height, &on_a_sheet); (*size)++)
    {
      if (g_str_equal (typed, name))
        return TRUE;
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", name);
    }
  return typed == NULL || wrong (error, typed, known->str);
}

static gboolean
read_arrow (LotseCtl *self, LotseArrow *arrow, GError **error)
{
  static const char *const names[] = { "none", "left", "right", "up", "down" };
  const char *typed = lotse_ctl_args_get (self->args, "arrow");

  *arrow = LOTSE_ARROW_NONE;
  for (guint i = 0; typed != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (typed, names[i]))
      {
        *arrow = i;
        return TRUE;
      }
  return typed == NULL || wrong (error, typed, "none, left, right, up, down");
}

static gboolean
read_options (LotseCtl *self, const char *event, LotsePaperOptions *options, char **slot, GError **error)
{
  guint64 blank_rows;

  if (!read_language (self, &options->language, error)
      || !lotse_ctl_args_get_number (self->args, "blank-rows", 1000, 0, &blank_rows, error)
      || !read_size (self, &options->badge_size, error) || !read_arrow (self, &options->arrow, error)
      || !lotse_ctl_slot (self, event, slot, error))
    return FALSE;
  options->blank_rows = (guint) blank_rows;
  options->slot = *slot;
  return TRUE;
}

/* --- Papers of an application --------------------------------------------------------------------------------- */

static char *
find_application (LotseCtl *self, GError **error)
{
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseLinks) links = store != NULL ? lotse_links_new (store, self->cancellable) : NULL;

  return links != NULL ? lotse_links_resolve (links, lotse_kind_field (lotse_kind_find ("receipt"), "application"), lotse_ctl_word (self, 1), error)
                       : NULL;
}

static gboolean
write_grant_paper (LotseCtl *self, LotseGrantPaper type, GError **error)
{
  const char *path = lotse_ctl_word (self, 2), *language;
  g_autofree char *application = NULL;
  g_autoptr (LotseGrantDocument) document = NULL;

  if (!read_language (self, &language, error))
    return FALSE;
  application = find_application (self, error);
  document = application != NULL ? lotse_grant_paper_load (self->store, type, application, language, error) : NULL;
  if (document == NULL || !lotse_grant_document_write (document, path, self->cancellable, lotse_ctl_progress, self, error))
    return FALSE;
  lotse_ctl_confirm (self, "file", path);
  return TRUE;
}

static gboolean
write_folder (LotseCtl *self, GError **error)
{
  const char *path = lotse_ctl_word (self, 2), *language;
  g_autofree char *application = NULL;

  if (!read_language (self, &language, error))
    return FALSE;
  application = find_application (self, error);
  if (application == NULL
      || !lotse_handing_in_write (self->store, application, path, language, self->cancellable, lotse_ctl_progress, self, error))
    return FALSE;
  lotse_ctl_confirm (self, "folder", path);
  return TRUE;
}

/* --- Commands ------------------------------------------------------------------------------------------------- */

gboolean
lotse_ctl_paper (LotseCtl *self, GError **error)
{
  const char *path = lotse_ctl_word (self, 2);
  LotsePaperOptions options = { NULL };
  g_autofree char *event = NULL;
  g_autofree char *slot = NULL;
  g_autoptr (LotsePaper) paper = NULL;
  LotsePaperType type;
  LotseGrantPaper grant_type;

  if (g_str_equal (lotse_ctl_word (self, 0), "folder"))
    return write_folder (self, error);
  if (lotse_grant_paper_find (lotse_ctl_word (self, 0), &grant_type))
    return write_grant_paper (self, grant_type, error);
  if (!read_type (self, &type, error))
    return FALSE;
  event = lotse_ctl_link (self, "event", lotse_ctl_word (self, 1), error);
  if (event == NULL || !read_options (self, event, &options, &slot, error))
    return FALSE;
  paper = lotse_paper_new (lotse_ctl_store (self, NULL), type, event, &options, error);
  if (paper == NULL || !lotse_paper_write (paper, path, self->cancellable, lotse_ctl_progress, self, error))
    return FALSE;
  lotse_ctl_confirm (self, "file", path);
  return TRUE;
}

gboolean
lotse_ctl_event_ics (LotseCtl *self, GError **error)
{
  const char *path = lotse_ctl_word (self, 1);
  const char *language;
  g_autofree char *event = NULL;

  if (!read_language (self, &language, error))
    return FALSE;
  event = lotse_ctl_link (self, "event", lotse_ctl_word (self, 0), error);
  if (event == NULL || !lotse_ics_write (lotse_ctl_store (self, NULL), event, language, path, error))
    return FALSE;
  lotse_ctl_confirm (self, "file", path);
  return TRUE;
}
