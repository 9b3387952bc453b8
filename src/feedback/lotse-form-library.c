/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The library of forms; see the header. */
#include "config.h"

#include "lotse-form-library.h"

#include "lotse-error.h"
#include "lotse-form-file.h"
#include "lotse-forms-resources.h"

#include <glib/gi18n.h>

#define FOLDER "/de/lotse/forms/"
#define SUFFIX ".form"

/* The order in which a programme needs them; the first is what most look for. */
static const char *const names[] = {
  "networking-meeting", "training", "writing-workshop",
  "mentoring-half-time-mentor", "mentoring-half-time-mentee", "mentoring-end-mentor", "mentoring-end-mentee",
  "needs-newcomers", "needs-mentors", "needs-clubs",
};

static GBytes *
content_of (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, SUFFIX, NULL);

  return g_resource_lookup_data (lotse_forms_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

void
lotse_library_form_free (LotseLibraryForm *self)
{
  g_free (self->name);
  g_free (self->title);
  g_free (self->about);
  g_free (self->purpose);
  g_free (self);
}

/**
 * lotse_form_library_list:
 * @language: (nullable): "de" or "en"; %NULL for that of the process
 *
 * Returns: (transfer full) (element-type LotseLibraryForm): what the library has
 */
GPtrArray *
lotse_form_library_list (const char *language)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_library_form_free);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) content = content_of (names[i]);
      g_autoptr (LotseFormDraft) draft = lotse_form_library_read (names[i], NULL);
      LotseLibraryForm *one;

      if (draft == NULL)
        continue;
      one = g_new0 (LotseLibraryForm, 1);
      one->name = g_strdup (names[i]);
      one->title = g_strdup (lotse_form_text (draft->form, "titles", language));
      one->about = lotse_form_file_about (content, language);
      one->purpose = g_strdup (lotse_record_get (draft->form, "purpose"));
      one->questions = draft->questions->len;
      g_ptr_array_add (list, one);
    }
  return list;
}

/**
 * lotse_form_library_read:
 *
 * Returns: (transfer full): the form of the library, for a preview; or %NULL with NOT_FOUND
 */
LotseFormDraft *
lotse_form_library_read (const char *name, GError **error)
{
  g_autoptr (GBytes) content = content_of (name);
  LotseFormDraft *draft = content != NULL ? lotse_form_file_read (content, error) : NULL;

  if (content == NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("The library has no form “%s”. Nothing was changed. “form library” lists them."), name);
  else if (draft != NULL)
    lotse_record_set (draft->form, "reference", name, NULL);
  return draft;
}

/**
 * lotse_form_library_take:
 * @name: a name of the library
 * @fresh: (out) (optional): whether it is new
 *
 * Makes a form of it.  One that was taken before is left as people made it since.
 *
 * Returns: (transfer full): the id of the form, or %NULL with NOT_FOUND, DENIED or an error of the store
 */
char *
lotse_form_library_take (LotseStore *store, const char *name, gboolean *fresh, GError **error)
{
  g_autoptr (LotseFormDraft) draft = lotse_form_library_read (name, error);
  LotseFormSaved saved = LOTSE_FORM_UNCHANGED;
  g_autofree char *id = draft != NULL ? lotse_form_draft_save (store, draft, TRUE, &saved, error) : NULL;

  if (fresh != NULL)
    *fresh = saved == LOTSE_FORM_FRESH;
  if (id == NULL)
    return NULL;
  return saved == LOTSE_FORM_FRESH ? lotse_form_draft_save (store, draft, FALSE, NULL, error) : g_steal_pointer (&id);
}
