/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Piles of drafts; see lotse-sheets.h. */
#include "config.h"

#include "lotse-sheets-loose.h"
#include "lotse-sheets-private.h"
#include "lotse-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ID(bytes) bytes, (gssize) LOTSE_ID_BYTES

static gboolean
fail_no_pile (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND,
                       _("This pile is not here any more: it was released or withdrawn. Nothing was changed."));
  return FALSE;
}

static gboolean
fail_no_sheet (GError **error)
{
  g_set_error_literal (error, LOTSE_ERROR, LOTSE_ERROR_NOT_FOUND, _("The pile has no sheet at this place. Nothing was changed."));
  return FALSE;
}

/* --- Reading ------------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *pile;
  GPtrArray *found;
} Reading;

static gboolean
call_list (LotseStore *self, gpointer data, GError **error)
{
  Reading *reading = data;
  g_autoptr (GError) local = NULL;
  LotseStatement *statement = lotse_db_query (self->db, error,
                                              "SELECT " LOTSE_PILE_COLUMNS ", (SELECT count (*) FROM draft WHERE pile = pile.id)"
                                              " FROM pile ORDER BY event, form, id",
                                              "");

  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      LotsePile *pile = lotse_pile_take_row (statement);

      pile->sheets = (guint) lotse_statement_int (statement, 8);
      g_ptr_array_add (reading->found, pile);
    }
  return lotse_statement_end (statement, &local, error);
}

/**
 * lotse_piles_list:
 *
 * Returns: (transfer full) (element-type LotsePile): the piles of this device that are not released
 */
GPtrArray *
lotse_piles_list (LotseStore *store, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_pile_free);
  Reading reading = { NULL, found };

  return lotse_store_run (store, call_list, &reading, error) ? g_steal_pointer (&found) : NULL;
}

LotsePile *
lotse_pile_read (LotseStore *self, const char *id, GError **error)
{
  guint8 bytes[LOTSE_ID_BYTES];
  LotsePile *pile = NULL;
  LotseStatement *statement;
  g_autoptr (GError) local = NULL;

  if (!lotse_id_to_bytes (id, bytes))
    {
      fail_no_pile (error);
      return NULL;
    }
  statement = lotse_db_query (self->db, error, "SELECT " LOTSE_PILE_COLUMNS " FROM pile WHERE id = ?", "b", ID (bytes));
  if (statement == NULL)
    return NULL;
  if (lotse_statement_step (statement, &local))
    pile = lotse_pile_take_row (statement);
  else if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else
    fail_no_pile (error);
  lotse_statement_release (statement);
  return pile;
}

static gboolean
call_sheets (LotseStore *self, gpointer data, GError **error)
{
  static const char between[] = { LOTSE_SHEET_SEPARATOR, '\0' };
  Reading *reading = data;
  g_autoptr (LotsePile) pile = lotse_pile_read (self, reading->pile, error);
  g_autoptr (GError) local = NULL;
  guint8 bytes[LOTSE_ID_BYTES];
  LotseStatement *statement;

  if (pile == NULL || !lotse_id_to_bytes (pile->id, bytes))
    return FALSE;
  statement = lotse_db_query (self->db, error, "SELECT place, language, answers FROM draft WHERE pile = ? ORDER BY place", "b", ID (bytes));
  if (statement == NULL)
    return FALSE;
  while (lotse_statement_step (statement, &local))
    {
      LotseSheet *sheet = g_new0 (LotseSheet, 1);

      sheet->place = (guint) lotse_statement_int (statement, 0);
      sheet->language = g_strdup (lotse_statement_text (statement, 1));
      sheet->answers = g_strsplit (lotse_statement_text (statement, 2), between, -1);
      g_ptr_array_add (reading->found, sheet);
    }
  return lotse_statement_end (statement, &local, error);
}

/**
 * lotse_pile_list_sheets:
 *
 * Returns: (transfer full) (element-type LotseSheet): the sheets of a pile by their place, or %NULL with NOT_FOUND
 */
GPtrArray *
lotse_pile_list_sheets (LotseStore *store, const char *pile, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_sheet_free);
  Reading reading = { pile, found };

  return lotse_store_run (store, call_sheets, &reading, error) ? g_steal_pointer (&found) : NULL;
}

