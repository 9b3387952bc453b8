/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms that have sheets are never changed, or nobody would know what was asked. */
#include "config.h"

#include "lotse-store-private.h"
#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static gboolean
has_sheets (LotseStore *self, const char *form, gboolean *found, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];
  gint64 n = 0;

  if (form == NULL || !lotse_id_to_bytes (form, bytes))
    return TRUE;
  if (!lotse_db_get_int (self->db, &n, 0, error,
                         "SELECT EXISTS (SELECT 1 FROM batch WHERE form = ?1) OR EXISTS (SELECT 1 FROM pile WHERE form = ?1)", "b", bytes,
                         (gssize) sizeof bytes))
    return FALSE;
  *found = *found || n != 0;
  return TRUE;
}

/* What says nothing of what was asked: notes, and by which theme questions are evaluated together. */
static gboolean
is_harmless (const LotseEdit *edit)
{
  static const char *const registers[] = { "note", "reference", "released", "theme", NULL };

  for (guint i = 0; i < edit->writes->len; i++)
    if (!g_strv_contains (registers, ((LotseWrite *) edit->writes->pdata[i])->reg))
      return FALSE;
  return TRUE;
}

gboolean
lotse_sheets_check_edit (LotseStore *self, const LotseStoreRow *row, const LotseEdit *edit, GError **error)
{
  gboolean question = strcmp (edit->kind, "question") == 0;
  gboolean found = FALSE;

  if ((!question && strcmp (edit->kind, "form") != 0) || is_harmless (edit))
    return TRUE;
  if (!has_sheets (self, question ? lotse_registers_value (row->registers, "form") : edit->id, &found, error))
    return FALSE;
  for (guint i = 0; question && i < edit->writes->len; i++)
    {
      const LotseWrite *write = edit->writes->pdata[i];

      if (strcmp (write->reg, "form") == 0 && !has_sheets (self, write->value, &found, error))
        return FALSE;
    }
  if (!found)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_DENIED,
                       _("The form has sheets already, so neither it nor its questions are changed any more. Nothing was saved. Make its "
                         "next version a form of its own."));
  return FALSE;
}
