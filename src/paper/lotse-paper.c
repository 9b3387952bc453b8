/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers of an event, and how they become a file; see the header. */
#include "config.h"

#include "lotse-paper-private.h"

#include "lotse-error.h"
#include "lotse-language.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static const struct
{
  LotsePaperInfo info;
  gboolean (*lay_out) (LotsePaper *self, GError **error);
} papers[LOTSE_PAPER_N_TYPES] = {
  [LOTSE_PAPER_ATTENDANCE_LIST] = { { "attendance-list", NC_ ("paper", "Attendance list"),
                                      NC_ ("paper", "To be signed at the door, with blank rows for walk-ins") },
                                    lotse_paper_attendance_list },
  [LOTSE_PAPER_BADGES] = { { "badges", NC_ ("paper", "Badges"), NC_ ("paper", "With a code that the sign-in desk reads") }, lotse_paper_badges },
  [LOTSE_PAPER_CERTIFICATES] = { { "certificates", NC_ ("paper", "Certificates of attendance"),
                                   NC_ ("paper", "One page for each participant who came") },
                                 lotse_paper_certificates },
  [LOTSE_PAPER_DOOR_SIGN] = { { "door-sign", NC_ ("paper", "Door sign"), NC_ ("paper", "With title, room and an arrow") },
                              lotse_paper_door_sign },
  [LOTSE_PAPER_NEEDS_LIST] = { { "needs-list", NC_ ("paper", "List of needs"), NC_ ("paper", "For the caterer and the organiser") },
                               lotse_paper_needs_list },
};

/**
 * lotse_paper_info:
 *
 * Returns: (transfer none): what the type of paper is called and what it is for
 */
const LotsePaperInfo *
lotse_paper_info (LotsePaperType type)
{
  g_return_val_if_fail (type < LOTSE_PAPER_N_TYPES, NULL);
  return &papers[type].info;
}

/**
 * lotse_paper_find:
 * @name: a name such as "badges"
 * @type: (out): the type of paper
 *
 * Returns: whether there is such a paper
 */
gboolean
lotse_paper_find (const char *name, LotsePaperType *type)
{
  for (guint i = 0; i < LOTSE_PAPER_N_TYPES; i++)
    if (g_str_equal (papers[i].info.name, name))
      {
        *type = i;
        return TRUE;
      }
  return FALSE;
}

char *
lotse_paper_fill (const char *pattern, ...)
{
  GString *text = g_string_new (NULL);
  const char *rest = pattern, *place;
  va_list texts;

  va_start (texts, pattern);
  while ((place = strstr (rest, "%s")) != NULL)
    {
      const char *next = va_arg (texts, const char *);

      g_string_append_len (text, rest, place - rest);
      if (next == NULL)
        break;
      g_string_append (text, next);
      rest = place + 2;
    }
  va_end (texts);
  g_string_append (text, rest);
  return g_string_free (text, FALSE);
}

/* --- Making --------------------------------------------------------------------------------------------------- */

void
lotse_paper_free (LotsePaper *self)
{
  if (self->layout != NULL && self->free_layout != NULL)
    self->free_layout (self->layout);
  lotse_paper_event_clear (&self->event);
  g_free (self->language);
  g_free (self->slot);
  g_free (self->title);
  g_free (self);
}

typedef struct
{
  LotsePaper *paper;
  const char *event;
} Making;

static gboolean
lay_out (LotseStore *store, gpointer data, GError **error)
{
  Making *making = data;

  return lotse_paper_event_load (making->paper, making->event, error) && papers[making->paper->type].lay_out (making->paper, error);
}

/**
 * lotse_paper_new:
 * @store: the device's database
 * @type: which paper
 * @event: the id of an event
 * @options: (nullable): how; %NULL for what most people want
 *
 * Reads what the paper needs and lays it out.
 *
 * Returns: (transfer full): the paper, or %NULL with NOT_FOUND, INVALID (nothing would be on it) or an error of the store
 */
