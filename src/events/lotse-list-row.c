/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row of a list becomes a person, known or new, and a registration; see lotse-list-import.h.
 *
 * Somebody is known by the reference, by name and mail or telephone, or by the name alone where only one person is called
 * so and nothing else contradicts.  In doubt a new person is made and the one who may be the same is named: two people who
 * were taken for one are harder to part than doubles to unite.
 */
#include "config.h"

#include "lotse-list-private.h"

#include "lotse-error.h"
#include "lotse-fold.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  LotseListRun *run;
  LotseListRow *answer;
  char *cells[LOTSE_LIST_N_FIELDS]; /* what the row says, without blanks around; "" for nothing */
  LotseRecord *before;              /* the person as it is, or NULL */
  LotseRecord *person;              /* as the row wants it */
  GString *text;
} Row;

static void
row_clear (Row *row)
{
  for (guint i = 0; i < LOTSE_LIST_N_FIELDS; i++)
    g_free (row->cells[i]);
  g_clear_object (&row->before);
  g_clear_object (&row->person);
  if (row->text != NULL)
    g_string_free (row->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static void
say (Row *row, const char *sentence)
{
  g_string_append_printf (row->text, "%s%s", row->text->len > 0 ? " " : "", sentence);
}

/* The row cannot be imported; FALSE, so that callers can return it. */
static gboolean
complain (Row *row, const char *sentence)
{
  row->answer->answer = LOTSE_LIST_ERROR;
  say (row, sentence);
  return FALSE;
}

static gboolean
complain_of (Row *row, LotseListField field, const char *message)
{
  g_autofree char *sentence = g_strdup_printf ("%s: %s", lotse_list_import_get_field_label (field), message);

  return complain (row, sentence);
}

/* --- The person --------------------------------------------------------------------------------------------- */

static void
read_cells (Row *row, GStrv cells)
{
  LotseListImport *import = row->run->import;

  for (guint i = 0; i < LOTSE_LIST_N_FIELDS; i++)
    row->cells[i] = g_strdup ("");
  for (guint i = 0; i < import->n_columns; i++)
    if (import->columns[i] >= 0)
      {
        g_free (row->cells[import->columns[i]]);
        row->cells[import->columns[i]] = g_strstrip (g_strdup (lotse_table_cell (cells, i)));
      }
  /* "Mueller, Anna" in a column of names stays as it is; two columns make a name. */
  if (*row->cells[LOTSE_LIST_NAME] == '\0')
    {
      g_autofree char *name = g_strdup_printf ("%s %s", row->cells[LOTSE_LIST_GIVEN], row->cells[LOTSE_LIST_FAMILY]);

      g_free (row->cells[LOTSE_LIST_NAME]);
      row->cells[LOTSE_LIST_NAME] = g_strdup (g_strstrip (name));
    }
}

/* Sets what the row says; of somebody known only what is empty. */
static gboolean
fill_person (Row *row)
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
        return complain_of (row, i, error->message);
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
contradicts (Row *row, LotseRecord *person, GError **error)
{
  const char *organisation = row->cells[LOTSE_LIST_ORGANISATION];

  return differs (person, "email", row->cells[LOTSE_LIST_EMAIL]) || differs (person, "phone", row->cells[LOTSE_LIST_PHONE]) ||
         differs (person, "mobile", row->cells[LOTSE_LIST_MOBILE]) || differs (person, "reference", row->cells[LOTSE_LIST_REFERENCE]) ||
         comes_for_another (row->run, person, organisation) || belongs_elsewhere (row->run, person, organisation, error);
}

/* Somebody whose name is spelt in another way may be the same, and somebody with the same address, which may also be shared. */
static void
find_likely (Row *row)
{
  const char *email = lotse_record_get (row->person, "email");

  if (row->answer->likely == NULL)
    row->answer->likely = g_strdup (lotse_import_index_spelt_like (row->run->people, row->person));
  if (row->answer->likely == NULL && email != NULL)
    row->answer->likely = g_strdup (lotse_import_index_by_mail (row->run->people, email));
}

/* The id of the known person, or NULL: with `by_name` it is known by its name alone. */
static char *
find_known (Row *row, gboolean *by_name, GError **error)
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

/* FALSE when the row is done with: an error, or the same person again. */
static gboolean
find_person (Row *row, GError **error)
{
  LotseListRun *run = row->run;
  gboolean by_name = FALSE;
  g_autofree char *known = NULL;
  guint other;

  row->person = lotse_record_new (lotse_kind_find ("person"), NULL);
  if (*row->cells[LOTSE_LIST_NAME] == '\0')
    return complain (row, _("There is no name in this row. Write one, or leave the row out."));
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
      say (row, sentence);
      return FALSE;
    }
  if (by_name)
    say (row, _("Taken for the person of this name who is known."));
  return fill_person (row);
}

/* --- The registration --------------------------------------------------------------------------------------- */

/* Everything that a wish points to, until it is planned. */
typedef struct
{
  LotseRegistrationWish wish;
  GPtrArray *needs;
  GString *needs_note;
  GPtrArray *workshops;
  GPtrArray *second;
  LotseRecord *typed; /* a registration that only reads what was typed */
} Wanted;

static void
wanted_clear (Wanted *wanted)
{
  g_ptr_array_unref (wanted->needs);
  g_ptr_array_unref (wanted->workshops);
  g_ptr_array_unref (wanted->second);
  g_string_free (wanted->needs_note, TRUE);
  g_clear_object (&wanted->typed);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wanted, wanted_clear)

static gboolean
read_workshops (Row *row, LotseListField field, GPtrArray *workshops)
{
  g_auto (GStrv) names = g_strsplit_set (row->cells[field], ";\n", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *folded = lotse_fold (names[i]);
      const char *id = g_hash_table_lookup (row->run->workshops, folded);

      if (*folded == '\0')
        continue;
      if (id == NULL || *id == '\0')
        {
          g_autofree char *message = g_strdup_printf (id == NULL ? _("The event has no workshop “%s”. Write a title from its agenda.")
                                                                 : _("Several workshops are called “%s”. Write the reference of the one that is meant."),
                                                      g_strstrip (names[i]));

          return complain_of (row, field, message);
        }
      g_ptr_array_add (workshops, (gpointer) id);
    }
  if (workshops->len > 0)
    g_ptr_array_add (workshops, NULL);
  return TRUE;
}

/* Reads a choice or a time in either language; times of forms have seconds, dates alone begin the day. */
static gboolean
read_typed (Row *row, LotseListField field, LotseRecord *typed, const char **value)
{
  static const char *const languages[] = { NULL, "de", "en" };
  const char *kind;
  const char *name = lotse_list_field_kind (field, &kind);
  const char *cell = row->cells[field];
  g_autofree char *without_seconds = g_strndup (cell, strlen (cell) > 3 ? strlen (cell) - 3 : 0);
  g_autofree char *with_time = g_strdup_printf ("%s 00:00", cell);
  const char *const tries[] = { cell, without_seconds, with_time };
  g_autoptr (GError) first = NULL;

  if (*cell == '\0')
    return TRUE;
  for (guint t = 0; t < (field == LOTSE_LIST_REGISTERED_AT ? G_N_ELEMENTS (tries) : 1); t++)
    for (guint l = 0; l < G_N_ELEMENTS (languages); l++)
      if (lotse_record_set_typed (typed, name, tries[t], languages[l], first == NULL ? &first : NULL))
        {
          *value = lotse_record_get (typed, name);
          return TRUE;
        }
  return complain_of (row, field, first->message);
}

/* Known by reference or name, else as it was typed. */
static void
read_organisation (Row *row, LotseRegistrationWish *wish)
{
  const char *typed = row->cells[LOTSE_LIST_ORGANISATION];
  gboolean several = FALSE;
  const char *id;

  if (*typed == '\0')
    return;
  id = lotse_import_index_by_reference (row->run->organisations, typed, &several);
  if (id == NULL && !several)
    id = lotse_import_index_by_title (row->run->organisations, typed, &several);
  if (id != NULL)
    wish->organisation = id;
  else
    wish->organisation_name = typed;
  if (several)
    say (row, _("Several organisations are called so; the name is taken as it is written."));
}

static const char *
dup_note (const GString *note)
{
  return note->len > 0 ? note->str : NULL;
}

static gboolean
read_wish (Row *row, Wanted *wanted)
{
  LotseRegistrationWish *wish = &wanted->wish;

  read_organisation (row, wish);
  if (!read_typed (row, LOTSE_LIST_ROLE, wanted->typed, &wish->role) || !read_typed (row, LOTSE_LIST_STATE, wanted->typed, &wish->state) ||
      !read_typed (row, LOTSE_LIST_REGISTERED_AT, wanted->typed, &wish->registered_at) ||
      !read_workshops (row, LOTSE_LIST_WORKSHOPS, wanted->workshops) ||
      !read_workshops (row, LOTSE_LIST_SECOND_WORKSHOPS, wanted->second))
    return FALSE;
  lotse_list_read_needs (row->cells[LOTSE_LIST_NEEDS], wanted->needs, wanted->needs_note);
  /* A column about food says what, and by that also that. */
  lotse_list_read_needs (row->cells[LOTSE_LIST_NEEDS_NOTE], wanted->needs, wanted->needs_note);
  if (wanted->needs->len > 0)
    {
      g_ptr_array_add (wanted->needs, NULL);
      wish->needs = (const char *const *) wanted->needs->pdata;
    }
  wish->needs_note = dup_note (wanted->needs_note);
  wish->workshops = wanted->workshops->len > 0 ? (const char *const *) wanted->workshops->pdata : NULL;
  wish->second_workshops = wanted->second->len > 0 ? (const char *const *) wanted->second->pdata : NULL;
  wish->note = *row->cells[LOTSE_LIST_NOTE] != '\0' ? row->cells[LOTSE_LIST_NOTE] : NULL;
  wish->force = row->run->import->force;
  return TRUE;
}

/* The state that a row without one asks for: a list that comes again changes nothing that was decided since. */
static const char *
state_before (Row *row)
{
  const LotseGuest *guest = row->before != NULL ? lotse_guests_find (row->run->guests, lotse_record_get_id (row->before)) : NULL;

  return guest != NULL ? guest->state : NULL;
}

static void
answer_with (Row *row, const LotseRegistrationResult *result, const char *before)
{
  static const struct
  {
    const char *state;
    LotseListAnswer answer;
  } states[] = {
    { "registered", LOTSE_LIST_REGISTERED }, { "waiting", LOTSE_LIST_WAITING }, { "invited", LOTSE_LIST_INVITED }, { "cancelled", LOTSE_LIST_CANCELLED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i].state, result->state))
      row->answer->answer = g_strcmp0 (before, result->state) == 0 ? LOTSE_LIST_KNOWN : states[i].answer;
  row->answer->wait = result->wait;
  if (row->answer->answer == LOTSE_LIST_KNOWN)
    say (row, result->changed ? _("Is on the list of this event already; what the row adds is taken over.") : _("Is on the list of this event already."));
  else if (row->answer->answer == LOTSE_LIST_REGISTERED)
    say (row, _("Gets a place."));
  else if (row->answer->answer == LOTSE_LIST_INVITED)
    say (row, _("Is invited."));
  else if (row->answer->answer == LOTSE_LIST_CANCELLED)
    say (row, _("Has cancelled."));
  else
    say (row, _("Goes on the waiting list."));
  if (row->answer->answer == LOTSE_LIST_WAITING && result->wait != LOTSE_WAIT_ASKED)
    say (row, lotse_wait_text (result->wait));
}

