/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of people for an event: its columns, and the run over its rows; see the header. */
#include "config.h"

#include "lotse-list-private.h"

#include "lotse-error.h"
#include "lotse-fold.h"
#include "lotse-id.h"
#include "lotse-vcard.h"

#include <glib/gi18n.h>
#include <string.h>

/* --- Report ------------------------------------------------------------------------------------------------- */

static void
row_free (LotseListRow *row)
{
  g_free (row->name);
  g_free (row->person);
  g_free (row->likely);
  g_free (row->text);
  g_free (row);
}

void
lotse_list_report_free (LotseListReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->hints);
  g_ptr_array_unref (report->rows);
  g_free (report->charset);
  g_free (report);
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

/* Cards become a table, so that they go the same way. */
static LotseTable *
table_of_cards (GBytes *content, guint *left_out, GError **error)
{
  static const char *const headings[] = { "name", "given_name", "family_name", "academic_title", "organisation",
                                          "email", "phone", "mobile", "language", NULL };
  g_autoptr (GPtrArray) cards = lotse_vcard_parse (content, left_out, error);
  LotseTable *table;

  if (cards == NULL)
    return NULL;
  table = g_new0 (LotseTable, 1);
  table->headings = g_strdupv ((char **) headings);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  table->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  table->broken = g_ptr_array_new ();
  for (guint i = 0; i < cards->len; i++)
    {
      const LotseVcard *card = cards->pdata[i];
      const char *const cells[] = { card->name, card->given, card->family, card->title, card->organisation,
                                    card->email, card->phone, card->mobile, card->language, NULL };
      guint number = i + 1;

      g_ptr_array_add (table->rows, g_strdupv ((char **) cells));
      g_array_append_val (table->numbers, number);
    }
  return table;
}

/* Each field is taken from the first column that is called so. */
static void
guess_columns (LotseListImport *self)
{
  gboolean taken[LOTSE_LIST_N_FIELDS] = { FALSE };

  self->n_columns = g_strv_length (self->table->headings);
  self->columns = g_new0 (int, self->n_columns);
  self->told = g_new0 (gboolean, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      int field = lotse_list_field_of_heading (self->table->headings[i]);

      self->columns[i] = field >= 0 && !taken[field] ? field : -1;
      if (field >= 0)
        taken[field] = TRUE;
    }
}

/* "Name" beside "Vorname" is the family name, as many lists have it. */
static void
mend_family_name (LotseListImport *self)
{
  int name = -1;
  gboolean given = FALSE, family = FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i] == LOTSE_LIST_NAME)
        name = (int) i;
      given = given || self->columns[i] == LOTSE_LIST_GIVEN;
      family = family || self->columns[i] == LOTSE_LIST_FAMILY;
    }
  if (name >= 0 && given && !family && !self->cards)
    self->columns[name] = LOTSE_LIST_FAMILY;
}

/**
 * lotse_list_import_new:
 * @store: the device's database
 * @event: the id of an event
 * @content: a table (CSV) or contact cards (vCard)
 *
 * Returns: (transfer full): the list as it was read, or %NULL with INVALID or an error of the store
 */
LotseListImport *
lotse_list_import_new (LotseStore *store, const char *event, GBytes *content, GError **error)
{
  g_autoptr (LotseListImport) self = g_new0 (LotseListImport, 1);
  g_autoptr (LotseRecord) record = lotse_store_get (store, event, error);

  self->store = g_object_ref (store);
  self->event = g_strdup (event);
  self->state = g_strdup ("registered");
  if (record == NULL)
    return NULL;
  if (!g_str_equal (lotse_record_get_kind (record)->name, "event"))
    {
      g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("This is no event. Choose an event from the list of events."));
      return NULL;
    }
  self->cards = lotse_vcard_is (content);
  self->table = self->cards ? table_of_cards (content, &self->left_out, error) : lotse_table_new (content, "name", error);
  if (self->table == NULL)
    return NULL;
  guess_columns (self);
  mend_family_name (self);
  return g_steal_pointer (&self);
}

