/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking and giving batches of anonymous sheets; see the header. */
#include "lotse-centre-sheets.h"

#include "lotse-access.h"
#include "lotse-error.h"
#include "lotse-erase.h"
#include "lotse-sheets-journal.h"

#include <string.h>

#define PAGE_BATCHES 100u
#define PAGE_BYTES (2u << 20)

/* --- The order ---------------------------------------------------------------------------------------------- */

gboolean
lotse_centre_sheets_last (LotseCentre *self, gint64 *number, GError **error)
{
  g_autofree char *text = NULL;

  *number = 0;
  if (!self->backend->get_setting (self->backend, "sheets", &text, error))
    return FALSE;
  if (text != NULL)
    *number = g_ascii_strtoll (text, NULL, 10);
  return TRUE;
}

/* A number is never given twice, also when the batch with the largest one was erased: devices ask for what lies behind it. */
static gboolean
store (LotseCentre *self, const char *id, const char *document, gint64 *number, GError **error)
{
  g_autofree char *text = NULL;

  if (!lotse_centre_sheets_last (self, number, error))
    return FALSE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, ++*number);
  return self->backend->set_setting (self->backend, "sheets", text, error)
         && self->backend->put_sheets (self->backend, id, *number, document, error);
}

/* --- Taking ------------------------------------------------------------------------------------------------- */

typedef struct
{
  LotseCentre *centre;
  LotseAccess *access;
  gboolean may;        /* bring sheets at all */
  GPtrArray *taken;    /* of char *: for the journal */
  GPtrArray *verdicts; /* of LotseSheetsVerdict */
} Taking;

static void
taking_clear (Taking *self)
{
  g_clear_pointer (&self->access, lotse_access_free);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  g_clear_pointer (&self->verdicts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Taking, taking_clear)

/* Sets the verdict on a link of the batch unless it is right: to a record of that kind which the account has. */
static gboolean
check_link (Taking *self, const char *id, const char *kind, LotseSheetsVerdict *verdict, GError **error)
{
  LotseBackend *backend = self->centre->backend;
  g_autoptr (LotseStored) record = NULL;
  LotseAudience classes = 0;
  gboolean erased = FALSE;

  if (id == NULL || verdict->verdict == LOTSE_VERDICT_REFUSED || verdict->verdict == LOTSE_VERDICT_ERASED)
    return TRUE;
  if (!backend->is_erased (backend, id, &erased, error) || !backend->get_record (backend, id, &record, error)
      || (record != NULL && !lotse_access_classes (self->access, record, &classes, error)))
    return FALSE;
  if (erased)
    verdict->verdict = LOTSE_VERDICT_ERASED;
  else if (record == NULL)
    verdict->verdict = LOTSE_VERDICT_PARKED;
  else if (strcmp (record->kind, kind) != 0 || classes == 0)
    verdict->verdict = LOTSE_VERDICT_REFUSED;
  if (verdict->verdict == LOTSE_VERDICT_REFUSED)
    verdict->reason = g_strdup (classes == 0 ? LOTSE_REASON_NO_RIGHT : LOTSE_REASON_WRONG_KIND);
  return TRUE;
}

/*
 * The id is known.  A disk that was copied while a pile was open can make two batches of it that differ; the second is refused, so
 * that its device keeps it.  Where the centre's own text is damaged, the device keeps what may be the only whole one.
 */
static void
compare (LotseWireBatch *batch, const char *document, LotseSheetsVerdict *verdict)
{
  g_autoptr (LotseWireBatch) stored = lotse_wire_batch_from_json (document, -1, NULL);

  if (stored == NULL)
    verdict->verdict = LOTSE_VERDICT_PARKED;
  else if (lotse_wire_batch_same (stored, batch))
    verdict->verdict = LOTSE_VERDICT_REPEATED;
  else
    {
      verdict->verdict = LOTSE_VERDICT_REFUSED;
      verdict->reason = g_strdup (LOTSE_REASON_WRONG_KIND);
    }
  if (verdict->verdict != LOTSE_VERDICT_REPEATED)
    verdict->number = 0;
}

static gboolean
decide (Taking *self, LotseWireBatch *batch, LotseSheetsVerdict *verdict, GError **error)
{
  LotseBackend *backend = self->centre->backend;
  g_autofree char *document = NULL;

  if (!self->may)
    {
      verdict->verdict = LOTSE_VERDICT_REFUSED;
      verdict->reason = g_strdup (LOTSE_REASON_NO_RIGHT);
      return TRUE;
    }
  if (!backend->get_sheets (backend, batch->id, &verdict->number, &document, error))
    return FALSE;
  verdict->verdict = LOTSE_VERDICT_MERGED;
  if (document != NULL)
    {
      compare (batch, document, verdict);
      return TRUE;
    }
  if (!check_link (self, batch->form, "form", verdict, error) || !check_link (self, batch->event, "event", verdict, error)
      || !check_link (self, batch->survey, "survey", verdict, error))
    return FALSE;
  if (verdict->verdict == LOTSE_VERDICT_PARKED)
    verdict->reason = g_strdup (LOTSE_REASON_PARKED);
  if (verdict->verdict != LOTSE_VERDICT_MERGED)
    return TRUE;
  document = lotse_wire_batch_to_json (batch);
  g_ptr_array_add (self->taken, g_strdup (document));
  return store (self->centre, batch->id, document, &verdict->number, error);
}

static gboolean
take_all (Taking *self, LotseSheetsRequest *request, GError **error)
{
  for (guint i = 0; i < request->batches->len; i++)
    {
      LotseWireBatch *batch = request->batches->pdata[i];
      LotseSheetsVerdict *verdict = g_new0 (LotseSheetsVerdict, 1);

      verdict->id = g_strdup (batch->id);
      g_ptr_array_add (self->verdicts, verdict);
      if (!decide (self, batch, verdict, error))
        return FALSE;
    }
  while (request->unreadable->len > 0)
    g_ptr_array_add (self->verdicts, g_ptr_array_steal_index (request->unreadable, 0));
  /* The journal comes first: what is in it and not in the database is only brought once more. */
  return self->taken->len == 0
         || (lotse_erase_plan_wipe (self->centre, error) && lotse_sheets_journal_append (self->centre->folder, self->taken, error));
}

char *
lotse_centre_sheets_take (LotseCentre *self, const LotseAccount *account, const char *text, gssize size, gboolean *taken, GError **error)
{
  g_autoptr (LotseSheetsRequest) request = lotse_sheets_request_from_json (text, size, error);
  g_auto (Taking) taking = { .centre = self };

  *taken = FALSE;
  if (request == NULL || !lotse_centre_begin (self, error))
    return NULL;
  taking.may = (account->roles & (LOTSE_ROLES_STAFF | lotse_kind_find ("response")->writers)) != 0;
  taking.taken = g_ptr_array_new_with_free_func (g_free);
  taking.verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) lotse_sheets_verdict_free);
  taking.access = lotse_access_new (self, account, NULL, 0, error);
  if (taking.access == NULL || !take_all (&taking, request, error))
    {
      lotse_centre_rollback (self);
      return NULL;
    }
  if (!lotse_centre_commit (self, error))
    return NULL;
  *taken = taking.taken->len > 0;
  /* Whether the log could be cut or only will be, the sheets are stored. */
  if (*taken && !lotse_erase_finish (self, NULL))
    g_debug ("the log is cut later");
  return lotse_sheets_verdicts_to_json (taking.verdicts);
}

