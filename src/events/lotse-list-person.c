/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is meant by a row of a list: somebody known, or a new person; see lotse-list-import.h.
 *
 * Somebody is known by the reference, by name and mail or telephone, or by the name alone where only one person is called
 * so and nothing else contradicts.  In doubt a new person is made and the one who may be the same is named: two people who
 * were taken for one are harder to part than doubles to unite.
 */
#include "config.h"

#include "lotse-list-private.h"

#include "lotse-fold.h"

#include <glib/gi18n.h>

/* Sets what the row says; of somebody known only what is empty. */
static gboolean
fill_person (LotseListTaking *row)
{
  static const char *const languages[] = { NULL, "de", "en" };

  for (guint i = 0; i <= LOTSE_LIST_REFERENCE; i++)
    {
      const char *kind;
      const char *field = lotse_list_field_kind (i, &kind);
      gboolean well = FALSE;
      g_autoptr (GError) error = NULL;

      if (*row->cells[i] == '\0' || lotse_record_get (row->person, field) != NULL)
        continue;
      for (guint l = 0; l < G_N_ELEMENTS (languages) && !well; l++)
        {
          g_clear_error (&error);
          well = lotse_record_set_typed (row->person, field, row->cells[i], languages[l], &error);
        }
      if (!well)
        return lotse_list_complain_of (row, i, error->message);
    }
  return TRUE;
}

static LotseRecord *
load_person (LotseListRun *run, const char *id, GError **error)
{
  LotseRecord *fresh = g_hash_table_lookup (run->fresh, id);

  return fresh != NULL ? g_object_ref (fresh) : lotse_store_get_standing (run->import->store, id, error);
}

static gboolean
differs (LotseRecord *person, const char *field, const char *cell)
{
  const char *value = lotse_record_get (person, field);
  g_autofree char *one = value != NULL ? lotse_fold (value) : NULL;
  g_autofree char *other = lotse_fold (cell);

  return value != NULL && *cell != '\0' && !g_str_equal (one, other);
}

/* Whether a guest of this event comes for another organisation than the row says. */
static gboolean
comes_for_another (LotseListRun *run, LotseRecord *person, const char *organisation)
{
  const LotseGuest *guest = lotse_guests_find (run->guests, lotse_record_get_id (person));
  g_autofree char *one = guest != NULL ? lotse_fold (guest->organisation_name) : NULL;
  g_autofree char *other = lotse_fold (organisation);

  return one != NULL && *one != '\0' && *other != '\0' && !g_str_equal (one, other);
}

/* The organisations that somebody belongs to contradict when none of them is the one in the row. */
static gboolean
belongs_elsewhere (LotseListRun *run, LotseRecord *person, const char *organisation, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("membership"));
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *wanted = lotse_fold (organisation);

  if (*wanted == '\0' || g_hash_table_contains (run->fresh, lotse_record_get_id (person)) ||
      !lotse_query_where (query, "person", LOTSE_QUERY_EQUAL, lotse_record_get_id (person), error))
    return FALSE;
  found = lotse_store_list_links (run->import->store, query, "organisation", error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      g_autofree char *title = lotse_store_dup_title (run->import->store, found->pdata[i], NULL);
      g_autofree char *folded = title != NULL ? lotse_fold (title) : NULL;

      if (g_strcmp0 (folded, wanted) == 0)
        return FALSE;
    }
  return found != NULL && found->len > 0;
}

/* Somebody of the same name is the same unless something speaks against it. */
static gboolean
contradicts (LotseListTaking *row, LotseRecord *person, GError **error)
{
  const char *organisation = row->cells[LOTSE_LIST_ORGANISATION];

  return differs (person, "email", row->cells[LOTSE_LIST_EMAIL]) || differs (person, "phone", row->cells[LOTSE_LIST_PHONE]) ||
         differs (person, "mobile", row->cells[LOTSE_LIST_MOBILE]) || differs (person, "reference", row->cells[LOTSE_LIST_REFERENCE]) ||
         comes_for_another (row->run, person, organisation) || belongs_elsewhere (row->run, person, organisation, error);
}

/* Somebody whose name is spelt in another way may be the same, and somebody with the same address, which may also be shared. */
static void
find_likely (LotseListTaking *row)
{
  const char *email = lotse_record_get (row->person, "email");

  if (row->answer->likely == NULL)
    row->answer->likely = g_strdup (lotse_import_index_spelt_like (row->run->people, row->person));
  if (row->answer->likely == NULL && email != NULL)
    row->answer->likely = g_strdup (lotse_import_index_by_mail (row->run->people, email));
}

/* The id of the known person, or NULL: with `by_name` it is known by its name alone. */
static char *
find_known (LotseListTaking *row, gboolean *by_name, GError **error)
{
  LotseListRun *run = row->run;
  const char *reference = row->cells[LOTSE_LIST_REFERENCE];
  gboolean several = FALSE;
  const char *namesake = NULL;
  const char *known = *reference != '\0' ? lotse_import_index_by_reference (run->people, reference, &several) : NULL;
  g_autoptr (LotseRecord) person = NULL;

  *by_name = FALSE;
  if (known == NULL)
    known = lotse_import_index_like (run->people, row->person, &namesake);
  if (known != NULL)
    return g_strdup (known);
  if (namesake == NULL)
    return NULL;
  known = lotse_import_index_by_title (run->people, row->cells[LOTSE_LIST_NAME], &several);
  person = load_person (run, namesake, error);
  if (person == NULL)
    return NULL;
  *by_name = known != NULL && !contradicts (row, person, error);
  if (*by_name)
    return g_strdup (namesake);
  row->answer->likely = g_strdup (lotse_record_get_id (person));
  return NULL;
}

gboolean
lotse_list_find_person (LotseListTaking *row, GError **error)
{
  LotseListRun *run = row->run;
  gboolean by_name = FALSE;
  g_autofree char *known = NULL;
  guint other;

  row->person = lotse_record_new (lotse_kind_find ("person"), NULL);
  if (*row->cells[LOTSE_LIST_NAME] == '\0')
    return lotse_list_complain (row, _("There is no name in this row. Write one, or leave the row out."));
  if (!fill_person (row))
    return FALSE;
  known = find_known (row, &by_name, error);
  if (*error != NULL)
    return FALSE;
  if (known == NULL)
    {
      row->answer->new_person = TRUE;
      find_likely (row);
      return TRUE;
    }
  row->before = load_person (run, known, error);
  if (row->before == NULL)
    return FALSE;
  other = GPOINTER_TO_UINT (g_hash_table_lookup (run->rows, lotse_record_get_id (row->before)));
  g_clear_object (&row->person);
  row->person = lotse_record_copy (row->before);
  if (other != 0)
    {
      g_autofree char *sentence = g_strdup_printf (_("The same person as in row %u: left out."), other);

      row->answer->answer = LOTSE_LIST_REPEATED;
      lotse_list_say (row, sentence);
      return FALSE;
    }
  if (by_name)
    lotse_list_say (row, _("Taken for the person of this name who is known."));
  return fill_person (row);
}
