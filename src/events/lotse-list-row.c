/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a list becomes a person (lotse-list-person.c) and a registration; see lotse-list-import.h. */
#include "config.h"

#include "lotse-list-private.h"

#include "lotse-error.h"
#include "lotse-fold.h"

#include <glib/gi18n.h>
#include <string.h>

static void
row_clear (LotseListTaking *row)
{
  for (guint i = 0; i < LOTSE_LIST_N_FIELDS; i++)
    g_free (row->cells[i]);
  g_clear_object (&row->before);
  g_clear_object (&row->person);
  if (row->text != NULL)
    g_string_free (row->text, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseListTaking, row_clear)

void
lotse_list_say (LotseListTaking *row, const char *sentence)
{
  g_string_append_printf (row->text, "%s%s", row->text->len > 0 ? " " : "", sentence);
}

gboolean
lotse_list_complain (LotseListTaking *row, const char *sentence)
{
  row->answer->answer = LOTSE_LIST_ERROR;
  lotse_list_say (row, sentence);
  return FALSE;
}

gboolean
lotse_list_complain_of (LotseListTaking *row, LotseListField field, const char *message)
{
  g_autofree char *sentence = g_strdup_printf ("%s: %s", lotse_list_import_get_field_label (field), message);

  return lotse_list_complain (row, sentence);
}

static void
read_cells (LotseListTaking *row, GStrv cells)
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
read_workshops (LotseListTaking *row, LotseListField field, GPtrArray *workshops)
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

          return lotse_list_complain_of (row, field, message);
        }
      g_ptr_array_add (workshops, (gpointer) id);
    }
  if (workshops->len > 0)
    g_ptr_array_add (workshops, NULL);
  return TRUE;
}

/* Reads a choice or a time in either language; times of forms have seconds, dates alone begin the day. */
static gboolean
read_typed (LotseListTaking *row, LotseListField field, LotseRecord *typed, const char **value)
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
  return lotse_list_complain_of (row, field, first->message);
}

/* Known by reference or name, else as it was typed. */
static void
read_organisation (LotseListTaking *row, LotseRegistrationWish *wish)
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
    lotse_list_say (row, _("Several organisations are called so; the name is taken as it is written."));
}

static const char *
dup_note (const GString *note)
{
  return note->len > 0 ? note->str : NULL;
}

static gboolean
read_wish (LotseListTaking *row, Wanted *wanted)
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
state_before (LotseListTaking *row)
{
  const LotseGuest *guest = row->before != NULL ? lotse_guests_find (row->run->guests, lotse_record_get_id (row->before)) : NULL;

  return guest != NULL ? guest->state : NULL;
}

static void
answer_with (LotseListTaking *row, const LotseRegistrationResult *result, const char *before)
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
    lotse_list_say (row, result->changed ? _("Is on the list of this event already; what the row adds is taken over.") : _("Is on the list of this event already."));
  else if (row->answer->answer == LOTSE_LIST_REGISTERED)
    lotse_list_say (row, _("Gets a place."));
  else if (row->answer->answer == LOTSE_LIST_INVITED)
    lotse_list_say (row, _("Is invited."));
  else if (row->answer->answer == LOTSE_LIST_CANCELLED)
    lotse_list_say (row, _("Has cancelled."));
  else
    lotse_list_say (row, _("Goes on the waiting list."));
  if (row->answer->answer == LOTSE_LIST_WAITING && result->wait != LOTSE_WAIT_ASKED)
    lotse_list_say (row, lotse_wait_text (result->wait));
}

/* FALSE when the row is done with; errors of the store are passed on. */
static gboolean
plan_registration (LotseListTaking *row, GError **error)
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
    return lotse_list_complain (row, cause->message);
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/* --- The row ------------------------------------------------------------------------------------------------ */

static void
keep_person (LotseListTaking *row, guint number)
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
check_row (LotseListTaking *row, GStrv cells)
{
  g_autoptr (GError) error = NULL;

  for (guint i = row->run->import->n_columns; i < g_strv_length (cells); i++)
    if (*cells[i] != '\0')
      return lotse_list_complain (row, _("The row has more cells than there are headings. Put texts with separators in quotation marks."));
  return TRUE;
}

static gboolean
validate_person (LotseListTaking *row)
{
  g_autoptr (GError) error = NULL;

  return lotse_record_validate (row->person, &error) || lotse_list_complain (row, error->message);
}

gboolean
lotse_list_take_row (LotseListRun *run, GStrv cells, guint number, GError **error)
{
  g_auto (LotseListTaking) row = { .run = run, .answer = g_new0 (LotseListRow, 1), .text = g_string_new (NULL) };
  g_autoptr (GError) cause = NULL;

  g_ptr_array_add (run->report->rows, row.answer);
  row.answer->row = number;
  read_cells (&row, cells);
  row.answer->name = g_strdup (row.cells[LOTSE_LIST_NAME]);
  if (check_row (&row, cells) && lotse_list_find_person (&row, &cause) && validate_person (&row) && plan_registration (&row, &cause))
    {
      if (row.answer->new_person)
        lotse_list_say (&row, row.answer->likely != NULL ? _("A new person; somebody who is known may be the same.") : _("A new person."));
      keep_person (&row, number);
    }
  row.answer->person = row.person != NULL ? g_strdup (lotse_record_get_id (row.person)) : NULL;
  row.answer->text = g_string_free (g_steal_pointer (&row.text), FALSE);
  if (cause == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}