void
lotse_list_import_free (LotseListImport *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->store);
  g_free (self->event);
  g_free (self->state);
  g_free (self->columns);
  g_free (self->told);
  lotse_table_free (self->table);
  g_free (self);
}

/* --- Columns ------------------------------------------------------------------------------------------------ */

guint
lotse_list_import_get_n_columns (LotseListImport *self)
{
  return self->n_columns;
}

const char *
lotse_list_import_get_heading (LotseListImport *self, guint column)
{
  return self->table->headings[column];
}

const char *
lotse_list_import_get_column_field (LotseListImport *self, guint column)
{
  return self->columns[column] >= 0 ? lotse_list_field_name (self->columns[column]) : NULL;
}

static gboolean
find_field (const char *name, int *field, GError **error)
{
  *field = -1;
  if (name == NULL || *name == '\0')
    return TRUE;
  for (int i = 0; i < LOTSE_LIST_N_FIELDS; i++)
    if (g_str_equal (name, lotse_list_field_name (i)))
      {
        *field = i;
        return TRUE;
      }
  *field = lotse_list_field_of_heading (name);
  if (*field < 0)
    g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                 _("A list of people has no field “%s”. It has name, given_name, family_name, organisation, email, phone and others."), name);
  return *field >= 0;
}

/**
 * lotse_list_import_set_map:
 * @column: a heading of the table
 * @field: (nullable): the field where it goes; %NULL or "" leaves the column out
 *
 * What was said beats what another heading happens to be called.  Error: INVALID (no such column or field).
 */
gboolean
lotse_list_import_set_map (LotseListImport *self, const char *column, const char *field, GError **error)
{
  int found;

  if (!find_field (field, &found, error))
    return FALSE;
  for (guint i = 0; i < self->n_columns; i++)
    {
      if (!g_str_equal (self->table->headings[i], column))
        continue;
      for (guint other = 0; found >= 0 && other < self->n_columns; other++)
        if (self->columns[other] == found)
          self->columns[other] = -1;
      self->columns[i] = found;
      self->told[i] = TRUE;
      return TRUE;
    }
  g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID, _("The table has no column “%s”. Write a heading of its first row."), column);
  return FALSE;
}

/**
 * lotse_list_import_set_state:
 * @state: "registered", "invited", "waiting" or "cancelled"
 *
 * Error: INVALID.
 */
gboolean
lotse_list_import_set_state (LotseListImport *self, const char *state, GError **error)
{
  g_autoptr (LotseRecord) registration = lotse_record_new (lotse_kind_find ("registration"), NULL);

  if (!lotse_record_set (registration, "state", state, error))
    return FALSE;
  g_free (self->state);
  self->state = g_strdup (state);
  return TRUE;
}

void
lotse_list_import_set_force (LotseListImport *self, gboolean force)
{
  self->force = force;
}

/* --- Running ------------------------------------------------------------------------------------------------ */

