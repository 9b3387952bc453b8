/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing on a sheet; see the header. */
#include "config.h"

#include "lotse-sheet.h"

#include <errno.h>
#include <qrencode.h>

/* Pango looks further for letters that these do not have. */
#define FAMILIES "Cantarell, Noto Sans, DejaVu Sans, Sans"
#define STEP 0.94 /* by which a text shrinks until it fits */
#define QUIET 4   /* modules of white around a code, ISO/IEC 18004 */

static PangoLayout *
make_layout (cairo_t *cr, const LotseType *type, double size, const char *text, double width)
{
  PangoLayout *layout = pango_cairo_create_layout (cr);
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);

  pango_context_set_round_glyph_positions (pango_layout_get_context (layout), FALSE);
  pango_font_description_set_weight (font, type->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir (layout, TRUE);
  pango_layout_set_alignment (layout, type->align);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

static double
height_of (PangoLayout *layout)
{
  int height = 0;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* Whether a word had to be broken: a name is made smaller rather than broken. */
static gboolean
breaks_words (PangoLayout *layout)
{
  int n_attributes = 0;
  const PangoLogAttr *attributes = pango_layout_get_log_attrs_readonly (layout, &n_attributes);
  const char *text = pango_layout_get_text (layout);

  for (int i = 1; i < pango_layout_get_line_count (layout); i++)
    {
      const PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      glong at = g_utf8_pointer_to_offset (text, text + line->start_index);

      if (at < n_attributes && !attributes[at].is_line_break)
        return TRUE;
    }
  return FALSE;
}

/* The largest size at which the text fits in lines and height; at the smallest one the end is left out. */
static PangoLayout *
fit (cairo_t *cr, const LotseType *type, const char *text, double width, double height)
{
  double smallest = type->smallest > 0 ? type->smallest : type->size;

  for (double size = type->size;; size = MAX (size * STEP, smallest))
    {
      PangoLayout *layout = make_layout (cr, type, size, text, width);
      gboolean fits = (type->lines == 0 || (guint) pango_layout_get_line_count (layout) <= type->lines)
                      && (height <= 0 || height_of (layout) <= height) && !(size > smallest && breaks_words (layout));

      if (fits || size <= smallest)
        {
          if (!fits)
            {
              pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
              pango_layout_set_height (layout, type->lines > 0 ? -(int) type->lines : (int) (height * PANGO_SCALE));
            }
          return layout;
        }
      g_object_unref (layout);
    }
}

/**
 * lotse_sheet_measure:
 *
 * Returns: how high the text will be at that width
 */
double
lotse_sheet_measure (cairo_t *cr, const LotseType *type, const char *text, double width)
{
  g_autoptr (PangoLayout) layout = fit (cr, type, text, width, 0);

  return height_of (layout);
}

double
lotse_sheet_measure_width (cairo_t *cr, const LotseType *type, const char *text)
{
  g_autoptr (PangoLayout) layout = make_layout (cr, type, type->size, text, -1);
  int width = 0;

  pango_layout_set_width (layout, -1);
  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

/**
 * lotse_sheet_text:
 *
 * Draws the text with its upper left corner at @x, @y.
 *
 * Returns: how high it is
 */
double
lotse_sheet_text (cairo_t *cr, const LotseType *type, const char *text, double x, double y, double width)
{
  g_autoptr (PangoLayout) layout = fit (cr, type, text, width, 0);

  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
  return height_of (layout);
}

/**
 * lotse_sheet_box:
 *
 * Draws the text in the middle of a box, as large as it fits.
 */
void
lotse_sheet_box (cairo_t *cr, const LotseType *type, const char *text, double x, double y, double width, double height)
{
  g_autoptr (PangoLayout) layout = fit (cr, type, text, width, height);

  cairo_move_to (cr, x, y + MAX (0, (height - height_of (layout)) / 2));
  pango_cairo_show_layout (cr, layout);
}

void
lotse_sheet_line (cairo_t *cr, double x1, double y1, double x2, double y2, double width)
{
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
}

/**
 * lotse_sheet_code:
 * @code: capitals, digits and colons
 * @size: of the whole square, with the white around it
 *
 * Draws a QR code that is still read when a corner is worn (level M).
 *
 * Returns: %FALSE if there is too much text for a code
 */
gboolean
lotse_sheet_code (cairo_t *cr, const char *code, double x, double y, double size)
{
  QRcode *qr = QRcode_encodeString (code, 0, QR_ECLEVEL_M, QR_MODE_8, 0);
  double module;

  if (qr == NULL)
    return FALSE;
  module = size / (qr->width + 2 * QUIET);
  cairo_save (cr);
  /* Modules share their edges: smoothing would leave thin white lines between them. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (int row = 0; row < qr->width; row++)
    for (int column = 0; column < qr->width; column++)
      if ((qr->data[row * qr->width + column] & 1) != 0)
        cairo_rectangle (cr, x + (column + QUIET) * module, y + (row + QUIET) * module, module, module);
  cairo_fill (cr);
  cairo_restore (cr);
  QRcode_free (qr);
  return TRUE;
}

cairo_t *
lotse_sheet_measuring (void)
{
  cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  return cr;
}

PangoLayout *
lotse_sheet_layout (cairo_t *cr, const LotseType *type, const char *text, double width)
{
  return make_layout (cr, type, type->size, text, width);
}
