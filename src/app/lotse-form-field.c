/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One field of a record in a form; see the header.
 */
#include "config.h"

#include "lotse-form-field.h"

#include "lotse-error.h"
#include "lotse-form-choice.h"
#include "lotse-form-link.h"
#include "lotse-form-set.h"
#include "lotse-form-text.h"

#include <glib/gi18n.h>

typedef struct
{
  const LotseField *field;
  LotseStore *store;
  GtkWidget *row;
} LotseFormFieldPrivate;

enum
{
  CHANGED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LotseFormField, lotse_form_field, G_TYPE_OBJECT)

#define PRIVATE(self) ((LotseFormFieldPrivate *) lotse_form_field_get_instance_private (self))

static GType
type_for (const LotseField *field)
{
  switch (field->type)
    {
    case LOTSE_FIELD_TEXT:
    case LOTSE_FIELD_LONG_TEXT:
    case LOTSE_FIELD_INT:
    case LOTSE_FIELD_MONEY:
    case LOTSE_FIELD_DATE:
    case LOTSE_FIELD_DATETIME:
      return LOTSE_TYPE_FORM_TEXT;
    case LOTSE_FIELD_BOOL:
    case LOTSE_FIELD_CHOICE:
      return LOTSE_TYPE_FORM_CHOICE;
    case LOTSE_FIELD_LINK:
      return LOTSE_TYPE_FORM_LINK;
    case LOTSE_FIELD_SET:
    case LOTSE_FIELD_MAP:
      return (field->flags & LOTSE_FIELD_JSON) != 0 ? G_TYPE_INVALID : LOTSE_TYPE_FORM_SET;
    case LOTSE_FIELD_BLOB:
    default:
      return G_TYPE_INVALID;
    }
}

LotseFormField *
lotse_form_field_new (const LotseField *field, LotseStore *store)
{
  const GType type = type_for (field);
  LotseFormField *self;

  if (type == G_TYPE_INVALID || (field->flags & (LOTSE_FIELD_INTERNAL | LOTSE_FIELD_BY_ACT)) != 0)
    return NULL;
  self = g_object_new (type, NULL);
  PRIVATE (self)->field = field;
  PRIVATE (self)->store = g_object_ref (store);
  PRIVATE (self)->row = g_object_ref_sink (LOTSE_FORM_FIELD_GET_CLASS (self)->make_row (self));
  return self;
}

const LotseField *
lotse_form_field_get_field (LotseFormField *self)
{
  g_return_val_if_fail (LOTSE_IS_FORM_FIELD (self), NULL);
  return PRIVATE (self)->field;
}

const char *
lotse_form_field_get_label (LotseFormField *self)
{
  g_return_val_if_fail (LOTSE_IS_FORM_FIELD (self), NULL);
  return lotse_field_label (PRIVATE (self)->field);
}

LotseStore *
lotse_form_field_get_store (LotseFormField *self)
{
  g_return_val_if_fail (LOTSE_IS_FORM_FIELD (self), NULL);
  return PRIVATE (self)->store;
}

GtkWidget *
lotse_form_field_get_row (LotseFormField *self)
{
  g_return_val_if_fail (LOTSE_IS_FORM_FIELD (self), NULL);
  return PRIVATE (self)->row;
}

void
lotse_form_field_set_value (LotseFormField *self, const char *value)
{
  g_return_if_fail (LOTSE_IS_FORM_FIELD (self));
  g_return_if_fail (LOTSE_FORM_FIELD_GET_CLASS (self)->set_value != NULL);
  LOTSE_FORM_FIELD_GET_CLASS (self)->set_value (self, value);
}

char *
lotse_form_field_get_value (LotseFormField *self, GError **error)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) local = NULL;

  g_return_val_if_fail (LOTSE_IS_FORM_FIELD (self), NULL);
  g_return_val_if_fail (LOTSE_FORM_FIELD_GET_CLASS (self)->get_value != NULL, NULL);
  value = LOTSE_FORM_FIELD_GET_CLASS (self)->get_value (self, &local);
  if (local == NULL && value == NULL && (PRIVATE (self)->field->flags & LOTSE_FIELD_REQUIRED) != 0)
    /* Translators: the label of a field, such as "Name". */
    g_set_error (&local, LOTSE_ERROR, LOTSE_ERROR_INVALID, _ ("“%s” is still empty."), lotse_form_field_get_label (self));
  lotse_form_field_set_wrong (self, local != NULL);
  if (local == NULL)
    return g_steal_pointer (&value);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

void
lotse_form_field_set_elements (LotseFormField *self, GHashTable *elements)
{
  g_return_if_fail (LOTSE_IS_FORM_FIELD (self));
  g_return_if_fail (LOTSE_FORM_FIELD_GET_CLASS (self)->set_elements != NULL);
  LOTSE_FORM_FIELD_GET_CLASS (self)->set_elements (self, elements);
}

GHashTable *
lotse_form_field_get_elements (LotseFormField *self, GError **error)
{
  g_return_val_if_fail (LOTSE_IS_FORM_FIELD (self), NULL);
  g_return_val_if_fail (LOTSE_FORM_FIELD_GET_CLASS (self)->get_elements != NULL, NULL);
  return LOTSE_FORM_FIELD_GET_CLASS (self)->get_elements (self, error);
}

void
lotse_form_field_set_wrong (LotseFormField *self, gboolean wrong)
{
  g_return_if_fail (LOTSE_IS_FORM_FIELD (self));
  if (wrong)
    gtk_widget_add_css_class (PRIVATE (self)->row, "error");
  else
    gtk_widget_remove_css_class (PRIVATE (self)->row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (PRIVATE (self)->row), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
lotse_form_field_changed (LotseFormField *self)
{
  g_return_if_fail (LOTSE_IS_FORM_FIELD (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lotse_form_field_activated (LotseFormField *self)
{
  g_return_if_fail (LOTSE_IS_FORM_FIELD (self));
  g_signal_emit (self, signals[ACTIVATED], 0);
}

void
lotse_form_field_name_widget (LotseFormField *self, GtkWidget *widget, const char *what)
{
  g_autofree char *name = NULL;

  /* Translators: the label of a field, then what a button beside it does, such as "Date: open the calendar". */
  name = what != NULL ? g_strdup_printf (C_ ("accessible name", "%s: %s"), lotse_form_field_get_label (self), what)
                      : g_strdup (lotse_form_field_get_label (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
lotse_form_field_dispose (GObject *object)
{
  LotseFormField *self = LOTSE_FORM_FIELD (object);

  g_clear_object (&PRIVATE (self)->row);
  g_clear_object (&PRIVATE (self)->store);
  G_OBJECT_CLASS (lotse_form_field_parent_class)->dispose (object);
}

static void
lotse_form_field_class_init (LotseFormFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lotse_form_field_dispose;
  signals[CHANGED] = g_signal_new ("changed", LOTSE_TYPE_FORM_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ACTIVATED] =
    g_signal_new ("activated", LOTSE_TYPE_FORM_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lotse_form_field_init (LotseFormField *self)
{
}
