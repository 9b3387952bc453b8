/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a pile holds besides its sheets; see the header. */
#include "config.h"

#include "lotse-sheets-loose.h"
#include "lotse-sheets-private.h"
#include "lotse-error.h"
#include "lotse-value.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ID(bytes) bytes, (gssize) LOTSE_ID_BYTES

LotseLooseRemark *
lotse_loose_remark_new (guint place, const char *question, const char *text)
{
  LotseLooseRemark *self = g_new0 (LotseLooseRemark, 1);

  self->place = place;
  self->question = g_strdup (question);
  self->text = g_strdup (text);
  return self;
}

void
lotse_loose_remark_free (LotseLooseRemark *self)
{
  if (self == NULL)
    return;
  g_free (self->question);
  g_free (self->text);
  g_free (self);
}

/* The pile and the bytes of its id. */
static LotsePile *
must_read (LotseStore *self, const char *id, guint8 *bytes, GError **error)
{
  LotsePile *pile = lotse_pile_read (self, id, error);

  if (pile != NULL)
    g_return_val_if_fail (lotse_id_to_bytes (pile->id, bytes), pile);
  return pile;
}

/* The same for writing; a pile without id is found or made, and stays as it is if that fails. */
static LotsePile *
must_have (LotseStore *self, LotsePile *pile, guint8 *bytes, GError **error)
{
  if (!lotse_sheets_may_write (self, error))
    return NULL;
  if (pile->id == NULL && (!lotse_pile_check (pile, error) || !lotse_pile_find (self, pile, error)))
    return NULL;
  return must_read (self, pile->id, bytes, error);
}

typedef struct
{
  LotsePile *pile;
  const char *id;
  guint place;
  GPtrArray *found;
  LotseLooseRemark *remark;
  LotseSheet *sheet;
} Call;

/* Runs what makes the pile if it has no id; then it has one only if that was done. */
static gboolean
run (LotseStore *store, LotseStoreCall function, Call *call, GError **error)
{
  gboolean fresh = call->pile->id == NULL;

  if (lotse_store_run_write (store, function, call, error))
    return TRUE;
  if (fresh)
    g_clear_pointer (&call->pile->id, g_free);
  return FALSE;
}

/* --- Open answers ------------------------------------------------------------------------------------------- */

static gboolean
call_list (LotseStore *self, gpointer data, GError **error)
{
  Call *call = data;
  guint8 bytes[LOTSE_ID_BYTES] = { 0 };
  g_autoptr (LotsePile) pile = must_read (self, call->id, bytes, error);
  g_autoptr (GError) local = NULL;
  LotseStatement *statement;

  if (pile == NULL)
    return FALSE;
  statement = lotse_db_query (self->db, error, "SELECT place, question, text FROM draft_remark WHERE pile = ? ORDER BY place", "b",
                              ID (bytes));
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      g_autofree char *question = lotse_store_dup_id (statement, 1);

      g_ptr_array_add (call->found, lotse_loose_remark_new ((guint) lotse_statement_int (statement, 0), question,
                                                            lotse_statement_text (statement, 2)));
    }
  return lotse_statement_end (statement, &local, error);
}

/**
 * lotse_pile_list_remarks:
 *
 * Returns: (transfer full) (element-type LotseLooseRemark): by their place, or %NULL with NOT_FOUND
 */
GPtrArray *
lotse_pile_list_remarks (LotseStore *store, const char *pile, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_loose_remark_free);
  Call call = { .id = pile, .found = found };

  return lotse_store_run (store, call_list, &call, error) ? g_steal_pointer (&found) : NULL;
}

static gboolean
fail_no_remark (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("The pile no longer has this open answer. Nothing was changed."));
  return FALSE;
}

static gboolean
check_remark (const LotsePile *pile, const LotseLooseRemark *remark, GError **error)
{
  if (*remark->text != '\0' && !g_str_equal (remark->text, LOTSE_SHEET_NO_ANSWER) && strlen (remark->text) <= LOTSE_VALUE_MAX
      && strchr (remark->text, LOTSE_SHEET_SEPARATOR) == NULL && g_utf8_validate (remark->text, -1, NULL)
      && g_strv_contains ((const char *const *) pile->open, remark->question))
    return TRUE;
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                       _("This is no answer to an open question of the pile, or it is too long. Nothing was saved."));
  return FALSE;
}

