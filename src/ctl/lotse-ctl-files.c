/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of records: FIELD=@PATH of add and set, and the command file. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-values.h"

#include "lotse-attach.h"
#include "lotse-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- FIELD=@PATH ---------------------------------------------------------------------------------------------- */

const LotseField *
lotse_ctl_file_word (const LotseKind *kind, const char *word, const char **path)
{
  const char *equals = strchr (word, '=');
  g_autofree char *name = equals != NULL ? g_strndup (word, (gsize) (equals - word)) : NULL;
  const LotseField *field = name != NULL ? lotse_kind_field (kind, name) : NULL;

  if (field == NULL || field->type != LOTSE_FIELD_BLOB || equals[1] != '@')
    return NULL;
  *path = equals + 2;
  return field;
}

gboolean
lotse_ctl_attach (LotseCtl *self, LotseRecord *record, guint from, GError **error)
{
  for (guint i = from; i < lotse_ctl_args_count (self->args); i++)
    {
      const char *path;
      const LotseField *field = lotse_ctl_file_word (lotse_record_get_kind (record), lotse_ctl_word (self, i), &path);

      if (field != NULL && !lotse_attach (self->store, record, field, path, self->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

void
lotse_ctl_detach (LotseCtl *self, LotseRecord *record, guint from)
{
  for (guint i = from; i < lotse_ctl_args_count (self->args); i++)
    {
      const char *path;
      const LotseField *field = lotse_ctl_file_word (lotse_record_get_kind (record), lotse_ctl_word (self, i), &path);

      if (field != NULL)
        lotse_attach_undo (self->store, record, field);
    }
}

/* --- file ----------------------------------------------------------------------------------------------------- */

/* The field for files that was named, or the first that has one. */
static const LotseField *
find_file (LotseCtl *self, LotseRecord *record, GError **error)
{
  const LotseKind *kind = lotse_record_get_kind (record);
  const char *named = lotse_ctl_args_get (self->args, "field");
  const LotseField *field = named != NULL ? lotse_ctl_field (kind, named, error) : NULL;

  if (named != NULL && field == NULL)
    return NULL;
  for (guint i = 0; i < kind->n_fields; i++)
    if ((field == NULL || field == &kind->fields[i]) && kind->fields[i].type == LOTSE_FIELD_BLOB
        && lotse_record_get (record, kind->fields[i].name) != NULL)
      return &kind->fields[i];
  if (named != NULL)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("this record has no file in “%s”; “lotsectl get” shows what it has"), named);
  else
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("this record has no file; attach one with “lotsectl set ID FIELD=@PATH”"));
  return NULL;
}

static GInputStream *
open_file (LotseCtl *self, const char *sha256, GError **error)
{
  g_autoptr (GError) cause = NULL;
  GInputStream *content = lotse_store_open_blob (self->store, sha256, &cause);

  if (content != NULL)
    return content;
  /* The record is right and so is the command: the file will come. */
  if (g_error_matches (cause, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND))
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_BUSY,
                 _("this file is not on this device yet; “lotsectl sync” fetches it as soon as the device that has it has sent it"));
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}

static gboolean
write_file (GInputStream *content, const char *path, gssize *size, GError **error)
{
  g_autoptr (GOutputStream) out = lotse_ctl_open_output (path, error);

  if (out == NULL)
    return FALSE;
  *size = g_output_stream_splice (out, content, G_OUTPUT_STREAM_SPLICE_NONE, NULL, error);
  if (*size >= 0)
    return g_output_stream_close (out, NULL, error);
  lotse_ctl_give_up (out);
  return FALSE;
}

static void
print_file (LotseCtl *self, LotseRecord *record, const LotseField *field, const char *path, gint64 size)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lotse_ctl_json_text (builder, "id", lotse_record_get_id (record));
  lotse_ctl_json_text (builder, "field", field->name);
  lotse_ctl_json_text (builder, "sha256", lotse_record_get (record, field->name));
  lotse_ctl_json_int (builder, "bytes", size);
  lotse_ctl_json_text (builder, "output", path);
  json_builder_end_object (builder);
  lotse_ctl_print_builder (self, builder);
}

gboolean
lotse_ctl_file (LotseCtl *self, GError **error)
{
  const char *path = lotse_ctl_args_get (self->args, "output");
  g_autoptr (LotseRecord) record = lotse_ctl_record (self, lotse_ctl_word (self, 0), error);
  const LotseField *field = record != NULL ? find_file (self, record, error) : NULL;
  g_autoptr (GInputStream) content = NULL;
  gssize size = 0;

  if (field == NULL)
    return FALSE;
  if (self->json && (path == NULL || g_str_equal (path, "-")))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("with --json, name a file for the content with --output FILE"));
      return FALSE;
    }
  content = open_file (self, lotse_record_get (record, field->name), error);
  if (content == NULL || !write_file (content, path != NULL ? path : "-", &size, error))
    return FALSE;
  if (self->json)
    print_file (self, record, field, path, size);
  return TRUE;
}
