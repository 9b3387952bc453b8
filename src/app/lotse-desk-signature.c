/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a guest signs; see the header.
 *
 * The picture is drawn from the strokes when it is saved, in black on white, whatever the colours of the screen are.
 */
#include "config.h"

#include "lotse-desk-signature.h"

#include "lotse-compat.h"
#include "lotse-desk-jobs.h"
#include "lotse-desk-rows.h"
#include "lotse-desk-words.h"

#define LINE_WIDTH 3.0

typedef struct
{
  double x, y;
  gboolean starts; /* of a stroke */
} Point;

struct _LotseDeskSignature
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *heading;
  GtkWidget *area;
  GtkWidget *again;
  GtkWidget *skip;
  GtkWidget *done;
  GtkWidget *message;

  LotseProfile *profile;
  GArray *points; /* of Point */
  LotseSignIn *sign_in;
  double start_x, start_y;
};

G_DEFINE_FINAL_TYPE (LotseDeskSignature, lotse_desk_signature, GTK_TYPE_WIDGET)

/* --- Drawing ------------------------------------------------------------------------------------------------ */

static void
draw_strokes (LotseDeskSignature *self, cairo_t *cairo)
{
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  cairo_set_line_width (cairo, LINE_WIDTH);
  cairo_set_line_cap (cairo, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cairo, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->points->len; i++)
    {
      const Point *point = &g_array_index (self->points, Point, i);

      if (point->starts)
        cairo_move_to (cairo, point->x, point->y);
      cairo_line_to (cairo, point->x, point->y);
    }
  cairo_stroke (cairo);
}

static void
on_draw (GtkDrawingArea *area, cairo_t *cairo, int width, int height, gpointer data)
{
  draw_strokes (LOTSE_DESK_SIGNATURE (data), cairo);
}

static void
add_point (LotseDeskSignature *self, double x, double y, gboolean starts)
{
  Point point = { x, y, starts };

  g_array_append_val (self->points, point);
  gtk_widget_queue_draw (self->area);
}

static void
on_drag_begin (LotseDeskSignature *self, double x, double y)
{
  g_assert (LOTSE_IS_DESK_SIGNATURE (self));
  self->start_x = x;
  self->start_y = y;
  add_point (self, x, y, TRUE);
}

static void
on_drag_update (LotseDeskSignature *self, double x, double y)
{
  g_assert (LOTSE_IS_DESK_SIGNATURE (self));
  add_point (self, self->start_x + x, self->start_y + y, FALSE);
}

static void
on_again (LotseDeskSignature *self)
{
  g_assert (LOTSE_IS_DESK_SIGNATURE (self));
  g_array_set_size (self->points, 0);
  gtk_widget_queue_draw (self->area);
}

/* --- Saving ------------------------------------------------------------------------------------------------- */

static cairo_status_t
append_png (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_picture (LotseDeskSignature *self)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX (gtk_widget_get_width (self->area), 1),
                                                         MAX (gtk_widget_get_height (self->area), 1));
  cairo_t *cairo = cairo_create (surface);
  GByteArray *png = g_byte_array_new ();

  draw_strokes (self, cairo);
  cairo_destroy (cairo);
  cairo_surface_write_to_png_stream (surface, append_png, png);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseDeskSignature) self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->box == NULL)
    return;
  gtk_widget_set_sensitive (self->box, TRUE);
  if (lotse_desk_job_finish (result, &error) == NULL)
    gtk_label_set_text (GTK_LABEL (self->message), error->message);
  else
    lotse_desk_signature_skip (self);
}

void
lotse_desk_signature_skip (LotseDeskSignature *self)
{
  g_return_if_fail (LOTSE_IS_DESK_SIGNATURE (self));
  g_array_set_size (self->points, 0);
  g_clear_pointer (&self->sign_in, lotse_sign_in_unref);
  g_signal_emit_by_name (self, "done");
}