/* --- Putting ------------------------------------------------------------------------------------------------ */

typedef struct
{
  LotsePile *pile;
  LotseSheet *sheet;
} Putting;

static gboolean
same (GStrv one, GStrv other)
{
  return g_strv_equal ((const char *const *) one, (const char *const *) other);
}

gboolean
lotse_pile_is_like (const LotsePile *self, const LotsePile *other)
{
  return g_str_equal (self->form, other->form) && self->version == other->version && g_strcmp0 (self->event, other->event) == 0
         && g_strcmp0 (self->survey, other->survey) == 0 && g_str_equal (self->way, other->way) && same (self->questions, other->questions)
         && same (self->open, other->open);
}

LotsePile *
lotse_pile_copy (const LotsePile *self)
{
  LotsePile *copy = g_new0 (LotsePile, 1);

  copy->id = g_strdup (self->id);
  copy->form = g_strdup (self->form);
  copy->version = self->version;
  copy->event = g_strdup (self->event);
  copy->survey = g_strdup (self->survey);
  copy->way = g_strdup (self->way);
  copy->questions = g_strdupv (self->questions);
  copy->open = g_strdupv (self->open);
  copy->sheets = self->sheets;
  return copy;
}

/* The open pile for the same questions, if there is one, else a new one. */
gboolean
lotse_pile_find (LotseStore *self, LotsePile *pile, GError **error)
{
  g_autoptr (GPtrArray) piles = lotse_piles_list (self, error);

  if (piles == NULL)
    return FALSE;
  for (guint i = 0; i < piles->len; i++)
    {
      const LotsePile *other = piles->pdata[i];

      if (lotse_pile_is_like (other, pile))
        {
          pile->id = g_strdup (other->id);
          return TRUE;
        }
    }
  pile->id = lotse_id_random ();
  return lotse_pile_insert (self, "INSERT INTO pile VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)", pile, error);
}

static gboolean
write_draft (LotseStore *self, const guint8 *pile, LotseSheet *sheet, GError **error)
{
  static const char between[] = { LOTSE_SHEET_SEPARATOR, '\0' };
  g_autofree char *answers = g_strjoinv (between, sheet->answers);
  gint64 top = 0;

  if (sheet->place == 0)
    {
      if (!lotse_db_get_int (self->db, &top, 0, error, "SELECT max (place) FROM draft WHERE pile = ?", "b", ID (pile)))
        return FALSE;
      sheet->place = (guint) top + 1;
      return lotse_db_run (self->db, error, "INSERT INTO draft VALUES (?, ?, ?, ?)", "biss", ID (pile), (gint64) sheet->place,
                           sheet->language, answers);
    }
  if (!lotse_db_run (self->db, error, "UPDATE draft SET language = ?, answers = ? WHERE pile = ? AND place = ?", "ssbi", sheet->language,
                     answers, ID (pile), (gint64) sheet->place))
    return FALSE;
  return lotse_db_changes (self->db) > 0 || fail_no_sheet (error);
}

gboolean
lotse_pile_put_now (LotseStore *self, LotsePile *pile, LotseSheet *sheet, GError **error)
{
  g_autoptr (LotsePile) known = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  if (!lotse_sheets_may_write (self, error))
    return FALSE;
  if (pile->id == NULL)
    {
      if (!lotse_pile_check (pile, error) || !lotse_sheet_check (pile, sheet, error) || !lotse_pile_find (self, pile, error))
        return FALSE;
    }
  else
    {
      known = lotse_pile_read (self, pile->id, error);
      if (known == NULL || !lotse_sheet_check (known, sheet, error))
        return FALSE;
    }
  return lotse_id_to_bytes (pile->id, bytes) && write_draft (self, bytes, sheet, error);
}

static gboolean
call_put (LotseStore *self, gpointer data, GError **error)
{
  Putting *putting = data;

  return lotse_pile_put_now (self, putting->pile, putting->sheet, error);
}

