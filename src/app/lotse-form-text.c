/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of a text, number, sum of money, date or time; see the header.
 *
 * What cannot be read stays as it was typed and is marked, never dropped.
 */
#include "config.h"

#include "lotse-form-text.h"

#include "lotse-calendar-button.h"
#include "lotse-error.h"
#include "lotse-format.h"

#include <glib/gi18n.h>

struct _LotseFormText
{
  LotseFormField parent_instance;

  GtkEditable *entry;    /* for one line */
  GtkTextBuffer *buffer; /* for several lines */
};

G_DEFINE_FINAL_TYPE (LotseFormText, lotse_form_text, LOTSE_TYPE_FORM_FIELD)

static char *
typed_text (LotseFormText *self)
{
  GtkTextIter start, end;

  if (self->entry != NULL)
    return g_strdup (gtk_editable_get_text (self->entry));
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

static void
lotse_form_text_set_value (LotseFormField *form_field, const char *value)
{
  LotseFormText *self = LOTSE_FORM_TEXT (form_field);
  g_autofree char *text = lotse_format_value (lotse_form_field_get_field (form_field), value);

  if (self->entry != NULL)
    gtk_editable_set_text (self->entry, text);
  else
    gtk_text_buffer_set_text (self->buffer, text, -1);
}

static char *
lotse_form_text_get_value (LotseFormField *form_field, GError **error)
{
  g_autofree char *typed = g_strstrip (typed_text (LOTSE_FORM_TEXT (form_field)));
  g_autoptr (GError) local = NULL;
  g_autofree char *value = NULL;

  if (*typed == '\0')
    return NULL;
  value = lotse_value_parse (lotse_form_field_get_field (form_field), typed, NULL, &local);
  if (value == NULL)
    /* Translators: the label of a field, then what is wrong with what was typed there. */
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, C_ ("error", "%s: %s"), lotse_form_field_get_label (form_field),
                 local->message);
  return g_steal_pointer (&value);
}

static void
on_changed (LotseFormField *form_field)
{
  lotse_form_field_set_wrong (form_field, FALSE);
  lotse_form_field_changed (form_field);
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static void
on_date_chosen (LotseFormField *form_field, const char *iso)
{
  LotseFormText *self = LOTSE_FORM_TEXT (form_field);
  const LotseField *field = lotse_form_field_get_field (form_field);
  g_autofree char *typed = typed_text (self);
  g_autofree char *old = lotse_value_parse (field, typed, NULL, NULL);
  g_autofree char *with_time = NULL;

  if (field->type == LOTSE_FIELD_DATETIME)
    {
      with_time = g_strdup_printf ("%sT%s", iso, old != NULL && strlen (old) == 16 ? old + 11 : "18:00");
      iso = with_time;
    }
  lotse_form_text_set_value (form_field, iso);
}

static GtkWidget *
make_entry (LotseFormText *self)
{
  LotseFormField *form_field = LOTSE_FORM_FIELD (self);
  const LotseField *field = lotse_form_field_get_field (form_field);
  GtkWidget *row = adw_entry_row_new ();
  GtkInputPurpose purpose = GTK_INPUT_PURPOSE_FREE_FORM;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lotse_form_field_get_label (form_field));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (field->type == LOTSE_FIELD_DATE || field->type == LOTSE_FIELD_DATETIME)
    {
      GtkWidget *button = GTK_WIDGET (lotse_calendar_button_new (GTK_EDITABLE (row)));

      lotse_form_field_name_widget (form_field, lotse_calendar_button_get_button (LOTSE_CALENDAR_BUTTON (button)),
                                    _ ("open the calendar"));
      g_signal_connect_object (button, "chosen", G_CALLBACK (on_date_chosen), self, G_CONNECT_SWAPPED);
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
    }
  if (field->type == LOTSE_FIELD_INT || field->type == LOTSE_FIELD_MONEY)
    purpose = GTK_INPUT_PURPOSE_NUMBER;
  else if (strstr (field->name, "email") != NULL)
    purpose = GTK_INPUT_PURPOSE_EMAIL;
  else if (strstr (field->name, "phone") != NULL)
    purpose = GTK_INPUT_PURPOSE_PHONE;
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), purpose);
  self->entry = GTK_EDITABLE (row);
  g_signal_connect_object (row, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (lotse_form_field_activated), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
make_text_view (LotseFormText *self)
{
  LotseFormField *form_field = LOTSE_FORM_FIELD (self);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *label = gtk_label_new (lotse_form_field_get_label (form_field));
  GtkWidget *view = gtk_text_view_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lotse_form_field_get_label (form_field));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (box, "long-text");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_size_request (view, -1, 58);
  lotse_form_field_name_widget (form_field, view, NULL);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), view);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
lotse_form_text_make_row (LotseFormField *form_field)
{
  if (lotse_form_field_get_field (form_field)->type == LOTSE_FIELD_LONG_TEXT)
    return make_text_view (LOTSE_FORM_TEXT (form_field));
  return make_entry (LOTSE_FORM_TEXT (form_field));
}

static void
lotse_form_text_class_init (LotseFormTextClass *klass)
{
  LOTSE_FORM_FIELD_CLASS (klass)->make_row = lotse_form_text_make_row;
  LOTSE_FORM_FIELD_CLASS (klass)->set_value = lotse_form_text_set_value;
  LOTSE_FORM_FIELD_CLASS (klass)->get_value = lotse_form_text_get_value;
}

static void
lotse_form_text_init (LotseFormText *self)
{
}
