/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form made from the kind table; see the header.
 *
 * Invariants: nothing is written into a record before every row could be read.  Fields that the form does not show stay.
 */
#include "config.h"

#include "lotse-form.h"

#include "lotse-form-field.h"
#include "lotse-rows.h"

#include <glib/gi18n.h>

struct _LotseForm
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GPtrArray *fields; /* of LotseFormField, in the order of rows */
  gboolean loading;
  gboolean changed;
};

enum
{
  CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LotseForm, lotse_form, GTK_TYPE_WIDGET)

static void
on_changed (LotseForm *self)
{
  g_assert (LOTSE_IS_FORM (self));
  if (self->loading)
    return;
  self->changed = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_activated (LotseForm *self)
{
  g_assert (LOTSE_IS_FORM (self));
  g_signal_emit (self, signals[ACTIVATED], 0);
}

/* --- Making the rows ---------------------------------------------------------------------------------------- */

enum
{
  GROUP_MAIN,
  GROUP_MORE,
  GROUP_STAFF,
  N_GROUPS
};

static guint
group_of (const LotseField *field)
{
  const LotseFieldFlags first = LOTSE_FIELD_REQUIRED | LOTSE_FIELD_TITLE | LOTSE_FIELD_SUBTITLE | LOTSE_FIELD_NAME;

  if (lotse_field_audience (field) == LOTSE_AUDIENCE_STAFF)
    return GROUP_STAFF;
  return (field->flags & first) != 0 ? GROUP_MAIN : GROUP_MORE;
}

static gboolean
may_write (LotseProfile *profile, const LotseField *field)
{
  const gboolean for_staff = (field->flags & LOTSE_FIELD_BY_STAFF) != 0 || lotse_field_audience (field) == LOTSE_AUDIENCE_STAFF;

  return !for_staff || lotse_profile_is_staff (profile);
}

static void
add_field (LotseForm *self, AdwPreferencesGroup *groups[], LotseProfile *profile, const LotseField *field)
{
  LotseFormField *row = may_write (profile, field) ? lotse_form_field_new (field, lotse_profile_get_store (profile)) : NULL;
  AdwPreferencesGroup *group = groups[group_of (field)];

  if (row == NULL)
    return;
  g_ptr_array_add (self->fields, row);
  adw_preferences_group_add (group, lotse_form_field_get_row (row));
  gtk_widget_show (GTK_WIDGET (group));
  g_signal_connect_object (row, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_activated), self, G_CONNECT_SWAPPED);
}

static void
add_rows (LotseForm *self, LotseProfile *profile, const LotseKind *kind)
{
  AdwPreferencesGroup *groups[N_GROUPS];

  for (guint i = 0; i < N_GROUPS; i++)
    {
      groups[i] = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      gtk_widget_hide (GTK_WIDGET (groups[i]));
      gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (groups[i]));
    }
  lotse_list_name (groups[GROUP_MAIN], lotse_kind_label (kind));
  adw_preferences_group_set_title (groups[GROUP_MORE], _ ("More"));
  adw_preferences_group_set_title (groups[GROUP_STAFF], _ ("For Staff Only"));
  for (guint i = 0; i < kind->n_fields; i++)
    add_field (self, groups, profile, &kind->fields[i]);
}

/* --- Values ------------------------------------------------------------------------------------------------- */

static GHashTable *
elements_of (LotseRecord *record, const char *field)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) elements = lotse_record_list_elements (record, field);

  for (guint i = 0; elements != NULL && elements[i] != NULL; i++)
    g_hash_table_insert (table, g_strdup (elements[i]), g_strdup (lotse_record_get_element (record, field, elements[i])));
  return table;
}

void
lotse_form_load (LotseForm *self, LotseRecord *record)
{
  g_return_if_fail (LOTSE_IS_FORM (self));
  self->loading = TRUE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      LotseFormField *row = g_ptr_array_index (self->fields, i);
      const LotseField *field = lotse_form_field_get_field (row);

      if (lotse_field_has_elements (field))
        {
          g_autoptr (GHashTable) elements = elements_of (record, field->name);

          lotse_form_field_set_elements (row, elements);
        }
      else
        {
          lotse_form_field_set_value (row, lotse_record_get (record, field->name));
        }
    }
  self->loading = FALSE;
}

