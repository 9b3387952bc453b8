/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Badges: the name large, the organisation, the workshop, and a code that the desk reads.
 *
 * The code holds an opaque id and nothing about anybody (lotse-code.h).  The sizes are those of the usual holders and of
 * perforated sheets.  Thin marks show where to cut.
 */
#include "config.h"

#include "lotse-paper-private.h"

#include "lotse-code.h"
#include "lotse-error.h"
#include "lotse-language.h"

#define MM LOTSE_SHEET_MM
#define PADDING (4 * MM)
#define CODE (20 * MM)

static const struct
{
  const char *name;
  guint width, height; /* mm */
  guint columns, rows;
} sizes[] = {
  { "85x54", 85, 54, 2, 5 },  /* as a bank card: ten on a sheet */
  { "90x65", 90, 65, 2, 4 },  /* eight */
  { "105x74", 105, 74, 2, 4 }, /* A7, eight without a margin */
  { "97x141", 97, 141, 2, 2 }, /* large, four */
};

/* Eight on a sheet, in the holders that most centres have. */
#define DEFAULT_SIZE 1

gboolean
lotse_paper_badge_size (guint n, const char **name, guint *width_mm, guint *height_mm, guint *on_a_sheet)
{
  /* The default comes first. */
  static const guint order[] = { DEFAULT_SIZE, 0, 2, 3 };

  if (n >= G_N_ELEMENTS (order))
    return FALSE;
  *name = sizes[order[n]].name;
  *width_mm = sizes[order[n]].width;
  *height_mm = sizes[order[n]].height;
  *on_a_sheet = sizes[order[n]].columns * sizes[order[n]].rows;
  return TRUE;
}

typedef struct
{
  char *name;
  char *organisation;
  char *workshops;
  char *code;
} Badge;

typedef struct
{
  GPtrArray *badges;
  guint columns, rows;
  double width, height;
} Layout;

static void
badge_free (Badge *badge)
{
  g_free (badge->name);
  g_free (badge->organisation);
  g_free (badge->workshops);
  g_free (badge->code);
  g_free (badge);
}

static void
layout_free (Layout *layout)
{
  g_ptr_array_unref (layout->badges);
  g_free (layout);
}

/* The workshops that the guest has chosen, by their beginning. */
static char *
workshops_of (LotsePaper *self, const LotseGuest *guest)
{
  g_autoptr (LotseRecord) registration = guest->registration != NULL ? lotse_store_get (self->store, guest->registration, NULL) : NULL;
  g_auto (GStrv) ids = registration != NULL ? lotse_record_list_elements (registration, "workshops") : NULL;
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autoptr (LotseRecord) item = lotse_store_get (self->store, ids[i], NULL);
      const char *title = item != NULL ? lotse_record_get (item, "title") : NULL;

      if (title != NULL)
        g_ptr_array_add (titles, g_strdup (title));
    }
  g_ptr_array_add (titles, NULL);
  return g_strjoinv (" · ", (char **) titles->pdata);
}

static Badge *
badge_of (LotsePaper *self, const LotseGuest *guest)
{
  const LotseStay *stay = lotse_guest_stay (guest, NULL);
  const char *id = guest->registration != NULL ? guest->registration : stay != NULL ? stay->attendance : NULL;
  Badge *badge = g_new0 (Badge, 1);

  badge->name = g_strdup (guest->name);
  badge->organisation = g_strdup (guest->organisation_name);
  badge->workshops = workshops_of (self, guest);
  badge->code = id != NULL ? lotse_code_make (id) : NULL;
  return badge;
}

static gboolean
gets_a_badge (const LotseGuest *guest)
{
  return *guest->name != '\0' && (g_strcmp0 (guest->state, "registered") == 0 || lotse_guest_came (guest, NULL));
}