static gboolean
call_put (LotseStore *self, gpointer data, GError **error)
{
  Call *call = data;
  guint8 bytes[LOTSE_ID_BYTES] = { 0 }, question[LOTSE_ID_BYTES] = { 0 };
  g_autoptr (LotsePile) pile = must_have (self, call->pile, bytes, error);
  gint64 top = 0;

  if (pile == NULL || !check_remark (pile, call->remark, error) || !lotse_id_to_bytes (call->remark->question, question))
    return FALSE;
  if (call->remark->place > 0)
    return lotse_db_run (self->db, error, "UPDATE draft_remark SET question = ?, text = ? WHERE pile = ? AND place = ?", "bsbi",
                         ID (question), call->remark->text, ID (bytes), (gint64) call->remark->place)
           && (lotse_db_changes (self->db) > 0 || fail_no_remark (error));
  if (!lotse_db_get_int (self->db, &top, 0, error, "SELECT max (place) FROM draft_remark WHERE pile = ?", "b", ID (bytes)))
    return FALSE;
  call->place = (guint) top + 1;
  return lotse_db_run (self->db, error, "INSERT INTO draft_remark VALUES (?, ?, ?, ?)", "bibs", ID (bytes), top + 1, ID (question),
                       call->remark->text);
}

/**
 * lotse_pile_put_remark:
 * @pile: what the open answer belongs to; gets its id
 * @remark: the open answer; gets its place
 *
 * Errors: INVALID, NOT_FOUND (pile or place), DENIED, those of the store.
 */
gboolean
lotse_pile_put_remark (LotseStore *store, LotsePile *pile, LotseLooseRemark *remark, GError **error)
{
  Call call = { .pile = pile, .remark = remark };

  if (!run (store, call_put, &call, error))
    return FALSE;
  if (remark->place == 0)
    remark->place = call.place;
  return TRUE;
}

static gboolean
call_withdraw (LotseStore *self, gpointer data, GError **error)
{
  Call *call = data;
  guint8 bytes[LOTSE_ID_BYTES] = { 0 };
  g_autoptr (LotsePile) pile = must_read (self, call->id, bytes, error);

  if (pile == NULL || !lotse_sheets_may_write (self, error)
      || !lotse_db_run (self->db, error, "DELETE FROM draft_remark WHERE pile = ? AND place = ?", "bi", ID (bytes), (gint64) call->place))
    return FALSE;
  return lotse_db_changes (self->db) > 0 ? lotse_pile_drop_empty (self, bytes, error) : fail_no_remark (error);
}

gboolean
lotse_pile_withdraw_remark (LotseStore *store, const char *pile, guint place, GError **error)
{
  Call call = { .id = pile, .place = place };

  return lotse_store_run_write (store, call_withdraw, &call, error);
}

/* --- The sheet that is begun -------------------------------------------------------------------------------- */

static gboolean
call_get_begun (LotseStore *self, gpointer data, GError **error)
{
  static const char between[] = { LOTSE_SHEET_SEPARATOR, '\0' };
  Call *call = data;
  guint8 bytes[LOTSE_ID_BYTES] = { 0 };
  g_autoptr (LotsePile) pile = must_read (self, call->id, bytes, error);
  g_autoptr (GError) local = NULL;
  LotseStatement *statement;

  if (pile == NULL)
    return FALSE;
  statement = lotse_db_query (self->db, error, "SELECT language, answers FROM draft_begun WHERE pile = ?", "b", ID (bytes));
  if (statement == NULL)
    return FALSE;
  if (lotse_statement_step (statement, &local))
    {
      call->sheet = g_new0 (LotseSheet, 1);
      call->sheet->language = g_strdup (lotse_statement_text (statement, 0));
      call->sheet->answers = g_strsplit (lotse_statement_text (statement, 1), between, -1);
    }
  return lotse_statement_end (statement, &local, error);
}

/**
 * lotse_pile_get_begun:
 *
 * Returns: (transfer full): the sheet that is begun; %NULL without an error if there is none
 */
LotseSheet *
lotse_pile_get_begun (LotseStore *store, const char *pile, GError **error)
{
  Call call = { .id = pile };

  return lotse_store_run (store, call_get_begun, &call, error) ? call.sheet : NULL;
}

static gboolean
has_answers (const LotseSheet *sheet)
{
  for (guint i = 0; sheet != NULL && sheet->answers[i] != NULL; i++)
    if (*sheet->answers[i] != '\0')
      return TRUE;
  return FALSE;
}

static gboolean
end_begun (LotseStore *self, const guint8 *pile, GError **error)
{
  return lotse_db_run (self->db, error, "DELETE FROM draft_begun WHERE pile = ?", "b", ID (pile));
}

static gboolean
call_keep_begun (LotseStore *self, gpointer data, GError **error)
{
  static const char between[] = { LOTSE_SHEET_SEPARATOR, '\0' };
  Call *call = data;
  guint8 bytes[LOTSE_ID_BYTES] = { 0 };
  g_autoptr (LotsePile) pile = must_have (self, call->pile, bytes, error);
  g_autofree char *answers = NULL;

  if (pile == NULL)
    return FALSE;
  if (!has_answers (call->sheet))
    return end_begun (self, bytes, error) && lotse_pile_drop_empty (self, bytes, error);
  if (!lotse_sheet_check (pile, call->sheet, error))
    return FALSE;
  answers = g_strjoinv (between, call->sheet->answers);
  return lotse_db_run (self->db, error, "INSERT OR REPLACE INTO draft_begun VALUES (?, ?, ?)", "bss", ID (bytes), call->sheet->language,
                       answers);
}