/* --- Giving ------------------------------------------------------------------------------------------------- */

/* Whether the row holds what its id says; the rest of a page does not suffer from one that does not. */
static gboolean
is_whole (const LotseStoredSheets *row)
{
  g_autoptr (LotseWireBatch) batch = g_utf8_validate (row->document, -1, NULL) ? lotse_wire_batch_from_json (row->document, -1, NULL) : NULL;

  return batch != NULL && strcmp (batch->id, row->id) == 0;
}

char *
lotse_centre_sheets_page (LotseCentre *self, gint64 after, GError **error)
{
  g_autoptr (GPtrArray) rows = self->backend->sheets_after (self->backend, after, PAGE_BATCHES + 1, error);
  GString *page;
  gint64 last = after;
  guint i;

  if (rows == NULL)
    return NULL;
  page = lotse_sheets_page_begin ();
  for (i = 0; i < MIN (rows->len, PAGE_BATCHES); i++)
    {
      const LotseStoredSheets *row = rows->pdata[i];

      if (i > 0 && page->len + strlen (row->document) > PAGE_BYTES)
        break;
      if (is_whole (row))
        lotse_sheets_page_add (page, row->number, row->document);
      else
        g_warning ("a batch of sheets is damaged and was not sent; \"lotse-server check\" says which");
      last = row->number;
    }
  return lotse_sheets_page_end (page, last, i < rows->len);
}

/* --- Erasing and bringing back ------------------------------------------------------------------------------ */

typedef gboolean (*EachRow) (LotseCentre *self, const LotseStoredSheets *row, gpointer data, GError **error);

static gboolean
for_each_row (LotseCentre *self, EachRow each, gpointer data, GError **error)
{
  gint64 after = G_MININT64;

  for (;;)
    {
      g_autoptr (GPtrArray) rows = self->backend->sheets_after (self->backend, after, PAGE_BATCHES, error);

      for (guint i = 0; rows != NULL && i < rows->len; i++)
        if (!each (self, rows->pdata[i], data, error))
          return FALSE;
      if (rows == NULL || rows->len < PAGE_BATCHES)
        return rows != NULL;
      after = ((LotseStoredSheets *) rows->pdata[rows->len - 1])->number;
    }
}