static void
run_clear (LotseListRun *run)
{
  g_clear_pointer (&run->report, lotse_list_report_free);
  g_clear_pointer (&run->registrar, lotse_registrar_free);
  g_clear_pointer (&run->guests, lotse_guests_free);
  g_clear_pointer (&run->people, lotse_import_index_free);
  g_clear_pointer (&run->organisations, lotse_import_index_free);
  g_clear_pointer (&run->workshops, g_hash_table_unref);
  g_clear_pointer (&run->rows, g_hash_table_unref);
  g_clear_pointer (&run->fresh, g_hash_table_unref);
  g_clear_pointer (&run->persons, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LotseListRun, run_clear)

static void
add_workshop (LotseListRun *run, const char *name, const char *id)
{
  char *folded = name != NULL ? lotse_fold (name) : NULL;
  const char *known = folded != NULL ? g_hash_table_lookup (run->workshops, folded) : NULL;

  if (folded != NULL)
    g_hash_table_insert (run->workshops, folded, g_strdup (known == NULL || g_str_equal (known, id) ? id : ""));
}

static gboolean
read_agenda (LotseListRun *run, GError **error)
{
  g_autoptr (LotseQuery) query = lotse_query_new (lotse_kind_find ("agenda_item"));
  g_autoptr (GPtrArray) items = NULL;

  if (!lotse_query_where (query, "event", LOTSE_QUERY_EQUAL, run->import->event, error))
    return FALSE;
  items = lotse_store_list (run->import->store, query, error);
  for (guint i = 0; items != NULL && i < items->len; i++)
    if (g_strcmp0 (lotse_record_get (items->pdata[i], "type"), "workshop") == 0)
      {
        add_workshop (run, lotse_record_get (items->pdata[i], "title"), lotse_record_get_id (items->pdata[i]));
        add_workshop (run, lotse_record_get (items->pdata[i], "reference"), lotse_record_get_id (items->pdata[i]));
      }
  return items != NULL;
}

static gboolean
run_init (LotseListRun *run, LotseListImport *self, GCancellable *cancellable, GError **error)
{
  run->import = self;
  run->report = g_new0 (LotseListReport, 1);
  run->report->hints = g_ptr_array_new_with_free_func (g_free);
  run->report->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  run->report->charset = g_strdup (self->table->charset);
  run->report->n_rows = self->table->rows->len + self->table->broken->len;
  run->workshops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  run->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->fresh = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->persons = g_ptr_array_new_with_free_func (g_object_unref);
  run->guests = lotse_guests_load (self->store, self->event, error);
  run->registrar = run->guests != NULL ? lotse_registrar_new (self->store, run->guests, error) : NULL;
  run->people = run->registrar != NULL ? lotse_import_index_new (self->store, lotse_kind_find ("person"), cancellable, error) : NULL;
  run->organisations =
    run->people != NULL ? lotse_import_index_new (self->store, lotse_kind_find ("organisation"), cancellable, error) : NULL;
  return run->organisations != NULL && read_agenda (run, error);
}

/* What is to be said of the whole file. */
static void
add_hints (LotseListRun *run)
{
  LotseListImport *self = run->import;
  GPtrArray *hints = run->report->hints;

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] < 0 && !self->told[i] && *self->table->headings[i] != '\0')
      g_ptr_array_add (hints, g_strdup_printf (_("The column “%s” is left out. Map it to a field if it is needed."), self->table->headings[i]));
  if (self->left_out > 0)
    g_ptr_array_add (hints, g_strdup_printf (ngettext ("%u card is of no person and is left out.", "%u cards are of no person and are left out.",
                                                       self->left_out),
                                             self->left_out));
  if (self->table->charset != NULL && g_ascii_strcasecmp (self->table->charset, "UTF-8") != 0)
    g_ptr_array_add (hints, g_strdup_printf (_("The file is not UTF-8; it was read as %s. Check names with umlauts."), self->table->charset));
}

static void
add_error (LotseListReport *report, guint number, const char *text)
{
  LotseListRow *row = g_new0 (LotseListRow, 1);

  row->row = number;
  row->answer = LOTSE_LIST_ERROR;
  row->name = g_strdup ("");
  row->text = g_strdup (text);
  g_ptr_array_add (report->rows, row);
}

static gboolean
has_names (LotseListImport *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] == LOTSE_LIST_NAME || self->columns[i] == LOTSE_LIST_GIVEN || self->columns[i] == LOTSE_LIST_FAMILY)
      return TRUE;
  return FALSE;
}

static void
count_rows (LotseListReport *report)
{
  guint *const counts[] = { &report->registered, &report->waiting, &report->invited, &report->cancelled,
                            &report->known,      &report->repeated, &report->errors };

  for (guint i = 0; i < report->rows->len; i++)
    {
      const LotseListRow *row = report->rows->pdata[i];

      *counts[row->answer] += 1;
      report->likely += row->likely != NULL;
      if (row->answer != LOTSE_LIST_ERROR && row->answer != LOTSE_LIST_REPEATED)
        *(row->new_person ? &report->people_new : &report->people_known) += 1;
    }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const LotseListRow *one = *(const LotseListRow *const *) a, *other = *(const LotseListRow *const *) b;

  return (one->row > other->row) - (one->row < other->row);
}

