/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batches of anonymous sheets, and what piles share with them; see the header. */
#include "config.h"

#include "lotse-sheets-private.h"
#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ID(bytes) bytes, (gssize) LOTSE_ID_BYTES

void
lotse_pile_free (LotsePile *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->form);
  g_free (self->event);
  g_free (self->survey);
  g_free (self->way);
  g_strfreev (self->questions);
  g_strfreev (self->open);
  g_free (self);
}

void
lotse_sheet_free (LotseSheet *self)
{
  if (self == NULL)
    return;
  g_free (self->language);
  g_strfreev (self->answers);
  g_free (self);
}

LotseBatch *
lotse_batch_new (LotsePile *pile)
{
  LotseBatch *self = g_new0 (LotseBatch, 1);

  self->pile = pile;
  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_sheet_free);
  return self;
}

void
lotse_batch_free (LotseBatch *self)
{
  lotse_pile_free (self->pile);
  g_ptr_array_unref (self->sheets);
  g_free (self);
}

/* --- Rows --------------------------------------------------------------------------------------------------- */

static char *
id_or_null (LotseStatement *statement, int column)
{
  return lotse_statement_is_null (statement, column) ? NULL : lotse_store_dup_id (statement, column);
}

LotsePile *
lotse_pile_take_row (LotseStatement *statement)
{
  LotsePile *self = g_new0 (LotsePile, 1);

  self->id = lotse_store_dup_id (statement, 0);
  self->form = lotse_store_dup_id (statement, 1);
  self->version = lotse_statement_int (statement, 2);
  self->event = id_or_null (statement, 3);
  self->survey = id_or_null (statement, 4);
  self->way = g_strdup (lotse_statement_text (statement, 5));
  self->questions = g_strsplit (lotse_statement_text (statement, 6), " ", -1);
  self->open = g_strsplit (lotse_statement_text (statement, 7), " ", -1);
  return self;
}

static void
bind_id (LotseStatement *statement, int index, const char *id)
{
  guint8 bytes[LOTSE_ID_BYTES];

  if (id != NULL && lotse_id_to_bytes (id, bytes))
    lotse_statement_bind_bytes (statement, index, bytes, sizeof bytes);
  else
    lotse_statement_bind_null (statement, index);
}

gboolean
lotse_pile_insert (LotseStore *self, const char *sql, const LotsePile *pile, GError **error)
{
  LotseStatement *statement = lotse_db_prepare (self->db, sql, error);
  g_autofree char *questions = g_strjoinv (" ", pile->questions);
  g_autofree char *open = g_strjoinv (" ", pile->open);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, pile->id);
  bind_id (statement, 2, pile->form);
  lotse_statement_bind_int (statement, 3, pile->version);
  bind_id (statement, 4, pile->event);
  bind_id (statement, 5, pile->survey);
  lotse_statement_bind_text (statement, 6, pile->way);
  lotse_statement_bind_text (statement, 7, questions);
  lotse_statement_bind_text (statement, 8, open);
  return lotse_statement_finish (statement, error);
}

/* --- Checks ------------------------------------------------------------------------------------------------- */

static gboolean
all_ids (GStrv ids)
{
  for (guint i = 0; ids[i] != NULL; i++)
    if (!lotse_id_is_valid (ids[i]))
      return FALSE;
  return TRUE;
}

gboolean
lotse_pile_check (const LotsePile *pile, GError **error)
{
  const char *whose = pile->event != NULL ? pile->event : pile->survey;

  if (lotse_id_is_valid (pile->form) && whose != NULL && lotse_id_is_valid (whose) && (pile->event == NULL) != (pile->survey == NULL)
      && lotse_choice_label (lotse_kind_field (lotse_kind_find ("response"), "way"), pile->way) != NULL && all_ids (pile->questions)
      && all_ids (pile->open) && (pile->questions[0] != NULL || pile->open[0] != NULL)
      && g_strv_length (pile->questions) <= LOTSE_PROTOCOL_MAX_QUESTIONS && g_strv_length (pile->open) <= LOTSE_PROTOCOL_MAX_QUESTIONS)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("A pile of sheets needs a form with questions, and an event or a survey. Nothing was saved."));
  return FALSE;
}