void
lotse_desk_signature_finish (LotseDeskSignature *self)
{
  LotseStore *store = lotse_profile_get_store (self->profile);
  g_autoptr (GBytes) picture = NULL;

  g_return_if_fail (LOTSE_IS_DESK_SIGNATURE (self));
  if (self->points->len == 0 || store == NULL || self->sign_in == NULL)
    {
      lotse_desk_signature_skip (self);
      return;
    }
  if (!gtk_widget_get_sensitive (self->box))
    return;
  picture = make_picture (self);
  gtk_widget_set_sensitive (self->box, FALSE);
  lotse_desk_job_signature_async (store, self->sign_in->attendance, picture, on_saved, g_object_ref (self));
}

void
lotse_desk_signature_ask (LotseDeskSignature *self, LotseSignIn *sign_in, const char *language)
{
  g_autofree char *heading = NULL;

  g_return_if_fail (LOTSE_IS_DESK_SIGNATURE (self));
  g_array_set_size (self->points, 0);
  g_clear_pointer (&self->sign_in, lotse_sign_in_unref);
  self->sign_in = lotse_sign_in_ref (sign_in);
  /* Translators: a name. */
  heading = g_strdup_printf (lotse_desk_say (language, NC_ ("desk", "%s, please sign here")), sign_in->name);
  gtk_label_set_text (GTK_LABEL (self->heading), heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_button_set_label (GTK_BUTTON (self->again), lotse_desk_say (language, NC_ ("desk", "Draw Again")));
  gtk_button_set_label (GTK_BUTTON (self->skip), lotse_desk_say (language, NC_ ("desk", "Without Signature (Esc)")));
  gtk_button_set_label (GTK_BUTTON (self->done), lotse_desk_say (language, NC_ ("desk", "Done (Enter)")));
  gtk_label_set_text (GTK_LABEL (self->message), "");
  gtk_widget_grab_focus (self->done);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_desk_signature_dispose (GObject *object)
{
  LotseDeskSignature *self = LOTSE_DESK_SIGNATURE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->sign_in, lotse_sign_in_unref);
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_object (&self->profile);
  G_OBJECT_CLASS (lotse_desk_signature_parent_class)->dispose (object);
}

static void
lotse_desk_signature_class_init (LotseDeskSignatureClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_desk_signature_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  g_signal_new ("done", LOTSE_TYPE_DESK_SIGNATURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
add_button (LotseDeskSignature *self, GtkWidget *box, GCallback callback)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "pill");
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  lotse_desk_flow_append (box, button, GTK_ALIGN_CENTER);
  return button;
}

static void
make_area (LotseDeskSignature *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->area = g_object_new (GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL);
  gtk_widget_set_vexpand (self->area, TRUE);
  gtk_widget_set_hexpand (self->area, TRUE);
  gtk_widget_add_css_class (self->area, "card");
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), on_draw, self, NULL);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->area, GTK_EVENT_CONTROLLER (drag));
}

static void
lotse_desk_signature_init (LotseDeskSignature *self)
{
  GtkWidget *buttons = lotse_desk_flow_new (3);

  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->heading = gtk_label_new (NULL);
  self->message = lotse_compat_notice_new (GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0.5);
  make_area (self);
  gtk_widget_add_css_class (self->box, "desk-page");
  gtk_widget_add_css_class (self->heading, "title-1");
  gtk_label_set_wrap (GTK_LABEL (self->heading), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->heading), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (self->heading), GTK_JUSTIFY_CENTER);
  gtk_widget_set_overflow (self->area, GTK_OVERFLOW_HIDDEN);
  self->again = add_button (self, buttons, G_CALLBACK (on_again));
  self->skip = add_button (self, buttons, G_CALLBACK (lotse_desk_signature_skip));
  self->done = add_button (self, buttons, G_CALLBACK (lotse_desk_signature_finish));
  gtk_widget_add_css_class (self->done, "suggested-action");
  gtk_box_append (GTK_BOX (self->box), self->heading);
  gtk_box_append (GTK_BOX (self->box), self->area);
  gtk_box_append (GTK_BOX (self->box), self->message);
  gtk_box_append (GTK_BOX (self->box), buttons);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

LotseDeskSignature *
lotse_desk_signature_new (LotseProfile *profile)
{
  LotseDeskSignature *self = g_object_new (LOTSE_TYPE_DESK_SIGNATURE, NULL);

  self->profile = g_object_ref (profile);
  return self;
}
