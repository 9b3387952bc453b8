/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking things up in the table of kinds.
 *
 * The list of all kinds is put together once, at the first call from any thread, and never changes.  A kind has at most
 * a few dozen fields, so a search from the first is as fast as anything else.
 */
#include "config.h"

#include "lotse-kind.h"

#include "lotse-kinds.h"

#include <string.h>

#define MAX_KINDS 64

static const LotseKind *all[MAX_KINDS];
static guint n_all;
static GHashTable *by_name;

static void
collect (void)
{
  const LotseKind *const areas[] = { lotse_kinds_people,   lotse_kinds_mentoring, lotse_kinds_events,
                                     lotse_kinds_feedback, lotse_kinds_grants,    lotse_kinds_system };

  by_name = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      for (const LotseKind *kind = areas[i]; kind->name != NULL; kind++)
        {
          g_assert (n_all < MAX_KINDS);
          all[n_all++] = kind;
          g_hash_table_insert (by_name, (gpointer) kind->name, (gpointer) kind);
        }
    }
}

static void
ensure (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      collect ();
      g_once_init_leave (&done, 1);
    }
}

/**
 * lotse_kinds_list:
 * @n_kinds: (out) (optional): how many there are
 *
 * Returns: (transfer none) (array length=n_kinds): all kinds, in the order of their areas
 */
const LotseKind *const *
lotse_kinds_list (guint *n_kinds)
{
  ensure ();
  if (n_kinds != NULL)
    *n_kinds = n_all;
  return all;
}

/**
 * lotse_kind_find:
 * @name: (nullable): a kind's name
 *
 * Returns: (transfer none) (nullable): the kind of that name
 */
const LotseKind *
lotse_kind_find (const char *name)
{
  ensure ();
  return name != NULL ? g_hash_table_lookup (by_name, name) : NULL;
}

/**
 * lotse_kind_field_index:
 * @kind: a kind
 * @name: (nullable): a field's name
 *
 * Returns: the place of the field in @kind's table, or -1 when the kind has no such field
 */
int
lotse_kind_field_index (const LotseKind *kind, const char *name)
{
  g_return_val_if_fail (kind != NULL, -1);

  if (name == NULL)
    return -1;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (strcmp (kind->fields[i].name, name) == 0)
        return (int) i;
    }
  return -1;
}

/**
 * lotse_kind_field:
 * @kind: a kind
 * @name: (nullable): a field's name
 *
 * Returns: (transfer none) (nullable): the field of that name
 */
const LotseField *
lotse_kind_field (const LotseKind *kind, const char *name)
{
  int index = lotse_kind_field_index (kind, name);

  return index >= 0 ? &kind->fields[index] : NULL;
}

/* The translation into the language of the process; the English source where there is none. */
static const char *
translated (const char *context, const char *text)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, context, text);
}

/**
 * lotse_kind_label:
 * @kind: a kind
 *
 * Returns: (transfer none): what one record of @kind is called, translated
 */
const char *
lotse_kind_label (const LotseKind *kind)
{
  g_return_val_if_fail (kind != NULL, NULL);
  return translated ("kind", kind->label);
}

/**
 * lotse_kind_label_plural:
 * @kind: a kind
 *
 * Returns: (transfer none): what several records of @kind are called, translated
 */
const char *
lotse_kind_label_plural (const LotseKind *kind)
{
  g_return_val_if_fail (kind != NULL, NULL);
  return translated ("kind", kind->label_plural);
}

/**
 * lotse_field_label:
 * @field: a field
 *
 * Returns: (transfer none): the field's label, translated
 */
const char *
lotse_field_label (const LotseField *field)
{
  g_return_val_if_fail (field != NULL, NULL);
  return translated ("field", field->label);
}

/**
 * lotse_choice_label:
 * @field: a field
 * @choice: (nullable): the name of a choice
 *
 * Returns: (transfer none) (nullable): the choice's label, translated; @choice itself when the field does not know it,
 *   as it may come from a newer version
 */
const char *
lotse_choice_label (const LotseField *field, const char *choice)
{
  g_return_val_if_fail (field != NULL, NULL);

  for (const LotseChoice *known = field->choices; known != NULL && known->name != NULL; known++)
    {
      if (g_strcmp0 (known->name, choice) == 0)
        return translated ("choice", known->label);
    }
  return choice;
}

/**
 * lotse_field_audience:
 * @field: a field
 *
 * Returns: who may see it within a record's buckets, a set of #LotseBucketClass that is never empty
 */
LotseAudience
lotse_field_audience (const LotseField *field)
{
  g_return_val_if_fail (field != NULL, LOTSE_AUDIENCE_STAFF);
  return field->audience != 0 ? field->audience : LOTSE_AUDIENCE_ALL;
}

/**
 * lotse_field_links_to:
 * @field: a field
 * @kind: (nullable): the name of a kind
 *
 * Returns: whether the field may hold the id of a record of that kind
 */
gboolean
lotse_field_links_to (const LotseField *field, const char *kind)
{
  gsize length;

  g_return_val_if_fail (field != NULL, FALSE);

  if (field->links == NULL || kind == NULL || *kind == '\0' || strchr (kind, ' ') != NULL)
    return FALSE;
  if (strcmp (field->links, "*") == 0)
    return TRUE;
  length = strlen (kind);
  for (const char *word = field->links; word != NULL; word = strchr (word, ' '))
    {
      word += *word == ' ';
      if (strncmp (word, kind, length) == 0 && (word[length] == ' ' || word[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

/**
 * lotse_field_has_elements:
 * @field: a field
 *
 * Returns: whether its value is spread over several registers, one for each element
 */
gboolean
lotse_field_has_elements (const LotseField *field)
{
  g_return_val_if_fail (field != NULL, FALSE);
  return field->type == LOTSE_FIELD_SET || field->type == LOTSE_FIELD_MAP;
}