/* A sheet has to fit into a batch that travels whole. */
static gboolean
is_too_long (const LotseSheet *sheet)
{
  gsize all = 0;

  for (guint i = 0; sheet->answers[i] != NULL; i++)
    {
      gsize size = strlen (sheet->answers[i]);

      if (size > LOTSE_PROTOCOL_MAX_ANSWER)
        return TRUE;
      all += size;
    }
  return all > LOTSE_BATCH_BYTES;
}

/* All that the tables rely on; what an answer may be is for whoever knows the questions. */
gboolean
lotse_sheet_check (const LotsePile *pile, const LotseSheet *sheet, GError **error)
{
  gboolean good = g_strv_length (sheet->answers) == g_strv_length (pile->questions) + g_strv_length (pile->open);
  gboolean any = FALSE;

  if (is_too_long (sheet))
    {
      g_set_error (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                   _("An answer is longer than the centre takes (%u characters). Nothing was saved. Please shorten it."),
                   LOTSE_PROTOCOL_MAX_ANSWER / 4);
      return FALSE;
    }
  for (guint i = 0; good && sheet->answers[i] != NULL; i++)
    {
      good = strchr (sheet->answers[i], LOTSE_SHEET_SEPARATOR) == NULL && g_utf8_validate (sheet->answers[i], -1, NULL);
      any = any || *sheet->answers[i] != '\0';
    }
  if (good && any)
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       good ? _("The sheet has no answer at all. Nothing was saved. Write “-” for a question that was left open.")
                            : _("The answers do not fit the questions of the pile. Nothing was saved."));
  return FALSE;
}

gboolean
lotse_sheets_may_write (LotseStore *self, GError **error)
{
  return lotse_store_account_writes (self, lotse_kind_find ("response"), error);
}

gboolean
lotse_sheets_truncate (LotseStore *self, GError **error)
{
  self->truncate_due = TRUE;
  return lotse_store_set_meta_int (self, "truncate", 1, error);
}

/* --- Batches ------------------------------------------------------------------------------------------------ */

static gboolean
count (LotseStore *self, const char *sql, const char *id, gint64 *n, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES] = { 0 };

  *n = 0;
  return !lotse_id_to_bytes (id, bytes) || lotse_db_get_int (self->db, n, 0, error, sql, "b", ID (bytes));
}

typedef struct
{
  GPtrArray *batches;
  guint added;
} Adding;

static gboolean
add_one (LotseStore *self, LotseBatch *batch, guint *added, GError **error)
{
  gint64 known;

  if (!lotse_pile_check (batch->pile, error) || !count (self, "SELECT count (*) FROM batch WHERE id = ?", batch->pile->id, &known, error))
    return FALSE;
  if (known > 0)
    return TRUE;
  for (guint i = 0; i < batch->sheets->len; i++)
    if (!lotse_sheet_check (batch->pile, batch->sheets->pdata[i], error))
      return FALSE;
  *added += batch->sheets->len;
  return lotse_batch_insert (self, batch->pile, batch->sheets, error);
}

static gboolean
call_add (LotseStore *self, gpointer data, GError **error)
{
  Adding *adding = data;

  if (!lotse_sheets_may_write (self, error))
    return FALSE;
  for (guint i = 0; i < adding->batches->len; i++)
    if (!add_one (self, adding->batches->pdata[i], &adding->added, error))
      return FALSE;
  if (adding->added == 0)
    return TRUE;
  lotse_store_note_many (self);
  return lotse_sheets_truncate (self, error);
}

