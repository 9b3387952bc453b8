/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The history of a record in words; see the header.  Everything here runs on the database thread.
 */
#include "config.h"

#include "lotse-history-lines.h"

#include "lotse-format.h"
#include "lotse-jobs.h"

#include <glib/gi18n.h>

void
lotse_history_text_free (LotseHistoryText *self)
{
  if (self == NULL)
    return;
  g_free (self->when);
  g_free (self->who);
  g_free (self->what);
  g_free (self->was);
  g_free (self);
}

static char *
element_label (LotseStore *store, const LotseField *field, const char *element)
{
  char *title = field->links != NULL ? lotse_job_title_of (store, element) : NULL;

  return title != NULL ? title : lotse_format_value (field, element);
}

char *
lotse_register_label (LotseStore *store, const LotseKind *kind, const char *reg)
{
  const char *element = NULL;
  g_autofree char *name = lotse_register_field (reg, &element);
  const LotseField *field = lotse_kind_field (kind, name);
  g_autofree char *of = NULL;

  if (g_str_equal (reg, LOTSE_REGISTER_DELETED))
    return g_strdup (_ ("In the bin"));
  if (g_str_equal (reg, LOTSE_REGISTER_MERGED_INTO))
    return g_strdup (_ ("United with"));
  if (field == NULL)
    return g_strdup (reg);
  if (element == NULL)
    return g_strdup (lotse_field_label (field));
  of = element_label (store, field, element);
  /* Translators: a field and one of its entries, such as "Languages: Arabic". */
  return g_strdup_printf (C_ ("entry of a field", "%s: %s"), lotse_field_label (field), of);
}

char *
lotse_register_text (LotseStore *store, const LotseKind *kind, const char *reg, const char *value)
{
  const char *element = NULL;
  g_autofree char *name = lotse_register_field (reg, &element);
  const LotseField *field = lotse_kind_field (kind, name);
  char *title;

  if (value == NULL || *value == '\0')
    return g_strdup (g_str_equal (reg, LOTSE_REGISTER_DELETED) ? _ ("No") : C_ ("value", "(empty)"));
  if (g_str_equal (reg, LOTSE_REGISTER_DELETED))
    return g_strdup (_ ("Yes"));
  if (g_str_equal (reg, LOTSE_REGISTER_MERGED_INTO) || (field != NULL && field->type == LOTSE_FIELD_LINK))
    {
      title = lotse_job_title_of (store, value);
      return title != NULL ? title : g_strdup (_ ("(not on this device)"));
    }
  if (field != NULL && field->type == LOTSE_FIELD_SET)
    return g_strdup (_ ("Yes"));
  if (field == NULL)
    return g_strdup (value);
  return element == NULL ? lotse_format_value (field, value) : lotse_format_element (value);
}

static LotseHistoryText *
make_line (LotseStore *store, const LotseKind *kind, const LotseHistoryEntry *entry)
{
  LotseHistoryText *line = g_new0 (LotseHistoryText, 1);
  g_autofree char *label = lotse_register_label (store, kind, entry->reg);
  g_autofree char *after = lotse_register_text (store, kind, entry->reg, entry->after);

  line->when = lotse_format_moment (entry->at_ms);
  line->who = g_strdup (entry->by != NULL ? entry->by : _ ("this device"));
  /* Translators: a field and its new value. */
  line->what = g_strdup_printf (C_ ("history", "%s: %s"), label, after);
  if (entry->before != NULL && *entry->before != '\0')
    line->was = lotse_register_text (store, kind, entry->reg, entry->before);
  return line;
}

GPtrArray *
lotse_history_lines (LotseStore *store, const LotseKind *kind, const char *id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) entries = lotse_store_history (store, id, error);
  GPtrArray *lines;

  if (entries == NULL)
    return NULL;
  lines = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_history_text_free);
  for (guint i = 0; i < entries->len && (limit == 0 || i < limit); i++)
    g_ptr_array_add (lines, make_line (store, kind, g_ptr_array_index (entries, i)));
  return lines;
}
