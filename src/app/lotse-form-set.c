/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows of a set or map; see the header.
 *
 * Elements merge one by one, so the row keeps a table from element to value and changes only what the person changed.
 * An element is chosen from the field's choices, found as a record, or typed.
 */
#include "config.h"

#include "lotse-form-set.h"

#include "lotse-completion.h"
#include "lotse-error.h"
#include "lotse-format.h"
#include "lotse-jobs.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

struct _LotseFormSet
{
  LotseFormField parent_instance;

  AdwExpanderRow *row;
  GtkWidget *adder;      /* the last row, with which elements are added */
  GHashTable *elements;  /* element -> value */
  GHashTable *rows;      /* element -> GtkWidget, borrowed */
  GtkStringList *labels; /* of the choices */
};

G_DEFINE_FINAL_TYPE (LotseFormSet, lotse_form_set, LOTSE_TYPE_FORM_FIELD)

static void
update_subtitle (LotseFormSet *self)
{
  const guint n = g_hash_table_size (self->elements);
  g_autofree char *text = n > 0 ? g_strdup_printf (ngettext ("%u entry", "%u entries", n), n) : g_strdup ("");

  adw_expander_row_set_subtitle (self->row, text);
}

static void
on_remove (GtkButton *button, LotseFormSet *self)
{
  g_autofree char *element = g_strdup (g_object_get_data (G_OBJECT (button), "element"));
  GtkWidget *row = g_hash_table_lookup (self->rows, element);

  g_hash_table_remove (self->elements, element);
  g_hash_table_remove (self->rows, element);
  adw_expander_row_remove (self->row, row);
  update_subtitle (self);
  lotse_form_field_changed (LOTSE_FORM_FIELD (self));
}

static void
on_value_changed (GtkEditable *entry, LotseFormSet *self)
{
  const char *element = g_object_get_data (G_OBJECT (entry), "element");

  g_hash_table_replace (self->elements, g_strdup (element), g_strdup (gtk_editable_get_text (entry)));
  lotse_form_field_changed (LOTSE_FORM_FIELD (self));
}

static void
on_title (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) row = user_data;
  g_autofree char *title = lotse_job_text_finish (result, NULL);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title != NULL ? title : _ ("(not on this device)"));
}

/* A row that shows an element; of maps with its value as an entry. */
static GtkWidget *
make_element_row (LotseFormSet *self, const char *element, const char *value)
{
  LotseFormField *form_field = LOTSE_FORM_FIELD (self);
  const LotseField *field = lotse_form_field_get_field (form_field);
  g_autofree char *label = lotse_format_value (field, element);
  const gboolean map = field->type == LOTSE_FIELD_MAP;
  GtkWidget *row = map ? adw_entry_row_new () : adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Remove"));
  lotse_form_field_name_widget (form_field, button, _ ("remove this entry"));
  g_object_set_data_full (G_OBJECT (button), "element", g_strdup (element), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove), self);
  if (map)
    {
      gtk_editable_set_text (GTK_EDITABLE (row), value != NULL ? value : "");
      g_object_set_data_full (G_OBJECT (row), "element", g_strdup (element), g_free);
      g_signal_connect (row, "changed", G_CALLBACK (on_value_changed), self);
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
    }
  else
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  if (field->links != NULL)
    lotse_job_title_async (lotse_form_field_get_store (form_field), element, on_title, g_object_ref (row));
  return row;
}

static void
show_element (LotseFormSet *self, const char *element, const char *value)
{
  GtkWidget *row = make_element_row (self, element, value);

  g_hash_table_insert (self->rows, g_strdup (element), row);
  /* The adder stays last. */
  g_object_ref (self->adder);
  adw_expander_row_remove (self->row, self->adder);
  adw_expander_row_add_row (self->row, row);
  adw_expander_row_add_row (self->row, self->adder);
  g_object_unref (self->adder);
}

static void
add_element (LotseFormSet *self, const char *element)
{
  const gboolean map = lotse_form_field_get_field (LOTSE_FORM_FIELD (self))->type == LOTSE_FIELD_MAP;

  if (*element == '\0' || g_hash_table_contains (self->elements, element))
    return;
  g_hash_table_insert (self->elements, g_strdup (element), g_strdup (map ? "" : "1"));
  show_element (self, element, "");
  update_subtitle (self);
  if (map)
    gtk_widget_grab_focus (g_hash_table_lookup (self->rows, element));
  lotse_form_field_changed (LOTSE_FORM_FIELD (self));
}

/* --- Adding ------------------------------------------------------------------------------------------------- */

static void
on_choice_selected (LotseFormSet *self)
{
  const guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->adder));
  const LotseField *field = lotse_form_field_get_field (LOTSE_FORM_FIELD (self));

  g_assert (LOTSE_IS_FORM_SET (self));
  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return;
  add_element (self, field->choices[selected - 1].name);
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->adder), 0);
}