void
lotse_form_set_value (LotseForm *self, const char *name, const char *value)
{
  g_return_if_fail (LOTSE_IS_FORM (self));
  for (guint i = 0; i < self->fields->len; i++)
    {
      LotseFormField *row = g_ptr_array_index (self->fields, i);
      const LotseField *field = lotse_form_field_get_field (row);

      if (g_str_equal (field->name, name) && !lotse_field_has_elements (field))
        lotse_form_field_set_value (row, value);
    }
}

static gboolean
apply_elements (LotseRecord *record, const char *name, GHashTable *elements, GError **error)
{
  g_autoptr (GHashTable) old = elements_of (record, name);
  GHashTableIter iter;
  gpointer element, value;

  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &element, NULL))
    if (!g_hash_table_contains (elements, element) && !lotse_record_set_element (record, name, element, NULL, error))
      return FALSE;
  g_hash_table_iter_init (&iter, elements);
  while (g_hash_table_iter_next (&iter, &element, &value))
    if (!lotse_record_set_element (record, name, element, value, error))
      return FALSE;
  return TRUE;
}

/* Reads one row and, when `record` is given, writes what it holds. */
static gboolean
read_field (LotseFormField *row, LotseRecord *record, GError **error)
{
  const LotseField *field = lotse_form_field_get_field (row);
  g_autoptr (GError) local = NULL;

  if (lotse_field_has_elements (field))
    {
      g_autoptr (GHashTable) elements = lotse_form_field_get_elements (row, &local);

      if (local == NULL && record != NULL)
        apply_elements (record, field->name, elements, &local);
    }
  else
    {
      g_autofree char *value = lotse_form_field_get_value (row, &local);

      if (local == NULL && record != NULL && g_strcmp0 (value, lotse_record_get (record, field->name)) != 0)
        lotse_record_set (record, field->name, value, &local);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
apply_field (LotseFormField *row, LotseRecord *record, GError **error)
{
  if (read_field (row, record, error))
    return TRUE;
  gtk_widget_grab_focus (lotse_form_field_get_row (row));
  lotse_form_field_set_wrong (row, TRUE);
  return FALSE;
}

void
lotse_form_peek (LotseForm *self, LotseRecord *record)
{
  g_return_if_fail (LOTSE_IS_FORM (self));
  for (guint i = 0; i < self->fields->len; i++)
    read_field (g_ptr_array_index (self->fields, i), record, NULL);
}

gboolean
lotse_form_apply (LotseForm *self, LotseRecord *record, GError **error)
{
  g_return_val_if_fail (LOTSE_IS_FORM (self), FALSE);
  for (guint i = 0; i < self->fields->len; i++)
    if (!apply_field (g_ptr_array_index (self->fields, i), NULL, error))
      return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    if (!apply_field (g_ptr_array_index (self->fields, i), record, error))
      return FALSE;
  return TRUE;
}

void
lotse_form_focus (LotseForm *self)
{
  g_return_if_fail (LOTSE_IS_FORM (self));
  for (guint i = 0; i < self->fields->len; i++)
    {
      LotseFormField *row = g_ptr_array_index (self->fields, i);

      /* The centre's own number comes first in the table, but nobody begins with it. */
      if (group_of (lotse_form_field_get_field (row)) == GROUP_MAIN)
        {
          gtk_widget_grab_focus (lotse_form_field_get_row (row));
          return;
        }
    }
}

gboolean
lotse_form_get_changed (LotseForm *self)
{
  g_return_val_if_fail (LOTSE_IS_FORM (self), FALSE);
  return self->changed;
}

/* --- GObject ------------------------------------------------------------------------------------------------ */

static void
lotse_form_dispose (GObject *object)
{
  LotseForm *self = LOTSE_FORM (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (lotse_form_parent_class)->dispose (object);
}

static void
lotse_form_class_init (LotseFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_form_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  signals[CHANGED] = g_signal_new ("changed", LOTSE_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] = g_signal_new ("activated", LOTSE_TYPE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_form_init (LotseForm *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

LotseForm *
lotse_form_new (LotseProfile *profile, const LotseKind *kind)
{
  LotseForm *self = g_object_new (LOTSE_TYPE_FORM, NULL);

  self->loading = TRUE;
  add_rows (self, profile, kind);
  self->loading = FALSE;
  return self;
}
