/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One field of a record in a form: a row in which its value is shown and changed.
 *
 * The base class of the rows for each type of field.  Values are canonical texts (lotse-kind.h); sets and maps come as a
 * table from element to value.  A field belongs to one form on the main thread.
 */
#pragma once

#include "lotse-kind.h"
#include "lotse-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define LOTSE_TYPE_FORM_FIELD (lotse_form_field_get_type ())
G_DECLARE_DERIVABLE_TYPE (LotseFormField, lotse_form_field, LOTSE, FORM_FIELD, GObject)

struct _LotseFormFieldClass
{
  GObjectClass parent_class;

  GtkWidget *(*make_row) (LotseFormField *self);
  void (*set_value) (LotseFormField *self, const char *value);
  /* The value (g_free), NULL if it is empty; NULL with an error if what stands there cannot be read. */
  char *(*get_value) (LotseFormField *self, GError **error);
  void (*set_elements) (LotseFormField *self, GHashTable *elements);
  GHashTable *(*get_elements) (LotseFormField *self, GError **error);
};

/* The row class that fits the field's type; NULL for types that forms do not show. */
LotseFormField *lotse_form_field_new (const LotseField *field, LotseStore *store);

const LotseField *lotse_form_field_get_field (LotseFormField *self);
const char *lotse_form_field_get_label (LotseFormField *self);
LotseStore *lotse_form_field_get_store (LotseFormField *self);
/* The row, made once; the field keeps it alive. */
GtkWidget *lotse_form_field_get_row (LotseFormField *self);

void lotse_form_field_set_value (LotseFormField *self, const char *value);
char *lotse_form_field_get_value (LotseFormField *self, GError **error);
/* Sets and maps only; tables from char * to char * that free their parts. */
void lotse_form_field_set_elements (LotseFormField *self, GHashTable *elements);
GHashTable *lotse_form_field_get_elements (LotseFormField *self, GError **error);

/* Marks the row as wrong, or as right again. */
void lotse_form_field_set_wrong (LotseFormField *self, gboolean wrong);

/* For the classes: the person changed something ("changed"), or pressed Enter in the row ("activated"). */
void lotse_form_field_changed (LotseFormField *self);
void lotse_form_field_activated (LotseFormField *self);
/* Names a widget inside the row for screen readers. */
void lotse_form_field_name_widget (LotseFormField *self, GtkWidget *widget, const char *what);

G_END_DECLS
