/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET /v1/audit and /v1/audit/<number>: who did what and when, for staff; a page of what came before that number. */
#include "lotse-endpoints.h"

#define PAGE 500u

static gboolean
read_before (const char *rest, gint64 *before)
{
  *before = G_MAXINT64;
  return *rest == '\0' || (*rest == '/' && g_ascii_string_to_signed (rest + 1, 10, 1, G_MAXINT64, before, NULL));
}

/* One more is asked for than is given: then there is more. */
static LotseAuditPage *
collect (LotseCentre *self, gint64 before, GError **error)
{
  g_autoptr (GPtrArray) lines = self->backend->audit_lines (self->backend, before, PAGE + 1, error);
  LotseAuditPage *page;

  if (lines == NULL)
    return NULL;
  page = lotse_audit_page_new ();
  page->more = lines->len > PAGE;
  for (guint i = 0; i < MIN (lines->len, PAGE); i++)
    {
      LotseAudit *line = g_ptr_array_index (lines, i);
      LotseAuditEntry *entry = g_new0 (LotseAuditEntry, 1);

      *entry = (LotseAuditEntry){ line->row, line->at_ms, g_steal_pointer (&line->who), g_steal_pointer (&line->what),
                                  g_steal_pointer (&line->subject) };
      g_ptr_array_add (page->entries, entry);
    }
  return page;
}

void
lotse_endpoint_audit (LotseCentre *self, const LotseCentreCall *call, const char *rest, LotseCentreReply *reply)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LotseAccount) account = NULL;
  g_autoptr (LotseAuditPage) page = NULL;
  gint64 before;

  if (!lotse_endpoint_needs (call, "GET", reply) || (account = lotse_endpoint_account (self, call, reply)) == NULL)
    return;
  if ((account->roles & LOTSE_ROLES_STAFF) == 0)
    lotse_centre_reply_set (reply, LOTSE_WORD_DENIED, "The audit trail is for coordinators and admins.");
  else if (!read_before (rest, &before))
    lotse_centre_reply_set (reply, LOTSE_WORD_NOT_FOUND, "There is no such page of the audit trail.");
  else if ((page = collect (self, before, &error)) == NULL)
    lotse_centre_reply_set_error (reply, error);
  else
    lotse_endpoint_answer (reply, 200, lotse_audit_page_to_json (page));
}
