/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /v1/history/<id>: what happened to a record, of the registers that the account may see. */
#include "lotse-endpoints.h"

#include "lotse-access.h"
#include "lotse-id.h"
#include "lotse-past.h"

#define MOST_LINES 2000u

typedef struct
{
  const LotseAccess *access;
  const LotseKind *kind;
  LotseAudience classes;
  LotseHistory *history;
} Visit;

static void
add_line (const LotsePast *past, const char *reg, const char *value, guint64 effective, LotseVerdict verdict, gboolean stood,
          gpointer data)
{
  Visit *visit = data;
  LotseHistoryLine *line;

  if (visit->history->lines->len >= MOST_LINES
      || !lotse_access_sees (visit->access, visit->kind, visit->classes, reg, (LotseStamp){ effective, past->device }))
    return;
  line = g_new0 (LotseHistoryLine, 1);
  line->reg = g_strdup (reg);
  line->value = g_strdup (value);
  line->by = g_strdup (past->account);
  line->at_ms = past->at_ms;
  line->verdict = verdict;
  line->stood = stood;
  g_ptr_array_add (visit->history->lines, line);
}

static gboolean
collect (LotseCentre *self, const LotseAccount *account, const char *id, LotseHistory *history, gboolean *seen, GError **error)
{
  g_autoptr (LotseAccess) access = lotse_access_new (self, account, NULL, 0, error);
  g_autoptr (LotseStored) record = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  Visit visit = { .access = access, .history = history };

  *seen = FALSE;
  if (access == NULL || !self->backend->get_record (self->backend, id, &record, error))
    return FALSE;
  if (record == NULL)
    return TRUE;
  if (!lotse_access_classes (access, record, &visit.classes, error))
    return FALSE;
  *seen = visit.classes != 0;
  if (!*seen)
    return TRUE;
  visit.kind = lotse_kind_find (record->kind);
  rows = self->backend->past_of (self->backend, id, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!lotse_past_visit (g_ptr_array_index (rows, i), add_line, &visit, error))
      return FALSE;
  return rows != NULL;
}

void
lotse_endpoint_history (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseAccount) account = NULL;
  g_autoptr (LotseHistory) history = lotse_history_new ();
  gboolean seen = FALSE;

  if (!lotse_endpoint_needs (call, "GET", reply) || (account = lotse_endpoint_account (self, call, reply)) == NULL
      || !lotse_endpoint_may_read (self, call, reply))
    return;
  if (lotse_id_is_valid (rest) && !collect (self, account, rest, history, &seen, &error))
    lotse_centre_reply_set_error (reply, error);
  else if (!seen)
    lotse_centre_reply_set (reply, LOTSE_WORD_NOT_FOUND, "There is no such record, or it is not for this account.");
  else
    lotse_endpoint_answer (reply, 200, lotse_history_to_json (history));
}
