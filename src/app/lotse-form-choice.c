/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of a choice, or of yes, no and not known; see the header.
 *
 * The first entry is "–", not chosen.  A choice of a newer version that this one does not know stays as it is.
 */
#include "config.h"

#include "lotse-form-choice.h"

#include <glib/gi18n.h>

struct _LotseFormChoice
{
  LotseFormField parent_instance;

  AdwComboRow *row;
  GPtrArray *names; /* of char *: the choice at each position of the list; the first is NULL */
  GtkStringList *labels;
};

G_DEFINE_FINAL_TYPE (LotseFormChoice, lotse_form_choice, LOTSE_TYPE_FORM_FIELD)

static void
add_choice (LotseFormChoice *self, const char *name, const char *label)
{
  g_ptr_array_add (self->names, g_strdup (name));
  gtk_string_list_append (self->labels, label);
}

static void
lotse_form_choice_set_value (LotseFormField *form_field, const char *value)
{
  LotseFormChoice *self = LOTSE_FORM_CHOICE (form_field);

  for (guint i = 0; i < self->names->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->names, i), value) == 0)
      {
        adw_combo_row_set_selected (self->row, i);
        return;
      }
  add_choice (self, value, value);
  adw_combo_row_set_selected (self->row, self->names->len - 1);
}

static char *
lotse_form_choice_get_value (LotseFormField *form_field, GError **error)
{
  LotseFormChoice *self = LOTSE_FORM_CHOICE (form_field);
  const guint selected = adw_combo_row_get_selected (self->row);

  return selected < self->names->len ? g_strdup (g_ptr_array_index (self->names, selected)) : NULL;
}

static GtkWidget *
lotse_form_choice_make_row (LotseFormField *form_field)
{
  LotseFormChoice *self = LOTSE_FORM_CHOICE (form_field);
  const LotseField *field = lotse_form_field_get_field (form_field);

  self->row = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), lotse_form_field_get_label (form_field));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  /* Translators: nothing is chosen. */
  add_choice (self, NULL, C_ ("choice", "–"));
  if (field->type == LOTSE_FIELD_BOOL)
    {
      add_choice (self, "1", _ ("Yes"));
      add_choice (self, "0", _ ("No"));
    }
  else
    {
      for (const LotseChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
        add_choice (self, choice->name, lotse_choice_label (field, choice->name));
    }
  adw_combo_row_set_model (self->row, G_LIST_MODEL (self->labels));
  g_signal_connect_object (self->row, "notify::selected", G_CALLBACK (lotse_form_field_changed), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self->row);
}

static void
lotse_form_choice_finalize (GObject *object)
{
  LotseFormChoice *self = LOTSE_FORM_CHOICE (object);

  g_ptr_array_unref (self->names);
  g_object_unref (self->labels);
  G_OBJECT_CLASS (lotse_form_choice_parent_class)->finalize (object);
}

static void
lotse_form_choice_class_init (LotseFormChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lotse_form_choice_finalize;
  LOTSE_FORM_FIELD_CLASS (klass)->make_row = lotse_form_choice_make_row;
  LOTSE_FORM_FIELD_CLASS (klass)->set_value = lotse_form_choice_set_value;
  LOTSE_FORM_FIELD_CLASS (klass)->get_value = lotse_form_choice_get_value;
}

static void
lotse_form_choice_init (LotseFormChoice *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->labels = gtk_string_list_new (NULL);
}