/* FALSE when the row is done with; errors of the store are passed on. */
static gboolean
plan_registration (Row *row, GError **error)
{
  g_auto (Wanted) wanted = { .needs = g_ptr_array_new (),
                             .needs_note = g_string_new (NULL),
                             .workshops = g_ptr_array_new (),
                             .second = g_ptr_array_new (),
                             .typed = lotse_record_new (lotse_kind_find ("registration"), NULL) };
  const char *before = state_before (row);
  g_autoptr (LotseRegistrationResult) result = NULL;
  g_autoptr (GError) cause = NULL;

  if (!read_wish (row, &wanted))
    return FALSE;
  if (wanted.wish.state == NULL)
    wanted.wish.state = before != NULL && !g_str_equal (before, "invited") ? before : row->run->import->state;
  result = lotse_registrar_plan (row->run->registrar, row->person, &wanted.wish, &cause);
  if (result != NULL)
    {
      answer_with (row, result, before);
      return TRUE;
    }
  if (g_error_matches (cause, LOTSE_ERROR, LOTSE_ERROR_INVALID))
    return complain (row, cause->message);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* --- The row ------------------------------------------------------------------------------------------------ */

static void
keep_person (Row *row, guint number)
{
  LotseListRun *run = row->run;
  const char *id = lotse_record_get_id (row->person);
  g_autoptr (GPtrArray) changes = row->before != NULL ? lotse_record_diff (row->before, row->person) : NULL;

  g_hash_table_insert (run->rows, g_strdup (id), GUINT_TO_POINTER (number));
  if (row->before != NULL && changes->len == 0)
    return;
  g_ptr_array_add (run->persons, g_object_ref (row->person));
  if (row->before == NULL)
    {
      g_hash_table_insert (run->fresh, g_strdup (id), row->person);
      lotse_import_index_add (run->people, row->person);
    }
}

static gboolean
check_row (Row *row, GStrv cells)
{
  g_autoptr (GError) error = NULL;

  for (guint i = row->run->import->n_columns; i < g_strv_length (cells); i++)
    if (*cells[i] != '\0')
      return complain (row, _("The row has more cells than there are headings. Put texts with separators in quotation marks."));
  return TRUE;
}

static gboolean
validate_person (Row *row)
{
  g_autoptr (GError) error = NULL;

  return lotse_record_validate (row->person, &error) || complain (row, error->message);
}

gboolean
lotse_list_take_row (LotseListRun *run, GStrv cells, guint number, GError **error)
{
  g_auto (Row) row = { .run = run, .answer = g_new0 (LotseListRow, 1), .text = g_string_new (NULL) };
  g_autoptr (GError) cause = NULL;

  g_ptr_array_add (run->report->rows, row.answer);
  row.answer->row = number;
  read_cells (&row, cells);
  row.answer->name = g_strdup (row.cells[LOTSE_LIST_NAME]);
  if (check_row (&row, cells) && find_person (&row, &cause) && validate_person (&row) && plan_registration (&row, &cause))
    {
      if (row.answer->new_person)
        say (&row, row.answer->likely != NULL ? _("A new person; somebody who is known may be the same.") : _("A new person."));
      keep_person (&row, number);
    }
  row.answer->person = row.person != NULL ? g_strdup (lotse_record_get_id (row.person)) : NULL;
  row.answer->text = g_string_free (g_steal_pointer (&row.text), FALSE);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}