/**
 * lotse_batches_add:
 * @batches: (element-type LotseBatch): each with the id that tells it from all others; their sheets are shuffled
 * @added: (out): how many sheets are new
 *
 * Errors: INVALID, DENIED, those of the store; then nothing is written.
 */
gboolean
lotse_batches_add (LotseStore *store, GPtrArray *batches, guint *added, GError **error)
{
  Adding adding = { batches, 0 };

  if (!lotse_store_run_write (store, call_add, &adding, error))
    return FALSE;
  *added = adding.added;
  return TRUE;
}

/* --- Counting and reading ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *sql;
  const char *id;
  gint64 n;
} Counting;

static gboolean
call_count (LotseStore *self, gpointer data, GError **error)
{
  Counting *counting = data;

  return count (self, counting->sql, counting->id, &counting->n, error);
}

int
lotse_batch_is_known (LotseStore *store, const char *id, GError **error)
{
  Counting counting = { "SELECT count (*) FROM batch WHERE id = ?", id, 0 };

  return lotse_store_run (store, call_count, &counting, error) ? (int) counting.n : -1;
}

gint64
lotse_sheets_count_form (LotseStore *store, const char *form, GError **error)
{
  Counting counting = { "SELECT count (*) FROM sheet WHERE batch IN (SELECT id FROM batch WHERE form = ? AND " LOTSE_BATCH_COUNTS ")", form, 0 };

  return lotse_store_run (store, call_count, &counting, error) ? counting.n : -1;
}

gint64
lotse_sheets_count_event (LotseStore *store, const char *event, GError **error)
{
  Counting counting = { "SELECT count (*) FROM sheet WHERE batch IN (SELECT id FROM batch WHERE event = ? AND " LOTSE_BATCH_COUNTS ")", event, 0 };

  return lotse_store_run (store, call_count, &counting, error) ? counting.n : -1;
}

typedef struct
{
  const LotseSheetReader *reader;
  gpointer data;
} Reading;

static gboolean
read_batch (LotseStore *self, const LotsePile *batch, const Reading *reading, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];
  LotseStatement *statement;
  g_autoptr (GError) local = NULL;

  if (!lotse_id_to_bytes (batch->id, bytes) || !reading->reader->begin (batch, reading->data))
    return TRUE;
  statement = lotse_db_query (self->db, error, "SELECT answers FROM sheet WHERE batch = ?", "b", ID (bytes));
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    reading->reader->sheet (lotse_statement_text (statement, 0), reading->data);
  if (!lotse_statement_end (statement, &local, error))
    return FALSE;
  if (batch->open[0] == NULL)
    return TRUE;
  statement = lotse_db_query (self->db, error, "SELECT id, question, text FROM remark WHERE batch = ?", "b", ID (bytes));
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      g_autofree char *id = lotse_store_dup_id (statement, 0);
      g_autofree char *question = lotse_store_dup_id (statement, 1);

      reading->reader->remark (id, question, lotse_statement_text (statement, 2), reading->data);
    }
  return lotse_statement_end (statement, &local, error);
}

static gboolean
call_read (LotseStore *self, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_pile_free);
  g_autoptr (GError) local = NULL;
  LotseStatement *statement = lotse_db_query (self->db, error, "SELECT " LOTSE_PILE_COLUMNS " FROM batch WHERE " LOTSE_BATCH_COUNTS, "");

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    g_ptr_array_add (batches, lotse_pile_take_row (statement));
  if (!lotse_statement_end (statement, &local, error))
    return FALSE;
  for (guint i = 0; i < batches->len; i++)
    if (!read_batch (self, batches->pdata[i], data, error))
      return FALSE;
  return TRUE;
}

gboolean
lotse_sheets_read (LotseStore *store, const LotseSheetReader *reader, gpointer data, GError **error)
{
  Reading reading = { reader, data };

  return lotse_store_run (store, call_read, &reading, error);
}
