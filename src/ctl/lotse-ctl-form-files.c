/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command form does with the library and with files of forms. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-import.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"
#include "lotse-form-library.h"
#include "lotse-links.h"
#include "lotse-paper.h"
#include "lotse-xlsform.h"

#include <glib/gi18n.h>

/* --- library, take ------------------------------------------------------------------------------------------ */

gboolean
lotse_ctl_form_library (LotseCtl *self, GError **error)
{
  g_autoptr (GPtrArray) forms = lotse_form_library_list (NULL);
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (3);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  lotse_ctl_table_head (table, _("Name"), _("Title"), _("What for"), NULL);
  json_builder_begin_array (builder);
  for (guint i = 0; i < forms->len; i++)
    {
      const LotseLibraryForm *form = forms->pdata[i];

      lotse_ctl_table_row (table, form->name, form->title, form->about, NULL);
      json_builder_begin_object (builder);
      lotse_ctl_json_text (builder, "name", form->name);
      lotse_ctl_json_text (builder, "title", form->title);
      lotse_ctl_json_text (builder, "about", form->about);
      lotse_ctl_json_text (builder, "purpose", form->purpose);
      lotse_ctl_json_int (builder, "questions", form->questions);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  if (self->json)
    lotse_ctl_print_builder (self, builder);
  else
    lotse_ctl_print_table (self, table);
  return TRUE;
}

gboolean
lotse_ctl_form_take (LotseCtl *self, GError **error)
{
  gboolean fresh = FALSE;
  g_autofree char *id = lotse_form_library_take (self->store, lotse_ctl_word (self, 1), &fresh, error);

  if (id == NULL)
    return FALSE;
  if (!fresh)
    g_printerr ("%s\n", _("This form was taken before. It stays as it is."));
  if (self->json)
    lotse_ctl_confirm (self, "id", id);
  else
    lotse_ctl_printf (self, "%s\n", id);
  return TRUE;
}

/* --- import ------------------------------------------------------------------------------------------------- */

static const char *
name_of (LotseFormSaved saved)
{
  static const char *const names[] = { "new", "updated", "next-version", "unchanged" };

  return names[saved];
}

static const char *
words_of (LotseFormSaved saved, gboolean dry)
{
  static const char *const done[] = { N_ ("A new form was made"), N_ ("The form was changed"),
                                      N_ ("The form has sheets already, so its next version was made"), N_ ("The form is there already as it is in the file") };
  static const char *const planned[] = { N_ ("A new form would be made"), N_ ("The form would be changed"),
                                         N_ ("The form has sheets already, so its next version would be made"), N_ ("The form is there already as it is in the file") };

  return _(dry ? planned[saved] : done[saved]);
}

static void
print_import (LotseCtl *self, LotseFormDraft *draft, const char *id, LotseFormSaved saved, gboolean dry)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "id", id);
  lotse_ctl_json_text (builder, "title", lotse_record_get (draft->form, "title"));
  lotse_ctl_json_text (builder, "result", name_of (saved));
  lotse_ctl_json_int (builder, "questions", draft->questions->len);
  json_builder_set_member_name (builder, "lost");
  json_builder_begin_array (builder);
  for (guint i = 0; i < draft->lost->len; i++)
    json_builder_add_string_value (builder, draft->lost->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (self->json)
    {
      lotse_ctl_print_builder (self, builder);
      return;
    }
  lotse_ctl_printf (self, "%s: %s\n", words_of (saved, dry), lotse_record_get (draft->form, "title"));
  for (guint i = 0; i < draft->lost->len; i++)
    lotse_ctl_printf (self, "  %s\n", (const char *) draft->lost->pdata[i]);
}

gboolean
lotse_ctl_form_import (LotseCtl *self, GError **error)
{
  g_autoptr (GBytes) content = lotse_ctl_read_file (self, lotse_ctl_word (self, 1), error);
  g_autoptr (LotseFormDraft) draft = content != NULL ? lotse_form_read (content, error) : NULL;
  gboolean dry = lotse_ctl_args_has (self->args, "dry-run");
  LotseFormSaved saved;
  g_autofree char *id = draft != NULL ? lotse_form_draft_save (self->store, draft, dry, &saved, error) : NULL;

  if (id == NULL)
    return FALSE;
  print_import (self, draft, id, saved, dry);
  return TRUE;
}

/* --- print -------------------------------------------------------------------------------------------------- */

static char *
find (LotseLinks *links, const char *field, const char *typed, GError **error)
{
  return lotse_links_resolve (links, lotse_kind_field (lotse_kind_find ("response"), field), typed, error);
}

gboolean
lotse_ctl_form_print (LotseCtl *self, GError **error)
{
  g_autoptr (LotseLinks) links = lotse_links_new (self->store, self->cancellable);
  const char *typed = lotse_ctl_args_get (self->args, "event");
  const char *path = lotse_ctl_word (self, 2);
  g_autofree char *form = find (links, "form", lotse_ctl_word (self, 1), error);
  g_autofree char *event = form != NULL && typed != NULL ? find (links, "event", typed, error) : NULL;
  g_autoptr (LotsePaper) paper = NULL;

  if (form == NULL || (typed != NULL && event == NULL))
    return FALSE;
  paper = lotse_paper_new_form (self->store, form, event, lotse_ctl_args_get (self->args, "language"), error);
  if (paper == NULL || !lotse_paper_write (paper, path, self->cancellable, NULL, NULL, error))
    return FALSE;
  if (lotse_paper_get_n_pages (paper) > 1)
    g_printerr (_("The form does not fit on one page at a size that people read; it has %u pages.\n"), lotse_paper_get_n_pages (paper));
  lotse_ctl_confirm (self, "file", path);
  return TRUE;
}

/* --- export ------------------------------------------------------------------------------------------------- */

gboolean
lotse_ctl_form_export (LotseCtl *self, GError **error)
{
  g_autoptr (LotseLinks) links = lotse_links_new (self->store, self->cancellable);
  const char *path = lotse_ctl_word (self, 2);
  g_autofree char *id = find (links, "form", lotse_ctl_word (self, 1), error);
  g_autoptr (LotseFeedbackForm) form = id != NULL ? lotse_feedback_form_load (self->store, id, error) : NULL;

  if (form == NULL || !lotse_xlsform_write (form, path, error))
    return FALSE;
  lotse_ctl_confirm (self, "file", path);
  return TRUE;
}