gboolean
lotse_pile_keep_begun (LotseStore *store, LotsePile *pile, const LotseSheet *sheet, GError **error)
{
  Call call = { .pile = pile, .sheet = (LotseSheet *) sheet };
  gboolean fresh = pile->id == NULL;

  if (!run (store, call_keep_begun, &call, error))
    return FALSE;
  /* It may have gone with what it had. */
  if (fresh && !has_answers (sheet))
    g_clear_pointer (&pile->id, g_free);
  return TRUE;
}

static gboolean
call_put_begun (LotseStore *self, gpointer data, GError **error)
{
  Call *call = data;
  guint8 bytes[LOTSE_ID_BYTES];

  return lotse_pile_put_now (self, call->pile, call->sheet, error) && lotse_id_to_bytes (call->pile->id, bytes)
         && end_begun (self, bytes, error);
}

gboolean
lotse_pile_put_begun (LotseStore *store, LotsePile *pile, LotseSheet *sheet, GError **error)
{
  Call call = { .pile = pile, .sheet = sheet };
  guint place = sheet->place;

  if (run (store, call_put_begun, &call, error))
    return TRUE;
  sheet->place = place;
  return FALSE;
}

/* --- Ending ------------------------------------------------------------------------------------------------- */

gboolean
lotse_loose_drop (LotseStore *self, const guint8 *pile, GError **error)
{
  return lotse_db_run (self->db, error, "DELETE FROM draft_remark WHERE pile = ?", "b", ID (pile)) && end_begun (self, pile, error);
}

gboolean
lotse_loose_check_release (LotseStore *self, const char *pile, guint sheets, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (LotseSheet) begun = lotse_pile_get_begun (self, pile, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (begun != NULL)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                         _("A sheet of this pile is typed only in part. Nothing was released. Finish or withdraw it in the window."));
  else if (sheets == 0)
    g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_INVALID,
                         _("The pile has open answers and no sheet yet. Nothing was released. Type the sheets first."));
  else
    return TRUE;
  return FALSE;
}

/* What was on the sheets and what was on none, so that nothing tells one from the other. */
GPtrArray *
lotse_loose_tear_off (LotseStore *self, const LotsePile *pile, GPtrArray *sheets, GError **error)
{
  GPtrArray *remarks = lotse_pile_list_remarks (self, pile->id, error);
  guint first = g_strv_length (pile->questions);

  for (guint i = 0; remarks != NULL && i < sheets->len; i++)
    for (guint q = 0; pile->open[q] != NULL; q++)
      {
        char **answer = &((LotseSheet *) sheets->pdata[i])->answers[first + q];

        if (**answer != '\0' && !g_str_equal (*answer, LOTSE_SHEET_NO_ANSWER))
          g_ptr_array_add (remarks, lotse_loose_remark_new (0, pile->open[q], *answer));
        g_free (*answer);
        *answer = g_strdup ("");
      }
  return remarks;
}

typedef struct
{
  guint8 id[LOTSE_ID_BYTES];
  guint remark;
} Torn;

static int
compare_torn (gconstpointer a, gconstpointer b)
{
  return memcmp (((const Torn *) a)->id, ((const Torn *) b)->id, LOTSE_ID_BYTES);
}

/* Each gets a random id, and they are written in the order of these. */
gboolean
lotse_loose_insert (LotseStore *self, const char *batch, GPtrArray *remarks, GError **error)
{
  g_autoptr (GArray) torn = g_array_sized_new (FALSE, TRUE, sizeof (Torn), remarks->len);
  guint8 bytes[LOTSE_ID_BYTES], question[LOTSE_ID_BYTES];

  g_array_set_size (torn, remarks->len);
  for (guint i = 0; i < remarks->len; i++)
    {
      g_autofree char *id = lotse_id_random ();

      g_assert (lotse_id_to_bytes (id, g_array_index (torn, Torn, i).id));
      g_array_index (torn, Torn, i).remark = i;
    }
  g_array_sort (torn, compare_torn);
  for (guint i = 0; i < torn->len; i++)
    {
      const Torn *one = &g_array_index (torn, Torn, i);
      const LotseLooseRemark *remark = remarks->pdata[one->remark];

      if (!lotse_id_to_bytes (batch, bytes) || !lotse_id_to_bytes (remark->question, question)
          || !lotse_db_run (self->db, error, "INSERT INTO remark VALUES (?, ?, ?, ?)", "bbbs", ID (bytes), ID (one->id), ID (question),
                            remark->text))
        return FALSE;
    }
  return TRUE;
}