typedef struct
{
  LotseListImport *import;
  GCancellable *cancellable;
  LotseListProgress progress;
  gpointer data;
  gboolean apply;
  LotseListReport *report;
} Work;

static gboolean
take_rows (LotseListRun *run, const Work *work, GError **error)
{
  LotseTable *table = run->import->table;

  add_hints (run);
  if (!has_names (run->import))
    {
      add_error (run->report, 1, _("No column holds names. Map one to the field “name”, or two to “given_name” and “family_name”."));
      return TRUE;
    }
  for (guint i = 0; i < table->rows->len; i++)
    {
      if (g_cancellable_is_cancelled (work->cancellable))
        {
          g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_CANCELLED, _("The import was stopped. Nothing was written."));
          return FALSE;
        }
      if (!lotse_list_take_row (run, table->rows->pdata[i], g_array_index (table->numbers, guint, i), error))
        return FALSE;
      if (work->progress != NULL && i % 100 == 0)
        work->progress (i, table->rows->len * (work->apply ? 2 : 1), work->data);
    }
  for (guint i = 0; i < table->broken->len; i++)
    {
      const LotseTableBroken *broken = table->broken->pdata[i];

      add_error (run->report, broken->number, broken->reason);
    }
  g_ptr_array_sort (run->report->rows, compare_rows);
  return TRUE;
}

/* Passes on how far saving is, as the second half of the work. */
static void
saving_progress (guint done, guint all, gpointer data)
{
  const Work *work = data;
  guint rows = work->import->table->rows->len;

  if (work->progress != NULL)
    work->progress (rows + (all > 0 ? (guint) ((guint64) done * rows / all) : 0), 2 * rows, work->data);
}

/* People first, since registrations link to them; one group, so that a whole list is undone at once. */
static gboolean
save (LotseListRun *run, Work *work, GError **error)
{
  g_autofree char *group = lotse_id_new ();

  for (guint i = 0; i < run->registrar->records->len; i++)
    g_ptr_array_add (run->persons, g_object_ref (run->registrar->records->pdata[i]));
  run->report->applied = run->persons->len == 0 || lotse_store_save_many (run->import->store, run->persons, group, work->cancellable,
                                                                          saving_progress, work, error);
  return run->report->applied;
}

/* On the database thread as a whole: what is decided belongs to what was read. */
static gboolean
do_work (LotseStore *store, gpointer data, GError **error)
{
  Work *work = data;
  g_auto (LotseListRun) run = { NULL };

  if (!run_init (&run, work->import, work->cancellable, error) || !take_rows (&run, work, error))
    return FALSE;
  count_rows (run.report);
  if (work->apply && run.report->errors == 0 && !save (&run, work, error))
    return FALSE;
  work->report = g_steal_pointer (&run.report);
  return TRUE;
}

/**
 * lotse_list_import_check:
 * @progress: (nullable): called on the database thread
 *
 * Returns: (transfer full): what would happen, without writing; %NULL with CANCELLED or an error of the store
 */
LotseListReport *
lotse_list_import_check (LotseListImport *self, GCancellable *cancellable, LotseListProgress progress, gpointer data, GError **error)
{
  Work work = { self, cancellable, progress, data, FALSE, NULL };

  return lotse_store_run (self->store, do_work, &work, error) ? work.report : NULL;
}

/**
 * lotse_list_import_apply:
 * @progress: (nullable): called on the database thread
 *
 * Returns: (transfer full): what happened, with `applied` unless a row has an error; %NULL with CANCELLED or an error of the
 *   store, and then nothing was written
 */
LotseListReport *
lotse_list_import_apply (LotseListImport *self, GCancellable *cancellable, LotseListProgress progress, gpointer data, GError **error)
{
  Work work = { self, cancellable, progress, data, TRUE, NULL };

  return lotse_store_run (self->store, do_work, &work, error) ? work.report : NULL;
}