LotsePaper *
lotse_paper_new (LotseStore *store, LotsePaperType type, const char *event, const LotsePaperOptions *options, GError **error)
{
  g_autoptr (LotsePaper) self = g_new0 (LotsePaper, 1);
  Making making = { self, event };

  if (options != NULL)
    self->options = *options;
  self->type = type;
  self->store = store;
  self->language = g_strdup (self->options.language != NULL ? self->options.language : lotse_language_current ());
  self->slot = g_strdup (self->options.slot);
  self->width = LOTSE_SHEET_SHORT;
  self->height = LOTSE_SHEET_LONG;
  if (!lotse_store_run (store, lay_out, &making, error))
    return NULL;
  self->store = NULL;
  self->title = g_strdup_printf ("%s – %s", lotse_language_translate (self->language, "paper", papers[type].info.label), self->event.title);
  return g_steal_pointer (&self);
}

const char *
lotse_paper_get_title (LotsePaper *self)
{
  return self->title;
}

guint
lotse_paper_get_n_pages (LotsePaper *self)
{
  return self->n_pages;
}

/* In points; a door sign is wider than high. */
void
lotse_paper_get_size (LotsePaper *self, double *width, double *height)
{
  *width = self->width;
  *height = self->height;
}

void
lotse_paper_draw (LotsePaper *self, guint page, cairo_t *cr)
{
  g_return_if_fail (page < self->n_pages);
  cairo_save (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  self->draw (self, page, cr);
  cairo_restore (cr);
}

/* --- Files ---------------------------------------------------------------------------------------------------- */

static cairo_status_t
write_bytes (void *closure, const unsigned char *bytes, unsigned int size)
{
  const int *file = closure;
  gsize done = 0;

  while (done < size)
    {
      gssize n = write (*file, bytes + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return CAIRO_STATUS_WRITE_ERROR;
      done += (gsize) n;
    }
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
draw_pages (LotsePaper *self, cairo_t *cr, GCancellable *cancellable, LotsePaperProgress progress, gpointer data, GError **error)
{
  for (guint page = 0; page < self->n_pages; page++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      lotse_paper_draw (self, page, cr);
      cairo_show_page (cr);
      if (progress != NULL)
        progress (page + 1, self->n_pages, data);
    }
  return TRUE;
}

static gboolean
write_pdf (LotsePaper *self, int file, GCancellable *cancellable, LotsePaperProgress progress, gpointer data, GError **error)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_bytes, &file, self->width, self->height);
  cairo_t *cr = cairo_create (surface);
  gboolean done;
  cairo_status_t status;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Lotse");
  done = draw_pages (self, cr, cancellable, progress, data, error);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (!done)
    return FALSE;
  if (status == CAIRO_STATUS_SUCCESS && fsync (file) == 0)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_IO,
                       _("The paper could not be written whole, perhaps because the disk is full. Nothing was left behind; make room and try again."));
  return FALSE;
}

/**
 * lotse_paper_write:
 * @path: the file to write; an older one is replaced only when the new one is complete
 * @progress: (nullable): called after each page
 *
 * Writes the paper as PDF, readable by its owner alone, because most papers have names on them.
 *
 * Returns: %FALSE with IO or CANCELLED; then nothing is left behind
 */
gboolean
lotse_paper_write (LotsePaper *self, const char *path, GCancellable *cancellable, LotsePaperProgress progress, gpointer data, GError **error)
{
  g_autofree char *part = g_strdup_printf ("%s.XXXXXX", path);
  int file = g_mkstemp_full (part, O_WRONLY | O_CLOEXEC, 0600);
  gboolean done = file >= 0 && write_pdf (self, file, cancellable, progress, data, error);

  if (file >= 0 && close (file) == 0 && done && g_rename (part, path) == 0)
    return TRUE;
  if (file >= 0)
    g_unlink (part);
  if (error != NULL && *error == NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_IO,
                 _("“%s” cannot be written. Nothing was changed. Choose another folder or ask for the right to write there."), path);
  return FALSE;
}
