/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar of how often each answer was given; see the header. */
#include "config.h"

#include "lotse-result-bar.h"

#define GAP 1
#define LEAST_WIDTH 96
#define DARKEST 0.9

struct _LotseResultBar
{
  GtkWidget parent_instance;

  GArray *counts; /* of guint */
  guint all;
};

G_DEFINE_FINAL_TYPE (LotseResultBar, lotse_result_bar, GTK_TYPE_WIDGET)

void
lotse_result_bar_show (LotseResultBar *self, const LotseEvaluationRow *row, const LotseEvaluationCell *cell)
{
  g_return_if_fail (LOTSE_IS_RESULT_BAR (self));
  g_array_set_size (self->counts, 0);
  self->all = 0;
  for (guint i = 0; i < row->answers->len; i++)
    {
      const guint count = lotse_evaluation_count (cell, i);

      g_array_append_val (self->counts, count);
      self->all += count;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The number in the segment, where it fits; light on dark segments and dark on light ones. */
static void
draw_number (LotseResultBar *self, GtkSnapshot *snapshot, const graphene_rect_t *box, guint count, double shade, const GdkRGBA *color)
{
  g_autofree char *text = g_strdup_printf ("%u", count);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  const double level = 0.299 * color->red + 0.587 * color->green + 0.114 * color->blue;
  const GdkRGBA opposite = level < 0.5 ? (GdkRGBA){ 1, 1, 1, 1 } : (GdkRGBA){ 0, 0, 0, 1 };
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  if (width + 2 > box->size.width)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (box->origin.x + (float) (box->size.width - width) / 2,
                                                          box->origin.y + (float) (box->size.height - height) / 2));
  gtk_snapshot_append_layout (snapshot, layout, shade > 0.5 ? &opposite : color);
  gtk_snapshot_restore (snapshot);
}

static void
lotse_result_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LotseResultBar *self = LOTSE_RESULT_BAR (widget);
  const float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  const gboolean backwards = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;
  guint before = 0;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  for (guint i = 0; i < self->counts->len; i++)
    {
      const guint count = g_array_index (self->counts, guint, i);
      const double shade = self->counts->len > 1 ? DARKEST * (1 - (double) i / (self->counts->len - 0.2)) : DARKEST;
      const float left = width * before / self->all, across = width * count / self->all;
      const graphene_rect_t box = GRAPHENE_RECT_INIT (backwards ? width - left - across : left, 0, MAX (across - GAP, 1), height);
      GdkRGBA fill = color;

      if (count == 0)
        continue;
      before += count;
      fill.alpha *= (float) shade;
      gtk_snapshot_append_color (snapshot, &fill, &box);
      gtk_snapshot_append_border (snapshot, &GSK_ROUNDED_RECT_INIT (box.origin.x, box.origin.y, box.size.width, box.size.height),
                                  (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ color, color, color, color });
      draw_number (self, snapshot, &box, count, shade, &color);
    }
}

static void
lotse_result_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                          int *natural_baseline)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "0");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : height + 2;
  *minimum_baseline = *natural_baseline = -1;
}

static void
lotse_result_bar_finalize (GObject *object)
{
  g_array_unref (LOTSE_RESULT_BAR (object)->counts);
  G_OBJECT_CLASS (lotse_result_bar_parent_class)->finalize (object);
}

static void
lotse_result_bar_class_init (LotseResultBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lotse_result_bar_finalize;
  widget_class->snapshot = lotse_result_bar_snapshot;
  widget_class->measure = lotse_result_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "resultbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lotse_result_bar_init (LotseResultBar *self)
{
  self->counts = g_array_new (FALSE, FALSE, sizeof (guint));
}
