/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page of a kiosk; see the header. */
#include "config.h"

#include "lotse-kiosk-start.h"

#include "lotse-form-words.h"
#include "lotse-kiosk-question.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define PAGE_WIDTH 760
#define MOST_IN_ONE_COLUMN 5

struct _LotseKioskStart
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *title;
  GtkLabel *message;
  GtkWidget *grid;
  GPtrArray *buttons; /* not owned */
  GStrv languages;
};

G_DEFINE_FINAL_TYPE (LotseKioskStart, lotse_kiosk_start, GTK_TYPE_WIDGET)

static void
choose (LotseKioskStart *self, guint index)
{
  if (gtk_widget_get_sensitive (self->grid))
    g_signal_emit_by_name (self, "language", self->languages[index]);
}

static void
on_clicked (LotseKioskStart *self, GtkButton *button)
{
  guint index;

  g_assert (LOTSE_IS_KIOSK_START (self));
  if (g_ptr_array_find (self->buttons, button, &index))
    choose (self, index);
}

static void
on_leave (LotseKioskStart *self)
{
  g_assert (LOTSE_IS_KIOSK_START (self));
  g_signal_emit_by_name (self, "leave");
}

gboolean
lotse_kiosk_start_key (LotseKioskStart *self, guint key)
{
  const int digit = g_unichar_digit_value (gdk_keyval_to_unicode (key));

  g_return_val_if_fail (LOTSE_IS_KIOSK_START (self), FALSE);
  if (digit < 1 || digit > (int) self->buttons->len)
    return GDK_EVENT_PROPAGATE;
  choose (self, (guint) digit - 1);
  return GDK_EVENT_STOP;
}

void
lotse_kiosk_start_focus (LotseKioskStart *self)
{
  g_return_if_fail (LOTSE_IS_KIOSK_START (self));
  if (self->buttons->len > 0)
    gtk_widget_grab_focus (self->buttons->pdata[0]);
}

/* Guests have not said yet what they read: the title is in the first language that has one. */
void
lotse_kiosk_start_show (LotseKioskStart *self, LotseRecord *form)
{
  const char *title = NULL;

  g_return_if_fail (LOTSE_IS_KIOSK_START (self));
  for (guint i = 0; title == NULL && self->languages[i] != NULL; i++)
    title = lotse_record_get_element (form, "titles", self->languages[i]);
  if (title == NULL)
    title = lotse_record_get (form, "title");
  gtk_label_set_text (self->title, title != NULL ? title : "");
  gtk_widget_set_sensitive (self->grid, TRUE);
}

void
lotse_kiosk_start_fail (LotseKioskStart *self, const char *message)
{
  g_return_if_fail (LOTSE_IS_KIOSK_START (self));
  gtk_label_set_text (self->message, message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), TRUE);
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
add_language (LotseKioskStart *self, guint index, guint columns)
{
  const char *language = self->languages[index];
  const GtkTextDirection direction = lotse_form_is_right_to_left (language) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;
  GtkWidget *button = gtk_button_new (), *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *name = gtk_label_new (lotse_form_language_name (language));
  g_autofree char *digit = g_strdup_printf ("%u", index + 1);
  GtkWidget *number, *revealer = lotse_kiosk_number_new (index < 9 ? digit : "", &number);

  gtk_widget_add_css_class (number, "kiosk-digit");
  gtk_widget_add_css_class (name, "kiosk-words");
  gtk_label_set_wrap (GTK_LABEL (name), TRUE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (content), revealer);
  gtk_box_append (GTK_BOX (content), name);
  gtk_widget_set_direction (content, direction);
  gtk_widget_set_direction (number, direction);
  gtk_widget_set_direction (name, direction);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_add_css_class (button, "kiosk-answer");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_text (GTK_LABEL (name)), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->buttons, button);
  gtk_grid_attach (GTK_GRID (self->grid), button, (int) (index % columns), (int) (index / columns), 1, 1);
}

static void
lotse_kiosk_start_dispose (GObject *object)
{
  LotseKioskStart *self = LOTSE_KIOSK_START (object);

  g_ptr_array_set_size (self->buttons, 0);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (lotse_kiosk_start_parent_class)->dispose (object);
}

static void
lotse_kiosk_start_finalize (GObject *object)
{
  LotseKioskStart *self = LOTSE_KIOSK_START (object);

  g_ptr_array_unref (self->buttons);
  g_strfreev (self->languages);
  G_OBJECT_CLASS (lotse_kiosk_start_parent_class)->finalize (object);
}

static void
lotse_kiosk_start_class_init (LotseKioskStartClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_kiosk_start_dispose;
  G_OBJECT_CLASS (klass)->finalize = lotse_kiosk_start_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  g_signal_new ("language", LOTSE_TYPE_KIOSK_START, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_signal_new ("leave", LOTSE_TYPE_KIOSK_START, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkLabel *
label_new (const char *class_name)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, class_name);
  return GTK_LABEL (label);
}

static void
lotse_kiosk_start_init (LotseKioskStart *self)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24), *clamp = adw_clamp_new ();
  GtkWidget *leave = gtk_button_new_with_label (_ ("Leave (F10)"));

  self->buttons = g_ptr_array_new ();
  self->title = label_new ("kiosk-heading");
  self->message = label_new ("kiosk-message");
  gtk_widget_set_visible (GTK_WIDGET (self->message), FALSE);
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_widget_set_sensitive (self->grid, FALSE);
  gtk_widget_add_css_class (leave, "flat");
  gtk_widget_set_halign (leave, GTK_ALIGN_CENTER);
  g_signal_connect_object (leave, "clicked", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_set_valign (column, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (column, "kiosk-page");
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (column), self->grid);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->message));
  gtk_box_append (GTK_BOX (column), leave);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), PAGE_WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), column);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

LotseKioskStart *
lotse_kiosk_start_new (const char *const *languages)
{
  LotseKioskStart *self = g_object_new (LOTSE_TYPE_KIOSK_START, NULL);
  const guint n = g_strv_length ((GStrv) languages);

  self->languages = g_strdupv ((GStrv) languages);
  for (guint i = 0; i < n; i++)
    add_language (self, i, n > MOST_IN_ONE_COLUMN ? 2 : 1);
  return self;
}