/* A batch of which that is the form, the event or the survey; one that cannot be read is looked into as it is. */
static gboolean
is_of (const char *document, const char *id)
{
  g_autoptr (LotseWireBatch) batch = lotse_wire_batch_from_json (document, -1, NULL);

  if (batch == NULL)
    return strstr (document, id) != NULL;
  return strcmp (batch->form, id) == 0 || g_strcmp0 (batch->event, id) == 0 || g_strcmp0 (batch->survey, id) == 0;
}

static gboolean
erase_row (LotseCentre *self, const LotseStoredSheets *row, gpointer id, GError **error)
{
  return !is_of (row->document, id) || self->backend->remove_sheets (self->backend, row->id, error);
}

gboolean
lotse_centre_sheets_erase (LotseCentre *self, const char *id, GError **error)
{
  /* The journal may have batches whose transaction failed, too. */
  return for_each_row (self, erase_row, (gpointer) id, error) && self->backend->set_setting (self->backend, "sheets-erased", "1", error);
}

typedef struct
{
  LotseCentre *centre;
  GPtrArray *kept;
  GHashTable *seen;
} Keeping;

static gboolean
is_erased (LotseCentre *self, const char *document, gboolean *erased, GError **error)
{
  g_autoptr (LotseWireBatch) batch = lotse_wire_batch_from_json (document, -1, NULL);
  const char *const ids[] = { batch != NULL ? batch->form : NULL, batch != NULL ? batch->event : NULL, batch != NULL ? batch->survey : NULL };

  /* Torn by a crash: no device was told that the centre has it. */
  *erased = batch == NULL;
  for (guint i = 0; i < G_N_ELEMENTS (ids) && !*erased; i++)
    if (ids[i] != NULL && !self->backend->is_erased (self->backend, ids[i], erased, error))
      return FALSE;
  return TRUE;
}

static gboolean
keep_line (const char *document, gpointer data, GError **error)
{
  Keeping *keeping = data;
  gboolean erased;

  if (!is_erased (keeping->centre, document, &erased, error))
    return FALSE;
  if (!erased && g_hash_table_add (keeping->seen, g_strdup (document)))
    g_ptr_array_add (keeping->kept, g_strdup (document));
  return TRUE;
}

gboolean
lotse_centre_sheets_erase_finish (LotseCentre *self, GError **error)
{
  g_autofree char *due = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Keeping keeping = { self, kept, seen };

  if (!self->backend->get_setting (self->backend, "sheets-erased", &due, error))
    return FALSE;
  if (g_strcmp0 (due, "1") != 0)
    return TRUE;
  return lotse_sheets_journal_read (self->folder, keep_line, &keeping, error)
         && lotse_sheets_journal_replace (self->folder, kept, error)
         && self->backend->set_setting (self->backend, "sheets-erased", "", error);
}

/* Most lines are known, and the id stands at their beginning. */
static gboolean
replay_line (const char *document, gpointer data, GError **error)
{
  LotseCentre *self = data;
  g_autoptr (LotseWireBatch) batch = NULL;
  g_autofree char *known = NULL;
  g_autofree char *id = g_str_has_prefix (document, "{\"i\":\"") && strlen (document) > 38 ? g_strndup (document + 6, 32) : NULL;
  gint64 number;
  gboolean erased;

  if (id == NULL)
    return TRUE;
  if (!self->backend->get_sheets (self->backend, id, &number, &known, error))
    return FALSE;
  if (known != NULL)
    return TRUE;
  if (!is_erased (self, document, &erased, error))
    return FALSE;
  if (erased || (batch = lotse_wire_batch_from_json (document, -1, NULL)) == NULL)
    return TRUE;
  return store (self, batch->id, document, &number, error);
}

gboolean
lotse_centre_sheets_replay (LotseCentre *self, GError **error)
{
  return lotse_sheets_journal_read (self->folder, replay_line, self, error);
}

/* --- Checking ----------------------------------------------------------------------------------------------- */

typedef struct
{
  GString *wrong;
  gint64 last;
} Checking;

static gboolean
check_row (LotseCentre *self, const LotseStoredSheets *row, gpointer data, GError **error)
{
  Checking *checking = data;
  gboolean erased = FALSE;

  if (!is_whole (row))
    g_string_append_printf (checking->wrong, "sheets %s: cannot be read\n", row->id);
  else if (!is_erased (self, row->document, &erased, error))
    return FALSE;
  if (erased)
    g_string_append_printf (checking->wrong, "sheets %s: belong to something that was erased\n", row->id);
  if (row->number <= 0 || row->number > checking->last)
    g_string_append_printf (checking->wrong, "sheets %s: have a number that was never given\n", row->id);
  return TRUE;
}

gboolean
lotse_centre_sheets_check (LotseCentre *self, GString *wrong, GError **error)
{
  Checking checking = { wrong, 0 };

  return lotse_centre_sheets_last (self, &checking.last, error) && for_each_row (self, check_row, &checking, error);
}