/**
 * lotse_pile_put:
 * @pile: what the sheet belongs to; gets its id
 * @sheet: the sheet; gets its place
 *
 * Errors: INVALID, NOT_FOUND (pile or place), DENIED, those of the store.
 */
gboolean
lotse_pile_put (LotseStore *store, LotsePile *pile, LotseSheet *sheet, GError **error)
{
  Putting putting = { pile, sheet };
  gboolean fresh = pile->id == NULL;
  guint place = sheet->place;

  if (lotse_store_run_write (store, call_put, &putting, error))
    return TRUE;
  /* What was to be is not. */
  if (fresh)
    g_clear_pointer (&pile->id, g_free);
  sheet->place = place;
  return FALSE;
}

/* --- Ending ------------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *pile;
  guint place;
  guint sheets;
} Ending;

/* The pile goes with the last that it has. */
gboolean
lotse_pile_drop_empty (LotseStore *self, const guint8 *pile, GError **error)
{
  return lotse_db_run (self->db, error,
                       "DELETE FROM pile WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM draft WHERE pile = ?1)"
                       " AND NOT EXISTS (SELECT 1 FROM draft_remark WHERE pile = ?1) AND NOT EXISTS (SELECT 1 FROM draft_begun WHERE pile = ?1)",
                       "b", ID (pile))
         && lotse_sheets_truncate (self, error);
}

static gboolean
call_withdraw (LotseStore *self, gpointer data, GError **error)
{
  Ending *ending = data;
  g_autoptr (LotsePile) pile = lotse_pile_read (self, ending->pile, error);
  guint8 bytes[LOTSE_ID_BYTES];

  if (pile == NULL || !lotse_sheets_may_write (self, error) || !lotse_id_to_bytes (pile->id, bytes)
      || !lotse_db_run (self->db, error, "DELETE FROM draft WHERE pile = ?1 AND (place = ?2 OR ?2 = 0)", "bi", ID (bytes),
                        (gint64) ending->place))
    return FALSE;
  if (ending->place > 0 && lotse_db_changes (self->db) == 0)
    return fail_no_sheet (error);
  return (ending->place > 0 || lotse_loose_drop (self, bytes, error)) && lotse_pile_drop_empty (self, bytes, error);
}

gboolean
lotse_pile_withdraw (LotseStore *store, const char *pile, guint place, GError **error)
{
  Ending ending = { pile, place, 0 };

  return lotse_store_run_write (store, call_withdraw, &ending, error);
}

static gboolean
call_release (LotseStore *self, gpointer data, GError **error)
{
  Ending *ending = data;
  g_autoptr (LotsePile) pile = lotse_pile_read (self, ending->pile, error);
  g_autoptr (GPtrArray) sheets = pile != NULL ? lotse_pile_list_sheets (self, ending->pile, error) : NULL;
  g_autoptr (GPtrArray) remarks = NULL;
  guint8 bytes[LOTSE_ID_BYTES];

  if (sheets == NULL || !lotse_sheets_may_write (self, error) || !lotse_loose_check_release (self, pile->id, sheets->len, error))
    return FALSE;
  remarks = lotse_loose_tear_off (self, pile, sheets, error);
  if (remarks == NULL || !lotse_batch_insert (self, pile, sheets, error) || !lotse_loose_insert (self, pile->id, remarks, error)
      || !lotse_id_to_bytes (pile->id, bytes) || !lotse_db_run (self->db, error, "DELETE FROM draft WHERE pile = ?", "b", ID (bytes))
      || !lotse_loose_drop (self, bytes, error) || !lotse_pile_drop_empty (self, bytes, error))
    return FALSE;
  ending->sheets = sheets->len;
  lotse_store_note_many (self);
  return TRUE;
}

/**
 * lotse_pile_release:
 * @sheets: (out): how many there were
 *
 * Makes a batch of the pile, whose sheets nobody can change, order or tell apart from then on.
 */
gboolean
lotse_pile_release (LotseStore *store, const char *pile, guint *sheets, GError **error)
{
  Ending ending = { pile, 0, 0 };

  if (!lotse_store_run_write (store, call_release, &ending, error))
    return FALSE;
  *sheets = ending.sheets;
  return TRUE;
}