static void
on_typed (LotseFormSet *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->adder))));

  g_assert (LOTSE_IS_FORM_SET (self));
  add_element (self, text);
  gtk_editable_set_text (GTK_EDITABLE (self->adder), "");
}

static void
on_picked (LotseFormSet *self, const char *kind, const char *id, const char *title, LotseCompletion *completion)
{
  g_assert (LOTSE_IS_FORM_SET (self));
  add_element (self, id);
  lotse_completion_set_text (completion, "");
}

static GtkWidget *
make_adder (LotseFormSet *self)
{
  const LotseField *field = lotse_form_field_get_field (LOTSE_FORM_FIELD (self));
  GtkWidget *row = field->choices != NULL ? adw_combo_row_new () : adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Add"));
  if (field->choices != NULL)
    {
      gtk_string_list_append (self->labels, C_ ("choice", "–"));
      for (const LotseChoice *choice = field->choices; choice->name != NULL; choice++)
        gtk_string_list_append (self->labels, lotse_choice_label (field, choice->name));
      adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (self->labels));
      g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_choice_selected), self, G_CONNECT_SWAPPED);
    }
  else if (field->links != NULL)
    {
      LotseCompletion *completion = lotse_completion_new (row, lotse_form_field_get_store (LOTSE_FORM_FIELD (self)), field->links);

      g_signal_connect_object (completion, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
    }
  else
    {
      adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
      g_signal_connect_object (row, "apply", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
    }
  return row;
}

/* --- As a field --------------------------------------------------------------------------------------------- */

static void
lotse_form_set_set_elements (LotseFormField *form_field, GHashTable *elements)
{
  LotseFormSet *self = LOTSE_FORM_SET (form_field);
  g_autoptr (GList) keys = NULL;
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    adw_expander_row_remove (self->row, row);
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->elements);
  keys = elements != NULL ? g_list_sort (g_hash_table_get_keys (elements), (GCompareFunc) strcmp) : NULL;
  for (GList *key = keys; key != NULL; key = key->next)
    {
      const char *value = g_hash_table_lookup (elements, key->data);

      g_hash_table_insert (self->elements, g_strdup (key->data), g_strdup (value != NULL ? value : ""));
      show_element (self, key->data, value);
    }
  update_subtitle (self);
}

/* An element of a map without a value is none: it would be gone after saving. */
static GHashTable *
lotse_form_set_get_elements (LotseFormField *form_field, GError **error)
{
  g_autoptr (GHashTable) copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const LotseField *field = lotse_form_field_get_field (form_field);
  GHashTableIter iter;
  gpointer element, value;

  g_hash_table_iter_init (&iter, LOTSE_FORM_SET (form_field)->elements);
  while (g_hash_table_iter_next (&iter, &element, &value))
    {
      char *parsed;

      if (*(const char *) value == '\0')
        {
          g_autofree char *label = lotse_format_value (lotse_form_field_get_field (form_field), element);

          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _ ("“%s”: please write something beside “%s”, such as a level."),
                       lotse_form_field_get_label (form_field), label);
          return NULL;
        }
      parsed = field->levels != NULL || (field->flags & LOTSE_FIELD_DATED) != 0 ? lotse_value_parse (field, value, NULL, error) : g_strdup (value);
      if (parsed == NULL)
        return NULL;
      g_hash_table_insert (copy, g_strdup (element), parsed);
    }
  return g_steal_pointer (&copy);
}

static GtkWidget *
lotse_form_set_make_row (LotseFormField *form_field)
{
  LotseFormSet *self = LOTSE_FORM_SET (form_field);

  self->row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), lotse_form_field_get_label (form_field));
  self->adder = make_adder (self);
  adw_expander_row_add_row (self->row, self->adder);
  return GTK_WIDGET (self->row);
}

static void
lotse_form_set_finalize (GObject *object)
{
  LotseFormSet *self = LOTSE_FORM_SET (object);

  g_hash_table_unref (self->elements);
  g_hash_table_unref (self->rows);
  g_object_unref (self->labels);
  G_OBJECT_CLASS (lotse_form_set_parent_class)->finalize (object);
}

static void
lotse_form_set_class_init (LotseFormSetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lotse_form_set_finalize;
  LOTSE_FORM_FIELD_CLASS (klass)->make_row = lotse_form_set_make_row;
  LOTSE_FORM_FIELD_CLASS (klass)->set_elements = lotse_form_set_set_elements;
  LOTSE_FORM_FIELD_CLASS (klass)->get_elements = lotse_form_set_get_elements;
}

static void
lotse_form_set_init (LotseFormSet *self)
{
  self->elements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->labels = gtk_string_list_new (NULL);
}