static void
draw_badge (LotsePaper *self, cairo_t *cr, const Badge *badge, double x, double y)
{
  static const LotseType event = { .size = 8, .smallest = 6, .lines = 2 };
  const Layout *layout = self->layout;
  /* Letters grow with the badge. */
  const double scale = CLAMP (layout->height / (65 * MM), 1, 1.7);
  const LotseType name = { .size = 26 * scale, .bold = TRUE, .smallest = 8, .lines = 5 };
  const LotseType line = { .size = 11 * scale, .smallest = 7.5, .lines = 3 };
  double width = layout->width - 2 * PADDING, height = layout->height - 2 * PADDING;
  double left = x + PADDING, top = y + PADDING, head = 22, foot = CODE * scale;
  double beside = width - CODE - 2 * MM;

  lotse_sheet_box (cr, &event, self->event.title, left, top, width, head);
  lotse_sheet_box (cr, &name, badge->name, left, top + head, width, height - head - foot);
  lotse_sheet_box (cr, &line, badge->organisation, left, top + height - foot, beside, foot / 2);
  lotse_sheet_box (cr, &line, badge->workshops, left, top + height - foot / 2, beside, foot / 2);
  if (badge->code != NULL)
    lotse_sheet_code (cr, badge->code, left + width - CODE, top + height - CODE, CODE);
}

/* A small cross where four badges meet: the only marks of badges that fill the sheet to its edges. */
static void
draw_crosses (LotsePaper *self, cairo_t *cr, double left, double top)
{
  const Layout *layout = self->layout;

  for (guint column = 0; column <= layout->columns; column++)
    for (guint row = 0; row <= layout->rows; row++)
      {
        double x = left + column * layout->width, y = top + row * layout->height;

        lotse_sheet_line (cr, x - 1.5 * MM, y, x + 1.5 * MM, y, 0.4);
        lotse_sheet_line (cr, x, y - 1.5 * MM, x, y + 1.5 * MM, 0.4);
      }
}

/* Short lines at the edge of the paper, where a blade is set. */
static void
draw_marks (LotsePaper *self, cairo_t *cr, double left, double top)
{
  const Layout *layout = self->layout;
  double right = left + layout->columns * layout->width, bottom = top + layout->rows * layout->height;

  for (guint i = 0; i <= layout->columns; i++)
    {
      double x = left + i * layout->width;

      lotse_sheet_line (cr, x, MAX (0, top - 5 * MM), x, MAX (0, top - 2 * MM), 0.4);
      lotse_sheet_line (cr, x, bottom + 2 * MM, x, bottom + 5 * MM, 0.4);
    }
  for (guint i = 0; i <= layout->rows; i++)
    {
      double y = top + i * layout->height;

      lotse_sheet_line (cr, MAX (0, left - 5 * MM), y, MAX (0, left - 2 * MM), y, 0.4);
      lotse_sheet_line (cr, right + 2 * MM, y, right + 5 * MM, y, 0.4);
    }
}

static void
draw (LotsePaper *self, guint page, cairo_t *cr)
{
  const Layout *layout = self->layout;
  guint on_a_sheet = layout->columns * layout->rows;
  double left = (self->width - layout->columns * layout->width) / 2;
  double top = (self->height - layout->rows * layout->height) / 2;

  draw_crosses (self, cr, left, top);
  draw_marks (self, cr, left, top);
  for (guint i = page * on_a_sheet; i < MIN ((page + 1) * on_a_sheet, layout->badges->len); i++)
    {
      guint place = i % on_a_sheet;

      draw_badge (self, cr, layout->badges->pdata[i], left + (place % layout->columns) * layout->width,
                  top + (double) (place / layout->columns) * layout->height);
    }
}

gboolean
lotse_paper_badges (LotsePaper *self, GError **error)
{
  Layout *layout = g_new0 (Layout, 1);
  const char *name;
  guint width, height, on_a_sheet;

  layout->badges = g_ptr_array_new_with_free_func ((GDestroyNotify) badge_free);
  self->layout = layout;
  self->free_layout = (GDestroyNotify) layout_free;
  self->draw = draw;
  if (!lotse_paper_badge_size (self->options.badge_size, &name, &width, &height, &on_a_sheet))
    lotse_paper_badge_size (0, &name, &width, &height, &on_a_sheet);
  layout->width = width * MM;
  layout->height = height * MM;
  layout->columns = 2;
  layout->rows = on_a_sheet / 2;
  for (guint i = 0; i < self->event.guests->guests->len; i++)
    if (gets_a_badge (self->event.guests->guests->pdata[i]))
      g_ptr_array_add (layout->badges, badge_of (self, self->event.guests->guests->pdata[i]));
  self->n_pages = (layout->badges->len + on_a_sheet - 1) / on_a_sheet;
  if (self->n_pages > 0)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("Nobody is registered for this event yet, so there are no badges. Register people first."));
  return FALSE;
}
