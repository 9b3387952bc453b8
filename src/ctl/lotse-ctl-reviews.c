/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command reviews: edits that wait at the centre until staff decides.  A few at a time are usual. */
#include "config.h"

#include "lotse-ctl-commands.h"
#include "lotse-ctl-table.h"
#include "lotse-ctl-values.h"

#include "lotse-error.h"
#include "lotse-value.h"

#include <glib/gi18n.h>

static void
add_review (LotseCtl *self, LotseCtlTable *table, LotseRecord *review)
{
  const char *text = lotse_record_get (review, "edit");
  const char *account = lotse_record_get (review, "account");
  const LotseField *field = lotse_kind_field (lotse_record_get_kind (review), "reason");
  g_autofree char *reason = lotse_value_format (field, lotse_record_get (review, "reason"), NULL);
  g_autoptr (LotseEdit) edit = text != NULL ? lotse_edit_from_text (text, NULL) : NULL;
  const LotseKind *kind = edit != NULL ? lotse_kind_find (edit->kind) : NULL;

  for (guint i = 0; edit != NULL && i < edit->writes->len; i++)
    {
      const LotseWrite *write = edit->writes->pdata[i];
      g_autofree char *title = lotse_ctl_title_of_id (self, edit->id);
      g_autofree char *reg = lotse_ctl_show_register (kind, write->reg);
      g_autofree char *value = lotse_ctl_show_value (self, kind, write->reg, write->value);

      lotse_ctl_table_row (table, i == 0 ? lotse_record_get_id (review) : "", i == 0 ? title : "", i == 0 && account != NULL ? account : "",
                           i == 0 ? reason : "", reg, value, NULL);
    }
}

static gboolean
list_reviews (LotseCtl *self, GError **error)
{
  g_autoptr (GPtrArray) reviews = lotse_store_reviews (self->store, error);
  g_autoptr (LotseCtlTable) table = lotse_ctl_table_new (6);

  if (reviews == NULL)
    return FALSE;
  if (self->json)
    {
      g_autoptr (JsonArray) array = json_array_new ();
      JsonNode *node;

      for (guint i = 0; i < reviews->len; i++)
        json_array_add_element (array, lotse_record_to_json (reviews->pdata[i]));
      node = json_node_init_array (json_node_alloc (), array);
      lotse_ctl_print_json (self, node);
      return TRUE;
    }
  lotse_ctl_table_head (table, "id", _("Record"), _("Written by"), _("Why it waits"), _("What"), _("Value"), NULL);
  for (guint i = 0; i < reviews->len; i++)
    add_review (self, table, reviews->pdata[i]);
  lotse_ctl_print_table (self, table);
  return TRUE;
}

gboolean
lotse_ctl_reviews (LotseCtl *self, GError **error)
{
  const char *what = lotse_ctl_word (self, 0);
  const char *id = lotse_ctl_word (self, 1);
  LotseStore *store = lotse_ctl_store (self, error);
  g_autoptr (LotseRecord) review = NULL;

  if (store == NULL)
    return FALSE;
  if (what == NULL)
    return list_reviews (self, error);
  if ((!g_str_equal (what, "accept") && !g_str_equal (what, "drop")) || id == NULL)
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("use it like this: lotsectl reviews accept ID, or reviews drop ID, with an id that “lotsectl reviews” prints"));
      return FALSE;
    }
  review = lotse_ctl_record (self, id, error);
  return review != NULL && lotse_store_review_decide (store, lotse_record_get_id (review), *what == 'a', error);
}
