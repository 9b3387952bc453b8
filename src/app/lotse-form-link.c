/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The row of a link; see the header.
 *
 * A text that was typed but not taken from the list is no link: reading it says so.
 */
#include "config.h"

#include "lotse-form-link.h"

#include "lotse-completion.h"
#include "lotse-error.h"
#include "lotse-jobs.h"

#include <glib/gi18n.h>

struct _LotseFormLink
{
  LotseFormField parent_instance;

  GtkWidget *row;
  LotseCompletion *completion; /* owned by the row */
  char *id;
  gboolean showing; /* the program sets the text, not the person */
};

G_DEFINE_FINAL_TYPE (LotseFormLink, lotse_form_link, LOTSE_TYPE_FORM_FIELD)

static void
take (LotseFormLink *self, const char *id)
{
  g_autofree char *old = self->id;

  self->id = g_strdup (id);
  if (g_strcmp0 (old, id) != 0)
    lotse_form_field_changed (LOTSE_FORM_FIELD (self));
}

static void
on_picked (LotseFormLink *self, const char *kind, const char *id, const char *title)
{
  g_assert (LOTSE_IS_FORM_LINK (self));
  lotse_form_field_set_wrong (LOTSE_FORM_FIELD (self), FALSE);
  take (self, id);
}

static void
on_typed (LotseFormLink *self)
{
  g_assert (LOTSE_IS_FORM_LINK (self));
  if (!self->showing)
    take (self, NULL);
}

static void
on_title (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LotseFormLink) self = user_data;
  g_autofree char *title = lotse_job_text_finish (result, NULL);

  if (self->id == NULL)
    return;
  self->showing = TRUE;
  lotse_completion_set_text (self->completion, title != NULL ? title : _ ("(not on this device)"));
  self->showing = FALSE;
}

static void
lotse_form_link_set_value (LotseFormField *form_field, const char *value)
{
  LotseFormLink *self = LOTSE_FORM_LINK (form_field);

  self->showing = TRUE;
  lotse_completion_set_text (self->completion, "");
  self->showing = FALSE;
  g_free (self->id);
  self->id = g_strdup (value);
  if (value != NULL)
    lotse_job_title_async (lotse_form_field_get_store (form_field), value, on_title, g_object_ref (self));
}

static char *
lotse_form_link_get_value (LotseFormField *form_field, GError **error)
{
  LotseFormLink *self = LOTSE_FORM_LINK (form_field);

  if (self->id == NULL && *gtk_editable_get_text (GTK_EDITABLE (self->row)) != '\0')
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _ ("“%s”: please choose one from the list that opens below."),
                 lotse_form_field_get_label (form_field));
  return g_strdup (self->id);
}

static GtkWidget *
lotse_form_link_make_row (LotseFormField *form_field)
{
  LotseFormLink *self = LOTSE_FORM_LINK (form_field);
  GtkWidget *icon = gtk_image_new_from_icon_name ("system-search-symbolic");

  self->row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), lotse_form_field_get_label (form_field));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  gtk_widget_add_css_class (icon, "dim-label");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->row), icon);
  /* Before the completion connects: its own changes are seen by both, and on_picked comes after them. */
  g_signal_connect_object (self->row, "changed", G_CALLBACK (on_typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->row, "entry-activated", G_CALLBACK (lotse_form_field_activated), self, G_CONNECT_SWAPPED);
  self->completion = lotse_completion_new (self->row, lotse_form_field_get_store (form_field),
                                           lotse_form_field_get_field (form_field)->links);
  g_signal_connect_object (self->completion, "picked", G_CALLBACK (on_picked), self, G_CONNECT_SWAPPED);
  return self->row;
}

static void
lotse_form_link_finalize (GObject *object)
{
  g_free (LOTSE_FORM_LINK (object)->id);
  G_OBJECT_CLASS (lotse_form_link_parent_class)->finalize (object);
}

static void
lotse_form_link_class_init (LotseFormLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lotse_form_link_finalize;
  LOTSE_FORM_FIELD_CLASS (klass)->make_row = lotse_form_link_make_row;
  LOTSE_FORM_FIELD_CLASS (klass)->set_value = lotse_form_link_set_value;
  LOTSE_FORM_FIELD_CLASS (klass)->get_value = lotse_form_link_get_value;
}

static void
lotse_form_link_init (LotseFormLink *self)
{
}
